// usage: npm run precision -- [--sample N] [--seed S] [--out FILE] [--record FILE] [--confidence LEVEL] [--round N] [--only owner/name,...]
// Draws N findings per pattern and language at random over the services of bench/precision/repositories.json, without their confidence,
// for a person to judge by reading the code; keeps the verdicts as facts in bench/precision/verdicts.jsonl; sums them up per pattern.
//   --out FILE     where the drawn findings go, one JSON object a line, with the code around them (default: standard output)
//   --round N      only the services that were fixed as list N: findings of a list are judged before any rule is tuned on it
//   --record FILE  adds judged lines, { repository, commit, path, line, pattern, language, verdict: "right" | "wrong" | "disputed", reason, judge? }
// The services are read from bare clones, MIRRORS/owner+name/repo; a service whose clone is missing is left out and said.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const facts = join(root, "bench/precision");
const { values: options } = parseArgs({
  options: {
    sample: { type: "string", default: "0" }, seed: { type: "string", default: "1" }, out: { type: "string" }, record: { type: "string" },
    confidence: { type: "string", default: "likely" }, only: { type: "string" }, round: { type: "string" },
  },
});
const mirrors = process.env.MIRRORS ?? join(root, "../.mirror");
const work = process.env.BENCH_OUT ?? join(tmpdir(), "precision");
const sources = /\.(py|[mc]?[jt]s|[jt]sx|json|toml|cfg|prisma)$|(^|\/)(requirements[^/]*\.(txt|in)|requirements\/[^/]+\.(txt|in)|Pipfile|pnpm-workspace\.yaml|\.gitignore)$/;

const readLines = (file) => (existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)) : []);

/** The sources and manifests of one commit, written once below `work`. Clones may lack their largest files: those are left out. */
function checkOut({ repository, commit }) {
  const dir = join(work, repository.replace("/", "+"));
  if (existsSync(join(dir, ".complete"))) return dir;
  const name = join(mirrors, repository.replace("/", "+"), "repo");
  const git = ["--git-dir", existsSync(join(name, ".git")) ? join(name, ".git") : name];
  const files = execFileSync("git", [...git, "ls-tree", "-r", "-z", commit], { maxBuffer: 1 << 28, encoding: "utf8" }).split("\0")
    .map((line) => /^100\d+ blob (\w+)\t(.*)$/s.exec(line)).filter((match) => match && sources.test(match[2]));
  const blobs = execFileSync("git", [...git, "cat-file", "--batch"], { input: files.map((match) => `${match[1]}\n`).join(""), maxBuffer: 2 ** 31 - 1 });
  let at = 0;
  for (const [, , path] of files) {
    const end = blobs.indexOf(10, at);
    const head = blobs.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (head[1] === "missing") continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), blobs.subarray(at, at + Number(head[2])));
    at += Number(head[2]) + 1;
  }
  mkdirSync(join(dir, ".git"), { recursive: true }); // marks the root of the project, as in a clone
  writeFileSync(join(dir, ".complete"), "");
  return dir;
}

function lint(dir, language) {
  const args = [join(root, "dist/cli/bin.js"), "--output-format", "json", "--select", "all", "--confidence", "possible", "--language", language, "--no-cache", "."];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) throw new Error(`${dir}: status ${status}: ${stderr}`);
  return JSON.parse(stdout).findings;
}

/** Mulberry32: the same seed draws the same findings. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const levels = ["possible", "likely", "certain"];
const keyOf = (one) => [one.repository, one.path, one.line, one.pattern].join("\0");
const verdictsFile = join(facts, "verdicts.jsonl");
if (options.record) {
  const known = new Set(readLines(verdictsFile).map((one) => `${keyOf(one)}\0${one.judge ?? 1}`));
  for (const { repository, commit, path, line, pattern, language, verdict, reason, judge } of readLines(options.record)) {
    if (!["right", "wrong", "disputed"].includes(verdict) || !reason) throw new Error(`no verdict or reason: ${repository} ${path}:${line} ${pattern}`);
    const row = { repository, commit, path, line, pattern, language, verdict, reason, judge: judge ?? 1 };
    if (!known.has(`${keyOf(row)}\0${row.judge}`)) appendFileSync(verdictsFile, `${JSON.stringify(row)}\n`);
  }
}

let repositories = JSON.parse(readFileSync(join(facts, "repositories.json"), "utf8"));
if (options.round) repositories = repositories.filter((one) => one.round === Number(options.round));
if (options.only) repositories = repositories.filter((one) => options.only.split(",").includes(one.repository));
const found = [];
for (const one of repositories) {
  if (!existsSync(join(mirrors, one.repository.replace("/", "+")))) {
    console.error(`${one.repository}: left out, no clone under ${mirrors}`);
    continue;
  }
  const dir = checkOut(one);
  for (const finding of lint(dir, one.language)) {
    found.push({ ...one, path: finding.file, line: finding.line, pattern: finding.rule, confidence: finding.confidence, finding, dir });
  }
}

const enough = found.filter((one) => levels.indexOf(one.confidence) >= levels.indexOf(options.confidence));
const groups = Map.groupBy ? Map.groupBy(enough, (one) => `${one.pattern} ${one.language}`) : group(enough);
function group(all) {
  const by = new Map();
  for (const one of all) by.set(`${one.pattern} ${one.language}`, [...(by.get(`${one.pattern} ${one.language}`) ?? []), one]);
  return by;
}

if (Number(options.sample) > 0) {
  const lines = [];
  for (const [name, all] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const next = random(Number(options.seed) + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
    const pool = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    for (let taken = 0; taken < Number(options.sample) && pool.length > 0; taken++) {
      const [one] = pool.splice(Math.floor(next() * pool.length), 1);
      const text = readFileSync(join(one.dir, one.path), "utf8").split("\n");
      const code = text.slice(Math.max(0, one.line - 16), one.line + 12).map((line, index) => `${Math.max(0, one.line - 16) + index + 1}: ${line.slice(0, 200)}`);
      const { repository, commit, path, line, pattern, language } = one;
      lines.push(JSON.stringify({ repository, commit, path, line, pattern, language, message: one.finding.message, file: join(one.dir, path), code }));
    }
  }
  const text = lines.map((line) => `${line}\n`).join("");
  if (options.out) writeFileSync(options.out, text);
  else process.stdout.write(text);
}

const verdicts = readLines(verdictsFile);
const first = new Map(verdicts.filter((one) => one.judge === 1).map((one) => [keyOf(one), one]));
const table = {};
for (const [name, all] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const judged = all.flatMap((one) => first.get(keyOf(one)) ?? []);
  const right = judged.filter((one) => one.verdict === "right").length;
  table[name] = { findings: all.length, judged: judged.length, right, "right %": judged.length > 0 ? Math.round((100 * right) / judged.length) : "" };
}
console.error(`findings at ${options.confidence} and above, verdicts of the first judge (a disputed one counts as wrong)`);
console.error(Object.entries(table).map(([name, row]) => `${name.padEnd(40)} ${JSON.stringify(row)}`).join("\n"));
const twice = verdicts.filter((one) => one.judge === 2).flatMap((one) => (first.has(keyOf(one)) ? [[one, first.get(keyOf(one))]] : []));
if (twice.length > 0) console.error(`judged twice: ${twice.length}, agreed: ${twice.filter(([a, b]) => a.verdict === b.verdict).length}`);
