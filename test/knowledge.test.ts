import { describe, expect, it } from "vitest";
import { libraries as javascript } from "../src/knowledge/javascript/index.ts";
import { libraries as python } from "../src/knowledge/python/index.ts";
import type { Library } from "../src/knowledge/row.ts";
import { validateUserSinks } from "../src/own-sinks.ts";
import { sinkIndex } from "../src/sink-index.ts";
import { compile, normalise } from "../src/sink-pattern.ts";

const languages: [string, readonly Library[]][] = [["javascript", javascript], ["python", python]];
const name = /^(?:\*\*|[*^]|[@\w$*-][\w$*/@:-]*)$/;

describe.each(languages)("knowledge of %s", (language, libraries) => {
  const named = (library: Library) => library.sinks.map((row) => row.call);
  const rows = libraries.flatMap((library) => [
    ...library.sinks.map((row) => ({ library: library.name, at: row.call, row })),
    ...(library.shapes ?? []).map((row) => ({ library: library.name, at: row.member, row })),
  ]);
  const places = (wrong: typeof rows) => wrong.map(({ library, at }) => `${library}: ${at}`);

  it("has libraries with a name of their own and a documentation link", () => {
    expect(new Set(libraries.map((one) => one.name)).size).toBe(libraries.length);
    for (const library of libraries) {
      expect(library.docs, library.name).toMatch(/^https:\/\//);
      expect(library.sinks.length + (library.shapes?.length ?? 0), library.name).toBeGreaterThan(0);
    }
  });

  it("has rows that the check of users' rows accepts", () => {
    const problems = rows.flatMap(({ library, at, row }) => validateUserSinks([JSON.parse(JSON.stringify(row))]).map((problem) => `${library}, ${at}: ${problem}`));
    expect(problems).toEqual([]);
  });

  it("spells names in the grammar", () => {
    const all = libraries.flatMap((library) => [...named(library), ...(library.free ?? []), ...(library.shapes ?? []).map((one) => one.member)]);
    const wrong = all.filter((one) => normalise(one).split(/[.#]/).filter(Boolean).some((part) => !name.test(part)) || /\s|\.\.|\.$|node:/.test(one));
    expect(wrong).toEqual([]);
  });

  it("ends every shape with a name", () => {
    expect(places(rows.filter(({ row }) => "member" in row && compile(row.member, true).last === ""))).toEqual([]);
  });

  it("has each row of a library once", () => {
    const twice = (calls: string[]) => calls.filter((call, at) => calls.indexOf(call) !== at);
    for (const library of libraries) {
      expect(twice(named(library).map(normalise)), library.name).toEqual([]);
      expect(twice((library.shapes ?? []).map((one) => `${normalise(one.member)} ${one.argument} ${one.keys?.join()}`)), library.name).toEqual([]);
    }
    expect(twice(libraries.flatMap(named).map(normalise)), language).toEqual([]);
  });

  it("finds every row without `**` by its own name", () => {
    const index = sinkIndex(libraries);
    const lost = rows.filter(({ row }) => "call" in row && !row.call.includes("**") && index.byName(row.call.replaceAll("*", "Users").replaceAll("^", "Users")) === undefined);
    expect(places(lost)).toEqual([]);
  });

  it("finds every row with `**` by a short and a long name", () => {
    const index = sinkIndex(libraries);
    const filled = (call: string, chain: string) => call.replaceAll(".**", chain).replaceAll("#**", `#${chain.slice(1)}`).replaceAll(/[*^]/g, "Users");
    const lost = rows.filter(({ row }) => "call" in row && row.call.includes("**")
      && index.byName(filled(row.call, ".a().b")) === undefined);
    expect(places(lost)).toEqual([]);
  });

  it("writes code in backticks and begins phrases in lower case", () => {
    const phrases = rows.flatMap(({ row }) => [row.instead, row.batch, row.measured]).filter((one) => one !== undefined);
    expect(phrases.filter((one) => /^[A-Z](?![A-Z])|\.$|\bshould\b/.test(one) || (one.split("`").length - 1) % 2 === 1)).toEqual([]);
  });

  it("says what serves all items at once wherever single queries, writes and cache calls exist", () => {
    const stores = libraries.filter((library) => library.sinks.some((row) => ["query", "write", "cache"].includes(row.does)));
    expect(stores.filter((library) => !library.sinks.some((row) => row.batch !== undefined)).map((one) => one.name)).toEqual([]);
  });

  it("blocks only where it says what to use instead", () => {
    expect(places(rows.filter(({ row }) => row.blocks && !row.instead))).toEqual([]);
    expect(places(rows.filter(({ row }) => !row.blocks && row.instead))).toEqual([]);
  });
});

describe("rows of JavaScript", () => {
  const index = sinkIndex(javascript);
  it.each([
    ["fs.readFileSync", "file", true],
    ["fs-extra.readJsonSync", "file", true],
    ["fs.promises.readFile", "file", undefined],
    ["child_process.execSync", "process", true],
    ["bcryptjs.compareSync", "crypto", true],
    ["bcrypt.compare", "crypto", undefined],
    ["zlib.gzipSync", "compress", true],
    ["better-sqlite3#prepare().all", "query", true],
    ["better-sqlite3#prepare().pluck().get", "query", true],
    ["sqlite.DatabaseSync#prepare().run", "query", true],
    ["@prisma/client.PrismaClient#user.findMany", "query", undefined],
    ["@prisma/client.PrismaClient#$extends().user.findMany", "query", undefined],
    ["@prisma/client.PrismaClient#$queryRaw", "query", undefined],
    ["typeorm.Repository#findOne", "query", undefined],
    ["typeorm.DataSource#getRepository().save", "write", undefined],
    ["typeorm.DataSource#manager.getRepository().save", "write", undefined],
    ["typeorm.Repository#createQueryBuilder().where().getMany", "query", undefined],
    ["sequelize.Sequelize#define().findAll", "query", undefined],
    ["sequelize.Sequelize#models.User.findByPk", "query", undefined],
    ["knex()", "query", undefined],
    ["knex()().where().first", "query", undefined],
    ["knex()().where().update", "write", undefined],
    ["knex()().insert().returning", "write", undefined],
    ["knex.Knex#().where().del", "write", undefined],
    ["kysely.Kysely#selectFrom().selectAll().where().executeTakeFirst", "query", undefined],
    ["drizzle-orm/node-postgres.drizzle().select().from().where", "query", undefined],
    ["drizzle-orm/better-sqlite3.drizzle().query.users.findFirst", "query", undefined],
    ["drizzle-orm/node-postgres.NodePgDatabase#insert().values", "write", undefined],
    ["mongoose.model().findOne().populate().lean", "query", undefined],
    ["mongoose.Model#updateOne", "write", undefined],
    ["mongoose.model()#save", "write", undefined],
    ["mongodb.MongoClient#db().collection().findOne", "query", undefined],
    ["mongodb.MongoClient.connect().db().collection().find().sort().toArray", "query", undefined],
    ["@mikro-orm/core.EntityManager#persistAndFlush", "write", undefined],
    ["pg.Pool#query", "query", undefined],
    ["pg.Pool#connect().query", "query", undefined],
    ["mysql2/promise.createPool().getConnection().execute", "query", undefined],
    ["ioredis#get", "cache", undefined],
    ["redis.createClient().hGet", "cache", undefined],
    ["fetch", "request", undefined],
    ["axios", "request", undefined],
    ["axios.create().post", "request", undefined],
    ["@aws-sdk/client-s3.S3Client#send", "request", undefined],
    ["@aws-sdk/client-lambda.LambdaClient#send", "request", undefined],
    ["@aws-sdk/client-s3.S3#putObject", "request", undefined],
    ["nodemailer.createTransport().sendMail", "request", undefined],
    ["JSON.parse", "json-parse", true],
  ])("%s", (origin, does, blocks) => expect(index.byName(origin)?.row).toMatchObject({ does, ...(blocks && { blocks }) }));

  it.each([
    "fs.constants", "fs.createReadStream", "crypto.createHash", "crypto.randomUUID", "knex().schema.createTable", "knex()().where().toSQL", "ioredis#pipeline().get",
    "redis.createClient().multi().set", "@aws-sdk/client-s3.S3Client#destroy", "stripe#webhooks.constructEvent", "typeorm.Repository#create",
    "mongoose.Schema#index", "@mikro-orm/core.EntityManager#persist", "typeorm.Repository#createQueryBuilder().where", "./fs.readFileSync", "lodash.get",
  ])("%s costs nothing", (origin) => expect(index.byName(origin)).toBeUndefined());
});
