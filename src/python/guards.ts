import type { Loop } from "../questions.ts";
import { bindingOf, bindings } from "./dependence.ts";
import { decoratorsOf, lastName, parametersOf, positional, type Functions } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import { namesIn, targetsOf } from "./text.ts";

const stores = ["assignment", "named_expression"];
/** Context managers and decorators that hold a transaction or a lock, by their last name. */
const transaction = /^(?:atomic|begin|begin_nested|transaction|in_transaction|savepoint|commit_on_success)$/;
const lock = /(?:^|_)(?:lock|mutex|rlock|semaphore)$/i;
/** Decorators after which a function's body runs once per value of its arguments. */
const memoized = /^(?:lru_cache|cache|cached|cached_property|alru_cache|memoize|memoized|once|async_lru|cachedmethod|reify|singleton)$/;
/** Raised when a cache has no value. */
const missError = /\b(?:KeyError|AttributeError|DoesNotExist)\b/;
const MAX_PASSES = 4;
const MAX_CONDITIONS = 32;
/** Nodes of a loop; longer ones are not followed. */
const MAX_BODY = 50_000;

/** How often guarded code runs: once for all, or once for each key. */
export type OnceGuard = "once" | "per key";

/** Circumstances that make a costly call right, or rare. */
export class Guards {
  readonly #file: PyFile;
  readonly #functions: Functions;
  readonly #branches = new Map<PyNode, OnceGuard | undefined>();
  readonly #exits = new Map<PyNode, { end: number; guard: OnceGuard }[]>();
  /** Index of the first call of a function that opens a transaction. */
  readonly #begins = new Map<PyNode, number>();

  constructor(file: PyFile, functions: Functions) {
    this.#file = file;
    this.#functions = functions;
  }

  /** The loop ends as soon as the result of the call fits: the first match wins. */
  exitsOnResult(call: PyNode, loop: Loop<PyNode>): boolean {
    const { tree } = this.#file;
    if (loop.node.end - loop.node.index > MAX_BODY) return false;
    if (loop.kind === "comprehension") {
      const list = loop.node.parent?.type === "argument_list" ? loop.node.parent : loop.node;
      const name = list.parent?.type === "call" ? list.parent.field("function")?.text : undefined;
      return name === "any" || name === "all" || name === "next";
    }
    const results = this.#resultsOf(call, loop.node);
    const about = (node: PyNode | undefined): boolean =>
      node !== undefined && (contains(node, call) || namesIn(tree, node, (name) => results.has(name)));
    return tree.nodes(["if_statement", "elif_clause", "return_statement", "break_statement"], loop.node).some((node) => {
      if (node.type === "break_statement") return this.#followsAlways(node, call, loop.node);
      if (node.type === "return_statement") return contains(node, call) || this.#followsAlways(node, call, loop.node);
      if (!about(node.field("condition"))) return false;
      return [node.field("consequence"), ...node.fields("alternative")].some((branch) => branch !== undefined && this.#leaves(branch, loop.node));
    });
  }

  /** `try: load(one); break`: the statement comes after the call wherever that succeeds. */
  #followsAlways(leaving: PyNode, call: PyNode, loop: PyNode): boolean {
    const block = leaving.parent;
    return block?.type === "block" && leaving.index > call.index && contains(block, call) && this.#leaves(block, loop);
  }

  /** A later iteration needs what the call gave in an earlier one: a cursor, an accumulator that goes into the next call. */
  carried(call: PyNode, loop: Loop<PyNode>): boolean {
    if (loop.node.end - loop.node.index > MAX_BODY) return false;
    const { tree } = this.#file;
    const results = this.#resultsOf(call, loop.node);
    for (const name of loop.items) if (loop.node.type !== "while_statement") results.delete(name);
    for (const one of tree.nodes(bindings, loop.node)) {
      if (one.index >= call.index || contains(one, call)) continue;
      const [targets, value] = bindingOf(one);
      if (targets && value && !namesIn(tree, value, (name) => results.has(name))) for (const name of targetsOf(targets)) results.delete(name);
    }
    const read = [call.field("function"), call.field("arguments")].filter((one) => one !== undefined);
    if (read.some((one) => namesIn(tree, one, (name) => results.has(name)))) return true;
    const condition = loop.node.type === "while_statement" ? loop.node.field("condition") : undefined;
    if (condition && namesIn(tree, condition, (name) => results.has(name))) return true;
    return this.#throughAttribute(call, loop.node, read);
  }

