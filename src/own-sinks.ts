import type { ArgumentShape, Does, Library, Shape, Sink } from "./knowledge/row.ts";

const kinds: Record<Does, true> = {
  query: true, write: true, commit: true, cache: true, request: true, file: true, process: true, crypto: true, compress: true,
  parse: true, "json-parse": true, "json-stringify": true, sleep: true, wait: true, dns: true,
};
const shapes: Record<ArgumentShape, true> = { none: true, options: true, where: true, lookup: true, statement: true, sql: true, any: true };
const costs = ["A", "B", "C"];

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTrue = (value: unknown): boolean => typeof value === "boolean";
const oneOf = (names: readonly string[]) => (value: unknown) => names.includes(value as string);
const text = { accepts: isText, expected: "a text" };
const flag = { accepts: isTrue, expected: "true or false" };

interface Key {
  accepts(value: unknown): boolean;
  expected: string;
}

/** The keys of a row of the user's configuration, and what each accepts. */
const keys: Record<string, Key> = {
  call: text,
  member: text,
  argument: { accepts: oneOf(Object.keys(shapes)), expected: `one of ${Object.keys(shapes).join(", ")}` },
  keys: { accepts: (value) => Array.isArray(value) && value.every(isText), expected: "a list of texts" },
  does: { accepts: oneOf(Object.keys(kinds)), expected: `one of ${Object.keys(kinds).join(", ")}` },
  cost: { accepts: oneOf(costs), expected: `one of ${costs.join(", ")}` },
  instead: text, batch: text, measured: text,
  blocks: flag, lazy: flag, merges: flag, uniform: flag,
};

/** Every kind of costly call, for configuration and checks. */
export const allDoes = Object.keys(kinds) as Does[];

/** What is wrong with the user's rows of knowledge, one line each, naming the row and the key; empty when all is well. */
export function validateUserSinks(rows: unknown): string[] {
  if (!Array.isArray(rows)) return ["`sinks` is not a list of rows"];
  return rows.flatMap((row: unknown, at) => {
    const where = `sinks[${at}]`;
    if (typeof row !== "object" || row === null || Array.isArray(row)) return [`${where}: not a row with \`call\` or \`member\`, \`does\` and \`cost\``];
    return problemsOf(row as Record<string, unknown>).map((problem) => `${where}: ${problem}`);
  });
}

function problemsOf(row: Record<string, unknown>): string[] {
  const problems: string[] = [];
  for (const [key, value] of Object.entries(row)) {
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (!known) problems.push(`unknown key \`${key}\`; a row has ${Object.keys(keys).join(", ")}`);
    else if (!known.accepts(value)) problems.push(`\`${key}\` is ${JSON.stringify(value)}, not ${known.expected}`);
  }
  for (const key of ["does", "cost"]) if (!(key in row)) problems.push(`\`${key}\` is missing: ${keys[key]?.expected}`);
  if ("call" in row === "member" in row) problems.push("a row has either `call` (a resolved name) or `member` (the end of a member chain)");
  if ("member" in row && !("argument" in row)) problems.push(`\`argument\` is missing: ${keys["argument"]?.expected}`);
  if (row["blocks"] === true && !("instead" in row)) problems.push("`instead` is missing: a row that blocks says what to call instead");
  return problems;
}

/** The user's rows as a library of their own; rows that do not pass the check are left out. */
export function ownLibrary(rows: readonly unknown[]): Library {
  const sound = rows.filter((row) => validateUserSinks([row]).length === 0) as (Sink | Shape)[];
  return {
    name: "your configuration", packages: [], docs: "docs/configuration.md",
    sinks: sound.filter((row): row is Sink => "call" in row),
    shapes: sound.filter((row): row is Shape => "member" in row),
  };
}
