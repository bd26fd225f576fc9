import { concurrencyNames, gatherers, handedOver, keyed, perItem, runners, runnerShapes, starters, streamers } from "../knowledge/python/contexts.ts";
import { loopMethods } from "../knowledge/python/handlers.ts";
import type { Loop } from "../questions.ts";
import { normalise } from "../sink-pattern.ts";
import {
  grows, type FileContextFact, type FileSummary, type ForeignName, type FunctionSummary, type LoopSummary, type RecognisedContext,
} from "../summary.ts";
import type { Callees } from "./callees.ts";
import { factOf } from "./context-facts.ts";
import { Contexts } from "./contexts.ts";
import { isDeferred } from "./deferred.ts";
import { contextOf, isScript } from "./file-contexts.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { basesOf, decoratorsOf, keyword, lastName, parametersOf, positional, type Functions, type PyClass, type PyFunction } from "./functions.ts";
import { handlerIndex } from "./handler-index.ts";
import type { Loops } from "./loops.ts";
import { MadeCalls, type Summarised } from "./made-calls.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import { Registrations, type Registration } from "./registrations.ts";
import { shortText } from "./text.ts";
import type { Values } from "./values.ts";

/** Calls whose function arguments are run once per item. */
const iterating = new Set([...perItem.map((one) => one.call.split(".").at(-1) ?? ""), ...[...keyed].map((one) => one.split(".").at(-1) ?? "")]);

const MAX_BASES = 32;

export interface Parts {
  file: PyFile;
  values: Values;
  functions: Functions;
  callees: Callees;
  loops: Loops;
}

/** What a summary tells besides, where files are linked: of functions of other modules, and more of its loops. */
export interface Beyond {
  /** What a call of an expression runs that is of another module. */
  called(callee: PyNode): readonly ForeignCall[];
  /** The functions of other modules that an expression given to a call may stand for. */
  handed(expression: PyNode): readonly ForeignName[];
  /** More of a loop over data whose item a call depends on. */
  loop(call: PyNode, loop: Loop<PyNode>): Partial<LoopSummary>;
  /** A call registers something that is no function of this file. */
  registered(registration: Registration, call: PyNode): void;
  /** A call starts a coroutine of another module in a context of its own. */
  started(to: ForeignName, context: RecognisedContext, call: PyNode): void;
}

/** Builds the summary of a file in one pass over its calls; `beyond`: where it is linked. */
export const summarise = (parts: Parts, beyond?: Beyond): Summarised => new Builder(parts, beyond).build();

class Builder {
  readonly #parts: Parts;
  readonly #contexts: Contexts;
  readonly #registrations: Registrations;
  readonly #script: boolean;
  readonly #context: FileContextFact | undefined;
  readonly #summaries: FunctionSummary[];
  readonly #beyond: Beyond | undefined;
  readonly #made = new MadeCalls();

  constructor(parts: Parts, beyond: Beyond | undefined) {
    this.#parts = parts;
    const { file, values, functions } = parts;
    this.#contexts = new Contexts(file, values, parts.callees);
    this.#registrations = new Registrations(file, values);
    this.#script = isScript(file);
    this.#context = contextOf(file, this.#script);
    this.#summaries = this.#declared(functions);
    this.#beyond = beyond;
  }

