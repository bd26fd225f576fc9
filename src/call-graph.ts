import { weakest, type Confidence, type Hop } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import { grows, type CallSummary, type FileSummary, type FunctionSummary, type LoopSummary, type RecognisedContext } from "./summary.ts";

/** Calls are followed this far: beyond it the reader cannot follow either. */
const MAX_HOPS = 4;
/** A function with more callers than this is a utility; the first ones tell enough. */
const MAX_CALLERS = 64;

/** From the heaviest to the lightest: a function called from start-up and from a request is a request function. */
const weight: readonly Context[] = ["request", "event", "scheduled", "browser", "unknown", "worker", "startup", "cli", "build", "test", "generated"];

/** Where a function runs, proved by its own registration or by its callers. */
export interface Reach {
  context: Context;
  how: string;
  confidence: Confidence;
  /** From the function that has the context to the function asked about; empty when it is the same one. Each line is that of the call. */
  path: Hop[];
  /** The code runs on an event loop, so blocking it blocks others. */
  onLoop: boolean;
  perRow: boolean;
  /** One request at a time per process: blocking it delays nobody else. */
  alone?: true;
}

/** A loop in a caller that runs the function once per item. */
export interface CallerLoop {
  loop: LoopSummary;
  /** The function that holds the loop. */
  caller: FunctionSummary;
  path: Hop[];
}

/** An `async` function that nobody in sight starts, as the caller of plain ones. */
const unknownCoroutine: RecognisedContext = { context: "unknown", how: "called from a coroutine whose callers are unknown", confidence: "likely" };

interface Step {
  from: FunctionSummary;
  call: CallSummary;
}

/** Who calls whom in one file (later: in one project), asked from the callee's side. */
export class CallGraph {
  readonly #callers = new Map<number, Step[]>();
  readonly #reach = new Map<number, Reach[]>();
  readonly summary: FileSummary;

  constructor(summary: FileSummary) {
    this.summary = summary;
    for (const from of summary.functions) {
      for (const call of from.calls) {
        if (!("id" in call.to) || call.to.id === from.id) continue;
        const steps = this.#callers.get(call.to.id) ?? [];
        this.#callers.set(call.to.id, steps);
        // Of several calls by one function the one in a loop tells most.
        const isWeaker = (one: Step): boolean => one.from === from && !isRepeated(one.call) && one.call.deferred === call.deferred;
        const same = steps.some((one) => one.from === from) && isRepeated(call) ? steps.findIndex(isWeaker) : -1;
        if (same >= 0) steps[same] = { from, call };
        else if (steps.length < MAX_CALLERS) steps.push({ from, call });
      }
    }
  }

  /** Every context that reaches a function, heaviest first, on the event loop before off it; never empty. */
  reach(id: number): Reach[] {
    const known = this.#reach.get(id);
    if (known) return known;
    const all = this.#walk(id);
    all.sort((a, b) => weight.indexOf(a.context) - weight.indexOf(b.context) || Number(b.onLoop) - Number(a.onLoop) || a.path.length - b.path.length);
    this.#reach.set(id, all);
    return all;
  }

  /** The nearest loop in a caller that runs the function for each item, if any; one that grows with the data before one that does not. */
  callerLoop(id: number): CallerLoop | undefined {
    let first: CallerLoop | undefined;
    const fn = this.summary.functions[id];
    const itself = fn?.calls.find((call) => "id" in call.to && call.to.id === id && isRepeated(call));
    if (fn && itself?.loop) return { loop: itself.loop, caller: fn, path: [] };
    for (const { path, step, deferred } of this.#backwards(id)) {
      const { loop } = step.call;
      if (deferred || !loop) continue;
      const found = { loop, caller: step.from, path };
      if (isRepeated(step.call)) return found;
      first ??= found;
    }
    return first;
  }

