import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const anyOf = { does: "query", cost: "A", batch: "one query with `= ANY($1)`, or one multi-row insert (`unnest`)" } as const;
const inList = { does: "query", cost: "A", batch: "one statement with `IN (?)`, or one multi-row insert" } as const;

export const postgres: Library = {
  name: "PostgreSQL drivers", packages: ["pg", "pg-promise", "postgres", "@vercel/postgres", "@neondatabase/serverless"], docs: "https://node-postgres.com/apis/client",
  sinks: [
    ...methods(["pg.Pool#", "pg.Client#", "pg.PoolClient#", "pg.Pool#connect().", "pg.native.Pool#", "pg.native.Client#", "pg-pool#"], "query", anyOf),
    ...methods(["pg-promise()().", "pg-promise.IDatabase#", "pg-promise.ITask#"], "any one oneOrNone none many manyOrNone query result func proc", anyOf),
    ...["postgres()", "postgres.Sql#", "@vercel/postgres.sql", "@neondatabase/serverless.neon()"].map((call) => ({ call, ...anyOf, lazy: true } as const)),
    ...methods(["@neondatabase/serverless.Pool#", "@neondatabase/serverless.Client#", "@vercel/postgres.sql."], "query", anyOf),
    { call: "postgres().unsafe", ...anyOf, lazy: true },
    ...methods("slonik.**.", "query any one oneFirst maybeOne maybeOneFirst many manyFirst exists", anyOf),
  ],
  shapes: shapes("*.oneOrNone *.manyOrNone *.maybeOne *.maybeOneFirst", { ...anyOf, argument: "any" }),
};

export const mysql: Library = {
  name: "MySQL drivers", packages: ["mysql2", "mysql", "promise-mysql", "mariadb"], docs: "https://sidorares.github.io/node-mysql2/docs",
  sinks: [
    ...methods(["mysql2.**.", "mysql2/promise.**.", "mysql.**.", "promise-mysql.**.", "mariadb.**."], "query execute", inList),
    ...methods(["mysql2.**.", "mysql2/promise.**.", "mysql.**.", "mariadb.**."], "commit", { does: "commit", cost: "A" }),
    { call: "mariadb.**.batch", does: "write", cost: "A" },
  ],
};

export const otherSql: Library = {
  name: "other SQL drivers", packages: ["mssql", "oracledb", "sqlite3", "sqlite", "snowflake-sdk", "@databases/pg"],
  docs: "https://github.com/tediousjs/node-mssql#readme",
  sinks: [
    ...methods("mssql.**.", "query execute", inList),
    { call: "oracledb.**.execute", ...inList, batch: "`executeMany`" },
    { call: "oracledb.**.executeMany", does: "write", cost: "A" },
    ...methods(["sqlite3.Database#", "sqlite3.verbose().Database#", "sqlite3.Statement#", "sqlite.open().", "sqlite.Database#"], "run get all exec each", { ...inList, cost: "B", batch: "one statement with `IN (...)`, or one transaction around all" }),
    { call: "snowflake-sdk.**.execute", ...inList },
    ...methods("@databases/*.**.", "query", inList),
  ],
};

/** First words of statements that read and that change rows. */
const readWords = ["select", "with", "call"];
const writeWords = ["insert", "update", "delete", "replace", "merge"];

/** A text in SQL is proof of a database, whatever the receiver. */
export const sql: Library = {
  name: "SQL", packages: [], docs: "https://node-postgres.com/features/queries",
  sinks: [],
  shapes: [
    ...shapes("*.query *.execute *.raw *.unsafe *.any *.one *.oneOrNone *.many *.manyOrNone *.none", {
      does: "query", cost: "A", batch: "one statement for all ids (`= ANY(...)`, `IN (...)`)", argument: "sql", keys: readWords,
    }),
    ...shapes("*.query *.execute *.raw *.unsafe *.none *.one *.oneOrNone", {
      does: "write", cost: "A", batch: "one statement for all rows (a multi-row insert, `IN (...)`)", argument: "sql", keys: writeWords,
    }),
    ...shapes("*.get *.all *.each", {
      does: "query", cost: "B", batch: "one statement for all ids (`IN (...)`)", argument: "sql", keys: readWords,
    }),
    ...shapes("*.run", {
      does: "write", cost: "B", batch: "one statement for all rows, or one transaction around them", argument: "sql", keys: writeWords,
    }),
  ],
};

const sync = { does: "query", blocks: true } as const;
const one = { ...sync, cost: "C", batch: "one statement with `IN (...)`, or one transaction around all", instead: "a worker thread" } as const;
/** `run()` is for statements that give no rows: each is a transaction of its own where none is open. */
const changes = { ...one, does: "write" } as const;

/** SQLite calls block by design and are short: a prepared statement in a transaction takes microseconds. */
export const betterSqlite: Library = {
  name: "better-sqlite3", packages: ["better-sqlite3"], docs: "https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md",
  sinks: [
    ...["better-sqlite3", "better-sqlite3.Database", "bun:sqlite.Database"].flatMap((database) => [
      ...methods(`${database}#`, "exec", { ...sync, cost: "B", instead: "a worker thread for long statements" }),
      ...methods(`${database}#`, "pragma", { ...sync, cost: "C", instead: "a worker thread" }),
      ...methods([`${database}#prepare().**.`, `${database}#query().**.`], "all iterate", {
        ...sync, cost: "B", batch: "one statement with `IN (...)` or a join", instead: "`LIMIT`, or a worker thread",
      }),
      ...methods([`${database}#prepare().**.`, `${database}#query().**.`], "get", one),
      ...methods([`${database}#prepare().**.`, `${database}#query().**.`], "run", changes),
    ]),
    ...methods("better-sqlite3.Statement#", "all iterate", {
      ...sync, cost: "B", batch: "one statement with `IN (...)` or a join", instead: "`LIMIT`, or a worker thread",
    }),
    ...methods("better-sqlite3.Statement#", "get", one),
    ...methods("better-sqlite3.Statement#", "run", changes),
  ],
  shapes: [
    ...shapes("*.prepare().~.all *.prepare().~.iterate", {
      ...sync, cost: "B", batch: "one statement with `IN (...)` or a join", instead: "`LIMIT`, or a worker thread", argument: "any",
    }),
    ...shapes("*.prepare().~.get", { ...one, argument: "any" }),
    ...shapes("*.prepare().~.run", { ...changes, argument: "any" }),
  ],
};

/** Drivers of databases within the process, and those of servers: a project with none of the latter makes no round trips. */
export const embeddedDrivers: readonly string[] = ["better-sqlite3", "sqlite3", "sql.js", "node-sqlite3-wasm"];
export const serverDrivers: readonly string[] = [
  "pg", "postgres", "pg-promise", "mysql", "mysql2", "mariadb", "mssql", "tedious", "oracledb", "mongodb", "mongoose", "@neondatabase/serverless", "@planetscale/database", "@libsql/client",
  "@databases/pg", "cassandra-driver", "snowflake-sdk", "@prisma/client",
];
