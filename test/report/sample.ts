import type { FileError, Finding } from "../../src/finding.ts";
import { inWords } from "../../src/rule.ts";
import type { Report } from "../../src/report/report.ts";

/** A finding with evidence, as the engine gives it: the message ends with the evidence. */
export function finding(change: Partial<Finding> = {}): Finding {
  const evidence = change.evidence ?? { context: "Express route GET /orders", multiplicity: "once per item of `orders`", cost: "one query each" };
  const words = change.message ?? "`db.customer.findUnique` runs one query per item of this loop. Load all customers with one `findMany` before it.";
  return {
    rule: "n-plus-one-query", language: "javascript", file: "src/orders.ts", line: 3, column: 20, endLine: 3, endColumn: 67,
    severity: "error", confidence: "likely", docs: "docs/rules/n-plus-one-query.md", recipe: "docs/recipes/count-queries.md", fingerprint: "0123456789abcdef",
    ...change, evidence, message: `${words} (${inWords(evidence, change.file ?? "src/orders.ts")})`,
  };
}

export const orders = `export async function list(req, res) {
  for (const order of orders) {
    const person = await db.customer.findUnique({ where: { id: order.who } });
    res.write(person.name);
  }
}
`;

/** A report over findings and errors, with plain text of 100 columns. */
export function report(findings: Finding[], errors: FileError[] = [], change: Partial<Report> = {}): Report {
  const files = new Set([...findings, ...errors].map((one) => one.file)).size;
  return {
    findings, errors, summary: { files, findings: findings.length, errors: errors.length, suppressed: 0 },
    docsBase: "https://example.com/docs/", colors: false, width: 100, sourceOf: (file) => (file === "src/orders.ts" ? orders : undefined),
    ...change,
  };
}
