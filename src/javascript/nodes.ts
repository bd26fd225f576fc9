import type { JsNode, TSESTree } from "./context.ts";

/** Objects of options stand in each other only so deep. */
const MAX_HANDED = 8;

export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
/** Everything that counts as a call for sinks: it has a callee and, but for templates, arguments. */
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/** Wrappers stand in each other only so deep in code that people write. */
const MAX_WRAPPERS = 32;
/** Longest text of a callee in a message, in characters. */
const MAX_TEXT = 60;

export const isFunction = (node: JsNode | null | undefined): node is FunctionNode =>
  node != null && (node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression");

export const isClass = (node: JsNode | null | undefined): node is ClassNode =>
  node != null && (node.type === "ClassDeclaration" || node.type === "ClassExpression");

export const isCall = (node: JsNode): node is CallNode =>
  node.type === "CallExpression" || node.type === "NewExpression" || node.type === "TaggedTemplateExpression";

/** What may cost: a call, or a member that is loaded where it is read. */
export type CostlyNode = CallNode | TSESTree.MemberExpression;

/** The callee of a call, or the tag of a template; a member itself. */
export const calleeOf = (call: CostlyNode): JsNode =>
  (call.type === "TaggedTemplateExpression" ? call.tag : call.type === "MemberExpression" ? call : call.callee);

export const argumentsOf = (call: CostlyNode): readonly TSESTree.CallExpressionArgument[] =>
  (call.type === "TaggedTemplateExpression" ? call.quasi.expressions : call.type === "MemberExpression" ? [] : call.arguments);

/** The inner expression of an optional chain, a type assertion or parentheses: the same value, without what only the syntax or the types need. */
export function unwrap(node: JsNode): JsNode {
  let inner = node;
  for (let i = 0; i < MAX_WRAPPERS && isWrapper(inner); i++) inner = inner.expression;
  return inner;
}

/** The outermost wrapper around an expression: where its value is used. */
export function wrapped(node: JsNode): JsNode {
  let outer = node;
  for (let i = 0; i < MAX_WRAPPERS && outer.parent && isWrapper(outer.parent); i++) outer = outer.parent;
  return outer;
}

type Wrapper = Extract<JsNode, { type: `${"TSAs" | "TSNonNull" | "TSSatisfies" | "TSInstantiation" | "Chain"}Expression` | "TSTypeAssertion" }>;

function isWrapper(node: JsNode): node is Wrapper {
  switch (node.type as string) {
    case "ChainExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "ParenthesizedExpression":
      return true;
    default:
      return false;
  }
}

/** Whether the value of an expression is awaited on the spot. */
export function isAwaited(node: JsNode): boolean {
  return wrapped(node).parent?.type === "AwaitExpression";
}

/** The name that a member expression reads: `x.a`, `x["a"]`, `x[0]`, and `#a` for a private one. Undefined for any other computed one. */
export function propertyName(member: TSESTree.MemberExpression): string | undefined {
  return member.computed ? literalName(member.property) : nameOf(member.property);
}

/** The name of a property, method or class field; undefined for a computed one that is no literal. */
export function keyName(owner: { key: JsNode; computed?: boolean }): string | undefined {
  return owner.computed ? literalName(owner.key) : (nameOf(owner.key) ?? literalName(owner.key));
}

function nameOf(node: JsNode): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "PrivateIdentifier" ? `#${node.name}` : undefined;
}

