import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "package-"));
const npm = (cwd: string, ...args: string[]): string => execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, encoding: "utf8" });
const install = (cwd: string, ...packages: string[]): string => npm(cwd, "install", "--ignore-scripts", ...packages);

/** Bytes below a folder. */
function sizeOf(path: string): number {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}

const handler = `import express from "express";
import { scryptSync } from "node:crypto";
const app = express();
app.post("/login", (req, res) => {
  res.json(scryptSync(req.body.password, "salt", 64));
});
`;
const route = `import time
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def index():
    time.sleep(1)
`;

let tarball = "";

function project(name: string, files: Record<string, string>): string {
  const dir = join(scratch, name);
  mkdirSync(join(dir, "src"), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  return dir;
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root });
  const [packed] = JSON.parse(npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", scratch)) as { filename: string }[];
  tarball = join(scratch, packed?.filename ?? "");
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the packed package, installed without scripts", () => {
  it("weighs at most 25 MB with all it depends on, and lints both languages", () => {
    const dir = project("alone", { "src/login.js": handler, "src/app.py": route });
    install(dir, tarball);
    expect(sizeOf(join(dir, "node_modules")) / 1e6).toBeLessThan(25);
    const { status, stdout, stderr } = spawnSync(join(dir, "node_modules/.bin/pyperf-lint"), ["--output-format", "json", "src"], { cwd: dir, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(1);
    const { docsBase, findings } = JSON.parse(stdout) as { docsBase: string; findings: { rule: string; file: string; line: number; docs: string; recipe: string }[] };
    expect(findings.map(({ rule, file, line }) => `${file}:${line} ${rule}`)).toEqual(["src/app.py:6 blocking-call-in-handler", "src/login.js:5 blocking-call-in-handler"]);
    for (const { docs, recipe } of findings) for (const page of [docs, recipe]) expect(statSync(new URL(page, docsBase)).isFile()).toBe(true);
  });

  const config = 'import bottleneck from "eslint-plugin-bottleneck";\nexport default [bottleneck.configs.recommended];\n';
  const required = 'const bottleneck = require("eslint-plugin-bottleneck");\nmodule.exports = [bottleneck.configs.recommended];\n';

  it.each([["10", "eslint.config.js", config], ["9", "eslint.config.cjs", required]])("runs in ESLint %s beside TypeScript 7, from %s", (version, name, text) => {
    const dir = project(`eslint${version}`, { "src/login.js": handler, [name]: text });
    install(dir, tarball, `eslint@${version}`, "typescript@7");
    const { stdout } = spawnSync(join(dir, "node_modules/.bin/eslint"), ["--format", "json", "src"], { cwd: dir, encoding: "utf8" });
    const [result] = JSON.parse(stdout) as { messages: { ruleId: string; line: number }[] }[];
    expect(result?.messages.map(({ ruleId, line }) => `${line} ${ruleId}`)).toEqual(["5 bottleneck/blocking-call-in-handler"]);
  });

  it("has types that a configuration is checked by", () => {
    const dir = project("types", {
      "eslint.config.ts": 'import bottleneck, { type Settings } from "eslint-plugin-bottleneck";\nexport const settings: Settings = { confidence: "possible" };\nexport default [bottleneck.configs.strict];\n',
      "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", target: "es2022", strict: true, noEmit: true, skipLibCheck: true }, include: ["*.ts"] }),
    });
    install(dir, tarball, "eslint@10", "typescript@7");
    const { status, stdout } = spawnSync(join(dir, "node_modules/.bin/tsc"), ["-p", "."], { cwd: dir, encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});

describe("oxlint", () => {
  it("runs the rules through jsPlugins", () => {
    const dir = project("oxlint", { "src/login.js": handler });
    writeFileSync(join(dir, ".oxlintrc.json"), JSON.stringify({ jsPlugins: [join(root, "dist/index.js")], rules: { "bottleneck/blocking-call-in-handler": "warn" } }));
    const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/oxlint/bin/oxlint"), "--format", "json", "src"], { cwd: dir, encoding: "utf8" });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; labels: { span: { line: number } }[] }[] };
    expect(diagnostics.filter(({ code }) => code.includes("bottleneck")).map(({ code, labels }) => `${labels[0]?.span.line} ${code}`)).toEqual(["5 bottleneck(blocking-call-in-handler)"]);
  });
});
