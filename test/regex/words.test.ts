import { expect, it } from "vitest";
import type { Verdict } from "../../src/regex/analyse.ts";
import { costText } from "../../src/regex/words.ts";

const exponential = (pump?: string): Verdict => ({ kind: "exponential", part: [0, 1], by: "automaton", attack: pump === undefined ? undefined : { prefix: "", pump, suffix: "!" } });

it("tells how long a text has to be only where an attack says how many characters double the time", () => {
  expect(costText(exponential("a"), "40,000")).toMatch(/30 to 50 characters/);
  expect(costText(exponential("a.b"), "40,000")).toMatch(/each 3 more double/);
  expect(costText(exponential(), "40,000")).not.toMatch(/\d/);
  expect(costText({ kind: "polynomial", degree: 2, part: [0, 1], by: "automaton" }, "40,000")).toMatch(/40,000 characters can take a second/);
});
