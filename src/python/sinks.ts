import type { Settings } from "../rule.ts";
import type { KnownCall } from "../questions.ts";
import type { ProjectFacts } from "../project-facts.ts";
import { sinkIndex, type CallArguments, type SinkIndex } from "../sink-index.ts";
import { scopeOf } from "../sink-pattern.ts";
import { libraries } from "../knowledge/python/index.ts";
import type { Classes } from "./classes.ts";
import type { PyNode } from "./node.ts";
import type { Origins } from "./origins.ts";

/** Longer chains are cut in messages. */
const MAX_TEXT = 60;
const MAX_CHAIN = 64;

/** Costly calls, by resolved name or by shape. */
export class Sinks {
  readonly #index: SinkIndex;
  readonly #origins: Origins;
  readonly #classes: Classes;
  readonly #packages: ReadonlySet<string> | undefined;
  readonly #known = new Map<number, KnownCall | undefined>();

  constructor(settings: Settings, facts: ProjectFacts, origins: Origins, classes: Classes) {
    this.#index = sinkIndex(libraries, settings.sinks);
    this.#packages = facts.packages;
    this.#origins = origins;
    this.#classes = classes;
  }

  of(call: PyNode): KnownCall | undefined {
    const { index } = call;
    if (this.#known.has(index)) return this.#known.get(index);
    const found = call.type === "call" ? this.#find(call) : undefined;
    this.#known.set(index, found);
    return found;
  }

  #find(call: PyNode): KnownCall | undefined {
    const callee = call.field("function");
    if (!callee) return undefined;
    const origin = this.#origins.origin(callee);
    const named = origin === undefined ? undefined : this.#index.byName(origin);
    if (named) return { ...named, text: shortText(callee), confidence: "certain" };
    if (callee.type !== "attribute" || !this.#index.mayHaveShape(callee.field("attribute")?.text ?? "")) return undefined;
    const chain = chainOf(callee);
    const shaped = chain === undefined ? undefined : this.#index.byShape(chain, this.#arguments(call), this.#packages);
    if (!shaped || !this.#isPossible(callee, origin, shaped.library.packages)) return undefined;
    return { row: shaped.row, library: shaped.library, text: shortText(callee), confidence: shaped.known ? "likely" : "possible" };
  }

  #arguments(call: PyNode): CallArguments {
    const [first] = call.field("arguments")?.namedChildren ?? [];
    return { ...argumentsOf(call), made: () => first && this.#origins.origin(first) };
  }

  /** A shape needs a receiver that is not made in this file and not of another library. */
  #isPossible(callee: PyNode, origin: string | undefined, packages: readonly string[]): boolean {
    if (origin !== undefined && !origin.startsWith(".")) {
      const [top = ""] = origin.split(/[.#(]/);
      return packages.length === 0 || packages.some((one) => isPackageOf(one, top)) || !this.#isForeign(top);
    }
    let start: PyNode | undefined = callee;
    for (let steps = 0; start && steps < MAX_CHAIN; steps++) {
      const made = this.#origins.instanceOf(start) ?? this.#origins.definitionOf(start);
      if (made) return made.type === "class_definition" && this.#classes.foreignBases(made).length > 0;
      start = start.field("object") ?? start.field("function") ?? start.field("value");
    }
    return true;
  }

  /** A package that the nearest manifest names, or one that the knowledge has rows for: not a module of the project. */
  #isForeign(top: string): boolean {
    knownModules ??= new Set(libraries.flatMap((one) => one.sinks.map((row) => scopeOf(row.call))));
    return knownModules.has(top) || [...(this.#packages ?? [])].some((one) => isPackageOf(one, top));
  }
}

/** Top modules of the libraries that have rows. */
let knownModules: ReadonlySet<string> | undefined;

/** Distribution names and module names differ in case, dashes and prefixes: `SQLAlchemy`, `psycopg2-binary`, `python-telegram-bot`. */
function isPackageOf(distribution: string, module: string): boolean {
  const name = distribution.toLowerCase().replaceAll("-", "_");
  return name === module.toLowerCase() || name.startsWith(`${module.toLowerCase()}_`) || name === `python_${module.toLowerCase()}`;
}

/** The callee as written, without arguments: `User.objects.filter().first`. Undefined for very long chains. */
export function chainOf(callee: PyNode): string | undefined {
  const parts: string[] = [];
  let at: PyNode | undefined = callee;
  for (let steps = 0; at; steps++) {
    if (steps > MAX_CHAIN) return undefined;
    switch (at.type) {
      case "attribute": {
        parts.push(`.${at.field("attribute")?.text ?? ""}`);
        at = at.field("object");
        continue;
      }
      case "call": {
        parts.push("()");
        at = at.field("function");
        continue;
      }
      case "subscript": {
        parts.push(".[]");
        at = at.field("value");
        continue;
      }
      case "await": case "parenthesized_expression": {
        at = at.namedChildren[0];
        continue;
      }
      case "identifier": parts.push(at.text);
    }
    break;
  }
  return parts.reverse().join("").replace(/^\./, "");
}

/** What shapes ask about the arguments of a call. */
export function argumentsOf(call: PyNode): CallArguments {
  const list = call.field("arguments");
  const all = list?.type === "argument_list" ? list.namedChildren : list ? [list] : [];
  const keys = all.flatMap((one) => (one.type === "keyword_argument" ? [one.field("name")?.text ?? ""] : one.type === "dictionary" ? keysOf(one) : []));
  const [first] = all;
  return { first: first ? firstKind(first) : "absent", keys };
}

function firstKind(first: PyNode): CallArguments["first"] {
  switch (first.type) {
    case "keyword_argument": case "dictionary_splat": case "dictionary": return "object";
    case "string": case "concatenated_string": case "integer": case "float": case "true": case "false": case "none": case "lambda":
    case "list": case "set": case "tuple": case "list_comprehension": case "set_comprehension": case "generator_expression":
      return "other";
    default: return "unknown";
  }
}

const keysOf = (dictionary: PyNode): string[] =>
  dictionary.namedChildren.flatMap((pair) => {
    const key = pair.type === "pair" ? pair.field("key") : undefined;
    return key?.type === "string" ? [key.text.replace(/^\w*["']|["']$/g, "")] : [];
  });

/** The callee for messages, on one line and without arguments: `session.query(…).all`. */
export function shortText(callee: PyNode): string {
  const chain = (chainOf(callee) ?? callee.text).replaceAll("()", "(…)").replaceAll(".[]", "[…]");
  const text = chain === "" ? callee.text.replace(/\s+/g, " ") : chain;
  return text.length <= MAX_TEXT ? text : `…${text.slice(text.length - MAX_TEXT + 1)}`;
}
