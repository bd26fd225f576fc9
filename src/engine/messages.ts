import type { Language } from "../finding.ts";
import type { Known } from "../regex/verdicts.ts";
import type { FileJob, FileReport, Task } from "./file-linter.ts";

/** What a worker is started with. */
export interface WorkerData {
  task: Task;
  languages: readonly Language[];
  /** The folder with the verdicts of earlier runs. */
  cacheFolder?: string;
}

/** To a worker: files to lint. */
export interface Batch {
  jobs: readonly FileJob[];
  /** One file that may need more memory than a usual thread has. */
  large?: true;
  /** What other threads have found out about patterns meanwhile. */
  verdicts: readonly Known[];
}

/** From a worker: it is ready for its next batch, with what became of the last one, in its order. */
export interface Answer {
  reports: FileReport[];
  /** What it has found out about patterns. */
  verdicts: readonly Known[];
}
