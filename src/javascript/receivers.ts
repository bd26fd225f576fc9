import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Locals } from "./locals.ts";
import { globalObjects } from "./names.ts";
import { chainOf, isClass, propertyName, unwrap } from "./nodes.ts";
import type { Origins } from "./origins.ts";
import type { Write } from "./writes.ts";

const MAX_STEPS = 24;

/** Globals of the language, browsers, Node.js and test runners: what they do is known, and it is no database. */
const standard = new Set([
  ...globalObjects,
  ...("Array ArrayBuffer Atomics BigInt Boolean Buffer Date Error Function Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol WeakMap WeakSet "
    + "document navigator location history localStorage sessionStorage indexedDB console process module exports require performance crypto caches chrome browser "
    + "cy jest vi test it describe expect page $ jQuery _ angular Backbone d3 Deno Bun").split(" "),
]);

/** Whether a global may be something of the project. */
export const isOpen = (name: string): boolean => !standard.has(name);

/** Receivers of calls that could be a library's although their name does not say so. */
export class Receivers {
  readonly #bindings: Bindings;
  readonly #locals: Locals;
  readonly #origins: Origins;

  constructor(bindings: Bindings, locals: Locals, origins: Origins) {
    this.#bindings = bindings;
    this.#locals = locals;
    this.#origins = origins;
  }

  /** Whether something without an origin is passed in, injected, or made by something that is; never what this file makes of its own. */
  isPassedIn(receiver: JsNode, steps = MAX_STEPS): boolean {
    const node = unwrap(receiver);
    if (steps <= 0) return false;
    switch (node.type) {
      case "Identifier": {
        const variable = this.#bindings.variable(node);
        return variable ? this.#isVariablePassedIn(variable, steps - 1) : isOpen(node.name);
      }
      case "ThisExpression":
      case "Super":
        return this.#isSelfPassedIn(node);
      case "MemberExpression": return this.#isMemberPassedIn(node, steps - 1);
      case "CallExpression":
      case "TaggedTemplateExpression":
        return this.#isResultPassedIn(node, steps - 1);
      case "NewExpression": return this.#isInstancePassedIn(node);
      case "AwaitExpression": return this.isPassedIn(node.argument, steps - 1);
      case "LogicalExpression": return this.isPassedIn(node.left, steps - 1);
      case "ConditionalExpression": return this.isPassedIn(node.consequent, steps - 1) && this.isPassedIn(node.alternate, steps - 1);
      default: return false;
    }
  }

  /** The member chain of a callee as written, and with variables replaced by what they were made from. */
  chains(callee: JsNode): { written: string; made: string } {
    const { root, names } = chainOf(callee);
    let made = names;
    let at = root;
    for (let i = 0; i < MAX_STEPS && at.type === "Identifier" && made.length < MAX_STEPS; i++) {
      const variable = this.#bindings.variable(at);
      const write = variable && this.#bindings.realWrites(variable)[0];
      if (write?.kind !== "value" || !write.value || !write.path) break;
      const from = chainOf(write.value);
      if (from.names.length === 0 || from.names[0] === "require" || from.root.type === "ImportExpression") break;
      made = [...from.names, ...write.path, ...made.slice(1)];
      at = from.root;
    }
    return { written: textOf(names), made: textOf(made) };
  }

  #isVariablePassedIn(variable: Variable, steps: number): boolean {
    const writes = this.#bindings.realWrites(variable);
    return writes.length > 0 && writes.length <= MAX_STEPS && writes.every((write) => this.#isWritePassedIn(write, steps));
  }

  #isWritePassedIn(write: Write, steps: number): boolean {
    switch (write.kind) {
      case "import": return true;
      case "param": return !isBuiltinType(write.annotation) && !(write.fallback && isLiteral(write.fallback));
      case "item": return write.value !== undefined && this.isPassedIn(write.value, steps);
      case "value": return write.value !== undefined && !isBuiltinType(write.annotation) && this.#isValuePassedIn(write.value, steps);
      case "class": return write.value !== undefined && isClass(write.value) && this.#isOpenClass(write.value);
      default: return false;
    }
  }

  #isValuePassedIn(value: JsNode, steps: number): boolean {
    return this.#isForeign(value) ?? this.isPassedIn(value, steps);
  }

  #isMemberPassedIn(node: TSESTree.MemberExpression, steps: number): boolean {
    const name = propertyName(node);
    const owner = name === undefined ? undefined : this.#locals.local(node.object);
    const member = owner && name !== undefined ? this.#locals.member(owner, name) : undefined;
    if (!member) return this.isPassedIn(node.object, steps);
    if (member.annotation && isBuiltinType(member.annotation)) return false;
    const values = member.getter ? this.#locals.returns(member.getter) : member.values;
    return values.length === 0 || values.slice(0, MAX_STEPS).every((value) => this.#isValuePassedIn(value, steps));
  }

  #isResultPassedIn(node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression, steps: number): boolean {
    const callee = node.type === "CallExpression" ? node.callee : node.tag;
    const fn = this.#locals.functionOf(callee);
    if (!fn) return this.#isForeign(node) ?? this.isPassedIn(callee, steps);
    const values = this.#locals.returns(fn);
    return values.length > 0 && values.every((value) => this.#isValuePassedIn(value, steps));
  }

  #isInstancePassedIn(node: TSESTree.NewExpression): boolean {
    const local = this.#locals.local(node.callee);
    if (local) return isClass(local.node) && this.#isOpenClass(local.node);
    return this.#isForeign(node) ?? false;
  }

  #isSelfPassedIn(node: JsNode): boolean {
    const local = this.#locals.self(node);
    return local !== undefined && isClass(local.node) && this.#isOpenClass(local.node);
  }

  /** A class that extends something of the project. */
  #isOpenClass(node: Parameters<Locals["foreignBase"]>[0]): boolean {
    const base = this.#locals.foreignBase(node);
    return base !== undefined && (this.#isForeign(base) ?? this.isPassedIn(base));
  }

  /** Whether a value with an origin comes from a file of the project; undefined without an origin. */
  #isForeign(value: JsNode): boolean | undefined {
    const origin = this.#origins.origin(value);
    return origin === undefined ? undefined : isProjectFile(origin);
  }
}

/** A specifier that leads to a file of the project. */
export const isProjectFile = (origin: string): boolean => /^(?:\.|@\/|~|#|\/)/.test(origin);

const textOf = (names: readonly string[]): string => names.join(".").replaceAll(".()", "()").replaceAll(".[]", "[]");

const isLiteral = (node: JsNode): boolean => ["ArrayExpression", "ObjectExpression", "Literal", "TemplateLiteral"].includes(unwrap(node).type);

/** Types of the language itself. */
function isBuiltinType(type: TSESTree.TypeNode | undefined): boolean {
  if (!type) return false;
  if (type.type === "TSArrayType" || type.type === "TSTupleType" || type.type === "TSStringKeyword" || type.type === "TSNumberKeyword") return true;
  return type.type === "TSTypeReference" && type.typeName.type === "Identifier" && ["Array", "ReadonlyArray", "Map", "Set", "Record"].includes(type.typeName.name);
}
