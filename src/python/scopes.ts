import { definitionsIn, type Definition } from "./definitions.ts";
import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";

export type ScopeKind = "module" | "class" | "function" | "lambda" | "comprehension";

/** A name in a scope and what gives it a value there, in source order (of very many definitions the first ones). */
export interface Binding {
  name: string;
  scope: Scope;
  definitions: readonly Definition[];
}

/** A part of a file with names of its own. Its bindings are collected when first asked for. */
export interface Scope {
  kind: ScopeKind;
  /** The module, `class_definition`, `function_definition`, `lambda` or comprehension. */
  node: PyNode;
  parent?: Scope;
  bindings: ReadonlyMap<string, Binding>;
  /** Names declared `global` or `nonlocal` here. */
  elsewhere: ReadonlyMap<string, "global" | "nonlocal">;
}

const kindByType: Readonly<Record<string, ScopeKind>> = {
  module: "module", class_definition: "class", function_definition: "function", lambda: "lambda",
  list_comprehension: "comprehension", set_comprehension: "comprehension", dictionary_comprehension: "comprehension", generator_expression: "comprehension",
};

/** Everything below these nodes belongs to the same scope as they do, up to the next function, class or comprehension. */
const passThrough = [
  "call", "argument_list", "attribute", "subscript", "list", "tuple", "dictionary", "set", "pair", "parenthesized_expression", "binary_operator",
  "boolean_operator", "comparison_operator", "not_operator", "conditional_expression", "await", "block", "expression_statement", "return_statement",
  "if_statement", "for_statement", "while_statement", "try_statement", "with_statement",
];

/** A name that is assigned more often than this has no value worth following. */
const MAX_DEFINITIONS = 200;

/** Names of a file: which scope a piece of code runs in, and what a name means there. */
export class Scopes {
  readonly #tree: PyTree;
  readonly #scopeKinds: Uint8Array;
  readonly #passThrough: Uint8Array;
  /** Scope of the nodes that pass theirs on, by index; -1 where not looked up yet. */
  #at: Int32Array | undefined;
  readonly #made = new Map<number, Scope>();
  readonly #references = new Map<Binding, PyNode[]>();
  readonly #members = new Map<string, boolean>();
  #uses: Map<string, number[]> | undefined;

  constructor(tree: PyTree) {
    this.#tree = tree;
    this.#scopeKinds = tree.grammar.tableOf(Object.keys(kindByType));
    this.#passThrough = tree.grammar.tableOf(passThrough);
  }

