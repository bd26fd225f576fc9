import picocolors from "picocolors";
import { UsageError } from "../engine/options.ts";
import { docsPage, patternIds, patterns, recipePage } from "../patterns.ts";
import { unknown } from "./nearest.ts";
import { readPage } from "./package.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** The page of a pattern for reading in a terminal, and where its recipe is. */
export function explain(words: readonly string[], docsBase: string, hasColors: boolean): string {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0) throw new UsageError("explain takes one pattern: pyperf-lint explain PATTERN");
  const id = patternIds.find((one) => one === name);
  if (id === undefined) throw new UsageError(`${unknown("pattern", name, patternIds)} (pyperf-lint patterns lists all)`);
  const colors = picocolors.createColors(hasColors);
  const page = readPage(docsPage(id)) ?? `# ${id}\n\n${patterns[id].description}.\n`;
  return `${render(page, docsBase + docsPage(id), colors).trimEnd()}\n\n${colors.bold("Recipe:")} ${docsBase}${recipePage(id)}\n`;
}

/** Markdown as plain text: headings stand out, links show where they lead, code stays as it is. */
function render(page: string, base: string, colors: Colors): string {
  let isCode = false;
  const lines: string[] = [];
  for (const line of page.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    else if (isCode) lines.push(line === "" ? "" : `    ${line}`);
    else if (line.startsWith("#")) lines.push(...heading(line, colors));
    else if (!/^\s*<!--.*-->\s*$/.test(line)) lines.push(prose(line, base, colors));
  }
  return lines.join("\n");
}

function heading(line: string, colors: Colors): string[] {
  const [, marks = "", words = ""] = /^(#+)\s+(\S.*)$/.exec(line) ?? [];
  return colors.isColorSupported || marks.length > 2 ? [colors.bold(words)] : [words, (marks === "#" ? "=" : "-").repeat(words.length)];
}

function prose(line: string, base: string, colors: Colors): string {
  return line
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, target: string) => `${words} (${URL.canParse(target, base) ? new URL(target, base).href : target})`)
    .replace(/\*\*([^*]+)\*\*/g, (_, words: string) => colors.bold(words));
}
