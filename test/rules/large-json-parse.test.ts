import rule from "../../src/rules/large-json-parse.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const express = `import express from "express";
import fs from "node:fs";
import { readFile } from "node:fs/promises";
const app = express();
`;

testJavaScriptRule("large-json-parse", rule, {
  valid: [
    { name: "a file of the program itself, of unknown size", packages: ["express"], code: `${express}app.get("/rows", (req, res) => res.json(JSON.parse(fs.readFileSync(place, "utf8"))));` },
    { name: "files that the program keeps, by a timer or a helper", packages: ["express"], code: `${express}export const watch = (state) => setInterval(() => JSON.parse(fs.readFileSync(state, "utf8")), 1000);
app.get("/rows/:id", (req, res) => res.json(JSON.parse(fs.readFileSync(\`/data/\${req.params.id}.json\`, "utf8"))));
const preset = (name) => JSON.parse(fs.readFileSync(\`/data/\${name}.json\`, "utf8"));
app.get("/presets/:name", (req, res) => res.json(preset(req.params.name)));` },
    { name: "lines that a helper of an application keeps", packages: ["express"], code: `${express}function messages(id) { return fs.readFileSync(id + ".jsonl", "utf8").split("\\n").map((line) => JSON.parse(line)); }
app.get("/rows/:id", (req, res) => res.json(messages(req.params.id)));` },
    { name: "a body limit that somebody thought about", code: 'import fastify from "fastify";\nexport const server = fastify({ bodyLimit: 10 * 1024 * 1024 });' },
    { name: "at start-up", code: `${express}const rows = JSON.parse(fs.readFileSync("/data/rows.json", "utf8"));\napp.get("/", (req, res) => res.json(rows));` },
    { name: "a small file of the project", files: { "data/tax.json": 2000 }, code: `${express}
app.get("/tax", async (req, res) => res.json(JSON.parse(await readFile("data/tax.json", "utf8"))));` },
    { name: "a file that is written by hand", code: `${express}
app.get("/version", async (req, res) => res.json(JSON.parse(await readFile(root + "/package.json", "utf8")).version));` },
    { name: "kept after the first request", code: `${express}let rows;
app.get("/rows", async (req, res) => {
  if (!rows) rows = JSON.parse(await readFile("/data/rows.json", "utf8"));
  res.json(rows);
});` },
    { name: "a cookie", code: `${express}app.get("/", (req, res) => res.json(JSON.parse(req.cookies.cart)));` },
    { name: "one message after the other", code: `${express}app.post("/", (req, res) => { for (const one of req.body.messages) JSON.parse(one.data); res.end(); });` },
    { name: "a command line", filename: "scripts/import.ts", code: `import fs from "node:fs";\nconst rows = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));\nconsole.log(rows.length);` },
    { name: "a test", filename: "test/orders.test.ts", code: `${express}app.get("/", (req, res) => res.json(JSON.parse(fs.readFileSync(req.query.name, "utf8"))));` },
    { name: "a limit for the routes that need it", code: `${express}app.use("/import", express.json({ limit: "50mb" }));\napp.post(/upload/, express.json({ limit: "50mb" }), (req, res) => res.end());` },
    { name: "a limit for a list of routes", code: `${express}const large = ["/import", "/sync"];\napp.use(large, express.json({ limit: "50mb" }));` },
    { name: "a limit for routes, in a function around it", code: `${express}app.use(["/import", "/posts"], (req, res, next) => {\n  express.json({ limit: "50mb" })(req, res, next);\n});` },
    { name: "a limit with a name, for routes only", code: `${express}const large = express.json({ limit: "50mb" });\napp.post("/import", large, (req, res) => res.end());\napp.post("/sync", large, (req, res) => res.end());` },
    { name: "a limit for a router of its own", code: `${express}const imports = express.Router();\nimports.use(express.json({ limit: "50mb" }));\napp.use("/import", imports);` },
    { name: "a limit for the routes of a module", code: 'import { json } from "body-parser";\nexport class Imports { configure(consumer) { consumer.apply(json({ limit: "50mb" })).forRoutes("import"); } }' },
    { name: "the manifest, by a name", code: `${express}import path from "node:path";\napp.get("/version", (req, res) => {\n  const place = path.join(root, "package.json");\n  res.json(JSON.parse(fs.readFileSync(place).toString()).version);\n});` },
    { name: "a file among those that people write", code: `${express}import path from "node:path";\napp.get("/menu/:type", (req, res) => {\n  const place = path.join(__dirname, "..", "assets", "menus", \`\${req.params.type}.json\`);\n  res.json(JSON.parse(fs.readFileSync(place, "utf8")));\n});` },
    { name: "a limit for text, which nobody parses", code: `${express}app.use(express.text({ limit: "50mb" }));` },
    { name: "a tool that a developer runs", filename: "src/dev-mailbox.ts", code: `${express}app.get("/mail", async (req, res) => res.json(JSON.parse(await readFile(req.query.name, "utf8"))));` },
    { name: "a timer of a command line", packages: ["yargs"], code: `${express}setInterval(() => JSON.parse(fs.readFileSync(state, "utf8")), 1000);` },
    { name: "a small limit", code: `${express}app.use(express.json({ limit: "1mb" }));` },
    { name: "a limit of something else", code: `${express}app.get("/", async (req, res) => res.json(await search({ limit: 50000000 })));` },
    { name: "a copy of one item", code: `
export class Store {
  #items = [];
  add(item) { this.#items.push(item); }
  last() { return structuredClone(this.#items.at(-1)); }
}` },
    { name: "a copy of what does not grow", code: "const defaults = { a: 1 };\nexport const fresh = () => JSON.parse(JSON.stringify(defaults));" },
    { name: "lines of a short text", code: 'export function parse(text: string) { return text.split("\\n").map((line) => JSON.parse(line)); }' },
    { name: "lines from a stream", code: `
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
export async function load(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) JSON.parse(line);
}` },
  ],
  invalid: [
    { name: "an upload of an administrator", settings: { confidence: "possible" }, packages: ["express"], code: `${express}import { isAdmin } from "./auth.js";
app.post("/rows", isAdmin, (req, res) => res.json(JSON.parse(fs.readFileSync(req.files.rows.filepath, "utf8")).length));`, errors: [{ messageId: "wholeFile", confidence: "possible" }] },
    { code: `${express}app.get("/rows/:id", async (req, res) => {
  const text = await readFile(\`/data/\${req.params.id}.json\`, "utf8");
  res.json(JSON.parse(text).slice(0, 10));
});`, errors: [{ line: 7, column: 12, messageId: "wholeFile", severity: "warning", confidence: "likely" }] },
    { name: "an upload that a helper reads", packages: ["express"], code: `${express}const rows = (file) => JSON.parse(fs.readFileSync(file.filepath, "utf8"));
app.post("/rows", (req, res) => res.json(rows(req.files.rows).length));`, errors: [{ line: 5, messageId: "wholeFile", confidence: "likely" }] },
    { name: "with an error-first callback", code: `${express}app.get("/rows/:id", (req, res) => {
  fs.readFile("/data/" + req.params.id, "utf8", (error, text) => res.json(JSON.parse(text)));
});`, errors: [{ line: 6, messageId: "wholeFile" }] },
    { name: "in a helper that a route calls", code: `${express}async function rows(id) {
  return JSON.parse(await readFile(id, "utf8"));
}
app.get("/rows/:id", async (req, res) => res.json(await rows(req.params.id)));`, errors: [{ line: 6, message: /route GET \/rows\/:id.*path: / }] },
    { name: "a large file of the project", files: { "data/cities.json": 9_000_000 }, code: `${express}
app.get("/cities", async (req, res) => res.json(JSON.parse(await readFile("data/cities.json", "utf8"))));`, errors: [{ line: 6, message: /8\.6 MB here/ }] },
    { name: "a body limit", code: `${express}app.use(express.json({ limit: "50mb" }));`, errors: [{ line: 5, column: 31, messageId: "limit", message: /up to 50 MB.*about 419 ms/ }] },
    { name: "a body limit for nearly all routes", code: `${express}app.use(/^(?!\\/internal).*/, express.json({ limit: "50mb" }));`, errors: [{ line: 5 }] },
    { name: "a body limit behind another middleware", code: `${express}app.use("/", express.json({ limit: "50mb" }));\napp.use(cors(), express.json({ limit: "50mb" }));`, errors: [{ line: 5 }, { line: 6, messageId: "limit", confidence: "certain" }] },
    { name: "a limit with a name, for all", code: `${express}const large = express.json({ limit: "50mb" });\napp.use(large);\napp.post("/sync", large, (req, res) => res.end());`, errors: [{ line: 5, messageId: "limit", confidence: "certain" }] },
    { name: "a limit for all, in a function around it", code: `${express}app.use((req, res, next) => {\n  express.json({ limit: "50mb" })(req, res, next);\n});`, errors: [{ line: 6, confidence: "certain" }] },
    { name: "a limit for all routes of an application", code: 'import { json } from "body-parser";\nexport class Imports { configure(consumer) { consumer.apply(json({ limit: "50mb" })).forRoutes("*"); } }', errors: [{ line: 2 }] },
    { name: "a file of somebody, by a name", code: `${express}import path from "node:path";\napp.get("/rows/:id", (req, res) => {\n  const place = path.join(__dirname, "uploads", req.params.id);\n  res.json(JSON.parse(fs.readFileSync(place).toString()));\n});`, errors: [{ line: 8, messageId: "wholeFile", confidence: "likely" }] },
    { name: "a body limit in bytes", code: 'import fastify from "fastify";\nexport const server = fastify({ bodyLimit: 40 * 1024 * 1024 });', errors: [{ line: 2, messageId: "limit", confidence: "certain" }] },
    { name: "JSON lines of a whole file", code: `
import { readFile } from "node:fs/promises";
export async function load(path) {
  const rows = [];
  const content = await readFile(path, "utf8");
  for (const line of content.split("\\n").filter(Boolean)) rows.push(JSON.parse(line));
  return rows;
}`, errors: [{ line: 6, column: 22, messageId: "lines" }] },
    { name: "a copy of a history that grows", code: `
export class Chat {
  private history: object[] = [];
  send(message: object) { this.history.push(message); }
  all() { return structuredClone(this.history); }
}`, errors: [{ line: 5, messageId: "clone", severity: "info" }] },
  ],
});
