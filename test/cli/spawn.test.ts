import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "./command.ts";
import { spawned, type Manner } from "./spawned.ts";

const isRoot = process.getuid?.() === 0;

interface Printed {
  findings: { rule: string; file: string; line: number }[];
  errors: { file: string; line: number; kind: string; message: string }[];
  summary: { files: number; errors: number };
}

const json = async (args: readonly string[], manner: Manner): Promise<{ status: number; printed: Printed }> => {
  const { status, stdout, stderr } = await spawned(["--output-format", "json", ...args], manner);
  expect(stderr).toBe("");
  return { status, printed: JSON.parse(stdout) as Printed };
};

const blocking = `import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def index():
    time.sleep(1)
    return {}
`;

describe("exit status", () => {
  test("0 where nothing is found", async () => {
    const { status, printed } = await json([], { cwd: folder({ "a.py": "x = 1\n", "b.ts": "export const x = 1;\n" }) });
    expect(status).toBe(0);
    expect(printed).toMatchObject({ findings: [], errors: [], summary: { files: 2, errors: 0 } });
  });

  test("1 with a finding, 0 when nothing is to fail", async () => {
    const cwd = folder({ "app.py": blocking });
    const { status, printed } = await json([], { cwd });
    expect(status).toBe(1);
    expect(printed.findings).toMatchObject([{ rule: "blocking-call-in-handler", file: "app.py", line: 9 }]);
    expect((await json(["--fail-on", "never"], { cwd })).status).toBe(0);
  });

  test.each([
    [["--unknown"], /^pyperf-lint: unknown option "--unknown"; the nearest is "--\S+"\n$/],
    [["missing"], /^pyperf-lint: .*missing.*\n$/],
    [["empty"], /^pyperf-lint: nothing to lint: .*\n$/],
  ])("2 without a run: %j", async (args, line) => {
    const ended = await spawned(args, { cwd: folder({ "a.py": "", "empty/readme.md": "" }) });
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(line);
  });
});

test("reads standard input", async () => {
  const { status, printed } = await json(["--stdin-filename", "service/app.py"], { cwd: folder(), stdin: blocking });
  expect(status).toBe(1);
  expect(printed.findings).toMatchObject([{ file: "service/app.py", line: 9 }]);
});

test("a reader that goes away ends it quietly", async () => {
  const files = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`a-rather-long-name-to-fill-the-pipe-${index}.js`, "function (\n"]));
  const ended = await spawned(["--output-format", "json"], { cwd: folder(files), head: true });
  expect(ended).toMatchObject({ status: 1, signal: null, stderr: "" });
  expect(ended.stdout.length).toBeLessThan(80_000);
});

test.skipIf(!existsSync("/dev/full"))("a full disk is one line, not a stack", async () => {
  const full = openSync("/dev/full", "w");
  const ended = await spawned(["patterns"], { cwd: folder(), stdout: full });
  closeSync(full);
  expect(ended).toMatchObject({ status: 2, stderr: "pyperf-lint: cannot write to standard output: the disk is full\n" });
});

test("a file that cannot be read is one error", async () => {
  const cwd = folder({ "a.py": "x = 1\n", "b.py": "y = 1\n" });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "a.py"), 0o000);
  const { status, printed } = await json([], isRoot ? { cwd, uid: 65_534 } : { cwd });
  expect(status).toBe(1);
  expect(printed).toMatchObject({ errors: [{ file: "a.py", line: 1, kind: "unreadable" }], summary: { errors: 1 } });
});

test("a file too deep is one error and the others are linted", async () => {
  const deep = `${"[\n".repeat(30_000)}${"]".repeat(30_000)}`;
  const { status, printed } = await json([], { cwd: folder({ "app.py": blocking, "deep.js": deep, "deep.py": `x = ${deep}` }) });
  expect(status).toBe(1);
  expect(printed.errors).toContainEqual(expect.objectContaining({ file: "deep.js", kind: "too-deep" }));
  expect(printed.findings).toMatchObject([{ file: "app.py" }]);
});

test("a file too large is told and does not fail the run", async () => {
  const { status, printed } = await json(["--max-file-size", "1k"], { cwd: folder({ "a.js": `/* ${"x".repeat(2000)} */` }) });
  expect(status).toBe(0);
  expect(printed.errors).toMatchObject([{ file: "a.js", kind: "too-large" }]);
});
