import type { Collection } from "../questions.ts";
import { itemType, lastSegment, plain, subscripted, typeName } from "./annotations.ts";
import type { Attribute, Classes } from "./classes.ts";
import type { Constants } from "./constants.ts";
import type { Binding, Scopes } from "./scopes.ts";
import type { Definition } from "./definitions.ts";
import { positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isNone } from "./value.ts";
import type { Origins } from "./origins.ts";
import { chainOf, type Sinks } from "./sinks.ts";
import { byCall, byType, changers, inputs, passOn, queryMethods, requests, textMethods } from "../knowledge/python/collections.ts";

const MAX_DEPTH = 24;

const unknown: Collection = { kind: "unknown", source: "unknown" };

/** What is known about lists, sets, dictionaries and texts. */
export class Collections {
  readonly #scopes: Scopes;
  readonly #classes: Classes;
  readonly #origins: Origins;
  readonly #constants: Constants;
  readonly #sinks: Sinks;
  readonly #known = new Map<number, Collection>();
  readonly #changed = new Map<Binding, boolean>();
  /** Definitions that are being worked out. */
  readonly #open = new Set<number>();
  #depth = 0;

  constructor(scopes: Scopes, classes: Classes, origins: Origins, constants: Constants, sinks: Sinks) {
    this.#scopes = scopes;
    this.#classes = classes;
    this.#origins = origins;
    this.#constants = constants;
    this.#sinks = sinks;
  }

  of(expression: PyNode): Collection {
    const known = this.#known.get(expression.index);
    if (known) return known;
    if (this.#depth >= MAX_DEPTH) return unknown;
    this.#known.set(expression.index, unknown);
    this.#depth++;
    const found = this.#look(expression);
    this.#depth--;
    this.#known.set(expression.index, found);
    return found;
  }

  #look(node: PyNode): Collection {
    switch (node.type) {
      case "list": case "tuple": case "expression_list": return this.#display(node, "array");
      case "set": return this.#display(node, "set");
      case "dictionary": return this.#display(node, "map");
      case "list_comprehension": return this.#comprehension(node, "array");
      case "set_comprehension": return this.#comprehension(node, "set");
      case "dictionary_comprehension": return this.#comprehension(node, "map");
      case "generator_expression": return this.#comprehension(node, "other");
      case "string": case "concatenated_string": return this.#text(node);
      case "integer": case "float": case "true": case "false": case "lambda": return { kind: "other", source: "constant" };
      case "identifier": return this.#identifier(node);
      case "attribute": return this.#attribute(node);
      case "subscript": return this.#subscript(node);
      case "call": return this.#call(node);
      case "await": case "parenthesized_expression": case "named_expression": case "list_splat": return this.#inside(node);
      case "binary_operator": return this.#binary(node);
      case "boolean_operator": return either(this.#side(node, "left"), this.#side(node, "right"));
      case "conditional_expression": {
        const [yes, , no] = node.namedChildren;
        return yes && no ? either(this.of(yes), this.of(no)) : unknown;
      }
      default: return unknown;
    }
  }

  #inside(node: PyNode): Collection {
    const inner = node.field("value") ?? node.namedChildren[0];
    return inner ? this.of(inner) : unknown;
  }

