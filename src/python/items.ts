import { itemType } from "./annotations.ts";
import type { Classes } from "./classes.ts";
import { positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";
import { agreement, isBuiltinType, isNone, named, type Value } from "./value.ts";

/** Collections of collections are followed this far. */
const MAX_DEPTH = 16;

/** Builtins whose items are those of their first argument. */
const passingOn = new Set(["list", "tuple", "sorted", "set", "frozenset", "reversed", "iter", "tqdm.tqdm", "tqdm.auto.tqdm", "rich.progress.track"]);

/** How the values of expressions and annotations are found. */
interface Resolver {
  value(expression: PyNode): Value | undefined;
  ofAnnotation(annotation: PyNode): Value | undefined;
}

/** Where the items of collections come from. */
export class Items {
  readonly #scopes: Scopes;
  readonly #classes: Classes;
  readonly #resolve: Resolver;
  readonly #known = new Map<number, Value | undefined>();
  #depth = 0;

  constructor(scopes: Scopes, classes: Classes, resolve: Resolver) {
    this.#scopes = scopes;
    this.#classes = classes;
    this.#resolve = resolve;
  }

  /** The item that one name of a loop's target holds: `for i, user in enumerate(users)`, `for a, b in zip(x, y)`, `for k, v in d.items()`. */
  at(over: PyNode, path: readonly number[]): Value | undefined {
    if (path.length === 0) return this.of(over, 0);
    const [place = 0] = path;
    const callee = over.type === "call" ? over.field("function") : undefined;
    const origin = callee && this.#origin(callee);
    const args = origin === undefined ? [] : positional(over);
    if (path.length > 1 || place < 0) return undefined;
    if (origin === "enumerate" && place === 1 && args[0]) return this.of(args[0], 0);
    if (origin === "zip" && args[place]) return this.of(args[place], 0);
    const object = callee?.type === "attribute" && callee.field("attribute")?.text === "items" ? callee.field("object") : undefined;
    return object && place === 1 ? this.of(object, 1) : undefined;
  }

  /** What iterating gives; with `at` 1, the values of a dictionary. */
  of(over: PyNode, at: 0 | 1): Value | undefined {
    const key = 2 * over.index + at;
    if (this.#known.has(key) || this.#depth >= MAX_DEPTH) return this.#known.get(key);
    this.#known.set(key, undefined);
    this.#depth++;
    const value = this.#look(over, at);
    this.#depth--;
    this.#known.set(key, value);
    return value;
  }

  #look(over: PyNode, at: 0 | 1): Value | undefined {
    switch (over.type) {
      case "list_comprehension": case "set_comprehension": case "generator_expression": {
        const body = over.field("body");
        return body && this.#resolve.value(body);
      }
      case "list": case "tuple": case "set": return over.namedChildren.length > 0 ? agreement(over.namedChildren.map((one) => this.#resolve.value(one))) : undefined;
      case "await": case "parenthesized_expression": return over.namedChildren[0] && this.of(over.namedChildren[0], at);
      case "identifier": {
        const known = this.#ofName(over, at);
        if (known) return known;
        break;
      }
      case "attribute": {
        const known = this.#ofAttribute(over, at);
        if (known) return known;
        break;
      }
      case "call": {
        const callee = over.field("function");
        const [first] = positional(over);
        if (callee?.type === "attribute" && callee.field("attribute")?.text === "values") {
          const object = callee.field("object");
          const known = object && this.#ofAnnotated(object);
          if (known) return known;
        }
        if (first && callee && passingOn.has(this.#origin(callee) ?? "")) return this.of(first, at);
      }
    }
    const whole = this.#resolve.value(over);
    return whole?.kind === "name" && !isBuiltinType(whole.name) ? named(`${whole.name}[]`) : undefined;
  }

  #ofName(name: PyNode, at: 0 | 1): Value | undefined {
    const definitions = this.#scopes.reaching(name).filter((one) => one.kind === "assign" || one.kind === "parameter");
    return agreement(definitions.filter((one) => !isNone(one.value)).map((one) => {
      const typed = one.annotation && this.#ofType(one.annotation, at);
      return typed ?? (one.kind === "assign" && one.path.length === 0 && one.value ? this.of(one.value, at) : undefined);
    }));
  }

  #ofAttribute(node: PyNode, at: 0 | 1): Value | undefined {
    const object = node.field("object");
    const owner = object && this.#resolve.value(object);
    if (owner?.kind !== "instance" && owner?.kind !== "class") return undefined;
    const attributes = this.#classes.attribute(owner.definition, node.field("attribute")?.text ?? "");
    const annotation = attributes.find((one) => one.annotation)?.annotation;
    return annotation && this.#ofType(annotation, at);
  }

  #ofAnnotated(object: PyNode): Value | undefined {
    return object.type === "identifier" ? this.#ofName(object, 1) : object.type === "attribute" ? this.#ofAttribute(object, 1) : undefined;
  }

  /** `list[Session]`, `dict[str, Session]`: an instance of the type inside. */
  #ofType(annotation: PyNode, at: 0 | 1): Value | undefined {
    const inner = itemType(annotation, at);
    return inner && this.#resolve.ofAnnotation(inner);
  }

  #origin(expression: PyNode): string | undefined {
    const value = this.#resolve.value(expression);
    return value?.kind === "name" ? value.name : undefined;
  }
}
