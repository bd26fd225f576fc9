import type { ClassSummary, ForeignName, Offer } from "../summary.ts";
import type { Bindings } from "./bindings.ts";
import type { Callees } from "./callees.ts";
import { ClassOffers, type ClassLike } from "./class-offers.ts";
import { constructedMembers } from "./constructed.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { isEmitter } from "./emitters.ts";
import { exportedNames, handedOnByRequire } from "./exported.ts";
import type { Foreign } from "./foreign.ts";
import type { Functions } from "./functions.ts";
import type { Locals } from "./locals.ts";
import { isClass, isFunction, keyName, unwrap, type FunctionNode } from "./nodes.ts";
import { mayBeOwn } from "./own-modules.ts";
import type { JsFile } from "./questions.ts";
import { returnsOf } from "./returns.ts";
import { table } from "../table.ts";
import type { Write } from "./writes.ts";

/** Values lead to values only so far: through names, objects, what functions return. */
const MAX_DEPTH = 5;
/** Ways together: generated code has names that mean anything. */
const MAX_WORK = 2000;
const MAX_MEMBERS = 500;

export interface OfferNeeds {
  file: JsFile;
  functions: Functions;
  callees: Callees;
  locals: Locals;
  foreign: Foreign;
  origin(node: JsNode): string | undefined;
}

/** What other files can take from this one, by name. */
export class Offers {
  readonly exports: Readonly<Record<string, Offer>>;
  readonly handsOn: readonly string[];
  readonly classes: ClassSummary[];
  readonly #needs: OfferNeeds;
  readonly #bindings: Bindings;
  readonly #classes: ClassOffers;
  readonly #gives = new Map<FunctionNode, Offer | undefined>();
  #budget = MAX_WORK;

