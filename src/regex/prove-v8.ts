import { Worker } from "node:worker_threads";
import type { MatchMode } from "./analyse.ts";
import { RUNS, type Engine, type Text, type Timed } from "./prove-engine.ts";

/**
 * What the thread runs: nothing but matches. The first few are on a short text, since V8 compiles an expression only when it is used again.
 * The rest of the process waits meanwhile, so that its CPU time is that of the match where the thread's own is not to be had.
 */
const script = `
const { parentPort, workerData: { source, flags, sticky } } = require("node:worker_threads");
const cpu = () => { const { user, system } = (process.threadCpuUsage ?? process.cpuUsage).call(process); return (user + system) / 1000; };
let regex, global, error;
try { regex = new RegExp(source, flags); global = new RegExp(source, flags + "g"); } catch (reason) { error = String(reason.message); }
const match = (text, all) => {
  regex.lastIndex = 0;
  return all ? text.replace(global, "") !== text : regex.exec(text) !== null;
};
parentPort.on("message", ({ prefix, pump, suffix, times, all }) => {
  if (error) return parentPort.postMessage({ failed: error });
  try {
    for (let i = 0; i < 3; i++) match(prefix + pump + suffix, all);
    const text = Buffer.from(prefix + pump.repeat(times) + suffix, "utf16le").toString("utf16le");
    let ms = Infinity, matched = false;
    for (let run = 0; run < (ms < ${RUNS.shortMs} ? ${RUNS.short} : ms < ${RUNS.longMs} || run === 0 ? ${RUNS.usual} : 0); run++) {
      const before = cpu();
      matched = match(text, all);
      ms = Math.min(ms, cpu() - before);
    }
    parentPort.postMessage({ ms, matched });
  } catch (reason) {
    parentPort.postMessage({ failed: String(reason.message) });
  }
});
parentPort.postMessage("ready");
`;

const HEAP_MB = 256;
/** A match that is late gets some more time while it has not had this share of it on a busy machine. */
const SHARE = 0.7;
const PATIENCE = 2;
/** With less of it a match that was ended tells nothing. */
const LEAST = 0.3;

/** The expression as one that matches in a mode: a fixed start is the `y` flag. */
export function inMode(source: string, flags: string, mode: MatchMode): { source: string; flags: string } {
  const kept = flags.replaceAll(/[dgy]/g, "");
  if (mode === "search") return { source, flags: kept };
  const whole = mode === "fullmatch" ? `(?:${source})(?![^])` : source;
  return { source: whole, flags: `${kept}y` };
}

/** A JavaScript pattern on the V8 of this process. */
export class V8Engine implements Engine {
  readonly name = `V8 ${process.versions.v8.split(".").slice(0, 2).join(".")} (Node ${process.versions.node})`;
  readonly #data: { source: string; flags: string };
  #worker: Worker | undefined;

  constructor(source: string, flags: string, mode: MatchMode) {
    this.#data = inMode(source, flags, mode);
  }

  async time(text: Text, limit: number, patience: number): Promise<Timed> {
    try {
      this.#worker ??= await started(this.#data);
    } catch (error) {
      return { failed: (error as Error).message };
    }
    const worker = this.#worker;
    const before = process.cpuUsage();
    worker.postMessage(text);
    return await new Promise<Timed>((done) => {
      const end = (result: Timed): void => {
        clearTimeout(timer);
        worker.off("message", end).off("error", fail);
        if ("stopped" in result || "failed" in result) {
          this.#worker = undefined;
          void worker.terminate().then(() => done(result));
        } else done(result);
      };
      const late = (): void => {
        const { user, system } = process.cpuUsage(before);
        // On a busy machine the thread has not run all the time.
        const spent = (user + system) / 1000;
        const more = Math.min(limit, patience - waited);
        if (spent < limit * SHARE && waited < limit * PATIENCE && more > 0) {
          waited += more;
          timer = setTimeout(late, more);
        } else end(spent < limit * LEAST ? { failed: "the machine is too busy to tell" } : { stopped: Math.min(spent, limit) });
      };
      const fail = (error: Error): void => end({ failed: error.message });
      let waited = Math.min(limit, patience);
      let timer = setTimeout(late, waited);
      worker.on("message", end).on("error", fail);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function started(workerData: object): Promise<Worker> {
  // Options of the command line, such as modules to load first, are nothing to a thread that only matches.
  const worker = new Worker(script, { eval: true, workerData, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  return new Promise((done, fail) => {
    worker.once("message", () => done(worker));
    worker.once("error", fail);
  });
}
