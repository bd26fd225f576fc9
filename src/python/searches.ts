import type { Hop } from "../finding.ts";
import { isSmallByName, SMALL_COLLECTION } from "../growth.ts";
import type { Loop } from "../questions.ts";
import { grows, type Bound } from "../summary.ts";
import { keyword, lastName, positional } from "./functions.ts";
import { waits } from "./loop-work.ts";
import type { PyNode } from "./node.ts";
import { isSent, openness } from "./open-collections.ts";
import { isApplication } from "./project-kind.ts";
import type { PythonQuestions } from "./questions.ts";
import { isShortSearch } from "./short-searches.ts";
import { isVariable, namesIn, shortText } from "./text.ts";

/** A search through a whole collection, made once per item of a loop. */
export interface Search {
  /** The expression that searches. */
  node: PyNode;
  /** What is searched. */
  collection: PyNode;
  /** How often, in which words, and where the loop stands. */
  times: Times;
  kind: "membership" | "method" | "filter";
  /** The loop adds what it did not find: the collection is as long as the result. */
  grows: boolean;
  /** Something speaks for a short collection. */
  isDoubtful: boolean;
}

/** What repeats a search: a loop around it, or one in a caller. */
export interface Times {
  bound: Bound;
  over: string;
  line: number;
  path?: readonly Hop[];
}

const timesOf = ({ bound, over, node }: Loop<PyNode>): Times => ({ bound, over: over ? shortText(over) : "", line: node.line });

/** Methods of lists that compare from the front. */
const searching: ReadonlySet<string> = new Set(["index", "count", "remove"]);
/** Calls that use up a generator: `next(x for x in xs if …)`. */
const consuming: ReadonlySet<string> = new Set(["next", "any", "all", "list", "sum", "len", "tuple", "min", "max", "bool", "sorted", "filter"]);

/** `item in rows` and `item not in rows`, where `rows` is a list. */
export function membership(ask: PythonQuestions, comparison: PyNode): Search | undefined {
  const operands = comparison.namedChildren;
  const [item, collection] = operands;
  if (operands.length !== 2 || !item || !collection || !/\bin$/.test(between(ask, item, collection))) return undefined;
  return listSearch(ask, comparison, item, collection, "membership");
}

/** `rows.index(item)`, `rows.count(item)`, `rows.remove(item)` on a list. */
export function searchMethod(ask: PythonQuestions, call: PyNode): Search | undefined {
  const callee = call.field("function");
  if (callee?.type !== "attribute" || !searching.has(callee.field("attribute")?.text ?? "")) return undefined;
  const collection = callee.field("object");
  const [item, from] = positional(call);
  return collection && item && !from ? listSearch(ask, call, item, collection, "method") : undefined;
}

function listSearch(ask: PythonQuestions, node: PyNode, item: PyNode, collection: PyNode, kind: Search["kind"]): Search | undefined {
  if (collection.type !== "identifier" && collection.type !== "attribute") return undefined;
  const name = collection.text;
  const loop = ask.loops(node).find((one) => grows(one.bound) && ask.dependsOn(item, one));
  if (!loop) return ask.collection(collection).kind === "array" && namesParameter(ask, item) ? calledPerItem(ask, node, collection, kind) : undefined;
  const { kind: type, source, size } = ask.collection(collection);
  if (type !== "array" || !isOutside(ask, collection, loop)) return undefined;
  const added = isAppended(ask, loop, name);
  // A literal that nothing adds to stays as long as it is written.
  if (source === "constant" && !added && ((size !== undefined && size > 0 && size <= SMALL_COLLECTION) || !isAppendedAnywhere(ask, name))) return undefined;
  const around = ask.loops(node).filter((one) => isOutside(ask, collection, one));
  const isDoubtful = isSmallByName(name) || isStack(ask, loop, name) || isRareRemoval(node, loop) || !isLong(ask, node, collection)
    || isShortSearch(ask, { item, collection, loop, around, grows: added }) || waits(ask, loop);
  return { node, collection, times: timesOf(loop), kind, grows: added, isDoubtful };
}

