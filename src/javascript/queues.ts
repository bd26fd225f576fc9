import type { Loop } from "../questions.ts";
import { grows } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { contains } from "./dependence.ts";
import { calleeOf, chainText, isClass, isFunction, keyName, propertyName, unwrap, walk, type ClassNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { isOutside } from "./searches.ts";

/** A call that moves all elements of an array by one. */
export interface FrontChange {
  /** `queue` of `queue.shift()`. */
  array: JsNode;
  method: "shift" | "unshift" | "splice";
}

/** The array whose front a call changes: `shift()`, `unshift(x)`, `splice(0, 1)`, `splice(0, 0, x)`. */
export function frontChange(ask: JavaScriptQuestions, call: TSESTree.CallExpression): FrontChange | undefined {
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (callee.type !== "MemberExpression" || (method !== "shift" && method !== "unshift" && method !== "splice")) return undefined;
  const [first, second] = call.arguments;
  if (method === "shift" && first) return undefined;
  if (method === "unshift" && !first) return undefined;
  if (method === "splice" && !(first && second && ask.constant(first) === 0 && (ask.constant(second) === 1 || (ask.constant(second) === 0 && call.arguments.length > 2)))) return undefined;
  const array = unwrap(callee.object);
  return isArray(ask, array, method) ? { array, method } : undefined;
}

/** An array by proof, not only by the methods called on it: libraries of queues have them too, and streams have `unshift`. */
function isArray(ask: JavaScriptQuestions, array: JsNode, method: string): boolean {
  if (ask.collection(array).kind !== "array") return false;
  const variable = array.type === "Identifier" ? ask.bindings.variable(array) : undefined;
  if (array.type === "Identifier" && !variable) return false;
  const writes = variable ? ask.bindings.realWrites(variable) : [];
  return writes.every(({ kind, value, annotation }) => {
    if (annotation) return /\[\]|Array</.test(ask.textOf(annotation));
    return kind === "value" ? value !== undefined && ask.collection(value).kind === "array" : kind === "param" && method === "shift";
  });
}

/** The loop that changes the front of one array again and again. */
export function frontLoop(ask: JavaScriptQuestions, call: JsNode, { array }: FrontChange): Loop<JsNode> | undefined {
  const loop = ask.loops(call).find((one) => isKept(ask, array, one));
  if (!loop || !(grows(loop.bound) || isDrain(ask, array, loop)) || isCapped(ask, array, loop.node)) return undefined;
  return isWrittenOut(ask, array) ? undefined : loop;
}

/** A literal, or a text split into its parts, that nothing is added to. */
function isWrittenOut(ask: JavaScriptQuestions, array: JsNode): boolean {
  const variable = array.type === "Identifier" ? ask.bindings.variable(array) : undefined;
  const value = variable && ask.bindings.onlyWrite(variable)?.value;
  if (array.type !== "Identifier" || value == null) return false;
  const isLiteral = value.type === "ArrayExpression" && value.elements.length > 0 && !value.elements.some((one) => one?.type === "SpreadElement");
  if (!isLiteral && !(value.type === "CallExpression" && chainText(value.callee).endsWith(".split"))) return false;
  return ["push", "unshift", "splice"].every((method) => !ask.text.includes(`${array.name}.${method}(`));
}

function isKept(ask: JavaScriptQuestions, array: JsNode, loop: Loop<JsNode>): boolean {
  const root = array.type === "MemberExpression" ? array.object : array;
  const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
  return !variable?.defs.some((one) => contains(loop.node, one.name)) && isOutside(ask, array, loop);
}

/** `while (queue.length)` and `while ((x = queue.shift()))`. */
function isDrain(ask: JavaScriptQuestions, array: JsNode, { node }: Loop<JsNode>): boolean {
  return (node.type === "WhileStatement" || node.type === "DoWhileStatement") && ask.textOf(node.test).includes(`${ask.textOf(array)}.`);
}

/** The length of the array is held to a limit: it is a window, not a queue. */
export function isCapped(ask: JavaScriptQuestions, array: JsNode, within: JsNode): boolean {
  const name = array.type === "MemberExpression" ? propertyName(array) : chainText(array);
  let found = false;
  walk(within, (node) => {
    if (node.type !== "BinaryExpression" || !/^[<>]=?$/.test(node.operator)) return found ? false : undefined;
    const [left, right] = [unwrap(node.left), unwrap(node.right)];
    const isLength = (one: JsNode): boolean => one.type === "MemberExpression" && propertyName(one) === "length" && isNamed(unwrap(one.object), name);
    const isZero = (one: JsNode): boolean => one.type === "Literal" && (one.value === 0 || one.value === 1);
    // `queue.length > limit` and `limit < queue.length`; `i < queue.length` counts up.
    if (isLength(left) && node.operator.startsWith(">") && !isZero(right)) found = true;
    if (isLength(right) && node.operator.startsWith("<") && !isZero(left) && !/^(?:[ijkn]|index|\w*[iI]dx|head|pos\w*|offset|cursor)$/.test(ask.textOf(left))) found = true;
    return found ? false : undefined;
  });
  return found;
}

const isNamed = (node: JsNode, name: string | undefined): boolean => (node.type === "MemberExpression" ? propertyName(node) : node.type === "Identifier" ? node.name : undefined) === name;

/** The class whose field is a queue: one method adds at the end of the array, another takes from its front. */
export function queueClass(ask: JavaScriptQuestions, call: TSESTree.CallExpression, { array, method }: FrontChange): ClassNode | undefined {
  if (method !== "shift" || array.type !== "MemberExpression" || array.object.type !== "ThisExpression") return undefined;
  const name = propertyName(array);
  let owner: JsNode | undefined = call.parent;
  while (owner && !isClass(owner)) owner = owner.parent;
  if (!owner || !isClass(owner) || name === undefined) return undefined;
  const here = methodAround(call);
  let isFilled = false;
  let isFirst = true;
  walk(owner.body, (node) => {
    if (isClass(node)) return false;
    if (node.type !== "CallExpression") return undefined;
    const callee = unwrap(calleeOf(node));
    if (callee.type !== "MemberExpression") return undefined;
    const object = unwrap(callee.object);
    if (object.type !== "MemberExpression" || object.object.type !== "ThisExpression" || propertyName(object) !== name) return undefined;
    if (propertyName(callee) === "push" && methodAround(node) !== here) isFilled = true;
    if (propertyName(callee) === "shift" && node.range[0] < call.range[0]) isFirst = false;
    return undefined;
  });
  return isFilled && isFirst && !isCapped(ask, array, owner.body) ? owner : undefined;
}

function methodAround(node: JsNode): JsNode | undefined {
  let at: JsNode | undefined = node;
  while (at && !((at.type === "MethodDefinition" || at.type === "PropertyDefinition") && (isFunction(at.value) || keyName(at) !== undefined))) at = at.parent;
  return at;
}
