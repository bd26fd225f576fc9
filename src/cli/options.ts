import { parseArgs } from "node:util";
import { defaultMaxFileSize, UsageError } from "../engine/options.ts";
import { confidences, severities, type Confidence, type Language, type Severity } from "../finding.ts";
import { parseOutputs, type Output } from "./outputs.ts";
import { formatNames } from "../report/formats.ts";
import { unknown } from "./nearest.ts";

export const failLevels = [...severities, "never"] as const;
export type FailOn = Severity | "never";

const proveModes = ["search", "match", "fullmatch"] as const;
export type ProveMode = (typeof proveModes)[number];

const languages = ["python", "javascript"] as const satisfies readonly Language[];

const shortNames: Readonly<Record<string, Language>> = { js: "javascript", py: "python" };

interface Option {
  short?: string;
  /** Name of its value in the help; without one the option is a switch. */
  value?: string;
  multiple?: true;
  help: string;
  /** The command that it belongs to; absent: linting. */
  of?: "prove-regex";
}

/** Every option of the command, in the order of the help. */
export const options = {
  "output-format": { value: "FORMAT[=FILE]", multiple: true, help: `${formatNames.join(", ")}; with =FILE into that file; repeatable (default: text)` },
  select: { value: "PATTERNS", multiple: true, help: "patterns to run: names, recommended, all; separated by commas (default: recommended)" },
  ignore: { value: "PATTERNS", multiple: true, help: "patterns to leave out" },
  confidence: { value: "LEVEL", help: "least confidence shown: certain, likely, possible (default: likely)" },
  "fail-on": { value: "LEVEL", help: "least severity that ends with status 1: error, warning, info, never (default: warning)" },
  language: { value: "NAME", multiple: true, help: "python, javascript (with TypeScript); repeatable (default: both)" },
  exclude: { value: "GLOB", multiple: true, help: "files never to lint, in addition to the configuration's; repeatable" },
  config: { value: "FILE", help: "configuration file (default: the nearest pyperf-lint.toml, else pyproject.toml with [tool.pyperf-lint])" },
  "stdin-filename": { value: "NAME", help: "lint standard input as if it were this file" },
  "max-file-size": { value: "SIZE", help: "larger files are not linted: bytes, or with a unit: 500k, 2m (default: 1m)" },
  "allow-empty": { help: "end with status 0 where there is nothing to lint" },
  "no-cache": { help: "neither read nor write what earlier runs found" },
  "no-project": { help: "look at each file by itself: do not follow calls into other files" },
  jobs: { value: "N", help: "at most this many threads" },
  statistics: { help: "print counts and times on standard error" },
  quiet: { short: "q", help: "no summary, no progress, no findings of severity info (unless --fail-on info)" },
  "docs-base": { value: "URL", help: "where links to documentation lead (default: the installed files)" },
  pattern: { value: "PATTERN", of: "prove-regex", help: "the regular expression to try, in place of one in a file; with --language" },
  flags: { value: "LETTERS", of: "prove-regex", help: "its flags, in both languages as letters: i, m, s, x, u, v, y" },
  mode: { value: "MODE", of: "prove-regex", help: "how it is matched: search, match, fullmatch (default: as the code does)" },
  version: { short: "v", help: "print the version" },
  help: { short: "h", help: "print this help" },
} as const satisfies Record<string, Option>;

type OptionName = keyof typeof options;
const optionNames = Object.keys(options) as OptionName[];

/** The command line as values; what is undefined or empty was not said. */
export interface CommandLine {
  positionals: string[];
  /** The first positional may be a command: it does not stand after `--`. */
  mayBeCommand: boolean;
  outputs: Output[];
  select?: string[];
  ignore?: string[];
  confidence?: Confidence;
  failOn?: FailOn;
  languages: readonly Language[];
  exclude: string[];
  config?: string;
  stdinFilename?: string;
  maxFileSize: number;
  allowEmpty: boolean;
  cache: boolean;
  project: boolean;
  jobs?: number;
  statistics: boolean;
  quiet: boolean;
  docsBase?: string;
  /** Of `prove-regex`. */
  pattern?: string;
  flags?: string;
  mode?: ProveMode;
  version: boolean;
  help: boolean;
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals, mayBeCommand } = readTokens(args);
  const all = (name: OptionName): string[] | undefined => values.get(name);
  const last = (name: OptionName): string | undefined => values.get(name)?.at(-1);
  const chosen = all("language")?.map((word) => oneOf("--language", shortNames[word] ?? word, languages));
  const jobs = last("jobs");
  const size = last("max-file-size");
  return {
    positionals, mayBeCommand,
    outputs: parseOutputs(all("output-format") ?? ["text"]),
    select: all("select")?.flatMap(splitList),
    ignore: all("ignore")?.flatMap(splitList),
    confidence: given(last("confidence"), (word) => oneOf("--confidence", word, confidences)),
    failOn: given(last("fail-on"), (word) => oneOf("--fail-on", word, failLevels)),
    languages: chosen ? [...new Set(chosen)] : languages,
    exclude: all("exclude") ?? [],
    config: last("config"),
    stdinFilename: last("stdin-filename"),
    maxFileSize: size === undefined ? defaultMaxFileSize : bytesOf(size),
    allowEmpty: values.has("allow-empty"),
    cache: !values.has("no-cache"),
    project: !values.has("no-project"),
    jobs: jobs === undefined ? undefined : positive("--jobs", jobs),
    statistics: values.has("statistics"),
    quiet: values.has("quiet"),
    docsBase: given(last("docs-base"), baseUrl),
    pattern: last("pattern"),
    flags: last("flags"),
    mode: given(last("mode"), (word) => oneOf("--mode", word, proveModes)),
    version: values.has("version"),
    help: values.has("help"),
  };
}

