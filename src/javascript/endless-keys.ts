import { idMakers } from "../knowledge/javascript/containers.ts";
import type { Container, Growth } from "./containers.ts";
import type { JsNode } from "./context.ts";
import { isSent } from "./kept-services.ts";
import { argumentsOf, chainText, unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 6;

/**
 * Whether what a container of an application gets can come without end: keys that a client sends or that are made anew, items that the call makes.
 * Most other keys name what somebody configured or stored (judged: 2 of 11 were right).
 */
export function comesWithoutEnd(ask: JavaScriptQuestions, { kind }: Container, { form, key, value }: Growth): boolean {
  if (form === "listed" || kind === "set" || !key) return value !== undefined && isMade(ask, value);
  return isSent(ask, key) || isGenerated(ask, key);
}

/** A number, time or identifier that no two calls share: `randomUUID()`, `Date.now()`, `next++`. */
function isGenerated(ask: JavaScriptQuestions, key: JsNode, steps = MAX_STEPS): boolean {
  const node = unwrap(key);
  if (steps <= 0) return false;
  const some = (parts: readonly JsNode[]): boolean => parts.some((one) => isGenerated(ask, one, steps - 1));
  switch (node.type) {
    case "UpdateExpression": return true;
    case "AwaitExpression": return some([node.argument]);
    case "MemberExpression": return some([node.object]);
    case "TemplateLiteral": return some(node.expressions);
    case "BinaryExpression": return node.operator === "+" && some([node.left, node.right]);
    case "NewExpression": return idMakers.test(ask.origin(node.callee) ?? chainText(node.callee));
    case "CallExpression":
      if (idMakers.test(ask.origin(node.callee) ?? chainText(node.callee))) return true;
      return some([...(node.callee.type === "MemberExpression" ? [node.callee.object] : []), ...argumentsOf(node)]);
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      return (variable ? ask.bindings.realWrites(variable) : []).some((one) => one.kind === "value" && one.value !== undefined && isGenerated(ask, one.value, steps - 1));
    }
    default: return false;
  }
}

/** Whether a value is made in the call, by work or by waiting, and not just handed through. */
export function isMade(ask: JavaScriptQuestions, value: JsNode, steps = 3): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case "CallExpression":
    case "NewExpression":
    case "AwaitExpression":
    case "ObjectExpression":
      return true;
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      const writes = variable ? ask.bindings.writes(variable) : [];
      return steps > 0 && writes.some((one) => one.kind === "value" && one.value !== undefined && isMade(ask, one.value, steps - 1));
    }
    default: return false;
  }
}
