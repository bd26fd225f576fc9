import type { Library, Shape, Sink } from "./knowledge/row.ts";
import { compile, lastToken, matches, normalise, scopeOf, tokensOf, type Pattern } from "./sink-pattern.ts";
import { ownLibrary } from "./own-sinks.ts";
import { sqlVerb } from "./sql-text.ts";

/** A costly call found by its resolved name. */
export interface Named {
  row: Sink;
  library: Library;
}

/** A costly call found by its shape alone. */
export interface Shaped {
  row: Shape;
  library: Library;
  /** The library stands in the given manifest, belongs to the language, or the row is the user's own. */
  known: boolean;
}

/** What a shape may ask about the arguments of a call. */
export interface CallArguments {
  /**
   * JS: the first argument; `object` is an object literal, `unknown` anything that may hold one (a name, a call, a spread),
   * `other` another literal or a function. Python: `object` when all arguments are keywords or `**` dictionaries,
   * `unknown` when a positional argument comes first (`Q(...)`, a name), `other` when that is a literal.
   */
  first: "absent" | "object" | "unknown" | "other";
  /** Keys of the object literals among the arguments, outermost level; Python: names of the keyword arguments. */
  keys: readonly string[];
  /** Origin of the first argument, asked for only where a row needs it. */
  made?(): string | undefined;
  /** How the text of the first argument begins, as far as it is literal; asked for only where a row needs it. */
  text?(): string | undefined;
}

interface Entry<Row> {
  pattern: Pattern;
  /** Absent for a name that costs nothing although a wildcard matches it. */
  row?: Row;
  library: Library;
}

/**
 * Finds the row of a call, for both languages. Built once from the libraries of a language and the user's own rows, which come first.
 *
 * Names are origins as `Questions.origin(callee)` spells them:
 * - the module, then what is taken from it, dotted: `fs.readFileSync`, `fs.promises.readFile`, `requests.get`; JS without `node:`,
 *   a default export is the module itself (`axios`), other subpaths stay (`mysql2/promise.createPool`), files of the project keep
 *   their specifier (`./db.prisma`, `.models.User`);
 * - `#` after a class is an instance, however it got here: `pg.Pool#query`, `requests.Session#get`;
 * - `()` after a function is what it returns: `redis.createClient().get`, `knex()().where`; `await` leaves no trace;
 * - a global or builtin has just its name: `fetch`, `JSON.parse`, `open`;
 * - `[]` is an item of a collection, such as the variable of a loop over it: `sqlalchemy.orm.Session#query().all()[].name`;
 * - the name of a call is that of its callee: `requests.get`, and `knex()` for `db("users")` where `db = knex(...)`; a tagged
 *   template is a call of its tag: `postgres()`.
 *
 * Chains for shapes are the callee as written, without arguments and type arguments, constant subscripts as names:
 * `this.prisma.user.findMany`, `User.objects.filter().first`. Where the receiver is a local variable, what it was made from
 * stands for it (`const p = this.redis.pipeline(); p.hget(k)` is `this.redis.pipeline().hget`), as far as it can be seen.
 *
 * Rows that are `lazy` cost only where their value is awaited, iterated or handed out, and only on the outermost call of a chain;
 * a call that is awaited does not block, whatever its row says.
 */
export class SinkIndex {
  readonly #exact = new Map<string, Entry<Sink>>();
  readonly #byLast = new Map<string, Entry<Sink>[]>();
  readonly #byFirst = new Map<string, Entry<Sink>[]>();
  readonly #shapes = new Map<string, Entry<Shape>[]>();
  readonly #modules = new Map<string, Entry<Shape>[]>();
  readonly #freeChains = new Map<Library, Pattern[]>();
  #lasts: ReadonlySet<string> | undefined;

