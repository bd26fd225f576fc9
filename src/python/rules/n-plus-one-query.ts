import { atLeast } from "../../finding.ts";
import { batchWords, storeCalls, storeOf } from "../../per-item.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import type { PyNode } from "../node.ts";
import { perItem, type PerItem } from "../per-item.ts";
import { questions } from "../questions.ts";

const MAX_RELATED = 8;

interface Found extends PerItem {
  node: PyNode;
}

export default createRule<PyContext, PyVisitors>("n-plus-one-query", {
  meta: {
    messages: {
      perItem: "`{{call}}` makes one round trip to the {{store}} per item, so the time grows with the number of items. Use {{batch}}.",
      inTransaction: "`{{call}}` makes one round trip to the {{store}} per item, and the transaction holds its locks through all of them. Use {{batch}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    /** What a helper asks each time that a loop calls it has one cause. */
    const helpers = new Map<string, Found[]>();
    const tell = ({ node, known: { row, text }, inTransaction, severity, confidence, evidence }: Found, others: readonly Found[] = []): void => {
      const more = others.slice(0, MAX_RELATED).map((one) => ({ file: context.filename, line: one.node.line, message: `so does \`${one.known.text}\`` }));
      report(context, {
        node,
        messageId: inTransaction ? "inTransaction" : "perItem",
        data: { call: text, store: storeOf(row.does), batch: row.batch ?? batchWords[row.does] ?? "" },
        severity, confidence, evidence: { ...evidence, related: [...(evidence.related ?? []), ...more] },
      });
    };
    return {
      call(node) {
        const found = perItem(ask, node, storeCalls, context);
        if (!found) return;
        if (found.repetition.kind === "loop") {
          tell({ node, ...found });
          return;
        }
        const key = `${ask.functionOf(node).id} ${found.repetition.line}`;
        const known = helpers.get(key);
        if (known) known.push({ node, ...found });
        else helpers.set(key, [{ node, ...found }]);
      },
      "module:exit"() {
        for (const all of helpers.values()) {
          const [first] = all;
          const best = all.find((one) => first && !atLeast(first.confidence, one.confidence)) ?? first;
          if (best) tell(best, all.filter((one) => one !== best));
        }
      },
    };
  },
});
