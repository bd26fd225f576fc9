/** Findings by what causes them: those with one cause are told once, at the best of them, with the others beside it. */
export class Causes<Found extends object> {
  readonly #isBetter: (one: Found, best: Found) => boolean;
  readonly #all = new Map<string, Found[]>();

  /** Of equally good ones the first is told. */
  constructor(isBetter: (one: Found, best: Found) => boolean) {
    this.#isBetter = isBetter;
  }

  add(cause: string, one: Found): void {
    const known = this.#all.get(cause);
    if (known) known.push(one);
    else this.#all.set(cause, [one]);
  }

  /** Calls back for each cause, with the other findings in source order. */
  tell(each: (best: Found, others: readonly Found[]) => void): void {
    for (const [first, ...rest] of this.#all.values()) {
      if (!first) continue;
      let best = first;
      for (const one of rest) if (this.#isBetter(one, best)) best = one;
      each(best, [first, ...rest].filter((one) => one !== best));
    }
  }
}
