import { growers, readers, shrinkers, sizes } from "../knowledge/javascript/containers.ts";
import type { Variable } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { emptyKind, type ContainerKind } from "./empty-containers.ts";
import type { Lifetime } from "./lifetimes.ts";
import { calleeOf, chainText, enclosingFunction, isFunction, keyName, propertyName, unwrap, walk, wrapped, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** A container that outlives the calls that write to it. */
export interface Container {
  lifetime: Exclude<Lifetime, "local">;
  name: string;
  kind: ContainerKind;
  /** The expression that makes it. */
  made: JsNode;
  /** Another file may shrink it. */
  isExported: boolean;
}

/** One write that can make a container larger. */
export interface Growth {
  /** The call or the assignment. */
  node: JsNode;
  form: "keyed" | "listed";
  /** What tells entries apart. */
  key?: JsNode;
  /** What is kept. */
  value?: JsNode;
}

export interface Uses {
  shrinks: boolean;
  isBounded: boolean;
  escapes: boolean;
}

/** The growth that a node is, if it writes to a container with a key or value of its own. */
export function growthAt(node: JsNode): { target: JsNode; growth: Growth } | undefined {
  if (node.type === "CallExpression") {
    const callee = unwrap(node.callee);
    const form = callee.type === "MemberExpression" ? growers.get(propertyName(callee) ?? "") : undefined;
    if (callee.type !== "MemberExpression" || !form) return undefined;
    const [first, second] = node.arguments;
    const target = unwrap(callee.object);
    return first && { target, growth: form === "keyed" ? { node, form, key: first, value: second ?? first } : { node, form, value: first } };
  }
  if (node.type !== "AssignmentExpression" || (node.operator !== "=" && node.operator !== "??=" && node.operator !== "||=")) return undefined;
  const left = unwrap(node.left);
  if (left.type !== "MemberExpression" || !left.computed || propertyName(left) !== undefined) return undefined;
  return { target: unwrap(left.object), growth: { node, form: "keyed", key: left.property, value: node.right } };
}

/** The long-lived container that an expression is; undefined where it is local, bounded, filled when made, or unknown. */
export function containerOf(ask: JavaScriptQuestions, target: JsNode): Container | undefined {
  if (target.type !== "Identifier" && target.type !== "MemberExpression") return undefined;
  const lifetime = ask.values.lifetimes.lifetimeOf(target);
  if (lifetime === undefined || lifetime === "local") return undefined;
  const creation = target.type === "Identifier" ? madeBy(ask, target) : memberMadeBy(ask, target);
  const kind = creation && emptyKind(creation);
  if (!creation || !kind) return undefined;
  const name = chainText(target);
  return name === "" ? undefined : { lifetime, name, kind, made: creation, isExported: target.type === "Identifier" && isExported(ask, target) };
}

function madeBy(ask: JavaScriptQuestions, name: JsNode): JsNode | undefined {
  const variable = ask.bindings.variable(name);
  const writes = variable ? ask.bindings.writes(variable).filter((one) => one.kind !== "none") : [];
  const [write] = writes;
  return writes.length === 1 && write?.kind === "value" && write.path?.length === 0 ? write.value : undefined;
}

/** What a class field or `this.x = …` of a constructor holds from the start. */
function memberMadeBy(ask: JavaScriptQuestions, target: Extract<JsNode, { type: "MemberExpression" }>): JsNode | undefined {
  const name = propertyName(target);
  if (isReplaced(ask, target)) return undefined;
  const owner = ask.values.locals.local(target.object);
  const values = owner && name !== undefined ? ask.values.locals.member(owner, name)?.values : undefined;
  return values?.length === 1 ? values[0] : undefined;
}

/** The object that holds it is a variable that is written again: what was gathered goes with the old object. */
function isReplaced(ask: JavaScriptQuestions, { object }: Extract<JsNode, { type: "MemberExpression" }>): boolean {
  const owner = unwrap(object);
  const variable = owner.type === "Identifier" ? ask.bindings.variable(owner) : undefined;
  const writes = variable ? ask.bindings.writes(variable).filter((one) => one.kind !== "none") : [];
  return writes.some((one) => one.kind === "value" && enclosingFunction(one.name) !== enclosingFunction(variable?.identifiers[0] ?? owner));
}

function isExported(ask: JavaScriptQuestions, name: JsNode): boolean {
  const variable = ask.bindings.variable(name);
  if (!variable) return false;
  if (variable.defs.some((one) => one.node.parent?.parent?.type === "ExportNamedDeclaration")) return true;
  // `const cache = module.exports.cache = new Map()`
  if (variable.defs.some((one) => one.node.type === "VariableDeclarator" && one.node.init?.type === "AssignmentExpression")) return true;
  return ask.bindings.references(variable).some(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === "ExportSpecifier" || parent.type === "ExportDefaultDeclaration"
      || (parent.type === "AssignmentExpression" && parent.right === identifier && /^(?:module\.)?exports\b/.test(chainText(parent.left)))
      || (parent.type === "Property" && parent.value === identifier && parent.parent.parent.type === "AssignmentExpression" && chainText(parent.parent.parent.left) === "module.exports");
  });
}

