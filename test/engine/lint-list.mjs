// Lints a list of files with the built engine and prints what was found and the peak of memory as JSON.
// Standard input: { cwd, paths, jobs, project (whether files are linked), engine (path of the built engine) }.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { cwd, paths, jobs, project, engine } = JSON.parse(readFileSync(0, "utf8"));
const load = (name) => import(pathToFileURL(`${engine}/${name}.js`).href);
const { lintFiles } = await load("engine/lint");
const { patternIds } = await load("patterns");
const rules = Object.fromEntries(patternIds.map((id) => [id, {}]));
const { findings, errors, summary } = await lintFiles({
  cwd, paths, rules, jobs, confidence: "possible", languages: ["javascript", "python"], exclude: [], sinks: [], contexts: [], maxFileSize: 1 << 20, cache: false, project,
});
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ found: JSON.stringify({ findings, errors, summary }), errors, summary, peak }));
