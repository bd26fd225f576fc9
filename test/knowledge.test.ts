import { describe, expect, it } from "vitest";
import { libraries as javascript } from "../src/knowledge/javascript/index.ts";
import { libraries as python } from "../src/knowledge/python/index.ts";
import type { Library } from "../src/knowledge/row.ts";
import { validateUserSinks } from "../src/own-sinks.ts";
import { sinkIndex } from "../src/sink-index.ts";
import { compile, normalise } from "../src/sink-pattern.ts";

const languages: [string, readonly Library[]][] = [["javascript", javascript], ["python", python]];
const name = /^(?:\*\*|[*^~]|[@\w$*-][\w$*/@:-]*)$/;

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

  it("names packages as manifests do", () => {
    const form = language === "python" ? /^[a-z\d]+(?:-[a-z\d]+)*$/ : /^(?:@[a-z\d-]+\/)?[a-z\d][a-z\d.-]*$/;
    expect(libraries.flatMap((one) => one.packages).filter((one) => !form.test(one))).toEqual([]);
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
    const lost = rows.filter(({ row }) => "call" in row && !row.call.includes("**") && index.byName(row.call.replaceAll("#~.", "#").replaceAll(".~", "").replaceAll("*", "users").replaceAll("^", "Users")) === undefined);
    expect(places(lost)).toEqual([]);
  });

  it("finds every row with `**` by a short and a long name", () => {
    const index = sinkIndex(libraries);
    const filled = (call: string, chain: string) => call.replaceAll("#~.", "#").replaceAll(".~", ".a()").replaceAll(".**", chain).replaceAll("#**", `#${chain.slice(1)}`).replaceAll(/[*^]/g, "Users");
    const lost = rows.filter(({ row }) => "call" in row && row.call.includes("**")
      && index.byName(filled(row.call, ".a().b")) === undefined);
    expect(places(lost)).toEqual([]);
  });

  it("writes code in backticks and begins phrases in lower case", () => {
    const phrases = rows.flatMap(({ row }) => [row.instead, row.batch, row.measured]).filter((one) => one !== undefined);
    expect(phrases.filter((one) => /^[A-Z](?![A-Z])|\.$|\bshould\b/.test(one) || (one.split("`").length - 1) % 2 === 1)).toEqual([]);
  });

  it("says what serves all items at once wherever single queries, writes and cache calls exist", () => {
    const all = (library: Library) => [...library.sinks, ...(library.shapes ?? [])];
    const stores = libraries.filter((library) => all(library).some((row) => ["query", "write", "cache"].includes(row.does)));
    expect(stores.filter((library) => !all(library).some((row) => row.batch !== undefined)).map((one) => one.name)).toEqual([]);
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
    ["stripe#customers.retrieve", "request", undefined],
    ["openai.OpenAI#chat.completions.create", "request", undefined],
    ["firebase-admin.firestore().collection().doc().get", "query", undefined],
    ["JSON.parse", "json-parse", true],
  ])("%s", (origin, does, blocks) => expect(index.byName(origin)?.row).toMatchObject({ does, ...(blocks && { blocks }) }));

  it.each([
    "fs.constants", "fs.createReadStream", "crypto.createHash", "crypto.randomUUID", "knex().schema.createTable", "knex()().where().toSQL", "ioredis#pipeline().get",
    "redis.createClient().multi().set", "@aws-sdk/client-s3.S3Client#destroy", "stripe#webhooks.constructEvent", "stripe#customers.list().data.map",
    "openai#chat.completions.create().choices.[].message.content.trim", "firebase-admin.firestore().collection().doc().get().get", "typeorm.Repository#create",
    "mongoose.Schema#index", "@mikro-orm/core.EntityManager#persist", "typeorm.Repository#createQueryBuilder().where", "./fs.readFileSync", "lodash.get",
  ])("%s costs nothing", (origin) => expect(index.byName(origin)).toBeUndefined());
});

