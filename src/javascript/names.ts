/** How names of origins are spelled; see `Sink.call` in knowledge/row.ts. */

const subpaths = /^(fs|dns|stream|timers|readline|util|path|assert|inspector)\/(promises|types|posix|win32|web|consumers|strict)$/;

/** The name of a module as origins start with it: `node:fs/promises` is `fs.promises`, other specifiers stay. */
export function moduleName(specifier: string): string {
  const plain = specifier.startsWith("node:") ? specifier.slice("node:".length) : specifier;
  return plain.replace(subpaths, "$1.$2");
}

/**
 * The name of a member. The default export of a module is the module itself. An index picks an item, `X[]`; so does an unknown name (`[]`) of what
 * a call returns, while that of anything else is one unknown name, `X.?`.
 */
export function memberOf(base: string, name: string): string {
  if (name === "default") return base;
  if (/^\d+$/.test(name) || (name === "[]" && /[)\]]$/.test(base))) return `${base}[]`;
  const plain = name === "[]" ? "?" : name;
  return base.endsWith("#") ? base + plain : `${base}.${plain}`;
}

/** The name of any item of a collection. */
export const itemOf = (name: string): string => `${name}[]`;

export const instanceOf = (name: string): string => `${name}#`;

export const resultOf = (name: string): string => `${name}()`;

/** The package that a specifier or origin starts with: `@scope/name` or `name`; undefined for a path within the project. */
export function packageOf(specifier: string): string | undefined {
  return /^(?:@[\w.~-]+\/[\w.~-]+|[\w][\w.~-]*)/.exec(specifier)?.[0];
}

/** Names under which the global object goes. */
export const globalObjects: ReadonlySet<string> = new Set(["globalThis", "global", "window", "self"]);
