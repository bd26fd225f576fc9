import { definitionAround } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";

const MAX_STEPS = 24;
/** What only gets something is short: it asks, looks at what came, and gives it. A docstring is none of it. */
const MAX_STATEMENTS = 3;

/** Whether a function is there to give what a call gives: it returns that, or something made of it. One that does more is no getter. */
export function isAnswer(call: PyNode, scopes: Scopes): boolean {
  if (statementsAround(call) > MAX_STATEMENTS) return false;
  const statement = statementOf(call);
  if (statement?.type === "return_statement") return true;
  const target = statement?.type === "assignment" ? statement.field("left") : undefined;
  const binding = target?.type === "identifier" ? scopes.lookup(target) : undefined;
  return binding !== undefined && scopes.references(binding).some((use) => statementOf(use)?.type === "return_statement");
}

/** How many statements the function around a node has, without those inside of others. */
function statementsAround(node: PyNode): number {
  const body = definitionAround(node, "function_definition")?.field("body")?.namedChildren ?? [];
  return body.filter((one) => one.type !== "comment" && one.namedChildren[0]?.type !== "string").length;
}

/** The `return` or the assignment that an expression is a part of. */
function statementOf(node: PyNode): PyNode | undefined {
  let at = node.parent;
  for (let steps = 0; at && steps < MAX_STEPS; steps++, at = at.parent) {
    switch (at.type) {
      case "return_statement": case "assignment": return at;
      case "block": case "module": case "lambda": case "if_statement": case "for_statement": case "while_statement": case "with_statement": return undefined;
    }
  }
  return undefined;
}
