import { deferring, handlerKeys, listenerMethods, registrations, routeMethods } from "../knowledge/javascript/handlers.ts";
import { itemMethods, iterators } from "../knowledge/javascript/iteration.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, calleeOf, isFunction, keyName, propertyName, unwrap, wrapped, type CallNode } from "./nodes.ts";

/** Methods of promises that take functions. */
export const promiseMethods: ReadonlySet<string> = new Set(["then", "catch", "finally", "tap", "spread", "asCallback", "nodeify"]);

/** Events of sockets that somebody opens. */
export const isConnection = (event: unknown): boolean => event === "connection" || event === "connect";

/** `socket.once("connect", …)`, or a listener that takes nothing: a client that has connected. A server hands over the new connection. */
export function isOfClient(event: string, call: CallNode, method: string): boolean {
  if (event !== "connect") return false;
  const fn = argumentsOf(call).map((one) => unwrap(one)).find(isFunction);
  return method === "once" || fn?.params.length === 0;
}

/** Whether a call stands in a listener of new connections: what it listens to is sent by one of many clients. */
export function isInConnection(call: JsNode, constant: (node: JsNode) => unknown): boolean {
  let at = call.parent;
  while (at) {
    const outer = isFunction(at) ? wrapped(at).parent : undefined;
    if (outer?.type === "CallExpression" && outer.arguments[0] && outer.callee.type === "MemberExpression" && propertyName(outer.callee) === "on") {
      if (isConnection(constant(outer.arguments[0]))) return true;
    }
    at = at.parent;
  }
  return false;
}

/** Whether a first argument may be the path of a route without being a text: a pattern, a template, a list of paths. */
export function isPathLike(node: JsNode): boolean {
  if (node.type === "Literal") return "regex" in node;
  if (node.type === "TemplateLiteral") return node.quasis[0]?.value.raw.startsWith("/") === true || node.expressions.length > 0;
  return node.type === "ArrayExpression" && node.elements.length > 0 && node.elements.every((one) => one?.type === "Literal" && typeof one.value === "string" && one.value.startsWith("/"));
}

/** Whether a node runs when the file is loaded. */
export function isTopLevel(node: JsNode): boolean {
  let at = node.parent;
  while (at) {
    if (isFunction(at)) return false;
    at = at.parent;
  }
  return true;
}

/** Last names of all calls of which it is known what they do with functions. */
const knownNames: ReadonlySet<string> = new Set([
  ...registrations.flatMap(({ on, methods }) => methods ?? on.map(lastName)), ...routeMethods, ...listenerMethods, ...[...deferring].map(lastName),
  ...promiseMethods, ...itemMethods.keys(), ...iterators.flatMap(({ names, from }) => [...names, ...from]),
  "listen", "query", "mutation", "subscription", "resolve", "handler", "action",
]);

/** A cheap look at whether it is known what a call does with a function that it is given. */
export function mayBeKnown(call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  // A name may be any import under another name.
  if (callee.type !== "MemberExpression") return callee.type === "Identifier";
  const method = propertyName(callee);
  return method === undefined || knownNames.has(method) || argumentsOf(call).some(({ type }) => type === "ObjectExpression");
}

function lastName(origin: string): string {
  return /[\w$]+$/.exec(origin.replace(/(?:\(\)|#)$/, ""))?.[0] ?? origin;
}

/** Options that may hold handlers. */
const optionKeys: ReadonlySet<string> = new Set([...handlerKeys.keys(), ...registrations.flatMap(({ keys }) => keys ?? [])]);

/** Whether an argument, an item of it or one of the options that take handlers may be a function by a quick look. */
export function mayHold(argument: JsNode, mayBe: (node: JsNode) => boolean, depth: number): boolean {
  const node = unwrap(argument);
  switch (node.type) {
    case "ArrayExpression": return node.elements.some((one) => one !== null && mayBe(unwrap(one)));
    case "ObjectExpression":
      return depth > 0 && node.properties.some((one) => one.type === "Property" && (optionKeys.has(keyName(one) ?? "")
        ? mayHold(one.value, mayBe, depth - 1)
        : one.value.type === "ObjectExpression" && mayHold(one.value, mayBe, depth - 1)));
    default: return mayBeFunction(node) && mayBe(node);
  }
}

/** Whether an expression may have a function as its value. */
export function mayBeFunction(node: JsNode): boolean {
  return isFunction(node) || node.type === "Identifier" || node.type === "MemberExpression" || node.type === "CallExpression"
    || node.type === "ConditionalExpression";
}

/** `x.get(path, …)`, `x.use(…)`. */
export function isRouteLike(call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  return callee.type === "MemberExpression" && argumentsOf(call).length > 0 && routeMethods.has(propertyName(callee) ?? "");
}
