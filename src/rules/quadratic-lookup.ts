import { growthCost, growthSeverity, idleContexts, isUnfelt } from "../growth.ts";
import type { JsContext, Visitors } from "../javascript/context.ts";
import { chainText } from "../javascript/nodes.ts";
import { isForPage } from "../javascript/pages.ts";
import { questions } from "../javascript/questions.ts";
import { search } from "../javascript/searches.ts";
import { createRule, report } from "../rule.ts";

export default createRule<JsContext, Visitors>("quadratic-lookup", {
  meta: {
    messages: {
      membership: "`{{collection}}.{{method}}` compares with the items of an array one by one, and it does so for each item of the loop. "
        + "Keep the items in a `Set`, which answers at once.",
      dedupe: "`{{collection}}.{{method}}` looks through all of `{{collection}}` for each item that may join it. Keep the items seen in a `Set`.",
      position: "`{{collection}}.{{method}}` goes through the array for each item of the loop. Build a `Map` from item to position before the loop.",
      find: "`{{collection}}.{{method}}` searches from end to end for each item of the loop. Build a `Map` by the compared key before the loop.",
      filter: "`{{collection}}.filter` goes through the whole array for each item of the loop. Group it in a `Map` by the compared key before the loop.",
    },
  },
  create(context) {
    const ask = questions(context);
    return {
      CallExpression(call) {
        const found = search(ask, call);
        if (!found || (found.isDoubtful && !ask.isDoubtShown)) return;
        const { collection, method, times, kind } = found;
        const reach = ask.reach(call);
        const { context: where, how, path } = reach;
        if (idleContexts.has(where)) return;
        const { source } = ask.collection(collection);
        report(context, {
          node: call,
          messageId: kind,
          data: { collection: chainText(collection), method },
          confidence: found.isDoubtful || isForPage(ask, where, context.filename) || isUnfelt(reach, ask.others) ? "possible" : "likely",
          severity: growthSeverity(where, times.bound, source === "query" || source === "input"),
          evidence: {
            context: how, cost: growthCost, path: times.path ? [...times.path] : path.length > 0 ? [...path] : undefined,
            multiplicity: times.over ? `once per item of \`${times.over}\`` : "once per iteration",
            related: times.line === ask.places.lineOf(call) ? undefined : [{ file: context.filename, line: times.line, message: "the loop" }],
          },
        });
      },
    };
  },
});
