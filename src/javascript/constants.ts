import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { keyName, propertyName, unwrap } from "./nodes.ts";

export type Constant = string | number | boolean | null;

const MAX_DEPTH = 24;
/** Longest constant text that is put together, in characters. */
const MAX_TEXT = 100_000;

/** Nodes that may be constant without being literals. */
const composed: ReadonlySet<string> = new Set([
  "TemplateLiteral", "TaggedTemplateExpression", "BinaryExpression", "UnaryExpression", "Identifier", "MemberExpression", "CallExpression",
]);

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "<<": (a, b) => a << b,
};

/** Values that stand in the file: literals, texts joined from them, constants, members of enums and of constant objects. */
export class Constants {
  readonly #bindings: Bindings;
  /** A node that is being looked at is unknown, so that circles end. */
  readonly #known = new Map<JsNode, Constant | undefined>();
  readonly #objects = new Map<JsNode, ReadonlyMap<string, JsNode>>();
  readonly #enums = new Map<JsNode, ReadonlyMap<string, Constant | undefined>>();
  #depth = 0;

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** The value of an expression that is the same whenever it is read. */
  constant(expression: JsNode): Constant | undefined {
    const node = unwrap(expression);
    if (node.type === "Literal") return literal(node);
    if (!composed.has(node.type)) return undefined;
    if (this.#known.has(node)) return this.#known.get(node);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(node, undefined);
    this.#depth++;
    const found = this.#find(node);
    this.#depth--;
    const value = typeof found === "string" && found.length > MAX_TEXT ? undefined : found;
    this.#known.set(node, value);
    return value;
  }

  /** The expression that a name which is written once stands for; other expressions stand for themselves. */
  value(expression: JsNode): JsNode {
    let node = unwrap(expression);
    for (let i = 0; i < MAX_DEPTH && node.type === "Identifier"; i++) {
      const variable = this.#bindings.variable(node);
      const write = variable && this.#bindings.onlyWrite(variable);
      if (write?.kind !== "value" || !write.value || write.path?.length !== 0) return node;
      node = unwrap(write.value);
    }
    return node;
  }

  /** As `value`, and also through members of objects that nobody writes to. */
  definition(expression: JsNode): JsNode {
    const node = this.value(expression);
    return (node.type === "MemberExpression" ? this.#memberValue(node)?.value : undefined) ?? node;
  }

  #find(node: JsNode): Constant | undefined {
    switch (node.type) {
      case "TemplateLiteral": return this.#template(node, false);
      case "TaggedTemplateExpression": return this.#isStringRaw(node.tag) ? this.#template(node.quasi, true) : undefined;
      case "BinaryExpression": return node.operator === "+" ? this.#sum(node) : this.#arithmetic(node);
      case "UnaryExpression": return this.#unary(node);
      case "Identifier": {
        const value = this.value(node);
        return value === node ? undefined : this.constant(value);
      }
      case "MemberExpression": return this.#member(node);
      case "CallExpression": return this.#joined(node);
      default: return undefined;
    }
  }

  /** A chain of `+` from left to right, without recursion: generated code has long ones. */
  #sum(node: TSESTree.BinaryExpression): Constant | undefined {
    const parts: JsNode[] = [];
    let left: JsNode = node;
    while (left.type === "BinaryExpression" && left.operator === "+") {
      parts.push(left.right);
      left = unwrap(left.left);
    }
    let sum = this.constant(left);
    for (let part = parts.pop(); part && sum !== undefined; part = parts.pop()) {
      const value = this.constant(part);
      if (value === undefined) return undefined;
      sum = typeof sum === "number" && typeof value === "number" ? sum + value : `${sum}${value}`;
      if (typeof sum === "string" && sum.length > MAX_TEXT) return undefined;
    }
    return sum;
  }

