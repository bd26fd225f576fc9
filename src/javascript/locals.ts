import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { classMembers, functionMembers, objectMembers, type ClassMembers, type Member, type Members } from "./members.ts";
import { isClass, isFunction, keyName, propertyName, unwrap, walk, type ClassNode, type FunctionNode } from "./nodes.ts";
import type { Write } from "./writes.ts";

/** Something that this file makes: a function, a class or an instance of one, an object or array literal. */
export interface Local {
  node: FunctionNode | ClassNode | TSESTree.ObjectExpression | TSESTree.ArrayExpression;
  /** An instance of the class or constructor function `node`. */
  instance?: true;
}

interface Calls {
  calls: readonly TSESTree.CallExpression[];
  /** Others may call it as well. */
  open: boolean;
}

const MAX_DEPTH = 24;
/** Functions with more returns tell nothing that the first ones do not. */
const MAX_RETURNS = 16;
/** Calls of one function that are looked at. */
const MAX_CALLS = 32;
const nothing: Members = new Map();

/** Follows expressions to what this file makes, through names, members, instances and what its own functions return. */
export class Locals {
  readonly #bindings: Bindings;
  /** A node that is being looked at is nothing local, so that circles end. */
  readonly #known = new Map<JsNode, Local | null>();
  #depth = 0;
  readonly #classes = new Map<JsNode, ClassMembers>();
  readonly #objects = new Map<JsNode, Members>();
  readonly #calls = new Map<FunctionNode, Calls>();
  readonly #returns = new Map<FunctionNode, readonly JsNode[]>();

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** What the value of an expression is, if this file makes it and only one thing comes into question. */
  local(expression: JsNode): Local | undefined {
    const node = unwrap(expression);
    const known = this.#known.get(node);
    if (known !== undefined) return known ?? undefined;
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(node, null);
    this.#depth++;
    const found = this.#find(node);
    this.#depth--;
    if (found) this.#known.set(node, found);
    return found;
  }

  /** The function of this file that an expression means: a callee, a handler passed by name, `this.method`, `handlers.list`. */
  functionOf(expression: JsNode): FunctionNode | undefined {
    const found = this.local(expression);
    return found && !found.instance && isFunction(found.node) ? found.node : undefined;
  }

  /** A member of something local, its base classes in this file included. */
  member(local: Local, name: string): Member | undefined {
    let at: Local | undefined = local;
    for (let i = 0; at && i < MAX_DEPTH; i++) {
      const found = this.#membersOf(at).get(name);
      if (found && (found.values.length > 0 || found.annotation || found.getter)) return found;
      at = this.#base(at);
    }
    return undefined;
  }

  /** The expression that a class of this file extends, where that is not a class of this file itself. */
  foreignBase(node: ClassNode): JsNode | undefined {
    let at = node;
    for (let i = 0; i < MAX_DEPTH; i++) {
      if (at.superClass == null) return undefined;
      const base = this.local(at.superClass);
      if (!base || !isClass(base.node) || base.instance) return at.superClass;
      at = base.node;
    }
    return undefined;
  }

  /** What `this` is at a node: an instance, a class or an object literal of this file. */
  self(node: JsNode): Local | undefined {
    let at: JsNode | undefined = node;
    while (at && at.type !== "FunctionExpression" && at.type !== "FunctionDeclaration" && at.type !== "PropertyDefinition" && at.type !== "StaticBlock") {
      at = at.parent;
    }
    if (!at) return undefined;
    const owner = isFunction(at) ? at.parent : at;
    switch (owner.type) {
      case "MethodDefinition":
      case "PropertyDefinition":
        return owner.static ? { node: owner.parent.parent } : { node: owner.parent.parent, instance: true };
      case "StaticBlock": return { node: owner.parent.parent };
      case "Property": return owner.parent.type === "ObjectExpression" ? { node: owner.parent } : undefined;
      case "AssignmentExpression": return this.#prototypeOwner(owner) ?? this.#asConstructor(at);
      default: return this.#asConstructor(at);
    }
  }

