import { frontCost, idleContexts, isShortQueue } from "../growth.ts";
import type { JsContext, Visitors } from "../javascript/context.ts";
import { chainText } from "../javascript/nodes.ts";
import { questions } from "../javascript/questions.ts";
import { frontChange, frontLoop, queueClass } from "../javascript/queues.ts";
import { createRule, report } from "../rule.ts";

export default createRule<JsContext, Visitors>("queue-shift-in-loop", {
  meta: {
    messages: {
      take: "`{{call}}` moves all other elements of the array for each one that the loop takes. Keep an index of the first element, or use a queue with a head.",
      add: "`{{call}}` moves all elements of the array for each one that the loop adds. Use `push`, and read from the end or `reverse` once after the loop.",
      queue: "`{{call}}` moves all waiting elements for each one that is taken, which is slow when the queue is long. Keep an index of the first element, or a linked list.",
    },
    words: ["shift", "splice"],
  },
  create(context) {
    const ask = questions(context);
    return {
      CallExpression(call) {
        const change = frontChange(ask, call);
        if (!change) return;
        const { array, method } = change;
        const loop = frontLoop(ask, call, change);
        if (!loop && !queueClass(ask, call, change)) return;
        const { context: where, how, path } = ask.reach(call);
        if (idleContexts.has(where)) return;
        const adds = method === "unshift" || (method === "splice" && call.arguments.length > 2);
        const name = chainText(array);
        const line = loop && ask.places.lineOf(loop.node);
        report(context, {
          node: call,
          messageId: !loop ? "queue" : adds ? "add" : "take",
          data: { call: `${name}.${method}` },
          confidence: isShortQueue(name) || where === "browser" || where === "startup" || ask.others.isPart() ? "possible" : "likely",
          severity: loop && (loop.bound === "query" || loop.bound === "input") && (where === "request" || where === "event") ? "warning" : "info",
          evidence: {
            context: how, cost: frontCost.javascript, path: path.length > 0 ? [...path] : undefined,
            related: line === undefined || line === ask.places.lineOf(call) ? undefined : [{ file: context.filename, line, message: "the loop" }],
          },
        });
      },
    };
  },
});
