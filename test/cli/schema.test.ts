import { describe, expect, test } from "vitest";
import { checkRuleOptions } from "../../src/cli/rule-options.ts";
import { mismatch } from "../../src/cli/schema.ts";

const schema = {
  type: "object", additionalProperties: false, required: ["level"],
  properties: { level: { enum: ["exponential", "all"] }, limit: { type: "integer", minimum: 1, maximum: 9 }, names: { type: "array", items: { type: "string" } } },
};

test("what fits has no mismatch", () => {
  expect(mismatch({ level: "all", limit: 9, names: ["a"] }, schema, "rules.x")).toBeUndefined();
});

test.each([
  [{ level: "al" }, 'rules.x.level is "al", not one of "exponential", "all"; the nearest is "all"'],
  [{ level: "all", limt: 1 }, 'rules.x has no option "limt"; the nearest is "limit"'],
  [{ level: "all", limit: 0 }, "rules.x.limit is 0, less than 1"],
  [{ level: "all", limit: 10 }, "rules.x.limit is 10, more than 9"],
  [{ level: "all", limit: 1.5 }, "rules.x.limit needs an integer, not 1.5"],
  [{ level: "all", names: ["a", 1] }, "rules.x.names[1] needs a string, not 1"],
  [{ level: "all", names: "a" }, 'rules.x.names needs an array, not "a"'],
  [{}, 'rules.x needs "level"'],
])("%j", (value, message) => {
  expect(mismatch(value, schema, "rules.x")).toBe(message);
});

describe("options of a pattern", () => {
  const check = (schemas: object[], options?: Record<string, unknown>): Promise<void> =>
    checkRuleOptions({ rules: { "catastrophic-regex": { severity: "error", options } } }, async () => () => schemas);

  test("none given: no rule is loaded", async () => {
    await checkRuleOptions({ rules: { "catastrophic-regex": { severity: "error" } } }, () => Promise.reject(new Error("loaded")));
  });

  test("a pattern without options takes none", async () => {
    await expect(check([], { level: "all" })).rejects.toThrow("rules.catastrophic-regex takes no options");
  });

  test("what one of its two rules knows is accepted", async () => {
    const other = { type: "object", properties: {}, additionalProperties: false };
    await check([other, schema], { level: "all" });
    await expect(check([schema], { level: "none" })).rejects.toThrow('rules.catastrophic-regex.level is "none"');
  });
});
