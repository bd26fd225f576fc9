import { Pass, type Automaton } from "./automaton.ts";
import type { Fuel } from "./fuel.ts";
import { mayMatch, passes, type Word } from "./simulation.ts";

/** A text that repeats a pump. */
export interface Pumped {
  prefix: Word;
  pump: Word;
  suffix: Word;
}

interface Run {
  /** Places at the front of the text where no match begins; a search that finds none anywhere tries them all. */
  starts: number;
  search: boolean;
  fuel: Fuel;
}

/** Repetitions that are compared: twice as many take two to the power of the degree as many steps. */
const FEW = 24;

/**
 * The power of the length with which the steps of a backtracking engine grow on a text: the one that a reader who tries the text will see.
 */
export function degreeOn(automaton: Automaton, text: Pumped, { starts, search, fuel }: Run): number | undefined {
  const few = stepsOn(automaton, text, FEW, { starts, search, fuel });
  const many = stepsOn(automaton, text, 2 * FEW, { starts, search, fuel });
  return few === undefined || many === undefined || few === 0 ? undefined : Math.round(Math.log2(many / few));
}

/** Steps in vain: each way to read a part of the text is gone once. */
function stepsOn(automaton: Automaton, { prefix, pump, suffix }: Pumped, times: number, { starts, search, fuel }: Run): number | undefined {
  const text = [...prefix, ...Array.from({ length: times }, () => pump).flat(), ...suffix];
  // The last repetition may be the start of a match that ends the search.
  const all = text.length - suffix.length - pump.length;
  const last = search && !mayMatch(automaton, text, all, fuel) ? all : starts;
  let total = 0;
  let ways = new Map<number, number>();
  for (const [i, after] of text.entries()) {
    if (i < last) ways.set(0, 1);
    if (fuel.isSpent) return undefined;
    const next = new Map<number, number>();
    for (const [position, count] of ways) {
      const steps = automaton.steps[position] ?? [];
      fuel.spend(steps.length + 1);
      for (const { to, pass, ways: times } of steps) {
        // What may match or not makes no steps that are sure.
        if ((pass & Pass.other) !== 0 || ((automaton.masks[to] ?? 0) & after) === 0 || !passes(automaton, pass, text[i - 1], after)) continue;
        total += count * times;
        next.set(to, (next.get(to) ?? 0) + count * times);
      }
    }
    ways = next;
  }
  return total;
}
