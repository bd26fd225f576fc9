import type { Bindings, Variable } from "./bindings.ts";
import { assignedMembers } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { moduleMembers } from "./module-members.ts";
import { isClass, isFunction, keyName, propertyName, unwrap, walk, wrapped, type ClassNode, type FunctionNode } from "./nodes.ts";
import { returnsOf } from "./returns.ts";
import { methodOwner, thisFunction } from "./this-owner.ts";
import { annotationOf } from "./writes.ts";

/** Something of this file that has functions by name. */
export type Holder =
  | { kind: "instance" | "static"; of: ClassNode }
  | { kind: "object"; of: TSESTree.ObjectExpression }
  /** What is assigned to the properties of a variable. */
  | { kind: "variable"; of: Variable }
  /** `new F()` of a function with methods on its prototype. */
  | { kind: "constructed"; of: Variable }
  | { kind: "module" };

/** Names lead to names only so far. */
const MAX_STEPS = 6;
/** All ways together are only so many: generated code has names that mean anything. */
const MAX_WORK = 200;
/** A name with more definitions than this tells nothing. */
const MAX_WRITES = 4;

/** Types of the expressions that may mean a function; of all others nothing is kept. */
const meaning: ReadonlySet<string> = new Set([
  "FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "Identifier", "MemberExpression", "CallExpression", "ConditionalExpression",
  "LogicalExpression", "AssignmentExpression",
]);

const none: readonly FunctionNode[] = [];

/** Which functions of this file an expression may mean: declarations, constants, methods, members, what wrappers are given. */
export class Callees {
  readonly #bindings: Bindings;
  readonly #memberNames: () => ReadonlySet<string>;
  readonly #fields = new Map<ClassNode, Map<string, JsNode[]>>();
  readonly #objects = new Map<JsNode, ReadonlyMap<string, readonly JsNode[]>>();
  readonly #prototypes = new Map<Variable, ReadonlyMap<string, readonly JsNode[]>>();
  readonly #known = new Map<JsNode, readonly FunctionNode[]>();
  #module: ReadonlyMap<string, readonly JsNode[]> | undefined;
  #budget = 0;

  /** `memberNames`: every name under which the file puts something into an object or class; other members hold no function of it. */
  constructor(bindings: Bindings, memberNames: () => ReadonlySet<string>) {
    this.#bindings = bindings;
    this.#memberNames = memberNames;
  }

  functions(expression: JsNode): readonly FunctionNode[] {
    if (!meaning.has(unwrap(expression).type)) return none;
    const known = this.#known.get(expression);
    if (known) return known;
    this.#budget = MAX_WORK;
    const all = this.#functions(expression, MAX_STEPS);
    const found = all.length > 1 ? [...new Set(all)] : all;
    this.#known.set(expression, found);
    return found;
  }

  /** Constructors of a class of this file that `new` runs. */
  constructors(callee: JsNode): readonly FunctionNode[] {
    this.#budget = MAX_WORK;
    return this.#holders(callee, MAX_STEPS).flatMap((holder) => (holder.kind === "static" ? this.#member({ kind: "instance", of: holder.of }, "constructor", 2) : []));
  }

  /** The class of this file that an expression names. */
  classOf(expression: JsNode): ClassNode | undefined {
    this.#budget = MAX_WORK;
    return this.#classOf(expression);
  }

  #classOf(expression: JsNode): ClassNode | undefined {
    for (const holder of this.#holders(expression, MAX_STEPS)) if (holder.kind === "static" || holder.kind === "instance") return holder.of;
    return undefined;
  }

  /** What is assigned to `exports.x`, `module.exports.x`; `module.exports` itself has the name "". */
  get moduleMembers(): ReadonlyMap<string, readonly JsNode[]> {
    this.#module ??= moduleMembers(this.#bindings);
    return this.#module;
  }

