import type { Reach } from "../call-graph.ts";
import { FileCalls } from "../file-calls.ts";
import type { Loop, Repetition } from "../questions.ts";
import { grows, type FileContextFact, type FileSummary, type FunctionSummary, type ForeignName, type LinkableSummary, type LoopSummary } from "../summary.ts";
import { Bounds } from "./bounds.ts";
import { Callees } from "./callees.ts";
import type { JsNode } from "./context.ts";
import { Dependence } from "./dependence.ts";
import { Exports } from "./exports.ts";
import { Foreign } from "./foreign.ts";
import type { Functions } from "./functions.ts";
import { Guards } from "./guards.ts";
import { Iterations } from "./iterations.ts";
import { linkable, type LinkNeeds } from "./linkable.ts";
import { Loops, type Iteration } from "./loops.ts";
import { argumentsOf, calleeOf, enclosingFunction, isCall, type CallNode, type FunctionNode } from "./nodes.ts";
import type { JsFile } from "./questions.ts";
import { Registrations } from "./registrations.ts";
import { Settling } from "./settling.ts";
import { contextOf } from "./file-contexts.ts";
import { getsItem } from "./handed-items.ts";
import { isCollected, overText, summarise, type LoopSite, type SummaryNeeds } from "./summary.ts";
import type { Values } from "./values.ts";

/** Functions that run on the spot stand in each other only so deep. */
const MAX_NESTED = 8;

/** Functions, contexts and loops of one file. Nothing is worked out before it is asked for. */
export class Places {
  /** Who reaches the functions of the file. */
  readonly calls: FileCalls;
  /** What the iterations of a loop leave to each other. */
  readonly iterations: Iterations;
  readonly #file: JsFile;
  readonly #values: Values;
  readonly #names: Pick<Values, "origin" | "constant" | "collection">;
  readonly #callees: Callees;
  readonly #loops: Loops;
  readonly #settling: Settling;
  readonly #dependence: Dependence;
  readonly #guards: Guards;
  readonly #registrations: Registrations;
  readonly #sites = new WeakMap<LoopSummary, LoopSite>();
  #exports: Exports | undefined;
  #context: { known: FileContextFact | undefined } | undefined;

