import { Pass, type Automaton } from "./automaton.ts";
import { degreeOn } from "./degree.ts";
import { Fuel } from "./fuel.ts";
import { Product } from "./product.ts";
import { failingSuffix, passes, type Word } from "./simulation.ts";
import type { Watch } from "./watch.ts";

/** Two ways through a pattern for the same text, and a text that the pattern goes through in vain. */
export interface Witness {
  kind: "exponential" | "polynomial" | "move";
  /** Of the polynomial, on this text. */
  degree?: number;
  /** Characters before the pattern begins to match. */
  lead: number;
  /** The loops that the text can be divided between, as positions. */
  loops: readonly (readonly number[])[];
  prefix: Word;
  pump: Word;
  suffix: Word;
}

/** One loop hands characters over to another. */
interface Bridge {
  /** The position that leaves the first loop. */
  at: number;
  witness: Witness;
}

/** Steps that one analysis may take; a step takes some 0.2 µs. */
const FUEL = 1_000_000;
/** What may be tried on a text. */
interface Attempt {
  kind: Witness["kind"];
  loops: readonly (readonly number[])[];
  /** The position that the prefix leads to. */
  at: number;
  pump: Word;
  /** How often the pump is repeated. */
  times?: number;
}

/** Repetitions of the pump in the text that is tried. */
const TIMES = 4;
/** Pumps that are joined to one, and texts that are compared. */
const MAX_JOINED = 4;
const MAX_COMPARED = 12;
/** Characters before a match that are tried: one keeps a pattern like `^a+|a+$` from matching at once. */
const MAX_LEADS = 4;
const start = 0;

/** Looks for the worst ambiguity that some text exposes. */
export class AmbiguitySearch {
  readonly #automaton: Automaton;
  readonly #product: Product;
  readonly #search: boolean;
  readonly #watch: Watch;
  readonly #fuel: Fuel;
  readonly #reachable = new Map<number, Set<number>>();

  /** `search`: a match may start anywhere. */
  constructor(automaton: Automaton, search: boolean, watch: Watch) {
    this.#watch = watch;
    this.#fuel = new Fuel(FUEL, watch);
    this.#automaton = automaton;
    this.#search = search;
    this.#product = new Product(automaton, this.#fuel);
  }

  find(): Witness | undefined {
    return this.#exponential() ?? this.#polynomial();
  }

  /** The steps ran out: what was not found may be there. */
  get isIncomplete(): boolean {
    return this.#fuel.isSpent;
  }

