import { isAbsolute, relative, resolve } from "node:path";
import { UsageError } from "../engine/options.ts";
import type { ProveQuestion } from "../engine/prove.ts";
import type { CommandLine } from "./options.ts";
import { proofsInJson, proofsInText } from "./prove-regex-text.ts";
import { hasColors, print, type Streams } from "./streams.ts";
import { writeOutput } from "./outputs.ts";

/** All is over then, in ms since the start of the process: ten seconds less what printing and ending take on a busy machine. */
const TIME = 8_500;
/** So much there is for a process that lives on, as in tests. */
const LEAST = 6_000;

const usage = "prove-regex takes FILE:LINE, or --pattern and --language: pyperf-lint prove-regex src/names.js:12";

/** Times attacks on a regular expression: 1 where super-linear growth is shown, 0 where it is not. Nothing of a file but the pattern is used. */
export async function proveRegex(words: readonly string[], said: CommandLine, streams: Streams): Promise<number> {
  const question = questionOf(words, said, streams.cwd());
  const format = formatOf(said);
  const started = performance.now();
  const end = Math.max(TIME, started + LEAST);
  const { provePatterns } = await import("../engine/prove.ts");
  const { proved, untried } = await provePatterns(question, () => Math.min(end - performance.now(), TIME));
  const [first] = proved;
  // What no engine takes is wrong usage where the user gave it, or nothing but that was asked for.
  if (first && proved.every(({ proof }) => "failed" in proof) && "failed" in first.proof) throw new UsageError(`cannot try /${first.subject.pattern}/: ${first.proof.failed}`);
  const file = "filename" in question ? shownName(question.filename, streams.cwd()) : undefined;
  const given = { proved, untried, file };
  for (const output of said.outputs) {
    const colors = output.file === undefined && hasColors(streams.stdout, streams.env);
    const text = format === "json" ? proofsInJson(given) : proofsInText(given, colors);
    if (output.file === undefined) await print(streams.stdout, text);
    else writeOutput(output.file, streams.cwd(), text);
  }
  return proved.some(({ proof }) => "best" in proof && proof.best.growth.shown) ? 1 : 0;
}

/** Options that only `prove-regex` has. */
export function refuseProveOptions(said: CommandLine): void {
  for (const name of ["pattern", "flags", "mode"] as const) if (said[name] !== undefined) throw new UsageError(`--${name} belongs to prove-regex`);
}

function formatOf({ outputs }: CommandLine): "text" | "json" {
  const [{ format } = { format: "text" }, second] = outputs;
  if (format === "github" || second) throw new UsageError("prove-regex writes one report, text or json");
  return format === "json" ? "json" : "text";
}

function questionOf(words: readonly string[], { pattern, flags, mode, languages }: CommandLine, cwd: string): ProveQuestion {
  const [place, ...rest] = words;
  if (rest.length > 0 || (place === undefined) === (pattern === undefined)) throw new UsageError(usage);
  if (pattern !== undefined) {
    const [language, second] = languages;
    if (!language || second) throw new UsageError("--pattern needs the language of the pattern: --language javascript or --language python");
    return { pattern, flags: knownFlags(flags ?? "", language), language, mode };
  }
  if (flags !== undefined) throw new UsageError("--flags goes with --pattern; a pattern in a file has its own");
  const [, filename, line, column] = /^(.+?):(\d{1,7})(?::(\d{1,7}))?$/.exec(place ?? "") ?? [];
  if (filename === undefined || line === undefined) throw new UsageError(`"${place}" names no line. ${usage}`);
  return { filename: resolve(cwd, filename), line: Number(line), column: column === undefined ? undefined : Number(column), mode };
}

function knownFlags(flags: string, language: "javascript" | "python"): string {
  const known = language === "python" ? "aimsux" : "dgimsuvy";
  const strange = [...flags].find((flag) => !known.includes(flag));
  if (strange !== undefined) throw new UsageError(`--flags "${flags}": there is no flag "${strange}" (${[...known].join(", ")})`);
  return flags;
}

function shownName(filename: string, cwd: string): string {
  const name = relative(cwd, filename);
  return name.startsWith("..") || isAbsolute(name) ? filename : name.replaceAll("\\", "/");
}
