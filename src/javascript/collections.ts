import type { Collection } from "../questions.ts";
import {
  arrayMutators, arrayOnly, arrayResults, listQueries, mutators, narrowing, sameKind, singleQueries, textResults,
} from "../knowledge/javascript/collections.ts";
import type { Bindings, Variable } from "./bindings.ts";
import type { Constants } from "./constants.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { Inputs } from "./inputs.ts";
import type { Locals } from "./locals.ts";
import { chainOf, isFunction, propertyName, unwrap, wrapped, type FunctionNode } from "./nodes.ts";
import type { Origins } from "./origins.ts";
import type { Sinks } from "./sinks.ts";
import { kindOfType, united, type Kind } from "./type-kinds.ts";
import type { Write } from "./writes.ts";

const MAX_DEPTH = 32;
/** Uses of a variable, and calls of a function, that are looked at. */
const MAX_USES = 64;
const unknown: Collection = { kind: "unknown", source: "unknown" };

const constructed: Readonly<Record<string, Kind>> = {
  Set: "set", WeakSet: "set", Map: "map", WeakMap: "map", Array: "array", String: "string", URLSearchParams: "other", Date: "other", Object: "other", Promise: "other",
};

/** What is known about collections: proof of their kind, constant sizes, and where their elements come from. */
export class Collections {
  readonly #bindings: Bindings;
  readonly #locals: Locals;
  readonly #origins: Origins;
  readonly #constants: Constants;
  readonly #sinks: Sinks;
  readonly #inputs: Inputs;
  /** A node that is being looked at is unknown, so that circles end. */
  readonly #known = new Map<JsNode, Collection>();
  readonly #variables = new Map<Variable, Collection>();
  #depth = 0;

  constructor(bindings: Bindings, locals: Locals, origins: Origins, constants: Constants, sinks: Sinks) {
    this.#bindings = bindings;
    this.#locals = locals;
    this.#origins = origins;
    this.#constants = constants;
    this.#sinks = sinks;
    this.#inputs = new Inputs(bindings);
  }

  collection(expression: JsNode): Collection {
    const node = unwrap(expression);
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#depth >= MAX_DEPTH) return unknown;
    this.#known.set(node, unknown);
    this.#depth++;
    const found = this.#find(node);
    this.#depth--;
    const told = found.source === "unknown" && this.#inputs.isInput(node) ? { ...found, source: "input" as const } : found;
    this.#known.set(node, told);
    return told;
  }

