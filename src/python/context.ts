import type { RuleContext } from "../rule.ts";
import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";

export type { PyNode, PyTree };

/** What rules may use of a Python file: the same names as in JavaScript wherever the question is the same. */
export interface PySource {
  /** Without a byte order mark. */
  text: string;
  /** The `module` node. */
  ast: PyNode;
  tree: PyTree;
  getText(node?: { range: readonly [number, number] }): string;
  /** Line from 1, column from 0, in UTF-16 units. */
  getLocFromIndex(index: number): { line: number; column: number };
}

export type PyContext = RuleContext<PySource>;

/** Keyed by the grammar's node types, `call`, `for_statement`, and `call:exit`. Anonymous tokens are never visited. */
export type PyVisitors = Record<string, (node: PyNode) => void>;
