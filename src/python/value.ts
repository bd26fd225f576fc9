import { instances } from "../knowledge/python/instances.ts";
import { lastSegment } from "./annotations.ts";
import { builtins } from "./builtins.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";

/** A value of the file: made elsewhere (`name`), an instance of a class of this file, that class itself, or a function of this file. */
export type Value =
  | { kind: "name"; name: string }
  | { kind: "instance" | "class"; definition: PyNode }
  | { kind: "function"; definition: PyNode; bound?: PyNode }
  | { kind: "none" };

export const NONE: Value = { kind: "none" };

const better: ReadonlyMap<string, string> = new Map(Object.entries(instances));

export const named = (name: string): Value => ({ kind: "name", name: better.get(name) ?? name });

/** Last names of values that are known under a better name. */
const renamed: ReadonlySet<string> = new Set([...better.keys()].map((name) => /[^.#]*$/.exec(name)?.[0] ?? ""));

/** The name of a member that is neither of a class of this file nor known under another name: its origin, if it has one, ends with it. */
export function foreignMember(callee: PyNode, scopes: Scopes): string | undefined {
  const name = callee.type === "attribute" ? callee.field("attribute")?.text : undefined;
  return name === undefined || renamed.has(name) || scopes.mayDefine(name) ? undefined : name;
}

/** An imported name under the modules that rows name it by: `sqlalchemy.orm.session.Session` is `sqlalchemy.orm.Session`. */
export function canonical(name: string): string {
  const known = canonicalNames.get(name);
  if (known !== undefined) return known;
  const found = canonicalOf(name);
  if (canonicalNames.size >= MAX_NAMES) canonicalNames.clear();
  canonicalNames.set(name, found);
  return found;
}

/** Imports say the same in file after file. */
const canonicalNames = new Map<string, string>();
const MAX_NAMES = 10_000;

function canonicalOf(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return rest.reduce((owner, member) => better.get(`${owner}.${member}`) ?? `${owner}.${member}`, better.get(first) ?? first);
}

/** `requests.Session#` and `get` give `requests.Session#get`. */
export const join = (owner: string, member: string): string => (owner.endsWith("#") ? owner + member : `${owner}.${member}`);

/** A class called by its imported name: the last part is in CapWords and no value of a call. */
export function isClassName(name: string): boolean {
  if (name.includes("(") || name.includes("#")) return false;
  return /^_{0,2}[A-Z][A-Za-z0-9]*$/.test(lastSegment(name));
}

/** `redis.Redis.from_url`: a class method that makes an instance of its class. */
export function alternateConstructor(name: string): string | undefined {
  const at = name.lastIndexOf(".");
  const owner = name.slice(0, Math.max(at, 0));
  return name.startsWith("from_", at + 1) && isClassName(owner) ? owner : undefined;
}

/** What builtin types hold tells nothing about their items. */
export const isBuiltinType = (name: string): boolean => builtins.has(name.replace(/(?:#|\(\)).*$/, ""));

/** Types that tell nothing about the methods of a value. */
export const isTyping = (name: string): boolean => /^(?:typing|typing_extensions|collections\.abc|types)\./.test(name) || name === "object";

export const isNone = (value: PyNode | undefined): boolean => value?.type === "none";

/** The value that all sides agree on; None agrees with everything. */
export function agreement(values: readonly (Value | undefined)[]): Value | undefined {
  if (values.length === 1) return values[0];
  const others = values.filter((one) => one?.kind !== "none");
  const [first] = others;
  if (values.length > 0 && others.length === 0) return NONE;
  return first && others.every((one) => one && isSame(one, first)) ? first : undefined;
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === "name") return b.kind === "name" && a.name === b.name;
  return a.kind === b.kind && "definition" in a && "definition" in b && a.definition === b.definition;
}
