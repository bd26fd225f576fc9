import type { Attack } from "./analyse.ts";
import { lengthOf, type Engine } from "./prove-engine.ts";
import { growthOf, type Growth, type Sample } from "./prove-growth.ts";

/** The times of one attack. */
export interface Series {
  attack: Attack;
  samples: readonly Sample[];
  /** Further samples between the last two, where the growth is too steep for doublings. */
  between: readonly Sample[];
  growth: Growth;
  /** The text matches: then an engine does not try in vain. */
  matched: boolean;
  /** Why the series ended early. */
  failed?: string;
}

/** What was tried on one pattern. */
export interface Proof {
  engine: string;
  /** The attack that shows most. */
  best: Series;
  /** How many attacks were tried. */
  tried: number;
}

export interface Attacks {
  /** From the analysis. */
  likely: readonly Attack[];
  /** Made up. */
  others: readonly Attack[];
}

/** Tells how many ms are left. */
export type Clock = () => number;

interface Limits {
  /** A run that takes longer is stopped, in ms of CPU time. */
  run: number;
  /** A series ends with a run that takes longer. */
  enough: number;
  /** Longest text, in characters. */
  length: number;
}

const whole: Limits = { run: 1_500, enough: 300, length: 1 << 20 };
/** For a first look at attacks that nobody has thought about. */
const quick: Limits = { run: 150, enough: 40, length: 1 << 16 };
/** Exponential growth shows between the first few repetitions. */
const FIRST = 1;
/** Steps between the last run and the one that was stopped. */
const STEPS = 8;
/** Runs are not begun with less time left. */
const RESERVE = 50;
/** Of the attacks that a first look was taken at, so many are measured in full. */
const FINALISTS = 2;

/** Measures attacks, the likely ones in full and one after the other, the others at first glance, until one shows growth that is not linear. */
export async function proveGrowth(engine: Engine, attacks: Attacks, left: Clock): Promise<Proof | { failed: string }> {
  const all: Series[] = [];
  const proof = (): Proof | { failed: string } => {
    const best = all.reduce<Series | undefined>((a, b) => (a && rank(a) >= rank(b) ? a : b), undefined);
    if (best && best.samples.length === 0 && best.failed !== undefined) return { failed: best.failed };
    return best ? { engine: engine.name, best, tried: new Set(all.map(({ attack }) => JSON.stringify(attack))).size } : { failed: "there was no time to try anything" };
  };
  for (const attack of attacks.likely) {
    all.push(await seriesOf(engine, attack, whole, left));
    if (all.at(-1)?.growth.shown) return proof();
  }
  const glances: Series[] = [];
  for (const attack of attacks.others) {
    if (left() < whole.run) break;
    glances.push(await seriesOf(engine, attack, quick, left));
    if (glances.at(-1)?.growth.kind === "exponential") break;
  }
  for (const { attack } of glances.toSorted((a, b) => rank(b) - rank(a)).slice(0, FINALISTS)) {
    if (left() < quick.run) break;
    all.push(await seriesOf(engine, attack, whole, left));
    if (all.at(-1)?.growth.shown) break;
  }
  const found = proof();
  return "best" in found ? { ...found, tried: attacks.likely.length + glances.length } : found;
}

/** What is shown counts most, then the slope, then the time that the last text took. */
function rank({ growth, samples }: Series): number {
  const steep = growth.kind === "exponential" ? 1e6 : growth.shown ? 1e3 : 0;
  return steep + (growth.slope ?? 0) * 10 + Math.min(samples.at(-1)?.ms ?? 0, 10_000) / 1e4;
}

/** Doubles the text until a run takes long enough, is stopped, or the time is up. */
async function seriesOf(engine: Engine, attack: Attack, limits: Limits, left: Clock): Promise<Series> {
  const samples: Sample[] = [];
  let matched = false;
  let failed: string | undefined;
  const run = async (times: number, into: Sample[]): Promise<boolean> => {
    const text = { prefix: attack.prefix, pump: attack.pump, suffix: attack.suffix, times, all: attack.all };
    const patience = left() - RESERVE;
    if (patience < RESERVE) return false;
    const timed = await engine.time(text, limits.run, patience);
    const length = lengthOf(text);
    if ("failed" in timed) {
      failed = timed.failed;
      return false;
    }
    into.push("stopped" in timed ? { length, ms: timed.stopped, stopped: true } : { length, ms: timed.ms });
    if ("stopped" in timed) return false;
    matched = timed.matched;
    return timed.ms < limits.enough;
  };
  let times = FIRST;
  while ((await run(times, samples)) && lengthOf({ ...attack, times: times * 2 }) <= limits.length) times *= 2;
  const between: Sample[] = [];
  if (limits === whole && growthOf(samples).kind === "exponential") {
    // Doublings are too coarse: the last one went from nothing to forever.
    const step = Math.max(1, Math.round(times / 2 / STEPS));
    for (let next = times / 2 + step; next < times && left() > whole.enough; next += step) if (!(await run(next, between))) break;
  }
  return { attack, samples, between, growth: growthOf(samples, between), matched, ...(failed === undefined ? {} : { failed }) };
}
