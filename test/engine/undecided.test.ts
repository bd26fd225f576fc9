import { expect, it, vi } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import { folderWith, optionsFor } from "./folder.ts";

vi.mock(import("../../src/regex/watch.ts"), async (original) => {
  const actual = await original();
  return { ...actual, Watch: class extends actual.Watch { constructor() { super(0); } } };
});

const lint = (files: Record<string, string>, cache = false) => lintFiles(optionsFor(folderWith(files), { rules: { "catastrophic-regex": {} }, cache }));

it("tells each pattern whose analysis took too long once, whatever the number of files, and keeps no verdict", async () => {
  const js = "export const f = (s) => /^a*a*a*$/.test(s);\n";
  const { findings, errors, summary } = await lint({
    "package.json": "{}", "a.js": js, "b.js": `${js}export const g = (s) => /^(b+)+$/.test(s);\n`, "c.py": "import re\n\ndef f(s):\n    return re.search('^c*c*c*$', s)\n",
  }, true);
  expect(errors).toEqual([
    { file: "a.js", line: 1, kind: "internal", message: "catastrophic-regex: no verdict on `^a*a*a*$`: its analysis took too long" },
    { file: "c.py", line: 1, kind: "internal", message: "catastrophic-regex: no verdict on `^c*c*c*$`: its analysis took too long" },
  ]);
  // What is found at once is found, and the rest of the file is linted.
  expect(findings.map(({ file, line }) => [file, line])).toEqual([["b.js", 2]]);
  expect(summary.errors).toBe(2);
});
