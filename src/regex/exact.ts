import type { AST } from "@eslint-community/regexpp";
import { AmbiguitySearch, type Witness } from "./ambiguity.ts";
import { automatonOf, type Automaton } from "./automaton.ts";
import { regexpp } from "./engines.ts";
import type { Attack } from "./recheck.ts";
import type { Shape } from "./shape.ts";
import type { Word } from "./simulation.ts";
import type { Watch } from "./watch.ts";
import { blowup } from "./ways.ts";

/** What the automaton of a pattern tells. */
export interface Finding {
  kind: "exponential" | "polynomial" | "move";
  degree?: number;
  part: readonly [number, number];
  attack?: Attack;
}

export interface Exact {
  finding?: Finding;
  /** Where nothing was found, there is nothing but what a pattern does before it matches. */
  complete: boolean;
  /** Holds lookarounds or references, which no automaton here knows. */
  vague: boolean;
}

/** Looks for two ways through the automaton of a pattern. `search`: a match may start anywhere. */
export function exactly(shape: Shape, search: boolean, watch: Watch): Exact {
  const automaton = automatonOf(shape, watch);
  if (!automaton) return { complete: false, vague: false };
  const ambiguity = new AmbiguitySearch(automaton, search, watch);
  const witness = ambiguity.find();
  const worst = witness?.kind === "exponential" ? undefined : bounded(shape, automaton, ambiguity, watch);
  const { vague } = automaton;
  const complete = !ambiguity.isIncomplete && !vague && !automaton.alphabet.merged;
  if (worst) return { finding: worst, complete, vague };
  if (!witness) return { complete, vague };
  const { kind, degree } = witness;
  const attack = automaton.alphabet.merged ? undefined : attackOf(automaton, witness);
  return { finding: { kind, degree, part: partOf(shape, automaton, witness), attack }, complete, vague };
}

function bounded(shape: Shape, automaton: Automaton, ambiguity: AmbiguitySearch, watch: Watch): Finding | undefined {
  const found = blowup(shape, automaton, watch);
  if (!found) return undefined;
  const reads = (at: number): boolean => ((automaton.masks[at] ?? 0) & found.character) !== 0;
  const at = automaton.nodes.findIndex((node, index) => node !== undefined && isWithin(node, found.node) && reads(index));
  if (at < 0) return undefined;
  const witness = ambiguity.inVain({ kind: "exponential", loops: [], at, pump: [found.character], times: found.length });
  const attack = witness && !automaton.alphabet.merged ? attackOf(automaton, witness) : undefined;
  return witness && { kind: "exponential", part: [found.node.start, found.node.end], attack: attack && { ...attack, times: found.length } };
}

const isWithin = (node: AST.Node, around: AST.Node): boolean => node.start >= around.start && node.end <= around.end;

/** From the first to the last of the quantifiers that make the loops. */
function partOf(shape: Shape, { nodes }: Automaton, { loops }: Witness): [number, number] {
  const parts = loops.map((loop) => loopAround(shape.pattern, loop.map((at) => nodes[at]).filter((node) => node !== undefined), nodes));
  return [Math.min(...parts.map((part) => part.start)), Math.max(...parts.map((part) => part.end))];
}

/** The largest repeat that holds some nodes and no more characters than the smallest such: `(a+)+` for `a`. */
function loopAround(pattern: AST.Pattern, inside: readonly AST.Node[], all: Automaton["nodes"]): AST.Node {
  const around: AST.Node[] = [];
  regexpp().visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      if (node.max > 1 && inside.every((one) => isWithin(one, node))) around.push(node);
    },
  });
  const size = (node: AST.Node): number => all.filter((one) => one !== undefined && isWithin(one, node)).length;
  const smallest = around.at(-1);
  return around.find((node) => smallest && size(node) === size(smallest)) ?? pattern;
}

function attackOf({ alphabet, shortened }: Automaton, { prefix, pump, suffix }: Witness): Attack | undefined {
  const text = (word: Word): string => word.map((one) => alphabet.examples[31 - Math.clz32(one)] ?? "").join("");
  return shortened ? undefined : { prefix: text(prefix), pump: text(pump), suffix: text(suffix) };
}