  /** What a function gives back: the expressions of its own returns, at most 16. */
  returns(fn: FunctionNode): readonly JsNode[] {
    const known = this.#returns.get(fn);
    if (known) return known;
    const found: JsNode[] = [];
    if (fn.body.type !== "BlockStatement") found.push(fn.body);
    else {
      walk(fn.body, (node) => {
        if (node.type === "ReturnStatement" && node.argument != null && found.length < MAX_RETURNS) found.push(node.argument);
        // No statement of the function stands below these.
        return node.type === "ReturnStatement" || node.type.endsWith("Expression") || isFunction(node) || isClass(node) ? false : undefined;
      });
    }
    this.#returns.set(fn, found);
    return found;
  }

  /** The calls of a function in this file, by its name or as `this.name(…)`. */
  calls(fn: FunctionNode): Calls {
    const known = this.#calls.get(fn) ?? this.#callsOf(fn);
    this.#calls.set(fn, known);
    return known;
  }

  #callsOf(fn: FunctionNode): Calls {
    const owner = fn.parent;
    if ((owner.type === "MethodDefinition" || owner.type === "PropertyDefinition") && owner.value === fn) {
      const name = keyName(owner);
      const local: Local = owner.static ? { node: owner.parent.parent } : { node: owner.parent.parent, instance: true };
      const isPrivate = owner.accessibility === "private" || owner.key.type === "PrivateIdentifier";
      return { calls: (name === undefined ? undefined : this.#membersOf(local).get(name)?.calls) ?? [], open: !isPrivate };
    }
    const name = fn.id ?? (owner.type === "VariableDeclarator" ? owner.id : undefined);
    const variable = name?.type === "Identifier" ? this.#bindings.variable(name) : undefined;
    const calls: TSESTree.CallExpression[] = [];
    let open = !variable || owner.type.startsWith("Export") || owner.parent?.parent?.type === "ExportNamedDeclaration";
    for (const reference of variable ? this.#bindings.references(variable) : []) {
      const { parent } = reference.identifier;
      if (parent.type === "CallExpression" && parent.callee === reference.identifier) calls.push(parent);
      else open ||= reference.isRead();
      if (calls.length >= MAX_CALLS) break;
    }
    return { calls, open };
  }

  #find(node: JsNode): Local | undefined {
    switch (node.type) {
      case "Identifier": return this.#identifier(node);
      case "ThisExpression": return this.self(node);
      case "Super": {
        const self = this.self(node);
        return self && this.#base(self);
      }
      case "MemberExpression": return this.#memberValue(node);
      case "NewExpression": {
        const made = this.local(node.callee);
        return made && (isClass(made.node) || isFunction(made.node)) ? { node: made.node, instance: true } : undefined;
      }
      case "CallExpression": {
        const fn = this.functionOf(node.callee);
        return fn && this.#only(this.returns(fn));
      }
      case "AwaitExpression": return this.local(node.argument);
      case "AssignmentExpression": return node.operator === "=" ? this.local(node.right) : undefined;
      case "LogicalExpression": return this.local(node.left) ?? this.local(node.right);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "ClassDeclaration":
      case "ClassExpression":
      case "ObjectExpression":
      case "ArrayExpression":
        return { node };
      default: return undefined;
    }
  }

