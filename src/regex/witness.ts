import type { Attack, Question, Verdict } from "./analyse.ts";
import { Backtracker } from "./backtracker.ts";
import { seededAttacks } from "./prove-attacks.ts";
import type { Shape } from "./shape.ts";

/** Steps for all texts that are tried for one pattern. */
const FUEL = 400_000;
/** Repetitions of which the steps are compared. */
const FEW = { exponential: 5, polynomial: 20, move: 20 } as const;
/** How many times the steps have to grow from so many repetitions to twice as many: those of a line double. */
const GROWTH = { exponential: 20, polynomial: 3, move: 3 } as const;

/** An attack for a verdict that comes without one: of texts made of the pattern's own characters the first on which the steps grow so. */
export function witnessFor(shape: Shape, { mode, flags }: Question, { kind }: Verdict): Attack | undefined {
  const backtracker = new Backtracker(shape);
  const fixed = mode !== "search" || flags.includes("y");
  let fuel = FUEL;
  const stepsOn = ({ prefix, pump, suffix }: Attack, times: number): number | undefined => {
    const run = backtracker.match(prefix + pump.repeat(times) + suffix, { fixed, limit: fuel });
    fuel -= run?.steps ?? fuel;
    return run?.found ? undefined : run?.steps;
  };
  for (const attack of seededAttacks(shape)) {
    const few = stepsOn(attack, FEW[kind]);
    const many = few === undefined ? undefined : stepsOn(attack, FEW[kind] * 2);
    if (few !== undefined && many !== undefined && many / few >= GROWTH[kind]) return attack;
    if (fuel <= 0) return undefined;
  }
  return undefined;
}
