import { describe, expect, it, vi } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import type { LintOptions } from "../../src/engine/options.ts";
import { optionsFor } from "./folder.ts";

vi.mock(import("../../src/rules/index.ts"), async () => ({ rules: (await import("./rules.ts")).jsRules }));
vi.mock(import("../../src/python/rules/index.ts"), async () => ({ rules: (await import("./rules.ts")).pyRules }));

/** Line and rule of each finding, and how many were taken back. */
async function lint(name: string, code: string, options: Partial<LintOptions> = {}) {
  const { findings, summary } = await lintFiles(optionsFor("/nowhere", { stdin: { name, bytes: new TextEncoder().encode(code) }, ...options }));
  return { found: findings.map(({ line, rule }) => `${line} ${rule}`), suppressed: summary.suppressed, findings };
}

const own = "bottleneck/quadratic-lookup";

describe("in JavaScript", () => {
  it.each([
    ["the next line", `// eslint-disable-next-line ${own} -- measured: 3 items\nslow();`],
    ["the next line, by a block comment of several lines", `/* eslint-disable-next-line\n  no-console,\n  ${own}\n*/\nslow();`],
    ["its line", `slow(); // eslint-disable-line no-console, ${own}`],
    ["its line, whatever the rule", "slow(); /* eslint-disable-line */"],
    ["all that follows", `/* eslint-disable ${own} */\nslow();`],
    ["all that follows, whatever the rule", "/* eslint-disable */\nslow();"],
    ["all in the file", `slow(); /* eslint no-console: 2, "${own}": "off" */`],
    ["the next line, under the plugin's other name", "// eslint-disable-next-line perf/quadratic-lookup\nslow();"],
    ["all up to the end of the block", `/* eslint-disable ${own} */\nslow();\n/* eslint-enable ${own} */`],
  ])("takes back %s", async (_, code) => {
    expect(await lint("a.ts", code)).toMatchObject({ found: [], suppressed: 1 });
  });

  it.each([
    ["another rule", "slow(); // eslint-disable-line no-console", []],
    ["another line", `// eslint-disable-next-line ${own}\n\nslow();`, ["1 unused-suppression"]],
    ["a block that has ended", `/* eslint-disable */\n/* eslint-enable ${own} */\nslow();`, []],
    ["a line comment in place of a block", `// eslint-disable ${own}\nslow();`, []],
    ["a comment in a string", `slow("// eslint-disable-line ${own}");`, []],
  ])("keeps what stands under %s", async (_, code, more) => {
    const { found, suppressed } = await lint("a.js", code);
    expect(found.filter((one) => one.endsWith("quadratic-lookup"))).toHaveLength(1);
    expect(found.filter((one) => !one.endsWith("quadratic-lookup"))).toEqual(more);
    expect(suppressed).toBe(0);
  });
});

describe("in Python", () => {
  it.each([
    ["its line", "slow()  # pyperf: ignore[quadratic-lookup] -- small"],
    ["its line, with other tools beside", "slow()  # noqa: E501  # pyperf: ignore[nested-loop-join, quadratic-lookup]"],
    ["its statement, from the first line", "x = [  # pyperf:ignore[quadratic-lookup]\n    1,\n    slow(),\n]"],
    ["the head of a block", "for x in slow():  # pyperf: ignore[quadratic-lookup]\n    pass"],
    ["the file", "import a\nslow()\n# pyperf: ignore-file[quadratic-lookup]"],
  ])("takes back %s", async (_, code) => {
    const { found, suppressed } = await lint("a.py", code, { rules: { "quadratic-lookup": {} } });
    expect([found, suppressed]).toEqual([[], 1]);
  });

  it.each([
    ["the body under a head", "for x in y:  # pyperf: ignore[quadratic-lookup]\n    slow()", "1 unused-suppression"],
    ["the line after", "# pyperf: ignore[quadratic-lookup]\nslow()", "1 unused-suppression"],
    ["a string", "slow('# pyperf: ignore[quadratic-lookup]')", undefined],
    ["a comment without a pattern", "slow()  # pyperf: ignore", "1 unknown-pattern"],
  ])("keeps %s", async (_, code, more) => {
    const { found } = await lint("a.py", code);
    expect(found.filter((one) => one.endsWith("quadratic-lookup"))).toHaveLength(1);
    expect(found.find((one) => !one.endsWith("quadratic-lookup"))).toBe(more);
  });
});

describe("comments that take nothing back", () => {
  it("are told at info, where they stand", async () => {
    const { findings } = await lint("a.py", "x = 1  # pyperf: ignore[quadratic-lookup, nope]\n");
    expect(findings).toMatchObject([
      { rule: "unknown-pattern", line: 1, column: 8, endColumn: 48, severity: "info", confidence: "certain", docs: "docs/configuration.md", recipe: "" },
      { rule: "unused-suppression", line: 1, column: 8, severity: "info" },
    ]);
    expect((await lint("a.js", `/* eslint-disable ${own}, bottleneck/nope */`)).found).toEqual(["1 unknown-pattern", "1 unused-suppression"]);
  });

  it("are not told for patterns that did not run, for other tools, or for everything at once", async () => {
    const rules = {};
    expect((await lint("a.js", `/* eslint-disable ${own} */\n/* eslint-disable */\n// eslint-disable-next-line no-console`, { rules })).found).toEqual([]);
    expect((await lint("a.py", "# pyperf: ignore-file[nested-loop-join]", { rules })).found).toEqual([]);
  });

  it("are not told when they take back a finding that is not sure enough to be shown", async () => {
    const code = `maybe(); // eslint-disable-line ${own}`;
    expect(await lint("a.js", code)).toMatchObject({ found: [], suppressed: 0 });
    expect(await lint("a.js", code, { confidence: "possible" })).toMatchObject({ found: [], suppressed: 1 });
  });
});
