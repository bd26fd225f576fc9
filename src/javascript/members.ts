import { mutators } from "../knowledge/javascript/collections.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { assigned } from "./bindings.ts";
import { isClass, isFunction, keyName, propertyName, walk, wrapped, type ClassNode, type FunctionNode } from "./nodes.ts";
import { annotationOf } from "./writes.ts";

/** What the code of a class or object literal says about one of its members. */
export interface Member {
  /** Values that it gets: initialisers, assignments to `this.name`, the method itself. */
  values: JsNode[];
  /** The declared type of a field, accessor or parameter property. */
  annotation?: TSESTree.TypeNode;
  /** Reading it calls this function. */
  getter?: FunctionNode;
  /** A method that changes collections is called on it. */
  isMutated?: true;
  /** Calls of it as `this.name(…)`. */
  calls: TSESTree.CallExpression[];
}

export type Members = ReadonlyMap<string, Member>;

export interface ClassMembers {
  instance: Members;
  static: Members;
}

type Table = Map<string, Member>;

/** The members of a class: fields, methods, parameter properties and what methods assign to `this`. */
export function classMembers(node: ClassNode): ClassMembers {
  const instance: Table = new Map();
  const statics: Table = new Map();
  for (const part of node.body.body) {
    if (part.type === "StaticBlock") {
      collectThis(part, statics);
      continue;
    }
    if (part.type === "TSIndexSignature") continue;
    const table = part.static ? statics : instance;
    const name = keyName(part);
    if (part.value != null && isFunction(part.value)) collectThis(part.value, table);
    if (part.type === "MethodDefinition" && part.kind === "constructor") parameterProperties(part.value.params, instance);
    else if (name !== undefined) field(part, memberOf(table, name));
  }
  return { instance, static: statics };
}

type Part = Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>;

function field(part: Part, member: Member): void {
  if ("typeAnnotation" in part) member.annotation ??= part.typeAnnotation?.typeAnnotation;
  if (part.value == null) return;
  if (!("kind" in part) || part.kind === "method") member.values.push(part.value);
  else if (part.kind === "get" && isFunction(part.value)) member.getter = part.value;
}

function parameterProperties(params: readonly TSESTree.Parameter[], table: Table): void {
  for (const param of params) {
    if (param.type !== "TSParameterProperty") continue;
    const bound = param.parameter.type === "AssignmentPattern" ? param.parameter.left : param.parameter;
    if (bound.type !== "Identifier") continue;
    const member = memberOf(table, bound.name);
    member.annotation ??= annotationOf(param);
    member.values.push(bound);
  }
}

/** The members of an object literal, with what its methods assign to `this`; spreads are not followed. */
export function objectMembers(node: TSESTree.ObjectExpression): Members {
  const table: Table = new Map();
  for (const part of node.properties) {
    if (part.type !== "Property") continue;
    const name = keyName(part);
    if (name === undefined) continue;
    const member = memberOf(table, name);
    if (part.kind === "get" && isFunction(part.value)) member.getter = part.value;
    else if (part.kind === "init") member.values.push(part.value);
    if (part.value.type === "FunctionExpression") collectThis(part.value, table);
  }
  return table;
}

/** What a function assigns to `this`, for constructors written as functions. */
export function functionMembers(functions: readonly FunctionNode[]): Members {
  const table: Table = new Map();
  for (const fn of functions) collectThis(fn, table);
  return table;
}

/** Collects `this.name = value` in the code that shares `this` with a function or static block. */
function collectThis(root: JsNode, table: Table): void {
  walk(root, (node) => {
    if (node !== root && (isClass(node) || node.type === "FunctionExpression" || node.type === "FunctionDeclaration")) return false;
    if (node.type !== "MemberExpression" || node.object.type !== "ThisExpression") return undefined;
    const name = propertyName(node);
    if (name === undefined) return undefined;
    const value = assigned(node);
    if (value) memberOf(table, name).values.push(value);
    else if (node.parent.type === "CallExpression" && node.parent.callee === node) memberOf(table, name).calls.push(node.parent);
    else if (isChanged(node)) memberOf(table, name).isMutated = true;
    return undefined;
  });
}

/** `this.list.push(x)`, `this.list[0] = x`. */
function isChanged(member: TSESTree.MemberExpression): boolean {
  const value = wrapped(member);
  const part = value.parent;
  if (part?.type !== "MemberExpression" || part.object !== value) return false;
  if (assigned(part)) return true;
  return part.parent.type === "CallExpression" && part.parent.callee === part && mutators.has(propertyName(part) ?? "");
}

function memberOf(table: Table, name: string): Member {
  const member = table.get(name) ?? { values: [], calls: [] };
  table.set(name, member);
  return member;
}
