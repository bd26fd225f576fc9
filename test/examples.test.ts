import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lintFiles } from "../src/engine/lint.ts";
import { patternIds } from "../src/patterns.ts";

const root = fileURLToPath(new URL("../examples/", import.meta.url));

/** The lines that the comments of a file promise to be reported: the one after each `Reported as PATTERN`. */
function promised(file: string): string[] {
  return readFileSync(root + file, "utf8").split("\n").flatMap((text, index) => {
    const match = /Reported as ([a-z-]+):/.exec(text);
    return match ? [`${file}:${index + 2} ${match[1]}`] : [];
  });
}

describe.each(["node-api", "python-api"])("examples/%s", (name) => {
  const files = (readdirSync(root + name, { recursive: true, encoding: "utf8" })).filter((one) => /\.(?:ts|py)$/.test(one)).map((one) => `${name}/${one}`);
  const expected = files.flatMap(promised).sort();

  it("contains every pattern once", () => {
    expect(expected.map((one) => one.split(" ")[1]).sort()).toEqual([...patternIds].sort());
  });

  it("is reported where its comments say so, and nowhere else", async () => {
    const { findings, errors } = await lintFiles({
      cwd: root, paths: [name], rules: Object.fromEntries(patternIds.map((id) => [id, {}])), confidence: "likely", languages: ["javascript", "python"],
      exclude: [], sinks: [], contexts: [], maxFileSize: 1e6, cache: false, project: true, jobs: 1,
    });
    expect(errors).toEqual([]);
    expect(findings.map((one) => `${one.file}:${one.line} ${one.rule}`).sort()).toEqual(expected);
  });
});
