import type { JsNode } from "./context.ts";
import { argumentsOf, calleeOf, isFunction, keyName, propertyName, unwrap, walk } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Columns that name one row. A name lowers the confidence, it proves nothing. */
const ids = /(?:^|_)_?id$|[a-z]I[dD]$/;
/** Filters that take a list of values. */
const lists = /^(?:\$?in|In|whereIn|inArray|any)$/;
/** Calls that give one row, whose parts the items are then. */
const single = /^(?:find(?:Unique|One|First)\w*|findBy(?:Id|Pk)|first|get|getOne)$/;

/**
 * Whether a list holds what belongs to one row: part of it, or the rows that a query picks by its id. A list of values in the query picks
 * as many as it is long.
 */
export function belongsToOne(ask: JavaScriptQuestions, over: JsNode | undefined): boolean {
  const query = over && ask.producer(over);
  if (!query || single.test(nameOf(calleeOf(query)))) return true;
  let isOfOne = false;
  let isListed = false;
  walk(query, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "Property") {
      const name = keyName(node) ?? (node.key.type === "MemberExpression" ? propertyName(node.key) : undefined) ?? "";
      const value = unwrap(node.value);
      if (lists.test(name)) isListed = true;
      else if (ids.test(name) && (value.type === "Identifier" || value.type === "MemberExpression")) isOfOne = true;
    }
    if (node.type === "CallExpression" && node !== query && lists.test(nameOf(node.callee)) && argumentsOf(node).length > 0) isListed = true;
    return undefined;
  });
  return isOfOne && !isListed;
}

function nameOf(callee: JsNode): string {
  const node = unwrap(callee);
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? (propertyName(node) ?? "") : "";
}
