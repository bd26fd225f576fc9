import type { Confidence, Severity } from "../finding.ts";
import { observerRemovers, observers, rareEvents } from "../knowledge/javascript/listeners.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { scopeOf } from "./listener-scopes.ts";
import { emitterOf, type Emitter } from "./emitter-lifetimes.ts";
import { contains, executorOf, removalOf, type Listener, type Removal } from "./listeners.ts";
import { chainOf, chainText, enclosingFunction, isFunction, propertyName, unwrap, walk, wrapped, type FunctionNode } from "./nodes.ts";
import { isForPage } from "./pages.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import type { Write } from "./writes.ts";

/** A listener that stays by a way of its own. */
export interface Leak {
  node: JsNode;
  messageId: "signal" | "pair" | "listen" | "observer";
  data: Record<string, string>;
  confidence: Confidence;
  severity: Severity;
  how?: string;
  /** Whether other code of the file takes it away. */
  isRemoved(removals: readonly Removal[], program: JsNode): boolean;
}

/** Signals that end with one request. */
const ownSignal = /(?:^|\.)(?:req|request|c|ctx|event)\.(?:req\.|raw\.|request\.)*signal$/;

/** A listener for `abort` on a signal that outlives the work; null where one is but does no harm. */
export function abortLeak(ask: JavaScriptQuestions, listener: Listener, removals: () => readonly Removal[]): Leak | null | undefined {
  const { call, emitter, event, name, method } = listener;
  if (event !== "abort" || method !== "addEventListener" || !emitter) return undefined;
  const from = emitterOf(ask, emitter);
  if (listener.isSignalled || !/signal$/i.test(name) || ownSignal.test(name) || ask.functionOf(call).id === 0) return null;
  const fn = enclosingFunction(call);
  const executor = executorOf(call);
  const around = executor ? enclosingFunction(executor) : fn;
  if (!around || !from || from.kind === "closure" && from.owner === around || isMade(ask, emitter)) return null;
  const reaches = ask.places.reaches(call);
  if (reaches.some(({ context }) => context === "test" || context === "build")) return null;
  const isOwnLoop = ask.loops(call).length > 0;
  const isLooped = isOwnLoop || ask.places.calls.callerLoop(ask.functionOf(around.body).id) !== undefined;
  const isBrief = isOfOneTask(ask, emitter);
  const isWork = !isBrief && executor !== undefined && settlesOtherwise(ask, executor, listener);
  const isRepeated = executor !== undefined && (isOwnLoop || (!isBrief && (isLooped || isRaced(ask, around, executor))));
  // A page follows few tasks at a time, each with a signal of its own.
  const isOfPage = from.kind === "param" && isForPage(ask, reaches[0].context, ask.summary.file);
  const confidence: Confidence = !isOfPage && (isWork || isRepeated) ? "likely" : "possible";
  return {
    node: call, messageId: "signal", data: { emitter: name }, confidence, severity: "warning", how: isLooped ? "in a loop" : reaches[0].how,
    isRemoved: () => removals().some((one) => one.event === undefined || one.event === "abort" || one.anyEvent),
  };
}

/** The signal of a controller that the same function makes. */
function isMade(ask: JavaScriptQuestions, emitter: JsNode): boolean {
  const node = unwrap(emitter);
  const object = node.type === "MemberExpression" ? unwrap(node.object) : node;
  const variable = object.type === "Identifier" ? ask.bindings.variable(object) : undefined;
  const value = variable && ask.bindings.onlyWrite(variable)?.value;
  return value !== undefined && /\bnew AbortController\b|\bAbortSignal\.(?:any|timeout)\b|[cC]ontroller\.signal/.test(ask.textOf(value));
}

/** The signal of a controller that the function is handed whole, or of the object itself: both are made for one task and go with it. */
function isOfOneTask(ask: JavaScriptQuestions, emitter: JsNode): boolean {
  const { root, names } = chainOf(emitter);
  if (root.type === "ThisExpression") return true;
  const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
  const write = variable && ask.bindings.onlyWrite(variable);
  if (write?.kind !== "param") return false;
  if (isMadeByCallers(ask, write)) return true;
  if (names.length !== 2) return false;
  return /controller$/i.test(names[0] ?? "") || (write.annotation !== undefined && /^AbortController\b/.test(ask.textOf(write.annotation)));
}

