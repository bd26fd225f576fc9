import { nearest } from "./nearest.ts";

/** The part of JSON Schema that options of rules use; other keywords are not looked at. */
interface Schema {
  type?: string;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: boolean;
  required?: readonly string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
}

/** What is wrong with a value, in one line that names its place; undefined when nothing is. */
export function mismatch(value: unknown, schema: Schema, place: string): string | undefined {
  if (schema.enum && !schema.enum.includes(value)) return notOneOf(value, schema.enum, place);
  if (schema.type !== undefined && !hasType(value, schema.type)) return `${place} needs ${article(schema.type)}, not ${JSON.stringify(value)}`;
  if (typeof value === "number") return outOfRange(value, schema, place);
  if (Array.isArray(value)) return first(value.map((item: unknown, index) => () => mismatch(item, schema.items ?? {}, `${place}[${index}]`)));
  if (typeof value === "object" && value !== null) return wrongKeys(value as Record<string, unknown>, schema, place);
  return undefined;
}

function wrongKeys(value: Record<string, unknown>, schema: Schema, place: string): string | undefined {
  const known = schema.properties ?? {};
  const names = Object.keys(known);
  const strange = Object.keys(value).find((key) => !names.includes(key));
  if (strange !== undefined && schema.additionalProperties === false) {
    const near = nearest(strange, names);
    return `${place} has no option "${strange}"${near === undefined ? "" : `; the nearest is "${near}"`}`;
  }
  const missing = schema.required?.find((key) => !(key in value));
  if (missing !== undefined) return `${place} needs "${missing}"`;
  return first(names.filter((key) => key in value).map((key) => () => mismatch(value[key], known[key] ?? {}, `${place}.${key}`)));
}

function notOneOf(value: unknown, words: readonly unknown[], place: string): string {
  const near = typeof value === "string" ? nearest(value, words.filter((word) => typeof word === "string")) : undefined;
  const known = words.map((word) => JSON.stringify(word)).join(", ");
  return `${place} is ${JSON.stringify(value)}, not one of ${known}${near === undefined ? "" : `; the nearest is "${near}"`}`;
}

function outOfRange(value: number, { minimum, maximum }: Schema, place: string): string | undefined {
  if (minimum !== undefined && value < minimum) return `${place} is ${value}, less than ${minimum}`;
  if (maximum !== undefined && value > maximum) return `${place} is ${value}, more than ${maximum}`;
  return undefined;
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}
