import { copyCost, copySeverity, idleContexts, isFewByName } from "../growth.ts";
import { accumulation } from "../javascript/accumulations.ts";
import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { chainText } from "../javascript/nodes.ts";
import { questions } from "../javascript/questions.ts";
import { createRule, report } from "../rule.ts";

export default createRule<JsContext, Visitors>("quadratic-accumulation", {
  meta: {
    messages: {
      object: "This copies all keys of `{{name}}` into a new object for each item, only to add to them. Write into one object: `{{name}}[key] = value`.",
      array: "This copies all elements of `{{name}}` into a new array for each item, only to add to them. Append to one array with `push`.",
      buffer: "This copies all bytes of `{{name}}` for each chunk that arrives. Keep the chunks in an array and join them once after the loop.",
    },
    words: ["...", "concat", "assign", "merge", "extend", "union"],
  },
  create(context) {
    const ask = questions(context);
    const check = (node: JsNode): void => {
      const found = accumulation(ask, node);
      if (!found || (found.isDoubtful && !ask.isDoubtShown)) return;
      const { kind, loop } = found;
      const { context: where, how, path } = ask.reach(node);
      if (idleContexts.has(where)) return;
      const name = chainText(found.accumulator);
      const over = loop.over ? chainText(loop.over) : "";
      const isKnown = loop.bound === "query" || loop.bound === "input";
      const isSmall = isFewByName(name) || isFewByName(over) || (!isKnown && (where === "browser" || where === "startup" || where === "cli" || /\.[jt]sx$/.test(context.filename)));
      const line = ask.places.lineOf(loop.node);
      report(context, {
        node,
        messageId: kind,
        data: { name },
        confidence: found.isDoubtful || isSmall || ask.others.isPart() ? "possible" : "likely",
        severity: copySeverity(kind, where, loop.bound),
        evidence: {
          context: how, cost: copyCost[kind], path: path.length > 0 ? [...path] : undefined,
          multiplicity: over === "" ? "once per iteration" : `once per item of \`${over}\``,
          related: line === ask.places.lineOf(node) ? undefined : [{ file: context.filename, line, message: "the loop" }],
        },
      });
    };
    return { ArrayExpression: check, ObjectExpression: check, CallExpression: check };
  },
});
