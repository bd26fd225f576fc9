import { describe, expect, it } from "vitest";
import type { LinkableSummary } from "../../src/summary.ts";
import { places } from "./places.ts";

type Options = Parameters<typeof places>[1];

const summary = (code: string, options: Options = {}): LinkableSummary => places(code, { packages: [], ...options }).places.linkable(() => false);

/** Calls of functions of other modules, as "caller → module name"; `⇢` for deferred ones. */
function calls(code: string, options?: Options): string[] {
  return summary(code, options).functions.flatMap((fn) => fn.calls.flatMap(({ to, deferred }) =>
    ("module" in to ? [`${fn.id === 0 ? "·" : fn.name} ${deferred ? "⇢" : "→"} ${to.module} ${to.name}`] : [])));
}

const registered = (code: string, options?: Options): string[] => summary(code, options).registered.map(({ to, context }) => `${to.module} ${to.name}: ${context.how}`);

describe("calls of functions of other modules", () => {
  it("ends where each of many methods goes on with a member of the same object", () => {
    const methods = Array.from({ length: 40 }, (_, i) => `by${i}(value) { this.query = this.query.and({ value }); return this; }`).join("\n");
    const code = (made: string): string =>
      `import { find, first } from "./pages";\nclass Builder {\n  constructor() { this.query = ${made}; first(); }\n${methods}\n  async all() { return this.query.exec(); }\n}`;
    expect(calls(code("other()"))).toEqual(["Builder.constructor → ./pages .first"]);
    expect(calls(code("find()"))).toContain("Builder.constructor → ./pages .find");
  });

  it.each<[string, string[]]>([
    ['import { load } from "./users"; load();', ["· → ./users .load"]],
    ['import load from "./load"; load();', ["· → ./load "]],
    ['import { default as load } from "./load"; load();', ["· → ./load "]],
    ['import * as users from "./users.js"; users.load();', ["· → ./users.js .load"]],
    ['import { load as get } from "@/users"; const alias = get; alias();', ["· → @/users .load"]],
    ['const { load } = require("./users"); load();', ["· → ./users .load"]],
    ['require("./users").load();', ["· → ./users .load"]],
    ['async function f() { const { load } = await import("./users"); load(); }', ["f → ./users .load"]],
    ['import("./users").then((users) => users.load());', ["callback of import().then → ./users .load"]],
    ['import { Users } from "./users"; new Users().load();', ["· → ./users .Users#load", "· → ./users .Users"]],
    ['import { makeUsers } from "./users"; const users = makeUsers(); users.load();', ["· → ./users .makeUsers", "· → ./users .makeUsers().load"]],
    ['import type { Users } from "./users"; function f(users: Users) { users.load(); }', ["f → ./users .Users#load"]],
    ['import { Users } from "./users"; function f({ users }: { users: Users }) { users.load(); }', ["f → ./users .Users#load"]],
    ['import { load } from "./users"; load.call(null, 1); load.bind(null);', ["· → ./users .load"]],
    ['import { load } from "~/users"; const api = { load }; api.load();', ["· → ~/users .load"]],
  ])("%s", (code, expected) => expect(calls(code)).toEqual(expected));

  it.each<[string, string[]]>([
    [
      'import { Users } from "./users"; class A { constructor(private readonly users: Users) {} async list() { await this.users.load(); } }',
      ["A.list → ./users .Users#load"],
    ],
    ['import { Users } from "./users"; class A { users = new Users(); list() { this.users.load(); } }', ["· → ./users .Users", "A.list → ./users .Users#load"]],
    ['import { Users } from "./users"; class A { #users: Users; list() { this.#users.load(); } }', ["A.list → ./users .Users#load"]],
    ['import { Users } from "./users"; class A { constructor(users: Users) { this.users = users; } list() { this.users.load(); } }', ["A.list → ./users .Users#load"]],
    ['import { Base } from "./base"; class A extends Base { list() { this.helper(); super.load(); this.own(); } own() {} }', ["A.list → ./base .Base#helper", "A.list → ./base .Base#load"]],
    ['import { Base } from "./base"; class A extends Base { constructor() { super(); } }', ["A.constructor → ./base .Base"]],
    ['import Base from "./base"; class A extends Base {} new A(); const a = new A(); a.load();', ["· → ./base ", "· → ./base #load"]],
  ])("of classes: %s", (code, expected) => expect(calls(code, { filename: "a.ts" })).toEqual(expected));

  it.each<[string, string[]]>([
    ['import { load } from "./users"; function f(ids) { ids.map(load); }', ["f → ./users .load"]],
    ['import * as users from "./users"; async function f(ids) { await Promise.all(ids.map(users.load)); }', ["f → ./users .load"]],
    ['import { load } from "./users"; function f() { setTimeout(load, 10); }', ["f ⇢ ./users .load"]],
    ['import { load, save } from "./users"; function f() { load().then(save); }', ["f → ./users .save", "f → ./users .load"]],
    ['import { load } from "./users"; import { retry } from "./retry"; async function f() { await retry(load); }', ["f → ./retry .retry", "f → ./users .load"]],
    // Data that is handed to a call of which nothing is known.
    ['import { User, KINDS, settings } from "./users"; function f(x) { x.find(User, KINDS.a, KINDS, settings().a); }', ["f → ./users .settings"]],
  ])("handed over: %s", (code, expected) => expect(calls(code)).toEqual(expected));

  it.each<string>([
    'import { readFile } from "node:fs/promises"; readFile("x"); import fs from "fs"; fs.readFileSync("x");',
    'import express from "express"; const app = express(); app.get("/", console.log);',
    'import { query } from "@acme/db"; query();',
    'JSON.parse("1"); setTimeout(() => {}); fetch("/");',
    "function load() {} load(); class A { b() { this.c(); } c() {} } new A().b();",
    'import "./styles.css"; import data from "./data.json"; data.map(String);',
    'import { html } from "./html"; html`x`;',
    'import { list } from "./users"; for (const user of list) user.save(); list.map((one) => one.save());',
    'import { load } from "./users"; function f(load) { load(); }',
  ])("none: %s", (code) => expect(calls(code, { packages: ["express", "@acme/db"] }).filter((one) => !one.endsWith("./users .list.map"))).toEqual([]));

  it("tells packages of the same repository from those of others", () => {
    const facts = (packages: string[], more: object) => {
      const { places: made } = places('import { query } from "@acme/db"; import { x } from "unlisted"; query(); x();', { packages, facts: more });
      return made.linkable(() => false).functions[0]?.calls.map(({ to }) => ("module" in to ? to.module : ""));
    };
    expect(facts(["@acme/db"], {})).toEqual(["unlisted"]);
    expect(facts(["@acme/db"], { linked: new Set(["@acme/db"]) })).toEqual(["@acme/db", "unlisted"]);
    expect(facts(["@acme/db"], { name: "@acme/api" })).toEqual(["@acme/db", "unlisted"]);
  });
});

