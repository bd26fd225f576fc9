import type { Collection, KnownCall } from "../questions.ts";
import { Collections } from "./collections.ts";
import { Constants, type Constant } from "./constants.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { JsDoc } from "./jsdoc.ts";
import { Lifetimes } from "./lifetimes.ts";
import { Locals } from "./locals.ts";
import type { CallNode } from "./nodes.ts";
import { Origins } from "./origins.ts";
import { Producers } from "./producers.ts";
import type { JsFile } from "./questions.ts";
import { Sinks } from "./sinks.ts";
import type { Wanted } from "./sink-names.ts";

/** What is known about the values of a file: where they come from, what they are, what calls of them cost. */
export class Values {
  /** Follows expressions to the functions, classes and literals of this file. */
  readonly locals: Locals;
  readonly #constants: Constants;
  readonly #origins: Origins;
  readonly #file: JsFile;
  readonly #docs: JsDoc;
  #sinks: Sinks | undefined;
  #lifetimes: Lifetimes | undefined;
  #collections: Collections | undefined;

  constructor(file: JsFile) {
    const { bindings } = file;
    this.#file = file;
    this.#docs = new JsDoc(file.source);
    this.locals = new Locals(bindings);
    this.#constants = new Constants(bindings);
    this.#origins = new Origins(bindings, this.locals, this.#docs, (node) => this.#constants.constant(node));
  }

  origin(expression: JsNode): string | undefined {
    return this.#origins.origin(expression);
  }

  /** Origin of a value of a type. */
  originOfType(type: TSESTree.TypeNode): string | undefined {
    return this.#origins.ofType(type);
  }

  constant(expression: JsNode): Constant | undefined {
    return this.#constants.constant(expression);
  }

  /** What a name that is written once, or a member of an object that nobody writes to, stands for. */
  definition(expression: JsNode): JsNode {
    return this.#constants.definition(expression);
  }

  /** The expression that gives its pattern to a `RegExp` made on the spot. */
  patternGiven(expression: JsNode): JsNode | undefined {
    return this.#constants.patternGiven(expression);
  }

  sink(call: JsNode): KnownCall | undefined {
    return this.#known.sink(call);
  }

  /** Whether a call may be a sink of a kind, told by names alone. */
  mayBe(call: CallNode, wanted: Wanted): boolean {
    return this.#known.mayBe(call, wanted);
  }

  /** Whether a call of a kind by its resolved name may stand in the file. */
  mayHaveAny(wanted: Wanted): boolean {
    return this.#known.mayHaveAny(wanted);
  }

  collection(expression: JsNode): Collection {
    this.#collections ??= new Collections({
      bindings: this.#file.bindings, locals: this.locals, docs: this.#docs, origins: this.#origins, constants: this.#constants, sinks: this.#known,
    });
    return this.#collections.collection(expression);
  }

  /** The call that a value came out of, however it got here. */
  producer(expression: JsNode): CallNode | undefined {
    return new Producers(this.#file.bindings, this.locals).producer(expression);
  }

  /** How long variables and members live. */
  get lifetimes(): Lifetimes {
    this.#lifetimes ??= new Lifetimes(this.#file.bindings, this.locals);
    return this.#lifetimes;
  }

  get #known(): Sinks {
    const { source, facts, settings, bindings, functions } = this.#file;
    const { locals } = this;
    const memberNames = (): ReadonlySet<string> => functions().memberNames;
    this.#sinks ??= new Sinks({
      source, text: source.text, doubtful: settings.confidence === "possible", facts, own: settings.sinks, bindings, locals, origins: this.#origins, constants: this.#constants, memberNames,
    });
    return this.#sinks;
  }
}
