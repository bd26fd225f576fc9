import type { Shape } from "../row.ts";

/** How the classes and calls of ORMs spell their models. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Decorators of fields that lead to other models: TypeORM, MikroORM, sequelize-typescript. */
export const relationDecorators: ReadonlyMap<string, "one" | "many"> = new Map([
  ["ManyToOne", "one"], ["OneToOne", "one"], ["OneToMany", "many"], ["ManyToMany", "many"],
  ["BelongsTo", "one"], ["HasOne", "one"], ["HasMany", "many"], ["BelongsToMany", "many"],
]);

/** Decorators of columns. */
export const columnDecorators = /^(?:Column|\w+Column|Property|PrimaryKey|SerializedPrimaryKey|Prop|Enum)$/;
/** Those of which no two rows have the same. */
export const uniqueDecorators = words("PrimaryColumn PrimaryGeneratedColumn ObjectIdColumn PrimaryKey SerializedPrimaryKey Unique");
/** Options that say so. */
export const uniqueOptions = words("unique primary primaryKey");

/** Methods that tell a relation of a Sequelize model. */
export const associations: ReadonlyMap<string, "one" | "many"> = new Map([["hasOne", "one"], ["belongsTo", "one"], ["hasMany", "many"], ["belongsToMany", "many"]]);

/** Methods that Sequelize makes for a relation: what they do, and the name of the relation after it. */
export const mixin = /^(get|count|has|add|set|create|remove)(\p{Lu}\w*)$/u;
/** A cheap look at whether a method asks a row for what belongs to it. */
export const mayAskRow = (method: string): boolean => method === "populate" || mixin.test(method);
export const readingMixins = words("get count has");

/** Methods that give one row at most. */
export const oneRowMethods = words(`
  findUnique findUniqueOrThrow findFirst findFirstOrThrow findOne findOneBy findOneOrFail findOneByOrFail findById findByPk findOneAndUpdate findByIdAndUpdate getOne getOneOrFail`);

/** Methods of lists that give a list of the same rows, or of some of them. */
export const keepingRows = words("filter sort toSorted reverse toReversed slice concat values toArray");
/** Methods whose callback gets a row first. */
export const rowCallbacks = words("map forEach filter some every find flatMap each eachSeries mapSeries mapLimit eachLimit");

/** Calls in the chain of a query that name its model. */
export const namingCalls = words("getRepository getTreeRepository getMongoRepository getCustomRepository createQueryBuilder from repository");
/** Types of what asks for the rows of their argument: `Repository<User>`, `Model<UserDocument>`. */
export const askingTypes = /(?:Repository|Model|ModelStatic|ModelCtor|ModelType|Collection)$/;
/** Methods of a query that load relations with the rows, by their first argument: `"user.posts"`. */
export const joining = words("leftJoinAndSelect innerJoinAndSelect leftJoinAndMapMany leftJoinAndMapOne innerJoinAndMapMany innerJoinAndMapOne populate");
/** Options of a query that load relations with the rows. */
export const loadingOptions = words("relations include populate with select");

/** What it costs to ask a row for what belongs to it. */
export const relationReads = {
  lazy: { member: "*", argument: "any", does: "query", cost: "A", batch: "`relations` on the first query" },
  mixin: { member: "*", argument: "any", does: "query", cost: "A", batch: "`include` on the first query" },
  populate: { member: "*", argument: "any", does: "query", cost: "A", batch: "`populate` on the first query, or one `Model.populate` of the whole list" },
  change: { member: "*", argument: "any", does: "write", cost: "A", batch: "one `bulkCreate`, `update` or `destroy` for all rows" },
} as const satisfies Readonly<Record<string, Shape>>;
