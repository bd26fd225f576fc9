import type { Automaton, Step } from "./automaton.ts";
import { components } from "./components.ts";
import type { Fuel } from "./fuel.ts";
import { passes, type Word } from "./simulation.ts";

/** Where up to three runs of one automaton over the same text are, and the last character read (a class, as a bit). */
interface State {
  runs: readonly number[];
  last: number;
  /** Where the runs were one character before. */
  before?: State;
}

/** A step of all runs at once: classes that all can read, conditions of any. */
interface Move {
  runs: readonly number[];
  mask: number;
  pass: number;
}

const start = 0;
/** Fuel for one move of a product, in steps of a simulation. */
const MOVE = 4;

/** A number for three runs and a character: positions are fewer than 256, classes fewer than 31. */
const keyOf = ([a = 0, b = 0, c = 0]: readonly number[], character: number): number =>
  a | (b << 8) | (c << 16) | ((31 - Math.clz32(character)) << 24);

/** The characters read on the way to a state. */
function wordTo(state: State): Word {
  const word: number[] = [];
  for (let at = state; at.before; at = at.before) word.push(at.last);
  return word.reverse();
}

/** Products of an automaton with itself: words that it reads in two ways. */
export class Product {
  readonly #automaton: Automaton;
  readonly #steps: readonly (readonly Step[])[];
  readonly #weights: readonly number[];
  readonly #fuel: Fuel;
  /** Positions that lead back to themselves, by strongly connected component. */
  readonly loops: readonly (readonly number[])[];

  constructor(automaton: Automaton, fuel: Fuel) {
    this.#automaton = automaton;
    this.#fuel = fuel;
    this.#steps = automaton.steps.map((out) => out.filter(({ pass }) => (pass & ~automaton.exact) === 0));
    this.#weights = automaton.alphabet.examples.map((_, bit) => automaton.masks.filter((mask) => (mask & (1 << bit)) !== 0).length);
    this.loops = this.#findLoops();
  }

  #findLoops(): number[][] {
    const groups = new Map<number, number[]>();
    components(this.#steps.map((out) => out.map(({ to }) => to))).forEach((id, at) => groups.set(id, [...(groups.get(id) ?? []), at]));
    return [...groups.values()].filter(([first = 0, second]) => second !== undefined || this.#steps[first]?.some(({ to }) => to === first));
  }

  /** Words that lead from a position of a loop back to it in two ways; they end with different kinds of characters. */
  *split(pivot: number, loop: readonly number[]): Generator<Word> {
    const inside = new Set(loop);
    for (const last of this.picks(this.#automaton.masks[pivot] ?? 0)) {
      const found = this.#walk([pivot, pivot, 0], last, ([a = 0, b = 0, parted = 0]) => this.#forked(a, b, parted, inside), [pivot, pivot, 1]);
      if (found) yield found;
    }
  }

  /** Words that lead from `from` back to it, from `from` to `to`, and from `to` back to it. The start stays where it is on any text. */
  *bridge(from: number, first: readonly number[], to: number, second: readonly number[]): Generator<Word> {
    const here = new Set(first);
    const there = new Set(second);
    const { masks, alphabet } = this.#automaton;
    for (const last of this.picks((masks[to] ?? 0) & (from === start ? alphabet.all : (masks[from] ?? 0)))) {
      const found = this.#walk([from, from, to], last, ([a = 0, b = 0, c = 0]) => this.#threefold(a, b, c, here, there), [from, to, to]);
      if (found) yield found;
    }
  }

  /** Two runs in one loop; the third number tells whether they ever parted. */
  #forked(a: number, b: number, parted: number, inside: ReadonlySet<number>): Move[] {
    const { masks } = this.#automaton;
    const moves: Move[] = [];
    for (const one of this.#steps[a] ?? []) {
      if (!inside.has(one.to)) continue;
      const others = this.#steps[b] ?? [];
      this.#fuel.spend(others.length);
      for (const other of others) {
        const mask = (masks[one.to] ?? 0) & (masks[other.to] ?? 0);
        if (mask === 0 || !inside.has(other.to)) continue;
        const isParted = parted === 1 || one.to !== other.to || (a === b && one.ways > 1);
        moves.push({ runs: [one.to, other.to, isParted ? 1 : 0], mask, pass: one.pass | other.pass });
      }
    }
    return moves;
  }

  /** One run stays in the first loop, one goes over, one stays in the second. */
  #threefold(a: number, b: number, c: number, first: ReadonlySet<number>, second: ReadonlySet<number>): Move[] {
    const { masks, alphabet } = this.#automaton;
    const moves: Move[] = [];
    for (const one of this.#stay(a)) {
      if (!first.has(one.to)) continue;
      const mask = one.to === start ? alphabet.all : (masks[one.to] ?? 0);
      this.#fuel.spend(this.#steps[c]?.length ?? 0);
      for (const last of this.#steps[c] ?? []) {
        const common = mask & (masks[last.to] ?? 0);
        if (common === 0 || !second.has(last.to)) continue;
        const middles = b === start ? [...this.#stay(start), ...(this.#steps[start] ?? [])] : (this.#steps[b] ?? []);
        this.#fuel.spend(middles.length);
        for (const middle of middles) {
          const shared = common & (middle.to === start ? alphabet.all : (masks[middle.to] ?? 0));
          if (shared !== 0) moves.push({ runs: [one.to, middle.to, last.to], mask: shared, pass: one.pass | middle.pass | last.pass });
        }
      }
    }
    return moves;
  }

  #stay(position: number): readonly Step[] {
    return position === start ? [{ to: start, pass: 0, ways: 1 }] : (this.#steps[position] ?? []);
  }

  /** The shortest word from one state to another with the same last character, breadth first. */
  #walk(from: readonly number[], last: number, moves: (runs: readonly number[]) => readonly Move[], to: readonly number[]): Word | undefined {
    const goal = keyOf(to, last);
    const seen = new Set<number>();
    let frontier: State[] = [{ runs: from, last }];
    while (frontier.length > 0) {
      const next: State[] = [];
      for (const state of frontier) {
        if (this.#fuel.isSpent) return undefined;
        for (const { runs, mask, pass } of moves(state.runs)) {
          this.#fuel.spend(MOVE);
          if (this.#fuel.isSpent) return undefined;
          for (const character of this.picks(mask)) {
            const key = keyOf(runs, character);
            if (seen.has(key) || !passes(this.#automaton, pass, state.last, character)) continue;
            const reached = { runs, last: character, before: state };
            if (key === goal) return wordTo(reached);
            seen.add(key);
            next.push(reached);
          }
        }
      }
      frontier = next;
    }
    return undefined;
  }

  /** One class of word characters, one of line ends, one of others: no condition tells more apart. Of each the one that the fewest positions read. */
  picks(mask: number): number[] {
    const { multiline, alphabet: { word, newline } } = this.#automaton;
    const ends = multiline ? newline : 0;
    return [this.#rarest(mask & word), this.#rarest(mask & ~word & ~ends), this.#rarest(mask & ends)].filter((one) => one !== 0);
  }

  #rarest(mask: number): number {
    let best = 0;
    let least = Infinity;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const weight = this.#weights[31 - Math.clz32(bit)] ?? 0;
      if (weight < least) [best, least] = [bit, weight];
    }
    return best;
  }
}
