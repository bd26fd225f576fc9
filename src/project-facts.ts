import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, parse, relative, resolve } from "node:path";
import type { Language } from "./finding.ts";
import { prismaSchema } from "./prisma-files.ts";
import type { PrismaSchema } from "./prisma-schema.ts";
import { isPythonManifest, pythonPackages } from "./python-manifests.ts";
import { usedByServers } from "./workspace.ts";
import { isTable, jsonManifest, list, table } from "./manifests.ts";

/** What the nearest manifests say about the project of a file. An absent fact means unknown. */
export interface ProjectFacts {
  /** Folder of the nearest configuration, `.git`, package.json or pyproject.toml upwards; contexts and globs see paths relative to it. */
  root: string;
  /** Folder of the repository (`.git`), where the root is a package in it. */
  repository?: string;
  /** Something marks the root: it is not just the folder that the linter was started in. */
  isMarked: boolean;
  /** Dependencies named in the nearest manifest of the file's language (Python: as PEP 503 spells them), or undefined without a manifest. */
  packages?: ReadonlySet<string>;
  /** Those of them that are other packages of the same repository: `workspace:`, `file:`, `link:`, `portal:`, `*`. */
  linked?: ReadonlySet<string>;
  /** The nearest package.json is of a package that nobody else installs, and not of the root of several. */
  isPrivate?: true;
  /** A server of the same repository depends on the package of the nearest package.json, directly or through others. */
  isOfServer?: true;
  /** The name that the manifest gives to the project. */
  name?: string;
  /** The models that its code asks Prisma for. */
  prisma?: PrismaSchema;
  /** Absolute paths of the programs of the nearest package.json (`bin`). */
  programs: ReadonlySet<string>;
  /** `type` of the nearest package.json. */
  moduleKind?: "module" | "commonjs";
  /** Size in bytes of a file at a constant path below the root (absolute, or relative to the root); undefined when it is not there or outside. */
  sizeOf(path: string): number | undefined;
}

const rootMarks = ["pyperf-lint.toml", ".git", "package.json", "pyproject.toml"];

const known = new Map<string, ProjectFacts>();

/** The facts about the project of a file, read once per folder and language. */
export function projectFacts(filename: string): ProjectFacts {
  return factsIn(dirname(resolve(filename)), /\.pyi?$/.test(filename) ? "python" : "javascript");
}

function factsIn(folder: string, language: Language): ProjectFacts {
  const key = `${language}\0${folder}`;
  const facts = known.get(key) ?? inherited(folder, language) ?? read(folder, language);
  known.set(key, facts);
  return facts;
}

/** What says anything about a project stands in few folders: the others have the facts of the folder above, where that has a root. */
function inherited(folder: string, language: Language): ProjectFacts | undefined {
  if (dirname(folder) === folder || list(folder).some(isTelling)) return undefined;
  const above = factsIn(dirname(folder), language);
  return above.isMarked ? above : undefined;
}

const isTelling = (name: string): boolean => rootMarks.includes(name) || isPythonManifest(name);

/** A size that somebody asked for: the root, the path, the answer. */
export type SizeAsked = readonly [root: string, path: string, size: number | null];

let sizesAsked: SizeAsked[] | undefined;

/** Runs something and tells which sizes it asked for: its result depends on them. */
export function watchingSizes<T>(run: () => T): { value: T; sizes: readonly SizeAsked[] } {
  const sizes: SizeAsked[] = [];
  sizesAsked = sizes;
  try {
    return { value: run(), sizes };
  } finally {
    sizesAsked = undefined;
  }
}

/** Whether the files have the sizes that they had when somebody asked. */
export const sizesHold = (sizes: readonly SizeAsked[]): boolean => sizes.every(([root, path, size]) => (sizeBelow(root, path) ?? null) === size);

/** All facts about the project of a file but the sizes of other files, as one text. */
export function factsText(filename: string): string {
  const facts = projectFacts(filename);
  const text = asText.get(facts) ?? JSON.stringify(facts, (_, value: unknown) => (value instanceof Set ? [...value] : value));
  asText.set(facts, text);
  return text;
}

const asText = new WeakMap<ProjectFacts, string>();

