import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import type * as library from "oxc-resolver";
import { foldersAbove } from "./folders.ts";

/** Code is looked for in this order; declarations stand for code that is written elsewhere. */
const extensions = [".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".d.ts"];

/** TypeScript writes the name of the output for the source. */
const sourceExtensions: Readonly<Record<string, string[]>> = {
  ".js": [".ts", ".tsx", ".js", ".jsx"], ".jsx": [".tsx", ".jsx"], ".mjs": [".mts", ".mjs"], ".cjs": [".cts", ".cjs"],
};

/** The JavaScript and TypeScript files of the project, asked for by path as imports spell it. */
export class JavaScriptFiles {
  readonly #files: ReadonlySet<string>;
  /** All folders with files of the project below them, up to the one above all. */
  readonly folders: ReadonlySet<string>;
  /** By path without extension, in the order of `extensions`. */
  readonly #byStem = new Map<string, string[]>();
  readonly #hasManifest: (folder: string) => boolean;
  /** Null where the library cannot be loaded. */
  #resolver: library.ResolverFactory | null | undefined;
  #linked: { real: string; top: string } | null | undefined;

  constructor(files: ReadonlySet<string>, hasManifest: (folder: string) => boolean) {
    this.#files = files;
    this.folders = foldersAbove(files);
    this.#hasManifest = hasManifest;
    for (const file of files) {
      const stem = file.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
      const known = this.#byStem.get(stem);
      if (!known) this.#byStem.set(stem, [file]);
      else known.push(file);
    }
    for (const [stem, all] of this.#byStem) if (all.length > 1) all.sort((a, b) => rank(a, stem) - rank(b, stem));
  }

  /** The file that a path stands for, also without its extension, with that of the output, or as a folder. */
  at(path: string): string | undefined {
    const asFolder = path.endsWith(sep);
    const bare = asFolder ? path.slice(0, -1) : path;
    const file = asFolder ? undefined : this.#named(bare);
    if (file !== undefined || !this.folders.has(bare)) return file;
    if (!this.#hasManifest(bare)) return this.#named(join(bare, "index"));
    // Where a manifest names the main file of its folder, the resolver reads it.
    const main = this.onDisk(bare, ".");
    return main !== undefined && this.#files.has(main) ? main : undefined;
  }

  #named(path: string): string | undefined {
    const dot = path.lastIndexOf(".");
    const sources = dot === -1 ? undefined : sourceExtensions[path.slice(dot)];
    const source = sources && this.#byStem.get(path.slice(0, dot))?.find((file) => sources.includes(file.slice(dot)));
    return source ?? this.#byStem.get(path)?.[0] ?? (this.#files.has(path) ? path : undefined);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** What the resolver library finds on disk, through links and manifests of folders; it may be no file of the project, but built from one. */
  onDisk(folder: string, specifier: string): string | undefined {
    if (this.#resolver === undefined) this.#resolver = makeResolver();
    const path = this.#resolver?.sync(folder, specifier).path;
    return path === undefined || path.includes(`${sep}node_modules${sep}`) ? undefined : this.#asGiven(path);
  }

  /** The library answers with real paths; the files of the run may be named through a link above them. */
  #asGiven(path: string): string {
    if (this.#linked === undefined) {
      const [top] = this.folders;
      const real = top === undefined ? undefined : realPath(top);
      this.#linked = top === undefined || real === undefined || real === top ? null : { real, top };
    }
    const { real, top } = this.#linked ?? { real: "", top: "" };
    return top !== "" && path.startsWith(real + sep) ? top + path.slice(real.length) : path;
  }
}

/** Native code, which most runs can do without. */
function makeResolver(): library.ResolverFactory | null {
  try {
    const { ResolverFactory } = createRequire(import.meta.url)("oxc-resolver") as typeof library;
    return new ResolverFactory({
      extensions: [...extensions, ".json"], extensionAlias: { ...sourceExtensions }, conditionNames: ["import", "require", "node", "default"],
      mainFields: ["main", "module"], nodePath: false,
    });
  } catch {
    return null;
  }
}

const rank = (file: string, stem: string): number => extensions.indexOf(file.slice(stem.length));

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
