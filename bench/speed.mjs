// usage: npm run bench [-- --runs N --python DIR --javascript DIR --typescript DIR --megabytes N]
// CPU seconds, MB/s and peak memory of pyperf-lint on Python and JS/TS found on this machine, beside ESLint with no rules and ESLint with
// our recommended rules on the same files. Runs alternate and the medians are compared as ratios: the machine may be shared and noisy.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "3" }, megabytes: { type: "string", default: "10" },
    python: { type: "string" }, javascript: { type: "string" }, typescript: { type: "string" },
  },
});
const work = mkdtempSync(join(tmpdir(), "bench-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));

function pythonLibrary() {
  try {
    return execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Files below a folder with one of the endings, in a fixed order. */
function* below(dir, endings) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* below(path, endings);
    else if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) && !/\.(?:min\.js|d\.[mc]?ts)$/.test(entry.name)) yield path;
  }
}

/** Copies sources to one flat folder under neutral names, so that no tool skips them as dependencies or build output. */
function corpus(name, given, endings, megabytes) {
  const dirs = given.filter((one) => one !== undefined && existsSync(one));
  const to = join(work, name, "src");
  mkdirSync(to, { recursive: true });
  let bytes = 0;
  let lines = 0;
  let files = 0;
  for (const { dir, path } of dirs.flatMap((dir) => [...below(dir, endings)].map((path) => ({ dir, path })))) {
    const text = readFileSync(path);
    if (text.length > 500_000 || text.length === 0) continue;
    writeFileSync(join(to, `${files++}_${relative(dir, path).replaceAll(/[\\/]/g, "_").slice(-60).replaceAll(/test|spec|bench|\.config/gi, "x")}`), text);
    bytes += text.length;
    for (const byte of text) if (byte === 10) lines++;
    if (bytes > megabytes * 1e6) break;
  }
  writeFileSync(join(work, name, "package.json"), '{ "private": true }\n');
  return files > 0 ? { name, dir: join(work, name), files, lines, bytes } : undefined;
}

function measure(cwd, args) {
  const usage = join(work, "usage.json");
  const { status, stderr } = spawnSync(process.execPath, ["--import", pathToFileURL(join(root, "bench/usage.mjs")).href, ...args], {
    cwd, env: { ...process.env, USAGE_FILE: usage, NO_COLOR: "1" }, maxBuffer: 1 << 30, encoding: "utf8",
  });
  if (status === null || status > 1) throw new Error(`status ${status}: ${args.join(" ")}\n${stderr}`);
  return JSON.parse(readFileSync(usage, "utf8"));
}

function eslintConfig(name, withRules, typescript) {
  const file = join(work, `${name}.config.mjs`);
  const from = (path) => JSON.stringify(pathToFileURL(join(root, path)).href);
  writeFileSync(file, [
    withRules ? `import bottleneck from ${from("dist/index.js")};` : "",
    typescript ? `import parser from ${from("node_modules/@typescript-eslint/parser/dist/index.js")};` : "",
    `const files = ["**/*.{js,mjs,cjs,jsx,ts,tsx,mts,cts}"];`,
    "export default [",
    `  { files${typescript ? ", languageOptions: { parser: parser.default ?? parser }" : ""} },`,
    withRules ? "  { ...bottleneck.configs.recommended, files }," : "",
    "];",
  ].join("\n"));
  return [join(root, "node_modules/eslint/bin/eslint.js"), "-c", file, "--no-inline-config", "--no-warn-ignored", "--format", "json", "-o", join(work, "out.json"), "src"];
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const command = [join(root, "dist/cli/bin.js"), "--fail-on", "never", "--no-cache", "--output-format", `json=${join(work, "out.json")}`];
const megabytes = Number(options.megabytes);
const corpora = [
  corpus("python", [options.python ?? pythonLibrary()], [".py"], megabytes * 4),
  corpus("javascript", [options.javascript ?? join(root, "node_modules")], [".js", ".mjs", ".cjs"], megabytes),
  // Packages bring declarations and little else: our own sources are the greater part.
  corpus("typescript", options.typescript ? [options.typescript] : [join(root, "node_modules"), join(root, "src"), join(root, "test")], [".ts", ".tsx", ".mts", ".cts"], megabytes),
].filter(Boolean);

for (const one of corpora) {
  const { name, dir, files, lines, bytes } = one;
  const contenders = {
    "pyperf-lint": [...command, "src"],
    "pyperf-lint, one job": [...command, "--jobs", "1", "src"],
    // What ESLint does as well: it sees one file at a time.
    "the same, file by file": [...command, "--jobs", "1", "--no-project", "src"],
  };
  if (name !== "python") {
    contenders["ESLint, no rules"] = eslintConfig(`${name}-none`, false, name === "typescript");
    contenders["ESLint, our recommended"] = eslintConfig(`${name}-ours`, true, name === "typescript");
  }
  const seen = Object.fromEntries(Object.keys(contenders).map((key) => [key, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [key, args] of Object.entries(contenders)) seen[key].push(measure(dir, args));
  }
  console.log(`\n${name}: ${files} files, ${lines} lines, ${(bytes / 1e6).toFixed(1)} MB, medians of ${options.runs} runs`);
  const base = name === "python" ? "pyperf-lint, one job" : "ESLint, no rules";
  const baseCpu = median(seen[base].map((usage) => usage.cpu));
  for (const [key, usages] of Object.entries(seen)) {
    const cpu = median(usages.map((usage) => usage.cpu));
    const peak = median(usages.map((usage) => usage.peak));
    console.log(
      `  ${key.padEnd(24)} ${cpu.toFixed(2).padStart(7)} s CPU ${(bytes / 1e6 / cpu).toFixed(2).padStart(7)} MB/s ${Math.round(lines / cpu).toString().padStart(8)} lines/s`
      + ` ${peak.toFixed(0).padStart(5)} MB peak   ${(cpu / baseCpu).toFixed(2)} of "${base}"`,
    );
  }
}
