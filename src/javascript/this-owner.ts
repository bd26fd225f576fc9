import type { JsNode } from "./context.ts";
import { isClass, isFunction, type ClassNode, type FunctionNode } from "./nodes.ts";

/** The function (or class, in a field) that gives `this` its meaning. */
export function thisFunction(node: JsNode): FunctionNode | ClassNode | undefined {
  let at = node.parent;
  while (at) {
    if (isFunction(at) && at.type !== "ArrowFunctionExpression") return at;
    if (at.type === "PropertyDefinition" || at.type === "StaticBlock") return isClass(at.parent.parent) ? at.parent.parent : undefined;
    at = at.parent;
  }
  return undefined;
}

/** The class around a node. */
export function methodOwner(node: JsNode): ClassNode | undefined {
  let at = node.parent;
  while (at && !isClass(at)) at = at.parent;
  return at;
}
