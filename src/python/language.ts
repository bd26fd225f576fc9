import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { flattenByCursor } from "./cursor.ts";
import { flattenMemory, readTables, type Flattened, type Memory, type Tables } from "./flatten.ts";
import { QuickParser } from "./parser/parse.ts";
import { Grammar, PyTree } from "./tree.ts";

/** Characters handed to the parser at a time; its buffer holds 10 KB of UTF-16. */
const CHUNK = 5000;

/** The module object of web-tree-sitter: its memory, and the text that is being parsed. */
interface Module extends Memory {
  text: string;
}

interface Imports {
  env: Record<string, unknown>;
}

/** The part of the global that is needed; the types of Node.js leave it out. */
declare const WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: object; module: object }> };

interface Engine {
  parser: Parser;
  memory: Module;
  grammar: Grammar;
  /** Absent when the memory is laid out in another way than expected. */
  tables?: Tables;
  /** Absent when the grammar is another one than expected. */
  quick?: QuickParser;
}

let engine: Engine | undefined;
let loading: Promise<void> | undefined;

/** Loads the parser and the grammar once; needed before `parsePython`. */
export function loadPython(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const memory = await loadParser();
  const language = await Language.load(grammarFile());
  const parser = new Parser();
  parser.setLanguage(language);
  const grammar = new Grammar(language);
  const made: Engine = { parser, memory, grammar, quick: QuickParser.of(grammar) };
  made.tables = checkedTables(made, addressOf(language));
  engine = made;
}

/** Loads web-tree-sitter with our own reader of the text. */
function loadParser(): Promise<Module> {
  const file = createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm");
  return new Promise((resolve, reject) => {
    const hooks = {
      text: "",
      instantiateWasm(imports: Imports, receive: (instance: object, module: object) => void) {
        imports.env["tree_sitter_parse_callback"] = (buffer: number, index: number, _row: number, _column: number, length: number) => {
          readText(module, buffer, index, length);
        };
        WebAssembly.instantiate(readFileSync(file), imports).then(({ instance, module: compiled }) => receive(instance, compiled)).catch(reject);
        return {};
      },
    };
    const module = hooks as unknown as Module;
    Parser.init(hooks).then(() => resolve(module), reject);
  });
}

/** Copies the next piece of the text into the parser's buffer, without the detour over one character at a time. */
function readText(module: Module, buffer: number, index: number, length: number): void {
  const count = Math.max(0, Math.min(CHUNK, module.text.length - index));
  if (count > 0) Buffer.from(module.HEAPU8.buffer, buffer, count * 2).write(module.text.slice(index, index + count), "utf16le");
  module.HEAPU32[length >> 2] = count;
}

/** The grammar's WASM: beside the built code, or in the development dependency. */
function grammarFile(): string {
  const name = "tree-sitter-python.wasm";
  const built = [`../vendor/${name}`, `./vendor/${name}`].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return built.find((path) => existsSync(path)) ?? createRequire(import.meta.url).resolve(`tree-sitter-python/${name}`);
}

/** Parses one file. Never throws on bad input: what does not parse is in ERROR nodes of the tree. */
export function parsePython(text: string): PyTree {
  const quick = parseQuickly(text);
  return quick ?? parseThoroughly(text);
}

/** The tree, where our own parser is sure of it. */
export function parseQuickly(text: string): PyTree | undefined {
  if (!engine) throw new Error("loadPython() has not finished");
  const flat = engine.quick?.parse(text);
  return flat && new PyTree(text, engine.grammar, flat, []);
}

/** The tree by tree-sitter, whatever the text is. */
export function parseThoroughly(text: string): PyTree {
  if (!engine) throw new Error("loadPython() has not finished");
  const { memory, tables, grammar } = engine;
  const tree = parse(engine, text);
  const { flat, broken } = tables ? flattenMemory(memory, tables, grammar, addressOf(tree)) : flattenByCursor(tree, grammar);
  tree.delete();
  return new PyTree(text, grammar, flat, broken);
}

function parse({ parser, memory }: Engine, text: string): Tree {
  memory.text = text;
  const tree = parser.parse("");
  memory.text = "";
  if (!tree) throw new Error("no language is set");
  return tree;
}

/** Handles of web-tree-sitter keep their address in WASM memory under `0`. */
const addressOf = (handle: object): number => (handle as { 0: number })[0];

/** Aliases, fields below hidden nodes, comments, external tokens, errors and missing tokens: whatever a layout could get wrong. */
const sample = `\ufeffimport a.b as c, d  # é𝄞
from . import (x as y,
    z)
@dec(1)
async def f(a, *b: int, c=1, **d) -> "T":
    """doc"""
    with open(p) as g, (h() as i):
        for j, (k, *l) in m if n else o: await q[1:2, ...](r=s, *t) ; print
    else: return f"{u!r:>{v}} {{" rb'\\x' not in w
    try: raise
    except (A, B) as e: x: list[int] | None = lambda: (yield)
    finally:
        match type:
            case {"k": [1, *_]} | C(d=e) as ff if gg: del hh
    # end
class K(L, metaclass=M): x = y = {**a, 'b': [c for d in e if f]}
def (:
x = (1,
`;

function checkedTables(made: Engine, language: number): Tables | undefined {
  const { memory, grammar } = made;
  const tree = parse(made, sample);
  try {
    const tables = readTables(memory, language);
    return isSame(flattenMemory(memory, tables, grammar, addressOf(tree)), flattenByCursor(tree, grammar)) ? tables : undefined;
  } catch {
    return undefined;
  } finally {
    tree.delete();
  }
}

function isSame(a: Flattened, b: Flattened): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>): boolean => Array.from(x).join() === Array.from(y).join();
  return same(a.broken, b.broken) && (Object.keys(a.flat) as (keyof typeof a.flat)[]).every((key) => same(a.flat[key], b.flat[key]));
}

/** For tests: the tree by cursor, and whether the fast way is in use. */
export function parseByCursor(text: string): { tree: PyTree; fast: boolean } {
  if (!engine) throw new Error("loadPython() has not finished");
  const { grammar, tables } = engine;
  const tree = parse(engine, text);
  const { flat, broken } = flattenByCursor(tree, grammar);
  tree.delete();
  return { tree: new PyTree(text, grammar, flat, broken), fast: tables !== undefined };
}