/** Every call in this file hands over a signal or controller that it makes itself. */
function isMadeByCallers(ask: JavaScriptQuestions, { fn, index, path }: Write): boolean {
  if (!fn || !isFunction(fn) || index === undefined || path?.length !== 0 || ask.functionOf(fn.body).exported) return false;
  const { calls } = ask.values.locals.calls(fn);
  return calls.length > 0 && calls.every((call) => {
    const given = call.arguments[index];
    const { root } = given ? chainOf(given) : { root: undefined };
    return given !== undefined && root !== undefined && ask.lifetimeOf(root) !== "module" && (isMade(ask, given) || /^new AbortController\b|^AbortSignal\.timeout\b/.test(ask.textOf(given)));
  });
}

/** The promise of an executor is settled by something else than the listener as well. */
function settlesOtherwise(ask: JavaScriptQuestions, executor: FunctionNode, listener: Listener): boolean {
  const names = executor.params.flatMap((one) => (one.type === "Identifier" ? (ask.bindings.variable(one) ?? []) : []));
  const handler = ask.places.functionsOf(listener.handler)[0] ?? listener.handler;
  const isOther = (name: JsNode): boolean => !contains(handler, name) && !isDirect(name, executor);
  return names.some((name) => ask.bindings.references(name).some(({ identifier }) => isOther(identifier)));
}

/** Settled on the spot: `if (signal.aborted) return reject(…)`. */
const isDirect = (identifier: JsNode, executor: FunctionNode): boolean =>
  enclosingFunction(identifier) === executor && identifier.parent?.type === "CallExpression" && identifier.parent.callee === identifier;

/** What a helper returns, or the promise itself, takes part in a race. */
function isRaced(ask: JavaScriptQuestions, helper: FunctionNode, executor: FunctionNode): boolean {
  return isInRace(executor) || ask.values.locals.calls(helper).calls.some(isInRace);
}

function isInRace(node: JsNode): boolean {
  for (let at: JsNode | undefined = node.parent, i = 0; at && i < 10; at = at.parent, i++) {
    if (at.type === "CallExpression" && chainText(at.callee) === "Promise.race") return true;
    if (at.type === "BlockStatement") return false;
  }
  return false;
}

/** Two listeners of one promise of which only one goes away: waiting for `drain`, or in a loop. */
export function pairLeak(
  ask: JavaScriptQuestions, listener: Listener, all: readonly Listener[], removals: () => readonly Removal[],
): Leak | null | undefined {
  const { call, name, event, emitter } = listener;
  const executor = emitter && rareEvents.has(event) ? executorOf(call) : undefined;
  if (!executor || !emitter) return undefined;
  const other = all.find((one) => one !== listener && one.name === name && !rareEvents.has(one.event) && contains(executor, one.call));
  const around = enclosingFunction(executor);
  const from = other && emitterOf(ask, emitter);
  if (!other || !from || !around || contains(executor, from.variable?.identifiers[0] ?? around)) return undefined;
  if (ask.places.reaches(call).some((one) => one.context === "test")) return null;
  const isDrain = other.event === "drain" && (from.owner !== around || ask.loops(call).length > 0 || isWriter(ask, around, executor));
  const scope = isDrain ? undefined : scopeOf(ask, call, from);
  const isRepeated = scope?.kind === "loop" || scope?.kind === "retry" || ((scope?.kind === "handler" || scope?.kind === "called") && from.kind !== "param" && from.kind !== "instance");
  if (!isDrain && !isRepeated) return listener.isOnce ? null : undefined;
  const isRemoved = (): boolean => removalOf(ask, listener, removals(), all)?.kind === "removed";
  return { node: call, messageId: "pair", data: { emitter: name, event }, confidence: "likely", severity: "warning", how: isDrain ? "waits for `drain`" : scope?.how, isRemoved };
}

