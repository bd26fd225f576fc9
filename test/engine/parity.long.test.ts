import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { expect, it } from "vitest";
import { FileLinter } from "../../src/engine/file-linter.ts";
import plugin from "../../src/index.ts";
import { patternIds } from "../../src/patterns.ts";
import { folderWith, optionsFor } from "./folder.ts";

const packages = ["eslint/lib", "@typescript-eslint", "ts-api-utils", "ajv/lib", "semver", "postcss/lib", "vite/dist", "../src", "../test"];
const nodeModules = fileURLToPath(new URL("../../node_modules", import.meta.url));

const sources = packages.flatMap((name) =>
  readdirSync(join(nodeModules, name), { recursive: true, encoding: "utf8" }).filter((path) => /(?<!\.d)\.[cm]?[jt]s$/.test(path)).sort().map((path) => join(nodeModules, name, path)));

it("finds in real files what ESLint finds, at the same places and in the same words", async () => {
  const folder = folderWith({ "package.json": '{"name":"example"}' });
  const linter = await FileLinter.load(optionsFor(folder, { confidence: "possible" }), new Set(["javascript"]), true);
  const eslint = new Linter({ configType: "flat", cwd: folder });
  const languageOptions = (file: string): object => ({ sourceType: file.endsWith(".cjs") ? "commonjs" : "module", ...(/ts$/.test(file) ? { parser: typescriptParser } : {}) });
  let findings = 0;
  for (const [index, source] of sources.filter((_, at) => at % 3 === 0).entries()) {
    const bytes = readFileSync(source);
    const filename = join(folder, `${index}-${source.replace(/^.*[\\/]/, "")}`);
    const report = linter.lint({ filename, file: "x", language: "javascript", size: bytes.length, named: true, bytes });
    if (report.errors.length > 0) {
      expect(report.errors.filter(({ kind }) => kind === "internal"), source).toEqual([]);
      continue;
    }
    const ours = report.findings.filter(({ rule }) => (patternIds as readonly string[]).includes(rule)).map((one) => [one.line, one.column, one.endLine, one.endColumn, `bottleneck/${one.rule}`, one.message]);
    const config = { ...plugin.configs.strict, files: ["**/*.{js,cjs,mjs,ts,cts,mts}"], settings: { bottleneck: { confidence: "possible" } }, languageOptions: languageOptions(source) };
    const messages = eslint.verify(bytes.toString().replace(/^\uFEFF/, ""), [config as Linter.Config], { filename });
    const theirs = messages.filter(({ ruleId }) => ruleId?.startsWith("bottleneck/")).map((one) => [one.line, one.column, one.endLine, one.endColumn, one.ruleId, one.message]);
    expect(ours.sort(), source).toEqual(theirs.sort());
    findings += ours.length;
  }
  expect(findings).toBeGreaterThan(10);
});
