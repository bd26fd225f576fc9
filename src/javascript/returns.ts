import type { JsNode } from "./context.ts";
import { children, isClass, isFunction, type FunctionNode } from "./nodes.ts";

const returned = new WeakMap<FunctionNode, readonly JsNode[]>();

/** Expressions that a function may return, without those of functions nested in it. */
export function returnsOf(fn: FunctionNode): readonly JsNode[] {
  const known = returned.get(fn);
  if (known) return known;
  const found = find(fn);
  returned.set(fn, found);
  return found;
}

function find(fn: FunctionNode): readonly JsNode[] {
  if (fn.body == null) return [];
  if (fn.body.type !== "BlockStatement") return [fn.body];
  const found: JsNode[] = [];
  const stack: JsNode[] = [...fn.body.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "ReturnStatement") {
      if (node.argument) found.push(node.argument);
    } else if (!isFunction(node) && !isClass(node) && !node.type.endsWith("Expression")) for (const inner of children(node)) stack.push(inner);
  }
  return found;
}
