import { growers } from "../knowledge/python/containers.ts";
import { folderMakers, moduleFile, singleFiles, treeMakers } from "../knowledge/python/files.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

const MAX_ITEMS = 40;
const MAX_STEPS = 3;
/** Names of what a call or an element is described with: a few entries. */
const fewEntries = /(?:^|_)(?:k?wargs|args|arguments|params|options|headers|settings)$/;
/** `.gitignore`, `.prefectignore`, `ignore_file`. */
const ignoreName = /ignore(?:_?(?:file|path|file_?name|list))?$/i;
/** `.env`, `.python-version`. */
const dotFile = /(?:^|[\\/])\.[\w-]+$/;

/** The parameter of a function that is called with a future when that is done: its result is there. */
export function isGivenDone(ask: PythonQuestions, future: PyNode | undefined): boolean {
  if (future?.type !== "identifier") return false;
  const binding = ask.scopes.lookup(future);
  if (!binding?.definitions.every((one) => one.kind === "parameter")) return false;
  const fn = ask.places.functions.ofNode(binding.scope.node);
  return fn !== undefined && ask.scopes.mentions("add_done_callback") && ask.tree.nodes("call").some((call) => {
    const [given] = lastName(call.field("function") ?? call) === "add_done_callback" ? positional(call) : [];
    return given !== undefined && ask.places.callees.functionOf(given) === fn;
  });
}

/** Turning something into text: `json.dumps`, `yaml.dump`. */
const isDump = (call: PyNode): boolean => /(?:^|_)dumps?(?:_all)?$/.test(lastName(call.field("function") ?? call) ?? "");

/** What is turned into text has a few entries as far as the code shows it, or comes from another file, which alone knows how much it is. */
export function isSmallDump(ask: PythonQuestions, call: PyNode, isCalledFromOutside: boolean): boolean {
  const [what] = isDump(call) ? positional(call) : [];
  if (!what) return false;
  if (fewEntries.test(lastName(what) ?? "") || isLiteral(what)) return true;
  if (what.type !== "identifier") return false;
  const binding = ask.scopes.lookup(what);
  if (binding?.scope.kind !== "function") return false;
  if (binding.definitions.every((one) => one.kind === "parameter")) {
    const given = binding.definitions.flatMap((one) => ask.values.argumentsFor(one));
    return given.length === 0 ? isCalledFromOutside : given.every((one) => one !== undefined && isLiteral(one));
  }
  return binding.definitions.every((one) => one.kind === "assign" && one.path.length === 0 && one.value !== undefined && isLiteral(one.value))
    && !ask.scopes.references(binding).some((one) => isFilled(ask, one));
}

/** `{"to": name, "text": text}`, written out in the code. */
const isLiteral = (node: PyNode): boolean =>
  (node.type === "dictionary" || node.type === "list" || node.type === "tuple") && node.namedChildren.length <= MAX_ITEMS
  && !node.namedChildren.some((one) => one.type === "dictionary_splat" || one.type === "list_splat");

/** More is put into it in a loop. */
function isFilled(ask: PythonQuestions, name: PyNode): boolean {
  const { parent } = name;
  const isWrite = parent?.type === "attribute" ? Object.hasOwn(growers, parent.field("attribute")?.text ?? "") && parent.parent?.type === "call"
    : parent?.type === "subscript" ? parent.fieldName === "left" : parent?.type === "augmented_assignment";
  return isWrite && ask.loops(name).length > 0;
}

/** The path of a file that a call works on: what its method is of, `(root / "a").open()`, or its first argument. */
function pathOf(call: PyNode): PyNode | undefined {
  const callee = call.field("function");
  const object = callee?.field("object");
  return callee?.type === "attribute" && object?.type !== "identifier" ? object : (positional(call)[0] ?? object);
}

/** A file of settings or patterns by its name, which is read once and not for each item. */
export function isSmallFile(ask: PythonQuestions, call: PyNode): boolean {
  const path = pathOf(call);
  if (!path || ask.loops(call).length > 0) return false;
  const value = ask.constant(path) ?? lastString(ask, path);
  if (typeof value === "string") return ignoreName.test(value) || dotFile.test(value);
  return ignoreName.test(lastName(path) ?? "");
}

/** The end of a path that is put together: `".gitignore"` of `root / ".gitignore"`. */
function lastString(ask: PythonQuestions, path: PyNode): string | undefined {
  const end = path.type === "binary_operator" ? path.field("right") : path.type === "call" ? positional(path).at(-1) : undefined;
  const inner = path.type === "parenthesized_expression" ? path.namedChildren[0] : undefined;
  const at = inner?.type === "binary_operator" ? inner.field("right") : end;
  const value = at && ask.constant(at);
  return typeof value === "string" ? value : undefined;
}

/** A file that ships with the program: its path is made of constants, and starts where the module lies. */
export function isShipped(ask: PythonQuestions, call: PyNode): boolean {
  const path = pathOf(call);
  return path !== undefined && isMadeOfModule(ask, path, MAX_STEPS);
}

function isMadeOfModule(ask: PythonQuestions, path: PyNode, steps: number): boolean {
  if (moduleFile.test(path.text)) return !ask.tree.nodes("identifier", path).some((one) => ask.derivation(one) === "input");
  if (steps <= 0) return false;
  const names = path.type === "identifier" ? [path] : ask.tree.nodes("identifier", path);
  return names.some((name) => {
    const definitions = ask.scopes.lookup(name)?.definitions ?? [];
    const [only] = definitions;
    return definitions.length === 1 && only?.kind === "assign" && only.value !== undefined && only.value !== path && isMadeOfModule(ask, only.value, steps - 1);
  }) && !names.some((one) => ask.derivation(one) === "input");
}

/** A folder that is emptied, made anew and given files one by one: `rmtree(out); makedirs(out); copy(key, out)`. */
export function isRefilled(ask: PythonQuestions, call: PyNode): boolean {
  if (lastName(call.field("function") ?? call) !== "rmtree" || ask.loops(call).length > 0) return false;
  const folder = positional(call)[0]?.text;
  const after = ask.tree.nodes("call", ask.places.functions.at(call).node).filter((one) => one.index > call.index && one.text.includes(folder ?? "\0"));
  const named = (names: RegExp): PyNode[] => after.filter((one) => names.test(lastName(one.field("function") ?? one) ?? ""));
  const filled = named(singleFiles);
  return named(folderMakers).length > 0 && filled.length > 0 && filled.every((one) => ask.loops(one).length === 0)
    && named(treeMakers).length === 0;
}

/** A database that lives in memory alone. */
export const isInMemory = (value: unknown): boolean => typeof value === "string" && (value === ":memory:" || /^file:.*\bmode=memory\b/.test(value));
