import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import { ERROR_SYMBOL, Grammar, PyTree, type FlatTree } from "./tree.ts";

/** What web-tree-sitter's WASM module exports and its typings leave out: the cursor without one copy per call. */
interface Binding {
  _ts_tree_cursor_goto_first_child_wasm(tree: number): number;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): number;
  _ts_tree_cursor_goto_parent_wasm(tree: number): number;
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  _ts_tree_cursor_current_node_is_missing_wasm(tree: number): number;
  _ts_tree_cursor_current_field_id_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
}

/** Characters handed to the parser at a time; its buffer holds 10 KB of UTF-16. */
const CHUNK = 5000;

interface Engine {
  parser: Parser;
  binding: Binding;
  grammar: Grammar;
}

let engine: Engine | undefined;
let loading: Promise<void> | undefined;

/** Loads the parser and the grammar once; needed before `parsePython`. */
export function loadPython(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const binding = {};
  await Parser.init(binding);
  const language = await Language.load(grammarFile());
  const parser = new Parser();
  parser.setLanguage(language);
  engine = { parser, binding: binding as Binding, grammar: new Grammar(language) };
}

/** The grammar's WASM: beside the built code, or in the development dependency. */
function grammarFile(): string {
  const name = "tree-sitter-python.wasm";
  const built = [`../vendor/${name}`, `./vendor/${name}`].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return built.find((path) => existsSync(path)) ?? createRequire(import.meta.url).resolve(`tree-sitter-python/${name}`);
}

/** Parses one file. Never throws on bad input: what does not parse is in ERROR nodes of the tree. */
export function parsePython(text: string): PyTree {
  if (!engine) throw new Error("loadPython() has not finished");
  return flatten(engine, text);
}

let scratch = allocate(1 << 16);

function allocate(size: number): FlatTree {
  return {
    kind: new Uint16Array(size), field: new Uint8Array(size), start: new Uint32Array(size), end: new Uint32Array(size),
    parent: new Int32Array(size), next: new Uint32Array(size),
  };
}

function grown(old: FlatTree): FlatTree {
  const next = allocate(old.kind.length * 2);
  for (const key of Object.keys(old) as (keyof FlatTree)[]) next[key].set(old[key]);
  return next;
}

/** One walk over the tree into arrays; iterative, so nesting costs no stack. */
function flatten({ parser, binding: c, grammar }: Engine, text: string): PyTree {
  const tree = parser.parse((index) => text.slice(index, index + CHUNK));
  if (!tree) throw new Error("no tree");
  const hasError = tree.rootNode.hasError;
  const broken: number[] = [];
  const cursor = tree.walk();
  const at = (tree as unknown as { 0: number })[0];
  let count = 0;
  let parent = -1;
  let flat = scratch;
  for (;;) {
    if (count === flat.kind.length) flat = scratch = grown(flat);
    const index = count++;
    const start = c._ts_tree_cursor_start_index_wasm(at);
    const end = c._ts_tree_cursor_end_index_wasm(at);
    const symbol = c._ts_tree_cursor_current_node_type_id_wasm(at);
    flat.kind[index] = symbol === ERROR_SYMBOL ? grammar.errorKind : symbol;
    flat.field[index] = c._ts_tree_cursor_current_field_id_wasm(at);
    flat.start[index] = start;
    flat.end[index] = end;
    flat.parent[index] = parent;
    if (hasError && (symbol === ERROR_SYMBOL || (start === end && c._ts_tree_cursor_current_node_is_missing_wasm(at)))) broken.push(index);
    if (c._ts_tree_cursor_goto_first_child_wasm(at)) {
      parent = index;
      continue;
    }
    flat.next[index] = count;
    let moved = c._ts_tree_cursor_goto_next_sibling_wasm(at);
    while (!moved && parent >= 0) {
      flat.next[parent] = count;
      parent = flat.parent[parent] ?? -1;
      c._ts_tree_cursor_goto_parent_wasm(at);
      if (parent < 0) break;
      moved = c._ts_tree_cursor_goto_next_sibling_wasm(at);
    }
    if (!moved) break;
  }
  cursor.delete();
  tree.delete();
  return new PyTree(text, grammar, trimmed(flat, count), broken);
}

function trimmed(flat: FlatTree, count: number): FlatTree {
  return {
    kind: flat.kind.slice(0, count), field: flat.field.slice(0, count), start: flat.start.slice(0, count), end: flat.end.slice(0, count),
    parent: flat.parent.slice(0, count), next: flat.next.slice(0, count),
  };
}
