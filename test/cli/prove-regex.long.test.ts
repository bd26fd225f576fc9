import { describe, expect, test } from "vitest";
import { folder } from "./command.ts";
import { spawned } from "./spawned.ts";

describe("is over within ten seconds, and a little where the sources are compiled as they are read", () => {
  test.each([
    ["exponential", "^(a+)+$"],
    ["a high power", "a*a*a*a*a*a*a*a*$"],
    ["one that no analysis ends on", `${"(?:".repeat(60)}${"a{1,99}".repeat(4)}${"){1,99}".repeat(60)}b`],
    ["a large one", Array.from({ length: 900 }, (_, i) => `(?:w${i}\\s*)*`).join("|")],
    ["a huge one", "(?:x+x+)+y".repeat(6_000)],
  ])("%s", { timeout: 60_000 }, async (_, pattern) => {
    for (const language of ["js", "py"]) {
      const started = performance.now();
      const { status, signal } = await spawned(["prove-regex", "--language", language, "--pattern", pattern], { cwd: folder() });
      expect([0, 1, 2]).toContain(status);
      expect(signal).toBeNull();
      expect(performance.now() - started, language).toBeLessThan(11_500);
    }
  });
});