function read(folder: string, language: Language): ProjectFacts {
  const folders = upwards(folder);
  const marked = folders.find((one) => rootMarks.some((mark) => exists(join(one, mark))));
  const root = marked ?? unmarkedRoot(folder);
  const sizeOf = (path: string): number | undefined => {
    const size = sizeBelow(root, path);
    sizesAsked?.push([root, path, size ?? null]);
    return size;
  };
  const top = folders.at(-1);
  const repository = top !== undefined && top !== root && exists(join(top, ".git")) ? { repository: top } : {};
  return { root, ...repository, isMarked: marked !== undefined, sizeOf, ...(language === "python" ? { programs: new Set<string>(), packages: pythonPackages(folders) } : nodeFacts(folders)) };
}

/** A folder and those above it, up to the top of its repository. */
function upwards(folder: string): string[] {
  const all: string[] = [];
  const { root } = parse(folder);
  for (let at = folder; ; at = dirname(at)) {
    all.push(at);
    if (at === root || exists(join(at, ".git"))) return all;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Without any mark upwards, the folder that the linter was started in is the project, if the file lies in it. */
function unmarkedRoot(folder: string): string {
  const inside = relative(process.cwd(), folder);
  return inside.startsWith("..") || isAbsolute(inside) ? folder : process.cwd();
}

function sizeBelow(root: string, path: string): number | undefined {
  try {
    const whole = resolve(root, path);
    // Most of what is asked for is not there, which is told without an exception.
    const stats = statSync(whole, { throwIfNoEntry: false });
    if (!stats?.isFile()) return undefined;
    const inside = relative(realpathSync(root), realpathSync(whole));
    return inside.startsWith("..") || isAbsolute(inside) ? undefined : stats.size;
  } catch {
    return undefined;
  }
}

/** Versions by which a package names another one of its repository. */
const isLink = /^(?:(?:workspace|file|link|portal):|\*$)/;

type NodeFacts = Pick<ProjectFacts, "prisma" | "packages" | "linked" | "isOfServer" | "name" | "isPrivate" | "programs" | "moduleKind">;

function nodeFacts(folders: readonly string[]): NodeFacts {
  let facts: NodeFacts | undefined;
  for (const [at, folder] of folders.entries()) {
    const manifest = jsonManifest(join(folder, "package.json"));
    if (!manifest) continue;
    const { type, bin, name } = manifest;
    facts ??= { moduleKind: type === "module" ? "module" : "commonjs", programs: programsOf(bin, folder) };
    const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
    const listed = kinds.some((kind) => isTable(manifest[kind]));
    // A package.json that only says `"type": "module"` is a mark, not a manifest.
    if (!listed && name === undefined) continue;
    const named = typeof name === "string" ? { name } : {};
    const kept = manifest["private"] === true && manifest["workspaces"] === undefined ? { isPrivate: true as const } : {};
    const all = kinds.flatMap((kind) => Object.entries(table(manifest[kind])));
    const linked = all.flatMap(([one, version]) => (typeof version === "string" && isLink.test(version) ? [one] : []));
    const top = folders.at(-1);
    const isOfServer = typeof name === "string" && top !== undefined && top !== folder && usedByServers(top).has(name);
    const own = { ...facts, ...named, ...kept, ...(isOfServer && { isOfServer }) };
    const isWhole = all.length > 0 || offered.some((key) => manifest[key] !== undefined);
    const packages = isWhole ? new Set(all.map(([one]) => one)) : packagesAbove(folders.slice(at + 1));
    const prisma = prismaSchema(folder, top, packages);
    return { ...own, packages, ...(prisma && { prisma }), ...(linked.length > 0 && { linked: new Set(linked) }) };
  }
  return facts ?? { programs: new Set() };
}

/** What a package says of itself that others install. */
const offered = ["main", "module", "exports", "files", "publishConfig", "browser"];

/** A part of a repository that lists no dependencies and offers nothing uses those of the folder above, as Node finds them. */
function packagesAbove(folders: readonly string[]): ReadonlySet<string> {
  for (const folder of folders) {
    const manifest = jsonManifest(join(folder, "package.json"));
    const all = ["dependencies", "devDependencies"].flatMap((kind) => Object.keys(table(manifest?.[kind])));
    if (all.length > 0) return new Set(manifest?.["workspaces"] === undefined ? all : []);
  }
  return new Set();
}

function programsOf(bin: unknown, folder: string): Set<string> {
  const paths = typeof bin === "string" ? [bin] : Object.values(table(bin)).filter((one) => typeof one === "string");
  return new Set(paths.map((path) => resolve(folder, path)));
}