describe("loops of such calls", () => {
  const loop = (code: string, isLong = false) => {
    const made = places(`import { load, save } from "./users"; async function f(ids, all) { ${code} }`, { packages: [] });
    const { functions } = made.places.linkable(() => isLong);
    return functions.flatMap((fn) => fn.calls.flatMap(({ to, loop: of }) => ("module" in to && to.name === ".load" && of ? [of] : [])))[0];
  };

  it.each<[string, object]>([
    ["for (const id of ids) await load(id);", { dependent: true, concurrent: false, settled: true, givesItem: true }],
    ["await Promise.all(ids.map(load));", { dependent: true, concurrent: true, settled: true, givesItem: true }],
    ["await Promise.all(ids.map((id) => load(id)));", { dependent: true, concurrent: true, givesItem: true }],
    ["for (const id of ids) { await load(id); await new Promise((done) => setTimeout(done, 100)); }", { paced: true }],
    ["for (const id of ids) await load(all);", { dependent: false }],
  ])("%s", (code, expected) => expect(loop(code)).toMatchObject(expected));

  it("leaves out what does not hold", () => {
    expect(loop("for (const id of ids) await load(id);")).not.toHaveProperty("paced");
    expect(loop("for (const id of ids) await load(id);")).not.toHaveProperty("long");
    expect(loop("for (const id of ids) await load(id);", true)).toMatchObject({ long: true });
    expect(loop("for (const id of ids) await load(all);")).not.toHaveProperty("givesItem");
    expect(loop("await load(ids);")).toBeUndefined();
  });
});

