import { hopOf, isOnWay, type Reach } from "../call-graph.ts";
import type { Confidence, Evidence, Hop, Related, Severity } from "../finding.ts";
import { mayAskRow } from "../knowledge/javascript/models.ts";
import type { Does, Shape, Sink } from "../knowledge/row.ts";
import { isIdle, judgePerItem, quietContexts, related as words, serviceCalls, storeCalls } from "../per-item.ts";
import type { KnownCall, Loop, Repetition } from "../questions.ts";
import { grows, type LoopSummary } from "../summary.ts";
import { isAnswer } from "./answers.ts";
import type { JsContext, JsNode, TSESTree } from "./context.ts";
import { hasOtherWork, speaksAgainst } from "./item-guards.ts";
import { isLoopStatement } from "./loops.ts";
import { argumentsOf, calleeOf, enclosingFunction, isCall, isFunction, keyName, propertyName, unwrap, walk, wrapped, type CallNode } from "./nodes.ts";
import { isApplication } from "./project-kind.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { isAboutRow, isRelation, lazyRead, mentionModel, mixinCall, populateCall } from "./relations.ts";
import { isOneRow } from "./rows.ts";
import { isOnGivenTable, isOtherTarget, isRowCall, isSchemaQuery } from "./targets.ts";

const MAX_STEPS = 8;
/** Helpers between a loop and a call that one call for all could reasonably replace. */
const MAX_HELPERS = 1;
/** A costly call that runs once per item of something whose size grows with the data. */
export interface PerItem {
  known: KnownCall;
  /** All are under way at once. */
  concurrent: boolean;
  inTransaction: boolean;
  severity: Severity;
  confidence: Confidence;
  evidence: Evidence;
}

/** The call as one per item, if it is of one of some kinds and nothing makes that right. */
export function perItem(ask: JavaScriptQuestions, call: CallNode, kinds: ReadonlySet<Does>, context: JsContext): PerItem | undefined {
  const isStore = kinds === storeCalls;
  const mayBeRelation = isStore && mayAsk(call);
  if (!(mayBeRelation || ask.mayBeSink(call, isStore ? isOfStore : isOfService))) return undefined;
  if (!mayRepeat(call) || !ask.places.mayRepeat(call, !ask.isDoubtShown)) return undefined;
  const known = ask.sink(call) ?? (mayBeRelation ? relationOf(ask, call) : undefined);
  if (!known || !kinds.has(known.row.does)) return undefined;
  const repetition = repetitionOf(ask, call, known);
  if (!repetition && isStore) mentionModel(ask, call);
  if (!repetition || !grows(repetition.bound) || isRight(ask, call, known, repetition)) return undefined;
  if (repetition.kind === "loop" && repetition.bound === "query" && isOneRow(ask, repetition.loop.over)) return undefined;
  const reach = reachThrough(ask, call, repetition);
  if (quietContexts.has(reach.context)) return undefined;
  const isLeft = !repetition.concurrent && !isWaitedFor(ask, call, known, repetition);
  const concurrent = repetition.concurrent || isLeft;
  const inTransaction = ask.inTransaction(call);
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const around = repetition.kind === "loop" ? repetition.loop : ask.places.loopBehind(repetition.loop);
  const verdict = judgePerItem({
    row: known.row, text: known.text, confidence: known.confidence, bound: repetition.bound, over: repetition.over,
    concurrent, limited: repetition.limited === true, own: loop !== undefined, context: reach.context, uncalled: reach.uncalled, inTransaction,
    ownValues: loop !== undefined && setsItem(ask, call, loop),
    exits: repetition.kind === "loop" ? ask.exitsOnResult(call, repetition.loop) : repetition.loop.exits === true,
    doubtful: (loop ? concurrent && isRowCall(ask, call, loop) : isLeft) || isDoubtful(ask, call, known, repetition)
      || isLittleKnown(ask, call, repetition, reach, context) || isUnseen(ask, reach) || isOfOtherHandler(ask, loop, reach, context)
      || speaksAgainst(ask, call, { loop: around, isOwn: loop !== undefined, concurrent, isRecursive: isRecursive(repetition) }, context),
  });
  return verdict && { known, concurrent, inTransaction, ...verdict, evidence: evidenceOf(ask, repetition, concurrent, reach, context) };
}

