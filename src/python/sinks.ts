import type { Settings } from "../rule.ts";
import type { KnownCall } from "../questions.ts";
import type { ProjectFacts } from "../project-facts.ts";
import { sinkIndex, type CallArguments, type SinkIndex } from "../sink-index.ts";
import { scopeOf } from "../sink-pattern.ts";
import { libraries } from "../knowledge/python/index.ts";
import { instances } from "../knowledge/python/instances.ts";
import type { Library } from "../knowledge/row.ts";
import { builtins } from "./builtins.ts";
import type { Classes } from "./classes.ts";
import { leadingText } from "./leading-text.ts";
import type { PyNode } from "./node.ts";
import { startOf, type Origins } from "./origins.ts";
import { prefetchOf } from "./prefetch.ts";
import { importedPackages, isAwaited, runsQuery } from "./runs.ts";
import type { Scopes } from "./scopes.ts";
import { foreignMember } from "./value.ts";

/** Longer chains are cut in messages. */
const MAX_TEXT = 60;
const MAX_CHAIN = 64;
/** Variables are replaced by what they were made from this many times. */
const MAX_STEPS = 8;

/** Methods of dictionaries and tuples: on a row or the result of a query they read what is already there. */
const rowMethods = /(?:\[\]|\b(?:in_bulk|aggregate|mappings|fetchone|first|one|one_or_none|get|json)\(\))\.(?:get|count|index|keys|values|items|copy|pop|update)$/;

/** Top modules of the libraries that have rows. */
let knownModules: ReadonlySet<string> | undefined;

/** Top modules whose values are known under the name of another one, by that one. */
const better = new Map<string, string[]>();
for (const [name, known] of Object.entries(instances)) {
  const [from, to] = [scopeOf(name), scopeOf(known)];
  if (from !== to) better.set(to, [...(better.get(to) ?? []), from]);
}

/** Costly calls, by resolved name or by shape. */
export class Sinks {
  readonly #index: SinkIndex;
  readonly #origins: Origins;
  readonly #classes: Classes;
  readonly #scopes: Scopes;
  readonly #manifest: ReadonlySet<string> | undefined;
  readonly #known = new Map<number, KnownCall | undefined>();
  #packages: ReadonlySet<string> | undefined;
  #open: boolean | undefined;

  constructor(settings: Settings, facts: ProjectFacts, scopes: Scopes, origins: Origins, classes: Classes) {
    this.#index = sinkIndex(libraries, settings.sinks);
    this.#manifest = facts.packages;
    this.#scopes = scopes;
    this.#origins = origins;
    this.#classes = classes;
  }

