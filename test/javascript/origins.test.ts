import { describe, expect, test } from "vitest";
import { ask } from "./ask.ts";

/** Code, the expression asked about, its origin. */
type Case = [code: string, text: string, origin: string | undefined];

const cases: Record<string, Case[]> = {
  "imports and requires": [
    [`import fs from "node:fs"; fs.readFileSync(p)`, "fs.readFileSync", "fs.readFileSync"],
    [`import * as fs from "fs"; fs.readFileSync(p)`, "fs.readFileSync", "fs.readFileSync"],
    [`import { readFileSync as read } from "fs"; read(p)`, "read", "fs.readFileSync"],
    [`import { promises as fs } from "fs"; fs.readFile(p)`, "fs.readFile", "fs.promises.readFile"],
    [`import fs from "fs/promises"; fs.readFile(p)`, "fs.readFile", "fs.promises.readFile"],
    [`const fs = require("fs"); fs.readFileSync(p)`, "fs.readFileSync", "fs.readFileSync"],
    [`const read = require("fs").readFileSync; read(p)`, "read", "fs.readFileSync"],
    [`const { readFileSync: read } = require("node:fs"); read(p)`, "read", "fs.readFileSync"],
    [`const { promises: { readFile } } = require("fs"); readFile(p)`, "readFile", "fs.promises.readFile"],
    [`import fs = require("fs"); fs.readFileSync(p)`, "fs.readFileSync", "fs.readFileSync"],
    [`async function f() { const { readFile } = await import("node:fs/promises"); readFile(p) }`, "readFile", "fs.promises.readFile"],
    [`import { createRequire } from "module"; const require = createRequire(import.meta.url); const fs = require("fs"); fs.statSync(p)`, "fs.statSync", "fs.statSync"],
    [`const axios = require("axios").default; axios.get(u)`, "axios.get", "axios.get"],
    [`const { default: axios } = require("axios"); axios.get(u)`, "axios.get", "axios.get"],
    [`import { prisma } from "./prisma"; prisma.user.findMany()`, "prisma.user.findMany", "./prisma.prisma.user.findMany"],
    [`import { db } from "@/lib/db"; db.query(q)`, "db.query", "@/lib/db.db.query"],
    [`import mysql from "mysql2/promise"; mysql.createPool(o)`, "mysql.createPool", "mysql2/promise.createPool"],
  ],
  "aliases": [
    [`import fs from "fs"; const read = fs.readFileSync; read(p)`, "read", "fs.readFileSync"],
    [`import fs from "fs"; const { readFileSync, ...rest } = fs; rest.statSync(p)`, "rest.statSync", "fs.statSync"],
    [`import fs from "fs"; let read; read = fs.readFileSync; read(p)`, "read", "fs.readFileSync"],
    [`import fs from "fs"; let read = null; if (x) read = fs.readFileSync; read(p)`, "read", "fs.readFileSync"],
    [`import fs from "fs"; let read = fs.readFileSync; if (x) read = fs.readFile; read(p)`, "read", undefined],
    [`import fs from "fs"; const io = { read: fs.readFileSync }; io.read(p)`, "io.read", "fs.readFileSync"],
    [`import fs from "fs"; const io: any = {}; io.read = fs.readFileSync; io.read(p)`, "io.read", "fs.readFileSync"],
    [`import fs from "fs"; const bound = fs.readFileSync.bind(fs); bound(p)`, "bound", "fs.readFileSync"],
    [`import fs from "fs"; const name = "readFileSync"; fs[name](p)`, "fs[name]", "fs.readFileSync"],
    [`import fs from "fs"; (fs as any)!.readFileSync?.(p)`, "(fs as any)!.readFileSync", "fs.readFileSync"],
    [`import { promisify } from "util"; import fs from "fs"; const read = promisify(fs.readFile); read(p)`, "read", "util.promisify()"],
    [`import fs from "fs"; function f(fs) { fs.readFileSync(p) }`, "fs.readFileSync", undefined],
    [`let a = b; let b = a; a.x()`, "a.x", undefined],
  ],
  "instances and results": [
    [`import { Pool } from "pg"; const pool = new Pool(); pool.query(q)`, "pool.query", "pg.Pool#query"],
    [`import pg from "pg"; const pool = new pg.Pool(); pool.query(q)`, "pool.query", "pg.Pool#query"],
    [`import { createClient } from "redis"; const client = createClient(); client.get(k)`, "client.get", "redis.createClient().get"],
    [`import { open } from "sqlite"; async function f() { const db = await open(o); db.all(q) }`, "db.all", "sqlite.open().all"],
    [`import knex from "knex"; const db = knex(o); db("users").where(w).first()`, `db("users").where(w).first`, "knex()().where().first"],
    [`import knex from "knex"; const db = knex(o); let q = db("users"); q = q.where(w); q.first()`, "q.first", "knex()().first"],
    [`import postgres from "postgres"; const sql = postgres(); sql\`select 1\``, "sql`select 1`", "postgres()()"],
    [`const x = new Map(); x.get(k)`, "x.get", "Map#get"],
    [`import mongoose from "mongoose"; const User = mongoose.model("User", s); User.findOne(q)`, "User.findOne", "mongoose.model().findOne"],
    [`import { Model } from "sequelize"; class User extends Model {} User.findByPk(1)`, "User.findByPk", "sequelize.Model.findByPk"],
    [`import { Model } from "sequelize"; class User extends Model {} const u = new User(); u.save()`, "u.save", "sequelize.Model#save"],
    [`import EventEmitter from "events"; class Bus extends EventEmitter { f() { this.on("x", g) } }`, "this.on", "events#on"],
    [`class Own { f() {} } const o = new Own(); o.f()`, "o.f", undefined],
    [`fetch(u).then((response) => response.json())`, "response.json", "fetch().json"],
    [`async function f() { const data = await fetch(u).then((r) => r.json()); data.x }`, "data.x", "fetch().json().x"],
    [`async function f() { const [a, b] = await Promise.all([fetch(u), fetch(v)]); b.json() }`, "b.json", "fetch().json"],
    [`import { Pool } from "pg"; function getPool() { return new Pool() } getPool().query(q)`, "getPool().query", "pg.Pool#query"],
    [`import { Pool } from "pg"; const make = (): Pool => create(); make().query(q)`, "make().query", "pg.Pool#query"],
    [`import { Pool } from "pg"; let pool; function get() { if (!pool) pool = new Pool(); return pool } get().query(q)`, "get().query", "pg.Pool#query"],
    [`import mongoose from "mongoose"; const User = mongoose.model("U"); async function f() { for (const u of await User.find()) u.save() }`, "u.save", "mongoose.model().find()[].save"],
    [`import mongoose from "mongoose"; const User = mongoose.model("U"); async function f() { const us = await User.find(); us.map((u) => u.save()) }`, "u.save", "mongoose.model().find()[].save"],
  ],
  "members of classes": [
    [`import { Pool } from "pg"; class A { pool = new Pool(); f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { #pool; constructor() { this.#pool = new Pool() } f() { return [1].map(() => this.#pool.query(q)) } }`, "this.#pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { pool: Pool; f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { async init() { this.pool = new Pool() } f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { static pool = new Pool() } A.pool.query(q)`, "A.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { get pool() { return new Pool() } f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Repository } from "typeorm"; class A { constructor(private readonly users: Repository<User>) {} f() { this.users.find() } }`, "this.users.find", "typeorm.Repository#find"],
    [`import { Model } from "mongoose"; class A { constructor(@InjectModel(User.name) private model: Model<User>) {} f() { this.model.findOne() } }`, "this.model.findOne", "mongoose.Model#findOne"],
    [`import { Db } from "./db"; class A { constructor(private db: Db) {} f() { this.db.run(q) } }`, "this.db.run", "./db.Db#run"],
    [`import { Pool } from "pg"; class A { constructor(pool: Pool) { this.pool = pool } f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class Base { pool = new Pool() } class A extends Base { f() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Repository } from "typeorm"; class Users extends Repository<User> { f() { this.find() } }`, "this.find", "typeorm.Repository#find"],
    [`import { Repository } from "typeorm"; class Users extends Repository<User> { find() { return super.find() } }`, "super.find", "typeorm.Repository#find"],
    [`import { Pool } from "pg"; function Store() { this.pool = new Pool() } Store.prototype.get = function () { this.pool.query(q) }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; const store = { pool: new Pool(), get() { this.pool.query(q) } }`, "this.pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; class A { pool = new Pool() } function f(a: A) { a.pool.query(q) }`, "a.pool.query", "pg.Pool#query"],
  ],
  "annotations": [
    [`import { PrismaClient } from "@prisma/client"; function f(db: PrismaClient) { db.user.findMany() }`, "db.user.findMany", "@prisma/client.PrismaClient#user.findMany"],
    [`import { Prisma } from "@prisma/client"; function f(tx: Prisma.TransactionClient) { tx.$queryRaw(q) }`, "tx.$queryRaw", "@prisma/client.Prisma.TransactionClient#$queryRaw"],
    [`import type { Pool } from "pg"; type Db = Pool | null; function f({ db }: { db: Db }) { db.query(q) }`, "db.query", "pg.Pool#query"],
    [`import type { Pool } from "pg"; interface Ctx { db: Pool } function f(ctx: Ctx) { ctx.db.query(q) }`, "ctx.db.query", "pg.Pool#query"],
    [`import { prisma } from "./db"; function f(db: typeof prisma) { db.user.count() }`, "db.user.count", "./db.prisma.user.count"],
    [`function f(db: import("pg").Pool) { db.query(q) }`, "db.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; function f(pools: Pool[]) { for (const p of pools) p.query(q) }`, "p.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; declare const pool: Promise<Pool>; async function f() { (await pool).query(q) }`, "(await pool).query", "pg.Pool#query"],
    [`import { createPool } from "x"; function f(pool: ReturnType<typeof createPool>) { pool.query(q) }`, "pool.query", "x.createPool().query"],
    [`function f(names: string[]) { names.includes(x) }`, "names.includes", undefined],
  ],
  "defaults and alternatives": [
    [`import { prisma } from "./db"; function f(db = prisma) { db.user.count() }`, "db.user.count", "./db.prisma.user.count"],
    [`import { Pool } from "pg"; const pool = given ?? new Pool(); pool.query(q)`, "pool.query", undefined],
    [`import { Pool } from "pg"; function f(o) { const pool = o.pool || new Pool(); pool.query(q) }`, "pool.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; const pool = x ? new Pool(a) : new Pool(b); pool.query(q)`, "pool.query", "pg.Pool#query"],
    [`import { PrismaClient } from "@prisma/client"; const g = globalThis as any; const prisma = g.prisma ?? new PrismaClient(); prisma.user.count()`, "prisma.user.count", "@prisma/client.PrismaClient#user.count"],
    [`import { PrismaClient } from "@prisma/client"; globalThis.prisma ??= new PrismaClient(); globalThis.prisma.user.count()`, "globalThis.prisma.user.count", "@prisma/client.PrismaClient#user.count"],
    [`import { PrismaClient } from "@prisma/client"; export const prisma = global.prisma || new PrismaClient(); global.prisma = prisma; prisma.user.count()`, "prisma.user.count", "@prisma/client.PrismaClient#user.count"],
  ],
  "parameters": [
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); p.$transaction(async (tx) => { tx.user.create(d) })`, "tx.user.create", "@prisma/client.PrismaClient#user.create"],
    [`import { DataSource } from "typeorm"; const ds = new DataSource(o); ds.transaction(async (m) => { m.save(x) })`, "m.save", "typeorm.EntityManager#save"],
    [`import knex from "knex"; const db = knex(o); db.transaction((trx) => trx("users").insert(x))`, `trx("users").insert`, "knex()().insert"],
    [`import { MongoClient } from "mongodb"; MongoClient.connect(u, (err, client) => { client.db("x") })`, "client.db", "mongodb.MongoClient.connect().db"],
    [`import express from "express"; const app = express(); app.get("/", (req, res) => { res.send(x) })`, "res.send", undefined],
    [`import { Pool } from "pg"; async function load(db, id) { db.query(q) } load(new Pool(), 1)`, "db.query", "pg.Pool#query"],
    [`import { Pool } from "pg"; async function walk(db, id) { walk(db, id + 1); db.query(q) } walk(new Pool(), 1)`, "db.query", "pg.Pool#query"],
  ],
  "parameters of methods and comments": [
    [`import { Pool } from "pg"; class A { pool = new Pool(); f() { this.g(this.pool, 1) } g(db, id) { db.query(q) } }`, "db.query", "pg.Pool#query"],
    [`/** @param {import("pg").Pool} db the pool */ function f(db) { db.query(q) }`, "db.query", "pg.Pool#query"],
    [`class A { /** @param {import('ioredis')} redis */ f(redis) { redis.get(k) } }`, "redis.get", "ioredis#get"],
  ],
  "globals": [
    [`fetch(u)`, "fetch", "fetch"],
    [`JSON.parse(s)`, "JSON.parse", "JSON.parse"],
    [`globalThis.fetch(u)`, "globalThis.fetch", "fetch"],
    [`process.on("exit", f)`, "process.on", "process.on"],
    [`function f(fetch) { fetch(u) }`, "fetch", undefined],
    [`import fetch from "node-fetch"; fetch(u)`, "fetch", "node-fetch"],
    [`const f = function () {}; f()`, "f", undefined],
    [`undefined`, "undefined", undefined],
  ],
};

for (const [group, rows] of Object.entries(cases)) {
  describe(group, () => {
    test.each(rows)("%s", (code, text, origin) => {
      const own = ask(code);
      expect(own.values.origin(own.node(text))).toBe(origin);
      const eslint = ask(code, { eslint: true });
      expect(eslint.values.origin(eslint.node(text))).toBe(origin);
    });
  });
}

test("names at the top of a script are followed", () => {
  const { values, node } = ask(`var fs = require("fs"); var read = fs.readFileSync; function f() { read(p); }`, { filename: "a.cjs" });
  expect(values.origin(node("read"))).toBe("fs.readFileSync");
});

test("long chains and nested conditions end", () => {
  const chain = `x${".a()".repeat(1000)}`;
  const deep = `const y = ${"c ? a : ".repeat(1000)}b; y.z();`;
  const { values, node } = ask(`${chain};\n${deep}`);
  expect(values.origin(node(chain))).toBeUndefined();
  expect(values.origin(node("y.z"))).toBe("a.z");
});
