import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import plugin from "../src/index.ts";
import { patternIds, patterns, recipePage } from "../src/patterns.ts";
import { rules as pythonRules } from "../src/python/rules/index.ts";
import { rules as javascriptRules } from "../src/rules/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = (folder: string, ending: string): string[] =>
  readdirSync(`${root}${folder}`).filter((name) => name.endsWith(ending) && !name.startsWith("index.")).map((name) => name.slice(0, -ending.length)).sort();
const idsOf = (language: "javascript" | "python"): string[] => patternIds.filter((id) => (patterns[id].languages as readonly string[]).includes(language)).sort();

describe("one set of patterns everywhere", () => {
  it("has a JavaScript rule and a test for each", () => {
    expect(Object.keys(javascriptRules).sort()).toEqual(idsOf("javascript"));
    expect(names("test/rules", ".test.ts")).toEqual(idsOf("javascript"));
    expect(idsOf("javascript").filter((id) => !existsSync(`${root}src/rules/${id}.ts`))).toEqual([]);
  });

  it("has a Python rule and a test for each", () => {
    expect(Object.keys(pythonRules).sort()).toEqual(idsOf("python"));
    expect(names("test/python/rules", ".test.ts")).toEqual(idsOf("python"));
    expect(idsOf("python").filter((id) => !existsSync(`${root}src/python/rules/${id}.ts`))).toEqual([]);
  });

  it("has a page for each pattern and no other", () => {
    expect(names("docs/rules", ".md")).toEqual([...patternIds].sort());
  });

  it("has a recipe for each pattern and no other, and each recipe names the patterns that lead to it", () => {
    const recipes = [...new Set(patternIds.map((id) => patterns[id].recipe))].sort();
    expect(names("docs/recipes", ".md")).toEqual(recipes);
    for (const id of patternIds) expect(readFileSync(`${root}${recipePage(id)}`, "utf8").split("## Rules that lead here")[1]).toContain(`\`${id}\``);
  });

  it("has each pattern in the presets that its row names", () => {
    const idsIn = (preset: unknown): string[] => {
      const configs = (Array.isArray(preset) ? preset : [preset]) as { rules?: Record<string, unknown> }[];
      return configs.flatMap((one) => Object.keys(one.rules ?? {})).map((key) => key.replace("bottleneck/", "")).sort();
    };
    expect(idsIn(plugin.configs.recommended)).toEqual(idsOf("javascript").filter((id) => patterns[id as keyof typeof patterns].recommended));
    expect(idsIn(plugin.configs.strict)).toEqual(idsOf("javascript"));
    expect(Object.keys(plugin.rules).sort()).toEqual(idsOf("javascript"));
  });
});

describe("messages", () => {
  const all = [...Object.entries(javascriptRules), ...Object.entries(pythonRules)]
    .flatMap(([id, rule]) => Object.entries(rule.meta.messages).map(([key, text]) => [`${id} ${key}`, text] as const));

  it.each(all)("%s says what happens and what to do in at most two sentences, and ends with the evidence", (_, text) => {
    expect(text.endsWith(" ({{evidence}})")).toBe(true);
    const sentences = text.slice(0, -" ({{evidence}})".length).replaceAll(/`[^`]*`|\{\{\w+\}\}/g, "x");
    expect(sentences).toMatch(/[.?]$/);
    expect(sentences.split(/[.?](?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(2);
    expect(sentences).not.toMatch(/\b(?:should|might|performance may suffer|please|simply|blazing)\b/i);
  });

  it.each([...Object.entries(javascriptRules), ...Object.entries(pythonRules)])("%s has a test for each of its messages", (id, rule) => {
    const folder = (pythonRules as Record<string, unknown>)[id] === rule ? "test/python/rules" : "test/rules";
    const tests = readFileSync(`${root}${folder}/${id}.test.ts`, "utf8");
    expect(Object.keys(rule.meta.messages).filter((key) => !tests.includes(`messageId: "${key}"`))).toEqual([]);
  });
});
