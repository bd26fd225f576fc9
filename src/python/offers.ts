import type { ClassSummary, FileSummary, LinkableSummary, Offer } from "../summary.ts";
import { BeyondFile } from "./beyond.ts";
import type { Definition } from "./definitions.ts";
import { ForeignCalls } from "./foreign-calls.ts";
import { ForeignNames } from "./foreign.ts";
import { basesOf, decoratorsOf, type Functions, type PyClass, type PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PyFile, PythonQuestions } from "./questions.ts";
import type { Value } from "./value.ts";
import type { Values } from "./values.ts";

/** The summary of a file with all that other files need to call it, and what it calls of theirs. */
export function linkable(ask: PythonQuestions, file: PyFile): LinkableSummary {
  const { functions } = ask.places;
  const names = new ForeignNames(file);
  const calls = new ForeignCalls(file, ask.values, functions, names);
  const beyond = new BeyondFile(ask, names, calls);
  const summary = ask.places.summariseWith(beyond);
  beyond.settings();
  const offers = new Offers(ask, functions, names);
  const classes = functions.classes.map((one) => offers.classOf(one));
  return { ...known(summary), classes, exports: offers.exports(), handsOn: calls.wildcards, registered: beyond.registrations };
}

/** Plain data has no members that are not there. */
const known = ({ file, language, context, functions }: FileSummary): FileSummary =>
  ({ file, language, ...(context && { context }), functions });

/** What other files can take from a file. */
class Offers {
  readonly #ask: PythonQuestions;
  readonly #values: Values;
  readonly #functions: Functions;
  readonly #names: ForeignNames;
  readonly #classIds: ReadonlyMap<number, number>;

  constructor(ask: PythonQuestions, functions: Functions, names: ForeignNames) {
    this.#ask = ask;
    this.#values = ask.values;
    this.#functions = functions;
    this.#names = names;
    this.#classIds = new Map(functions.classes.map((one, id) => [one.node.index, id]));
  }

  /** Names of the module, by what the last of their definitions gives them. */
  exports(): Record<string, Offer> {
    const found: [string, Offer][] = [];
    for (const [name, { definitions }] of this.#ask.scopes.module.bindings) {
      const last = definitions.findLast((one) => one.kind !== "augment" && one.kind !== "delete");
      const offer = last && last.path.length === 0 ? this.#given(last) : undefined;
      if (offer) found.push([name, offer]);
    }
    return Object.fromEntries(found);
  }

  classOf({ node, ownName, methods }: PyClass): ClassSummary {
    const fields: [string, Offer][] = [];
    const own: [string, PyFunction][] = [];
    for (const [name, method] of methods) {
      // A property that holds a service is a field to others: reading it calls nothing that they could see.
      const held = isDecorated(method, property) ? this.#offer(this.#values.attribute(node, name)) : undefined;
      if (held) fields.push([name, held]);
      else own.push([name, method]);
    }
    for (const [name] of this.#values.classes.own(node)) {
      const held = methods.has(name) ? undefined : this.#offer(this.#values.attribute(node, name), true);
      if (held) fields.push([name, held]);
    }
    return {
      name: ownName,
      methods: idsOf(own),
      statics: idsOf(own.filter(([, method]) => isDecorated(method, statics))),
      fields: Object.fromEntries(fields),
      bases: basesOf(node).flatMap((base) => this.#base(base) ?? []),
    };
  }

  #base(base: PyNode): ClassSummary["bases"][number] | undefined {
    const local = this.#values.classes.localClass(base);
    const id = local && this.#classIds.get(local.index);
    if (id !== undefined) return { id };
    const origin = local ? undefined : this.#values.nameOfType(base);
    return origin === undefined ? undefined : this.#names.of(origin);
  }

  #given(definition: Definition): Offer | undefined {
    const value = this.#values.given(definition);
    if (value?.kind !== "function") return this.#offer(value, true);
    const fn = this.#functions.ofNode(value.definition);
    if (!fn) return undefined;
    const gives = this.#offer(this.#values.returned(value.definition));
    return { kind: "function", id: fn.id, ...(gives && { gives }) };
  }

  /** A value that has functions; `aliases`: also what a plain name of another module stands for. */
  #offer(value: Value | undefined, aliases = false): Offer | undefined {
    switch (value?.kind) {
      case "instance": case "class": {
        const id = this.#classIds.get(value.definition.index);
        if (id === undefined) return undefined;
        return value.kind === "class" ? { kind: "class", id } : { kind: "instance", of: id };
      }
      case "function": {
        const fn = this.#functions.ofNode(value.definition);
        return fn && { kind: "function", id: fn.id };
      }
      case "name": {
        const to = aliases || /[#)]$/.test(value.name) ? this.#names.of(value.name) : undefined;
        return to && { kind: "foreign", to };
      }
      default: return undefined;
    }
  }
}

const idsOf = (methods: readonly [string, PyFunction][]): Record<string, number> => Object.fromEntries(methods.map(([name, { id }]) => [name, id]));

const property = /(?:^|\.)(?:cached_)?property$/;
const statics = /^(?:staticmethod|classmethod)$/;

const isDecorated = ({ node }: PyFunction, by: RegExp): boolean => decoratorsOf(node).some((one) => by.test(one.text));
