import type { Collection, KnownCall } from "../questions.ts";
import { Classes } from "./classes.ts";
import { Collections } from "./collections.ts";
import { Constants, type Constant } from "./constants.ts";
import type { Definition } from "./definitions.ts";
import { Lifetimes, type Lifetime } from "./lifetime.ts";
import type { PyNode } from "./node.ts";
import { Origins } from "./origins.ts";
import type { PyFile } from "./questions.ts";
import { Sinks } from "./sinks.ts";
import type { Value } from "./value.ts";

/** What expressions of one file are worth: where they come from, what they hold, what a call costs. */
export class Values {
  readonly classes: Classes;
  readonly #origins: Origins;
  readonly #constants: Constants;
  readonly #collections: Collections;
  readonly #lifetimes: Lifetimes;
  readonly #sinks: Sinks;

  constructor({ tree, scopes, settings, facts }: PyFile) {
    this.classes = new Classes(tree, scopes);
    this.#origins = new Origins(tree, scopes, this.classes);
    this.#constants = new Constants(scopes, tree.text, (node) => this.#origins.attributeValue(node));
    this.#sinks = new Sinks(settings, facts, scopes, this.#origins, this.classes);
    this.#collections = new Collections(scopes, this.classes, this.#origins, this.#constants, this.#sinks);
    this.#lifetimes = new Lifetimes(scopes, this.classes, this.#origins);
  }

  origin(expression: PyNode): string | undefined {
    return this.#origins.origin(expression);
  }

  /** The argument of each call of this file for a parameter. */
  argumentsFor(parameter: Definition): readonly (PyNode | undefined)[] {
    return this.#origins.callers.argumentsFor(parameter);
  }

  /** The class definition of this file whose instance an expression is. */
  instanceOf(expression: PyNode): PyNode | undefined {
    return this.#origins.instanceOf(expression);
  }

  /** The function or class definition of this file that an expression stands for. */
  definitionOf(expression: PyNode): PyNode | undefined {
    return this.#origins.definitionOf(expression);
  }

  /** What an expression stands for: a class of this file or an instance of it, a function, or something made elsewhere. */
  valueOf(expression: PyNode): Value | undefined {
    return this.#origins.valueOf(expression);
  }

  /** What a name is given in one place. */
  given(definition: Definition): Value | undefined {
    return this.#origins.given(definition);
  }

  /** An attribute of instances of a class of this file. */
  attribute(definition: PyNode, name: string): Value | undefined {
    return this.#origins.attribute(definition, name);
  }

  /** The only value of an attribute of a class of this file, as written. */
  attributeValue(node: PyNode): PyNode | undefined {
    return this.#origins.attributeValue(node);
  }

  /** What a value of an annotated type is. */
  typed(annotation: PyNode): Value | undefined {
    return this.#origins.typed(annotation);
  }

  /** What a function of this file returns or yields, where all its values agree. */
  returned(fn: PyNode): Value | undefined {
    return this.#origins.returned(fn);
  }

  /** Origin of the class that an annotation or a base class names: `sqlalchemy.orm.Session`. */
  nameOfType(annotation: PyNode): string | undefined {
    return this.#origins.nameOfType(annotation);
  }

  sink(call: PyNode): KnownCall | undefined {
    return this.#sinks.of(call);
  }

  constant(expression: PyNode): Constant | undefined {
    return this.#constants.of(expression);
  }

  collection(expression: PyNode): Collection {
    return this.#collections.of(expression);
  }

  lifetime(expression: PyNode): Lifetime {
    return this.#lifetimes.of(expression);
  }
}
