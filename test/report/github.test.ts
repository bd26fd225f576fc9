import { expect, test } from "vitest";
import { github } from "../../src/report/github.ts";
import { finding, report } from "./sample.ts";

const plain = { evidence: { cost: "slow" }, message: "It costs." };

test("one command per finding, severities as GitHub names them", () => {
  const all = [finding(plain), finding({ ...plain, severity: "warning" }), finding({ ...plain, severity: "info" })];
  expect(github(report(all)).split("\n")).toEqual([
    ...["error", "warning", "notice"].map((name) =>
      `::${name} file=src/orders.ts,line=3,endLine=3,col=20,endColumn=67,title=pyperf-lint n-plus-one-query::It costs. (slow)%0ARecipe: https://example.com/docs/docs/recipes/count-queries.md`),
    "",
  ]);
});

test("escapes what would end a property or a command", () => {
  const odd = finding({ ...plain, file: "a,b:c%.ts", message: "50 % of\r\nall: x, y" });
  expect(github(report([odd]))).toContain("file=a%2Cb%3Ac%25.ts,");
  expect(github(report([odd]))).toContain("::50 %25 of%0D%0Aall: x, y (slow)%0A");
});

test("a range of several lines has no columns", () => {
  expect(github(report([finding({ ...plain, endLine: 5 })]))).toContain("file=src/orders.ts,line=3,endLine=5,title=");
});

test("without documentation on the web it names the command", () => {
  expect(github(report([finding(plain)], [], { docsBase: "file:///x/" }))).toContain("%0ARecipe: pyperf-lint explain n-plus-one-query\n");
});

test("errors are annotations too; a large file is only noticed", () => {
  const errors = [{ file: "a.py", line: 2, kind: "syntax", message: "Broken" }, { file: "b.js", line: 1, kind: "too-large", message: "Too large" }] as const;
  expect(github(report([], [...errors]))).toBe("::error file=a.py,line=2,title=pyperf-lint syntax::Broken\n::notice file=b.js,line=1,title=pyperf-lint too-large::Too large\n");
});

test("quiet leaves out notices of findings", () => {
  expect(github(report([finding({ severity: "info" })], [], { quiet: { least: "warning" } }))).toBe("");
});
