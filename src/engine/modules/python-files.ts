import { basename, dirname, sep } from "node:path";
import { foldersAbove } from "./folders.ts";

/** How far a dotted name leads below a folder. */
export interface Reached {
  file: string;
  /** How many of the names were taken up by modules. */
  names: number;
}

/** The Python files of the project, asked for by folder and dotted names. */
export class PythonFiles {
  /** All folders with files of the project below them, up to the one above all. */
  readonly folders: ReadonlySet<string>;
  /** `__init__.py` by folder; stubs stand for code that is not there. */
  readonly #packages = new Map<string, string>();
  /** By path without its end. */
  readonly #modules = new Map<string, string>();

  constructor(files: ReadonlySet<string>) {
    this.folders = foldersAbove(files);
    for (const file of files) {
      const isStub = file.endsWith(".pyi");
      const stem = file.slice(0, isStub ? -4 : -3);
      const isPackage = basename(stem) === "__init__";
      const [all, key] = isPackage ? [this.#packages, dirname(file)] : [this.#modules, stem];
      if (!isStub || !all.has(key)) all.set(key, file);
    }
  }

  /** The file of a package, for its folder. */
  packageAt(folder: string): string | undefined {
    return this.#packages.get(folder);
  }

  /** The package or else the module of this name in a folder. */
  moduleIn(folder: string, name: string): string | undefined {
    const path = folder + sep + name;
    return this.#packages.get(path) ?? this.#modules.get(path);
  }

  /** Whether a folder, with or without `__init__.py`, may be a package of this name. */
  isFolderIn(folder: string, name: string): boolean {
    return this.folders.has(folder + sep + name);
  }

  /** The last module that dotted names lead to from a folder. Folders without `__init__.py` are packages without code. */
  reach(folder: string, names: readonly string[]): Reached | undefined {
    let file: string | undefined;
    let taken = 0;
    let path = folder;
    for (const [index, name] of names.entries()) {
      path += sep + name;
      const found = this.#packages.get(path) ?? this.#modules.get(path);
      if (found !== undefined) {
        file = found;
        taken = index + 1;
      }
      if (!this.folders.has(path)) break;
    }
    return file === undefined ? undefined : { file, names: taken };
  }
}
