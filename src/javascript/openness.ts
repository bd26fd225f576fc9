import { isSmallByName } from "../growth.ts";
import { singleQueries } from "../knowledge/javascript/collections.ts";
import type { JsNode } from "./context.ts";
import { chainOf, chainText, enclosingFunction, isCall, isFunction, propertyName, typeName, unwrap, walk, wrapped } from "./nodes.ts";
import { belongsToOne, isHandful } from "./parents.ts";
import { isApplication } from "./project-kind.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/**
 * How much speaks for a long collection: `data` comes from a query or request, `given` is a parameter of an exported function, `held` a field or a
 * parameter of a function of this file, `result` what some other function gives; `none`: literals, listings of folders, keys of objects, one page.
 */
const levels = ["none", "result", "held", "given", "data"] as const;
export type Openness = (typeof levels)[number];

export const isAtLeast = (one: Openness, least: Openness): boolean => levels.indexOf(one) >= levels.indexOf(least);
const least = (one: Openness, other: Openness): Openness => (isAtLeast(one, other) ? other : one);
const most = (all: readonly Openness[]): Openness => all.reduce((one, other) => (isAtLeast(one, other) ? one : other), "none");

/** Results as short as an object, a folder or a line of text. */
const shortResults: ReadonlySet<string> = new Set([
  "split", "slice", "keys", "values", "entries", "splice", "match", "getOwnPropertyNames", "readdir", "readdirSync", "chunk", "take", "first", "last", "random", "sampleSize",
]);
/** Methods and functions whose result is as open as what they are called on, or as their first argument. */
const sameLength: ReadonlySet<string> = new Set(["map", "filter", "flatMap", "flat", "sort", "toSorted", "reverse", "concat", "uniqBy", "uniq", "sortBy", "from", "orderBy", "compact", "all", "allSettled"]);
/** Options and methods that ask for a part of the rows. */
const pageOption = /\b(?:limit|take|top|page|pageSize|perPage|per_page|page_size)\b\s*[:(,}]/;
/** Objects of arguments: what they hold is handed in like any argument, and not what one thing has. */
const argumentsName = /^(?:options?|opts|params?|args|input|data|payload|dto|command|body|request|req|job|event|message)$/i;
const argumentsType = /(?:Options?|Params|Args|Arguments|Input|Dto|DTO|Command|Payload|Request|Body|Event|Message|Job)$/;
const lengthTest = /\.(?:length|size)\s*<=?\s*\w/;
const MAX_STEPS = 8;
/** Names of lists that one thing has, one page shows or one person opens. A name lowers the confidence, it proves nothing. */
const fewNames = new RegExp(
  "(?:seasons?|genres?|episodes?|authors?|series|plugins?|pairs?|sliders?|recipients?|participants?|results?|parts?|librar(?:y|ies)|watchers?|"
  + "edges?|workspaces?|environments?|teams?|organi[sz]ations?|tenants?|stores?|shops?|channels?|providers?|translations?|handlers?|sources?|metadatas?|buffers?|formdata|domains?|integrations?|stars?|pins?|"
  + "mentions?|interfaces?|editors?|renderers?|loggers?|engines?|notifications?|rules?|strateg(?:y|ies)|migrations?|accounts?|networks?|sessions?|suggestions?|siblings?|(?:selected|collapsed|expanded|checked)\\w*|shares?|revisions\\w*)(?:Ids?|Names?|Objects?)?$", "i");

/** Whether the last word of a name says that one thing has only some of these. */
export const isFewByName = (text: string): boolean => fewNames.test(/[\w$]+$/.exec(text.replace(/(?:\.(?:filter|map)\(\))+$/, ""))?.[0] ?? "");

/** Whether the last word of a name says that a list is short. */
export const isShortByName = (text: string): boolean => isSmallByName(text) || isFewByName(text);

