import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { table, texts, textOf, tomlManifest, type Table } from "../../manifests.ts";
import { isBelow } from "./folders.ts";
import type { PythonFiles } from "./python-files.ts";

/** The folders that absolute imports start from. */
export class PythonRoots {
  readonly #files: PythonFiles;
  readonly #named = new Map<string, readonly string[]>();
  readonly #from = new Map<string, readonly string[]>();
  readonly #tops = new Map<string, string>();
  #ofProjects: readonly string[] | undefined;

  constructor(files: PythonFiles) {
    this.#files = files;
  }

  /** The folder that holds the outermost package around a folder: the first one upwards without `__init__.py`. */
  top(folder: string): string {
    let top = this.#tops.get(folder);
    if (top === undefined) {
      top = this.#files.packageAt(folder) === undefined || dirname(folder) === folder ? folder : this.top(dirname(folder));
      this.#tops.set(folder, top);
    }
    return top;
  }

  /** The roots for files whose packages stand in a folder, the nearest first: that one, those above it, and what manifests there name. */
  from(top: string): readonly string[] {
    let all = this.#from.get(top);
    if (!all) {
      // A folder above that is a package itself is no root, but for that of a project.
      const bases = upwards(top).filter((one) => one === top || this.#files.packageAt(one) === undefined || isProject(one));
      all = [...new Set(bases.flatMap((one) => [one, ...this.#namedBy(one)]))];
      this.#from.set(top, all);
    }
    return all;
  }

  /** The roots of all projects that can be installed. */
  ofProjects(): readonly string[] {
    if (!this.#ofProjects) {
      const [top] = this.#files.folders;
      const folders = new Set([...(top === undefined ? [] : upwards(top)), ...this.#files.folders]);
      this.#ofProjects = [...new Set([...folders].filter(isProject).flatMap((one) => [one, ...this.#namedBy(one)]))];
    }
    return this.#ofProjects;
  }

  /** Folders that the manifest of a folder names as roots, and `src`. */
  #namedBy(folder: string): readonly string[] {
    let all = this.#named.get(folder);
    if (!all) {
      const names = ["src", ...fromPyproject(tomlManifest(join(folder, "pyproject.toml")) ?? {}), ...fromSetup(folder)];
      const paths = [...new Set(names.map((name) => resolve(folder, name)))];
      all = paths.filter((one) => one !== folder && isBelow(one, folder) && this.#files.folders.has(one));
      // A `src` that is a package itself is none.
      all = all.filter((one) => this.#files.packageAt(one) === undefined);
      this.#named.set(folder, all);
    }
    return all;
  }
}

/** A folder and those above it, up to the top of its repository. */
function upwards(folder: string): string[] {
  const all: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    all.push(at);
    if (dirname(at) === at || existsSync(join(at, ".git"))) return all;
  }
}

const isProject = (folder: string): boolean => ["pyproject.toml", "setup.py", "setup.cfg"].some((name) => existsSync(join(folder, name)));

function fromPyproject(manifest: Table): string[] {
  const tool = table(manifest["tool"]);
  const setuptools = table(tool["setuptools"]);
  const [fromDir] = texts(Object.values(table(setuptools["package-dir"])));
  const { packages } = table(tool["poetry"]);
  const ofPoetry = Array.isArray(packages) ? texts(packages.map((one) => table(one)["from"])) : [];
  const wheel = table(table(table(table(tool["hatch"])["build"])["targets"])["wheel"]);
  const ofHatch = [...texts(wheel["sources"]), ...texts(wheel["packages"]).map((path) => dirname(path))];
  const tests = table(table(tool["pytest"])["ini_options"])["pythonpath"];
  const named = [
    fromDir ?? "", ...texts(table(table(setuptools["packages"])["find"])["where"]), ...ofPoetry, ...ofHatch,
    ...(typeof tests === "string" ? tests.split(/\s+/) : texts(tests)), ...texts(table(tool["pyright"])["extraPaths"]),
  ];
  return named.filter((one) => one !== "");
}

/** `package_dir` and `where` of a setup.cfg. */
function fromSetup(folder: string): string[] {
  const text = textOf(join(folder, "setup.cfg")) ?? "";
  const named = /^(?:package_dir[ \t]*=\s*=[ \t]*|where[ \t]*=[ \t]*)([\w./-]+)/gm;
  return [...text.matchAll(named)].map(([, path = ""]) => path);
}