/** What the rest of the file does with a container. */
export function usesOf(ask: JavaScriptQuestions, target: JsNode, ast: JsNode): Uses {
  const uses: Uses = { shrinks: false, isBounded: false, escapes: false };
  if (target.type === "Identifier") {
    const variable = ask.bindings.variable(target);
    if (variable) classifyVariable(ask, variable, uses, 2);
    return uses;
  }
  const name = target.type === "MemberExpression" ? propertyName(target) : undefined;
  if (name === undefined) return uses;
  // Any member of that name counts, whatever object it belongs to: better silent than wrong.
  let assigned = 0;
  walk(ast, (node) => {
    if (node.type === "MemberExpression" && propertyName(node) === name) {
      if (isAssigned(node)) assigned += isInConstructor(node) ? 0 : 1;
      else classify(ask, node, uses, 2);
    }
    if (node.type === "PropertyDefinition" && keyName(node) === name) return undefined;
    return uses.shrinks ? false : undefined;
  });
  if (assigned > 0) uses.shrinks = true;
  return uses;
}

function classifyVariable(ask: JavaScriptQuestions, variable: Variable, uses: Uses, aliases: number): void {
  for (const { identifier } of ask.bindings.references(variable)) if (!isAssigned(identifier)) classify(ask, identifier, uses, aliases);
}

const isAssigned = (node: JsNode): boolean => {
  const { parent } = wrapped(node);
  return (parent?.type === "AssignmentExpression" && unwrap(parent.left) === unwrap(node)) || (parent?.type === "VariableDeclarator" && parent.id === node);
};

function isInConstructor(node: JsNode): boolean {
  for (let at: JsNode | undefined = node.parent; at; at = at.parent) if (isFunction(at)) return at.parent.type === "MethodDefinition" && at.parent.kind === "constructor";
  return false;
}

/** Sorts one use of a container into what it does. */
function classify(ask: JavaScriptQuestions, place: JsNode, uses: Uses, aliases: number): void {
  const outer = wrapped(place);
  const { parent } = outer;
  if (!parent) return;
  if (parent.type === "MemberExpression" && parent.object === outer) {
    const name = propertyName(parent) ?? "";
    const use = wrapped(parent).parent;
    if (parent.computed && use?.type === "UnaryExpression" && use.operator === "delete") uses.shrinks = true;
    else if (parent.computed && !parent.property.type.includes("Literal") && /%/.test(ask.textOf(parent.property))) uses.isBounded = true;
    else if (parent.computed && use?.type === "AssignmentExpression" && use.left === parent && /^(?:undefined|null)$/.test(ask.textOf(use.right))) uses.shrinks = true;
    else if (shrinkers.has(name)) uses.shrinks = true;
    else if (sizes.has(name)) classifySize(parent, use, uses);
  } else if (parent.type === "UnaryExpression" && parent.operator === "delete") uses.shrinks = true;
  else if (parent.type === "CallExpression" && parent.callee !== outer) classifyArgument(parent, uses);
  else if (parent.type === "VariableDeclarator" && parent.init === outer && parent.id.type === "Identifier" && aliases > 0) {
    const alias = ask.bindings.variable(parent.id);
    if (alias) classifyVariable(ask, alias, uses, aliases - 1);
  } else if (parent.type === "NewExpression" || parent.type === "ReturnStatement" || (parent.type === "Property" && parent.value === outer) || parent.type === "SpreadElement") {
    uses.escapes ||= parent.type !== "SpreadElement";
  }
}

function classifySize(member: JsNode, use: JsNode | undefined, uses: Uses): void {
  if (use?.type === "AssignmentExpression" && use.left === member) uses.shrinks = true;
  if (use?.type === "BinaryExpression" && /^[<>]=?$/.test(use.operator)) {
    const other = use.left === member ? use.right : use.left;
    // A comparison with nothing asks whether it is empty; `i < list.length` is a loop.
    const isLoop = use.right === member && (use.operator === "<" || use.operator === "<=") && use.parent.type === "ForStatement";
    if (!isLoop && !(other.type === "Literal" && (other.value === 0 || other.value === 1))) uses.isBounded = true;
  }
}

function classifyArgument(call: CallNode, uses: Uses): void {
  const name = chainText(calleeOf(call));
  if (name === "Object.keys" || name === "Object.entries" || name === "Object.values") {
    const size = wrapped(call).parent;
    if (size?.type === "MemberExpression" && propertyName(size) === "length") classifySize(size, wrapped(size).parent, uses);
    return;
  }
  if (readers.has(name)) return;
  uses.escapes = true;
}
