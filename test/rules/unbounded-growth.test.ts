import rule from "../../src/rules/unbounded-growth.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const app = 'import express from "express";\nconst app = express();\n';
const js = (name: string, code: string, filename = "src/store.js"): { name: string; code: string; filename: string } => ({ name, code, filename });

testJavaScriptRule("unbounded-growth", rule, {
  valid: [
    {
      name: "made in a handler behind a wrapper, and held by a callback that runs during the call",
      code: `import express from "express"; const app = express();
app.post("/:name", wrap(async (req, res) => {
  const pack = { config: {} };
  pack.config[req.params.name] = req.body;
  await db.withTransaction(async () => { await install(pack); });
  res.end();
}));`,
    },
    js("what a page keeps of clicks", "const last = {};\n$(document).on('click', (event) => { last[event.currentTarget.dataset.group] = event.currentTarget; });"),
    js("cases of a test, wherever they stand", `${app}const seen = [];\napp.post("/", (req, res) => { seen.push(req.body.id); });\ndescribe("ids", () => { it("are kept", () => { check(seen); }); });`, "regtest/ids.js"),
    js("entries are deleted", `${app}const open = new Map();\napp.get("/:id", (req, res) => { open.set(req.params.id, res); res.on("close", () => open.delete(req.params.id)); });`),
    js("a bounded cache", `${app}import { LRUCache } from "lru-cache";\nconst cache = new LRUCache({ max: 10 });\napp.get("/:id", (req, res) => { cache.set(req.params.id, 1); });`),
    js("weak keys", `${app}const seen = new WeakMap();\napp.use((req, res, next) => { seen.set(req, Date.now()); next(); });`),
    js("a size check", `${app}const cache = new Map();\napp.get("/:id", (req, res) => { if (cache.size > 1000) evict(); cache.set(req.params.id, 1); });`),
    js("replaced as a whole", `${app}let hits = [];\napp.get("/:id", (req, res) => { hits.push(req.params.id); });\nsetInterval(() => { flush(hits); hits = []; }, 1000);`),
    js("made in the handler", `${app}app.get("/", (req, res) => { const rows = []; rows.push(req.query.a); res.json(rows); });`),
    js("filled at start-up", 'const handlers = new Map();\nfunction register(name, fn) { handlers.set(name, fn); }\nregister("a", () => 1);\nregister("b", () => 2);'),
    js("a fixed key", `${app}const cache = new Map();\napp.get("/", async (req, res) => { cache.set("rates", await load()); });`),
    js("a handful of keys by name", `${app}const messages = new Map();\napp.get("/", async (req, res) => { messages.set(req.locale, await load(req.locale)); });`),
    js("a store called after what is few", "const mimeCache = {};\nexport function labelOf(key) { if (!(key in mimeCache)) mimeCache[key] = shorten(key); return mimeCache[key]; }"),
    js("texts that a type lists", "type Reason = 'missing' | 'short';\nconst warned: Partial<Record<Reason, number>> = {};\nexport function warn(cause: Reason) { warned[cause] = now(); }", "src/warn.ts"),
    js("keys of a catalogue", "const answers = new Map<string, object>();\nexport function find<T extends keyof typeof catalogue>(one: T) { const made = load(one); answers.set(one, made); return made; }", "src/find.ts"),
    js("an object that each tag replaces", "export function read(stream) {\n  let note;\n  stream.on('open', (tag) => { note = { lines: [] }; });\n  stream.on('text', (text) => { note.lines.push(wrap(text)); });\n  stream.on('close', () => save(note));\n}"),
    { ...js("a cache of a command line", "const boards = new Map();\nexport async function board(id) { const made = await fetchBoard(id); boards.set(id, made); return made; }"), packages: ["commander"] },
    js("a ring", `${app}const last = [];\nlet at = 0;\napp.get("/:id", (req, res) => { last[at++ % 100] = req.params.id; });`),
    js("a script", 'const seen = new Map();\nfunction visit(name) { seen.set(name, compute(name)); }\nvisit(process.argv[2]);', "scripts/visit.js"),
    js("a test", "const calls = [];\nexport function spy(x) { calls.push(compute(x)); }", "test/spy.test.js"),
    js("a registry for others to fill", "const plugins = new Map();\nexport function register(name, plugin) { plugins.set(name, plugin); }"),
    js("exported: others may delete", "export const cache = new Map();\nexport async function load(id) { const value = await read(id); cache.set(id, value); return value; }"),
    js("shifted elsewhere", "const jobs = [];\nexport function enqueue(job) { jobs.push(wrap(job)); }\nexport const next = () => jobs.shift();"),
    js("made and filled in one call, read by a listener later", `${app}app.get("/", async (req, res) => {
  const byTag = {};
  (await load()).forEach((tag) => { byTag[tag.value] = tag; });
  res.on("close", () => log(byTag));
});`),
    js("a tab of a browser", "const seen = {};\nexport function init(el) { el.addEventListener('click', (e) => { seen[e.target.id] = make(e); }); }", "public/js/topic.js"),
    js("one entry per function", `const all = new Map();
module.exports = function profile(fn, funcName) { if (!all.has(funcName)) { const one = create(); all.set(funcName, one); } };`),
    js("a queue for each name", "const queues = new Map();\nexport function queueOf(name) {\n  const known = queues.get(name);\n  if (known) return known;\n  const queue = new Queue(name);\n  queues.set(name, queue);\n  return queue;\n}"),
    js("a client for each connection that is looked up", `${app}const clients = {};
app.get("/login", async (req, res) => {
  const connection = await findConnection(req.query.name);
  const key = keyOf(connection);
  let client = clients[key];
  if (!client) {
    client = new Client(connection);
    clients[key] = client;
  }
  client.login(res);
});`),
    js("a function for each configured issuer", "const guards = {};\nexport async function check(issuer, req) {\n  let guard = guards[issuer];\n  if (!guard) {\n    guard = jwt({ issuer });\n    guards[issuer] = guard;\n  }\n  guard(req);\n}"),
    js("what a library gets for each name", "const clients = new Map();\nexport function clientOf(options) { const name = options.name || options.place; clients.set(name, service.getContainerClient(name)); return clients.get(name); }"),
    js("what a factory connects", "const pools = new Map();\nexport async function poolOf(shard) { const pool = await connectShard(shard); pools.set(shard, pool); return pool; }"),
    { ...js("a list of one request, filled by a function that a helper runs", `${app}async function each(items, fn) { const work = async () => { for (const one of items) await fn(one); }; await Promise.all([work()]); }\napp.get("/", async (req, res) => {\n  const found = [];\n  const scan = async (one) => { found.push(await load(one)); };\n  await each(req.query.all, scan);\n  res.json(found);\n});`),
      settings: { confidence: "possible" } },
  ],
  invalid: [
    { ...js("rows for each name", "const queues = new Map();\nexport async function rowsOf(name) {\n  const rows = await db.query(sql, [name]);\n  queues.set(name, rows);\n  return rows;\n}"), errors: [{ line: 4 }] },
    { ...js("a record for each name", "const seen = {};\nexport function note(name) { seen[name] = { title: name, at: new Date() }; }"), errors: [{ line: 2 }] },
    { ...js("a time for each name", "const seen = {};\nexport function note(name) { seen[name] = new Date(); }"), settings: { confidence: "possible" }, errors: [{ line: 2, confidence: "possible" }] },
    { ...js("a record of numbers for each customer", "const known = new Map<string, { until: number; cents: number }>();\nexport async function creditOf(customerId: string) { const cents = await ask(customerId); known.set(customerId, { until: later(), cents }); }", "src/credit.ts"),
      settings: { confidence: "possible" }, errors: [{ line: 2, confidence: "possible" }] },
    { ...js("a record with a text", "const known = new Map<string, { until: number; name: string }>();\nexport async function nameOf(customerId: string) { const name = await ask(customerId); known.set(customerId, { until: later(), name }); }", "src/name.ts"),
      errors: [{ line: 2, confidence: "likely" }] },
    { ...js("numbers by a key that is put together", "const sums = new Map();\nexport async function count(run) { const total = await sum(run); sums.set(run.id + '_total', total); sums.set(run.id + '_zero', 0); }"), errors: [{ line: 2, confidence: "likely" }] },
    { ...js("a time by what a client sends", `${app}const seen = {};\napp.get("/:id", (req, res) => {\n  seen[req.params.id] = Date.now();\n  res.end();\n});`), errors: [{ line: 5, confidence: "likely" }] },
    { ...js("a time by a member of what is stored", `${app}const seen = {};\napp.get("/", async (req, res) => {\n  const license = await load();\n  seen[license.id] = new Date();\n  res.end();\n});`),
      settings: { confidence: "possible" }, errors: [{ line: 6, confidence: "possible" }] },
    { ...js("a list of each connection", 'import { Server } from "socket.io";\nnew Server(3000).on("connection", (socket) => {\n  const seen = [];\n  socket.on("message", (text) => { seen.push(parse(text)); });\n});'), errors: [{ line: 4, confidence: "likely" }] },
    { ...js("a client for each name in a request", `${app}const clients = new Map();\napp.get("/:name", (req, res) => {\n  const { name } = req.params;\n  clients.set(name, new Client(name));\n});`), errors: [{ line: 6 }] },
    { ...js("a client that a helper makes for a request", `${app}const clients = new Map();\nfunction clientOf(name) { const made = new Client(name); clients.set(name, made); return made; }\napp.get("/:name", (req, res) => { clientOf(req.params.name).send(res); });`), errors: [{ line: 4 }] },
    { ...js("an object for each connection", 'import { Server } from "socket.io";\nconst io = new Server(3000);\nconst players = new Map();\nio.on("connection", (socket) => {\n  players.set(socket.id, new Player(socket));\n});'), errors: [{ line: 5 }] },
    { ...js("an object for each user", "const limiters = new Map();\nexport function limiterOf(userId) { const made = new Limiter(userId); limiters.set(userId, made); return made; }"), errors: [{ line: 2 }] },
    { ...js("a cache of a service", "const boards = new Map();\nexport async function board(id) { const made = await fetchBoard(id); boards.set(id, made); return made; }"), packages: ["express", "commander"], settings: { confidence: "possible" }, errors: [{ line: 2, confidence: "possible" }] },
    { ...js("a cache of a library", "const boards = new Map();\nexport async function board(id) { const made = await fetchBoard(id); boards.set(id, made); return made; }"), packages: ["ms"], errors: [{ line: 2, confidence: "likely" }] },
    { ...js("a service: keys of requests, through methods of an object", `${app}const lock = {\n  timers: {},\n  clear(id) { this.timers[id] = setTimeout(() => 1, 10); },\n  set(id) { this.clear(id); },\n};\napp.post("/:id", (req, res) => { lock.set(req.params.id); res.end(); });`), packages: ["express"], errors: [{ line: 5, confidence: "likely" }] },
    { ...js("a service: what a helper keeps of each", `${app}const seen = new Map();\nfunction note(name) { seen.set(name, load(name)); }\napp.post("/:name", (req, res) => { note(req.params.name); res.end(); });`), packages: ["express"], errors: [{ confidence: "likely" }] },
    { ...js("a service: a cache of a helper", `${app}const fonts = new Map();\nfunction font(name) { if (!fonts.has(name)) fonts.set(name, load(name)); return fonts.get(name); }\napp.post("/:name", (req, res) => { font(req.params.name); res.end(); });`), packages: ["express"], settings: { confidence: "possible" }, errors: [{ confidence: "possible" }] },
    { ...js("a service: sessions of a server", "import tls from 'node:tls';\nconst sessions = {};\nconst server = tls.createServer();\nserver.on('newSession', (id, data, done) => { sessions[id.toString('hex')] = data; done(); });"), packages: ["express"], errors: [{ line: 4, confidence: "likely" }] },
    { ...js("a service: keys made anew", "import { randomUUID } from 'node:crypto';\nconst runs = new Map();\nexport async function run(one) { const id = randomUUID(); runs.set(id, await start(one)); return id; }"), packages: ["express"], errors: [{ line: 3, confidence: "likely" }] },
    { ...js("a service: items that the call makes", `${app}const log = [];\napp.get("/", (req, res) => { log.push({ url: req.url }); res.end(); });`), packages: ["express"], errors: [{ line: 4, confidence: "likely" }] },
    { ...js("a service: a set of what is handed through", `${app}const done = new Set();\napp.post("/:board", (req, res) => { finish(req.params.board); res.end(); });\nfunction finish(board) { done.add(board); }`), packages: ["express"], settings: { confidence: "possible" }, errors: [{ line: 5, confidence: "possible" }] },
    { ...js("a service: what a file of a page keeps", "const seen = new Map();\nexport function Chart(id) { const made = shapeOf(id); seen.set(id, made); return made; }", "src/chart.tsx"), packages: ["react"], settings: { confidence: "possible" }, errors: [{ line: 2, confidence: "possible" }] },
    { ...js("a key that a table lists", `${app}const made = {};\nconst all = { a: 1, b: 2 };\napp.get("/:key", async (req, res) => {\n  const { key } = req.params;\n  if (!Object.prototype.hasOwnProperty.call(all, key)) throw new Error(key);\n  made[key] = await load(key);\n  res.end();\n});`), settings: { confidence: "possible" }, errors: [{ line: 8, confidence: "possible" }] },
    { ...js("a key that a list has", `${app}const made = {};\nconst all = { a: 1, b: 2 };\napp.get("/:key", async (req, res) => {\n  const { key } = req.params;\n  if (res.done || !(key in all)) { res.end(); return; }\n  made[key] = await load(key);\n  res.end();\n});`), settings: { confidence: "possible" }, errors: [{ line: 8, confidence: "possible" }] },
    { ...js("a key in a table, around", `${app}const made = {};\nconst all = { a: 1, b: 2 };\napp.get("/:key", async (req, res) => {\n  const { key } = req.params;\n  if (key in all) made[key] = await load(key);\n  res.end();\n});`), settings: { confidence: "possible" }, errors: [{ line: 7, confidence: "possible" }] },
    { ...js("a key that is not in its own table", `${app}const made = {};\nconst all = { a: 1, b: 2 };\napp.get("/:key", async (req, res) => {\n  const { key } = req.params;\n  if (!(key in made)) made[key] = await load(key);\n  res.end();\n});`), errors: [{ line: 7, confidence: "likely" }] },
    { ...js("a key that a table does not list", `${app}const made = {};\nconst all = { a: 1, b: 2 };\napp.get("/:key", async (req, res) => {\n  const { key } = req.params;\n  if (!(key in all)) made[key] = await load(key);\n  res.end();\n});`), errors: [{ line: 7, confidence: "likely" }] },
    { ...js("a store called after what is many", "const dnsCache = new Map();\nexport async function resolveHost(host) { const made = await ask(host); dnsCache.set(host, made); return made; }"), errors: [{ line: 2 }] },
    { ...js("keys that a type leaves open", "type Reason = string;\nconst warned: Partial<Record<Reason, string>> = {};\nexport function warn(cause: Reason) { warned[cause] = now(); }", "src/warn.ts"), errors: [{ line: 3 }] },
    { ...js("an object that stays", "export function read(stream) {\n  const note = { lines: [] };\n  stream.on('text', (text) => { note.lines.push(wrap(text)); });\n  stream.on('close', () => save(note));\n}"), errors: 1 },
    { ...js("a cache by route parameter", `${app}const cache = new Map();\napp.get("/:id", async (req, res) => {\n  if (!cache.has(req.params.id)) cache.set(req.params.id, await load(req.params.id));\n  res.json(cache.get(req.params.id));\n});`),
      errors: [{ line: 5, column: 34, messageId: "keyed", severity: "warning", confidence: "likely" }] },
    { ...js("a plain object by key", `${app}const users = {};\napp.post("/login", (req, res) => {\n  users[req.body.email] = { at: Date.now() };\n  res.end();\n});`), errors: [{ line: 5, messageId: "keyed" }] },
    { ...js("a list of requests", `${app}const log = [];\napp.use((req, res, next) => {\n  log.push({ url: req.url, at: Date.now() });\n  next();\n});`), errors: [{ line: 5, messageId: "listed" }] },
    {
      ...js("a page: what an effect keeps of a stream", 'import { useEffect } from "react";\nimport { SSE } from "sse.js";\nexport function useChat(submission) {\n  useEffect(() => {\n    const calls = new Map();\n    const stream = new SSE("/chat", { payload: submission });\n    stream.addEventListener("message", (event) => {\n      const data = JSON.parse(event.data);\n      calls.set(data.id, { name: data.name, args: [] });\n      draw(calls.get(data.id));\n    });\n    return () => stream.close();\n  }, [submission]);\n}'),
      packages: ["react", "sse.js"], settings: { confidence: "possible" }, errors: [{ confidence: "possible" }],
    },
    { ...js("connections that stay", 'import { Server } from "socket.io";\nconst io = new Server(3000);\nconst players = new Map();\nio.on("connection", (socket) => {\n  players.set(socket.id, { name: "" });\n});'), errors: [{ line: 5 }] },
    { ...js("expiry is compared, nothing is removed", `const answers = new Map();
module.exports.resolve = async (host) => {
  const known = answers.get(host);
  if (known && known.expires > Date.now()) return known.value;
  const value = await lookup(host);
  answers.set(host, { value, expires: Date.now() + 60000 });
  return value;
};`), errors: [{ line: 6, messageId: "keyed" }] },
    { ...js("the same, exported for tests", `const answers = (module.exports.answers = new Map());
module.exports.resolve = (host, done) => {
  lookup(host, (error, value) => {
    answers.set(host, { value, expires: Date.now() + 60000 });
    done(error, value);
  });
};`), errors: [{ line: 4 }] },
    { ...js("results of jobs", "const results = [];\nexport async function processJob(job) {\n  const result = await compute(job);\n  results.push(result);\n}"), errors: [{ line: 4, messageId: "listed", severity: "warning" }] },
    { ...js("a static table", `${app}class Sessions {\n  static all = new Map();\n  static open(req) { Sessions.all.set(req.body.token, { at: 1 }); }\n}\napp.post("/", (req, res) => { Sessions.open(req); res.end(); });`), errors: [{ line: 5 }] },
  ],
});
