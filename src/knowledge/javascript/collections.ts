/** What calls and members say about collections, for all libraries. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Methods that only arrays have, whose result is an array with at most as many elements. */
export const narrowing = words("filter toSorted toReversed sort reverse map toSpliced splice");

/** Methods whose result is an array whatever they are called on, of unknown size. */
export const arrayResults = words("flatMap flat split match matchAll toArray concatAll");

/** Methods whose result has the kind of what they are called on: arrays and strings share them. */
export const sameKind = words("slice concat at");

/** Methods whose result is a text. */
export const textResults = words(`
  toString toLowerCase toUpperCase trim trimStart trimEnd padStart padEnd join replace replaceAll substring substr normalize toISOString toFixed toLocaleLowerCase
  toLocaleUpperCase charAt toLocaleString toDateString toJSON`);

/** Methods that change an array, a set or a map in place. */
export const mutators = words("push unshift splice pop shift add set delete clear append fill copyWithin");

/** Methods that, called with a function, only arrays have in common use. */
export const arrayOnly = words("map filter reduce flatMap sort some every findIndex findLast reduceRight");

/** Methods that only arrays have in common use, whatever the arguments. */
export const arrayMutators = words("push unshift pop shift splice");

/** Methods in the chain of a query that gives rows as a list. */
export const listQueries = words(`
  find findMany findAll findBy findByIds getMany getRawMany toArray all any many manyOrNone select selectFrom where whereIn andWhere orderBy groupBy aggregate distinct
  findTrees findRoots $queryRaw $queryRawUnsafe findDescendants findAncestors lrange smembers mget hvals hkeys`);

/** Methods in the chain of a query that give one row or a number all the same. */
export const singleQueries = words("first findOne findById findFirst findUnique count countDocuments executeTakeFirst executeTakeFirstOrThrow one oneOrNone getOne min max sum");

/** Members of a request, message or event that hold what its sender wrote. */
export const inputMembers = words("body query params headers payload files file cookies rawBody queryStringParameters Records data form");

/** Names of parameters that hold a request or message, where the parameter has no type. */
export const requestNames = words("req request ctx context event evt msg message job c socket call args input parent");

/** Methods of a request that read its body. */
export const bodyReaders = words("json text formData arrayBuffer blob body parseBody parts getBody");

/** Decorators of parameters that hold what a client sent. */
export const inputDecorators = words("Body Query Param Params Headers UploadedFile UploadedFiles Args MessageBody Payload Req Request");
