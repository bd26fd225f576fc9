/** How calls run a function once per item. */

/** Methods of collections: which parameters of the function hold the item and its index. */
export const itemMethods: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...["map", "forEach", "filter", "flatMap", "some", "every", "find", "findIndex", "findLast", "findLastIndex", "each", "mapSeries", "eachSeries"]
    .map((name): [string, readonly number[]] => [name, [0, 1]]),
  ["reduce", [1, 2]], ["reduceRight", [1, 2]],
  ["sort", [0, 1]], ["toSorted", [0, 1]],
]);

/** Methods that stop at the first item that fits. */
export const searchMethods: ReadonlySet<string> = new Set(["some", "every", "find", "findIndex", "findLast", "findLastIndex"]);

/** Functions of libraries that take a collection first and a function after it. `start`: whether all items are begun at once. */
export interface Iterator {
  /** Modules, as `origin()` spells them. */
  from: readonly string[];
  names: readonly string[];
  /** Parameters of the function that hold the item. */
  items: readonly number[];
  start: "sync" | "one-by-one" | "limited" | "at-once";
  /** A number under this option limits how many run at once. */
  limit?: string;
}

const lodashNames = [
  "map", "forEach", "each", "filter", "flatMap", "some", "every", "find", "findIndex", "mapValues", "keyBy", "groupBy", "sortBy", "orderBy", "reject", "sumBy", "uniqBy",
  "forOwn", "countBy", "partition", "maxBy", "minBy",
];

export const iterators: readonly Iterator[] = [
  { from: ["lodash", "underscore", "lodash-es", "ramda"], names: lodashNames, items: [0, 1], start: "sync" },
  { from: ["lodash", "underscore", "lodash-es"], names: ["reduce", "transform"], items: [1, 2], start: "sync" },
  { from: ["Array"], names: ["from"], items: [0, 1], start: "sync" },
  // https://caolan.github.io/async/v3/docs.html
  {
    from: ["async"], items: [0], start: "at-once",
    names: ["each", "forEach", "eachOf", "forEachOf", "map", "mapValues", "filter", "reject", "some", "every", "detect", "concat", "sortBy", "groupBy"],
  },
  {
    from: ["async"], items: [0], start: "one-by-one",
    names: ["eachSeries", "forEachSeries", "eachOfSeries", "mapSeries", "filterSeries", "concatSeries", "someSeries", "everySeries", "detectSeries", "reduce"],
  },
  { from: ["async"], items: [0], start: "limited", names: ["eachLimit", "forEachLimit", "eachOfLimit", "mapLimit", "filterLimit", "concatLimit", "someLimit", "everyLimit"] },
  // http://bluebirdjs.com/docs/api/promise.map.html
  { from: ["bluebird", "bluebird.Promise"], names: ["map", "filter"], items: [0, 1], start: "at-once", limit: "concurrency" },
  { from: ["bluebird", "bluebird.Promise"], names: ["each", "mapSeries", "reduce"], items: [0, 1], start: "one-by-one" },
  { from: ["p-map", "p-filter", "p-every", "p-locate"], names: [""], items: [0, 1], start: "at-once", limit: "concurrency" },
  { from: ["p-each-series", "p-map-series", "p-reduce"], names: [""], items: [0, 1], start: "one-by-one" },
];

/** Libraries whose result runs a function when there is room for it. */
export const limiters: ReadonlySet<string> = new Set(["p-limit", "p-queue", "bottleneck", "p-throttle", "async-sema", "limiter", "promise-limit", "@sapphire/async-queue"]);

/** Promise combinators: what stands in their argument is begun before anything is awaited. */
export const combinators: ReadonlySet<string> = new Set(["Promise.all", "Promise.allSettled", "Promise.race", "Promise.any", "bluebird.all", "p-all", "p-settle"]);

/** Names of calls and parameters that mark a transaction or a lock around the function they take. */
export const transactionCalls: ReadonlySet<string> = new Set([
  "transaction", "$transaction", "transactional", "withTransaction", "inTransaction", "runInTransaction", "executeTransaction", "withinTransaction", "runTransaction", "atomic",
  "runExclusive", "withLock", "using", "acquireLock", "synchronized",
]);

/** Calls that open a transaction for what follows. */
export const transactionStarts: ReadonlySet<string> = new Set(["startTransaction", "beginTransaction", "begin"]);

/** Calls that take a list of queries that were not awaited, and send them as one batch or in one transaction. */
export const batchCalls: ReadonlySet<string> = new Set(["$transaction", "batch", "transaction", "multi", "pipeline"]);

/** Calls that wait on purpose: a rate limit, a pause between polls. */
export const pauses = /^(?:sleep|delay|wait|pause|throttle|backoff|acquire|removeTokens|setTimeout)(?:[A-Z_]|For\b|$)|(?:Sleep|Delay|Throttle|RateLimit)$/;

/** What lists, promises and texts have that a function gives, at the end of an origin: no function of the project. */
export const builtIn = new RegExp(
  "[.#](?:then|catch|finally)$|\\(\\)[.#](?:map|flatMap|filter|forEach|reduce|find|findIndex|some|every|join|push|pop|shift|slice|splice|concat|sort|reverse|includes|indexOf|flat"
  + "|keys|values|entries|at|toString|trim|split|replace|replaceAll|startsWith|endsWith|toLowerCase|toUpperCase|toISOString|getTime|length)$",
);
