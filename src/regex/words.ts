import type { Attack, Question, Verdict } from "./analyse.ts";
import { repairOf } from "./repair.ts";
import { shapeOf } from "./shape.ts";
import { whyOf } from "./why.ts";
import { witnessFor } from "./witness.ts";

/** Longest part of a pattern or an attack in a message, in characters. */
const MAX_PART = 60;
const MAX_TEXT = 24;

/** The tokens of a VERBOSE pattern that matter here: escapes, classes, comments, white space, and whatever else. */
const tokens = /\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|#.*|[^]/g;
const isLayout = (token: string): boolean => /^(?:#|\s)/.test(token);

/** A part of a VERBOSE pattern without white space and comments. */
const withoutLayout = (text: string): string => text.replaceAll(tokens, (token) => (isLayout(token) ? "" : token));

/** A part of a VERBOSE pattern up to the last character that counts. */
export function withoutEnd(pattern: string, [from, to]: readonly [number, number]): [number, number] {
  const last = [...pattern.slice(from, to).matchAll(tokens)].findLast(([token]) => !isLayout(token));
  return [from, last ? from + last.index + last[0].length : to];
}

/** A part of a pattern on one line, shortened in the middle. */
function shortened(part: string, most: number): string {
  const text = part.replaceAll("\r", String.raw`\r`).replaceAll("\n", String.raw`\n`).replaceAll("\t", String.raw`\t`);
  if (text.length <= most) return text;
  const half = most / 2;
  return `${text.slice(0, half)}…${text.slice(text.length - half + 1)}`;
}

/** What a finding says about a pattern. */
export interface Told {
  /** What its message is filled with. */
  data: Record<"part" | "growth" | "attack" | "why" | "advice", string>;
  /** A rewrite of a part of the analyzed pattern that matches the same, as its language writes it. */
  repair?: { part: readonly [number, number]; text: string };
}

/** How a language writes things. */
export interface Manner {
  /** The pattern as it stands in the code, and where a part of the analyzed one stands in it. */
  written: string;
  /** White space and comments in the pattern do not count. */
  isVerbose?: boolean;
  partIn: (part: readonly [number, number]) => readonly [number, number];
  /** A text so many times. */
  repeat: (text: string, times: string) => string;
  /** The attack on the analyzed pattern, as one on the pattern as it stands in the code. */
  attackIn?: (attack: Attack) => Attack;
}

/** Longest part that is named inside a sentence. */
const MAX_NAMED = 24;

/** Puts a verdict in words: what is ambiguous, why, on what text, and what to do. The verdict's part is of the analyzed pattern. */
export function tell(question: Question, verdict: Verdict, { written, isVerbose, partIn, repeat, attackIn = (attack) => attack }: Manner): Told {
  const shape = shapeOf(question.source, question.flags);
  const shown = (part: readonly [number, number], most: number): string => {
    const [from, to] = partIn(part);
    return shortened(isVerbose ? withoutLayout(written.slice(from, to)) : written.slice(from, to), most);
  };
  const show = (part: readonly [number, number]): string => `\`${shown(part, MAX_NAMED)}\``;
  const { why, advice } = shape ? whyOf(shape, verdict, show) : { why: "several ways through it match the same text", advice: "Limit the length of the text" };
  const repair = shape && repairOf(shape, question, verdict);
  const text = repair?.rewrite(({ start, end }) => {
    const [from, to] = partIn([start, end]);
    return isVerbose ? withoutLayout(written.slice(from, to)) : written.slice(from, to);
  });
  const attack = verdict.attack ?? (shape && witnessFor(shape, question, verdict));
  const isShort = text !== undefined && text.length <= MAX_PART;
  return {
    data: {
      part: shown(verdict.part, MAX_PART), growth: growth(verdict), attack: attackText(attack && attackIn(attack), repeat, "a long text that almost matches"), why,
      advice: repair && isShort ? `Write \`${text}\` for \`${shown(repair.part, MAX_PART)}\`: it matches the same` : advice,
    },
    repair: repair && text !== undefined ? { part: repair.part, text } : undefined,
  };
}

/** Which message of the rules tells a verdict. */
export function messageOf({ kind, by }: Verdict): "exponential" | "polynomial" | "restart" | "matches" {
  if (kind !== "move") return kind;
  return by === "steps" ? "matches" : "restart";
}

/** How the time grows with the length of the input. */
export function growth({ degree }: Verdict): string {
  if (degree === undefined) return "at least the square";
  return degree === 2 ? "the square" : degree === 3 ? "the cube" : `the ${degree}th power`;
}

/** An attack as an expression of the language; `instead` where none is known that a reader can take in. */
export function attackText(attack: Attack | undefined, repeat: (pump: string, times: string) => string, instead: string): string {
  if (!attack || [attack.prefix, attack.pump, attack.suffix].some((part) => part.length > MAX_TEXT)) return instead;
  const { pump, suffix } = attack;
  const prefix = withoutPump(attack.prefix, pump);
  return `\`${[prefix && quote(prefix), repeat(quote(pump), attack.times === undefined ? "n" : String(attack.times)), suffix && quote(suffix)].filter((part) => part !== "").join(" + ")}\``;
}

/** A string in quotes that both languages read the same. */
const quote = (text: string): string => JSON.stringify(text).replaceAll(/\\u00([0-9a-f]{2})/g, String.raw`\x$1`);

/** A prefix that is the pump itself adds nothing. */
function withoutPump(prefix: string, pump: string): string {
  let rest = prefix;
  while (pump !== "" && rest.endsWith(pump)) rest = rest.slice(0, -pump.length);
  return rest;
}

/** So many doublings take seconds. */
const DOUBLINGS = 30;

/** What it costs. `length`: characters that take a second with a polynomial pattern, the median of measured ones in the engine. */
export function costText({ kind, attack }: Verdict, length: string): string {
  if (kind !== "exponential") return `some ${length} characters can take a second`;
  // Without an attack that was tried, how many characters a doubling takes is not known.
  if (!attack) return "each few characters more double the time";
  const pump = attack.times === undefined ? attack.pump.length : 1;
  // One doubling takes as many characters as are repeated.
  return pump > 1 ? `a text of some ${DOUBLINGS * pump} characters can take seconds, and each ${pump} more double that` : "a text of 30 to 50 characters can take minutes";
}