  #side(node: PyNode, field: string): Collection {
    const side = node.field(field);
    return side ? this.of(side) : unknown;
  }

  #text(node: PyNode): Collection {
    const value = this.#constants.of(node);
    return typeof value === "string" ? { kind: "string", size: value.length, source: "constant" } : { kind: "string", source: "derived" };
  }

  #display(node: PyNode, kind: Collection["kind"]): Collection {
    const parts = node.namedChildren;
    const open = parts.some((one) => one.type === "list_splat" || one.type === "dictionary_splat");
    if (!open) return { kind, size: parts.length, source: "constant" };
    const spread = parts.find((one) => one.type === "list_splat" || one.type === "dictionary_splat");
    const inner = spread?.namedChildren[0];
    return { kind, source: inner ? passedOn(this.of(inner).source) : "derived" };
  }

  #comprehension(node: PyNode, kind: Collection["kind"]): Collection {
    const clauses = node.namedChildren.filter((one) => one.type === "for_in_clause");
    const over = clauses[0]?.field("right");
    const from = over ? this.of(over) : unknown;
    const size = clauses.length === 1 && from.size !== undefined ? { size: from.size } : {};
    return { kind, ...size, source: passedOn(from.source) };
  }

  #identifier(node: PyNode): Collection {
    const binding = this.#scopes.lookup(node);
    if (!binding) return unknown;
    const together = this.#together(this.#scopes.reaching(node, binding).filter(givesValue), (one) => this.#definition(one));
    if (together.size === undefined || isConstantName(node.text) || !this.#isChanged(binding)) return together;
    return { kind: together.kind, source: together.source === "constant" ? "derived" : together.source };
  }

  /** What holds for all definitions. One that is being worked out says nothing of its own: `xs = xs[1:]`. */
  #together<T extends { node: PyNode }>(all: readonly T[], look: (one: T) => Collection): Collection {
    const found: Collection[] = [];
    for (const one of all) {
      const { index } = one.node;
      if (this.#open.has(index)) continue;
      this.#open.add(index);
      found.push(look(one));
      this.#open.delete(index);
    }
    const [first, ...rest] = found;
    return rest.reduce(same, first ?? unknown);
  }

  #definition(one: Definition): Collection {
    const annotated = one.annotation ? this.#annotation(one.annotation) : unknown;
    switch (one.kind) {
      case "assign": {
        const value = one.value && one.path.length === 0 ? this.of(one.value) : unknown;
        return value.kind === "unknown" ? { ...value, kind: annotated.kind } : value;
      }
      case "parameter": {
        if (one.rest) return { kind: one.node.parent?.type === "dictionary_splat_pattern" ? "map" : "array", source: "unknown" };
        if (annotated.kind !== "unknown") return annotated;
        if (one.annotation) return unknown;
        const fallback = one.value && !isNone(one.value) ? this.of(one.value) : unknown;
        return fallback.kind === "unknown" ? this.#passed(one) : { kind: fallback.kind, source: "unknown" };
      }
      case "item": return one.value ? { kind: one.path.length === 0 ? this.#itemKind(one.value, 0) : "unknown", source: passedOn(this.of(one.value).source) } : unknown;
      case "enter": case "except": case "capture": return unknown;
      default: return { kind: "other", source: "unknown" };
    }
  }

  /** What all calls in this file pass for a parameter. */
  #passed(one: Definition): Collection {
    const [first, ...rest] = this.#origins.callers.argumentsFor(one).map((argument) => (argument ? this.of(argument) : unknown));
    const { kind, source } = rest.reduce(same, first ?? unknown);
    return { kind, source };
  }

  /** Kind of the items by the annotation or, with `at` 1, of the values of a dictionary: `dict[str, list[int]]`, `defaultdict(list)`. */
  #itemKind(over: PyNode, at: 0 | 1): Collection["kind"] {
    const definitions = this.#definitionsOf(over);
    const kinds = definitions.map(({ annotation, value }) => {
      const inner = annotation && itemType(annotation, at);
      if (inner) return this.#annotation(inner).kind;
      const callee = at === 1 && value?.type === "call" ? value.field("function") : undefined;
      const [factory] = callee && this.#origins.origin(callee) === "collections.defaultdict" ? positional(value ?? callee) : [];
      return factory ? (byType[factory.text] ?? "unknown") : "unknown";
    });
    const [first = "unknown"] = kinds;
    return kinds.every((kind) => kind === first) ? first : "unknown";
  }

  #definitionsOf(over: PyNode): readonly { annotation?: PyNode; value?: PyNode }[] {
    if (over.type === "identifier") return this.#scopes.reaching(over).filter(givesValue);
    const object = over.type === "attribute" ? over.field("object") : undefined;
    const owner = object && (this.#origins.instanceOf(object) ?? this.#origins.definitionOf(object));
    return owner ? this.#classes.attribute(owner, over.field("attribute")?.text ?? "").filter((one) => !isNone(one.value)) : [];
  }

  #annotation(annotation: PyNode): Collection {
    const name = typeName(annotation);
    if (!name) return unknown;
    const text = "text" in name ? name.text : name.node.text;
    const kind = byType[lastSegment(text)];
    if (kind) return { kind, source: "unknown" };
    const alias = "node" in name && name.node.type === "identifier" ? this.#scopes.lookup(name.node)?.definitions[0]?.value : undefined;
    const whole = alias && subscripted(plain(alias));
    return whole ? { kind: byType[lastSegment(whole.base.text)] ?? "unknown", source: "unknown" } : unknown;
  }

  #attribute(node: PyNode): Collection {
    const object = node.field("object");
    const name = node.field("attribute")?.text;
    const definition = object && (this.#origins.instanceOf(object) ?? this.#origins.definitionOf(object));
    if (!definition || name === undefined) return { kind: "unknown", source: this.#sourceOf(node) };
    const all = this.#classes.attribute(definition, name).filter((one) => one.value?.type !== "none");
    const { kind, source, size } = this.#together(all, (one) => this.#ofAttribute(one));
    return size !== undefined && isConstantName(name) ? { kind, source, size } : { kind, source: size === 0 ? "derived" : source };
  }

  #ofAttribute(one: Attribute): Collection {
    const annotated = one.annotation ? this.#annotation(one.annotation) : unknown;
    if (one.method) return { kind: "unknown", source: "unknown" };
    const value = one.value && !one.partial ? this.of(one.value) : unknown;
    return value.kind === "unknown" ? { ...value, kind: annotated.kind } : value;
  }

  #subscript(node: PyNode): Collection {
    const value = node.field("value");
    const whole = value ? this.of(value) : unknown;
    const slice = node.fields("subscript").find((one) => one.type === "slice");
    if (!slice) return { kind: value ? this.#itemKind(value, 1) : "unknown", source: passedOn(whole.source) };
    const size = this.#sliceSize(slice);
    const least = size === undefined ? whole.size : Math.min(size, whole.size ?? size);
    return { kind: whole.kind, source: whole.source, ...(least === undefined ? {} : { size: least }) };
  }

  /** At most this many elements, for slices with constant, non-negative ends. */
  #sliceSize(slice: PyNode): number | undefined {
    const [colon] = slice.children.filter((one) => one.type === ":");
    if (!colon) return undefined;
    const start = slice.namedChildren.find((one) => one.index < colon.index);
    const stop = slice.namedChildren.find((one) => one.index > colon.index);
    const from = start ? this.#constants.of(start) : 0;
    const to = stop && this.#constants.of(stop);
    return typeof from === "number" && typeof to === "number" && from >= 0 && to >= from ? to - from : undefined;
  }

  #call(node: PyNode): Collection {
    const callee = node.field("function");
    if (!callee) return unknown;
    const origin = this.#origins.origin(callee);
    const kind = origin === undefined ? undefined : byCall[origin];
    if (origin === "range") return { kind: "other", source: "derived", ...this.#rangeSize(node) };
    if (origin !== undefined && kind !== undefined) return this.#built(node, origin, kind);
    return callee.type === "attribute" ? this.#method(node, callee) : { kind: "unknown", source: this.#sourceOf(node) };
  }

  #built(call: PyNode, origin: string, kind: Collection["kind"]): Collection {
    const [first] = positional(call);
    if (!first) return { kind, source: inputs.test(origin) ? "input" : "derived", ...(passOn.has(origin) && !keywordArguments(call) ? { size: 0 } : {}) };
    const from = this.of(first);
    if (!passOn.has(origin)) return { kind, source: inputs.test(origin) ? "input" : passedOn(from.source) };
    return { kind: kind === "unknown" ? from.kind : kind, source: from.source, ...(from.size === undefined ? {} : { size: from.size }) };
  }

  #rangeSize(call: PyNode): { size?: number } {
    const [a, b, c] = positional(call).map((one) => this.#constants.of(one));
    const [from, to, step] = b === undefined ? [0, a, 1] : [a, b, positional(call).length > 2 ? c : 1];
    if (typeof from !== "number" || typeof to !== "number" || typeof step !== "number" || step === 0) return {};
    return { size: Math.max(0, Math.ceil((to - from) / step)) };
  }

  #method(call: PyNode, callee: PyNode): Collection {
    const name = callee.field("attribute")?.text ?? "";
    const object = callee.field("object");
    const receiver = object ? this.of(object) : unknown;
    const { source } = receiver;
    switch (name) {
      case "keys": return receiver.kind === "map" ? { ...receiver, kind: "set" } : { kind: "unknown", source };
      case "values": case "items": if (receiver.kind === "map") return { ...receiver, kind: name === "values" ? "array" : "other" };
        break;
      case "copy": return receiver;
      case "union": case "intersection": case "difference": case "symmetric_difference": return { kind: "set", source };
      case "join": case "format": case "replace": return receiver.kind === "string" ? { kind: "string", source: "derived" } : { kind: "unknown", source };
      case "get": case "getlist": return { kind: name === "getlist" ? "array" : "unknown", source: this.#sourceOf(call) };
    }
    const kind = textMethods[name];
    if (kind && (receiver.kind === "string" || receiver.kind === "unknown")) return { kind, source: passedOn(this.#sourceOf(call)) };
    return this.#rows(call, callee, name) ?? { kind: "unknown", source: this.#sourceOf(call) };
  }

  /** `session.query(User).all()`, `User.objects.filter()`, `cursor.fetchall()`. */
  #rows(call: PyNode, callee: PyNode, name: string): Collection | undefined {
    const kind = Object.hasOwn(queryMethods, name) ? (queryMethods[name] ?? "unknown") : "unknown";
    const isDjango = /\bobjects\./.test(chainOf(callee) ?? "");
    if (!isDjango && name !== "fetchall" && name !== "fetchmany" && this.#sinks.of(call)?.row.does !== "query") return undefined;
    return { kind: name === "all" ? (isDjango ? "other" : "array") : kind, source: "query" };
  }

  #sourceOf(node: PyNode): Collection["source"] {
    const origin = this.#origins.origin(node);
    if (origin !== undefined && inputs.test(origin)) return "input";
    let start: PyNode | undefined = node;
    for (let steps = 0; start && steps < 16; steps++) {
      const next: PyNode | undefined = start.field("object") ?? start.field("function") ?? (start.type === "await" ? start.namedChildren[0] : undefined) ?? (start.type === "subscript" ? start.field("value") : undefined);
      if (!next) break;
      start = next;
    }
    if (!start || start === node) return "unknown";
    if (isRequest(start, this.#origins)) return "input";
    return start.type === "identifier" || start.type === "string" ? passedOn(this.of(start).source) : "unknown";
  }

  #binary(node: PyNode): Collection {
    let left: PyNode | undefined = node;
    for (let steps = 0; left?.type === "binary_operator"; steps++) {
      if (steps > MAX_DEPTH) return unknown;
      left = left.field("left");
    }
    const first = left ? this.of(left) : unknown;
    const last = this.#side(node, "right");
    const operator = node.field("operator")?.text;
    if (operator === "%" && first.kind === "string") return { kind: "string", source: "derived" };
    if (operator === "*") return first.kind === "array" || first.kind === "string" ? { kind: first.kind, source: first.source } : { kind: "other", source: "derived" };
    if (operator === "+") {
      const kind = first.kind !== "unknown" ? first.kind : last.kind;
      return { kind: kind === "other" ? "unknown" : kind, source: passedOn(first.source) };
    }
    if (["|", "&", "-", "^"].includes(operator ?? "")) return { kind: first.kind !== "unknown" ? first.kind : last.kind, source: passedOn(first.source) };
    return { kind: "other", source: "derived" };
  }

  #isChanged(binding: Binding): boolean {
    const known = this.#changed.get(binding);
    if (known !== undefined) return known;
    const changed = binding.definitions.some((one) => one.kind === "augment") || this.#scopes.references(binding).some(isChange);
    this.#changed.set(binding, changed);
    return changed;
  }
}

