import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfiguration } from "../../src/cli/config.ts";
import { command, fakeEngine, folder } from "./command.ts";

const toml = (text: string): Promise<unknown> => loadConfiguration(folder({ "pyperf-lint.toml": text }));

describe("where the configuration is", () => {
  test("nowhere", async () => {
    expect(await loadConfiguration(folder())).toBeUndefined();
  });

  test("the nearest pyperf-lint.toml upwards", async () => {
    const root = folder({ "pyperf-lint.toml": 'confidence = "certain"', "a/pyperf-lint.toml": 'confidence = "possible"', "a/b/c/x.py": "" });
    expect(await loadConfiguration(join(root, "a/b/c"))).toMatchObject({ confidence: "possible", file: join(root, "a/pyperf-lint.toml") });
  });

  test("it comes before a nearer pyproject.toml", async () => {
    const root = folder({ "pyperf-lint.toml": 'confidence = "certain"', "a/pyproject.toml": '[tool.pyperf-lint]\nconfidence = "possible"' });
    expect(await loadConfiguration(join(root, "a"))).toMatchObject({ confidence: "certain" });
  });

  test("else the nearest pyproject.toml with our table; others are passed by, broken or not", async () => {
    const root = folder({
      "pyproject.toml": '[tool.pyperf-lint]\nfail-on = "error"\n[tool.ruff]\nline-length = 100',
      "a/pyproject.toml": '[project]\nname = "pyperf-lint-user"', "a/b/pyproject.toml": "not toml at all",
    });
    expect(await loadConfiguration(join(root, "a/b"))).toMatchObject({ failOn: "error", file: join(root, "pyproject.toml") });
  });

  test("--config names another one", async () => {
    const root = folder({ "pyperf-lint.toml": 'confidence = "certain"', "ci/lint.toml": 'confidence = "possible"', "pyproject.toml": "[tool.other]" });
    expect(await loadConfiguration(root, "ci/lint.toml")).toMatchObject({ confidence: "possible" });
    await expect(loadConfiguration(root, "ci/none.toml")).rejects.toThrow("ci/none.toml: no such file");
    await expect(loadConfiguration(root, "pyproject.toml")).rejects.toThrow("pyproject.toml: there is no table [tool.pyperf-lint] in it");
    await expect(loadConfiguration(root, "ci")).rejects.toThrow("ci: it is a folder");
  });
});

test("all keys", async () => {
  expect(await toml(`
select = ["all"]
ignore = ["large-json-parse"]
exclude = ["vendor/**"]
confidence = "possible"
fail-on = "never"

[rules]
quadratic-lookup = "off"
nested-loop-join = "info"
n-plus-one-query = ["error"]

[[sinks]]
call = "warehouse.Client#fetch"
does = "query"
cost = "A"
batch = "fetch_many"

[[contexts]]
files = "test/**"
context = "unknown"

[[contexts]]
function = ["handle_*"]
context = "request"
`)).toMatchObject({
    select: ["all"], ignore: ["large-json-parse"], exclude: ["vendor/**"], confidence: "possible", failOn: "never",
    rules: { "quadratic-lookup": "off", "nested-loop-join": { severity: "info" }, "n-plus-one-query": { severity: "error" } },
    sinks: [{ call: "warehouse.Client#fetch", does: "query", cost: "A", batch: "fetch_many" }],
    contexts: [{ files: "test/**", context: "unknown" }, { function: ["handle_*"], context: "request" }],
  });
});

describe("mistakes name what is wrong and the nearest right word", () => {
  test.each([
    ['selct = ["all"]', 'pyperf-lint.toml: unknown key "selct"; the nearest is "select"'],
    ['fail_on = "error"', 'unknown key "fail_on"; the nearest is "fail-on"'],
    ['select = ["n-plus-one"]', 'unknown pattern "n-plus-one"; the nearest is "n-plus-one-query" (in select)'],
    ['ignore = ["recomended"]', 'unknown pattern "recomended"; the nearest is "recommended" (in ignore)'],
    ["select = [1]", "select needs a list of texts"],
    ['confidence = "sure"', 'unknown value of confidence "sure"'],
    ["confidence = 3", "confidence needs a text in quotes"],
    ['[rules]\nquadratic-lokup = "off"', 'unknown pattern "quadratic-lokup"; the nearest is "quadratic-lookup" (in [rules])'],
    ['[rules]\nquadratic-lookup = "warn"', 'unknown value of rules.quadratic-lookup "warn"; the nearest is "warning"'],
    ["[rules]\nquadratic-lookup = 2", 'rules.quadratic-lookup needs "off", "info", "warning", "error" or [severity, { options }]'],
    ['[rules]\nquadratic-lookup = ["error", "all"]', "the second value of rules.quadratic-lookup is not a table"],
    ['rules = "all"', "[rules] is not a table"],
    ['[[sinks]]\nmethod = "x"', "unknown key `method`"],
    ['[[contexts]]\nfiles = "a"\ncontext = "tests"', 'unknown value of contexts[0].context "tests"; the nearest is "test"'],
    ['[[contexts]]\nfile = "a"\ncontext = "test"', 'unknown key of contexts[0] "file"; the nearest is "files"'],
    ['[[contexts]]\ncontext = "test"', "contexts[0] needs either files or function"],
    ['[[contexts]]\nfiles = ["a"]', "contexts[0].context needs a text in quotes"],
    ["[contexts]\nfiles = 1", "contexts is not a list of tables: [[contexts]]"],
    ["select = [", "pyperf-lint.toml: line 1, column"],
  ])("%s", async (text, message) => {
    await expect(toml(text)).rejects.toThrow(message);
  });

  test("a broken configuration ends the command with status 2 and one line", async () => {
    const { lint, asked } = fakeEngine();
    const ended = await command([], { cwd: folder({ "pyperf-lint.toml": "a =\n" }), lint });
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^pyperf-lint: pyperf-lint\.toml: line 1, column \d+: .+\n$/);
    expect(asked).toEqual([]);
  });
});
