import type { Loop } from "../questions.ts";
import { grows, type CallSummary, type FileContextFact, type FileSummary, type FunctionSummary, type LoopSummary, type RecognisedContext } from "../summary.ts";
import type { Callees } from "./callees.ts";
import type { JsNode, JsSource } from "./context.ts";
import { OwnContexts } from "./contexts.ts";
import type { Dependence } from "./dependence.ts";
import type { Exports } from "./exports.ts";
import { functionName } from "./function-names.ts";
import type { FileFunction, Functions } from "./functions.ts";
import type { Loops } from "./loops.ts";
import type { Guards } from "./guards.ts";
import { argumentsOf, calleeOf, isCall, isFunction, type CallNode, type FunctionNode } from "./nodes.ts";
import type { JsFile } from "./questions.ts";
import type { Registrations } from "./registrations.ts";
import type { Settling } from "./settling.ts";

/** Longest text of what is iterated, for messages. */
const MAX_OVER = 40;

/** A loop of this file and the call in it that a summary tells of; of `xs.map(load)` both are the same node. */
export interface LoopSite {
  loop: Loop<JsNode>;
  call: CallNode;
}

export interface SummaryNeeds {
  file: JsFile;
  context: FileContextFact | undefined;
  functions: Functions;
  callees: Callees;
  exports: Exports;
  registrations: Registrations;
  loops: Loops;
  dependence: Dependence;
  guards: Guards;
  settling: Settling;
  /** Filled with what stands behind each summary of a loop, which alone does not tell what it goes over. */
  sites: WeakMap<LoopSummary, LoopSite>;
  origin(node: JsNode): string | undefined;
  constant(node: JsNode): string | number | boolean | null | undefined;
}

/** What the file offers to the questions of all rules, and to other files. */
export function summarise(needs: SummaryNeeds): FileSummary {
  const { file, functions } = needs;
  const registered = new Map<FunctionNode, RecognisedContext[]>();
  const registrars = new Set<number>();
  const calls = functions.all.map((fn) => callsOf(fn, needs, registered, registrars));
  const own = new OwnContexts(needs);
  const { context } = needs;
  const all = functions.all.map((fn, id): FunctionSummary => {
    const made: FunctionSummary = { id, name: "top level", line: lineOf(file.source, fn.node), async: true, exported: false, contexts: [], calls: calls[id] ?? [] };
    if (!isFunction(fn.node)) return made;
    made.name = functionName(fn.node);
    made.exported = needs.exports.of(fn.node).size > 0;
    const told = registered.get(fn.node) ?? [];
    const contexts = [...told, ...own.of(fn.node, made.name, registrars.has(id)).filter((one) => told.length === 0 || one.context !== "startup")];
    made.contexts = context?.servesOne ? contexts.map((one) => ({ ...one, confidence: "possible" })) : contexts;
    return made;
  });
  return { file: file.filename, language: "javascript", context, functions: all };
}

export const lineOf = (source: JsSource, node: JsNode): number => source.getLocFromIndex(node.range[0]).line;

/**
 * A call whose loop is worked out when first asked for: most callers are never asked about. `asLoop`: the call itself runs its callee once per
 * item; a callee of another file stands where this node does.
 */
export const summaryOf = (call: CallNode, to: CallSummary["to"], asLoop: boolean | JsNode, needs: SummaryNeeds): LazyCall => new LazyCall(call, to, asLoop, needs);

class LazyCall implements CallSummary {
  readonly to: CallSummary["to"];
  deferred?: true;
  readonly #call: CallNode;
  readonly #asLoop: boolean | JsNode;
  readonly #needs: SummaryNeeds;
  #known: { loop?: LoopSummary } | undefined;

  constructor(call: CallNode, to: CallSummary["to"], asLoop: boolean | JsNode, needs: SummaryNeeds) {
    this.to = to;
    this.#call = call;
    this.#asLoop = asLoop;
    this.#needs = needs;
  }

