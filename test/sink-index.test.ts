import { describe, expect, it } from "vitest";
import type { Library, Shape, Sink } from "../src/knowledge/row.ts";
import { validateUserSinks } from "../src/own-sinks.ts";
import { sinkIndex, SinkIndex } from "../src/sink-index.ts";

const cost = "A";
const library = (name: string, calls: readonly string[], rest: Partial<Library> = {}): Library => ({
  name, packages: [name], docs: "https://example.com", sinks: calls.map((call): Sink => ({ call, does: "query", cost })), ...rest,
});

const index = new SinkIndex([
  library("node", ["fs.readFileSync", "fs.promises.readFile", "JSON.parse", "fetch"]),
  library("pg", ["pg.Pool#query", "pg.Pool#connect().query"]),
  library("prisma", ["@prisma/client.PrismaClient#*.findMany", "@prisma/client.PrismaClient#$queryRaw"]),
  library("aws", ["@aws-sdk/client-*.*#send", "boto3.client().**"], { free: ["boto3.client().get_paginator", "boto3.client().meta.**"] }),
  library("sqlalchemy", ["sqlalchemy.orm.Session#query().**.all"]),
  library("knex", ["knex()", "knex()().**.first"]),
]);
const found = (origin: string): string | undefined => index.byName(origin)?.row.call;

