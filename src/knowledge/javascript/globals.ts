/** First names of rows that no module has: they are there without an import, and stand in the text without quotes. */
export const globalNames: ReadonlySet<string> = new Set(["JSON", "Atomics", "fetch", "$fetch", "Mongo", "Meteor"]);
