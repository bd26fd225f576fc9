import type { JsComment, JsSource } from "../javascript/context.ts";
import { patternIds } from "../patterns.ts";
import type { PyNode, PySource } from "../python/context.ts";
import type { Position } from "./lines.ts";
import type { RawFinding } from "./run.ts";

/** One pattern that a comment names, or all that ESLint knows. */
interface Entry {
  /** Undefined: every rule there is. */
  pattern: string | undefined;
  comment: Comment;
  used: boolean;
}

interface Comment {
  range: readonly [number, number];
  /** As the user wrote the entry, for messages. */
  spell: (pattern: string) => string;
}

/** What the comments of a file take back. */
export interface Suppressions {
  /** Whether a comment takes the finding back; that comment counts as used from then on. */
  covers(finding: RawFinding): boolean;
  /** The comments that took nothing back although their pattern ran, and those that name an unknown pattern. Asked last. */
  leftOver(ran: (pattern: string) => boolean): LeftOver[];
}

export interface LeftOver {
  rule: "unused-suppression" | "unknown-pattern";
  range: readonly [number, number];
  message: string;
}

const isPattern = (name: string): boolean => (patternIds as readonly string[]).includes(name);

const covers = (entry: Entry, finding: RawFinding): boolean => entry.pattern === undefined || entry.pattern === finding.rule;

function leftOver(entries: readonly Entry[], ran: (pattern: string) => boolean): LeftOver[] {
  return entries.flatMap(({ pattern, comment: { range, spell }, used }): LeftOver[] => {
    if (pattern === undefined || used) return [];
    if (pattern === "") return [{ rule: "unknown-pattern", range, message: "The comment names no pattern, so it suppresses nothing. Write `# pyperf: ignore[PATTERN]`." }];
    if (!isPattern(pattern)) {
      return [{ rule: "unknown-pattern", range, message: `There is no pattern \`${pattern}\`, so \`${spell(pattern)}\` suppresses nothing. Name a pattern of \`pyperf-lint patterns\`.` }];
    }
    if (!ran(pattern)) return [];
    return [{ rule: "unused-suppression", range, message: `\`${spell(pattern)}\` suppresses nothing here. Remove it.` }];
  });
}

/**
 * ESLint's comments: `eslint-disable`, `eslint-enable`, for one line `eslint-disable-line` and `eslint-disable-next-line`,
 * and for the file `eslint bottleneck/PATTERN: off`.
 */
export function javascriptSuppressions(source: JsSource): Suppressions | undefined {
  if (!mayDisable(source.text)) return undefined;
  const all = source.getAllComments().flatMap((comment) => [...directives(comment, source), ...switchedOff(comment)]);
  const entries = all.filter((one) => one.kind !== "enable");
  return {
    covers(finding) {
      const entry = inBlock(finding, all) ?? entries.find((one) => one.line === finding.start.line && covers(one, finding));
      if (entry) entry.used = true;
      return entry !== undefined;
    },
    leftOver: (ran) => leftOver(entries, ran),
  };
}

interface JsEntry extends Entry {
  kind: "disable" | "enable" | "line";
  /** Of the comment; block comments hold from there on. */
  start: Position;
  /** The line that a `line` entry is about. */
  line?: number;
}

