import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FileJob, FileReport, Task } from "./file-linter.ts";
import type { Answer, Batch, WorkerData } from "./messages.ts";

/** Below this much text per thread, starting one costs more than it saves. */
const BYTES_PER_WORKER = 3_000_000;
/** Memory grows with each thread; more than this many do not pay. */
const MOST_WORKERS = 8;
const FILES_PER_BATCH = 16;
/** A parser's recursion on the deepest accepted file fits in with room to spare. */
const STACK_MB = 64;

/** How many workers pay off; 0: lint on the main thread. */
export function workersFor(bytes: number, files: number, limit?: number): number {
  const workers = Math.min(limit ?? availableParallelism(), MOST_WORKERS, Math.floor(bytes / BYTES_PER_WORKER), Math.ceil(files / FILES_PER_BATCH));
  return workers > 1 ? workers : 0;
}

/** Lints files on threads of their own; `bytes` stand for the only file. A thread that dies costs one error for the file that killed it. */
export function lintInWorkers(
  task: Task, jobs: readonly FileJob[], count: number, finish: (job: FileJob, report: FileReport) => void, bytes?: Uint8Array,
): Promise<void> {
  const waiting: Batch[] = [];
  for (let at = 0; at < jobs.length; at += FILES_PER_BATCH) waiting.push({ jobs: jobs.slice(at, at + FILES_PER_BATCH), bytes });
  const data: WorkerData = { task, languages: [...new Set(jobs.map(({ language }) => language))] };
  const one = (): Promise<void> => runWorker(data, waiting, finish);
  return Promise.all(Array.from({ length: Math.min(count, waiting.length) }, one)).then(() => undefined);
}

/** Runs one thread until nothing is waiting; when it dies, another takes over. */
async function runWorker(data: WorkerData, waiting: Batch[], finish: (job: FileJob, report: FileReport) => void): Promise<void> {
  while (waiting.length > 0) {
    const dead = await useWorker(data, waiting, finish);
    if (!dead) return;
    const { batch, error } = dead;
    const [job] = batch.jobs;
    // Which file of a batch did it? Each gets a batch of its own.
    if (batch.jobs.length > 1) waiting.unshift(...batch.jobs.map((one, index) => ({ jobs: [one], bytes: index === 0 ? batch.bytes : undefined })));
    else if (job) finish(job, failed(job, error));
  }
}

interface Death {
  batch: Batch;
  error: Error;
}

function useWorker(data: WorkerData, waiting: Batch[], finish: (job: FileJob, report: FileReport) => void): Promise<Death | undefined> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData: data, resourceLimits: { stackSizeMb: STACK_MB } });
  return new Promise((done, fail) => {
    let batch: Batch | undefined;
    const next = (): void => {
      batch = waiting.shift();
      if (batch) worker.postMessage(batch);
      else void worker.terminate().then(() => done(undefined), fail);
    };
    worker.on("message", ({ reports }: Answer) => {
      reports.forEach((report, index) => {
        const job = batch?.jobs[index];
        if (job) finish(job, report);
      });
      next();
    });
    worker.on("exit", (code) => {
      if (batch) done({ batch, error: new Error(`the thread ended with ${code}`) });
    });
    worker.on("error", (error) => {
      // A thread that dies before its first batch would die again.
      if (batch) done({ batch, error });
      else fail(error);
    });
  });
}

function failed({ file }: FileJob, error: Error): FileReport {
  const message = (error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY" ? "needs more memory than there is" : `internal error: ${error.message}`;
  return { findings: [], errors: [{ file, line: 1, kind: "internal", message }], suppressed: 0, linted: false, bytes: 0, times: {} };
}
