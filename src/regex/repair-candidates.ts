import type { AST } from "@eslint-community/regexpp";
import type { CharSet } from "refa";
import { regexpp } from "./engines.ts";
import type { Reads } from "./reads.ts";

/** Writes a part of the pattern as it stands in some text: in the analyzed pattern, or in the code. */
export type Write = (part: Pick<AST.Node, "start" | "end">) => string;

/** A part of a pattern and what could stand in its place. Whether that matches the same is looked at later. */
export interface Candidate {
  part: readonly [number, number];
  rewrite: (write: Write) => string;
}

/** A repeat of one set of characters that takes as many as it can. */
interface Run {
  node: AST.Quantifier;
  set: CharSet;
  min: number;
  max: number;
}

/** How a repeat is written. */
function sign(min: number, max: number): string {
  if (max === Infinity) return ["*", "+"][min] ?? `{${min},}`;
  if (min === max) return min === 1 ? "" : `{${min}}`;
  return min === 0 && max === 1 ? "?" : `{${min},${max}}`;
}

const isSet = (node: AST.Element): node is AST.Character | AST.CharacterClass | AST.CharacterSet =>
  node.type === "Character" || node.type === "CharacterClass" || node.type === "CharacterSet";

/** Rewrites of the loops and neighbors in a part of a pattern, the outer ones first. */
export function candidatesIn(pattern: AST.Pattern, [from, to]: readonly [number, number], reads: Reads): Candidate[] {
  const found: Candidate[] = [];
  const isInside = (node: AST.Node): boolean => node.start >= from && node.end <= to;
  const runOf: RunOf = (node) => {
    if (node?.type !== "Quantifier" || !node.greedy || !isSet(node.element)) return undefined;
    return { node, set: reads.set(node.element), min: node.min, max: node.max };
  };
  regexpp().visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      if (isInside(node)) found.push(...ofLoop(node, runOf, reads));
    },
    onAlternativeEnter({ elements }) {
      elements.forEach((element, index) => {
        if (!isInside(element)) return;
        const [first, second, third] = [element, elements[index + 1], elements[index + 2]].map(runOf);
        if (first && second && isInside(second.node)) found.push(...ofNeighbors(first, second));
        if (first && second && third && isInside(third.node)) found.push(...aroundOptional(first, second, third));
      });
    },
  });
  return found;
}

type RunOf = (node: AST.Element | undefined) => Run | undefined;

/** `(a+)+`, `(?:a+|b)*`, `(?:a+b?)*`. */
function ofLoop(outer: AST.Quantifier, runOf: RunOf, reads: Reads): Candidate[] {
  const { element: group, min, max, greedy } = outer;
  if (!greedy || max !== Infinity || min > 1 || (group.type !== "Group" && group.type !== "CapturingGroup")) return [];
  const part = [outer.start, outer.end] as const;
  const [only, second] = group.alternatives;
  const [one, other, more] = only?.elements ?? [];
  const inner = runOf(one);
  if (only && !second && inner && !other && inner.max === Infinity && inner.min <= 1) {
    if (group.type === "Group") return [{ part, rewrite: (write) => write(inner.node.element) + sign(Math.min(min, inner.min), Infinity) }];
    // The last round holds all of the run; one that matches nothing would hold nothing.
    const head = { start: group.start, end: inner.node.start };
    return inner.min === 1 ? [{ part, rewrite: (write) => `${write(head)}${write(inner.node)})${min === 0 ? "?" : ""}` }] : [];
  }
  if (group.type !== "Group") return [];
  if (only && !second) {
    const next = runOf(other);
    return inner && next && !more ? ofRounds({ part, min, runs: [inner, next] }) : [];
  }
  return [...withoutInnerRepeats(group, { part, min, runOf }), ...withoutAlternative(group, { part, min, reads })];
}

interface Rounds {
  part: readonly [number, number];
  /** The least number of rounds, 0 or 1. */
  min: number;
  runs: readonly [Run, Run];
}

/** `(?:a+b?)+`: rounds of a run and what may follow it, where the two read different characters. */
function ofRounds({ part, min, runs: [one, other] }: Rounds): Candidate[] {
  if (!one.set.isDisjointWith(other.set)) return [];
  const absent = (text: string): string => (min === 0 ? `(?:${text})?` : text);
  const either = (write: Write, least: number): string => `(?:${write(one.node.element)}|${write(other.node.element)})${sign(least, Infinity)}`;
  const isLong = ({ max }: Run): boolean => max === Infinity;
  if (isLong(one) && one.min === 0 && other.min === 0) return [{ part, rewrite: (write) => either(write, 0) }];
  if (isLong(one) && one.min === 1 && other.min === 0 && other.max === 1) {
    return [{ part, rewrite: (write) => absent(`${write(one.node)}(?:${write(other.node.element)}${write(one.node)})*${write(other.node)}`) }];
  }
  if (isLong(one) && one.min === 1 && other.min === 0 && isLong(other)) {
    return [{ part, rewrite: (write) => absent(`${write(one.node.element)}${either(write, 0)}`) }];
  }
  if (isLong(other) && other.min === 1 && one.min === 0 && one.max === 1) {
    return [{ part, rewrite: (write) => absent(`${write(one.node)}${write(other.node)}(?:${write(one.node.element)}${write(other.node)})*`) }];
  }
  return [];
}

