import { join } from "node:path";
import { frameworkMarks } from "./knowledge/python/contexts.ts";
import { isTable, list, table, texts, textOf, tomlManifest } from "./manifests.ts";

/** Names of files that tell which packages a Python project depends on, or which framework runs it. */
export const isPythonManifest = (name: string): boolean =>
  named.has(name) || requirements.test(name) || frameworkMarks.some(({ file }) => file === name);

const named: ReadonlySet<string> = new Set(["pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "requirements"]);
const requirements = /^requirements.*\.(?:txt|in)$/i;
/** Folders of a repository that hold nothing but what it is built from. */
const buildFolders = ["dependencies", "dependencies/pip", "deps", "docker", "docker/main", "deploy", "build", "etc", "config", "conf"];

/**
 * The packages that the nearest manifests name, from a folder up to the top of its repository, as PEP 503 spells them, and the frameworks that find
 * what the folder holds by its files; undefined where nothing names any.
 */
export function pythonPackages(folders: readonly string[]): ReadonlySet<string> | undefined {
  const frameworks: string[] = [];
  for (const folder of folders) {
    frameworks.push(...frameworksIn(folder));
    const sources = [fromPyproject, fromSetup, fromScript, fromPipfile, fromRequirements];
    const found = sources.map((read) => read(folder)).filter((one) => one !== undefined);
    if (found.length > 0) return packagesOf(found.flat(), frameworks);
  }
  const top = folders.at(-1);
  const built = top === undefined ? [] : buildFolders.flatMap((name) => fromRequirements(join(top, name)) ?? []);
  return built.length + frameworks.length > 0 ? packagesOf(built, frameworks) : undefined;
}

const packagesOf = (names: readonly string[], frameworks: readonly string[]): ReadonlySet<string> =>
  new Set([...names.map(projectName).filter((name) => name !== ""), ...frameworks]);

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

/** `install_requires=["flask>=2"]` in setup.py, as far as it is written out. The script is read, never run. */
function fromScript(folder: string): string[] | undefined {
  const listed = /\binstall_requires\s*=\s*\[([^\]]*)\]/.exec(textOf(join(folder, "setup.py")) ?? "")?.[1];
  const names = [...(listed ?? "").matchAll(/["']([^"'\n]+)["']/g)].map(([, name = ""]) => name);
  return names.length > 0 ? names : undefined;
}

function fromPipfile(folder: string): string[] | undefined {
  const manifest = tomlManifest(join(folder, "Pipfile"));
  const groups = ["packages", "dev-packages"].map((name) => manifest?.[name]).filter(isTable);
  return groups.length > 0 ? groups.flatMap((group) => Object.keys(group)) : undefined;
}

/** Files of requirements of a folder, and of a folder `requirements` in it: what they ask for, and what they are compiled from (`*.in`). */
function fromRequirements(folder: string): string[] | undefined {
  const files = [...list(folder).filter((name) => requirements.test(name)), ...list(join(folder, "requirements")).map((name) => join("requirements", name))];
  const found = files.filter((name) => /\.(?:txt|in)$/.test(name)).map((name) => textOf(join(folder, name)));
  const lines = found.filter((text) => text !== undefined).flatMap((text) => text.split(/\r\n|\r|\n/));
  return lines.length > 0 ? lines : undefined;
}

/** The project named by one requirement, as PEP 503 spells it; "" for an option, a comment or a path. */
function projectName(requirement: string): string {
  const egg = /[#&]egg=([\w.-]+)/.exec(requirement)?.[1];
  const name = egg ?? /^\s*([A-Za-z0-9][\w.-]*)\s*(?:[[<>=!~;@,(#]|$|\s)/.exec(requirement)?.[1] ?? "";
  return name.replace(/[-_.]+$/, "").replaceAll(/[-_.]+/g, "-").toLowerCase();
}