describe("rows of Python", () => {
  const index = sinkIndex(python);
  it.each([
    ["open", "file", true],
    ["pathlib.Path#read_text", "file", true],
    ["pathlib.Path#parent.joinpath().exists", "file", true],
    ["pathlib.Path.home().exists", "file", true],
    ["os.path.exists", "file", true],
    ["shutil.rmtree", "file", true],
    ["zipfile.ZipFile#extractall", "compress", true],
    ["tarfile.open().extractall", "compress", true],
    ["subprocess.run", "process", true],
    ["subprocess.Popen#communicate", "process", true],
    ["time.sleep", "sleep", true],
    ["asyncio.sleep", "sleep", undefined],
    ["queue.Queue#get", "wait", true],
    ["multiprocessing.Queue#get", "wait", true],
    ["multiprocessing.get_context().Queue().get", "wait", true],
    ["concurrent.futures.ThreadPoolExecutor#submit().result", "wait", true],
    ["threading.Thread#join", "wait", true],
    ["input", "wait", true],
    ["socket.gethostbyname", "dns", true],
    ["socket.socket().recv", "wait", true],
    ["urllib.request.urlopen", "request", true],
    ["smtplib.SMTP#send_message", "request", true],
    ["hashlib.pbkdf2_hmac", "crypto", true],
    ["passlib.context.CryptContext#verify", "crypto", true],
    ["json.load", "json-parse", true],
    ["json.dumps", "json-stringify", true],
    ["sqlite3.connect().cursor().execute", "query", true],
    ["requests.get", "request", true],
    ["requests.Session#post", "request", true],
    ["httpx.get", "request", true],
    ["httpx.Client#get", "request", true],
    ["httpx.AsyncClient#get", "request", undefined],
    ["aiohttp.ClientSession#get", "request", undefined],
    ["boto3.client().put_object", "request", true],
    ["boto3.resource().Bucket().objects.all().[].copy_from", "request", true],
    ["boto3.resource().Table().get_item", "request", true],
    ["aioboto3.Session#client().put_object", "request", undefined],
    ["psycopg2.connect().cursor().execute", "query", true],
    ["psycopg2.pool.ThreadedConnectionPool#getconn().cursor().execute", "query", true],
    ["psycopg.AsyncConnection.connect().cursor().execute", "query", undefined],
    ["asyncpg.create_pool().acquire().fetchrow", "query", undefined],
    ["asyncpg.Connection#fetch", "query", undefined],
    ["mysql.connector.connect().cursor().execute", "query", true],
    ["sqlalchemy.orm.Session#execute", "query", true],
    ["sqlalchemy.orm.Session#query().filter().options().all", "query", true],
    ["sqlalchemy.orm.Session#query().get", "query", true],
    ["sqlalchemy.orm.Session#query().filter().delete", "write", true],
    ["sqlalchemy.orm.Session#commit", "commit", true],
    ["sqlalchemy.orm.sessionmaker()().refresh", "query", true],
    ["sqlalchemy.ext.asyncio.AsyncSession#execute", "query", undefined],
    ["sqlalchemy.create_engine().connect().execute", "query", true],
    ["sqlmodel.Session#exec", "query", true],
    ["django.contrib.auth.get_user_model().objects.filter().first", "query", true],
    ["django.contrib.auth.models.User.objects.create", "write", true],
    ["django.contrib.auth.models.User.objects.get().save", "write", true],
    ["django.contrib.auth.models.User.objects.aget", "query", undefined],
    ["django.core.cache.cache.get", "cache", true],
    ["django.core.cache.caches.[].get", "cache", true],
    ["django.db.connections.[].cursor().execute", "query", true],
    ["pymongo.MongoClient#[].[].find_one", "query", true],
    ["pymongo.MongoClient#shop.users.insert_one", "write", true],
    ["pymongo.AsyncMongoClient#shop.users.insert_one", "write", undefined],
    ["motor.motor_asyncio.AsyncIOMotorClient#shop.users.find_one", "query", undefined],
    ["motor.motor_asyncio.AsyncIOMotorClient#shop.users.find().sort().to_list", "query", undefined],
    ["redis.Redis#get", "cache", true],
    ["redis.asyncio.from_url().get", "cache", undefined],
    ["elasticsearch.Elasticsearch#search", "query", true],
    ["elasticsearch.AsyncElasticsearch#search", "query", undefined],
    ["paramiko.SSHClient#exec_command", "request", true],
    ["docker.from_env().containers.run", "request", true],
    ["PIL.Image.open().convert().save", "parse", true],
    ["pandas.read_csv", "parse", true],
    ["bs4.BeautifulSoup", "parse", true],
    ["openai.OpenAI#chat.completions.create", "request", true],
    ["openai.AsyncOpenAI#chat.completions.create", "request", undefined],
  ])("%s", (origin, does, blocks) => {
    const row = index.byName(origin)?.row;
    expect(row?.does).toBe(does);
    expect(row?.blocks).toBe(blocks);
  });

  it.each([
    "os.path.join", "os.getenv", "pathlib.Path#joinpath", "pathlib.Path#suffix.lower", "subprocess.PIPE", "queue.Queue#get_nowait", "queue.Queue#put",
    "requests.Session#close", "requests.exceptions.HTTPError", "boto3.client().get_paginator", "boto3.client().generate_presigned_url",
    "boto3.resource().Table", "boto3.resource().Table().batch_writer().put_item", "redis.Redis#pipeline().get", "sqlalchemy.orm.Session#add",
    "sqlalchemy.orm.Session#query().filter", "sqlalchemy.select().where", "psycopg.connect().pipeline().execute", "kafka.KafkaProducer#send",
    "boto3.client().get_item().get", "boto3.resource().Table().get_item().get", "openai.OpenAI#chat.completions.create().choices.[].message.content.strip",
    "pathlib.Path#name.replace", "pathlib.Path#read_text().replace", "sqlalchemy.orm.Session#query().first().data.get",
    "django.contrib.auth.models.User.objects.get().settings.get", "pymongo.MongoClient#[].[].find_one().[].find", "pymongo.MongoClient#db.c.find()[].name.find",
    "google.cloud.firestore.Client#collection().document().get().to_dict().get",
    "django.db.models.Q", ".models.User.objects.get", "asyncio.Queue#get", "anyio.Path#exists", "asyncio.Future#result",
  ])("%s costs nothing by its name", (origin) => expect(index.byName(origin)).toBeUndefined());

  const shape = (chain: string, first: "absent" | "object" | "unknown" | "other" = "unknown") => index.byShape(chain, { first, keys: [] })?.row;

  it("knows query sets of Django by their managers", () => {
    expect(shape("User.objects.get")).toMatchObject({ does: "query", blocks: true });
    expect(shape("User.objects.filter().order_by().first", "absent")).toMatchObject({ does: "query" });
    expect(shape("User.objects.filter")).toMatchObject({ lazy: true });
    expect(shape("self.order.items_set.count", "absent")).toMatchObject({ does: "query" });
    expect(shape("User.objects.get().save", "absent")).toMatchObject({ does: "write" });
    expect(shape("self.visited_set.update")).toBeUndefined();
    expect(shape("user.save", "absent")).toBeUndefined();
  });

  it("knows query sets of Django that begin with a relation", () => {
    const inDjango = (chain: string, first: "absent" | "object" | "unknown" | "other" = "absent") => index.byShape(chain, { first, keys: [] }, new Set(["django"]));
    expect(inDjango("order.items.filter", "object")).toMatchObject({ known: true, row: { lazy: true } });
    expect(inDjango("order.items.filter", "other")).toBeUndefined();
    expect(inDjango("order.items.all")).toMatchObject({ known: true, row: { lazy: true } });
    expect(inDjango("order.items.filter().exists")).toMatchObject({ known: true, row: { does: "query" } });
    expect(inDjango("order.items.all().first")).toMatchObject({ known: true });
    expect(inDjango("order.items.all()[].save")).toMatchObject({ known: true, row: { does: "write" } });
    expect(inDjango("Stock().save")).toMatchObject({ known: true, row: { does: "write" } });
    expect(inDjango("Stock().save", "object")).toMatchObject({ known: true });
    for (const [chain, first] of [["image.save", "unknown"], ["Sheet().save", "unknown"], ["form.save", "absent"], ["mask.all", "absent"], ["items.exists", "absent"]] as const) {
      expect(inDjango(chain, first)).toBeUndefined();
    }
  });

  it("knows queries of SQLAlchemy by their chain", () => {
    expect(shape("db.query().filter().first", "absent")).toMatchObject({ does: "query", blocks: true });
    expect(shape("self.db.session.query().all", "absent")).toMatchObject({ does: "query" });
    expect(shape("User.query.filter_by().first", "absent")).toMatchObject({ does: "query" });
    expect(shape("db.session.commit", "absent")).toMatchObject({ does: "commit" });
    const made = (origin: string | undefined) => index.byShape("request.db.execute", { first: "unknown", keys: [], made: () => origin })?.row;
    expect(made("sqlalchemy.select().where()")).toMatchObject({ does: "query", blocks: true });
    expect(made("sqlalchemy.dialects.postgresql.insert().values()")).toMatchObject({ does: "write" });
    expect(made("cassandra.query.SimpleStatement#")).toBeUndefined();
    expect(made(undefined)).toBeUndefined();
    expect(shape("graph.query", "other")).toBeUndefined();
    expect(shape("repo.commit", "other")).toBeUndefined();
  });

  it("knows commands of Redis that nothing else has, outside of pipelines", () => {
    expect(shape("self.store.hgetall")).toMatchObject({ does: "cache" });
    expect(shape("pipe.hgetall")).toBeUndefined();
    expect(shape("self.store.pipeline().hgetall")).toBeUndefined();
    expect(shape("self.store.get")).toBeUndefined();
  });
});

