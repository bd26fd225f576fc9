import type { Callers } from "./callers.ts";
import { keyword, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { startOf } from "./origins.ts";
import type { Scopes } from "./scopes.ts";

/** Definitions and links followed from a relation back to the query of its row. */
const MAX_STEPS = 64;

/** What a related manager answers from rows that were fetched ahead: `review.scores.all()`. A filter of it is a query again. */
const fromCache = new Set(["all", "count", "exists"]);

/** Methods that only a query set or manager has in common use. */
const queryLinks = new Set([
  "filter", "exclude", "all", "order_by", "select_related", "annotate", "prefetch_related", "only", "defer", "distinct", "iterator", "using", "select_for_update",
]);

/** Calls whose items are those of their first argument. */
const passing = new Set(["list", "tuple", "sorted", "set", "reversed", "iter", "enumerate"]);

/**
 * Whether the rows of a relation were fetched with the rows that have it. `yes`: the query of the loop names the relation in
 * `prefetch_related`, or names are not known; `no`: that query is in sight and does not; `unknown`: where the row comes from is not in sight.
 */
export type Prefetched = "yes" | "no" | "unknown";

/** Asks for a callee such as `review.scores.all`; undefined for anything but a relation read from a row. */
export function prefetchOf(callee: PyNode, scopes: Scopes, callers: Callers): Prefetched | undefined {
  const relation = callee.field("object");
  const row = relation?.type === "attribute" ? relation.field("object") : undefined;
  const name = relation?.field("attribute")?.text;
  if (!row || name === undefined || !fromCache.has(callee.field("attribute")?.text ?? "") || /^_?(?:\w+_)?objects$/.test(name)) return undefined;
  const collections = rowSources(row, scopes, callers);
  return collections === undefined ? undefined : search(collections, name, scopes);
}

/**
 * The collections whose item a row is, through `variant = line.variant` and through parameters that calls in this file pass it for;
 * undefined where it is no item of a loop in sight.
 */
function rowSources(row: PyNode, scopes: Scopes, callers: Callers): PyNode[] | undefined {
  const found: PyNode[] = [];
  const queue = [row];
  const seen = new Set<number>();
  for (let at = queue.pop(); at && seen.size < MAX_STEPS; at = queue.pop()) {
    if (seen.has(at.index)) continue;
    seen.add(at.index);
    const next = startOf(at);
    if (next && at.type !== "call") queue.push(next);
    if (at.type !== "identifier") continue;
    for (const one of scopes.reaching(at)) {
      if (one.kind === "item" && one.value) found.push(one.value);
      else if (one.kind === "assign" && one.path.length === 0 && one.value) queue.push(one.value);
      else if (one.kind === "parameter") queue.push(...callers.argumentsFor(one).filter((argument) => argument !== undefined));
    }
  }
  return found.length > 0 ? found : undefined;
}

function search(collections: readonly PyNode[], relation: string, scopes: Scopes): Prefetched {
  const queue = [...collections];
  const seen = new Set<number>();
  let isQuery = false;
  for (let at = queue.pop(); at && seen.size < MAX_STEPS; at = queue.pop()) {
    if (seen.has(at.index)) continue;
    seen.add(at.index);
    if (at.type === "call") {
      const callee = at.field("function");
      const name = callee?.type === "attribute" ? callee.field("attribute")?.text : undefined;
      if (name === "prefetch_related" && fetches(at, relation)) return "yes";
      if (name !== undefined && queryLinks.has(name)) isQuery = true;
      const [first] = positional(at);
      if (callee?.type === "identifier" && passing.has(callee.text) && first) queue.push(first);
    }
    if (at.type === "identifier") queue.push(...sourcesOf(at, scopes));
    const next = startOf(at);
    if (next) queue.push(next);
  }
  return isQuery ? "no" : "unknown";
}

/** What a name stands for: the value that it is given, or the collection of an outer loop whose item it is. */
const sourcesOf = (name: PyNode, scopes: Scopes): PyNode[] =>
  scopes.reaching(name).flatMap((one) => (one.value && (one.kind === "item" || (one.kind === "assign" && one.path.length === 0)) ? [one.value] : []));

/** Whether `prefetch_related("scores", Prefetch("author__books"), *more)` names the relation, or names that are not in sight. */
function fetches(call: PyNode, relation: string): boolean {
  return positional(call).some((one) => {
    const lookup = one.type === "call" ? (positional(one)[0] ?? keyword(one, "lookup")) : one;
    if (lookup?.type !== "string") return lookup?.type !== "none";
    return lookup.text.replace(/^\w*["']+|["']+$/g, "").split("__").includes(relation) || (one.type === "call" && fetchesAlong(one, relation));
  });
}

/** `Prefetch("areas", queryset=Area.objects.prefetch_related("towns"))`: rows of rows. A query that stands elsewhere may fetch anything. */
function fetchesAlong(prefetch: PyNode, relation: string): boolean {
  let at: PyNode | undefined = positional(prefetch)[1] ?? keyword(prefetch, "queryset");
  if (at && at.type !== "call") return true;
  for (let steps = 0; at && steps < MAX_STEPS; steps++, at = startOf(at)) {
    const callee = at.type === "call" ? at.field("function") : undefined;
    if (callee?.type === "attribute" && callee.field("attribute")?.text === "prefetch_related" && fetches(at, relation)) return true;
  }
  return false;
}
