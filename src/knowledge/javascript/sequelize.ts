import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const models = [
  "sequelize.Model.", "sequelize-typescript.Model.", "@sequelize/core.Model.",
  "sequelize.**.define().", "sequelize.**.model().", "sequelize.**.models.*.", "@sequelize/core.**.define().", "sequelize-typescript.**.model().",
];
const instances = ["sequelize.Model#", "sequelize-typescript.Model#", "@sequelize/core.Model#"];
const rows = ["sequelize.**.define().**.", "sequelize.**.models.*.**.", ...instances];

const reads = { does: "query", cost: "A", batch: "one `findAll` with `{ [Op.in]: ids }`, or `include` on the first query" } as const;
const counts = { does: "query", cost: "A", batch: "one `count` with `group`" } as const;
const creates = { does: "write", cost: "A", batch: "one `bulkCreate`" } as const;
const changes = { does: "write", cost: "A", batch: "one `update` with `where: { id: ids }`, or `bulkCreate` with `updateOnDuplicate`" } as const;
const deletes = { does: "write", cost: "A", batch: "one `destroy` with `where: { id: ids }`" } as const;
const raw = { does: "query", cost: "A", batch: "one statement for all ids (`IN (:ids)`)" } as const;

const keys = ["where", "include", "attributes", "order", "limit", "transaction", "raw", "paranoid"];

export const sequelize: Library = {
  name: "Sequelize", packages: ["sequelize", "sequelize-typescript", "@sequelize/core"],
  docs: "https://sequelize.org/docs/v6/core-concepts/model-querying-basics/",
  sinks: [
    ...methods(models, "findAll findOne findByPk findAndCountAll", reads),
    ...methods(models, "count sum min max aggregate", counts),
    ...methods(models, "create findOrCreate findCreateFind findOrBuild upsert", creates),
    ...methods(models, "bulkCreate", { does: "write", cost: "A" }),
    ...methods(models, "update increment decrement restore", changes),
    ...methods(models, "destroy", deletes),
    ...methods(rows, "save", changes),
    ...methods(instances, "update increment decrement restore", changes),
    ...methods(instances, "destroy", deletes),
    ...methods(rows, "reload", reads),
    ...methods(["sequelize.Sequelize#", "sequelize-typescript.Sequelize#", "@sequelize/core.Sequelize#"], "query", raw),
  ],
  shapes: [
    ...shapes("*.findByPk", { ...reads, argument: "any" }),
    ...shapes("*.findAll *.findOne *.findAndCountAll", { ...reads, argument: "where", keys }),
    ...shapes("*.count", { ...counts, argument: "where" }),
    ...shapes("*.findOrCreate *.findCreateFind", { ...creates, argument: "where" }),
    ...shapes("^.create", { ...creates, argument: "lookup" }),
    ...shapes("*.create", { ...creates, argument: "where", keys: ["transaction"] }),
    ...shapes("*.bulkCreate", { does: "write", cost: "A", argument: "any" }),
    ...shapes("^.upsert", { ...creates, argument: "lookup" }),
    ...shapes("*.update", { ...changes, argument: "where" }),
    ...shapes("*.destroy", { ...deletes, argument: "where" }),
    ...shapes("*.increment *.decrement", { ...changes, argument: "where", keys: ["where", "by"] }),
    ...shapes("*.findByPk().save *.findOne().save *.findAll().**.save", { ...changes, argument: "any" }),
    ...shapes("*.findByPk().update *.findOne().update *.findAll().**.update", { ...changes, argument: "any" }),
    ...shapes("*.findByPk().destroy *.findOne().destroy *.findAll().**.destroy", { ...deletes, argument: "any" }),
    ...shapes("*.$get", { ...reads, argument: "any" }),
    ...shapes("*.$count", { ...counts, argument: "any" }),
    ...shapes("*.$add *.$set *.$remove", { ...changes, batch: "one `bulkCreate` or `destroy` on the table between the two", argument: "any" }),
  ],
};