  #find(node: JsNode): Collection {
    switch (node.type) {
      case "ArrayExpression": return this.#array(node);
      case "Literal": return typeof node.value === "string" ? text(node.value.length) : { kind: "other", source: "constant" };
      case "TemplateLiteral": return node.expressions.length === 0 ? text(node.quasis[0]?.value.raw.length) : { kind: "string", source: "derived" };
      case "BinaryExpression": return node.operator === "+" ? this.#sum(node) : { kind: "other", source: "derived" };
      case "UnaryExpression": return { kind: node.operator === "typeof" ? "string" : "other", source: "derived" };
      case "ObjectExpression": return { kind: "other", source: "unknown", size: node.properties.every((one) => one.type === "Property") ? node.properties.length : undefined };
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "ClassExpression":
        return { kind: "other", source: "constant" };
      case "NewExpression": return this.#made(node);
      case "CallExpression": return this.#call(node);
      case "TaggedTemplateExpression": return this.#query(node) ?? unknown;
      case "Identifier": return this.#identifier(node);
      case "MemberExpression": return this.#picked(node.object, [propertyName(node) ?? "[]"]);
      case "AwaitExpression": return this.collection(node.argument);
      case "YieldExpression": return node.argument == null ? unknown : this.collection(node.argument);
      case "AssignmentExpression": return this.collection(node.right);
      case "LogicalExpression": return joined([this.collection(node.left), this.collection(node.right)]);
      case "ConditionalExpression": return joined([this.collection(node.consequent), this.collection(node.alternate)]);
      default: return unknown;
    }
  }

  #array({ elements }: TSESTree.ArrayExpression): Collection {
    const spread = elements.flatMap((one) => (one?.type === "SpreadElement" ? [this.collection(one.argument)] : []));
    if (spread.length > 0) {
      const sizes = spread.map((one) => one.size ?? Number.NaN);
      const size = sizes.reduce((a, b) => a + b, elements.length - spread.length);
      const { source } = joined(spread);
      return { kind: "array", size: Number.isNaN(size) ? undefined : size, source: source === "constant" || source === "unknown" ? "derived" : source };
    }
    const constant = elements.length <= MAX_USES ? elements.every((one) => one === null || this.#isConstant(one)) : true;
    return { kind: "array", size: elements.length, source: constant ? "constant" : "derived" };
  }

  #isConstant(element: JsNode): boolean {
    return element.type === "ObjectExpression" || element.type === "ArrayExpression" || this.#constants.constant(element) !== undefined;
  }

  #sum(node: TSESTree.BinaryExpression): Collection {
    const value = this.#constants.constant(node);
    if (typeof value === "string") return text(value.length);
    let left: JsNode = node;
    for (let i = 0; i < MAX_USES && left.type === "BinaryExpression"; i++) {
      if (this.#isText(left.right)) return { kind: "string", source: "derived" };
      left = unwrap(left.left);
    }
    return this.#isText(left) ? { kind: "string", source: "derived" } : unknown;
  }

  #isText(node: JsNode): boolean {
    return (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateLiteral" || this.collection(node).kind === "string";
  }

  #made(node: TSESTree.NewExpression): Collection {
    const name = this.#origins.origin(node.callee);
    const kind = name === undefined ? undefined : constructed[name];
    if (!kind) return name === undefined ? unknown : { kind: "other", source: "unknown" };
    const [first] = node.arguments;
    if (!first) return { kind, size: 0, source: "constant" };
    if (kind === "array") {
      const size = node.arguments.length === 1 ? this.#constants.constant(first) : node.arguments.length;
      return { kind, size: typeof size === "number" ? size : undefined, source: "derived" };
    }
    const { size, source } = this.collection(first);
    return { kind, size, source };
  }

  #call(node: TSESTree.CallExpression): Collection {
    const callee = unwrap(node.callee);
    const query = this.#query(node);
    if (query) return query;
    const fn = this.#locals.functionOf(callee);
    if (fn) return this.#result(fn);
    const name = this.#origins.origin(callee);
    const [first] = node.arguments;
    const known = name === undefined ? undefined : this.#global(name, first);
    if (known) return known;
    if (callee.type !== "MemberExpression") return unknown;
    return this.#method(callee, node);
  }

  #global(name: string, first: JsNode | undefined): Collection | undefined {
    switch (name) {
      case "Array.from": return first && this.#listOf(first);
      case "Array.of": return { kind: "array", source: "derived" };
      case "Object.keys":
      case "Object.values":
      case "Object.entries":
      case "Object.getOwnPropertyNames":
        return first && this.#keysOf(first);
      case "Promise.all":
      case "Promise.allSettled":
        return first && { ...this.collection(first), kind: "array" };
      case "String": return { kind: "string", source: "derived" };
      case "Array": return { kind: "array", source: "derived" };
      case "JSON.stringify": return { kind: "string", source: "derived" };
      case "JSON.parse": return first && { kind: "unknown", source: this.#inputs.isInput(first) ? "input" : "unknown" };
      case "fs.readdirSync":
      case "fs.promises.readdir":
        return { kind: "array", source: "derived" };
      default: return undefined;
    }
  }

  #listOf(from: JsNode): Collection {
    const value = this.#constants.value(from);
    if (value.type !== "ObjectExpression") return { ...this.collection(from), kind: "array" };
    const length = value.properties.find((one) => one.type === "Property" && one.key.type === "Identifier" && one.key.name === "length");
    const size = length?.type === "Property" ? this.#constants.constant(length.value) : undefined;
    return { kind: "array", size: typeof size === "number" ? size : undefined, source: "derived" };
  }

  #keysOf(object: JsNode): Collection {
    const write = this.#constants.value(object);
    if (write.type === "ObjectExpression" && write !== unwrap(object) && this.#isMutated(object)) return { kind: "array", source: "derived" };
    const { size, source } = this.collection(object);
    if (write.type === "ObjectExpression") return { kind: "array", size, source: size === undefined ? "derived" : "constant" };
    const name = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    const only = name && this.#bindings.onlyWrite(name);
    if (only?.kind === "enum" && only.value?.type === "TSEnumDeclaration") return { kind: "array", size: only.value.body.members.length, source: "constant" };
    return { kind: "array", source: source === "unknown" ? "derived" : source };
  }

  #method(callee: TSESTree.MemberExpression, call: TSESTree.CallExpression): Collection {
    const method = propertyName(callee) ?? "";
    if (textResults.has(method)) return { kind: "string", source: "derived" };
    if (arrayResults.has(method)) return { kind: "array", source: "derived" };
    const isNarrowing = narrowing.has(method);
    if (!isNarrowing && !sameKind.has(method)) return unknown;
    const from = this.collection(callee.object);
    const source = from.source === "unknown" || (method === "map" && from.source === "constant") ? "derived" : from.source;
    if (isNarrowing) return from.kind === "set" || from.kind === "map" ? unknown : { kind: "array", size: from.size, source };
    if (method === "at") return unknown;
    if (method === "slice") return { kind: call.arguments.length === 0 && from.kind === "unknown" ? "array" : from.kind, size: this.#cut(call) ?? from.size, source };
    const added = call.arguments.map((one) => this.collection(one));
    return { kind: from.kind === "unknown" && added.some((one) => one.kind === "array") ? "array" : from.kind, source: joined([from, ...added]).source };
  }

  /** Constant number of elements that `slice(a, b)` leaves at most. */
  #cut(call: TSESTree.CallExpression): number | undefined {
    const [from, to] = call.arguments.map((one) => this.#constants.constant(one));
    if (typeof from !== "number") return undefined;
    if (typeof to === "number") return from >= 0 && to >= from ? to - from : undefined;
    return call.arguments.length === 1 && from < 0 ? -from : undefined;
  }

  /** What a query gives, when that is a list of rows. */
  #query(call: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression): Collection | undefined {
    const known = this.#sinks.sink(call);
    if (known?.row.does !== "query") return undefined;
    const { names } = chainOf(call);
    const isList = names.some((name) => listQueries.has(name)) && !names.some((name) => singleQueries.has(name));
    return { kind: isList ? "array" : "unknown", source: "query" };
  }

  #result(fn: FunctionNode): Collection {
    const type = fn.returnType?.typeAnnotation;
    const returned = this.#locals.returns(fn).map((one) => this.collection(one));
    const all = joined(returned);
    const declared = type ? kindOfType(type, [], this.#bindings) : "unknown";
    return { ...all, size: undefined, kind: declared === "unknown" ? all.kind : declared };
  }

  #identifier(node: TSESTree.Identifier): Collection {
    const variable = this.#bindings.variable(node);
    if (!variable) return node.name === "arguments" ? { kind: "other", source: "derived" } : unknown;
    const known = this.#variables.get(variable);
    if (known) return known;
    this.#variables.set(variable, unknown);
    const found = this.#variable(variable);
    this.#variables.set(variable, found);
    return found;
  }

  #variable(variable: Variable): Collection {
    const writes = this.#bindings.writes(variable).filter((write) => write.kind !== "none" && !isNull(write));
    const declared = writes.find((write) => write.annotation);
    const told = declared?.annotation && declared.path ? kindOfType(declared.annotation, declared.path, this.#bindings) : "unknown";
    const all = joined(writes.slice(0, MAX_USES).map((write) => this.#written(write)));
    const uses = this.#uses(variable);
    const kind = told !== "unknown" ? told : all.kind !== "unknown" ? all.kind : uses.isArray ? "array" : "unknown";
    if (!uses.isMutated && writes.length === 1) return { ...all, kind };
    return { kind, source: all.source === "constant" ? "unknown" : all.source };
  }

  #written(write: Write): Collection {
    const { value, path, fallback } = write;
    switch (write.kind) {
      case "value": {
        const picked = value && path ? this.#picked(value, path) : value && { ...unknown, source: this.#sourceOf(value) };
        if (!picked || !fallback) return picked ?? unknown;
        return { ...joined([picked, this.collection(fallback)]), size: undefined };
      }
      case "item": return value && path ? { kind: this.#elementKind(value, path), source: this.#sourceOf(value) } : unknown;
      case "key": return { kind: "string", source: "derived" };
      case "param": return this.#parameter(write);
      case "function":
      case "class":
      case "enum":
        return { kind: "other", source: "constant" };
      default: return unknown;
    }
  }

  #parameter({ fn, index, path, fallback, name }: Write): Collection {
    if (!fn || index === undefined) return unknown;
    if (path === undefined) return isRest(fn.params[index]) ? { kind: "array", source: "unknown" } : unknown;
    const passed = fn.body == null ? unknown : this.#passed(fn, index, path);
    const base = fallback ? joined([this.collection(fallback), passed]) : passed;
    const source = this.#inputs.isInput(name) ? "input" : base.source === "constant" && fallback ? "unknown" : base.source;
    return { kind: base.kind, source, size: fallback ? undefined : base.size };
  }

  /** What callers in this file or the array method around it pass to a function. */
  #passed(fn: FunctionNode, index: number, path: readonly string[]): Collection {
    const place = wrapped(fn);
    const call = place.parent;
    if (call?.type === "CallExpression" && call.callee !== place) return this.#handed(call, index, path);
    const name = fn.id ?? (fn.parent.type === "VariableDeclarator" ? fn.parent.id : undefined);
    const variable = name?.type === "Identifier" ? this.#bindings.variable(name) : undefined;
    if (!variable) return unknown;
    const passed: Collection[] = [];
    let othersCall = fn.parent.type.startsWith("Export");
    for (const reference of this.#bindings.references(variable).slice(0, MAX_USES)) {
      const { parent } = reference.identifier;
      const isCalled = parent.type === "CallExpression" && parent.callee === reference.identifier;
      if (!isCalled) othersCall ||= reference.isRead();
      const argument = isCalled ? parent.arguments[index] : undefined;
      if (argument && argument.type !== "SpreadElement") passed.push(this.#picked(argument, path));
    }
    const all = joined(passed);
    return othersCall ? { kind: all.kind, source: all.source === "constant" ? "unknown" : all.source } : all;
  }

  #handed(call: TSESTree.CallExpression, index: number, path: readonly string[]): Collection {
    const callee = unwrap(call.callee);
    const method = callee.type === "MemberExpression" ? (propertyName(callee) ?? "") : "";
    if (callee.type !== "MemberExpression") return unknown;
    const isReduce = method === "reduce" || method === "reduceRight";
    if (isReduce && index === 0) {
      const [, start] = call.arguments;
      return start && path.length === 0 ? { kind: this.collection(start).kind, source: "unknown" } : unknown;
    }
    if (!arrayOnly.has(method) && method !== "forEach" && method !== "find") return unknown;
    if (index === (isReduce ? 3 : 2)) return path.length === 0 ? this.collection(callee.object) : unknown;
    if (index !== (isReduce ? 1 : 0) && !(method === "sort" && index === 1)) return unknown;
    return { kind: this.#elementKind(callee.object, path), source: this.#sourceOf(callee.object) };
  }

  /** The kind of the elements of a collection, or of what `path` picks from them. */
  #elementKind(list: JsNode, path: readonly string[], depth = 0): Kind {
    const node = unwrap(list);
    if (depth > MAX_DEPTH) return "unknown";
    const told = this.#declaredKind(node, ["0", ...path]);
    if (told !== "unknown") return told;
    switch (node.type) {
      case "ArrayExpression":
        return path.length > 0 ? "unknown" : united(node.elements.slice(0, 8).map((one) => (one === null || one.type === "SpreadElement" ? "unknown" : this.collection(one).kind)));
      case "Identifier": {
        const value = this.#constants.value(node);
        return value === node ? "unknown" : this.#elementKind(value, path, depth + 1);
      }
      case "CallExpression": {
        const callee = unwrap(node.callee);
        const method = callee.type === "MemberExpression" ? (propertyName(callee) ?? "") : "";
        const name = this.#origins.origin(callee);
        if (path.length === 0 && (method === "split" || method === "match" || name === "Object.keys")) return "string";
        if (path.length === 1 && path[0] === "0" && name === "Object.entries") return "string";
        const keeps = (narrowing.has(method) && method !== "map") || method === "slice";
        return keeps && callee.type === "MemberExpression" ? this.#elementKind(callee.object, path, depth + 1) : "unknown";
      }
      default: return "unknown";
    }
  }

  #declaredKind(object: JsNode, path: readonly string[]): Kind {
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    const write = variable && this.#bindings.writes(variable).find((one) => one.annotation);
    return write?.annotation && write.path ? kindOfType(write.annotation, [...write.path, ...path], this.#bindings) : "unknown";
  }

  #picked(expression: JsNode, path: readonly string[]): Collection {
    const [name, ...rest] = path;
    if (name === undefined) return this.collection(expression);
    const object = unwrap(expression);
    const told = this.#declaredKind(object, path);
    if (told !== "unknown") return { kind: told, source: this.#sourceOf(object) };
    const owner = this.#locals.local(object);
    const member = owner && this.#locals.member(owner, name);
    if (member) {
      const kind = member.annotation ? kindOfType(member.annotation, rest, this.#bindings) : "unknown";
      const values = member.getter ? this.#locals.returns(member.getter) : member.values;
      const all = joined(values.filter((one) => !isNullLiteral(one)).map((one) => this.#picked(one, rest)));
      const fixed = values.length === 1 && !member.isMutated;
      return { kind: kind === "unknown" ? all.kind : kind, size: fixed ? all.size : undefined, source: fixed || all.source !== "constant" ? all.source : "unknown" };
    }
    const source = this.#sourceOf(object);
    const isRows = source === "query" && rest.length === 0 && (name === "rows" || name === "0" || name === "recordset");
    return { kind: isRows ? "array" : "unknown", source };
  }

  #sourceOf(expression: JsNode): Collection["source"] {
    if (this.#inputs.isInput(expression)) return "input";
    const { source } = this.collection(expression);
    return source === "constant" ? "derived" : source;
  }

  #isMutated(object: JsNode): boolean {
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    return variable !== undefined && this.#uses(variable).isMutated;
  }

  /** What the uses of a variable tell: methods that only arrays have, and changes in place. */
  #uses(variable: Variable): { isArray: boolean; isMutated: boolean } {
    let isArray = false;
    let isMutated = false;
    for (const { identifier } of this.#bindings.references(variable)) {
      const value = wrapped(identifier);
      const member = value.parent;
      if (member?.type !== "MemberExpression" || member.object !== value) continue;
      const use = wrapped(member).parent;
      const isWritten = use?.type === "AssignmentExpression" && use.left === member;
      if (isWritten) isMutated = true;
      if (use?.type !== "CallExpression" || unwrap(use.callee) !== member) continue;
      const method = propertyName(member) ?? "";
      if (mutators.has(method)) isMutated = true;
      if (arrayMutators.has(method) || (arrayOnly.has(method) && isFunction(use.arguments[0]))) isArray = true;
    }
    return { isArray, isMutated };
  }
}

