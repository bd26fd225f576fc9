import type { AST } from "@eslint-community/regexpp";
import { regexpp } from "./engines.ts";

/** Offsets in a pattern, end exclusive. */
export type Part = readonly [number, number];

/** The innermost loop around a part: exponential time comes from repeating what is ambiguous. */
export function loopAround(pattern: AST.Pattern, [from, to]: Part): Part {
  let best: Part = [from, to];
  regexpp().visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      const isAround = node.start <= from && node.end >= to && (node.start < from || node.end > to);
      if (isAround && node.max > 1) best = [node.start, node.end];
    },
  });
  return best;
}

/** A part, made larger so that it cuts no group in two: from an element to an element of one sequence. */
export function wholeElements(pattern: AST.Pattern, [from, to]: Part): Part {
  let best: Part = [from, to];
  const look = (node: { alternatives: readonly AST.Alternative[] }): void => {
    for (const { start: first, end: last, elements } of node.alternatives) {
      if (first > from || last < to) continue;
      const covered = elements.filter((element) => element.end > from && element.start < to);
      best = [covered[0]?.start ?? from, covered.at(-1)?.end ?? to];
    }
  };
  look(pattern);
  regexpp().visitRegExpAST(pattern, {
    onGroupEnter: look,
    onCapturingGroupEnter: look,
    onAssertionEnter: (node) => {
      if (node.kind === "lookahead" || node.kind === "lookbehind") look(node);
    },
  });
  return best;
}

/** A part of the analyzed pattern in terms of the pattern as given. */
export function within([from, to]: Part, shift: number, length: number): Part {
  return [Math.max(0, Math.min(from - shift, length)), Math.max(0, Math.min(to - shift, length))];
}
