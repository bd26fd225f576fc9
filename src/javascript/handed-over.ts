import type { JsNode } from "./context.ts";
import { isConstructor } from "./emitter-lifetimes.ts";
import { isNothing, propertyName, unwrap, type ClassNode, type FunctionNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/**
 * Whether a `this.x` holds what the constructor of an object was given, and nothing tells that this outlives the object: containers do not make the
 * object once, and no code of the file makes one with something that lives with the module.
 */
export function isHandedOver(ask: JavaScriptQuestions, expression: JsNode): boolean {
  let at = unwrap(expression);
  while (at.type === "MemberExpression" && unwrap(at.object).type === "MemberExpression") at = unwrap(at.object);
  const self = at.type === "MemberExpression" ? ask.values.locals.self(at.object) : undefined;
  const name = at.type === "MemberExpression" ? propertyName(at) : undefined;
  const member = self && name !== undefined ? ask.values.locals.member(self, name) : undefined;
  const [value, ...others] = (member?.values ?? []).filter((one) => !isNothing(one));
  if (!value || others.length > 0 || ask.isSingleton(expression)) return false;
  const variable = value.type === "Identifier" ? ask.bindings.variable(value) : undefined;
  const given = variable && ask.bindings.onlyWrite(variable);
  if (given?.kind !== "param" || !given.fn || given.index === undefined) return false;
  const { fn, index } = given;
  const owner = isConstructor(fn) ? fn.parent?.parent?.parent : fn;
  return owner !== undefined && !argumentsAt(ask, owner as ClassNode | FunctionNode, index).some((one) => outlives(ask, one));
}

/** What `new` of a class or a constructor function of the file is given at a place. */
function argumentsAt(ask: JavaScriptQuestions, owner: ClassNode | FunctionNode, index: number): JsNode[] {
  const name = owner.id ?? (owner.parent.type === "VariableDeclarator" ? owner.parent.id : undefined);
  const variable = name?.type === "Identifier" ? ask.bindings.variable(name) : undefined;
  return (variable ? ask.bindings.references(variable) : []).flatMap(({ identifier }) => {
    const made = identifier.parent;
    const given = made.type === "NewExpression" && made.callee === identifier ? made.arguments[index] : undefined;
    return given ? [given] : [];
  });
}

/** Something of the module, or of the process. */
const outlives = (ask: JavaScriptQuestions, given: JsNode): boolean => !isNothing(given) && ["module", "class-static"].includes(ask.lifetimeOf(given) ?? "");
