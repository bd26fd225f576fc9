import type { Library } from "../row.ts";
import { chains, methods, shapes } from "../rows.ts";

const models = ["mongoose.Model#", "mongoose.**.model().", "mongoose.Model.", "mongoose.models.*.", "mongoose.PaginateModel#"];
const documents = ["mongoose.**.model().**.", "mongoose.Model#**.", "mongoose.models.*.**.", "mongoose.HydratedDocument#", "mongoose.Document#"];

const reads = { does: "query", cost: "A", lazy: true, batch: "one `find` with `$in`, or `populate` on the first query" } as const;
const counts = { does: "query", cost: "A", lazy: true, batch: "one `aggregate` with `$group`" } as const;
const creates = { does: "write", cost: "A", batch: "one `insertMany`" } as const;
const saves = { does: "write", cost: "A", batch: "one `bulkWrite`, or one `updateMany` with `$in`" } as const;
const changes = { ...saves, lazy: true } as const;
const deletes = { does: "write", cost: "A", lazy: true, batch: "one `deleteMany` with `$in`" } as const;

const finders = "findById findOne find findByIdAndUpdate findOneAndUpdate findByIdAndDelete findOneAndDelete";
const continued = "exec lean populate select sort limit skip orFail session".split(" ");
const after = (starts: string, receiver: string): string =>
  starts.split(" ").flatMap((start) => continued.map((next) => `${receiver}.${start}().**.${next}`)).join(" ");

export const mongoose: Library = {
  name: "Mongoose", packages: ["mongoose", "@nestjs/mongoose"], docs: "https://mongoosejs.com/docs/queries.html",
  sinks: [
    ...chains(models, "find findOne findById", reads),
    ...chains(models, "countDocuments estimatedDocumentCount count distinct exists aggregate", counts),
    ...methods(models, "create", creates),
    ...methods(models, "insertMany bulkWrite bulkSave", { does: "write", cost: "A" }),
    ...chains(models, "updateOne updateMany replaceOne update findByIdAndUpdate findOneAndUpdate findOneAndReplace", changes),
    ...chains(models, "deleteOne deleteMany findByIdAndDelete findOneAndDelete findByIdAndRemove findOneAndRemove", deletes),
    ...methods(documents, "save", saves),
    ...methods(["mongoose.HydratedDocument#", "mongoose.Document#"], "populate deleteOne updateOne remove", saves),
  ],
  shapes: [
    ...shapes("^.find ^.findOne", { ...reads, argument: "lookup" }),
    ...shapes("^.findById", { ...reads, argument: "any" }),
    ...shapes(after(finders, "*"), { ...reads, argument: "any" }),
    ...shapes("*.countDocuments *.estimatedDocumentCount", { ...counts, argument: "any" }),
    ...shapes("^.aggregate ^.distinct", { ...counts, argument: "any" }),
    ...shapes("^.exists", { ...counts, argument: "lookup" }),
    ...shapes("^.create", { ...creates, argument: "lookup" }),
    ...shapes("*.findByIdAndUpdate *.findOneAndUpdate", { ...changes, argument: "any" }),
    ...shapes("*.findByIdAndDelete *.findOneAndDelete *.findByIdAndRemove", { ...deletes, argument: "any" }),
    ...shapes("*.updateOne *.updateMany", { ...changes, argument: "any" }),
    ...shapes("*.deleteOne *.deleteMany", { ...deletes, argument: "any" }),
    ...shapes("*.insertMany *.bulkWrite", { does: "write", cost: "A", argument: "any" }),
    ...shapes("^.findById().save ^.findOne().save ^.find().**.save", { ...saves, argument: "any" }),
  ],
};