/** `(?:a+|b)*` is `(?:a|b)*`. */
function withoutInnerRepeats({ alternatives }: AST.Group, { part, min, runOf }: { part: Candidate["part"]; min: number; runOf: RunOf }): Candidate[] {
  const innerOf = ({ elements: [only, second] }: AST.Alternative): Run | undefined => (second ? undefined : runOf(only));
  const isLong = (one: AST.Alternative): boolean => innerOf(one)?.max === Infinity;
  if (!alternatives.some(isLong)) return [];
  const isNullable = alternatives.some((one) => innerOf(one)?.min === 0);
  const bare = (one: AST.Alternative): AST.Node => (isLong(one) ? (innerOf(one)?.node.element ?? one) : one);
  return [{ part, rewrite: (write) => `(?:${alternatives.map((one) => write(bare(one))).join("|")})${sign(isNullable ? 0 : min, Infinity)}` }];
}

/** `(?:a|b|ab)*` is `(?:a|b)*`. */
function withoutAlternative({ alternatives }: AST.Group, { part, min, reads }: { part: Candidate["part"]; min: number; reads: Reads }): Candidate[] {
  if (alternatives.length > 6) return [];
  const overlaps = (one: AST.Alternative): boolean =>
    alternatives.some((other) => other !== one && !reads.first(other).intersect(reads.first(one)).isEmpty);
  return alternatives.toReversed().filter(overlaps).map((left) => {
    const kept = alternatives.filter((one) => one !== left);
    const [only, second] = kept;
    const [element, more] = only?.elements ?? [];
    const isSingle = only && !second && element && !more && isSet(element);
    return { part, rewrite: (write) => (isSingle ? write(element) : `(?:${kept.map(write).join("|")})`) + sign(min, Infinity) };
  });
}

/** `\s*\s*`, `\s*[^;]*`, `\d+\w*`: two runs side by side. */
function ofNeighbors(first: Run, second: Run): Candidate[] {
  const part = [first.node.start, second.node.end] as const;
  if (first.set.equals(second.set)) {
    return [{ part, rewrite: (write) => write(first.node.element) + sign(first.min + second.min, first.max + second.max) }];
  }
  if (first.max !== Infinity || second.max !== Infinity || first.min > 1 || second.min > 1) return [];
  const once = (write: Write, { node, min }: Run): string => (min === 0 ? "" : write(node.element));
  if (first.set.isSubsetOf(second.set)) {
    return [{ part, rewrite: (write) => once(write, first) + write(second.node) }];
  }
  if (second.set.isSubsetOf(first.set)) return [{ part, rewrite: (write) => write(first.node) + once(write, second) }];
  return second.min === 0 ? withoutCommon(first, second) : [];
}

/** `\s*[^"]*` is `\s*(?:[^"\s][^"]*)?`: the second run begins where the first cannot go on. */
function withoutCommon(first: Run, second: Run): Candidate[] {
  const { element } = second.node;
  const excluded = first.node.element;
  if (element.type !== "CharacterClass" || !element.negate || excluded.type === "CharacterClass") return [];
  if (excluded.type === "CharacterSet" && excluded.kind === "any") return [];
  const part = [first.node.start, second.node.end] as const;
  return [{ part, rewrite: (write) => `${write(first.node)}(?:${write(element).slice(0, -1)}${write(excluded)}]${write(second.node)})?` }];
}

/** `\d+\.?\d*` is `\d+(?:\.\d*)?`: two equal runs and something else between them that may be absent. */
function aroundOptional(first: Run, between: Run, last: Run): Candidate[] {
  if (between.min !== 0 || (between.max !== 1 && between.max !== Infinity)) return [];
  if (!first.set.equals(last.set) || !between.set.isDisjointWith(first.set)) return [];
  if (first.max !== Infinity || last.max !== Infinity || first.min > 1 || last.min > 1) return [];
  const part = [first.node.start, last.node.end] as const;
  const separator = (write: Write): string => write(between.node.element) + sign(1, between.max);
  if (last.min === 0) return [{ part, rewrite: (write) => `${write(first.node)}(?:${separator(write)}${write(last.node)})?` }];
  if (first.min === 0) return [{ part, rewrite: (write) => `(?:${write(first.node)}${separator(write)})?${write(last.node)}` }];
  return [{ part, rewrite: (write) => `${write(first.node)}(?:${separator(write)}${write(last.node)}|${write(last.node.element)})` }];
}
