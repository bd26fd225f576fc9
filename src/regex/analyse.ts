import type { AST } from "@eslint-community/regexpp";
import { visitRegExpAST } from "@eslint-community/regexpp";
import { ambiguities, type Ambiguity } from "./backtracking.ts";
import { prove, type Attack, type Proof } from "./recheck.ts";
import { shapeOf, type Shape } from "./shape.ts";

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
  by: "scslre" | "recheck";
}

/** Counted in steps, so that the same pattern gets the same verdict under any load. */
const budgets = {
  /** Decides whether there is a report at all. */
  silent: { automata: 1_500, search: 25_000 },
  /** The report stands: this tells its kind, its degree and an attack. */
  found: { automata: 1_000, search: 0 },
  /** The report would be the worst there is: sure enough to be worth more steps. */
  exponential: { automata: 3_000, search: 0 },
};

const verdicts = new Map<string, Verdict | undefined>();

/** Judges a pattern, once per process. Undefined: linear, not decided within the budget, or not understood. */
export function analyseRegex(question: Question): Verdict | undefined {
  const key = JSON.stringify([question.source, question.flags, question.mode]);
  if (verdicts.has(key)) return verdicts.get(key);
  const verdict = analyse(question);
  verdicts.set(key, verdict);
  return verdict;
}

function analyse({ source, flags, mode }: Question): Verdict | undefined {
  const fixed = mode !== "search" || flags.includes("y");
  const scanned = fixed ? `${flags.replace("y", "")}y` : flags;
  const head = mode === "fullmatch" ? "(?:" : "";
  const whole = mode === "fullmatch" ? `${head}${source})${end(flags)}` : source;
  const shape = shapeOf(whole, scanned);
  if (!shape?.repeats) return undefined;
  const verdict = judge(shape, whole, scanned);
  if (!verdict) return undefined;
  const part = verdict.kind === "exponential" ? loopAround(shape.pattern, verdict.part) : verdict.part;
  return { ...verdict, part: within(part, head.length, source.length) };
}

/** The end and the start of the input, also with the `m` flag. */
const end = (flags: string): string => (flags.includes("m") ? "(?![^])" : "$");
const start = (flags: string): string => (flags.includes("m") ? "(?<![^])" : "^");

/** A fixed start written into the pattern: recheck takes the `y` flag to fix the end as well. */
function anchored(source: string, flags: string): { source: string; flags: string; shift: number } {
  const head = `${start(flags)}(?:`;
  return { source: `${head}${source})`, flags: flags.replace("y", ""), shift: head.length };
}

function judge(shape: Shape, source: string, flags: string): Verdict | undefined {
  const found = ambiguities(shape);
  const [worst] = found;
  const single = worst && fromAmbiguity(worst);
  if (!shape.nested && (!worst || worst.kind === "move")) return single;
  const fixed = flags.includes("y");
  const asked = fixed ? anchored(source, flags) : { source, flags, shift: 0 };
  const proof = prove(asked.source, asked.flags, worst ? (worst.kind === "exponential" ? budgets.exponential : budgets.found) : budgets.silent);
  if (proof.kind === "unknown") return single;
  if (proof.kind === "linear") return proof.exact ? undefined : single;
  const { degree, attack } = proof;
  const survives = fixed || worst?.kind === "exponential" || worst?.kind === "polynomial" || proof.kind === "exponential" || staysSlow(source, flags);
  const kind = survives ? proof.kind : "move";
  const same = found.find((one) => one.kind === kind);
  const part = same?.part ?? partOf(shape.pattern, proof, asked.shift) ?? worst?.part ?? [0, source.length];
  return { kind, degree, part, attack, by: "recheck" };
}

/** Whether a pattern that is slow in a search is slow where the start is fixed, too. */
function staysSlow(source: string, flags: string): boolean {
  const asked = anchored(source, flags);
  const { kind } = prove(asked.source, asked.flags, budgets.silent);
  return kind === "exponential" || kind === "polynomial";
}

function fromAmbiguity({ kind, part }: Ambiguity): Verdict {
  return { kind, part, by: "scslre" };
}

/** The smallest quantifier around all that recheck names as hot. */
function partOf(pattern: AST.Pattern, proof: Extract<Proof, { hot: unknown }>, shift: number): [number, number] | undefined {
  if (proof.hot.length === 0) return undefined;
  const from = Math.min(...proof.hot.map((spot) => spot[0])) - shift;
  const to = Math.max(...proof.hot.map((spot) => spot[1])) - shift;
  let best: [number, number] | undefined;
  visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      if (node.start <= from && node.end >= to && node.max !== 1) best = [node.start, node.end];
    },
  });
  return best ?? [Math.max(from, 0), Math.min(to, pattern.end)];
}

/** The innermost loop around a part: exponential time comes from repeating what is ambiguous. */
function loopAround(pattern: AST.Pattern, [from, to]: readonly [number, number]): readonly [number, number] {
  let best: readonly [number, number] = [from, to];
  visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      const isAround = node.start <= from && node.end >= to && (node.start < from || node.end > to);
      if (isAround && node.max > 1) best = [node.start, node.end];
    },
  });
  return best;
}

/** A part of the analysed pattern in terms of the pattern as given. */
function within([from, to]: readonly [number, number], shift: number, length: number): [number, number] {
  return [Math.max(0, Math.min(from - shift, length)), Math.max(0, Math.min(to - shift, length))];
}
