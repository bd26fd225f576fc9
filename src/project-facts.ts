import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, parse, relative, resolve } from "node:path";
import type { Language } from "./finding.ts";
import { frameworkMarks } from "./knowledge/python/contexts.ts";
import { prismaSchema } from "./prisma-files.ts";
import type { PrismaSchema } from "./prisma-schema.ts";
import { usedByServers } from "./workspace.ts";
import { isTable, jsonManifest, list, table, texts, textOf, tomlManifest } from "./manifests.ts";

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

const isTelling = (name: string): boolean =>
  rootMarks.includes(name) || name === "setup.cfg" || /^requirements/i.test(name) || frameworkMarks.some(({ file }) => file === name);

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
    const inside = relative(realpathSync(root), realpathSync(resolve(root, path)));
    if (inside.startsWith("..") || isAbsolute(inside)) return undefined;
    const stats = statSync(resolve(root, path));
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

/** Versions by which a package names another one of its repository. */
const isLink = /^(?:(?:workspace|file|link|portal):|\*$)/;

type NodeFacts = Pick<ProjectFacts, "prisma" | "packages" | "linked" | "isOfServer" | "name" | "isPrivate" | "programs" | "moduleKind">;

function nodeFacts(folders: readonly string[]): NodeFacts {
  let facts: NodeFacts | undefined;
  for (const folder of folders) {
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
    const packages = new Set(all.map(([one]) => one));
    const prisma = prismaSchema(folder, top, packages);
    return { ...own, packages, ...(prisma && { prisma }), ...(linked.length > 0 && { linked: new Set(linked) }) };
  }
  return facts ?? { programs: new Set() };
}

function programsOf(bin: unknown, folder: string): Set<string> {
  const paths = typeof bin === "string" ? [bin] : Object.values(table(bin)).filter((one) => typeof one === "string");
  return new Set(paths.map((path) => resolve(folder, path)));
}

function pythonPackages(folders: readonly string[]): ReadonlySet<string> | undefined {
  const frameworks: string[] = [];
  for (const folder of folders) {
    frameworks.push(...frameworksIn(folder));
    const found = [fromPyproject(folder), fromSetup(folder), fromRequirements(folder)].filter((one) => one !== undefined);
    if (found.length > 0) return new Set([...found.flat().map(projectName).filter((name) => name !== ""), ...frameworks]);
  }
  return frameworks.length > 0 ? new Set(frameworks) : undefined;
}

/** Frameworks that run what a folder holds, by the files that they look for in it. */
const frameworksIn = (folder: string): string[] =>
  frameworkMarks.flatMap(({ file, text, package: name }) => (text.test(textOf(join(folder, file)) ?? "") ? [name] : []));

function fromPyproject(folder: string): string[] | undefined {
  const manifest = tomlManifest(join(folder, "pyproject.toml"));
  if (!manifest) return undefined;
  const project = table(manifest["project"]);
  const poetry = table(table(manifest["tool"])["poetry"]);
  const groups = Object.values(table(poetry["group"])).map((group) => table(table(group)["dependencies"]));
  const tables = [table(poetry["dependencies"]), table(poetry["dev-dependencies"]), ...groups];
  const lists = [project["dependencies"], ...Object.values(table(project["optional-dependencies"])), ...Object.values(table(manifest["dependency-groups"]))];
  const names = [...lists.flatMap(texts), ...tables.flatMap((one) => Object.keys(one))];
  // A pyproject.toml that only configures tools names no dependencies: the requirements stand elsewhere.
  return names.length > 0 || Array.isArray(project["dependencies"]) ? names : undefined;
}

function fromSetup(folder: string): string[] | undefined {
  const text = textOf(join(folder, "setup.cfg"));
  if (text === undefined) return undefined;
  const names: string[] = [];
  let listed = false;
  let section = "";
  let inside = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const head = /^\[(.+)\]/.exec(line)?.[1];
    const entry = /^([\w-]+)\s*[=:](.*)$/.exec(line);
    if (head !== undefined) {
      section = head;
      inside = false;
    } else if (entry) {
      inside = section === "options.extras_require" || (section === "options" && entry[1] === "install_requires");
      listed ||= inside;
      if (inside) names.push(...(entry[2] ?? "").split(/[;,]\s*/));
    } else if (inside) names.push(line);
  }
  return listed ? names : undefined;
}

function fromRequirements(folder: string): string[] | undefined {
  const files = [...list(folder).filter((name) => /^requirements.*\.txt$/i.test(name)), ...list(join(folder, "requirements")).map((name) => join("requirements", name))];
  const found = files.filter((name) => name.endsWith(".txt")).map((name) => textOf(join(folder, name)));
  const lines = found.filter((text) => text !== undefined).flatMap((text) => text.split(/\r\n|\r|\n/));
  return lines.length > 0 ? lines : undefined;
}

/** The project named by one requirement, as PEP 503 spells it; "" for an option, a comment or a path. */
function projectName(requirement: string): string {
  const egg = /[#&]egg=([\w.-]+)/.exec(requirement)?.[1];
  const name = egg ?? /^\s*([A-Za-z0-9][\w.-]*)\s*(?:[[<>=!~;@,(#]|$|\s)/.exec(requirement)?.[1] ?? "";
  return name.replace(/[-_.]+$/, "").replaceAll(/[-_.]+/g, "-").toLowerCase();
}
