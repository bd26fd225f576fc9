import type { Bindings } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import type { Locals } from "./locals.ts";
import type { FunctionNode } from "./nodes.ts";

/** Members that a constructor written as a function gives to what it makes: by `this`, by a name for it, by its prototype. */
export function constructedMembers(fn: FunctionNode, text: string, locals: Locals, bindings: Bindings): ReadonlyMap<string, readonly JsNode[]> {
  const found = new Map<string, readonly JsNode[]>();
  if (fn.type === "ArrowFunctionExpression" || fn.async || fn.generator || fn.body == null) return found;
  const name = fn.id?.name;
  // Most functions are plainly none: that is quicker told by their text than by their tree.
  if (!/\bthis\b/.test(text.slice(...fn.body.range)) && (name === undefined || !text.includes(`${name}.prototype`))) return found;
  for (const [key, { values }] of locals.constructed(fn)) found.set(key, values);
  for (const statement of fn.body.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      const self = init?.type === "ThisExpression" ? bindings.variable(id) : undefined;
      if (self) for (const [key, values] of bindings.members(self)) found.set(key, values);
    }
  }
  return found;
}
