import { join } from "node:path";
import { serverPackages } from "./knowledge/javascript/contexts.ts";
import { jsonManifest, list, table, textOf, texts, type Table } from "./manifests.ts";

/** No repository that people work in has more packages. */
const MAX_PACKAGES = 500;

const known = new Map<string, ReadonlySet<string>>();

/** Names of the packages of a repository that its servers depend on, directly or through others. */
export function usedByServers(repository: string): ReadonlySet<string> {
  let found = known.get(repository);
  if (!found) known.set(repository, (found = reachable(packagesIn(repository))));
  return found;
}

function reachable(packages: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const left = [...packages].filter(([, needs]) => serverPackages.some((name) => needs.has(name))).flatMap(([, needs]) => [...needs]);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const needs = packages.get(name);
    if (!needs || reached.has(name)) continue;
    reached.add(name);
    left.push(...needs);
  }
  return reached;
}

/** Folders that may hold the packages of a repository. */
export const packageFolders = (repository: string): string[] => workspaceFolders(repository).slice(0, MAX_PACKAGES);

/** The packages of a workspace by name, each with what it depends on. */
function packagesIn(repository: string): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const folder of packageFolders(repository)) {
    const manifest = jsonManifest(join(folder, "package.json"));
    const name = manifest?.["name"];
    if (manifest && typeof name === "string") found.set(name, dependenciesOf(manifest));
  }
  return found;
}

/** What a package runs with. */
const dependenciesOf = (manifest: Table): Set<string> =>
  new Set(["dependencies", "peerDependencies", "optionalDependencies"].flatMap((kind) => Object.keys(table(manifest[kind]))));

/** Folders that the patterns of `workspaces` or `pnpm-workspace.yaml` name; a star stands for the folders of one level. */
function workspaceFolders(repository: string): string[] {
  const { workspaces } = jsonManifest(join(repository, "package.json")) ?? {};
  const named = Array.isArray(workspaces) ? texts(workspaces) : texts(table(workspaces)["packages"]);
  const patterns = named.length > 0 ? named : [...(textOf(join(repository, "pnpm-workspace.yaml")) ?? "").matchAll(/^\s*-\s*["']?([\w@./*-]+)/gm)].map(([, text]) => text ?? "");
  return patterns.filter((one) => !one.startsWith("!")).flatMap((pattern) =>
    pattern.split("/").filter((part) => part !== "" && part !== ".").reduce<string[]>((folders, part) =>
      folders.flatMap((folder) => (part.includes("*") ? list(folder).filter((name) => !name.startsWith(".") && !name.includes(".json")).map((name) => join(folder, name)) : [join(folder, part)])), [repository]));
}
