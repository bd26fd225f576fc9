import type { PyNode } from "./node.ts";

/** Attributes of `self` that are set wherever a node runs: `if self.stream:` around it, or `if not self.stream: return` before it. */
export function requiredState(node: PyNode): Set<string> {
  const found = new Set<string>();
  let child = node;
  for (let around = node.parent; around; child = around, around = around.parent) {
    if (around.type === "if_statement" && child.fieldName === "consequence") for (const name of whenTrue(around.field("condition"))) found.add(name);
    if (around.type === "block") {
      for (const before of around.namedChildren) {
        if (before.end > child.index) break;
        if (before.type === "if_statement" && before.fields("alternative").length === 0 && leaves(before)) for (const name of whenFalse(before.field("condition"))) found.add(name);
      }
    }
    if (around.type === "function_definition") break;
  }
  return found;
}

/** Attributes that a true condition says to be set. */
function whenTrue(condition: PyNode | undefined): string[] {
  if (!condition) return [];
  switch (condition.type) {
    case "parenthesized_expression": return whenTrue(condition.namedChildren[0]);
    case "attribute": return own(condition);
    case "boolean_operator": return condition.field("operator")?.type === "and" ? [...whenTrue(condition.field("left")), ...whenTrue(condition.field("right"))] : [];
    case "comparison_operator": return /\bis\s+not\s+None$|!=\s*None$/.test(condition.text) ? own(condition.namedChildren[0]) : [];
    default: return [];
  }
}

/** Attributes that a false condition says to be set. */
function whenFalse(condition: PyNode | undefined): string[] {
  if (!condition) return [];
  switch (condition.type) {
    case "parenthesized_expression": return whenFalse(condition.namedChildren[0]);
    case "not_operator": return whenTrue(condition.field("argument"));
    case "boolean_operator": return condition.field("operator")?.type === "or" ? [...whenFalse(condition.field("left")), ...whenFalse(condition.field("right"))] : [];
    case "comparison_operator": return /\bis\s+None$|==\s*None$/.test(condition.text) ? own(condition.namedChildren[0]) : [];
    default: return [];
  }
}

function own(node: PyNode | undefined): string[] {
  return node?.type === "attribute" && node.field("object")?.text === "self" ? [node.field("attribute")?.text ?? ""] : [];
}

function leaves(statement: PyNode): boolean {
  const last = statement.field("consequence")?.namedChildren.at(-1);
  return last !== undefined && /^(?:return|raise|continue|break)_statement$/.test(last.type);
}