  #identifier(node: TSESTree.Identifier): Local | undefined {
    const variable = this.#bindings.variable(node);
    const write = variable && this.#bindings.onlyWrite(variable);
    return write && this.#written(write, variable);
  }

  #written(write: Write, variable: Variable): Local | undefined {
    switch (write.kind) {
      case "function":
      case "class":
        return write.value && (isFunction(write.value) || isClass(write.value)) ? { node: write.value } : undefined;
      case "value": return write.value && write.path ? this.#pick(this.local(write.value), write.path) : undefined;
      case "param": return this.#annotated(write);
      default: return variable.defs.length === 0 ? undefined : this.#annotated(write);
    }
  }

  /** A parameter whose type is a class of this file. */
  #annotated(write: Write): Local | undefined {
    const type = write.path?.length === 0 ? write.annotation : undefined;
    return type && this.#instanceOf(type);
  }

  #instanceOf(type: TSESTree.TypeNode): Local | undefined {
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
    const variable = this.#bindings.variable(type.typeName);
    const write = variable && this.#bindings.onlyWrite(variable);
    return write?.kind === "class" && write.value && isClass(write.value) ? { node: write.value, instance: true } : undefined;
  }

  #pick(local: Local | undefined, path: readonly string[]): Local | undefined {
    let at = local;
    for (const name of path) at = at && this.#valueOf(this.member(at, name));
    return at;
  }

  #memberValue(node: TSESTree.MemberExpression): Local | undefined {
    const name = propertyName(node);
    if (name === undefined) return undefined;
    const object = unwrap(node.object);
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    const assigned = variable && this.#bindings.members(variable).get(name);
    if (assigned) return this.#only(assigned);
    const owner = this.local(object);
    return owner && this.#valueOf(this.member(owner, name));
  }

  #valueOf(member: Member | undefined): Local | undefined {
    if (!member) return undefined;
    if (member.getter) return this.#only(this.returns(member.getter));
    return this.#only(member.values) ?? (member.annotation && this.#instanceOf(member.annotation));
  }

  #only(values: readonly JsNode[]): Local | undefined {
    return values.length === 1 && values[0] ? this.local(values[0]) : undefined;
  }

  /** The members of what a constructor written as a function makes. */
  constructed(fn: FunctionNode): Members {
    return this.#membersOf({ node: fn, instance: true });
  }

  /** The members of a class of this file, without those of its bases. */
  classMembers(node: ClassNode): ClassMembers {
    const known = this.#classes.get(node) ?? classMembers(node);
    this.#classes.set(node, known);
    return known;
  }

  #membersOf({ node, instance }: Local): Members {
    if (isClass(node)) {
      const known = this.classMembers(node);
      return instance ? known.instance : known.static;
    }
    if (node.type === "ArrayExpression" || (isFunction(node) && !instance)) return nothing;
    const known = this.#objects.get(node) ?? (isFunction(node) ? this.#prototype(node) : objectMembers(node));
    this.#objects.set(node, known);
    return known;
  }

  #base({ node, instance }: Local): Local | undefined {
    if (!isClass(node) || node.superClass == null) return undefined;
    const base = this.local(node.superClass);
    return base && instance ? { node: base.node, instance } : base;
  }

  /** Members of what a constructor written as a function makes: `this.x = ...` in it, and functions assigned to its prototype. */
  #prototype(fn: FunctionNode): Members {
    const table = new Map(functionMembers([fn]));
    const variable = fn.id ? this.#bindings.variable(fn.id) : undefined;
    for (const { identifier } of variable ? this.#bindings.references(variable) : []) {
      const prototype = identifier.parent;
      if (prototype.type !== "MemberExpression" || propertyName(prototype) !== "prototype") continue;
      const member = prototype.parent;
      const target = member.type === "MemberExpression" ? member.parent : undefined;
      const name = member.type === "MemberExpression" ? propertyName(member) : undefined;
      if (name !== undefined && target?.type === "AssignmentExpression" && target.left === member) table.set(name, { values: [target.right], calls: [] });
    }
    return table;
  }

  /** `X` of `X.prototype.name = function () { … }`. */
  #prototypeOwner(assignment: TSESTree.AssignmentExpression): Local | undefined {
    const { left } = assignment;
    if (left.type !== "MemberExpression" || left.object.type !== "MemberExpression" || propertyName(left.object) !== "prototype") return undefined;
    const owner = this.local(left.object.object);
    return owner && { node: owner.node, instance: true };
  }

  /** A plain function is taken for a constructor when it assigns to `this`. */
  #asConstructor(at: JsNode): Local | undefined {
    if (!isFunction(at)) return undefined;
    const local: Local = { node: at, instance: true };
    return this.#membersOf(local).size > 0 ? local : undefined;
  }
}

