import { instances } from "../knowledge/python/instances.ts";
import { lastSegment } from "./annotations.ts";
import { builtins } from "./builtins.ts";
import type { PyNode } from "./node.ts";

/** A value of the file: made elsewhere (`name`), an instance of a class of this file, that class itself, or a function of this file. */
export type Value =
  | { kind: "name"; name: string }
  | { kind: "instance" | "class"; definition: PyNode }
  | { kind: "function"; definition: PyNode; bound?: PyNode }
  | { kind: "none" };

export const NONE: Value = { kind: "none" };

export const named = (name: string): Value => ({ kind: "name", name: instances[name] ?? name });

/** An imported name under the modules that rows name it by: `sqlalchemy.orm.session.Session` is `sqlalchemy.orm.Session`. */
export function canonical(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return rest.reduce((owner, member) => instances[`${owner}.${member}`] ?? `${owner}.${member}`, instances[first] ?? first);
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
  const others = values.filter((one) => one?.kind !== "none");
  const [first] = others;
  if (values.length > 0 && others.length === 0) return NONE;
  return first && others.every((one) => one && isSame(one, first)) ? first : undefined;
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === "name") return b.kind === "name" && a.name === b.name;
  return a.kind === b.kind && "definition" in a && "definition" in b && a.definition === b.definition;
}
