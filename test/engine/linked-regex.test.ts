import { expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import { folderWith, optionsFor } from "./folder.ts";

const files = (use: string): Record<string, string> => ({
  "package.json": '{ "name": "names", "private": true, "type": "module", "dependencies": { "express": "5" } }',
  "src/names.js": "export const isName = (s) => /^(a+)+$/.test(s);\nexport const other = (s) => s;\n",
  "src/routes.js": `import express from "express";
import { isName, other } from "./names.js";
const app = express();
app.get("/:name", (req, res) => { res.json(${use}); });
`,
});

it.each(["isName(req.params.name)", "other(req.params.name)"])("keeps exponential patterns, whoever is known to call their functions: %s", async (use) => {
  const { findings } = await lintFiles(optionsFor(folderWith(files(use)), { rules: { "catastrophic-regex": {} } }));
  expect(findings).toMatchObject([{ file: "src/names.js", confidence: "likely" }]);
});

it("doubts polynomials in functions that nothing calls", async () => {
  const unused = { ...files("1"), "src/names.js": "export const isName = (req) => /^(\\w+)(\\w+)(\\w+)$/.test(req.body.name);\n" };
  const lint = (confidence: "likely" | "possible") => lintFiles(optionsFor(folderWith(unused), { rules: { "catastrophic-regex": {} }, confidence }));
  expect((await lint("likely")).findings).toEqual([]);
  expect((await lint("possible")).findings).toHaveLength(1);
});
