import { describe, expect, it } from "vitest";
import { mayLookOn, overAllMatches } from "../../src/regex/all-matches.ts";
import { analyseRegex, judgeAnew } from "../../src/regex/analyse.ts";

const one = (source: string) => ({ source, flags: "g", mode: "search" as const });
const all = (source: string) => ({ ...one(source), global: true });

describe("each match looks through the rest of the text", () => {
  it.each([
    ["a(?:.*b)?", "(?:.*b)?", "a"], ["a.*b|a", "a.*b", "a"], ["<!--[^]*?-->|<", "<!--[^]*?-->", "<!--"],
    ["(?:\\s|\\/\\*.*?\\*\\/)*", "\\/\\*.*?\\*\\/", "/* "],
  ])("%s", (source, part, pump) => {
    expect(analyseRegex(one(source))).toBeUndefined();
    const verdict = analyseRegex(all(source));
    expect(verdict).toMatchObject({ kind: "move", degree: 2, by: "steps", attack: { pump } });
    expect(source.slice(...(verdict?.part ?? []))).toBe(part);
    expect(judgeAnew(all(source))).toEqual(verdict);
  });

  it("with what is looked for around a match, ahead and behind, at the end or nowhere", () => {
    for (const source of ["a(?=.*b)", "a(?!.*b)", "(?<=a.*)b", "\\B(?=(\\d{3})+(?!\\d))"]) expect(overAllMatches(all(source)), source).toMatchObject({ kind: "move", degree: 2 });
  });
});

it.each([
  ["a(?=b*c)"], ["a(?:,b*)?"], ["[a-z]+|\\s"], ["\\s+|$"], ["`[^`]*`|\\w+"], ["a(?=.{0,50}b)"], ["(?<!\\\\)(?:\\\\\\\\)*x"], ["(?:a|b)+"],
])("all matches of /%s/g cost a line", (source) => {
  expect(overAllMatches(all(source))).toBeUndefined();
});

it("what one search costs is told as before, whoever asks", () => {
  for (const source of ["\\s+$", "(a+)+$", "^a*a*$"]) expect(analyseRegex(all(source))).toEqual(analyseRegex(one(source)));
});

it("looks at patterns only that can look further than they reach", () => {
  expect(["a+b*", "[ab]+?c", "(a)", "a|b"].filter(mayLookOn)).toEqual([]);
  expect(["a+|b", "(?=a*)", "(?<!a*)", "(?:a+b)?"].filter((source) => !mayLookOn(source))).toEqual([]);
});
