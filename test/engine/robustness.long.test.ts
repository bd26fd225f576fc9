import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { LintResult } from "../../src/engine/options.ts";
import { folderWith } from "./folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

beforeAll(() => void execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "ignore" }));

interface Outcome extends Pick<LintResult, "errors" | "summary"> {
  /** Everything that was found, as text. */
  found: string;
  /** Peak of memory, MB. */
  peak: number;
}

function lint(cwd: string, paths: readonly string[], jobs: number, project = true): Outcome {
  const input = JSON.stringify({ cwd, paths, jobs, project, engine: join(root, "dist") });
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(root, "test/engine/lint-list.mjs")], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`ended with ${status ?? signal}: ${stderr}`);
  return JSON.parse(stdout) as Outcome;
}

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && ending.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Python's standard library, where there is a Python. */
function standardLibrary(): string[] {
  const python = spawnSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], { encoding: "utf8" });
  return python.status === 0 ? filesBelow(python.stdout.trim(), /\.py$/) : [];
}

const corpora = [
  { name: "every script in node_modules", files: filesBelow(join(root, "node_modules"), /(?<!\.d)\.[cm]?[jt]sx?$/) },
  { name: "Python's standard library", files: standardLibrary() },
];

/** Lines are some 40 characters long. */
const millionLines = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0) / 40e6;

describe.each(corpora)("$name", ({ files }) => {
  it.skipIf(files.length === 0)("is linted without a crash, in bounded memory, and always with the same result", () => {
    const first = lint(root, files, 1);
    expect(first.errors.filter(({ kind }) => kind === "internal")).toEqual([]);
    // The summaries of all files are held until they are linked. On a busy machine garbage waits longer: then the lower of two peaks counts.
    const most = 400 + 100 * millionLines(files);
    expect(first.peak < most ? first.peak : lint(root, files, 1).peak).toBeLessThan(most);
    const alone = lint(root, files, 1, false);
    expect(alone.peak).toBeLessThan(400);
    expect(alone.errors).toEqual(first.errors);
    expect(lint(root, files.toReversed(), 2).found).toBe(first.found);
  });

  it.skipIf(files.length === 0)("may be cut, doubled or torn anywhere", () => {
    const folder = folderWith({});
    const torn = files.filter((_, index) => index % Math.ceil(files.length / 300) === 0).map((file, index) => {
      const path = join(folder, `${index}`, file.replace(/^.*[\\/]/, ""));
      mkdirSync(join(folder, `${index}`));
      writeFileSync(path, tear(readFileSync(file, "utf8").slice(0, 100_000), index));
      return path;
    });
    const { errors, summary } = lint(folder, torn, 1);
    expect(errors.filter(({ kind }) => kind === "internal")).toEqual([]);
    expect(summary.errors).toBeGreaterThan(torn.length / 4);
  });
});

/** Damages a text, each time in the same way. */
function tear(text: string, seed: number): string {
  const at = Math.floor(text.length * ((seed * 0.618) % 1));
  const to = Math.min(text.length, at + 1 + ((seed * 37) % 200));
  const ways = [text.slice(0, at), text.slice(0, at) + text.slice(to), text.slice(0, to) + text.slice(at), text.slice(0, at) + "([{`\"'<a".charAt(seed % 8) + text.slice(at), `${text.slice(at)}\0${text.slice(0, at)}`];
  return ways[seed % ways.length] ?? text;
}
