import { weakest, type Confidence, type Severity } from "../finding.ts";
import type { Variable } from "../javascript/bindings.ts";
import type { JsContext, JsNode, TSESTree, Visitors } from "../javascript/context.ts";
import { isHandedOver } from "../javascript/handed-over.ts";
import { isInComponent, isOfProgram, isOfSender, isShort, scopeOf, type Scope } from "../javascript/listener-scopes.ts";
import { emitterOf, functionAround, isNodeEmitter, type Emitter } from "../javascript/emitter-lifetimes.ts";
import { captured, contains, executorOf, handlerFunction, isFresh, isInOneTime, isResultKept, listenerAt, removalOf, removalsIn, type Listener, type Removal } from "../javascript/listeners.ts";
import type { ClassNode } from "../javascript/nodes.ts";
import { chainText, enclosingFunction, isFunction, keyName, unwrap, walk } from "../javascript/nodes.ts";
import { isPage } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { abortLeak, listenLeak, observerLeak, pairLeak, type Leak } from "../javascript/special-listeners.ts";
import { methodOwner } from "../javascript/this-owner.ts";
import { elementEvents, endingMethods, onePerPage, pageEvents, processEvents, setupNames, startNames, windowEmitter } from "../knowledge/javascript/listeners.ts";
import { streamEvents } from "../knowledge/javascript/handlers.ts";
import { createRule, report, type Report } from "../rule.ts";

const MAX_NAMES = 3;
const MAX_RELATED = 8;

export default createRule<JsContext, Visitors>("leaked-listener", {
  meta: {
    messages: {
      added: "Each {{each}} adds one more `{{event}}` listener to `{{emitter}}`, and nothing in this file takes it away: it outlives the {{each}}{{kept}}. "
        + "Remove it when the {{each}} is over, or add it once, outside.",
      mismatched: "This `{{event}}` listener stays on `{{emitter}}`: the removal at line {{line}} names another function, so each {{each}} leaves one behind. "
        + "Keep the function in a variable and hand the same one to both calls.",
      signal: "Each call adds an `abort` listener to `{{emitter}}` and leaves it there when the work ends without an abort: they pile up for as long as the signal lives. "
        + "Remove the listener when the promise settles.",
      pair: "Of the listeners that this promise adds to `{{emitter}}` only the one whose event comes goes away: a `{{event}}` listener stays each time. "
        + "Remove both when either fires, or await `events.once()`.",
      listen: "Each try adds the callback of `{{emitter}}.listen()` as one more `listening` listener, and those of failed tries stay. "
        + "Use a named `listening` listener and remove it when `error` fires.",
      observer: "Each {{each}} makes one more observer, and nothing in this file disconnects it: it keeps what its callback uses. "
        + "Keep it and call `disconnect()` when the {{each}} goes.",
    },
    words: [".on", "addListener", "prepend", "addEventListener", "subscribe", ".observe", ".listen"],
  },
  create(context) {
    const ask = questions(context);
    const listeners: Listener[] = [];
    const leaks: Leak[] = [];
    return {
      CallExpression(call) {
        const listener = listenerAt(ask, call);
        if (listener) listeners.push(listener);
        const other = listenLeak(ask, call) ?? observerLeak(ask, call);
        if (other) leaks.push(other);
      },
      "Program:exit"(program) {
        if (listeners.length === 0 && leaks.length === 0) return;
        let known: Removal[] | undefined;
        const removals = (): Removal[] => (known ??= removalsIn(ask, program));
        const causes = new Map<string, Report[]>();
        for (const one of listeners) {
          const special = abortLeak(ask, one, removals) ?? pairLeak(ask, one, listeners, removals);
          if (special) leaks.push(special);
          const found = special === undefined ? checkAdded(ask, one, removals, listeners) : undefined;
          if (found) causes.set(found.cause, [...(causes.get(found.cause) ?? []), found.report]);
        }
        for (const [first, ...others] of causes.values()) if (first) report(context, withOthers(context, first, others));
        for (const one of leaks) if (!one.isRemoved(removals(), program)) tellSpecial(context, ask, one);
      },
    };
  },
});

function tellSpecial(context: JsContext, ask: JavaScriptQuestions, { node, messageId, data, confidence, how, severity }: Leak): void {
  report(context, { node, messageId, data, confidence: isOfProgram(ask) ? "possible" : confidence, severity, evidence: { context: how } });
}

interface Added {
  report: Report;
  /** Findings that are mended together have the same. */
  cause: string;
}

