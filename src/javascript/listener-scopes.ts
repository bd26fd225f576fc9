import { weakest, type Confidence } from "../finding.ts";
import type { Reach } from "../call-graph.ts";
import type { Context } from "../knowledge/context.ts";
import { adders, mountHooks, mountMethods, onceEvents, rareEvents, repeatedEvents } from "../knowledge/javascript/listeners.ts";
import type { JsNode } from "./context.ts";
import { isConstructor, type Emitter } from "./emitter-lifetimes.ts";
import { contains } from "./listeners.ts";
import { chainText, enclosingFunction, isFunction, keyName, propertyName, unwrap, walk, wrapped, type FunctionNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Code that runs again and again and adds a listener each time. */
export interface Scope {
  kind: "handler" | "mount" | "loop" | "retry" | "restart" | "called" | "constructor" | "unknown";
  /** What runs again: a function, or a loop. */
  node: JsNode;
  /** In plain words, for messages: "Express route GET /events". */
  how: string;
  /** One of its runs: "request". */
  each: string;
  confidence: Confidence;
  reach: Reach;
}

const serving: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled"]);
const short: ReadonlySet<Context> = new Set<Context>(["startup", "cli", "build", "test", "generated", "worker"]);

const isServing = ({ context, how }: { context: Context; how: string }): boolean => serving.has(context) && !onceEvents.has(/`([^`]+)`/.exec(how)?.[1] ?? "");

export const isShort = (context: Context): boolean => short.has(context);

/** The file is a program for one person or for tests: what handles events in it does so for a short while. */
export const isOfProgram = (ask: JavaScriptQuestions): boolean => ["cli", "test", "build"].includes(ask.places.fileContext?.context ?? "");

/** Whether code stands in a component or a hook: in what runs when one appears, or in a function named like one. */
export function isInComponent(ask: JavaScriptQuestions, node: JsNode): boolean {
  const named = /\.[jt]sx$/.test(ask.summary.file) ? /^(?:use)?[A-Z]/ : /^use[A-Z]/;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const { name } = ask.functionOf(fn);
    if (mountOf(fn) !== undefined || named.test(name.slice(name.lastIndexOf(".") + 1))) return true;
  }
  return false;
}

/** The code runs at start-up or in a short program, and more than its name says so. */
const isFirm = (reaches: readonly Reach[]): boolean => reaches.every((one) => isShort(one.context)) && reaches.some((one) => one.confidence !== "possible");

/** What repeats the code of a node while the emitter lives on; undefined: it runs once for each emitter, as far as the file tells. */
export function scopeOf(ask: JavaScriptQuestions, node: JsNode, emitter: Emitter): Scope | undefined {
  const reaches = ask.places.reaches(node);
  const [reach] = reaches;
  if (reaches.some((one) => one.context === "test" || one.context === "build" || one.context === "generated")) return undefined;
  const { owner } = emitter;
  const loop = loopAround(ask, node, emitter);
  if (loop && !isShort(reach.context)) return { kind: "loop", node: loop, how: "loop", each: "round", confidence: "likely", reach };
  let inner: FunctionNode | undefined;
  for (let fn = enclosingFunction(node); fn && fn !== owner; fn = enclosingFunction(fn)) {
    inner ??= fn;
    const own = ask.functionOf(fn).contexts.find(isServing);
    if (own) return { kind: "handler", node: fn, how: own.how, each: eachOf(own), confidence: weakest(own.confidence, "likely"), reach };
    const event = repeatedEvent(ask, fn);
    if (event !== undefined) return { kind: "handler", node: fn, how: `\`${event}\` listener`, each: `\`${event}\` event`, confidence: "likely", reach };
    const mount = mountOf(fn);
    if (mount !== undefined) return { kind: "mount", node: fn, how: `\`${mount}\``, each: "component", confidence: "likely", reach };
    if (isRetried(ask, fn, node)) {
      return { kind: "retry", node: fn, how: `\`${ask.functionOf(fn).name}\` calls itself again`, each: "try", confidence: "possible", reach };
    }
    if (isRestarted(ask, fn)) return { kind: "restart", node: fn, how: `\`${ask.functionOf(fn).name}\`, beside a stop`, each: "start", confidence: "possible", reach };
  }
  if (!inner) {
    const isGiven = emitter.kind === "param" && owner && !isFirm(reaches);
    return isGiven ? { kind: "unknown", node: owner, how: reach.how, each: "call", confidence: "possible", reach } : undefined;
  }
  const called = reaches.find((one) => one.path.length > 0 && isServing(one));
  const isInside = owner !== undefined && isFunction(owner) && (emitter.kind === "param" || ask.places.reaches(owner.body).some(isServing));
  if (called && !isInside) return { kind: "called", node: inner, how: called.how, each: eachOf(called), confidence: called.confidence, reach: called };
  const caller = emitter.kind === "module" || emitter.kind === "global" ? ask.places.calls.callerLoop(ask.functionOf(node).id) : undefined;
  if (caller?.loop.bound === "control" && !isShort(reach.context)) {
    return { kind: "called", node: inner, how: `called in a loop at line ${caller.loop.line}`, each: "round", confidence: "likely", reach };
  }
  if (isFirm(reaches)) return undefined;
  const top = outermost(inner, owner);
  // What a call makes for itself, and what it waits for in a promise, ends together.
  if (emitter.kind === "closure" || (emitter.kind === "instance" && isConstructor(inner))) return undefined;
  if (isConstructor(inner)) return { kind: "constructor", node: inner, how: "constructor", each: "instance", confidence: "possible", reach };
  return { kind: "unknown", node: top, how: reach.how, each: "call", confidence: "possible", reach };
}

