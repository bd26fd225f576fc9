import type { AST, RegExpParser } from "@eslint-community/regexpp";
import { regexpp } from "./engines.ts";

/** Longer patterns are generated tables; the analyses take more than linear time in the length. */
const MAX_LENGTH = 6_000;
/** The parsers recurse once per level. */
const MAX_DEPTH = 200;
/** Where two groups have one name, regexpp compares all their ancestors with each other: four times as long with each level. */
const MAX_DEPTH_OF_TWINS = 6;
/** A repeat with a smaller maximum is bounded work, unless it stands in another one. */
const LARGE_REPEAT = 10;
/** A repeat with at least this maximum is a loop. */
export const LOOP = 200;

/** What one look at the syntax tree tells about a pattern. */
export interface Shape {
  pattern: AST.Pattern;
  flags: AST.Flags;
  /** Some quantifier repeats often enough to matter. */
  repeats: boolean;
  /** A variable quantifier in a loop, or an alternation in a loop: the shapes that can explode without two equal characters in a row. */
  nested: boolean;
  /** A variable quantifier in a counted repeat: bounded, but the bound may be huge. */
  bounded: boolean;
  /** Something may be tried in vain before another way matches: a lazy repeat, an alternative, a repeat in a repeat. */
  tries: boolean;
  /** Number of quantifiers, and the sum of the cubes of their depths in each other. */
  quantifiers: number;
  depths: number;
  /** Number of characters when all counted repeats are written out. */
  size: number;
}

/** A cheap look: without a repetition there is one way through a pattern, or few. */
export const mayRepeat = (source: string): boolean => /[*+{]/.test(source);

let parser: RegExpParser | undefined;

/** Parses a JavaScript pattern; undefined when it is invalid, or too large or too deep to look at. */
export function shapeOf(source: string, flags: string): Shape | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  const depth = depthOf(source);
  if (depth > MAX_DEPTH || (depth > MAX_DEPTH_OF_TWINS && hasTwins(source))) return undefined;
  try {
    const unicode = { unicode: flags.includes("u"), unicodeSets: flags.includes("v") };
    parser ??= new (regexpp().RegExpParser)({ ecmaVersion: 2025 });
    const pattern = parser.parsePattern(source, 0, source.length, unicode);
    return { pattern, flags: parser.parseFlags(flags), ...look(pattern) };
  } catch {
    return undefined;
  }
}

/** Whether two groups seem to have one name. */
function hasTwins(source: string): boolean {
  const names = source.match(/\(\?<[^=!>][^>]*>/g) ?? [];
  return new Set(names).size < names.length;
}

/** An upper bound of the nesting of groups and classes: brackets in classes and escapes count too. */
function depthOf(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of source) {
    if (character === "(" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === ")" || character === "]") depth--;
  }
  return deepest;
}

const isVariable = (quantifier: AST.Quantifier): boolean => quantifier.max !== quantifier.min;
const isCounted = (quantifier: AST.Quantifier): boolean => quantifier.max > 1 && quantifier.max < LOOP;
const isLarge = (quantifier: AST.Quantifier): boolean => quantifier.max >= LARGE_REPEAT;

function look(pattern: AST.Pattern): Omit<Shape, "pattern" | "flags"> {
  const told = { repeats: false, nested: false, bounded: false, tries: pattern.alternatives.length > 1, quantifiers: 0, depths: 0, size: 0 };
  const copies = [1];
  const character = (): void => void (told.size += copies.at(-1) ?? 1);
  let depth = 0;
  let loops = 0;
  let counted = 0;
  const alternation = (node: { alternatives: readonly unknown[] }): void => {
    if (node.alternatives.length === 1) return;
    told.tries = true;
    if (loops > 0) told.nested = true;
  };
  regexpp().visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      told.quantifiers++;
      copies.push((copies.at(-1) ?? 1) * Math.max(1, Number.isFinite(node.max) ? node.max : node.min));
      if (depth++ > 0 || !node.greedy) told.tries = true;
      told.depths += depth ** 3;
      if (isVariable(node)) {
        if (loops > 0) told.nested = true;
        if (counted > 0) told.bounded = true;
      }
      if (isCounted(node)) counted++;
      if (!isLarge(node)) return;
      told.repeats = true;
      loops++;
    },
    onQuantifierLeave(node) {
      depth--;
      copies.pop();
      if (isCounted(node)) counted--;
      if (isLarge(node)) loops--;
    },
    onGroupEnter: alternation,
    onCapturingGroupEnter: alternation,
    onCharacterEnter: character,
    onCharacterSetEnter: character,
    onCharacterClassEnter: character,
  });
  return told;
}
