import { UsageError, type RuleSetting } from "../engine/options.ts";
import { confidences, severities, type Confidence, type Severity } from "../finding.ts";
import { contexts } from "../knowledge/context.ts";
import { validateUserSinks } from "../own-sinks.ts";
import { patternIds, type PatternId } from "../patterns.ts";
import { unknown } from "./nearest.ts";
import { failLevels, oneOf, type FailOn } from "./options.ts";
import { readSelection, type Selector } from "./selection.ts";

/** A configuration file as values; what is undefined or empty was not said. */
export interface Configuration {
  /** Absolute path. */
  file: string;
  select?: Selector[];
  ignore?: Selector[];
  exclude: string[];
  confidence?: Confidence;
  failOn?: FailOn;
  rules: Partial<Record<PatternId, RuleSetting | "off">>;
  sinks: unknown[];
  contexts: unknown[];
}

type Table = Record<string, unknown>;

/** Each key of the file, and what reads its value. */
const keys = {
  select: (value: unknown) => ({ select: readSelection("select", texts("select", value)) }),
  ignore: (value: unknown) => ({ ignore: readSelection("ignore", texts("ignore", value)) }),
  exclude: (value: unknown) => ({ exclude: texts("exclude", value) }),
  confidence: (value: unknown) => ({ confidence: oneOf("confidence", text("confidence", value), confidences) }),
  "fail-on": (value: unknown) => ({ failOn: oneOf("fail-on", text("fail-on", value), failLevels) }),
  rules: (value: unknown) => ({ rules: readRules(value) }),
  sinks: (value: unknown) => ({ sinks: readSinks(value) }),
  contexts: (value: unknown) => ({ contexts: readContexts(value) }),
} satisfies Record<string, (value: unknown) => Partial<Configuration>>;

const keyNames = Object.keys(keys);
const isKey = (name: string): name is keyof typeof keys => Object.hasOwn(keys, name);

/** Checks the table of a configuration file from its first key to its last; the first mistake is an error. */
export function readConfiguration(table: unknown, file: string): Configuration {
  const read: Configuration = { file, exclude: [], rules: {}, sinks: [], contexts: [] };
  for (const [name, value] of Object.entries(asTable("[tool.pyperf-lint]", table))) {
    if (!isKey(name)) throw new UsageError(unknown("key", name, keyNames));
    Object.assign(read, keys[name](value));
  }
  return read;
}

const ruleLevels = ["off", ...severities] as const;

function readRules(value: unknown): Configuration["rules"] {
  const rules: Configuration["rules"] = {};
  for (const [name, setting] of Object.entries(asTable("[rules]", value))) {
    const id = patternIds.find((one) => one === name);
    if (id === undefined) throw new UsageError(`${unknown("pattern", name, patternIds)} (in [rules])`);
    rules[id] = readRule(id, setting);
  }
  return rules;
}

function readRule(id: PatternId, setting: unknown): RuleSetting | "off" {
  const list: unknown[] = Array.isArray(setting) ? setting : [setting];
  const [level, options] = list;
  if (typeof level !== "string" || list.length > 2) {
    throw new UsageError(`rules.${id} needs ${ruleLevels.map((one) => `"${one}"`).join(", ")} or [severity, { options }]`);
  }
  const severity: Severity | "off" = oneOf(`rules.${id}`, level, ruleLevels);
  if (severity === "off") return "off";
  return options === undefined ? { severity } : { severity, options: asTable(`the second value of rules.${id}`, options) };
}

function readSinks(value: unknown): unknown[] {
  const [problem] = validateUserSinks(value);
  if (problem !== undefined) throw new UsageError(problem);
  return list("sinks", value);
}

const contextKeys = ["files", "function", "context"];

function readContexts(value: unknown): unknown[] {
  const rows = list("contexts", value);
  for (const [index, row] of rows.entries()) {
    const name = `contexts[${index}]`;
    const table = asTable(`[[${name}]]`, row);
    const strange = Object.keys(table).find((key) => !contextKeys.includes(key));
    if (strange !== undefined) throw new UsageError(unknown(`key of ${name}`, strange, contextKeys));
    if (("files" in table) === ("function" in table)) throw new UsageError(`${name} needs either files or function`);
    texts(`${name}.${"files" in table ? "files" : "function"}`, table["files"] ?? table["function"]);
    oneOf(`${name}.context`, text(`${name}.context`, table["context"]), contexts);
  }
  return rows;
}

function asTable(what: string, value: unknown): Table {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Date) throw new UsageError(`${what} is not a table`);
  return value as Table;
}

function list(what: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new UsageError(`${what} is not a list of tables: [[${what}]]`);
  return value;
}

function text(what: string, value: unknown): string {
  if (typeof value !== "string") throw new UsageError(`${what} needs a text in quotes`);
  return value;
}

/** A list of texts; a single one may stand without brackets. */
function texts(what: string, value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  if (!all.every((one) => typeof one === "string" && one !== "")) throw new UsageError(`${what} needs a list of texts: ["...", "..."]`);
  return all as string[];
}
