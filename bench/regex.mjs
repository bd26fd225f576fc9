// usage: npm run bench:regex [-- PATTERNS.jsonl --every N --timeout MS]
// Detectors of catastrophic regular expressions side by side on labelled patterns: what each finds of those that the pattern's own engine takes
// exponential or polynomial time for, how many of its reports are right, and its CPU time per pattern in this process. Needs a build.
// `--timeout`: of recheck, in wall time, so a busy machine lets it find less; `--every N`: one pattern of N.
// A row: { lang: "js" | "py", pattern, flags, use, anchored, truth: { v8, cpython } }. Python patterns are translated for all detectors alike.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import regexpPlugin from "eslint-plugin-regexp";
import { Linter } from "eslint";
import safeRegex from "safe-regex2";
import { analyseRegex } from "../dist/regex/analyse.js";
import { fromPython } from "../dist/regex/python-syntax.js";

const { values: options, positionals: [file = fileURLToPath(new URL("../../shared/bench/redos.jsonl", import.meta.url))] } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string", default: "1" }, timeout: { type: "string", default: "10000" } },
});
const { checkSync } = createRequire(import.meta.url)("recheck/lib/browser.js");

const linter = new Linter();
const regexpRules = { "regexp/no-super-linear-backtracking": "error", "regexp/no-super-linear-move": "error" };
const lint = (source, flags, rules) => {
  let literal;
  try {
    literal = String(new RegExp(source, flags));
  } catch {
    return false;
  }
  return linter.verify(`x = ${literal};`, [{ plugins: { regexp: regexpPlugin }, rules }]).some(({ ruleId }) => ruleId in rules);
};

/** By name: whether a detector reports a pattern. Only ours can be told how it is matched. */
const detectors = {
  "ours, exponential": (question) => analyseRegex(question)?.kind === "exponential",
  "ours, polynomial": (question) => ["exponential", "polynomial"].includes(analyseRegex(question)?.kind),
  "ours, all": (question) => analyseRegex(question) !== undefined,
  "safe-regex2": ({ source }) => !safeRegex(source),
  "recheck": ({ source, flags }) => checkSync(source, flags, { timeout: Number(options.timeout) }).status === "vulnerable",
  "regexp/backtracking": ({ source, flags }) => lint(source, flags, { "regexp/no-super-linear-backtracking": "error" }),
  "regexp/both": ({ source, flags }) => lint(source, flags, regexpRules),
};

function caseOf({ lang, pattern, flags, use, anchored, truth, stratum }) {
  const mode = lang === "py" && ["match", "fullmatch"].includes(use) ? use : "search";
  const read = lang === "py" ? fromPython(pattern, flags.replace("b", "")) : { source: pattern, flags };
  const real = mode !== "search" && typeof anchored === "string" ? anchored : lang === "js" ? truth.v8 : truth.cpython;
  return { lang, stratum, kind: real.startsWith("exp") ? "exponential" : real.startsWith("poly") ? "polynomial" : real.startsWith("not") ? undefined : "linear",
    question: read && { source: read.source, flags: read.flags, mode } };
}

const cases = readFileSync(file, "utf8").trim().split("\n").filter((_, index) => index % Number(options.every) === 0).map((line) => caseOf(JSON.parse(line))).filter(({ kind }) => kind !== undefined);

/** What it says of each pattern it can be asked about, and the CPU time in ms; the first, which loads it, is not counted. */
function run(reports) {
  const ask = (question) => {
    try {
      return question !== undefined && reports(question);
    } catch {
      return false;
    }
  };
  ask({ source: "^(a+)+$", flags: "", mode: "search" });
  return cases.map(({ question, ...rest }) => {
    const before = process.cpuUsage();
    const reported = ask(question);
    const { user, system } = process.cpuUsage(before);
    return { ...rest, reported, ms: (user + system) / 1000 };
  });
}

const share = (found, all) => (all === 0 ? "-" : (found / all).toFixed(2));
function rowOf(name, results) {
  const count = (test) => results.filter(test).length;
  const recall = (kind) => share(count((one) => one.kind === kind && one.reported), count((one) => one.kind === kind));
  const reported = count((one) => one.reported);
  const random = results.filter((one) => one.stratum === "random" && one.reported);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return {
    detector: name, "exponential found": recall("exponential"), "polynomial found": recall("polynomial"), reports: reported,
    "right": share(count((one) => one.reported && one.kind !== "linear"), reported),
    "right in random code": share(random.filter((one) => one.kind !== "linear").length, random.length),
    "ms mean": (times.reduce((sum, ms) => sum + ms, 0) / times.length).toFixed(2), "p50": at(0.5).toFixed(2), "p95": at(0.95).toFixed(1), "max": at(1).toFixed(0),
  };
}

const all = Object.entries(detectors).map(([name, reports]) => [name, run(reports)]);
for (const [lang, title] of [["js", "JavaScript"], ["py", "Python, translated"]]) {
  const count = cases.filter((one) => one.lang === lang).length;
  if (count === 0) continue;
  console.log(`${title}: ${count} patterns`);
  console.table(Object.fromEntries(all.map(([name, results]) => {
    const { detector, ...row } = rowOf(name, results.filter((one) => one.lang === lang));
    return [detector, row];
  })));
}
console.log("The first of ours does the work, the others read its verdicts. `polynomial` leaves out searches that start again and again.");
