import type { Classes } from "./classes.ts";
import type { PyNode } from "./node.ts";
import type { Origins } from "./origins.ts";
import type { Binding, Scope, Scopes } from "./scopes.ts";

/** How long the object behind an expression lives, and what holds it. */
export type Lifetime =
  | { kind: "module"; binding: Binding } // a name of this module
  | { kind: "imported"; origin: string } // a name of another module
  | { kind: "class"; definition: PyNode; name: string } // one for all instances
  | { kind: "instance"; definition: PyNode; name: string } // as long as `self`
  | { kind: "closure"; binding: Binding } // a local of a function around
  | { kind: "default"; binding: Binding } // a mutable default value: as long as the function
  | { kind: "parameter"; binding: Binding } // as long as the caller holds it
  | { kind: "local"; binding: Binding } // ends with the call
  | { kind: "unknown" };

const unknown: Lifetime = { kind: "unknown" };
const mutable = new Set(["list", "dictionary", "set", "list_comprehension", "dictionary_comprehension", "set_comprehension", "call"]);

/** Tells what a container belongs to. */
export class Lifetimes {
  readonly #scopes: Scopes;
  readonly #classes: Classes;
  readonly #origins: Origins;

  constructor(scopes: Scopes, classes: Classes, origins: Origins) {
    this.#scopes = scopes;
    this.#classes = classes;
    this.#origins = origins;
  }

  /** Of a name or an attribute; an item of a container lives as long as the container. */
  of(expression: PyNode): Lifetime {
    switch (expression.type) {
      case "identifier": return this.#name(expression);
      case "attribute": return this.#attribute(expression);
      case "subscript": {
        const value = expression.field("value");
        return value && value.type !== "subscript" ? this.of(value) : unknown;
      }
      case "parenthesized_expression": {
        const [inner] = expression.namedChildren;
        return inner ? this.of(inner) : unknown;
      }
      default: return unknown;
    }
  }

  #name(node: PyNode): Lifetime {
    const binding = this.#scopes.lookup(node);
    if (!binding) return unknown;
    const { scope, definitions } = binding;
    if (definitions.some((one) => one.kind === "import")) {
      const origin = this.#origins.origin(node);
      return origin === undefined ? unknown : { kind: "imported", origin };
    }
    if (scope.kind === "module") return { kind: "module", binding };
    if (scope.kind === "class") return { kind: "class", definition: scope.node, name: binding.name };
    const [first] = definitions;
    if (first?.kind === "parameter" && definitions.length === 1) {
      return { kind: first.value && mutable.has(first.value.type) && !first.annotation?.text.includes("Annotated") ? "default" : "parameter", binding };
    }
    const alias = this.#alias(binding);
    if (alias) return alias;
    return { kind: functionScope(this.#scopes.at(node)) === functionScope(scope) ? "local" : "closure", binding };
  }

  /** `cache = self.cache`, `cache = CACHE`: the local names something that lives longer. */
  #alias(binding: Binding): Lifetime | undefined {
    const [only, ...others] = binding.definitions;
    const value = only?.kind === "assign" && only.path.length === 0 && others.length === 0 ? only.value : undefined;
    if (!value || (value.type !== "identifier" && value.type !== "attribute")) return undefined;
    if (value.type === "identifier" && this.#scopes.lookup(value) === binding) return undefined;
    const target = value.type === "identifier" ? this.#scopes.lookup(value) : undefined;
    if (target && target.scope.kind !== "module") return undefined;
    const found = this.of(value);
    return found.kind === "unknown" ? undefined : found;
  }

  #attribute(node: PyNode): Lifetime {
    const object = node.field("object");
    const name = node.field("attribute")?.text;
    if (!object || name === undefined) return unknown;
    const instance = this.#origins.instanceOf(object);
    const definition = instance ?? this.#origins.definitionOf(object);
    if (definition?.type === "class_definition") {
      const all = this.#classes.attribute(definition, name);
      const shared = all.length > 0 && all.every((one) => one.on === "class");
      return { kind: instance && !shared ? "instance" : "class", definition, name };
    }
    const origin = this.#origins.origin(node);
    return origin === undefined || object.type !== "identifier" || origin.includes("#") || origin.includes("(") ? unknown : { kind: "imported", origin };
  }
}

/** The function or module around comprehensions. */
function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.kind === "comprehension" && at.parent) at = at.parent;
  return at;
}
