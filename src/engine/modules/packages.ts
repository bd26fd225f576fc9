import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { jsonManifest, table, type Table } from "../../manifests.ts";

export interface Package {
  folder: string;
  manifest: Table;
}

const dependencyFields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** The packages of a repository by their package.json, installed or not. */
export class Packages {
  readonly #byFolder = new Map<string, Package | undefined>();
  readonly #byName = new Map<string, Package[]>();
  readonly #above = new Map<string, readonly string[]>();

  /** `folders`: those with files of the project below them. */
  constructor(folders: Iterable<string>) {
    for (const folder of folders) {
      const one = this.at(folder);
      const name = one?.manifest["name"];
      if (!one || typeof name !== "string") continue;
      const known = this.#byName.get(name);
      if (known) known.push(one);
      else this.#byName.set(name, [one]);
    }
  }

  /** The package whose folder this is. */
  at(folder: string): Package | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const manifest = jsonManifest(join(folder, "package.json"));
    const found = manifest && { folder, manifest };
    this.#byFolder.set(folder, found);
    return found;
  }

  /** The nearest package upwards. */
  around(folder: string): Package | undefined {
    for (const one of this.above(folder)) {
      const found = this.at(one);
      if (found) return found;
    }
    return undefined;
  }

  /** A folder and those above it, up to the top of the repository. */
  above(folder: string): readonly string[] {
    const known = this.#above.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const isTop = parent === folder || existsSync(join(folder, ".git"));
    const all = isTop ? [folder] : [folder, ...this.above(parent)];
    this.#above.set(folder, all);
    return all;
  }

  /** The package of the repository with this name, wherever it is asked from; undefined where two have it. */
  named(name: string): Package | undefined {
    const [only, ...others] = this.#byName.get(name) ?? [];
    return others.length === 0 ? only : undefined;
  }

  /** The package of the repository that code of a folder gets by this name. */
  seenFrom(folder: string, name: string): Package | undefined {
    const around = this.around(folder);
    if (around?.manifest["name"] === name) return around;
    const found = this.named(name);
    if (!found) return undefined;
    for (const one of this.above(folder)) {
      const { manifest = {} } = this.at(one) ?? {};
      for (const field of dependencyFields) {
        const version = table(manifest[field])[name];
        if (typeof version === "string") return takesOwn(version, found.manifest["version"]) ? found : undefined;
      }
    }
    // Packages of one repository are put beside each other, so that one is found that no manifest lists.
    return found;
  }
}

/** Whether a dependency with this range is the package of the repository, rather than one from a registry. */
function takesOwn(range: string, version: unknown): boolean {
  if (/^(?:npm|git|github|https?|git\+\w+):|^[\w.-]+\//.test(range)) return false;
  const wanted = /^[\^~]?(\d+)\./.exec(range)?.[1];
  const own = typeof version === "string" ? /^(\d+)\./.exec(version)?.[1] : undefined;
  return wanted === undefined || own === undefined || wanted === own;
}
