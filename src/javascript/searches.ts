import type { Hop } from "../finding.ts";
import { SMALL_COLLECTION } from "../growth.ts";
import type { Loop } from "../questions.ts";
import { grows, type Bound } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { contains } from "./dependence.ts";
import { isLoopStatement } from "./loops.ts";
import { argumentsOf, calleeOf, chainText, isCall, isFunction, propertyName, unwrap, walk, wrapped } from "./nodes.ts";
import { areLong, isAtLeast, isCapped, isShortByName, openness, waitsPerItem } from "./openness.ts";
import { isApplication } from "./project-kind.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** A search through a whole array, made once per item of a loop. */
export interface Search {
  node: TSESTree.CallExpression;
  /** What is searched. */
  collection: JsNode;
  method: string;
  /** How often, in which words, and where the loop stands. */
  times: Times;
  kind: "membership" | "dedupe" | "position" | "find" | "filter";
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

const timesOf = (ask: JavaScriptQuestions, { bound, over, node }: Loop<JsNode>): Times => ({ bound, over: over ? chainText(over) : "", line: ask.places.lineOf(node) });

/** Methods that look for a value, and methods that look for what a function accepts. */
const byValue: ReadonlySet<string> = new Set(["includes", "indexOf", "lastIndexOf"]);
const byTest: ReadonlySet<string> = new Set(["find", "findIndex", "findLast", "findLastIndex", "some", "filter"]);
const adding = [".push(", ".unshift(", "!.push(", "?.push("];
const equalityOperators: ReadonlySet<string> = new Set(["===", "=="]);
/** Functions that compare two values: `isEqual(a, b)`, `Utils.equals(a, b)`. */
const equalityName = /^(?:is)?(?:deep|same|shallow)?(?:Equals?|Same)$|^(?:is)?equals?$|^deepEqual$/i;
const MAX_PARTS = 16;

/** The search that a call makes, if it is one that a `Set` or `Map` could answer. */
export function search(ask: JavaScriptQuestions, call: TSESTree.CallExpression): Search | undefined {
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (callee.type !== "MemberExpression" || method === undefined) return undefined;
  if (byValue.has(method)) return valueSearch(ask, call, unwrap(callee.object), method);
  return byTest.has(method) ? testSearch(ask, call, unwrap(callee.object), method) : undefined;
}

function valueSearch(ask: JavaScriptQuestions, call: TSESTree.CallExpression, collection: JsNode, method: string): Search | undefined {
  const [item, from] = call.arguments;
  if (!item || from || !mayVary(item) || !mayBeLooped(call)) return undefined;
  const loop = ask.loops(call).find((one) => grows(one.bound) && ask.dependsOn(item, one) && !ask.places.endsAfter(call, one));
  const asked = method === "includes" || isComparedToNone(call);
  if (!loop) {
    const isList = ask.places.mayLoop && ask.loops(call).length === 0 && namesParameter(ask, item) && ask.collection(collection).kind === "array";
    return isList ? calledPerItem(ask, call, collection, method, asked ? "membership" : "position") : undefined;
  }
  if (unwrap(collection).type === "ArrayExpression" || !isOutside(ask, collection, loop)) return undefined;
  const { kind, size, source } = ask.collection(collection);
  const isSelf = isCall(loop.node) && loop.over !== undefined && chainText(loop.over) === chainText(collection) && chainText(collection) !== "";
  if (kind !== "array" && !(isSelf && kind === "unknown")) return undefined;
  const added = isAdded(ask, collection, loop.node);
  if (source === "constant" && !added && ((size !== undefined && size > 0 && size <= SMALL_COLLECTION) || !isAdded(ask, collection))) return undefined;
  const shape = added && asked ? "dedupe" : asked ? "membership" : "position";
  return { node: call, collection, method, times: timesOf(ask, loop), kind: shape, isDoubtful: isDoubtful(ask, call, collection, loop) };
}

/** A cheap look: a loop or a function stands around. */
function mayBeLooped(call: JsNode): boolean {
  for (let at = call.parent; at; at = at.parent) if (isFunction(at) || isLoopStatement(at)) return true;
  return false;
}

/** Within what is thrown: a search that runs once and ends all. */
function isThrown(call: JsNode): boolean {
  for (let at: JsNode | undefined = call; at; at = at.parent) if (at.type === "ThrowStatement") return true;
  return false;
}

/** A cheap look: names stand in an expression. */
const mayVary = (expression: JsNode): boolean => unwrap(expression).type !== "Literal";

function testSearch(ask: JavaScriptQuestions, call: TSESTree.CallExpression, collection: JsNode, method: string): Search | undefined {
  const test = argumentsOf(call)[0];
  const fn = test && unwrap(test);
  if (!fn || !isFunction(fn)) return undefined;
  const condition = returned(fn);
  const inner = condition && hasEquality(condition) && mayBeLooped(call) ? ask.places.loopOf(call) : undefined;
  if (!inner || !condition) return undefined;
  const loop = ask.loops(call).find((one) => grows(one.bound) && isEquality(ask, condition, inner, one) && !ask.places.endsAfter(call, one));
  if (!loop && ask.loops(call).length === 0 && isAskedFor(ask, condition, inner)) return calledPerItem(ask, call, collection, method, method === "filter" ? "filter" : "find");
  if (!loop || (!isOutside(ask, collection, loop) && !isBucket(ask, collection, loop))) return undefined;
  const { source, size } = ask.collection(collection);
  const added = isAdded(ask, collection, loop.node);
  if (unwrap(collection).type === "ArrayExpression") return undefined;
  if (source === "constant" && !added && (size !== undefined || !isAdded(ask, collection))) return undefined;
  return { node: call, collection, method, times: timesOf(ask, loop), kind: method === "filter" ? "filter" : "find", isDoubtful: isDoubtful(ask, call, collection, loop) };
}

/** A search in a helper that a loop of this file calls for each item, through something that outlives the call. */
function calledPerItem(ask: JavaScriptQuestions, call: TSESTree.CallExpression, collection: JsNode, method: string, kind: Search["kind"]): Search | undefined {
  const lives = ask.lifetimeOf(collection);
  const { source } = ask.collection(collection);
  if (lives === undefined || lives === "local" || source === "constant") return undefined;
  const mayBeLong = lives === "instance" || source === "query" || source === "input";
  // Who calls whom is worked out for the whole file: asked only where the answer can matter.
  if (!ask.isDoubtShown && (!mayBeLong || isShortByName(chainText(collection)))) return undefined;
  const repetition = ask.repetition(call);
  if (repetition?.kind !== "caller" || !grows(repetition.bound)) return undefined;
  const { bound, over, line, caller, path } = repetition;
  const from = { file: ask.summary.file, line: caller.line, name: caller.name };
  const outer = ask.places.loopBehind(repetition.loop)?.over;
  const isLong = mayBeLong && isAtLeast(openness(ask, outer), "given");
  const times = { bound, over, line, path: [from, ...path] };
  const isFew = [collection, outer].some((one) => one !== undefined && isShortByName(chainText(one)));
  return { node: call, collection, method, times, kind, isDoubtful: !isLong || isFew || isApplication(ask.facts) };
}

/** Whether an expression names a parameter: what the search is asked for. */
function namesParameter(ask: JavaScriptQuestions, expression: JsNode): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.type === "Identifier" && !isPropertyName(node) && onlyWrite(ask, node)?.kind === "param") found = true;
    return found ? false : undefined;
  });
  return found;
}

