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
  /** Versions by name, by folder of a package. */
  readonly #listed = new Map<string, ReadonlyMap<string, string>>();
  readonly #around = new Map<string, Package | undefined>();
  readonly #above = new Map<string, readonly string[]>();

  readonly #folders: ReadonlySet<string>;
  readonly #top: string | undefined;

  /** `folders`: those with files of the project below them, the one above all first. */
  constructor(folders: ReadonlySet<string>) {
    this.#folders = folders;
    [this.#top] = folders;
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
    if (this.#around.has(folder)) return this.#around.get(folder);
    const found = this.above(folder).map((one) => this.at(one)).find((one) => one !== undefined);
    this.#around.set(folder, found);
    return found;
  }

  /** A folder and those above it, up to the top of the repository of all files. */
  above(folder: string): readonly string[] {
    const known = this.#above.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const isWithin = folder !== this.#top && this.#folders.has(folder);
    const isTop = parent === folder || (!isWithin && existsSync(join(folder, ".git")));
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
    // Packages of one repository are put beside each other, so that one is found that no manifest lists.
    const version = this.#version(folder, name);
    return version === undefined || takesOwn(version, found.manifest["version"]) ? found : undefined;
  }

  /** Whether a manifest above a folder lists a package of this name. */
  isListed(folder: string, name: string): boolean {
    return this.#version(folder, name) !== undefined;
  }

  /** The version that the nearest manifest upwards asks for. */
  #version(folder: string, name: string): string | undefined {
    const around = this.around(folder);
    return around && this.#versions(around).get(name);
  }

  /** All that a package lists, and those above it. */
  #versions({ folder, manifest }: Package): ReadonlyMap<string, string> {
    let all = this.#listed.get(folder);
    if (!all) {
      const [, parent] = this.above(folder);
      const above = parent === undefined ? undefined : this.around(parent);
      const own = dependencyFields.flatMap((field) => Object.entries(table(manifest[field]))).reverse();
      const named = own.filter((one): one is [string, string] => typeof one[1] === "string");
      all = new Map([...(above ? this.#versions(above) : []), ...named]);
      this.#listed.set(folder, all);
    }
    return all;
  }
}

/** Whether a dependency with this range is the package of the repository, rather than one from a registry. */
function takesOwn(range: string, version: unknown): boolean {
  if (/^(?:npm|git|github|https?|git\+\w+):|^[\w.-]+\//.test(range)) return false;
  const wanted = /^[\^~]?(\d+)\./.exec(range)?.[1];
  const own = typeof version === "string" ? /^(\d+)\./.exec(version)?.[1] : undefined;
  return wanted === undefined || own === undefined || wanted === own;
}
