import path from "node:path";
import { combinators } from "../knowledge/javascript/iteration.ts";
import { oneOffWork } from "../knowledge/javascript/programs.ts";
import { singleCommands } from "../knowledge/javascript/services.ts";
import { isAdding } from "../per-item.ts";
import { changingText } from "../knowledge/statements.ts";
import type { Loop } from "../questions.ts";
import type { JsContext, JsNode } from "./context.ts";
import { argumentsOf, calleeOf, chainText, isCall, isFunction, propertyName, unwrap, walk, type CallNode, type CostlyNode } from "./nodes.ts";
import { isAtLeast, isFewByName, openness } from "./openness.ts";
import { belongsToOne, isHandful, queryBehind } from "./parents.ts";
import { isApplication, isEmbedded } from "./project-kind.ts";
import { isOfOne } from "./relations.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Folders whose files a framework or a loader of the application loads by their place. */
const loaded = new RegExp("(?:^|[\\\\/])(?:routes?|apis?|handlers?|controllers?|endpoints?|pages|app|commands|events|jobs|workers|processors|listeners|resolvers"
  + "|cron|tasks|plugins|hooks|functions|lambdas?|middlewares?)[\\\\/]", "i");
/** Conditions that no list of values can replace. */
const byRange = /\b(?:startsWith|endsWith|contains|iLike|like|between|gte?|lte?|regexp)\b/;
/** Messages go to each receiver with an address or token of its own. */
const messages = /notif|mail|webhook|(?:^|[/_.-])push(?:over|bullet)|sms|telegram/i;
/** Rows of which an installation or a customer sets up some, and parts of a calendar. A name lowers the confidence, it proves nothing. */
const configured = /(?:integration|channel|provider|webhook|environment|locale|language|currenc(?:y|ie)|region|setting|week|month|quarter|year)s?(?:Ids?)?$/i;
/** Tables that a service brings along, with a row for each kind of something. A name lowers the confidence, it proves nothing. */
const kinds = new RegExp("(?:^|[_.])struct(?:ure)?s?(?:_|$)"
  + "|(?:type|status|statuse|priority|prioritie|severity|severitie|role|permission|level|stage|plan|tier|country|countrie)s?$", "i");
/** Functions that put what people have arranged in its order. */
const reordering = /reorder|rearrange|sort_?order/i;
/** Options by which a check also mends what it finds. */
const repairFlag = /(?:^|\.)(?:(?:should|do|auto|try)_?)?(?:fix|repair|mend|heal)(?:es)?$/i;
/** What another service tells is about one thing. */
const toldWork = /webhook/i;
/** Calls that go on with what others gave follow each other only so far. */
const MAX_CHAIN = 16;
const transactionCall = /(?:^|\.)(?:transaction|startTransaction|beginTransaction)$/;

/** How a loop repeats a call. */
export interface Repeated {
  loop: Loop<JsNode> | undefined;
  /** The loop stands in the call's own function. */
  isOwn: boolean;
  /** All calls are under way at once. */
  concurrent: boolean;
  /** A function calls itself for each item: it goes through a tree. */
  isRecursive?: boolean;
}

/** Whether something speaks against one call for all: few items, a condition without a list form, a transaction or message for each item. */
export function speaksAgainst(ask: JavaScriptQuestions, call: CostlyNode, repeated: Repeated, { filename }: JsContext): boolean {
  const { loop, isOwn, concurrent, isRecursive } = repeated;
  const does = ask.sink(call)?.row.does;
  if (argumentsOf(call).some((one) => one.type === "ObjectExpression" && byRange.test(ask.textOf(one)))) return true;
  if (does === "request" && (messages.test(filename) || isSingleCommand(call))) return true;
  // A database within the process: a read is no round trip.
  if (does === "query" && (ask.sink(call)?.row.blocks || isEmbedded(ask.facts))) return true;
  if (oneOffWork.test(path.basename(filename)) || oneOffWork.test(ask.functionOf(call).name)) return true;
  if (isApplication(ask.facts) && ask.places.reach(call).unused === true && !loaded.test(filename)) return true;
  if (does !== "request" && isApplication(ask.facts) && toldWork.test(filename)) return true;
  if (does === "query" && isOfOneKind(call, isOwn ? loop?.node : undefined)) return true;
  if (!loop) return false;
  if (isApplication(ask.facts) && !isRecursive && does === "query" && isHandful(ask, loop.over)) return true;
  // A helper that is started for all items at once costs one wait (judged: 1 of 3 was right).
  if (isApplication(ask.facts) && !isOwn && concurrent && does !== "request") return true;
  if (isShort(ask, loop) || !isProved(ask, call, loop, concurrent) || beginsTransaction(loop.node)) return true;
  if (!isOwn) return false;
  if ((does === "write" || does === "commit") && (isOutermost(call, loop.node) || reordering.test(ask.functionOf(call).name))) return true;
  if (isBatchedElsewhere(call, loop.node) || isRepair(call) || isForFew(call, loop.node) || (does === "write" && isOnItsOwn(call, loop.node))) return true;
  return does !== "request" && hasOtherWork(ask, loop.node);
}

