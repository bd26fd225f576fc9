import type { Bindings } from "./bindings.ts";
import type { Callees } from "./callees.ts";
import { returnsOf } from "./returns.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { exportedNames } from "./exported.ts";
import { isClass, isFunction, keyName, unwrap, type FunctionNode } from "./nodes.ts";

/** Exported values lead to functions only so far: through names, objects, classes, what a function returns. */
const MAX_DEPTH = 4;
const none: ReadonlySet<string> = new Set();

/** Functions that other files can call, with the names under which they can. */
export class Exports {
  readonly #bindings: Bindings;
  readonly #callees: Callees;
  readonly #program: TSESTree.Program;
  readonly #names = new Map<JsNode, Set<string>>();
  readonly #exported = new Set<string>();
  #isReady = false;

  constructor(program: TSESTree.Program, bindings: Bindings, callees: Callees) {
    this.#program = program;
    this.#bindings = bindings;
    this.#callees = callees;
  }

  /** Names under which a function is exported: `default`, `GET`, `Users.load`. Empty: not exported. */
  of(fn: JsNode): ReadonlySet<string> {
    this.#read();
    return this.#names.get(fn) ?? none;
  }

  /** Names of all exports. */
  get names(): ReadonlySet<string> {
    this.#read();
    return this.#exported;
  }

  /** When first asked: files of texts alone have no function to ask about. */
  #read(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    const { values } = exportedNames(this.#program, this.#callees.moduleMembers);
    for (const { name, value, isPicked } of values) if (!isPicked) this.#add(name, value, MAX_DEPTH);
  }

  #add(name: string, expression: JsNode, depth: number): void {
    this.#exported.add(name);
    if (depth <= 0) return;
    const node = unwrap(expression);
    for (const fn of isClass(node) ? [] : this.#callees.functions(node)) this.#mark(name, fn, depth);
    const of = this.#callees.classOf(node);
    if (of) this.#class(name, of);
    if (node.type === "ObjectExpression") this.#object(name, node, depth);
    if (node.type !== "Identifier") return;
    const variable = this.#bindings.variable(node);
    if (!variable) return;
    for (const [member, values] of this.#bindings.members(variable)) for (const value of values) this.#add(`${name}.${member}`, value, depth - 1);
    const write = this.#bindings.onlyWrite(variable);
    const value = write?.kind === "value" && write.path?.length === 0 && write.value ? unwrap(write.value) : undefined;
    if (value?.type === "ObjectExpression") this.#object(name, value, depth);
  }

  #object(name: string, object: TSESTree.ObjectExpression, depth: number): void {
    for (const property of object.properties) {
      if (property.type === "SpreadElement") continue;
      const key = keyName(property);
      if (key !== undefined) this.#add(name === "default" ? key : `${name}.${key}`, property.value, depth - 1);
    }
  }

  #class(name: string, of: TSESTree.ClassDeclaration | TSESTree.ClassExpression): void {
    for (const member of of.body.body) {
      if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
      if (member.accessibility === "private" || member.key.type === "PrivateIdentifier") continue;
      const value = member.value ? unwrap(member.value) : undefined;
      if (isFunction(value)) this.#note(`${name}.${keyName(member) ?? "[]"}`, value);
    }
  }

  /** A function that is exported, and those it hands out: what it returns, what it hangs on its parameters. */
  #mark(name: string, fn: FunctionNode, depth: number): void {
    this.#note(name, fn);
    for (const value of returnsOf(fn)) {
      const node = unwrap(value);
      if (isFunction(node) || node.type === "ObjectExpression" || node.type === "Identifier") this.#add(`${name}()`, node, depth - 1);
    }
    for (const parameter of fn.params) {
      if (parameter.type !== "Identifier") continue;
      const variable = this.#bindings.variable(parameter);
      if (!variable) continue;
      for (const [member, values] of this.#bindings.members(variable)) for (const value of values) this.#add(`${parameter.name}.${member}`, value, depth - 1);
    }
  }

  #note(name: string, fn: FunctionNode): void {
    const names = this.#names.get(fn) ?? new Set();
    this.#names.set(fn, names);
    names.add(name);
  }
}

