import { createRequire } from "node:module";
import type * as Regexpp from "@eslint-community/regexpp";
import type * as Refa from "refa";
import type * as Scslre from "scslre";

const require = createRequire(import.meta.url);

/** Loads a package when it is first asked for. An `import` would scan a megabyte for names that it exports, in files without any pattern as well. */
function loader<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= require(name) as T);
}

export const regexpp = loader<typeof Regexpp>("@eslint-community/regexpp");
export const refa = loader<typeof Refa>("refa");
export const scslre = loader<typeof Scslre>("scslre");
