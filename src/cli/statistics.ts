import type { LintResult } from "../engine/options.ts";

/** Counts and times of a run, for standard error: what `--statistics` prints. */
export function statistics({ findings, summary, statistics: { found, counts, times } }: LintResult, wall: number): string {
  const perPattern = new Map<string, number>();
  for (const { rule } of findings) perPattern.set(rule, (perPattern.get(rule) ?? 0) + 1);
  const byCount = [...perPattern].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const rows: [string, string][] = [
    ["files found", String(found)],
    ["files linted", String(summary.files)],
    ...Object.entries(counts).map(([name, number]): [string, string] => [name, String(number)]),
    ...byCount.map(([rule, number]): [string, string] => [`findings of ${rule}`, String(number)]),
    ...Object.entries(times).map(([name, ms]): [string, string] => [`time: ${name}`, seconds(ms)]),
    ["time: whole run", seconds(wall)],
    ["peak memory", `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(10)}\n`).join("");
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
