import { basename, isAbsolute, relative } from "node:path";
import { bases, decorators, lifecycleDecorators, parameters, registrations } from "../knowledge/python/handlers.ts";
import { libraries } from "../knowledge/python/index.ts";
import { standardModules } from "../knowledge/python/modules.ts";
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
  return (libraryModules = new Set(names.map((name) => /^\w*(?=$|[.#(])/.exec(name)?.[0] ?? "")));
}

/** Files of a project name the same things. */
const read = new Map<string, ForeignName | undefined>();
const MAX_NAMES = 20_000;

function nameOf(origin: string): ForeignName | undefined {
  if (read.has(origin)) return read.get(origin);
  if (read.size >= MAX_NAMES) read.clear();
  const end = origin.search(/[#([]/);
  const module = end < 0 ? origin : origin.slice(0, end);
  const name = end < 0 ? "" : origin.slice(end);
  const isLong = origin.length > MAX_LENGTH || (name.match(/[.#]/g)?.length ?? 0) > MAX_LINKS;
  const found = isLong || name.includes("[") || name.indexOf("()") !== name.lastIndexOf("()") ? undefined : { module, name };
  read.set(origin, found);
  return found;
}

interface Top {
  root: string;
  isLibrary: boolean;
}

const tops = new Map<string, Top>();

/** What the first name of an origin is, for any project. */
function topOf(first: string): Top {
  const known = tops.get(first);
  if (known) return known;
  if (tops.size >= MAX_NAMES) tops.clear();
  const root = /^\w*/.exec(first)?.[0] ?? "";
  const found = { root, isLibrary: root === "" || builtins.has(root) || standardModules.has(root) || modulesOfLibraries().has(root) };
  tops.set(first, found);
  return found;
}

/** Names of things of other modules, where those may be modules of the project. */
export class ForeignNames {
  /** Folders around the file: what a library is called may be what the project itself is called. */
  readonly #folders: ReadonlySet<string>;
  readonly #ours = new Map<string, boolean>();

  constructor({ filename, facts }: PyFile) {
    const inside = relative(facts.root, filename);
    const path = inside.startsWith("..") || isAbsolute(inside) ? filename : inside;
    this.#folders = new Set([basename(facts.root), ...path.split(/[\\/]/).slice(0, -1)]);
  }

  /** The name that an origin stands for, if it may be of the project. */
  of(origin: string): ForeignName | undefined {
    return this.mayBeOurs(origin) ? nameOf(origin) : undefined;
  }

  /** Whether a module, or what is named below it, may be of the project: relative, or no builtin, standard module or library that rows know. */
  mayBeOurs(module: string): boolean {
    if (module.startsWith(".")) return true;
    const dot = module.indexOf(".");
    const first = dot < 0 ? module : module.slice(0, dot);
    const known = this.#ours.get(first);
    if (known !== undefined) return known;
    const { root, isLibrary } = topOf(first);
    const ours = !isLibrary || (this.#folders.has(root) && !builtins.has(root));
    this.#ours.set(first, ours);
    return ours;
  }
}
