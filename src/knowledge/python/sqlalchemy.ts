import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const instead = "`AsyncSession` with an asynchronous driver, or a plain `def` route";
const sync = { cost: "A", blocks: true, instead } as const;

const sessions = [
  "sqlalchemy.orm.Session#", "sqlalchemy.orm.session.Session#", "sqlalchemy.orm.sessionmaker()().", "sqlalchemy.orm.sessionmaker().begin().",
  "sqlalchemy.orm.scoped_session().", "sqlalchemy.orm.scoped_session()().", "sqlmodel.Session#", "flask_sqlalchemy.SQLAlchemy#session.",
];
const connections = [
  "sqlalchemy.create_engine().connect().", "sqlalchemy.create_engine().begin().", "sqlalchemy.create_engine().", "sqlalchemy.engine.create_engine().connect().",
  "sqlalchemy.engine.Connection#", "sqlalchemy.Connection#", "sqlalchemy.engine.Engine#connect().", "sqlalchemy.Engine#connect().",
  "sqlalchemy.engine.Engine#begin().", "sqlalchemy.Engine#begin().", "sqlalchemy.engine.base.Connection#", "sqlalchemy.engine.base.Engine#begin().",
  "sqlalchemy.engine.base.Engine#connect().", "sqlmodel.create_engine().connect().",
];
const asyncSessions = [
  "sqlalchemy.ext.asyncio.AsyncSession#", "sqlalchemy.ext.asyncio.session.AsyncSession#", "sqlalchemy.ext.asyncio.async_sessionmaker()().",
  "sqlalchemy.ext.asyncio.async_sessionmaker().begin().", "sqlalchemy.ext.asyncio.async_scoped_session()().", "sqlalchemy.ext.asyncio.async_scoped_session().",
  "sqlmodel.ext.asyncio.session.AsyncSession#",
];
const asyncConnections = [
  "sqlalchemy.ext.asyncio.create_async_engine().connect().", "sqlalchemy.ext.asyncio.create_async_engine().begin().", "sqlalchemy.ext.asyncio.AsyncConnection#",
  "sqlalchemy.ext.asyncio.AsyncEngine#connect().", "sqlalchemy.ext.asyncio.AsyncEngine#begin().",
];

const reads = { does: "query", cost: "A", batch: "one query with `.in_(ids)`, or `selectinload` on the first query" } as const;
const changes = { does: "write", cost: "A", batch: "one `insert().values([...])`, or one `update` with `.in_(ids)`" } as const;
const commits = { does: "commit", cost: "A", batch: "one `commit` after the loop" } as const;
const flushes = { does: "commit", cost: "A", batch: "one `flush` after the loop" } as const;
const reloads = { does: "query", cost: "A", batch: "one query for all rows, or `expire_on_commit=False`" } as const;

/** What a statement is made by: proof of SQLAlchemy even where the session has no type. A session that is asynchronous is awaited. */
const modules = ["sqlalchemy", "sqlalchemy.future", "sqlalchemy.sql", "sqlalchemy.sql.expression", "sqlmodel"];
const selects = modules.flatMap((module) => [`${module}.select()`, `${module}.text()`]);
const writes = [...modules, "sqlalchemy.dialects.postgresql"].flatMap((module) => [`${module}.insert()`, `${module}.update()`, `${module}.delete()`]);

const ends = "all first one one_or_none scalar scalar_one_or_none count get".split(" ");
const chained = (start: string): string => ends.map((end) => `${start}.~.${end}`).join(" ");
const filtered = ["*.query().~.filter()", "*.query().~.filter_by()", "*.filter_by()", "^.query.filter()", "*.session.query()"];

export const sqlalchemy: Library = {
  name: "SQLAlchemy", packages: ["sqlalchemy", "flask-sqlalchemy", "sqlmodel"],
  docs: "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
  sinks: [
    ...methods(sessions, `execute exec scalar scalars get get_one ${chained("query()")}`, { ...reads, ...sync }),
    ...methods(sessions, "query().~.update query().~.delete merge", { ...changes, ...sync }),
    ...methods(sessions, "bulk_save_objects bulk_insert_mappings bulk_update_mappings", { does: "write", ...sync }),
    ...methods(sessions, "commit", { ...commits, ...sync }),
    ...methods(sessions, "flush", { ...flushes, ...sync }),
    ...methods(sessions, "refresh", { ...reloads, ...sync }),
    ...methods(connections, "execute scalar scalars", { ...reads, ...sync }),
    ...methods(connections, "commit", { ...commits, ...sync }),
    ...methods(asyncSessions, "execute exec scalar scalars stream stream_scalars get get_one", reads),
    ...methods(asyncSessions, "merge", changes),
    ...methods(asyncSessions, "commit", commits),
    ...methods(asyncSessions, "flush", flushes),
    ...methods(asyncSessions, "refresh", reloads),
    ...methods(asyncConnections, "execute scalar scalars stream", reads),
    ...methods(asyncConnections, "commit", commits),
    ...methods("flask_sqlalchemy.SQLAlchemy#", "get_or_404 first_or_404", { ...reads, ...sync }),
    { call: "pandas.read_sql", ...reads, ...sync },
    { call: "pandas.read_sql_query", ...reads, ...sync },
  ],
  shapes: [
    ...shapes("all first one one_or_none scalar count".replace(/(^| )/g, "$1*.filter().~."), { ...reads, ...sync, argument: "any" }),
    ...shapes(filtered.map(chained).join(" "), { ...reads, ...sync, argument: "any" }),
    ...shapes("*.query().get ^.query.get ^.query.all ^.query.first ^.query.count ^.query.get_or_404", { ...reads, ...sync, argument: "any" }),
    ...shapes("*.query().~.filter().~.update *.query().~.filter().~.delete *.query().~.filter_by().~.delete *.query().~.filter_by().~.update", {
      ...changes, ...sync, argument: "any",
    }),
    ...shapes("*.execute *.scalars *.scalar *.exec", { ...reads, ...sync, argument: "statement", keys: selects }),
    ...shapes("*.execute", { ...changes, ...sync, argument: "statement", keys: writes }),
    ...shapes("*.session.execute *.session.scalars *.session.scalar", { ...reads, ...sync, argument: "any" }),
    ...shapes("*.session.commit", { ...commits, ...sync, argument: "any" }),
    ...shapes("*.session.flush", { ...flushes, ...sync, argument: "any" }),
    ...shapes("*.session.refresh", { ...reloads, ...sync, argument: "any" }),
  ],
};
