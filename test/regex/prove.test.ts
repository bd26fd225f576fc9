import { describe, expect, it } from "vitest";
import { proveGrowth } from "../../src/regex/prove.ts";
import { seededAttacks } from "../../src/regex/prove-attacks.ts";
import { lengthOf, type Engine } from "../../src/regex/prove-engine.ts";
import { growthOf } from "../../src/regex/prove-growth.ts";
import { startPython, PythonEngine } from "../../src/regex/prove-python.ts";
import { V8Engine } from "../../src/regex/prove-v8.ts";
import { shapeOf } from "../../src/regex/shape.ts";

const series = (ms: (length: number) => number, last = 20, limit = Infinity) => {
  const samples: { length: number; ms: number; stopped?: true }[] = [];
  for (let power = 3; power <= last; power++) {
    const time = ms(2 ** power);
    samples.push(time > limit ? { length: 2 ** power, ms: limit, stopped: true } : { length: 2 ** power, ms: time });
    if (time > limit) break;
  }
  return samples;
};

describe("growth", () => {
  it.each([[2, 2e-6], [3, 1e-8], [2.6, 1e-7]])("shows the power %s", (power, unit) => {
    const growth = growthOf(series((n) => unit * n ** power, 30, 1_500));
    expect(growth).toMatchObject({ shown: true, kind: "polynomial", doublings: 3 });
    expect(growth.slope).toBeGreaterThan(power - 0.4);
  });

  it("takes time in proportion, and with a logarithm, for linear", () => {
    expect(growthOf(series((n) => 5e-6 * n))).toMatchObject({ shown: false, kind: "linear" });
    expect(growthOf(series((n) => 5e-7 * n * Math.log2(n)))).toMatchObject({ shown: false, kind: "linear" });
    expect(growthOf(series((n) => 1e-9 * n))).toMatchObject({ shown: false, kind: "linear", slope: undefined });
  });

  it("needs more than one steep doubling, which a busy machine makes", () => {
    expect(growthOf([{ length: 1_000, ms: 1 }, { length: 2_000, ms: 9 }]).shown).toBe(false);
    expect(growthOf([{ length: 1_000, ms: 1 }, { length: 2_000, ms: 2 }, { length: 4_000, ms: 4 }, { length: 8_000, ms: 18 }]).shown).toBe(false);
  });

  it("shows a square although a busy machine slowed down one run, wherever that stands", () => {
    const square = [1, 4, 16, 64, 256, 1_024].map((ms, index) => ({ length: 1_000 * 2 ** index, ms }));
    for (const [slow] of square.entries()) {
      const samples = square.map((one, index) => (index === slow ? { ...one, ms: one.ms * 2.5 } : one));
      expect(growthOf(samples), String(slow)).toMatchObject({ shown: true, kind: "polynomial" });
    }
  });

  it("tells exponential growth from the first texts, and what one character costs", () => {
    const between = [18, 20, 22, 24].map((length) => ({ length, ms: 2 ** (length - 18) }));
    const growth = growthOf([{ length: 9, ms: 0.01 }, { length: 17, ms: 0.7 }, { length: 33, ms: 1_500, stopped: true }], between);
    expect(growth).toMatchObject({ shown: true, kind: "exponential" });
    expect(growth.factor).toBeCloseTo(2);
  });

  it("counts a run that was stopped as no longer than it took", () => {
    expect(growthOf([{ length: 4_000, ms: 100 }, { length: 8_000, ms: 200 }, { length: 16_000, ms: 400 }, { length: 32_000, ms: 800, stopped: true }]).shown).toBe(false);
  });
});

const made: string[] = [];
/** An engine of which the time is known. */
const fake = (ms: (text: string) => number): Engine => ({
  name: "fake",
  time: async ({ prefix, pump, suffix, times }) => {
    const time = ms(`${prefix},${pump},${suffix}`) * lengthOf({ prefix, pump, suffix, times }) ** 2;
    made.push(`${prefix}${pump}`);
    return time > 1_500 ? { stopped: 1_500 } : { ms: time, matched: false };
  },
  close: async () => undefined,
});
const attack = (pump: string) => ({ prefix: "", pump, suffix: "!" });

