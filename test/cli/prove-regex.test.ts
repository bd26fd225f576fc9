import { describe, expect, test } from "vitest";
import { command, folder } from "./command.ts";
import { spawned, type Manner } from "./spawned.ts";

interface Printed {
  version: number;
  patterns: {
    file?: string;
    line?: number;
    column?: number;
    language: string;
    pattern: string;
    flags: string;
    mode: string;
    engine: string;
    translated: boolean;
    samples: { length: number; ms: number; stopped: boolean }[];
    growth: { shown: boolean; kind: string; slope: number | null };
  }[];
}

const time = { timeout: 40_000 };

async function prove(args: readonly string[], manner: Manner): Promise<{ status: number; patterns: Printed["patterns"]; stderr: string }> {
  const { status, stdout, stderr } = await spawned(["prove-regex", "--output-format", "json", ...args], manner);
  return { status, stderr, patterns: stdout === "" ? [] : (JSON.parse(stdout) as Printed).patterns };
}

const script = `
throw new Error("nothing of this file is run");
export const isName = (s) => /^(a+)+$/.test(s);
const part = "\\\\d+";
export const isNumber = (s) => new RegExp("^" + part + "$").test(s);
const two = [/^[a-z]+$/, /x+x+$/];
export const nothing = 1;
`;

describe("in a file", () => {
  test("exponential growth is shown, and ends with 1", time, async () => {
    const { status, patterns } = await prove(["a.js:3"], { cwd: folder({ "a.js": script }) });
    expect(status).toBe(1);
    expect(patterns).toMatchObject([{ file: "a.js", line: 3, column: 30, language: "javascript", pattern: "^(a+)+$", engine: expect.stringMatching(/^V8 \d/), growth: { shown: true, kind: "exponential" } }]);
    expect(patterns[0]?.samples.at(-1)).toMatchObject({ stopped: true });
  });

  test("all matches are gone through where the code does that", time, async () => {
    const cwd = folder({ "a.js": "export const f = (s) => s.replace(/a(?:.*b)?/g, '');\nexport const g = (s) => s.replace(/a(?:.*b)?/, '');\n", "a.py": "import re\ndef f(s): return re.sub(r'a(?:.*b)?', '', s)\n" });
    expect(await prove(["a.js:1"], { cwd })).toMatchObject({ status: 1, patterns: [{ growth: { shown: true, kind: "polynomial" } }] });
    expect(await prove(["a.py:2"], { cwd })).toMatchObject({ status: 1, patterns: [{ growth: { shown: true, kind: "polynomial" } }] });
    expect(await prove(["a.js:2"], { cwd })).toMatchObject({ status: 0, patterns: [{ growth: { shown: false } }] });
  });

  test("linear growth ends with 0; a joined pattern is found where it is used and where it stands", time, async () => {
    const cwd = folder({ "a.js": script });
    const { status, patterns } = await prove(["a.js:5"], { cwd });
    expect({ status, patterns }).toMatchObject({ status: 0, patterns: [{ pattern: "^\\d+$", growth: { shown: false } }] });
  });

  test("a column chooses among several", time, async () => {
    const { patterns } = await prove(["a.js:6:16"], { cwd: folder({ "a.js": script }) });
    expect(patterns.map(({ pattern }) => pattern)).toEqual(["^[a-z]+$"]);
  });

  test("Python has its flags and its way to match; nothing of the file is imported", time, async () => {
    const python = 'raise SystemExit("nothing of this file is run")\nimport re\nWORDS = re.compile(r"""\n  \\s* (?P<word> \\w+ )  # a word\n  \\s*""", re.X)\ndef f(s):\n    return WORDS.match(s)\n';
    const { status, patterns } = await prove(["a.py:4"], { cwd: folder({ "a.py": python, "re.py": "raise SystemExit" }) });
    expect({ status, patterns }).toMatchObject({ status: 0, patterns: [{ language: "python", flags: "x", mode: "match", line: 3 }] });
  });

  test("without Python a translation is tried, and said so", time, async () => {
    const cwd = folder({ "a.py": "import re\nre.search(r'(?P<a>x+)+$', s)\n" });
    const { stdout, status } = await spawned(["prove-regex", "a.py:2"], { cwd, path: cwd });
    expect(stdout).toMatch(/a\.py:2:11\nr"\(\?P<a>x\+\)\+\$" {2}Python, search\n/);
    expect(stdout).toContain("no python3 was found, so the pattern is tried in translation, on V8");
    expect(stdout).toMatch(/characters\s+CPU time\s+V8/);
    expect(stdout).toContain("Super-linear growth is shown: ");
    expect(status).toBe(1);
  });
});

describe("a pattern on the command line", () => {
  test("may begin with anything, and is matched as asked", time, async () => {
    const { status, patterns } = await prove(["--pattern", "-\\s+$", "--language", "js", "--flags", "i", "--mode", "match"], { cwd: folder() });
    expect({ status, patterns }).toMatchObject({ status: 0, patterns: [{ pattern: "-\\s+$", flags: "i", mode: "match", language: "javascript" }] });
  });
});

describe("wrong usage ends with 2 and one line", () => {
  const cwd = (): string => folder({ "a.js": script, "b.txt": "", "broken.js": "function (" });
  test.each([
    [["a.js:7"], /^pyperf-lint: no constant regular expression stands or is used in line 7 of ".*a\.js"\n$/],
    [["missing.js:1"], /^pyperf-lint: cannot read ".*missing\.js": no such file\n$/],
    [["b.txt:1"], /is neither Python nor JavaScript nor TypeScript/],
    [["broken.js:1"], /cannot be parsed/],
    [["--pattern", "(a", "--language", "js"], /Invalid regular expression/],
  ])("%j", time, async (args, line) => {
    const { status, stderr, patterns } = await prove(args, { cwd: cwd() });
    expect({ status, patterns }).toEqual({ status: 2, patterns: [] });
    expect(stderr).toMatch(line);
    expect(stderr.trim().split("\n").length).toBe(1);
  });

  test.each([
    [[], "prove-regex takes FILE:LINE, or --pattern and --language"],
    [["a.js"], '"a.js" names no line'],
    [["a.js:1", "--pattern", "a"], "prove-regex takes FILE:LINE, or --pattern"],
    [["--pattern", "a"], "--pattern needs the language of the pattern"],
    [["--pattern", "a", "--language", "py", "--flags", "g"], '--flags "g": there is no flag "g" (a, i, m, s, u, x)'],
    [["--pattern", "a", "--language", "py", "--mode", "find"], 'unknown value of --mode "find"'],
    [["a.js:1", "--flags", "i"], "--flags goes with --pattern"],
    [["a.js:1", "--output-format", "github"], "prove-regex writes one report, text or json"],
  ])("%j", async (args, message) => {
    const ended = await command(["prove-regex", ...args]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  test("its options are no options of linting", async () => {
    expect(await command(["--pattern", "a", "."])).toMatchObject({ status: 2, stderr: "pyperf-lint: --pattern belongs to prove-regex\n" });
  });
});
