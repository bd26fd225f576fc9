import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeOutput } from "../../src/cli/outputs.ts";
import { UsageError, type LintOptions, type LintResult } from "../../src/engine/options.ts";
import { patternIds, patterns } from "../../src/patterns.ts";
import { finding, orders } from "../report/sample.ts";
import { command, fakeEngine, folder } from "./command.ts";

const nothing = { statistics: { found: 0, counts: {}, times: {} }, summary: { files: 0, findings: 0, errors: 0, suppressed: 0 } };

describe("what the engine is asked", () => {
  const ask = async (args: string[], files: Record<string, string> = {}, stdin = ""): Promise<LintOptions | undefined> => {
    const { lint, asked } = fakeEngine();
    const cwd = folder(files);
    const ended = await command(args, { cwd, stdin, lint });
    expect(ended).toMatchObject({ stderr: "", status: 0 });
    return asked[0] && { ...asked[0], cwd: asked[0].cwd.replace(cwd, "CWD"), configFile: asked[0].configFile?.replace(cwd, "CWD") };
  };

  test("nothing said", async () => {
    expect(await ask([])).toEqual({
      cwd: "CWD", paths: ["."], confidence: "likely", languages: ["python", "javascript"], exclude: [], sinks: [], contexts: [], maxFileSize: 1024 * 1024, cache: true, project: true,
      rules: Object.fromEntries(patternIds.filter((id) => patterns[id].recommended).map((id) => [id, {}])),
    });
  });

  test("the configuration, and the command line over it", async () => {
    const files = { "pyperf-lint.toml": 'confidence = "certain"\nexclude = ["a/**"]\nselect = ["all"]\n[rules]\nquadratic-lookup = "error"' };
    const rules = { "quadratic-lookup": { severity: "error" } };
    expect(await ask(["src"], files)).toMatchObject({ paths: ["src"], confidence: "certain", exclude: ["a/**"], configFile: "CWD/pyperf-lint.toml", rules });
    const asked = await ask(["--confidence", "possible", "--exclude", "b/**", "--select", "quadratic-lookup"], files);
    expect(asked).toMatchObject({ confidence: "possible", exclude: ["a/**", "b/**"] });
    expect(asked?.rules).toEqual(rules);
  });

  test("standard input", async () => {
    const asked = await ask(["--stdin-filename", "src/a.py"], {}, "print('é')\n");
    expect(asked?.stdin?.name).toBe("src/a.py");
    expect(new TextDecoder().decode(asked?.stdin?.bytes)).toBe("print('é')\n");
  });
});

describe("exit status", () => {
  const error = (kind: "syntax" | "unreadable" | "too-large" | "too-deep" | "internal"): Partial<LintResult> => ({ errors: [{ file: "a.py", line: 1, kind, message: "No." }] });
  test.each<[string, string[], Partial<LintResult>, number]>([
    ["nothing found", [], {}, 0],
    ["a warning", [], { findings: [finding({ severity: "warning" })] }, 1],
    ["an info", [], { findings: [finding({ severity: "info" })] }, 0],
    ["an info, all count", ["--fail-on", "info"], { findings: [finding({ severity: "info" })] }, 1],
    ["a warning, errors count", ["--fail-on", "error"], { findings: [finding({ severity: "warning" })] }, 0],
    ["an error, nothing counts", ["--fail-on", "never"], { findings: [finding()] }, 0],
    ["a syntax error", ["--fail-on", "error"], error("syntax"), 1],
    ["an unreadable file", [], error("unreadable"), 1],
    ["a file too deep", [], error("too-deep"), 1],
    ["a failing rule", [], error("internal"), 1],
    ["a file too large", [], error("too-large"), 0],
    ["a syntax error, nothing counts", ["--fail-on", "never"], error("syntax"), 0],
    ["nothing to lint", ["--allow-empty"], nothing, 0],
  ])("%s", async (_, args, result, status) => {
    expect((await command(args, { cwd: folder(), ...fakeEngine(result) })).status).toBe(status);
  });

  test("fail-on of the configuration holds until the command line says otherwise", async () => {
    const cwd = folder({ "pyperf-lint.toml": 'fail-on = "never"' });
    const engine = fakeEngine({ findings: [finding()] });
    expect((await command([], { cwd, ...engine })).status).toBe(0);
    expect((await command(["--fail-on", "error"], { cwd, ...engine })).status).toBe(1);
  });
});

