import { basename, isAbsolute, relative } from "node:path";
import { bases, decorators, lifecycleDecorators, parameters, registrations } from "../knowledge/python/handlers.ts";
import { libraries } from "../knowledge/python/index.ts";
import { standardModules } from "../knowledge/python/modules.ts";
import { normalise, scopeOf } from "../sink-pattern.ts";
import type { ForeignName } from "../summary.ts";
import { builtins } from "./builtins.ts";
import type { PyFile } from "./questions.ts";

/** Longer chains have nothing that a summary could tell. */
const MAX_LINKS = 3;
const MAX_LENGTH = 200;

let libraryModules: ReadonlySet<string> | undefined;

/** Top-level modules of the libraries that rows know: no modules of the project. */
function modulesOfLibraries(): ReadonlySet<string> {
  if (libraryModules) return libraryModules;
  const handlers = [...decorators, ...lifecycleDecorators, ...registrations].flatMap((row) => row.of);
  const types = [...bases.flatMap((row) => row.bases), ...parameters.flatMap((row) => row.annotations)];
  const names = [...libraries.flatMap((library) => library.sinks.map((row) => row.call)), ...handlers, ...types];
  return (libraryModules = new Set(names.map((name) => scopeOf(normalise(name))).filter((name) => /^\w+$/.test(name))));
}

/** Names of things of other modules, where those may be modules of the project. */
export class ForeignNames {
  /** Folders around the file: what a library is called may be what the project itself is called. */
  readonly #folders: ReadonlySet<string>;
  readonly #known = new Map<string, ForeignName | undefined>();

  constructor({ filename, facts }: PyFile) {
    const inside = relative(facts.root, filename);
    const path = inside.startsWith("..") || isAbsolute(inside) ? filename : inside;
    this.#folders = new Set([basename(facts.root), ...path.split(/[\\/]/).slice(0, -1)]);
  }

  /** The name that an origin stands for, if it may be of the project. */
  of(origin: string): ForeignName | undefined {
    if (this.#known.has(origin)) return this.#known.get(origin);
    const found = this.#read(origin);
    this.#known.set(origin, found);
    return found;
  }

  /** Whether a module may be of the project: relative, or no builtin, standard module or library that rows know. */
  mayBeOurs(module: string): boolean {
    if (module.startsWith(".")) return true;
    const root = /^\w*/.exec(module)?.[0] ?? "";
    if (root === "" || builtins.has(root)) return false;
    return this.#folders.has(root) || !(standardModules.has(root) || modulesOfLibraries().has(root));
  }

  #read(origin: string): ForeignName | undefined {
    const end = origin.search(/[#([]/);
    const module = end < 0 ? origin : origin.slice(0, end);
    const name = end < 0 ? "" : origin.slice(end);
    if (origin.length > MAX_LENGTH || name.includes("[") || !this.mayBeOurs(module)) return undefined;
    return (name.match(/[.#]/g)?.length ?? 0) > MAX_LINKS || name.indexOf("()") !== name.lastIndexOf("()") ? undefined : { module, name };
  }
}
