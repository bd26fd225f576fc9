import path from "node:path";
import { globMatcher, type Matcher } from "./globs.ts";
import { contexts, type Context, type FileContext } from "./knowledge/context.ts";
import { fileContexts } from "./knowledge/file-contexts.ts";
import type { ProjectFacts } from "./project-facts.ts";
import type { Settings } from "./rule.ts";
import type { FileContextFact } from "./summary.ts";

/** One row of `contexts` in the user's configuration; `unknown` turns a default off. */
interface OwnContext {
  files?: string | readonly string[];
  function?: string | readonly string[];
  context: Context;
}

interface Compiled {
  matches: Matcher;
  fact: FileContextFact;
  /** Also by the place of a file's package in its repository. */
  packages?: true;
}

/** Where the paths of a project begin. */
type Place = Pick<ProjectFacts, "root" | "repository">;

const compileRows = (rows: readonly FileContext[]): Compiled[] =>
  rows.map(({ files, packages, ...fact }) => ({ matches: globMatcher(files), fact, ...(packages && { packages }) }));

let defaults: Compiled[] | undefined;
const noRows: { files: Compiled[]; functions: Compiled[] } = { files: [], functions: [] };
const ownRows = new WeakMap<readonly unknown[], { files: Compiled[]; functions: Compiled[] }>();

function compileOwn(rows: readonly unknown[]): { files: Compiled[]; functions: Compiled[] } {
  if (rows.length === 0) return noRows;
  const known = ownRows.get(rows);
  if (known) return known;
  const all = rows.filter(isOwnContext);
  const pick = (key: "files" | "function"): Compiled[] => all.filter((row) => row[key] !== undefined)
    .map((row) => ({ matches: globMatcher(row[key] as string | string[]), fact: { context: row.context, how: `${row.context} code by configuration` } }));
  const made = { files: pick("files"), functions: pick("function") };
  ownRows.set(rows, made);
  return made;
}

function isOwnContext(row: unknown): row is OwnContext {
  return typeof row === "object" && row !== null && "context" in row && (contexts as readonly unknown[]).includes(row.context);
}

/** What was asked last: a file is asked about several times in a row. */
let last: { filename: string; root: string; repository: string | undefined; own: readonly unknown[]; fact: FileContextFact | undefined } | undefined;
const nothing: readonly unknown[] = [];

/** The context that a file has by its place in the project; the user's rows come first. */
export function fileContext(filename: string, { root, repository }: Place, own: readonly unknown[] = nothing): FileContextFact | undefined {
  if (last?.filename === filename && last.root === root && last.repository === repository && last.own === own) return last.fact;
  const fact = find(filename, { root, repository }, own);
  last = { filename, root, repository, own, fact };
  return fact;
}

/** What runs elsewhere than what ships: a function that only such files call has no caller that anybody waits for. */
const aside: ReadonlySet<Context | undefined> = new Set<Context>(["test", "build", "generated"]);

/** Whether a file takes no part where files are linked. */
export const runsAside = ({ filename, facts, settings }: { filename: string; facts: Place; settings: Pick<Settings, "contexts"> }): boolean =>
  aside.has(fileContext(filename, facts, settings.contexts)?.context);

function find(filename: string, { root, repository }: Place, own: readonly unknown[]): FileContextFact | undefined {
  const place = placeOf(filename, root);
  const told = compileOwn(own).files.find((row) => row.matches(place));
  if (told) return told.fact.context === "unknown" ? undefined : told.fact;
  defaults ??= compileRows(fileContexts);
  const outer = repository === undefined ? undefined : placeOf(filename, repository);
  return defaults.find((row) => row.matches(place) || (outer !== undefined && row.packages === true && row.matches(outer)))?.fact;
}

/** The context that the user's configuration gives to a function by its qualified name: `Users.load`, `handle*`. */
export function functionContext(name: string, own: readonly unknown[] = []): FileContextFact | undefined {
  if (own.length === 0) return undefined;
  return compileOwn(own).functions.find((row) => row.matches(name))?.fact;
}

/** Path below the project root with `/`; for a file outside of it, its name alone. */
export function placeOf(filename: string, root: string): string {
  const place = root === "" ? filename : path.relative(root, filename);
  return place.startsWith("..") || path.isAbsolute(place) ? path.basename(filename) : place.replaceAll("\\", "/");
}
