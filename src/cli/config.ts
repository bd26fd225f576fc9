import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { UsageError } from "../engine/options.ts";
import { readConfiguration, type Configuration } from "./config-keys.ts";
import { kindOf, reasonOf } from "./files.ts";
import { checkRuleOptions } from "./rule-options.ts";

const ownName = "pyperf-lint.toml";
const sharedName = "pyproject.toml";

/** The configuration that holds for a working directory, checked; undefined when there is none. */
export async function loadConfiguration(cwd: string, named?: string): Promise<Configuration | undefined> {
  const file = named === undefined ? findConfiguration(cwd) : resolve(cwd, named);
  if (file === undefined) return undefined;
  const place = placeOf(file, cwd);
  try {
    const table = tableOf(file, readFileSync(file, "utf8"));
    if (!table) throw new UsageError(`there is no table [tool.pyperf-lint] in it`);
    const configuration = readConfiguration(table, file);
    await checkRuleOptions(configuration);
    return configuration;
  } catch (error) {
    throw new UsageError(`${place}: ${whyBroken(error)}`);
  }
}

/** The nearest own file, however far up, comes before the nearest pyproject.toml that has our table. */
function findConfiguration(cwd: string): string | undefined {
  const folders = [...upwards(cwd)];
  const own = folders.map((folder) => join(folder, ownName)).find(isFile);
  return own ?? folders.map((folder) => join(folder, sharedName)).find((file) => isFile(file) && hasTable(file));
}

function* upwards(folder: string): Generator<string> {
  yield folder;
  const parent = dirname(folder);
  if (parent !== folder) yield* upwards(parent);
}

const isFile = (path: string): boolean => kindOf(path) === "file";

/** A pyproject.toml that does not mention us may be as broken as it likes. */
function hasTable(file: string): boolean {
  try {
    const text = readFileSync(file, "utf8");
    return text.includes("pyperf-lint") && tableOf(file, text) !== undefined;
  } catch (error) {
    if (error instanceof TomlError) return true;
    return false;
  }
}

function tableOf(file: string, text: string): unknown {
  const whole = parse(text.replace(/^\uFEFF/, ""));
  if (basename(file) !== sharedName) return whole;
  const tool = whole["tool"];
  return typeof tool === "object" && tool !== null && "pyperf-lint" in tool ? tool["pyperf-lint"] : undefined;
}

function whyBroken(error: unknown): string {
  if (!(error instanceof TomlError)) return reasonOf(error);
  const [first = ""] = error.message.split("\n");
  return `line ${error.line}, column ${error.column}: ${first}`;
}

function placeOf(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith("..") ? file : path;
}
