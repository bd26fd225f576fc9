import { escaped } from "../escaped.ts";
import { folds, joins, keyCopies, keysFromData, partsOfObject } from "../knowledge/javascript/copies.ts";
import { lookFor } from "../look.ts";
import type { Loop } from "../questions.ts";
import { grows } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { contains } from "./dependence.ts";
import { argumentsOf, enclosingFunction, isFunction, propertyName, unwrap, walk, wrapped, type FunctionNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { isOutside } from "./searches.ts";

/** A copy of all that a loop gathered so far, made in order to add to it. */
export interface Accumulation {
  /** The expression that copies. */
  node: JsNode;
  kind: "object" | "array" | "buffer";
  /** What is copied and grows. */
  accumulator: JsNode;
  loop: Loop<JsNode>;
  /** Something speaks for few items or few keys. */
  isDoubtful: boolean;
}

/** A new collection that holds another one whole, and more. */
interface Copy {
  kind: Accumulation["kind"];
  /** What is copied whole. */
  from: JsNode;
  /** What is added is not known to make the object larger. */
  isDoubtful: boolean;
}

/** The accumulation that an array, object or call is part of. */
export function accumulation(ask: JavaScriptQuestions, node: JsNode): Accumulation | undefined {
  if (!mayCopy(ask, node) || !mayBeKept(ask, node)) return undefined;
  const copies = copiesOf(ask, node);
  if (copies.length === 0) return undefined;
  for (const copy of copies) {
    const found = assigned(ask, node, copy) ?? folded(ask, node, copy);
    if (found) return found;
  }
  return undefined;
}

/** A cheap look at what most arrays, objects and calls are not. */
function mayCopy(ask: JavaScriptQuestions, node: JsNode): boolean {
  switch (node.type) {
    case "ArrayExpression": return node.elements.length > 1 && node.elements.some((one) => one?.type === "SpreadElement");
    case "ObjectExpression": return node.properties.some((one) => one.type === "SpreadElement");
    default: return node.type === "CallExpression" && node.arguments.length > 0 && mayJoin(ask, node);
  }
}

/** Names of functions that copy, without their library. */
const copying: ReadonlySet<string> = new Set([...keyCopies, ...Object.keys(joins)].map((name) => name.slice(name.lastIndexOf(".") + 1)));

/** A copying function may go by a name of its own. */
const mayBeRenamed = lookFor(/lodash|underscore|\b(?:Object\.assign|Buffer\.concat)\b(?!\s*\()/);

/** By the name that is called; a name without a dot may stand for another one. */
function mayJoin(ask: JavaScriptQuestions, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression") return copying.has(propertyName(callee) ?? "concat");
  return callee.type === "Identifier" && (copying.has(callee.name) || mayBeRenamed(ask.text));
}

/** What copies is assigned to something that it names, or given back by the function of a fold. */
function mayBeKept(ask: JavaScriptQuestions, node: JsNode): boolean {
  const { parent } = wrapped(node);
  if (parent?.type === "AssignmentExpression") return isAssigned(node) && ask.textOf(node).includes(ask.textOf(unwrap(parent.left)));
  const given = givenBack(node);
  return given !== undefined && foldCall(given.fn) !== undefined;
}

function isAssigned(node: JsNode): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "AssignmentExpression" && parent.operator === "=" && unwrap(parent.right) === node;
}

function copiesOf(ask: JavaScriptQuestions, node: JsNode): Copy[] {
  switch (node.type) {
    case "ArrayExpression": return node.elements.length < 2 ? [] : node.elements.flatMap((one) => (one?.type === "SpreadElement" ? [copyOf("array", one.argument)] : []));
    case "ObjectExpression": return objectCopies(ask, node);
    case "CallExpression": return callCopies(ask, node);
    default: return [];
  }
}

const copyOf = (kind: Copy["kind"], from: JsNode, isDoubtful = false): Copy => ({ kind, from: withoutDefault(from), isDoubtful });

/** `acc[key] ?? []` and `acc[key] || []`: what is copied where there is something. */
function withoutDefault(node: JsNode): JsNode {
  const inner = unwrap(node);
  return inner.type === "LogicalExpression" ? unwrap(inner.left) : inner;
}

function objectCopies(ask: JavaScriptQuestions, node: TSESTree.ObjectExpression): Copy[] {
  const spreads = node.properties.flatMap((one) => (one.type === "SpreadElement" ? [one.argument] : []));
  return spreads.flatMap((from) => {
    const added = growthOf(ask, node.properties.filter((one) => one.type !== "SpreadElement" || one.argument !== from));
    return added === "none" ? [] : [copyOf("object", from, added === "maybe")];
  });
}

type Growth = "none" | "maybe" | "sure";

/** Whether what is written into an object adds keys that come from data: constant keys are soon all there. */
function growthOf(ask: JavaScriptQuestions, parts: readonly JsNode[]): Growth {
  const all = parts.map((one): Growth => {
    if (one.type === "Property") return one.computed && ask.constant(one.key) === undefined ? "sure" : "none";
    const inner = unwrap(one.type === "SpreadElement" ? one.argument : one);
    if (inner.type === "ObjectExpression") return growthOf(ask, inner.properties);
    if (inner.type === "ConditionalExpression") return growthOf(ask, [inner.consequent, inner.alternate]);
    if (inner.type === "LogicalExpression") return growthOf(ask, [inner.right]);
    if (inner.type !== "CallExpression") return inner.type === "Literal" ? "none" : "maybe";
    return keysFromData.has(ask.origin(inner.callee) ?? "") || isRecursive(ask, inner) ? "sure" : "maybe";
  });
  return all.includes("sure") ? "sure" : all.includes("maybe") ? "maybe" : "none";
}

/** A function that puts what it gives for a part into its own result: a tree is flattened. */
function isRecursive(ask: JavaScriptQuestions, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const target = callee.type === "Identifier" ? ask.bindings.variable(callee)?.defs[0]?.node : undefined;
  return target != null && contains(target, call);
}

function callCopies(ask: JavaScriptQuestions, call: TSESTree.CallExpression): Copy[] {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && propertyName(callee) === "concat") {
    const object = unwrap(callee.object);
    // `[].concat(acc, x)`
    if (object.type === "ArrayExpression") return object.elements.length > 0 || call.arguments.length < 2 ? [] : call.arguments.map((one) => copyOf("array", one));
    if (ask.collection(object).kind === "array" && call.arguments.length > 0) return [copyOf("array", object)];
  }
  const name = ask.origin(callee);
  const [first, ...rest] = argumentsOf(call);
  if (name === undefined || !first) return [];
  if (keyCopies.has(name)) {
    const target = unwrap(first);
    return target.type !== "ObjectExpression" ? [] : rest.flatMap((from) => {
      const added = growthOf(ask, [...target.properties, ...rest.filter((one) => one !== from)]);
      return added === "none" ? [] : [copyOf("object", from, added === "maybe")];
    });
  }
  const kind = joins[name];
  if (kind === "array") return rest.length > 0 ? [copyOf("array", first)] : [];
  const list = unwrap(first);
  return kind === "buffer" && list.type === "ArrayExpression" && list.elements.length > 1 ? list.elements.flatMap((one) => (one ? [copyOf("buffer", one)] : [])) : [];
}