/** A relation of a row that is loaded where it is waited for, once per item: `await user.posts`. */
export function lazyPerItem(ask: JavaScriptQuestions, member: TSESTree.MemberExpression, context: JsContext): PerItem | undefined {
  if (!mayRepeat(member) || !ask.places.mayRepeat(member)) return undefined;
  const repetition = ask.repetition(member);
  const known = repetition && grows(repetition.bound) ? lazyRead(ask, member) : undefined;
  if (!repetition || !known) return undefined;
  const { concurrent } = repetition;
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const around = repetition.kind === "loop" ? repetition.loop : ask.places.loopBehind(repetition.loop);
  const reach = reachThrough(ask, member, repetition);
  const inTransaction = ask.inTransaction(member);
  const { givesItem, paced, long }: Partial<LoopSummary> = repetition.kind === "caller" ? repetition.loop : { givesItem: true, long: true };
  const verdict = judgePerItem({
    row: known.row, text: known.text, confidence: known.confidence, bound: repetition.bound, over: repetition.over,
    concurrent, limited: repetition.limited === true, own: loop !== undefined, context: reach.context, uncalled: reach.uncalled,
    inTransaction, ownValues: false, exits: false,
    doubtful: !givesItem || paced === true || (isApplication(ask.facts) && !long)
      || ask.isOnceGuarded(member) || (loop !== undefined && ask.places.isPaced(loop))
      || speaksAgainst(ask, member, { loop: around, isOwn: loop !== undefined, concurrent }, context),
  });
  return verdict && { known, concurrent, inTransaction, ...verdict, evidence: evidenceOf(ask, repetition, concurrent, reach, context) };
}

/** A cheap look at whether a call asks a row for what belongs to it. */
function mayAsk(call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  return callee.type === "MemberExpression" && mayAskRow(propertyName(callee) ?? "");
}

function relationOf(ask: JavaScriptQuestions, call: CallNode): KnownCall | undefined {
  const found = mixinCall(ask, call) ?? populateCall(ask, call);
  if (found) ask.isRelation(call, found);
  return found;
}

/** Where a call runs: the surest way, and where a loop of a caller runs it, one through that loop. */
function reachThrough(ask: JavaScriptQuestions, node: JsNode, repetition: Repetition<JsNode>): Reach {
  const reaches = ask.places.reaches(node);
  const sure = reaches.filter(({ confidence }) => confidence !== "possible");
  const through = repetition.kind === "caller" ? sure.find((one) => isOnWay(repetition, one)) : undefined;
  return through ?? sure[0] ?? reaches[0];
}

const isOfStore = ({ does }: Sink | Shape): boolean => storeCalls.has(does);
const isOfService = ({ does }: Sink | Shape): boolean => serviceCalls.has(does);

/** A cheap look: a loop or a function stands around. */
function mayRepeat(call: JsNode): boolean {
  for (let at = call.parent; at; at = at.parent) if (isFunction(at) || isLoopStatement(at)) return true;
  return false;
}

/** Something speaks against one call for all: a cache, a later iteration that needs the result, a pause, a transaction for each item. */
function isDoubtful(ask: JavaScriptQuestions, call: CallNode, known: KnownCall, repetition: Repetition<JsNode>): boolean {
  if (isFallback(call)) return true;
  const { row } = known;
  const { places } = ask;
  if (repetition.kind === "caller") {
    // Several calls away from the loop, and in helpers that write, each item is a piece of work of its own.
    if (helpersOn(repetition.path) > MAX_HELPERS || row.does === "write" || !places.getsItem(call, repetition.loop)) return true;
    if (isIdle(repetition) || isTask(ask, call, known, repetition) || isOnGivenTable(ask, call)) return true;
    const loop = places.loopBehind(repetition.loop);
    if (loop && places.isPaced(loop)) return true;
    return repetition.loop.carried === true || !places.readsParameters(call) || places.isOnceGuarded(call, enclosingFunction(call)?.body);
  }
  const { loop } = repetition;
  return places.isOnceGuarded(call, loop.node) || ask.carried(call, loop) || places.isPaced(loop) || places.inTransaction(call, loop.node);
}