/** A search written as a comprehension or a lambda: `next(x for x in rows if x.id == item.id)`, `filter(lambda x: x.id == item.id, rows)`. */
export function equalityFilter(ask: PythonQuestions, comprehension: PyNode): Search | undefined {
  const clauses = comprehension.namedChildren.filter((one) => one.type === "for_in_clause");
  const conditions = comprehension.namedChildren.filter((one) => one.type === "if_clause");
  const [clause] = clauses;
  const collection = clause?.field("right");
  if (clauses.length !== 1 || !clause || !collection) return undefined;
  const test = conditions.length === 1 ? conditions[0]?.namedChildren[0] : isConsumed(comprehension, ["any", "all"]) ? comprehension.field("body") : undefined;
  const body = comprehension.type === "generator_expression" && !isConsumed(comprehension, consuming);
  if (!test || body) return undefined;
  const own = ask.loops(test).find((one) => one.node.index === comprehension.index || one.node.index === clause.index);
  const around = ask.loops(comprehension);
  const loop = around.find((one) => grows(one.bound) && equality(ask, test, own, one) !== undefined);
  if (own && !loop && grows(own.bound) && isAskedFor(ask, test, own)) return calledPerItem(ask, comprehension, collection, "filter");
  if (!own || !loop || !grows(own.bound) || !isOutside(ask, collection, loop)) return undefined;
  const facts = ask.collection(collection);
  if (facts.source === "constant") return undefined;
  const outside = around.filter((one) => isOutside(ask, collection, one));
  const isDoubtful = isSmallByName(collection.text) || !isLong(ask, comprehension, collection)
    || isShortSearch(ask, { collection, loop, around: outside, grows: false }) || waits(ask, loop);
  return { node: comprehension, collection, times: timesOf(loop), kind: "filter", grows: false, isDoubtful };
}

/** A search in a helper that a loop of this file calls for each item, through something that outlives the call. */
function calledPerItem(ask: PythonQuestions, node: PyNode, collection: PyNode, kind: Search["kind"]): Search | undefined {
  const lives = ask.values.lifetime(collection).kind;
  if (lives !== "instance" && lives !== "class" && lives !== "module" && lives !== "closure") return undefined;
  const { source } = ask.collection(collection);
  const repetition = source === "constant" ? undefined : ask.repetition(node);
  if (repetition?.kind !== "caller" || !grows(repetition.bound)) return undefined;
  const { bound, over, line, caller, path } = repetition;
  const from = { file: ask.summary.file, line: caller.line, name: caller.name };
  const isLong = (lives === "instance" && !isServed(ask, node)) || source === "query" || source === "input";
  const times = { bound, over, line, path: [from, ...path] };
  return { node, collection, times, kind, grows: false, isDoubtful: !isLong || isSmallByName(collection.text) };
}

/** Whether an expression names a parameter of its function: what the search is asked for. */
function namesParameter(ask: PythonQuestions, expression: PyNode): boolean {
  const names = expression.type === "identifier" ? [expression] : ask.tree.nodes("identifier", expression);
  return names.some((one) => isVariable(one) && one.text !== "self" && ask.scopes.lookup(one)?.definitions.some((definition) => definition.kind === "parameter") === true);
}

/** Whether a condition compares the item of a loop with a parameter of the function. */
function isAskedFor(ask: PythonQuestions, test: PyNode, inner: Loop<PyNode>): boolean {
  const isItem = (name: string): boolean => inner.items.includes(name);
  return conjuncts(test).some((part) => {
    const [left, right] = part.namedChildren;
    if (part.type !== "comparison_operator" || part.namedChildren.length !== 2 || !left || !right || between(ask, left, right) !== "==") return false;
    return [[left, right], [right, left]].some(([own, other]) =>
      own && other && namesIn(ask.tree, own, isItem) && !namesIn(ask.tree, other, isItem) && namesParameter(ask, other));
  });
}

/** The `==` of a condition that compares the item of one loop with the item of another, alone or joined by `and`. */
export function equality(ask: PythonQuestions, test: PyNode, inner: Loop<PyNode> | undefined, outer: Loop<PyNode>): PyNode | undefined {
  if (!inner) return undefined;
  for (const part of conjuncts(test)) {
    const [left, right] = part.namedChildren;
    if (part.type !== "comparison_operator" || part.namedChildren.length !== 2 || !left || !right || between(ask, left, right) !== "==") continue;
    if (isJoinOf(ask, left, right, inner, outer) || isJoinOf(ask, right, left, inner, outer)) return part;
  }
  return undefined;
}

/** By name, not by flow: what a match does with both items does not make one depend on the other. */
function isJoinOf(ask: PythonQuestions, own: PyNode, other: PyNode, inner: Loop<PyNode>, outer: Loop<PyNode>): boolean {
  const isItem = (name: string): boolean => inner.items.includes(name);
  return namesIn(ask.tree, own, isItem) && !namesIn(ask.tree, other, isItem) && ask.dependsOn(other, outer);
}

