import type { Bindings, Variable } from "./bindings.ts";
import { callbackParameter, type CallbackNames } from "./callbacks.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { originOfComment, type JsDoc } from "./jsdoc.ts";
import type { Local, Locals } from "./locals.ts";
import type { Member } from "./members.ts";
import { globalObjects, instanceOf, itemOf, memberOf, moduleName, resultOf } from "./names.ts";
import { isClass, isFunction, isNothing, propertyName, unwrap, type FunctionNode } from "./nodes.ts";
import { Types } from "./types.ts";
import type { Write } from "./writes.ts";

/** Chains, aliases and calls are followed this far in all. */
const MAX_DEPTH = 64;
/** Assignments that are compared: a name with more values has no one origin. */
const MAX_VALUES = 32;
/** Stands for no origin. */
const nowhere = "";

/** Origins of values: where each comes from, spelled as knowledge rows spell it. */
export class Origins implements CallbackNames {
  readonly #bindings: Bindings;
  readonly #locals: Locals;
  readonly #types: Types;
  readonly #docs: JsDoc;
  readonly #constant: (node: JsNode) => unknown;
  /** A node that is being looked at is `nowhere`, so that circles end. */
  readonly #known = new Map<JsNode, string>();
  readonly #variables = new Map<Variable, string>();
  #depth = 0;

  /** `constant` tells computed names and specifiers that are no literals. */
  constructor(bindings: Bindings, locals: Locals, docs: JsDoc, constant: (node: JsNode) => unknown) {
    this.#docs = docs;
    this.#bindings = bindings;
    this.#locals = locals;
    this.#constant = constant;
    this.#types = new Types(bindings, this);
  }

  /** Dotted name of where a value comes from; undefined for anything made in this file or unknown. */
  origin(expression: JsNode): string | undefined {
    const node = unwrap(expression);
    const known = this.#known.get(node);
    if (known !== undefined) return known === nowhere ? undefined : known;
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(node, nowhere);
    this.#depth++;
    const found = this.#find(node);
    this.#depth--;
    if (found !== undefined) this.#known.set(node, found);
    return found;
  }

  /** Origin of a value of a type. */
  ofType(type: TSESTree.TypeNode): string | undefined {
    return this.#types.origin(type);
  }

