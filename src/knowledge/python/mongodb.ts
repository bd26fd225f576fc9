import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const reads = { does: "query", cost: "A", batch: "one `find` with `$in`" } as const;
const counts = { does: "query", cost: "A", batch: "one `aggregate` with `$group`" } as const;
const inserts = { does: "write", cost: "A", batch: "one `insert_many`" } as const;
const changes = { does: "write", cost: "A", batch: "one `bulk_write`" } as const;
const deletes = { does: "write", cost: "A", batch: "one `delete_many` with `$in`" } as const;
const together = { does: "write", cost: "A" } as const;

const blocks = { blocks: true, instead: "`motor` or `pymongo.AsyncMongoClient`, or `await asyncio.to_thread(...)`" } as const;
const changeNames = "update_one update_many replace_one find_one_and_update find_one_and_replace";
const deleteNames = "delete_one delete_many find_one_and_delete";
const countNames = "count_documents estimated_document_count distinct";

const asynchronous = ["motor.**.", "pymongo.AsyncMongoClient#**.", "pymongo.asynchronous.**."];

export const mongodb: Library = {
  name: "MongoDB drivers", packages: ["pymongo", "motor"], docs: "https://www.mongodb.com/docs/languages/python/pymongo-driver/current/",
  sinks: [
    ...methods("pymongo.**.", "find_one", { ...reads, ...blocks }),
    ...methods("pymongo.**.", "find aggregate", { ...reads, ...blocks, lazy: true }),
    ...methods("pymongo.**.", countNames, { ...counts, ...blocks }),
    ...methods("pymongo.**.", "insert_one", { ...inserts, ...blocks }),
    ...methods("pymongo.**.", "insert_many bulk_write", { ...together, ...blocks }),
    ...methods("pymongo.**.", changeNames, { ...changes, ...blocks }),
    ...methods("pymongo.**.", deleteNames, { ...deletes, ...blocks }),
    ...methods(asynchronous, "find_one", reads),
    ...methods(asynchronous, "find aggregate", { ...reads, lazy: true }),
    ...methods(["motor.**.find().**.", "motor.**.aggregate().**."], "to_list", reads),
    ...methods(asynchronous, countNames, counts),
    ...methods(asynchronous, "insert_one", inserts),
    ...methods(asynchronous, "insert_many bulk_write", together),
    ...methods(asynchronous, changeNames, changes),
    ...methods(asynchronous, deleteNames, deletes),
  ],
  free: [
    ...["find", "aggregate"].map((start) => `**.${start}()[].**`),
    ...["find_one", "find_one_and_update", "find_one_and_replace", "find_one_and_delete", "distinct"].map((start) => `**.${start}().**`),
  ],
  shapes: [
    ...shapes("*.find_one", { ...reads, argument: "any" }),
    ...shapes("*.count_documents *.estimated_document_count", { ...counts, argument: "any" }),
    ...shapes("*.insert_one", { ...inserts, argument: "any" }),
    ...shapes("*.insert_many *.bulk_write", { ...together, argument: "any" }),
    ...shapes(changeNames.replace(/(^| )/g, "$1*."), { ...changes, argument: "any" }),
    ...shapes(deleteNames.replace(/(^| )/g, "$1*."), { ...deletes, argument: "any" }),
  ],
};
