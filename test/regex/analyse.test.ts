import { describe, expect, it } from "vitest";
import { analyseRegex, type MatchMode } from "../../src/regex/analyse.ts";

const verdict = (source: string, flags = "", mode: MatchMode = "search") => analyseRegex({ source, flags, mode });
const kind = (source: string, flags = "", mode: MatchMode = "search") => verdict(source, flags, mode)?.kind;
const part = (source: string, flags = "") => source.slice(...(verdict(source, flags)?.part ?? [0, 0]));

describe("exponential", () => {
  it.each([
    "^(a+)+$", "^(?:a|a)*$", "^(?:a|b|ab)*c", "^(a*)*$", '"(?:\\\\.|[^"])*"', "^(?:\\w+\\s?)*$", "(x+x+)+y", "^(?:[a-z]+-?)+$", "^(?:x{3}|x{2})+y", "(?:\\r\\n|\\r|\\n)+$",
  ])("%s", (source) => expect(kind(source)).toBe("exponential"));

  it.each(["^(?:a{1,10}){1,10}b", "(a?){30}b", "^((?:[\\da-f]{1,4}(?::|)){0,8})(::)?((?:[\\da-f]{1,4}(?::|)){0,8})$"])("%s, within bounds that are too large", (source) =>
    expect(kind(source)).toBe("exponential"));

  it("sees two cases as one letter with the i flag", () => {
    expect(kind("^(?:a|A)+$", "i")).toBe("exponential");
    expect(kind("^(?:a|A)+$")).toBeUndefined();
  });

  it("looks into lookarounds", () => expect(kind("^(?=(a+)+b)")).toBe("exponential"));
});

describe("polynomial", () => {
  it.each([["a*a*$", 3], ["^a*a*$", 2], ["^a*a*a*$", 3], ["^\\s*(.*?)\\s*$", 3], ["^.*foo.*bar.*$", 3], ["^\\S+@\\S+\\.\\S+$", 3], ["<a.*href=(.*)>", 2], ["\\d*\\.?\\d+,0,\\d*\\.?\\d+x", 3]])("%s", (source, degree) =>
    expect(verdict(source)).toMatchObject({ kind: "polynomial", degree }));

  it("looks for an end of the text with which all fails", () => {
    // A line end alone would be taken by the space in front of it.
    expect(verdict("^-\\s+([^\\n]*)$")).toMatchObject({ kind: "polynomial", degree: 2, by: "automaton" });
    expect(kind("^-\\s+(.+)$", "m")).toBeUndefined();
  });

  it("looks for a beginning with which nothing matches early", () => {
    expect(verdict("\\beyJ[\\w-]+\\.[\\w.-]+\\.[\\w.-]+\\b")).toMatchObject({ kind: "polynomial", by: "automaton" });
  });

  it("survives a fixed start", () => {
    for (const mode of ["match", "fullmatch", "sticky"] as const) expect(kind("\\d+\\d+x", "", mode)).toBe("polynomial");
  });
});

describe("start-position moves", () => {
  it.each(["\\s+$", "a+b", "<!--[^]*?-->", "\\[.*\\]", "android.+aft", "\\bstack\\b.*\\boverflow\\b", "^\\s+|\\s+$"])("%s", (source) =>
    expect(verdict(source)).toMatchObject({ kind: "move", degree: 2 }));

  it("are gone where the start is fixed", () => {
    expect(kind("^\\s+$")).toBeUndefined();
    expect(kind("\\s+x", "y")).toBeUndefined();
    for (const mode of ["match", "fullmatch", "sticky"] as const) expect(kind("\\s+x", "", mode)).toBeUndefined();
  });

  it("come back with the m flag, which lets ^ match inside the text", () => {
    expect(kind("^\\s*x", "m")).toBe("move");
  });
});

