import { describe, expect, test } from "vitest";
import { ask } from "./ask.ts";

/** What a call does and how sure we are, or undefined. */
function cost(code: string, call: string, packages?: string[], sinks?: readonly unknown[]): string | undefined {
  const { values, node } = ask(code, { packages, sinks });
  const found = values.sink(node(call));
  return found && `${found.row.does} ${found.confidence}`;
}

describe("by name", () => {
  test.each([
    [`import fs from "fs"; fs.readFileSync(p)`, "fs.readFileSync(p)", "file certain"],
    [`import { execSync } from "child_process"; execSync(c)`, "execSync(c)", "process certain"],
    [`fetch(u)`, "fetch(u)", "request certain"],
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); p.user.findMany({ where: w })`, "p.user.findMany({ where: w })", "query certain"],
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); p[model].findMany()`, "p[model].findMany()", "query certain"],
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); p.$queryRaw\`select\``, "p.$queryRaw`select`", "query certain"],
    [`import { Repository } from "typeorm"; class A { constructor(private r: Repository<U>) {} f() { return this.r.find() } }`, "this.r.find()", "query certain"],
    [`JSON.parse(s)`, "JSON.parse(s)", "json-parse certain"],
    [`const JSON = mine; JSON.parse(s)`, "JSON.parse(s)", undefined],
    [`import util from "util"; import fs from "fs"; const read = util.promisify(fs.readFile); read(p)`, "read(p)", undefined],
  ])("%s", (code, call, does) => {
    expect(cost(code, call)).toBe(does);
  });

  test("the text is the callee as written, cut at the front", () => {
    const { values, node } = ask(`import fs from "fs"; const deep = { reader: { of: { files: fs } } }; deep.reader.of.files?.readFileSync(p)`);
    expect(values.sink(node("deep.reader.of.files?.readFileSync(p)"))?.text).toBe("deep.reader.of.files.readFileSync");
  });
});

describe("by shape", () => {
  const call = "prisma.user.findMany({ where: w })";
  test.each([
    ["imported from the project", `import { prisma } from "./db"; ${call}`],
    ["imported by an alias", `import prisma from "@/lib/prisma"; ${call}`],
    ["required from the project", `const { prisma } = require("../db"); ${call}`],
    ["passed in", `function f(prisma) { ${call} }`],
    ["taken from what is passed in", `function f({ prisma }) { ${call} }`],
    ["made by the project", `import { getDb } from "./db"; async function f() { const prisma = await getDb(); ${call} }`],
    ["a package that nobody knows", `import prisma from "@acme/prisma"; ${call}`],
  ])("%s", (_, code) => {
    expect(cost(code, call, ["@prisma/client"])).toBe("query likely");
    expect(cost(code, call)).toBe("query possible");
  });

  test.each([
    ["injected", `import { Prisma } from "./prisma"; class A { constructor(private prisma: Prisma) {} f() { this.prisma.user.findMany() } }`, "this.prisma.user.findMany()"],
    ["inherited", `import { Base } from "./base"; class A extends Base { f() { this.prisma.user.findMany() } }`, "this.prisma.user.findMany()"],
    ["a model by its capital", `import User from "./user"; async function f() { await User.findById(id) }`, "User.findById(id)"],
    ["a model of the project's models", `const { User } = require("../models"); User.findByPk(id)`, "User.findByPk(id)"],
    ["a transaction", `import { prisma } from "./db"; prisma.$transaction(async (tx) => { await tx.user.findMany() })`, "tx.user.findMany()"],
  ])("%s", (_, code, text) => {
    expect(cost(code, text, ["@prisma/client", "mongoose", "sequelize"])).toBe("query likely");
  });

  test.each([
    ["an array made here", `const db = { user: [1] }; db.user.findMany({ where: w })`, "db.user.findMany({ where: w })"],
    ["a map", `const cache = new Map(); cache.user.findMany({ where: w })`, "cache.user.findMany({ where: w })"],
    ["another library", `import axios from "axios"; axios.user.findMany({ where: w })`, "axios.user.findMany({ where: w })"],
    ["an array parameter", `function f(db: User[]) { db.user.findMany({ where: w }) }`, "db.user.findMany({ where: w })"],
    ["other arguments", `function f(db) { db.user.count(1) }`, "db.user.count(1)"],
    ["a class of this file", `class Db { user = { findMany() {} } } const db = new Db(); db.user.findMany({ where: w })`, "db.user.findMany({ where: w })"],
    ["a pipeline", `import { redis } from "./redis"; const p = redis.pipeline(); p.hget(k, f)`, "p.hget(k, f)"],
  ])("not on %s", (_, code, text) => {
    expect(cost(code, text, ["@prisma/client", "ioredis"])).toBeUndefined();
  });

  test("a class of a package in the manifest is no model", () => {
    const code = (from: string): string => `import { State } from "${from}"; async function f() { await State.create({ doc }) }`;
    expect(cost(code("prosemirror-state"), "State.create({ doc })", ["sequelize", "prosemirror-state"])).toBeUndefined();
    expect(cost(code("@acme/models"), "State.create({ doc })", ["sequelize", "@acme/models"])).toBe("write likely");
    expect(cost(code("models/state"), "State.create({ doc })", ["sequelize"])).toBe("write likely");
  });

  test("an import in the file itself shows the library", () => {
    expect(cost(`import { Prisma } from "@prisma/client"; import { db } from "./db"; db.user.findMany()`, "db.user.findMany()")).toBe("query likely");
  });
});