describe("no run: status 2, one line on standard error, nothing on standard output", () => {
  test.each([
    [["--selct", "all"], 'unknown option "--selct"; the nearest is "--select"'],
    [["--select", "n-plus-one"], 'unknown pattern "n-plus-one"; the nearest is "n-plus-one-query" (in --select)'],
    [["--stdin-filename", "a.py", "src"], '--stdin-filename takes no paths, but "src" is given'],
    [[""], "a path is empty"],
    [["--config", "none.toml"], "none.toml: no such file"],
    [["--output-format", "json=none/out.json"], 'cannot write "none/out.json": there is no folder'],
    [["explain"], "explain takes one pattern: pyperf-lint explain PATTERN"],
    [["explain", "n-plus-one-qery"], 'unknown pattern "n-plus-one-qery"; the nearest is "n-plus-one-query" (pyperf-lint patterns lists all)'],
    [["patterns", "all"], "patterns takes no arguments"],
  ])("%j", async (args, message) => {
    const { lint, asked } = fakeEngine();
    const ended = await command(args, { cwd: folder(), lint });
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^pyperf-lint: .+\n$/);
    expect(ended.stderr).toContain(message);
    expect(asked).toEqual([]);
  });

  test("nothing to lint", async () => {
    const ended = await command(["docs"], { cwd: folder(), ...fakeEngine(nothing) });
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^pyperf-lint: nothing to lint: .+ in docs .+\n$/);
  });

  test("what the engine refuses", async () => {
    const ended = await command(["x"], { cwd: folder(), lint: () => Promise.reject(new UsageError('no file or folder "x"')) });
    expect(ended).toEqual({ status: 2, stdout: "", stderr: 'pyperf-lint: no file or folder "x"\n' });
  });

  test("a fault of ours is one line too", async () => {
    const ended = await command([], { cwd: folder(), lint: () => Promise.reject(new TypeError("x is not\na function")) });
    expect(ended).toEqual({ status: 2, stdout: "", stderr: "pyperf-lint: internal error: x is not a function\n" });
  });
});