/** `x.append(1)`, `x[k] = v`, `del x[k]`. */
function isChange(use: PyNode): boolean {
  const { parent, fieldName } = use;
  if (parent?.type === "attribute" && fieldName === "object") return parent.fieldName === "function" && changers.has(parent.field("attribute")?.text ?? "");
  if (parent?.type !== "subscript" || fieldName !== "value") return false;
  return parent.fieldName === "left" || parent.parent?.type === "delete_statement";
}

/** Changes in place, deletions and None say nothing about the kind. */
const givesValue = (one: Definition): boolean => one.kind !== "augment" && one.kind !== "delete" && !(one.kind === "assign" && isNone(one.value));

/** Two values of one name: what holds for both. */
function same(a: Collection, b: Collection): Collection {
  const size = a.size !== undefined && b.size !== undefined ? { size: Math.max(a.size, b.size) } : {};
  return { kind: a.kind === b.kind ? a.kind : "unknown", source: a.source === b.source ? a.source : "unknown", ...size };
}

/** `rows or []`: the side that is known tells the kind of the other. */
function either(a: Collection, b: Collection): Collection {
  if (a.kind === "unknown") return { kind: b.kind, source: a.source };
  if (b.kind === "unknown") return { kind: a.kind, source: a.source };
  return same(a, b);
}

/** Elements worked out from others: still bounded by a constant, still rows or input, else derived. */
const passedOn = (source: Collection["source"]): Collection["source"] => (source === "unknown" ? "derived" : source);

/** `STATES`, `_KINDS`: constants by convention. */
export const isConstantName = (name: string): boolean => /^_{0,2}[A-Z][A-Z0-9_]+$/.test(name);

const keywordArguments = (call: PyNode): boolean =>
  call.field("arguments")?.namedChildren.some((one) => one.type === "keyword_argument" || one.type === "dictionary_splat") === true;

/** What a handler is given by its client. */
function isRequest(start: PyNode, origins: Origins): boolean {
  const origin = origins.origin(start);
  if (origin !== undefined) return requests.test(origin);
  return start.type === "identifier" && start.text === "request";
}