describe("statements in SQL", () => {
  test.each([
    [`import { pool } from "./db"; pool.query("SELECT 1")`, `pool.query("SELECT 1")`, "query likely"],
    ["function f(db, i) { db.query(`select * from t where id = ${i}`) }", "db.query(`select * from t where id = ${i}`)", "query likely"],
    [`function f(db) { db.query("select * from t where id = " + i) }`, `db.query("select * from t where id = " + i)`, "query likely"],
    [`function f(db) { db.query({ text: "insert into t values ($1)", values: [i] }) }`, `db.query({ text: "insert into t values ($1)", values: [i] })`, "write likely"],
    ["const q = ` update t set a = 1`; function f(db) { db.run(q) }", "db.run(q)", "write likely"],
    [`function f(db) { db.get("select 1", cb) }`, `db.get("select 1", cb)`, "query likely"],
    [`function f(db) { db.query("create table t (a int)") }`, `db.query("create table t (a int)")`, undefined],
    [`function f(db) { db.query(name) }`, "db.query(name)", undefined],
    [`function f(app) { app.get("/select", cb) }`, `app.get("/select", cb)`, undefined],
    [`function f(app) { app.get("selection", cb) }`, `app.get("selection", cb)`, undefined],
  ])("%s", (code, call, does) => expect(cost(code, call)).toBe(does));
});

describe("modules of the project whose path names a library", () => {
  test.each([
    [`import Redis from "@server/storage/redis"; Redis.defaultClient.del(k)`, "Redis.defaultClient.del(k)", "cache likely"],
    [`import { redis } from "../lib/redis-client"; redis.get(k)`, "redis.get(k)", "cache likely"],
    [`import { store } from "../lib/store"; store.get(k)`, "store.get(k)", undefined],
    [`import { redis } from "./redis"; redis.pipeline().get(k)`, "redis.pipeline().get(k)", undefined],
  ])("%s", (code, call, does) => expect(cost(code, call, ["ioredis"])).toBe(does));
});

describe("results of lazy queries", () => {
  const knex = `import knex from "knex"; const db = knex(c);`;
  const model = `import mongoose from "mongoose"; const User = mongoose.model("U", s);`;
  test.each([
    [`${knex} async function f() { const rows = await db("t").where(x); return rows.map(g) }`, "rows.map(g)"],
    [`${knex} async function f() { const [row] = await db("t").where(x); return row.name.split(",") }`, `row.name.split(",")`],
    [`${knex} async function f() { for (const row of await db("t").where(x)) use(row.name.split(",")) }`, `row.name.split(",")`],
    [`${model} async function f() { const u = await User.findOne({ a }); return u.roles.includes(x) }`, "u.roles.includes(x)"],
    [`${model} async function f() { return (await User.find({ a })).sort(cmp) }`, "(await User.find({ a })).sort(cmp)"],
    [`import User from "./user"; async function f() { const all = await User.find({ a }); return all.sort(cmp) }`, "all.sort(cmp)"],
  ])("are no queries: %s", (code, call) => expect(cost(code, call, ["mongoose", "knex"])).toBeUndefined());

  test.each([
    [`${model} async function f() { return await User.find({ a }).sort({ b: 1 }).lean() }`, "User.find({ a }).sort({ b: 1 }).lean()"],
    [`${model} async function f() { const query = User.find({ a }); return await query.sort({ b: 1 }) }`, "query.sort({ b: 1 })"],
    [`import { connect } from "./db"; async function f() { const db = await connect(); return await db("t").where(x).first() }`, `db("t").where(x).first()`],
  ])("are not taken for queries that go on: %s", (code, call) => expect(cost(code, call, ["mongoose", "knex"])).toMatch(/^query/));
});

