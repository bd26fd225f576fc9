import { arrayMutators, arrayOnly, mutators } from "../knowledge/javascript/collections.ts";
import type { Bindings, Variable } from "./bindings.ts";
import { isFunction, propertyName, unwrap, wrapped } from "./nodes.ts";

/** What the uses of a variable tell about the collection in it. */
export interface Uses {
  /** A method is called on it that only arrays have. */
  isArray: boolean;
  /** It is changed in place. */
  isMutated: boolean;
}

const known = new WeakMap<Variable, Uses>();

/** Looks at every place where a variable is used, once. */
export function usesOf(variable: Variable, bindings: Bindings): Uses {
  const found = known.get(variable) ?? look(variable, bindings);
  known.set(variable, found);
  return found;
}

function look(variable: Variable, bindings: Bindings): Uses {
  let isArray = false;
  let isMutated = false;
  for (const { identifier } of bindings.references(variable)) {
    const value = wrapped(identifier);
    const member = value.parent;
    if (member?.type !== "MemberExpression" || member.object !== value) continue;
    const use = wrapped(member).parent;
    if (use?.type === "AssignmentExpression" && use.left === member) isMutated = true;
    if (use?.type !== "CallExpression" || unwrap(use.callee) !== member) continue;
    const method = propertyName(member) ?? "";
    if (mutators.has(method)) isMutated = true;
    if (arrayMutators.has(method) || (arrayOnly.has(method) && isFunction(use.arguments[0]))) isArray = true;
  }
  return { isArray, isMutated };
}