/**
 * What one way from a handler adds, however much of it, has one cause: that the way is taken again and again. So has what one effect adds, or adds
 * under functions that its end does not know.
 */
function causeOf({ messageId, confidence, evidence, node }: Report, emitter: string, { kind, node: repeated }: Scope): string {
  const way = evidence?.path?.slice(0, 2).map(({ file, line, name }) => `${file} ${line} ${name}`);
  if (messageId === "mismatched" || kind === "mount") return [messageId, confidence, emitter, repeated.range].join();
  return way ? [confidence, evidence?.context, ...way].join() : node.range.join();
}

function withOthers({ filename, sourceCode }: JsContext, first: Report, others: readonly Report[]): Report {
  if (others.length === 0) return first;
  const related = others.slice(0, MAX_RELATED).map(({ node, data }) => {
    const { line } = sourceCode.getLocFromIndex(node.range[0]);
    return { file: filename, line, message: `adds a \`${data?.["event"] ?? ""}\` listener as well` };
  });
  return { ...first, evidence: { ...first.evidence, related } };
}

function checkAdded(
  ask: JavaScriptQuestions, listener: Listener, removals: () => readonly Removal[], others: readonly Listener[],
): Added | undefined {
  const { call, handler } = listener;
  if (!enclosingFunction(call) || listener.isOnce || listener.isSignalled) return undefined;
  const emitter = emitterOf(ask, listener.emitter);
  const scope = emitter && scopeOf(ask, call, emitter);
  if (!emitter || !scope || isResultKept(ask, listener) || isSameEachTime(ask, listener, scope)) return undefined;
  if (ask.isOnceGuarded(call) || isFlagged(ask, call) || isCounted(ask, scope.node)) return undefined;
  const removal = removalOf(ask, listener, removals(), others);
  if (removal?.kind === "removed") return undefined;
  if ((emitter.kind === "param" && scope.kind === "unknown" && !removal) || isInOneTime(ask, call, removals())) return undefined;
  const fn = handlerFunction(ask, handler);
  const kept = fn ? captured(ask, fn, scope.node) : [];
  const isOfWindow = windowEmitter.test(listener.name) && (scope.kind === "unknown" || scope.kind === "mount");
  const isDoubtful = isOfWindow || pageEvents.has(listener.event) || isOfProgram(ask)
    || isOfTree(ask, call, emitter) || isOfSender(ask, emitter, scope);
  // What one object adds for itself leaks where there are many of them, which no file tells: services and stores are made once. So is most of what is
  // set up by a call or for an event of the program (judged: 4 of 14 were right), but for what an object of many hands on.
  const owner = methodOwner(call);
  const isSetUp = removal === undefined && (scope.each === "call" || scope.each === "event") && !(owner && isSubscription(ask, listener, owner, kept));
  const isOfObject = (): boolean => (scope.kind === "constructor" ? ask.others.isPart() : isSetUp && ask.others.isOneOfSeveral());
  const base = isDoubtful ? "possible" : confidenceOf(ask, listener, emitter, scope, kept);
  const mismatched = removal?.kind === "mismatched";
  const isMeant = mismatched && !isDoubtful && emitter.kind !== "instance" && (!isShort(scope.reach.context) || scope.reach.confidence === "possible");
  const sure = isMeant ? strongest(base, "likely") : base;
  const confidence = sure !== "possible" && isOfObject() ? "possible" : sure;
  const data = { event: shorten(listener.event), emitter: listener.name, each: scope.each, kept: keptText(kept), line: mismatched ? String(ask.places.lineOf(removal.by)) : "" };
  const severity: Severity = scope.kind === "handler" || scope.kind === "called" || scope.kind === "loop" ? "warning" : scope.kind === "mount" || mismatched || kept.some((one) => isLarge(one)) ? "warning" : "info";
  const path = scope.kind === "called" && scope.reach.path.length > 0 ? [...scope.reach.path] : undefined;
  const report: Report = { node: call, messageId: mismatched ? "mismatched" : "added", data, confidence, severity, evidence: { context: scope.how, path } };
  return { report, cause: causeOf(report, listener.name, scope) };
}

/** What a component or hook is given, or gets from another hook, goes with the tree around it; what lives with the module stays. */
const isOfTree = (ask: JavaScriptQuestions, call: JsNode, { kind }: Emitter): boolean => kind !== "global" && kind !== "module" && isInComponent(ask, call);

