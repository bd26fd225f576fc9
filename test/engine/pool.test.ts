import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { workersFor } from "../../src/engine/pool.ts";
import type { LintResult } from "../../src/engine/options.ts";
import { folderWith } from "./folder.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** In a process of its own: threads run the sources only under this loader. */
async function lint(cwd: string, jobs: number, ...paths: string[]): Promise<{ text: string } & Pick<LintResult, "findings" | "errors" | "summary">> {
  const run = await promisify(execFile)(process.execPath, ["--import", here("../cli/from-source.mjs"), here("lint-folder.mjs"), cwd, String(jobs), ...paths], { maxBuffer: 1 << 26 });
  return { text: run.stdout, ...(JSON.parse(run.stdout) as LintResult) };
}

const handler = `import fs from "node:fs";\nimport express from "express";\nconst app = express();\napp.get("/", (req, res) => {\n  res.send(fs.readFileSync(req.query.file));\n});\n`;
const view = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def view():\n    time.sleep(1)\n";
const nest = (open: string, count: number, inner: string, close: string): string => open.repeat(count) + inner + close.repeat(count);

it("uses threads only where they pay", () => {
  expect(workersFor(1_000_000, 1000, 8)).toBe(0);
  expect(workersFor(5_000_000, 1000, 1)).toBe(0);
  expect(workersFor(5_000_000, 10, 8)).toBe(0);
  expect(workersFor(100_000_000, 1000, 1)).toBe(1);
  expect(workersFor(100_000_000, 1000, 4)).toBe(4);
  expect(workersFor(7_000_000, 1000, 4)).toBe(2);
});

it("gives the same bytes with one job and with two", async () => {
  const filler = (comment: string): string => `${comment} ${"lorem ipsum ".repeat(6)}\n`.repeat(2500);
  const files = Array.from({ length: 20 }, (_, index): [string, string][] => [
    [`src/a${index}.js`, filler("//") + handler.repeat(1)], [`src/b${index}.py`, filler("#") + view], [`src/c${index}.ts`, `const a = ;${filler("//")}`],
  ]);
  const root = folderWith(Object.fromEntries(files.flat()));
  const [one, two] = await Promise.all([lint(root, 1, "."), lint(root, 2, ".")]);
  expect(one.summary).toMatchObject({ errors: 20 });
  expect(one.summary.findings).toBeGreaterThan(20);
  expect(two.text).toBe(one.text);
});

it("lints what nests deeply on a large stack, and says what nests too deeply", async () => {
  const root = folderWith({
    "brackets.js": `x = ${nest("[", 990, "1", "]")};\n${handler}`, "functions.js": `x = ${nest("(() => {", 490, "", "})")};\n${handler}`, "sum.js": `x = 1${" + a".repeat(9000)};\n${handler}`,
    "methods.js": `x = a${".b(() => 1)".repeat(3000)};\n${handler}`, "types.ts": `let x: ${nest("A<", 900, "B", ">")};\n${handler}`, "jsx.jsx": `x = ${nest("<a>", 900, "", "</a>")};\n${handler}`,
    "elseif.js": `${"if (a) {} else ".repeat(4000)}{}\n${handler}`, "deep.js": nest("[", 100_000, "", "]"), "deep.ts": `x = a${"()".repeat(100_000)}`,
    "brackets.py": `x = ${nest("(", 50_000, "1", ")")}\n${view}`, "sum.py": `x = 1${" + a".repeat(50_000)}\n${view}`, "calls.py": `x = a${".b()".repeat(20_000)}\n${view}`,
    "blocks.py": `${Array.from({ length: 90 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join("")}${" ".repeat(90)}pass\n${view}`, "not.py": `x = ${"not ".repeat(50_000)}a\n${view}`,
    "strings.py": `x = ${nest('f"{', 50, "1", '}"')}\n${view}`, "elif.py": `if a:\n    pass\n${"elif b:\n    pass\n".repeat(20_000)}${view}`,
  });
  const { errors, findings } = await lint(root, 1, ...["brackets", "functions", "sum", "methods", "elseif", "deep"].map((name) => `${name}.js`), "types.ts", "jsx.jsx", "deep.ts",
    ...["brackets", "sum", "calls", "blocks", "not", "strings", "elif"].map((name) => `${name}.py`));
  expect(errors).toEqual(["deep.js", "deep.ts"].map((file) => ({ file, line: 1, kind: "too-deep", message: "nested too deeply to be parsed safely" })));
  const found = new Set(findings.map(({ file }) => file));
  expect([...found].sort()).toEqual([
    "blocks.py", "brackets.js", "brackets.py", "calls.py", "elif.py", "elseif.js", "functions.js", "jsx.jsx", "methods.js", "not.py", "strings.py", "sum.js", "sum.py", "types.ts",
  ]);
});
