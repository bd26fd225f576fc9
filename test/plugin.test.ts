import { ESLint, type Linter } from "eslint";
import { defineConfig } from "eslint/config";
import { ESLint as ESLint9 } from "eslint9";
import { defineConfig as defineConfig9 } from "eslint9/config";
import typescriptParser from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";
import type declared from "../eslint-plugin.d.ts";
import type { Settings } from "../eslint-plugin.d.ts";
import plugin from "../src/index.ts";
import type { Settings as OwnSettings } from "../src/rule.ts";
import { folderWith } from "./engine/folder.ts";

const code = `
import express from "express";
import fs from "node:fs";
const app = express();
app.get("/", (req, res) => res.send(fs.readFileSync(req.query.file)));
// eslint-disable-next-line NAME/blocking-call-in-handler
app.get("/a", (req, res) => res.send(fs.readFileSync(req.query.file)));
`;

type Configs = Parameters<typeof defineConfig>;
const asPlugin = plugin as unknown as ESLint.Plugin;
const one = (config: unknown): Configs => [config] as Configs;

/** Rule, severity and line of each message, under ESLint 10 and 9. */
async function lint(make: (define: typeof defineConfig) => unknown[], { name = "bottleneck", file = "a.js" } = {}): Promise<unknown[]> {
  const cwd = folderWith({ "package.json": '{"name":"a","type":"module"}' });
  const runs = [
    new ESLint({ cwd, overrideConfigFile: true, overrideConfig: make(defineConfig) as Linter.Config[] }),
    new ESLint9({ cwd, overrideConfigFile: true, overrideConfig: make(defineConfig9 as unknown as typeof defineConfig) as never }),
  ];
  const results = [];
  for (const eslint of runs) {
    const [result] = await eslint.lintText(code.replace("NAME", name), { filePath: file });
    results.push(result?.messages.map(({ ruleId, severity, line }) => `${ruleId} ${severity} ${line}`));
  }
  expect(results[1]).toEqual(results[0]);
  return results[0] ?? [];
}

describe("a preset", () => {
  it("is an entry of a configuration", async () => {
    expect(await lint(() => [plugin.configs.recommended])).toEqual(["bottleneck/blocking-call-in-handler 1 5"]);
    expect(await lint(() => [plugin.configs.strict])).toEqual(["bottleneck/blocking-call-in-handler 2 5"]);
  });

  it("is extended by name", async () => {
    const config = { files: ["**/*.js"], plugins: { bottleneck: asPlugin }, extends: ["bottleneck/recommended"] };
    expect(await lint((define) => define(...one(config)))).toEqual(["bottleneck/blocking-call-in-handler 1 5"]);
  });

  it("is extended under another name, which its rules then have", async () => {
    const config = { files: ["**/*.js"], plugins: { perf: asPlugin }, extends: ["perf/strict"] };
    expect(await lint((define) => define(...one(config)), { name: "perf" })).toEqual(["perf/blocking-call-in-handler 2 5"]);
  });

  it("works on TypeScript with its parser", async () => {
    const config = { ...plugin.configs.recommended, files: ["**/*.ts"], languageOptions: { parser: typescriptParser } };
    expect(await lint(() => [config], { file: "a.ts" })).toEqual(["bottleneck/blocking-call-in-handler 1 5"]);
  });
});

it("links each rule to its page and its recipe", () => {
  for (const [id, { meta }] of Object.entries(plugin.rules)) {
    expect(meta.docs.url).toMatch(new RegExp(`/docs/rules/${id}\\.md$`));
    expect(meta.docs.recipe).toMatch(/\/docs\/recipes\/[a-z-]+\.md$/);
  }
});

it("has an entry for require()", async () => {
  const module = (await import("../src/index.ts")) as Record<string, unknown>;
  expect(module["module.exports"]).toBe(plugin);
});

it("is what its published types say", () => {
  const typed: Record<keyof Pick<typeof declared, "meta" | "rules" | "configs">, unknown> & { configs: Record<keyof (typeof declared)["configs"], unknown> } = plugin;
  const settings: OwnSettings = { confidence: "possible", sinks: [], contexts: [] } satisfies Settings;
  expect(Object.keys(typed).sort()).toEqual(["configs", "meta", "rules"]);
  expect(settings.confidence).toBe("possible");
});
