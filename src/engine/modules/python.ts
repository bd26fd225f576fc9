import { dirname, join } from "node:path";
import { standardModules } from "../../knowledge/python/modules.ts";
import { projectFacts } from "../../project-facts.ts";
import { remembered, type Modules, type ResolvedModule } from "./modules.ts";
import { PythonFiles, type Reached } from "./python-files.ts";
import { PythonRoots } from "./python-roots.ts";

/** Finds the files behind dotted names in Python, as imports and origins spell them: `app.users.UserService`, `..models.User`. */
export function pythonModules(files: Iterable<string>): Modules {
  const resolution = new Resolution(new PythonFiles(new Set(files)));
  return remembered(dirname, (folder, module) => resolution.find(folder, module));
}

class Resolution {
  readonly #files: PythonFiles;
  readonly #roots: PythonRoots;
  /** Roots with a module of a name, by folder of the packages and that name. */
  readonly #candidates = new Map<string, Roots>();

  constructor(files: PythonFiles) {
    this.#files = files;
    this.#roots = new PythonRoots(files);
  }

  find(folder: string, module: string): ResolvedModule | undefined {
    const [, dots = "", dotted = "", tail = ""] = /^(\.*)((?:\w[\w.]*)?)([^]*)$/.exec(module) ?? [];
    const names = dotted === "" ? [] : dotted.split(".");
    if (names.includes("")) return undefined;
    const reached = dots === "" ? this.#absolute(folder, names) : this.#relative(folder, dots.length, names);
    return reached && { file: reached.file, rest: names.slice(reached.names).map((name) => `.${name}`).join("") + tail };
  }

  #relative(folder: string, dots: number, names: readonly string[]): Reached | undefined {
    let base = folder;
    for (let up = 1; up < dots; up++) base = dirname(base);
    const reached = this.#files.reach(base, names);
    if (reached) return reached;
    const file = this.#files.packageAt(base);
    return file === undefined ? undefined : { file, names: 0 };
  }

  /** The root from which most of the name are modules; among equals the nearest. */
  #absolute(folder: string, names: readonly string[]): Reached | undefined {
    const [first] = names;
    // Nobody hides a standard module on purpose; a file of that name is taken from within its package.
    if (first === undefined || standardModules.has(first)) return undefined;
    const { own, others } = this.#rootsWith(this.#roots.top(folder), first);
    let best: Reached | undefined;
    for (const root of own) best = longer(best, this.#files.reach(root, names));
    // A package with code hides those of other projects; parts of one without are put together from several.
    if (best || others.length === 0) return best;
    const found = others.map((root) => this.#files.reach(root, names)).filter((one) => one !== undefined);
    const longest = found.reduce<Reached | undefined>(longer, undefined);
    return new Set(found.filter((one) => one.names === longest?.names).map((one) => one.file)).size === 1 ? longest : undefined;
  }

  /** The roots that have something of a name, for files whose packages stand in a folder. */
  #rootsWith(top: string, first: string): Roots {
    const key = `${top}\0${first}`;
    let found = this.#candidates.get(key);
    if (!found) {
      const [files, own] = [this.#files, this.#roots.from(top)];
      const has = (root: string): boolean => files.moduleIn(root, first) !== undefined || files.isFolderIn(root, first);
      found = { own: own.filter(has), others: this.#roots.ofProjects().filter((root) => !own.includes(root) && has(root)) };
      if (found.own.length + found.others.length > 0 && this.#isListed(top, first)) {
        // What a manifest lists comes from elsewhere, unless a project of the repository has a whole package of that name.
        const projects = new Set(this.#roots.ofProjects());
        const isPackage = (root: string): boolean => projects.has(root) && files.packageAt(join(root, first)) !== undefined;
        found = { own: found.own.filter(isPackage), others: found.others.filter(isPackage) };
      }
      this.#candidates.set(key, found);
    }
    return found;
  }

  /** Whether the manifest around a folder names a library like that. */
  #isListed(folder: string, name: string): boolean {
    return projectFacts(join(folder, "__init__.py")).packages?.has(name.replaceAll("_", "-").toLowerCase()) === true;
  }
}

interface Roots {
  own: readonly string[];
  /** Of other projects of the repository. */
  others: readonly string[];
}

const longer = (best: Reached | undefined, one: Reached | undefined): Reached | undefined => (one && one.names > (best?.names ?? 0) ? one : best);
