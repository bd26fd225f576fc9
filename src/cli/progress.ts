import type { Sink, Streams } from "./streams.ts";

/** A run that takes longer than this shows how far it is. */
const delay = 700;
const interval = 100;

/** A line on standard error that counts the files of a long run; nothing unless a person looks at a terminal. */
export class Progress {
  readonly #out: Sink;
  readonly #started = Date.now();
  #last = 0;
  #isShown = false;

  constructor(out: Sink) {
    this.#out = out;
  }

  /** What a run needs to show its progress; undefined where nobody would see it. */
  static on(out: Sink, env: Streams["env"], isQuiet: boolean): Progress | undefined {
    return out.isTTY === true && env["TERM"] !== "dumb" && !isQuiet ? new Progress(out) : undefined;
  }

  show(done: number, total: number): void {
    const now = Date.now();
    if (now - this.#started < delay || now - this.#last < interval) return;
    this.#last = now;
    this.#isShown = true;
    this.#out.write(`\r\u001B[K${done} of ${total} files`);
  }

  clear(): void {
    if (this.#isShown) this.#out.write("\r\u001B[K");
  }
}
