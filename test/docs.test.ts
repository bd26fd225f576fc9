import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { patternIds, patterns, type PatternId } from "../src/patterns.ts";
import { rules as pythonRules } from "../src/python/rules/index.ts";
import { rules as javascriptRules } from "../src/rules/index.ts";
import { testJavaScriptRule, testPythonRule } from "./rule-tester.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const headings = ["Why it costs", "JavaScript / TypeScript", "Python", "Measure it", "When not to use it"];

/** The text below each second-level heading of a page, in order. */
function sectionsOf(page: string): Map<string, string> {
  return new Map(page.split(/^## /m).slice(1).map((part) => [part.slice(0, part.indexOf("\n")).trim(), part.slice(part.indexOf("\n") + 1)]));
}

/** The code blocks that follow the words "Bad:" and "Good:". */
function examplesOf(section: string, language: string): { bad: string[]; good: string[] } {
  const blocks = (word: string): string[] => [...section.matchAll(new RegExp(`^${word}:\n\n\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
  return { bad: blocks("Bad"), good: blocks("Good") };
}

const pages = patternIds.map((id) => ({ id, text: readFileSync(`${root}docs/rules/${id}.md`, "utf8") }));

describe.each(pages)("docs/rules/$id.md", ({ id, text }) => {
  const sections = sectionsOf(text);

  it("has its title, its description and the fixed headings", () => {
    expect(text.startsWith(`# ${id}\n\n${patterns[id].description}.\n`)).toBe(true);
    const options = optionNames(id);
    expect([...sections.keys()]).toEqual(options.length > 0 ? [...headings, "Options"] : headings);
    for (const option of options) expect(sections.get("Options")).toContain(`### \`${option}\``);
  });

  it("links its recipe", () => {
    expect(sections.get("Measure it")).toContain(`(../recipes/${patterns[id].recipe}.md)`);
  });

  const javascript = examplesOf(sections.get("JavaScript / TypeScript") ?? "", "ts");
  const python = examplesOf(sections.get("Python") ?? "", "python");

  it("has bad and good examples in each language", () => {
    for (const { bad, good } of [javascript, python]) {
      expect(bad.length).toBeGreaterThan(0);
      expect(good.length).toBeGreaterThan(0);
    }
  });

  testJavaScriptRule(id, javascriptRules[id], {
    valid: javascript.good.map((code) => ({ code, name: `good TypeScript of ${id}` })),
    invalid: javascript.bad.map((code) => ({ code, name: `bad TypeScript of ${id}`, errors: 1 })),
  });
  testPythonRule(id, pythonRules[id], {
    valid: python.good.map((code) => ({ code, name: `good Python of ${id}` })),
    invalid: python.bad.map((code) => ({ code, name: `bad Python of ${id}`, errors: 1 })),
  });
});

function optionNames(id: PatternId): string[] {
  const schemas = [javascriptRules[id], pythonRules[id]].flatMap((rule) => (rule?.meta.schema ?? []) as { properties?: object }[]);
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))].sort();
}

describe("links", () => {
  const files = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs", "docs/rules", "docs/recipes"]
    .flatMap((path) => (path.endsWith(".md") ? [path] : readdirSync(`${root}${path}`).filter((name) => name.endsWith(".md")).map((name) => `${path}/${name}`)));

  it.each(files)("of %s lead somewhere", (file) => {
    const text = readFileSync(`${root}${file}`, "utf8").replaceAll(/```[^]*?```/g, "");
    const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    expect(targets.filter((target) => !existsSync(new URL(target, `file://${root}${file}`)))).toEqual([]);
  });
});
