import type { Confidence, Severity } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import { changing, ordered } from "./knowledge/order.ts";
import { quietContexts } from "./per-item.ts";
import { severityOf } from "./severity.ts";

/** Whether the order or pace of calls of a name is what they are for. */
export const isOrdered = (name: string): boolean => ordered.test(name);

/** What is known about a call that each iteration of a loop waits for. */
export interface SequentialFacts {
  /** Last name of what is called. */
  name: string;
  context: Context;
  /** The loop stores what the calls give. */
  collects: boolean;
  /** The call is known to go to a disk, a service or another process. */
  known: boolean;
  /** The items are a handful by name, or one connection serves all calls. */
  doubtful: boolean;
}

/** How bad and how sure it is that each iteration waits for the one before; undefined: nobody waits. */
export function judgeSequential(facts: SequentialFacts): { severity: Severity; confidence: Confidence } | undefined {
  const { name, context, collects, known, doubtful } = facts;
  if (quietContexts.has(context)) return undefined;
  const severity = severityOf("B", context, true);
  if (!severity) return undefined;
  const isLikely = !doubtful && context !== "cli" && !changing.test(name) && (collects || known);
  return { severity: severity === "error" ? "warning" : severity, confidence: isLikely ? "likely" : "possible" };
}
