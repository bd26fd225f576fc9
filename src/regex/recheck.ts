import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import type { Watch } from "./watch.ts";

/** The part of recheck's diagnostics that is used here. */
interface Diagnostics {
  status: "safe" | "vulnerable" | "unknown";
  complexity?: { type: "constant" | "linear" | "safe" | "polynomial" | "exponential"; degree?: number };
  /** Parts of the pattern that the attack passes; `heat`: very often. */
  hotspot?: readonly { start: number; end: number; temperature: string }[];
  attack?: { pumps: readonly { prefix: string; pump: string }[]; suffix: string };
}

/** What automata prove; `unknown` when the steps ran out or the syntax is not supported. */
export type Proof =
  | { kind: "unknown" }
  | { kind: "linear" }
  | { kind: "exponential" | "polynomial"; degree?: number; attack?: Attack; part?: readonly [number, number] };

/** An input that blows up: the prefix, the pump many times, the suffix. */
export interface Attack {
  prefix: string;
  pump: string;
  suffix: string;
  /** How often, where the blow-up is bounded. */
  times?: number;
  /** It tells over all matches of the text, not in one. */
  all?: boolean;
}

/** A step takes longer in longer patterns: beyond this length there are fewer, and at last none. */
const USUAL_LENGTH = 120;
const MAX_LENGTH = 600;

/** Nothing here depends on time: the clock counts how often it is asked, so the same pattern always ends at the same step. */
const limits = {
  attackTimeout: null, incubationTimeout: null, seedingTimeout: null, recallTimeout: -1, randomSeed: 0,
  attackLimit: 1_000_000, maxAttackStringSize: 8_000, incubationLimit: 2_000, maxGeneStringSize: 400,
  maxInitialGenerationSize: 100, maxIteration: 2,
};

interface Loaded {
  check(source: string, flags: string, parameters: object): Diagnostics;
  restart(watch: Watch): void;
}

let loaded: Loaded | undefined;

/** recheck's pure build: beside the built package, or the development dependency. */
function findRecheck(): string {
  const vendored = fileURLToPath(new URL("../vendor/recheck.cjs", import.meta.url));
  const isBuilt = import.meta.url.endsWith(".js");
  return isBuilt ? vendored : createRequire(import.meta.url).resolve("recheck/lib/browser.js");
}

/** Loads recheck when the first risky pattern asks for it. It reads the time from `performance.now`, which here counts steps. */
function load(): Loaded {
  const file = findRecheck();
  let steps = 0;
  let current: Watch | undefined;
  const module = { exports: {} as { checkSync?: Loaded["check"] } };
  // It ends by itself when it sees that its time is over, and could take an error for one of its own.
  const clock = { now: () => (current?.isOver ? Number.MAX_SAFE_INTEGER : steps++) };
  compileFunction(readFileSync(file, "utf8"), ["module", "exports", "performance"], { filename: file })(module, module.exports, clock);
  const { checkSync } = module.exports;
  if (!checkSync) throw new Error(`${file} is not recheck's pure build`);
  return {
    check: checkSync,
    restart(watch) {
      steps = 0;
      current = watch;
    },
  };
}

/** Runs the automata of recheck on a pattern within a number of steps of some 50 µs each. */
export function prove(source: string, flags: string, steps: number, watch: Watch): Proof {
  if (source.length > MAX_LENGTH) return { kind: "unknown" };
  loaded ??= load();
  // `v` only changes classes, and patterns without its new syntax mean the same under `u`.
  const known = flags.replace("v", "u").replace(/[dg]/g, "");
  const share = Math.min(1, USUAL_LENGTH / source.length);
  const told = run(loaded, { source, flags: known, parameters: { checker: "automaton", timeout: Math.round(steps * share) }, watch });
  watch.look();
  if (told.status === "unknown") return { kind: "unknown" };
  const type = told.complexity?.type;
  if (type !== "exponential" && type !== "polynomial") return { kind: "linear" };
  return { kind: type, degree: told.complexity?.degree, attack: attackOf(told), part: partOf(told) };
}

interface Asked {
  source: string;
  flags: string;
  parameters: object;
  watch: Watch;
}

function run(engine: Loaded, { source, flags, parameters, watch }: Asked): Diagnostics {
  engine.restart(watch);
  try {
    return engine.check(source, flags, { ...limits, ...parameters });
  } catch {
    return { status: "unknown" };
  }
}

function partOf({ hotspot = [] }: Diagnostics): readonly [number, number] | undefined {
  const hot = hotspot.filter(({ temperature }) => temperature === "heat");
  return hot.length === 0 ? undefined : [Math.min(...hot.map(({ start }) => start)), Math.max(...hot.map(({ end }) => end))];
}

function attackOf({ attack }: Diagnostics): Attack | undefined {
  const [only, second] = attack?.pumps ?? [];
  return attack && only && !second ? { prefix: only.prefix, pump: only.pump, suffix: attack.suffix } : undefined;
}
