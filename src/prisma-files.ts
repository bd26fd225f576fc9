import { join } from "node:path";
import { jsonManifest, list, table, textOf, type Table } from "./manifests.ts";
import { PrismaSchema } from "./prisma-schema.ts";
import { packageFolders } from "./workspace.ts";

/** Folders of a schema lie in each other only so deep. */
const MAX_DEPTH = 2;
/** No schema is spread over more files. */
const MAX_FILES = 500;

/** Where a schema lies unless something says otherwise, in the order of what is likelier to be meant. */
const usual = ["prisma/schema.prisma", "prisma/schema", "schema.prisma", "src/prisma/schema.prisma", "src/prisma/schema", "db/schema.prisma", "prisma", "database/schema.prisma"];
const configs = ["prisma.config.ts", "prisma.config.mts", "prisma.config.js", "prisma.config.mjs"];
/** Without a schema at the usual places, it may lie in a folder for each kind of database. */
const perDatabase = ["postgresql", "postgres", "mysql", "sqlite"].flatMap((name) => [name, `prisma/${name}`, `db/${name}`]).map((folder) => `${folder}/schema.prisma`);

interface Found {
  /** Of the package. */
  name: unknown;
  schema: PrismaSchema;
}

const known = new Map<string, PrismaSchema | undefined>();
const inRepository = new Map<string, readonly Found[]>();

/**
 * The Prisma schema that the code of a package is written for: its own, else the only one of its repository, or of the packages that it depends on.
 * `folder` holds the manifest of the package.
 */
export function prismaSchema(folder: string, repository: string | undefined, packages: ReadonlySet<string>): PrismaSchema | undefined {
  const own = schemaIn(folder);
  if (own || repository === undefined || repository === folder) return own;
  const all = inRepository.get(repository) ?? schemasIn(repository);
  inRepository.set(repository, all);
  const used = all.filter(({ name }) => typeof name === "string" && packages.has(name));
  return (all.length === 1 ? all : used.length === 1 ? used : [])[0]?.schema;
}

/** Folders of packages where nothing names them. */
const usualPackages = ["packages", "apps", "libs", "internal-packages", "services"];

function schemasIn(repository: string): Found[] {
  const named = packageFolders(repository);
  const below = (folder: string): string[] => list(join(repository, folder)).map((name) => join(repository, folder, name));
  const folders = named.length > 0 ? named : usualPackages.flatMap(below);
  return [repository, ...folders].flatMap((folder) => {
    const schema = schemaIn(folder);
    return schema ? [{ name: jsonManifest(join(folder, "package.json"))?.["name"], schema }] : [];
  });
}

/** The schema of one package. */
function schemaIn(folder: string): PrismaSchema | undefined {
  if (known.has(folder)) return known.get(folder);
  let found: PrismaSchema | undefined;
  for (const path of [...named(folder), ...usual, ...perDatabase]) {
    const texts = path.endsWith(".prisma") ? filesAt(join(folder, path)) : filesBelow(join(folder, path), MAX_DEPTH);
    if (texts.some((text) => /^\s*model\s+\w+\s*\{/m.test(text))) {
      found = new PrismaSchema(texts);
      break;
    }
  }
  known.set(folder, found);
  return found;
}

/** Where the manifest, its scripts or the configuration of Prisma say that the schema lies. */
function named(folder: string): string[] {
  const manifest: Table = jsonManifest(join(folder, "package.json")) ?? {};
  const told = table(manifest["prisma"])["schema"];
  const inScripts = Object.values(table(manifest["scripts"])).flatMap((script) => (typeof script === "string" ? (/\bprisma\b.*--schema[= ]["']?([\w./@-]+)/.exec(script)?.[1] ?? []) : []));
  const config = configs.map((name) => textOf(join(folder, name))).find((text) => text !== undefined);
  const inConfig = /\bschema:\s*(?:path\.)?(?:(?:join|resolve)\((?:__dirname|import\.meta\.dirname|process\.cwd\(\)),\s*)?["']([\w./@-]+)["']/.exec(config ?? "")?.[1];
  return [...(typeof told === "string" ? [told] : []), ...(inConfig === undefined ? [] : [inConfig]), ...inScripts];
}

function filesAt(path: string): string[] {
  const text = textOf(path);
  return text === undefined ? [] : [text];
}

function filesBelow(folder: string, depth: number): string[] {
  const names = list(folder).filter((name) => name !== "migrations" && name !== "node_modules").slice(0, MAX_FILES);
  const own = names.filter((name) => name.endsWith(".prisma")).flatMap((name) => filesAt(join(folder, name)));
  return depth > 1 ? [...own, ...names.filter((name) => !name.includes(".")).flatMap((name) => filesBelow(join(folder, name), depth - 1))] : own;
}
