import { dirname, join, resolve } from "node:path";
import type { FileError, Finding, Language } from "../finding.ts";
import { projectFacts } from "../project-facts.ts";
import { displayName } from "./display.ts";
import { excludes } from "./exclude.ts";
import { compare, FileLinter, type FileJob, type FileReport, type Task } from "./file-linter.ts";
import { findFiles, type Found } from "./files.ts";
import { languageOf } from "./language.ts";
import type { LintOptions, LintResult } from "./options.ts";
import { lintInWorkers, workersFor } from "./pool.ts";

/** Lints files and folders, or one text. Prints nothing; throws `UsageError` where no run can take place. */
export async function lintFiles(options: LintOptions): Promise<LintResult> {
  const { cwd, onProgress, rules, confidence, sinks, contexts, maxFileSize } = options;
  const started = performance.now();
  const found = find(options);
  const { jobs } = found;
  const total = new Total(found.errors);
  total.time("find files", performance.now() - started);
  const bytes = jobs.reduce((sum, { size }) => sum + (size <= maxFileSize ? size : 0), 0);
  let done = 0;
  const finish = (_job: FileJob, report: FileReport): void => {
    total.add(report);
    onProgress?.(++done, jobs.length);
  };
  const task: Task = { cwd, rules, confidence, sinks, contexts, maxFileSize };
  if (options.stdin) await lintText(task, jobs, options.stdin.bytes, finish);
  else await lintJobs(task, jobs, workersFor(bytes, jobs.length, options.jobs), finish);
  return total.result(jobs.length);
}

function find({ cwd, paths, stdin, languages: asked, exclude, configFile }: LintOptions): Found {
  const base = configFile === undefined ? projectFacts(join(cwd, "file")).root : dirname(configFile);
  const isExcluded = excludes(exclude, base);
  const languages = new Set(asked);
  if (!stdin) return findFiles({ cwd, paths, languages, isExcluded });
  const filename = resolve(cwd, stdin.name);
  const language = languageOf(filename);
  const wanted = language !== undefined && languages.has(language) && !isExcluded(filename);
  return { jobs: wanted ? [{ filename, file: displayName(cwd, filename), language, size: stdin.bytes.byteLength, named: true }] : [], errors: [] };
}

type Finish = (job: FileJob, report: FileReport) => void;

async function lintText(task: Task, jobs: readonly FileJob[], bytes: Uint8Array, finish: Finish): Promise<void> {
  const [job] = jobs;
  if (!job) return;
  const linter = await FileLinter.load(task, new Set([job.language]), false);
  const report = linter.lint(job, bytes);
  if (report.needsLargeStack) await lintInWorkers(task, [job], 1, finish, bytes);
  else finish(job, report);
}

async function lintJobs(task: Task, jobs: readonly FileJob[], workers: number, finish: Finish): Promise<void> {
  if (jobs.length === 0) return;
  if (workers > 0) return lintInWorkers(task, jobs, workers, finish);
  const linter = await FileLinter.load(task, new Set(jobs.map(({ language }): Language => language)), false);
  const deep: FileJob[] = [];
  for (const [index, job] of jobs.entries()) {
    const report = linter.lint(job);
    if (report.needsLargeStack) deep.push(job);
    else finish(job, report);
    // Timers, progress and a closed pipe get their turn.
    if (index % 64 === 63) await new Promise((next) => setImmediate(next));
  }
  if (deep.length > 0) await lintInWorkers(task, deep, 1, finish);
}

/** Sums up what became of each file; the order in which reports come does not matter. */
class Total {
  readonly #findings: Finding[] = [];
  readonly #errors: FileError[];
  readonly #counts: Record<string, number> = {};
  readonly #times: Record<string, number> = {};
  #files = 0;
  #suppressed = 0;

  constructor(errors: readonly FileError[]) {
    this.#errors = [...errors];
  }

  add({ findings, errors, suppressed, linted, skipped, bytes, times }: FileReport): void {
    this.#findings.push(...findings);
    this.#errors.push(...errors);
    this.#suppressed += suppressed;
    if (linted) this.#files++;
    if (skipped) this.#count(`files skipped: ${skipped}`, 1);
    this.#count("bytes", bytes);
    for (const [name, spent] of Object.entries(times)) this.time(name, spent);
  }

  time(name: string, spent: number): void {
    this.#times[name] = (this.#times[name] ?? 0) + spent;
  }

  #count(name: string, by: number): void {
    this.#counts[name] = (this.#counts[name] ?? 0) + by;
  }

  result(found: number): LintResult {
    const findings = this.#findings.sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule));
    const errors = this.#errors.sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.message, b.message));
    const summary = { files: this.#files, findings: findings.length, errors: errors.length, suppressed: this.#suppressed };
    return { findings, errors, summary, statistics: { found, counts: this.#counts, times: this.#times } };
  }
}
