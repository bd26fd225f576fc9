import type { CharSet } from "refa";

/** Classes of characters are bits of a number. */
const MAX_CLASSES = 30;

/** The characters of a pattern, in classes that all of its sets treat alike. A set of classes is a bit mask. */
export interface Alphabet {
  /** Bit mask of each set, in the order given. */
  masks: readonly number[];
  /** All classes, those of word characters, and those of line ends. */
  all: number;
  word: number;
  newline: number;
  /** A character of each class that reads well. */
  examples: readonly string[];
  /** Characters that only text outside of repeats tells apart share a class: words of the automaton are no texts of the pattern. */
  merged: boolean;
}

const isWord = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
const isNewline = (code: number): boolean => code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
/** Looks into sets: hundreds of sets that are lists of thousands of ranges. */
const MAX_LOOKS = 2_000_000;
/** Where word characters and line ends begin and end. */
const fixedEdges = [0, 0x0a, 0x0b, 0x0d, 0x0e, 48, 58, 65, 91, 95, 96, 97, 123, 0x2028, 0x202a];

/**
 * Splits the characters by the sets; undefined when there are too many classes. A pattern with much literal text has many: then only the sets
 * that stand in repeats (`isRepeated`) split, for only they can be ambiguous.
 */
export function alphabetOf(sets: readonly CharSet[], maximum: number, isRepeated: (index: number) => boolean): Alphabet | undefined {
  return split(sets, maximum, () => true) ?? split(sets, maximum, isRepeated);
}

function split(all: readonly CharSet[], maximum: number, splitsAt: (index: number) => boolean): Alphabet | undefined {
  // Equal sets are mostly one object: each is looked at once.
  const sets = [...new Set(all)];
  const splitting = new Set(all.filter((_, index) => splitsAt(index)));
  const splits = sets.map((set) => splitting.has(set));
  const edges = new Set(fixedEdges);
  for (const set of sets) {
    for (const { min, max } of set.ranges) {
      edges.add(min);
      if (max < maximum) edges.add(max + 1);
    }
  }
  if (edges.size * sets.length > MAX_LOOKS) return undefined;
  const starts = [...edges].sort((a, b) => a - b);
  const classes = new Map<string, { bit: number; from: number[] }>();
  const merged = splits.includes(false);
  const members = starts.map((start) => sets.map((set, index) => (splits[index] === true && set.has(start) ? "1" : "0")).join("") + (isWord(start) ? "w" : isNewline(start) ? "n" : ""));
  starts.forEach((start, at) => {
    const key = members[at] ?? "";
    const known = classes.get(key);
    if (known) known.from.push(start);
    else classes.set(key, { bit: classes.size, from: [start] });
  });
  if (classes.size > MAX_CLASSES) return undefined;
  const keys = [...classes.keys()];
  const mask = (test: (key: string) => boolean): number => keys.reduce((bits, key, bit) => (test(key) ? bits | (1 << bit) : bits), 0);
  const masks = new Map(sets.map((set, index) => [set, mask((key) => (splits[index] ? key[index] === "1" : classes.get(key)?.from.some((start) => set.has(start)) === true))]));
  return {
    masks: all.map((set) => masks.get(set) ?? 0),
    merged,
    all: mask(() => true),
    word: mask((key) => key.endsWith("w")),
    newline: mask((key) => key.endsWith("n")),
    examples: [...classes.values()].map(({ from }) => exampleOf(from, starts)),
  };
}

const preferred = [..."a0A_ -!.,:/#<\"'\n\t"].map((character) => character.codePointAt(0) ?? 0);

/** A character of the ranges that begin at `from`. */
function exampleOf(from: readonly number[], starts: readonly number[]): string {
  const ends = new Map(from.map((start) => [start, (starts[starts.indexOf(start) + 1] ?? start + 1) - 1]));
  const holds = (code: number): boolean => [...ends].some(([start, end]) => code >= start && code <= end);
  const nice = preferred.find(holds);
  const printable = from.find((start) => start > 0x20 && start < 0x7f) ?? from.find((start) => start >= 0x20) ?? from[0] ?? 0;
  return String.fromCodePoint(nice ?? (printable >= 0xd800 && printable <= 0xdfff ? (ends.get(printable) ?? printable) : printable));
}
