import { sharedConnection } from "../../knowledge/order.ts";
import { isFewByName } from "../../growth.ts";
import { related, serviceCalls, storeCalls } from "../../per-item.ts";
import type { Loop } from "../../questions.ts";
import { createRule, report } from "../../rule.ts";
import { isOrdered, judgeSequential } from "../../sequential.ts";
import { grows } from "../../summary.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { lastName } from "../functions.ts";
import type { PyNode } from "../node.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { shortText } from "../text.ts";

export default createRule<PyContext, PyVisitors>("sequential-await-in-loop", {
  meta: {
    messages: {
      oneByOne: "Each iteration waits for `{{call}}` before the next one starts, so the waiting times add up, and no iteration needs what another one gave. "
        + "Start a bounded number of them together (`asyncio.gather` or `TaskGroup` with a `Semaphore`).",
    },
    words: ["await"],
  },
  create(context) {
    const ask = questions(context);
    return {
      await(node) {
        const { iterations } = ask.places;
        const call = node.namedChildren[0];
        const loop = ask.loops(node).find((one) => ask.dependsOn(node, one));
        if (!call || !loop || !isPlain(loop) || !grows(loop.bound)) return;
        const awaited = iterations.awaited(regionOf(loop)).filter((one) => ask.loops(one).includes(loop));
        if (awaited[0] !== call || !awaited.every((one) => mayRunBeside(ask, one, loop)) || !iterations.areIndependent(loop)) return;
        const reach = ask.reach(node);
        const over = loop.over ? shortText(loop.over) : "";
        const verdict = judgeSequential({
          name: lastNameOf(call), context: reach.context,
          collects: call.type === "call" && awaited.some((one) => iterations.collects(one, loop)), known: ask.sink(call) !== undefined,
          doubtful: isFewByName(over) || isShared(ask, call),
        });
        if (!verdict) return;
        report(context, {
          node: call, messageId: "oneByOne", data: { call: shortText(call.field("function") ?? call) }, ...verdict,
          evidence: {
            context: reach.how, multiplicity: over === "" ? "once per iteration" : `once per item of \`${over}\``,
            path: reach.path.length > 0 ? [...reach.path] : undefined,
            related: [{ file: context.filename, line: loop.node.line, message: related.loop }],
          },
        });
      },
    };
  },
});

/** A loop over a collection whose items are there; loops with a condition of their own are polls, pages and queues. */
const isPlain = ({ node, kind }: Loop<PyNode>): boolean =>
  (kind === "statement" && node.type === "for_statement" && node.children[0]?.type !== "async") || (kind === "comprehension" && !/^async\b|\basync for\b/.test(node.text));

/** The loop with all that it repeats: one of several clauses of a comprehension stands beside the value. */
const regionOf = ({ node }: Loop<PyNode>): PyNode => (node.type === "for_in_clause" ? (node.parent ?? node) : node);

const lastNameOf = (call: PyNode): string => lastName(call.field("function") ?? call) ?? "";

/** Whether the call could be under way for several items: it has no store of one connection behind it, and nothing carries over. */
function mayRunBeside(ask: PythonQuestions, awaited: PyNode, loop: Loop<PyNode>): boolean {
  if (awaited.type !== "call") return true;
  if (isOrdered(lastNameOf(awaited))) return false;
  const does = ask.sink(awaited)?.row.does;
  if (does && (storeCalls.has(does) || serviceCalls.has(does))) return false;
  if (ask.carried(awaited, loop) || ask.exitsOnResult(awaited, loop) || ask.inTransaction(awaited) || ask.isOnceGuarded(awaited)) return false;
  const callee = awaited.field("function");
  const fn = callee && ask.places.callees.functionOf(callee);
  return !fn || ask.places.iterations.awaited(fn.node).length > 0;
}

/** Whether one connection, session or lock serves all calls, as the names in the call say. */
const isShared = (ask: PythonQuestions, call: PyNode): boolean => ask.tree.nodes("identifier", call).some((one) => sharedConnection.test(one.text));
