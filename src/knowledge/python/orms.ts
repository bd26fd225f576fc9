import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

/** Lookups by the row's own id, and columns that hold it. */
export const idLookup = /(?:^|__)(?:pk|id|uuid|guid|uid|slug)__in$/;
/** Methods of queries that pick rows by what their columns hold. */
export const picking = /^(?:filter|filter_by|where|get)$/;
export const idNames: ReadonlySet<string> = new Set(["pk", "id", "uuid"]);

const awaited = { cost: "A" } as const;
const one = "one query with `__in`, or `prefetch_related` on the first query";

export const tortoise: Library = {
  name: "Tortoise ORM", packages: ["tortoise-orm"], docs: "https://tortoise.github.io/query.html",
  sinks: methods("tortoise.models.Model.", "get get_or_none", { does: "query", ...awaited, batch: one }),
  shapes: [
    ...shapes("^.get ^.get_or_none ^.filter ^.exists", { does: "query", ...awaited, batch: one, lazy: true, argument: "lookup" }),
    ...shapes("^.filter().**.first ^.filter().**.all ^.filter().**.count ^.filter().**.exists ^.filter().**.get_or_none ^.filter().**.prefetch_related", {
      does: "query", ...awaited, batch: one, lazy: true, argument: "any",
    }),
    ...shapes("^.create ^.get_or_create ^.update_or_create", { does: "write", ...awaited, batch: "one `bulk_create`", argument: "lookup" }),
    ...shapes("^.filter().**.update ^.filter().**.delete", { does: "write", ...awaited, batch: "one statement with `__in`", lazy: true, argument: "any" }),
    ...shapes("*.fetch_related", { does: "query", ...awaited, batch: "`prefetch_related` on the query", argument: "any" }),
  ],
};

const sync = { cost: "A", blocks: true, instead: "`await asyncio.to_thread(...)`" } as const;

export const peewee: Library = {
  name: "Peewee", packages: ["peewee"], docs: "https://docs.peewee-orm.com/en/latest/peewee/relationships.html",
  sinks: methods(["peewee.PostgresqlDatabase#", "peewee.MySQLDatabase#", "peewee.SqliteDatabase#"], "execute_sql", {
    does: "query", ...sync, batch: "one statement for all ids (`IN (...)`)",
  }),
  shapes: [
    ...shapes("^.get_by_id ^.get_or_none", { does: "query", ...sync, batch: "one query with `.in_(ids)`, or `prefetch`", argument: "any" }),
    ...shapes("^.select().**.where().**.get ^.select().**.where().**.first ^.select().**.where().**.count ^.select().**.where().**.exists", {
      does: "query", ...sync, batch: "one query with `.in_(ids)`, or `prefetch`", argument: "any",
    }),
    ...shapes("^.create ^.get_or_create", { does: "write", ...sync, batch: "one `insert_many`", argument: "lookup" }),
    ...shapes("^.insert().**.execute ^.update().**.execute ^.delete().**.execute", {
      does: "write", ...sync, batch: "one `insert_many`, or one statement with `.in_(ids)`", argument: "any",
    }),
  ],
};

const mongo = { cost: "A", blocks: true, instead: "`beanie` or `motor`, or `await asyncio.to_thread(...)`" } as const;

export const mongoengine: Library = {
  name: "MongoEngine", packages: ["mongoengine"], docs: "https://docs.mongoengine.org/guide/querying.html",
  sinks: [{ call: "mongoengine.**.objects.**.get", does: "query", ...mongo, batch: "one query with `__in`, or `select_related`" }],
  shapes: [
    ...shapes("^.objects", { does: "query", ...mongo, batch: "one query with `__in`, or `select_related`", lazy: true, argument: "lookup" }),
    ...shapes("^.objects().**.first ^.objects().**.get ^.objects().**.count", {
      does: "query", ...mongo, batch: "one query with `__in`, or `select_related`", argument: "any",
    }),
  ],
};
