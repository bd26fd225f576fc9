import type { Language } from "web-tree-sitter";
import type { PyNode } from "./node.ts";

/** Kind of ERROR nodes in `FlatTree.kinds`. */
export const ERROR_KIND = 0xffff;

/** A tree in pre-order, one entry per node. `after` is the index behind the node's last descendant. */
export interface FlatTree {
  kinds: Uint16Array;
  fields: Uint8Array;
  missing: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;
  parents: Int32Array;
  after: Uint32Array;
}

/** Names of node kinds and fields. */
export class Grammar {
  readonly types: readonly string[];
  readonly fieldNames: readonly (string | null)[];
  readonly #named: readonly boolean[];
  readonly #kinds = new Map<string, number[]>();
  readonly #fieldIds = new Map<string, number>();

  constructor(language: Language) {
    this.types = language.types;
    this.fieldNames = language.fields;
    this.#named = Array.from(language.types, (_, kind) => language.nodeTypeIsNamed(kind));
    language.types.forEach((type, kind) => this.#kinds.set(type, [...(this.#kinds.get(type) ?? []), kind]));
    this.#kinds.set("ERROR", [ERROR_KIND]);
    language.fields.forEach((name, id) => name !== null && this.#fieldIds.set(name, id));
  }

  typeName(kind: number): string {
    return kind === ERROR_KIND ? "ERROR" : (this.types[kind] ?? "");
  }

  isNamed(kind: number): boolean {
    return kind === ERROR_KIND || this.#named[kind] === true;
  }

  /** Kind ids of a node type; a type can have several, and a name unknown to the grammar has none. */
  kindsOf(type: string): readonly number[] {
    return this.#kinds.get(type) ?? [];
  }

  fieldId(name: string): number {
    return this.#fieldIds.get(name) ?? -1;
  }
}

interface Position {
  /** From 1. */
  line: number;
  /** From 0, in UTF-16 units. */
  column: number;
}

/** One parsed file: typed arrays, and node objects made when asked for. */
export class PyTree {
  readonly text: string;
  readonly grammar: Grammar;
  readonly flat: FlatTree;
  /** Kind id of every node, in pre-order. */
  readonly kinds: Uint16Array;
  readonly #nodes: (TreeNode | undefined)[];
  #lines: number[] | undefined;
  #comments: readonly PyNode[] | undefined;
  #firstError: PyNode | null | undefined;

  constructor(text: string, grammar: Grammar, flat: FlatTree) {
    this.text = text;
    this.grammar = grammar;
    this.flat = flat;
    this.kinds = flat.kinds;
    this.#nodes = [];
  }

  get root(): PyNode {
    return this.node(0);
  }

  get size(): number {
    return this.kinds.length;
  }

  /** The node at a place in pre-order; the same object each time. */
  node(index: number): PyNode {
    return (this.#nodes[index] ??= new TreeNode(this, index));
  }

  /** All nodes of the given types in source order, in the whole tree or below `within` (which itself does not count). */
  nodes(types: string | readonly string[], within?: PyNode): PyNode[] {
    const wanted = this.kindSet(types);
    const found: PyNode[] = [];
    const end = within ? within.end : this.size;
    for (let index = within ? within.index + 1 : 0; index < end; index++) {
      if (wanted.has(this.kinds[index] ?? 0)) found.push(this.node(index));
    }
    return found;
  }

  kindSet(types: string | readonly string[]): ReadonlySet<number> {
    const names = typeof types === "string" ? [types] : types;
    return new Set(names.flatMap((name) => this.grammar.kindsOf(name)));
  }

  get comments(): readonly PyNode[] {
    return (this.#comments ??= this.nodes("comment"));
  }

  /** The first ERROR or MISSING node, if the file does not parse. */
  get firstError(): PyNode | undefined {
    if (this.#firstError === undefined) {
      const { kinds, missing } = this.flat;
      let index = kinds.indexOf(ERROR_KIND);
      const absent = missing.indexOf(1);
      if (index < 0 || (absent >= 0 && absent < index)) index = absent;
      this.#firstError = index < 0 ? null : this.node(index);
    }
    return this.#firstError ?? undefined;
  }

  get hasError(): boolean {
    return this.firstError !== undefined;
  }

  /** The smallest node around an offset. */
  nodeAt(offset: number): PyNode {
    const { starts, ends, after } = this.flat;
    let best = 0;
    let index = 1;
    while (index < this.size) {
      if ((starts[index] ?? 0) > offset) break;
      if ((ends[index] ?? 0) > offset) {
        best = index;
        index++;
      } else index = Math.max(after[index] ?? 0, index + 1);
    }
    return this.node(best);
  }

  lineAt(index: number): number {
    return this.#lineIndex(index) + 1;
  }

  getLocFromIndex(index: number): Position {
    const line = this.#lineIndex(index);
    return { line: line + 1, column: index - (this.#lineStarts()[line] ?? 0) };
  }

  /** Offset of the first character of a line, counted from 1. */
  lineStart(line: number): number {
    return this.#lineStarts()[line - 1] ?? this.text.length;
  }

  #lineIndex(index: number): number {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low;
  }

  #lineStarts(): number[] {
    return (this.#lines ??= lineStarts(this.text));
  }
}

/** Python ends lines at LF, CRLF and CR alone. */
function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes("\r")) {
    for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

class TreeNode implements PyNode {
  readonly #tree: PyTree;
  readonly index: number;
  #children: readonly PyNode[] | undefined;
  #named: readonly PyNode[] | undefined;
  #range: readonly [number, number] | undefined;

  constructor(tree: PyTree, index: number) {
    this.#tree = tree;
    this.index = index;
  }

  get end(): number {
    return this.#tree.flat.after[this.index] ?? 0;
  }

  get type(): string {
    return this.#tree.grammar.typeName(this.#tree.kinds[this.index] ?? 0);
  }

  get named(): boolean {
    return this.#tree.grammar.isNamed(this.#tree.kinds[this.index] ?? 0);
  }

  get range(): readonly [number, number] {
    const { starts, ends } = this.#tree.flat;
    return (this.#range ??= [starts[this.index] ?? 0, ends[this.index] ?? 0]);
  }

  get line(): number {
    return this.#tree.lineAt(this.range[0]);
  }

  get text(): string {
    const [start, end] = this.range;
    return this.#tree.text.slice(start, end);
  }

  get parent(): PyNode | undefined {
    const parent = this.#tree.flat.parents[this.index] ?? -1;
    return parent < 0 ? undefined : this.#tree.node(parent);
  }

  get fieldName(): string | undefined {
    return this.#tree.grammar.fieldNames[this.#tree.flat.fields[this.index] ?? 0] ?? undefined;
  }

  get children(): readonly PyNode[] {
    return (this.#children ??= this.#find(() => true));
  }

  get namedChildren(): readonly PyNode[] {
    const [comment] = this.#tree.grammar.kindsOf("comment");
    return (this.#named ??= this.#find((index) => {
      const kind = this.#tree.kinds[index] ?? 0;
      return kind !== comment && this.#tree.grammar.isNamed(kind);
    }));
  }

  get broken(): boolean {
    return this.#tree.kinds[this.index] === ERROR_KIND || this.#tree.flat.missing[this.index] === 1;
  }

  field(name: string): PyNode | undefined {
    const id = this.#tree.grammar.fieldId(name);
    const { fields, after } = this.#tree.flat;
    for (let index = this.index + 1; index < this.end; index = after[index] ?? this.end) {
      if (fields[index] === id) return this.#tree.node(index);
    }
    return undefined;
  }

  fields(name: string): readonly PyNode[] {
    const id = this.#tree.grammar.fieldId(name);
    return this.#find((index) => this.#tree.flat.fields[index] === id);
  }

  #find(wanted: (index: number) => boolean): PyNode[] {
    const found: PyNode[] = [];
    const { after } = this.#tree.flat;
    const { end } = this;
    for (let index = this.index + 1; index < end; index = after[index] ?? end) if (wanted(index)) found.push(this.#tree.node(index));
    return found;
  }
}
