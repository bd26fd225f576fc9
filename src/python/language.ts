import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import { ERROR_KIND, Grammar, PyTree, type FlatTree } from "./tree.ts";

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
  return new PyTree(text, engine.grammar, flatten(engine, text));
}

let scratch = allocate(1 << 16);

function allocate(size: number): FlatTree {
  return {
    kinds: new Uint16Array(size), fields: new Uint8Array(size), missing: new Uint8Array(size), starts: new Uint32Array(size), ends: new Uint32Array(size),
    parents: new Int32Array(size), after: new Uint32Array(size),
  };
}

function grown(old: FlatTree): FlatTree {
  const next = allocate(old.kinds.length * 2);
  for (const key of Object.keys(old) as (keyof FlatTree)[]) next[key].set(old[key]);
  return next;
}

/** One walk over the tree into arrays; iterative, so nesting costs no stack. */
function flatten({ parser, binding: c }: Engine, text: string): FlatTree {
  const tree = parser.parse((index) => text.slice(index, index + CHUNK));
  if (!tree) throw new Error("no tree");
  const broken = tree.rootNode.hasError;
  const cursor = tree.walk();
  const at = (tree as unknown as { 0: number })[0];
  let count = 0;
  let parent = -1;
  let flat = scratch;
  for (;;) {
    if (count === flat.kinds.length) flat = scratch = grown(flat);
    const index = count++;
    const start = c._ts_tree_cursor_start_index_wasm(at);
    const end = c._ts_tree_cursor_end_index_wasm(at);
    flat.kinds[index] = c._ts_tree_cursor_current_node_type_id_wasm(at);
    flat.fields[index] = c._ts_tree_cursor_current_field_id_wasm(at);
    flat.starts[index] = start;
    flat.ends[index] = end;
    flat.parents[index] = parent;
    flat.missing[index] = broken && start === end ? c._ts_tree_cursor_current_node_is_missing_wasm(at) : 0;
    if (c._ts_tree_cursor_goto_first_child_wasm(at)) {
      parent = index;
      continue;
    }
    flat.after[index] = count;
    let moved = c._ts_tree_cursor_goto_next_sibling_wasm(at);
    while (!moved && parent >= 0) {
      flat.after[parent] = count;
      parent = flat.parents[parent] ?? -1;
      c._ts_tree_cursor_goto_parent_wasm(at);
      if (parent < 0) break;
      moved = c._ts_tree_cursor_goto_next_sibling_wasm(at);
    }
    if (!moved) break;
  }
  cursor.delete();
  tree.delete();
  const result = {} as FlatTree;
  for (const key of Object.keys(flat) as (keyof FlatTree)[]) Object.assign(result, { [key]: flat[key].slice(0, count) });
  return result;
}

export { ERROR_KIND };
