import { expect, test } from "vitest";
import { nearest, unknown } from "../../src/cli/nearest.ts";

const names = ["n-plus-one-query", "quadratic-lookup", "catastrophic-regex", "large-json-parse", "all"];

test.each([
  ["n-plus-one-qurey", "n-plus-one-query"],
  ["N-Plus-One", "n-plus-one-query"],
  ["regex", "catastrophic-regex"],
  ["bottleneck/quadratic-lookup", "quadratic-lookup"],
  ["al", "all"],
  ["", "all"],
])("%s", (word, name) => {
  expect(nearest(word, names)).toBe(name);
});

test("what is pasted by accident is neither compared nor shown in full", () => {
  expect(unknown("pattern", "x".repeat(1_000_000), names).length).toBeLessThan(150);
});

test("among no names there is none", () => {
  expect(nearest("a", [])).toBeUndefined();
});
