import type { FileError, Finding } from "../finding.ts";
import type { Report } from "./report.ts";

/** The stable format for programs (docs/configuration.md, "JSON"). Always the whole report. */
export function json(report: Report): string {
  const { files, findings, errors, suppressed } = report.summary;
  const whole = {
    version: 1,
    docsBase: report.docsBase,
    findings: report.findings.map(plainFinding),
    errors: report.errors.map(plainError),
    summary: { files, findings, errors, suppressed },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Field by field: nothing that is not in the contract gets out, and the order of the keys is always the same. */
function plainFinding(finding: Finding): Finding {
  const { rule, language, file, line, column, endLine, endColumn, severity, confidence, message, docs, recipe, fingerprint } = finding;
  const { cost, context, multiplicity, path, related } = finding.evidence;
  const evidence = {
    cost, context, multiplicity,
    path: path?.map((hop) => ({ file: hop.file, line: hop.line, name: hop.name })),
    related: related?.map((place) => ({ file: place.file, line: place.line, message: place.message })),
  };
  return { rule, language, file, line, column, endLine, endColumn, severity, confidence, message, docs, recipe, evidence, fingerprint };
}

function plainError({ file, line, kind, message }: FileError): FileError {
  return { file, line, kind, message };
}