/** Whether too little is known of a loop in another file: what the helper is given; in an application, that it gets one of many, and does no more. */
function isLittleKnown(ask: JavaScriptQuestions, call: CallNode, repetition: Repetition<JsNode>, reach: Reach, { filename }: JsContext): boolean {
  if (repetition.kind === "loop" || repetition.caller.file === filename) return false;
  const { givesItem, paced, long } = repetition.loop;
  if (givesItem !== true || paced === true || long !== true || repetition.busy === true) return true;
  const isGetter = (): boolean => isAnswer(call, ask.bindings) || (isAboutRow(ask, call, repetition.model) && asksOnly(ask, call));
  // In an application of which no request leads to the loop, it is a job of its own (judged: 0 of 1 was right), and what a client sends is waited
  // for once where all are under way at once.
  const isSent = repetition.concurrent && repetition.bound !== "query";
  return isApplication(ask.facts) && (isSent || !isGetter() || reach.context === "unknown");
}

/** Nobody who waits is known, in a project that was looked at, or only those who run or develop it (judged: 4 of 9 were right). */
const isUnseen = (ask: JavaScriptQuestions, { context, rare, confidence }: Reach): boolean =>
  context === "unknown" ? ask.others.isOneOfSeveral() : (rare === true || confidence === "possible") && ask.others.isPart();

/**
 * Whether the loop of a helper of an application goes over what stands in no file: a handler of another file says that somebody waits, not how many
 * items there are (judged: of those over what clients send or over the rows of a query in sight 13 of 16 were right, of the others 3 of 7).
 */
function isOfOtherHandler(ask: JavaScriptQuestions, loop: Loop<JsNode> | undefined, { path }: Reach, { filename }: JsContext): boolean {
  if (!loop || !path.some((hop) => hop.file !== filename) || !ask.others.isPart()) return false;
  return !loop.over || (ask.collection(loop.over).source !== "input" && queryOf(ask, loop.over) === undefined);
}

/** Whether the helper around a call waits for nothing but queries: it gathers something about what it is given. */
function asksOnly(ask: JavaScriptQuestions, call: CallNode): boolean {
  const fn = enclosingFunction(call);
  let isOnly = fn !== undefined;
  if (fn) {
    walk(fn.body, (node) => {
      const waited = node.type === "AwaitExpression" ? unwrap(node.argument) : undefined;
      if (waited && !(isCall(waited) && ask.sink(waited)?.row.does === "query")) isOnly = false;
      return isOnly ? undefined : false;
    });
  }
  return isOnly;
}

/**
 * Whether the helper around a query changes rows or asks other services as well, or waits for functions of elsewhere: it loads what it
 * works on. A function that calls itself goes through a tree.
 */
function isTask(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall, { recursive }: Extract<Repetition<JsNode>, { kind: "caller" }>): boolean {
  const fn = enclosingFunction(call);
  if (!fn || recursive) return false;
  let writes = false;
  walk(fn.body, (node) => {
    const does = isCall(node) ? ask.sink(node)?.row.does : undefined;
    if (does === "write" || does === "commit" || (does === "request" && row.does !== "request")) writes = true;
    return writes ? false : undefined;
  });
  return writes || hasOtherWork(ask, fn.body);
}

const isRecursive = (repetition: Repetition<JsNode>): boolean => repetition.kind === "caller" && repetition.recursive === true;

/** Named functions on a path; those that stand among the arguments of a call are named by a phrase. */
const helpersOn = (path: readonly Hop[]): number => path.filter(({ name }) => !name.includes(" ")).length;

/** What runs when the batch has failed goes item by item to find the one at fault. */
function isFallback(call: CallNode): boolean {
  let at = call.parent as JsNode | undefined;
  while (at && !isFunction(at)) {
    if (at.type === "CatchClause") return true;
    at = at.parent;
  }
  return false;
}

/** Whether the values that a call sets, as its options name them, come from the item; `where` only tells which row. */
function setsItem(ask: JavaScriptQuestions, call: CallNode, loop: Loop<JsNode>): boolean {
  return argumentsOf(call).some((one) => {
    if (one.type !== "ObjectExpression") return ask.dependsOn(one, loop);
    return one.properties.some((property) => property.type !== "Property" || (keyName(property) !== "where" && ask.dependsOn(property.value, loop)));
  });
}

