import { describe, expect, test } from "vitest";
import { selectRules, type Selector } from "../../src/cli/selection.ts";
import { patternIds, patterns } from "../../src/patterns.ts";
import type { RuleSetting } from "../../src/engine/options.ts";

interface Said {
  select?: Selector[];
  ignore?: Selector[];
  rules?: Record<string, RuleSetting | "off">;
}

const chosen = (said: Said, configured?: Said): string[] => Object.keys(selectRules(said, configured && { rules: {}, ...configured }));
const recommended = patternIds.filter((id) => patterns[id].recommended);

test("by default the recommended patterns run", () => {
  expect(chosen({})).toEqual(recommended);
});

test("select and ignore name patterns and sets", () => {
  expect(chosen({ select: ["all"] })).toEqual(patternIds);
  expect(chosen({ select: ["large-json-parse", "n-plus-one-query"] })).toEqual(["n-plus-one-query", "large-json-parse"]);
  expect(chosen({ select: ["all"], ignore: ["large-json-parse"] })).toEqual(patternIds.filter((id) => id !== "large-json-parse"));
  expect(chosen({ ignore: ["all"] })).toEqual([]);
});

describe("the command line over the configuration", () => {
  const configured: Said = { select: ["n-plus-one-query"], ignore: ["large-json-parse"] };
  test("select replaces select", () => {
    expect(chosen({}, configured)).toEqual(["n-plus-one-query"]);
    expect(chosen({ select: ["quadratic-lookup"] }, configured)).toEqual(["quadratic-lookup"]);
    expect(chosen({ select: ["all"] }, configured)).not.toContain("large-json-parse");
  });
  test("ignore replaces ignore", () => {
    expect(chosen({ select: ["all"], ignore: ["n-plus-one-query"] }, configured)).toEqual(patternIds.filter((id) => id !== "n-plus-one-query"));
  });
  test("a pattern selected by name runs although the configuration ignores it", () => {
    expect(chosen({ select: ["large-json-parse"] }, configured)).toEqual(["large-json-parse"]);
  });
});

describe("[rules]", () => {
  const rules = { "n-plus-one-query": "off", "quadratic-lookup": { severity: "error" } } as const;
  test("off holds whatever is selected", () => {
    expect(chosen({ select: ["n-plus-one-query"] }, { rules })).toEqual([]);
    expect(chosen({ select: ["all"] }, { rules })).not.toContain("n-plus-one-query");
  });
  test("a severity travels with the pattern and does not select it where others are selected", () => {
    expect(selectRules({ select: ["quadratic-lookup"] }, { rules })).toEqual({ "quadratic-lookup": { severity: "error" } });
    expect(chosen({ select: ["large-json-parse"] }, { rules })).toEqual(["large-json-parse"]);
    expect(chosen({}, { rules })).toContain("quadratic-lookup");
  });
});
