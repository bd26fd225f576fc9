import { expect, test } from "vitest";
import type { Finding } from "../../src/finding.ts";
import { json } from "../../src/report/json.ts";
import { finding, report } from "./sample.ts";

test("has the fields of the contract in a fixed order and nothing else", () => {
  const extra = { ...finding({ evidence: { cost: "one query", path: [{ file: "a.ts", line: 1, name: "f" }] } }), symbol: "list" } as Finding;
  const shown = json(report([extra], [{ file: "b.js", line: 2, kind: "syntax", message: "Unexpected token" }]));
  expect(shown.endsWith("}\n")).toBe(true);
  const parsed = JSON.parse(shown) as Record<string, unknown> & { findings: object[]; errors: object[]; summary: object };
  expect(Object.keys(parsed)).toEqual(["version", "docsBase", "findings", "errors", "summary"]);
  expect(parsed["version"]).toBe(1);
  expect(Object.keys(parsed.findings[0] ?? {})).toEqual([
    "rule", "language", "file", "line", "column", "endLine", "endColumn", "severity", "confidence", "message", "docs", "recipe", "evidence", "fingerprint",
  ]);
  expect(parsed.findings[0]).toMatchObject({ evidence: { cost: "one query", path: [{ file: "a.ts", line: 1, name: "f" }] } });
  expect(parsed.errors).toEqual([{ file: "b.js", line: 2, kind: "syntax", message: "Unexpected token" }]);
  expect(parsed.summary).toEqual({ files: 2, findings: 1, errors: 1, suppressed: 0 });
});

test("evidence without parts is an empty object", () => {
  const parsed = JSON.parse(json(report([finding({ evidence: {} })]))) as { findings: { evidence: object }[] };
  expect(parsed.findings[0]?.evidence).toEqual({});
});

test("quiet changes nothing: programs get the whole report", () => {
  const all = [finding({ severity: "info" })];
  expect(json(report(all, [], { quiet: { least: "error" } }))).toBe(json(report(all)));
});
