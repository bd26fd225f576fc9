import { expect, it, vi } from "vitest";
import type { Question, Verdict } from "../../src/regex/analyse.ts";
import { Verdicts } from "../../src/regex/verdicts.ts";

const verdict: Verdict = { kind: "move", degree: 2, part: [0, 2], by: "automaton", attack: { prefix: "", pump: "a", suffix: "!" } };
const question = (source: string, rest: Partial<Question> = {}): Question => ({ source, flags: "", mode: "search", ...rest });

/** A store, and how often it let a pattern be judged. */
function storeWith(earlier?: Record<string, unknown>) {
  const store = new Verdicts();
  const read = vi.fn(() => new Map(Object.entries(earlier ?? {})));
  store.open(read);
  const judge = vi.fn(() => verdict as Verdict | undefined);
  return { store, read, judge, ask: (one: Question) => store.of(one, judge) };
}

it("judges a pattern once for its text, flags and mode", () => {
  const { judge, ask } = storeWith();
  for (const one of [question("a+"), question("a+"), question("a+", { flags: "gi" }), question("a+", { flags: "ig" })]) expect(ask(one)).toBe(verdict);
  expect(judge).toHaveBeenCalledTimes(2);
  for (const one of [question("a+", { mode: "match" }), question("b+"), question("b".repeat(300)), question(`${"b".repeat(300)}+`)]) ask(one);
  expect(judge).toHaveBeenCalledTimes(6);
});

it("keeps what one match costs and what all cost apart", () => {
  const { judge, ask } = storeWith();
  for (const global of [false, true, undefined, true]) ask(question("a+", { global }));
  expect(judge).toHaveBeenCalledTimes(2);
});

it("keeps that nothing is wrong", () => {
  const { store, judge, ask } = storeWith();
  judge.mockReturnValue(undefined);
  expect([ask(question("a+")), ask(question("a+"))]).toEqual([undefined, undefined]);
  expect(judge).toHaveBeenCalledTimes(1);
  expect(store.takeNews()).toEqual([["search  =a+", null]]);
});

it("tells what is new, once, and learns what others know", () => {
  const first = storeWith();
  first.ask(question("a+"));
  const news = first.store.takeNews();
  expect(news).toEqual([["search  =a+", verdict]]);
  expect(first.store.takeNews()).toEqual([]);
  const second = storeWith();
  second.store.learn(news);
  expect(second.ask(question("a+"))).toEqual(verdict);
  expect(second.judge).not.toHaveBeenCalled();
  expect(second.store.takeNews()).toEqual([]);
});

it("reads what earlier runs left when it is first asked, once", () => {
  const { read, judge, ask, store } = storeWith({ "search  =a+": JSON.parse(JSON.stringify(verdict)), "search  =b+": null });
  expect(read).not.toHaveBeenCalled();
  expect(ask(question("a+"))).toEqual(verdict);
  expect(ask(question("b+"))).toBeUndefined();
  expect(judge).not.toHaveBeenCalled();
  expect(read).toHaveBeenCalledTimes(1);
  expect(store.takeNews()).toEqual([]);
});

it.each([
  ["no object", 1], ["another kind", { ...verdict, kind: "terrible" }], ["no part", { ...verdict, part: undefined }], ["a part outside", { ...verdict, part: [0, 99] }],
  ["a part backwards", { ...verdict, part: [2, 0] }], ["no attack", { ...verdict, attack: { pump: 1 } }], ["a degree in words", { ...verdict, degree: "two" }], ["nobody", { ...verdict, by: "me" }],
])("does not believe what is no verdict: %s", (_, kept) => {
  const { judge, ask } = storeWith({ "search  =a+": kept });
  expect(ask(question("a+"))).toBe(verdict);
  expect(judge).toHaveBeenCalledTimes(1);
});
