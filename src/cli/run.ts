import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { debuglog } from "node:util";
import { UsageError, type LintOptions, type LintResult } from "../engine/options.ts";
import { decode } from "../engine/text.ts";
import { atLeast } from "../finding.ts";
import { formats } from "../report/formats.ts";
import type { Report } from "../report/report.ts";
import type { Configuration } from "./config-keys.ts";
import { loadConfiguration } from "./config.ts";
import { explain } from "./explain.ts";
import { help, parseCommandLine, type CommandLine, type FailOn } from "./options.ts";
import { checkOutputs, writeOutput } from "./outputs.ts";
import { installedDocs, packageVersion } from "./package.ts";
import { listPatterns } from "./patterns.ts";
import { Progress } from "./progress.ts";
import { proveRegex, refuseProveOptions } from "./prove-regex.ts";
import { readSelection, selectRules } from "./selection.ts";
import { statistics } from "./statistics.ts";
import { hasColors, hearErrors, print, readAll, widthOf, type Streams } from "./streams.ts";

/** The engine, as far as the command knows it. */
export type Lint = (options: LintOptions) => Promise<LintResult>;

const loadLint = async (): Promise<Lint> => (await import("../engine/lint.ts")).lintFiles;

/** The whole command: reads and writes only through `streams` and the file system, and answers with the exit status. */
export async function run(args: readonly string[], streams: Streams, lint?: Lint): Promise<number> {
  hearErrors(streams.stdout);
  hearErrors(streams.stderr);
  try {
    return await runCommand(parseCommandLine(args), streams, lint);
  } catch (error) {
    streams.stderr.write(`pyperf-lint: ${oneLine(error)}\n`);
    return 2;
  }
}

/** Stacks are for us: NODE_DEBUG=pyperf-lint shows them. */
function oneLine(error: unknown): string {
  if (error instanceof Error) debuglog("pyperf-lint")("%s", error.stack);
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s*[\r\n]+\s*/g, " ");
  return error instanceof UsageError ? message : `internal error: ${message}`;
}

async function runCommand(said: CommandLine, streams: Streams, lint: Lint | undefined): Promise<number> {
  const { stdout, env } = streams;
  const [first, ...rest] = said.positionals;
  const command = said.mayBeCommand ? first : undefined;
  if (said.help) await print(stdout, help());
  else if (said.version) await print(stdout, `${packageVersion()}\n`);
  else if (command === "explain") await print(stdout, explain(rest, said.docsBase ?? installedDocs, hasColors(stdout, env)));
  else if (command === "patterns") await print(stdout, listPatterns(rest));
  else if (command === "prove-regex") return await proveRegex(rest, said, streams);
  else return await runLint(said, streams, lint);
  return 0;
}

async function runLint(said: CommandLine, streams: Streams, lint: Lint | undefined): Promise<number> {
  refuseProveOptions(said);
  const cwd = streams.cwd();
  const configuration = await loadConfiguration(cwd, said.config);
  const options = await lintOptions(said, configuration, streams);
  checkOutputs(said.outputs, cwd);
  if (Object.keys(options.rules).length === 0) streams.stderr.write("pyperf-lint: no pattern is left to run\n");

  const progress = Progress.on(streams.stderr, streams.env, said.quiet);
  if (progress) options.onProgress = (done, total) => progress.show(done, total);
  const started = performance.now();
  const result = await (lint ?? (await loadLint()))(options).finally(() => progress?.clear());
  if (result.statistics.found === 0 && !said.allowEmpty) throw new UsageError(nothingToLint(said));

  const failOn = said.failOn ?? configuration?.failOn ?? "warning";
  await writeReports(said, streams, { ...result, ...howShown(said, failOn), sourceOf: sourceReader(options) });
  if (said.statistics) streams.stderr.write(statistics(result, performance.now() - started));
  return exitStatus(result, failOn);
}

async function lintOptions(said: CommandLine, configuration: Configuration | undefined, streams: Streams): Promise<LintOptions> {
  const { positionals: paths, stdinFilename, languages, maxFileSize, cache, project, jobs } = said;
  if (stdinFilename !== undefined && paths.length > 0) throw new UsageError(`--stdin-filename takes no paths, but "${paths[0]}" is given`);
  if (paths.includes("")) throw new UsageError("a path is empty");
  const select = said.select && readSelection("--select", said.select);
  const ignore = said.ignore && readSelection("--ignore", said.ignore);
  const rules = selectRules({ select, ignore }, configuration);
  return {
    cwd: resolve(streams.cwd()), paths: paths.length > 0 ? paths : ["."], rules, languages, maxFileSize, cache, project, jobs,
    stdin: stdinFilename === undefined ? undefined : { name: stdinFilename, bytes: await readAll(streams.stdin) },
    confidence: said.confidence ?? configuration?.confidence ?? "likely",
    exclude: [...(configuration?.exclude ?? []), ...said.exclude],
    configFile: configuration?.file,
    sinks: configuration?.sinks ?? [],
    contexts: configuration?.contexts ?? [],
  };
}

function nothingToLint({ stdinFilename, positionals }: CommandLine): string {
  if (stdinFilename !== undefined) return `nothing to lint: "${stdinFilename}" is excluded or of no language that is asked for`;
  const where = positionals.length > 0 ? positionals.join(" ") : ".";
  return `nothing to lint: no Python, JavaScript or TypeScript files that are asked for in ${where} (--allow-empty accepts that)`;
}

type Shown = Omit<Report, "findings" | "errors" | "summary" | "sourceOf" | "colors" | "width">;

function howShown({ docsBase, quiet }: CommandLine, failOn: FailOn): Shown {
  const least = failOn === "info" ? "info" : "warning";
  return { docsBase: docsBase ?? installedDocs, quiet: quiet ? { least } : undefined };
}

/** The texts that findings point into, read as the engine reads them. */
function sourceReader({ cwd, stdin }: LintOptions): Report["sourceOf"] {
  return (file, language) => {
    try {
      return decode(stdin?.bytes ?? readFileSync(resolve(cwd, file)), language);
    } catch {
      return undefined;
    }
  };
}

/** Standard output first: a file that cannot be written does not take the report from the reader. */
async function writeReports({ outputs }: CommandLine, streams: Streams, report: Omit<Report, "colors" | "width">): Promise<void> {
  const { stdout, env } = streams;
  for (const { format } of outputs.filter((one) => one.file === undefined)) {
    await print(stdout, formats[format]({ ...report, colors: hasColors(stdout, env), width: widthOf(stdout) }));
  }
  for (const { format, file } of outputs) {
    if (file !== undefined) writeOutput(file, streams.cwd(), formats[format]({ ...report, colors: false, width: 120 }));
  }
}

/** 1 where findings reach the limit or a file could not be parsed or read; a file that is too large is a choice, not a failure. */
function exitStatus({ findings, errors }: LintResult, failOn: FailOn): number {
  if (failOn === "never") return 0;
  return findings.some((one) => atLeast(one.severity, failOn)) || errors.some((one) => one.kind !== "too-large") ? 1 : 0;
}