/** What was handed in sent the very event that adds to it: nobody says how long it lives, or that the event comes again. */
export function isOfSender(ask: JavaScriptQuestions, { kind, variable, isDeep }: Emitter, { kind: how, node }: Scope): boolean {
  if (how !== "handler" || kind !== "param" || isDeep || !variable) return false;
  const call = wrapped(node).parent;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  const [first] = call?.type === "CallExpression" ? call.arguments : [];
  if (callee?.type !== "MemberExpression" || !first) return false;
  const event = ask.constant(first);
  const sender = unwrap(callee.object);
  return sender.type === "Identifier" && ask.bindings.variable(sender) === variable && !(typeof event === "string" && repeatedEvents.has(event));
}

/** The function nearest to the module, or to what owns the emitter. */
function outermost(inner: FunctionNode, owner: JsNode | undefined): FunctionNode {
  let at = inner;
  for (let fn = enclosingFunction(inner); fn && fn !== owner; fn = enclosingFunction(fn)) at = fn;
  return at;
}

function eachOf({ context, how }: { context: Context; how: string }): string {
  if (context === "request") return "request";
  if (context === "scheduled") return "tick";
  if (how.startsWith("socket connection")) return "connection";
  return /message/.test(how) ? "message" : "event";
}

/** A loop that goes on until something happens, with the emitter made outside. */
function loopAround(ask: JavaScriptQuestions, node: JsNode, { owner, variable }: Emitter): JsNode | undefined {
  for (const loop of ask.loops(node)) {
    const { node: at } = loop;
    if (owner && contains(at, owner)) return undefined;
    const [name] = variable?.identifiers ?? [];
    if (name && contains(at, name)) return undefined;
    if (at.type === "WhileStatement" || at.type === "DoWhileStatement" || (at.type === "ForOfStatement" && at.await) || (at.type === "ForStatement" && at.test == null)) return at;
  }
  return undefined;
}

/** The event, if a function is the listener of one that comes again and again. */
function repeatedEvent(ask: JavaScriptQuestions, fn: FunctionNode): string | undefined {
  const place = wrapped(fn);
  const call = place.parent;
  if (call?.type !== "CallExpression" || call.callee === place) return undefined;
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  const [first] = call.arguments;
  const event = first && method !== undefined && adders.get(method) === "stays" ? ask.constant(first) : undefined;
  return typeof event === "string" && repeatedEvents.has(event) && !rareEvents.has(event) ? event : undefined;
}

/** The hook or method, if a function runs when a component appears. */
function mountOf(fn: FunctionNode): string | undefined {
  const place = wrapped(fn);
  const { parent } = place;
  if (parent?.type === "CallExpression" && parent.arguments[0] === place) {
    const name = chainText(parent.callee);
    const last = name.slice(name.lastIndexOf(".") + 1);
    return mountHooks.has(last) ? last : undefined;
  }
  if ((parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition" || parent?.type === "Property") && parent.value === place) {
    const name = keyName(parent);
    return name !== undefined && mountMethods.has(name) ? name : undefined;
  }
  return undefined;
}

/** A named function or method that calls itself again, or has itself called later. */
function isRetried(ask: JavaScriptQuestions, fn: FunctionNode, added: JsNode): boolean {
  const name = fn.id ?? (fn.parent.type === "VariableDeclarator" && fn.parent.init === fn ? fn.parent.id : undefined);
  const variable = name?.type === "Identifier" ? ask.bindings.variable(name) : undefined;
  const isAgain = (name: JsNode): boolean => contains(fn.body, name) && isRun(name) && !isLeft(name, added, fn);
  if (variable) return ask.bindings.references(variable).some(({ identifier }) => isAgain(identifier));
  const method = fn.parent.type === "MethodDefinition" && fn.parent.value === fn ? keyName(fn.parent) : undefined;
  if (method === undefined) return false;
  let found = false;
  walk(fn.body, (node) => {
    if (node.type === "MemberExpression" && node.object.type === "ThisExpression" && propertyName(node) === method && isAgain(node)) found = true;
    return found ? false : undefined;
  });
  return found;
}

/** `api.start = () => …` beside `api.stop = …`: what stops may start again. */
function isRestarted(ask: JavaScriptQuestions, fn: FunctionNode): boolean {
  const target = fn.parent.type === "AssignmentExpression" && fn.parent.right === fn ? fn.parent.left : undefined;
  const object = target?.type === "MemberExpression" && propertyName(target) === "start" ? target.object : undefined;
  const variable = object?.type === "Identifier" ? ask.bindings.variable(object) : undefined;
  return variable !== undefined && ask.bindings.members(variable).has("stop");
}

/** Called, or handed to a timer. */
function isRun(name: JsNode): boolean {
  const { parent } = wrapped(name);
  if (parent?.type !== "CallExpression") return false;
  return unwrap(parent.callee) === name || /^(?:window\.)?set(?:Timeout|Immediate)$/.test(chainText(parent.callee));
}

/** The new try is the way out before the listener is added: `if (!ready) { setTimeout(start, 100); return; }`. */
function isLeft(name: JsNode, added: JsNode, fn: FunctionNode): boolean {
  if (name.range[0] > added.range[0]) return false;
  for (let at: JsNode | undefined = name.parent; at && at !== fn; at = at.parent) {
    if (at.type === "ReturnStatement") return true;
    if (at.type === "BlockStatement" && !contains(at, added) && at.body.at(-1)?.type === "ReturnStatement") return true;
  }
  return false;
}