export function conjuncts(test: PyNode): PyNode[] {
  const open = [test];
  const found: PyNode[] = [];
  for (let one = open.pop(); one && found.length < 16; one = open.pop()) {
    if (one.type === "parenthesized_expression") open.push(...one.namedChildren);
    else if (one.type === "boolean_operator" && one.field("operator")?.type === "and") open.push(...one.namedChildren);
    else found.push(one);
  }
  return found;
}

/** The operator between two operands, without white space doubled. */
const between = (ask: PythonQuestions, left: PyNode, right: PyNode): string => ask.tree.text.slice(left.range[1], right.range[0]).replaceAll(/\s+/g, " ").replaceAll(/[()]/g, "").trim();

/** Whether a collection is the same one in all iterations: neither taken from the item nor made in the body. Adding to it changes nothing. */
export function isOutside(ask: PythonQuestions, collection: PyNode, loop: Loop<PyNode>): boolean {
  const names = collection.type === "identifier" ? [collection] : ask.tree.nodes("identifier", collection);
  return names.every((name) => {
    if (!isVariable(name)) return true;
    const binding = ask.scopes.lookup(name);
    return !binding || binding.definitions.every((one) => one.kind === "augment" || !within(one.node, loop.node));
  });
}

const within = (node: PyNode, outer: PyNode): boolean => outer.index <= node.index && node.index < outer.end;

function isAppended(ask: PythonQuestions, loop: Loop<PyNode>, name: string): boolean {
  return loop.kind === "statement" && adds(ask.tree.text.slice(...loop.node.range), name);
}

const isAppendedAnywhere = (ask: PythonQuestions, name: string): boolean => adds(ask.tree.text, name);

