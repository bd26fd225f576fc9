import { isOwner } from "../growth.ts";
import { idLookup, idNames, picking } from "../knowledge/python/orms.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isProvedLong } from "./open-collections.ts";
import type { PythonQuestions } from "./questions.ts";

/** `order_id`, `pk`. */
const idEnding = /(?:^|_)(?:id|pk|uuid)$/;
/** Lookups that compare otherwise than for equality. */
const comparisons = /^(?:[lg]te?|in|range|i?contains|i?startswith|i?endswith|i?regex|isnull|date|year|month|day|search)$/;
/** Objects that are no row. */
const ambientObjects = /^(?:self|cls|request|req|args|kwargs|options|params|settings|config|conf|g|info|context|ctx|form|data|[A-Z]\w*)$/;
const MAX_STEPS = 24;
/** Calls that hand on all items of what they are given. */
const passing = /^(?:list|tuple|set|sorted|reversed|enumerate|iter)$/;

/** Rows with one of some ids, `filter(pk__in=ids)`: there are as many as ids, and nothing says that those are many. */
export const isChosenByIds = (ask: PythonQuestions, over: PyNode | undefined): boolean => someCall(ask, over, (one) => hasFewIds(ask, one));

/**
 * Rows that belong to one thing, `filter(order=order)`, `filter_by(device_id=device.id)`: it has a handful of most things, but for whom a service
 * keeps data. What belongs to two things at once is few as well.
 */
export const isOfOneThing = (ask: PythonQuestions, over: PyNode | undefined): boolean => someCall(ask, over, (one) => {
  const columns = parentColumns(ask, one);
  return columns.length > 1 || columns.some((name) => !isOwner(name));
});

/** Whether one of the calls that a collection comes out of is of a kind: through names, links of chains, and calls that hand all items on. */
function someCall(ask: PythonQuestions, over: PyNode | undefined, isOfKind: (call: PyNode) => boolean): boolean {
  const queue = [over];
  for (let steps = 0; queue.length > 0 && steps < MAX_STEPS; steps++) {
    const at = queue.pop();
    switch (at?.type) {
      case "parenthesized_expression": case "await":
        queue.push(at.namedChildren[0]);
        break;
      case "binary_operator":
        queue.push(at.field("left"), at.field("right"));
        break;
      case "identifier":
        for (const one of ask.scopes.lookup(at)?.definitions ?? []) if (one.kind === "assign" && one.path.length === 0 && one.value !== at) queue.push(one.value);
        break;
      case "call":
        if (isOfKind(at)) return true;
        queue.push(passing.test(at.field("function")?.text ?? "") ? positional(at)[0] : at.field("function")?.field("object"));
        break;
    }
  }
  return false;
}

/** `filter(pk__in=ids)`, `filter(Q(id__in=ids) & other)`, `where(Order.id.in_(ids))`. */
function hasFewIds(ask: PythonQuestions, query: PyNode): boolean {
  const list = query.field("arguments");
  if (!list) return false;
  const byName = ask.tree.nodes("keyword_argument", list).flatMap((one) => (idLookup.test(one.field("name")?.text ?? "") ? one.field("value") ?? [] : []));
  const byColumn = ask.tree.nodes("call", list).flatMap((one) => {
    const callee = one.field("function");
    const column = callee && lastName(callee) === "in_" ? callee.field("object") : undefined;
    return column && idNames.has(lastName(column) ?? "") ? positional(one).slice(0, 1) : [];
  });
  return [...byName, ...byColumn].some((one) => !isProvedLong(ask, one));
}

/** The columns by which a query picks the rows that belong to one thing: those that hold an id, or are compared with what has their name. */
function parentColumns(ask: PythonQuestions, query: PyNode): string[] {
  const list = query.field("arguments");
  if (!list || !picking.test(lastName(query.field("function") ?? query) ?? "")) return [];
  const byName = ask.tree.nodes("keyword_argument", list).flatMap((one) => columnOf(one.field("name")?.text.split("__").at(-1), one.field("value")));
  const byColumn = ask.tree.nodes("comparison_operator", list).flatMap((one) => {
    const [column, value] = one.namedChildren;
    const isEqual = one.fields("operators").map(({ text }) => text).join() === "==";
    return isEqual && column?.type === "attribute" ? columnOf(lastName(column), value) : [];
  });
  return [...new Set([...byName, ...byColumn])];
}

function columnOf(name: string | undefined, value: PyNode | undefined): string[] {
  if (name === undefined || (value?.type !== "identifier" && value?.type !== "attribute")) return [];
  const given = lastName(value) ?? "";
  const owner = value.type === "attribute" ? value.field("object") : undefined;
  // `filter(kind__title=item.kind)`: what goes with one thing, whichever part of it is named.
  if (owner?.type === "identifier" && !/^(?:pk|id)$/.test(given) && given !== name && !idEnding.test(name)) {
    return comparisons.test(name) || ambientObjects.test(owner.text) ? [] : [owner.text];
  }
  const column = name.replace(idEnding, "");
  return idEnding.test(name) || given === name || /^(?:pk|id)$/.test(given) ? [column] : [];
}