  #walk(id: number): Reach[] {
    const fn = this.summary.functions[id];
    const found: Reach[] = [];
    if (!fn) return found;
    for (const own of fn.contexts) found.push(this.#fact(fn, own, [], !own.offLoop && (fn.async || own.onLoop === true)));
    let called = false;
    for (const { path, step, deferred, onLoop } of this.#backwards(id)) {
      called = true;
      for (const own of step.from.contexts) {
        found.push(this.#fact(step.from, own, path, !own.offLoop && !deferred && (onLoop || own.onLoop === true)));
      }
      if (!fn.async && onLoop && step.from.async && this.#isEntry(step.from)) found.push(this.#fact(step.from, unknownCoroutine, path, true));
      else if (this.#isEntry(step.from)) found.push({ ...this.#nobody(fn, true), onLoop });
      if (step.from.id === 0) found.push(this.#topLevel(path));
    }
    if (id === 0) found.push(this.#topLevel([]));
    if (found.length === 0 || (fn.exported && fn.contexts.length === 0 && found.every((one) => one.context === "startup"))) found.push(this.#nobody(fn, called));
    return found.map((one) => this.#inFile(one));
  }

  /** A function without a context of its own that code of other files may call, or whatever it was handed to. */
  #isEntry(fn: FunctionSummary): boolean {
    return fn.id !== 0 && fn.contexts.length === 0 && (fn.exported || !this.#callers.has(fn.id));
  }

  /** All steps that lead to a function, nearest first, at most MAX_HOPS long, each caller once. */
  *#backwards(id: number): Generator<{ path: Hop[]; step: Step; deferred: boolean; onLoop: boolean }> {
    const target = this.summary.functions[id];
    const seen = new Set([id]);
    let frontier = [{ id, path: [] as Hop[], deferred: false, onLoop: target?.async ?? false }];
    for (let hops = 0; hops < MAX_HOPS && frontier.length > 0; hops++) {
      const next: typeof frontier = [];
      for (const at of frontier) {
        for (const step of this.#callers.get(at.id) ?? []) {
          if (seen.has(step.from.id)) continue;
          seen.add(step.from.id);
          const callee = this.summary.functions[at.id];
          const path = [{ file: this.summary.file, line: step.call.line, name: callee?.name ?? "" }, ...at.path];
          const deferred = at.deferred || step.call.deferred === true;
          const onLoop = !deferred && (at.onLoop || step.from.async);
          yield { path, step, deferred, onLoop };
          next.push({ id: step.from.id, path, deferred, onLoop });
        }
      }
      frontier = next;
    }
  }

  #fact(fn: FunctionSummary, own: RecognisedContext, path: Hop[], onLoop: boolean): Reach {
    const start: Hop[] = path.length > 0 ? [{ file: this.summary.file, line: fn.line, name: fn.name }, ...path] : [];
    const { context, how, confidence, perRow, alone } = own;
    return { context, how, confidence, path: start, onLoop, perRow: perRow === true, ...(alone && { alone }) };
  }

  #topLevel(path: Hop[]): Reach {
    return { context: "startup", how: "top level of the file", confidence: "certain", path, onLoop: false, perRow: false };
  }

  #nobody(fn: FunctionSummary, called: boolean): Reach {
    const onLoop = fn.async || [...this.#backwards(fn.id)].some((one) => one.onLoop);
    const how = fn.exported ? "exported function, callers unknown" : called ? "called by functions whose callers are unknown" : "callers unknown";
    return { context: "unknown", how, confidence: "likely", path: [], onLoop, perRow: false };
  }

  /** The context of the whole file: tests, builds and generated files stay what they are; a script may still hold a handler. */
  #inFile(one: Reach): Reach {
    const file = this.summary.context;
    if (!file) return one;
    const firm = file.context === "test" || file.context === "build" || file.context === "generated";
    const told = one.context !== "unknown" && one.context !== "startup";
    return firm || !told ? { ...one, context: file.context, how: file.how, confidence: weakest(one.confidence, "likely") } : one;
  }
}

const isRepeated = ({ loop }: CallSummary): boolean => loop !== undefined && loop.dependent && grows(loop.bound);
