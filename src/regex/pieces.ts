/** One of the expressions that a piece of a text stands in: of `HEAD + "x"`, the sum and, in it, the name. */
interface Stand {
  /** The expression; the same object for all pieces that stand in it. */
  owner: object;
  /** Source offsets of what stands for the piece there. */
  range: readonly [number, number];
}

/** A part of a text that one literal or name of the source gives. The pieces of a text lie side by side in it, in order. */
export interface Piece {
  /** Length in the text. */
  length: number;
  /** Source offset where each character starts, and where the last one ends; absent: no character has a place of its own. */
  at?: readonly number[];
  /** From the whole expression inwards: through names and constants to the literal itself. */
  path: readonly Stand[];
}

/**
 * Source offsets of a part of a text: in the innermost expression that all of the part comes from. Of `new RegExp("^" + WORDS)`,
 * a part of `WORDS` alone is found where `WORDS` is defined, and a part of both stands in the sum.
 */
export function placeOf(pieces: readonly Piece[], [from, to]: readonly [number, number]): [number, number] | undefined {
  const last = Math.max(from, to - 1);
  const covered: Covered[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.length;
    if (start <= last && end > from) covered.push({ piece, first: Math.max(from - start, 0), last: Math.min(last, end - 1) - start });
    start = end;
  }
  const depth = sharedDepth(covered.map(({ piece }) => piece.path));
  const ranges = covered.map((one) => rangeIn(one, depth)).filter((range) => range !== undefined);
  if (ranges.length === 0) return undefined;
  return [Math.min(...ranges.map(([begin]) => begin)), Math.max(...ranges.map(([, end]) => end))];
}

/** How many of the outer expressions are the same for all. */
function sharedDepth([first = [], ...others]: readonly (readonly Stand[])[]): number {
  let depth = 0;
  while (depth < first.length && others.every((path) => path[depth]?.owner === first[depth]?.owner)) depth++;
  return depth;
}

/** Characters of a piece, the last one included. */
interface Covered {
  piece: Piece;
  first: number;
  last: number;
}

function rangeIn({ piece: { at, path }, first, last }: Covered, depth: number): readonly [number, number] | undefined {
  const stand = path[depth - 1];
  if (!at || depth < path.length) return stand?.range;
  const begin = at[first] ?? 0;
  // The two halves of a character beyond U+FFFF start at one place.
  const end = at.slice(last + 1).find((offset) => offset > (at[last] ?? 0));
  return end === undefined ? stand?.range : [begin, end];
}

/** Source offsets of the characters of a text. `tokens` finds what is not written as itself, `decode` gives what that stands for. */
export function offsetsOf(source: string, from: number, tokens: RegExp, decode: (token: string) => string): number[] {
  const at: number[] = [];
  let next = 0;
  const plain = (end: number): void => {
    for (; next < end; next++) at.push(from + next);
  };
  for (const token of source.matchAll(tokens)) {
    plain(token.index);
    for (let i = decode(token[0]).length; i > 0; i--) at.push(from + next);
    next += token[0].length;
  }
  plain(source.length);
  return [...at, from + source.length];
}
