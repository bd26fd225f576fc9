import { describe, expect, test } from "vitest";
import { help, options, parseCommandLine } from "../../src/cli/options.ts";

test("nothing said: the defaults", () => {
  expect(parseCommandLine([])).toEqual({
    positionals: [], mayBeCommand: false, outputs: [{ format: "text" }], languages: ["python", "javascript"], exclude: [], maxFileSize: 1024 * 1024,
    allowEmpty: false, cache: true, project: true, statistics: false, quiet: false, version: false, help: false,
  });
});

test("all said", () => {
  const args = [
    "--output-format", "text", "--output-format=json=out=1.json", "--select", "all,n-plus-one-query", "--select=recommended", "--ignore", "large-json-parse",
    "--confidence", "possible", "--fail-on", "never", "--language", "python", "--exclude", "a/**", "--exclude", "{b,c}/**", "--config", "my.toml", "--stdin-filename", "x.py",
    "--max-file-size", "500k", "--allow-empty", "--no-cache", "--jobs", "3", "--statistics", "-q", "--docs-base", "https://example.com/docs",
  ];
  expect(parseCommandLine(args)).toMatchObject({
    outputs: [{ format: "text" }, { format: "json", file: "out=1.json" }], select: ["all", "n-plus-one-query", "recommended"], ignore: ["large-json-parse"],
    confidence: "possible", failOn: "never", languages: ["python"], exclude: ["a/**", "{b,c}/**"], config: "my.toml", stdinFilename: "x.py", maxFileSize: 512_000,
    allowEmpty: true, cache: false, jobs: 3, statistics: true, quiet: true, docsBase: "https://example.com/docs/",
  });
});

test("of a value given twice the last one holds", () => {
  expect(parseCommandLine(["--confidence", "possible", "--confidence", "certain"]).confidence).toBe("certain");
});

test("after -- all is a path", () => {
  expect(parseCommandLine(["--", "--help", "explain"])).toMatchObject({ positionals: ["--help", "explain"], mayBeCommand: false, help: false });
});

describe("mistakes are told in one line with the nearest right word", () => {
  test.each([
    [["--selct", "all"], 'unknown option "--selct"; the nearest is "--select"'],
    [["-x"], 'unknown option "-x"; the nearest is "-q"'],
    [["--fail-on", "warnings"], 'unknown value of --fail-on "warnings"; the nearest is "warning" (info, warning, error, never)'],
    [["--confidence=likly"], 'unknown value of --confidence "likly"; the nearest is "likely" (possible, likely, certain)'],
    [["--language", "pyton"], 'unknown value of --language "pyton"; the nearest is "python" (python, javascript)'],
    [["--output-format", "jsn"], 'unknown output format "jsn"; the nearest is "json" (text, json, github)'],
    [["--output-format", "json="], "--output-format json= names no file"],
    [["--output-format", "json", "--output-format", "text"], "two reports cannot go to standard output; write one into a file: --output-format FORMAT=FILE"],
    [["--jobs", "0"], '--jobs needs a whole number from 1, not "0"'],
    [["--jobs", "two"], '--jobs needs a whole number from 1, not "two"'],
    [["--max-file-size", "big"], '--max-file-size needs a number of bytes, 500k or 2m, not "big"'],
    [["--docs-base", "docs"], '--docs-base needs a whole URL such as https://example.com/docs/, not "docs"'],
    [["--select"], "--select needs a value: --select PATTERNS"],
    [["--select", "--quiet"], "--select needs a value: --select PATTERNS"],
    [["--quiet=yes"], "--quiet takes no value"],
  ])("%j", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});

test("the help names each option in lines of ordinary width", () => {
  const text = help();
  for (const name of Object.keys(options)) expect(text).toContain(`--${name}`);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(150);
});
