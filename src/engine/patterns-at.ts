import { readFileSync, statSync } from "node:fs";
import { projectFacts } from "../project-facts.ts";
import type { Language } from "../finding.ts";
import type { JsContext, JsNode } from "../javascript/context.ts";
import { questions as javascriptQuestions } from "../javascript/questions.ts";
import { patternOf } from "../javascript/regexes.ts";
import type { PyContext } from "../python/context.ts";
import { loadPython } from "../python/language.ts";
import { questions as pythonQuestions } from "../python/questions.ts";
import { tableUsages, usagesOf, type Usage } from "../python/regexes.ts";
import type { MatchMode } from "../regex/analyse.ts";
import { nestingOfFile, parseJavaScript } from "./javascript.ts";
import { languageOf } from "./language.ts";
import { withoutMark, type Position } from "./lines.ts";
import { defaultMaxFileSize, UsageError } from "./options.ts";
import { parsePythonSource } from "./python.ts";
import { decode } from "./text.ts";

/** A regular expression that stands in a file, and how it is used there. */
export interface PatternThere {
  language: Language;
  pattern: string;
  /** As its language writes them. */
  flags: string;
  mode: MatchMode;
  /** The use goes through all matches. */
  global?: boolean;
  line: number;
  /** From 1. */
  column: number;
}

interface Place {
  line: number;
  column?: number;
}

type Range = readonly [number, number];

/** A pattern with the stretches of text that it stands in and is used in. */
interface Candidate extends Omit<PatternThere, "line" | "column"> {
  own: Range;
  uses: readonly Range[];
}

/** The patterns that stand on a line, or else those that are used there. The file is read and parsed, nothing more. */
export async function patternsAt(filename: string, place: Place): Promise<PatternThere[]> {
  const language = languageOf(filename);
  if (language === undefined) throw new UsageError(`"${filename}" is neither Python nor JavaScript nor TypeScript`);
  const text = textOf(filename, language);
  const { candidates, locate } = language === "python" ? await inPython(filename, text) : inJavaScript(filename, text);
  const isIn = ([from, to]: Range): boolean => {
    const [start, end] = [locate(from), locate(to)];
    if (place.line < start.line || place.line > end.line) return false;
    const column = (place.column ?? 0) - 1;
    return column < 0 || ((place.line > start.line || column >= start.column) && (place.line < end.line || column <= end.column));
  };
  const standing = candidates.filter(({ own }) => isIn(own));
  const all = standing.length > 0 ? standing : candidates.filter(({ uses }) => uses.some(isIn));
  const distinct = new Map<string, Candidate>();
  for (const one of all) {
    const key = JSON.stringify([one.pattern, one.flags, one.mode]);
    const before = distinct.get(key);
    distinct.set(key, { ...one, global: one.global === true || before?.global === true });
  }
  return [...distinct.values()].map(({ own, pattern, flags, mode, global }) => {
    const { line, column } = locate(own[0]);
    return { language, pattern, flags, mode, global, line, column: column + 1 };
  });
}

function textOf(filename: string, language: Language): string {
  let bytes: Uint8Array;
  try {
    const stat = statSync(filename);
    if (!stat.isFile()) throw new UsageError(`"${filename}" is no file`);
    if (stat.size > defaultMaxFileSize) throw new UsageError(`"${filename}" is larger than 1 MB`);
    bytes = readFileSync(filename);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read "${filename}": ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : (error as Error).message}`);
  }
  const text = decode(bytes, language);
  if (text === undefined) throw new UsageError(`"${filename}" holds binary data, not text`);
  return withoutMark(text);
}

interface Found {
  candidates: Candidate[];
  locate(index: number): Position;
}

function inJavaScript(filename: string, text: string): Found {
  const parsed = parseJavaScript(filename, text, projectFacts(filename).moduleKind, nestingOfFile(filename, text));
  if (!("source" in parsed)) throw new UsageError(`"${filename}" cannot be parsed${"error" in parsed ? `: ${parsed.error.message}` : ""}`);
  const { source } = parsed;
  const context: JsContext = { filename, settings: {}, options: [], sourceCode: source, report: () => undefined };
  const ask = javascriptQuestions(context);
  const candidates = source.order.nodes.flatMap((node: JsNode): Candidate[] => {
    const pattern = patternOf(ask, node);
    if (!pattern) return [];
    const { source: written, flags } = pattern;
    const mode = flags.includes("y") ? "sticky" : "search";
    return [{ language: "javascript", pattern: written, flags, mode, global: flags.includes("g"), own: pattern.node.range, uses: [node.range] }];
  });
  return { candidates, locate: (index) => source.getLocFromIndex(index) };
}

async function inPython(filename: string, text: string): Promise<Found> {
  await loadPython();
  const source = parsePythonSource(text);
  const { tree } = source;
  if (tree.root.type !== "module") throw new UsageError(`"${filename}" cannot be parsed`);
  const context: PyContext = { filename, settings: {}, options: [], sourceCode: source, report: () => undefined };
  const ask = pythonQuestions(context);
  const usages: Usage[] = [];
  for (let index = 0; index < tree.kind.length; index++) {
    const node = tree.node(index);
    if (node.type === "call") usages.push(...usagesOf(ask, node));
    else if (node.type === "class_definition") usages.push(...tableUsages(ask, node));
  }
  const candidates = usages.map(({ node, given, at, pattern, flags, mode, all }): Candidate =>
    ({ language: "python", pattern, flags, mode, global: all === true, own: node.range, uses: [given.range, at.range] }));
  return { candidates, locate: (index) => tree.getLocFromIndex(index) };
}
