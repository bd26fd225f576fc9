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

/** Whether a match may begin at one of the first `starts` places of a text. Errs on the side of yes, also when the fuel runs out. */
export function mayMatch(automaton: Automaton, text: Word, starts: number, fuel: Fuel): boolean {
  let at = new Set<number>();
  for (let i = 0; i <= text.length; i++) {
    if (i < starts) at.add(0);
    const before = text[i - 1];
    const after = text[i];
    for (const position of at) {
      if (automaton.ends[position]?.some((pass) => passes(automaton, pass, before, after))) return true;
    }
    if (after === undefined || (at.size === 0 && i >= starts)) return false;
    if (fuel.isSpent) return true;
    const next = new Set<number>();
    for (const position of at) {
      const steps = automaton.steps[position] ?? [];
      fuel.spend(steps.length + 1);
      for (const { to, pass } of steps) {
        if (((automaton.masks[to] ?? 0) & after) !== 0 && passes(automaton, pass, before, after)) next.add(to);
      }
    }
    at = next;
  }
  return false;
}
