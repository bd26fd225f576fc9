import { adders, emitterClasses, emitterValues } from "../knowledge/javascript/listeners.ts";
import type { JsNode } from "./context.ts";
import type { Members } from "./members.ts";
import { isCall, isClass, isFunction, propertyName, unwrap, walk, type ClassNode, type FunctionNode } from "./nodes.ts";

type Origin = (node: JsNode) => string | undefined;

const lasting: readonly string[] = [...adders].flatMap(([name, kind]) => (kind === "stays" ? [name] : []));
/** A cheap look at what makes an emitter. */
const mayMake = /emit|mitt|event/i;

/** Methods by which instances of a class get listeners that stay: those of an emitter, where it extends one, and its own that hand on to one. */
export function addersOf(of: ClassNode, members: Members, origin: Origin): readonly string[] {
  if (of.superClass && emitterClasses.test(origin(of.superClass) ?? "")) return lasting;
  return lasting.filter((name) => {
    const method = members.get(name)?.values.find((one) => isFunction(one));
    return isFunction(method) && handsOn(method);
  });
}

/** `on(event, listener) { return this.emitter.on(event, listener); }`: all that a method is given goes to a method of that kind. */
function handsOn(method: FunctionNode): boolean {
  const names = method.params.map((one) => (one.type === "Identifier" ? one.name : undefined));
  if (names.length < 2 || names.includes(undefined) || method.body == null) return false;
  let found = false;
  walk(method.body, (node) => {
    if (isFunction(node) || isClass(node) || found) return false;
    const callee = isCall(node) && node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    if (node.type !== "CallExpression" || callee?.type !== "MemberExpression" || adders.get(propertyName(callee) ?? "") !== "stays") return undefined;
    const given = node.arguments.map((one) => (one.type === "Identifier" ? one.name : undefined));
    found = names.every((name) => given.includes(name)) && unwrap(callee.object).type !== "ThisExpression";
    return undefined;
  });
  return found;
}

/** An emitter of a library: `new EventEmitter()`, `mitt()`. */
export function isEmitter(value: JsNode, text: string, origin: Origin): boolean {
  if (value.type !== "NewExpression" && value.type !== "CallExpression") return false;
  return mayMake.test(text.slice(...value.callee.range)) && emitterValues.test(origin(value) ?? "");
}