/** `all = [...all, item]` in a loop, where `all` belongs to no iteration. */
function assigned(ask: JavaScriptQuestions, node: JsNode, { kind, from, isDoubtful }: Copy): Accumulation | undefined {
  const { parent } = wrapped(node);
  if (parent?.type !== "AssignmentExpression" || !isAssigned(node)) return undefined;
  const target = unwrap(parent.left);
  if ((target.type !== "Identifier" && target.type !== "MemberExpression") || ask.textOf(target) !== ask.textOf(from)) return undefined;
  const fold = foldOf(ask, target);
  const loop = fold ?? ask.loops(node).find((one) => isKept(ask, target, one));
  if (!loop || !grows(loop.bound)) return undefined;
  const isPart = target.type === "MemberExpression" && unwrap(target.object).type !== "ThisExpression";
  return { node, kind, accumulator: target, loop, isDoubtful: isDoubtful || isPart || isFew(ask, loop, node) || (kind !== "object" && isRead(ask, target, node, loop)) || (kind === "array" && waits(node, loop)) };
}

/** Lists in a table are as long as a group. */
const isBucket = (target: JsNode): boolean => target.type === "MemberExpression" && propertyName(target) === undefined;

/** Whether a loop hands a variable from iteration to iteration: it is made outside, and nothing in the loop starts it anew. */
function isKept(ask: JavaScriptQuestions, target: JsNode, loop: Loop<JsNode>): boolean {
  if (target.type !== "Identifier") {
    return target.type === "MemberExpression" && isOutside(ask, target.object, loop) && (!target.computed || isOutside(ask, target.property, loop) || isBucket(target)) && !isReset(ask, target, loop);
  }
  const variable = ask.bindings.variable(target);
  if (!variable || variable.defs.some((one) => contains(loop.node, one.name))) return false;
  return !isReset(ask, target, loop);
}

function isReset(ask: JavaScriptQuestions, target: JsNode, loop: Loop<JsNode>): boolean {
  const name = ask.textOf(target);
  const pattern = new RegExp(`(?<![\\w$]|[^.]\\.)${escaped(name)}(?![\\w$])`);
  let found = false;
  walk(loop.node, (one) => {
    if (one.type === "AssignmentExpression" && one.operator === "=" && ask.textOf(one.left) === name && !pattern.test(ask.textOf(one.right))) found = true;
    return found ? false : undefined;
  });
  return found;
}

