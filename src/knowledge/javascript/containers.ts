/** What methods, members and names say about containers that live long. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Methods that make a container larger: with a new key only, or each time. */
export const growers: ReadonlyMap<string, "keyed" | "listed"> = new Map([
  ["set", "keyed"], ["add", "keyed"], ["push", "listed"], ["unshift", "listed"],
]);

/** Methods that take something out. */
export const shrinkers = words("delete clear shift pop splice");

/** Members that tell how large a container is; compared with a limit they bound it. */
export const sizes = words("size length");

/** Functions that only read what they are given. */
export const readers = words(`
  Object.keys Object.values Object.entries Array.from JSON.stringify console.log console.debug console.info console.warn console.error Array.isArray Object.freeze structuredClone
  Promise.all Math.max Math.min String Boolean Number expect`);

/** Words for what has few values, whoever sends them. A name lowers the confidence, it proves nothing. */
const few = "locale|lang|mime|statement|sql|language|type|kind|mode|level|method|status|state|role|model|table|entity|namespace|ns|channel|version|"
  + "ext|extension|platform|env|environment|theme|command|cmd|plugin|module|mod|constructor|ctor|target|cls|klass|class|prototype|schema|"
  + "field|column|property|prop|attr|attribute|category|tag|label|format|encoding|charset|event|eventname|hook|symbol|unit|currency|"
  + "timezone|tz|region|feature|flag|option|setting|config|driver|dialect|adapter|provider|engine|backend|service|template|view|file|"
  + "filename|filepath|path|dir|directory|pattern|regex|component|route|scope|strategy|alias|decorator|collection|classname|modelname|"
  + "tablename|typename|func|fn|function";

/** Names that end with such a word. */
export const fewValues = new RegExp(`(?:^|[._#$])(?:\\w*(?:[a-z]|_))?(?:${few})(?:s|name|path|key)?$`, "i");
const fewWord = new RegExp(`^(?:${few})(?:e?s|name|path|key)?$`, "i");

/** Words around what a store is called after: `cachedFlagStore`, `mimeCache`, `templatesByName`. */
const storeWords = "(?:_?(?:cache|store|map|registry|memo|lookup|table|index))";
const aroundStore = new RegExp(`^[#_]*(?:cached|compiled|prepared|known|all)(?=[A-Z_])|${storeWords}+$|${storeWords}*_?by[A-Z_]\\w*$`, "gi");

/** Whether a store is called after something whose values are few. A name lowers the confidence, it proves nothing. */
export function isFewStore(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const word = last.replace(aroundStore, "");
  return word !== last && fewWord.test(/[A-Z]?[a-z\d]*$/.exec(word)?.[0] ?? "");
}

/** Classes whose objects are data. */
export const dataClasses = words(`
  Date Map Set WeakMap WeakSet Array Object Error TypeError Promise URL URLSearchParams Headers FormData Blob File Buffer ArrayBuffer RegExp String Number Boolean BigInt
  Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array Response Request TextDecoder`);

/** Functions that make an object which does some work. A name lowers the confidence, it proves nothing. */
export const factories = /^(?:create|make|init|initialize|build|connect)(?:[A-Z_]|$)|^get[A-Z]\w*(?:Client|Connection|Pool|Queue|Producer|Logger|Transport)$/;

/** Keys for people, connections and single things, which no configuration lists. */
export const personal = /(?:^|[._#$a-z])(?:id|ids|Id|IDs?|_id|ip|Ip|IP|uuid|Uuid|UUID)$|user|session|token|email|phone|socket|host|addr|url|sender|peer|room|chat|visitor|customer|player/i;

/** Functions of the language that give a number or a boolean. */
export const numberFunctions = /^(?:Date\.(?:now|parse|UTC)|performance\.now|Number(?:\.\w+)?|Boolean|parseInt|parseFloat|Math\.\w+|process\.uptime)$/;

/** What makes an identifier, a time or a number that is new in each call, by origin. */
export const idMakers = /^(?:(?:node:)?crypto\.(?:webcrypto\.)?random(?:UUID|Bytes|Int)|uuid(?:\.\w+)?|nanoid(?:\.\w+)?|ulid(?:\.\w+)?|cuid|@paralleldrive\/cuid2\.\w+|Date\.now|performance\.now|process\.hrtime(?:\.bigint)?|Math\.random|(?:mongodb|bson|mongoose\.Types)\.ObjectId|Symbol)$/;

/** Methods that tell whether a table has a key. */
export const memberTests = words("includes has hasOwnProperty");
