import { Sampler } from "./prove-attacks.ts";
import type { Shape } from "./shape.ts";

/** Texts of a comparison: all short ones of a few characters, and longer ones at random. */
const MAX_SHORT = 5;
const MAX_CHARACTERS = 5;
const RANDOM = 300;
const LONGEST = 14;

/** Texts that a pattern matches, nearly matches and does not match. The same pattern always gets the same ones. */
export function textsFor(shape: Shape): string[] {
  const { characters, samples } = new Sampler(shape).parts();
  const alphabet = characters.slice(0, MAX_CHARACTERS);
  const texts = [""];
  for (const text of texts) {
    if (text.length >= (alphabet.length > 4 ? MAX_SHORT - 1 : MAX_SHORT)) break;
    texts.push(...alphabet.map((one) => text + one));
  }
  const random = generator();
  const pieces = [...characters, ...samples];
  const pick = (): string => pieces[Math.floor(random() * pieces.length)] ?? "";
  for (let i = 0; i < RANDOM; i++) {
    let text = "";
    for (let length = 2 + random() * LONGEST; text.length < length;) text += pick() || "a";
    texts.push(text);
  }
  // Whole matches, with one character changed, left out or doubled.
  for (const sample of samples) {
    texts.push(sample);
    for (let i = 0; i < Math.min(sample.length, LONGEST); i++) {
      for (const change of ["", pick(), (sample[i] ?? "").repeat(2)]) texts.push(sample.slice(0, i) + change + sample.slice(i + 1));
    }
  }
  return texts;
}

/** Numbers from 0 to 1, always the same (a linear congruence: Numerical Recipes, ranqd1). */
function generator(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