  build(): Summarised {
    const { file, functions } = this.#parts;
    for (const call of file.tree.nodes("call")) this.#call(call);
    this.#properties();
    for (const lambda of functions.all) if (lambda.node.type === "lambda") this.#lambda(lambda);
    for (const fn of this.#summaries) fn.calls = this.#made.ownOf(fn.id);
    const isMethod = (id: number): boolean => functions.all[id]?.owner !== undefined;
    const summary: FileSummary = { file: file.filename, language: "python", ...(this.#context && { context: this.#context }), functions: this.#summaries };
    return { summary, workedOut: (asked) => ({ ...summary, functions: this.#made.workedOut(this.#summaries, asked, isMethod) }) };
  }

  #declared({ all }: Functions): FunctionSummary[] {
    const { patched } = this.#contexts;
    return all.map((fn) => {
      const contexts = this.#contexts.declared(fn);
      const { id, name, node } = fn;
      const summary = { id, name, line: node.line, async: fn.async && !patched, exported: this.#isExported(fn, contexts), contexts, calls: [] };
      return isKept(fn) ? { ...summary, once: true as const } : summary;
    });
  }

  /** Public functions and methods of modules that are not themselves programs. */
  #isExported(fn: PyFunction, contexts: readonly RecognisedContext[]): boolean {
    if (fn.id === 0 || this.#script || fn.parent !== 0 || fn.node.type === "lambda" || fn.ownName.startsWith("_")) return false;
    if (fn.owner && (fn.owner.parent !== 0 || fn.owner.ownName.startsWith("_"))) return false;
    return contexts.every((one) => one.context !== "startup");
  }

  #call(call: PyNode): void {
    const callee = call.field("function");
    const name = callee && lastName(callee);
    if (!callee) return;
    const { functions, callees } = this.#parts;
    const target = callees.called(callee);
    if (target) this.#add(functions.at(call), target, call, this.#isElsewhere(call, target) || isMadeAwaitable(call, target));
    else if (this.#beyond) this.#callBeyond(call, callee, this.#beyond);
    if (name === undefined) return;
    if (loopMethods.names.has(name)) this.#onLoop(functions.at(call));
    if (callee.type === "attribute" && callee.field("object")?.text === "self") for (const below of this.#overriding(call, name)) this.#isElsewhere(call, below);
    this.#handedOver(call, callee, name);
    for (const one of this.#registrations.of(call, callee, name)) {
      const fn = callees.functionOf(one.given);
      if (fn) this.#addContext(fn, one.how(fn.async));
      else this.#beyond?.registered(one, call);
    }
  }

  /** What a function does tells that it runs on an event loop, unless it says otherwise. */
  #onLoop(fn: PyFunction): void {
    const { text } = this.#parts.file.tree;
    if (fn.id === 0 || this.#script || this.#summaries[fn.id]?.contexts.length !== 0) return;
    if (loopMethods.packages.test(text) && loopMethods.unless?.test(text) !== true) this.#addContext(fn, factOf(fn.async, loopMethods, "likely"));
  }

  #callBeyond(call: PyNode, callee: PyNode, beyond: Beyond): void {
    const found = beyond.called(callee);
    if (found.length === 0) return;
    const { functions, loops } = this.#parts;
    const { id } = functions.at(call);
    const isLooped = loops.mayRepeat(call);
    const started = this.#startOf(call);
    for (const { to, isJob } of found) {
      if (started) beyond.started(to, started.context, call);
      this.#made.foreign(id, { call, to, deferred: isJob || started?.elsewhere === true, job: isJob, loop: isLooped ? this.#around : undefined });
    }
  }

  /** Functions that a call is given by name and runs itself: in a thread, once per item. */
  #handedOver(call: PyNode, callee: PyNode, name: string): void {
    const { functions, callees, loops } = this.#parts;
    const given = this.#deferred(call, callee, name);
    if (!given && !iterating.has(name)) return;
    const from = functions.at(call);
    const fn = given && callees.functionOf(given);
    if (fn && given.type !== "lambda") this.#add(from, fn, call, true);
    else if (given) for (const to of this.#beyond?.handed(given) ?? []) this.#made.foreign(from.id, { call, to, deferred: true, loop: this.#around });
    if (given) return;
    for (const argument of [...positional(call), keyword(call, "key")]) {
      if (!argument || argument.type === "lambda" || argument.type === "call") continue;
      const one = callees.functionOf(argument);
      const targets = one ? [one] : (this.#beyond?.handed(argument) ?? []);
      const loop = targets.length > 0 ? loops.callbackLoop(argument) : undefined;
      if (!loop) continue;
      const find = this.#inLoop(loop);
      for (const to of targets) {
        if ("id" in to) this.#made.own(from.id, { call, to: { id: to.id }, deferred: false, loop: find });
        else this.#made.foreign(from.id, { call, to, deferred: false, loop: find });
      }
    }
  }

  /** Reading a property of the own instance calls its function. */
  #properties(): void {
    const { file, functions } = this.#parts;
    const names = new Set(functions.all.filter((fn) => fn.owner && isProperty(fn)).map((fn) => fn.ownName));
    if (names.size === 0) return;
    for (const node of file.tree.nodes("attribute")) {
      const name = node.field("attribute")?.text ?? "";
      if (!names.has(name) || node.field("object")?.text !== "self") continue;
      const from = functions.at(node);
      const around = functions.classAround(from);
      const target = around && functions.method(around, name);
      if (target && isProperty(target)) this.#add(from, target, node, false);
    }
  }

  /** The function that a call runs elsewhere or later. */
  #deferred(call: PyNode, callee: PyNode, name: string): PyNode | undefined {
    const { deferrals } = handlerIndex();
    if (!deferrals.names.has(name)) return undefined;
    const origin = this.#parts.values.origin(callee);
    const row = (origin === undefined ? undefined : deferrals.byName.get(normalise(origin))) ?? deferrals.byLast.get(name);
    if (!row) return undefined;
    return (row.keyword === undefined ? undefined : keyword(call, row.keyword)) ?? positional(call)[row.at];
  }

  /** A lambda is run by the call that it is given to: elsewhere, once per item, or on the spot. */
  #lambda(lambda: PyFunction): void {
    const { functions, loops } = this.#parts;
    const list = lambda.node.parent;
    const holder = list?.type === "keyword_argument" ? list.parent : list;
    const call = holder?.type === "argument_list" ? holder.parent : undefined;
    const callee = call?.type === "call" ? call.field("function") : undefined;
    if (!call || !callee) return;
    const from = functions.at(call);
    const given = this.#deferred(call, callee, lastName(callee) ?? "");
    const deferred = given?.index === lambda.node.index || call.parent?.type === "await";
    const loop = loops.callbackLoop(lambda.node);
    this.#made.own(from.id, { call, to: { id: lambda.id }, deferred, loop: loop && this.#inLoop(loop) });
  }

  #add(from: PyFunction, { id }: PyFunction, call: PyNode, deferred: boolean): void {
    this.#made.own(from.id, { call, to: { id }, deferred, loop: this.#around });
  }

  /** The loop that matters most to a call: over data and with the call depending on its item, else the innermost. */
  readonly #around = (call: PyNode, forOthers: boolean): LoopSummary | undefined => {
    const { loops } = this.#parts;
    const around = loops.around(call);
    const [innermost] = around;
    if (!innermost) return undefined;
    const dependent = around.filter((loop) => loops.dependsOn(call, loop));
    const best = dependent.find((loop) => grows(loop.bound)) ?? dependent[0];
    return this.#summaryOf(best ?? innermost, best !== undefined, call, forOthers);
  };

  /** A call stands for what runs once per item of a loop. */
  #inLoop(loop: Loop<PyNode>): (call: PyNode, forOthers: boolean) => LoopSummary {
    return (call, forOthers) => this.#summaryOf(loop, true, call, forOthers);
  }

  #summaryOf(loop: Loop<PyNode>, dependent: boolean, call: PyNode, forOthers: boolean): LoopSummary {
    const made = loopSummary(loop, dependent, call);
    return forOthers && this.#beyond && dependent && grows(loop.bound) ? { ...made, ...this.#beyond.loop(call, loop) } : made;
  }

