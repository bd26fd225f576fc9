import { readFileSync } from "node:fs";
import type { Answers } from "../file-calls.ts";
import type { Language } from "../finding.ts";
import { factsText, sizesHold } from "../project-facts.ts";
import { verdicts } from "../regex/verdicts.ts";
import { hash, type Cache } from "./cache.ts";
import { FileLinter, type FileJob, type Task } from "./file-linter.ts";
import { holdHeapDown } from "./heap-growth.ts";
import { workersFor, type Finish, type Pool } from "./pool.ts";
import type { VerdictFile } from "./verdict-file.ts";

/** How jobs are run: what they share, how many threads they may take, what earlier runs left. */
export interface Run {
  task: Task;
  /** Upper limit of threads; undefined: as many as pay off. */
  threads?: number;
  pool: Pool;
  cache?: Cache;
  /** What earlier runs know about patterns. */
  verdictFile?: VerdictFile;
}

/** Lints files, on threads where that pays off, but for those that an earlier run has linted with the same content and the same answers. */
export async function lintJobs(jobs: readonly FileJob[], { task, threads, pool, cache, verdictFile }: Run, finish: Finish): Promise<void> {
  const keys = new Map<FileJob, string>();
  const left: FileJob[] = [];
  for (const job of jobs) {
    const key = cache && keyOf(job, task);
    const known = key === undefined ? undefined : cache?.get(kindOf(job), job.filename, key);
    if (key !== undefined) keys.set(job, key);
    if (known && sizesHold(known.sizes ?? [])) finish(job, known);
    else left.push(job);
  }
  const bytes = left.reduce((sum, { size }) => sum + (size <= task.maxFileSize ? size : 0), 0);
  const workers = workersFor(bytes, left.length, threads);
  // Threads that are there have everything loaded, also for a few files.
  const run = { task, pool, verdictFile, workers: pool.isWarm ? Math.max(workers, 1) : workers };
  await lint(left, run, (job, report) => {
    const key = keys.get(job);
    if (key !== undefined && report.errors.every(({ kind }) => kind === "syntax")) cache?.set(kindOf(job), job.filename, key, report);
    finish(job, report);
  });
}

async function lint(jobs: readonly FileJob[], { task, workers, pool, verdictFile }: Omit<Run, "threads"> & { workers: number }, finish: Finish): Promise<void> {
  if (jobs.length === 0) return;
  if (workers > 0) return pool.lint(jobs, workers, finish);
  holdHeapDown();
  verdicts.open(verdictFile && (() => verdictFile.read()));
  const linter = await FileLinter.load(task, new Set(jobs.map(({ language }): Language => language)), false);
  const deep: FileJob[] = [];
  for (const [index, job] of jobs.entries()) {
    const report = linter.lint(job);
    if (report.needsLargeStack) deep.push(job);
    else finish(job, report);
    // Timers, progress and a closed pipe get their turn.
    if (index % 64 === 63) await new Promise((next) => setImmediate(next));
  }
  verdictFile?.add(verdicts.takeNews());
  if (deep.length > 0) await pool.lint(deep, 1, finish);
}

/** With the answers of other files a file is another case. */
const kindOf = ({ answers }: { answers?: Answers }): "files" | "linked" => (answers ? "linked" : "files");

/** All that the report on a file depends on, but for the sizes of files that it names; undefined where there is nothing to keep. */
function keyOf(job: FileJob, { maxFileSize }: Task): string | undefined {
  if (job.bytes || job.size > maxFileSize) return undefined;
  try {
    const content = hash(readFileSync(job.filename));
    return hash(`${content}\0${factsText(job.filename)}\0${job.file}\0${job.named}\0${job.answers ? JSON.stringify(job.answers) : ""}`);
  } catch {
    return undefined;
  }
}
