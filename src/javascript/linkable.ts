import type { ClassName } from "../models.ts";
import type { Context } from "../knowledge/context.ts";
import { grows, type CallSummary, type FileSummary, type FunctionSummary, type LinkableSummary, type LoopSummary } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { Foreign } from "./foreign.ts";
import { foreignCalls } from "./foreign-calls.ts";
import { foreignShrinks } from "./foreign-shrinks.ts";
import type { Locals } from "./locals.ts";
import { mayNameModels, namedModels } from "./models.ts";
import { argumentsOf, calleeOf, wrapped } from "./nodes.ts";
import { Offers } from "./offers.ts";
import type { LoopSite, SummaryNeeds } from "./summary.ts";

export interface LinkNeeds {
  /** What the summary of the file alone starts from. */
  own: SummaryNeeds;
  locals: Locals;
  originOfType(type: TSESTree.TypeNode): string | undefined;
  /** What a name that is written once stands for. */
  definition(node: JsNode): JsNode;
  /** Functions that rules asked about. */
  asked: ReadonlySet<number>;
  /** Functions of which only loops in other files would matter. */
  askedForLoops: ReadonlySet<number>;
  /** Whether what a loop goes over is proved to be long. */
  isLong(over: JsNode): boolean;
  /** The model whose rows a loop goes over. */
  rowsIn(over: JsNode): ClassName | undefined;
}

/** Files that are what they are, whoever calls into them: that they call others is all that those ask. */
const closed: ReadonlySet<Context> = new Set<Context>(["test", "generated"]);

const nothing: Pick<LinkableSummary, "exports" | "handsOn" | "classes"> = { exports: {}, handsOn: [], classes: [] };

/** The summary of a file with what other files need: plain data, all of it worked out. */
export function linkable(summary: FileSummary, needs: LinkNeeds): LinkableSummary {
  const { file, language, context } = summary;
  const { own, locals, originOfType } = needs;
  const foreign = new Foreign(own, locals, originOfType);
  const isClosed = context !== undefined && closed.has(context.context);
  const { calls, registered } = foreignCalls(own, foreign, isClosed);
  const { file: of, functions: all, callees } = own;
  const { exports, handsOn, classes } = isClosed ? nothing : new Offers({ file: of, functions: all, callees, locals, foreign, origin: own.origin });
  const shrinks = isClosed ? [] : foreignShrinks(of, foreign);
  const { text } = of.source;
  const models = isClosed || !mayNameModels(text) ? [] : namedModels(all.all.flatMap((fn) => fn.calls), text, (node) => needs.definition(node));
  const leading = isClosed ? new Set<number>() : leadingOn(summary, calls, needs, needs.asked);
  const wanted = isClosed ? leading : wantedOf(summary, calls, needs, leading, classes);
  const functions = summary.functions.map((fn): FunctionSummary => {
    const { id, name, line, async, exported, contexts } = fn;
    const made: CallSummary[] = [];
    for (const call of fn.calls) {
      if (!("id" in call.to)) continue;
      const isLeading = leading.has(call.to.id);
      if (isClosed || isLeading || wanted.has(call.to.id)) made.push(callOf(call, isLeading, needs));
    }
    const told = new Set<CallSummary["to"]>();
    for (const call of calls[id] ?? []) {
      const one = callOf(call, !isClosed, needs);
      // Without a loop the first of several equal calls tells enough.
      if (one.loop !== undefined || one.deferred || told.size < told.add(one.to).size) made.push(one);
    }
    return { id, name, line, async, exported, contexts: contexts.map(plain), calls: made };
  });
  return {
    file, language, ...(context && { context: plain(context) }), functions, classes, exports, handsOn,
    registered: registered.map((one) => ({ ...one, context: plain(one.context) })),
    ...(shrinks.length > 0 && { shrinks }), ...(models.length > 0 && { models }),
  };
}

/**
 * Functions that something hangs on: they were asked about, call other files, are methods that classes of other files may replace, or call one of
 * these. How often the others run matters to nobody, so the loops around their calls need not be worked out.
 */
function leadingOn(
  { functions }: FileSummary, foreign: readonly (readonly CallSummary[])[], { own }: LinkNeeds, asked: ReadonlySet<number>,
): ReadonlySet<number> {
  const callers = new Map<number, number[]>();
  const found: number[] = [];
  for (const { id, calls } of functions) {
    const node = own.functions.all[id]?.node;
    if (asked.has(id) || (foreign[id]?.length ?? 0) > 0 || (node && wrapped(node).parent?.type === "MethodDefinition")) found.push(id);
    for (const { to } of calls) {
      if (!("id" in to)) continue;
      const all = callers.get(to.id);
      if (all) all.push(id);
      else callers.set(to.id, [id]);
    }
  }
  const all = new Set(found);
  // A set tells of what is added while it is walked.
  for (const id of all) for (const caller of callers.get(id) ?? []) all.add(caller);
  return all;
}

/** Functions of which somebody may want to know who calls them: those that lead, also to where only loops matter, and those that classes replace. */
function wantedOf(
  summary: FileSummary, foreign: readonly (readonly CallSummary[])[], needs: LinkNeeds, leading: ReadonlySet<number>, classes: LinkableSummary["classes"],
): ReadonlySet<number> {
  const replaceable = classes.flatMap(({ methods }) => Object.values(methods));
  const all = [...needs.asked, ...needs.askedForLoops, ...replaceable];
  return all.every((id) => leading.has(id)) ? leading : leadingOn(summary, foreign, needs, new Set(all));
}

function callOf(call: CallSummary, hasLoop: boolean, needs: LinkNeeds): CallSummary {
  const made: CallSummary = { line: call.line, to: call.to };
  const loop = hasLoop ? call.loop : undefined;
  if (loop) made.loop = loopOf(loop, needs);
  if (call.deferred) made.deferred = true;
  return made;
}

/** A loop with what judges of other files cannot ask about. */
function loopOf(loop: LoopSummary, needs: LinkNeeds): LoopSummary {
  const made = { ...loop };
  const site = needs.own.sites.get(loop);
  if (!site || !loop.dependent || !grows(loop.bound)) return made;
  if (needs.own.guards.isPaced(site.loop)) made.paced = true;
  if (site.loop.over && needs.isLong(site.loop.over)) {
    made.long = true;
    const rows = needs.rowsIn(site.loop.over);
    if (rows) made.rows = rows;
  }
  if (givesItem(site, needs)) made.givesItem = true;
  return made;
}

/** Whether a callee gets the item of a loop, or something of it: as an argument, or to be called on. */
const givesItem = ({ loop, call }: LoopSite, { own: { dependence } }: LinkNeeds): boolean =>
  call === loop.node || [...argumentsOf(call), calleeOf(call)].some((one) => dependence.onItem(one, loop));

/** A copy without the keys that hold nothing: what JSON would leave out. */
const plain = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
