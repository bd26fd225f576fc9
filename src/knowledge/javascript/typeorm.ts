import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const repositories = [
  "typeorm.Repository#", "typeorm.TreeRepository#", "typeorm.MongoRepository#", "typeorm.EntityManager#", "typeorm.MongoEntityManager#",
  "typeorm.**.getRepository().", "typeorm.**.getTreeRepository().", "typeorm.**.getMongoRepository().", "typeorm.**.getCustomRepository().",
  "typeorm.**.getManager().", "typeorm.**.manager.", "typeorm.BaseEntity.", "typeorm.Repository#extend().",
];
const builders = ["typeorm.**.createQueryBuilder().**.", "typeorm.SelectQueryBuilder#**."];

const relations = ["typeorm.**.createQueryBuilder().**.of()."];

const reads = { does: "query", cost: "A", batch: "one `find` with `In([...])`, or `relations` on the first query" } as const;
const counts = { does: "query", cost: "A", batch: "one grouped count (`groupBy`), or `loadRelationCountAndMap`" } as const;
const built = { does: "query", cost: "A", batch: "one query with `IN (:...ids)`, or `leftJoinAndSelect` on the first query" } as const;
const saves = { does: "write", cost: "A", batch: "one `save` or `insert` of the whole array" } as const;
const changes = { does: "write", cost: "A", batch: "one `update` with `In([...])`, or one `save` of the whole array" } as const;
const deletes = { does: "write", cost: "A", batch: "one `delete` with `In([...])`" } as const;
const relates = { does: "write", cost: "A", batch: "one call with an array of ids" } as const;
const loads = { does: "query", cost: "A", batch: "`relations` on the first query" } as const;
const raw = { does: "query", cost: "A", batch: "one statement for all ids (`IN (...)`)" } as const;

const keys = ["where", "relations"];

/** Methods of what `getRepository(User)` returns, whoever offers that function. */
const within = (names: string): string => names.split(" ").map((name) => `**.getRepository().${name}`).join(" ");

export const typeorm: Library = {
  name: "TypeORM", packages: ["typeorm", "@nestjs/typeorm"], docs: "https://typeorm.io/docs/working-with-entity-manager/repository-api",
  sinks: [
    ...methods(repositories, "find findBy findOne findOneBy findOneOrFail findOneByOrFail findByIds findAndCount findAndCountBy preload", reads),
    ...methods(repositories, "count countBy exist exists existsBy sum average minimum maximum", counts),
    ...methods(repositories, "findTrees findRoots findDescendants findDescendantsTree findAncestors findAncestorsTree", reads),
    ...methods(repositories, "save insert", saves),
    ...methods(repositories, "update upsert increment decrement restore recover", changes),
    ...methods(repositories, "delete remove softDelete softRemove", deletes),
    ...methods([...repositories, "typeorm.DataSource#", "typeorm.Connection#", "typeorm.QueryRunner#", "typeorm.**.createQueryRunner()."], "query", raw),
    ...methods(builders, "getOne getOneOrFail getMany getManyAndCount getRawOne getRawMany getRawAndEntities execute", built),
    ...methods(builders, "getCount getExists", counts),
    ...methods(relations, "add remove set", relates),
    ...methods(relations, "loadMany loadOne", loads),
    ...methods(["typeorm.QueryRunner#", "typeorm.**.createQueryRunner()."], "commitTransaction", { does: "commit", cost: "A" }),
  ],
  shapes: [
    ...shapes("*.findOneBy *.findOneByOrFail *.existsBy", { ...reads, argument: "lookup" }),
    ...shapes("*.find *.findOne *.findOneOrFail *.findAndCount", { ...reads, argument: "where", keys }),
    ...shapes("**.createQueryBuilder().**.getOne **.createQueryBuilder().**.getMany **.createQueryBuilder().**.getManyAndCount", { ...built, argument: "any" }),
    ...shapes("**.createQueryBuilder().**.getRawOne **.createQueryBuilder().**.getRawMany", { ...built, argument: "any" }),
    ...shapes("**.createQueryBuilder().**.execute", { ...built, argument: "any" }),
    ...shapes("**.createQueryBuilder().**.getCount", { ...counts, argument: "any" }),
    ...shapes("**.createQueryBuilder().**.of().add **.createQueryBuilder().**.of().remove", { ...relates, argument: "any" }),
    ...shapes("**.createQueryBuilder().**.of().loadMany **.createQueryBuilder().**.of().loadOne", { ...loads, argument: "any" }),
    ...shapes(within("find findBy findOne findOneBy findOneOrFail findOneByOrFail findAndCount"), { ...reads, argument: "any" }),
    ...shapes(within("count countBy exists existsBy"), { ...counts, argument: "any" }),
    ...shapes(within("save insert"), { ...saves, argument: "any" }),
    ...shapes(within("update upsert increment decrement"), { ...changes, argument: "any" }),
    ...shapes(within("delete remove softDelete softRemove"), { ...deletes, argument: "any" }),
    ...shapes("*Repository.softDelete *Repository.softRemove *Repo.softDelete", { ...deletes, argument: "any" }),
  ],
};
