import { handed } from "../knowledge/javascript/handed.ts";
import type { JsNode } from "./context.ts";
import { itemOf, resultOf } from "./names.ts";
import { propertyName, unwrap, wrapped, type FunctionNode } from "./nodes.ts";

/** What callbacks need to know about values. */
export interface CallbackNames {
  origin(expression: JsNode): string | undefined;
}

const given = new Map(handed.map((row) => [row.method, row.gives]));
/** Array methods that hand each element to their callback, by the position of that parameter. */
const elementAt: Readonly<Record<string, number>> = {
  forEach: 0, map: 0, flatMap: 0, filter: 0, some: 0, every: 0, find: 0, findIndex: 0, findLast: 0, reduce: 1, reduceRight: 1,
};
const errorName = /^_?e(?:rr(?:or)?)?$/i;

/** Origin of a parameter of a function that is passed to a call: the transaction, the awaited value, the result after the error, the element. */
export function callbackParameter(fn: FunctionNode, index: number, names: CallbackNames): string | undefined {
  const place = wrapped(fn);
  const call = place.parent;
  if (call?.type !== "CallExpression" || call.callee === place) return undefined;
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (callee.type === "MemberExpression" && method !== undefined) {
    if (method === "then") return index === 0 && call.arguments[0] === place ? names.origin(callee.object) : undefined;
    if (method in elementAt) {
      const list = elementAt[method] === index ? names.origin(callee.object) : undefined;
      return list === undefined ? undefined : itemOf(list);
    }
  }
  if (index === 0) {
    const origin = names.origin(callee);
    if (origin !== undefined && given.get(origin) !== undefined) return given.get(origin);
    if (callee.type === "MemberExpression" && method !== undefined && given.has(method)) return names.origin(callee.object);
    return undefined;
  }
  return index === 1 && call.arguments.at(-1) === place && isError(fn) ? mapResult(names.origin(callee)) : undefined;
}

const mapResult = (name: string | undefined): string | undefined => (name === undefined ? undefined : resultOf(name));

/** A callback in the style of Node: the error comes first. */
function isError(fn: FunctionNode): boolean {
  const [first] = fn.params;
  return first?.type === "Identifier" && errorName.test(first.name);
}
