import { growthCost, growthSeverity, idleContexts, isUnfelt } from "../../growth.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import type { PyNode } from "../node.ts";
import { questions } from "../questions.ts";
import { equalityFilter, membership, searchMethod, type Search } from "../searches.ts";
import { shortText } from "../text.ts";

export default createRule<PyContext, PyVisitors>("quadratic-lookup", {
  meta: {
    messages: {
      membership: "`{{search}}` compares with the items of the list `{{collection}}` one by one, and it does so for each item of the loop. "
        + "Keep the items in a `set`, which answers at once.",
      dedupe: "`{{search}}` looks through all of `{{collection}}` for each item that may join it. Keep the items seen in a `set`, or use `dict.fromkeys(...)`.",
      method: "`{{search}}` goes through the list `{{collection}}` for each item of the loop. Build a `dict` from item to position or count before the loop.",
      filter: "`{{collection}}` is searched from end to end for each item of the loop. Build a `dict` by the compared key before the loop.",
    },
    words: ["in", "index", "count", "remove"],
  },
  create(context) {
    const ask = questions(context);
    /** What is searched, by function: once told is enough. */
    const told = new Set<string>();
    const check = (found: Search | undefined): void => {
      if (!found || (found.isDoubtful && !ask.isDoubtShown)) return;
      const place = `${ask.functionOf(found.node).id} ${found.collection.text}`;
      if (told.has(place)) return;
      const reach = ask.reach(found.node);
      const { context: where, how, path } = reach;
      if (idleContexts.has(where)) return;
      const { times, collection } = found;
      const { source } = ask.collection(collection);
      if (!found.isDoubtful) told.add(place);
      report(context, {
        node: found.node,
        messageId: found.grows && found.kind === "membership" ? "dedupe" : found.kind,
        data: { search: shortText(found.node), collection: shortText(collection) },
        confidence: found.isDoubtful || isUnfelt(reach, ask.others) ? "possible" : "likely",
        severity: growthSeverity(where, times.bound, source === "query" || source === "input"),
        evidence: {
          context: how, cost: growthCost, path: times.path ? [...times.path] : path.length > 0 ? [...path] : undefined,
          multiplicity: times.over ? `once per item of \`${times.over}\`` : "once per iteration",
          related: times.line === found.node.line ? undefined : [{ file: context.filename, line: times.line, message: "the loop" }],
        },
      });
    };
    const filter = (node: PyNode): void => check(equalityFilter(ask, node));
    return {
      comparison_operator: (node) => check(membership(ask, node)),
      call: (node) => check(searchMethod(ask, node)),
      list_comprehension: filter,
      generator_expression: filter,
    };
  },
});
