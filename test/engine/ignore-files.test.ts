import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ignore from "ignore";
import { describe, expect, it } from "vitest";
import { enter, isIgnored } from "../../src/engine/ignore-files.ts";

const names = ["a.js", "A.ts", "b.tmp.js", "c.py", "dist/a.js", "pkg/x.xml/a.js", "pkg/x.xml/keep.js", "pkg/logs/a.ts", "pkg/build/a.py", "deep/er/b.js", "deep/er/a.tsx"];

describe("which files git ignores", () => {
  it.each([
    ["endings", "*.xml\n*.TS\n*.tmp.js\n"],
    ["names", "dist\nlogs\nc.py\na.log\n.env\n"],
    ["folders", "logs/\nbuild/\n/dist/\n"],
    ["paths", "pkg/**/a.*\ndeep/*/b.js\ndocs/conf.json\n"],
    ["what is taken back", "*.xml\n!x.xml/\nbuild/\n!build\n*.js\n!keep.js\n"],
    ["all but some", "*\n!*/\n!*.py\n"],
    ["words in other letters, and what may be any text", "BUILD/\n\\!x\nlog?\n*.tmp*\n"],
    ["lines that no path has a word of", "node_modules\n!elsewhere.py\n/target/**\n"],
    ["comments, spaces, line ends of Windows", "# *.js\r\n*.py  \r\n\\#a.js\r\n[ab].js\r\n"],
  ])("are the same whether or not lines about other files are left out: %s", (_, text) => {
    const root = mkdtempSync(join(tmpdir(), "pyperf-ignore-"));
    writeFileSync(join(root, ".gitignore"), text);
    const layers = enter(root, []);
    const whole = ignore().add(text);
    for (const name of names) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      expect([name, isIgnored(join(root, name), false, layers)]).toEqual([name, whole.ignores(name)]);
    }
  });
});
