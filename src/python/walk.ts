import type { PyVisitors } from "./context.ts";
import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";

/** Calls the visitors of many rules in one pass over a tree. Node objects are made only where someone listens. */
export function walk(tree: PyTree, all: readonly PyVisitors[]): void {
  const enter: ((node: PyNode) => void)[][] = [];
  const exit: ((node: PyNode) => void)[][] = [];
  for (const visitors of all) {
    for (const [key, visit] of Object.entries(visitors)) {
      const leaving = key.endsWith(":exit");
      const table = leaving ? exit : enter;
      for (const kind of tree.grammar.kindsOf(leaving ? key.slice(0, -":exit".length) : key)) {
        if (tree.named[kind]) (table[kind] ??= []).push(visit);
      }
    }
  }
  const { kind: kinds, next } = tree;
  const open: number[] = [];
  const leave = (limit: number): void => {
    for (let top = open.at(-1); top !== undefined && (next[top] ?? 0) <= limit; top = open.at(-1)) {
      open.pop();
      for (const visit of exit[kinds[top] ?? 0] ?? []) visit(tree.node(top));
    }
  };
  for (let index = 0; index < kinds.length; index++) {
    if (open.length > 0) leave(index);
    const kind = kinds[index] ?? 0;
    const visits = enter[kind];
    if (visits) for (const visit of visits) visit(tree.node(index));
    if (exit[kind]) open.push(index);
  }
  leave(kinds.length);
}
