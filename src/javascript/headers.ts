import { headerFunctions, headerReads, longer } from "../knowledge/javascript/headers.ts";
import type { JsNode } from "./context.ts";
import { chainOf, isNothing, unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 8;

/** Whether a text is a header of a request, or a part of one: a line of at most some 16 KB, as servers take no longer ones. */
export function isHeader(ask: JavaScriptQuestions, text: JsNode): boolean {
  return isOf(ask, text, [], MAX_STEPS);
}

/** Whether what `path` picks from an expression is a header. */
function isOf(ask: JavaScriptQuestions, expression: JsNode, path: readonly string[], steps: number): boolean {
  const node = unwrap(expression);
  if (steps <= 0) return false;
  const isHeaderOr = (one: JsNode): boolean => isNothing(one) || ask.constant(one) !== undefined || isOf(ask, one, path, steps - 1);
  switch (node.type) {
    case "LogicalExpression": return node.operator === "&&" ? isHeaderOr(node.right) : isOf(ask, node.left, path, steps - 1) && isHeaderOr(node.right);
    case "ConditionalExpression": {
      const both = [node.consequent, node.alternate];
      return both.every((one) => isHeaderOr(one)) && both.some((one) => isOf(ask, one, path, steps - 1));
    }
    case "AwaitExpression": return isOf(ask, node.argument, path, steps - 1);
    case "Identifier":
    case "MemberExpression":
    case "CallExpression":
      return isRead(ask, node, path, steps);
    default: return false;
  }
}

function isRead(ask: JavaScriptQuestions, node: JsNode, path: readonly string[], steps: number): boolean {
  const { root, names } = chainOf(node);
  const all = [...names, ...path];
  if (all.some((name, i) => longer.has(name) && all[i + 1] === "()")) return false;
  if (headerReads.test(all.join("."))) return true;
  if (root.type !== "Identifier") return false;
  const rest = all.slice(1);
  if (rest[0] === "()" && rest.length > 1 && headerFunctions.has(ask.origin(root) ?? "")) return true;
  const variable = ask.bindings.variable(root);
  // What a name makes of itself, as by `trim()`, is a header still.
  const isItself = (value: JsNode): boolean => ask.bindings.variable(chainOf(value).root) === variable;
  const writes = variable ? ask.bindings.realWrites(variable).filter(({ value }) => !value || !(isNothing(value) || isItself(value))) : [];
  return writes.length > 0 && writes.every((write) => {
    if (!write.path) return false;
    const deeper = [...write.path, ...rest];
    if (write.kind === "param") return deeper[0] === "headers" && deeper.length > 1 && ask.collection(root).source === "input";
    return write.kind === "value" && write.value !== undefined && isOf(ask, write.value, deeper, steps - 1);
  });
}