/** An EventTarget takes the same function only once. */
function isSameEachTime(ask: JavaScriptQuestions, { method, handler }: Listener, scope: Scope): boolean {
  if (method !== "addEventListener" || isFresh(handler)) return false;
  const variable = handler.type === "Identifier" ? ask.bindings.variable(handler) : undefined;
  const [name] = variable?.identifiers ?? [];
  if (name) return !contains(scope.node, name);
  return handler.type === "MemberExpression" && (ask.lifetimeOf(handler) === "module" || ask.isSingleton(handler) || scope.kind === "handler");
}

/** A flag that outlives the function is asked and set in it: `if (bound || !window) return; bound = true`. */
function isFlagged(ask: JavaScriptQuestions, call: JsNode): boolean {
  const fn = enclosingFunction(call);
  if (!fn) return false;
  const flags = new Set<string>();
  const tests: string[] = [];
  walk(fn.body, (node) => {
    if (node.type === "AssignmentExpression" && node.right.type === "Literal" && node.right.value === true && ask.lifetimeOf(node.left) !== "local") flags.add(ask.textOf(node.left));
    if (node.type === "IfStatement") tests.push(ask.textOf(node.test));
    return isFunction(node) ? false : undefined;
  });
  return [...flags].some((flag) => tests.some((test) => test.includes(flag)));
}