  get line(): number {
    return lineOf(this.#needs.file.source, this.#call);
  }

  get loop(): LoopSummary | undefined {
    return (this.#known ??= loopOf(this.#call, this.#asLoop, this.#needs)).loop;
  }
}

/** The calls of a function; what they register is noted with the registered functions. */
function callsOf(fn: FileFunction, needs: SummaryNeeds, registered: Map<FunctionNode, RecognisedContext[]>, registrars: Set<number>): CallSummary[] {
  const { callees, registrations, functions } = needs;
  const found: CallSummary[] = [];
  const add = (call: CallNode, targets: readonly FunctionNode[], deferred: true | undefined, asLoop: boolean): void => {
    for (const target of targets) {
      const { id } = functions.of(target);
      const made = summaryOf(call, { id }, asLoop, needs);
      // A function that calls itself matters where it does so for each of something.
      if (id !== fn.id || made.loop) found.push(deferred ? Object.assign(made, { deferred }) : made);
    }
  };
  for (const call of fn.calls) {
    const callee = calleeOf(call);
    const direct = call.type === "NewExpression" ? callees.constructors(callee) : callees.functions(callee);
    add(call, direct, undefined, false);
    if (registrations.registersRoute(call)) registrars.add(fn.id);
    for (const { value, functions: targets, role } of registrations.handed(call)) {
      if (role.kind === "kept") continue;
      if (role.kind !== "registered") {
        add(call, targets, role.kind === "deferred" ? true : undefined, needs.loops.iteration(call)?.callback === value);
        continue;
      }
      for (const target of targets) registered.set(target, [...(registered.get(target) ?? []), role.recognised]);
    }
  }
  return found;
}

function loopOf(call: CallNode, asLoop: boolean | JsNode, needs: SummaryNeeds): { loop?: LoopSummary } {
  const { loops, dependence, guards } = needs;
  if (asLoop !== false) {
    const own = asLoop === true ? loops.ofCall(call) : loops.ofForeign(call, asLoop);
    return own ? { loop: loopSummary(call, own, true, needs) } : {};
  }
  const around = loops.around(call).filter((loop) => !guards.endsAfter(call, loop));
  if (around.length === 0) return {};
  const uses = [...argumentsOf(call), calleeOf(call)];
  const dependent = around.filter((loop) => uses.some((one) => dependence.onItem(one, loop)));
  const loop = dependent.find((one) => grows(one.bound)) ?? dependent[0] ?? around[0];
  return loop ? { loop: loopSummary(call, loop, dependent.length > 0, needs) } : {};
}

/** `jobs.push(load(id))` and then `Promise.all(jobs)`: all are begun before any is awaited. */
export function isCollected(call: JsNode, loops: Loops): boolean {
  const { parent } = call;
  return parent !== undefined && isCall(parent) && parent.type === "CallExpression" && parent.callee !== call && loops.isPushedToCombinator(parent);
}

function loopSummary(call: CallNode, loop: Loop<JsNode>, dependent: boolean, needs: SummaryNeeds): LoopSummary {
  const { loops, guards, settling, file: { source } } = needs;
  const { bound, limited } = loop;
  const concurrent = loop.concurrent || isCollected(call, loops);
  const line = lineOf(source, loop.node);
  const made: LoopSummary = { line, over: overText(loop, source), dependent, concurrent, ...(limited && { limited }), bound };
  needs.sites.set(made, { loop, call });
  if (!dependent || !grows(bound)) return made;
  if (concurrent || settling.isSettled(call)) made.settled = true;
  if (guards.exitsOnResult(call, loop)) made.exits = true;
  if (call !== loop.node && guards.carried(call, loop)) made.carried = true;
  return made;
}

/** Source text of what is iterated, on one line and shortened. */
export function overText(loop: Loop<JsNode>, source: JsSource): string {
  if (!loop.over) return "";
  const text = source.getText(loop.over).replace(/\s+/g, " ");
  return text.length > MAX_OVER ? `${text.slice(0, MAX_OVER - 1)}…` : text;
}
