import { expect, it } from "vitest";
import { analyse, analyseRegex } from "../../src/regex/analyse.ts";
import { verdicts, Verdicts } from "../../src/regex/verdicts.ts";
import { OutOfTime, Watch } from "../../src/regex/watch.ts";

/** A clock that moves on by a second at each look. */
function secondsPerLook(): () => number {
  let time = 0;
  return () => (time += 1_000);
}

const question = (source: string) => ({ source, flags: "", mode: "search" }) as const;

it("ends an analysis whose time is over, wherever it is", () => {
  const sources = ["a+$", "^a*a*$", `${"a*".repeat(60)}$`];
  for (const source of sources) expect(() => analyse(question(source), new Watch(0, secondsPerLook())), source).toThrow(OutOfTime);
});

it("ends recheck too, which is not ours to stop", () => {
  let looks = 0;
  const asksRecheck = question("^(\\/?|)([\\s\\S]*?)((?:\\.{1,2}|[^\\/]+?|)(\\.[^.\\/]*|))(?:[\\/]*)$");
  analyse(asksRecheck, new Watch(1e9, () => ++looks));
  const needed = looks;
  expect(needed).toBeGreaterThan(20);
  looks = 0;
  expect(() => analyse(asksRecheck, new Watch(20, () => ++looks))).toThrow(OutOfTime);
  expect(looks).toBeLessThan(needed);
});

it("decides nothing else: any patience that is enough gives the same verdict", () => {
  for (const source of ["a+$", "^(?:\\w+\\s?)*$", "^a*a*$"]) expect(analyse(question(source), new Watch(1e9, secondsPerLook()))).toEqual(analyseRegex(question(source)));
});

it("gives no verdict, and says so each time the pattern is met", () => {
  const store = new Verdicts();
  const ask = () => store.of(question("a+$"), () => "undecided");
  store.open();
  expect([ask(), ask()]).toEqual([undefined, undefined]);
  expect(store.takeUndecided()).toEqual(["a+$", "a+$"]);
  expect(store.takeNews()).toEqual([]);
  expect(verdicts.takeUndecided()).toEqual([]);
});