function adds(text: string, name: string): boolean {
  for (const method of [".append(", ".extend(", ".insert(", " += "]) {
    for (let at = text.indexOf(name + method); at >= 0; at = text.indexOf(name + method, at + 1)) if (at === 0 || !/[\w.]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** Methods and functions whose result is as short as a line of text or an object. */
const shortResults: ReadonlySet<string> = new Set(["split", "splitlines", "keys", "values", "items", "partition", "rsplit", "groups", "range"]);
/** Functions whose result is as long as what they are given. */
const sameLength: ReadonlySet<string> = new Set(["list", "tuple", "sorted", "reversed", "enumerate", "deepcopy", "copy", "filter", "map", "zip"]);
const MAX_STEPS = 6;

/**
 * Whether nothing but the caller's data says how long a collection is: a parameter, an attribute of `self`, the result of a query or of another
 * function, and what is made from these. Attributes of an item (`order.items`), literals and keys are short more often than not.
 */
export function isOpen(ask: PythonQuestions, collection: PyNode | undefined, loop: Loop<PyNode>, steps = MAX_STEPS): boolean {
  // A `while` that works off what it finds goes on as long as there is something.
  if (!collection) return loop.node.type === "while_statement";
  if (steps <= 0) return false;
  const { source } = ask.collection(collection);
  if (source === "query" || source === "input") return true;
  switch (collection.type) {
    case "parenthesized_expression": case "await": return isOpen(ask, collection.namedChildren[0], loop, steps - 1);
    case "attribute": return collection.field("object")?.text === "self";
    case "list_comprehension": case "generator_expression": {
      const clause = collection.namedChildren.find((one) => one.type === "for_in_clause");
      return clause !== undefined && isOpen(ask, clause.field("right"), loop, steps - 1);
    }
    case "call": {
      const name = lastName(collection.field("function") ?? collection) ?? "";
      if (shortResults.has(name)) return name === "range" && isLengthOf(ask, collection, loop, steps);
      return sameLength.has(name) ? positional(collection).some((one) => isOpen(ask, one, loop, steps - 1)) : true;
    }
    case "identifier": return isOpenName(ask, collection, loop, steps);
    default: return false;
  }
}

/** Whether some loop around goes over something open, what is searched is open too and one in all of it, and something proves that they are long. */
const isLong = (ask: PythonQuestions, node: PyNode, collection: PyNode): boolean =>
  ask.loops(node).some((loop) =>
    isOutside(ask, collection, loop) && isOpen(ask, loop.over, loop) && isOpen(ask, collection, loop) && isProved(ask, node, collection, loop));

/**
 * Both are handed to a function that anybody may call, or one comes from a query or a request. Of two collections in an application one mostly has a
 * handful (judged: 3 of 31 were right), so there only what a client sends counts, and what is compared with itself.
 */
function isProved(ask: PythonQuestions, node: PyNode, collection: PyNode, loop: Loop<PyNode>): boolean {
  const over = loop.node.type === "while_statement" ? "given" : openness(ask, loop.over);
  // What a loop gathers is as long as what it goes over, and nobody else needs to call it.
  const isGathered = isAppended(ask, loop, collection.text);
  const searched = isGathered ? over : openness(ask, collection);
  if (isServed(ask, node) && loop.over?.text !== collection.text) return areKnown(ask, loop.over, isGathered ? loop.over : collection);
  if (over === "known" || searched === "known" || (isGathered && over !== undefined)) return true;
  return over !== undefined && searched !== undefined && ask.functionOf(node).exported;
}

/** Whether two loops over different collections both go over what is long. */
export function isLongJoin(ask: PythonQuestions, inner: PyNode, outer: Loop<PyNode>): boolean {
  if (!isOpen(ask, inner, outer) || !isOpen(ask, outer.over, outer)) return false;
  if (isShortSearch(ask, { collection: inner, loop: outer, around: [outer], grows: false }) || waits(ask, outer)) return false;
  return !isServed(ask, inner) || outer.over?.text === inner.text || areKnown(ask, outer.over, inner);
}

/** In an application, by its manifest or because a handler of the project leads here. */
const isServed = (ask: PythonQuestions, node: PyNode): boolean => isApplication(ask.facts) || ["request", "event"].includes(ask.reach(node).context);

/** Both sides are rows or come with a request, and a client sends one of them, which nobody else bounds. */
function areKnown(ask: PythonQuestions, outer: PyNode | undefined, inner: PyNode | undefined): boolean {
  const sides = [outer, inner];
  return sides.some((one) => isSent(ask, one)) && sides.every((one) => isSent(ask, one) || openness(ask, one) === "known");
}

/** `if is_bad(row): rows.remove(row)`: the search runs for the few that go. */
function isRareRemoval(node: PyNode, loop: Loop<PyNode>): boolean {
  if (node.type !== "call" || lastName(node.field("function") ?? node) !== "remove") return false;
  for (let at = node.parent; at && at.index > loop.node.index; at = at.parent) if (at.type === "if_statement" || at.type === "except_clause") return true;
  return false;
}

/** `range(len(rows))` is as open as `rows`. */
function isLengthOf(ask: PythonQuestions, range: PyNode, loop: Loop<PyNode>, steps: number): boolean {
  const end = positional(range).at(-1);
  return end?.type === "call" && end.field("function")?.text === "len" && isOpen(ask, positional(end)[0], loop, steps - 1);
}

function isOpenName(ask: PythonQuestions, name: PyNode, loop: Loop<PyNode>, steps: number): boolean {
  const definitions = ask.scopes.lookup(name)?.definitions.filter((one) => one.kind !== "augment") ?? [];
  if (definitions.some((one) => one.kind === "parameter")) return true;
  const [first] = definitions;
  if (definitions.length !== 1 || first?.kind !== "assign" || !first.value || first.path.length > 0) return false;
  const isGrown = first.value.type === "list" || (first.value.type === "call" && first.value.field("function")?.text === "list" && positional(first.value).length === 0);
  if (!isGrown) return isOpen(ask, first.value, loop, steps - 1);
  return isAppended(ask, loop, name.text) && (loop.over === undefined || isOpen(ask, loop.over, loop, steps - 1));
}

/** A list that the loop also takes from holds no more than what is open. */
function isStack(ask: PythonQuestions, loop: Loop<PyNode>, name: string): boolean {
  const text = ask.tree.text.slice(...loop.node.range);
  return loop.node.type !== "while_statement" && (text.includes(`${name}.pop(`) || text.includes(`${name}.clear(`));
}

function isConsumed(comprehension: PyNode, names: ReadonlySet<string> | readonly string[]): boolean {
  const { parent } = comprehension;
  const call = parent?.type === "call" ? parent : parent?.type === "argument_list" ? parent.parent : undefined;
  const name = call?.type === "call" ? lastName(call.field("function") ?? call) : undefined;
  return name !== undefined && new Set(names).has(name) && keyword(call ?? comprehension, "key") === undefined;
}
