import type { CostClass } from "../finding.ts";

/** What a costly call does. Rules select by this, never by library. */
export type Does =
  | "query" // reads rows from a database
  | "write" // changes rows in a database
  | "commit" // ends or flushes a database transaction
  | "cache" // talks to Redis, memcached
  | "request" // HTTP or SDK call over the network
  | "file" // reads, writes or lists files
  | "process" // starts a child process or waits for one
  | "crypto" // key derivation, password hashes, key generation
  | "compress" // compresses, extracts, archives
  | "parse" // parses a document (HTML, XML, YAML, spreadsheets, images)
  | "json-parse" // JSON text to values
  | "json-stringify" // values to JSON text
  | "sleep" // waits on purpose
  | "wait" // waits for a thread, queue, lock, future or socket
  | "dns"; // synchronous name look-ups

/**
 * A call that costs, as data.
 *
 * `call` is the resolved name of the callee as `origin()` spells it, in both languages dotted from the module:
 *   `fs.readFileSync`, `requests.get`            a function of a module (JS: without `node:`; a default export is the module itself)
 *   `pg.Pool#query`, `requests.Session#get`      a method of an instance of a class, however the instance got here
 *   `redis.createClient().get`                   a method of what a call returns
 *   `fetch`, `open`, `JSON.parse`                a global or builtin has just its name
 *   `*`  in place of one name or a part of it, `**` in place of any chain of names and calls, also none:
 *        `@prisma/client.PrismaClient#*.findMany`, `@aws-sdk/client-*.*#send`, `sqlalchemy.orm.Session#query().**.all`
 *   `~`  in place of any chain of method calls, also none: `objects.~.first` is `objects.filter().first`, not `objects.get().data.first`
 *   `^`  in place of one name that starts with a capital, as classes and models do: `^.findById`
 * An instance made by a constructor, one returned by a call and an item of a collection (`[]`) are the same to a row: `pg.Pool#` is `pg.Pool()`.
 */
export interface Sink {
  call: string;
  does: Does;
  cost: CostClass;
  /** Set when the call keeps its thread busy or waiting until it is done (not set: it returns a promise or coroutine). */
  blocks?: true;
  /** What to use instead where the call blocks the event loop, as it follows "use": "`await fs.promises.readFile`". */
  instead?: string;
  /** The form that serves all items at once, where the library has one, as it follows "use": "one `findMany` with ...". */
  batch?: string;
  /** Measured or documented cost of one call, for messages: "~50 ms". */
  measured?: string;
  /** The call does nothing by itself until awaited or iterated (query builders). */
  lazy?: true;
  /** Instances of the same call issued in one tick are merged by the library (Prisma `findUnique`, auto-pipelining). */
  merges?: true;
  /** The batch form sets the same values in all rows: calls whose values come from the item have none inside a transaction. */
  uniform?: true;
}

/** Shape of an argument that gives a method name away as one library's. */
export type ArgumentShape =
  | "none" // no arguments at all
  | "options" // absent, or an object / keyword arguments
  | "where" // an object literal with `where`, or another key that the library's query options have
  | "lookup" // Python keyword arguments `field=…` or `field__lookup=…`, JS an object literal first
  | "statement" // the first argument is made by a call that `keys` name: `session.execute(select(...))`
  | "sql" // the first argument is a statement whose first word is in `keys`: `cursor.execute("select …")`
  | "any";

/** A method name that in practice one library has: `x.user.findMany({ where })`, `.objects.filter(k__in=…)`. */
export interface Shape extends Omit<Sink, "call"> {
  /**
   * The end of a member chain, dotted, with the wildcards of `Sink.call`: `*.findMany`, `objects.filter`, `objects.**.first`.
   * With a `/` in it, it describes the end of an origin within the project instead (the redis rows of JavaScript have such).
   */
  member: string;
  argument: ArgumentShape;
  /**
   * Where `argument` is "where": at least one of these keys stands in an object literal among the arguments (Python: is a keyword).
   * Where it is "statement": beginnings of the first argument's origin. Where it is "sql": first words in lower case.
   */
  keys?: readonly string[];
}

/** All that is known about the costly calls of one library. */
export interface Library {
  /** The name people know it by. */
  name: string;
  /** Packages whose presence in the nearest manifest makes a shape likely; Python's in lower case with dashes. Empty for a language's own library. */
  packages: readonly string[];
  /** Documentation that the rows were taken from. */
  docs: string;
  sinks: readonly Sink[];
  /**
   * Calls that a row with wildcards would match and that cost nothing, spelled as in `Sink.call`: `boto3.client().get_paginator`.
   * Those that start with `**` hold for all rows and shapes of the library: `**.pipeline().**`.
   */
  free?: readonly string[];
  shapes?: readonly Shape[];
}