/** Whether an iteration waits for the call; else all of them are under way at once. */
function isWaitedFor(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall, repetition: Repetition<JsNode>): boolean {
  if (row.blocks) return true;
  const end = row.merges ? fluentEnd(call) : call;
  return repetition.kind === "loop" ? ask.places.isSettled(end) : repetition.loop.settled === true && ask.places.isSettled(end, true);
}

/** The last call of `prisma.user.findUnique({ … }).posts().author()`: one round trip for all of it. */
function fluentEnd(call: CallNode): CallNode {
  let end = call;
  for (let i = 0; i < MAX_STEPS; i++) {
    const place = wrapped(end);
    const outer = place.parent?.type === "MemberExpression" && place.parent.object === place ? wrapped(place.parent).parent : undefined;
    if (outer?.type !== "CallExpression" || unwrap(outer.callee) !== place.parent) return end;
    end = outer;
  }
  return end;
}

/** A commit ends the work of an iteration without naming its item. */
function repetitionOf(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall): Repetition<JsNode> | undefined {
  // A loop in another file that is `isLittleKnown` makes no more than a possible finding.
  const found = ask.repetition(call, !ask.isDoubtShown);
  if (found || row.does !== "commit") return found;
  const [loop] = ask.loops(call);
  return loop && ask.places.repetitionIn(call, loop);
}

/** Circumstances in which one call per item is what the library wants, or there is no form for many. */
function isRight(ask: JavaScriptQuestions, call: CallNode, known: KnownCall, repetition: Repetition<JsNode>): boolean {
  const { row } = known;
  if (row.merges && repetition.concurrent) return true;
  if (row.lazy && !ask.places.isRun(call, repetition.kind === "caller" && repetition.loop.settled === true)) return true;
  if (row.does === "request") return false;
  if (ask.places.isBatched(call)) return true;
  return isSchemaQuery(ask, call) || (repetition.kind === "loop" && !isRelation(known) && isOtherTarget(ask, call, known, repetition.loop));
}

function evidenceOf(
  ask: JavaScriptQuestions, repetition: Repetition<JsNode>, concurrent: boolean, reach: Reach, { filename }: JsContext,
): Evidence {
  const { line, over } = repetition;
  const each = over === "" ? "once per iteration" : `once per item of \`${over}\``;
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const query = loop?.over ? queryOf(ask, loop.over) : undefined;
  const related: Related[] = [{ file: repetition.kind === "caller" ? repetition.caller.file : filename, line, message: loop ? words.loop : words.callerLoop }];
  if (query) related.push({ file: filename, line: ask.places.lineOf(query), message: words.rows });
  const path = repetition.kind === "caller" ? [hopOf(repetition.caller), ...repetition.path] : reach.path;
  const isOther = repetition.kind === "caller" && reach.path.length > 0 && !isOnWay(repetition, reach);
  return { context: isOther ? undefined : reach.how, multiplicity: concurrent ? `${each}, all at once` : each, path: path.length > 0 ? path : undefined, related };
}

/** The query whose rows an expression holds, through names, `await` and methods of the rows. */
function queryOf(ask: JavaScriptQuestions, expression: JsNode): JsNode | undefined {
  let at: JsNode | undefined = unwrap(expression);
  for (let i = 0; i < MAX_STEPS && at; i++) {
    if (isCall(at)) {
      const does = ask.sink(at)?.row.does;
      if (does === "query" || does === "cache" || does === "request") return at;
    }
    at = sourceOf(ask, at);
  }
  return undefined;
}

function sourceOf(ask: JavaScriptQuestions, node: JsNode): JsNode | undefined {
  switch (node.type) {
    case "AwaitExpression": return unwrap(node.argument);
    case "MemberExpression": return unwrap(node.object);
    case "LogicalExpression": return unwrap(node.left);
    case "CallExpression": {
      const callee = unwrap(node.callee);
      return callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
    }
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      const write = variable && ask.bindings.onlyWrite(variable);
      return write?.kind === "value" && write.value ? unwrap(write.value) : undefined;
    }
    default: return undefined;
  }
}
