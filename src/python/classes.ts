import { basesOf, decoratorsOf, parametersOf } from "./functions.ts";
import type { Definition } from "./definitions.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";

/** One place that gives an attribute of a class of this file a value. */
export interface Attribute {
  /** `class`: in the class body, shared by all instances; `self`: assigned to an instance. */
  on: "class" | "self";
  /** The assignment, function or other definition. */
  node: PyNode;
  value?: PyNode;
  annotation?: PyNode;
  /** Part of a tuple, item of a loop or the like: `value` is not the attribute's own value. */
  partial: boolean;
  /** A method or property. */
  method?: PyNode;
}

/** Bases of bases are followed this far. */
const MAX_CLASSES = 32;

/** Classes of a file and their attributes. */
export class Classes {
  readonly #tree: PyTree;
  readonly #scopes: Scopes;
  readonly #lineages = new Map<number, readonly PyNode[]>();
  readonly #attributes = new Map<number, Map<string, Attribute[]>>();

  constructor(tree: PyTree, scopes: Scopes) {
    this.#tree = tree;
    this.#scopes = scopes;
  }

  /** Everything that gives an attribute a value, in the class or else in its bases of this file. */
  attribute(definition: PyNode, name: string): readonly Attribute[] {
    for (const one of this.lineage(definition)) {
      const found = this.#attributesOf(one).get(name);
      if (found) return found;
    }
    return [];
  }

  /** The attributes that the class itself gives a value, by name. */
  own(definition: PyNode): ReadonlyMap<string, readonly Attribute[]> {
    return this.#attributesOf(definition);
  }

  /** The class and its bases of this file, nearest first. */
  lineage(definition: PyNode): readonly PyNode[] {
    const known = this.#lineages.get(definition.index);
    if (known) return known;
    const found = this.#lineageOf(definition);
    this.#lineages.set(definition.index, found);
    return found;
  }

  #lineageOf(definition: PyNode): PyNode[] {
    const all = [definition];
    for (let at = 0; at < all.length && all.length < MAX_CLASSES; at++) {
      const next = all[at];
      if (!next) break;
      for (const base of basesOf(next)) {
        const local = this.localClass(base);
        if (local && !all.includes(local)) all.push(local);
      }
    }
    return all;
  }

  /** Base classes that are not of this file, nearest first. */
  foreignBases(definition: PyNode): PyNode[] {
    return this.lineage(definition).flatMap((one) => basesOf(one).filter((base) => !this.localClass(base)));
  }

  /** The class definition of this file that a name stands for. */
  localClass(expression: PyNode): PyNode | undefined {
    if (expression.type !== "identifier") return undefined;
    const definitions = this.#scopes.lookup(expression)?.definitions ?? [];
    const last = definitions.at(-1);
    return last?.kind === "class" && definitions.every((one) => one.kind === "class") ? last.value : undefined;
  }

  /** The class whose instance (`self`) or itself (`cls`) a first parameter is. */
  selfClass(definition: Definition): PyNode | undefined {
    if (definition.kind !== "parameter") return undefined;
    const fn = definition.block;
    if (fn.type !== "function_definition") return undefined;
    const first = parametersOf(fn)[0];
    if (first?.node !== definition.statement || first.rest) return undefined;
    if (decoratorsOf(fn).some((one) => one.text === "staticmethod")) return undefined;
    return methodOwner(fn);
  }

  #attributesOf(definition: PyNode): Map<string, Attribute[]> {
    const known = this.#attributes.get(definition.index);
    if (known) return known;
    const made = new Map<string, Attribute[]>();
    this.#attributes.set(definition.index, made);
    for (const [name, binding] of this.#scopes.of(definition).bindings) {
      made.set(name, binding.definitions.map((one) => ({
        on: "class", node: one.statement, value: one.value, annotation: one.annotation, partial: one.kind !== "assign" || one.path.length > 0,
        method: one.kind === "function" ? one.value : undefined,
      })));
    }
    for (const statement of this.#tree.nodes(["assignment", "with_item", "named_expression"], definition)) this.#addSelf(definition, statement, made);
    return made;
  }

  #addSelf(definition: PyNode, statement: PyNode, into: Map<string, Attribute[]>): void {
    const target = statement.field("left") ?? statement.field("value")?.field("alias")?.namedChildren[0];
    if (!target) return;
    const isTuple = target.type === "pattern_list" || target.type === "tuple_pattern";
    const parts = isTuple ? target.namedChildren.filter((one) => one.type === "attribute") : target.type === "attribute" ? [target] : [];
    for (const part of parts) {
      const object = part.field("object");
      const name = part.field("attribute")?.text;
      if (object?.type !== "identifier" || name === undefined || !this.#isSelf(object, definition)) continue;
      const list = into.get(name) ?? [];
      into.set(name, list);
      list.push({
        on: "self", node: statement, annotation: statement.field("type")?.namedChildren[0], ...valueFor(statement, target, part),
      });
    }
  }

  #isSelf(object: PyNode, definition: PyNode): boolean {
    const [first] = this.#scopes.lookup(object)?.definitions ?? [];
    return first !== undefined && this.selfClass(first) === definition;
  }
}

/** The class that a function is directly a method of. */
export function methodOwner(fn: PyNode): PyNode | undefined {
  const around = fn.parent?.type === "decorated_definition" ? fn.parent.parent : fn.parent;
  return around?.type === "block" && around.parent?.type === "class_definition" ? around.parent : undefined;
}

function valueFor(statement: PyNode, target: PyNode, part: PyNode): { value?: PyNode; partial: boolean } {
  if (statement.type === "with_item") return { value: statement.field("value")?.namedChildren[0], partial: false };
  let value = statement.field("right") ?? statement.field("value");
  while (value?.type === "assignment") value = value.field("right");
  if (part === target) return { value, partial: false };
  const parts = value && ["expression_list", "tuple"].includes(value.type) ? value.namedChildren : [];
  if (parts.length !== target.namedChildren.length) return { value, partial: true };
  return { value: parts[target.namedChildren.indexOf(part)], partial: false };
}
