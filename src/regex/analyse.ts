import { overAllMatches } from "./all-matches.ts";
import { ambiguities, type Ambiguity } from "./backtracking.ts";
import { exactly } from "./exact.ts";
import { loopAround, wholeElements, within } from "./parts.ts";
import { prove, type Attack, type Proof } from "./recheck.ts";
import { mayRepeat, shapeOf, type Shape } from "./shape.ts";
import { verdicts } from "./verdicts.ts";
import { OutOfTime, Watch } from "./watch.ts";

export type { Attack } from "./recheck.ts";

/** Where a match may start and end: anywhere, at one place, at one place up to the end, or where the last one ended. */
export type MatchMode = "search" | "match" | "fullmatch" | "sticky";

/** A pattern in JavaScript syntax and how it is used. */
export interface Question {
  source: string;
  flags: string;
  mode: MatchMode;
  /** All matches of a text are gone through, each from the end of the one before: `replaceAll`, `re.sub`. */
  global?: boolean;
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
  /** `steps`: of all matches together, counted; one of them is cheap. */
  by: "automaton" | "scslre" | "recheck" | "steps";
}

/** Of recheck where two analyses differ: steps, not time, so that the same pattern gets the same verdict under any load. */
const BUDGET = 3_000;
/** It writes counted repeats out: from here on that takes much memory. */
const MAX_SIZE = 20_000;

/** Judges a pattern, once per thread. Undefined: linear, not decided within the budget, or not understood. */
export function analyseRegex(question: Question): Verdict | undefined {
  if (!mayRepeat(question.source)) return undefined;
  const one = { ...question, global: false };
  const verdict = verdicts.of(one, () => judgeAnew(one));
  return verdict ?? (question.global ? verdicts.of(question, () => overAllMatches(question)) : undefined);
}

/** The verdict on a pattern, asked of nothing that is kept; "undecided" where the analysis took too long. */
export function judgeAnew(question: Question): Verdict | undefined | "undecided" {
  try {
    return analyse(question, new Watch()) ?? (question.global ? overAllMatches(question) : undefined);
  } catch (error) {
    if (error instanceof OutOfTime) return "undecided";
    throw error;
  }
}

/** Judges a pattern anew; throws `OutOfTime`. */
export function analyse({ source, flags, mode }: Question, watch: Watch): Verdict | undefined {
  const fixed = mode !== "search" || flags.includes("y");
  const scanned = fixed ? `${flags.replace("y", "")}y` : flags;
  const head = mode === "fullmatch" ? "(?:" : "";
  const whole = mode === "fullmatch" ? `${head}${source})${end(flags)}` : source;
  const shape = shapeOf(whole, scanned);
  if (!shape?.repeats && !shape?.bounded) return undefined;
  const verdict = judge(shape, { source: whole, flags: scanned, size: shape.size, watch });
  if (!verdict) return undefined;
  const loop = verdict.kind === "exponential" && verdict.by !== "automaton" ? loopAround(shape.pattern, verdict.part) : verdict.part;
  return { ...verdict, part: within(wholeElements(shape.pattern, loop), head.length, source.length) };
}

/** The end and the start of the input, also with the `m` flag. */
const end = (flags: string): string => (flags.includes("m") ? "(?![^])" : "$");
const start = (flags: string): string => (flags.includes("m") ? "(?<![^])" : "^");

/** A fixed start written into the pattern: recheck takes the `y` flag to fix the end as well. */
function anchored(source: string, flags: string): { source: string; flags: string; shift: number } {
  const head = `${start(flags)}(?:`;
  return { source: `${head}${source})`, flags: flags.replace("y", ""), shift: head.length };
}

interface Asked {
  source: string;
  flags: string;
  /** With all counted repeats written out. */
  size: number;
  watch: Watch;
}

/** The automaton tells most; scslre knows lookarounds and what a lazy match tries in vain; recheck decides where they differ. */
function judge(shape: Shape, asked: Asked): Verdict | undefined {
  const { flags, watch } = asked;
  const { finding, complete, vague } = exactly(shape, !flags.includes("y"), watch);
  const own: Verdict | undefined = finding && { ...finding, by: "automaton" };
  if (own?.kind === "exponential") return own;
  const [worst] = ambiguities(shape);
  watch.look();
  if (!worst) return own ?? (complete || vague || !shape.nested ? undefined : onlyProven(asked));
  if (worst.kind === own?.kind) return own;
  if (worst.kind === "move") return own ?? (complete ? undefined : fromAmbiguity(worst));
  // Of lookarounds and references recheck's automata know nothing either.
  if (vague) return worst.kind === "exponential" && endsMatch(shape, worst.part, asked.source) ? own : fromAmbiguity(worst);
  return complete && !shape.tries ? own : (confirmed(worst, asked, complete) ?? own);
}

/** Whether a loop is the last thing that a pattern asks for: one round and the match is there, so that no other way is ever tried. */
function endsMatch({ pattern }: Shape, part: readonly [number, number], source: string): boolean {
  const [, end] = loopAround(pattern, part);
  return /[+*]\??\)*$/.test(source.slice(0, end)) && /^\)*$/.test(source.slice(end));
}

/** A verdict of scslre that the automaton does not share, unless recheck refutes it. */
function confirmed(worst: Ambiguity, asked: Asked, complete: boolean): Verdict | undefined {
  const proof = proofOf(asked);
  if (proof.kind === "linear") return undefined;
  if (proof.kind === "unknown") return complete ? undefined : fromAmbiguity(worst);
  return { kind: proof.kind, degree: proof.degree, part: worst.part, attack: proof.attack, by: "recheck" };
}

/** What recheck alone finds in a pattern of a risky shape that is too much for the automaton. */
function onlyProven(asked: Asked): Verdict | undefined {
  const proof = proofOf(asked);
  if (proof.kind === "linear" || proof.kind === "unknown") return undefined;
  const { kind, degree, attack, part = [0, asked.source.length] } = proof;
  return { kind, degree, part, attack, by: "recheck" };
}

function proofOf({ source, flags, size, watch }: Asked): Proof {
  if (size > MAX_SIZE) return { kind: "unknown" };
  if (!flags.includes("y")) return prove(source, flags, BUDGET, watch);
  const fixed = anchored(source, flags);
  const proof = prove(fixed.source, fixed.flags, BUDGET, watch);
  return "part" in proof && proof.part ? { ...proof, part: within(proof.part, fixed.shift, source.length) } : proof;
}

const fromAmbiguity = ({ kind, part }: Ambiguity): Verdict => ({ kind, part, by: "scslre" });
