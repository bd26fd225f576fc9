/** A light node of a tree-sitter-python tree, made on demand over typed arrays: the same place always gives the same object. */
export interface PyNode {
  /** Place in the tree in pre-order; the root is 0. A node's descendants are `index + 1` up to `end` (exclusive). */
  readonly index: number;
  readonly end: number;
  /** Type name of the grammar: `call`, `for_statement`, `identifier`; anonymous tokens have their text as type. */
  readonly type: string;
  readonly named: boolean;
  /** Offsets in UTF-16 units, end exclusive. */
  readonly range: readonly [number, number];
  /** Line of the first character, from 1. */
  readonly line: number;
  readonly text: string;
  readonly parent: PyNode | undefined;
  /** Name of the field that the node fills in its parent, if any. */
  readonly fieldName: string | undefined;
  /** All children, with anonymous tokens. */
  readonly children: readonly PyNode[];
  /** Children without tokens and comments. */
  readonly namedChildren: readonly PyNode[];
  /** The child under a field name of the grammar, such as `function`, `arguments`, `body`, `left`. */
  field(name: string): PyNode | undefined;
  /** All children under a field name (`except A, B` has two). */
  fields(name: string): readonly PyNode[];
  /** ERROR and MISSING nodes. */
  readonly broken: boolean;
}
