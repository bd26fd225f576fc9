import { judgeAnew, type Question, type Verdict } from "./analyse.ts";
import { Backtracker, type Matched } from "./backtracker.ts";
import { regexpp } from "./engines.ts";
import { Reads } from "./reads.ts";
import { candidatesIn, type Candidate } from "./repair-candidates.ts";
import { isSameLanguage } from "./repair-language.ts";
import { textsFor } from "./repair-texts.ts";
import { shapeOf, type Shape } from "./shape.ts";

/** Rewrites that are looked at, and steps that all comparisons of one of them may take. */
const MAX_CANDIDATES = 8;
const FUEL = 1_500_000;
const MAX_LENGTH = 400;

/** An editor asks again at each key. */
const repairs = new Map<string, Candidate | undefined>();
const MAX_KEPT = 1_000;

const gravity: Readonly<Record<Verdict["kind"], number>> = { move: 1, polynomial: 2, exponential: 3 };
const weightOf = (verdict: Verdict | undefined): number => (verdict ? gravity[verdict.kind] * 100 + (verdict.degree ?? 2) : 0);

/** A rewrite that matches the same: the part by its language, the whole with all its groups on texts made for it; and that is less bad. */
export function repairOf(shape: Shape, question: Question, verdict: Verdict): Candidate | undefined {
  const key = JSON.stringify([question.source, question.flags, question.mode, question.global, verdict.part]);
  if (repairs.has(key)) return repairs.get(key);
  const found = search(shape, question, verdict);
  if (repairs.size >= MAX_KEPT) repairs.clear();
  repairs.set(key, found);
  return found;
}

function search(shape: Shape, question: Question, verdict: Verdict): Candidate | undefined {
  // What a reference matches, and with it all behind it, depends on which round came last.
  if (question.source.length > MAX_LENGTH || hasReferences(shape)) return undefined;
  const { source, flags } = question;
  for (const candidate of candidatesIn(shape.pattern, verdict.part, new Reads(shape)).slice(0, MAX_CANDIDATES)) {
    const text = candidate.rewrite(({ start, end }) => source.slice(start, end));
    const [from, to] = candidate.part;
    const rewritten = source.slice(0, from) + text + source.slice(to);
    if (!isSameLanguage(source.slice(from, to), text, flags) || !isBetter(question, rewritten, verdict)) continue;
    if (matchesTheSame(shape, rewritten, flags)) return candidate;
  }
  return undefined;
}

function hasReferences({ pattern }: Shape): boolean {
  let found = false;
  regexpp().visitRegExpAST(pattern, { onBackreferenceEnter: () => (found = true) });
  return found;
}

function isBetter(question: Question, source: string, verdict: Verdict): boolean {
  const other = judgeAnew({ ...question, source });
  return other !== "undecided" && weightOf(other) < weightOf(verdict);
}

/** Both patterns match all texts at the same places, with the same groups. */
function matchesTheSame(shape: Shape, rewritten: string, flags: string): boolean {
  const other = shapeOf(rewritten, flags);
  if (!other) return false;
  const [a, b] = [new Backtracker(shape), new Backtracker(other)];
  let left = FUEL;
  let matching = 0;
  for (const text of textsFor(shape)) {
    for (let from = 0; from <= text.length;) {
      const [one, two] = [a, b].map((engine) => engine.match(text, { from, limit: left }));
      if (!one || !two || !isSame(one.found, two.found)) return false;
      left -= one.steps + two.steps;
      if (!one.found) break;
      matching++;
      from = Math.max(one.found.end, from + 1);
    }
  }
  return matching > 0;
}

function isSame(one: Matched | undefined, other: Matched | undefined): boolean {
  if (!one || !other) return one === other;
  const count = Math.max(one.groups.length, other.groups.length);
  const isSameGroup = (_: unknown, group: number): boolean => one.groups[group] === other.groups[group];
  return one.index === other.index && one.end === other.end && Array.from({ length: count }).every(isSameGroup);
}
