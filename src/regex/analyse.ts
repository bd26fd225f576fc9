import { ambiguities, type Ambiguity } from "./backtracking.ts";
import { exactly } from "./exact.ts";
import { loopAround, wholeElements, within } from "./parts.ts";
import { prove, type Attack } from "./recheck.ts";
import { mayRepeat, shapeOf, type Shape } from "./shape.ts";

export type { Attack } from "./recheck.ts";

/** Where a match may start and end: anywhere, at one place, at one place up to the end, or where the last one ended. */
export type MatchMode = "search" | "match" | "fullmatch" | "sticky";

/** A pattern in JavaScript syntax and how it is used. */
export interface Question {
  source: string;
  flags: string;
  mode: MatchMode;
}

/** What is wrong with a pattern. */
export interface Verdict {
  /** `move`: quadratic only because a search starts again at every position; linear where the start is fixed. */
  kind: "exponential" | "polynomial" | "move";
  /** Degree of the polynomial, where it was worked out; otherwise at least 2. */
  degree?: number;
  /** Offsets of the ambiguous part in the pattern, end exclusive. */
  part: readonly [number, number];
  attack?: Attack;
  by: "automaton" | "scslre" | "recheck";
}

/** Of recheck where two analyses differ: steps, not time, so that the same pattern gets the same verdict under any load. */
const BUDGET = 3_000;

const verdicts = new Map<string, Verdict | undefined>();
/** An editor's process lives for days. */
const MAX_KEPT = 20_000;

/** Judges a pattern, once per process. Undefined: linear, not decided within the budget, or not understood. */
export function analyseRegex(question: Question): Verdict | undefined {
  const key = JSON.stringify([question.source, question.flags, question.mode]);
  if (verdicts.has(key)) return verdicts.get(key);
  const verdict = analyse(question);
  if (verdicts.size >= MAX_KEPT) verdicts.clear();
  verdicts.set(key, verdict);
  return verdict;
}

function analyse({ source, flags, mode }: Question): Verdict | undefined {
  if (!mayRepeat(source)) return undefined;
  const fixed = mode !== "search" || flags.includes("y");
  const scanned = fixed ? `${flags.replace("y", "")}y` : flags;
  const head = mode === "fullmatch" ? "(?:" : "";
  const whole = mode === "fullmatch" ? `${head}${source})${end(flags)}` : source;
  const shape = shapeOf(whole, scanned);
  if (!shape?.repeats && !shape?.bounded) return undefined;
  const verdict = judge(shape, whole, scanned);
  if (!verdict) return undefined;
  const loop = verdict.kind === "exponential" && verdict.by !== "automaton" ? loopAround(shape.pattern, verdict.part) : verdict.part;
  return { ...verdict, part: within(wholeElements(shape.pattern, loop), head.length, source.length) };
}

/** The end and the start of the input, also with the `m` flag. */
const end = (flags: string): string => (flags.includes("m") ? "(?![^])" : "$");
const start = (flags: string): string => (flags.includes("m") ? "(?<![^])" : "^");

/** A fixed start written into the pattern: recheck takes the `y` flag to fix the end as well. */
function anchored(source: string, flags: string): { source: string; flags: string } {
  return { source: `${start(flags)}(?:${source})`, flags: flags.replace("y", "") };
}

/** The automaton tells most; scslre knows lookarounds and what a lazy match tries in vain; recheck decides where they differ. */
function judge(shape: Shape, source: string, flags: string): Verdict | undefined {
  const { finding, complete, vague } = exactly(shape, !flags.includes("y"));
  const own: Verdict | undefined = finding && { ...finding, by: "automaton" };
  if (own?.kind === "exponential") return own;
  const [worst] = ambiguities(shape);
  const told = !worst || worst.kind === own?.kind ? own : worst.kind === "move" ? (own ?? (complete ? undefined : fromAmbiguity(worst))) : undefined;
  if (!worst || worst.kind === "move" || told) return told;
  // Of lookarounds and references recheck's automata know nothing either.
  return vague ? fromAmbiguity(worst) : (confirmed(worst, source, flags, complete) ?? own);
}

/** A verdict of scslre that the automaton does not share, unless recheck refutes it. */
function confirmed(worst: Ambiguity, source: string, flags: string, complete: boolean): Verdict | undefined {
  const asked = flags.includes("y") ? anchored(source, flags) : { source, flags };
  const proof = prove(asked.source, asked.flags, BUDGET);
  if (proof.kind === "linear") return undefined;
  if (proof.kind === "unknown") return complete ? undefined : fromAmbiguity(worst);
  return { kind: proof.kind, degree: proof.degree, part: worst.part, attack: proof.attack, by: "recheck" };
}

const fromAmbiguity = ({ kind, part }: Ambiguity): Verdict => ({ kind, part, by: "scslre" });
