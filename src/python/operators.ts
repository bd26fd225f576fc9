import { operatorPermissions, operatorsOnly, operatorTest, permissionChecks } from "../knowledge/python/contexts.ts";
import { decoratorsOf, lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Values } from "./values.ts";

/** Groups of commands are nested this deep. */
const MAX_GROUPS = 4;

/** Whether decorators say that only owners, administrators or staff may start a function, or the group of commands that it belongs to. */
export function isForOperators(values: Values, fn: PyNode, depth = 0): boolean {
  return decoratorsOf(fn).some((decorator) => {
    const callee = decorator.type === "call" ? (decorator.field("function") ?? decorator) : decorator;
    if (isCheck(decorator, lastName(callee) ?? "")) return true;
    const object = callee.type === "attribute" && depth < MAX_GROUPS ? callee.field("object") : undefined;
    const group = object?.type === "identifier" ? values.definitionOf(object) : undefined;
    return group?.type === "function_definition" && isForOperators(values, group, depth + 1);
  });
}

function isCheck(decorator: PyNode, name: string): boolean {
  if (operatorsOnly.has(name)) return true;
  if (decorator.type !== "call") return false;
  if (name === operatorTest.decorator) return operatorTest.attributes.test(positional(decorator)[0]?.text ?? "");
  return permissionChecks.has(name) && asksForAll(decorator);
}

/** Every permission that it asks for is an operator's: of several the caller may have to have all, or any. */
function asksForAll(decorator: PyNode): boolean {
  const asked = (decorator.field("arguments")?.namedChildren ?? []).filter((one) => one.type === "keyword_argument" && one.field("value")?.type !== "false");
  return asked.length > 0 && asked.every((one) => operatorPermissions.has(one.field("name")?.text ?? ""));
}
