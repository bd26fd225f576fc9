import type { JsContext, Visitors } from "../javascript/context.ts";
import type { PatternId } from "../patterns.ts";
import type { Rule } from "../rule.ts";

/** The detectors of JavaScript and TypeScript by pattern. */
export const rules: Readonly<Record<string, Rule<JsContext, Visitors>>> = {
} satisfies Partial<Record<PatternId, Rule<JsContext, Visitors>>>;
