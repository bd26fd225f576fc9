import { describe, expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import type { PatternId } from "../../src/patterns.ts";
import { folderWith, optionsFor } from "./folder.ts";

/** More files of the same application: with them there are enough of them. */
const others = (ending: string, text: (name: string) => string, shared: Record<string, string>, length = 40): Record<string, string> =>
  ({ ...shared, ...Object.fromEntries(Array.from({ length }, (_, at) => [`src/part${at}${ending}`, text(`part${at}`)])) });

const node = {
  manifest: { "package.json": '{ "name": "shop", "private": true, "type": "module", "dependencies": { "express": "5", "react": "19", "@prisma/client": "6" } }' },
  more: others(".js", (name) => `import { work } from "./work.js";\nexport async function ${name}(ids) { for (const id of ids) await work(id); }\n`, { "src/work.js": "export async function work(ids) { for (const id of ids) await step(id); }\nconst step = async (id) => id;\n" }),
};
const python = {
  manifest: { "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["fastapi", "requests", "redis"]\n' },
  more: others(".py", (name) => `from src.work import work\n\nasync def ${name}(ids):\n    for one in ids:\n        await work(one)\n`, { "src/work.py": "async def work(one):\n    return one\n" }),
};

/** How sure a pattern is of its findings in a file, in an application of a few files and in one of several. */
async function surenessOf(pattern: PatternId, { manifest, more }: Record<"manifest" | "more", Record<string, string>>, file: string, code: string): Promise<{ few: string[]; several: string[] }> {
  const lint = async (files: Record<string, string>): Promise<string[]> => {
    const { findings, errors } = await lintFiles(optionsFor(folderWith(files), { rules: { [pattern]: {} }, confidence: "possible" }));
    expect(errors).toEqual([]);
    return findings.filter((one) => one.file === file).map(({ confidence }) => confidence);
  };
  const few = { ...manifest, [file]: code };
  return { few: await lint(few), several: await lint({ ...few, ...more }) };
}

const app = 'import express from "express";\nconst app = express();\n';

describe("in an application of which several files are known", () => {
  it.each<[string, PatternId, string, string, string]>([
    ["a small file that a handler reads", "blocking-call-in-handler", "src/app.js", `import fs from "node:fs";\n${app}app.get("/:name", (req, res) => res.send(fs.readFileSync("data/" + req.params.name)));\n`, "certain"],
    ["an effect that runs once for each component", "leaked-listener", "src/size.jsx", 'import { useEffect } from "react";\nexport function Size() { useEffect(() => { window.addEventListener("resize", () => draw()); }, []); }\n', "likely"],
    ["a search per item", "quadratic-lookup", "src/app.js",
      `import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\n${app}app.get("/", async (req, res) => {\n  const users = await prisma.user.findMany();\n`
      + "  res.json(req.body.ids.map((id) => users.find((user) => user.id === id)));\n});\n", "likely"],
    ["a query per item that nobody is known to wait for", "n-plus-one-query", "src/report.js",
      'import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\nexport async function report() { for (const user of await prisma.user.findMany()) await prisma.post.count({ where: { userId: user.id } }); }\n', "certain"],
    ["an entry for each of what an emitter tells of", "unbounded-growth", "src/devices.js", 'import { finder } from "./finder.js";\nconst addresses = new Map();\nfinder.on("up", (device) => { addresses.set(device.name, device.address); });\nexport const addressOf = (name) => addresses.get(name);\n', "likely"],
    ["a queue that is taken from the front", "queue-shift-in-loop", "src/drain.js", 'export function drain(rows, use) { while (rows.length > 0) use(rows.shift()); }\n', "likely"],
    ["a copy of all that was gathered", "quadratic-accumulation", "src/gather.js", 'export function gather(rows) { let all = {}; for (const row of rows) all = { ...all, [row.id]: row }; return all; }\n', "likely"],
    ["a listener of a function that nothing calls", "leaked-listener", "src/forward.js", 'import { bus } from "./bus.js";\nexport function forward(name, send) { bus.on(name, (value) => send(name, value)); }\n', "likely"],
    ["an exponential pattern of a page, on what its user types", "catastrophic-regex", "src/form.js", 'document.querySelector("input").addEventListener("input", (event) => mark(/^(a+)+$/.test(event.target.value)));\n', "likely"],
    ["an exponential pattern that nothing uses", "catastrophic-regex", "src/names.js", 'const isName = (s) => /^(a+)+$/.test(s);\n', "likely"],
  ])("doubts %s", async (_, pattern, file, code, sure) => {
    expect(await surenessOf(pattern, node, file, code)).toEqual({ few: [sure], several: ["possible"] });
  });

  it.each<[string, PatternId, string, string]>([
    ["what a handler keeps", "unbounded-growth", "from fastapi import FastAPI\napp = FastAPI()\nrates = {}\n@app.post('/{key}')\nasync def add(key: str, value: dict):\n    rates[key] = value\n@app.get('/{key}')\nasync def read(key: str):\n    return rates.get(key)\n", "likely"],
    ["a method that keeps its objects", "unbounded-growth", "import functools\nclass Shop:\n    @functools.cache\n    def price(self, book):\n        return load(self, book)\n", "likely"],
    ["a handler of the log for each call", "leaked-listener", "import logging\nlogger = logging.getLogger('shop')\ndef run(name):\n    logger.addHandler(logging.FileHandler(name))\n", "likely"],
    ["a question to a cache server", "blocking-call-in-handler", "import redis\nfrom fastapi import FastAPI\napp = FastAPI()\nclient = redis.Redis()\n@app.get('/{key}')\nasync def read(key):\n    await log(key)\n    return client.get(key)\n", "certain"],
    ["what code starts beside its work", "blocking-call-in-handler", "import asyncio, shutil\nasync def restore(path):\n    shutil.rmtree(path)\nasync def start(path):\n    asyncio.create_task(restore(path))\n", "certain"],
  ])("doubts %s in Python", async (_, pattern, code, sure) => {
    expect(await surenessOf(pattern, python, "src/app.py", code)).toEqual({ few: [sure], several: ["possible"] });
  });

  it.each<[string, string, string]>([
    ["rows of a query in sight", "await prisma.user.findMany()", "certain"],
    ["what something else gives", "await usersOf(shop)", "possible"],
  ])("judges a loop over %s, where a handler stands in another file", async (_, over, several) => {
    const handler = { "src/app.js": `import { report } from "./report.js";\n${app}app.get("/:shop", async (req, res) => res.json(await report(req.params.shop)));\n` };
    const code = `import { PrismaClient } from "@prisma/client";\nimport { usersOf } from "./users.js";\nconst prisma = new PrismaClient();\nexport async function report(shop) {\n  const counts = [];\n  const users = ${over};\n  for (const user of users) counts.push(await prisma.post.count({ where: { userId: user.id } }));\n  return counts;\n}\n`;
    const found = await surenessOf("n-plus-one-query", { manifest: { ...node.manifest, ...handler }, more: node.more }, "src/report.js", code);
    expect(found.several).toEqual([several]);
  });

  it("counts the files of all its packages, where there are many", async () => {
    const more = others(".js", (name) => `import { work } from "./work.js";\nexport async function ${name}(ids) { for (const id of ids) await work(id); }\n`, { "src/work.js": "export const work = async (id) => id;\n" }, 110);
    const manifest = { ...node.manifest, "packages/report/package.json": '{ "name": "report", "private": true, "type": "module", "dependencies": { "express": "5", "@prisma/client": "6" } }' };
    const code = `import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\n${app}app.get("/", async (req, res) => {\n  const users = await prisma.user.findMany();\n`
      + "  res.json(req.body.ids.map((id) => users.find((user) => user.id === id)));\n});\n";
    expect(await surenessOf("quadratic-lookup", { manifest, more }, "packages/report/src/app.js", code)).toEqual({ few: ["likely"], several: ["possible"] });
  });

  it.each<[string, PatternId, string, string, string]>([
    ["an upload", "blocking-call-in-handler", "src/app.js", `import fs from "node:fs";\n${app}app.post("/", (req, res) => res.send(fs.readFileSync(req.file.path)));\n`, "certain"],
    ["a check of a password", "blocking-call-in-handler", "src/app.js", `import bcrypt from "bcrypt";\n${app}app.post("/", (req, res) => res.send(bcrypt.compareSync(req.body.password, hash)));\n`, "certain"],
    ["an effect that runs again", "leaked-listener", "src/size.jsx", 'import { useEffect } from "react";\nexport function Size({ id }) { useEffect(() => { window.addEventListener("resize", () => draw(id)); }, [id]); }\n', "likely"],
    ["a query per item of a request", "n-plus-one-query", "src/app.js",
      `import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\n${app}app.get("/", async (req, res) => { for (const user of await prisma.user.findMany()) await prisma.post.count({ where: { userId: user.id } }); });\n`, "certain"],
    ["an exponential pattern that meets a request", "catastrophic-regex", "src/app.js", `${app}app.get("/:name", (req, res) => res.json(/^(a+)+$/.test(req.params.name)));\n`, "likely"],
  ])("keeps %s", async (_, pattern, file, code, sure) => {
    expect(await surenessOf(pattern, node, file, code)).toEqual({ few: [sure], several: [sure] });
  });

  it.each<[string, string, string]>([
    ["a coroutine that nothing is known to run", "import redis\nclient = redis.Redis()\nasync def store(key, value):\n    client.set(key, value)\n", "possible"],
    ["a handler", "import requests\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/{key}')\nasync def read(key):\n    await log(key)\n    return requests.get(key).text\n", "certain"],
  ])("judges a blocking call in %s", async (_, code, several) => {
    expect(await surenessOf("blocking-call-in-handler", python, "src/app.py", code)).toEqual({ few: ["certain"], several: [several] });
  });
});
