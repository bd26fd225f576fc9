import type { Confidence, Severity } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import { quietContexts } from "./per-item.ts";
import { severityOf } from "./severity.ts";

/** Calls whose order or pace is what they are for: the iteration protocol, pauses, streams, steps of a page or a terminal. */
const ordered = new RegExp(
  "^(?:a?next|read(?:line)?|pull|pop|shift|get_?message|write|send\\w*|emit|publish|print|log|flush|drain|render|goto|click|type|press|fill|hover|tap|prompt|confirm|ask|select|navigate|"
  + "sleep|delay|wait(?:For|_for)?\\w*|pause|throttle|acquire|lock|join|retry\\w*|poll\\w*|step\\w*|play\\w*|animate\\w*|migrat\\w*|up|down|install\\w*|shutdown|close|stop|stopAll|dispose|destroy)$", "i");
/** Calls that change something: their order may matter to whoever reads it. */
const changing = /^(?:create|update|upsert|delete|remove|insert|save|put|set|add|apply|exec(?:ute)?|register|import|move|rename|mkdir|rm|unlink|copy|sync|push|commit)(?:[A-Z_]|$)/;
/** One connection or session that all iterations share. */
export const sharedConnection = /^(?:tx|trx|txn|transaction|conn|connection|cur|cursor|session|db_?session|em|entity_?manager|query_?runner|page|browser|driver|lock)$/i;

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
