import { describe, expect, it } from "vitest";
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

/** What is found where one file fills a container and another one does something with it. */
async function found(files: Record<string, string>): Promise<string[]> {
  const { findings, errors } = await lintFiles(optionsFor(folderWith(files), { rules: { "unbounded-growth": {} } }));
  expect(errors).toEqual([]);
  return findings.map(({ file, line }) => `${file}:${line}`);
}

describe("a container of a JavaScript file that another one shrinks", () => {
  const service = {
    "package.json": '{ "name": "shop", "private": true, "type": "module", "dependencies": { "express": "5" } }',
    "src/sessions.ts": `import { randomUUID } from "node:crypto";
export const sessions = new Map<string, { user: string; until: number }>();
export class Tokens {
  static issued = new Map<string, { user: string; until: number }>();
}
export const open = (user: string) => {
  const id = randomUUID();
  sessions.set(id, { user, until: Date.now() + 60_000 });
  Tokens.issued.set(id, { user, until: Date.now() + 60_000 });
  return id;
};
`,
    "src/index.ts": 'export * from "./sessions.js";\n',
    "src/routes.ts": `import express from "express";
import { open } from "./index.js";
const app = express();
app.post("/login", (req, res) => { res.json(open(req.body.user)); });
`,
  };
  const both = ["src/sessions.ts:8", "src/sessions.ts:9"];
  const end = (code: string): Record<string, string> => ({ ...service, "src/end.ts": `import * as all from "./index.js";\nimport { sessions, Tokens } from "./sessions.js";\nexport function end(id: string) {\n  ${code}\n}\n` });

  it("is told where nobody shrinks it", async () => {
    expect(await found(service)).toEqual(both);
    expect(await found(end("return sessions.get(id) ?? Tokens.issued.get(id) ?? all;"))).toEqual(both);
  });

  it.each([
    ["deletes an entry", "sessions.delete(id); Tokens.issued.delete(id);", []],
    ["reaches it through a file that hands it on", "all.sessions.clear();", ["src/sessions.ts:9"]],
    ["puts a new one in its place", "Tokens.issued = new Map();", ["src/sessions.ts:8"]],
    ["knows it by another name", "const mine = sessions; mine.delete(id);", ["src/sessions.ts:9"]],
  ])("is not told where it %s", async (_, code, left) => {
    expect(await found(end(code))).toEqual(left);
  });

  it("is told all the same where only a test empties it", async () => {
    const { "src/end.ts": test, ...rest } = end("sessions.clear(); Tokens.issued.clear(); return id;");
    expect(await found({ ...rest, "test/sessions.test.ts": (test ?? "").replaceAll("./", "../src/") })).toEqual(both);
  });
});

describe("a container of a Python file that another one shrinks", () => {
  const service = {
    "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastapi"]\n',
    "shop/__init__.py": "",
    "shop/sessions.py": `import uuid
from fastapi import FastAPI

app = FastAPI()
_sessions = {}

class Tokens:
    issued = {}

@app.post("/login")
async def login(user: str):
    key = str(uuid.uuid4())
    _sessions[key] = user
    Tokens.issued[key] = user
    return key
`,
  };
  const both = ["shop/sessions.py:13", "shop/sessions.py:14"];
  const end = (code: string): Record<string, string> => ({ ...service, "shop/end.py": `from shop import sessions\nfrom shop.sessions import _sessions as opened, Tokens\n\ndef end(key):\n    ${code}\n` });

  it.each([
    ["reads it", "return opened[key], Tokens.issued.get(key)", both],
    ["takes an entry out", "opened.pop(key, None)", ["shop/sessions.py:14"]],
    ["deletes an entry", "del Tokens.issued[key]", ["shop/sessions.py:13"]],
    ["puts a new one in its place", "sessions._sessions = {}", ["shop/sessions.py:14"]],
    ["empties something of its own", "opened = {}\n    opened.clear()", both],
  ])("is told or not: %s", async (_, code, left) => {
    expect(await found(end(code))).toEqual(left);
  });
});
