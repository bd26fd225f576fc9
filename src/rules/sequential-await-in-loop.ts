import { sharedConnection } from "../knowledge/order.ts";
import type { JsContext, JsNode, TSESTree, Visitors } from "../javascript/context.ts";
import { argumentsOf, calleeOf, chainOf, chainText, unwrap, type CallNode } from "../javascript/nodes.ts";
import { isShortByName } from "../javascript/openness.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { related, serviceCalls, storeCalls } from "../per-item.ts";
import type { Loop } from "../questions.ts";
import { createRule, report } from "../rule.ts";
import { isOrdered, judgeSequential } from "../sequential.ts";
import { grows } from "../summary.ts";

export default createRule<JsContext, Visitors>("sequential-await-in-loop", {
  meta: {
    messages: {
      oneByOne: "Each iteration waits for `{{call}}` before the next one starts, so the waiting times add up, and no iteration needs what another one gave. "
        + "Start a bounded number of them together (`Promise.all` over slices, `p-limit`).",
    },
    words: ["await"],
  },
  create(context) {
    const ask = questions(context);
    return {
      AwaitExpression(node: TSESTree.AwaitExpression) {
        const call = unwrap(node.argument);
        if (call.type !== "CallExpression") return;
        const [loop] = ask.loops(node);
        const body = loop && bodyOf(loop);
        if (!loop || !body || !grows(loop.bound) || !ask.dependsOn(call, loop)) return;
        const awaited = ask.places.iterations.awaited(body);
        if (awaited[0] !== call || !awaited.every((one) => mayRunBeside(ask, one, loop))) return;
        const kept = awaited.flatMap((one) => [...ask.places.iterations.keeps(one, loop)]);
        if (!ask.places.iterations.areIndependent(loop, body, kept) || ask.places.isPaced(loop)) return;
        const reach = ask.reach(call);
        const over = loop.over ? chainText(loop.over) : "";
        const verdict = judgeSequential({
          name: lastNameOf(call), context: reach.context, collects: kept.length > 0, known: ask.sink(call) !== undefined,
          doubtful: isShortByName(over) || isOfOneObject(ask, loop) || isShared(call),
        });
        if (!verdict) return;
        report(context, {
          node: call, messageId: "oneByOne", data: { call: chainText(calleeOf(call)) }, ...verdict,
          evidence: {
            context: reach.how, multiplicity: over === "" ? "once per iteration" : `once per item of \`${over}\``,
            path: reach.path.length > 0 ? reach.path : undefined,
            related: [{ file: context.filename, line: ask.places.lineOf(loop.node), message: related.loop }],
          },
        });
      },
    };
  },
});

/** The body of a loop that takes its items from a collection; loops with a condition of their own are polls, pages and queues. */
function bodyOf({ node }: Loop<JsNode>): JsNode | undefined {
  if (node.type === "ForOfStatement") return node.await ? undefined : node.body;
  return node.type === "ForStatement" || node.type === "ForInStatement" ? node.body : undefined;
}

/** `Object.entries(config)`: what one object has is written down somewhere. */
const isOfOneObject = (ask: JavaScriptQuestions, { over }: Loop<JsNode>): boolean => {
  const list = over && unwrap(over);
  return list?.type === "CallExpression" && (ask.origin(list.callee) ?? "").startsWith("Object.");
};

const lastNameOf = (call: TSESTree.CallExpression): string => chainOf(call.callee).names.at(-1) ?? "";

/** Whether the call could be under way for several items: it has no store of one connection behind it, and nothing carries over. */
function mayRunBeside(ask: JavaScriptQuestions, awaited: JsNode, loop: Loop<JsNode>): boolean {
  if (awaited.type !== "CallExpression" || isOrdered(lastNameOf(awaited))) return false;
  const does = ask.sink(awaited)?.row.does;
  if (does && (storeCalls.has(does) || serviceCalls.has(does))) return false;
  if (ask.carried(awaited, loop) || ask.exitsOnResult(awaited, loop)) return false;
  if (ask.inTransaction(awaited) || ask.places.isOnceGuarded(awaited, loop.node)) return false;
  return ask.places.functionsOf(awaited.callee).every((fn) => fn.async && ask.places.iterations.awaited(fn.body).length > 0);
}

/** Whether one connection, page or lock serves all calls, as the names in the call say. */
const isShared = (call: CallNode): boolean =>
  [...argumentsOf(call), calleeOf(call)].some((one) => chainOf(one).names.some((name) => sharedConnection.test(name)));
