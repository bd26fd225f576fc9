import type { CallerLoop } from "./call-graph.ts";
import { severities, weakest, type Confidence, type Severity } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import type { Does, Shape, Sink } from "./knowledge/row.ts";
import { severityOf } from "./severity.ts";
import type { Bound } from "./summary.ts";

/** Contexts in which one call per item holds up nobody. */
export const quietContexts: ReadonlySet<Context> = new Set<Context>(["startup", "build", "test", "generated"]);

/** Whether a loop in a caller runs where nobody waits: in a script, a test, at start-up. */
export const isIdle = ({ caller: { contexts } }: CallerLoop): boolean => contexts.some(({ context }) => context === "cli" || quietContexts.has(context));

/** Kinds of calls that go to a store: one call for all items exists. */
export const storeCalls: ReadonlySet<Does> = new Set(["query", "write", "commit", "cache"]);
/** Kinds of calls that go to another service. */
export const serviceCalls: ReadonlySet<Does> = new Set(["request"]);

/** Where a call of a kind goes, as a message names it. */
export const storeOf = (does: Does): string => (does === "cache" ? "cache server" : "database");

/** What to do where a row names no batch form, as it follows "Use". */
export const batchWords: Partial<Record<Does, string>> = {
  query: "one query for all items",
  write: "one statement for all items",
  commit: "one commit for all items",
  cache: "one call for all items",
  request: "one request for all items if the service has one, else start a bounded number at a time",
};

export const related = {
  loop: "the loop",
  callerLoop: "the loop that leads here",
  rows: "the rows come from this query",
} as const;

/** Names of what an application has a few of, however much data it holds. Names may only lower a finding. */
const fewNames = /config|settings|relations(?!hip)|schema|metadata|locales|languages|namespaces|tableNames|classNames|migrations|seeders/i;

/** What is known about a costly call that runs once per item. */
export interface PerItemFacts {
  row: Sink | Shape;
  /** The call as written. */
  text: string;
  /** How the call was recognised. */
  confidence: Confidence;
  bound: Bound;
  /** Text of what is iterated. */
  over: string;
  concurrent: boolean;
  limited: boolean;
  /** The loop stands in the call's own function. */
  own: boolean;
  context: Context;
  /** Nothing that runs in the application is known to lead to it. */
  uncalled?: boolean;
  /** The loop ends as soon as the result fits. */
  exits: boolean;
  inTransaction: boolean;
  /** The values that the call sets come from the item. */
  ownValues: boolean;
  /** Something speaks against one call for all: a later iteration needs the result, a pause between the calls, a cache. */
  doubtful: boolean;
}

/** How bad and how sure a call per item is; undefined: not worth the reader's time. */
export function judgePerItem(facts: PerItemFacts): { severity: Severity; confidence: Confidence } | undefined {
  const { row, context, exits } = facts;
  if (quietContexts.has(context)) return undefined;
  const computed = severityOf(row.cost, context, true);
  if (!computed) return undefined;
  const isRequest = row.does === "request";
  const certain = context === "request" || context === "event";
  const highest = isRequest && !certain ? lower(computed, "warning") : computed;
  return { severity: exits || context === "cli" ? "info" : highest, confidence: isDoubtful(facts) ? "possible" : sure(facts) };
}

const lower = (one: Severity, limit: Severity): Severity => (severities.indexOf(one) < severities.indexOf(limit) ? one : limit);

const adding = /(?:^|[.()])(?:a?create|insert|bulk_add)(?:_?[oO]ne|Async|AndFetch|)(?:$|[.(])/;
/** Whether a call, as written, adds rows: one call for all of them always exists. */
export const isAdding = (text: string): boolean => adding.test(text);

function isDoubtful(facts: PerItemFacts): boolean {
  const { row, text, concurrent, limited, bound, over, context, exits, doubtful, inTransaction, ownValues, uncalled } = facts;
  if (doubtful || limited || context === "cli") return true;
  const known = bound === "query" || bound === "input";
  if (!known && fewNames.test(over)) return true;
  // Without a list, such a loop looks for something that is free.
  if (exits && over === "") return true;
  if (row.does === "request") return exits || uncalled === true || (concurrent && !known);
  if (row.batch === undefined) return true;
  const isWaitedFor = context === "request" || context === "event";
  if (row.uniform && ownValues && (concurrent || inTransaction || !isWaitedFor)) return true;
  // Side by side they wait once, and only the load on the store is left to gain.
  return row.does === "write" && concurrent && !inTransaction && !known && !isAdding(text);
}

function sure({ confidence, bound, own }: PerItemFacts): Confidence {
  const known = bound === "query" || bound === "input";
  return weakest(confidence, known && own ? "certain" : "likely");
}
