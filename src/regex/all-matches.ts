import type { AST } from "@eslint-community/regexpp";
import type { Attack, Question, Verdict } from "./analyse.ts";
import { Backtracker } from "./backtracker.ts";
import { regexpp } from "./engines.ts";
import { Sampler } from "./prove-attacks.ts";
import { mayRepeat, shapeOf, type Shape } from "./shape.ts";

/** Steps for all texts of one pattern, and texts that are tried. */
const FUEL = 1_000_000;
const MAX_TEXTS = 80;
/** Lengths that are compared, in characters: each twice as long as the one before. */
const LENGTHS = [60, 120, 240] as const;
const MAX_PUMP = 15;
const MAX_CHARACTERS = 8;
/** Steps grow with the power of two of this at least: those of a square come near 2, those of a line near 1. */
const GROWTH = 1.75;
/** One match for so many rounds of what is repeated: fewer are no reason for a square. */
const ROUNDS_PER_MATCH = 4;
const ENDS = ["", "!", "\n"];

/** A cheap look: a match can look further than it reaches where it looks around, has another way or a part that it can do without. */
export const mayLookOn = (source: string): boolean => mayRepeat(source) && /\(\?<?[=!]|\||\)[*?+{]/.test(source);

/**
 * What all matches of a text cost together, where one match is cheap: each of them may look through the rest of the text and end where it began.
 * Decided by counted steps on texts made of what the pattern reads, so that a finding comes with its attack.
 */
export function overAllMatches({ source, flags }: Question): Verdict | undefined {
  const shape = mayLookOn(source) ? shapeOf(source, flags) : undefined;
  if (!shape) return undefined;
  const backtracker = new Backtracker(shape);
  let fuel = FUEL;
  const stepsOn = ({ prefix, pump, suffix }: Attack, times: number): number | undefined => {
    const text = prefix + pump.repeat(times) + suffix;
    let [steps, matches] = [0, 0];
    for (let from = 0; from <= text.length;) {
      const run = backtracker.match(text, { from, fixed: flags.includes("y"), limit: fuel });
      fuel -= run?.steps ?? fuel;
      if (!run) return undefined;
      // What the last search does in vain is a matter of one search.
      if (!run.found) break;
      matches++;
      steps += run.steps;
      from = Math.max(run.found.end, run.found.index + 1);
    }
    return matches * ROUNDS_PER_MATCH >= times ? steps : undefined;
  };
  const grows = (attack: Attack): boolean => {
    let before: number | undefined;
    for (const length of LENGTHS) {
      // Rounded so that each number of rounds is twice the one before.
      const steps = stepsOn(attack, Math.floor(LENGTHS[0] / attack.pump.length) * (length / LENGTHS[0]));
      if (steps === undefined || (before !== undefined && Math.log2(steps / before) < GROWTH)) return false;
      before = steps;
    }
    return true;
  };
  const nodes = lookingOn(shape);
  const attacks = nodes.flatMap((node) => attacksOn(shape, node).map((attack) => ({ attack, part: [node.start, node.end] as const })));
  const [only, second] = nodes;
  const any = only && !second ? only : shape.pattern;
  const blind = nodes.length > 0 ? pairsOf(shape).map((attack) => ({ attack, part: [any.start, any.end] as const })) : [];
  for (const { attack, part } of [...attacks.slice(0, MAX_TEXTS), ...blind]) {
    if (grows(attack)) return { kind: "move", degree: 2, part, attack: { ...attack, all: true }, by: "steps" };
    if (fuel <= 0) return undefined;
  }
  return undefined;
}

/** Two characters of the pattern again and again: `"\\` for a string that may hold escaped quotes. */
function pairsOf(shape: Shape): Attack[] {
  const characters = new Sampler(shape).parts().characters.slice(0, MAX_CHARACTERS);
  return characters.flatMap((one) => characters.filter((other) => other !== one).map((other) => ({ prefix: "", pump: one + other, suffix: "" })));
}

type Looking = AST.LookaroundAssertion | AST.Quantifier | AST.Alternative;

/** The parts that may read on without an end and that a match can do without: what is looked for around it, repeats, alternatives. */
function lookingOn({ pattern }: Shape): Looking[] {
  const open: Looking[] = [];
  const found = new Set<Looking>();
  const enter = (node: Looking): void => void open.push(node);
  const leave = (): void => void open.pop();
  regexpp().visitRegExpAST(pattern, {
    onAssertionEnter: (node) => {
      if (isLookaround(node)) enter(node);
    },
    onAssertionLeave: (node) => {
      if (isLookaround(node)) leave();
    },
    onAlternativeEnter: (node) => {
      if (node.parent.alternatives.length > 1) enter(node);
    },
    onAlternativeLeave: (node) => {
      if (node.parent.alternatives.length > 1) leave();
    },
    onQuantifierEnter: (node) => {
      // The inner one is tried first: it names the part more closely.
      if (node.max === Infinity) for (const one of open.toReversed()) found.add(one);
      if (node.min !== node.max) enter(node);
    },
    onQuantifierLeave: (node) => {
      if (node.min !== node.max) leave();
    },
  });
  return [...found];
}

const isLookaround = (node: AST.Assertion): node is AST.LookaroundAssertion => node.kind === "lookahead" || node.kind === "lookbehind";

/** Texts in which the pattern begins to match again and again: what leads to a part and to the repeats in it, what these read, and what ends it. */
function attacksOn(shape: Shape, node: Looking): Attack[] {
  const sampler = new Sampler(shape);
  const lead = sampler.before(node);
  const pumps = new Set([lead]);
  const firsts = shape.pattern.alternatives.map(({ elements: [first] }) => (first ? sampler.of(first, 1) : ""));
  for (const repeat of endlessIn(node)) {
    const inner = sampler.before(repeat);
    const reads = sampler.pumps(repeat);
    for (const pump of [inner, lead + inner, ...reads.slice(0, 2), ...reads.slice(0, 1).flatMap((one) => [lead + one, inner + one])]) pumps.add(pump);
    pumps.add(inner + firsts.filter((one) => !inner.startsWith(one)).join(""));
  }
  const ends = new Set([...(isSequence(node) ? [] : wholes(sampler, node)), ...ENDS]);
  const usable = [...pumps].filter((pump) => pump !== "" && pump.length <= MAX_PUMP);
  return usable.flatMap((pump) => [...ends].map((suffix) => ({ prefix: "", pump, suffix })));
}

const isSequence = (node: Looking): node is AST.Alternative => node.type === "Alternative";

/** Texts that what is looked for matches. */
function wholes(sampler: Sampler, node: AST.LookaroundAssertion | AST.Quantifier): string[] {
  if (node.type === "Quantifier") return [];
  return node.alternatives.map(({ elements }) => elements.map((one) => sampler.of(one)).join(""));
}

function endlessIn(node: Looking): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  regexpp().visitRegExpAST(node, {
    onQuantifierEnter: (one) => {
      if (one.max === Infinity && one !== node) found.push(one);
    },
  });
  return found;
}