  get module(): Scope {
    return this.of(this.#tree.root);
  }

  /** The scope that a scope's own node opens. */
  of(node: PyNode): Scope {
    const known = this.#made.get(node.index);
    if (known) return known;
    const kind = node.parent ? kindByType[node.type] : "module";
    if (!kind) throw new Error(`a ${node.type} opens no scope`);
    const made = new LazyScope(this.#tree, kind, node, node.parent ? this.at(node) : undefined);
    this.#made.set(node.index, made);
    return made;
  }

  /** The scope that evaluates a node. Default values, annotations, decorators and base classes belong to the scope around their function or class. */
  at(node: PyNode): Scope {
    const { kind, parent } = this.#tree;
    this.#at ??= new Int32Array(this.#tree.size).fill(-1);
    let found = this.#tree.root;
    let child = node.index;
    let around = parent[child] ?? -1;
    for (; around >= 0; around = parent[around] ?? -1) {
      const known = this.#passThrough[kind[around] ?? 0] === 1 ? (this.#at[around] ?? -1) : -1;
      if (known >= 0) found = this.#tree.node(known);
      if (known >= 0) break;
      if (this.#scopeKinds[kind[around] ?? 0] === 1) {
        found = this.#tree.node(around);
        if (isInside(found, this.#tree.node(child), node)) break;
      }
      child = around;
    }
    for (let index = parent[node.index] ?? -1; index > around; index = parent[index] ?? -1) {
      if (this.#passThrough[kind[index] ?? 0] !== 1) break;
      this.#at[index] = found.index;
    }
    return this.of(found);
  }

  /** What an identifier means where it stands; undefined for builtins and unknown names. */
  lookup(identifier: PyNode): Binding | undefined {
    return this.find(identifier.text, this.at(identifier));
  }

  /** What a name means in a scope. */
  find(name: string, scope: Scope): Binding | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      if (at.kind === "class" && at !== scope) continue;
      const declared = at.elsewhere.get(name);
      if (declared === "global") return this.module.bindings.get(name);
      if (declared === "nonlocal") continue;
      const binding = at.bindings.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  /** Every use and definition of a name as an expression or target, in source order. */
  references(binding: Binding): readonly PyNode[] {
    const known = this.#references.get(binding);
    if (known) return known;
    const { node } = binding.scope;
    const found = this.identifiers(binding.name, node).filter((one) => this.lookup(one) === binding);
    this.#references.set(binding, found);
    return found;
  }

  /** Identifiers of a name below a node that are no attribute, keyword or part of an import, whatever they are bound to. */
  identifiers(name: string, within: PyNode): PyNode[] {
    this.#uses ??= usesOf(this.#tree);
    const all = this.#uses.get(name) ?? [];
    return all.filter((index) => within.index <= index && index < within.end).map((index) => this.#tree.node(index)).filter(isName);
  }

  /** Whether a name stands anywhere in the file. */
  mentions(name: string): boolean {
    this.#uses ??= usesOf(this.#tree);
    return this.#uses.has(name);
  }

  /** Whether this file may give a member of a name its value: the name stands somewhere else than in calls of such a member. */
  mayDefine(member: string): boolean {
    const known = this.#members.get(member);
    if (known !== undefined) return known;
    const { parent, field, grammar } = this.#tree;
    const [attribute, called] = [grammar.fieldId("attribute"), grammar.fieldId("function")];
    this.#uses ??= usesOf(this.#tree);
    const found = (this.#uses.get(member) ?? []).some((index) => field[index] !== attribute || field[parent[index] ?? 0] !== called);
    this.#members.set(member, found);
    return found;
  }

  /**
   * The definitions whose value a use may see: the last one that surely runs before it and those that may run in between.
   * All of them where the use is in another scope or no definition surely runs before; none where there are too many to tell.
   */
  reaching(identifier: PyNode, binding = this.lookup(identifier)): readonly Definition[] {
    if (!binding) return [];
    const { definitions } = binding;
    if (definitions.length > MAX_DEFINITIONS) return [];
    if (definitions.length < 2 || this.#functionScope(this.at(identifier)) !== this.#functionScope(binding.scope)) return definitions;
    const before = definitions.filter((one) => one.statement.end <= identifier.index || scopedByBody(one, identifier));
    const last = before.findLastIndex((one) => isAncestor(one.block, identifier) || scopedByBody(one, identifier));
    if (last < 0) return definitions;
    const loop = outermostLoop(identifier, before[last]);
    const later = loop ? definitions.filter((one) => !before.includes(one) && isAncestor(loop, one.node)) : [];
    return [...before.slice(last), ...later];
  }

  #functionScope(scope: Scope): Scope {
    let at = scope;
    while (at.kind === "comprehension" && at.parent) at = at.parent;
    return at;
  }
}

class LazyScope implements Scope {
  readonly kind: ScopeKind;
  readonly node: PyNode;
  readonly parent: Scope | undefined;
  readonly #tree: PyTree;
  #bindings: Map<string, Binding> | undefined;
  #elsewhere: Map<string, "global" | "nonlocal"> | undefined;

  constructor(tree: PyTree, kind: ScopeKind, node: PyNode, parent: Scope | undefined) {
    this.#tree = tree;
    this.kind = kind;
    this.node = node;
    this.parent = parent;
  }

  get bindings(): ReadonlyMap<string, Binding> {
    return this.#collected().bindings;
  }

  get elsewhere(): ReadonlyMap<string, "global" | "nonlocal"> {
    return this.#collected().elsewhere;
  }

  #collected(): { bindings: Map<string, Binding>; elsewhere: Map<string, "global" | "nonlocal"> } {
    if (this.#bindings && this.#elsewhere) return { bindings: this.#bindings, elsewhere: this.#elsewhere };
    const { definitions, elsewhere } = definitionsIn(this.#tree, this.node);
    const lists = new Map<string, Definition[]>();
    for (const one of definitions) {
      const name = one.node.text;
      if (elsewhere.has(name)) continue;
      const list = lists.get(name);
      if (!list) lists.set(name, [one]);
      else if (list.length <= MAX_DEFINITIONS) list.push(one);
    }
    if (this.kind === "module") addGlobals(this.#tree, lists);
    const bindings = new Map<string, Binding>();
    for (const [name, list] of lists) bindings.set(name, { name, scope: this, definitions: list });
    this.#bindings = bindings;
    this.#elsewhere = elsewhere;
    return { bindings, elsewhere };
  }
}

/** Assignments in functions that declare the name `global`. */
function addGlobals(tree: PyTree, lists: Map<string, Definition[]>): void {
  const seen = new Set<number>();
  for (const statement of tree.nodes("global_statement")) {
    let around = statement.parent;
    while (around && around.type !== "function_definition" && around.type !== "class_definition") around = around.parent;
    if (!around || seen.has(around.index)) continue;
    seen.add(around.index);
    const { definitions, elsewhere } = definitionsIn(tree, around);
    for (const one of definitions) {
      const name = one.node.text;
      if (elsewhere.get(name) !== "global") continue;
      const list = lists.get(name) ?? [];
      lists.set(name, list);
      if (list.length <= MAX_DEFINITIONS) list.push(one);
    }
  }
}

/** Places of all identifiers by name. */
function usesOf({ kind, start, end, text, grammar }: PyTree): Map<string, number[]> {
  const [identifier] = grammar.kindsOf("identifier");
  const uses = new Map<string, number[]>();
  for (let index = 0; index < kind.length; index++) {
    if (kind[index] !== identifier) continue;
    const name = text.slice(start[index], end[index]);
    const list = uses.get(name);
    if (list) list.push(index);
    else uses.set(name, [index]);
  }
  return uses;
}

/** Whether `node`, below `child` of a scope's node, is evaluated inside that scope. */
function isInside(scope: PyNode, child: PyNode, node: PyNode): boolean {
  switch (scope.type) {
    case "function_definition":
    case "lambda":
      return child.fieldName === "body" || (child.fieldName === "parameters" && isParameterName(child, node));
    case "class_definition":
      return child.fieldName === "body";
    case "module":
      return true;
    default:
      return !isFirstIterable(scope, child, node);
  }
}

/** The name itself, not its default value or annotation. */
function isParameterName(parameters: PyNode, node: PyNode): boolean {
  for (let at: PyNode | undefined = node; at && at !== parameters; at = at.parent) {
    if (at.fieldName === "value" || at.fieldName === "type") return false;
  }
  return true;
}

/** What a comprehension iterates first is evaluated outside of it. */
function isFirstIterable(comprehension: PyNode, child: PyNode, node: PyNode): boolean {
  if (child.type !== "for_in_clause" || child === node) return false;
  if (comprehension.namedChildren.find((one) => one.type === "for_in_clause") !== child) return false;
  const right = child.field("right");
  return right !== undefined && right.index <= node.index && node.index < right.end;
}

/** An identifier that names a variable: no attribute, keyword, import path or pattern class. */
function isName(node: PyNode): boolean {
  const { parent, fieldName } = node;
  if (!parent) return true;
  if (parent.type === "attribute") return fieldName !== "attribute";
  if (parent.type === "keyword_argument") return fieldName !== "name";
  return true;
}

/** Where a definition holds only in its own body: the target of a loop or `with`, an `except` name. */
function scopedByBody(one: Definition, use: PyNode): boolean {
  return one.body !== undefined && isAncestor(one.body, use);
}

const isAncestor = (ancestor: PyNode, node: PyNode): boolean => ancestor.index <= node.index && node.index < ancestor.end;

/** The outermost loop around a use that does not hold the definition. */
function outermostLoop(use: PyNode, definition: Definition | undefined): PyNode | undefined {
  let found: PyNode | undefined;
  for (let around = use.parent; around; around = around.parent) {
    if (around.type === "function_definition" || around.type === "class_definition") break;
    if (definition && isAncestor(around, definition.node)) break;
    if (around.type === "for_statement" || around.type === "while_statement") found = around;
  }
  return found;
}