describe("a proof", () => {
  it("ends with the first likely attack that shows growth", async () => {
    const proof = await proveGrowth(fake(() => 1e-6), { likely: [attack("a"), attack("b")], others: [attack("c")] }, () => 9_000);
    expect(proof).toMatchObject({ engine: "fake", tried: 1, best: { attack: attack("a"), growth: { shown: true } } });
  });

  it("tries others when the likely ones show nothing, and measures the worst in full", async () => {
    const proof = await proveGrowth(fake((text) => (text.includes("c") ? 1e-6 : 1e-14)), { likely: [attack("a")], others: [attack("b"), attack("c"), attack("d")] }, () => 9_000);
    expect(proof).toMatchObject({ best: { attack: attack("c"), growth: { shown: true } }, tried: 4 });
  });

  it("does nothing when no time is left", async () => {
    expect(await proveGrowth(fake(() => 1), { likely: [attack("a")], others: [attack("b")] }, () => 0)).toMatchObject({ best: { samples: [], growth: { shown: false } } });
  });
});

describe("seeds", () => {
  const seeds = (source: string): string[] => {
    const shape = shapeOf(source, "");
    return shape ? seededAttacks(shape).map(({ prefix, pump, suffix }) => [prefix, pump, suffix].join("|")) : [];
  };
  it("lead to each repeat, repeat what it reads, and do not match", () => {
    expect(seeds('^<"(?:x|yz)*$')).toContain('<"|yz|!');
    expect(seeds("^(?:a(?=b)|b)+$")).toContain("|ab|!");
    expect(seeds("abc")).toEqual([]);
  });
});

describe("engines", () => {
  const text = { prefix: "", pump: "a", suffix: "!", times: 40 };

  it("V8: times a match and ends one that does not end", { timeout: 20_000 }, async () => {
    const engine = new V8Engine("^(a+)+$", "g", "search");
    expect(await engine.time({ ...text, times: 5 }, 1_000, 5_000)).toMatchObject({ matched: false });
    expect(await engine.time(text, 100, 5_000)).toMatchObject({ stopped: expect.any(Number) });
    expect(await engine.time({ ...text, suffix: "" }, 1_000, 5_000)).toMatchObject({ matched: true });
    await engine.close();
  });

  it("V8: matches as it is asked", { timeout: 20_000 }, async () => {
    const matched = async (mode: "search" | "match" | "fullmatch", given: string): Promise<unknown> => {
      const engine = new V8Engine("a|ab", "", mode);
      const timed = await engine.time({ prefix: given, pump: "", suffix: "", times: 0 }, 1_000, 5_000);
      await engine.close();
      return timed;
    };
    expect(await matched("search", "xab")).toMatchObject({ matched: true });
    expect(await matched("match", "xab")).toMatchObject({ matched: false });
    expect(await matched("fullmatch", "abx")).toMatchObject({ matched: false });
    expect(await matched("fullmatch", "ab")).toMatchObject({ matched: true });
  });

  it("Python: the same, where there is one", { timeout: 30_000 }, async () => {
    const engine = await startPython({ pattern: "^(?P<x>a+)+$", flags: "", mode: "match" }, 10_000);
    if (!(engine instanceof PythonEngine)) return;
    expect(engine.name).toMatch(/^Python \d/);
    expect(await engine.time({ ...text, times: 5 }, 1_000, 5_000)).toMatchObject({ matched: false });
    expect(await engine.time(text, 200, 5_000)).toMatchObject({ stopped: 200 });
    expect(await engine.time({ ...text, suffix: "" }, 1_000, 5_000)).toMatchObject({ matched: true });
    await engine.close();
    expect(await startPython({ pattern: "(a", flags: "", mode: "search" }, 10_000)).toMatchObject({ failed: expect.stringContaining("unterminated") });
  });
});