/**
 * Whether an iteration also waits for functions of elsewhere that nothing is known of: each item is a piece of work of its own, and a batch for one
 * of its steps gains little (judged: 2 of 12 were right; where iterations only ask a store, 31 of 44).
 */
export function hasOtherWork(ask: JavaScriptQuestions, loop: JsNode): boolean {
  let found = false;
  walk(loop, (node) => {
    const call = node.type === "AwaitExpression" ? unwrap(node.argument) : undefined;
    if (call?.type === "CallExpression" && !isOfSink(ask, call) && ask.places.isForeignCall(call)) found ||= !combinators.has(ask.origin(call.callee) ?? "");
    return found ? false : undefined;
  });
  return found;
}

/** A call of a store, or one that goes on with what such a call asks for: `prisma.user.findUnique({ … }).posts()`. */
function isOfSink(ask: JavaScriptQuestions, call: CallNode): boolean {
  let at: JsNode = call;
  for (let i = 0; i < MAX_CHAIN && isCall(at); i++) {
    if (ask.sink(at)) return true;
    const callee = unwrap(calleeOf(at));
    at = callee.type === "MemberExpression" ? unwrap(callee.object) : callee;
  }
  return false;
}

/** Rows of a store are as many as there are, whatever their name. A counter alone tells nothing, and what an object keeps is set up, not data. */
function isShort(ask: JavaScriptQuestions, { over, bound }: Loop<JsNode>): boolean {
  if (over && configured.test(nameOf(over))) return true;
  if (over && isOfFewKinds(ask, over)) return true;
  if (bound === "query") return false;
  if (!over || isOwnField(over) || isSpelledOut(ask, over)) return true;
  if (storeOf(ask, over)) return false;
  return isFewByName(nameOf(over)) || (bound !== "input" && !isAtLeast(openness(ask, over, "count"), "held"));
}

