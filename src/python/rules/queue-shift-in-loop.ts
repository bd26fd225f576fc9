import { frontCost, idleContexts, isShortQueue } from "../../growth.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import type { PyNode } from "../node.ts";
import { openness } from "../open-collections.ts";
import { isApplication } from "../project-kind.ts";
import { questions } from "../questions.ts";
import { frontCall, frontDelete, frontLoop, queueClass, type FrontChange } from "../queues.ts";
import { shortText } from "../text.ts";

export default createRule<PyContext, PyVisitors>("queue-shift-in-loop", {
  meta: {
    messages: {
      take: "`{{call}}` moves all other elements of the list for each one that the loop takes. Use `collections.deque` and `popleft()`.",
      add: "`{{call}}` moves all elements of the list for each one that the loop adds. Use `append`, and reverse once after the loop, or `deque.appendleft(...)`.",
      queue: "`{{call}}` moves all waiting elements for each one that is taken. Use `collections.deque` and `popleft()`.",
    },
    words: ["pop", "insert", "del"],
  },
  create(context) {
    const ask = questions(context);
    // What waits in an application at one time is a handful, unless something tells that the data fills the list.
    const isOfApplication = (list: PyNode): boolean => isApplication(ask.facts) && openness(ask, list) === undefined;
    const check = (change: FrontChange | undefined): void => {
      if (!change) return;
      const { node, list, does } = change;
      const loop = frontLoop(ask, change);
      if (!loop && !queueClass(ask, change)) return;
      const { context: where, how, path } = ask.reach(node);
      if (idleContexts.has(where)) return;
      report(context, {
        node,
        messageId: loop ? does : "queue",
        data: { call: shortText(node) },
        confidence: isShortQueue(list.text) || where === "startup" || isOfApplication(list) || ask.others.isPart() ? "possible" : "likely",
        severity: loop && (loop.bound === "query" || loop.bound === "input") && (where === "request" || where === "event") ? "warning" : "info",
        evidence: {
          context: how, cost: frontCost.python, path: path.length > 0 ? [...path] : undefined,
          related: !loop || loop.node.line === node.line ? undefined : [{ file: context.filename, line: loop.node.line, message: "the loop" }],
        },
      });
    };
    return {
      call: (node) => check(frontCall(ask, node)),
      delete_statement: (node) => check(frontDelete(ask, node)),
    };
  },
});