/** A helper that writes once and waits: whoever calls it calls it for each piece. */
function isWriter(ask: JavaScriptQuestions, around: FunctionNode, executor: FunctionNode): boolean {
  const body = ask.textOf(executor);
  return around.params.length > 1 || /\.write\(/.test(body);
}

/** `server.listen(port, callback)` tried again on the same server. */
export function listenLeak(ask: JavaScriptQuestions, call: TSESTree.CallExpression): Leak | undefined {
  const callee = unwrap(call.callee);
  const last = call.arguments.at(-1);
  if (callee.type !== "MemberExpression" || propertyName(callee) !== "listen" || call.arguments.length < 2 || !last || !isFunction(unwrap(last))) return undefined;
  const emitter = unwrap(callee.object);
  const from = emitterOf(ask, emitter);
  const how = from && (retryOf(ask, call, from) ?? callerRetry(ask, from));
  if (how === undefined) return undefined;
  const name = chainText(emitter);
  return {
    node: call, messageId: "listen", data: { emitter: name }, confidence: "likely", severity: "info", how,
    isRemoved: (removals) => removals.some((one) => one.receiver === name && (one.event === undefined || one.event === "listening")),
  };
}

function retryOf(ask: JavaScriptQuestions, call: JsNode, from: Emitter): string | undefined {
  const scope = scopeOf(ask, call, from);
  if (scope?.kind === "retry" || scope?.kind === "loop") return scope.how;
  for (let fn = enclosingFunction(call); fn && fn !== from.owner; fn = enclosingFunction(fn)) {
    const outer = wrapped(fn).parent;
    const [event] = outer?.type === "CallExpression" ? outer.arguments : [];
    if (outer?.type === "CallExpression" && /\.(?:on|addListener)$/.test(chainText(outer.callee)) && event && ask.constant(event) === "error") return "in an `error` listener";
  }
  return undefined;
}

/** The function is called in a loop that gives it the same server each time. */
function callerRetry(ask: JavaScriptQuestions, from: Emitter): string | undefined {
  const { owner, variable } = from;
  if (from.kind !== "param" || !isFunction(owner) || !variable) return undefined;
  const index = owner.params.findIndex((one) => variable.identifiers[0] && contains(one, variable.identifiers[0]));
  for (const one of ask.values.locals.calls(owner).calls) {
    const [loop] = ask.loops(one);
    const argument = one.arguments[index];
    const given = argument?.type === "Identifier" ? ask.bindings.variable(argument)?.identifiers[0] : undefined;
    if (loop && given && !contains(loop.node, given)) return `called in a loop at line ${ask.places.lineOf(loop.node)}`;
  }
  return undefined;
}

/** An observer made for a component or an object that comes and goes. */
export function observerLeak(ask: JavaScriptQuestions, call: TSESTree.CallExpression): Leak | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || propertyName(callee) !== "observe") return undefined;
  const made = observerMade(ask, unwrap(callee.object));
  if (!made || ask.functionOf(call).id === 0) return undefined;
  const emitter: Emitter = { kind: "global", owner: undefined, isDeep: false };
  const scope = scopeOf(ask, made, emitter);
  if (!scope || scope.kind === "loop" || ask.isOnceGuarded(call)) return undefined;
  // A mutation observer goes with the element that it watches, unless that is the page.
  const [target] = call.arguments;
  const isOwn = chainText(made.callee) === "MutationObserver" && !/^document\b/.test(target ? chainText(target) : "");
  const isSure = isOwn ? false : scope.kind === "mount" || scope.kind === "handler" || scope.kind === "called";
  const each = scope.kind === "mount" ? "component" : scope.each;
  return {
    node: call, messageId: "observer", data: { each }, confidence: isSure ? scope.confidence : "possible", severity: "warning", how: scope.how,
    isRemoved: (_removals, program) => disconnects(program, chainText(callee.object)),
  };
}

/** The `new …Observer()` that a name or member holds, when a function makes it. */
function observerMade(ask: JavaScriptQuestions, object: JsNode): TSESTree.NewExpression | undefined {
  const variable = object.type === "Identifier" ? ask.bindings.variable(object) : undefined;
  const owner = object.type === "MemberExpression" ? ask.values.locals.local(object.object) : undefined;
  const name = object.type === "MemberExpression" ? propertyName(object) : undefined;
  const member = owner && name !== undefined ? ask.values.locals.member(owner, name) : undefined;
  const value = variable ? ask.bindings.onlyWrite(variable)?.value : object.type === "MemberExpression" ? member?.values[0] : object;
  const node = value && unwrap(value);
  if (node?.type !== "NewExpression" || !observers.has(chainText(node.callee)) || !enclosingFunction(node)) return undefined;
  return node;
}

/** Whether something disconnects an observer, by its name or by another one that is not that of a connection. */
function disconnects(program: JsNode, observer: string): boolean {
  let found = false;
  walk(program, (node) => {
    if (node.type !== "MemberExpression" || !observerRemovers.has(propertyName(node) ?? "")) return found ? false : undefined;
    const name = chainText(node.object);
    if (name === observer || !/socket|client|io$|db|mongoose|prisma/i.test(name)) found = true;
    return found ? false : undefined;
  });
  return found;
}
