import { operatorGuard, operatorPath, operatorRole } from "../knowledge/javascript/operators.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, chainText, isFunction, propertyName, unwrap, type CallNode } from "./nodes.ts";

type Constant = (node: JsNode) => unknown;

/** Whether a call registers handlers for those alone who run the service: by a guard among its arguments, or by the path of the route. */
export function isForOperators(call: CallNode, constant: Constant): boolean {
  const [first, ...others] = argumentsOf(call);
  const path = first && constant(first);
  return (typeof path === "string" && operatorPath.test(path)) || others.some((one) => guards(one, constant));
}

function guards(argument: JsNode, constant: Constant): boolean {
  const node = unwrap(argument);
  if (isFunction(node)) return false;
  if (node.type === "ArrayExpression") return node.elements.some((one) => one !== null && guards(one, constant));
  if (node.type === "CallExpression") {
    return operatorGuard.test(nameOf(node.callee)) || node.arguments.some((one) => {
      const value = constant(one);
      return operatorRole.test(typeof value === "string" ? value : one.type === "MemberExpression" ? nameOf(one) : "");
    });
  }
  return operatorGuard.test(nameOf(node));
}

function nameOf(expression: JsNode): string {
  const node = unwrap(expression);
  return (node.type === "MemberExpression" ? propertyName(node) : undefined) ?? chainText(node);
}
