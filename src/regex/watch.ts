/** The analysis of one pattern may take this long, in milliseconds. What limits it are steps: only a fault of ours gets here. */
export const PATIENCE = 30_000;

/** An analysis took longer than `PATIENCE`: there is no verdict. */
export class OutOfTime extends Error {}

/** The clock on the wall, asked now and then while one pattern is analyzed: a backstop, which decides no verdict. */
export class Watch {
  readonly #now: () => number;
  readonly #end: number;

  constructor(patience: number = PATIENCE, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#end = now() + patience;
  }

  get isOver(): boolean {
    return this.#now() >= this.#end;
  }

  /** Throws when the time is over. */
  look(): void {
    if (this.isOver) throw new OutOfTime();
  }
}
