import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Finding } from "../src/finding.ts";
import { lintFiles } from "../src/engine/lint.ts";
import { patternIds } from "../src/patterns.ts";

const root = fileURLToPath(new URL("../examples/", import.meta.url));

/** The lines that the comments of a file promise to be reported: the one after each `Reported as PATTERN` or `Reported across files as PATTERN`. */
function promised(file: string, words: "Reported" | "Reported across files"): string[] {
  return readFileSync(root + file, "utf8").split("\n").flatMap((text, index) => {
    const match = new RegExp(`${words} as ([a-z-]+):`).exec(text);
    return match ? [`${file}:${index + 2} ${match[1]}`] : [];
  });
}

describe.each(["node-api", "python-api"])("examples/%s", (name) => {
  const files = (readdirSync(root + name, { recursive: true, encoding: "utf8" })).filter((one) => /\.(?:ts|py)$/.test(one)).map((one) => `${name}/${one}`);
  const alone = files.flatMap((file) => promised(file, "Reported"));
  const across = files.flatMap((file) => promised(file, "Reported across files"));
  const lint = async (project: boolean): Promise<Finding[]> => {
    const { findings, errors } = await lintFiles({
      cwd: root, paths: [name], rules: Object.fromEntries(patternIds.map((id) => [id, {}])), confidence: "likely", languages: ["javascript", "python"],
      exclude: [], sinks: [], contexts: [], maxFileSize: 1e6, cache: false, project, jobs: 1,
    });
    expect(errors).toEqual([]);
    return findings;
  };
  const placesOf = (findings: readonly Finding[]): string[] => findings.map((one) => `${one.file}:${one.line} ${one.rule}`).sort();

  it("contains every pattern once", () => {
    expect(alone.map((one) => one.split(" ")[1]).sort()).toEqual([...patternIds].sort());
  });

  it("is reported where its comments say so, and nowhere else", async () => {
    expect(placesOf(await lint(true))).toEqual([...alone, ...across].sort());
  });

  it("tells the way from a route to what stands in other files", async () => {
    const found = (await lint(true)).filter(({ file, line, rule }) => across.includes(`${file}:${line} ${rule}`));
    expect(found.length).toBe(2);
    for (const { file, evidence } of found) expect(new Set(evidence.path?.map((hop) => hop.file)).has(file), file).toBe(false);
  });

  it("knows each file by itself without the project", async () => {
    const found = placesOf(await lint(false));
    expect(found.filter((one) => alone.includes(one))).toEqual([...alone].sort());
    expect(across.filter((one) => one.endsWith("n-plus-one-query") && found.includes(one))).toEqual([]);
  });
});
