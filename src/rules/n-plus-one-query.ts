import type { JsContext, Visitors } from "../javascript/context.ts";
import type { CallNode } from "../javascript/nodes.ts";
import { perItem } from "../javascript/per-item.ts";
import { questions } from "../javascript/questions.ts";
import { batchWords, storeCalls, storeOf } from "../per-item.ts";
import { createRule, report } from "../rule.ts";

export default createRule<JsContext, Visitors>("n-plus-one-query", {
  meta: {
    messages: {
      perItem: "`{{call}}` makes one round trip to the {{store}} per item, so the time grows with the number of items. Use {{batch}}.",
      inTransaction: "`{{call}}` makes one round trip to the {{store}} per item, and the transaction holds its locks through all of them. "
        + "Use {{batch}}: a transaction has one connection, so starting the calls together does not help.",
    },
  },
  create(context) {
    const ask = questions(context);
    const check = (call: CallNode): void => {
      const found = perItem(ask, call, storeCalls, context);
      if (!found) return;
      const { known: { row, text }, inTransaction, severity, confidence, evidence } = found;
      report(context, {
        node: call,
        messageId: inTransaction ? "inTransaction" : "perItem",
        data: { call: text, store: storeOf(row.does), batch: row.batch ?? batchWords[row.does] ?? "" },
        severity, confidence, evidence,
      });
    };
    return { CallExpression: check, NewExpression: check, TaggedTemplateExpression: check };
  },
});