  /** Whether the callee does not hold up the caller's event loop; also notes what a coroutine's runner tells about it. */
  #isElsewhere(call: PyNode, target: PyFunction): boolean {
    if (isDeferred(target.node, (node) => this.#parts.values.origin(node)) || (!target.async && this.#isStreamed(call))) return true;
    const started = target.async ? this.#startOf(call) : undefined;
    if (!started) return false;
    if (started.elsewhere) {
      const contexts = this.#summaries[target.id]?.contexts;
      if (contexts?.[0]?.confidence === "possible") contexts.shift();
    }
    this.#addContext(target, { ...started.context, ...(isOfSelf(call) && { replacing: true }) });
    return started.elsewhere;
  }

  /** `StreamingResponse(rows())`: a plain generator is gone through in a thread. */
  #isStreamed(call: PyNode): boolean {
    const callee = this.#userOf(call)?.field("function");
    return callee !== undefined && streamers.has(lastName(callee) ?? "");
  }

  /** The coroutines of the classes below the own one that a coroutine of the own instance may be: `asyncio.run(self.run())` of a base class. */
  #overriding(call: PyNode, name: string): PyFunction[] {
    if (call.parent?.type !== "argument_list") return [];
    const { functions, callees } = this.#parts;
    const around = functions.classAround(functions.at(call));
    if (!around || functions.classes.length < 2) return [];
    return functions.classes.flatMap((one) => {
      const method = one === around ? undefined : one.methods.get(name);
      return method?.async && isBelow(one, around, callees) ? [method] : [];
    });
  }

  #addContext({ id }: PyFunction, context: RecognisedContext): void {
    this.#summaries[id]?.contexts.push(context);
  }

  /** What the call that a coroutine is handed to tells about how it runs; `elsewhere`: not on the caller's event loop. */
  #startOf(call: PyNode): { context: RecognisedContext; elsewhere: boolean } | undefined {
    const callee = this.#userOf(call)?.field("function");
    const name = callee && lastName(callee);
    if (!callee || name === undefined) return undefined;
    const origin = this.#parts.values.origin(callee);
    if (starters.has(name) || gatherers.has(origin ?? "")) {
      const how = name === "run_coroutine_threadsafe" ? handedOver : "started beside other tasks";
      return { context: { context: "unknown", how, confidence: "likely" }, elsewhere: false };
    }
    if (!(origin === undefined ? runnerShapes.has(name) : runners.has(normalise(origin)) || runnerShapes.has(name))) return undefined;
    const how = shortText(callee);
    if (this.#isConcurrent) return { context: { context: "startup", how: `run by ${how}`, confidence: "likely" }, elsewhere: false };
    return { context: { context: "cli", how: `run alone by ${how}`, confidence: "likely", offLoop: true }, elsewhere: true };
  }

  /** The call that a coroutine is handed to, through lists and splats. */
  #userOf(call: PyNode): PyNode | undefined {
    for (let at = call.parent; at; at = at.parent) {
      switch (at.type) {
        case "argument_list": case "list_splat": case "list": case "tuple": case "parenthesized_expression":
        case "list_comprehension": case "generator_expression": case "set_comprehension": continue;
        case "call": return at;
        default: return undefined;
      }
    }
    return undefined;
  }

  #concurrent: boolean | undefined;

  /** The file mentions anything that runs coroutines side by side. */
  get #isConcurrent(): boolean {
    return (this.#concurrent ??= concurrency.test(this.#parts.file.tree.text));
  }
}

