import { weakest, type Confidence, type Hop } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import { grows, type CallSummary, type FileContextFact, type FileSummary, type FunctionSummary, type LoopSummary, type RecognisedContext } from "./summary.ts";

/** Calls are followed this far: beyond it the reader cannot follow either. */
const MAX_HOPS = 4;
/** A function with more callers than this is a utility; the first ones tell enough. */
const MAX_CALLERS = 64;

/** From the heaviest to the lightest: a function called from start-up and from a request is a request function. */
const weight: readonly Context[] = ["request", "event", "scheduled", "browser", "unknown", "worker", "startup", "cli", "build", "test", "generated"];

const quiet: ReadonlySet<Context> = new Set<Context>(["cli", "build", "test", "generated"]);

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
  /** Only those who run the service may start it. */
  rare?: true;
  /** All files of an application were looked at, and nothing that runs leads to it. */
  uncalled?: true;
  /** Nor does anything else call it. */
  unused?: true;
  /** Several files of an application were looked at, and none of them tells who runs it or waits for it. */
  untold?: true;
}

/** A loop in a caller that runs the function once per item. */
export interface CallerLoop {
  loop: LoopSummary;
  /** The function that holds the loop. */
  caller: Pick<FunctionSummary, "name" | "line" | "contexts"> & { file: string };
  /** The function calls itself for each of something. */
  recursive?: true;
  /** Each iteration waits for other functions as well: it is a piece of work. */
  busy?: true;
  /** The key of the model whose rows the loop goes over, where files are linked. */
  model?: string;
  path: Hop[];
}

/** A function with what it calls. */
export interface GraphFunction {
  fn: FunctionSummary;
  file: FileSummary;
  /** Its own contexts, and those that other files register it in. */
  contexts: readonly RecognisedContext[];
  /** Calls of functions of the graph, by their indices. */
  calls: readonly { call: CallSummary; to: number }[];
  /** Code outside of the graph may call it. */
  isPublic: boolean;
  /** All code that may call it is in the graph. */
  isClosed?: boolean;
  /** It belongs to an application of which several files are in the graph. */
  isPart?: boolean;
}

/** An `async` function that nobody in sight starts, as the caller of plain ones. */
const unknownCoroutine: RecognisedContext = { context: "unknown", how: "called from a coroutine whose callers are unknown", confidence: "likely" };

/** What somebody hands to a queue, where nothing else tells how it runs. */
const job: RecognisedContext = { context: "event", how: "job of a queue", confidence: "likely" };

/** A call, seen from its callee. */
interface Step {
  from: number;
  call: CallSummary;
}

/** A way to reach a function; `isOther`: told by a caller in another file. */
type Found = Reach & { isOther?: boolean };

interface Caller {
  from: GraphFunction;
  at: number;
  call: CallSummary;
  /** From the caller to the function asked about. */
  path: Hop[];
  deferred: boolean;
  onLoop: boolean;
}

/** What is known of a function before what its parameters look like: a route that others register it for says who may use it. */
export function toldContexts(contexts: readonly RecognisedContext[]): readonly RecognisedContext[] {
  if (contexts.length === 0) return contexts;
  const isTold = ({ context }: RecognisedContext): boolean => contexts.some((one) => one.context === context && !one.assumed);
  return contexts.some((one) => one.assumed) ? contexts.filter((one) => !one.assumed || !isTold(one)) : contexts;
}

/** The functions of one file as the functions of a graph: other files may call what is exported. */
export const graphOf = (file: FileSummary): CallGraph => new CallGraph(file.functions.map((fn): GraphFunction => ({
  fn, file, contexts: toldContexts(fn.contexts), isPublic: fn.exported,
  calls: fn.calls.flatMap((call) => ("id" in call.to ? [{ call, to: call.to.id }] : [])),
})));

/** Who calls whom, in one file or in a project, asked from the callee's side. */
export class CallGraph {
  readonly #functions: readonly GraphFunction[];
  readonly #callers = new Map<number, Step[]>();
  readonly #reach = new Map<number, Reach[]>();
  readonly #cut = new Set<number>();
  /** What somebody has run as a job. */
  readonly #jobs = new Set<number>();

