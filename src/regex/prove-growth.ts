/** CPU time on a text of some length. */
export interface Sample {
  /** In characters. */
  length: number;
  ms: number;
  /** The run was stopped: it takes longer than `ms`. */
  stopped?: true;
}

/** What a series of samples shows. */
export interface Growth {
  /** Super-linear growth is there. */
  shown: boolean;
  kind: "exponential" | "polynomial" | "linear" | "unclear";
  /** Mean of log2 of what a doubling multiplies the time by: 1 is linear, 2 the square. At least so much where a run was stopped. */
  slope?: number;
  /** Doublings that the mean is of. */
  doublings: number;
  /** What one further character multiplies the time by, where it grows exponentially. */
  factor?: number;
}

/** Shorter times say nothing about growth. */
const MIN_MS = 0.3;
/** Doublings that count, and how many have to agree. */
const LAST = 3;
/** Where there are as many, these count as well: a run that a busy machine slowed down at the start of the last three hides what they show. */
const MORE = 5;
/** Two of them do where the time ran out on a text shorter than this. */
const FEW = 2;
const SHORT_TEXT = 50_000;
const LONG_MS = 100;
/** From this slope on growth is not linear; caches and allocation lift a linear one to 1.3. */
const STEEP = 1.7;
/** A doubling of a text shorter than `VERY_SHORT` that multiplies the time by as much is no polynomial that anybody would write. */
const VERY_SHORT = 700;
const EXPLODES = 150;

/** Judges samples, each about twice as long as the one before; `between`: further ones where the growth is steep. */
export function growthOf(samples: readonly Sample[], between: readonly Sample[] = []): Growth {
  const slopes: { slope: number; from: Sample; to: Sample }[] = [];
  for (const [index, to] of samples.entries()) {
    const from = samples[index - 1];
    if (!from || from.stopped || from.ms < MIN_MS || to.length <= from.length) continue;
    slopes.push({ from, to, slope: Math.log2(to.ms / from.ms) / Math.log2(to.length / from.length) });
  }
  // What was stopped took longer than is known: it counts only where there is too little else.
  const measured = slopes.filter(({ to }) => !to.stopped);
  const counted = measured.length >= LAST ? measured : slopes;
  const mean = (count: number): number => counted.slice(-count).reduce((sum, one) => sum + one.slope, 0) / count;
  const isSlowedDown = counted.length >= MORE && mean(MORE) > mean(LAST);
  const last = counted.slice(isSlowedDown ? -MORE : -LAST);
  const slope = last.length === 0 ? undefined : mean(last.length);
  const known = { slope, doublings: last.length };
  if (samples.some((to, index) => explodes(samples[index - 1], to))) return { ...known, shown: true, kind: "exponential", factor: factorOf(between) };
  const end = samples.at(-1);
  const isLong = end !== undefined && (end.stopped === true || end.ms > LONG_MS);
  const enough = last.length >= LAST || (last.length >= FEW && isLong && end.length < SHORT_TEXT);
  if (slope === undefined || !enough) return { ...known, shown: false, kind: end !== undefined && end.ms < MIN_MS ? "linear" : "unclear" };
  return slope >= STEEP ? { ...known, shown: true, kind: "polynomial" } : { ...known, shown: false, kind: "linear" };
}

function explodes(from: Sample | undefined, to: Sample): boolean {
  // A time that is too short to be measured is taken for the least that can be.
  return from !== undefined && !from.stopped && to.length < VERY_SHORT && to.ms / Math.max(from.ms, MIN_MS / 3) >= EXPLODES;
}

/** From the last few samples that were measured and took a while. */
function factorOf(samples: readonly Sample[]): number | undefined {
  const measured = samples.filter(({ ms, stopped }) => ms >= MIN_MS && !stopped);
  const to = measured.at(-1);
  const from = measured.at(-4) ?? measured[0];
  return from && to && to.length > from.length ? (to.ms / from.ms) ** (1 / (to.length - from.length)) : undefined;
}
