import type { Context } from "../knowledge/context.ts";
import { grows, type CallSummary, type FileSummary, type FunctionSummary, type LinkableSummary, type LoopSummary } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { Foreign } from "./foreign.ts";
import { foreignCalls } from "./foreign-calls.ts";
import type { Locals } from "./locals.ts";
import { argumentsOf, calleeOf } from "./nodes.ts";
import { Offers } from "./offers.ts";
import type { LoopSite, SummaryNeeds } from "./summary.ts";

export interface LinkNeeds extends SummaryNeeds {
  locals: Locals;
  originOfType(type: TSESTree.TypeNode): string | undefined;
  /** Whether what a loop goes over is proved to be long. */
  isLong(over: JsNode): boolean;
}

/** Files that are what they are, whoever calls into them: that they call others is all that those ask. */
const closed: ReadonlySet<Context> = new Set<Context>(["test", "generated"]);

/** The summary of a file with what other files need: plain data, all of it worked out. */
export function linkable(summary: FileSummary, needs: LinkNeeds): LinkableSummary {
  const { file, language, context } = summary;
  const foreign = new Foreign(needs);
  const isClosed = context !== undefined && closed.has(context.context);
  const { calls, registered } = foreignCalls(needs, foreign, isClosed);
  const { exports, handsOn, classes } = isClosed ? { exports: {}, handsOn: [], classes: [] } : new Offers({ ...needs, foreign });
  const functions = summary.functions.map((fn): FunctionSummary => {
    const { id, name, line, async, exported, contexts } = fn;
    const all: CallSummary[] = [];
    for (const call of fn.calls) all.push(callOf(call, needs, isClosed));
    for (const call of calls[id] ?? []) all.push(callOf(call, needs, isClosed));
    return { id, name, line, async, exported, contexts: contexts.map(plain), calls: all };
  });
  return {
    file, language, ...(context && { context: plain(context) }), functions, classes, exports, handsOn,
    registered: registered.map((one) => ({ ...one, context: plain(one.context) })),
  };
}

function callOf(call: CallSummary, needs: LinkNeeds, isClosed: boolean): CallSummary {
  const made: CallSummary = { line: call.line, to: call.to };
  const loop = isClosed ? undefined : call.loop;
  if (loop) made.loop = loopOf(loop, needs);
  if (call.deferred) made.deferred = true;
  return made;
}

/** A loop with what judges of other files cannot ask about. */
function loopOf(loop: LoopSummary, needs: LinkNeeds): LoopSummary {
  const made = { ...loop };
  const site = needs.sites.get(loop);
  if (!site || !loop.dependent || !grows(loop.bound)) return made;
  if (needs.guards.isPaced(site.loop)) made.paced = true;
  if (site.loop.over && needs.isLong(site.loop.over)) made.long = true;
  if (givesItem(site, needs)) made.givesItem = true;
  return made;
}

/** Whether a callee gets the item of a loop, or something of it: as an argument, or to be called on. */
const givesItem = ({ loop, call }: LoopSite, { dependence }: LinkNeeds): boolean =>
  call === loop.node || [...argumentsOf(call), calleeOf(call)].some((one) => dependence.onItem(one, loop));

/** A copy without the keys that hold nothing: what JSON would leave out. */
const plain = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