  #arithmetic(node: TSESTree.BinaryExpression): number | undefined {
    const compute = arithmetic[node.operator];
    const a = compute && this.constant(node.left);
    const b = compute && this.constant(node.right);
    return compute && typeof a === "number" && typeof b === "number" ? compute(a, b) : undefined;
  }

  #unary(node: TSESTree.UnaryExpression): Constant | undefined {
    const value = this.constant(node.argument);
    if (node.operator === "-" && typeof value === "number") return -value;
    return node.operator === "!" && value !== undefined ? !value : undefined;
  }

  #template({ quasis, expressions }: TSESTree.TemplateLiteral, raw: boolean): string | undefined {
    let text = "";
    for (const [i, quasi] of quasis.entries()) {
      const part: string | null = raw ? quasi.value.raw : quasi.value.cooked;
      if (part === null) return undefined;
      text += part;
      const expression = expressions[i];
      if (!expression) continue;
      const value = this.constant(expression);
      if (value === undefined || text.length > MAX_TEXT) return undefined;
      text += String(value);
    }
    return text;
  }

  #isStringRaw(tag: JsNode): boolean {
    return tag.type === "MemberExpression" && tag.object.type === "Identifier" && tag.object.name === "String" && propertyName(tag) === "raw"
      && this.#bindings.isGlobal(tag.object);
  }

  /** `Color.Red` of an enum, `LIMITS.rows` of an object literal that nobody writes to. */
  #member(node: TSESTree.MemberExpression): Constant | undefined {
    const source = propertyName(node) === "source" ? this.#source(node.object) : undefined;
    if (source !== undefined) return source;
    const found = this.#memberValue(node);
    if (found?.enum) return this.#enumMembers(found.enum).get(propertyName(node) ?? "");
    return found?.value && this.constant(found.value);
  }

  /** The pattern of a regular expression. */
  #source(expression: JsNode): Constant | undefined {
    const value = this.definition(expression);
    if (value.type === "Literal" && "regex" in value && value.regex != null) return value.regex.pattern;
    const given = this.patternGiven(value);
    return given && this.constant(given);
  }

  /** The expression that gives its pattern to a `RegExp` made on the spot. */
  patternGiven(node: JsNode): JsNode | undefined {
    if (node.type !== "NewExpression" && node.type !== "CallExpression") return undefined;
    const { callee, arguments: [first] } = node;
    const isRegExp = callee.type === "Identifier" && callee.name === "RegExp" && this.#bindings.isGlobal(callee);
    return isRegExp && first && first.type !== "SpreadElement" ? first : undefined;
  }

  /** The enum whose member this is, or what the property of a constant object is given. */
  #memberValue(node: TSESTree.MemberExpression): { enum?: TSESTree.TSEnumDeclaration; value?: JsNode } | undefined {
    const name = propertyName(node);
    const object = unwrap(node.object);
    if (name === undefined || object.type !== "Identifier") return undefined;
    const variable = this.#bindings.variable(object);
    const write = variable && this.#bindings.onlyWrite(variable);
    if (!variable || !write?.value || this.#isAssigned(variable, name)) return undefined;
    if (write.kind === "enum" && write.value.type === "TSEnumDeclaration") return { enum: write.value };
    const value = write.kind === "value" && write.path?.length === 0 ? frozen(write.value) : undefined;
    return value?.type === "ObjectExpression" ? { value: this.#properties(value).get(name) } : undefined;
  }

  #isAssigned(variable: Variable, name: string): boolean {
    const members = this.#bindings.members(variable);
    return members.has(name) || members.has("[]");
  }

  #properties(object: TSESTree.ObjectExpression): ReadonlyMap<string, JsNode> {
    const known = this.#objects.get(object) ?? new Map(object.properties.flatMap((one) => {
      const name = one.type === "Property" && one.kind === "init" ? keyName(one) : undefined;
      return one.type === "Property" && name !== undefined ? [[name, one.value] as const] : [];
    }));
    this.#objects.set(object, known);
    return known;
  }

  #enumMembers(node: TSESTree.TSEnumDeclaration): ReadonlyMap<string, Constant | undefined> {
    const known = this.#enums.get(node);
    if (known) return known;
    const found = new Map<string, Constant | undefined>();
    this.#enums.set(node, found);
    let next: number | undefined = 0;
    for (const { id, computed, initializer } of node.body.members) {
      const value: Constant | undefined = initializer == null ? next : this.constant(initializer);
      const name = keyName({ key: id, computed });
      if (name !== undefined) found.set(name, value);
      next = typeof value === "number" ? value + 1 : undefined;
    }
    return found;
  }

  /** `["a", "b"].join("|")`. */
  #joined(node: TSESTree.CallExpression): string | undefined {
    const { callee, arguments: args } = node;
    if (callee.type !== "MemberExpression" || propertyName(callee) !== "join" || args.length > 1) return undefined;
    const list = this.value(callee.object);
    const separator = args[0] ? this.constant(args[0]) : ",";
    if (list.type !== "ArrayExpression" || typeof separator !== "string") return undefined;
    const parts: string[] = [];
    for (const element of list.elements) {
      const value = element == null || element.type === "SpreadElement" ? undefined : this.constant(element);
      if (value === undefined) return undefined;
      parts.push(String(value));
    }
    return parts.join(separator);
  }
}

function literal(node: TSESTree.Literal): Constant | undefined {
  const { value } = node;
  if (value === null) return "regex" in node || "bigint" in node ? undefined : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

/** The object in `Object.freeze({ … })`. */
function frozen(node: JsNode): JsNode {
  const inner = unwrap(node);
  const isFreeze = inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && propertyName(inner.callee) === "freeze";
  return isFreeze && inner.arguments[0] ? unwrap(inner.arguments[0]) : inner;
}
