import { expect, test } from "vitest";
import { text } from "../../src/report/text.ts";
import { finding, orders, report } from "./sample.ts";

test("shows the place, the message without its evidence, the evidence and the recipe", () => {
  expect(text(report([finding()]))).toBe(`src/orders.ts
  3:20  error  n-plus-one-query
    \`db.customer.findUnique\` runs one query per item of this loop. Load all customers with one \`findMany\` before it.
    3 | const person = await db.customer.findUnique({ where: { id: order.who } });
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    why: Express route GET /orders; once per item of \`orders\`; one query each
    recipe: https://example.com/docs/docs/recipes/count-queries.md

1 finding (1 error) in 1 file.
`);
});

test("names the command that proves a finding, where there is one", () => {
  const regex = finding({ rule: "catastrophic-regex", recipe: "docs/recipes/prove-a-regex.md" });
  expect(text(report([regex]))).toContain("\n    prove: pyperf-lint prove-regex src/orders.ts:3:20\n    recipe: ");
  expect(text(report([{ ...regex, file: "my app/a.ts" }]))).toContain('prove-regex "my app/a.ts:3:20"');
});

test("groups by file and counts severities", () => {
  const all = [
    finding({ file: "a.py", language: "python", severity: "warning" }),
    finding(),
    finding({ line: 4, column: 5, endLine: 4, endColumn: 14, severity: "info" }),
  ];
  const lines = text(report(all, [], { summary: { files: 12, findings: 3, errors: 0, suppressed: 2 } })).split("\n");
  expect(lines.filter((line) => /^\S/.test(line))).toEqual(["a.py", "src/orders.ts", "3 findings (1 error, 1 warning, 1 info) in 12 files; 2 suppressed."]);
});

test("a file whose text is gone is shown without its line", () => {
  expect(text(report([finding({ file: "gone.ts" })]))).not.toContain("|");
});

test("errors of files stand in their groups", () => {
  const shown = text(report([], [{ file: "b.js", line: 7, kind: "syntax", message: "Unexpected token" }], { summary: { files: 3, findings: 0, errors: 1, suppressed: 0 } }));
  expect(shown).toBe("b.js\n  7  syntax  Unexpected token\n\nNo findings in 3 files; 1 file not linted or only in part.\n");
});

test("nothing found is one line", () => {
  expect(text(report([], [], { summary: { files: 1, findings: 0, errors: 0, suppressed: 0 } }))).toBe("No findings in 1 file.\n");
});

test("quiet leaves out what is below the limit, and the summary", () => {
  const all = [finding(), finding({ line: 4, column: 5, endLine: 4, endColumn: 14, severity: "info" })];
  const shown = text(report(all, [], { quiet: { least: "warning" } }));
  expect(shown).toContain("3:20");
  expect(shown).not.toContain("4:5");
  expect(shown).not.toContain("finding (");
  expect(text(report(all.slice(1), [], { quiet: { least: "warning" } }))).toBe("");
});

test("has colors only when asked", () => {
  expect(text(report([finding()]))).not.toContain("\u001B");
  expect(text(report([finding()], [], { colors: true }))).toContain("\u001B[31merror\u001B[39m");
});

test("linted text cannot steer the terminal", () => {
  const source = orders.replace("person =", "\u001B[2Jn =");
  const evil = finding({ message: "see `\u001B]0;title\u0007`." });
  expect(text(report([evil], [], { sourceOf: () => source }))).not.toMatch(/[\u001B\u0007]/);
});

test("a finding about a suppression links to its documentation", () => {
  const unused = finding({ rule: "unused-suppression", severity: "info", evidence: {}, recipe: "", docs: "docs/configuration.md", message: "Nothing to suppress." });
  const shown = text(report([unused]));
  expect(shown).toContain("see: https://example.com/docs/docs/configuration.md");
  expect(shown).not.toContain("why:");
  expect(shown).toContain("    Nothing to suppress.\n");
});
