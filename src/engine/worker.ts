import { parentPort, workerData } from "node:worker_threads";
import { FileLinter } from "./file-linter.ts";
import type { Answer, Batch, WorkerData } from "./messages.ts";

/** One thread of the pool: lints a batch, answers, waits for the next. */
const { task, languages } = workerData as WorkerData;
const linter = await FileLinter.load(task, new Set(languages), true);
parentPort?.on("message", ({ jobs }: Batch) => {
  const answer: Answer = { reports: jobs.map((job) => linter.lint(job)) };
  parentPort?.postMessage(answer);
});
parentPort?.postMessage({ reports: [] } satisfies Answer);
