import type { Functions, PyClass, PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";
import { foreignMember } from "./value.ts";
import type { Values } from "./values.ts";

/** Finds the functions and classes of this file that expressions stand for. */
export class Callees {
  readonly #functions: Functions;
  readonly #values: Values;
  readonly #scopes: Scopes;

  constructor(functions: Functions, values: Values, scopes: Scopes) {
    this.#scopes = scopes;
    this.#functions = functions;
    this.#values = values;
  }

  /** The function that a call of the expression runs; for a class its `__init__`. */
  called(callee: PyNode): PyFunction | undefined {
    if (foreignMember(callee, this.#scopes)) return undefined;
    const inherited = this.#superMethod(callee);
    if (inherited) return inherited;
    const definition = this.#values.definitionOf(callee);
    if (!definition) return undefined;
    const made = this.#functions.classOfNode(definition);
    return made ? this.#functions.method(made, "__init__") : this.#functions.ofNode(definition);
  }

  /** The function that an expression names: `load`, `self.load`, `Users.load`, `service.load`, a lambda, `partial(load, 1)`. */
  functionOf(expression: PyNode): PyFunction | undefined {
    if (expression.type === "lambda") return this.#functions.ofNode(expression);
    if (expression.type !== "identifier" && expression.type !== "attribute" && expression.type !== "call") return undefined;
    const definition = this.#values.definitionOf(expression);
    return (definition && this.#functions.ofNode(definition)) ?? this.#superMethod(expression);
  }

  /** The class of this file that an expression names. */
  classNamed(expression: PyNode): PyClass | undefined {
    const definition = this.#values.definitionOf(expression);
    return definition && this.#functions.classOfNode(definition);
  }

  #superMethod(callee: PyNode): PyFunction | undefined {
    const owner = callee.type === "attribute" ? callee.field("object") : undefined;
    if (owner?.type !== "call" || owner.field("function")?.text !== "super") return undefined;
    const around = this.#functions.classAround(this.#functions.at(owner));
    return around && this.#functions.method(around, callee.field("attribute")?.text ?? "", true);
  }
}