  /** Inside a transaction or lock: one connection, so calls cannot run side by side. */
  inTransaction(node: PyNode): boolean {
    for (let at: PyNode | undefined = node.parent; at; at = at.parent) {
      if (at.type === "with_statement" && this.#managers(at).some((name) => transaction.test(name) || lock.test(name))) return true;
      if (at.type !== "function_definition") continue;
      if (decoratorsOf(at).some((one) => transaction.test(lastName(one.type === "call" ? (one.field("function") ?? one) : one) ?? ""))) return true;
      return this.#opens(at, node);
    }
    return false;
  }

  /** Whether the code runs the first time only, at all or for each key: the miss branch of a cache, a memoized function. */
  onceGuard(node: PyNode): OnceGuard | undefined {
    let child = node;
    for (let at = node.parent; at; child = at, at = at.parent) {
      const missBranch = at.type === "if_statement" && at.field("consequence") === child ? this.#missBranch(at, child) : undefined;
      if (missBranch) return missBranch;
      if (at.type === "boolean_operator" && at.field("right") === child && this.#keepsFirst(at)) return "once";
      if (at.type === "except_clause" && missError.test(at.namedChildren[0]?.text ?? "") && this.#fillsTried(at)) return "per key";
      if (at.type !== "function_definition") continue;
      if (decoratorsOf(at).some((one) => memoized.test(lastName(one.type === "call" ? (one.field("function") ?? one) : one) ?? ""))) {
        return parametersOf(at).some((one) => one.name !== "self" && one.name !== "cls") ? "per key" : "once";
      }
      return this.#leftEarly(at, node);
    }
    return undefined;
  }

  /** Whether a branch runs when a cache has no value, and fills it. */
  #missBranch(statement: PyNode, branch: PyNode): OnceGuard | undefined {
    if (this.#branches.has(statement)) return this.#branches.get(statement);
    const found = missed(statement.field("condition")).find((one) => this.#isFilled(branch, one.kept, branch));
    const guard = found && this.#kindOf(found, branch);
    this.#branches.set(statement, guard);
    return guard;
  }

  /** Names that hold the result of a call, or something made from it, in the body of a loop. */
  #resultsOf(call: PyNode, loop: PyNode): Set<string> {
    const { tree } = this.#file;
    const found = new Set<string>();
    const all = tree.nodes(bindings, loop);
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const before = found.size;
      for (const one of all) {
        const [targets, value] = bindingOf(one);
        if (!targets || !value || (!contains(value, call) && !namesIn(tree, value, (name) => found.has(name)))) continue;
        for (const name of targetsOf(targets)) found.add(name);
      }
      if (found.size === before) break;
    }
    return found;
  }

  /** `self.cursor = load(self.cursor)`. */
  #throughAttribute(call: PyNode, loop: PyNode, read: readonly PyNode[]): boolean {
    const { tree } = this.#file;
    const written = tree.nodes("assignment", loop).filter((one) => one.field("left")?.type === "attribute" && contains(one, call)).map((one) => one.field("left")?.text);
    return written.length > 0 && read.some((one) => tree.nodes("attribute", one).some((inner) => written.includes(inner.text)));
  }

  /** Whether a branch leaves a loop: `return`, or a `break` that is the loop's own. */
  #leaves(branch: PyNode, loop: PyNode): boolean {
    return this.#file.tree.nodes(["return_statement", "break_statement"], branch).some((node) => {
      for (let at = node.parent; at; at = at.parent) {
        if (at === loop) return true;
        if (at.type === "function_definition" || at.type === "lambda") return false;
        if (node.type === "break_statement" && (at.type === "for_statement" || at.type === "while_statement")) return false;
      }
      return false;
    });
  }

  #managers(statement: PyNode): string[] {
    const clause = statement.namedChildren.find((one) => one.type === "with_clause");
    return (clause?.namedChildren ?? []).flatMap((item) => {
      const value = item.field("value");
      const entered = value?.type === "as_pattern" ? value.namedChildren[0] : value;
      const callee = entered?.type === "call" ? entered.field("function") : entered;
      return callee ? [lastName(callee) ?? ""] : [];
    });
  }

  /** `execute("BEGIN")` before the node in its function. */
  #opens(fn: PyNode, node: PyNode): boolean {
    let first = this.#begins.get(fn);
    if (first === undefined) {
      const begin = this.#file.tree.nodes("call", fn).find((call) =>
        lastName(call.field("function") ?? call) === "execute" && /^["']+\s*(?:BEGIN|START TRANSACTION)\b/i.test(positional(call)[0]?.text ?? ""));
      first = begin?.index ?? Infinity;
      this.#begins.set(fn, first);
    }
    return first < node.index;
  }

  /** Whether a branch stores something where its condition looked for it, in a place that outlives the call. */
  #isFilled(branch: PyNode, kept: string, place: PyNode): boolean {
    const { tree } = this.#file;
    if (!this.#outlives(kept, place)) return this.#fillsSource(branch, kept, place);
    for (const one of tree.nodes(stores, branch)) {
      const target = squeezed(bindingOf(one)[0]?.text ?? "");
      if (target === kept || target.startsWith(`${kept}[`)) return true;
    }
    return tree.nodes("call", branch).some((call) => {
      const callee = call.field("function");
      return callee?.type === "attribute" && ["add", "set", "setdefault", "update"].includes(lastName(callee) ?? "") && squeezed(callee.field("object")?.text ?? "") === kept;
    });
  }

  /** `hit = cache.get(key)`, `if hit is None: hit = load(); cache[key] = hit`. */
  #fillsSource(branch: PyNode, kept: string, place: PyNode): boolean {
    const { tree } = this.#file;
    const fn = this.#functions.at(place);
    return tree.nodes(stores, fn.node).some((one) => {
      const [target, value] = bindingOf(one);
      if (!target || !value || squeezed(target.text) !== kept || contains(branch, one)) return false;
      const inner = value.type === "await" ? value.namedChildren[0] : value;
      const callee = inner?.type === "call" ? inner.field("function") : undefined;
      const cache = inner?.type === "subscript" ? inner.field("value") : callee?.type === "attribute" && lastName(callee) === "get" ? callee.field("object") : undefined;
      return cache !== undefined && this.#isStoredInto(branch, squeezed(cache.text));
    });
  }

  #isStoredInto(branch: PyNode, cache: string): boolean {
    const { tree } = this.#file;
    return tree.nodes("assignment", branch).some((one) => squeezed(one.field("left")?.text ?? "").startsWith(`${cache}[`))
      || tree.nodes("call", branch).some((call) => {
        const callee = call.field("function");
        return callee?.type === "attribute" && ["set", "aset", "put", "setdefault"].includes(lastName(callee) ?? "") && squeezed(callee.field("object")?.text ?? "") === cache;
      });
  }

  /** A local name holds what was looked up by a key. */
  #kindOf({ kept, keyed }: Kept, place: PyNode): OnceGuard {
    return keyed || !this.#outlives(kept, place) ? "per key" : "once";
  }

  /** Attributes, entries and global variables live longer than a call. */
  #outlives(kept: string, place: PyNode): boolean {
    if (/[.[]/.test(kept)) return true;
    const scope = this.#file.scopes.at(place);
    return this.#file.scopes.find(kept, scope)?.scope.kind === "module";
  }

  /** `self.client = self.client or connect()`. */
  #keepsFirst(operator: PyNode): boolean {
    const { parent } = operator;
    if (operator.field("operator")?.type !== "or" || parent?.type !== "assignment") return false;
    return squeezed(parent.field("left")?.text ?? "") === squeezed(operator.field("left")?.text ?? " ");
  }

  /** `try: return cache[key]` with the miss handled, and stored, in `except KeyError`. */
  #fillsTried(clause: PyNode): boolean {
    const tried = clause.parent?.field("body");
    if (!tried) return false;
    const read = this.#file.tree.nodes(["subscript", "attribute"], tried).map((one) => squeezed(one.text));
    return this.#file.tree.nodes("assignment", clause).some((one) => read.includes(squeezed(one.field("left")?.text ?? "")));
  }

  /** `if self.cache is not None: return self.cache` before the node, and the same place filled after it. */
  #leftEarly(fn: PyNode, node: PyNode): OnceGuard | undefined {
    let exits = this.#exits.get(fn);
    if (!exits) this.#exits.set(fn, exits = this.#earlyExits(fn));
    return exits.find((one) => one.end <= node.index)?.guard;
  }

  #earlyExits(fn: PyNode): { end: number; guard: OnceGuard }[] {
    const body = fn.field("body");
    const found: { end: number; guard: OnceGuard }[] = [];
    for (const check of body?.namedChildren ?? []) {
      if (!body || found.length > 0 || check.type !== "if_statement" || check.field("consequence")?.namedChildren.at(-1)?.type !== "return_statement") continue;
      const kept = present(check.field("condition")).find((one) => this.#isFilled(body, one.kept, check));
      if (kept) found.push({ end: check.end, guard: this.#kindOf(kept, check) });
    }
    return found;
  }
}

const contains = (outer: PyNode, inner: PyNode): boolean => outer.index <= inner.index && inner.index < outer.end;

const squeezed = (text: string): string => text.replace(/\s+/g, "");

/** A place that holds a value, or the container of values by key. */
interface Kept {
  kept: string;
  keyed: boolean;
}

/** What a condition says to be absent: `not cache`, `cache is None`, `key not in cache`, `not hasattr(self, "x")`. */
function missed(condition: PyNode | undefined): Kept[] {
  const found: Kept[] = [];
  const queue = [condition];
  for (let steps = 0; queue.length > 0 && steps < MAX_CONDITIONS; steps++) {
    const node = bare(queue.pop());
    if (!node) continue;
    if (node.type === "boolean_operator") queue.push(node.field("right"), node.field("left"));
    else if (node.type === "not_operator") {
      const argument = bare(node.field("argument"));
      if (argument) found.push(valuePlace(argument));
    } else if (node.type === "comparison_operator") {
      const operator = squeezed(node.fields("operators").map((one) => one.text).join(" "));
      const [left, right] = node.namedChildren;
      if (!left || !right) continue;
      if ((operator === "is" || operator === "==") && right.type === "none") found.push(valuePlace(bare(left) ?? left));
      if (operator === "notin") found.push({ kept: squeezed(right.text.replace(/\.keys\(\)$/, "")), keyed: true });
    }
  }
  return found;
}

/** What a condition says to be there: `cache`, `cache is not None`, `key in cache`. */
function present(condition: PyNode | undefined): Kept[] {
  const node = bare(condition);
  if (!node) return [];
  if (node.type === "identifier" || node.type === "attribute" || node.type === "subscript") return [valuePlace(node)];
  if (node.type !== "comparison_operator") return [];
  const operator = squeezed(node.fields("operators").map((one) => one.text).join(" "));
  const [left, right] = node.namedChildren;
  if (!left || !right) return [];
  if ((operator === "isnot" || operator === "!=") && right.type === "none") return [valuePlace(left)];
  return operator === "in" ? [{ kept: squeezed(right.text), keyed: true }] : [];
}

function bare(node: PyNode | undefined): PyNode | undefined {
  let at = node;
  while (at?.type === "parenthesized_expression") [at] = at.namedChildren;
  return at;
}

/** The place that a value was read from: `x` of `(x := …)`, `self.x` of `hasattr(self, "x")`, the container of `cache.get(key)`. */
function valuePlace(node: PyNode): Kept {
  if (node.type === "named_expression") return { kept: squeezed(node.field("name")?.text ?? ""), keyed: true };
  if (node.type === "call") {
    const callee = node.field("function");
    const [owner, name] = positional(node);
    if (callee?.text === "hasattr" && owner && name) return { kept: `${owner.text}.${name.text.replace(/["']/g, "")}`, keyed: false };
    if (callee?.type === "attribute" && lastName(callee) === "get") return { kept: squeezed(callee.field("object")?.text ?? ""), keyed: true };
  }
  return { kept: squeezed(node.text), keyed: node.type === "subscript" };
}
