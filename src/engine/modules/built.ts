import { dirname, join, relative, sep } from "node:path";
import { isBelow } from "./folders.ts";
import type { JavaScriptFiles } from "./javascript-files.ts";
import type { Package, Packages } from "./packages.ts";
import type { TsConfigs } from "./tsconfigs.ts";

/** Folders that builds write to; what is below one has its source elsewhere. */
const outputFolder = /^(?:dist|build|built|lib|libs|out|output|es|esm|cjs|umd|module|commonjs|types|typings|dist-\w+|\.?output)$/;

/** Finds the source of what a build writes, whether it was built or not. */
export class Built {
  readonly #files: JavaScriptFiles;
  readonly #packages: Packages;
  readonly #configs: TsConfigs;

  constructor(files: JavaScriptFiles, packages: Packages, configs: TsConfigs) {
    this.#files = files;
    this.#packages = packages;
    this.#configs = configs;
  }

  /** The file of the project that a path in build output was made from. */
  sourceOf(path: string): string | undefined {
    const owner = this.#packages.around(dirname(path));
    return owner && this.sourceIn(owner, path);
  }

  sourceIn(owner: Package, path: string): string | undefined {
    const bare = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
    return this.#byConfig(owner, bare) ?? this.#bySrc(owner, bare);
  }

  #byConfig({ folder }: Package, path: string): string | undefined {
    for (const { outDir, rootDir } of this.#configs.outputs(folder)) {
      if (outDir === folder || !isBelow(path, outDir)) continue;
      const below = relative(outDir, path);
      const roots = rootDir === undefined ? [join(folder, "src"), folder] : [rootDir];
      for (const root of roots) {
        const found = this.#files.at(join(root, below));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The same path below `src`, less the folders that only builds have. */
  #bySrc({ folder }: Package, path: string): string | undefined {
    if (!isBelow(path, folder)) return undefined;
    let rest = relative(folder, path).split(sep);
    let output = folder;
    while (rest.length > 1 && outputFolder.test(rest[0] ?? "")) {
      output = join(output, rest[0] ?? "");
      // Where files of the project stand, nothing is built.
      if (this.#files.folders.has(output)) return undefined;
      rest = rest.slice(1);
      const found = this.#files.at(join(folder, "src", ...rest)) ?? this.#files.at(join(folder, ...rest));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
