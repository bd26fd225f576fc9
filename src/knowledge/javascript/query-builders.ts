import type { Library } from "../row.ts";
import { chains, methods, shapes } from "../rows.ts";

const inserts = { does: "write", cost: "A", batch: "one `insert` of the whole array" } as const;
const changes = { does: "write", cost: "A", batch: "one `update` with `whereIn`, or an upsert of the whole array (`onConflict().merge()`)" } as const;
const deletes = { does: "write", cost: "A", batch: "one delete with `whereIn`" } as const;
const reads = { does: "query", cost: "A", batch: "one query with `whereIn`, or a join" } as const;

/** Ends of a chain that begins with `select().from()`, as Knex and Drizzle have them. */
const froms = "where limit orderBy groupBy leftJoin innerJoin join".split(" ").map((end) => `*.select().from().**.${end}`).join(" ");

const connections = ["knex().", "knex.knex().", "knex.Knex#", "knex.Knex.Transaction#"];
const tables = ["knex()().", "knex.knex()().", "knex.Knex#()."];

/** A builder does nothing until it is awaited, so its rows are lazy and hold for any end of the chain. */
export const knex: Library = {
  name: "Knex", packages: ["knex"], docs: "https://knexjs.org/guide/query-builder.html",
  sinks: [
    ...["knex()", "knex.knex()", "knex.Knex#"].map((call) => ({ call, ...reads, lazy: true } as const)),
    ...tables.map((owner) => ({ call: `${owner}**`, ...reads, lazy: true } as const)),
    ...connections.flatMap((owner) => chains(owner, "select from first raw count with", { ...reads, lazy: true })),
    ...[...tables, ...connections].flatMap((owner) => [
      ...chains(`${owner}**.`, "insert", { ...inserts, lazy: true }),
      ...chains(`${owner}**.`, "update increment decrement", { ...changes, lazy: true }),
      ...chains(`${owner}**.`, "del delete truncate", { ...deletes, lazy: true }),
    ]),
    { call: "knex.Knex.QueryBuilder#**", ...reads, lazy: true },
    ...methods(connections, "batchInsert", { does: "write", cost: "A" }),
  ],
  free: ["**.toSQL", "**.toString", "**.toQuery", "**.schema.**", "**.stream", "**.clone"],
  shapes: [
    ...shapes("*.where().**.first *.where().**.select *.whereIn().**.select", { ...reads, argument: "any", lazy: true }),
    ...shapes(`*.select().from ${froms}`, { ...reads, argument: "any", lazy: true }),
    ...shapes("*().insert", { ...inserts, argument: "any", lazy: true }),
    ...shapes("*().update", { ...changes, argument: "lookup", lazy: true }),
    ...shapes("*.where().**.update", { ...changes, argument: "any", lazy: true }),
    ...shapes("*.where().**.del *.where().**.delete", { ...deletes, argument: "any", lazy: true }),
    ...shapes("*.insert().returning *.insert().onConflict().merge *.insert().onConflict().ignore", { ...inserts, argument: "any", lazy: true }),
    ...shapes("*.batchInsert", { does: "write", cost: "A", argument: "any" }),
  ],
};

/** Models over Knex. */
export const objection: Library = {
  name: "Objection.js", packages: ["objection"], docs: "https://vincit.github.io/objection.js/guide/query-examples.html",
  sinks: [],
  shapes: [
    ...shapes("^.query().**.findById ^.query().**.findOne ^.query().**.first", { ...reads, argument: "any", lazy: true }),
    ...shapes("^.query().**.where ^.query().**.select ^.query().**.withGraphFetched", { ...reads, argument: "any", lazy: true }),
    ...shapes("^.query().**.insert ^.query().**.insertAndFetch", { ...inserts, argument: "any", lazy: true }),
    ...shapes("^.query().**.patch ^.query().**.patchAndFetchById", { ...changes, argument: "any", lazy: true }),
    ...shapes("^.query().**.deleteById", { ...deletes, argument: "any", lazy: true }),
    ...shapes("*.$relatedQuery", { ...reads, batch: "`withGraphFetched` on the first query", argument: "any", lazy: true }),
    ...shapes("*.$query().patch *.$query().patchAndFetch", { ...changes, argument: "any", lazy: true }),
    ...shapes("*.$query().delete", { ...deletes, argument: "any", lazy: true }),
  ],
};

const kyselyReads = { does: "query", cost: "A", batch: "one query with `where(\"id\", \"in\", ids)`, or a join" } as const;
const kyselyInserts = { does: "write", cost: "A", batch: "one `values([...])`" } as const;
const kyselyChanges = { does: "write", cost: "A", batch: "one statement for all ids (`where(\"id\", \"in\", ids)`)" } as const;
const ends = ["execute", "executeTakeFirst", "executeTakeFirstOrThrow"];
const endings = (start: string): string => ends.map((end) => `${start}().**.${end}`).join(" ");
const kyselyOwners = ["kysely.Kysely#", "kysely.Transaction#"];