  constructor(functions: readonly GraphFunction[]) {
    this.#functions = functions;
    for (const [from, { calls }] of functions.entries()) {
      for (const { call, to } of calls) {
        if (call.job) this.#jobs.add(to);
        if (to === from || call.job) continue;
        const steps = this.#callers.get(to);
        if (!steps) {
          this.#callers.set(to, [{ from, call }]);
          continue;
        }
        // Of several calls by one function the one in a loop tells most.
        const isWeaker = (one: Step): boolean => one.from === from && !isRepeated(one.call) && one.call.deferred === call.deferred;
        const same = steps.some((one) => one.from === from) && isRepeated(call) ? steps.findIndex(isWeaker) : -1;
        if (same >= 0) steps[same] = { from, call };
        else if (steps.length < MAX_CALLERS) steps.push({ from, call });
        else this.#cut.add(to);
      }
    }
  }

  /** Functions with more callers than are followed. */
  get cut(): number {
    return this.#cut.size;
  }

  /** Every context that reaches a function, heaviest first, on the event loop before off it; never empty. */
  reach(at: number): Reach[] {
    const known = this.#reach.get(at);
    if (known) return known;
    const all = this.#walk(at);
    all.sort((a, b) => weight.indexOf(a.context) - weight.indexOf(b.context) || Number(b.onLoop) - Number(a.onLoop) || a.path.length - b.path.length);
    this.#reach.set(at, all);
    return all;
  }

  /** The nearest loop in a caller that runs the function for each item, if any; one that grows with the data before one that does not. */
  callerLoop(at: number): CallerLoop | undefined {
    let first: CallerLoop | undefined;
    const target = this.#functions[at];
    const itself = target?.calls.find(({ call, to }) => to === at && isRepeated(call));
    if (target && itself?.call.loop) return { loop: itself.call.loop, caller: callerOf(target), recursive: true, path: [] };
    for (const { path, call, from, deferred } of this.#backwards(at, true)) {
      const { loop } = call;
      if (deferred || !loop) continue;
      const found = { loop, caller: callerOf(from), path, ...(isBusy(from.fn, call) && { busy: true as const }) };
      if (isRepeated(call)) return found;
      first ??= found;
    }
    return first;
  }

