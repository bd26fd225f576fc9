import { batchWords, storeCalls, storeOf } from "../../per-item.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { perItem } from "../per-item.ts";
import { questions } from "../questions.ts";

export default createRule<PyContext, PyVisitors>("n-plus-one-query", {
  meta: {
    messages: {
      perItem: "`{{call}}` makes one round trip to the {{store}} per item, so the time grows with the number of items. Use {{batch}}.",
      inTransaction: "`{{call}}` makes one round trip to the {{store}} per item, and the transaction holds its locks through all of them. Use {{batch}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    return {
      call(node) {
        const found = perItem(ask, node, storeCalls, context);
        if (!found) return;
        const { known: { row, text }, inTransaction, severity, confidence, evidence } = found;
        report(context, {
          node,
          messageId: inTransaction ? "inTransaction" : "perItem",
          data: { call: text, store: storeOf(row.does), batch: row.batch ?? batchWords[row.does] ?? "" },
          severity, confidence, evidence,
        });
      },
    };
  },
});
