import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";

/** The part of recheck's diagnostics that is used here. */
interface Diagnostics {
  status: "safe" | "vulnerable" | "unknown";
  checker?: "automaton" | "fuzz";
  complexity?: { type: "constant" | "linear" | "safe" | "polynomial" | "exponential"; degree?: number };
  attack?: { pumps: readonly { prefix: string; pump: string }[]; suffix: string };
  hotspot?: readonly { start: number; end: number; temperature: "heat" | "normal" }[];
}

/** What a search by automata and attack strings proves; `unknown` when the steps ran out or the syntax is not supported. */
export type Proof =
  | { kind: "unknown" }
  /** `exact`: decided by automata; otherwise by a search for attacks. */
  | { kind: "linear"; exact: boolean }
  | { kind: "exponential" | "polynomial"; exact: boolean; degree?: number; attack?: Attack; hot: readonly (readonly [number, number])[] };

/** An input that blows up: the prefix, the pump many times, the suffix. */
export interface Attack {
  prefix: string;
  pump: string;
  suffix: string;
  /** How often, where the blow-up is bounded. */
  times?: number;
}

/** Steps of one analysis: of the exact one by automata (some 50 µs each) and of the search for attack strings after it (some 5 µs each). */
export interface Budget {
  automata: number;
  search: number;
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
  restart(): void;
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
  const module = { exports: {} as { checkSync?: Loaded["check"] } };
  const clock = { now: () => steps++ };
  compileFunction(readFileSync(file, "utf8"), ["module", "exports", "performance"], { filename: file })(module, module.exports, clock);
  const { checkSync } = module.exports;
  if (!checkSync) throw new Error(`${file} is not recheck's pure build`);
  return { check: checkSync, restart: () => { steps = 0; } };
}

/** Runs recheck on a pattern within a number of steps. */
export function prove(source: string, flags: string, budget: Budget): Proof {
  if (source.length > MAX_LENGTH) return { kind: "unknown" };
  loaded ??= load();
  // `v` only changes classes, and patterns without its new syntax mean the same under `u`.
  const known = flags.replace("v", "u").replace(/[dg]/g, "");
  const share = Math.min(1, USUAL_LENGTH / source.length);
  let told = run(loaded, source, known, { checker: "automaton", timeout: Math.round(budget.automata * share) });
  if (told.status === "unknown" && budget.search > 0) {
    told = run(loaded, source, known, { checker: "fuzz", timeout: Math.round(budget.search * share) });
  }
  if (told.status === "unknown") return { kind: "unknown" };
  const type = told.complexity?.type;
  const exact = told.checker === "automaton";
  if (type !== "exponential" && type !== "polynomial") return { kind: "linear", exact };
  const hot = (told.hotspot ?? []).filter((spot) => spot.temperature === "heat").map((spot) => [spot.start, spot.end] as const);
  return { kind: type, exact, degree: told.complexity?.degree, attack: attackOf(told), hot };
}

function run(engine: Loaded, source: string, flags: string, parameters: object): Diagnostics {
  engine.restart();
  try {
    return engine.check(source, flags, { ...limits, ...parameters });
  } catch {
    return { status: "unknown" };
  }
}

function attackOf({ attack }: Diagnostics): Attack | undefined {
  const [only, second] = attack?.pumps ?? [];
  return attack && only && !second ? { prefix: only.prefix, pump: only.pump, suffix: attack.suffix } : undefined;
}
