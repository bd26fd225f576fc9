const session = "sqlalchemy.orm.Session";
const asyncSession = "sqlalchemy.ext.asyncio.AsyncSession";

/**
 * Values known under a better name, both spelled as `Questions.origin` does: what a factory makes, a class under the module that rows
 * name it by. Applied at each step, so `requests.sessions.Session` is read as `requests.Session` before its methods are.
 */
export const instances: Readonly<Record<string, string>> = {
  "requests.session()": "requests.Session#",
  "requests.sessions.Session": "requests.Session",
  "requests.api": "requests",
  "aiohttp.client.ClientSession": "aiohttp.ClientSession",

  "sqlalchemy.orm.session": "sqlalchemy.orm",
  "sqlalchemy.orm.scoping.scoped_session": "sqlalchemy.orm.scoped_session",
  "sqlalchemy.orm.sessionmaker()()": `${session}#`,
  "sqlalchemy.orm.scoped_session()": `${session}#`,
  [`${session}#()`]: `${session}#`,
  "sqlalchemy.orm.sessionmaker().begin()": `${session}#`,
  "sqlalchemy.orm.create_session()": `${session}#`,
  "sqlalchemy.ext.asyncio.session": "sqlalchemy.ext.asyncio",
  "sqlalchemy.ext.asyncio.async_sessionmaker()()": `${asyncSession}#`,
  "sqlalchemy.ext.asyncio.async_sessionmaker().begin()": `${asyncSession}#`,
  "sqlalchemy.ext.asyncio.async_scoped_session()": `${asyncSession}#`,
  [`${asyncSession}#()`]: `${asyncSession}#`,
  "sqlalchemy.engine.create_engine": "sqlalchemy.create_engine",

  "redis.StrictRedis": "redis.Redis",
  "redis.client.Redis": "redis.Redis",
  "redis.client.StrictRedis": "redis.Redis",
  "redis.from_url()": "redis.Redis#",
  "redis.asyncio.client.Redis": "redis.asyncio.Redis",
  "redis.asyncio.StrictRedis": "redis.asyncio.Redis",
  "redis.asyncio.from_url()": "redis.asyncio.Redis#",
  "pymongo.mongo_client.MongoClient": "pymongo.MongoClient",
  "boto3.session.Session": "boto3.Session",
  "boto3.Session#client()": "boto3.client()",
  "boto3.Session#resource()": "boto3.resource()",

  "pathlib.Path#parent": "pathlib.Path#",
  "pathlib.Path.cwd()": "pathlib.Path#",
  "pathlib.Path.home()": "pathlib.Path#",
  ...Object.fromEntries(["glob", "rglob", "iterdir", "parents"].map((name) => [`pathlib.Path#${name}${name === "parents" ? "" : "()"}[]`, "pathlib.Path#"])),
  ...Object.fromEntries(
    ["joinpath", "resolve", "absolute", "expanduser", "with_suffix", "with_name", "with_stem", "relative_to"].map((name) => [`pathlib.Path#${name}()`, "pathlib.Path#"]),
  ),

  "concurrent.futures.thread.ThreadPoolExecutor": "concurrent.futures.ThreadPoolExecutor",
  "concurrent.futures.process.ProcessPoolExecutor": "concurrent.futures.ProcessPoolExecutor",
};