describe("by the other calls of a receiver", () => {
  test.each([
    [`import store from "./store"; async function f(k) { await store.hget(k, "a"); await store.get(k) }`, "store.get(k)", "cache likely"],
    [`import { Cache } from "./cache"; class A { f(k) { Cache.client.setex(k, 1, v) } g(k) { return Cache.client.del(k) } }`, "Cache.client.del(k)", "cache likely"],
    [`class A { constructor(private r: Redis) {} f(k) { this.r.hget(k) } g(k) { return this.r.get(k) } }`, "this.r.get(k)", "cache likely"],
    [`import store from "./store"; function f(k) { store.hget(k, "a"); other.get(k) }`, "other.get(k)", undefined],
    [`import store from "./store"; function f(k) { store.get(k) }`, "store.get(k)", undefined],
    [`import store from "./store"; function f(k) { store.hget(k, f); const p = store.pipeline(); p.get(k) }`, "p.get(k)", undefined],
  ])("%s", (code, call, does) => {
    expect(cost(code, call, ["ioredis"])).toBe(does);
    expect(cost(code, call, ["express"])).toBeUndefined();
  });
});

describe("lazy queries", () => {
  const head = `import knex from "knex"; const db = knex(o);`;
  test.each([
    ["awaited", `async function f() { await db("a").where(w) }`, `db("a").where(w)`, true],
    ["in the middle of a chain", `async function f() { await db("a").where(w).first() }`, `db("a").where(w)`, false],
    ["settled", `db("a").where(w).then(g)`, `db("a").where(w)`, true],
    ["returned", `function f() { return db("a").where(w) }`, `db("a").where(w)`, true],
    ["dropped", `db("a").where(w);`, `db("a").where(w)`, false],
    ["kept and awaited", `async function f() { const q = db("a").where(w); await q }`, `db("a").where(w)`, true],
    ["kept and continued", `async function f() { const q = db("a").where(w); await q.first() }`, `db("a").where(w)`, false],
    ["part of another query", `async function f() { await db("b").whereIn("id", db("a").select("id")) }`, `db("a").select("id")`, false],
    ["grown in a loop", `async function f(ns) { let q; for (const n of ns) q = db("a").where(n); await q }`, `db("a").where(n)`, false],
    ["kept and awaited in a loop", `async function f(ns) { for (const n of ns) { const q = db("a").where(n); await q } }`, `db("a").where(n)`, true],
    ["grown by a callback", `import { Knex } from "knex"; const f = (ns) => ns.reduce((q: Knex.QueryBuilder, n) => q.where(n), db("a"))`, "q.where(n)", false],
    ["one per item", `const f = (ns) => Promise.all(ns.map((n) => db("a").where(n)))`, `db("a").where(n)`, true],
    ["among many", `Promise.all([db("a").where(w)])`, `db("a").where(w)`, true],
  ])("%s", (_, code, call, runs) => {
    expect(cost(`${head} ${code}`, call) !== undefined).toBe(runs);
  });
});

describe("rows of the user", () => {
  const rows = [
    { call: "./api.load", does: "request", cost: "A" },
    { member: "*.fetchRows", argument: "any", does: "query", cost: "A" },
  ];
  test("by name and by shape", () => {
    expect(cost(`import { load } from "./api"; load(x)`, "load(x)", [], rows)).toBe("request certain");
    expect(cost(`function f(db) { db.fetchRows(x) }`, "db.fetchRows(x)", [], rows)).toBe("query likely");
  });
});