/** Whether a list holds all rows of a table of kinds, states or the like, by the name of the table. */
function isOfFewKinds(ask: JavaScriptQuestions, over: JsNode): boolean {
  const query = queryBehind(ask, over);
  if (!query) return false;
  const [first] = argumentsOf(query);
  const text = first && ask.textOf(ask.values.definition(first));
  const [, table] = /\bfrom\s+["'`[]*([\w.]+)/i.exec(text ?? "") ?? /(\w+)\.\w+$/.exec(chainText(calleeOf(query))) ?? [];
  return table !== undefined && kinds.test(table);
}

/** What the call of a store that gave a list does. */
function storeOf(ask: JavaScriptQuestions, over: JsNode | undefined): "query" | "cache" | undefined {
  const producer = over && ask.producer(over);
  const does = producer && ask.sink(producer)?.row.does;
  return does === "query" || does === "cache" ? does : undefined;
}

/**
 * Whether rows or input say how many items there are, and somebody waits. In an application one thing has a handful of most things, and with the
 * changes that it makes item by item go hooks, files and mails (judged: 3 of 17 writes were right, of the reads 17 of 26), but for what a client
 * sends. Where nothing is known of who runs them, rows that are added count as well. Other changes that only handlers of other files reach need rows
 * of more than one parent. What one transaction holds is one thing with its parts (0 of 6), and what a client sends is waited for once where all are
 * under way at once (1 of 4).
 */
function isProved(ask: JavaScriptQuestions, call: CostlyNode, { over, bound }: Loop<JsNode>, concurrent: boolean): boolean {
  const known = ask.sink(call);
  if (!isApplication(ask.facts)) return true;
  // What a relation leads to from one row is what one thing has.
  const isMany = bound === "query" || bound === "input" || openness(ask, over, "count") === "data" || storeOf(ask, over) !== undefined;
  const isData = isMany && !isOfOne(ask, over);
  if (known?.row.does === "request") return isData;
  const served = ask.places.reaches(call).filter(({ context }) => context === "request" || context === "event");
  const isSeenWhole = served.length > 0 || ask.places.reach(call).uncalled === true;
  if (isSeenWhole && bound !== "input" && (known?.row.does === "write" || known?.row.does === "commit" || isChangingText(ask, call))) return false;
  if (isSeenWhole && served.length === 0 && known?.row.does === "cache") return false;
  if (ask.inTransaction(call) || (concurrent && bound !== "query" && storeOf(ask, over) === undefined)) return false;
  const isFree = known?.row.does === "query" || isAdding(known?.text ?? "") || (known?.row.does === "cache" && storeOf(ask, over) === "cache");
  // Somebody who waits says nothing of how many items there are (judged: lists that nothing is known of 2 of 7, caches aside).
  if (isFree) return isData || (known?.row.does === "cache" && served.length > 0);
  if (served.length === 0) return false;
  const { file } = ask.summary;
  if (served.some((reach) => reach.path.every((hop) => hop.file === file))) return true;
  return isData && (bound === "input" || !belongsToOne(ask, over));
}

/** A statement that is given as text, and changes rows. */
function isChangingText(ask: JavaScriptQuestions, call: CostlyNode): boolean {
  const [first] = call.type === "TaggedTemplateExpression" ? [call.quasi] : argumentsOf(call);
  return first !== undefined && changingText.test(ask.textOf(ask.values.definition(first)));
}

/** `client.send(new PutObjectCommand(…))` */
function isSingleCommand(call: CostlyNode): boolean {
  const [first] = argumentsOf(call);
  const command = first && unwrap(first);
  return command?.type === "NewExpression" && singleCommands.test(chainText(command.callee).replace(/^.*\./, ""));
}

/** The name of a list, without what stands in for it and what picks from it. */
function nameOf(over: JsNode): string {
  const node = unwrap(over);
  return chainText(node.type === "LogicalExpression" ? node.left : node).replace(/(?:\.(?:filter|map)\(\))+$/, "");
}

/** `(...indexes)`: what callers write as arguments of their own. */
function isSpelledOut(ask: JavaScriptQuestions, over: JsNode): boolean {
  const node = unwrap(over);
  const name = node.type === "LogicalExpression" ? unwrap(node.left) : node;
  const variable = name.type === "Identifier" ? ask.bindings.variable(name) : undefined;
  return variable?.defs.some(({ name: at }) => at.parent?.type === "RestElement" && isFunction(at.parent.parent)) === true;
}

function isOwnField(over: JsNode): boolean {
  const node = unwrap(over);
  return node.type === "MemberExpression" && unwrap(node.object).type === "ThisExpression";
}

/** Whether a call in a loop runs for the few items that pass several conditions: it is decided item by item. */
function isForFew(call: JsNode, loop: JsNode): boolean {
  let conditions = 0;
  for (const [at, child] of outwards(call, loop)) if (at.type === "IfStatement" && child !== at.test && child.type !== "IfStatement") conditions++;
  return conditions > 1;
}

/** `switch (item.kind)`: what is asked depends on the kind of an item, and of each kind there are fewer. */
function isOfOneKind(call: JsNode, loop: JsNode | undefined): boolean {
  for (const [at] of outwards(call, loop)) {
    if (at.type === "SwitchCase") return true;
    if (!loop && isFunction(at)) return false;
  }
  return false;
}

/** Whether a loop within the loop, in which a call does not stand, goes over more: what is done once for each of the outer items is done less. */
function isOutermost(call: JsNode, loop: JsNode): boolean {
  let found = false;
  walk(loop, (node) => {
    if (node !== loop && /^For(?:Of|In)Statement$/.test(node.type)) found ||= !(node.range[0] <= call.range[0] && call.range[1] <= node.range[1]);
    return found || isFunction(node) ? false : undefined;
  });
  return found;
}

/** Whether a call in a loop fails for itself alone. */
function isOnItsOwn(call: JsNode, loop: JsNode): boolean {
  for (const [at, child] of outwards(call, loop)) {
    if (at.type === "TryStatement" && child === at.block && at.handler && at.handler.body.body.at(-1)?.type !== "ThrowStatement") return true;
  }
  return false;
}

/** The nodes around one, up to but without an outer one, each with its child on the way. */
function* outwards(node: JsNode, end?: JsNode): Generator<[JsNode, JsNode]> {
  let child = node;
  for (let at = node.parent as JsNode | undefined; at && at !== end; at = at.parent) {
    yield [at, child];
    child = at;
  }
}

/** `if (fix)`: what a check finds is put in order, and it finds little. */
function isRepair(call: JsNode): boolean {
  for (const [at, child] of outwards(call)) {
    if (isFunction(at)) return false;
    if (at.type !== "IfStatement" || child === at.test) continue;
    const test = unwrap(at.test);
    const isNot = test.type === "UnaryExpression" && test.operator === "!";
    const name = chainText(test.type === "UnaryExpression" ? test.argument : test);
    if (isNot === (child === at.alternate) && repairFlag.test(name)) return true;
  }
  return false;
}

function beginsTransaction(loop: JsNode): boolean {
  let found = false;
  walk(loop, (node) => {
    if (node.type === "AwaitExpression" && node.argument.type === "CallExpression" && transactionCall.test(chainText(node.argument.callee))) found = true;
    return found ? false : undefined;
  });
  return found;
}

/** The other branch of an `if` around the loop makes one call of that method for all: here the store cannot. */
function isBatchedElsewhere(call: CostlyNode, loop: JsNode): boolean {
  const callee = unwrap(calleeOf(call));
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  for (const [at, child] of outwards(loop)) {
    if (isFunction(at)) return false;
    if (at.type !== "IfStatement" || child === at.test) continue;
    const other = child === at.consequent ? at.alternate : at.consequent;
    if (other && calls(other, method)) return true;
  }
  return false;
}

function calls(branch: JsNode, method: string | undefined): boolean {
  let found = false;
  walk(branch, (node) => {
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && propertyName(node.callee) === method) found = true;
    return found || node.type.startsWith("For") ? false : undefined;
  });
  return found;
}
