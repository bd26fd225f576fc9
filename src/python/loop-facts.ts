import type { Loop } from "../questions.ts";
import type { LoopSummary } from "../summary.ts";
import { idLookup } from "../knowledge/python/orms.ts";
import { isPaced, isRowByRow } from "./item-guards.ts";
import type { PyNode } from "./node.ts";
import { isProvedLong } from "./open-collections.ts";
import type { PythonQuestions } from "./questions.ts";
import { rowsOf } from "./rows.ts";

/** What the callee of a call in a loop over data cannot see of the loop from its own file. What matters of long loops only is told of those. */
export function loopFacts(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): Partial<LoopSummary> {
  const list = call.field("arguments");
  const long = isLong(ask, call, loop);
  const isStatement = long && loop.kind !== "callback";
  return {
    ...(isAwaited(call) && { settled: true }),
    ...(isStatement && ask.exitsOnResult(call, loop) && { exits: true }),
    ...(isStatement && ask.carried(call, loop) && { carried: true }),
    ...(isPaced(ask, loop) && { paced: true }),
    ...(long && { long, ...rowsIn(ask, loop) }),
    ...((loop.kind === "callback" || (list && ask.dependsOn(list, loop))) && { givesItem: true }),
  };
}

/** The model whose rows a loop goes over, as linked files may know it; of rows with some ids nothing says that they are many. */
function rowsIn(ask: PythonQuestions, { over }: Loop<PyNode>): Pick<LoopSummary, "rows"> {
  const found = rowsOf(ask, over);
  if (found?.calls.some((call) => isChosen(ask, call))) return {};
  const rows = found && ask.classNamed(found.model);
  return rows ? { rows } : {};
}

/** `filter(pk__in=ids)`. */
const isChosen = (ask: PythonQuestions, call: PyNode): boolean =>
  ask.tree.nodes("keyword_argument", call).some((one) => idLookup.test(one.field("name")?.text ?? ""));

const isAwaited = (call: PyNode): boolean => call.parent?.type === "await";

/** The rows of an outer loop are many even where each has a few of what the inner one goes over. */
function isLong(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  if (isRowByRow(ask, loop)) return false;
  if (isProvedLong(ask, loop.over)) return true;
  return ask.loops(call).some((one) => one.node !== loop.node && ask.dependsOn(call, one) && isProvedLong(ask, one.over));
}
