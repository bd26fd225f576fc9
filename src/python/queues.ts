import type { Loop } from "../questions.ts";
import { grows } from "../summary.ts";
import { positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { isOutside } from "./searches.ts";

/** A call or statement that moves all elements of a list by one. */
export interface FrontChange {
  node: PyNode;
  /** `queue` of `queue.pop(0)`. */
  list: PyNode;
  does: "take" | "add";
}

/** `queue.pop(0)` and `queue.insert(0, x)` on a list. */
export function frontCall(ask: PythonQuestions, call: PyNode): FrontChange | undefined {
  const callee = call.field("function");
  const method = callee?.type === "attribute" ? callee.field("attribute")?.text : undefined;
  if (method !== "pop" && method !== "insert") return undefined;
  const list = callee?.field("object");
  const [at, item] = positional(call);
  if (!list || !at || ask.constant(at) !== 0 || (method === "insert") !== (item !== undefined)) return undefined;
  return isList(ask, list) ? { node: call, list, does: method === "pop" ? "take" : "add" } : undefined;
}

/** `del queue[0]`. */
export function frontDelete(ask: PythonQuestions, statement: PyNode): FrontChange | undefined {
  const [target, more] = statement.namedChildren;
  if (target?.type !== "subscript" || more) return undefined;
  const list = target.field("value");
  const index = target.field("subscript");
  if (!list || index?.type !== "integer" || index.text !== "0") return undefined;
  return isList(ask, list) ? { node: statement, list, does: "take" } : undefined;
}

/** A list by proof; or an attribute that the only class of this file which has it makes a list. */
function isList(ask: PythonQuestions, list: PyNode): boolean {
  if (list.type !== "identifier" && list.type !== "attribute") return false;
  const { kind } = ask.collection(list);
  if (kind !== "unknown" || list.type !== "attribute") return kind === "array";
  const name = list.field("attribute")?.text;
  const object = list.field("object");
  if (name === undefined || object?.type !== "identifier" || ask.origin(object) !== undefined) return false;
  const owners = ask.tree.nodes("class_definition").map((one) => ask.values.classes.attribute(one, name)).filter((all) => all.length > 0);
  const [only] = owners;
  return owners.length === 1 && only?.every((one) => !one.partial && one.value !== undefined && (one.value.type === "list" || one.value.type === "list_comprehension")) === true;
}

/** The loop that changes the front of one list again and again. */
export function frontLoop(ask: PythonQuestions, { node, list }: FrontChange): Loop<PyNode> | undefined {
  const loop = ask.loops(node).find((one) => one.kind === "statement" && isOutside(ask, list, one));
  if (!loop || !(grows(loop.bound) || isDrain(ask, list, loop)) || isCapped(ask, list, loop.node)) return undefined;
  return isWrittenOut(ask, list) ? undefined : loop;
}

/** `while queue:` and `while queue and free():`. */
function isDrain(ask: PythonQuestions, list: PyNode, { node }: Loop<PyNode>): boolean {
  const condition = node.field("condition");
  return condition !== undefined && (condition.text === list.text || ask.tree.nodes(list.type, condition).some((one) => one.text === list.text));
}

/** The length of the list is held to a limit: it is a window, not a queue. */
export function isCapped(ask: PythonQuestions, list: PyNode, within: PyNode): boolean {
  const name = list.text;
  return ask.tree.nodes("comparison_operator", within).some(({ namedChildren: [left, right], text }) => {
    const isLength = (one: PyNode | undefined): boolean => one?.type === "call" && one.text === `len(${name})`;
    const isZero = (one: PyNode | undefined): boolean => one !== undefined && (one.text === "0" || one.text === "1");
    return (isLength(left) && /\)\s*>/.test(text) && !isZero(right)) || (isLength(right) && text.includes("<") && !isZero(left) && /max|limit|size|cap|\d/i.test(left?.text ?? ""));
  });
}

/** A literal that nothing is added to. */
function isWrittenOut(ask: PythonQuestions, list: PyNode): boolean {
  const values = list.type === "identifier" ? (ask.scopes.lookup(list)?.definitions ?? []).map((one) => one.value) : [];
  const [only] = values;
  if (values.length !== 1 || only?.type !== "list" || only.namedChildren.length === 0 || only.namedChildren.some((one) => one.type === "list_splat")) return false;
  return [".append(", ".extend(", ".insert(", " += "].every((method) => !ask.tree.text.includes(list.text + method));
}

/** The class whose attribute is a queue: one method appends to the list, another takes from its front. */
export function queueClass(ask: PythonQuestions, { node, list, does }: FrontChange): PyNode | undefined {
  if (does !== "take" || list.type !== "attribute" || list.field("object")?.text !== "self") return undefined;
  const name = list.text;
  const [own, owner] = around(node);
  if (!own || !owner) return undefined;
  let isFilled = false;
  let isFirst = true;
  for (const call of ask.tree.nodes("call", owner)) {
    const callee = call.field("function");
    if (callee?.type !== "attribute" || callee.field("object")?.text !== name) continue;
    const method = callee.field("attribute")?.text;
    if (method === "append" && around(call)[0]?.index !== own.index) isFilled = true;
    if (method === "pop" && call.index < node.index && positional(call)[0]?.text === "0") isFirst = false;
  }
  return isFilled && isFirst && !isCapped(ask, list, owner) ? owner : undefined;
}

/** The method around a node, and its class. */
function around(node: PyNode): [PyNode?, PyNode?] {
  let own: PyNode | undefined;
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === "function_definition") own = at;
    if (at.type === "class_definition") return [own, at];
  }
  return [];
}
