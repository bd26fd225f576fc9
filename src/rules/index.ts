import type { JsContext, Visitors } from "../javascript/context.ts";
import type { PatternId } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import blockingCallInHandler from "./blocking-call-in-handler.ts";
import catastrophicRegex from "./catastrophic-regex.ts";

/** The detectors of JavaScript and TypeScript by pattern. */
export const rules: Readonly<Record<string, Rule<JsContext, Visitors>>> = {
  "blocking-call-in-handler": blockingCallInHandler,
  "catastrophic-regex": catastrophicRegex,
} satisfies Partial<Record<PatternId, Rule<JsContext, Visitors>>>;
