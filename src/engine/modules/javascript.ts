import { isBuiltin } from "node:module";
import { dirname, isAbsolute, join, sep } from "node:path";
import { Built } from "./built.ts";
import { exportTargets, importTargets } from "./entry-points.ts";
import { below } from "./folders.ts";
import { JavaScriptFiles } from "./javascript-files.ts";
import { remembered, type Modules } from "./modules.ts";
import { Packages, type Package } from "./packages.ts";
import { TsConfigs } from "./tsconfigs.ts";

const isRelative = /^\.\.?(?:\/|$)/;
/** Addresses, and names with a query or a loader in front: what a bundler makes of them is no plain module. */
const isNoModule = /^[\w+.-]+:|[?!]/;

/** Finds the files behind names of modules in JavaScript and TypeScript; nothing has to be installed or built. */
export function javascriptModules(files: Iterable<string>): Modules {
  const own = new Set([...files].filter((file) => !file.includes(`${sep}node_modules${sep}`)));
  const resolution = new Resolution(own);
  return remembered(dirname, (folder, module) => {
    const file = resolution.find(folder, module);
    return file !== undefined && own.has(file) ? { file, rest: "" } : undefined;
  });
}

/** The package in front of a name. */
const packageOf = (module: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? "";

class Resolution {
  readonly #files: JavaScriptFiles;
  readonly #packages: Packages;
  readonly #configs: TsConfigs;
  readonly #built: Built;
  /** By folder of a package and path below its name. */
  readonly #entries = new Map<string, string | undefined>();

  constructor(files: ReadonlySet<string>) {
    this.#files = new JavaScriptFiles(files, (folder) => this.#packages.at(folder) !== undefined);
    this.#packages = new Packages(this.#files.folders);
    this.#configs = new TsConfigs(this.#packages);
    this.#built = new Built(this.#files, this.#packages, this.#configs);
  }

  find(folder: string, module: string): string | undefined {
    if (isNoModule.test(module) || isAbsolute(module)) return undefined;
    if (isRelative.test(module)) return this.#relative(folder, module);
    return isBuiltin(module) ? undefined : (this.#configured(folder, module) ?? this.#named(folder, module));
  }

  #relative(folder: string, module: string): string | undefined {
    // A name that ends in dots or a slash is of a folder.
    const path = below(folder, module) + (/(?:^|\/)\.{0,2}$/.test(module) ? sep : "");
    const found = this.#at(path);
    if (found !== undefined) return found;
    const onDisk = this.#files.onDisk(folder, module) ?? path;
    return this.#files.has(onDisk) ? onDisk : this.#built.sourceOf(onDisk);
  }

  /** The file that a path leads to, be it the folder of a package. */
  #at(path: string): string | undefined {
    const found = this.#files.at(path);
    if (found !== undefined) return found;
    const folder = path.endsWith(sep) ? path.slice(0, -1) : path;
    const here = this.#files.folders.has(folder) ? this.#packages.at(folder) : undefined;
    return here && this.#inPackage(here, ".");
  }

  /** By `paths` and `baseUrl`. Where several configurations could be meant, they have to agree. */
  #configured(folder: string, module: string): string | undefined {
    const found = new Set<string>();
    for (const targets of this.#configs.targets(folder, module, () => this.#packages.isListed(folder, packageOf(module)))) {
      for (const target of targets) {
        const file = this.#at(target);
        if (file === undefined) continue;
        found.add(file);
        break;
      }
    }
    const [only, ...others] = found;
    return others.length === 0 ? only : undefined;
  }

  /** By the package.json of a package. */
  #named(folder: string, module: string): string | undefined {
    if (module.startsWith("#")) {
      const around = this.#packages.around(folder);
      return around && this.#first(around, importTargets(around.manifest, module) ?? []);
    }
    const name = packageOf(module);
    const found = this.#packages.seenFrom(folder, name);
    return found && this.#inPackage(found, `.${module.slice(name.length).replace(/\/$/, "")}`);
  }

  #inPackage(owner: Package, subpath: string): string | undefined {
    const key = `${owner.folder}\0${subpath}`;
    if (this.#entries.has(key)) return this.#entries.get(key);
    // A package whose manifest leads back to its own folder has no main module.
    this.#entries.set(key, undefined);
    const found = this.#entry(owner, subpath);
    this.#entries.set(key, found);
    return found;
  }

  #entry(found: Package, subpath: string): string | undefined {
    const targets = exportTargets(found.manifest, subpath);
    if (targets) return this.#first(found, targets) ?? (subpath === "." ? this.#mainSource(found) : undefined);
    return subpath === "." ? (this.#files.at(join(found.folder, "index")) ?? this.#mainSource(found)) : this.#first(found, [subpath]);
  }

  /** What a main module that is not there was most likely made from. */
  #mainSource({ folder }: Package): string | undefined {
    return this.#files.at(join(folder, "src", "index"));
  }

  #first(owner: Package, targets: readonly string[]): string | undefined {
    for (const target of targets) {
      const path = below(owner.folder, target);
      const found = this.#files.at(path) ?? this.#built.sourceIn(owner, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
