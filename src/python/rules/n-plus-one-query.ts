import { atLeast, type Severity } from "../../finding.ts";
import { batchWords, storeCalls, storeOf } from "../../per-item.ts";
import { createRule, report } from "../../rule.ts";
import { Causes } from "../causes.ts";
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
    /** What is done for each item of one loop has one cause, and so has what a helper asks each time that a loop calls it. */
    const causes = new Causes<Found>(({ confidence }, best) => !atLeast(best.confidence, confidence));
    return {
      call(node) {
        const found = perItem(ask, node, storeCalls, context);
        if (!found) return;
        const { repetition } = found;
        const cause = repetition.kind === "loop" ? `loop ${repetition.loop.header.range[0]}` : `${ask.functionOf(node).id} ${repetition.line}`;
        causes.add(cause, { node, ...found });
      },
      "module:exit"() {
        causes.tell(({ node, known: { row, text }, inTransaction, severity, confidence, evidence }, others) => {
          const more = others.slice(0, MAX_RELATED).map((one) => ({ file: context.filename, line: one.node.line, message: `so does \`${one.known.text}\`` }));
          report(context, {
            node,
            messageId: inTransaction ? "inTransaction" : "perItem",
            data: { call: text, store: storeOf(row.does), batch: row.batch ?? batchWords[row.does] ?? "" },
            severity: others.filter((one) => one.confidence === confidence).map((one) => one.severity).reduce(graver, severity),
            confidence,
            evidence: { ...evidence, related: [...(evidence.related ?? []), ...more] },
          });
        });
      },
    };
  },
});

const graver = (one: Severity, other: Severity): Severity => (atLeast(one, other) ? one : other);
