import picocolors from "picocolors";
import { atLeast, severities, type FileError, type Finding, type Severity } from "../finding.ts";
import { patterns, type Pattern } from "../patterns.ts";
import { inWords } from "../rule.ts";
import { excerpt, linesOf, printable } from "./excerpt.ts";
import { recipeUrl, type Report } from "./report.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

const indent = "    ";

/** The format for people: findings grouped by file, each with its line of code, its evidence and its recipe. */
export function text(report: Report): string {
  const colors = picocolors.createColors(report.colors);
  const blocks = [...byFile(report)].map(([file, { findings, errors }]) => {
    const head = colors.underline(printable(file));
    const lines = linesOfFile(report, findings[0]);
    const parts = [...errors.map((one) => errorBlock(one, colors)), ...findings.map((one) => findingBlock(report, one, lines, colors))];
    return [head, ...parts].join("\n");
  });
  if (!report.quiet) blocks.push(summaryLine(report, colors));
  return blocks.map((block) => `${block}\n`).join("\n");
}

interface OfFile {
  findings: Finding[];
  errors: FileError[];
}

function byFile(report: Report): Map<string, OfFile> {
  const least = report.quiet?.least ?? "info";
  const findings = report.findings.filter((one) => atLeast(one.severity, least));
  const files = [...new Set([...findings, ...report.errors].map((one) => one.file))].sort();
  const groups = new Map<string, OfFile>(files.map((file) => [file, { findings: [], errors: [] }]));
  for (const one of findings) groups.get(one.file)?.findings.push(one);
  for (const one of report.errors) groups.get(one.file)?.errors.push(one);
  return groups;
}

function linesOfFile({ sourceOf }: Report, finding: Finding | undefined): string[] {
  const source = finding && sourceOf(finding.file, finding.language);
  return finding && source !== undefined ? linesOf(source, finding.language) : [];
}

function errorBlock({ line, kind, message }: FileError, colors: Colors): string {
  const name = kind === "too-large" ? colors.yellow(kind) : colors.red(kind);
  return `  ${colors.dim(String(line))}  ${name}  ${printable(message)}`;
}

function findingBlock(report: Report, finding: Finding, lines: readonly string[], colors: Colors): string {
  const { line, column, severity, rule } = finding;
  const { message, evidence } = split(finding);
  const block = [`  ${colors.dim(`${line}:${column}`)}  ${paint(severity, severity, colors)}  ${colors.bold(rule)}`, indent + printable(message)];
  const number = String(line);
  const shown = excerpt(lines, finding, report.width - indent.length - number.length - 3);
  if (shown) {
    const bar = colors.dim("|");
    block.push(`${indent}${colors.dim(number)} ${bar} ${shown.line}`);
    block.push(`${indent}${" ".repeat(number.length)} ${bar} ${" ".repeat(shown.start)}${paint(severity, "^".repeat(shown.length), colors)}`);
  }
  if (evidence !== "") block.push(`${indent}${colors.dim("why:")} ${printable(evidence)}`);
  const proof = proofOf(finding);
  if (proof !== undefined) block.push(`${indent}${colors.dim("prove:")} ${printable(proof)}`);
  block.push(`${indent}${colors.dim(finding.recipe ? "recipe:" : "see:")} ${recipeUrl(report, finding)}`);
  return block.join("\n");
}

/** The command that measures the very place of a finding, where there is one. */
function proofOf({ rule, file, line, column }: Finding): string | undefined {
  const command = (patterns as Record<string, Pattern | undefined>)[rule]?.proof;
  const place = `${file}:${line}:${column}`;
  return command === undefined ? undefined : `pyperf-lint ${command} ${/^[\w./:@+-]+$/.test(place) ? place : `"${place}"`}`;
}

/** Every message ends with its evidence in parentheses; here it has a line of its own. */
function split({ message, evidence, file }: Finding): { message: string; evidence: string } {
  const words = inWords(evidence, file);
  const clause = ` (${words})`;
  return { message: message.endsWith(clause) ? message.slice(0, -clause.length) : message, evidence: words };
}

function paint(severity: Severity, what: string, colors: Colors): string {
  return severity === "error" ? colors.red(what) : severity === "warning" ? colors.yellow(what) : colors.cyan(what);
}

function summaryLine({ findings, errors, summary }: Report, colors: Colors): string {
  const files = `in ${count(summary.files, "file")}`;
  const severe = severities.toReversed().flatMap((severity) => {
    const number = findings.filter((one) => one.severity === severity).length;
    return number > 0 ? [paint(severity, `${number} ${severity}`, colors)] : [];
  });
  const found = findings.length === 0 ? "No findings" : `${count(findings.length, "finding")} (${severe.join(", ")})`;
  const rest = [];
  if (summary.suppressed > 0) rest.push(`${summary.suppressed} suppressed`);
  if (errors.length > 0) rest.push(`${count(new Set(errors.map((one) => one.file)).size, "file")} not linted or only in part`);
  return `${[`${found} ${files}`, ...rest].join("; ")}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
