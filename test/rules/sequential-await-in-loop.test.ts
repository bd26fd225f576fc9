import rule from "../../src/rules/sequential-await-in-loop.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const collects = (body: string, head = "for (const file of files)"): string =>
  `export async function all(files, api) { const out = []; ${head} { ${body} } return out; }`;

testJavaScriptRule("sequential-await-in-loop", rule, {
  valid: [
    { name: "all at once", code: `export const all = (files) => Promise.all(files.map((file) => parse(file)));` },
    { name: "started before, awaited after", code: `export async function all(files) { const jobs = files.map(parse); for (const job of jobs) out(await job); }` },
    { name: "a stream", code: `export async function all(lines) { const out = []; for await (const line of lines) out.push(await parse(line)); return out; }` },
    { name: "a handful", code: collects("out.push(await parse(file));", `for (const file of ["a", "b"])`) },
    { name: "the same call each time", code: collects("out.push(await parse());") },
    { name: "a result that the next call needs", code: `export async function all(steps) { let state = {}; for (const step of steps) { state = await run(step, state); } return state; }` },
    { name: "the last result is kept", code: `export async function all(steps) { let last; for (const step of steps) { last = await load(step); } return last; }` },
    { name: "the first that fits", code: collects("const one = await parse(file); if (one.ok) return one; out.push(one);") },
    { name: "a limit on what was found", code: collects("const one = await parse(file); if (out.length > 10) break; out.push(one);") },
    { name: "what was found decides", code: collects("if (out.includes(file)) continue; out.push(await parse(file));") },
    { name: "a pause", code: collects("out.push(await parse(file)); await sleep(100);") },
    { name: "a queue", code: `export async function drain(queue) { while (queue.length > 0) { await handle(queue.shift()); } }` },
    { name: "a lock", code: collects("await mutex.runExclusive(async () => { out.push(await parse(file)); });") },
    { name: "queries are another pattern", code: `import { prisma } from "@prisma/client"; ${collects("out.push(await prisma.user.findMany({ where: { file } }));")}` },
    { name: "requests are another pattern", code: collects("out.push(await (await fetch(file)).json());") },
    { name: "no wait at all", code: `function parse(file) { return file.length; } ${collects("out.push(await parse(file));")}` },
    { name: "steps of a page", code: collects("await page.click(file); out.push(file);") },
    { name: "one connection", code: collects("out.push(await load(file, session));") },
    { name: "nothing is gathered: order may be the point", code: collects("await notify(file);") },
    { name: "something is changed", code: collects("out.push(await createFolder(file));") },
    { name: "the keys of one object", code: collects("out.push(await parse(file));", "for (const [name, file] of Object.entries(files))") },
    { name: "a generator", code: `export async function* all(files) { for (const file of files) yield await parse(file); }` },
    { name: "a state of the object", code: `class Reader { async all(files) { const out = []; for (const file of files) { this.current = file; out.push(await this.parse(file)); } return out; } } export { Reader };` },
    { name: "a test", filename: "test/all.test.js", code: collects("out.push(await parse(file));") },
    { name: "a script", filename: "scripts/all.js", code: collects("out.push(await parse(file));") },
  ],
  invalid: [
    {
      name: "results pushed to a list",
      code: `export async function all(files) {
  const out = [];
  for (const file of files) {
    out.push(await api.parse(file));
  }
  return out;
}`,
      errors: [{
        messageId: "oneByOne", line: 4, column: 20, severity: "warning", confidence: "likely",
        message: /^Each iteration waits for `api\.parse` before the next one starts, .* \(exported function, callers unknown; once per item of `files`; line 3: the loop\)$/,
      }],
    },
    { name: "a result under a name", code: collects("const one = await parse(file); out.push({ file, one });"), errors: [{ messageId: "oneByOne" }] },
    { name: "an object by item", code: `export async function all(files) { const out = {}; for (const file of files) out[file] = await parse(file); return out; }`, errors: [{ messageId: "oneByOne" }] },
    { name: "a map", code: `export async function all(files) { const out = new Map(); for (const file of files) { out.set(file, await parse(file)); } return out; }`, errors: [{ messageId: "oneByOne" }] },
    { name: "a counted loop", code: collects("out.push(await parse(files[i]));", "for (let i = 0; i < files.length; i++)"), errors: [{ messageId: "oneByOne" }] },
    { name: "errors of one item are kept apart", code: collects("try { out.push(await parse(file)); } catch (error) { out.push({ error }); }"), errors: [{ messageId: "oneByOne" }] },
    { name: "two calls of one iteration", code: collects("const one = await parse(file); out.push(await check(one));"), errors: [{ messageId: "oneByOne" }] },
    {
      name: "reading files",
      code: `import { readFile } from "node:fs/promises"; ${collects("const text = await readFile(file); out.push(text);")}`,
      errors: [{ messageId: "oneByOne" }],
    },
    { name: "an asynchronous helper of this file", code: `async function parse(file) { return read(await open(file)); } ${collects("out.push(await parse(file));")}`, errors: [{ messageId: "oneByOne" }] },
    {
      name: "in a handler",
      code: `import express from "express"; const app = express();
        app.post("/parse", async (req, res) => { const out = []; for (const file of req.body.files) out.push(await parse(file)); res.json(out); });`,
      errors: [{ messageId: "oneByOne", message: /POST \/parse/ }],
    },
  ],
});
