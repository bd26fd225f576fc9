import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFacts } from "../project-facts.ts";
import type { FileReport, Task } from "./file-linter.ts";

/** Changes whenever what is kept has another shape. */
const FORMAT = 1;
/** More than any run looks at: what is older goes. */
const MAX_FILES = 50_000;

/** What a run found in a file, and what that depended on. */
interface Entry {
  /** Of its content, of the facts about its project, and of what other files told. */
  key: string;
  report: FileReport;
}

interface Kept {
  version: string;
  /** By file, in the order of use: those of the last run come last. First without, then with the answers of other files. */
  files: Record<string, Entry>;
  linked: Record<string, Entry>;
}

/**
 * What earlier runs found, by the content of files. It changes the time that a run takes, never what it finds: every fact that a finding depends on
 * is part of its key. A cache that cannot be read or written is no error.
 */
export class Cache {
  readonly #file: string;
  readonly #folder: string;
  readonly #version: string;
  readonly #kept: Kept;
  readonly #used: Kept;

  /** `root`: the folder of the project. */
  constructor(root: string, task: Task) {
    this.#version = hash(`${FORMAT}\0${engineVersion()}\0${JSON.stringify(task)}`);
    this.#folder = folderIn(root);
    this.#file = join(this.#folder, `${this.#version.slice(0, 16)}.json`);
    this.#kept = read(this.#file, this.#version);
    this.#used = { version: this.#version, files: {}, linked: {} };
  }

  /** An earlier run has left something. */
  get isKept(): boolean {
    return Object.keys(this.#kept.files).length > 0;
  }

  get(kind: "files" | "linked", file: string, key: string): FileReport | undefined {
    const known = this.#kept[kind][file];
    if (known?.key !== key) return undefined;
    this.#used[kind][file] = known;
    return known.report;
  }

  set(kind: "files" | "linked", file: string, key: string, report: FileReport): void {
    this.#used[kind][file] = { key, report: { ...report, times: {} } };
  }

  /** Keeps what was used or set, and what is known of other files. */
  save(): void {
    const { files, linked } = this.#used;
    const kept: Kept = { version: this.#version, files: merged(this.#kept.files, files), linked: merged(this.#kept.linked, linked, files) };
    keep(this.#folder, this.#file, JSON.stringify(kept));
  }
}

/** Writes a file of the cache at once, so that nobody reads half of it; tells whether that worked. */
export function keep(folder: string, file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, ".gitignore"), "*\n");
    writeFileSync(draft, text);
    renameSync(draft, file);
    return true;
  } catch {
    // What is in the way of writing may be in the way of this, too.
    try {
      rmSync(draft, { force: true });
    } catch {
      return false;
    }
    return false;
  }
}

/** New entries after the old ones that they do not replace; those of files in `without` go. */
function merged(old: Kept["files"], used: Kept["files"], without: Kept["files"] = used): Kept["files"] {
  const others = Object.entries(old).filter(([file]) => !Object.hasOwn(without, file));
  return Object.fromEntries([...others, ...Object.entries(used)].slice(-MAX_FILES));
}

function read(file: string, version: string): Kept {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
    if (kept.version === version) return kept;
  } catch {
    // There is none, or it is broken: the run makes a new one.
  }
  return { version, files: {}, linked: {} };
}

/** Runs over fewer files are quick without one. */
const MIN_FILES = 16;

/** The folder for what a run over so many files keeps, if that is worth it or an earlier run has made it. */
export function cacheFolder({ cwd }: Pick<Task, "cwd">, files: number): string | undefined {
  const { root, isMarked } = projectFacts(join(cwd, "file"));
  const folder = isMarked ? folderIn(root) : undefined;
  return folder !== undefined && (files >= MIN_FILES || statSync(folder, { throwIfNoEntry: false })) ? folder : undefined;
}

/** The cache of a run over so many files, if it is worth keeping or there is one. */
export function cacheFor(task: Task, files: number): Cache | undefined {
  const { root, isMarked } = projectFacts(join(task.cwd, "file"));
  const cache = isMarked ? new Cache(root, task) : undefined;
  return cache && (files >= MIN_FILES || cache.isKept) ? cache : undefined;
}

export const hash = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("base64url");

/** Where tools of Node keep such things, else a folder of our own that git leaves alone. */
function folderIn(root: string): string {
  const modules = join(root, "node_modules");
  return statSync(modules, { throwIfNoEntry: false })?.isDirectory() ? join(modules, ".cache", "pyperf-lint") : join(root, ".pyperf-cache");
}

/** The version of the package, and of its build for those who work on it. */
function engineVersion(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  return `${version} ${statSync(fileURLToPath(import.meta.url)).mtimeMs} ${process.versions.node}`;
}
