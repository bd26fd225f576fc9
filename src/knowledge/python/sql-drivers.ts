import type { Library, Sink } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const blocks = (instead: string) => ({ cost: "A", blocks: true, instead }) as const;
const batch = "one `executemany` or multi-row insert, or one query with `= ANY(%s)`";
const awaited = { does: "query", cost: "A" } as const;
const after = "one `commit` after the loop";

/** Rows of a driver with the Python Database API: connections, cursors and pools however they came about. */
function driver(module: string, instead: string): Sink[] {
  return [
    ...methods(`${module}.**.`, "execute callproc", { does: "query", ...blocks(instead), batch }),
    ...methods(`${module}.**.`, "executemany", { does: "write", ...blocks(instead) }),
    ...methods(`${module}.**.`, "commit", { does: "commit", ...blocks(instead), batch: after }),
    { call: `${module}.connect`, does: "wait", ...blocks(instead) },
  ];
}

export const postgres: Library = {
  name: "PostgreSQL drivers", packages: ["psycopg2", "psycopg2-binary", "psycopg", "asyncpg", "aiopg", "pg8000"], docs: "https://www.psycopg.org/docs/extras.html",
  sinks: [
    ...driver("psycopg2", "`asyncpg` or `psycopg.AsyncConnection`, or `await asyncio.to_thread(...)`"),
    ...methods("psycopg2.extras.", "execute_values execute_batch", { does: "write", ...blocks("`asyncpg` or `psycopg.AsyncConnection`") }),
    ...driver("psycopg", "`psycopg.AsyncConnection`"),
    ...methods("psycopg_pool.ConnectionPool#**.", "execute", { does: "query", ...blocks("`psycopg_pool.AsyncConnectionPool`"), batch }),
    ...driver("pg8000", "`asyncpg`, or `await asyncio.to_thread(...)`"),
    ...methods(["psycopg.AsyncConnection.connect().**.", "psycopg.AsyncConnection#**.", "psycopg.AsyncCursor#", "psycopg_pool.AsyncConnectionPool#**."], "execute", {
      ...awaited, batch,
    }),
    ...methods(["psycopg.AsyncConnection.connect().**.", "psycopg.AsyncConnection#**."], "commit", { ...awaited, does: "commit", batch: after }),
    ...methods("asyncpg.**.", "fetch fetchrow fetchval execute", { ...awaited, batch: "one `executemany`, or one query with `= ANY($1)`" }),
    ...methods("asyncpg.**.", "executemany copy_records_to_table copy_to_table", { ...awaited, does: "write" }),
    ...methods("aiopg.**.", "execute", { ...awaited, batch }),
  ],
  free: ["**.pipeline().**"],
};

export const otherSql: Library = {
  name: "other SQL drivers", packages: ["pymysql", "mysqlclient", "mysql-connector-python", "pyodbc", "cx-oracle", "oracledb", "aiomysql", "aiosqlite", "databases"],
  docs: "https://peps.python.org/pep-0249/",
  sinks: [
    ...["pymysql", "MySQLdb", "mysql.connector"].flatMap((module) => driver(module, "`aiomysql`, or `await asyncio.to_thread(...)`")),
    ...["pyodbc", "cx_Oracle", "oracledb", "pymssql", "duckdb", "clickhouse_driver", "snowflake.connector", "ibm_db_dbi"].flatMap((module) => driver(module, "`await asyncio.to_thread(...)`")),
    ...methods(["aiomysql.**.", "asyncmy.**.", "aiosqlite.**.", "aioodbc.**."], "execute", { ...awaited, batch: "one `executemany`, or one statement with `IN (...)`" }),
    ...methods(["aiomysql.**.", "asyncmy.**.", "aiosqlite.**.", "aioodbc.**."], "commit", { ...awaited, does: "commit", batch: after }),
    ...methods("databases.Database#", "fetch_all fetch_one fetch_val execute", { ...awaited, batch: "one `execute_many`, or one query with `IN (...)`" }),
    ...methods(["cassandra.cluster.Cluster#connect().", "cassandra.cluster.Session#"], "execute", {
      does: "query", ...blocks("`execute_async`"), batch: "`cassandra.concurrent.execute_concurrent`",
    }),
  ],
};

const sqlBlocks = { blocks: true, instead: "an asynchronous driver, or `await asyncio.to_thread(...)`" } as const;
const readWords = ["select", "with", "call"];
const writeWords = ["insert", "update", "delete", "replace", "merge"];

/** A text in SQL is proof of a database, whatever the receiver; an asynchronous driver is awaited. */
export const sql: Library = {
  name: "SQL", packages: [], docs: "https://peps.python.org/pep-0249/",
  sinks: [],
  shapes: [
    ...shapes("*.execute *.fetch *.fetchrow *.fetchval *.fetch_all *.fetch_one *.fetch_val", {
      does: "query", cost: "A", ...sqlBlocks, batch: "one query for all ids (`= ANY(...)`, `IN (...)`)", argument: "sql", keys: readWords,
    }),
    ...shapes("*.execute", { does: "write", cost: "A", ...sqlBlocks, batch: "one `executemany` or multi-row insert", argument: "sql", keys: writeWords }),
    ...shapes("*.executemany", { does: "write", cost: "A", ...sqlBlocks, argument: "sql", keys: writeWords }),
  ],
};