  #functions(expression: JsNode, steps: number): readonly FunctionNode[] {
    if (steps <= 0 || this.#budget-- <= 0) return none;
    const node = unwrap(expression);
    if (isFunction(node)) return [node];
    switch (node.type) {
      case "Identifier": return this.#named(node, steps - 1);
      case "MemberExpression": {
        const name = propertyName(node);
        if (name === undefined) return none;
        if (name === "call" || name === "apply") {
          const called = this.#functions(node.object, steps - 1);
          if (called.length > 0) return called;
        }
        if (!this.#memberNames().has(name)) return none;
        return this.#holders(node.object, steps - 1).flatMap((holder) => this.#member(holder, name, steps - 1));
      }
      case "CallExpression": return this.#returned(node, steps - 1);
      case "ConditionalExpression": return [node.consequent, node.alternate].flatMap((one) => this.#functions(one, steps - 1));
      case "LogicalExpression": return [node.left, node.right].flatMap((one) => this.#functions(one, steps - 1));
      case "AssignmentExpression": return this.#functions(node.right, steps - 1);
      default: return [];
    }
  }

  #named(identifier: JsNode, steps: number): readonly FunctionNode[] {
    const variable = this.#bindings.variable(identifier);
    if (!variable) return none;
    const writes = this.#bindings.writes(variable);
    // What is imported or handed to a function, as most names are, is none of this file.
    if (writes.length > MAX_WRITES || !writes.some(({ kind }) => kind === "function" || kind === "value")) return none;
    return writes.flatMap((write) => {
      if (write.kind === "function" && isFunction(write.value)) return [write.value];
      if (write.kind !== "value" || !write.value || !write.path) return [];
      const [name, ...deeper] = write.path;
      if (name === undefined) return this.#functions(write.value, steps);
      return deeper.length === 0 ? this.#holders(write.value, steps).flatMap((holder) => this.#member(holder, name, steps)) : [];
    });
  }

  /** Functions that a call gives back: what a local function returns, or what a wrapper is given. */
  #returned(call: TSESTree.CallExpression, steps: number): readonly FunctionNode[] {
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression" && propertyName(callee) === "bind") return this.#functions(callee.object, steps);
    const local = this.#functions(callee, steps);
    const values = local.flatMap((fn) => returnsOf(fn));
    const made = values.flatMap((value) => this.#functions(value, steps));
    if (made.length > 0 || (local.length > 0 && !values.some(mayBeWrapped))) return made;
    return call.arguments.flatMap((argument) => {
      const one = unwrap(argument);
      return isFunction(one) || one.type === "Identifier" || one.type === "MemberExpression" || one.type === "CallExpression" ? this.#functions(one, steps) : [];
    });
  }

  #holders(expression: JsNode, steps: number): readonly Holder[] {
    if (steps <= 0 || this.#budget-- <= 0) return [];
    const node = unwrap(expression);
    if (isClass(node)) return [{ kind: "static", of: node }];
    switch (node.type) {
      case "ObjectExpression": return [{ kind: "object", of: node }];
      case "AwaitExpression": return this.#holders(node.argument, steps - 1);
      case "ThisExpression": return this.#thisHolders(node, steps - 1);
      case "Super": {
        const owner = methodOwner(node);
        return owner?.superClass ? this.#instances(owner.superClass, steps - 1) : [];
      }
      case "NewExpression": return this.#instances(node.callee, steps - 1);
      case "CallExpression": {
        const local = this.#functions(node.callee, steps - 1);
        return local.flatMap((fn) => returnsOf(fn).flatMap((value) => this.#holders(value, steps - 1)));
      }
      case "Identifier": return this.#namedHolders(node, steps - 1);
      case "MemberExpression": return this.#memberHolders(node, steps - 1);
      default: return [];
    }
  }

  #namedHolders(identifier: TSESTree.Identifier, steps: number): readonly Holder[] {
    const variable = this.#bindings.variable(identifier);
    if (!variable) return identifier.name === "exports" ? [{ kind: "module" }] : [];
    const holders: Holder[] = [{ kind: "variable", of: variable }];
    const writes = this.#bindings.writes(variable);
    if (writes.length > MAX_WRITES) return holders;
    for (const write of writes) {
      if (write.annotation && write.path?.length === 0) holders.push(...this.#annotated(write.annotation, steps));
      if (write.kind === "class" && isClass(write.value)) holders.push({ kind: "static", of: write.value });
      else if (write.kind === "value" && write.value && write.path?.length === 0) holders.push(...this.#holders(write.value, steps));
      else if (write.kind === "function" && isFunction(write.value)) holders.push({ kind: "constructed", of: variable });
    }
    return holders;
  }

  #memberHolders(member: TSESTree.MemberExpression, steps: number): readonly Holder[] {
    const name = propertyName(member);
    if (name === undefined) return [];
    const object = unwrap(member.object);
    if (name === "exports" && object.type === "Identifier" && object.name === "module") return [{ kind: "module" }];
    if (name === "prototype") return this.#instances(object, steps);
    return this.#holders(object, steps).flatMap((holder) => this.#values(holder, name).flatMap((value) => this.#valueHolders(value, steps)));
  }

  #valueHolders(value: JsNode, steps: number): readonly Holder[] {
    const annotation = annotationOf(value) ?? (value.type === "PropertyDefinition" ? value.typeAnnotation?.typeAnnotation : undefined);
    const annotated = annotation ? this.#annotated(annotation, steps) : [];
    if (annotated.length > 0) return annotated;
    if (value.type === "PropertyDefinition") return value.value ? this.#holders(value.value, steps) : [];
    return value.type === "TSParameterProperty" || value.type === "MethodDefinition" ? [] : this.#holders(value, steps);
  }

  #annotated(annotation: TSESTree.TypeNode, steps: number): readonly Holder[] {
    return annotation.type === "TSTypeReference" && annotation.typeName.type === "Identifier" ? this.#instances(annotation.typeName, steps) : [];
  }

  #instances(callee: JsNode, steps: number): readonly Holder[] {
    return this.#holders(callee, steps).flatMap((holder): Holder[] => {
      if (holder.kind === "static") return [{ kind: "instance", of: holder.of }];
      return holder.kind === "constructed" ? [holder] : [];
    });
  }

  #thisHolders(node: JsNode, steps: number): readonly Holder[] {
    const owner = thisFunction(node);
    if (!owner) return [];
    const place = wrapped(owner).parent;
    if (place?.type === "MethodDefinition" || place?.type === "PropertyDefinition") {
      return isClass(place.parent.parent) ? [{ kind: place.static ? "static" : "instance", of: place.parent.parent }] : [];
    }
    if (isClass(owner)) return [{ kind: "instance", of: owner }];
    if (place?.type === "Property" && place.parent.type === "ObjectExpression") {
      const object = place.parent;
      const target = wrapped(object).parent;
      const prototype = target?.type === "AssignmentExpression" && target.left.type === "MemberExpression" ? this.#holders(target.left, steps) : [];
      return [{ kind: "object", of: object }, ...prototype];
    }
    if (place?.type === "AssignmentExpression" && place.left.type === "MemberExpression") return this.#holders(place.left.object, steps);
    const name = isFunction(owner) && owner.type === "FunctionDeclaration" ? owner.id : undefined;
    const variable = name ? this.#bindings.variable(name) : undefined;
    return variable ? [{ kind: "constructed", of: variable }] : [];
  }

  #member(holder: Holder, name: string, steps: number): readonly FunctionNode[] {
    return this.#values(holder, name).flatMap((value) => {
      if (value.type === "MethodDefinition") return isFunction(value.value) ? [value.value] : [];
      if (value.type === "PropertyDefinition") return value.value ? this.#functions(value.value, steps) : [];
      return value.type === "TSParameterProperty" ? [] : this.#functions(value, steps);
    });
  }

  /** What stands under a name: values, class members, parameter properties. */
  #values(holder: Holder, name: string): readonly JsNode[] {
    switch (holder.kind) {
      case "object": return this.#properties(holder.of).get(name) ?? [];
      case "variable": return this.#bindings.members(holder.of).get(name) ?? [];
      case "module": {
        const whole = this.moduleMembers.get("") ?? [];
        const members = whole.flatMap((value) => this.#holders(value, 3)).flatMap((inner) => (inner.kind === "module" ? [] : this.#values(inner, name)));
        return [...(this.moduleMembers.get(name) ?? []), ...members];
      }
      case "constructed": return this.#prototypeMembers(holder.of).get(name) ?? [];
      case "static":
      case "instance": return this.#classMembers(holder.of, holder.kind === "static", name);
    }
  }

  #properties(object: TSESTree.ObjectExpression): ReadonlyMap<string, readonly JsNode[]> {
    const known = this.#objects.get(object);
    if (known) return known;
    const found = new Map<string, JsNode[]>();
    for (const one of object.properties) {
      const key = one.type === "Property" ? keyName(one) : undefined;
      if (key !== undefined && one.type === "Property") found.set(key, [...(found.get(key) ?? []), one.value]);
    }
    this.#objects.set(object, found);
    return found;
  }

  #classMembers(start: ClassNode, isStatic: boolean, name: string): readonly JsNode[] {
    let at: ClassNode | undefined = start;
    for (let i = 0; i < MAX_STEPS && at; i++) {
      const own: JsNode[] = at.body.body.filter((one) =>
        (one.type === "MethodDefinition" || one.type === "PropertyDefinition") && one.static === isStatic && keyName(one) === name && one.value != null);
      const found = isStatic ? [...own, ...this.#assignedToClass(at, name)] : [...own, ...(this.#instanceFields(at).get(name) ?? [])];
      if (found.length > 0) return found;
      const typed: JsNode[] = at.body.body.filter((one) => one.type === "PropertyDefinition" && keyName(one) === name);
      if (typed.length > 0) return typed;
      at = at.superClass ? this.#classOf(at.superClass) : undefined;
    }
    return [];
  }

  #assignedToClass(of: ClassNode, name: string): readonly JsNode[] {
    const variable = of.id ? this.#bindings.variable(of.id) : undefined;
    return variable ? (this.#bindings.members(variable).get(name) ?? []) : [];
  }

  /** Parameter properties of the constructor and what any method assigns to `this`. */
  #instanceFields(of: ClassNode): Map<string, JsNode[]> {
    const known = this.#fields.get(of);
    if (known) return known;
    const uses: JsNode[] = [];
    const found = new Map<string, JsNode[]>();
    this.#fields.set(of, found);
    walk(of.body, (node) => {
      if (node.type === "ThisExpression") uses.push(node);
      if (node.type === "TSParameterProperty") {
        const name = node.parameter.type === "AssignmentPattern" ? node.parameter.left : node.parameter;
        if (name.type === "Identifier") found.set(name.name, [node]);
      }
      return isClass(node) ? false : undefined;
    });
    for (const [name, values] of assignedMembers(uses)) found.set(name, [...(found.get(name) ?? []), ...values]);
    return found;
  }

  /** `F.prototype.load = function () {}`, `F.prototype = { load() {} }`, and `this.x = …` in F is left out. */
  #prototypeMembers(variable: Variable): ReadonlyMap<string, readonly JsNode[]> {
    const known = this.#prototypes.get(variable);
    if (known) return known;
    const prototypes = this.#bindings.references(variable).flatMap(({ identifier }) => {
      const member = identifier.parent as JsNode | undefined;
      return member?.type === "MemberExpression" && member.object === identifier && propertyName(member) === "prototype" ? [member as JsNode] : [];
    });
    const found = assignedMembers(prototypes);
    for (const whole of prototypes) {
      const { parent } = whole;
      if (parent?.type !== "AssignmentExpression" || parent.left !== whole || parent.right.type !== "ObjectExpression") continue;
      for (const one of parent.right.properties) {
        const name = one.type === "Property" ? keyName(one) : undefined;
        if (name !== undefined && one.type === "Property") found.set(name, [...(found.get(name) ?? []), one.value]);
      }
    }
    this.#prototypes.set(variable, found);
    return found;
  }
}

/** What a local wrapper may give back for the function that it is given: the result of another wrapper, or a name. */
const mayBeWrapped = (value: JsNode): boolean => ["CallExpression", "Identifier"].includes(unwrap(value).type);
