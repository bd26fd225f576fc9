import { availableParallelism } from "node:os";
import { Worker, type ResourceLimits } from "node:worker_threads";
import type { Language } from "../finding.ts";
import type { Known } from "../regex/verdicts.ts";
import type { FileJob, FileReport, Task } from "./file-linter.ts";
import { isMainHeapLarge } from "./heap-growth.ts";
import type { Answer, Batch, WorkerData } from "./messages.ts";
import type { VerdictFile } from "./verdict-file.ts";

/** Below this much text per thread, starting one costs more than it saves. */
const BYTES_PER_WORKER = 3_000_000;
/** From here on one thread is used even where only one may be: its memory can be held down, that of the main thread cannot. */
const MANY_BYTES = isMainHeapLarge ? BYTES_PER_WORKER : 8_000_000;
/** Memory grows with each thread, so more than this many are used only when asked for. */
const USUAL_WORKERS = 4;
/** Garbage is collected before a thread's heap grows beyond this; the work itself needs less. */
const HEAP_MB = 160;
/** Of it, what is new; less makes threads collect more often, by a few percent of the time. */
const YOUNG_MB = 48;
/** The same where several threads run. */
const YOUNG_OF_SEVERAL_MB = isMainHeapLarge ? 12 : 24;
/** Files from here on, in bytes, and files that did not fit, are linted one by one on a thread that may take more. */
const LARGE_FILE = 256 * 1024;
const LARGE_HEAP_MB = 1024;
const FILES_PER_BATCH = 16;
/** A parser's recursion on the deepest accepted file fits in with room to spare. */
const STACK_MB = 64;

/** How many workers pay off; 0: lint on the main thread. */
export function workersFor(bytes: number, files: number, limit?: number): number {
  const threads = limit ?? Math.min(availableParallelism(), USUAL_WORKERS);
  const workers = Math.min(threads, Math.floor(bytes / BYTES_PER_WORKER), Math.ceil(files / FILES_PER_BATCH));
  if (workers > 1) return workers;
  return bytes > MANY_BYTES ? 1 : 0;
}

/** Called with each job when it is done, in any order. */
export type Finish = (job: FileJob, report: FileReport) => void;

/** Threads that lint files. They wait for more until the pool is closed: what they have loaded and compiled is used again. */
export class Pool {
  readonly #data: WorkerData;
  readonly #idle: Worker[] = [];
  readonly #verdictFile: VerdictFile | undefined;
  /** What the threads have found out about patterns, and how much of that each has been told. */
  readonly #verdicts: Known[] = [];
  readonly #told = new WeakMap<Worker, number>();
  /** How many run at once. */
  #threads = 1;
  #isClosed = false;

  /** `cacheFolder` has what earlier runs know about patterns, `verdictFile` gets what this one finds out. */
  constructor(task: Task, languages: ReadonlySet<Language>, cacheFolder?: string, verdictFile?: VerdictFile) {
    this.#data = { task, languages: [...languages], cacheFolder };
    this.#verdictFile = verdictFile;
  }

  /** Some threads wait for work. */
  get isWarm(): boolean {
    return this.#idle.length > 0;
  }

  /** Lints files on so many threads. A thread that dies costs one error for the file that killed it. */
  async lint(jobs: readonly FileJob[], count: number, finish: Finish): Promise<void> {
    // Large files first: the threads for them are gone before the others are, which stay.
    const waiting: Waiting[] = jobs.filter(({ size }) => size > LARGE_FILE).map((job) => ({ jobs: [job], large: true }));
    const usual = jobs.filter(({ size }) => size <= LARGE_FILE);
    for (let at = 0; at < usual.length; at += FILES_PER_BATCH) waiting.push({ jobs: usual.slice(at, at + FILES_PER_BATCH) });
    this.#threads = Math.min(count, waiting.length);
    await Promise.all(Array.from({ length: this.#threads }, () => this.#run(waiting, finish)));
  }

  /** Ends all idle threads but one: what is left is little, and their memory is wanted elsewhere. */
  async keepOne(): Promise<void> {
    await Promise.all(this.#idle.splice(1).map((worker) => worker.terminate()));
  }

  /** Ends all threads; those that are at work end after their batches. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  get #usual(): ResourceLimits {
    return { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: this.#threads > 1 ? YOUNG_OF_SEVERAL_MB : YOUNG_MB };
  }

  /** Runs one thread until nothing is waiting; when it dies, another takes over. */
  async #run(waiting: Waiting[], finish: Finish): Promise<void> {
    while (waiting.length > 0) {
      const dead = await this.#use(waiting, finish, waiting[0]?.large);
      if (!dead) continue;
      const { batch, error } = dead;
      const [job] = batch.jobs;
      // Which file of a batch did it? Each gets a batch of its own, and a file that did it alone a larger thread.
      if (batch.jobs.length > 1) waiting.unshift(...batch.jobs.map((one) => ({ jobs: [one] })));
      else if (!batch.large) waiting.push({ ...batch, large: true });
      else if (job) finish(job, reportOfDeath(job, error));
    }
  }

  /** What a thread has not been told yet. */
  #newsFor(worker: Worker): Known[] {
    const news = this.#verdicts.slice(this.#told.get(worker) ?? 0);
    this.#told.set(worker, this.#verdicts.length);
    return news;
  }

  #use(waiting: Waiting[], finish: Finish, large: true | undefined): Promise<Death | undefined> {
    const idle = large ? undefined : this.#idle.pop();
    const worker = idle ?? started(this.#data, large ? { maxOldGenerationSizeMb: LARGE_HEAP_MB } : this.#usual);
    return new Promise((done, fail) => {
      let batch: Waiting | undefined;
      const answered = ({ reports, verdicts }: Answer): void => {
        this.#verdicts.push(...verdicts);
        this.#verdictFile?.add(verdicts);
        reports.forEach((report, index) => {
          const job = batch?.jobs[index];
          if (job) finish(job, report);
        });
        next();
      };
      const ended = (code: number): void => {
        if (batch) done({ batch, error: new Error(`the thread ended with ${code}`) });
      };
      const failed = (error: Error): void => {
        // A thread that dies before its first batch would die again.
        if (batch) done({ batch, error });
        else fail(error);
      };
      const next = (): void => {
        batch = waiting[0]?.large === large ? waiting.shift() : undefined;
        if (batch) return worker.postMessage({ ...batch, verdicts: this.#newsFor(worker) } satisfies Batch);
        worker.off("message", answered).off("exit", ended).off("error", failed);
        if (large || this.#isClosed) return void worker.terminate().then(() => done(undefined), fail);
        this.#idle.push(worker);
        done(undefined);
      };
      worker.on("message", answered).on("exit", ended).on("error", failed);
      // A new thread says when it is ready.
      if (idle) next();
    });
  }
}

/** Files for one thread. */
type Waiting = Omit<Batch, "verdicts">;

interface Death {
  batch: Waiting;
  error: Error;
}

function started(workerData: WorkerData, limits: ResourceLimits): Worker {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData, resourceLimits: { stackSizeMb: STACK_MB, ...limits } });
}

function reportOfDeath({ file }: FileJob, error: Error): FileReport {
  const message = (error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY" ? "needs more memory than there is" : `internal error: ${error.message}`;
  return { findings: [], errors: [{ file, line: 1, kind: "internal", message }], suppressed: 0, linted: false, bytes: 0, times: {} };
}