  constructor(needs: OfferNeeds) {
    this.#needs = needs;
    const { file, callees, locals, foreign } = needs;
    this.#bindings = file.bindings;
    this.#classes = new ClassOffers({
      functions: needs.functions, bindings: file.bindings, callees, locals, foreign, origin: needs.origin, text: file.source.text,
      value: (node) => this.#value(node, MAX_DEPTH - 1),
      type: (type) => this.#type(type),
      gives: (fn) => this.#given(fn, MAX_DEPTH - 1),
    });
    const { values, handedOn, whole, types } = exportedNames(file.source.ast, callees.moduleMembers);
    const found = table<Offer>();
    const add = (name: string, offer: Offer | undefined): void => {
      if (offer) found[name] ??= offer;
    };
    for (const one of types) add(one.id.name, this.#declaredType(one));
    for (const { name, value } of values) add(name, this.#value(value, MAX_DEPTH));
    for (const { name, module, imported } of handedOn) {
      if (mayBeOwn(module, file.facts)) add(name, { kind: "foreign", to: { module, name: imported === "" || imported === "default" ? "" : `.${imported}` } });
    }
    for (const value of callees.moduleMembers.get("") ?? []) for (const [name, offer] of this.#added(value)) add(name, offer);
    this.exports = found;
    const required = handedOnByRequire(file.bindings, callees.moduleMembers).map((one) => foreign.name(one));
    this.handsOn = [...whole.filter((one) => mayBeOwn(one, file.facts)), ...required.flatMap((one) => (one?.name === "" ? [one.module] : []))];
    this.classes = this.#classes.summaries(file.source.ast.body);
  }

  /** What a module's function adds to what it is given: `module.exports = function (Users) { Users.create = … }`. */
  #added(value: JsNode): [string, Offer][] {
    const fn = unwrap(value);
    const [first] = isFunction(fn) ? fn.params : [];
    const variable = first?.type === "Identifier" ? this.#bindings.variable(first) : undefined;
    return variable ? Object.entries(this.#members(this.#bindings.members(variable), MAX_DEPTH)) : [];
  }

  /** What stands behind an expression, if that has functions of its own. */
  #value(expression: JsNode, depth: number): Offer | undefined {
    if (depth <= 0 || this.#budget-- <= 0) return undefined;
    const node = unwrap(expression);
    if (isFunction(node)) return this.#function(node, depth);
    if (isClass(node)) return { kind: "class", id: this.#classes.idOf(node) };
    switch (node.type) {
      case "Identifier": return this.#named(node, depth);
      case "ObjectExpression": return this.#object(node, depth);
      case "AwaitExpression": return this.#value(node.argument, depth);
      case "AssignmentExpression": return this.#value(node.right, depth);
      case "ConditionalExpression": return this.#value(node.consequent, depth - 1) ?? this.#value(node.alternate, depth - 1);
      case "LogicalExpression": return (node.operator === "&&" ? undefined : this.#value(node.left, depth - 1)) ?? this.#value(node.right, depth - 1);
      case "NewExpression":
      case "ThisExpression":
      case "MemberExpression":
      case "CallExpression":
        return this.#made(node, depth);
      case "ImportExpression": return this.#foreign(node);
      default: return undefined;
    }
  }

  #made(node: Extract<JsNode, { type: "NewExpression" | "ThisExpression" | "MemberExpression" | "CallExpression" }>, depth: number): Offer | undefined {
    const local = this.#needs.locals.local(node);
    if (local && isClass(local.node)) {
      const id = this.#classes.idOf(local.node);
      return local.instance ? { kind: "instance", of: id } : { kind: "class", id };
    }
    if (local && !local.instance && (isFunction(local.node) || local.node.type === "ObjectExpression")) return this.#value(local.node, depth - 1);
    if (isEmitter(node, this.#needs.file.source.text, this.#needs.origin)) return { kind: "emitter" };
    if (node.type === "CallExpression" && isFrozen(node)) return node.arguments[0] && this.#value(node.arguments[0], depth - 1);
    const [fn] = node.type === "NewExpression" || node.type === "ThisExpression" ? [] : this.#needs.callees.functions(node);
    return fn ? this.#function(fn, depth - 1) : this.#foreign(node);
  }

  /** Plain references and instances; results of calls are followed by one call only. */
  #foreign(node: JsNode): Offer | undefined {
    const to = this.#needs.foreign.name(node);
    return to && isFollowed(to) ? { kind: "foreign", to } : undefined;
  }

  #function(fn: FunctionNode, depth: number): Offer {
    const gives = this.#given(fn, depth);
    const { id } = this.#needs.functions.of(fn);
    return gives ? { kind: "function", id, gives } : { kind: "function", id };
  }

  /** What a call of a function gives: by its type, else the first of its returns that has functions. */
  #given(fn: FunctionNode, depth: number): Offer | undefined {
    if (this.#gives.has(fn)) return this.#gives.get(fn);
    this.#gives.set(fn, undefined);
    const type = fn.returnType?.typeAnnotation;
    if (type && isPlainType(type)) return undefined;
    let found: Offer | undefined;
    for (const one of returnsOf(fn)) {
      const node = unwrap(one);
      if (node.type !== "JSXElement" && node.type !== "JSXFragment") found ??= this.#value(node, depth - 1);
    }
    found ??= (type && this.#type(type)) ?? this.#constructed(fn, depth);
    this.#gives.set(fn, found);
    return found;
  }

  /** What `new` makes of a function. */
  #constructed(fn: FunctionNode, depth: number): Offer | undefined {
    const { file, callees, locals } = this.#needs;
    if (callees.moduleMembers.size === 0) return undefined;
    const members = this.#members(constructedMembers(fn, file.source.text, locals, this.#bindings), depth);
    return Object.keys(members).length > 0 ? { kind: "object", members } : undefined;
  }

  #named(name: TSESTree.Identifier, depth: number): Offer | undefined {
    const variable = this.#bindings.variable(name);
    if (!variable) return undefined;
    const types = variable.defs.map((one) => one.node as JsNode);
    for (const one of types) if (one.type === "TSInterfaceDeclaration" || one.type === "TSTypeAliasDeclaration") return this.#declaredType(one);
    const writes = this.#bindings.realWrites(variable);
    // Overloads come before the function that has the code.
    const write = this.#bindings.onlyWrite(variable) ?? writes.find(({ value }) => isFunction(value)) ?? writes[0];
    const found = write && this.#written(write, name, depth);
    if (found && found.kind !== "object") return found;
    const added = this.#members(this.#bindings.members(variable), depth);
    if (found?.kind === "object") Object.assign(added, found.members);
    return Object.keys(added).length > 0 ? { kind: "object", members: added } : undefined;
  }

  #written({ kind, value, path, annotation }: Write, name: JsNode, depth: number): Offer | undefined {
    switch (kind) {
      case "import": return this.#foreign(name);
      case "function":
      case "class":
        return value && (isFunction(value) || isClass(value)) ? this.#value(value, depth) : undefined;
      case "value": {
        const found = value && path && this.#picked(value, path, depth - 1);
        return found ?? (annotation && path?.length === 0 ? this.#type(annotation) : undefined) ?? this.#foreign(name);
      }
      case "param": return annotation && path?.length === 0 ? this.#type(annotation) : this.#foreign(name);
      default: return undefined;
    }
  }

  #picked(value: JsNode, path: readonly string[], depth: number): Offer | undefined {
    let at = this.#value(value, depth);
    for (const name of path) {
      if (at?.kind !== "object" || !Object.hasOwn(at.members, name)) return undefined;
      at = at.members[name];
    }
    return at;
  }

  #object({ properties }: TSESTree.ObjectExpression, depth: number): Offer | undefined {
    const members = table<Offer>();
    for (const one of properties.slice(0, MAX_MEMBERS)) {
      if (one.type === "SpreadElement") {
        const inner = this.#value(one.argument, depth - 1);
        if (inner?.kind === "object") Object.assign(members, inner.members);
        continue;
      }
      const key = keyName(one);
      const offer = key === undefined || one.kind !== "init" ? undefined : this.#value(one.value, depth - 1);
      if (key !== undefined && offer) members[key] = offer;
    }
    return Object.keys(members).length > 0 ? { kind: "object", members } : undefined;
  }

  #members(all: ReadonlyMap<string, readonly JsNode[]>, depth: number): Record<string, Offer> {
    const found = table<Offer>();
    for (const [name, values] of all) {
      const [offer] = values.flatMap((one) => this.#value(one, depth - 1) ?? []);
      if (offer) found[name] = offer;
    }
    return found;
  }

  /** What a value of a type is: an instance of a class or interface. */
  #type(type: TSESTree.TypeNode): Offer | undefined {
    if (type.type === "TSTypeReference" && type.typeName.type === "Identifier") {
      const variable = this.#bindings.variable(type.typeName);
      for (const { node } of variable?.defs ?? []) {
        const of = node as JsNode;
        if (isClass(of) || of.type === "TSInterfaceDeclaration") return { kind: "instance", of: this.#classes.idOf(of) };
      }
      const [inner] = type.typeName.name === "Promise" ? (type.typeArguments?.params ?? []) : [];
      if (!variable && inner) return this.#type(inner);
    }
    const to = this.#needs.foreign.ofType(type);
    return to && isFollowed(to) ? { kind: "foreign", to } : undefined;
  }

  /** An exported interface is a class without code; another name of a type is what it names. */
  #declaredType(node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration): Offer | undefined {
    if (node.type === "TSInterfaceDeclaration") return { kind: "class", id: this.#classes.idOf(node satisfies ClassLike) };
    const instance = this.#type(node.typeAnnotation);
    if (instance?.kind === "instance") return { kind: "class", id: instance.of };
    if (instance?.kind !== "foreign" || !instance.to.name.endsWith("#")) return undefined;
    return { kind: "foreign", to: { ...instance.to, name: instance.to.name.slice(0, -1) } };
  }
}

/** Texts, numbers, lists and promises of them: nothing that has functions of the project. */
function isPlainType(type: TSESTree.TypeNode): boolean {
  if (type.type === "TSArrayType" || type.type === "TSLiteralType" || type.type === "TSTypePredicate") return true;
  if (type.type.endsWith("Keyword")) return type.type !== "TSAnyKeyword" && type.type !== "TSUnknownKeyword" && type.type !== "TSObjectKeyword";
  const [inner] = type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "Promise" ? (type.typeArguments?.params ?? []) : [];
  return inner !== undefined && inner.type !== "TSTypeReference" && isPlainType(inner);
}

/** Items of lists, and results of results, are not followed. */
export const isFollowed = ({ name }: ForeignName): boolean => !name.includes("[]") && !name.includes("?") && name.indexOf("()") === name.lastIndexOf("()");

function isFrozen({ callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee);
  return node.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === "Object" && /^(?:freeze|seal)$/.test(keyOf(node));
}

const keyOf = ({ property }: TSESTree.MemberExpression): string => (property.type === "Identifier" ? property.name : "");
