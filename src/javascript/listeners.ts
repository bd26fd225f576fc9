import { acknowledging, adders, calledNames, endingOperators, notEmitters, removers } from "../knowledge/javascript/listeners.ts";
import type { Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { functionAround, isNodeEmitter } from "./emitter-lifetimes.ts";
import { argumentsOf, calleeOf, chainOf, chainText, enclosingFunction, isCall, isFunction, isNothing, keyName, propertyName, unwrap, walk, wrapped, type CallNode, type FunctionNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** One call that adds a listener. */
export interface Listener {
  call: TSESTree.CallExpression;
  /** What it is added to, without the calls chained before; undefined for the global object. */
  emitter: JsNode | undefined;
  /** As written, for messages. */
  name: string;
  method: string;
  /** The name of the event, or the text of the expression that tells it. */
  event: string;
  handler: JsNode;
  isOnce: boolean;
  /** An option ends it when a signal that does not outlive the call is aborted. */
  isSignalled: boolean;
}

export interface Removal {
  call: JsNode;
  method: string;
  /** As written; empty for the global object. */
  receiver: string;
  event: string | undefined;
  /** The event is told by a name: any one. */
  anyEvent: boolean;
  handler: JsNode | undefined;
}

const MAX_CHAINED = 16;

/** The listener that a call adds, if its shape is that of one. */
export function listenerAt(ask: JavaScriptQuestions, call: TSESTree.CallExpression): Listener | undefined {
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" && callee.name === "addEventListener" && ask.bindings.isGlobal(callee) ? callee.name : undefined;
  const kind = method === undefined ? undefined : adders.get(method);
  if (method === undefined || kind === undefined) return undefined;
  const [first, second, third] = call.arguments;
  const isStore = method === "subscribe" && call.arguments.length === 1;
  const handler = isStore ? first : second;
  if (!first || !handler || !mayBeHandler(ask, handler) || (!isStore && !mayBeEvent(first))) return undefined;
  const emitter = callee.type === "MemberExpression" ? startOf(callee.object) : undefined;
  if (emitter && isOther(ask, emitter)) return undefined;
  if (method === "subscribe" && (isAnswer(ask, unwrap(handler), emitter) || ask.places.functionsOf(call.callee).length > 0)) return undefined;
  const constant = isStore ? "" : ask.constant(first);
  const options = third && method === "addEventListener" ? optionsOf(ask, third) : undefined;
  return {
    call, emitter, method, handler: unwrap(handler), name: emitter ? chainText(emitter) : "window",
    event: typeof constant === "string" ? constant : ask.textOf(first),
    isOnce: kind === "once" || options?.once === true, isSignalled: options?.signal === true,
  };
}

/** A callback that only tells whether the subscription worked. */
function isAnswer(ask: JavaScriptQuestions, handler: JsNode, emitter: JsNode | undefined): boolean {
  const [first] = isFunction(handler) ? handler.params : [];
  return (first?.type === "Identifier" && /^_?e(?:rr(?:or)?)?$/i.test(first.name)) || (emitter !== undefined && acknowledging.test(ask.origin(emitter) ?? ""));
}

const mayBeEvent = (node: JsNode): boolean => ["Literal", "Identifier", "MemberExpression", "TemplateLiteral", "BinaryExpression"].includes(unwrap(node).type);

function mayBeHandler(ask: JavaScriptQuestions, argument: JsNode): boolean {
  const node = unwrap(argument);
  if (isFunction(node)) return true;
  if (node.type === "AssignmentExpression") return mayBeHandler(ask, node.right);
  if (node.type === "CallExpression") return /\.bind$/.test(chainText(node.callee)) || ask.places.functionsOf(node).length > 0;
  if (node.type === "ObjectExpression") return node.properties.some((one) => one.type === "Property" && keyName(one) === "next");
  if (node.type === "Identifier" && (isText(ask, node) || isTold(ask, node))) return false;
  return (node.type === "Identifier" && !isNothing(node) && ask.constant(node) === undefined) || node.type === "MemberExpression";
}

/** A name with a type that no function has: `uploader: string`. */
function isText(ask: JavaScriptQuestions, name: TSESTree.Identifier): boolean {
  const declared = ask.bindings.variable(name)?.defs[0]?.name;
  const annotation = declared?.type === "Identifier" ? declared.typeAnnotation?.typeAnnotation : undefined;
  return annotation !== undefined && /^TS(?:String|Number|Boolean)Keyword$/.test(annotation.type);
}

/** What a callback is told, `(message) => notifier.subscribe("message", message)`, is data, unless its name says that it is called. */
function isTold(ask: JavaScriptQuestions, name: TSESTree.Identifier): boolean {
  const variable = ask.bindings.variable(name);
  const definition = variable?.defs[0];
  if (!variable || !definition || calledNames.test(name.name)) return false;
  if (definition.type === "Parameter") return isFunction(definition.node) && wrapped(definition.node).parent?.type === "CallExpression";
  const first = ask.bindings.writes(variable)[0]?.value;
  const from = first && unwrap(first);
  return from?.type === "Identifier" && from.name !== name.name && isTold(ask, from);
}

/** `bus` of `bus.on("a", f).off("b", g)`. */
function startOf(object: JsNode): JsNode {
  let at = unwrap(object);
  for (let i = 0; i < MAX_CHAINED && at.type === "CallExpression"; i++) {
    const callee = unwrap(at.callee);
    if (callee.type !== "MemberExpression" || !isOfListeners(propertyName(callee) ?? "")) break;
    at = unwrap(callee.object);
  }
  return at;
}

const isOfListeners = (method: string): boolean => adders.has(method) || removers.has(method);

function isOther(ask: JavaScriptQuestions, emitter: JsNode): boolean {
  const { names } = chainOf(emitter);
  if (names.some((name) => endingOperators.has(name))) return true;
  if (emitter.type === "CallExpression" && emitter.arguments.some((one) => isCall(one) && endingOperators.has(chainText(calleeOf(one))))) return true;
  return notEmitters.test(ask.origin(emitter) ?? "");
}

function optionsOf(ask: JavaScriptQuestions, argument: JsNode): { once: boolean; signal: boolean } | undefined {
  const local = ask.values.locals.local(argument)?.node;
  if (local?.type !== "ObjectExpression") return undefined;
  const found = { once: false, signal: false };
  for (const one of local.properties) {
    if (one.type === "SpreadElement") return { once: false, signal: true };
    const name = keyName(one);
    if (name === "once") found.once = ask.constant(one.value) === true;
    if (name === "signal") found.signal = ask.lifetimeOf(one.value) !== "module";
  }
  return found;
}

/** Whether the result of a registration is kept: a disposer, a subscription, or the emitter itself. */
export function isResultKept(ask: JavaScriptQuestions, { call, emitter }: Listener): boolean {
  let at = wrapped(call);
  for (let i = 0; i < MAX_CHAINED; i++) {
    const { parent } = at;
    if (parent?.type === "AwaitExpression" || (parent?.type === "UnaryExpression" && parent.operator === "void")) at = parent;
    else if (parent?.type === "MemberExpression" && parent.object === at && parent.parent.type === "CallExpression" && /^(?:on|once|catch|then|addListener)$/.test(propertyName(parent) ?? "")) at = wrapped(parent.parent);
    else if (parent?.type === "LogicalExpression" && parent.right === at) at = parent;
    else break;
  }
  const { parent } = at;
  if (!parent || parent.type === "ExpressionStatement" || parent.type === "SequenceExpression") return false;
  if (emitter && isNodeEmitter(ask, emitter)) return false;
  if (isFunction(parent)) return ask.functionOf(parent).contexts.length === 0;
  return true;
}

export const contains = (outer: JsNode, inner: JsNode): boolean => outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];

/** All calls of a file that take listeners away. */
export function removalsIn(ask: JavaScriptQuestions, program: JsNode): Removal[] {
  const found: Removal[] = [];
  walk(program, (node) => {
    if (node.type !== "CallExpression") return undefined;
    const callee = unwrap(node.callee);
    const method = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
    if (method === undefined || !removers.has(method) || (callee.type === "Identifier" && method !== "removeEventListener")) return undefined;
    const [first, second] = argumentsOf(node);
    const isEvent = first && !isFunction(unwrap(first));
    const constant = isEvent ? ask.constant(first) : undefined;
    found.push({
      call: node, method, receiver: callee.type === "MemberExpression" ? chainText(startOf(callee.object)) : "",
      event: typeof constant === "string" ? constant : isEvent ? ask.textOf(first) : undefined,
      anyEvent: !isEvent || (typeof constant !== "string" && unwrap(first).type === "Identifier"),
      handler: second ? unwrap(second) : isEvent ? undefined : first && unwrap(first),
    });
    return undefined;
  });
  return found;
}

/** `removed`: some call of the file takes the listener away; `mismatched`: one means to, but names another function. */
export function removalOf(ask: JavaScriptQuestions, listener: Listener, removals: readonly Removal[], others: readonly Listener[]): { kind: "removed" | "mismatched"; by: JsNode } | undefined {
  let mismatched: JsNode | undefined;
  for (const one of removals) {
    const sameReceiver = isSame(one.receiver, listener.emitter ? listener.name : "");
    if (one.event === undefined && one.handler === undefined) {
      if (sameReceiver) return { kind: "removed", by: one.call };
      continue;
    }
    if (!one.anyEvent && one.event !== listener.event) continue;
    if (one.handler && isNamed(ask, listener.handler, one.handler)) return { kind: "removed", by: one.call };
    const sameHandler = one.handler !== undefined && ask.textOf(one.handler) === handlerText(ask, listener.handler);
    if (sameHandler && !isFresh(listener.handler)) return { kind: "removed", by: one.call };
    if (!sameReceiver) continue;
    if (!one.handler) return { kind: "removed", by: one.call };
    const { handler } = one;
    if (isFresh(handler)) mismatched ??= one.call;
    else if (isFresh(listener.handler)) {
      // The removal may belong to another listener of the same event.
      const text = ask.textOf(handler);
      if (others.some((other) => other !== listener && other.event === one.event && handlerText(ask, other.handler) === text)) continue;
      if (isParameter(ask, handler) && !isWithin(ask, listener.call, handler)) return { kind: "removed", by: one.call };
      mismatched ??= one.call;
    } else if (isParameter(ask, handler) || isParameter(ask, listener.handler) || listener.handler.type === "CallExpression") return { kind: "removed", by: one.call };
  }
  return mismatched && { kind: "mismatched", by: mismatched };
}

/** `function handler() { … removeEventListener("message", handler) }`: a function expression by its own name. */
const isNamed = (ask: JavaScriptQuestions, handler: JsNode, name: JsNode): boolean =>
  isFunction(handler) && name.type === "Identifier" && ask.bindings.variable(name)?.defs.some((one) => one.type === "FunctionName" && one.node === handler) === true;

/** Whether code stands in a listener that takes itself away: it runs once. */
export function isInOneTime(ask: JavaScriptQuestions, call: JsNode, removals: readonly Removal[]): boolean {
  return removals.some(({ call: by, handler }) => {
    const variable = handler?.type === "Identifier" ? ask.bindings.variable(handler) : undefined;
    const write = variable && ask.bindings.onlyWrite(variable);
    const made = variable?.defs.find((one) => one.type === "FunctionName")?.node ?? (write?.kind === "value" ? write.value : undefined);
    const fn = enclosingFunction(by);
    return made !== undefined && fn !== undefined && contains(made as JsNode, fn) && contains(fn, call);
  });
}

/** The last names of both chains are the same, or one is the global object. */
const isSame = (a: string, b: string): boolean => lastName(a) === lastName(b);
const lastName = (text: string): string => {
  const last = text.slice(text.lastIndexOf(".") + 1);
  return last === "window" || last === "globalThis" || last === "self" ? "" : last;
};

const handlerText = (ask: JavaScriptQuestions, handler: JsNode): string => ask.textOf(handler.type === "AssignmentExpression" ? handler.left : handler);

/** A function that no other place can name: made on the spot. */
export const isFresh = (handler: JsNode): boolean => isFunction(handler) || (handler.type === "CallExpression" && /\.bind$/.test(chainText(handler.callee)));

/** Whether a call stands in the function that has a parameter. */
function isWithin(ask: JavaScriptQuestions, call: JsNode, parameter: JsNode): boolean {
  const variable = ask.bindings.variable(parameter);
  const owner = variable && functionAround(variable);
  return owner !== undefined && contains(owner, call);
}

function isParameter(ask: JavaScriptQuestions, handler: JsNode): boolean {
  const variable = handler.type === "Identifier" ? ask.bindings.variable(handler) : undefined;
  return variable !== undefined && variable.defs.some((one) => one.type === "Parameter");
}

/** The function that a handler is, where this file writes it. */
export function handlerFunction(ask: JavaScriptQuestions, handler: JsNode): FunctionNode | undefined {
  if (isFunction(handler)) return handler;
  if (handler.type === "CallExpression" && handler.callee.type === "MemberExpression") return handlerFunction(ask, unwrap(handler.callee.object));
  return ask.places.functionsOf(handler)[0];
}

/** Variables made in a call of `region` that a function holds on to. */
export function captured(ask: JavaScriptQuestions, fn: FunctionNode, region: JsNode): Variable[] {
  const found = new Set<Variable>();
  walk(fn, (node) => {
    const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
    if (variable) {
      const owner = functionAround(variable);
      const [name] = variable.identifiers;
      if (owner && name && contains(region, name) && !contains(fn, name) && variable.defs[0]?.type !== "FunctionName") found.add(variable);
    }
    return undefined;
  });
  return [...found];
}

/** Whether a call stands in the function that `new Promise` is given; that function. */
export function executorOf(node: JsNode): FunctionNode | undefined {
  const fn = enclosingFunction(node);
  const call = fn && (wrapped(fn).parent as CallNode | JsNode | undefined);
  return call?.type === "NewExpression" && call.callee.type === "Identifier" && call.callee.name === "Promise" ? fn : undefined;
}
