import { batchWords, serviceCalls } from "../../per-item.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { perItem } from "../per-item.ts";
import { questions } from "../questions.ts";

export default createRule<PyContext, PyVisitors>("request-per-item", {
  meta: {
    messages: {
      perItem: "`{{call}}` makes one request per item, and the waiting times add up. Use {{batch}}.",
      atOnce: "`{{call}}` makes one request per item and starts them all at once: each takes a socket here and a slot there. Use {{batch}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    return {
      call(node) {
        const found = perItem(ask, node, serviceCalls, context);
        if (!found) return;
        const { known: { row, text }, repetition, severity, confidence, evidence } = found;
        report(context, {
          node,
          messageId: repetition.concurrent ? "atOnce" : "perItem",
          data: { call: text, batch: row.batch ?? batchWords[row.does] ?? "" },
          severity, confidence, evidence,
        });
      },
    };
  },
});
