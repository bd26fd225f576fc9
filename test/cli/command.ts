import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { run, type Lint } from "../../src/cli/run.ts";
import type { LintOptions, LintResult } from "../../src/engine/options.ts";

export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

interface Surroundings {
  cwd?: string;
  stdin?: string;
  env?: Record<string, string>;
  /** Both streams are terminals. */
  isTTY?: boolean;
  /** A stand-in for the engine. */
  lint?: Lint;
}

/** Runs the command in this process; without a stand-in, with the real engine. */
export async function command(args: readonly string[], { cwd = tmpdir(), stdin = "", env = {}, isTTY = false, lint }: Surroundings = {}): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    isTTY, columns: 100,
    write: (text: string, done?: () => void) => {
      written[name] += text;
      done?.();
    },
  });
  const input = (async function* () { yield stdin; })();
  const status = await run(args, { stdin: input, stdout: sink("stdout"), stderr: sink("stderr"), env, cwd: () => cwd }, lint);
  return { status, ...written };
}

/** A stand-in for the engine that finds what it is told, and remembers what it was asked. */
export function fakeEngine(result: Partial<LintResult> = {}): { lint: Lint; asked: LintOptions[] } {
  const { findings = [], errors = [] } = result;
  const asked: LintOptions[] = [];
  const lint: Lint = async (options) => {
    asked.push(options);
    return {
      findings, errors,
      summary: { files: 1, findings: findings.length, errors: errors.length, suppressed: 0 },
      statistics: { found: 1, counts: {}, times: {} },
      ...result,
    };
  };
  return { lint, asked };
}

/** A folder with these files, gone when the test ends. */
export function folder(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "pyperf-lint-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
