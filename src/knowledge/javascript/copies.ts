/** What copies a whole collection, for all libraries. */

/** Functions that copy all their arguments' keys into the first one, by resolved name: with `{}` as the first they make a copy. */
export const keyCopies: ReadonlySet<string> = new Set(["Object.assign", "lodash.assign", "lodash.extend", "lodash.merge", "underscore.extend", "lodash-es.assign", "lodash-es.merge"]);

/** Functions that join collections into a new one: arrays among their arguments, or one array of buffers. */
export const joins: Readonly<Record<string, "array" | "buffer">> = {
  "lodash.concat": "array", "lodash.union": "array", "lodash-es.concat": "array", "Buffer.concat": "buffer", "buffer.Buffer.concat": "buffer",
};

/** Calls whose result has keys that come from data. */
export const keysFromData: ReadonlySet<string> = new Set(["Object.fromEntries", "lodash.keyBy", "lodash.groupBy", "lodash.fromPairs", "lodash.zipObject", "lodash.mapKeys"]);

/** Methods that fold a collection with a function. */
export const folds: ReadonlySet<string> = new Set(["reduce", "reduceRight"]);

/** Calls that list the parts of one object: most have few. */
export const partsOfObject: ReadonlySet<string> = new Set(["Object.keys", "Object.entries", "Object.values"]);
