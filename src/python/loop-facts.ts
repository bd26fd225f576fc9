import type { Loop } from "../questions.ts";
import type { LoopSummary } from "../summary.ts";
import { isPaced, isRowByRow } from "./item-guards.ts";
import type { PyNode } from "./node.ts";
import { isProvedLong } from "./open-collections.ts";
import type { PythonQuestions } from "./questions.ts";

/** What the callee of a call in a loop over data cannot see of the loop from its own file. */
export function loopFacts(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): Partial<LoopSummary> {
  const list = call.field("arguments");
  return {
    ...(isAwaited(call) && { settled: true }),
    ...(loop.kind !== "callback" && ask.exitsOnResult(call, loop) && { exits: true }),
    ...(loop.kind !== "callback" && ask.carried(call, loop) && { carried: true }),
    ...(isPaced(ask, loop) && { paced: true }),
    ...(isLong(ask, call, loop) && { long: true }),
    ...((loop.kind === "callback" || (list && ask.dependsOn(list, loop))) && { givesItem: true }),
  };
}

const isAwaited = (call: PyNode): boolean => call.parent?.type === "await";

/** The rows of an outer loop are many even where each has a few of what the inner one goes over. */
function isLong(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  if (isRowByRow(ask, loop)) return false;
  if (isProvedLong(ask, loop.over)) return true;
  return ask.loops(call).some((one) => one.node !== loop.node && ask.dependsOn(call, one) && isProvedLong(ask, one.over));
}