export const kysely: Library = {
  name: "Kysely", packages: ["kysely"], docs: "https://kysely.dev/docs/getting-started",
  sinks: [
    ...methods(kyselyOwners, endings("selectFrom"), kyselyReads),
    ...methods(kyselyOwners, `${endings("insertInto")} ${endings("replaceInto")}`, kyselyInserts),
    ...methods(kyselyOwners, `${endings("updateTable")} ${endings("deleteFrom")}`, kyselyChanges),
    { call: "kysely.sql().execute", ...kyselyReads },
  ],
  shapes: [
    ...shapes(endings("*.selectFrom"), { ...kyselyReads, argument: "any" }),
    ...shapes(endings("*.insertInto"), { ...kyselyInserts, argument: "any" }),
    ...shapes(`${endings("*.updateTable")} ${endings("*.deleteFrom")}`, { ...kyselyChanges, argument: "any" }),
  ],
};

const drizzleReads = { does: "query", cost: "A", batch: "one query with `inArray(table.id, ids)`, or `with:` on the first query" } as const;
const drizzleInserts = { does: "write", cost: "A", batch: "one `values([...])`" } as const;
const drizzleChanges = { does: "write", cost: "A", batch: "one statement with `inArray(table.id, ids)`" } as const;
const drizzleOwner = "drizzle-orm/*.*#";

export const drizzle: Library = {
  name: "Drizzle", packages: ["drizzle-orm"], docs: "https://orm.drizzle.team/docs/rqb",
  sinks: [
    ...methods(drizzleOwner, "query.*.findMany query.*.findFirst $count execute", drizzleReads),
    ...chains(drizzleOwner, "select().from selectDistinct().from selectDistinctOn().from", { ...drizzleReads, lazy: true }),
    ...chains(drizzleOwner, "insert().values", { ...drizzleInserts, lazy: true }),
    ...chains(drizzleOwner, "update().set delete", { ...drizzleChanges, lazy: true }),
  ],
  shapes: [
    ...shapes("*.query.*.findMany *.query.*.findFirst", { ...drizzleReads, argument: "options" }),
    ...shapes(`*.select().from ${froms}`, { ...drizzleReads, argument: "any", lazy: true }),
    ...shapes("*.insert().values *.insert().values().**.returning *.insert().values().**.onConflictDoNothing", {
      ...drizzleInserts, argument: "any", lazy: true,
    }),
    ...shapes("*.insert().values().**.onConflictDoUpdate", { ...drizzleInserts, argument: "any", lazy: true }),
    ...shapes("*.update().set().where *.update().set().**.returning *.delete().where", { ...drizzleChanges, argument: "any", lazy: true }),
  ],
};

const mikroOwners = [
  "@mikro-orm/*.EntityManager#", "@mikro-orm/*.SqlEntityManager#", "@mikro-orm/*.MongoEntityManager#", "@mikro-orm/*.EntityRepository#",
  "@mikro-orm/*.SqlEntityRepository#", "@mikro-orm/*.MikroORM#em.", "@mikro-orm/*.**.fork().", "@mikro-orm/*.MikroORM.init().em.",
];
const mikroReads = { does: "query", cost: "A", batch: "one `find` with the list of ids, or `populate` on the first query" } as const;
const mikroWrites = { does: "write", cost: "A", batch: "`persist` for each and one `flush` at the end" } as const;

export const mikroOrm: Library = {
  name: "MikroORM", packages: ["@mikro-orm/core"], docs: "https://mikro-orm.io/docs/unit-of-work",
  sinks: [
    ...methods(mikroOwners, "find findOne findOneOrFail findAll findAndCount findByCursor count refresh populate", mikroReads),
    ...methods(mikroOwners, "persistAndFlush removeAndFlush nativeUpdate nativeDelete nativeInsert insert upsert", mikroWrites),
    ...methods(mikroOwners, "insertMany upsertMany", { does: "write", cost: "A" }),
    ...methods(mikroOwners, "flush commit", { does: "commit", cost: "A", batch: "one `flush` at the end" }),
  ],
  shapes: [
    ...shapes("*.persistAndFlush *.removeAndFlush *.nativeUpdate *.nativeDelete *.nativeInsert", { ...mikroWrites, argument: "any" }),
    ...shapes("*.loadItems *.loadCount", { ...mikroReads, batch: "`populate` on the first query", argument: "any" }),
    ...shapes("*.em.flush", { does: "commit", cost: "A", batch: "one `flush` at the end", argument: "any" }),
  ],
};
