import { describe, expect, it } from "vitest";
import { analyseRegex, type MatchMode } from "../../src/regex/analyse.ts";
import { repairOf } from "../../src/regex/repair.ts";
import { isSameLanguage } from "../../src/regex/repair-language.ts";
import { shapeOf } from "../../src/regex/shape.ts";

function repaired(source: string, flags = "", mode: MatchMode = "search"): string | undefined {
  const question = { source, flags, mode };
  const verdict = analyseRegex(question);
  const shape = shapeOf(source, flags);
  if (!verdict || !shape) throw new Error(`nothing found in ${source}`);
  const repair = repairOf(shape, question, verdict);
  return repair && source.slice(0, repair.part[0]) + repair.rewrite(({ start, end }) => source.slice(start, end)) + source.slice(repair.part[1]);
}

describe("rewrites that match the same", () => {
  it.each([
    ["^(?:a+)+$", "^a+$"], ["^(a+)+$", "^(a+)$"], ["^(?<x>a+)*b$", "^(?<x>a+)?b$"], ["^(?:a*)*b", "^a*b"],
    ["^(?:\\w+|\\s)*$", "^(?:\\w|\\s)*$"], ["^(?:a|b|ab)*c", "^(?:a|b)*c"], ["(?:a|a)+$", "a+$"],
    ["^(?:[a-z0-9]+-?)+$", "^[a-z0-9]+(?:-[a-z0-9]+)*-?$"], ["^(?:\\w+\\s?)*$", "^(?:\\w+(?:\\s\\w+)*\\s?)?$"], ["^(?:-?\\w+)+$", "^-?\\w+(?:-\\w+)*$"], ["^(?:a*b*)*$", "^(?:a|b)*$"],
    ["^\\d+\\d+$", "^\\d{2,}$"], ["^\\s*\\s*x", "^\\s*x"], ["^\\s*[^;]*;", "^[^;]*;"], ["^\\d+\\w*-", "^\\d\\w*-"],
    ["^\\d+\\.?\\d*$", "^\\d+(?:\\.\\d*)?$"], ["^\\d+\\.*\\d*$", "^\\d+(?:\\.+\\d*)?$"], ["^\\d*\\.?\\d+$", "^(?:\\d*\\.)?\\d+$"], ["^\\d+\\.?\\d+x", "^\\d+(?:\\.\\d+|\\d)x"],
    ["^a\\s*[^\\n;]*;", "^a\\s*(?:[^\\n;\\s][^\\n;]*)?;"],
  ])("%s", (source, expected) => {
    expect(repaired(source)).toBe(expected);
    // V8 agrees.
    for (const text of ["", "a", "aab", "b", "ab-c1", "a b  c", "12.5", "12.", ".5", "12x", "  x", " a;b;", "a \n;", "1a-", "-a-b", "aaac", "aab!"]) {
      expect(JSON.stringify(new RegExp(expected).exec(text)), text).toBe(JSON.stringify(new RegExp(source).exec(text)));
    }
  });

  it("knows the flags", () => expect(repaired("^(?:a|A)+$", "i")).toBe("^a+$"));
});

describe("no rewrite", () => {
  it.each([
    ['"(?:\\\\.|[^"])*"', "it would no longer match what ends with a backslash"], ["^(\\w+\\s?)+$", "the group holds the last word"], ["^(a+)+\\1b", "a reference takes what the group holds"],
    ["^(a*)*b", "the group holds nothing or all"], ["\\s+$", "an anchor is for those who know the text"], ["^\\s*(.*?)\\s*$", "the group is between"], ["^(?:a+?)+?b", "lazy repeats take as little as they can"],
    ["^(?:\\w+\\W?\\w*)*$", "no rule for it"],
  ])("%s: %s", (source) => expect(repaired(source)).toBeUndefined());
});

describe("languages", () => {
  it.each([["(?:a+)+", "a+", true], ["(?:a|ab)*", "(?:ab?)*", true], ["a*", "a+", false], ["(?:\\w+\\s?)*", "[\\w\\s]*", false], ["^a", "^a", false], ["(?:a{99}){99}", "a{9801}", false]])(
    "%s and %s: %s", (one, other, same) => expect(isSameLanguage(one, other, "")).toBe(same));
});
