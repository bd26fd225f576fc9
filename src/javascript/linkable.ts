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

/** The summary of a file with what other files need: plain data, all of it worked out. */
export function linkable(summary: FileSummary, needs: LinkNeeds): LinkableSummary {
  const foreign = new Foreign(needs);
  const { calls, registered } = foreignCalls(needs, foreign);
  const { exports, handsOn, classes } = new Offers({ ...needs, foreign });
  const functions = summary.functions.map((fn): FunctionSummary => ({
    ...plain(fn), contexts: fn.contexts.map(plain), calls: [...fn.calls, ...(calls[fn.id] ?? [])].map((call) => callOf(call, needs)),
  }));
  return {
    ...plain({ file: summary.file, language: summary.language, context: summary.context && plain(summary.context) }),
    functions, classes, exports, handsOn, registered: registered.map((one) => ({ ...one, context: plain(one.context) })),
  };
}

function callOf({ line, to, loop, deferred }: CallSummary, needs: LinkNeeds): CallSummary {
  return plain({ line, to, loop: loop && loopOf(loop, needs), deferred });
}

/** A loop with what judges of other files cannot ask about. */
function loopOf(loop: LoopSummary, needs: LinkNeeds): LoopSummary {
  const made = plain(loop);
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
