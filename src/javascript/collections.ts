import type { Collection } from "../questions.ts";
import { arrayOnly, listQueries, narrowing, singleQueries } from "../knowledge/javascript/collections.ts";
import type { Bindings, Variable } from "./bindings.ts";
import type { Constants } from "./constants.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { Inputs } from "./inputs.ts";
import type { Locals } from "./locals.ts";
import { joined } from "./joined-collections.ts";
import { kindOfComment, type JsDoc } from "./jsdoc.ts";
import { chainOf, isNothing, propertyName, unwrap, wrapped, type FunctionNode } from "./nodes.ts";
import type { Origins } from "./origins.ts";
import { Results } from "./results.ts";
import type { Sinks } from "./sinks.ts";
import type { Member } from "./members.ts";
import { kindOfType, united, type Kind } from "./type-kinds.ts";
import { usesOf } from "./uses.ts";
import type { Write } from "./writes.ts";

const MAX_DEPTH = 32;
/** Uses of a variable, and calls of a function, that are looked at. */
const MAX_USES = 64;
const unknown: Collection = { kind: "unknown", source: "unknown" };

interface Parts {
  bindings: Bindings;
  locals: Locals;
  docs: JsDoc;
  origins: Origins;
  constants: Constants;
  sinks: Sinks;
}

/** What is known about collections: proof of their kind, constant sizes, and where their elements come from. */
export class Collections {
  readonly #bindings: Bindings;
  readonly #locals: Locals;
  readonly #origins: Origins;
  readonly #constants: Constants;
  readonly #sinks: Sinks;
  readonly #inputs: Inputs;
  readonly #results: Results;
  readonly #docs: JsDoc;
  /** A node that is being looked at is unknown, so that circles end. */
  readonly #known = new Map<JsNode, Collection>();
  readonly #variables = new Map<Variable, Collection>();
  #depth = 0;

  constructor({ bindings, locals, docs, origins, constants, sinks }: Parts) {
    this.#docs = docs;
    this.#bindings = bindings;
    this.#locals = locals;
    this.#origins = origins;
    this.#constants = constants;
    this.#sinks = sinks;
    this.#inputs = new Inputs(bindings);
    this.#results = new Results({ bindings, origins, constants, inputs: this.#inputs, collection: (node) => this.collection(node) });
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
      case "NewExpression": return this.#results.made(node);
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

  #call(node: TSESTree.CallExpression): Collection {
    const callee = unwrap(node.callee);
    const query = this.#query(node);
    if (query) return query;
    const fn = this.#locals.functionOf(callee);
    if (fn) return this.#result(fn);
    const name = this.#origins.origin(callee);
    const known = name === undefined ? undefined : this.#results.global(name, node.arguments[0]);
    if (known) return known;
    return callee.type === "MemberExpression" ? this.#results.method(callee, node) : unknown;
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
    const writes = this.#bindings.realWrites(variable);
    const declared = this.#bindings.declaredWrite(variable);
    const told = declared?.annotation && declared.path ? kindOfType(declared.annotation, declared.path, this.#bindings) : this.#documented(writes);
    const all = joined(writes.slice(0, MAX_USES).map((write) => this.#written(write)));
    const uses = usesOf(variable, this.#bindings);
    const kind = told !== "unknown" ? told : all.kind !== "unknown" ? all.kind : uses.isArray ? "array" : "unknown";
    if (!uses.isMutated && writes.length === 1) return { ...all, kind };
    return { kind, source: all.source === "constant" ? "unknown" : all.source };
  }

  #documented([first]: readonly Write[]): Kind {
    const type = first && this.#docs.typeOf(first);
    return type === undefined ? "unknown" : kindOfComment(type);
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
    const { calls, open } = this.#locals.calls(fn);
    const passed = calls.flatMap((one) => one.arguments[index] ?? []);
    const all = joined(passed.map((argument) => (argument.type === "SpreadElement" ? unknown : this.#picked(argument, path))));
    return open ? { kind: all.kind, source: all.source === "constant" ? "unknown" : all.source } : all;
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
    const write = variable && this.#bindings.declaredWrite(variable);
    return write?.annotation && write.path ? kindOfType(write.annotation, [...write.path, ...path], this.#bindings) : "unknown";
  }

  #picked(expression: JsNode, path: readonly string[]): Collection {
    const [name, ...rest] = path;
    if (name === undefined) return this.collection(expression);
    const object = unwrap(expression);
    const told = this.#declaredKind(object, path);
    if (told !== "unknown") return { kind: told, source: this.#sourceOf(object) };
    const element = this.#origins.element(object, name);
    if (element) return this.#picked(element, rest);
    const owner = this.#locals.local(object);
    const member = owner && this.#locals.member(owner, name);
    const assigned = this.#assigned(object, name);
    if (member || assigned.length > 0) return this.#ofMember(member, assigned, rest);
    const source = this.#sourceOf(object);
    const isRows = source === "query" && rest.length === 0 && (name === "rows" || name === "0" || name === "recordset");
    return { kind: isRows ? "array" : "unknown", source };
  }

  /** Values assigned to a member of a variable. */
  #assigned(object: JsNode, name: string): readonly JsNode[] {
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    return (variable && this.#bindings.members(variable).get(name)) ?? [];
  }

  #ofMember(member: Member | undefined, assigned: readonly JsNode[], path: readonly string[]): Collection {
    const told = member?.annotation ? kindOfType(member.annotation, path, this.#bindings) : "unknown";
    const own = member?.getter ? this.#locals.returns(member.getter) : (member?.values ?? []);
    const values = [...own.slice(0, MAX_USES), ...assigned.slice(0, MAX_USES)].filter((one) => !isNothing(one));
    const all = joined(values.map((one) => this.#picked(one, path)));
    const fixed = values.length === 1 && assigned.length === 0 && !member?.isMutated;
    return { kind: told === "unknown" ? all.kind : told, size: fixed ? all.size : undefined, source: fixed || all.source !== "constant" ? all.source : "unknown" };
  }

  #sourceOf(expression: JsNode): Collection["source"] {
    if (this.#inputs.isInput(expression)) return "input";
    const { source } = this.collection(expression);
    return source === "constant" ? "derived" : source;
  }

}

const text = (size: number | undefined): Collection => ({ kind: "string", size, source: "constant" });

const isRest = (param: JsNode | undefined): boolean => param?.type === "RestElement";
