import { expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import { folderWith, optionsFor } from "./folder.ts";

/** A route that has a class of another file gather what it answers with, through a callback. */
const exporter = (shared: string, own: string): Record<string, string> => ({
  "package.json": '{ "name": "boards", "private": true, "type": "module", "dependencies": { "express": "5" } }',
  "src/exporter.js": `${shared}
export class Exporter {
  async build(write) {
    ${own}
    const each = async (name, take) => { for (const row of await load(name)) { write(row); take(row); } };
    await each("cards", (row) => found.push({ id: row.id }));
    return found;
  }
}
`,
  "src/routes.js": `import express from "express";
import { Exporter } from "./exporter.js";
const app = express();
app.get("/:board", async (req, res) => { res.json(await new Exporter().build((row) => res.write(row))); });
`,
});

it.each([["", "const found = [];", 0], ["const found = [];", "", 1]])("tells a list of one request from one of the module: %j, %j", async (shared, own, count) => {
  const options = { rules: { "unbounded-growth": {} }, confidence: "possible" as const };
  const { findings } = await lintFiles(optionsFor(folderWith(exporter(shared, own)), options));
  expect(findings).toHaveLength(count);
});