  of(call: PyNode): KnownCall | undefined {
    const { index } = call;
    if (this.#known.has(index)) return this.#known.get(index);
    const callee = call.type === "call" ? call.field("function") : undefined;
    const found = callee && this.#find(call, callee);
    this.#known.set(index, found);
    return found;
  }

  /** The file names a library any of whose members may have a row. */
  get #isOpen(): boolean {
    return (this.#open ??= this.#index.openScopes.some((scope) => [scope, ...(better.get(scope) ?? [])].some((name) => this.#scopes.mentions(name))));
  }

  #find(call: PyNode, callee: PyNode): KnownCall | undefined {
    const foreign = foreignMember(callee, this.#scopes);
    if (foreign !== undefined && !this.#isOpen && !this.#index.mayEndIn(foreign) && !this.#index.mayHaveShape(foreign)) return undefined;
    const origin = this.#origins.origin(callee);
    const found = this.#match(call, callee, origin);
    if (!found || (found.row.lazy && !runsQuery(call, this.#scopes, (outer) => this.#isQuery(outer, found.library)))) return undefined;
    const prefetched = found.row.does === "query" ? prefetchOf(callee, this.#scopes, this.#origins.callers) : undefined;
    if (prefetched === "yes") return undefined;
    const row = found.row.blocks && isAwaited(call) ? { ...found.row, blocks: undefined, instead: undefined } : found.row;
    return { ...found, row, confidence: prefetched === "unknown" ? "possible" : found.confidence, text: shortText(callee) };
  }

  #match(call: PyNode, callee: PyNode, origin: string | undefined): Omit<KnownCall, "text"> | undefined {
    if (origin !== undefined && rowMethods.test(origin)) return undefined;
    const named = origin === undefined ? undefined : this.#index.byName(origin);
    if (named) return { ...named, confidence: "certain" };
    if (callee.type !== "attribute" || !this.#index.mayHaveShape(callee.field("attribute")?.text ?? "")) return undefined;
    const args = argumentsOf(call, this.#origins, this.#scopes);
    const written = chainOf(callee);
    const made = written && this.#madeChain(callee, written);
    if (made && rowMethods.test(made)) return undefined;
    const packages = this.#allPackages();
    let shaped = made ? this.#index.byShape(made, args, packages) : undefined;
    if (!shaped && written && written !== made && /^\p{Lu}/u.test(written)) shaped = this.#index.byShape(written, args, packages);
    if (!shaped || !this.#isPossible(callee, origin, shaped.library.packages)) return undefined;
    return { row: shaped.row, library: shaped.library, confidence: shaped.known ? "likely" : "possible" };
  }

  /** Whether an outer call builds on a query of the same library instead of running it: `Exists(query)`, `filter(author__in=query)`. */
  #isQuery(outer: PyNode, library: Library): boolean {
    const callee = outer.field("function");
    if (!callee) return false;
    const origin = this.#origins.origin(callee);
    if (origin !== undefined && /\.(?:db|orm|sql)\b/.test(origin) && isPackage(library.packages, topOf(origin))) return true;
    return this.#match(outer, callee, origin)?.library === library;
  }

  /** The packages of the manifest, with those that the file imports itself. */
  #allPackages(): ReadonlySet<string> {
    return (this.#packages ??= new Set([...(this.#manifest ?? []), ...importedPackages(this.#scopes)]));
  }

  /** The chain with local variables replaced by what they were made from: `p.hget` is `self.redis.pipeline().hget`. */
  #madeChain(callee: PyNode, written: string): string {
    let made = written;
    let root = rootOf(callee);
    for (let steps = 0; steps < MAX_STEPS && root?.type === "identifier"; steps++) {
      const definitions = this.#scopes.reaching(root).filter((one) => one.kind !== "augment" && one.value?.type !== "none");
      const [only] = definitions;
      if (definitions.length !== 1 || !only?.value || !["assign", "enter", "item"].includes(only.kind) || only.path.length > 0) break;
      // What was awaited is a result, not a step of a query that is still being built.
      if (only.value.type === "await") break;
      const chain = chainOf(only.value);
      if (chain === undefined || chain === "" || chain.length > MAX_CHAIN * 16) break;
      made = chain + (only.kind === "item" ? "[]" : "") + made.slice(root.text.length);
      root = rootOf(only.value);
    }
    return made;
  }

  /** A shape needs a receiver that is not made in this file and not of another library. */
  #isPossible(callee: PyNode, origin: string | undefined, packages: readonly string[]): boolean {
    if (origin !== undefined && !origin.startsWith(".")) {
      const top = topOf(origin);
      return packages.length === 0 || isPackage(packages, top) || !this.#isForeign(top);
    }
    let at: PyNode | undefined = callee;
    for (let steps = 0; at && steps < MAX_CHAIN; steps++) {
      if (at.type === "attribute" && this.#isOwnMember(at, at === callee)) return false;
      at = startOf(at);
    }
    const root = rootOf(callee);
    if (root?.type !== "identifier") return root === undefined || !literals.has(root.type);
    const definitions = this.#scopes.lookup(root)?.definitions ?? [];
    // A name that holds a dictionary at times is read as one at all times.
    return !definitions.some((one) => one.kind === "assign" && one.path.length === 0 && one.value && literals.has(one.value.type));
  }

  /** A method of a class of this file, or an attribute that holds a plain collection made here. */
  #isOwnMember(member: PyNode, isCalled: boolean): boolean {
    const object = member.field("object");
    const owner = object && (this.#origins.instanceOf(object) ?? this.#origins.definitionOf(object));
    if (owner?.type !== "class_definition") return false;
    const attributes = this.#classes.attribute(owner, member.field("attribute")?.text ?? "");
    if (attributes.length === 0) return false;
    return attributes.every((one) => (one.method ? isCalled : one.value !== undefined && literals.has(one.value.type)));
  }

  /** A builtin, a package that the manifest names, or one that the knowledge has rows for: not a module of the project. */
  #isForeign(top: string): boolean {
    knownModules ??= new Set(libraries.flatMap((one) => one.sinks.map((row) => scopeOf(row.call))));
    return knownModules.has(top) || builtins.has(top) || isPackage([...(this.#manifest ?? [])], top);
  }
}

const literals = new Set([
  "list", "dictionary", "set", "tuple", "string", "concatenated_string", "integer", "float", "list_comprehension", "dictionary_comprehension", "set_comprehension",
]);

const topOf = (origin: string): string => scopeOf(origin.replace(/[([].*$/, ""));

const isPackage = (distributions: readonly string[], module: string): boolean => distributions.some((one) => isPackageOf(one, module));

/** Distribution names and module names differ in case, dashes and prefixes: `SQLAlchemy`, `psycopg2-binary`, `python-telegram-bot`. */
function isPackageOf(distribution: string, module: string): boolean {
  const name = distribution.toLowerCase().replaceAll("-", "_");
  return name === module.toLowerCase() || name.startsWith(`${module.toLowerCase()}_`) || name === `python_${module.toLowerCase()}`;
}

/** What a chain starts with: an identifier, a literal, or another expression that is no chain. */
function rootOf(callee: PyNode): PyNode | undefined {
  let at: PyNode | undefined = callee;
  for (let steps = 0; at && steps < MAX_CHAIN; steps++) {
    const next: PyNode | undefined = startOf(at);
    if (!next) return at;
    at = next;
  }
  return undefined;
}

/** The callee as written, without arguments, constant subscripts as names: `User.objects.filter().first`. Undefined for very long chains. */
export function chainOf(callee: PyNode): string | undefined {
  const parts: string[] = [];
  let at: PyNode | undefined = callee;
  for (let steps = 0; at; steps++) {
    if (steps > MAX_CHAIN) return undefined;
    if (at.type === "attribute") parts.push(`.${at.field("attribute")?.text ?? ""}`);
    else if (at.type === "call") parts.push("()");
    else if (at.type === "subscript") parts.push(subscriptName(at));
    else if (at.type === "identifier") parts.push(at.text);
    at = startOf(at);
  }
  return parts.reverse().join("").replace(/^\./, "");
}

function subscriptName(node: PyNode): string {
  const [key] = node.fields("subscript");
  const name = key?.type === "string" ? /^["']([A-Za-z_]\w*)["']$/.exec(key.text)?.[1] : undefined;
  return name === undefined ? (key?.type === "slice" ? "" : "[]") : `.${name}`;
}

/** What shapes ask about the arguments of a call. */
export function argumentsOf(call: PyNode, origins: Origins, scopes: Scopes): CallArguments {
  const list = call.field("arguments");
  const all = list?.type === "argument_list" ? list.namedChildren : list ? [list] : [];
  const keys = all.flatMap((one) => (one.type === "keyword_argument" ? [one.field("name")?.text ?? ""] : one.type === "dictionary" ? keysOf(one) : []));
  const [first] = all;
  return { first: first ? firstKind(first) : "absent", keys, made: () => first && origins.origin(first), text: () => first && leadingText(first, scopes) };
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
  const chain = (chainOf(callee) ?? "").replaceAll("()", "(…)").replaceAll("[]", "[…]");
  const text = chain === "" ? callee.text.slice(-4 * MAX_TEXT).replace(/\s+/g, " ") : chain;
  return text.length <= MAX_TEXT ? text : `…${text.slice(text.length - MAX_TEXT + 1)}`;
}