/** A class has a class among its bases, through classes of this file. */
function isBelow(start: PyClass, above: PyClass, callees: Callees): boolean {
  const seen = new Set([start]);
  for (const one of seen) {
    if (seen.size > MAX_BASES) break;
    for (const base of basesOf(one.node)) {
      const own = callees.classNamed(base);
      if (own === above) return true;
      if (own) seen.add(own);
    }
  }
  return false;
}

/** `self.run()`: whatever method of the name the instance has. */
const isOfSelf = (call: PyNode): boolean => call.field("function")?.field("object")?.text === "self";

/** `await work(x)` of a plain function that a decorator makes awaitable, which is what those do that run it in a thread. */
const isMadeAwaitable = ({ parent }: PyNode, { async, node }: PyFunction): boolean => !async && parent?.type === "await" && decoratorsOf(node).length > 0;

/** `@functools.cache` above a function without parameters. */
const isKept = ({ node }: PyFunction): boolean =>
  decoratorsOf(node).some((one) => /^(?:functools\.)?(?:lru_)?cache(?:\(.*\))?$/s.test(one.text)) && parametersOf(node).length === 0;

const isProperty = (fn: PyFunction): boolean => decoratorsOf(fn.node).some((one) => /(?:^|\.)(?:cached_)?property$/.test(one.text));

const concurrency = new RegExp(`\\b(?:${[...concurrencyNames].join("|")})\\b`);

function loopSummary(loop: Loop<PyNode>, dependent: boolean, call: PyNode): LoopSummary {
  const { concurrent, limited, bound, over, node } = loop;
  return { line: (node.range[0] <= call.range[0] ? node : call).line, over: shortText(over ?? node.field("condition") ?? node), dependent, concurrent, ...(limited && { limited }), bound };
}
