import type { Confidence, Language } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import type { ClassName, ModelSummary, NamedModel } from "./models.ts";

/**
 * What one file offers to the questions of all rules: its functions, who calls whom, in which contexts, how often.
 * Plain data that survives JSON, so that files can be linked without keeping their trees. The loop of a call may be worked out when first asked for.
 */
export interface FileSummary {
  file: string;
  language: Language;
  /** Context of the whole file by its path or head (test, cli, build, worker, browser, generated), if any. */
  context?: FileContextFact;
  /** `functions[0]` is the top level of the file. */
  functions: FunctionSummary[];
}

/** A summary with all that other files need to call this one: plain data, loops worked out. Made only where files are linked. */
export interface LinkableSummary extends FileSummary {
  /** Classes that other files can reach, also through instances. */
  classes: ClassSummary[];
  /** What other files can take from this one, by name; `default` is the default export, and what a CommonJS module exports as a whole. */
  exports: Readonly<Record<string, Offer>>;
  /** Modules all of whose exports are exports of this one: `export * from "./a"`, `from .a import *`. */
  handsOn: readonly string[];
  /** Functions of other modules that this file registers: a route's handler, a queue's worker. */
  registered: readonly { to: ForeignName; context: RecognisedContext; line: number }[];
  /** Models that are no classes. */
  models?: readonly NamedModel[];
  /** Containers of other modules that this file takes something out of. */
  shrinks?: readonly ForeignName[];
}

/** Something of another module, as this file names it. Whether that module is a file of the project is found out when files are linked. */
export interface ForeignName {
  /** As the import spells it: `./users.service`. Python: dotted, with what cannot be told apart from a module (`app.users.UserService`). */
  module: string;
  /** What is taken from it, as origins spell it: `.UsersService#load`, `.load`, `.makeUsers().load`; "" for the module or its default export. */
  name: string;
}

/** What stands behind an exported name. */
export type Offer =
  /** `gives`: what a call of it gives, where that has functions of its own. */
  | { kind: "function"; id: number; gives?: Offer }
  /** The class itself; `id` is its index in `classes`. */
  | { kind: "class"; id: number }
  | { kind: "instance"; of: number }
  | { kind: "object"; members: Readonly<Record<string, Offer>> }
  /** An object of a library to which listeners are added. */
  | { kind: "emitter" }
  /** Handed on from another module: a re-export, an alias, an instance of an imported class (`name` ends with `#`). */
  | { kind: "foreign"; to: ForeignName };

export interface ClassSummary {
  name: string;
  /** Methods of instances: ids of functions. The constructor is `constructor` in JavaScript, `__init__` in Python. */
  methods: Readonly<Record<string, number>>;
  statics: Readonly<Record<string, number>>;
  /** Attributes of instances that hold something with functions: injected services, instances made in the constructor. */
  fields: Readonly<Record<string, Offer>>;
  /** What calls of methods give, where that has functions of its own. */
  gives?: Readonly<Record<string, Offer>>;
  /** Base classes and implemented interfaces, in order. */
  bases: readonly ClassName[];
  /** Methods that add a listener for as long as the instance lives: `on` of an emitter, or one that hands on to one. */
  adders?: readonly string[];
  /** Where its instances are rows. */
  model?: ModelSummary;
}

export interface FileContextFact {
  context: Context;
  /** How it was recognised, for messages: "test file", "Alembic migration". */
  how: string;
  /** Also what handles requests here serves one person: no handler of the file is more than possibly one. */
  servesOne?: true;
}

export interface FunctionSummary {
  /** Index in `functions`. */
  id: number;
  /** Qualified name, `Users.load`; anonymous functions are named by their place: "handler of GET /users". */
  name: string;
  line: number;
  /** Runs on an event loop by itself: any function in JavaScript, `async def` in Python. */
  async: boolean;
  exported: boolean;
  /** It keeps its one result: called again, it does nothing more. */
  once?: true;
  /** Contexts told by the function's own declaration or registration, not by its callers. */
  contexts: RecognisedContext[];
  /** Calls made in the function's own body, not in functions nested in it. */
  calls: CallSummary[];
}

export interface RecognisedContext {
  context: Context;
  /** In plain words: "Express route GET /users", "Celery task", "connection listener". */
  how: string;
  confidence: Confidence;
  /** Called once per parent row (GraphQL field resolver, serializer method field), without any loop in sight. */
  perRow?: true;
  /** Runs off the event loop although registered with an async framework (sync FastAPI route, `to_thread` callee). */
  offLoop?: true;
  /** Runs on the event loop although not `async` (Home Assistant `@callback`, Tornado handler, asyncio protocol). */
  onLoop?: true;
  /** One request at a time per process (Lambda): blocking it delays nobody else. */
  alone?: true;
  /** Only those who run the service may start it: set-up, now and then. */
  rare?: true;
  /** Told by the parameters alone: nothing registers the function as far as the file shows. */
  assumed?: true;
  /** It holds as well for what replaces the method in classes below. */
  replacing?: true;
}

export interface CallSummary {
  line: number;
  /** Function of this file, or of another module. A class stands for its constructor. */
  to: { id: number } | ForeignName;
  /** Innermost loop around the call inside the calling function, if any. */
  loop?: LoopSummary;
  /** The callee runs elsewhere or later: a worker thread, a timer, a queue. Blocking does not travel along such a call. */
  deferred?: true;
  /** A worker runs the callee as a job of its own: neither the caller's context nor its loops are the callee's. */
  job?: true;
}

export interface LoopSummary {
  line: number;
  /** Source text of what is iterated, shortened, for messages. */
  over: string;
  /** The call's arguments or receiver depend on the item of the loop. */
  dependent: boolean;
  /** All iterations are started before any is awaited (`Promise.all(xs.map(...))`, `gather`). */
  concurrent: boolean;
  /** Some iterations run at once, but no more than a number: `pMap` with `concurrency`, `p-limit`. */
  limited?: true;
  /** The result of the call is awaited. */
  settled?: true;
  /** The loop ends as soon as the result of the call fits. */
  exits?: true;
  /** A later iteration needs the result of the call. */
  carried?: true;
  /** The loop waits on purpose between its iterations: a rate limit. */
  paced?: true;
  /** What is iterated is proved to be long in an application: rows of a query without a limit, input of a request. */
  long?: true;
  /** The call gives its callee the item, or something that depends on it. */
  givesItem?: true;
  /** The model whose rows are iterated. */
  rows?: ClassName;
  bound: Bound;
}

/** What is known about the number of iterations: literal or enum, sliced or chunked, paging or retry, rows of a query, request input, or nothing. */
export type Bound = "constant" | "chunked" | "control" | "query" | "input" | "unknown";

/** Whether the number of iterations grows with the data. */
export const grows = (bound: Bound): boolean => bound === "query" || bound === "input" || bound === "unknown";