describe("handlers of other modules", () => {
  it.each<[string, string[]]>([
    [
      'import { Router } from "express"; import controller, { save } from "./users"; import { auth } from "./auth"; const r = Router(); r.get("/users", auth, controller.list); r.post("/users", [auth], save);',
      ["./auth .auth: Express route GET /users", "./users .list: Express route GET /users", "./auth .auth: Express route POST /users", "./users .save: Express route POST /users"],
    ],
    [
      'const { asyncHandler } = require("./http"); const users = require("./users"); const r = require("express").Router(); r.get("/", asyncHandler(users.list), users.save.bind(users));',
      ["./http .asyncHandler(): Express route GET /", "./users .list: Express route GET /", "./users .save: Express route GET /"],
    ],
    ['import Koa from "koa"; import { log } from "./log"; const app = new Koa(); app.use(log());', ["./log .log(): Koa route"]],
    ['import { Hono } from "hono"; import { list } from "./users"; new Hono().get("/", list);', ["./users .list: Hono route GET /"]],
    ['import fastify from "fastify"; import routes from "./routes"; const app = fastify(); app.register(routes);', ["./routes : Fastify plugin"]],
    ['import fastify from "fastify"; import { list } from "./users"; fastify().route({ method: "GET", url: "/", handler: list });', ["./users .list: Fastify route"]],
    ['import { Worker } from "bullmq"; import { run } from "./jobs"; new Worker("mails", run);', ["./jobs .run: BullMQ processor `mails`"]],
    ['import { run } from "./jobs"; export const start = (consumer) => consumer.run({ eachMessage: run });', ["./jobs .run: Kafka consumer"]],
    ['import http from "node:http"; import { handle } from "./server"; http.createServer(handle);', ["./server .handle: HTTP server"]],
    ['import { join } from "./rooms"; io.on("connection", (socket) => { socket.on("join", join); });', ["./rooms .join: socket message `join`"]],
    ['import cron from "node-cron"; import { clean } from "./jobs"; cron.schedule("* * * * *", clean);', ["./jobs .clean: cron job `* * * * *`"]],
    ['import { users } from "./users"; import { posts, fields } from "./posts"; export const r = { Query: { users }, User: { posts }, Post: fields };', [
      "./users .users: GraphQL resolver `Query.users`", "./posts .posts: GraphQL resolver `User.posts`", "./posts .fields: GraphQL resolver `Post`",
    ]],
    ['import { users } from "./users"; export const r = { Widget: { users } };', []],
    ['import { list } from "./users"; export const r = (x) => x.get("/key", list);', ["./users .list: route GET /key"]],
    ['import { list } from "./users"; cache.get("key", list);', []],
    [
      'import { Router } from "express"; import * as raw from "./users"; import { wrapAll } from "./wrap"; const users = wrapAll(raw); Router().get("/", users.list);',
      ["./wrap .wrapAll().list: Express route GET /", "./users .list: Express route GET /"],
    ],
  ])("%s", (code, expected) => expect(registered(code, { packages: ["express", "koa", "hono", "fastify", "bullmq", "node-cron", "socket.io"] })).toEqual(expected));

  it("calls rows of a type once per row", () => {
    const [query, user] = summary('import { users, posts } from "./users"; export default { Query: { users }, User: { posts } };').registered;
    expect([query?.context.perRow, user?.context.perRow]).toEqual([undefined, true]);
  });
});