  #exponential(): Witness | undefined {
    for (const loop of this.#product.loops) {
      for (const pivot of loop) {
        let splits = false;
        for (const pump of this.#product.split(pivot, loop)) {
          splits = true;
          const found = this.inVain({ kind: "exponential", loops: [loop], at: pivot, pump });
          if (found) return found;
        }
        // Where one position of a loop has two ways back, all have; and where one has none, none has.
        if (!splits) break;
      }
    }
    return undefined;
  }

  /** The text that grows worst, of those that let one loop hand characters over to another, the search itself included. */
  #polynomial(): Witness | undefined {
    const { loops } = this.#product;
    const all = this.#search ? [[start], ...loops] : loops;
    const bridges = [...all.keys()].filter((from) => all[from]?.[0] !== start).flatMap((from) => [...this.#bridges(all, from)]);
    if (bridges.length > 0) return this.#steepest([...bridges.slice(0, MAX_COMPARED).map(({ witness }) => witness), ...this.#joined(bridges)]);
    // Where no loop hands over to another, one that the search hands over to is enough.
    const [first] = this.#search ? this.#bridges(all, 0) : [];
    return first && this.#steepest([first.witness]);
  }

  /** A text that serves several loops at once: `@.` where there is one that stops at `@` and one that stops at the dot. */
  *#joined(bridges: readonly Bridge[]): Generator<Witness> {
    const pumps = new Map(bridges.map(({ witness }) => [witness.pump.join(), witness.pump]));
    const [first] = bridges;
    if (!first || pumps.size < 2) return;
    const pump = [...pumps.values()].slice(0, MAX_JOINED).flat();
    const found = this.inVain({ kind: "polynomial", loops: bridges.flatMap(({ witness }) => witness.loops), at: first.at, pump });
    if (found) yield found;
  }

  /** The first of the witnesses on whose texts the steps grow with the highest power. */
  #steepest(witnesses: readonly Witness[]): Witness | undefined {
    // Of its own: what is left of the search's tells whether it was complete.
    const fuel = new Fuel(FUEL, this.#watch);
    let worst: Witness | undefined;
    for (const witness of witnesses) {
      const degree = Math.max(2, degreeOn(this.#automaton, witness, { starts: witness.lead + 1, search: this.#search, fuel }) ?? 2);
      if (!worst || degree > (worst.degree ?? 0)) worst = { ...witness, degree };
    }
    return worst;
  }

  *#bridges(all: readonly (readonly number[])[], from: number): Generator<Bridge> {
    const first = all[from] ?? [];
    for (const [to, second] of all.entries()) {
      if (from === to || second[0] === start || this.#fuel.isSpent || !this.#reaches(first[0] ?? 0, second[0] ?? 0)) continue;
      const witness = this.#between(first, second);
      if (witness) yield witness;
    }
  }

  #between(first: readonly number[], second: readonly number[]): Bridge | undefined {
    for (const from of first) {
      for (const to of second) {
        if (this.#fuel.isSpent) return undefined;
        const isMove = from === start;
        for (const pump of this.#product.bridge(from, first, to, second)) {
          const found = this.inVain({ kind: isMove ? "move" : "polynomial", loops: isMove ? [second] : [first, second], at: from, pump });
          if (found) return { at: from, witness: found };
        }
      }
    }
    return undefined;
  }

  #reaches(from: number, to: number): boolean {
    let known = this.#reachable.get(from);
    if (!known) {
      known = new Set();
      const open = [from];
      for (let at = open.pop(); at !== undefined && !this.#fuel.isSpent; at = open.pop()) {
        const steps = this.#automaton.steps[at] ?? [];
        this.#fuel.spend(steps.length);
        for (const { to: next } of steps) {
          if (!known.has(next)) open.push(next);
          known.add(next);
        }
      }
      this.#reachable.set(from, known);
    }
    return known.has(to);
  }

  /** The witness, if some text that repeats the pump fails: from its first place for backtracking, from all its places for a search that moves on. */
  inVain({ kind, loops, at, pump, times = TIMES }: Attempt): Witness | undefined {
    const repeated = Array.from({ length: times }, () => pump).flat();
    const classes = this.#classes();
    for (const lead of this.#search ? [[], ...classes.slice(0, MAX_LEADS).map((one) => [one])] : [[]]) {
      for (const way of kind === "move" ? [[]] : this.#ways(at, lead.at(-1))) {
        const prefix = [...lead, ...way];
        const starts = kind === "move" ? prefix.length + repeated.length - pump.length : lead.length + 1;
        const suffix = failingSuffix(this.#automaton, [...prefix, ...repeated], starts, { classes, fuel: this.#fuel });
        if (suffix) return { kind, lead: lead.length, loops, prefix, pump, suffix };
      }
    }
    return undefined;
  }

  /** Texts from the start, behind a character, to a position: where there is a choice, of word characters, and of others, which may match less. */
  #ways(target: number, before: number | undefined): Word[] {
    const [one, other] = [this.#way(target, before, (picks) => picks), this.#way(target, before, (picks) => picks.reverse())];
    return !one ? [] : !other || one.join() === other.join() ? [one] : [one, other];
  }

  /** The shortest text. */
  #way(target: number, before: number | undefined, inOrder: (picks: number[]) => number[]): Word | undefined {
    const seen = new Set<number>();
    let frontier: { at: number; word: Word }[] = [{ at: start, word: [] }];
    while (frontier.length > 0) {
      const next: typeof frontier = [];
      for (const { at, word } of frontier) {
        const steps = this.#automaton.steps[at] ?? [];
        this.#fuel.spend(steps.length);
        for (const { to, pass } of steps) {
          if (seen.has(to) || (pass & (Pass.other | Pass.end)) !== 0) continue;
          const picks = inOrder(this.#product.picks(this.#automaton.masks[to] ?? 0));
          const last = picks.find((one) => passes(this.#automaton, pass, word.at(-1) ?? before, one));
          if (last === undefined) continue;
          if (to === target) return [...word, last];
          seen.add(to);
          next.push({ at: to, word: [...word, last] });
        }
      }
      frontier = next;
    }
    return undefined;
  }

  /** All classes, those that the pattern never reads first. */
  #classes(): number[] {
    const { masks, alphabet } = this.#automaton;
    const read = masks.reduce((all, mask) => all | mask, 0);
    const all = alphabet.examples.map((_, bit) => 1 << bit);
    return [...all.filter((one) => (one & read) === 0), ...all.filter((one) => (one & read) !== 0)];
  }
}
