import type { Watch } from "./watch.ts";

/** So many steps, of some 0.2 µs each, between two looks at the clock. */
const STEPS_PER_LOOK = 1 << 16;

/** Steps that are left for one pattern: all that is done counts, so that the same pattern always gets as far. */
export class Fuel {
  readonly #watch: Watch;
  #left: number;
  #look: number;

  constructor(steps: number, watch: Watch) {
    this.#watch = watch;
    this.#left = steps;
    this.#look = steps - STEPS_PER_LOOK;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left > this.#look) return;
    this.#look = this.#left - STEPS_PER_LOOK;
    this.#watch.look();
  }
}