/** Each iteration waits for something that takes longer than the copy of an array. */
function waits(node: JsNode, loop: Loop<JsNode>): boolean {
  let found = false;
  walk(loop.node, (one) => {
    if (one.type === "AwaitExpression" || (one.type === "ForOfStatement" && one.await)) found = true;
    return found || (isFunction(one) && !contains(one, node)) ? false : undefined;
  });
  return found;
}

/** `reduce((all, item) => [...all, item], [])`: the copy is what the function gives back. */
function folded(ask: JavaScriptQuestions, node: JsNode, { kind, from, isDoubtful }: Copy): Accumulation | undefined {
  const given = givenBack(node);
  if (!given) return undefined;
  const root = rootOf(from);
  if (root.type !== "Identifier") return undefined;
  const loop = foldOf(ask, root, given.fn);
  const isPart = from !== root || !isFirst(ask, root);
  if (!loop || !grows(loop.bound) || isPart !== given.nested) return undefined;
  return { node, kind, accumulator: from, loop, isDoubtful: isDoubtful || isBucket(from) || isFew(ask, loop, node) || (kind === "array" && waits(node, loop)) };
}

/** The loop goes over the parts of one object, and not from object to object down a tree. */
function isFew(ask: JavaScriptQuestions, { over, bound }: Loop<JsNode>, node: JsNode): boolean {
  const list = over && unwrap(over);
  if (list?.type !== "CallExpression" || bound === "query" || bound === "input" || !partsOfObject.has(ask.origin(list.callee) ?? "")) return false;
  let found = false;
  walk(node, (one) => {
    if (one.type === "CallExpression" && isRecursive(ask, one)) found = true;
    return found ? false : undefined;
  });
  return !found;
}

/** The loop needs what was gathered so far: each state of it is read, kept or handed on. */
function isRead(ask: JavaScriptQuestions, target: JsNode, node: JsNode, loop: Loop<JsNode>): boolean {
  const variable = target.type === "Identifier" ? ask.bindings.variable(target) : undefined;
  return variable !== undefined && ask.bindings.references(variable).some(({ identifier }) => {
    if (identifier === target || !contains(loop.node, identifier) || contains(node, identifier)) return false;
    const { parent } = wrapped(identifier);
    return parent?.type !== "ReturnStatement" && parent?.type !== "AssignmentExpression" && !(parent?.type === "MemberExpression" && propertyName(parent) === "length");
  });
}

function rootOf(node: JsNode): JsNode {
  let at = node;
  for (let i = 0; i < 8 && at.type === "MemberExpression"; i++) at = unwrap(at.object);
  return at;
}

/** The function that an expression is the result of, by itself or as a part of an object or array. */
function givenBack(node: JsNode): { fn: FunctionNode; nested: boolean } | undefined {
  let nested = false;
  for (let at = wrapped(node), { parent } = at; parent; at = wrapped(parent), { parent } = at) {
    switch (parent.type) {
      case "ConditionalExpression":
        if (parent.test === at) return undefined;
        break;
      case "LogicalExpression":
      case "SequenceExpression":
        break;
      case "Property":
        if (parent.value !== at) return undefined;
        break;
      case "ArrayExpression":
      case "ObjectExpression":
        nested = true;
        break;
      case "ReturnStatement": {
        const fn = enclosingFunction(parent);
        return fn && { fn, nested };
      }
      case "ArrowFunctionExpression": return parent.body === at ? { fn: parent, nested } : undefined;
      default: return undefined;
    }
  }
  return undefined;
}

/** The loop that a fold makes, if a name is (part of) its first parameter, as it is or awaited. */
function foldOf(ask: JavaScriptQuestions, name: JsNode, wanted?: FunctionNode): Loop<JsNode> | undefined {
  const variable = name.type === "Identifier" ? ask.bindings.variable(name) : undefined;
  const write = variable && ask.bindings.writes(variable)[0];
  if (!write) return undefined;
  if (write.kind === "value" && write.value?.type === "AwaitExpression") return foldOf(ask, unwrap(write.value.argument), wanted);
  if (write.kind !== "param" || write.index !== 0 || !write.fn || !isFunction(write.fn) || (wanted && write.fn !== wanted)) return undefined;
  const call = foldCall(write.fn);
  return call && ask.places.loopOf(call);
}

/** The call that folds a collection with a function. */
function foldCall(fn: FunctionNode): TSESTree.CallExpression | undefined {
  const call = wrapped(fn).parent;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  return call?.type === "CallExpression" && callee?.type === "MemberExpression" && folds.has(propertyName(callee) ?? "") ? call : undefined;
}

/** Whether a name is the whole first parameter, not a part of it. */
function isFirst(ask: JavaScriptQuestions, name: JsNode): boolean {
  const variable = ask.bindings.variable(name);
  const write = variable && ask.bindings.writes(variable)[0];
  return write?.path?.length === 0;
}
