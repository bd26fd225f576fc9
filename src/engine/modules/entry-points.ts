import { isTable, table, type Table } from "../../manifests.ts";

/** Conditions of platforms other than Node. */
const elsewhere = new Set(["browser", "react-native", "worker", "workerd", "edge-light", "deno", "bun", "react-server", "electron"]);
/** Fields that name the main module, the source first: built files are mapped back to theirs. */
const mainFields = ["source", "main", "module", "types", "typings"];
/** Conditions within conditions. */
const MAX_DEPTH = 16;

/** Paths, relative to a package, that it gives for a path below its name, in the order to try; undefined where it says nothing. */
export function exportTargets(manifest: Table, subpath: string): string[] | undefined {
  const { exports } = manifest;
  if (exports === undefined || exports === null) {
    if (subpath !== ".") return undefined;
    const named = mainFields.map((field) => manifest[field]).filter((one) => typeof one === "string" && one !== "");
    return named.length > 0 ? (named as string[]) : undefined;
  }
  const isMap = isTable(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  return targetsOf(isMap ? exports : { ".": exports }, subpath) ?? [];
}

/** Where a private name (`#db`) of a package leads. */
export function importTargets(manifest: Table, name: string): string[] | undefined {
  return targetsOf(table(manifest["imports"]), name);
}

/** An exact entry, else the one with the longest text before its star. */
function targetsOf(map: Table, key: string): string[] | undefined {
  if (Object.hasOwn(map, key) && !key.includes("*")) return leaves(map[key]);
  const pattern = longestPattern(Object.keys(map), key);
  if (pattern === undefined) return undefined;
  const { name, star } = pattern;
  return leaves(map[name]).map((target) => (name.includes("*") ? target.replaceAll("*", () => star) : target + star));
}

/** The pattern with a star (or a slash at its end, as exports of old) that fits a name, and what stands for the star. */
export function longestPattern(patterns: readonly string[], name: string): { name: string; star: string } | undefined {
  let best: { name: string; star: string; length: number } | undefined;
  for (const pattern of patterns) {
    const star = pattern.endsWith("/") ? pattern.length : pattern.indexOf("*");
    if (star === -1) continue;
    const end = pattern.slice(star + 1);
    if (star <= (best?.length ?? -1) || name.length < star + end.length || !name.startsWith(pattern.slice(0, star)) || !name.endsWith(end)) continue;
    best = { name: pattern, star: name.slice(star, name.length - end.length), length: star };
  }
  return best;
}

/** All paths that a target may lead to in Node; types last, since they may stand apart from the code. */
function leaves(target: unknown, depth = 0): string[] {
  if (typeof target === "string") return [target];
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(target)) return target.flatMap((one) => leaves(one, depth + 1));
  const conditions = Object.entries(table(target)).filter(([condition]) => !elsewhere.has(condition));
  const isTypes = ([condition]: [string, unknown]): boolean => condition.startsWith("types");
  return [...conditions.filter((one) => !isTypes(one)), ...conditions.filter(isTypes)].flatMap(([, value]) => leaves(value, depth + 1));
}
