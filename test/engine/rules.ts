import type { JsContext, Visitors } from "../../src/javascript/context.ts";
import type { PyContext, PyVisitors } from "../../src/python/context.ts";
import { createRule, report, type Rule } from "../../src/rule.ts";

/** Rules that report each call of `slow`, `maybe` (less sure) and throw at `boom`: they stand for the real ones. */
export const jsRules: Record<string, Rule<JsContext, Visitors>> = {
  "quadratic-lookup": createRule<JsContext, Visitors>("quadratic-lookup", {
    meta: { messages: { found: "`{{name}}` is slow." }, words: ["slow", "maybe", "boom"] },
    create: (context) => ({
      CallExpression(node) {
        const name = context.sourceCode.getText(node.callee);
        if (name === "boom") throw new Error("it broke");
        if (name !== "slow" && name !== "maybe") return;
        const confidence = name === "slow" ? "certain" : "possible";
        report(context, { node, messageId: "found", data: { name }, confidence, severity: "warning", evidence: { cost: "much", path: [{ file: context.filename, line: 1, name: "f" }] } });
      },
    }),
  }),
};

export const pyRules: Record<string, Rule<PyContext, PyVisitors>> = {
  "quadratic-lookup": createRule<PyContext, PyVisitors>("quadratic-lookup", {
    meta: { messages: { found: "`{{name}}` is slow." } },
    create: (context) => ({
      call(node) {
        const name = node.field("function")?.text ?? "";
        if (name === "slow") report(context, { node, messageId: "found", data: { name }, confidence: "certain", severity: "warning", evidence: { cost: "much" } });
      },
    }),
  }),
};
