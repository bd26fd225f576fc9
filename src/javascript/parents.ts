import { isOwner } from "../growth.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, calleeOf, isFunction, keyName, propertyName, unwrap, walk, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Columns that name one row. A name lowers the confidence, it proves nothing. */
const ids = /(?:^|_)_?id$|[a-z]I[dD]$/;
/** Filters that take a list of values. */
const lists = /^(?:\$?in|In|whereIn|inArray|any)$/;
/** Methods of lists that give a list of the same items, or of what is made of each. */
const derived: ReadonlySet<string> = new Set(["map", "filter", "flatMap", "flat", "sort", "toSorted", "slice", "reverse", "concat"]);
/** `control_id = :id`, `o."orderId" = ${id}` */
const equalIds = /\b(\w+?(?:_id|Id))["`]?\s*=\s*(?:[:?@$])/g;
const MAX_STEPS = 8;
/** Calls that give one row, whose parts the items are then, or groups of rows, which are fewer. */
const single = /^(?:find(?:Unique|One|First)\w*|findBy(?:Id|Pk)|first|get|getOne|groupBy|distinct)$/;

/**
 * Whether a list holds what belongs to one row: part of it, or the rows that a query picks by its id. A list of values in the query picks
 * as many as it is long.
 */
export function belongsToOne(ask: JavaScriptQuestions, over: JsNode | undefined): boolean {
  const query = over && queryBehind(ask, over);
  return !query || single.test(nameOf(calleeOf(query))) || picks(query, () => true);
}

/** Whether a list is a part of one row that a query gave, or holds the rows that belong to one thing which has a handful of them. */
export function isHandful(ask: JavaScriptQuestions, over: JsNode | undefined): boolean {
  const query = over && queryBehind(ask, over);
  if (!query) return false;
  const isOfKind = (name: string): boolean => !isOwner(name);
  return single.test(nameOf(calleeOf(query))) || picks(query, isOfKind) || selects(ask, query, isOfKind);
}

/** Whether a query is a statement as text that picks rows by an id of a kind: `WHERE order_id = $1`. */
function selects(ask: JavaScriptQuestions, query: CallNode, isOfKind: (name: string) => boolean): boolean {
  const [first] = query.type === "TaggedTemplateExpression" ? [query.quasi] : argumentsOf(query);
  const text = first && ask.textOf(ask.values.definition(first));
  return text !== undefined && [...text.matchAll(equalIds)].some(([, name = ""]) => isOfKind(name));
}

/** Whether a query picks rows by an id of a kind, and by no list of values. */
function picks(query: CallNode, isOfKind: (name: string) => boolean): boolean {
  let isOfOne = false;
  let isListed = false;
  walk(query, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "Property") {
      const name = keyName(node) ?? (node.key.type === "MemberExpression" ? propertyName(node.key) : undefined) ?? "";
      const value = unwrap(node.value);
      if (lists.test(name)) isListed = true;
      else if (ids.test(name) && (value.type === "Identifier" || value.type === "MemberExpression")) isOfOne ||= isOfKind(name);
    }
    // Drizzle: `eq(steps.workflowId, id)`
    if (node.type === "CallExpression" && nameOf(node.callee) === "eq" && node.arguments.length === 2) {
      const [column, value] = node.arguments.map((one) => unwrap(one));
      const name = column ? nameOf(column) : "";
      if (ids.test(name) && (value?.type === "Identifier" || value?.type === "MemberExpression")) isOfOne ||= isOfKind(name);
    }
    if (node.type === "CallExpression" && node !== query && lists.test(nameOf(node.callee)) && argumentsOf(node).length > 0) isListed = true;
    return undefined;
  });
  return isOfOne && !isListed;
}

/** The call that gave the rows of a list, or the row that it is a part of. */
export function queryBehind(ask: JavaScriptQuestions, over: JsNode): CallNode | undefined {
  let node = unwrap(over);
  for (let i = 0; i < MAX_STEPS; i++) {
    const call = ask.producer(node);
    const callee = call && unwrap(calleeOf(call));
    if (callee && !(callee.type === "MemberExpression" && derived.has(propertyName(callee) ?? ""))) return call;
    if (callee?.type === "MemberExpression") node = unwrap(callee.object);
    else if (node.type === "MemberExpression") node = unwrap(node.object);
    else {
      // `const { rows } = await pool.query(…)`
      const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
      const write = variable && ask.bindings.onlyWrite(variable);
      if (write?.kind !== "value" || !write.value) return undefined;
      node = unwrap(write.value);
    }
  }
  return undefined;
}

function nameOf(callee: JsNode): string {
  const node = unwrap(callee);
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? (propertyName(node) ?? "") : "";
}
