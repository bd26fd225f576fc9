import { dirname, join, resolve } from "node:path";
import type { FileError, Finding } from "../finding.ts";
import { projectFacts } from "../project-facts.ts";
import { cacheFolder, cacheFor } from "./cache.ts";
import { displayName } from "./display.ts";
import { excludes } from "./exclude.ts";
import { compare, type FileJob, type FileReport, type Task } from "./file-linter.ts";
import { findFiles, type Found, type Search } from "./files.ts";
import { lintJobs, type Run } from "./jobs.ts";
import { languageOf } from "./language.ts";
import type { LintOptions, LintResult } from "./options.ts";
import { findOthers } from "./others.ts";
import { Pool } from "./pool.ts";
import { oncePerPattern } from "./undecided.ts";
import { VerdictFile } from "./verdict-file.ts";

/** Lints files and folders, or one text. Prints nothing; throws `UsageError` where no run can take place. */
export async function lintFiles(options: LintOptions): Promise<LintResult> {
  const { cwd, onProgress, rules, confidence, sinks, contexts, maxFileSize, project } = options;
  const started = performance.now();
  const search = searchOf(options);
  const { jobs, errors } = find(options, search);
  const others = project ? findOthers(jobs, search) : [];
  const total = new Total(errors);
  total.time("find files", performance.now() - started);
  const task: Task = { cwd, rules, confidence, sinks, contexts, maxFileSize, project: project && jobs.length + others.length > 1 };
  const count = jobs.length + others.length;
  const folder = options.cache ? cacheFolder(task, count) : undefined;
  const verdictFile = folder === undefined ? undefined : new VerdictFile(folder);
  const pool = new Pool(task, new Set(jobs.map(({ language }) => language)), folder, verdictFile);
  const run: Run = { task, threads: options.jobs, pool, verdictFile, cache: options.cache ? cacheFor(task, count) : undefined };
  const reports = new Map<FileJob, FileReport>();
  try {
    await lintJobs([...jobs, ...others], run, (job, report) => {
      reports.set(job, report);
      onProgress?.(reports.size, count);
    });
    if (task.project) await lintLinked(jobs, reports, run, total);
  } finally {
    await pool.close();
  }
  run.cache?.save();
  verdictFile?.save();
  for (const job of jobs) total.add(reports.get(job));
  return total.result(jobs.length);
}

function searchOf({ cwd, paths, languages, exclude, configFile }: LintOptions): Search {
  const base = configFile === undefined ? projectFacts(join(cwd, "file")).root : dirname(configFile);
  return { cwd, paths, languages: new Set(languages), isExcluded: excludes(exclude, base) };
}

function find({ cwd, stdin }: LintOptions, search: Search): Found {
  if (!stdin) return findFiles(search);
  const { name, bytes } = stdin;
  const filename = resolve(cwd, name);
  const language = languageOf(filename);
  const wanted = language !== undefined && search.languages.has(language) && !search.isExcluded(filename);
  return { jobs: wanted ? [{ filename, file: displayName(cwd, filename), language, size: bytes.byteLength, named: true, bytes }] : [], errors: [] };
}

/** Lints those files again of which others tell something new. */
async function lintLinked(jobs: readonly FileJob[], reports: Map<FileJob, FileReport>, run: Run, total: Total): Promise<void> {
  await run.pool.keepOne();
  const started = performance.now();
  const { linkProject } = await import("./linking/link-project.ts");
  const { answers, counts } = linkProject([...reports.values()].flatMap(({ linkable }) => linkable ?? []), [...reports.keys()]);
  total.time("link", performance.now() - started);
  for (const [name, number] of Object.entries(counts)) total.count(name, number);
  const again = new Map<FileJob, FileJob>();
  for (const job of jobs) {
    const found = answers.get(job.filename);
    if (found) again.set({ ...job, answers: found }, job);
  }
  total.count("files linted with answers of others", again.size);
  await lintJobs([...again.keys()], run, (job, report) => {
    const first = again.get(job);
    if (first) reports.set(first, report);
  });
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

  add(report: FileReport | undefined): void {
    if (!report) return;
    const { findings, errors, suppressed, linted, skipped, bytes, times } = report;
    this.#findings.push(...findings);
    this.#errors.push(...errors);
    this.#suppressed += suppressed;
    if (linted) this.#files++;
    if (skipped) this.count(`files skipped: ${skipped}`, 1);
    this.count("bytes", bytes);
    for (const [name, spent] of Object.entries(times)) this.time(name, spent);
  }

  time(name: string, spent: number): void {
    this.#times[name] = (this.#times[name] ?? 0) + spent;
  }

  count(name: string, by: number): void {
    this.#counts[name] = (this.#counts[name] ?? 0) + by;
  }

  result(found: number): LintResult {
    const findings = this.#findings.sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule));
    const errors = oncePerPattern(this.#errors.sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.message, b.message)));
    const summary = { files: this.#files, findings: findings.length, errors: errors.length, suppressed: this.#suppressed };
    return { findings, errors, summary, statistics: { found, counts: this.#counts, times: this.#times } };
  }
}