describe("output", () => {
  const found = fakeEngine({ findings: [finding()] });

  test("text by default, with the line of the file and links into the package", async () => {
    const { stdout, stderr } = await command([], { cwd: folder({ "src/orders.ts": orders }), ...found });
    expect(stderr).toBe("");
    expect(stdout).toContain("3 | const person = await db.customer.findUnique(");
    expect(stdout).toMatch(/recipe: file:\/\/\/.*\/docs\/recipes\/count-queries\.md\n/);
  });

  test("of standard input the lines are shown as well", async () => {
    expect((await command(["--stdin-filename", "src/orders.ts"], { stdin: orders, ...found })).stdout).toContain("3 | const person");
  });

  test("--docs-base", async () => {
    const { stdout } = await command(["--output-format", "json", "--docs-base", "https://example.com/docs"], { cwd: folder(), ...found });
    expect(JSON.parse(stdout)).toMatchObject({ docsBase: "https://example.com/docs/" });
  });

  test("several formats, one on standard output, others in files without colors or leftovers", async () => {
    const cwd = folder({ "out.json": "old" });
    const args = ["--output-format", "github", "--output-format", "json=out.json", "--output-format", "text=out.txt"];
    const ended = await command(args, { cwd, isTTY: true, ...found });
    expect(ended.stdout).toMatch(/^::error file=/);
    expect(JSON.parse(readFileSync(join(cwd, "out.json"), "utf8"))).toMatchObject({ version: 1 });
    expect(readFileSync(join(cwd, "out.txt"), "utf8")).not.toContain("\u001B");
    expect(readdirSync(cwd).sort()).toEqual(["out.json", "out.txt"]);
  });

  test("a file behind a link is replaced, not the link", async () => {
    const cwd = folder({ "real/out.json": "old" });
    symlinkSync("real/out.json", join(cwd, "link.json"));
    await command(["--output-format", "json=link.json"], { cwd, ...found });
    expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "real/out.json"), "utf8")).toContain("findings");
  });

  test("a folder in the place of the file is told before the run", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "out"));
    const ended = await command(["--output-format", "json=out"], { cwd, ...found });
    expect(ended).toMatchObject({ status: 2, stderr: 'pyperf-lint: cannot write "out": it is a folder\n' });
  });

  test("a file that cannot be written is told in plain words", () => {
    expect(() => writeOutput("x".repeat(300), folder(), "")).toThrow(/^cannot write "x+": the name is too long$/);
  });

  test.skipIf(process.getuid?.() === 0)("a file that cannot be written is told, and standard output has its report", async () => {
    const cwd = folder();
    chmodSync(cwd, 0o500);
    const ended = await command(["--output-format", "text", "--output-format", "json=out.json"], { cwd, ...found });
    expect(ended).toMatchObject({ status: 2, stderr: 'pyperf-lint: cannot write "out.json": no permission\n' });
    expect(ended.stdout).toContain("n-plus-one-query");
    expect(existsSync(join(cwd, "out.json"))).toBe(false);
  });

  test.each<[string, boolean, Record<string, string>, boolean]>([
    ["a terminal", true, {}, true],
    ["a pipe", false, {}, false],
    ["a pipe in CI", false, { CI: "true" }, false],
    ["NO_COLOR", true, { NO_COLOR: "1" }, false],
    ["FORCE_COLOR", false, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR before FORCE_COLOR", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["a dumb terminal", true, { TERM: "dumb" }, false],
  ])("colors: %s", async (_, isTTY, env, expected) => {
    const { stdout } = await command([], { cwd: folder(), isTTY, env, ...found });
    expect(stdout.includes("\u001B")).toBe(expected);
  });

  test("--quiet keeps infos where they fail the run", async () => {
    const info = fakeEngine({ findings: [finding({ severity: "info" })] });
    expect((await command(["--quiet"], { cwd: folder(), ...info })).stdout).toBe("");
    expect((await command(["--quiet", "--fail-on", "info"], { cwd: folder(), ...info })).stdout).toContain("3:20  info");
  });

  test("--statistics prints counts and times on standard error", async () => {
    const engine = fakeEngine({ findings: [finding()], statistics: { found: 3, counts: { "files without a word of interest": 1 }, times: { parse: 1234 } } });
    const { stdout, stderr } = await command(["--statistics", "--output-format", "json"], { cwd: folder(), ...engine });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    expect(stderr).toMatch(/^files found +3$/m);
    expect(stderr).toMatch(/^files without a word of interest +1$/m);
    expect(stderr).toMatch(/^findings of n-plus-one-query +1$/m);
    expect(stderr).toMatch(/^time: parse +1\.234 s$/m);
  });

  test("a run without patterns is told", async () => {
    const ended = await command(["--ignore", "all"], { cwd: folder(), ...fakeEngine() });
    expect(ended).toMatchObject({ status: 0, stderr: "pyperf-lint: no pattern is left to run\n" });
  });
});

describe("progress", () => {
  const slow = async (isTTY: boolean, args: string[] = []): Promise<string> => {
    const { lint } = fakeEngine();
    const ended = await command(args, {
      cwd: folder(), isTTY,
      lint: async (options) => {
        options.onProgress?.(1, 9);
        await new Promise((resolve) => setTimeout(resolve, 750));
        options.onProgress?.(2, 9);
        options.onProgress?.(3, 9);
        return lint(options);
      },
    });
    return ended.stderr;
  };

  test("a long run counts its files on a terminal and leaves no trace", async () => {
    expect(await slow(true)).toBe("\r\u001B[K2 of 9 files\r\u001B[K");
  });

  test("nobody sees it: none", async () => {
    expect(await slow(false)).toBe("");
    expect(await slow(true, ["--quiet"])).toBe("");
  });
});

describe("other commands", () => {
  test("--version", async () => {
    expect(await command(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test("--help", async () => {
    const { status, stdout } = await command(["--help", "src"]);
    expect(status).toBe(0);
    expect(stdout).toContain("pyperf-lint explain PATTERN");
  });

  test("patterns lists each in one line", async () => {
    const { status, stdout } = await command(["patterns"]);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n").map((line) => line.split(" ")[0])).toEqual(patternIds);
  });

  test("explain shows the page and where the recipe is", async () => {
    const { status, stdout } = await command(["explain", "n-plus-one-query", "--docs-base", "https://example.com/"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^n-plus-one-query/);
    expect(stdout).toMatch(/\nRecipe: https:\/\/example\.com\/docs\/recipes\/count-queries\.md\n$/);
  });

  test("a path may have the name of a command", async () => {
    const { lint, asked } = fakeEngine();
    await command(["--", "patterns"], { cwd: folder(), lint });
    await command(["./explain"], { cwd: folder(), lint });
    expect(asked.map((one) => one.paths)).toEqual([["patterns"], ["./explain"]]);
  });
});
