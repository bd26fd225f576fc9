import type { ClassSummary, LinkableSummary, Offer } from "../summary.ts";
import { table } from "../table.ts";
import type { BeyondFile } from "./beyond.ts";
import { isDeferred } from "./deferred.ts";
import type { Definition } from "./definitions.ts";
import type { Attribute } from "./classes.ts";
import type { ForeignCalls } from "./foreign-calls.ts";
import type { ForeignNames } from "./foreign.ts";
import { foreignShrinks } from "./foreign-shrinks.ts";
import { basesOf, decoratorsOf, type Functions, type PyClass, type PyFunction } from "./functions.ts";
import { importedName } from "./imports.ts";
import type { ClassName, ModelSummary } from "../models.ts";
import { modelSummary } from "./models.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import type { Value } from "./value.ts";
import type { Values } from "./values.ts";

/** A name is given something in one place more often than not. */
const MAX_DEFINITIONS = 4;
/** Nodes of a function; what longer ones return is read in their annotation only. */
const MAX_BODY = 400;

/** The summary of a file with all that other files need to call it, and what it calls of theirs; without `beyond`, what it calls of its own. */
export function linkable(ask: PythonQuestions, beyond: BeyondFile | undefined): LinkableSummary {
  const { functions } = ask.places;
  const summary = ask.places.summaryBeyond();
  if (!beyond) return { ...summary, classes: [], exports: {}, handsOn: [], registered: [] };
  beyond.settings();
  const { names, calls, registrations: registered } = beyond;
  const offers = new Offers(ask, functions, names, calls);
  const classes = functions.classes.map((one) => offers.classOf(one));
  const shrinks = foreignShrinks(ask, calls);
  return { ...summary, classes, exports: offers.exports(), handsOn: calls.wildcards, registered, ...(shrinks.length > 0 && { shrinks }) };
}

/** What other files can take from a file. */
class Offers {
  readonly #ask: PythonQuestions;
  readonly #values: Values;
  readonly #functions: Functions;
  readonly #names: ForeignNames;
  readonly #calls: ForeignCalls;
  readonly #classIds: ReadonlyMap<number, number>;

  constructor(ask: PythonQuestions, functions: Functions, names: ForeignNames, calls: ForeignCalls) {
    this.#ask = ask;
    this.#values = ask.values;
    this.#functions = functions;
    this.#names = names;
    this.#calls = calls;
    this.#classIds = new Map(functions.classes.map((one, id) => [one.node.index, id]));
  }

  /** Names of the module, by what the last of their definitions that tells anything gives them. */
  exports(): Readonly<Record<string, Offer>> {
    const found: [string, Offer][] = [];
    for (const [name, { definitions }] of this.#ask.scopes.module.bindings) {
      for (let at = definitions.length - 1, steps = 0; at >= 0 && steps < MAX_DEFINITIONS; at--, steps++) {
        const one = definitions[at];
        const offer = one && one.path.length === 0 && one.kind !== "augment" ? this.#given(one) : undefined;
        if (!offer) continue;
        found.push([name, offer]);
        break;
      }
    }
    return recordOf(found);
  }