describe("what a module offers", () => {
  const offers = (code: string): object => {
    const { exports, handsOn } = summary(code);
    return handsOn.length > 0 ? { ...exports, handsOn } : exports;
  };
  const foreign = (module: string, name: string): object => ({ kind: "foreign", to: { module, name } });

  it.each<[string, object]>([
    ["export function a() {} export const b = () => {}; function c() {}", { a: { kind: "function", id: 1 }, b: { kind: "function", id: 2 } }],
    ["export default function () {}", { default: { kind: "function", id: 1 } }],
    ["const a = () => {}; export { a as b, a as default };", { b: { kind: "function", id: 1 }, default: { kind: "function", id: 1 } }],
    ['export const limit = 10; export const names = ["a"]; export const text = "x"; export enum Kind { a }', {}],
    ['export { a as b } from "./x"; export { default } from "./y"; export * as all from "./z";', { b: foreign("./x", ".a"), default: foreign("./y", ""), all: foreign("./z", "") }],
    ['import { a } from "./x"; import d from "./y"; export { a, d };', { a: foreign("./x", ".a"), d: foreign("./y", "") }],
    ['export * from "./a"; export * from "./b"; export * from "node:fs";', { handsOn: ["./a", "./b"] }],
    ["export class A {} export const a = new A();", { A: { kind: "class", id: 0 }, a: { kind: "instance", of: 0 } }],
    ['import { Users } from "./users"; export const users = new Users(); export default users;', { users: foreign("./users", ".Users#"), default: foreign("./users", ".Users#") }],
    [
      'import { load } from "./load"; export const users = { load, save() {}, inner: { find: async () => {} }, limit: 1 };',
      { users: { kind: "object", members: { load: foreign("./load", ".load"), save: { kind: "function", id: 1 }, inner: { kind: "object", members: { find: { kind: "function", id: 2 } } } } } },
    ],
    ["export const list = asyncHandler(async (req, res) => {});", { list: { kind: "function", id: 1 } }],
    ['import { wrap } from "./wrap"; export const list = wrap(async () => {});', { list: { kind: "function", id: 1 } }],
    [
      "class A {} export function make() { return new A(); } export const other = () => ({ load() {} }); export const plain = () => 1;",
      {
        make: { kind: "function", id: 1, gives: { kind: "instance", of: 0 } },
        other: { kind: "function", id: 2, gives: { kind: "object", members: { load: { kind: "function", id: 3 } } } },
        plain: { kind: "function", id: 4 },
      },
    ],
    ['import { Users } from "./users"; export async function make(): Promise<Users> { return cached; }', { make: { kind: "function", id: 1, gives: foreign("./users", ".Users#") } }],
    ['import { Users } from "./users"; export type Service = Users;', { Service: foreign("./users", ".Users") }],
    // CommonJS.
    ["function a() {} module.exports = { a, b() {} };", { default: { kind: "object", members: { a: { kind: "function", id: 1 }, b: { kind: "function", id: 2 } } } }],
    ["exports.a = function () {}; module.exports.b = () => {};", { a: { kind: "function", id: 1 }, b: { kind: "function", id: 2 } }],
    [
      "function A() { const self = this; this.a = () => {}; self.b = () => {}; } A.prototype.c = function () {}; module.exports = A;",
      { default: { kind: "function", id: 1, gives: { kind: "object", members: { a: { kind: "function", id: 2 }, b: { kind: "function", id: 3 }, c: { kind: "function", id: 4 } } } } },
    ],
    ["export function a() { this.b = () => {}; }", { a: { kind: "function", id: 1 } }],
    ["module.exports = class A {};", { default: { kind: "class", id: 0 } }],
    ["class A {} module.exports = new A();", { default: { kind: "instance", of: 0 } }],
    ['module.exports = require("./x"); exports.load = require("./y").load;', { default: foreign("./x", ""), load: foreign("./y", ".load") }],
    ['module.exports = { ...require("./a"), b() {} };', { default: { kind: "object", members: { b: { kind: "function", id: 1 } } }, handsOn: ["./a"] }],
    ['const users = module.exports; users.load = async () => {}; require("./more")(users);', { load: { kind: "function", id: 1 }, handsOn: ["./more"] }],
    ["module.exports = function (Users) { Users.create = async () => {}; };", { default: { kind: "function", id: 1 }, create: { kind: "function", id: 2 } }],
    ['Object.assign(module.exports, require("./a"));', { handsOn: ["./a"] }],
    ['const users = {}; require("./more")(users);', {}],
    ["function a(x: string): void; function a(x: number): void; function a(x) {} export default a;", { default: { kind: "function", id: 1 } }],
  ])("%s", (code, expected) => expect(offers(code)).toEqual(expected));

  it("leaves out what other packages have", () => {
    const { exports, handsOn } = summary('export * from "pg"; export { Pool } from "pg"; export { x } from "@acme/x";', { packages: ["pg", "@acme/x"] });
    expect({ exports, handsOn }).toEqual({ exports: {}, handsOn: [] });
  });
});