describe("shapes of JavaScript", () => {
  const index = sinkIndex(javascript);
  const look = (chain: string, first: "absent" | "object" | "unknown" | "other", keys: string[], ...packages: string[]) =>
    index.byShape(chain, { first, keys }, new Set(packages));

  it.each([
    ["this.prisma.user.findUnique", "object", ["where"], "@prisma/client"],
    ["tx.order.create", "object", ["data"], "@prisma/client"],
    ["prisma.$queryRaw", "absent", [], "@prisma/client"],
    ["User.findByPk", "unknown", [], "sequelize"],
    ["models.User.findAll", "object", ["where"], "sequelize"],
    ["User.update", "object", ["name", "where"], "sequelize"],
    ["repository.findOneBy", "object", ["id"], "typeorm"],
    ["this.users.createQueryBuilder().where().getMany", "absent", [], "typeorm"],
    ["User.findById", "unknown", [], "mongoose"],
    ["this.userModel.findById().lean", "absent", [], "mongoose"],
    ["this.userModel.updateOne", "object", [], "mongoose"],
    ["db.collection().find().toArray", "absent", [], "mongodb"],
    ["Boards.findOneAsync", "other", [], "meteor"],
    ["getRepository().save", "unknown", [], "typeorm"],
    ["this.db.select().from().where", "other", [], "knex"],
    ["tx().insert", "unknown", [], "knex"],
    ["db().where().first", "absent", [], "knex"],
    ["User.query().findById", "unknown", [], "objection"],
    ["db.selectFrom().where().execute", "absent", [], "kysely"],
    ["db.query.users.findFirst", "object", ["where"], "drizzle-orm"],
    ["db.select().from().where", "unknown", [], "drizzle-orm"],
    ["em.persistAndFlush", "unknown", [], "@mikro-orm/core"],
    ["this.redis.hgetall", "unknown", [], "ioredis"],
    ["client.hGetAll", "unknown", [], "redis"],
  ] as const)("%s", (chain, first, keys, library) => {
    const found = look(chain, first, [...keys], library);
    expect(found?.known).toBe(true);
    expect(found?.library.packages).toContain(library);
  });

  it.each([
    ["this.usersService.findAll", "absent", []],
    ["this.usersService.findOne", "unknown", []],
    ["this.usersService.findById", "unknown", []],
    ["users.find", "other", []],
    ["cache.get", "other", []],
    ["map.delete", "unknown", []],
    ["this.form.update", "object", ["name"]],
    ["pipeline.hset", "unknown", []],
    ["this.redis.multi().hset", "unknown", []],
    ["list.update", "object", ["data"]],
    ["table.insert", "unknown", []],
  ] as const)("%s is nobody's", (chain, first, keys) => {
    expect(look(chain, first, [...keys], "@prisma/client", "sequelize", "typeorm", "mongoose", "mongodb", "knex", "drizzle-orm", "ioredis")).toBeUndefined();
  });
});
