import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { unwrap, type CallNode } from "../javascript/nodes.ts";
import { lazyPerItem, perItem, type PerItem } from "../javascript/per-item.ts";
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
    const tell = (node: JsNode, found: PerItem | undefined): void => {
      if (!found) return;
      const { known: { row, text }, inTransaction, severity, confidence, evidence } = found;
      report(context, {
        node,
        messageId: inTransaction ? "inTransaction" : "perItem",
        data: { call: text, store: storeOf(row.does), batch: row.batch ?? batchWords[row.does] ?? "" },
        severity, confidence, evidence,
      });
    };
    const check = (call: CallNode): void => tell(call, perItem(ask, call, storeCalls, context));
    return {
      CallExpression: check, NewExpression: check, TaggedTemplateExpression: check,
      AwaitExpression({ argument }) {
        const member = unwrap(argument);
        if (member.type === "MemberExpression") tell(member, lazyPerItem(ask, member, context));
      },
    };
  },
});
