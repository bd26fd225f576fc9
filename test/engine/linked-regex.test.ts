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

it.each([["isName(req.params.name)", 1], ["other(req.params.name)", 0]])("doubts patterns in functions that nothing calls: %s", async (use, count) => {
  const { findings } = await lintFiles(optionsFor(folderWith(files(use)), { rules: { "catastrophic-regex": {} } }));
  expect(findings).toHaveLength(count);
});

it("still tells them to those who ask for possible findings", async () => {
  const { findings } = await lintFiles(optionsFor(folderWith(files("other(req.params.name)")), { rules: { "catastrophic-regex": {} }, confidence: "possible" }));
  expect(findings).toMatchObject([{ file: "src/names.js", confidence: "possible" }]);
});