/** Node's own parser finds the tokens; what is wrong with them is said here, in one line and with the nearest right name. */
function readTokens(args: readonly string[]): { values: Map<OptionName, string[]>; positionals: string[]; mayBeCommand: boolean } {
  const types = Object.fromEntries(optionNames.map((name) => [name, typeOf(options[name])]));
  const { tokens, positionals } = parseArgs({ args: [...args], options: types, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<OptionName, string[]>();
  const end = tokens.find((token) => token.kind === "option-terminator")?.index ?? Infinity;
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) throw new UsageError(unknown("option", rawName, spellings()));
    const takes = "value" in options[name];
    if (!takes && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    // A regular expression may begin with anything.
    if (takes && (value === undefined || value === "" || (name !== "pattern" && !token.inlineValue && value.startsWith("--")))) {
      throw new UsageError(`${rawName} needs a value: ${helpName(name)}`);
    }
    values.set(name, [...(values.get(name) ?? []), value ?? ""]);
  }
  const first = tokens.find((token) => token.kind === "positional");
  return { values, positionals, mayBeCommand: first !== undefined && first.index < end };
}

const spellings = (): string[] => optionNames.flatMap((name) => ("short" in options[name] ? [`--${name}`, `-${options[name].short}`] : [`--${name}`]));

const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

function typeOf(option: Option): { type: "string" | "boolean"; short?: string; multiple?: boolean } {
  const type = option.value === undefined ? "boolean" : "string";
  return option.short === undefined ? { type, multiple: true } : { type, multiple: true, short: option.short };
}

const splitList = (list: string): string[] => list.split(",").map((name) => name.trim()).filter((name) => name !== "");

const given = <T>(word: string | undefined, read: (word: string) => T): T | undefined => (word === undefined ? undefined : read(word));

/** One of a few words, or an error that names the nearest. */
export function oneOf<T extends string>(what: string, word: string, words: readonly T[]): T {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new UsageError(`${unknown(`value of ${what}`, word, words)} (${words.join(", ")})`);
  return found;
}

function positive(what: string, word: string): number {
  if (!/^[1-9]\d{0,5}$/.test(word)) throw new UsageError(`${what} needs a whole number from 1, not "${word}"`);
  return Number(word);
}

const units = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function bytesOf(word: string): number {
  const match = /^(\d{1,9})([kmg]?)(?:i?b)?$/i.exec(word);
  if (!match) throw new UsageError(`--max-file-size needs a number of bytes, 500k or 2m, not "${word}"`);
  return Number(match[1]) * units[(match[2] ?? "").toLowerCase() as keyof typeof units];
}

function baseUrl(word: string): string {
  if (!URL.canParse(word)) throw new UsageError(`--docs-base needs a whole URL such as https://example.com/docs/, not "${word}"`);
  return word.endsWith("/") ? word : `${word}/`;
}

function helpName(name: OptionName): string {
  const option: Option = options[name];
  const long = option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
  return option.short === undefined ? long : `-${option.short}, ${long}`;
}

/** The text of `--help`. */
export function help(): string {
  const names = optionNames.map(helpName);
  const width = Math.max(...names.map((name) => name.length));
  const linesOf = (command: Option["of"]): string =>
    optionNames.flatMap((name, index) => ((options[name] as Option).of === command ? [`  ${(names[index] ?? "").padEnd(width)}  ${options[name].help}`] : [])).join("\n");
  return `Finds performance bottlenecks in Python, JavaScript and TypeScript.

Usage:
  pyperf-lint [options] [path...]   lint files and folders (default: .)
  pyperf-lint explain PATTERN       why a pattern costs, what to do, how to measure it
  pyperf-lint patterns              list all patterns
  pyperf-lint prove-regex FILE:LINE[:COLUMN]
  pyperf-lint prove-regex --pattern PATTERN [--flags LETTERS] --language javascript|python
                                    time a regular expression on longer and longer texts, for 10 seconds at most

Options:
${linesOf(undefined)}

Options of prove-regex:
${linesOf("prove-regex")}

Exit status: 0 nothing at or above --fail-on; 1 findings, or files that could not be parsed or read; 2 no run took place.
Of prove-regex: 0 time in proportion to the length; 1 super-linear growth is shown; 2 nothing could be tried.
Configuration, suppression, output formats: docs/configuration.md
`;
}