/** How open a collection is; `members`: whether members of objects of arguments (`input.ids`) count as held. */
export function openness(ask: JavaScriptQuestions, collection: JsNode | undefined, members: "count" | "leave" = "leave", steps = MAX_STEPS): Openness {
  if (!collection || steps <= 0) return "none";
  const node = unwrap(collection);
  const next = (one: JsNode): Openness => openness(ask, one, members, steps - 1);
  const { source } = ask.collection(node);
  if (source === "query" || source === "input") return isPaged(ask, node) ? "none" : source === "query" && isPartOfRow(ask, node) ? "result" : "data";
  switch (node.type) {
    case "AwaitExpression": return next(node.argument);
    case "LogicalExpression": return isWrittenOut(ask, node.right) ? "none" : next(node.left);
    case "ConditionalExpression": return isOneOrMore(node) ? "none" : most([next(node.consequent), next(node.alternate)]);
    case "ArrayExpression": return most(node.elements.map((one) => (one?.type === "SpreadElement" ? next(one.argument) : "none")));
    case "MemberExpression": return ofMember(ask, node, members);
    case "NewExpression": return node.arguments[0] && node.arguments[0].type !== "SpreadElement" ? next(node.arguments[0]) : "none";
    case "CallExpression": {
      const callee = unwrap(node.callee);
      const method = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
      if (method === undefined || shortResults.has(method)) return "none";
      if (!sameLength.has(method) || isPaged(ask, node)) return "result";
      const isOfArgument = callee.type !== "MemberExpression" || /^(?:_|lodash|R|Array|Promise)$/.test(chainText(callee.object));
      const of = isOfArgument ? node.arguments[0] : callee.object;
      return of && of.type !== "SpreadElement" ? next(of) : "result";
    }
    case "Identifier": return ofName(ask, node, next);
    default: return "none";
  }
}

function ofMember(ask: JavaScriptQuestions, node: Extract<JsNode, { type: "MemberExpression" }>, members: "count" | "leave"): Openness {
  const object = unwrap(node.object);
  if (object.type === "ThisExpression") return "held";
  if (object.type !== "Identifier") return "none";
  const write = writeOf(ask, object);
  if (write?.kind === "value" && write.value && unwrap(write.value).type === "AwaitExpression") return "result";
  const isArgument = argumentsName.test(object.name) || argumentsType.test(typeName(write?.annotation));
  return members === "count" && isArgument && write?.kind === "param" && !isHandedItem(write.fn) ? "held" : "none";
}

function ofName(ask: JavaScriptQuestions, name: Extract<JsNode, { type: "Identifier" }>, next: (one: JsNode) => Openness): Openness {
  const write = writeOf(ask, name);
  if (write?.kind === "param") {
    if (isHandedItem(write.fn)) return "none";
    return write.fallback === undefined && isFunction(write.fn) && isExported(ask, write.fn) ? "given" : "held";
  }
  if (write?.kind !== "value" || !write.value) return "none";
  const value = unwrap(write.value);
  if (write.path && write.path.length > 0) return unwrap(value).type === "AwaitExpression" ? "result" : "none";
  return value.type === "ArrayExpression" && value.elements.length === 0 ? ofAdded(ask, name, next) : next(value);
}

/** A list that loops fill is as open as what they go over. */
function ofAdded(ask: JavaScriptQuestions, name: Extract<JsNode, { type: "Identifier" }>, next: (one: JsNode) => Openness): Openness {
  const variable = ask.bindings.variable(name);
  if (!variable) return "none";
  const all = ask.bindings.references(variable).flatMap(({ identifier }): Openness[] => {
    const { parent } = identifier;
    if (parent.type !== "MemberExpression" || parent.object !== identifier || !/^(?:push|unshift)$/.test(propertyName(parent) ?? "")) return [];
    const call = wrapped(parent).parent;
    if (!call || !isCall(call)) return [];
    const spread = call.type === "CallExpression" && call.arguments.some((one) => one.type === "SpreadElement") ? (["result"] as const) : [];
    return [...spread, ...ask.loops(call).map((loop) => (loop.over ? next(loop.over) : "none"))];
  });
  return most(all);
}

/** `kinds ?? ["a", "b"]`: what stands in for a list tells how long it is. */
function isWrittenOut(ask: JavaScriptQuestions, fallback: JsNode): boolean {
  const { source, size } = ask.collection(fallback);
  return source === "constant" && size !== undefined && size > 0;
}

/** `Array.isArray(x) ? x : [x]`: one or some. */
const isOneOrMore = ({ alternate }: Extract<JsNode, { type: "ConditionalExpression" }>): boolean => {
  const other = unwrap(alternate);
  return other.type === "ArrayExpression" && other.elements.length === 1 && other.elements[0]?.type !== "SpreadElement";
};