  constructor(libraries: readonly Library[], own: readonly unknown[] = []) {
    for (const library of own.length > 0 ? [ownLibrary(own), ...libraries] : libraries) {
      for (const row of library.sinks) this.#add(row.call, library, row);
      for (const name of library.free ?? []) {
        if (name.startsWith("**")) push(this.#freeChains, library, compile(name));
        else this.#add(name, library);
      }
      for (const row of library.shapes ?? []) {
        const pattern = compile(row.member, true);
        push(row.member.includes("/") ? this.#modules : this.#shapes, pattern.last, { pattern, row, library });
      }
    }
    for (const map of [this.#byLast, this.#byFirst]) for (const entries of map.values()) entries.sort(bySpecificity);
    for (const map of [this.#shapes, this.#modules]) for (const entries of map.values()) entries.sort(bySpecificity);
  }

  /** The row of a call by the origin of its callee; undefined when unknown or free. The most literal row wins. */
  byName(origin: string): Named | undefined {
    const name = normalise(origin);
    const exact = this.#exact.get(name);
    if (exact) return named(exact);
    const byLast = this.#byLast.get(lastToken(name));
    const byFirst = this.#byFirst.get(scopeOf(name));
    if (!byLast && !byFirst) return undefined;
    const tokens = tokensOf(name);
    const hit = ({ pattern, library }: Entry<Sink>): boolean => matches(pattern, tokens) && !this.#isFree(library, tokens);
    const found = byLast?.find(hit) ?? byFirst?.find(hit);
    return found && named(found);
  }

  /**
   * The row of a call by its shape. `packages` are the names in the nearest manifest: where several libraries have the shape, one of them wins.
   * Which receivers are worth a shape (not made here, not of another known library) is for the caller to judge.
   */
  byShape(chain: string, args: CallArguments, packages?: ReadonlySet<string>): Shaped | undefined {
    return this.#fitting(this.#shapes, chain, args, packages);
  }

  /** The row of a call on what a module of the project exports whose path tells the library: the shapes with a `/`, by origin. */
  byModule(origin: string, args: CallArguments, packages?: ReadonlySet<string>): Shaped | undefined {
    return this.#fitting(this.#modules, origin, args, packages);
  }

  #fitting(shapes: ReadonlyMap<string, Entry<Shape>[]>, chain: string, args: CallArguments, packages?: ReadonlySet<string>): Shaped | undefined {
    const name = normalise(chain);
    const candidates = shapes.get(lastToken(name));
    if (!candidates) return undefined;
    const tokens = tokensOf(name);
    let first: Shaped | undefined;
    for (const { pattern, row, library } of candidates) {
      if (!row || !matches(pattern, tokens) || !fits(row, args)) continue;
      if (this.#isFree(library, tokens)) continue;
      const known = library.packages.length === 0 || (packages !== undefined && library.packages.some((one) => packages.has(one)));
      if (known) return { row, library, known };
      first ??= { row, library, known };
    }
    return first;
  }

  #isFree(library: Library, tokens: readonly string[]): boolean {
    return this.#freeChains.get(library)?.some((free) => matches(free, tokens)) === true;
  }

  /** First names of rows that end in a wildcard: what such a name begins may have any end. */
  get openScopes(): readonly string[] {
    return [...this.#byFirst.keys()];
  }

  /** Whether a row without a wildcard at its end ends in a name. */
  mayEndIn(method: string): boolean {
    this.#lasts ??= new Set([...this.#byLast.keys(), ...[...this.#exact.keys()].map(lastToken)]);
    return this.#lasts.has(method);
  }

  /** Whether a shape ends in a name: without one, its receiver need not be looked at. */
  mayHaveShape(method: string): boolean {
    return this.#shapes.has(method) || this.#modules.has(method);
  }

  #add(call: string, library: Library, row?: Sink): void {
    const pattern = compile(call);
    const entry = { pattern, row, library };
    if (pattern.exact !== undefined) {
      if (!this.#exact.has(pattern.exact)) this.#exact.set(pattern.exact, entry);
    } else if (pattern.last === "") push(this.#byFirst, pattern.scope, entry);
    else push(this.#byLast, pattern.last, entry);
  }
}

const indexes = new WeakMap<readonly Library[], WeakMap<readonly unknown[], SinkIndex>>();
const none: readonly unknown[] = [];

/** The index of a language's libraries with the user's own rows, built once for each pair. */
export function sinkIndex(libraries: readonly Library[], own: readonly unknown[] = none): SinkIndex {
  const byOwn = indexes.get(libraries) ?? new WeakMap<readonly unknown[], SinkIndex>();
  indexes.set(libraries, byOwn);
  const index = byOwn.get(own) ?? new SinkIndex(libraries, own);
  byOwn.set(own, index);
  return index;
}

/** The most literal pattern first; of equal ones, the one that says "free". */
const bySpecificity = <Row>(a: Entry<Row>, b: Entry<Row>): number =>
  b.pattern.literals - a.pattern.literals || Number(a.row !== undefined) - Number(b.row !== undefined);

const named = ({ row, library }: Entry<Sink>): Named | undefined => row && { row, library };

function fits(row: Shape, args: CallArguments): boolean {
  switch (row.argument) {
    case "any": return true;
    case "none": return args.first === "absent";
    case "options": return args.first !== "other";
    case "lookup": return args.first === "object";
    case "statement": {
      const made = args.first === "unknown" ? args.made?.() : undefined;
      return made !== undefined && (row.keys ?? []).some((key) => made.startsWith(key));
    }
    case "sql": {
      const verb = sqlVerb(args.text?.() ?? "");
      return verb !== undefined && (row.keys ?? []).includes(verb);
    }
    case "where": return (row.keys ?? ["where"]).some((key) => args.keys.includes(key));
  }
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
