import type { JsContext, Visitors } from "../javascript/context.ts";
import type { PatternId } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import blockingCallInHandler from "./blocking-call-in-handler.ts";
import catastrophicRegex from "./catastrophic-regex.ts";
import largeJsonParse from "./large-json-parse.ts";
import leakedListener from "./leaked-listener.ts";
import nPlusOneQuery from "./n-plus-one-query.ts";
import nestedLoopJoin from "./nested-loop-join.ts";
import quadraticAccumulation from "./quadratic-accumulation.ts";
import quadraticLookup from "./quadratic-lookup.ts";
import queueShiftInLoop from "./queue-shift-in-loop.ts";
import requestPerItem from "./request-per-item.ts";
import sequentialAwaitInLoop from "./sequential-await-in-loop.ts";
import unboundedGrowth from "./unbounded-growth.ts";

/** The detectors of JavaScript and TypeScript by pattern. */
export const rules: Readonly<Record<string, Rule<JsContext, Visitors>>> = {
  "blocking-call-in-handler": blockingCallInHandler,
  "n-plus-one-query": nPlusOneQuery,
  "request-per-item": requestPerItem,
  "sequential-await-in-loop": sequentialAwaitInLoop,
  "quadratic-lookup": quadraticLookup,
  "nested-loop-join": nestedLoopJoin,
  "quadratic-accumulation": quadraticAccumulation,
  "queue-shift-in-loop": queueShiftInLoop,
  "catastrophic-regex": catastrophicRegex,
  "leaked-listener": leakedListener,
  "unbounded-growth": unboundedGrowth,
  "large-json-parse": largeJsonParse,
} satisfies Partial<Record<PatternId, Rule<JsContext, Visitors>>>;
