import type { JsNode, TSESTree } from "./context.ts";
import type { FunctionNode } from "./nodes.ts";

/** The `if` statements that stand before a node in the blocks around it, up to its function. */
export function checksBefore(node: JsNode, fn: FunctionNode): TSESTree.IfStatement[] {
  const found: TSESTree.IfStatement[] = [];
  for (let at = node.parent; at && at !== fn; at = at.parent) {
    if (at.type !== "BlockStatement") continue;
    for (const one of at.body) if (one.type === "IfStatement" && one.range[1] <= node.range[0]) found.push(one);
  }
  return found;
}

/** The last statement of a branch leaves the function. */
export function endsInReturn(branch: JsNode): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement";
}