describe("linear", () => {
  it.each([
    "abc", "^[a-z]+$", "^(?:[a-z]+-)*[a-z]+$", "a{1,3}a{1,3}$", "(?:a+)+", "[^]*$", ".*", "^([.-]|[^a-z0-9_-])+", "(?:[a-z]{2,6}\\.)+", "^\\d{4}-\\d{2}-\\d{2}T",
    "^(?:\\d{1,3}\\.){3}\\d{1,3}$", "(?:a|^a){40}b",
  ])("%s", (source) => expect(kind(source)).toBeUndefined());

  it.each([["("], ["a**"], ["\\k<x>", "u"]])("%s is no pattern", (source, flags = "") => expect(kind(source, flags)).toBeUndefined());
});

describe("what is told", () => {
  it("names the ambiguous part, without cutting groups in two", () => {
    expect(part("^(a+)+$")).toBe("(a+)+");
    expect(part("^x(?:a|b|ab)*c")).toBe("(?:a|b|ab)*");
    expect(part("^(\\s*)\\s*x$")).toBe("(\\s*)\\s*");
    expect(part("^#\\s+$|\\d+x")).toBe("\\d+");
  });

  it("keeps the part within the pattern when it is wrapped to fix the end", () => {
    const source = "(a+)+";
    expect(verdict(source, "", "fullmatch")?.part).toEqual([0, source.length]);
  });

  it.each([["^(a+)+$"], ["^(?:\\w+\\s?)*$"], ['^x"(?:\\\\.|[^"])*"'], ["^a*a*$"], ["^\\d+-\\d*\\d*x"], ["\\s+$"], ["<!--[^]*?-->"]])("gives an attack that fails to match: %s", (source) => {
    const { attack } = verdict(source) ?? {};
    expect(attack).toBeDefined();
    if (attack) expect(new RegExp(source).test(attack.prefix + attack.pump.repeat(4) + attack.suffix)).toBe(false);
  });

  it("finds nothing in a loop after which the match is there, however it looks ahead", () => {
    expect(verdict("^((?:[ \\t]*[-*](?!#)[ \\t]+[^\\n]*(?:\\n|$))+)")).toBeUndefined();
    expect(verdict("^((?:[ \\t]*[-*](?!#)[ \\t]+[^\\n]*(?:\\n|$))+)x")?.kind).toBe("exponential");
  });

  it("is the same on every call, also in a process under load", () => {
    const source = "(?:(?!-->)(?:\\s|\\/\\/.*|\\/\\*[^]*?\\*\\/|<!--.*|-->.*)*)?x";
    expect(verdict(source)).toEqual(verdict(source));
  });
});

describe("hostile patterns", () => {
  const within = (limit: number, source: string, flags = ""): void => {
    const before = process.cpuUsage();
    verdict(source, flags);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, source.slice(0, 40)).toBeLessThan(limit);
  };

  it.each([
    ["deep groups", "(".repeat(3_000) + "a" + ")*".repeat(3_000)],
    ["many loops", "a*".repeat(200)],
    ["many alternatives", `(?:${Array.from({ length: 400 }, (_, i) => `w${i}+`).join("|")})*x`],
    ["a large count", "(?:a{1,1000}){1,1000}b"],
    ["nested counts", "((((a{9}){9}){9}){9}){9}"],
    ["nested counts of nothing", `${"(?:".repeat(60)}${"){9}".repeat(60)}a+b`],
    ["counts of nothing", `${"(?:^|){2,9}".repeat(400)}(?:a{2,9}){2,9}b`],
    ["groups of one name in many others", `${"(?:".repeat(100)}(?<n>a+)|(?<n>b+)(?<n>c+)${"){2}".repeat(100)}`],
    ["many large sets", `(?:${Array.from({ length: 200 }, (_, i) => `[\\p{L}\\u{${(0x1000 + i * 9).toString(16)}}]`).join("|")})+x`],
    ["many classes", Array.from({ length: 60 }, (_, i) => `[${String.fromCharCode(97 + (i % 26))}-\\u{${(0x100 + i * 7).toString(16)}}]*`).join("")],
    ["a long text", "x".repeat(100_000)],
  ])("%s", (_, source) => within(5_000, source, "u"));
});
