import type { CharSet } from "refa";

const code = (character: string): number => character.codePointAt(0) ?? 0;
const range = (from: string, to: string): number[] => Array.from({ length: code(to) - code(from) + 1 }, (_, i) => code(from) + i);

const lineEnds = [0x0a, 0x0d, 0x2028, 0x2029];
const names: ReadonlyMap<number, string> = new Map([[0x20, "spaces"], [0x09, "tabs"], [0x0a, "line ends"], [0x0d, "carriage returns"], [0, "`\\0`"]]);
/** Groups that have a name of their own, if all of it is there. */
const groups: readonly { name: string; members: readonly number[] }[] = [
  { name: "letters", members: [...range("a", "z"), ...range("A", "Z")] },
  { name: "small letters", members: range("a", "z") },
  { name: "capital letters", members: range("A", "Z") },
  { name: "digits", members: range("0", "9") },
  { name: "white space", members: [0x20, 0x09, 0x0a, 0x0d] },
];
/** More than so many characters are not listed. */
const MAX_LISTED = 4;
const MAX_LEFT_OUT = 4;

/** A set of characters in words: "letters, digits and `_`", "any character but `"`". */
export function charactersIn(set: CharSet): string {
  if (set.isEmpty) return "nothing";
  if (set.isAll) return "any character";
  const others = membersOf(set.negate(), MAX_LEFT_OUT + lineEnds.length);
  if (others && (set.has(code("a")) || set.has(code("0")))) return withoutSome(others);
  const left = new Set(Array.from({ length: 0x80 }, (_, one) => one).filter((one) => set.has(one)));
  const parts: string[] = [];
  for (const { name, members } of groups) {
    if (!members.every((one) => left.has(one))) continue;
    parts.push(name);
    for (const one of members) left.delete(one);
    if (name === "white space") for (const one of [0x0b, 0x0c]) left.delete(one);
  }
  const rest = [...left].filter((one) => one >= 0x20 || names.has(one));
  if (rest.length <= MAX_LISTED) parts.push(...rest.map(nameOf));
  else parts.push(parts.length > 0 ? "more" : `${rest.slice(0, MAX_LISTED - 1).map(nameOf).join(", ")} and others`);
  if (parts.length > 0) return list(parts);
  const [first] = set.ranges;
  return first ? nameOf(first.min) : "nothing";
}

function withoutSome(others: readonly number[]): string {
  const rest = others.filter((one) => !lineEnds.includes(one));
  const hasNoEnds = others.includes(0x0a);
  if (rest.length > MAX_LEFT_OUT) return "nearly any character";
  const parts = [...rest.map(nameOf), ...(hasNoEnds ? ["line ends"] : [])];
  return parts.length === 0 ? "any character" : `any character but ${list(parts)}`;
}

/** The members of a small set; undefined: there are more. */
function membersOf(set: CharSet, most: number): number[] | undefined {
  const found: number[] = [];
  for (const { min, max } of set.ranges) {
    if (found.length + max - min + 1 > most) return undefined;
    for (let one = min; one <= max; one++) found.push(one);
  }
  return found;
}

const nameOf = (one: number): string => names.get(one) ?? (one < 0x20 || one === 0x7f ? `\`\\x${one.toString(16).padStart(2, "0")}\`` : `\`${String.fromCodePoint(one)}\``);

/** "a", "a and b", "a, b and c". */
export function list(parts: readonly string[], join = "and"): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${join} ${parts.at(-1)}`;
}
