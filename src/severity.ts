import type { CostClass, Severity } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";

const costs: Record<CostClass, number> = { A: 3, B: 2, C: 1 };
/** What a context takes off: a request counts in full, code whose callers nobody knows or that runs by a timer one step less. */
const relief: Record<Context, number> = {
  request: 0, event: 0, scheduled: 1, unknown: 1, browser: 1, worker: 2, startup: 2, cli: 2, build: 3, test: 3, generated: 3,
};

/** Severity from cost x context x multiplicity; undefined: not worth the reader's time. `many`: once per item of something unbounded. */
export function severityOf(cost: CostClass, context: Context, many = false): Severity | undefined {
  const score = costs[cost] + (many ? 1 : 0) - relief[context];
  return score >= 3 ? "error" : score === 2 ? "warning" : score === 1 ? "info" : undefined;
}