/** Whether a condition compares the item of a loop with a parameter of the function. */
function isAskedFor(ask: JavaScriptQuestions, condition: JsNode, inner: Loop<JsNode>): boolean {
  return conjuncts(condition).some((part) => {
    const [left, right] = compared(part);
    if (!left || !right) return false;
    return [[left, right], [right, left]].some(([own, other]) =>
      own && other && names(own, inner.items) && !names(other, inner.items) && namesParameter(ask, other));
  });
}

/** Names of short collections, and lists that a page shows: they are as long as what a person looks at. */
const isDoubtful = (ask: JavaScriptQuestions, call: JsNode, collection: JsNode, loop: Loop<JsNode>): boolean =>
  isThrown(call) || isInMarkup(loop.node) || loop.node.type === "ForInStatement" || isShortByName(chainText(collection)) || (loop.over !== undefined && isShortByName(chainText(loop.over)))
  || waitsPerItem(loop.node) || isCapped(ask, call)
  || !ask.loops(call).some((one) => (isBucket(ask, collection, one) && one.over ? areLong(ask, one.over, one.over) : areLong(ask, one.over, collection, "data")));

function onlyWrite(ask: JavaScriptQuestions, name: JsNode): ReturnType<JavaScriptQuestions["bindings"]["onlyWrite"]> {
  const variable = ask.bindings.variable(name);
  return variable && ask.bindings.onlyWrite(variable);
}

function isInMarkup(node: JsNode): boolean {
  for (let at: JsNode | undefined = node; at && !at.type.endsWith("Statement"); at = at.parent) if (at.type === "JSXExpressionContainer") return true;
  return false;
}

/** The one expression that a function gives back. */
function returned(fn: JsNode): JsNode | undefined {
  if (!isFunction(fn)) return undefined;
  if (fn.body.type !== "BlockStatement") return unwrap(fn.body);
  const [only, more] = fn.body.body;
  return only?.type === "ReturnStatement" && !more && only.argument ? unwrap(only.argument) : undefined;
}

