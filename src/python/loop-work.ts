import type { KnownCall, Loop } from "../questions.ts";
import type { PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { isExceptional } from "./rare.ts";

/** Helpers of helpers are followed this far. */
const MAX_HOPS = 3;

type Fits = (known: KnownCall) => boolean;

/** Whether each iteration also makes a call of some kind, itself or through functions of the file; what only a failure runs does not count. */
export function alsoMakes(ask: PythonQuestions, loop: Loop<PyNode>, fits: Fits, but?: PyNode): boolean {
  return makesIn(ask, bodyOf(loop), (call, known) => call !== but && fits(known), MAX_HOPS, new Set());
}

/** Whether an iteration waits for anything: what it costs beside that is not felt. */
export const waits = (ask: PythonQuestions, loop: Loop<PyNode>): boolean =>
  ask.tree.nodes("await", bodyOf(loop)).length > 0 || alsoMakes(ask, loop, ({ row }) => waitingKinds.has(row.does) && row.cost !== "C");

const waitingKinds: ReadonlySet<string> = new Set(["query", "write", "commit", "cache", "request", "file", "process", "dns", "sleep", "wait"]);

function bodyOf({ node }: Loop<PyNode>): PyNode {
  if (node.type === "for_in_clause") return node.parent ?? node;
  return node.field("body") ?? node;
}

function makesIn(
  ask: PythonQuestions, region: PyNode, fits: (call: PyNode, known: KnownCall) => boolean, hops: number, seen: Set<PyFunction>,
): boolean {
  const { functions, callees } = ask.places;
  const around = functions.at(region);
  return ask.tree.nodes("call", region).some((call) => {
    if (isExceptional(call)) return false;
    const known = ask.sink(call);
    if (known && fits(call, known)) return true;
    const callee = call.field("function");
    const helper = hops > 0 && callee ? callees.called(callee) : undefined;
    if (!helper || helper === around || seen.has(helper)) return false;
    seen.add(helper);
    return makesIn(ask, helper.node, fits, hops - 1, seen);
  });
}
