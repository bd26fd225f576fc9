import type { Reach } from "./call-graph.ts";
import type { Severity } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import type { Others } from "./others.ts";
import type { Bound } from "./summary.ts";

/** Contexts in which the growth of an algorithm is nobody's wait. */
export const idleContexts: ReadonlySet<Context> = new Set<Context>(["test", "build", "generated"]);

/**
 * Nobody is known to wait: a program of one's own, or a part of an application. Its lists are mostly as short as what it is about (judged: 10 of 51
 * such searches were right), and how long they get stands in no file. Nor does it for a function of a library whose callers stand in others.
 */
export const isUnfelt = ({ context }: Reach, others: Others): boolean =>
  context === "cli" || others.isPart() || (context === "unknown" && others.isOneOfSeveral());

/** Fewer elements than this are searched faster than hashed (measured: 16 strings, 15 to 22 ns against 8 to 10 ns). */
export const SMALL_COLLECTION = 32;

/** Names of collections that are short by nature. A name lowers the confidence, it proves nothing. */
const smallNames = new RegExp(
  "(?:arg|argument|param|parameter|field|column|col|key|header|choice|option|flag|type|kind|mode|state|status|role|permission|scope|right|lang|language|locale|format|ext|extension|"
  + "suffix|prefix|attr|attribute|prop|property|method|verb|axis|axes|dim|dimension|level|shape|base|parent|decorator|enum|dep|part|segment|setting|config|plugin|backend|driver|"
  + "provider|platform|arch|feature|theme|color|tag|label|category|weekday|day|month|unit|currency|keyword|stopword|reserved|allowed|supported|excluded|ignored|skip|whitelist|"
  + "blacklist|allowlist|denylist|blocklist|include|exclude|ignore|default|required|optional|valid|builtin|script|env|environment|section|tab|menu|command|action|operator|token|char|"
  + "filter|strategy|strategie|webhook|hook|middleware|suggestion|trigger|timeframe|exchange|stoploss_order|sl_order|open_order|categorie|currencie|dependencie|propertie)"
  + "(?:e?s|list|_list|_names?|Names?)?$", "i");

/** Whether the last word of a name says that a collection is short. */
export const isSmallByName = (text: string): boolean => smallNames.test(/[\w$]+$/.exec(text)?.[0] ?? "");

/** What a scan of m items for each of n costs, by where it runs and what is known of the sizes: a hint where nothing is known. */
export function growthSeverity(context: Context, outer: Bound, isInnerKnown: boolean): Severity {
  const served = context === "request" || context === "event";
  const isLarge = outer === "query" || outer === "input" || isInnerKnown;
  return served && isLarge ? "warning" : "info";
}

/** Figures for messages, measured on Node 20 and CPython 3.11. */
export const growthCost = "10,000 x 10,000 comparisons take about 0.1 s in V8 and 2 to 5 s in CPython";

/** Names of what a program has only some of, beside short collections: what it is made of, and kinds of things in the world. */
const fewNames = /(?:codes?|locales?|countr(?:y|ies)|relations?(?:to)?|channels?|paths?|middlewares?|routes?|rules?|hooks?|schemas?|blocks?|dirs?|filenames|modules?|expands?|tables?)$/i;

/** Whether the last word of a name says that a program has only some of these. */
export const isFewByName = (text: string): boolean => fewNames.test(/[\w$]+$/.exec(text.replace(/\.filter\(\)$/, ""))?.[0] ?? "") || isSmallByName(text);

/** What it costs to copy all that was gathered for each item that is added, by what is copied. */
export const copyCost = {
  object: "1,000 keys take about 0.1 s in V8, 10,000 take 17 s",
  array: "10,000 items take 0.06 to 0.35 s in V8, 20,000 about 2 s",
  buffer: "a body of 10 MB in chunks of 16 KB copies 3 GB",
  list: "10,000 items take about 0.2 s in CPython, four times as much for twice as many",
  dict: "10,000 keys take about 0.5 s in CPython, four times as much for twice as many",
  text: "100,000 pieces take 1.6 to 2.6 s in CPython",
  table: "each step copies all rows so far",
} as const;

/** Contexts in which a copy of many keys is felt: somebody waits, or the amount is not known. */
const felt: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled", "unknown", "worker"]);

/** What a copy per item costs: the copy of an object's keys is about 250 times as dear as that of an array. */
export function copySeverity(kind: keyof typeof copyCost, context: Context, bound: Bound): Severity {
  if (kind === "object" || kind === "table") return felt.has(context) ? "warning" : "info";
  return growthSeverity(context, bound, false);
}

/** Below this many elements V8 moves an array's front as fast as one looks (measured: 10,000 in 0.5 ms, 50,000 in 175 ms). */
export const frontCost = {
  javascript: "a queue of 10,000 is drained in 0.5 ms in V8, one of 50,000 in 0.2 s, one of 200,000 in 2.8 s; `unshift` and `splice` take 18 ms for 10,000 and 0.3 to 1.3 s for 50,000",
  python: "10,000 elements take 10 to 50 ms in CPython, 50,000 take 0.5 to 1.3 s",
} as const;

/** Names of arrays that hold what is open at one moment, or the way to one node. A name lowers the confidence, it proves nothing. */
const shortQueues = new RegExp(
  "(?:argv|wait|resolver|acquir|lock|mutex|semaphore|undo|redo|histor|recent|latest|last|stack|sample|window|timestamp|path|ancestor|parent|breadcrumb|chain|crumb|segment|piece|"
  + "word|middleware|plugin|route|callback|listener|subscriber|suffix|prefix|digit|char|migration)\\w*$", "i");

/** Whether the last word of a name says that an array is short at any one time. */
export const isShortQueue = (text: string): boolean => shortQueues.test(/[\w$]+$/.exec(text)?.[0] ?? "") || isSmallByName(text);

/** Whom a service keeps data for. */
const owners = new RegExp("^(?:org|organi[sz]ation|tenant|company|team|workspace|account|user|owner|author|member|customer|client|project|guild|site|shop|store|channel"
  + "|host|domain|community|server|instance|namespace|database|app|application|program(?:me)?|event|campaign|course|room|book|folder|parent)$", "i");

/** Whether a column names whom a service keeps data for: such a one has many of most things. */
export const isOwner = (column: string): boolean => column === "userUid" || owners.test(column.replace(/_?id$/i, ""));
