import { atLeast, type FileError, type Finding, type Severity } from "../finding.ts";
import { recipeUrl, type Report } from "./report.ts";

type Properties = Record<string, string | number>;

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** Workflow commands, which GitHub Actions shows as annotations on the changed lines. */
export function github(report: Report): string {
  const least = report.quiet?.least ?? "info";
  const shown = report.findings.filter((one) => atLeast(one.severity, least));
  const lines = [...shown.map((one) => ofFinding(report, one)), ...report.errors.map(ofError)];
  return lines.map((line) => `${line}\n`).join("");
}

function ofFinding(report: Report, finding: Finding): string {
  const { file, line, column, endLine, endColumn, rule } = finding;
  // GitHub takes columns only where both ends stand on one line.
  const columns: Properties = line === endLine ? { col: column, endColumn } : {};
  return command(commands[finding.severity], { file, line, endLine, ...columns, title: `pyperf-lint ${rule}` }, `${finding.message}\n${whereRecipe(report, finding)}`);
}

/** A `file:` URL leads nowhere from a web page. */
function whereRecipe(report: Report, finding: Finding): string {
  if (/^https?:/.test(report.docsBase)) return `Recipe: ${recipeUrl(report, finding)}`;
  return finding.recipe ? `Recipe: pyperf-lint explain ${finding.rule}` : `See: ${finding.docs}`;
}

function ofError({ file, line, kind, message }: FileError): string {
  const level = kind === "too-large" ? "notice" : "error";
  return command(level, { file, line, title: `pyperf-lint ${kind}` }, message);
}

function command(name: string, properties: Properties, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(message)}`;
}

/** As `@actions/core` escapes them. */
const escapeData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
