import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const collections = ["mongodb.**.collection().", "mongodb.Collection#"];
const cursors = ["find", "aggregate"].flatMap((start) => collections.map((owner) => `${owner}${start}().**.`));

const reads = { does: "query", cost: "A", batch: "one `find` with `$in`" } as const;
const counts = { does: "query", cost: "A", batch: "one `aggregate` with `$group`" } as const;
const inserts = { does: "write", cost: "A", batch: "one `insertMany`" } as const;
const changes = { does: "write", cost: "A", batch: "one `bulkWrite`" } as const;
const deletes = { does: "write", cost: "A", batch: "one `deleteMany` with `$in`" } as const;

const meteorCollections = ["meteor/mongo.Mongo.Collection#", "meteor/meteor.Meteor.users.", "Mongo.Collection#", "Meteor.users."];

/** Collections of Meteor, whose server methods end in `Async`. */
export const meteor: Library = {
  name: "Meteor", packages: ["meteor", "meteor-node-stubs"], docs: "https://docs.meteor.com/api/collections",
  sinks: [
    ...methods(meteorCollections, "findOneAsync findOne", reads),
    ...methods(meteorCollections, "find().**.fetchAsync find().**.fetch find().**.forEachAsync find().**.mapAsync", reads),
    ...methods(meteorCollections, "find().**.countAsync find().**.count countDocuments estimatedDocumentCount", counts),
    ...methods(meteorCollections, "insertAsync", { ...inserts, batch: "one `rawCollection().insertMany`" }),
    ...methods(meteorCollections, "updateAsync upsertAsync", { ...changes, batch: "one update with `{ multi: true }`, or `rawCollection().bulkWrite`" }),
    ...methods(meteorCollections, "removeAsync", { ...deletes, batch: "one `removeAsync` with `$in`" }),
  ],
  shapes: [
    ...shapes("*.findOneAsync *.find().**.fetchAsync", { ...reads, argument: "any" }),
    ...shapes("*.find().**.countAsync", { ...counts, argument: "any" }),
    ...shapes("*.insertAsync", { ...inserts, batch: "one `rawCollection().insertMany`", argument: "any" }),
    ...shapes("*.updateAsync *.upsertAsync", { ...changes, batch: "one update with `{ multi: true }`, or `rawCollection().bulkWrite`", argument: "any" }),
    ...shapes("*.removeAsync", { ...deletes, batch: "one `removeAsync` with `$in`", argument: "any" }),
  ],
};

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
