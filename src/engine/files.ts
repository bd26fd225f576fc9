import { readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { FileError, Language } from "../finding.ts";
import { displayName } from "./display.ts";
import type { Excludes } from "./exclude.ts";
import type { FileJob } from "./file-linter.ts";
import { compare, reasonOf } from "./file-linter.ts";
import { isBuiltName } from "./generated.ts";
import { enter, isIgnored, layersAbove, type Layers } from "./ignore-files.ts";
import { isInstalled } from "./installed.ts";
import { languageOf } from "./language.ts";
import { UsageError } from "./options.ts";

/** Folders that hold what tools fetched, made or cached. */
const skippedFolders = new Set([
  "node_modules", "bower_components", "jspm_packages", ".yarn", ".pnpm-store", "vendor", "vendored", "_vendor", "third_party", "third-party",
  "site-packages", "__pycache__", "__pypackages__", ".venv", ".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis",
  ".git", ".hg", ".svn", ".jj", ".history",
  "dist", "build", "out", "coverage", ".nyc_output", ".next", ".nuxt", ".output", ".svelte-kit", ".astro", ".angular", ".docusaurus", ".expo", ".vercel",
  ".netlify", ".serverless", ".aws-sam", ".webpack", ".parcel-cache", ".cache", ".turbo", ".nx",
]);

/** Under its own name, or put aside under one like it: `node_modules.bak`, `bower_components.safe`. */
const isSkipped = (folder: string): boolean => skippedFolders.has(folder) || /^(?:node_modules|bower_components)[._-]/.test(folder);

export interface Search {
  cwd: string;
  paths: readonly string[];
  languages: ReadonlySet<Language>;
  isExcluded: Excludes;
}

export interface Found {
  /** In the order of their display names, each once. */
  jobs: FileJob[];
  /** Folders that could not be read. */
  errors: FileError[];
}

/** The files to lint below the named paths. Symbolic links are followed only where the user names one, so there are no loops. */
export function findFiles({ cwd, paths, languages, isExcluded }: Search): Found {
  const jobs = new Map<string, FileJob>();
  const errors: FileError[] = [];
  const add = (filename: string, named: boolean, stats?: Stats): void => {
    const language = languageOf(filename);
    if (!language || !languages.has(language) || isExcluded(filename)) return;
    const known = jobs.get(filename);
    const size = known?.size ?? stats?.size ?? sizeOf(filename);
    jobs.set(filename, { filename, file: displayName(cwd, filename), language, size, named: named || known?.named === true });
  };
  const fail: Fail = (folder, error) => errors.push({ file: displayName(cwd, folder), line: 1, kind: "unreadable", message: reasonOf(error) });
  for (const path of paths) {
    const full = resolve(cwd, path);
    const stats = statsOf(full, path);
    if (!stats.isDirectory()) add(full, true, stats);
    else if (!isExcluded(full)) walk(full, add, isExcluded, fail);
  }
  const inOrder = [...jobs.values()].sort((a, b) => compare(a.file, b.file));
  return { jobs: inOrder, errors };
}

function statsOf(full: string, path: string): Stats {
  try {
    return statSync(full);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new UsageError(code === "ENOENT" || code === "ENOTDIR" ? `"${path}" does not exist` : `"${path}": ${reasonOf(error)}`);
  }
}

function sizeOf(filename: string): number {
  try {
    return statSync(filename).size;
  } catch {
    return 0;
  }
}

type Add = (filename: string, named: boolean) => void;
type Fail = (folder: string, error: unknown) => void;

function walk(top: string, add: Add, isExcluded: Excludes, fail: Fail): void {
  const open: { folder: string; above: Layers }[] = [{ folder: top, above: layersAbove(top, isRepository) }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { folder } = next;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      fail(folder, error);
      continue;
    }
    if (folder !== top && isInstalled(entries)) continue;
    const layers = entries.some(({ name }) => name === ".gitignore") ? enter(folder, next.above) : next.above;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isSkipped(entry.name) || isExcluded(path) || isIgnored(path, true, layers)) continue;
        open.push({ folder: path, above: layers });
      } else if (entry.isFile() && languageOf(entry.name) && !isBuiltName(basename(path)) && !isIgnored(path, false, layers)) add(path, false);
    }
  }
}

/** Nothing above the top of a repository is about it. */
function isRepository(folder: string): boolean {
  return statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined || dirname(folder) === folder;
}
