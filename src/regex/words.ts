import type { Attack, Verdict } from "./analyse.ts";

/** Longest part of a pattern or an attack in a message, in characters. */
const MAX_PART = 60;
const MAX_TEXT = 24;

/** A part of a pattern on one line, shortened in the middle. */
export function excerpt(pattern: string, [from, to]: readonly [number, number]): string {
  const text = pattern.slice(from, to).trim().replaceAll("\r", String.raw`\r`).replaceAll("\n", String.raw`\n`).replaceAll("\t", String.raw`\t`);
  if (text.length <= MAX_PART) return text;
  const half = MAX_PART / 2;
  return `${text.slice(0, half)}…${text.slice(text.length - half + 1)}`;
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
  const pump = attack?.times === undefined ? (attack?.pump.length ?? 1) : 1;
  // One doubling takes as many characters as are repeated.
  return pump > 1 ? `a text of some ${DOUBLINGS * pump} characters can take seconds, and each ${pump} more double that` : "a text of 30 to 50 characters can take minutes";
}