/** The code asks how many listeners there are. */
const isCounted = (ask: JavaScriptQuestions, scope: JsNode): boolean => /\b(?:listenerCount|hasListeners?|eventNames|listeners|hasListener)\(/.test(ask.textOf(scope));

function confidenceOf(ask: JavaScriptQuestions, listener: Listener, emitter: Emitter, scope: Scope, kept: readonly Variable[]): Confidence {
  const { call } = listener;
  if (elementEvents.test(listener.event) && emitter.kind !== "global") return "possible";
  // It ends when its owner ends it, which may be with the object that it is handed to; an object that handles events itself lives on.
  const isOwn = scope.kind === "handler" || scope.kind === "loop";
  if (emitter.kind === "injected" && !isOwn && listener.emitter && isHandedOver(ask, listener.emitter)) return "possible";
  if (emitter.isDeep || listener.handler.type === "MemberExpression" && listener.method === "subscribe") return "possible";
  const isProgram = emitter.kind === "global" && (/^process\.std/.test(listener.name) || (listener.name === "process" && processEvents.has(listener.event)));
  if (isProgram && scope.each !== "request" && scope.each !== "connection") return "possible";
  if (scope.kind === "mount") return mountConfidence(ask, scope);
  if (emitter.kind === "instance" && scope.kind !== "handler" && scope.kind !== "loop" && scope.kind !== "retry") return listener.emitter && ask.isSingleton(listener.emitter) && scope.kind === "called" ? weakest(scope.confidence, "likely") : "possible";
  // The socket of a page connects once, and again when the line was down.
  if (scope.each === "connection" && ask.places.fileContext?.context === "browser") return "possible";
  if (scope.kind === "called" && scope.each === "event" && scope.reach.path.slice(1).some(({ name }) => startNames.test(name))) return "possible";
  if (scope.kind === "handler" || scope.kind === "called" || scope.kind === "loop" || scope.kind === "retry") {
    const isSure = scope.kind === "handler" && scope.reach.confidence === "certain" && listener.emitter !== undefined && isNodeEmitter(ask, listener.emitter) && isFresh(listener.handler);
    return isSure && emitter.kind !== "instance" ? "certain" : scope.confidence;
  }
  if (listener.method === "subscribe") return "possible";
  if (scope.kind === "restart") return "likely";
  const executor = executorOf(call);
  if (executor && emitter.kind === "module" && kept.some((one) => functionAround(one) === executor)) return "likely";
  const owner = methodOwner(call);
  // A stream that is handed in mostly goes with the object that it is handed to.
  if (emitter.kind === "injected" && streamEvents.has(listener.event)) return "possible";
  if (owner && endsInstances(owner) && emitter.kind !== "instance") return ask.values.lifetimes.isMadeOnce(owner) || onePerPage.test(owner.id?.name ?? "") ? "possible" : "likely";
  if (scope.kind === "unknown" && owner && emitter.kind === "module" && isSubscription(ask, listener, owner, kept)) return "likely";
  if (scope.kind === "constructor") return "possible";
  if (kept.some((one) => isLarge(one))) return "likely";
  const { name } = ask.functionOf(scope.node);
  // `module.exports = function (Posts) { … }`: a module that others take whole runs once.
  const place = scope.node.parent;
  if (place?.type === "AssignmentExpression" && chainText(place.left) === "module.exports") return "possible";
  const isSetup = setupNames.test(name.slice(name.lastIndexOf(".") + 1)) || isShort(scope.reach.context);
  // Nothing that was looked at calls it: code that runs once, or never.
  if (scope.kind === "unknown" && ask.others.isPart()) return "possible";
  return !isSetup && !owner && emitter.kind !== "injected" && scope.reach.context === "unknown" && kept.some((one) => one.defs[0]?.type === "Parameter") && isFresh(listener.handler) ? "likely" : "possible";
}

/**
 * A method of one of several objects adds its caller's function, wrapped in one of its own that uses the object, to an emitter of another file that
 * lives as long as the process: nobody can take away what nobody else can name.
 */
function isSubscription(ask: JavaScriptQuestions, { call, handler }: Listener, owner: ClassNode, kept: readonly Variable[]): boolean {
  const fn = isFunction(handler) ? handler : undefined;
  if (!fn || ask.values.lifetimes.isMadeOnce(owner) || !isMadeOf(owner)) return false;
  let callsGiven = false;
  let usesOwner = false;
  walk(fn.body, (node) => {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    const given = callee?.type === "Identifier" ? ask.bindings.variable(callee) : undefined;
    if (given?.defs[0]?.type === "Parameter" && kept.includes(given)) callsGiven = true;
    if (node.type === "ThisExpression") usesOwner = true;
    return undefined;
  });
  return callsGiven && usesOwner && ask.isForeignAdder(call.callee);
}

/** Instances are made of something: the constructor is given what tells them apart. */
const isMadeOf = (owner: ClassNode): boolean => owner.body.body.some((one) =>
  one.type === "MethodDefinition" && one.kind === "constructor" && isFunction(one.value) && one.value.params.length > 0);

/**
 * Components come and go, but a page has some of them once, and in a whole application one cannot tell which (judged: 4 of 9 were right), unless the
 * effect runs again by itself.
 */
function mountConfidence(ask: JavaScriptQuestions, scope: Scope): Confidence {
  if (!isRunAgain(scope.node) && (isPage(ask.facts) || ask.others.isPart())) return "possible";
  const outer = enclosingFunction(scope.node);
  const owner = methodOwner(scope.node);
  const name = outer ? ask.functionOf(outer).name : (owner?.id?.name ?? "");
  return onePerPage.test(name) || onePerPage.test(ask.summary.file.slice(ask.summary.file.lastIndexOf("/") + 1)) ? "possible" : "likely";
}

/** An effect without a list of what it depends on, or with one that is not empty. */
function isRunAgain(effect: JsNode): boolean {
  const call = effect.parent;
  if (call?.type !== "CallExpression" || !/Effect$/.test(chainText(call.callee))) return false;
  const [, list] = call.arguments;
  return !list || (unwrap(list).type === "ArrayExpression" && (unwrap(list) as TSESTree.ArrayExpression).elements.length > 0);
}

/** Instances of the class come and go: it says how they end. */
const endsInstances = (owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression): boolean =>
  owner.body.body.some((one) => one.type === "MethodDefinition" && endingMethods.has(keyName(one) ?? ""));

/** A list or buffer that the call makes. */
function isLarge(variable: Variable): boolean {
  const [definition] = variable.defs;
  const init = definition?.node.type === "VariableDeclarator" ? definition.node.init : undefined;
  const value = init && unwrap(init);
  if (value?.type === "NewExpression") return value.callee.type === "Identifier" && /Array$|^ArrayBuffer$/.test(value.callee.name) && value.arguments.length > 0;
  return value?.type === "CallExpression" && /^(?:Buffer\.(?:alloc|allocUnsafe|from|concat)|fs\.readFileSync|readFileSync|Array\.from|JSON\.parse)$/.test(calleeText(value));
}

const calleeText = ({ callee }: TSESTree.CallExpression): string => {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.object.type === "Identifier" && callee.property.type === "Identifier" ? `${callee.object.name}.${callee.property.name}` : "";
};

function keptText(kept: readonly Variable[]): string {
  const names = kept.filter((one) => functionAround(one) !== undefined && !isFunction(one.defs[0]?.node as JsNode | undefined)).map((one) => `\`${one.name}\``);
  const parameters = kept.filter((one) => one.defs[0]?.type === "Parameter").map((one) => `\`${one.name}\``);
  const all = [...new Set([...parameters, ...names])].slice(0, MAX_NAMES);
  return all.length === 0 ? "" : ` and keeps ${all.join(", ")} alive`;
}

const strongest = (a: Confidence, b: Confidence): Confidence => (weakest(a, b) === a ? b : a);
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replaceAll(/\s+/g, " ");
