import type { PatternId } from "../../patterns.ts";
import type { Rule } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
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

/** The detectors of Python by pattern. */
export const rules: Readonly<Record<string, Rule<PyContext, PyVisitors>>> = {
  "blocking-call-in-handler": blockingCallInHandler,
  "catastrophic-regex": catastrophicRegex,
  "large-json-parse": largeJsonParse,
  "leaked-listener": leakedListener,
  "n-plus-one-query": nPlusOneQuery,
  "nested-loop-join": nestedLoopJoin,
  "quadratic-accumulation": quadraticAccumulation,
  "quadratic-lookup": quadraticLookup,
  "queue-shift-in-loop": queueShiftInLoop,
  "request-per-item": requestPerItem,
  "sequential-await-in-loop": sequentialAwaitInLoop,
  "unbounded-growth": unboundedGrowth,
} satisfies Partial<Record<PatternId, Rule<PyContext, PyVisitors>>>;
