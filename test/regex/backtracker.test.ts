import { describe, expect, it } from "vitest";
import { Backtracker } from "../../src/regex/backtracker.ts";
import { shapeOf } from "../../src/regex/shape.ts";

const of = (source: string, flags = ""): Backtracker => {
  const shape = shapeOf(source, flags);
  if (!shape) throw new Error(`not parsed: ${source}`);
  return new Backtracker(shape);
};

/** All texts of up to four of some characters. */
function texts(alphabet: string): string[] {
  const all = [""];
  for (const text of all) if (text.length < 4) all.push(...[...alphabet].map((one) => text + one));
  return all;
}

describe("matches as V8 does", () => {
  it.each([
    ["(a+)+b"], ["(a*)*"], ["(a*)+b?"], ["(a|ab)(c|bcd)?(b*)"], ["(?=(a+))a*b\\1"], ["(?!a)(\\w)+?$"], ["(?<=(a)b?)(.)"], ["(?<!a)b+"], ["\\b(a|)b\\B"], ["^a|b$", "m"],
    ["(?:(a)|b)*"], ["(?:(a)|(b)|c)+?c"], ["([ab])\\1"], ["A(b)\\1", "i"], ["a{2,3}?b{0,1}"], ["(?<x>a)(?:\\k<x>b)*"], ["[^a]+.", "s"], ["(z)((a+)?(b+)?(c))*"], ["()*(a{0})+b"], ["(?<=^|b)a"],
  ])("/%s/%s", (source, flags = "") => {
    const mine = of(source, flags);
    for (const text of [...texts("abc"), "zaacbbbcac", "b\na\nb", "ABba"]) {
      const theirs = new RegExp(source, flags).exec(text);
      const expected = theirs && { index: theirs.index, end: theirs.index + theirs[0].length, groups: theirs.slice(1) };
      const found = mine.match(text, { limit: 100_000 })?.found;
      const groups = Array.from({ length: theirs ? theirs.length - 1 : 0 }, (_, index) => found?.groups[index + 1]);
      expect(found ? { index: found.index, end: found.end, groups } : null, text).toEqual(expected);
    }
  });

  it("beyond U+FFFF", () => {
    expect(of("(?<=😀).", "u").match("a😀b", { limit: 100 })?.found).toMatchObject({ index: 3, end: 4 });
    expect(of("^.$", "u").match("😀", { limit: 100 })?.found).toBeDefined();
    expect(of("^.$").match("😀", { limit: 100 })?.found).toBeUndefined();
  });
});

describe("steps", () => {
  const steps = (source: string, length: number): number => of(source).match(`${"a".repeat(length)}!`, { limit: 1e6, fixed: true })?.steps ?? 0;

  it("grow as the time of an engine does", () => {
    expect(steps("^(a+)+$", 12) / steps("^(a+)+$", 11)).toBeCloseTo(2, 0);
    expect(steps("^a*a*$", 80) / steps("^a*a*$", 40)).toBeCloseTo(4, 0);
    expect(steps("^a*$", 80) / steps("^a*$", 40)).toBeCloseTo(2, 0);
  });

  it("end, and so does the depth", () => {
    expect(of("^(a+)+$").match(`${"a".repeat(60)}!`, { limit: 10_000 })).toBeUndefined();
    expect(of("^(?:a|b)*$").match("a".repeat(100_000), { limit: 1e9 })).toBeUndefined();
  });
});
