import type { RuleContext } from "../rule.ts";
import type { PyNode } from "./node.ts";

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

/** A parsed file as flat arrays in source order (a node stands before its children), made once; see `parsePython`. */
export interface PyTree {
  readonly text: string;
  /** Number of nodes, anonymous tokens included. */
  readonly size: number;
  /** Kind of each node, an index of `kinds`. */
  readonly kind: Uint16Array;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: Uint32Array;
  /** Offset after the last character. */
  readonly end: Uint32Array;
  /** Index after the last descendant of each node. */
  readonly next: Uint32Array;
  /** Type names by kind, one per kind and kind of naming; `kinds[kind[i]]`. */
  readonly kinds: readonly string[];
  /** Whether a kind is a named one. */
  readonly named: readonly boolean[];
  /** Indices of ERROR and MISSING nodes, outermost first. */
  readonly broken: readonly number[];
  /** The node at an index; the same object every time. */
  node(index: number): PyNode;
}
