import type { Finding, Language } from "../finding.ts";

/** One source line with the columns of its mark, both as shown: ready to print one above the other. */
export interface Excerpt {
  line: string;
  /** Cells before the mark. */
  start: number;
  /** Cells under the mark, at least 1. */
  length: number;
}

const tab = "  ";
const cut = "…";
/** Cells kept before the mark where a line is shortened. */
const lead = 20;
/** No terminal is wider: what is beyond, on a line of a megabyte, is not even looked at. */
const mostSeen = 2000;

const newline: Record<Language, RegExp> = { javascript: /\r\n|[\n\r\u2028\u2029]/, python: /\r\n|[\n\r]/ };

/** Lines of a text as positions in that language count them. */
export const linesOf = (text: string, language: Language): string[] => text.replace(/^\uFEFF/, "").split(newline[language]);

/** The line of a finding with its range marked; a range of several lines is marked to the end of the first. */
export function excerpt(lines: readonly string[], finding: Finding, width: number): Excerpt | undefined {
  const line = lines[finding.line - 1];
  if (line === undefined || finding.column > line.length + 1) return undefined;
  const from = finding.column - 1;
  const to = finding.endLine === finding.line ? finding.endColumn - 1 : line.trimEnd().length;
  const indent = line.length - line.trimStart().length;
  const skip = Math.min(indent, from);
  const before = toCells(line.slice(Math.max(skip, from - mostSeen), from));
  const marked = toCells(line.slice(from, Math.max(to, from)));
  const after = toCells(line.slice(Math.max(to, from)).trimEnd());
  return shorten(before, marked, after, width);
}

/** The parts of a line that is no wider than `width`: first the end goes, then the beginning, last the end of the mark. */
function shorten(before: string[], marked: string[], after: string[], width: number): Excerpt {
  const wanted = cellsOf(before) + cellsOf(marked);
  let left = before;
  let prefix = "";
  if (wanted + 1 > width && cellsOf(before) > lead) {
    left = takeEnd(before, lead);
    prefix = cut;
  }
  const start = prefix.length + cellsOf(left);
  const inMark = takeStart(marked, Math.max(1, width - start - 1));
  const isMarkCut = inMark.length < marked.length;
  const used = start + cellsOf(inMark);
  const room = width - used;
  const right = isMarkCut ? [] : cellsOf(after) <= room ? after : takeStart(after, Math.max(0, room - 1));
  const suffix = isMarkCut || right.length < after.length ? cut : "";
  return { line: prefix + [...left, ...inMark, ...right].join("") + suffix, start, length: Math.max(1, cellsOf(inMark)) };
}

const segments = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What the reader sees as one character each, safe to print. */
function toCells(text: string): string[] {
  return Array.from(segments.segment(text.slice(0, mostSeen).replaceAll("\t", tab)), ({ segment }) => printable(segment));
}

/** Text from a linted file cannot steer the terminal: control and direction characters are replaced. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");

/** Characters that take two cells on a terminal (East Asian wide and full width, emoji). */
const isWide = /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

const cellOf = (grapheme: string): number => (isWide.test(grapheme) ? 2 : 1);
const cellsOf = (graphemes: readonly string[]): number => graphemes.reduce((sum, one) => sum + cellOf(one), 0);

function takeStart(graphemes: readonly string[], cells: number): string[] {
  let used = 0;
  const end = graphemes.findIndex((one) => (used += cellOf(one)) > cells);
  return end === -1 ? [...graphemes] : graphemes.slice(0, end);
}

const takeEnd = (graphemes: readonly string[], cells: number): string[] => takeStart(graphemes.toReversed(), cells).toReversed();
