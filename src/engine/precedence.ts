import type { RawFinding } from "./run.ts";

/** Patterns with the same cause, the more specific first: of those at one place the first is told. */
const sameCause = [
  "n-plus-one-resolver", "n-plus-one-lazy-relation", "n-plus-one-query", "request-per-item", "client-per-call", "sequential-await-in-loop", "unbounded-concurrency",
];

/** Leaves out what another finding at the same place already says. */
export function onePerPlace(found: readonly RawFinding[]): RawFinding[] {
  const best = new Map<string, RawFinding>();
  for (const one of found) {
    const key = placeOf(one);
    const other = best.get(key);
    if (!other || sameCause.indexOf(one.rule) < sameCause.indexOf(other.rule)) best.set(key, one);
  }
  return found.filter((one) => best.get(placeOf(one)) === one);
}

function placeOf({ rule, start, end }: RawFinding): string {
  const cause = sameCause.includes(rule) ? "per item" : rule;
  return `${cause} ${start.line}:${start.column} ${end.line}:${end.column}`;
}
