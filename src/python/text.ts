import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";

const SHORT = 40;

/** Source text on one line, shortened, for messages. */
export function shortText(node: PyNode): string {
  const text = node.text.replace(/\s+/g, " ").trim();
  return text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text;
}

/** The plain names that a target binds: `a, (b, *c)`; attributes and subscripts bind none. */
export function targetsOf(target: PyNode): string[] {
  const found: string[] = [];
  const queue = [target];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === "identifier") found.push(node.text);
    else if (node.type !== "attribute" && node.type !== "subscript") queue.push(...node.namedChildren);
  }
  return found.reverse();
}

/** Whether a test holds for a variable read in an expression; names of attributes and of keyword arguments are no variables. */
export function namesIn(tree: PyTree, expression: PyNode, test: (name: string) => boolean): boolean {
  if (expression.type === "identifier") return test(expression.text);
  return tree.nodes("identifier", expression).some((one) => isVariable(one) && test(one.text));
}

export function isVariable(identifier: PyNode): boolean {
  const field = identifier.fieldName;
  if (field === "attribute") return false;
  return !(field === "name" && identifier.parent?.type === "keyword_argument");
}

/** The names that a target binds or writes into: `a`, and `b` of `b["key"]`; what belongs to `self` is no local value. */
export function rootsOf(target: PyNode): string[] {
  const found = targetsOf(target);
  let at: PyNode | undefined = target;
  for (let steps = 0; at && (at.type === "attribute" || at.type === "subscript") && steps < 16; steps++) at = at.field("object") ?? at.field("value");
  if (at && at !== target && at.type === "identifier" && at.text !== "self" && at.text !== "cls") found.push(at.text);
  return found;
}