describe("classes", () => {
  const classes = (code: string) => summary(code).classes;

  it("have methods, statics and fields", () => {
    const [users, pool] = classes(`
      import { Mailer } from "./mailer";
      import type { Repository } from "typeorm";
      import { log } from "./log";
      export class Users {
        static make() {}
        private pool = new Pool();
        name: string;
        count = 0;
        save = async () => {};
        wrapped = memoize(() => {});
        constructor(private readonly mailer: Mailer, repository: Repository<User>, private log2 = log) { this.later = new Mailer(); }
        load() {}
        get ready() { return this.mailer; }
      }
      class Pool { query() {} }
    `);
    const mailer = { kind: "foreign", to: { module: "./mailer", name: ".Mailer#" } };
    expect(users).toMatchObject({
      name: "Users", methods: { save: 2, wrapped: 3, constructor: 4, load: 5 }, statics: { make: 1 }, bases: [],
      fields: { pool: { kind: "instance", of: 1 }, mailer, later: mailer, ready: mailer },
    });
    expect(Object.keys(users?.fields ?? {}).sort()).toEqual(["later", "log2", "mailer", "pool", "ready"]);
    expect(pool).toEqual({ name: "Pool", methods: { query: 7 }, statics: {}, fields: {}, bases: [] });
  });

  it("have bases", () => {
    expect(classes(`
      import { Base, Port } from "./base";
      import { mixin } from "./mixin";
      class Own {}
      interface Local { find(): void }
      export class A extends Base<string> implements Port, Local {}
      export class B extends Own {}
      export class C extends mixin(Own) {}
    `).map(({ name, bases }) => [name, bases])).toEqual([
      ["A", [{ module: "./base", name: ".Base" }, { module: "./base", name: ".Port" }, { id: 4 }]],
      ["B", [{ id: 3 }]], ["C", []], ["Own", []], ["Local", []],
    ]);
  });

  it("tell what their methods give", () => {
    const [pool, client] = classes(`
      import { Client } from "./client";
      import { rows } from "./rows";
      export class Pool {
        static instance() { return cached ??= new Pool(); }
        connect(): Client { return this.open(); }
        own() { return new Own(); }
        list() { return rows(); }
        names(): string[] { return new Own(); }
      }
      class Own { query() {} }
    `);
    expect(pool?.gives).toEqual({ instance: { kind: "instance", of: 0 }, connect: { kind: "foreign", to: { module: "./client", name: ".Client#" } }, own: { kind: "instance", of: 1 } });
    expect(client).not.toHaveProperty("gives");
  });

  it("are also what interfaces promise, and what nobody exports but an interface may stand for", () => {
    const { exports, classes: all } = summary('import { Users } from "./users"; export interface Services { users: Users; limit: number } class Impl implements Services {}');
    expect(exports).toEqual({ Services: { kind: "class", id: 0 } });
    expect(all[0]).toEqual({ name: "Services", methods: {}, statics: {}, fields: { users: { kind: "foreign", to: { module: "./users", name: ".Users#" } } }, bases: [] });
    expect(all[1]).toMatchObject({ name: "Impl", bases: [{ id: 0 }] });
  });
});

