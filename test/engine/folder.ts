import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { LintOptions } from "../../src/engine/options.ts";
import { patternIds } from "../../src/patterns.ts";

/** A folder with these files, gone when the test is done. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "engine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** All patterns over a folder. */
export function optionsFor(cwd: string, options: Partial<LintOptions> = {}): LintOptions {
  return {
    cwd, paths: ["."], rules: Object.fromEntries(patternIds.map((id) => [id, {}])), confidence: "likely", languages: ["javascript", "python"], exclude: [], sinks: [], contexts: [],
    maxFileSize: 1 << 20, cache: false, project: true, jobs: 1, ...options,
  };
}