  classOf(of: PyClass): ClassSummary {
    const { node, ownName, methods } = of;
    const fields: [string, Offer][] = [];
    const gives: [string, Offer][] = [];
    const own: [string, PyFunction][] = [];
    for (const [name, method] of methods) {
      // A property that holds a service is a field to others: reading it calls nothing that they could see.
      const given = this.#givenBy(method);
      const isField = given !== undefined && isDecorated(method, property);
      if (given) (isField ? fields : gives).push([name, given]);
      if (!isField && !isDeferred(method.node, (node) => this.#values.origin(node))) own.push([name, method]);
    }
    for (const [name, attributes] of this.#values.classes.own(node)) {
      if (methods.has(name) || !attributes.some((one) => this.#mayHold(one))) continue;
      const held = this.#offer(this.#values.attribute(node, name), true);
      if (held) fields.push([name, held]);
    }
    const model = this.#mayHaveModels ? this.#modelOf(of) : undefined;
    return {
      name: ownName,
      methods: idsOf(own),
      statics: idsOf(own.filter(([, method]) => isDecorated(method, statics))),
      fields: recordOf(fields),
      ...(gives.length > 0 && { gives: recordOf(gives) }),
      bases: basesOf(node).flatMap((base) => this.#base(base) ?? []),
      ...(model && { model }),
    };
  }

  #modelOf({ node, ownName, methods }: PyClass): ModelSummary | undefined {
    const id = this.#classIds.get(node.index);
    const spelled = (text: string): ClassName | undefined => {
      const [name, app] = text.split(".").reverse();
      if (text === "self" || name === undefined) return id === undefined ? undefined : { id };
      if (app !== undefined) return this.#names.of(`${app}.models.${name}`);
      const local = this.#functions.classes.findIndex((one) => one.ownName === name);
      return local >= 0 ? { id: local } : { module: `.${name}`, name: "" };
    };
    const named = (expression: PyNode): ClassName | undefined => this.#base(expression);
    const needs = { tree: this.#ask.tree, values: this.#values, named, spelled };
    return modelSummary({ definition: node, name: ownName, queries: methods.get("get_queryset")?.node }, needs);
  }

  /** A cheap look at whether the file may have classes of rows, or managers of such. */
  get #mayHaveModels(): boolean {
    const { scopes } = this.#ask;
    return ["models", "get_queryset", "relationship", "mapped_column", "Column", "ForeignKey"].some((one) => scopes.mentions(one));
  }

  /** A quick look at whether what an attribute is given may be of the project. */
  #mayHold({ value, annotation, partial }: Attribute): boolean {
    if (partial) return false;
    return annotation !== undefined || (value !== undefined && this.#calls.mayBeOurs(value));
  }

  #base(base: PyNode): ClassSummary["bases"][number] | undefined {
    const local = this.#values.classes.localClass(base);
    const id = local && this.#classIds.get(local.index);
    if (id !== undefined) return { id };
    const origin = local ? undefined : this.#values.nameOfType(base);
    return origin === undefined ? undefined : this.#names.of(origin);
  }

  #given(definition: Definition): Offer | undefined {
    if (definition.kind === "import" && !this.#names.mayBeOurs(importedName(definition) ?? "")) return undefined;
    if (definition.kind === "assign" && definition.value && isTypeAlias(definition.value)) return this.#alias(definition.value);
    if (definition.kind === "assign" && !definition.annotation && !(definition.value && this.#calls.mayBeOurs(definition.value))) return undefined;
    const value = this.#values.given(definition);
    if (value?.kind !== "function") return this.#offer(value, true);
    const fn = this.#functions.ofNode(value.definition);
    if (!fn || isDeferred(fn.node, (node) => this.#values.origin(node))) return undefined;
    const gives = this.#givenBy(fn);
    return { kind: "function", id: fn.id, ...(gives && { gives }) };
  }

  /** `Users = Annotated[UserService, Depends(get_users)]`: the class, or the function that makes what is injected. */
  #alias(annotation: PyNode): Offer | undefined {
    const value = this.#values.typed(annotation);
    if (value?.kind !== "name") return value?.kind === "instance" ? this.#offer({ kind: "class", definition: value.definition }) : undefined;
    return this.#offer({ kind: "name", name: value.name.replace(/(?:#|\(\))$/, "") }, true);
  }

  /** What a call gives, by its annotation or by what a function of a few lines returns. */
  #givenBy({ node, ownName }: PyFunction): Offer | undefined {
    const isTold = node.field("return_type") !== undefined || (node.end - node.index <= MAX_BODY && ownName !== "__init__");
    return isTold ? this.#offer(this.#values.returned(node)) : undefined;
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

const nothing: Readonly<Record<string, never>> = {};

function recordOf<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  if (entries.length === 0) return nothing;
  const made = table<T>();
  for (const [key, value] of entries) made[key] = value;
  return made;
}

const idsOf = (methods: readonly [string, PyFunction][]): Readonly<Record<string, number>> => recordOf(methods.map(([name, { id }]) => [name, id]));

/** A type of one class that is given a name. */
const isTypeAlias = (value: PyNode): boolean => (value.type === "subscript" && /(?:^|\.)(?:Annotated|Optional)$/.test(value.field("value")?.text ?? ""));

const property = /(?:^|\.)(?:cached_)?property$/;
const statics = /^(?:staticmethod|classmethod)$/;

const isDecorated = ({ node }: PyFunction, by: RegExp): boolean => decoratorsOf(node).some((one) => by.test(one.text));
