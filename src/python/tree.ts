import type { Language } from "web-tree-sitter";
import type { PyNode } from "./node.ts";

/** A tree in source order (a node stands before its children), one entry per node, anonymous tokens included. */
export interface FlatTree {
  /** Kind of each node, an index of `Grammar.types`. */
  kind: Uint16Array;
  /** Field that the node fills in its parent, an index of `Grammar.fieldNames`; 0 for none. */
  field: Uint8Array;
  /** Offset of the first character, in UTF-16 units. */
  start: Uint32Array;
  /** Offset after the last character. */
  end: Uint32Array;
  /** Index of the parent; -1 for the root. */
  parent: Int32Array;
  /** Index after the last descendant. */
  next: Uint32Array;
}

/** Names of node kinds and fields. */
export class Grammar {
  /** Type names by kind; several kinds can share a name. The last one is `ERROR`. */
  readonly types: readonly string[];
  /** Whether a kind is a named one. */
  readonly named: readonly boolean[];
  readonly errorKind: number;
  readonly fieldNames: readonly (string | null)[];
  readonly #kinds = new Map<string, number[]>();
  readonly #fieldIds = new Map<string, number>();
  readonly #tables = new Map<string, Uint8Array>();

  constructor(language: Language) {
    this.errorKind = language.types.length;
    this.types = [...Array.from(language.types, (name) => name ?? ""), "ERROR"];
    this.named = [...Array.from(language.types, (_, kind) => language.nodeTypeIsNamed(kind)), true];
    this.fieldNames = language.fields;
    this.types.forEach((type, kind) => this.#kinds.set(type, [...(this.#kinds.get(type) ?? []), kind]));
    language.fields.forEach((name, id) => name !== null && this.#fieldIds.set(name, id));
  }

  /** Kinds of a node type; a name unknown to the grammar has none. */
  kindsOf(type: string): readonly number[] {
    return this.#kinds.get(type) ?? [];
  }

  /** 1 for the kinds of some node types, by kind; the same table each time. */
  tableOf(types: string | readonly string[]): Uint8Array {
    const key = typeof types === "string" ? types : types.join(" ");
    const known = this.#tables.get(key);
    if (known) return known;
    const table = new Uint8Array(this.types.length);
    for (const type of typeof types === "string" ? [types] : types) for (const kind of this.kindsOf(type)) table[kind] = 1;
    this.#tables.set(key, table);
    return table;
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
  readonly kind: FlatTree["kind"];
  readonly field: FlatTree["field"];
  readonly start: FlatTree["start"];
  readonly end: FlatTree["end"];
  readonly parent: FlatTree["parent"];
  readonly next: FlatTree["next"];
  /** Indices of ERROR and MISSING nodes in source order. */
  readonly broken: readonly number[];
  readonly #nodes: (TreeNode | undefined)[];
  #lines: number[] | undefined;
  #comments: readonly PyNode[] | undefined;
  /** All calls: what is asked for most often. */
  #calls: readonly PyNode[] | undefined;

  constructor(text: string, grammar: Grammar, flat: FlatTree, broken: readonly number[]) {
    this.text = text;
    this.grammar = grammar;
    this.kind = flat.kind;
    this.field = flat.field;
    this.start = flat.start;
    this.end = flat.end;
    this.parent = flat.parent;
    this.next = flat.next;
    this.broken = broken;
    this.#nodes = new Array<TreeNode | undefined>(flat.kind.length);
  }

  /** Type names by kind: `kinds[kind[index]]`. */
  get kinds(): readonly string[] {
    return this.grammar.types;
  }

  /** Whether a kind is a named one. */
  get named(): readonly boolean[] {
    return this.grammar.named;
  }

  get root(): PyNode {
    return this.node(0);
  }

  get size(): number {
    return this.kind.length;
  }

  /** The node at a place in pre-order; the same object each time. */
  node(index: number): PyNode {
    return (this.#nodes[index] ??= new TreeNode(this, index));
  }

  /** All nodes of the given types in source order, in the whole tree or below `within` (which itself does not count). */
  nodes(types: string | readonly string[], within?: PyNode): readonly PyNode[] {
    if (types === "call" && !within) return (this.#calls ??= this.#find(types));
    return this.#find(types, within);
  }

  #find(types: string | readonly string[], within?: PyNode): PyNode[] {
    const wanted = this.grammar.tableOf(types);
    const { kind } = this;
    const found: PyNode[] = [];
    const end = within ? within.end : this.size;
    for (let index = within ? within.index + 1 : 0; index < end; index++) {
      if (wanted[kind[index] ?? 0] === 1) found.push(this.node(index));
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
    const [first] = this.broken;
    return first === undefined ? undefined : this.node(first);
  }

  get hasError(): boolean {
    return this.broken.length > 0;
  }

  /** The smallest node around an offset. */
  nodeAt(offset: number): PyNode {
    const { start, end, next } = this;
    let best = 0;
    let index = 1;
    while (index < this.size) {
      if ((start[index] ?? 0) > offset) break;
      if ((end[index] ?? 0) > offset) {
        best = index;
        index++;
      } else index = Math.max(next[index] ?? 0, index + 1);
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
  #namedChildren: readonly PyNode[] | undefined;
  #range: readonly [number, number] | undefined;

  constructor(tree: PyTree, index: number) {
    this.#tree = tree;
    this.index = index;
  }

  get end(): number {
    return this.#tree.next[this.index] ?? 0;
  }

  get #kind(): number {
    return this.#tree.kind[this.index] ?? 0;
  }

  get type(): string {
    return this.#tree.kinds[this.#kind] ?? "";
  }

  get named(): boolean {
    return this.#tree.named[this.#kind] === true;
  }

  get range(): readonly [number, number] {
    return (this.#range ??= [this.#tree.start[this.index] ?? 0, this.#tree.end[this.index] ?? 0]);
  }

  get line(): number {
    return this.#tree.lineAt(this.range[0]);
  }

  get text(): string {
    const [start, end] = this.range;
    return this.#tree.text.slice(start, end);
  }

  get parent(): PyNode | undefined {
    const parent = this.#tree.parent[this.index] ?? -1;
    return parent < 0 ? undefined : this.#tree.node(parent);
  }

  get fieldName(): string | undefined {
    return this.#tree.grammar.fieldNames[this.#tree.field[this.index] ?? 0] ?? undefined;
  }

  get children(): readonly PyNode[] {
    return (this.#children ??= this.#find(() => true));
  }

  get namedChildren(): readonly PyNode[] {
    const { grammar, kind } = this.#tree;
    const [comment] = grammar.kindsOf("comment");
    return (this.#namedChildren ??= this.#find((index) => kind[index] !== comment && grammar.named[kind[index] ?? 0] === true));
  }

  get broken(): boolean {
    return this.#tree.broken.includes(this.index);
  }

  field(name: string): PyNode | undefined {
    const id = this.#tree.grammar.fieldId(name);
    const { field, next } = this.#tree;
    const { end } = this;
    for (let index = this.index + 1; index < end; index = next[index] ?? end) {
      if (field[index] === id) return this.#tree.node(index);
    }
    return undefined;
  }

  fields(name: string): readonly PyNode[] {
    const id = this.#tree.grammar.fieldId(name);
    return this.#find((index) => this.#tree.field[index] === id);
  }

  #find(wanted: (index: number) => boolean): PyNode[] {
    const found: PyNode[] = [];
    const { next } = this.#tree;
    const { end } = this;
    for (let index = this.index + 1; index < end; index = next[index] ?? end) if (wanted(index)) found.push(this.#tree.node(index));
    return found;
  }
}
