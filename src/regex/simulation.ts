import { Pass, type Automaton } from "./automaton.ts";
import type { Fuel } from "./fuel.ts";

/** A text as classes of characters, each a bit. */
export type Word = readonly number[];

/** Whether a step between two characters is possible; `undefined` is the start or the end of the text. Conditions that are not known hold. */
export function passes(automaton: Automaton, pass: number, before: number | undefined, after: number | undefined): boolean {
  if (pass === 0) return true;
  const { multiline, alphabet: { word, newline } } = automaton;
  const isEdge = (character: number | undefined): boolean => character === undefined || (multiline && (character & newline) !== 0);
  if ((pass & Pass.start) !== 0 && !isEdge(before)) return false;
  if ((pass & Pass.end) !== 0 && !isEdge(after)) return false;
  if ((pass & (Pass.boundary | Pass.inside)) === 0) return true;
  const isBoundary = ((before ?? 0) & word) !== 0 !== (((after ?? 0) & word) !== 0);
  return (pass & (isBoundary ? Pass.inside : Pass.boundary)) === 0;
}

/** The positions reached from some by a character, with the character before it. */
export function next(automaton: Automaton, from: Iterable<number>, [before, after]: readonly [number | undefined, number], fuel: Fuel): Set<number> {
  const reached = new Set<number>();
  for (const position of from) {
    const steps = automaton.steps[position] ?? [];
    fuel.spend(steps.length + 1);
    for (const { to, pass } of steps) {
      if (((automaton.masks[to] ?? 0) & after) !== 0 && passes(automaton, pass, before, after)) reached.add(to);
    }
  }
  return reached;
}

/** Whether a match may end at one of some positions, between two characters. */
const mayEnd = (automaton: Automaton, at: Iterable<number>, before: number | undefined, after: number | undefined): boolean => {
  for (const position of at) if (automaton.ends[position]?.some((pass) => passes(automaton, pass, before, after))) return true;
  return false;
};

/** Whether a match may begin at one of the first `starts` places of a text. Errs on the side of yes, also when the fuel runs out. */
export function mayMatch(automaton: Automaton, text: Word, starts: number, fuel: Fuel): boolean {
  let at = new Set<number>();
  for (let i = 0; i <= text.length; i++) {
    if (i < starts) at.add(0);
    const before = text[i - 1];
    const after = text[i];
    if (mayEnd(automaton, at, before, after)) return true;
    if (after === undefined || (at.size === 0 && i >= starts)) return false;
    if (fuel.isSpent) return true;
    at = next(automaton, at, [before, after], fuel);
  }
  return false;
}

/** Where matches that begin at the first `starts` places of a text are at its end; undefined when one may have ended before, or the fuel runs out. */
function endOf(automaton: Automaton, text: Word, starts: number, fuel: Fuel): Set<number> | undefined {
  let at = new Set<number>();
  for (const [i, after] of text.entries()) {
    if (i < starts) at.add(0);
    if (fuel.isSpent || mayEnd(automaton, at, text[i - 1], after)) return undefined;
    at = next(automaton, at, [text[i - 1], after], fuel);
  }
  if (text.length < starts) at.add(0);
  return at;
}

/** Longest end of a text that is looked for, and how many sets of positions are looked at. */
const MAX_SUFFIX = 6;
const MAX_SETS = 400;

interface Allowed {
  classes: readonly number[];
  fuel: Fuel;
}

interface Reached {
  at: ReadonlySet<number>;
  suffix: Word;
}

/**
 * The shortest end of a text with which no match that begins at one of its first `starts` places succeeds, of some classes of characters in their
 * order. Errs on the side of none.
 */
export function failingSuffix(automaton: Automaton, text: Word, starts: number, { classes, fuel }: Allowed): Word | undefined {
  const first = endOf(automaton, text, starts, fuel);
  if (!first) return undefined;
  const seen = new Set<string>();
  let frontier: Reached[] = [{ at: first, suffix: [] }];
  for (let length = 0; length <= MAX_SUFFIX && frontier.length > 0; length++) {
    const dead = frontier.find(({ at, suffix }) => !mayEnd(automaton, at, suffix.at(-1) ?? text.at(-1), undefined));
    if (dead) return dead.suffix;
    const longer: Reached[] = [];
    for (const { at, suffix } of frontier) {
      const before = suffix.at(-1) ?? text.at(-1);
      for (const after of classes) {
        if (fuel.isSpent || seen.size >= MAX_SETS) return undefined;
        if (mayEnd(automaton, at, before, after)) continue;
        const reached = next(automaton, at, [before, after], fuel);
        const key = `${after} ${[...reached].sort((a, b) => a - b).join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        longer.push({ at: reached, suffix: [...suffix, after] });
      }
    }
    frontier = longer;
  }
  return undefined;
}
