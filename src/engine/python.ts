import type { PyContext, PyNode, PySource, PyTree, PyVisitors } from "../python/context.ts";
import { parsePython } from "../python/language.ts";
import { Run, type ActiveRule, type Listener, type Outcome } from "./run.ts";

export type PyRule = ActiveRule<PyContext, PyVisitors>;

/** Parses a file without a byte order mark; `loadPython()` has finished. There is always a tree. */
export function parsePythonSource(text: string): PySource {
  const tree = parsePython(text);
  return {
    text,
    tree,
    ast: tree.root,
    getText: (node) => (node ? text.slice(node.range[0], node.range[1]) : text),
    getLocFromIndex: (index) => tree.getLocFromIndex(index),
  };
}

interface Ear {
  rule: string;
  listener: Listener;
}

/** Runs rules over a parsed file: each named node is entered and left in the order of the text. Only nodes that a rule listens to are made. */
export function runPython(rules: readonly PyRule[], source: PySource, filename: string, settings: Record<string, unknown>): Outcome {
  const run = new Run<PySource>({ filename, settings, sourceCode: source });
  const enter: Ear[][] = [];
  const leave: Ear[][] = [];
  for (const active of rules) {
    for (const [key, listener] of run.start(active)) {
      const exit = key.endsWith(":exit");
      const type = exit ? key.slice(0, -":exit".length) : key;
      for (const kind of kindsOf(source.tree, type)) ((exit ? leave : enter)[kind] ??= []).push({ rule: active.id, listener });
    }
  }
  visit(source.tree, enter, leave, run);
  return run;
}

/** The kinds of named nodes of a type; a keyword such as `for` is a token of its own kind and never visited. */
function kindsOf(tree: PyTree, type: string): number[] {
  return tree.grammar.kindsOf(type).filter((kind) => tree.named[kind]);
}

function visit(tree: PyTree, enter: Ear[][], leave: Ear[][], run: Run<PySource>): void {
  const { kind: kinds, next } = tree;
  const open: { ears: Ear[]; node: PyNode; end: number }[] = [];
  const closeUntil = (index: number): void => {
    for (let top = open.at(-1); top && top.end <= index; top = open.at(-1)) {
      open.pop();
      call(run, top.ears, top.node);
    }
  };
  for (let index = 0; index < kinds.length; index++) {
    if (open.length > 0) closeUntil(index);
    const kind = kinds[index] ?? 0;
    const first = enter[kind];
    const last = leave[kind];
    if (!first && !last) continue;
    const node = tree.node(index);
    if (first) call(run, first, node);
    if (last) open.push({ ears: last, node, end: next[index] ?? 0 });
  }
  closeUntil(kinds.length);
}

function call(run: Run<PySource>, ears: Ear[], node: PyNode): void {
  for (const { rule, listener } of ears) run.call(rule, listener, node);
}
