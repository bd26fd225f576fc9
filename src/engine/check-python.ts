import type { PyContext } from "../python/context.ts";
import { isApplication } from "../python/project-kind.ts";
import { questions } from "../python/questions.ts";
import type { Checked, Request } from "./checked.ts";
import { withoutComments } from "./fingerprint.ts";
import { linkableOf } from "./linking/linkable.ts";
import { parsePythonSource, runPython, type PyRule } from "./python.ts";
import { pythonSuppressions } from "./suppressions.ts";

/** Lints one Python file. What stands in a part that does not parse is not reported. */
export function checkPython({ filename, text, settings }: Request, rules: readonly PyRule[]): Checked {
  const started = performance.now();
  const source = parsePythonSource(text);
  const { tree } = source;
  const ready = performance.now();
  // Where the whole file is not understood, nothing stands outside the broken part.
  const outcome = tree.root.type === "module" ? runPython(rules, source, filename, settings) : { found: [], failures: [] };
  const context: PyContext = { filename, settings, options: [], sourceCode: source, report: () => undefined };
  const linkable = tree.root.type === "module" ? linkableOf(questions(context), { filename, isForOthers: callsOthers.test(text), isApplication }) : undefined;
  const indexOf: Checked["indexOf"] = ({ line, column }) => tree.lineStart(line) + column;
  const [first] = tree.broken;
  if (first !== undefined) {
    const ranges = tree.broken.map((index) => tree.node(index).range);
    outcome.found = outcome.found.filter(({ start }) => !ranges.some(([from, to]) => from <= indexOf(start) && indexOf(start) < to));
  }
  return {
    outcome,
    suppressions: pythonSuppressions(source),
    problems: first === undefined ? [] : [{ index: tree.start[first] ?? 0, kind: "syntax", message: messageOf(text, tree.start[first] ?? 0) }],
    linkable,
    locate: (index) => tree.getLocFromIndex(index),
    indexOf,
    symbolAt: (index) => tree.root.type !== "module" ? "" : questions(context).functionOf(tree.nodeAt(index)).name,
    codeOf: (range) => withoutComments(text, range, tree.comments),
    times: { parse: ready - started, rules: performance.now() - ready },
  };
}

function messageOf(text: string, index: number): string {
  const word = /\S+/.exec(text.slice(index, index + 40))?.[0] ?? "";
  return word === "" ? "not understood as Python" : `not understood as Python: \`${word}\``;
}

/** A cheap look: whether a file takes anything from another one. */
const callsOthers = /^[ \t]*(?:from|import)[ \t]/m;
