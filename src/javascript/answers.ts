import type { Bindings } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { enclosingFunction, wrapped } from "./nodes.ts";
import { returnsOf } from "./returns.ts";

const MAX_STEPS = 16;
/** What only gets something is short: it asks, looks at what came, and gives it. */
const MAX_STATEMENTS = 3;

/** Whether a function is there to give what a call gives: it returns that, or something made of it. One that does more is no getter. */
export function isAnswer(call: JsNode, bindings: Bindings): boolean {
  const fn = enclosingFunction(call);
  if (!fn || (fn.body?.type === "BlockStatement" && fn.body.body.length > MAX_STATEMENTS)) return false;
  const returned = returnsOf(fn);
  const isReturned = ({ range }: JsNode): boolean => returned.some((one) => one.range[0] <= range[0] && range[1] <= one.range[1]);
  if (isReturned(call)) return true;
  const { parent } = endOfChain(call);
  const variable = parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? bindings.variable(parent.id) : undefined;
  return variable !== undefined && bindings.references(variable).some(({ identifier }) => isReturned(identifier));
}

/** The whole of a chain of members, calls and `await` that starts with an expression. */
function endOfChain(start: JsNode): JsNode {
  let at = wrapped(start);
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const { parent } = at;
    const goesOn = parent?.type === "AwaitExpression" || (parent?.type === "MemberExpression" && parent.object === at) || (parent?.type === "CallExpression" && parent.callee === at);
    if (!parent || !goesOn) return at;
    at = wrapped(parent);
  }
  return at;
}
