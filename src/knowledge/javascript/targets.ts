/** How code says which table, collection, database or connection a query goes to. */

/** Calls whose argument names the table, collection or model of what follows. */
export const targetSelectors: ReadonlySet<string> = new Set([
  "collection", "getCollection", "table", "from", "into", "model", "getModel", "getRepository", "selectFrom", "insertInto", "updateTable", "deleteFrom",
  "schema", "withSchema", "db", "database", "useDb", "using", "connection", "getConnection",
]);

/** Methods that a row of a result has: the receiver is the row, not a table. */
export const rowMethods: ReadonlySet<string> = new Set([
  "save", "reload", "refresh", "populate", "update", "increment", "decrement", "destroy", "remove", "delete", "deleteOne", "updateOne", "softDelete", "softRemove",
  "restore",
]);

/** Methods that take a whole statement as text. */
export const statementMethods: ReadonlySet<string> = new Set(["query", "execute", "exec", "run", "raw", "$executeRawUnsafe", "$queryRawUnsafe"]);

/** The end of a text behind which a statement names its table. */
export const targetPlace = /\b(?:from|into|update|join|table)\s[\w."'`[]*$/i;

/** Statements about the schema, the connection or the catalog have no form for many. */
export const schemaStatement =
  /^\s*(?:CREATE|DROP|ALTER|TRUNCATE|VACUUM|ANALYZE|REINDEX|GRANT|REVOKE|SET|SHOW|PRAGMA|LISTEN|USE|LOCK|ATTACH|ROLLBACK|SAVEPOINT)\b|\b(?:information_schema|pg_catalog|sqlite_master|all_tables|sys\.tables)\b/i;

/** Functions that write statements about the schema, by the last words of their names. */
export const schemaWork = /(?:table|schema|column|index|view|trigger|sequence|partition)s?$/i;

/** Names of what is an entity class, in the first argument of an entity manager. */
export const entityName = /^\p{Lu}|class|entity|model|target|type/iu;