function directives(comment: JsComment, source: JsSource): JsEntry[] {
  const match = /^\s*eslint-(enable|disable(?:-next-line|-line)?)(?=\s|$)([^]*)/.exec(comment.value);
  if (!match) return [];
  const [, word = "", rest = ""] = match;
  const isLine = word.endsWith("line");
  // ESLint reads the others in block comments only.
  if (!isLine && comment.type !== "Block") return [];
  const start = source.getLocFromIndex(comment.range[0]);
  const end = source.getLocFromIndex(comment.range[1]);
  if (word === "disable-line" && start.line !== end.line) return [];
  const list = (rest.split(/\s-{2,}\s/)[0] ?? "").split(",").map((one) => one.trim().replaceAll(/^["']|["']$/g, "")).filter((one) => one !== "");
  const common = {
    comment: { range: comment.range, spell: (pattern: string) => `bottleneck/${pattern}` }, used: false, start,
    kind: isLine ? ("line" as const) : (word as "disable" | "enable"),
    line: word === "disable-line" ? start.line : word === "disable-next-line" ? end.line + 1 : undefined,
  };
  if (list.length === 0) return [{ ...common, pattern: undefined }];
  return list.flatMap((name): JsEntry[] => {
    const pattern = name.slice(name.indexOf("/") + 1);
    if (name.startsWith("bottleneck/")) return [{ ...common, pattern }];
    // The plugin may have another name in ESLint's configuration; only our own one is told about when it is left over.
    return name.includes("/") && isPattern(pattern) ? [{ ...common, pattern, used: true }] : [];
  });
}

/** `/* eslint bottleneck/PATTERN: off *\/`: holds for the whole file. */
function switchedOff({ type, value, range }: JsComment): JsEntry[] {
  if (type !== "Block" || !/^\s*eslint\s/.test(value)) return [];
  return [...value.matchAll(/\/([\w-]+)["']?\s*:\s*(?:\[\s*)?["']?(?:off|0)\b/g)].map(([, pattern = ""]) => ({
    pattern, comment: { range, spell: (name) => name }, used: true, kind: "disable", start: { line: 1, column: 0 },
  }));
}

/** Whether a text may hold a comment that takes findings back. */
export const mayDisable = (text: string): boolean => text.includes("eslint-disable") || /\*\s*eslint\s/.test(text);

/** The block comment that holds at a finding: the last one before it that is about its pattern, unless that enables it again. */
function inBlock(finding: RawFinding, all: readonly JsEntry[]): JsEntry | undefined {
  const before = all.filter((one) => one.kind !== "line" && covers(one, finding) && isBefore(one.start, finding.start));
  const last = before.at(-1);
  return last?.kind === "disable" ? last : undefined;
}

const isBefore = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.column <= b.column);

/** `# pyperf: ignore[PATTERN]` on the line of a finding or on the first line of its statement, `# pyperf: ignore-file[PATTERN]` for the file. */
export function pythonSuppressions(source: PySource): Suppressions | undefined {
  if (!mayIgnore(source.text)) return undefined;
  const entries = source.tree.comments.flatMap(ignores);
  return {
    covers(finding) {
      const starts = [finding.start, finding.whole?.start ?? finding.start];
      const lines = starts.flatMap((start) => [start.line, statementLine(source, start)]);
      const entry = entries.find((one) => covers(one, finding) && (one.line === undefined || lines.includes(one.line)));
      if (entry) entry.used = true;
      return entry !== undefined;
    },
    leftOver: (ran) => leftOver(entries, ran),
  };
}

/** Whether a text may hold a comment that takes findings back. */
export const mayIgnore = (text: string): boolean => text.includes("pyperf") && /#\s*pyperf\s*:/.test(text);

function ignores(comment: PyNode): (Entry & { line?: number })[] {
  const match = /#\s*pyperf\s*:\s*(ignore(?:-file)?)\s*(?:\[([^\]]*)\])?/.exec(comment.text);
  if (!match) return [];
  const [, word = "", list = ""] = match;
  const spell = (pattern: string): string => `pyperf: ${word}[${pattern}]`;
  const names = list.split(",").map((one) => one.trim());
  return names.map((pattern) => ({ pattern, comment: { range: comment.range, spell }, used: false, line: word === "ignore" ? comment.line : undefined }));
}

/** The first line of the innermost statement around a position. */
function statementLine({ tree }: PySource, start: Position): number {
  let node = tree.nodeAt(tree.lineStart(start.line) + start.column);
  for (let above = node.parent; above && above.type !== "block" && above.type !== "module"; above = node.parent) node = above;
  return node.line;
}
