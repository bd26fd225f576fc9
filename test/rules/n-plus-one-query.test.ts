import rule from "../../src/rules/n-plus-one-query.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const prisma = `import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();`;
const redis = `import Redis from "ioredis"; const redis = new Redis();`;
const knex = `import Knex from "knex"; const db = Knex({});`;
const pg = `import { Pool } from "pg"; const pool = new Pool();`;

testJavaScriptRule("n-plus-one-query", rule, {
  valid: [
    {
      name: "a helper that is started for all rows at once, what a webhook tells, and a list that nothing is known of",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express"; import { listed } from "./lists.js"; const app = express();
const uses = (id) => prisma.note.count({ where: { routerId: id } });
app.get("/", async (req, res) => {
  const routers = await prisma.router.findMany();
  res.json(await Promise.all(routers.map((one) => uses(one.id))));
});
app.get("/labels", async (req, res) => {
  for (const one of listed(req)) use(await prisma.label.findFirst({ where: { name: one } }));
  res.end();
});`,
    },
    {
      name: "what a webhook tells",
      filename: "src/routes/webhook.js",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express";
express().post("/", async (req, res) => {
  for (const one of await prisma.team.findMany()) print(await prisma.note.findMany({ where: { teamId: one.id } }));
  res.end();
});`,
    },
    {
      name: "statements that Prisma executes for rows, and rows that a statement picks by one thing",
      packages: ["express", "@prisma/client", "pg"],
      code: `${prisma} ${pg} import express from "express"; const app = express();
app.post("/", async (req, res) => {
  for (const one of await prisma.field.findMany()) await prisma.$executeRawUnsafe(textFor(one));
  res.end();
});
app.get("/:id", async (req, res) => {
  const { rows } = await pool.query("SELECT * FROM steps WHERE control_id = $1", [req.params.id]);
  for (const one of rows) print(await pool.query("SELECT * FROM notes WHERE step_id = $1", [one.id]));
  res.end();
});`,
    },
    {
      name: "changes for rows that a handler reaches, as text",
      packages: ["express", "pg"],
      code: `import express from "express"; ${pg}
express().post("/close", async (req, res) => {
  const { rows } = await pool.query("SELECT id FROM orders");
  for (const one of rows) await pool.query("UPDATE orders SET state = $1 WHERE id = $2", [label(one), one.id]);
  res.end();
});`,
    },
    {
      name: "reads of a database that runs within the process, by the manifest",
      packages: ["express", "kysely", "better-sqlite3"],
      code: `import express from "express"; import { Kysely } from "kysely"; const db = new Kysely({ dialect });
express().get("/", async (req, res) => {
  for (const one of await db.selectFrom("orders").selectAll().execute()) print(await db.selectFrom("notes").selectAll().where("order", "=", one.id).execute());
  res.end();
});`,
    },
    {
      name: "changes for rows that a handler reaches, for groups of rows, for the outer of two lists, and for an order by hand",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express"; const app = express();
app.post("/close", async (req, res) => {
  for (const one of await prisma.order.findMany({ where: { isOld: true } })) await prisma.order.update({ where: { id: one.id }, data: { state: label(one) } });
  res.end();
});
app.get("/states", async (req, res) => {
  const groups = await prisma.order.groupBy({ by: ["state"] });
  for (const group of groups) print(await prisma.note.findMany({ where: { state: group.state } }));
  res.end();
});
app.post("/files", async (req, res) => {
  for (const album of req.body.albums) {
    for (const file of req.body.files) link(album, file);
    await prisma.album.update({ where: { id: album }, data: { name: label(album) } });
  }
  res.end();
});
app.post("/phases", async function reorderPhases(req, res) {
  for (const phase of req.body.phases) await prisma.phase.update({ where: { id: phase.id }, data: { place: phase.place } });
  res.end();
});`,
    },
    {
      name: "each item is a piece of work of its own",
      code: `${prisma} import { verify } from "./domains.js";
export async function check() {
  for (const one of await prisma.domain.findMany()) {
    const state = await verify(one.name);
    await prisma.domain.update({ where: { id: one.id }, data: { state } });
  }
}`,
    },
    {
      name: "data that is brought into order once",
      filename: "src/lib/schemaUpgradeSteps.js",
      code: `${prisma} export async function cards() { for (const one of await prisma.board.findMany()) await prisma.card.findMany({ where: { boardId: one.id } }); }`,
    },
    {
      name: "one thing with its parts in a transaction of an application",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
async function save(tx, roomId, folders) { for (const one of folders) await tx.folder.create({ data: { roomId, name: one.name } }); }
express().post("/rooms", async (req, res) => { await prisma.$transaction((tx) => save(tx, 1, templates[req.body.kind])); res.end(); });`,
    },
    {
      name: "all rows of a table of kinds",
      packages: ["express", "pg"],
      code: `import express from "express"; ${pg}
express().get("/", async (req, res) => {
  const { rows } = await pool.query("SELECT id FROM task_priorities ORDER BY id");
  for (const one of rows) use(await pool.query("SELECT count(*) FROM tasks WHERE priority = $1", [one.id]));
  res.end();
});`,
    },
    {
      name: "what belongs to one thing that has a handful of it",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().get("/", async (req, res) => {
  const steps = await prisma.step.findMany({ where: { workflowId: req.params.id } });
  for (const step of steps) use(await prisma.approver.findMany({ where: { stepId: step.id } }));
  const alert = await prisma.alert.findUnique({ where: { id: 1 } });
  for (const target of alert.targets) use(await prisma.target.findMany({ where: { id: target.id } }));
  res.end();
});`,
    },
    {
      name: "what belongs to one thing, in Drizzle",
      packages: ["express", "drizzle-orm"],
      code: `import express from "express"; import { drizzle } from "drizzle-orm/node-postgres"; import { eq } from "drizzle-orm"; const db = drizzle("postgres://db");
express().get("/", async (req, res) => {
  const found = await db.select().from(steps).where(eq(steps.workflowId, req.params.id));
  for (const step of found) use(await db.select().from(approvers).where(eq(approvers.stepId, step.id)));
  res.end();
});`,
    },
    {
      name: "a helper that also waits for functions of elsewhere",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; import { mail } from "./mail.js"; ${prisma}
async function remind(id) { const user = await prisma.user.findFirst({ where: { id } }); await mail(user); return user; }
express().post("/", async (req, res) => { for (const id of req.body.ids) await remind(id); res.end(); });`,
    },
    {
      name: "queries for items of several kinds",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
async function placeOf(link) {
  switch (link.kind) {
    case "task": return await prisma.task.findFirst({ where: { id: link.id } });
    default: return await prisma.page.findFirst({ where: { id: link.id } });
  }
}
express().post("/", async (req, res) => { for (const link of req.body.links) use(await placeOf(link)); res.end(); });`,
    },
    {
      name: "rows in a transaction of an application",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().post("/leave", async (req, res) => {
  await prisma.$transaction(async (tx) => {
    for (const one of await tx.token.findMany({ where: { userId: req.user.id } })) use(await tx.scope.count({ where: { tokenId: one.id } }));
  });
  res.end();
});`,
    },
    {
      name: "what a client sends, all at once",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().put("/", async (req, res) => { res.json(await Promise.all(req.body.ids.map((id) => prisma.goal.findUnique({ where: { id } })))); });`,
    },
    {
      name: "a check that mends what it finds",
      packages: ["express", "@prisma/client"],
      code: `${prisma} export async function check({ fix = false } = {}) {
  const lost = await prisma.user.findMany({ where: { team: null } });
  if (!fix) throw new Error("lost");
  else for (const one of lost) await prisma.member.create({ data: { id: one.id } });
}`,
    },
    {
      name: "a read for the few items that pass several conditions",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().post("/login", async (req, res) => {
  for (const group of req.body.groups) {
    if (group.isTeam) {
      if (!known.has(group.name)) use(await prisma.team.findFirst({ where: { name: group.name } }));
    }
  }
  res.end();
});`,
    },
    {
      name: "a statement of a builder on the table that the item names",
      code: `${prisma} class Copier {
  async copy(tables) {
    for (const table of tables) {
      const text = this.knex(table.name).update({ version: 1 }).toQuery();
      await prisma.$executeRawUnsafe(text);
    }
  }
}`,
    },
    {
      name: "a helper that is given the table",
      packages: ["express", "pg"],
      code: `import express from "express"; ${pg}
async function rowsOf(table) { const { rows } = await pool.query(\`select * from \${clean(table.name)} where ref > 1\`); return rows; }
express().post("/sync", async (req, res) => { for (const one of req.body.tables) use(await rowsOf(one)); res.end(); });`,
    },
    {
      name: "what callers spell out as arguments",
      code: `${prisma} export async function touch(...kinds) { for (const kind of kinds) await prisma.post.updateMany({ where: { kind }, data: { seen: true } }); }`,
    },
    {
      name: "what a function of a service is handed, with nobody known to wait",
      packages: ["express", "@prisma/client"], code: `${prisma} export async function load(ids) { for (const id of ids) use(await prisma.post.findMany({ where: { userId: id } })); }`,
    },
    {
      name: "rows that are changed where no handler of the file goes",
      packages: ["express", "@prisma/client"],
      code: `${prisma} export async function close() { for (const one of await prisma.user.findMany()) await prisma.post.deleteMany({ where: { userId: one.id } }); }`,
    },
    {
      name: "a migration by the names of its two ways",
      code: `${prisma} export const alteration = {
  up: async () => { for (const one of await prisma.user.findMany()) await prisma.copy.create({ data: { id: one.id } }); },
  down: async () => {},
};`,
    },
    {
      name: "values of their own, where nobody waits",
      packages: ["express", "@prisma/client"],
      code: `${prisma} export async function save() { for (const one of await prisma.user.findMany()) await prisma.user.update({ where: { id: one.id }, data: { rank: rankOf(one) } }); }`,
    },
    { name: "one query", code: `${prisma} export const load = (ids) => prisma.post.findMany({ where: { userId: { in: ids } } });` },
    { name: "a query that does not depend on the item", code: `${prisma} export async function load(ids) { for (const id of ids) use(id, await prisma.post.findMany({})); }` },
    {
      name: "a handful of constants",
      code: `${prisma} export async function load(id) { for (const kind of ["a", "b", "c"]) await prisma.post.create({ data: { id, kind } }); }`,
    },
    {
      name: "an enumeration",
      code: `${prisma} enum Kind { A, B } export async function load() { for (const kind of Object.values(Kind)) await prisma.post.create({ data: { kind } }); }`,
    },
    {
      name: "chunks are the batch",
      code: `${prisma} import { chunk } from "lodash";
        export async function save(rows) { for (const part of chunk(rows, 500)) await prisma.post.createMany({ data: part }); }`,
    },
    {
      name: "slices of a list",
      code: `${pg} export async function save(ids) {
        for (let i = 0; i < ids.length; i += 500) await pool.query("DELETE FROM posts WHERE id = ANY($1)", [ids.slice(i, i + 500)]);
      }`,
    },
    {
      name: "retries",
      code: `${prisma} export async function save(post) {
        for (let attempt = 0; attempt < 5; attempt++) { try { return await prisma.post.create({ data: { ...post, attempt } }); } catch { await sleep(attempt); } }
      }`,
    },
    {
      name: "pages",
      code: `${prisma} export async function all() {
        let cursor; do { const page = await prisma.post.findMany({ cursor, take: 100 }); cursor = page.at(-1)?.id; } while (cursor);
      }`,
    },
    {
      name: "Prisma merges `findUnique` of one tick",
      code: `${prisma} export const load = (ids) => Promise.all(ids.map((id) => prisma.user.findUnique({ where: { id } })));`,
    },
    { name: "Redis sends the commands of one tick together", code: `${redis} export const load = (keys) => Promise.all(keys.map((key) => redis.get(key)));` },
    {
      name: "a pipeline",
      code: `${redis} export async function load(keys) { const pipe = redis.pipeline(); for (const key of keys) pipe.get(key); return pipe.exec(); }`,
    },
    {
      name: "queries for one transaction",
      code: `${prisma} export const save = (posts) => prisma.$transaction(posts.map((post) => prisma.post.update({ where: { id: post.id }, data: post })));`,
    },
    {
      name: "queries that are collected for one transaction",
      code: `${prisma} export async function save(posts) {
        const jobs = [];
        for (const post of posts) jobs.push(prisma.post.update({ where: { id: post.id }, data: post }));
        await prisma.$transaction(jobs);
      }`,
    },
    { name: "a builder that nothing awaits", code: `${knex} export function queries(ids) { for (const id of ids) { db("posts").where({ id }); } }` },
    { name: "statements about the schema", code: `${pg} export async function clear(tables) { for (const table of tables) await pool.query(\`TRUNCATE \${table}\`); }` },
    {
      name: "each item is another connection",
      code: `import { Client } from "pg"; export async function ping(clients: Client[]) { for (const client of clients) await client.query("SELECT 1"); }`,
    },
    {
      name: "each item is another table of a statement",
      code: `${pg} export async function changes(names, since) { for (const name of names) await pool.query(\`select * from "\${name}_log" where at > $1\`, [since]); }`,
    },
    {
      name: "statements about the schema that a function writes",
      code: `${prisma} export async function copy(tables) { for (const one of tables) { const sql = duplicateTable(one.name); await prisma.$executeRawUnsafe(sql); } }`,
    },
    {
      name: "reads of a database within the process",
      code: `import Database from "better-sqlite3"; const db = new Database("a.db");
export const load = (users) => users.map((user) => db.prepare("select * from posts where user = ?").all(user.id));`,
    },
    { name: "each item is another table", code: `${knex} export async function clear(names) { for (const name of names) await db(name).where("done", true).del(); }` },
    {
      name: "each item is another collection",
      code: `import { MongoClient } from "mongodb"; const client = new MongoClient(""); export async function mark(names, at) {
        for (const name of names) { const rows = client.db().collection(name); await rows.updateMany({}, { $set: { at } }); }
      }`,
    },
    { name: "each item is a statement", code: `${pg} export async function run(statements) { for (const statement of statements) await pool.query(statement); }` },
    { name: "the catalog", code: `${pg} export async function columns(tables) { for (const t of tables) await pool.query("SELECT * FROM information_schema.columns WHERE t = $1", [t]); }` },
    {
      name: "a builder that a helper extends",
      code: `import type { Knex } from "knex"; export class Store {
        list(query: Knex.QueryBuilder, parts) { parts.forEach((part) => this.where(query, part)); return query; }
        where(query: Knex.QueryBuilder, part) { return query.where(part); }
      }`,
    },
    {
      name: "a transaction for each item",
      code: `${prisma} export async function pay(ids) { for (const id of ids) await prisma.$transaction(async (tx) => { await tx.account.update({ where: { id }, data: {} }); }); }`,
      packages: ["@prisma/client"],
    },
    {
      name: "a cache in front of a helper",
      code: `${prisma} const known = new Map();
        async function load(id) { if (id) { if (known.has(id)) return known.get(id); const user = await prisma.user.findFirst({ where: { id } }); known.set(id, user); return user; } }
        export async function all(ids) { for (const id of ids) await load(id); }`,
    },
    { name: "settings", code: `${prisma} export async function apply(settings) { for (const key of Object.keys(settings)) await prisma.setting.update({ where: { key }, data: settings[key] }); }` },
    { name: "migrations in a folder of another name", filename: "db/knex_migrations/1.js", code: `export async function up(knex) { for (const row of await knex("a").select()) await knex("b").insert({ id: row.id }); }` },
    {
      name: "values of each item in a transaction, which Prisma has no batch form for",
      code: `${prisma} export const save = (posts) => prisma.$transaction(async (tx) => { for (const post of posts) await tx.post.update({ where: { id: post.id }, data: { order: post.order } }); });`,
      packages: ["@prisma/client"],
    },
    {
      name: "item by item after the batch has failed",
      code: `${prisma} export async function save(rows) { try { await prisma.post.createMany({ data: rows }); } catch { for (const data of rows) await prisma.post.create({ data }); } }`,
    },
    {
      name: "a search for a free name",
      code: `${prisma} export async function free(name) { for (let i = 1; i < 1000; i++) { const one = await prisma.post.findFirst({ where: { name: name + i } }); if (!one) return name + i; } }`,
    },
    {
      name: "a helper whose query does not depend on the item",
      code: `${prisma} async function rules(id) { const all = await prisma.rule.findMany({}); return all.filter((one) => one.id === id); }
        export async function load(ids) { for (const id of ids) await rules(id); }`,
    },
    {
      name: "one item of many",
      code: `${prisma} export async function save(rows, id) { for (const row of rows) { if (row.id === id) { await prisma.post.create({ data: row }); break; } } }`,
    },
    {
      name: "rows that delete themselves side by side, each with its hooks",
      packages: ["sequelize"],
      code: `import { Folder } from "./models"; export async function clear() { const old = await Folder.findAll({ where: {} }); await Promise.all(old.map((one) => one.destroy())); }`,
    },
    {
      name: "a condition that no list of values can replace",
      code: `${prisma} export async function find(paths) { for (const path of paths) await prisma.file.findFirst({ where: { path: { startsWith: path } } }); }`,
    },
    {
      name: "the other branch makes one call for all",
      code: `${prisma} export async function save(rows, many) { if (many) await prisma.post.create({ data: rows }); else { for (const data of rows) await prisma.post.create({ data }); } }`,
    },
    {
      name: "modules from a folder",
      code: `${prisma} import fs from "node:fs/promises"; export async function save() { const names = await fs.readdir("modules"); for (const name of names) await prisma.post.create({ data: { name } }); }`,
    },
    {
      name: "rows of which somebody sets up some",
      code: `${prisma} export async function save() { const integrations = await prisma.integration.findMany({}); for (const one of integrations) await prisma.log.create({ data: { id: one.id } }); }`,
    },
    { name: "few by name, or none", code: `${prisma} export async function save(sliders) { for (const data of sliders ?? []) await prisma.post.create({ data }); }` },
    { name: "few by the name of what they name", code: `${prisma} export async function save(authorNames) { for (const name of authorNames) await prisma.author.create({ data: { name } }); }` },
    { name: "few by name", code: `${prisma} export async function save(sliders) { for (const data of sliders) await prisma.post.create({ data }); }` },
    { name: "start-up", code: `${prisma} const ids = await load(); for (const id of ids) await prisma.post.create({ data: { id } });` },
    { name: "tests", filename: "test/posts.test.ts", code: `${prisma} export async function seed(posts) { for (const data of posts) await prisma.post.create({ data }); }` },
    { name: "migrations", filename: "src/migrations/001.ts", code: `${prisma} export async function up(posts) { for (const data of posts) await prisma.post.create({ data }); }` },
    { name: "seeds", filename: "prisma/seed.ts", code: `${prisma} async function main(posts) { for (const data of posts) await prisma.post.create({ data }); }` },
    { name: "scripts", filename: "scripts/fill.ts", code: `${prisma} export async function fill(posts) { for (const data of posts) await prisma.post.create({ data }); }` },
    {
      name: "a result that the next iteration needs",
      code: `${prisma} export async function path(names) {
        let parent = null;
        for (const name of names) parent = await prisma.folder.findFirst({ where: { name, parentId: parent?.id } });
        return parent;
      }`,
    },
    {
      name: "a bounded pool of writes",
      code: `${prisma} import pMap from "p-map"; export const save = (posts) => pMap(posts, (data) => prisma.post.create({ data }), { concurrency: 5 });`,
    },
    { name: "writes that start together", code: `${prisma} export const save = (posts) => Promise.all(posts.map((data) => prisma.post.update({ where: { id: data.id }, data })));` },
    { name: "writes of callbacks that nobody awaits", code: `${prisma} export function save(rows) { rows.forEach(async (row) => { const data = { ...row }; await prisma.post.update({ where: { id: row.id }, data }); }); }` },
    {
      name: "a cache in front of the query",
      code: `${prisma} const known = new Map(); export async function load(ids) {
        for (const id of ids) if (!known.has(id)) known.set(id, await prisma.user.findFirst({ where: { id } }));
      }`,
    },
    { name: "a pause after each write", code: `${prisma} export async function save(posts) { for (const data of posts) { await prisma.post.create({ data }); await sleep(100); } }` },
    { name: "a shape whose library is not in the manifest", packages: ["express"], code: `export async function load(db, ids) { for (const id of ids) await db.user.findMany({ where: { id } }); }` },
    {
      name: "a service's own method with the name of a repository's",
      packages: ["typeorm"],
      code: `export class Shop { constructor(private readonly products: ProductService) {} clear(ctx, ids) { return Promise.all(ids.map((id) => this.products.softDelete(ctx, id))); } }`,
    },
    {
      name: "as many passes as there are pieces",
      code: `${prisma} const SIZE = 100; export async function all(count) {
        const passes = Math.ceil(count / SIZE); for (let i = 0; i < passes; i++) use(await prisma.post.findMany({ take: SIZE, skip: i * SIZE }));
      }`,
    },
    {
      name: "pieces that are taken off a list",
      code: `${prisma} export async function save(rows) { while (rows.length > 0) { const data = rows.splice(0, 500); await prisma.post.createMany({ data }); } }`,
    },
    { name: "a counter alone", code: `${prisma} export async function play(turns) { for (let turn = 0; turn < turns; turn++) await prisma.turn.create({ data: { turn } }); }` },
    { name: "what belongs to one thing that is handed in", code: `${prisma} export async function save(product) { for (const data of product.labels) await prisma.label.create({ data }); }` },
    {
      name: "what an object keeps",
      code: `${prisma} export class Runner { jobs = new Set(); async stop() { for (const { id } of this.jobs) await prisma.job.update({ where: { id }, data: { on: false } }); } }`,
    },
    {
      name: "writes that fail each for itself",
      code: `${prisma} export async function sweep(runs) {
        for (const { id } of runs) { try { await prisma.run.updateMany({ where: { id, state: "open" }, data: { state: "failed" } }); } catch (error) { log(error); } }
      }`,
    },
    {
      name: "writes for the few that pass several conditions",
      code: `${prisma} export async function move(rows, from) {
        for (const row of rows) { if (row.used) { if (row.place === from) { await prisma.row.update({ where: { id: row.id }, data: { place: null } }); } } }
      }`,
    },
    {
      name: "work that is several helpers away",
      code: `${prisma} const store = (id) => prisma.post.findFirst({ where: { id } }); const run = async (id) => { await prepare(id); return store(id); };
        export async function all(ids) { for (const id of ids) await run(id); }`,
    },
    {
      name: "a helper that writes",
      code: `${prisma} async function save(data) { check(data); await prisma.post.create({ data }); log(data); } export async function all(posts) { for (const post of posts) await save(post); }`,
    },
    {
      name: "a helper that loads what it works on",
      code: `${prisma} async function touch(id) { const one = await prisma.shop.findFirst({ where: { id } }); await prisma.shop.update({ where: { id }, data: { at: one.at + 1 } }); }
        export async function all(ids) { for (const id of ids) await touch(id); }`,
    },
    { name: "backfills", filename: "src/backfill/posts.ts", code: `${prisma} export async function up(posts) { for (const data of posts) await prisma.post.create({ data }); }` },
    {
      name: "a helper that reads the same for each item",
      code: `${prisma} async function run(shop, item) { const one = await prisma.shop.findFirst({ where: { id: shop } }); return one.serve(item); }
        export async function all(shop, items) { for (const item of items) await run(shop, item); }`,
    },
    {
      name: "a helper that is handed parts of an object, the same for each item",
      code: `${prisma} async function run({ shop, item }) { const one = await prisma.shop.findFirst({ where: { id: shop } }); return one.serve(item); }
        export async function all(shop, items) { for (const item of items) await run({ shop, item }); }`,
    },
    {
      name: "a helper for a few items",
      code: `${prisma} const load = (key) => prisma.setting.findFirst({ where: { key } }); export async function all(values) { for (const [key] of Object.entries(values)) use(await load(key)); }`,
    },
    {
      name: "a helper that nobody waits for",
      code: `${prisma} async function load(id) { use(await prisma.post.findFirst({ where: { id } })); } export function all(ids) { for (const id of ids) void load(id); }`,
    },
    {
      name: "a helper that start-up calls",
      code: `${prisma} async function load(id) { use(await prisma.post.findFirst({ where: { id } })); } export async function repairAtBoot(ids) { for (const id of ids) await load(id); }`,
    },
    {
      name: "a cache that is told how to load",
      code: `${prisma} export async function all(cache, rows) { for (const { id } of rows) use(await cache.get(id, () => prisma.post.findFirst({ where: { id } }))); }`,
    },
    {
      name: "queries that go through two lists into one transaction",
      code: `${prisma} export async function save(posts, user) {
        const jobs = []; for (const data of posts) jobs.push(prisma.post.create({ data }));
        const all = [...jobs, prisma.user.update({ where: { id: user.id }, data: user })]; await prisma.$transaction(all);
      }`,
    },
    {
      name: "callbacks that run later",
      code: `${prisma} export function register(items, bus) { for (const item of items) bus.on(item.name, async () => { await prisma.post.create({ data: { id: item.id } }); }); }`,
    },
    {
      name: "a helper that sends a mail for each",
      code: `${prisma} import { Resend } from "resend"; const mails = new Resend("key");
async function tell(user) { const wish = await prisma.wish.findFirst({ where: { userId: user.id } }); if (wish) await mails.emails.send({ to: user.email }); }
export async function tellAll() { for (const user of await prisma.user.findMany()) await tell(user); }`,
    },
    { name: "a helper that runs once", code: `${prisma} async function load(id) { return prisma.user.findFirst({ where: { id } }); } export const one = (id) => load(id);` },
  ],
  invalid: [
    {
      name: "reads of a server of databases, by the manifest",
      packages: ["express", "kysely", "better-sqlite3", "pg"],
      code: `import express from "express"; import { Kysely } from "kysely"; const db = new Kysely({ dialect });
express().get("/", async (req, res) => {
  for (const one of await db.selectFrom("orders").selectAll().execute()) print(await db.selectFrom("notes").selectAll().where("order", "=", one.id).execute());
  res.end();
});`,
      errors: [{ line: 3 }],
    },
    {
      name: "changes for each of what a client sends",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express"; const app = express();
app.post("/files", async (req, res) => {
  for (const file of req.body.files) await prisma.file.update({ where: { id: file.id }, data: { name: file.name } });
  res.end();
});
app.get("/notes", async (req, res) => {
  for (const one of await prisma.order.findMany({ where: { isOld: true } })) print(await prisma.note.findMany({ where: { orderId: one.id } }));
  res.end();
});`,
      errors: [{ line: 3 }, { line: 7 }],
    },
    {
      name: "changes of a database within the process",
      code: `import express from "express"; import Database from "better-sqlite3"; const db = new Database("a.db");
express().post("/", (req, res) => { for (const one of req.body.rows) db.prepare("insert into rows values (?)").run(one.id); res.end(); });`,
      errors: [{ line: 2 }],
    },
    {
      name: "an item among the values of a statement",
      code: `${pg} export async function posts(ids) { for (const id of ids) await pool.query(\`select * from posts where author = '\${id}'\`); }`,
      errors: [{ line: 1 }],
    },
    {
      name: "beside helpers of this file and a combinator, an iteration only asks the store",
      code: `${prisma}
const count = (userId) => prisma.like.count({ where: { userId } });
export async function rank(users) {
  const rows = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { userId: user.id } });
    rows.push({ posts, likes: await count(user.id), both: await Promise.all([posts, posts]) });
  }
  return rows;
}`,
      errors: [{ line: 2 }, { line: 6 }],
    },
    {
      name: "all rows of a table, and what belongs to one who has many",
      packages: ["express", "pg", "@prisma/client"],
      code: `import express from "express"; ${pg} ${prisma}
express().get("/", async (req, res) => {
  const { rows } = await pool.query("SELECT id FROM tasks ORDER BY id");
  for (const one of rows) use(await pool.query("SELECT count(*) FROM comments WHERE task = $1", [one.id]));
  const steps = await prisma.step.findMany({ where: { projectId: req.params.id } });
  for (const step of steps) use(await prisma.approver.findMany({ where: { stepId: step.id } }));
  res.end();
});`,
      errors: [{ line: 4 }, { line: 6 }],
    },
    {
      name: "what belongs to one who has many, in Drizzle",
      packages: ["express", "drizzle-orm"],
      code: `import express from "express"; import { drizzle } from "drizzle-orm/node-postgres"; import { eq } from "drizzle-orm"; const db = drizzle("postgres://db");
express().get("/", async (req, res) => {
  const found = await db.select().from(steps).where(eq(steps.teamId, req.params.id));
  for (const step of found) use(await db.select().from(approvers).where(eq(approvers.stepId, step.id)));
  res.end();
});`,
      errors: 1,
    },
    {
      name: "the way on which the loop stands is told",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma} const app = express();
async function ownerOf(id) { return await prisma.user.findFirst({ where: { id } }); }
app.get("/one", async (req, res) => { res.json(await ownerOf(req.params.id)); });
app.get("/all", async (req, res) => { for (const id of req.body.ids) use(await ownerOf(id)); res.end(); });`,
      errors: [{ line: 2, message: /route GET \/all/ }],
    },
    {
      name: "what a client sends, one after the other",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().put("/", async (req, res) => { for (const id of req.body.ids) use(await prisma.goal.findUnique({ where: { id } })); res.end(); });`,
      errors: 1,
    },
    {
      name: "a helper that looks up in its own table",
      packages: ["express", "pg"],
      code: `import express from "express"; ${pg}
async function rowsOf(one) { const { rows } = await pool.query(\`select * from posts where ref = $1\`, [one.id]); return rows; }
express().post("/sync", async (req, res) => { for (const one of req.body.posts) use(await rowsOf(one)); res.end(); });`,
      errors: 1,
    },
    {
      name: "a read below one condition, and what is not mended",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; ${prisma}
express().post("/login", async (req, res) => {
  for (const group of req.body.groups) if (group.isTeam) use(await prisma.team.findFirst({ where: { name: group.name } }));
  if (!req.body.fix) for (const one of await prisma.user.findMany()) use(await prisma.team.findFirst({ where: { name: one.team } }));
  res.end();
});`,
      errors: 2,
    },
    {
      name: "rows that a handler of a service goes through",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express"; const app = express();
        app.get("/", async (req, res) => { for (const one of await prisma.user.findMany()) use(await prisma.post.findMany({ where: { userId: one.id } })); });`,
      errors: 1,
    },
    {
      name: "rows that are read for rows, whoever waits",
      packages: ["express", "@prisma/client"],
      code: `${prisma} export async function load() { for (const one of await prisma.user.findMany()) use(await prisma.post.findMany({ where: { userId: one.id } })); }`,
      errors: 1,
    },
    {
      name: "rows that are added, whoever waits",
      packages: ["express", "@prisma/client"],
      code: `${prisma} export async function copy() { for (const one of await prisma.user.findMany()) await prisma.copy.create({ data: { id: one.id } }); }`,
      errors: 1,
    },
    {
      name: "what a route hands to a helper of a service",
      packages: ["express", "@prisma/client"],
      code: `${prisma} import express from "express"; const app = express();
        async function load(ids) { for (const id of ids) use(await prisma.post.findMany({ where: { userId: id } })); }
        app.get("/", async (req, res) => { res.json(await load(await idsOf(req))); });`,
      settings: { confidence: "possible" }, errors: [{ confidence: "possible" }],
    },
    {
      name: "rows of a query, one query each",
      code: `${prisma}
export async function load() {
  const users = await prisma.user.findMany({ take: 200 });
  for (const user of users) {
    user.posts = await prisma.post.findMany({ where: { userId: user.id } });
  }
}`,
      errors: [{
        messageId: "perItem", line: 5, column: 24, confidence: "certain", severity: "error",
        message: /^`prisma\.post\.findMany` makes one round trip to the database per item.*Use one `findMany`.*once per item of `users`; line 4: the loop; line 3: the rows come from this query\)$/,
      }],
    },
    {
      name: "a repository of a class of its own",
      packages: ["typeorm"],
      code: `export class Shop { constructor(private readonly productRepository: ProductRepository) {} async clear(ids) { for (const id of ids) await this.productRepository.softDelete(id); } }`,
      errors: [{ message: /Use one `delete`/ }],
    },
    {
      name: "reads of a helper for rows that belong to a row",
      code: `${prisma} export async function copy(id) { const old = await prisma.envelope.findFirst({ where: { id } }); for (const data of old.recipients) await prisma.recipient.create({ data }); }`,
      errors: 1,
    },
    {
      name: "a write under one condition",
      code: `${prisma} export async function move(rows) { for (const row of rows) { if (row.used) await prisma.row.create({ data: row }); } }`,
      errors: 1,
    },
    {
      name: "writes whose failure ends the loop",
      code: `${prisma} export async function save(rows) { for (const data of rows) { try { await prisma.row.create({ data }); } catch (error) { throw new Error("row", { cause: error }); } } }`,
      errors: 1,
    },
    {
      name: "a helper that is handed parts of an object",
      code: `${prisma} async function run({ shop, item }) { return prisma.item.findFirst({ where: { shop, id: item } }); }
        export async function all(shop, items) { for (const item of items) use(await run({ shop, item })); }`,
      errors: 1,
    },
    {
      name: "a map of things, not a cache",
      code: `${prisma} export async function all(posts, ids) { await Promise.all(ids.map((id) => posts.load(id, () => prisma.post.findFirst({ where: { id } })))); }`,
      errors: 1,
    },
    {
      name: "rows that are taken off a list one by one",
      code: `${prisma} export async function save(rows) { while (rows.length > 0) { const [data] = rows.splice(0, 1); await prisma.post.create({ data }); } }`,
      errors: 1,
    },
    {
      name: "a member of an object of arguments",
      code: `${prisma} export async function create(options) { for (const data of options.values) await prisma.value.create({ data }); }`,
      errors: 1,
    },
    {
      name: "relations, one statement each",
      packages: ["typeorm"],
      code: `export class Shop { constructor(private readonly db: DataSource) {} async add(order, ids) {
        for (const id of ids) await this.db.createQueryBuilder().relation(Order, "lines").of(order).add(id);
      } }`,
      errors: [{ message: /Use one call with an array of ids/ }],
    },
    { name: "a counted loop", code: `${prisma} export async function load(ids) { for (let i = 0; i < ids.length; i++) await prisma.user.findUnique({ where: { id: ids[i] } }); }`, errors: [{ confidence: "likely" }] },
    { name: "for await", code: `${prisma} export async function save(stream) { for await (const row of stream) await prisma.post.create({ data: row }); }`, errors: 1 },
    { name: "a queue that is drained", code: `${prisma} export async function save(queue) { while (queue.length > 0) { const row = queue.shift(); await prisma.post.create({ data: row }); } }`, errors: 1 },
    {
      name: "reads that start together",
      code: `${prisma} export const load = (ids) => Promise.all(ids.map((id) => prisma.post.findMany({ where: { userId: id } })));`,
      errors: [{ message: /once per item of `ids`, all at once/ }],
    },
    {
      name: "rows of a query, written side by side",
      code: `${prisma} export async function touch() { const posts = await prisma.post.findMany({}); await Promise.all(posts.map((post) => prisma.post.update({ where: { id: post.id }, data: {} }))); }`,
      errors: 1,
    },
    {
      name: "a transaction",
      code: `${prisma} export const save = (posts) => prisma.$transaction(async (tx) => { for (const data of posts) await tx.post.create({ data }); });`,
      packages: ["@prisma/client"],
      errors: [{ messageId: "inTransaction", message: /Use one `createMany`: a transaction has one connection/ }],
    },
    {
      name: "a helper that a loop calls",
      code: `${prisma}
async function attach(user) {
  user.posts = await prisma.post.findMany({ where: { userId: user.id } });
}
export async function load(users) {
  for (const user of users) await attach(user);
}`,
      errors: [{ line: 3, confidence: "likely", message: /path: load \(line 5\) → attach \(line 6\); line 6: the loop that leads here/ }],
    },
    { name: "a helper given to map", code: `${prisma} const attach = async (id) => prisma.post.findMany({ where: { userId: id } }); export const load = (ids) => Promise.all(ids.map(attach));`, errors: 1 },
    {
      name: "a helper that is called once and in a loop",
      code: `${prisma} const posts = (id) => prisma.post.findMany({ where: { userId: id } });
        export async function load(id, ids) { await posts(id); for (const one of ids) await posts(one); }`,
      errors: 1,
    },
    {
      name: "a few kinds for each of many items",
      code: `${prisma} export async function load(users) { for (const user of users) for (const kind of ["a", "b"]) await prisma.post.create({ data: { user: user.id, kind } }); }`,
      errors: [{ message: /once per item of `users`/ }],
    },
    {
      name: "a builder that a helper returns",
      code: `${knex} const posts = (id) => db("posts").where({ id }).first(); export async function load(ids) { for (const id of ids) await posts(id); }`,
      errors: 1,
    },
    { name: "a builder that waits in a variable", code: `${knex} export async function load(ids) { for (const id of ids) { const query = db("posts").where({ id }); await query; } }`, errors: 1 },
    {
      name: "items that are transactions of another kind",
      code: `${prisma} export const load = (all) => Promise.all(all.map((transaction) => prisma.payment.findMany({ where: { id: transaction.id } })));`,
      errors: [{ messageId: "perItem" }],
    },
    {
      name: "a helper whose first match wins",
      code: `${prisma} const load = (id) => prisma.user.findFirst({ where: { id } }); export async function first(ids) { for (const id of ids) { if (await load(id)) return id; } }`,
      errors: [{ severity: "info" }],
    },
    {
      name: "the same values in a transaction",
      code: `${prisma} export const save = (ids) => prisma.$transaction(async (tx) => { for (const id of ids) await tx.post.update({ where: { id }, data: { seen: true } }); });`,
      packages: ["@prisma/client"],
      errors: 1,
    },
    {
      name: "a tree, one query per branch, and rows that delete themselves",
      code: `
import { Folder } from "./models";
export async function clear(parentId) {
  const children = await Folder.findAll({ where: { parentId } });
  for (const child of children) {
    await clear(child.id);
    await child.destroy();
  }
}`,
      packages: ["sequelize"],
      errors: [{ line: 4, message: /path: clear \(line 3\)/ }, { line: 7 }],
    },
    {
      name: "the first miss ends the loop",
      code: `${prisma} export async function check(ids) { for (const id of ids) { const one = await prisma.post.findFirst({ where: { id } }); if (!one) return "missing"; } }`,
      errors: [{ severity: "error" }],
    },
    {
      name: "rows that are added side by side",
      code: `${prisma} export const save = (posts) => Promise.all(posts.map((data) => prisma.post.create({ data })));`,
      errors: [{ message: /Use one `createMany`/ }],
    },
    {
      name: "a counter that the body moves on",
      code: `${prisma} export async function load(ids) { let i = 0; while (i < ids.length) { await prisma.user.findUnique({ where: { id: ids[i] } }); i++; } }`,
      errors: 1,
    },
    { name: "the first match wins", code: `${prisma} export async function find(ids) { for (const id of ids) { const one = await prisma.post.findFirst({ where: { id } }); if (one) return one; } }`, errors: [{ severity: "info" }] },
    { name: "an awaited builder", code: `${knex} export async function load(ids) { for (const id of ids) await db("posts").where({ id }).first(); }`, errors: 1 },
    { name: "a driver", code: `${pg} export async function load(ids) { for (const id of ids) await pool.query("SELECT * FROM posts WHERE id = $1", [id]); }`, errors: 1 },
    { name: "a cache server", code: `${redis} export async function load(keys) { for (const key of keys) await redis.get(key); }`, errors: [{ message: /to the cache server per item.*`mget`/ }] },
    {
      name: "documents that are saved one by one",
      code: `import mongoose from "mongoose"; const User = mongoose.model("User", schema);
        export async function rename() { const users = await User.find({}); for (const user of users) { user.name = "x"; await user.save(); } }`,
      errors: 1,
    },
    {
      name: "a flush per item",
      code: `import { EntityManager } from "@mikro-orm/core"; export async function save(em: EntityManager, rows) { for (const row of rows) { em.persist(row); await em.flush(); } }`,
      errors: [{ message: /Use one `flush` at the end/ }],
    },
    {
      name: "a request handler",
      code: `${prisma} import express from "express"; const app = express();
        app.post("/posts", async (req, res) => { for (const data of req.body.posts) await prisma.post.create({ data }); res.end(); });`,
      errors: [{ confidence: "certain", severity: "error", message: /POST \/posts/ }],
    },
  ],
});