  #find(node: JsNode): string | undefined {
    switch (node.type) {
      case "Identifier":
      case "JSXIdentifier":
        return this.#identifier(node);
      case "MemberExpression": return this.#memberExpression(node);
      case "CallExpression": return this.#call(node);
      case "NewExpression": return mapped(this.origin(node.callee), instanceOf);
      case "TaggedTemplateExpression": return mapped(this.origin(node.tag), resultOf);
      case "AwaitExpression": return this.origin(node.argument);
      case "YieldExpression": return node.argument == null ? undefined : this.origin(node.argument);
      case "ImportExpression": return this.#module(node.source);
      case "AssignmentExpression": return node.operator.endsWith("=") && node.operator.length > 1 ? this.#either(node.left, node.right) : this.origin(node.right);
      case "SequenceExpression": return mapped(node.expressions.at(-1), (last) => this.origin(last));
      case "ConditionalExpression": return this.#either(node.consequent, node.alternate);
      case "LogicalExpression": return node.operator === "&&" ? this.origin(node.right) : this.#either(node.left, node.right);
      case "ThisExpression":
      case "Super":
        return this.#base(this.#locals.self(node));
      case "ClassDeclaration":
      case "ClassExpression":
        return this.#base({ node });
      case "MetaProperty": return "import.meta";
      default: return undefined;
    }
  }

  #identifier(node: TSESTree.Identifier | TSESTree.JSXIdentifier): string | undefined {
    const variable = this.#bindings.variable(node);
    if (variable) return this.#variable(variable);
    return node.name === "undefined" || node.name === "arguments" ? undefined : node.name;
  }

  #variable(variable: Variable): string | undefined {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known === nowhere ? undefined : known;
    this.#variables.set(variable, nowhere);
    const found = this.#ofVariable(variable);
    if (found !== undefined) this.#variables.set(variable, found);
    return found;
  }

  #ofVariable(variable: Variable): string | undefined {
    const declared = this.#bindings.declaredWrite(variable);
    const told = declared?.annotation && declared.path && this.#types.origin(declared.annotation, declared.path);
    if (told !== undefined) return told;
    const writes = this.#bindings.realWrites(variable);
    return this.#agreed(writes, (write) => (startsFrom(write, variable, this.#bindings) ? undefined : this.#written(write)));
  }

  #written(write: Write): string | undefined {
    const { value, path } = write;
    switch (write.kind) {
      case "import": return value && importedName(value);
      case "class": return value && this.origin(value);
      case "value": return value && path && (this.#picked(value, path) ?? (write.fallback && this.origin(write.fallback)));
      case "item": return value && path && this.#item(value, path);
      case "param": return this.#parameter(write);
      default: return undefined;
    }
  }

  #parameter(write: Write): string | undefined {
    const { fn, index, path } = write;
    if (!fn || index === undefined || !path || fn.body == null) return undefined;
    const given = callbackParameter(fn, index, this);
    const told = given === undefined ? mapped(this.#docs.typeOf(write), originOfComment) : path.reduce(memberOf, given);
    const base = told ?? this.#passed(fn, index, path);
    return base ?? (write.fallback && this.origin(write.fallback));
  }

  /** What the calls of a function of this file pass, when all of them agree. */
  #passed(fn: FunctionNode, index: number, path: readonly string[]): string | undefined {
    const passed = this.#locals.calls(fn).calls.flatMap((call) => call.arguments[index] ?? []);
    return this.#agreed(passed, (argument) => (argument.type === "SpreadElement" ? undefined : this.#picked(argument, path)));
  }

  #memberExpression(node: TSESTree.MemberExpression): string | undefined {
    const name = propertyName(node) ?? this.#computed(node.property);
    return this.#picked(node.object, [name]);
  }

  #computed(property: JsNode): string {
    const value = this.#constant(property);
    return typeof value === "string" ? value : "[]";
  }

  /** Origin of what a path of names picks from an expression. */
  #picked(expression: JsNode, path: readonly string[]): string | undefined {
    const [name, ...rest] = path;
    if (name === undefined) return this.origin(expression);
    const object = unwrap(expression);
    const element = this.element(object, name);
    if (element) return this.#picked(element, rest);
    const told = this.#declared(object, path);
    if (told !== undefined) return told;
    const assigned = this.#assigned(object, name);
    if (assigned) return this.#agreed(assigned, (value) => this.#picked(value, rest));
    const owner = this.#locals.local(object);
    const member = owner && this.#locals.member(owner, name);
    if (member) return this.#ofMember(member, rest);
    return mapped(this.origin(object), (base) => (globalObjects.has(base) ? rest.reduce(memberOf, name) : path.reduce(memberOf, base)));
  }

  #item(list: JsNode, path: readonly string[]): string | undefined {
    return this.#declared(list, ["0", ...path]) ?? mapped(this.origin(list), (name) => path.reduce(memberOf, itemOf(name)));
  }

  /** What the annotation of a variable says about something in it: `repos: Repository<User>[]`, `context: { db: Pool }`. */
  #declared(object: JsNode, path: readonly string[]): string | undefined {
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    const write = variable && this.#bindings.declaredWrite(variable);
    return write?.annotation && write.path && this.#types.origin(write.annotation, [...write.path, ...path]);
  }

  #ofMember(member: Member, path: readonly string[]): string | undefined {
    const told = member.annotation && this.#types.origin(member.annotation, path);
    if (told !== undefined) return told;
    const values = member.getter ? this.#locals.returns(member.getter) : member.values;
    return this.#agreed(values, (value) => this.#picked(value, path));
  }

  /** Values assigned to a member of a variable, or of the global object. */
  #assigned(object: JsNode, name: string): readonly JsNode[] | undefined {
    if (object.type !== "Identifier") return undefined;
    const variable = this.#bindings.variable(object);
    if (variable) return this.#bindings.members(variable).get(name);
    return globalObjects.has(object.name) ? this.#bindings.globalMembers().get(name) : undefined;
  }

  /** An element of an array literal, or of what `Promise.all` over one gives; undefined for other expressions and names. */
  element(object: JsNode, name: string): JsNode | undefined {
    if (!/^\d+$/.test(name)) return undefined;
    const awaited = object.type === "AwaitExpression" ? unwrap(object.argument) : object;
    const list = awaited.type === "CallExpression" && this.origin(awaited.callee) === "Promise.all" ? awaited.arguments[0] : awaited;
    const element = list?.type === "ArrayExpression" ? list.elements[Number(name)] : undefined;
    return element != null && element.type !== "SpreadElement" ? element : undefined;
  }

  #call(node: TSESTree.CallExpression): string | undefined {
    const callee = unwrap(node.callee);
    const [first] = node.arguments;
    if (callee.type === "MemberExpression") {
      const method = propertyName(callee);
      if (method === "then" && first && isFunction(first)) return this.#result(first);
      if (method === "catch" || method === "finally" || method === "bind") return this.origin(callee.object);
    }
    const fn = this.#locals.functionOf(callee);
    if (fn) return this.#result(fn);
    const name = this.origin(callee);
    if (name === undefined) return undefined;
    if (first && (name === "require" || name === "module.createRequire()")) return this.#module(first);
    if (first && (name === "Promise.resolve" || name === "Object.freeze" || name === "Object.seal")) return this.origin(first);
    return resultOf(name);
  }

  /** What a function of this file gives back, by its declared type or by all its returns. */
  #result(fn: FunctionNode): string | undefined {
    const type = fn.returnType?.typeAnnotation;
    const told = type && this.#types.origin(type);
    if (told !== undefined) return told;
    return this.#agreed(this.#locals.returns(fn), (value) => this.origin(value));
  }

  #module(specifier: JsNode): string | undefined {
    const value = this.#constant(specifier);
    return typeof value === "string" ? moduleName(value) : undefined;
  }

  /** What a class of this file inherits from elsewhere is known by its base's name. */
  #base(local: Local | undefined): string | undefined {
    if (!local || !isClass(local.node)) return undefined;
    const base = this.#locals.foreignBase(local.node);
    const name = base && this.origin(base);
    return name !== undefined && local.instance ? instanceOf(name) : name;
  }

  /** Two values of which one is taken: the known one, when the other is unknown or a property of the global object. */
  #either(a: JsNode, b: JsNode): string | undefined {
    const left = isNothing(a) || this.#isGlobalMember(a) ? undefined : this.origin(a);
    const right = isNothing(b) ? undefined : this.origin(b);
    return left === undefined || right === undefined || left === right ? (left ?? right) : undefined;
  }

  #isGlobalMember(expression: JsNode): boolean {
    const node = unwrap(expression);
    return node.type === "MemberExpression" && globalObjects.has(this.origin(node.object) ?? "") && this.origin(node) === propertyName(node);
  }

  /** The one name that all sources agree on; a source that is unknown has no say. */
  #agreed<Source>(sources: readonly Source[], originOf: (source: Source) => string | undefined): string | undefined {
    let name: string | undefined;
    for (let i = 0; i < sources.length && i < MAX_VALUES; i++) {
      const one = originOf(sources[i] as Source);
      if (one === undefined || one === name) continue;
      if (name !== undefined) return undefined;
      name = one;
    }
    return name;
  }
}

