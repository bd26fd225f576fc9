import { basename, dirname, isAbsolute, join, normalize, resolve } from "node:path";
import { list, looseJsonManifest, table, texts, type Table } from "../../manifests.ts";
import { longestPattern } from "./entry-points.ts";
import { isBelow } from "./folders.ts";
import type { Packages } from "./packages.ts";

/** Configurations that extend one another. */
const MAX_CHAIN = 16;

/** What one tsconfig.json or jsconfig.json says about names of modules, with what it extends; all paths are absolute. */
interface Config {
  folder: string;
  baseUrl?: string;
  /** By exact name or pattern. */
  paths?: ReadonlyMap<string, string[]>;
  /** Those of them with a star. */
  patterns?: readonly string[];
  outDirs: string[];
  rootDir?: string;
  references: string[];
}

/**
 * The configurations of TypeScript in a repository. The resolver library reads them too, but knows nothing of a configuration
 * as soon as one that it extends is not installed; nothing has to be installed here.
 */
export class TsConfigs {
  readonly #packages: Packages;
  readonly #nearest = new Map<string, Config | undefined>();
  readonly #read = new Map<string, Config | undefined>();
  readonly #ofFolder = new Map<string, Config[]>();

  constructor(packages: Packages) {
    this.#packages = packages;
  }

  /**
   * Paths to try for a name that is not relative, each list for one configuration that may be the one of the folder.
   * A name that is listed as a package is not meant by `baseUrl`.
   */
  targets(folder: string, module: string, isListed: () => boolean): string[][] {
    const config = this.#around(folder);
    if (!config) return [];
    if (config.paths || config.baseUrl !== undefined || config.references.length === 0) return [targetsIn(config, module, isListed)];
    const parts = config.references.map((file) => this.#load(file)).filter((one) => one !== undefined && isBelow(folder, one.folder));
    return parts.map((one) => targetsIn(one as Config, module, isListed));
  }

  /** Where the compiler writes what, by the configurations that stand in a folder. */
  outputs(folder: string): readonly { outDir: string; rootDir?: string }[] {
    let all = this.#ofFolder.get(folder);
    if (!all) {
      const names = list(folder).filter((name) => /^tsconfig(?:\.[\w-]+)*\.json$/.test(name));
      // The plain name first.
      const inOrder = names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
      all = inOrder.map((name) => this.#load(join(folder, name))).filter((one) => one !== undefined);
      this.#ofFolder.set(folder, all);
    }
    return all.flatMap(({ outDirs, rootDir }) => outDirs.map((outDir) => ({ outDir, ...(rootDir !== undefined && { rootDir }) })));
  }

  #around(folder: string): Config | undefined {
    if (this.#nearest.has(folder)) return this.#nearest.get(folder);
    const [own = folder, parent] = this.#packages.above(folder);
    const names = ["tsconfig.json", "jsconfig.json"].map((name) => join(own, name));
    const found = names.map((name) => this.#load(name)).find((one) => one !== undefined) ?? (parent === undefined ? undefined : this.#around(parent));
    this.#nearest.set(folder, found);
    return found;
  }

  #load(file: string): Config | undefined {
    if (this.#read.has(file)) return this.#read.get(file);
    const found = this.#chain(file, dirname(file), new Set());
    this.#read.set(file, found);
    return found;
  }

  /** `home`: the folder of the configuration that extends all the others. */
  #chain(file: string, home: string, seen: Set<string>): Config | undefined {
    if (seen.has(file) || seen.size >= MAX_CHAIN) return undefined;
    seen.add(file);
    const manifest = looseJsonManifest(file);
    if (!manifest) return undefined;
    const { extends: base } = manifest;
    const inherited: Partial<Config> = {};
    for (const one of typeof base === "string" ? [base] : texts(base)) {
      const path = this.#extended(one, dirname(file));
      const found = path === undefined ? undefined : this.#chain(path, home, seen);
      if (found) Object.assign(inherited, found, found.outDirs.length === 0 && { outDirs: inherited.outDirs ?? [] });
    }
    return { outDirs: [], ...inherited, ...ownOptions(manifest, dirname(file), home, inherited.baseUrl), folder: dirname(file) };
  }

  /** The file behind `extends`: a path, or a file of a package of this repository. */
  #extended(name: string, folder: string): string | undefined {
    const withEnd = (path: string): string => (path.endsWith(".json") ? path : `${path}.json`);
    if (name.startsWith(".") || isAbsolute(name)) return withEnd(resolve(folder, name));
    const [, packageName = "", rest] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(name) ?? [];
    const found = this.#packages.named(packageName);
    return found && (rest === undefined ? join(found.folder, "tsconfig.json") : withEnd(join(found.folder, rest)));
  }
}

function ownOptions(manifest: Table, folder: string, home: string, inheritedBase: string | undefined): Pick<Config, "references"> & Partial<Config> {
  const options = table(manifest["compilerOptions"]);
  const path = (value: unknown): string | undefined => (typeof value === "string" ? resolve(folder, value.replace("${configDir}", () => home)) : undefined);
  const baseUrl = path(options["baseUrl"]);
  const base = baseUrl ?? inheritedBase ?? folder;
  const paths = Object.entries(table(options["paths"])).map(([pattern, targets]): [string, string[]] => [
    pattern, texts(targets).map((one) => resolve(base, one.replace("${configDir}", () => home))),
  ]);
  const outDirs = [path(options["outDir"]), path(options["declarationDir"])].filter((one) => one !== undefined);
  const rootDir = path(options["rootDir"]);
  const listed = Array.isArray(manifest["references"]) ? manifest["references"].map((one) => path(table(one)["path"])).filter((one) => one !== undefined) : [];
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(options["paths"] !== undefined && { paths: new Map(paths), patterns: paths.map(([pattern]) => pattern).filter((one) => one.includes("*")) }),
    ...(outDirs.length > 0 && { outDirs }),
    ...(rootDir !== undefined && { rootDir }),
    references: listed.map((one) => (basename(one).endsWith(".json") ? one : join(one, "tsconfig.json"))),
  };
}

function targetsIn({ paths, patterns = [], baseUrl }: Config, module: string, isListed: () => boolean): string[] {
  const exact = paths?.get(module);
  const pattern = exact ? undefined : longestPattern(patterns, module);
  const mapped = exact ?? (pattern && paths?.get(pattern.name)?.map((target) => normalize(target.replace("*", () => pattern.star)))) ?? [];
  return baseUrl === undefined || isListed() ? mapped : [...mapped, join(baseUrl, module)];
}