describe("a linkable summary", () => {
  it.each<string>([
    'import { Users } from "./users"; export class A extends Users { constructor(private users: Users) { super(); } async list(ids) { for (const id of ids) await this.users.load(id); } }',
    'import { list } from "./users"; app.get("/users", list); app.get("/own", async (req, res) => { helper(); }); function helper() {} setTimeout(helper);',
    "export const handler = async (event) => { for (const one of event.Records) await run(one); }; const run = async () => {};",
    "",
  ])("is plain data: %s", (code) => {
    const made = summary(code);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(JSON.stringify(made, (_, value: unknown) => (value === undefined || typeof value === "function" ? "lost" : value))).not.toContain("lost");
  });

  it("keeps what the summary of the file alone has", () => {
    const { places: made } = places("export function list(ids) { for (const id of ids) load(id); } function load(id) {}", { packages: [] });
    made.calls.reach(2);
    const { functions } = made.linkable(() => false);
    expect(functions.map(({ id, name, line, exported }) => ({ id, name, line, exported }))).toEqual(made.summary.functions.map(({ id, name, line, exported }) => ({ id, name, line, exported })));
    expect(functions[1]?.calls[0]).toMatchObject({ to: { id: 2 }, line: 1, loop: made.summary.functions[1]?.calls[0]?.loop });
  });

  it.each<[string, boolean]>([
    ["function run(ids) { for (const id of ids) step(id); } function step(id) { load(id); }", true],
    ["function run(ids) { for (const id of ids) first(id); } function first(id) { second(id); } function second(id) { load(id); }", true],
    ["class A { run(ids) { for (const id of ids) this.step(id); } step(id) {} }", true],
    ["function run(ids) { for (const id of ids) step(id); } function step(id) { return id; } load();", false],
  ])("has the loops of calls that lead on: %s", (code, has) => {
    const { functions } = summary(`import { load } from "./load"; ${code}`);
    const run = functions.find(({ name }) => name.endsWith("run"));
    expect(run?.calls.some(({ loop }) => loop !== undefined)).toBe(has);
  });

  it("asks less of tests, whose context is theirs whoever calls", () => {
    const code = 'import { load } from "./load"; import app from "./app"; export const helper = (ids) => { for (const id of ids) load(id); }; app.get("/", load);';
    const { exports, registered: handlers, functions } = summary(code, { filename: "/src/users.test.ts" });
    expect({ exports, handlers }).toEqual({ exports: {}, handlers: [] });
    expect(functions[1]?.calls).toEqual([{ line: 1, to: { module: "./load", name: ".load" } }]);
  });
});

describe("calls within a file", () => {
  const own = (code: string, ask: (of: ReturnType<typeof places>) => void = () => undefined, options: Options = {}): string[] => {
    const of = places(code, { packages: [], ...options });
    ask(of);
    const { functions } = of.places.linkable(() => false);
    return functions.flatMap((fn) => fn.calls.flatMap(({ to }) => ("id" in to ? [`${fn.name} → ${functions[to.id]?.name}`] : [])));
  };
  const code = "function trim(x) { return x; } function load(x) { return trim(x); } export function list(x) { return load(x); }";

  it("are left out where nobody asks who reaches their callees", () => expect(own(code)).toEqual([]));
  it("are told up to what was asked about", () => {
    expect(own(code, ({ places: { calls } }) => calls.reach(2))).toEqual(["list → load"]);
    expect(own(code, ({ places: { calls } }) => calls.isLoopedElsewhere(1))).toEqual(["load → trim", "list → load"]);
  });
  it("are told where their callees call other files", () => {
    expect(own('import { find } from "./find"; function load(x) { return find(x); } export const list = (x) => load(x);')).toEqual(["list → load"]);
  });
  it("are told where classes of other files may replace their callees", () => {
    expect(own("export class A { run = () => 1; list() { return this.run(); } }", undefined, { filename: "a.ts" })).toEqual(["A.list → A.run"]);
  });
});
