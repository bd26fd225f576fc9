/** Patterns by a seed: made from a grammar, and made from real ones by damage. The same seed gives the same patterns. */
export class PatternMaker {
  #state: number;
  readonly #known: readonly string[];

  constructor(seed: number, known: readonly string[]) {
    this.#state = seed;
    this.#known = known;
  }

  /** From 0 up to a number, exclusive. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  pick<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  }

  pattern(language: "javascript" | "python"): string {
    const roll = this.below(10);
    if (roll < 3) return this.#alternatives(5, language);
    if (roll < 4) return this.#wide(language);
    const first = this.pick(this.#known);
    return roll < 8 ? this.#damaged(first) : this.#crossed(first, this.pick(this.#known));
  }

  flags(language: "javascript" | "python"): string {
    const all = language === "javascript" ? ["", "", "i", "m", "s", "g", "y", "u", "v", "im", "iu", "gms", "isu"] : ["", "", "i", "m", "s", "x", "im", "ix", "msx"];
    return this.pick(all);
  }

  #alternatives(depth: number, language: string): string {
    return Array.from({ length: 1 + (this.below(3) === 0 ? this.below(4) : 0) }, () => this.#sequence(depth, language)).join("|");
  }

  #sequence(depth: number, language: string): string {
    return Array.from({ length: this.below(5) }, () => this.#atom(depth, language) + (this.below(2) === 0 ? this.#quantifier() : "")).join("");
  }

  #atom(depth: number, language: string): string {
    if (depth > 0 && this.below(3) === 0) {
      const open = this.pick(["(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", language === "python" ? "(?P<n>" : "(?<n>"]);
      return `${open}${this.#alternatives(depth - 1, language)})`;
    }
    return this.pick(["a", "b", "c", "x", " ", "-", "\\.", "\\d", "\\w", "\\s", "\\S", "\\W", ".", "[a-z]", "[^a]", "[\\w.-]", "[^\"\\\\]", "\\\\.", "\\n", "^", "$", "\\b", "\\B", "\\1", "\\p{L}", "é", "\u{1f600}"]);
  }

  #quantifier(): string {
    const bounds = [0, 1, 2, 9, 10, 30, 200, 1000, 65535];
    const min = this.pick(bounds);
    return this.pick(["*", "+", "?", "*", "+", `{${min}}`, `{${min},}`, `{${min},${min + this.pick(bounds)}}`]) + this.pick(["", "", "", "?"]);
  }

  /** Many parts of one kind side by side or in each other. */
  #wide(language: string): string {
    const part = this.#sequence(2, language) || "a";
    const times = 1 + this.below(this.pick([10, 60, 300]));
    switch (this.below(4)) {
      case 0: return part.repeat(times);
      case 1: return `(?:${Array.from({ length: times }, () => this.#sequence(1, language)).join("|")})${this.#quantifier()}`;
      case 2: return `${"(?:".repeat(times)}${part}${`)${this.#quantifier()}`.repeat(times)}`;
      default: return Array.from({ length: times }, () => this.#atom(0, language) + this.#quantifier()).join("");
    }
  }

  #damaged(pattern: string): string {
    let damaged = pattern;
    for (let times = 1 + this.below(4); times > 0; times--) {
      const at = this.below(damaged.length + 1);
      const end = Math.min(damaged.length, at + 1 + this.below(8));
      const [before, piece, after] = [damaged.slice(0, at), damaged.slice(at, end), damaged.slice(end)];
      damaged = this.pick([
        before + after, before + piece + piece + after, `${before}(?:${piece})${this.#quantifier()}${after}`, before + this.#quantifier() + piece + after,
        before + this.pick([..."()[]{}|?*+^$.\\"]) + piece + after, `${before}${this.#atom(1, "javascript")}${after}`,
      ]);
    }
    return damaged;
  }

  #crossed(a: string, b: string): string {
    const head = a.slice(0, this.below(a.length + 1));
    const tail = b.slice(this.below(b.length + 1));
    return this.pick([head + tail, `(?:${a}|${b})${this.#quantifier()}`, `${a}${b}`, `(?:${a})${this.#quantifier()}`]);
  }
}
