import type { JsContext, Visitors } from "../javascript/context.ts";
import type { CallNode } from "../javascript/nodes.ts";
import { perItem } from "../javascript/per-item.ts";
import { questions } from "../javascript/questions.ts";
import { batchWords, serviceCalls } from "../per-item.ts";
import { createRule, report } from "../rule.ts";

export default createRule<JsContext, Visitors>("request-per-item", {
  meta: {
    messages: {
      perItem: "`{{call}}` makes one request per item, and the waiting times add up. Use {{batch}}.",
      atOnce: "`{{call}}` makes one request per item and starts them all at once: each takes a socket here and a slot there. Use {{batch}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    const check = (call: CallNode): void => {
      const found = perItem(ask, call, serviceCalls, context);
      if (!found) return;
      const { known: { row, text }, concurrent, severity, confidence, evidence } = found;
      report(context, {
        node: call,
        messageId: concurrent ? "atOnce" : "perItem",
        data: { call: text, batch: row.batch ?? batchWords[row.does] ?? "" },
        severity, confidence, evidence,
      });
    };
    return { CallExpression: check, NewExpression: check, TaggedTemplateExpression: check };
  },
});