function literalName(node: JsNode): string | undefined {
  if (node.type === "Literal" && (typeof node.value === "string" || typeof node.value === "number")) return String(node.value);
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The last name of a type that is named: `Input` of `types.Input<T>`. */
export const typeName = (type: TSESTree.TypeNode | null | undefined): string => {
  if (type?.type !== "TSTypeReference") return "";
  return type.typeName.type === "Identifier" ? type.typeName.name : type.typeName.type === "TSQualifiedName" ? type.typeName.right.name : "";
};

/** A member chain as written, without arguments: `this.prisma.user.findMany`, `db().users.find`; `[]` for a computed name. Cut at the front. */
export function chainText(node: JsNode): string {
  const names = chainOf(node).names.join(".").replaceAll(".()", "()").replaceAll(".[]", "[]");
  return names.length <= MAX_TEXT ? names : `…${names.slice(names.length - MAX_TEXT + 1)}`;
}

/** A member chain, taken apart: what it starts from, and its names in order, with `()` after a call and `[]` for a computed name. */
export interface Chain {
  root: JsNode;
  /** Starts with the name of the root, if it has one. */
  names: string[];
}

const MAX_CHAIN = 64;

/** The chain that ends in `node`; only its last 64 links. */
export function chainOf(node: JsNode): Chain {
  const names: string[] = [];
  let at = unwrap(node);
  while (names.length < MAX_CHAIN) {
    if (at.type === "MemberExpression") {
      names.push(propertyName(at) ?? "[]");
      at = unwrap(at.object);
    } else if (at.type === "CallExpression" || at.type === "TaggedTemplateExpression") {
      names.push("()");
      at = unwrap(calleeOf(at));
    } else if (at.type === "AwaitExpression") at = unwrap(at.argument);
    else break;
  }
  const root = rootName(at);
  if (root !== undefined) names.push(root);
  return { root: at, names: names.reverse() };
}

function rootName(node: JsNode): string | undefined {
  switch (node.type) {
    case "Identifier": return node.name;
    case "ThisExpression": return "this";
    case "Super": return "super";
    case "NewExpression": return node.callee.type === "Identifier" ? `new ${node.callee.name}()` : "new";
    case "ImportExpression": return "import()";
    default: return undefined;
  }
}

/** `null`, `undefined` and `void 0`. */
export function isNothing(node: JsNode): boolean {
  if (node.type === "Identifier") return node.name === "undefined";
  if (node.type === "UnaryExpression") return node.operator === "void";
  return node.type === "Literal" && node.value === null && !("regex" in node) && !("bigint" in node);
}

/** Whether something is a node of the tree. */
export const isNode = (value: unknown): value is JsNode =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** The children of a node in source order, whatever parser made it. */
export function children(node: JsNode): JsNode[] {
  const found: JsNode[] = [];
  addChildren(node, found);
  return found;
}

/** Adds the children of a node, the last one first, as a stack takes them. */
export function pushChildren(node: JsNode, stack: JsNode[], keys: readonly string[] | undefined): void {
  if (!keys) {
    const first = stack.length;
    addChildren(node, stack);
    reverse(stack, first);
    return;
  }
  for (let k = keys.length - 1; k >= 0; k--) {
    const value = (node as unknown as Record<string, JsNode | (JsNode | null)[] | null | undefined>)[keys[k] as string];
    if (value == null) continue;
    if (!Array.isArray(value)) stack.push(value);
    else for (let i = value.length - 1; i >= 0; i--) if (value[i] != null) stack.push(value[i] as JsNode);
  }
}

function reverse(stack: JsNode[], first: number): void {
  for (let low = first, high = stack.length - 1; low < high; low++, high--) {
    const one = stack[low] as JsNode;
    stack[low] = stack[high] as JsNode;
    stack[high] = one;
  }
}

function addChildren(node: JsNode, found: JsNode[]): void {
  for (const key in node) {
    if (key === "parent" || key === "range" || key === "loc" || key === "type" || key === "hashbang") continue;
    const value: unknown = (node as unknown as Record<string, unknown>)[key];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) found.push(one);
    } else if (isNode(value)) found.push(value);
  }
}

/** Visits a node and all below it, in source order, without recursion. A visit that returns `false` keeps out of the node's children. */
export function walk(root: JsNode, visit: (node: JsNode) => boolean | undefined): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (visit(node) === false) continue;
    const first = stack.length;
    addChildren(node, stack);
    reverse(stack, first);
  }
}

/** Whether a function stands among the arguments of a call, or in an object there: whoever is called runs it. */
export function isHandedOver(fn: JsNode): boolean {
  let at = wrapped(fn);
  for (let steps = 0; steps < MAX_HANDED; steps++) {
    const outer = at.parent;
    if (outer?.type === "Property" && outer.value === at && outer.parent.type === "ObjectExpression") at = wrapped(outer.parent);
    else return outer !== undefined && isCall(outer) && calleeOf(outer) !== at;
  }
  return false;
}

/** The innermost function around a node (not the node itself), or undefined at the top level. */
export function enclosingFunction(node: JsNode): FunctionNode | undefined {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
}
