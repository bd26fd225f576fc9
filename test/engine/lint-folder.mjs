// Run with test/cli/from-source.mjs: lints a folder with a number of jobs and prints what was found as JSON.
import { lintFiles } from "../../src/engine/lint.ts";
import { patternIds } from "../../src/patterns.ts";

const [cwd, jobs, ...paths] = process.argv.slice(2);
const rules = Object.fromEntries(patternIds.map((id) => [id, {}]));
const { findings, errors, summary } = await lintFiles({
  cwd, paths, rules, confidence: "possible", languages: ["javascript", "python"], exclude: [], sinks: [], contexts: [], maxFileSize: 1 << 22, cache: false, project: true, jobs: Number(jobs),
});
process.stdout.write(JSON.stringify({ findings, errors, summary }));
