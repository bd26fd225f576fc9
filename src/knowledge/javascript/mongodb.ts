import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const collections = ["mongodb.**.collection().", "mongodb.Collection#"];
const cursors = ["find", "aggregate"].flatMap((start) => collections.map((owner) => `${owner}${start}().**.`));

const reads = { does: "query", cost: "A", batch: "one `find` with `$in`" } as const;
const counts = { does: "query", cost: "A", batch: "one `aggregate` with `$group`" } as const;
const inserts = { does: "write", cost: "A", batch: "one `insertMany`" } as const;
const changes = { does: "write", cost: "A", batch: "one `bulkWrite`" } as const;
const deletes = { does: "write", cost: "A", batch: "one `deleteMany` with `$in`" } as const;

export const mongodb: Library = {
  name: "MongoDB driver", packages: ["mongodb"], docs: "https://www.mongodb.com/docs/drivers/node/current/crud/",
  sinks: [
    ...methods(collections, "findOne", reads),
    ...methods(cursors, "toArray next forEach hasNext", reads),
    ...methods(collections, "countDocuments estimatedDocumentCount count distinct", counts),
    ...methods(collections, "insertOne", inserts),
    ...methods(collections, "insertMany bulkWrite", { does: "write", cost: "A" }),
    ...methods(collections, "updateOne updateMany replaceOne findOneAndUpdate findOneAndReplace", changes),
    ...methods(collections, "deleteOne deleteMany findOneAndDelete", deletes),
  ],
  shapes: [
    ...shapes("*.collection().findOne", { ...reads, argument: "any" }),
    ...shapes("*.find().**.toArray *.aggregate().**.toArray", { ...reads, argument: "any" }),
    ...shapes("*.countDocuments *.estimatedDocumentCount", { ...counts, argument: "any" }),
    ...shapes("*.insertOne", { ...inserts, argument: "any" }),
    ...shapes("*.updateOne *.updateMany *.replaceOne *.findOneAndUpdate *.findOneAndReplace", { ...changes, argument: "any" }),
    ...shapes("*.deleteOne *.deleteMany *.findOneAndDelete", { ...deletes, argument: "any" }),
    ...shapes("*.insertMany *.bulkWrite", { does: "write", cost: "A", argument: "any" }),
  ],
};