describe("byName", () => {
  it.each([
    "fs.readFileSync", "fs.promises.readFile", "JSON.parse", "fetch", "pg.Pool#query", "@prisma/client.PrismaClient#$queryRaw",
  ])("finds %s by its exact name", (name) => expect(found(name)).toBe(name));

  it("takes an instance and a returned value for the same", () => {
    expect(found("pg.Pool().query")).toBe("pg.Pool#query");
    expect(found("pg.Pool#connect#query")).toBe("pg.Pool#connect().query");
    expect(found("pg.Pool().connect().query")).toBe("pg.Pool#connect().query");
  });

  it("lets `*` stand for one name or a part of one, never for a call", () => {
    expect(found("@prisma/client.PrismaClient#user.findMany")).toBe("@prisma/client.PrismaClient#*.findMany");
    expect(found("@prisma/client.PrismaClient#findMany")).toBeUndefined();
    expect(found("@prisma/client.PrismaClient#user.posts.findMany")).toBeUndefined();
    expect(found("@prisma/client.PrismaClient#user().findMany")).toBeUndefined();
    expect(found("@aws-sdk/client-s3.S3Client#send")).toBe("@aws-sdk/client-*.*#send");
    expect(found("@aws-sdk/lib-storage.Upload#send")).toBeUndefined();
    expect(found("@aws-sdk/client-s3.S3Client.send")).toBeUndefined();
  });

  it("lets `**` stand for any chain, also for none", () => {
    for (const chain of ["", "filter().", "filter().order_by().", "options().filter().limit()."]) {
      expect(found(`sqlalchemy.orm.Session#query().${chain}all`)).toBe("sqlalchemy.orm.Session#query().**.all");
    }
    expect(found("sqlalchemy.orm.Session#query.all")).toBeUndefined();
    expect(found("sqlalchemy.orm.Session#query().all().all")).toBe("sqlalchemy.orm.Session#query().**.all");
    expect(found("boto3.client().put_object")).toBe("boto3.client().**");
    expect(found("boto3.resource().put_object")).toBeUndefined();
  });

  it("lets `~` stand for a chain of calls only", () => {
    const calls = new SinkIndex([library("django", ["django.objects.~.first", "x.~.**.y"])]);
    const does = (name: string): boolean => calls.byName(name) !== undefined;
    expect(["django.objects.first", "django.objects.filter().first", "django.objects.filter().order_by().first"].every(does)).toBe(true);
    expect(["django.objects.get().data.first", "django.objects.filter()[].first", "django.objects.[].first", "django.first"].some(does)).toBe(false);
    expect(["x.y", "x.a().y", "x.a().b.y", "x.a.b().y"].every(does)).toBe(true);
  });

  it("finds a call of what a call returned", () => {
    expect(found("knex()")).toBe("knex()");
    expect(found("knex")).toBeUndefined();
    expect(found("knex()()")).toBeUndefined();
    expect(found("knex()().where().first")).toBe("knex()().**.first");
  });

  it("leaves free names alone", () => {
    expect(found("boto3.client().get_paginator")).toBeUndefined();
    expect(found("boto3.client().meta.events.register")).toBeUndefined();
  });

  it("knows nothing else", () => {
    for (const name of ["", "fs", "readFileSync", "lodash.readFileSync", "./fs.readFileSync", ".models.User", "#", "()", "a()()()", "constructor", "__proto__"]) {
      expect(found(name)).toBeUndefined();
    }
  });

  it("stays quick on a long chain", () => {
    const chain = `sqlalchemy.orm.Session#query()${".filter()".repeat(20_000)}`;
    const start = performance.now();
    expect(found(`${chain}.all`)).toBeDefined();
    expect(found(`${chain}.nothing`)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("prefers the user's row, and then the most literal one", () => {
    const own = [{ call: "boto3.client().put_object", does: "file", cost: "C" }, { call: "fs.readFileSync", does: "sleep", cost: "C" }];
    const mine = new SinkIndex([library("node", ["fs.readFileSync"]), library("aws", ["boto3.client().**"])], own);
    expect(mine.byName("fs.readFileSync")?.row.does).toBe("sleep");
    expect(mine.byName("boto3.client().put_object")?.row.does).toBe("file");
    expect(mine.byName("boto3.client().get_object")?.library.name).toBe("aws");
  });
});

describe("byShape", () => {
  const shape = (member: string, argument: Shape["argument"], keys?: readonly string[]): Shape => ({ member, argument, keys, does: "query", cost });
  const shapes = new SinkIndex([
    library("prisma", [], { packages: ["@prisma/client"], shapes: [shape("*.*.findMany", "options"), shape("*.findFirst", "where", ["where", "orderBy"])] }),
    library("sequelize", [], { shapes: [shape("*.findByPk", "any"), shape("*.findFirst", "where")] }),
    library("Django", [], { packages: ["django"], shapes: [shape("objects.get", "lookup"), shape("objects.**.first", "any"), shape("objects.**.save", "any")] }),
    library("mongoose", [], { shapes: [shape("^.findById", "any")] }),
    library("redis", [], { shapes: [shape("*.hget", "any")], free: ["**.pipeline().**", "**.pipe.*"] }),
  ]);
  const look = (chain: string, first: "absent" | "object" | "unknown" | "other", keys: string[] = [], packages?: string[]) =>
    shapes.byShape(chain, { first, keys }, packages && new Set(packages));

  it("matches the end of a chain", () => {
    expect(look("this.prisma.user.findMany", "absent")?.row.member).toBe("*.*.findMany");
    expect(look("getPrisma().user.findMany", "object", ["where"])?.row.member).toBe("*.*.findMany");
    expect(look("this.#prisma.user.findMany", "unknown")?.row.member).toBe("*.*.findMany");
    expect(look("users.findMany", "absent")).toBeUndefined();
    expect(look("User.findByPk", "other")?.library.name).toBe("sequelize");
    expect(look("findByPk", "other")).toBeUndefined();
    expect(look("User.objects.filter().order_by().first", "absent")?.row.member).toBe("objects.**.first");
    expect(look("User.objects.first", "absent")?.row.member).toBe("objects.**.first");
    expect(look("first", "absent")).toBeUndefined();
  });

  it("lets `^` stand for a capitalised name only", () => {
    expect(look("User.findById", "unknown")).toBeDefined();
    expect(look("models.User.findById", "unknown")).toBeDefined();
    expect(look("this.usersService.findById", "unknown")).toBeUndefined();
    expect(look("Users().findById", "unknown")).toBeUndefined();
  });

  it("takes the item of a collection for a value made by it", () => {
    expect(look("User.objects.filter()[].save", "absent")).toBeDefined();
    expect(look("users[].save", "absent")).toBeUndefined();
  });

  it("leaves free chains alone", () => {
    expect(look("this.redis.hget", "unknown")).toBeDefined();
    expect(look("this.redis.pipeline().hget", "unknown")).toBeUndefined();
    expect(look("this.redis.pipeline().set().hget", "unknown")).toBeUndefined();
    expect(look("pipe.hget", "unknown")).toBeUndefined();
  });

  it("asks for the arguments of the library", () => {
    expect(look("a.b.findMany", "other")).toBeUndefined();
    expect(look("a.b.findFirst", "object", ["select"])).toBeUndefined();
    expect(look("a.b.findFirst", "unknown")).toBeUndefined();
    expect(look("User.objects.get", "object", ["pk"])).toBeDefined();
    expect(look("cache.objects.get", "unknown")).toBeUndefined();
  });

  it("prefers a library of the manifest and says whether there is one", () => {
    expect(look("a.findFirst", "object", ["where"])).toMatchObject({ known: false });
    expect(look("a.findFirst", "object", ["where"], ["sequelize"])).toMatchObject({ known: true, library: { name: "sequelize" } });
    expect(look("a.findFirst", "object", ["where"], ["@prisma/client"])).toMatchObject({ known: true, library: { name: "prisma" } });
    expect(look("a.findFirst", "object", ["where"], ["left-pad"])).toMatchObject({ known: false });
  });

  it("tells shapes of a module's path from those of a chain", () => {
    const mine = new SinkIndex([library("redis", [], { shapes: [shape("*/redis*.get", "any"), shape("*().insert", "any")] })]);
    expect(mine.byModule("../lib/redis-client.get", { first: "other", keys: [] })).toBeDefined();
    expect(mine.byModule("./store.Store#insert", { first: "other", keys: [] })).toBeUndefined();
    expect(mine.byShape("a/redis.get", { first: "other", keys: [] })).toBeUndefined();
    expect(mine.mayHaveShape("get")).toBe(true);
  });

  it("takes the user's own shape for known", () => {
    const mine = new SinkIndex([], [{ member: "repo.loadAll", argument: "any", does: "query", cost: "A" }]);
    expect(mine.byShape("this.repo.loadAll", { first: "absent", keys: [] })).toMatchObject({ known: true });
  });
});

describe("sinkIndex", () => {
  it("builds one index per pair of libraries and own rows", () => {
    const libraries = [library("a", ["a.b"])];
    const own = [{ call: "x.y", does: "file", cost: "B" }];
    expect(sinkIndex(libraries)).toBe(sinkIndex(libraries));
    expect(sinkIndex(libraries, own)).toBe(sinkIndex(libraries, own));
    expect(sinkIndex(libraries, own)).not.toBe(sinkIndex(libraries));
    expect(sinkIndex(libraries, own).byName("x.y")).toBeDefined();
  });
});

describe("validateUserSinks", () => {
  const good = { call: "acme.query", does: "query", cost: "A" };

  it("accepts sound rows", () => {
    expect(validateUserSinks([])).toEqual([]);
    expect(validateUserSinks([
      good,
      { ...good, blocks: true, instead: "`acme.queryAsync`", batch: "`acme.queryMany`", measured: "~3 ms" },
      { member: "*.loadOne", argument: "where", keys: ["id"], does: "query", cost: "A" },
    ])).toEqual([]);
  });

  it.each([
    ["x", "`sinks` is not a list of rows"],
    [["x"], "sinks[0]: not a row with `call` or `member`, `does` and `cost`"],
    [[good, { ...good, does: "read" }], 'sinks[1]: `does` is "read", not one of query'],
    [[{ ...good, cost: "D" }], 'sinks[0]: `cost` is "D", not one of A, B, C'],
    [[{ ...good, blocks: "yes", instead: "`x`" }], 'sinks[0]: `blocks` is "yes", not true or false'],
    [[{ ...good, blocks: true }], "sinks[0]: `instead` is missing"],
    [[{ ...good, cll: "x" }], "sinks[0]: unknown key `cll`; a row has call, member"],
    [[{ does: "query", cost: "A" }], "sinks[0]: a row has either `call`"],
    [[{ ...good, member: "a.b", argument: "any" }], "sinks[0]: a row has either `call`"],
    [[{ member: "a.b", does: "query", cost: "A" }], "sinks[0]: `argument` is missing"],
    [[{ call: "a.b", cost: "A" }], "sinks[0]: `does` is missing"],
    [[{ ...good, toString: 1 }], "sinks[0]: unknown key `toString`"],
  ])("names the row and the key: %j", (rows, message) => {
    const problems = validateUserSinks(rows);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("leaves rows out of the index that do not pass", () => {
    expect(new SinkIndex([], [good, { call: "acme.other" }, 3]).byName("acme.other")).toBeUndefined();
    expect(new SinkIndex([], [good, { call: "acme.other" }, 3]).byName("acme.query")).toBeDefined();
  });
});