  #walk(at: number): Reach[] {
    const target = this.#functions[at];
    const found: Found[] = [];
    if (!target) return [];
    const { fn, file } = target;
    for (const own of target.contexts) found.push(factOf(target, own, [], !own.offLoop && (fn.async || own.onLoop === true)));
    if (this.#jobs.has(at) && target.contexts.length === 0) found.push(factOf(target, job, [], fn.async));
    let called = false;
    let isOnLoop = fn.async;
    for (const caller of this.#backwards(at)) {
      const { from, path, deferred, onLoop } = caller;
      called = true;
      isOnLoop ||= onLoop;
      const isOther = from.file !== file;
      const inFile = (one: Reach): Found => (isOther ? { ...within(one, from.file.context), isOther } : one);
      for (const own of from.contexts) found.push(inFile(factOf(from, own, path, !own.offLoop && !deferred && (onLoop || own.onLoop === true))));
      if (from.fn.id === 0) found.push(inFile(topLevel(path)));
      else if (!fn.async && onLoop && from.fn.async && this.#isEntry(caller.at)) found.push(inFile(factOf(from, unknownCoroutine, path, true)));
      else if (this.#isEntry(caller.at)) found.push(inFile(nobody(target, true, onLoop)));
    }
    if (fn.id === 0) found.push(topLevel([]));
    // What is public is there for others than the tests and scripts of its own project.
    const isOwnUse = ({ context, isOther }: Found): boolean => context === "startup" || (isOther === true && quiet.has(context));
    const isOpen = target.isPublic && target.contexts.length === 0 && found.every(isOwnUse);
    if (found.length === 0 || isOpen) found.push(nobody(target, called, isOnLoop));
    return found.map(({ isOther: _, ...one }) => within(one, file.context));
  }

  /** A function without a context of its own that code out of sight may call, or whatever it was handed to. */
  #isEntry(at: number): boolean {
    const one = this.#functions[at];
    return one !== undefined && one.fn.id !== 0 && one.contexts.length === 0 && (one.isPublic || !this.#callers.has(at));
  }

  /** All calls that lead to a function, nearest first, at most MAX_HOPS away, each caller once. `eachTime`: only those that run it each time. */
  *#backwards(at: number, eachTime = false): Generator<Caller> {
    const seen = new Set([at]);
    let frontier = [{ at, path: [] as Hop[], deferred: false, onLoop: this.#functions[at]?.fn.async ?? false }];
    for (let hops = 0; hops < MAX_HOPS && frontier.length > 0; hops++) {
      const next: typeof frontier = [];
      for (const callee of frontier) {
        const { name = "", once } = this.#functions[callee.at]?.fn ?? {};
        if (once && eachTime) continue;
        for (const { from: caller, call } of this.#callers.get(callee.at) ?? []) {
          const from = this.#functions[caller];
          if (!from || seen.has(caller)) continue;
          seen.add(caller);
          const path = [{ file: from.file.file, line: call.line, name }, ...callee.path];
          const deferred = callee.deferred || call.deferred === true;
          const onLoop = !deferred && (callee.onLoop || from.fn.async);
          yield { from, at: caller, call, path, deferred, onLoop };
          next.push({ at: caller, path, deferred, onLoop });
        }
      }
      frontier = next;
    }
  }
}

/** That nobody in sight is known to run a function; `called`: something in sight calls it. */
function nobody({ isPublic, isPart, isClosed }: GraphFunction, called: boolean, onLoop: boolean): Reach {
  const how = isPublic ? "exported function, callers unknown" : called ? "called by functions whose callers are unknown" : "callers unknown";
  return {
    context: "unknown", how, confidence: "likely", path: [], onLoop, perRow: false, ...(isPart && { untold: true as const }),
    ...(isClosed && { uncalled: true as const, ...(!called && { unused: true as const }) }),
  };
}

/** Whether a loop of a caller stands on the way by which a function is reached. The file of a function on it is that of the call after it. */
export const isOnWay = ({ caller }: CallerLoop, { path }: Reach): boolean =>
  path.some(({ name, file }, at) => name === caller.name && (path[at + 1]?.file ?? file) === caller.file);

/** The function that holds a loop, as the start of a path. */
export const hopOf = ({ file, line, name }: CallerLoop["caller"]): Hop => ({ file, line, name });

function callerOf({ fn: { name, line }, contexts, file: { file, context } }: GraphFunction): CallerLoop["caller"] {
  const told: RecognisedContext[] = context && contexts.length === 0 ? [{ context: context.context, how: context.how, confidence: "likely" }] : [...contexts];
  return { name, line, contexts: told, file };
}

function factOf({ fn, file, isPart }: GraphFunction, own: RecognisedContext, path: Hop[], onLoop: boolean): Reach {
  const start: Hop[] = path.length > 0 ? [{ file: file.file, line: fn.line, name: fn.name }, ...path] : [];
  const { context, how, confidence, perRow, alone, rare } = own;
  // Who starts a task beside other work waits for something else.
  const untold = isPart === true && context === "unknown" && own !== unknownCoroutine;
  return {
    context, how, confidence, path: start, onLoop, perRow: perRow === true, ...(alone && { alone }), ...(rare && { rare }), ...(untold && { untold }),
  };
}

const topLevel = (path: Hop[]): Reach => ({ context: "startup", how: "top level of the file", confidence: "certain", path, onLoop: false, perRow: false });

/** Whether the iterations in which a function is called wait for another one that is given the item. */
const isBusy = ({ calls }: FunctionSummary, { loop, to }: CallSummary): boolean => calls.some((one) =>
  one.loop?.line === loop?.line && one.loop?.settled === true && one.loop.dependent && JSON.stringify(one.to) !== JSON.stringify(to));

/** The context of a whole file: tests, builds and generated files stay what they are; a script may still hold a handler. */
function within(one: Reach, file: FileContextFact | undefined): Reach {
  if (!file) return one;
  const firm = file.context === "test" || file.context === "build" || file.context === "generated";
  const told = one.context !== "unknown" && one.context !== "startup";
  return firm || !told ? { ...one, context: file.context, how: file.how, confidence: weakest(one.confidence, "likely") } : one;
}

const isRepeated = ({ loop }: CallSummary): boolean => loop !== undefined && loop.dependent && grows(loop.bound);
