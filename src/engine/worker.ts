import { parentPort, workerData } from "node:worker_threads";
import { verdicts } from "../regex/verdicts.ts";
import { FileLinter } from "./file-linter.ts";
import type { Answer, Batch, WorkerData } from "./messages.ts";
import { VerdictFile } from "./verdict-file.ts";

/** One thread of the pool: lints a batch, answers, waits for the next. */
const { task, languages, cacheFolder } = workerData as WorkerData;
verdicts.open(cacheFolder === undefined ? undefined : () => new VerdictFile(cacheFolder).read());
const linter = await FileLinter.load(task, new Set(languages), true);
parentPort?.on("message", ({ jobs, verdicts: news }: Batch) => {
  verdicts.learn(news);
  const answer: Answer = { reports: jobs.map((job) => linter.lint(job)), verdicts: verdicts.takeNews() };
  parentPort?.postMessage(answer);
});
parentPort?.postMessage({ reports: [], verdicts: [] } satisfies Answer);
