import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { analyse, type Question } from "../../src/regex/analyse.ts";
import { fromPython } from "../../src/regex/python-syntax.ts";
import { Watch } from "../../src/regex/watch.ts";
import { PatternMaker } from "./patterns.ts";

const PATTERNS = 10_000;
/** Looks at the clock: one for some ten thousand steps of ours, or for one step of recheck, which may take 3,000. */
const MAX_LOOKS = 4_000;
/** CPU seconds of one pattern and of all; a tenth of it is usual. */
const MAX_SECONDS = 10;
const MAX_SECONDS_OF_ALL = 600;
/** What stays in memory when all is done, in MB: tables of characters. */
const MAX_KEPT_MB = 150;

const labelled = fileURLToPath(new URL("../../../shared/bench/redos.jsonl", import.meta.url));
const known: readonly string[] = existsSync(labelled)
  ? readFileSync(labelled, "utf8").trim().split("\n").map((line) => (JSON.parse(line) as { pattern: string }).pattern)
  : [
    "^(a+)+$", "\"(?:\\\\.|[^\"\\\\])*\"", "^\\s*(.*?)\\s*$", "^(?:[a-z]+-)*[a-z]+$", "(?:\\r\\n|\\r|\\n)+$", "<!--[^]*?-->", "^([^:]+):\\s*(.*)$", "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b",
    "^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?$", "(?=.*\\d)(?=.*[a-z]).{8,}", "^([\\w.+-]+)@([\\w-]+\\.)+[a-z]{2,}$", "(\\w+)\\s+\\1", "(?<![\\w])(?:x|y)*z",
    "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z$", "(?:\\s|//.*|/\\*[^]*?\\*/)*", "^(?:a{1,10}){1,10}b", "^(\\/?|)([\\s\\S]*?)((?:\\.{1,2}|[^\\/]+?|)(\\.[^.\\/]*|))(?:[\\/]*)$",
  ];

function questionFor(maker: PatternMaker, language: "javascript" | "python"): Question | undefined {
  const source = maker.pattern(language);
  const flags = maker.flags(language);
  const mode = maker.pick(["search", "match", "fullmatch", "sticky"] as const);
  const read = language === "python" ? fromPython(source, flags) : { source, flags };
  return read && { source: read.source, flags: read.flags, mode };
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

it("ends on any pattern, within bounds of steps, time and memory, and throws nothing", () => {
  const maker = new PatternMaker(20_261_122, known);
  const before = heapMegabytes();
  const started = cpuSeconds();
  let judged = 0;
  for (let i = 0; i < PATTERNS; i++) {
    const question = questionFor(maker, i % 2 === 0 ? "javascript" : "python");
    if (!question) continue;
    const name = JSON.stringify(question).slice(0, 400);
    let looks = 0;
    const from = cpuSeconds();
    expect(() => analyse(question, new Watch(Infinity, () => ++looks)), name).not.toThrow();
    expect(looks, name).toBeLessThan(MAX_LOOKS);
    expect(cpuSeconds() - from, name).toBeLessThan(MAX_SECONDS);
    judged++;
  }
  expect(judged).toBeGreaterThan(PATTERNS / 2);
  expect(cpuSeconds() - started).toBeLessThan(MAX_SECONDS_OF_ALL);
  expect(heapMegabytes() - before).toBeLessThan(MAX_KEPT_MB);
});