/** Whether a condition, or one of its parts joined by `&&`, compares the item of one loop with that of another for equality. */
export function isEquality(ask: JavaScriptQuestions, condition: JsNode, inner: Loop<JsNode>, outer: Loop<JsNode>): boolean {
  return conjuncts(condition).some((part) => {
    const [left, right] = compared(part);
    return left !== undefined && right !== undefined && (isJoinOf(ask, left, right, inner, outer) || isJoinOf(ask, right, left, inner, outer));
  });
}

/** A cheap look at what most conditions are not: a comparison of two values for equality. */
export const hasEquality = (condition: JsNode): boolean => conjuncts(condition).some((part) => compared(part)[1] !== undefined);

/** By name, not by flow: what a match does with both items does not make one depend on the other. */
function isJoinOf(ask: JavaScriptQuestions, own: JsNode, other: JsNode, inner: Loop<JsNode>, outer: Loop<JsNode>): boolean {
  return names(own, inner.items) && !names(other, inner.items) && ask.dependsOn(other, outer);
}

/** Both sides of `a === b` and `isEqual(a, b)`. */
function compared(part: JsNode): [JsNode?, JsNode?] {
  if (part.type === "BinaryExpression") return equalityOperators.has(part.operator) ? [part.left, part.right] : [];
  if (part.type !== "CallExpression") return [];
  const callee = unwrap(part.callee);
  const name = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
  if (name === undefined || !equalityName.test(name)) return [];
  const [first, second] = part.arguments;
  return second || callee.type !== "MemberExpression" ? [first, second] : [callee.object, first];
}

export function conjuncts(condition: JsNode): JsNode[] {
  const open = [unwrap(condition)];
  const found: JsNode[] = [];
  for (let one = open.pop(); one && found.length < MAX_PARTS; one = open.pop()) {
    if (one.type === "LogicalExpression" && one.operator === "&&") open.push(unwrap(one.left), unwrap(one.right));
    else found.push(one);
  }
  return found;
}

/** Whether an expression names one of some variables. */
export function names(expression: JsNode, wanted: readonly string[]): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.type === "Identifier" && wanted.includes(node.name) && !isPropertyName(node)) found = true;
    return found ? false : undefined;
  });
  return found;
}

const isPropertyName = (node: TSESTree.Identifier): boolean =>
  (node.parent.type === "MemberExpression" && node.parent.property === node && !node.parent.computed) || (node.parent.type === "Property" && node.parent.key === node && !node.parent.shorthand);

/** Whether a collection is the same one in all iterations: no name in it gets its value in the loop. Adding to it changes nothing. */
export function isOutside(ask: JavaScriptQuestions, collection: JsNode, loop: Loop<JsNode>): boolean {
  let found = true;
  walk(collection, (node) => {
    if (isFunction(node)) return false;
    if (node.type !== "Identifier" || isPropertyName(node)) return undefined;
    const variable = ask.bindings.variable(node);
    if (variable && ask.bindings.writes(variable).some((write) => contains(loop.node, write.name) && !isHead(loop.node, write.name))) found = false;
    return undefined;
  });
  return found && !isCall(unwrap(collection));
}

/** What `xs.map(...)` goes over stands in the loop's node, but is not made by it. */
const isHead = (loop: JsNode, name: JsNode): boolean => isCall(loop) && contains(calleeOf(loop), name);

/** `groups[key]`, where `groups` is one object for all iterations and the loop adds to its lists. */
function isBucket(ask: JavaScriptQuestions, collection: JsNode, loop: Loop<JsNode>): boolean {
  if (collection.type !== "MemberExpression" || !collection.computed) return false;
  return isOutside(ask, collection.object, loop) && isAdded(ask, collection, loop.node);
}

/** Whether something within a part of the file adds to a collection, by its text: `name.push(`. */
function isAdded(ask: JavaScriptQuestions, collection: JsNode, within?: JsNode): boolean {
  const name = ask.textOf(collection);
  const text = within ? ask.textOf(within) : ask.text;
  return adding.some((method) => {
    for (let at = text.indexOf(name + method); at >= 0; at = text.indexOf(name + method, at + 1)) if (at === 0 || !/[\w$.]/.test(text.charAt(at - 1))) return true;
    return false;
  });
}

/** `indexOf(x) >= 0`, `=== -1`, `~indexOf(x)`: only whether it is there is asked. */
function isComparedToNone(call: JsNode): boolean {
  const { parent } = wrapped(call);
  if (parent?.type === "UnaryExpression") return parent.operator === "~";
  if (parent?.type !== "BinaryExpression") return false;
  const other = parent.left === wrapped(call) ? parent.right : parent.left;
  const text = other.type === "UnaryExpression" && other.argument.type === "Literal" ? `${other.operator}${String(other.argument.value)}` : other.type === "Literal" ? String(other.value) : "";
  return text === "-1" || (text === "0" && (parent.operator === ">=" || parent.operator === "<"));
}