/** What all of several values have in common; an unknown kind has no say, and a constant says nothing about where the others come from. */
function joined(all: readonly Collection[]): Collection {
  const kinds = new Set(all.map((one) => one.kind).filter((kind) => kind !== "unknown"));
  const sizes = all.map((one) => one.size);
  const size = sizes.length > 0 && sizes.every((one) => one !== undefined) ? Math.max(...sizes) : undefined;
  return { kind: kinds.size === 1 ? ([...kinds][0] ?? "unknown") : "unknown", size, source: all.length === 0 ? "unknown" : joinedSource(all) };
}

function joinedSource(all: readonly Collection[]): Collection["source"] {
  const sources = new Set(all.map((one) => one.source));
  sources.delete("constant");
  if (sources.size === 0) return "constant";
  return (["input", "query", "unknown", "derived"] as const).find((one) => sources.has(one)) ?? "unknown";
}

const text = (size: number | undefined): Collection => ({ kind: "string", size, source: "constant" });

const isNullLiteral = (node: JsNode): boolean => (node.type === "Literal" && node.value === null) || (node.type === "Identifier" && node.name === "undefined");

const isNull = ({ value }: Write): boolean => value !== undefined && isNullLiteral(value);

const isRest = (param: JsNode | undefined): boolean => param?.type === "RestElement";