  constructor(file: JsFile, values: Values) {
    this.#file = file;
    this.#values = values;
    const { bindings, source } = file;
    const names = {
      origin: (node: JsNode) => values.origin(node),
      constant: (node: JsNode) => values.constant(node),
      collection: (node: JsNode) => values.collection(node),
    };
    this.#names = names;
    this.#callees = new Callees(bindings, () => this.#all.memberNames);
    this.#dependence = new Dependence(bindings);
    this.iterations = new Iterations(bindings, this.#dependence);
    this.#guards = new Guards({ source, bindings, dependence: this.#dependence, constant: names.constant });
    const { packages } = file.facts;
    const iteration = (call: CallNode): Iteration | undefined => this.#loops.iteration(call);
    this.#registrations = new Registrations({ callees: this.#callees, bindings, packages, ...names, iteration });
    const bounds = new Bounds({ bindings, ...names });
    const runs = (call: CallNode, fn: JsNode): boolean => this.#registrations.runs(call, fn);
    this.#loops = new Loops({ source, bindings, callees: this.#callees, bounds, origin: names.origin, runs });
    this.#settling = new Settling(bindings, this.#loops);
    this.calls = new FileCalls(() => summarise(this.#needs), file.settings.project?.answers);
  }

  /** The context of the whole file: by its place, its first line, what it imports, what it names. */
  get fileContext(): FileContextFact | undefined {
    this.#context ??= { known: contextOf(this.#file, this.#names.origin) };
    return this.#context.known;
  }

  get summary(): FileSummary {
    return this.calls.summary;
  }

  functionOf(node: JsNode): FunctionSummary {
    const { functions } = this.summary;
    const found = functions[this.#all.of(node).id] ?? functions[0];
    if (!found) throw new Error("A file has a top level");
    return found;
  }

  reach(node: JsNode): Reach {
    return this.reaches(node)[0];
  }

  /** Every context that reaches the code of a node, heaviest first. */
  reaches(node: JsNode): [Reach, ...Reach[]] {
    const [first, ...others] = this.calls.reach(this.#all.of(node).id);
    if (!first) throw new Error("Code runs somewhere");
    return [first, ...others];
  }

  loops(node: JsNode): Loop<JsNode>[] {
    return this.#loops.around(node);
  }

  /** The loop that a call makes of the function it is given. */
  loopOf(call: CallNode): Loop<JsNode> | undefined {
    return this.#loops.ofCall(call);
  }

  dependsOn(expression: JsNode, loop: Loop<JsNode>): boolean {
    return this.#dependence.onItem(expression, loop);
  }

  repetition(node: JsNode, onlyLong = false): Repetition<JsNode> | undefined {
    if (!this.mayRepeat(node, onlyLong)) return undefined;
    const uses = isCall(node) ? [...argumentsOf(node), calleeOf(node)] : [node];
    const around = this.loops(node).filter((loop) => !this.#guards.endsAfter(node, loop));
    const dependent = around.filter((loop) => uses.some((one) => this.dependsOn(one, loop)));
    // A few tries or kinds for each item are still once per item; pieces of a list are not.
    const cut = dependent.findIndex((loop) => loop.bound === "chunked");
    const own = dependent.find((loop, at) => grows(loop.bound) && (cut < 0 || at < cut));
    if (own) return this.repetitionIn(node, own);
    const caller = cut >= 0 ? undefined : this.calls.callerLoop(this.#all.of(node).id, onlyLong);
    if (caller?.loop.dependent && (grows(caller.loop.bound) || dependent.length === 0)) {
      const { bound, concurrent, limited, line, over } = caller.loop;
      return { kind: "caller", bound, concurrent, ...(limited && { limited }), line, over, ...caller };
    }
    return dependent[0] && this.repetitionIn(node, dependent[0]);
  }

  /** A loop around a node as what repeats it, whether or not the node names its item. */
  repetitionIn(node: JsNode, loop: Loop<JsNode>): Repetition<JsNode> {
    const { bound, limited } = loop;
    const line = this.lineOf(loop.node);
    const concurrent = loop.concurrent || this.#isCollected(node, loop);
    return { kind: "loop", loop, bound, concurrent, ...(limited && { limited }), line, over: overText(loop, this.#file.source) };
  }

  /** The call, or an asynchronous function around it that is called on the spot, is pushed to a list that a combinator awaits. */
  #isCollected(node: JsNode, loop: Loop<JsNode>): boolean {
    let at: JsNode | undefined = node;
    for (let i = 0; i < MAX_NESTED && at; i++) {
      if (isCollected(at, this.#loops)) return true;
      const fn = enclosingFunction(at);
      at = fn && fn.range[0] > loop.node.range[0] ? this.#loops.runner(fn) : undefined;
    }
    return false;
  }

  /** The loop of this file that a summary of one stands for. */
  loopBehind(summary: LoopSummary): Loop<JsNode> | undefined {
    return this.#sites.get(summary)?.loop;
  }

  /** Whether a call is of no function of this file. */
  isForeignCall(call: CallNode): boolean {
    return this.#callees.functions(calleeOf(call)).length === 0;
  }

  /** Whether a call in a helper reads what the loop behind a summary gives that helper of its item. */
  getsItem(call: CallNode, summary: LoopSummary): boolean {
    const site = this.#sites.get(summary);
    return !site || getsItem(call, site, this.#callees, this.#dependence);
  }

  /** The line of a node, from 1. */
  lineOf(node: JsNode): number {
    return this.#file.source.getLocFromIndex(node.range[0]).line;
  }

  /** The arguments of a call read parameters of an `async` function around it: its work differs from call to call. */
  isAsyncWork(call: CallNode): boolean {
    let at = enclosingFunction(call);
    while (at && !at.async) {
      const runner = this.#loops.runner(at);
      at = runner && enclosingFunction(runner);
    }
    const fn = at;
    return fn !== undefined && argumentsOf(call).some((one) => this.#dependence.onParameters(one, fn));
  }

  /** A call, or what it is made on, reads a parameter of a function around it: it may differ each time that function is called. */
  readsParameters(call: CallNode): boolean {
    const uses = [...argumentsOf(call), calleeOf(call)];
    for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) {
      const at = fn;
      if (uses.some((one) => this.#dependence.onParameters(one, at))) return true;
    }
    return false;
  }

  /** The loop ends as soon as the result of the call fits. */
  exitsOnResult(call: JsNode, loop: Loop<JsNode>): boolean {
    return this.#guards.exitsOnResult(call, loop);
  }

  /** What follows the call leaves the loop. */
  endsAfter(call: JsNode, loop: Loop<JsNode>): boolean {
    return this.#guards.endsAfter(call, loop);
  }

  /** A later iteration needs what the call gave in an earlier one. */
  carried(call: JsNode, loop: Loop<JsNode>): boolean {
    return this.#guards.carried(call, loop);
  }

  /** Inside a transaction or lock (that begins within `region`, if given): calls cannot run side by side. */
  inTransaction(node: JsNode, region?: JsNode): boolean {
    return this.#guards.inTransaction(node, region);
  }

  /** The call is not awaited but handed, with those of all other items, to a call that sends them as one. */
  isBatched(call: CallNode): boolean {
    return this.#loops.isBatched(call);
  }

  /** The value of a call is awaited, or handed to something that awaits it; `byCaller`: what its function returns is. */
  isSettled(call: CallNode, byCaller = false): boolean {
    return this.#settling.isSettled(call, byCaller);
  }

  /** A lazy query is run. */
  isRun(call: CallNode, byCaller = false): boolean {
    return this.#settling.isRun(call, byCaller);
  }

  /** The loop waits on purpose between its iterations: a rate limit. */
  isPaced(loop: Loop<JsNode>): boolean {
    return this.#guards.isPaced(loop);
  }

  /** The code runs the first time only; what it fills outlives `region` (by default its function). */
  isOnceGuarded(node: JsNode, region?: JsNode): boolean {
    return this.#guards.isOnceGuarded(node, region);
  }

  /** A cheap look at whether code of the file may run once per item of something that the file goes over. */
  get mayLoop(): boolean {
    return this.#all.mayLoop;
  }

  /** A cheap look at whether a node may run once per item of something: in its file or, where files are linked, by a loop of another one. */
  mayRepeat(node: JsNode, onlyLong = false): boolean {
    if (this.mayLoop) return true;
    return this.#file.settings.project !== undefined && this.calls.isLoopedElsewhere(this.#all.of(node).id, onlyLong);
  }

  /** A cheap look at whether a name may be a container that was empty when made and outlives the function around a node. */
  mayBeKept(target: JsNode, node: JsNode): boolean {
    return this.#all.emptyContainers.mayOutlive(target, this.#all.beyond(node));
  }

  /** Functions of this file that an expression may mean. */
  functionsOf(expression: JsNode): readonly FunctionNode[] {
    return this.#callees.functions(expression);
  }

  /** What a call does with a function among its arguments: whether it runs it on the spot. */
  runs(call: CallNode, fn: JsNode): boolean {
    return this.#registrations.runs(call, fn);
  }

  get #all(): Functions {
    return this.#file.functions();
  }

  /** The summary with what other files need. */
  linkable(isLong: LinkNeeds["isLong"], rowsIn: LinkNeeds["rowsIn"] = () => undefined): LinkableSummary {
    const { locals } = this.#values;
    const { asked, askedForLoops } = this.calls;
    const values = this.#values;
    return linkable(this.summary, {
      own: this.#needs, locals, asked, askedForLoops, isLong, rowsIn,
      originOfType: (type) => values.originOfType(type), definition: (node) => values.definition(node),
    });
  }

  #foreign: Foreign | undefined;

  /** What an expression means of another module of the project. */
  foreignName(expression: JsNode): ForeignName | undefined {
    this.#foreign ??= new Foreign({ file: this.#file, ...this.#names }, this.#values.locals, (type) => this.#values.originOfType(type));
    return this.#foreign.name(expression);
  }

  get #needs(): SummaryNeeds {
    const { bindings, source } = this.#file;
    this.#exports ??= new Exports(source.ast, bindings, this.#callees);
    return {
      file: this.#file, context: this.fileContext, functions: this.#all, exports: this.#exports,
      callees: this.#callees, registrations: this.#registrations, loops: this.#loops, dependence: this.#dependence, guards: this.#guards,
      settling: this.#settling, sites: this.#sites, ...this.#names,
    };
  }
}
