import rule from "../../src/rules/request-per-item.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

testJavaScriptRule("request-per-item", rule, {
  valid: [
    {
      name: "commands about one object",
      code: `import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3"; import express from "express"; const client = new S3Client({});
express().post("/", async (req, res) => { for (const one of req.body.files) await client.send(new PutObjectCommand({ Key: one.key })); res.end(); });`,
    },
    { name: "one request", code: `export const prices = (ids) => fetch("https://shop.example/prices?ids=" + ids.join());` },
    { name: "one request outside of the loop", code: `export async function prices(ids) { const all = await (await fetch("/prices")).json(); for (const id of ids) use(all[id]); }` },
    { name: "a handful of constants", code: `export async function check() { for (const host of ["a.example", "b.example"]) await fetch(\`https://\${host}/\`); }` },
    { name: "chunks", code: `import { chunk } from "lodash"; export async function send(ids) { for (const part of chunk(ids, 50)) await fetch("/send", { body: part.join() }); }` },
    { name: "retries", code: `export async function load(url) { for (let attempt = 0; attempt < 5; attempt++) { const r = await fetch(url + "?try=" + attempt); if (r.ok) return r; } }` },
    { name: "polls", code: `export async function poll(url) { let state; while (state !== "done") { state = await (await fetch(url + state)).text(); await sleep(500); } }` },
    { name: "pages", code: `export async function all(url) { let next = url; while (next) { const page = await (await fetch(next)).json(); next = page.next; } }` },
    {
      name: "pages that a cursor names",
      code: `import axios from "axios"; export async function all(kinds) { let cursor = ""; for (const kind of kinds) { const { data } = await axios.get(kind + cursor); cursor = data.cursor; } }`,
    },
    { name: "the first answer wins", code: `export async function first(hosts) { for (const host of hosts) { const r = await fetch(host); if (r.ok) return r; } }` },
    { name: "a rate limit", code: `export async function load(ids) { for (const id of ids) { await fetch("/items/" + id); await delay(1000); } }` },
    { name: "a bounded pool", code: `import pLimit from "p-limit"; const limit = pLimit(5); export const load = (ids) => Promise.all(ids.map((id) => limit(() => fetch("/items/" + id))));` },
    { name: "all at once, over a list of unknown size", code: `export const load = (ids) => Promise.all(ids.map((id) => fetch("/items/" + id)));` },
    {
      name: "all at once, through functions that are called on the spot",
      code: `export async function load(ids) { const jobs = []; for (const id of ids) jobs.push((async () => { await fetch("/items/" + id); })()); await Promise.all(jobs); }`,
    },
    { name: "a helper whose first answer wins", code: `const load = (url) => fetch(url); export async function first(urls) { for (const url of urls) { const r = await load(url); if (r.ok) return r; } }` },
    { name: "the first that does not fail wins", code: `export async function send(urls) { for (const url of urls) { try { await fetch(url); return; } catch { continue; } } }` },
    {
      name: "a helper until it does not fail",
      code: `const send = (url) => fetch(url); export async function first(urls) { for (const url of urls) { try { await send(url); return true; } catch { continue; } } }`,
    },
    { name: "requests that nobody waits for", code: `export function ping(urls) { for (const url of urls) fetch(url).catch(() => {}); }` },
    { name: "turns, not items", code: `export async function talk(turns) { for (let turn = 0; turn < turns; turn++) await fetch("/turns/" + turn); }` },
    {
      name: "a rate limit around a helper",
      code: `const add = (name) => fetch("/fields/" + name); export async function all(names) { for (const name of names) { await add(name); await delay(250); } }`,
    },
    {
      name: "a helper for what another service names",
      code: `const load = (url) => fetch(url); export async function all(search) { const found = await search.run(); for (const one of found) await load(one.url); }`,
    },
    {
      name: "what one thing has, in a service",
      packages: ["express"], code: `export async function upload(post) { for (const file of post.media) await fetch(file.url); }`,
    },
    { name: "tests", filename: "src/load.spec.ts", code: `export async function load(ids) { for (const id of ids) await fetch("/items/" + id); }` },
    { name: "scripts", filename: "scripts/load.ts", code: `export async function load(ids) { for (const id of ids) await fetch("/items/" + id); }` },
    { name: "start-up", code: `const ids = await list(); for (const id of ids) await fetch("/items/" + id);` },
    { name: "a click", code: `export const List = (items) => items.map((item) => ({ onClick: () => { fetch("/items/" + item.id); } }));` },
    { name: "a function of the project with the name of a global", code: `function fetch(x) { return x; } export function load(ids) { for (const id of ids) fetch(id); }` },
  ],
  invalid: [
    {
      name: "commands that have a form for many",
      code: `import { S3Client, DeleteObjectCommand } from "@aws-sdk/client-s3"; import express from "express"; const client = new S3Client({});
express().post("/", async (req, res) => { for (const one of req.body.files) await client.send(new DeleteObjectCommand({ Key: one.key })); res.end(); });`,
      errors: [{ message: /DeleteObjectsCommand/ }],
    },
    {
      name: "one after the other over rows, in a service",
      packages: ["express", "@prisma/client"],
      code: `import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
        export async function bill() { const shops = await prisma.shop.findMany(); for (const shop of shops) await fetch("https://pay.example/" + shop.id); }`,
      errors: [{ messageId: "perItem", confidence: "certain" }],
    },
    {
      name: "one after the other",
      code: `
export async function load(ids) {
  for (const id of ids) {
    await fetch("https://shop.example/items/" + id);
  }
}`,
      errors: [{ messageId: "perItem", line: 4, severity: "warning", confidence: "likely", message: /^`fetch` makes one request per item, and the waiting times add up\. Use one request for all items if the service has one, else start a bounded number at a time\. \(exported function, callers unknown; once per item of `ids`; line 3: the loop\)$/ }],
    },
    {
      name: "all at once, over input",
      code: `import express from "express"; import axios from "axios"; const app = express();
        app.post("/load", async (req, res) => { res.json(await Promise.all(req.body.ids.map((id) => axios.get("/items/" + id)))); });`,
      errors: [{ messageId: "atOnce", severity: "error", message: /POST \/load/ }],
    },
    {
      name: "a promise made by hand",
      code: `import http from "node:http"; const load = (id) => new Promise((resolve) => { http.get("http://items/" + id, resolve); });
        export async function all(ids) { for (const id of ids) await load(id); }`,
      errors: [{ messageId: "perItem" }],
    },
    {
      name: "a command, whatever sends it",
      code: `import { DeleteObjectCommand } from "@aws-sdk/client-s3"; import { s3 } from "./clients";
        export async function clear(keys) { for (const Key of keys) await s3.send(new DeleteObjectCommand({ Key })); }`,
      errors: [{ message: /^`s3\.send` .*Use one `DeleteObjectsCommand`/ }],
    },
    { name: "a result that goes through methods", code: `export async function load(ids) { for (const id of ids) use(await fetch("/items/" + id).then((r) => r.json())); }`, errors: 1 },
    { name: "a result that is handed to another call", code: `export async function load(ids) { for (const id of ids) await parse(fetch("/items/" + id)); }`, errors: 1 },
    {
      name: "a batch form",
      code: `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs"; const sqs = new SQSClient({});
        export async function send(rows) { for (const row of rows) await sqs.send(new SendMessageCommand({ MessageBody: row })); }`,
      errors: [{ message: /Use one `SendMessageBatchCommand`/ }],
    },
    {
      name: "a helper that a loop calls",
      code: `async function load(id) { return fetch("/items/" + id); } export async function all(ids) { for (const id of ids) await load(id); }`,
      errors: [{ message: /path: all \(line 1\) → load \(line 1\)/ }],
    },
  ],
});