/** `row.children`, where `row` is one of the rows of a query or its only one: what belongs to one row. */
function isPartOfRow(ask: JavaScriptQuestions, node: JsNode): boolean {
  if (node.type !== "MemberExpression" || unwrap(node.object).type !== "Identifier") return false;
  const write = writeOf(ask, unwrap(node.object));
  if (write?.kind === "item" || (write?.kind === "param" && isHandedItem(write.fn))) return true;
  const producer = ask.producer(node.object);
  return producer !== undefined && chainOf(producer).names.some((name) => singleQueries.has(name));
}

function writeOf(ask: JavaScriptQuestions, name: JsNode): ReturnType<JavaScriptQuestions["bindings"]["onlyWrite"]> {
  const variable = ask.bindings.variable(name);
  return variable && ask.bindings.onlyWrite(variable);
}

/** An inline callback gets items, not collections. */
const isHandedItem = (fn: JsNode | undefined): boolean => fn !== undefined && wrapped(fn).parent?.type === "CallExpression";

/** Whether other files may call a function: they hand it what they like. */
const isExported = (ask: JavaScriptQuestions, fn: JsNode): boolean => isFunction(fn) && ask.functionOf(fn.body).exported === true;

/** Whether what a collection came out of asks for one page only. */
function isPaged(ask: JavaScriptQuestions, node: JsNode): boolean {
  const call = isCall(node) ? node : ask.producer(node);
  return call !== undefined && pageOption.test(ask.textOf(call));
}

/**
 * Whether two collections are both long enough for a search of one per item of the other to show. A library gets what its callers have. Of two
 * collections in an application one mostly holds a handful (judged: 6 of 40 were right), so there only what a client sends counts, searched for in
 * rows of a query (judged: 2 of 3 were right, in what one thing has 0 of 6), and what is compared with itself, if it is as open as `self` asks for.
 */
export function areLong(ask: JavaScriptQuestions, outer: JsNode | undefined, inner: JsNode, self: Openness = "given"): boolean {
  const one = outer && isDistinct(outer) ? "none" : openness(ask, outer);
  const other = openness(ask, inner);
  const lower = least(one, other);
  const isSent = [outer, inner].some((side) => side && ask.collection(side).source === "input");
  if (isApplication(ask.facts)) {
    const isSame = outer !== undefined && ask.textOf(outer) === ask.textOf(inner);
    if (isSame) return isAtLeast(lower, self);
    return isSent && lower === "data" && ask.collection(inner).source === "query" && !belongsToOne(ask, inner);
  }
  if (isAtLeast(lower, "given")) return true;
  if (lower === "held") return one === "data" || other === "data";
  return lower === "result" && isSent;
}

/** Whether rows or input prove that a list is long: not what one thing has a handful of, nor the groups of something. */
export const isProvedLong = (ask: JavaScriptQuestions, over: JsNode): boolean =>
  openness(ask, over) === "data" && !isDistinct(ask.values.definition(over)) && !isHandful(ask, over);

/** `new Set(rows.map((row) => row.kind))`: the groups of something are fewer than its items. */
function isDistinct(outer: JsNode): boolean {
  const node = unwrap(outer);
  if (node.type === "ArrayExpression") return node.elements.length === 1 && node.elements[0]?.type === "SpreadElement" && isDistinct(node.elements[0].argument);
  return node.type === "NewExpression" && node.callee.type === "Identifier" && node.callee.name === "Set";
}

/** Whether an iteration waits for something, next to which a search in memory never shows. */
export function waitsPerItem(loop: JsNode): boolean {
  let found = false;
  const body = isCall(loop) ? undefined : "body" in loop ? (loop.body as JsNode) : undefined;
  const callback = isCall(loop) && loop.type === "CallExpression" ? loop.arguments.map((one) => unwrap(one)).find((one) => isFunction(one)) : undefined;
  const start = body ?? (isFunction(callback) ? callback.body : undefined);
  if (!start) return false;
  walk(start, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "AwaitExpression") found = true;
    return found ? false : undefined;
  });
  return found;
}

/** `seen.length < 25 && !seen.includes(x)`: the condition around a node says how long the list gets. */
export function isCapped(ask: JavaScriptQuestions, node: JsNode): boolean {
  const end = enclosingFunction(node);
  for (let at: JsNode | undefined = node.parent; at && at !== end; at = at.parent) {
    if (at.type === "LogicalExpression" && lengthTest.test(ask.textOf(at))) return true;
    if (at.type.endsWith("Statement")) return false;
  }
  return false;
}
