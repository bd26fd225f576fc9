import { assignedMembers, type Bindings, type Variable } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { propertyName, unwrap } from "./nodes.ts";

/** `module.exports = exports = Users = {}` has only so many parts. */
const MAX_STEPS = 6;

/** What a CommonJS file assigns to `exports.x`, `module.exports.x` and `Users.x` of `const Users = module.exports`; the whole has the name "". */
export function moduleMembers(bindings: Bindings): Map<string, JsNode[]> {
  const wholes = moduleExports(bindings);
  const objects: readonly JsNode[] = [...bindings.global("exports"), ...wholes];
  const found = assignedMembers(objects);
  for (const alias of objects.flatMap((one) => aliasOf(one, bindings) ?? [])) {
    for (const [name, values] of bindings.members(alias)) found.set(name, [...(found.get(name) ?? []), ...values]);
  }
  for (const whole of wholes) {
    const { parent } = whole;
    if (parent?.type !== "AssignmentExpression" || parent.left !== whole) continue;
    found.set("", [...(found.get("") ?? []), lastValue(parent.right)]);
  }
  return found;
}

/** All places that name what a CommonJS file exports: `exports`, `module.exports`, `Users` of `const Users = module.exports`. */
export function exportsUses(bindings: Bindings): readonly JsNode[] {
  const direct = [...bindings.global("exports"), ...moduleExports(bindings)];
  const aliases = direct.flatMap((one) => aliasOf(one, bindings) ?? []);
  return [...direct, ...aliases.flatMap((alias) => bindings.references(alias).map((one) => one.identifier as JsNode))];
}

function moduleExports(bindings: Bindings): readonly JsNode[] {
  return bindings.global("module").flatMap((name) => {
    const { parent } = name;
    return parent?.type === "MemberExpression" && parent.object === name && propertyName(parent) === "exports" ? [parent as JsNode] : [];
  });
}

/** `const Users = module.exports`, also with `= {}` at the end. */
function aliasOf(exports: JsNode, bindings: Bindings): Variable | undefined {
  let at = exports;
  for (let i = 0; i < MAX_STEPS && at.parent?.type === "AssignmentExpression"; i++) at = at.parent;
  const { parent } = at;
  return parent?.type === "VariableDeclarator" && parent.init === at && parent.id.type === "Identifier" ? bindings.variable(parent.id) : undefined;
}

/** `a = b = value`: the value. */
function lastValue(expression: JsNode): JsNode {
  let at = unwrap(expression);
  for (let i = 0; i < MAX_STEPS && at.type === "AssignmentExpression"; i++) at = unwrap(at.right);
  return at;
}