function importedName(node: JsNode): string | undefined {
  switch (node.type) {
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
      return moduleName(node.parent.source.value);
    case "ImportSpecifier": {
      const name = node.imported.type === "Identifier" ? node.imported.name : node.imported.value;
      const { parent } = node;
      return parent.type === "ImportDeclaration" ? memberOf(moduleName(parent.source.value), name) : undefined;
    }
    case "TSImportEqualsDeclaration": {
      const { moduleReference: from } = node;
      return from.type === "TSExternalModuleReference" && from.expression.type === "Literal" ? moduleName(String(from.expression.value)) : undefined;
    }
    default: return undefined;
  }
}

/** A write that only refines the variable's own value: `query = query.where(…)`. */
function startsFrom(write: Write, variable: Variable, bindings: Bindings): boolean {
  let at = write.kind === "value" && write.value ? unwrap(write.value) : undefined;
  for (let i = 0; at && i < MAX_DEPTH; i++) {
    if (at.type === "Identifier") return bindings.variable(at) === variable;
    if (at.type === "CallExpression") at = unwrap(at.callee);
    else if (at.type === "MemberExpression") at = unwrap(at.object);
    else if (at.type === "AwaitExpression") at = unwrap(at.argument);
    else return false;
  }
  return false;
}

function mapped<T, R>(value: T | undefined, map: (value: T) => R): R | undefined {
  return value === undefined ? undefined : map(value);
}
