import { hopOf, isOnWay, type Reach } from "../call-graph.ts";
import { isSmallByName } from "../growth.ts";
import type { Confidence, Evidence, Related, Severity } from "../finding.ts";
import { backgroundWork, signalReceiver } from "../knowledge/python/handlers.ts";
import { askingAgain } from "../knowledge/python/models.ts";
import { changingText } from "../knowledge/statements.ts";
import type { Does } from "../knowledge/row.ts";
import { isAdding, isIdle, judgePerItem, related as words } from "../per-item.ts";
import type { KnownCall, Loop, Repetition } from "../questions.ts";
import { grows } from "../summary.ts";
import { isChosenByIds, isOfOneThing } from "./chosen-rows.ts";
import { isAnswer } from "./answers.ts";
import type { PyContext } from "./context.ts";
import { keyword, lastName, positional } from "./functions.ts";
import { isAboutItem, isExcused, isForStaff, isGivenByCallers, isNumbering, isOtherHost, isOtherModel, isPaced, isPersonal, isRowByRow, ownRelation } from "./item-guards.ts";
import { leadingText } from "./leading-text.ts";
import { alsoMakes } from "./loop-work.ts";
import { repetitionOf } from "./loops.ts";
import type { PyNode } from "./node.ts";
import { isOpenList } from "./open-collections.ts";
import { producer } from "./producers.ts";
import { isApplication } from "./project-kind.ts";
import type { PythonQuestions } from "./questions.ts";
import { isLoadedByManager, isOneRow, isReadPerRow, relationLookups, rowsOf } from "./rows.ts";
import { isHandedBack, runsQuery } from "./runs.ts";
import { isOfForm } from "./sent-lists.ts";

/** Statements about the schema, the connection or the session have no form for many. */
const schemaStatement = /^\s*(?:SELECT\s+(?:pg_catalog\.)?set_config\s*\(|(?:CREATE|DROP|ALTER|TRUNCATE|VACUUM|ANALYZE|REINDEX|GRANT|REVOKE|SET|SHOW|PRAGMA|LISTEN|USE|LOCK|ATTACH)\b)/i;

/** What takes longer than a query. */
const slower: ReadonlySet<Does> = new Set(["request", "process"]);

/** A costly call that runs once per item of something whose size grows with the data. */
export interface PerItem {
  known: KnownCall;
  repetition: Repetition<PyNode>;
  inTransaction: boolean;
  severity: Severity;
  confidence: Confidence;
  evidence: Evidence;
}

/** The call as one per item, if it is of one of some kinds and nothing makes that right. */
export function perItem(ask: PythonQuestions, call: PyNode, kinds: ReadonlySet<Does>, context: PyContext): PerItem | undefined {
  const known = ask.sink(call);
  if (!known || !kinds.has(known.row.does)) return undefined;
  const repetition = repetitionFor(ask, call, known);
  if (!repetition) mentionModel(ask, call);
  if (!repetition || !grows(repetition.bound) || isRight(ask, call, known, repetition)) return undefined;
  const reach = reachThrough(ask, call, repetition);
  if (!reach) return undefined;
  const inTransaction = ask.inTransaction(call);
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  // What an application puts into one transaction is one thing with its parts (judged: 0 of 4 were right).
  const verdict = judgePerItem({
    row: known.row, text: known.text, confidence: known.confidence, bound: repetition.bound, over: repetition.over,
    concurrent: repetition.concurrent, limited: repetition.limited === true,
    own: loop !== undefined, context: reach.context, uncalled: reach.uncalled, inTransaction, ownValues: false,
    exits: loop !== undefined && ask.exitsOnResult(call, loop),
    doubtful: ask.isOnceGuarded(call) || (inTransaction && isApplication(ask.facts) && !isAdding(known.text))
      || (loop !== undefined && isPaced(ask, loop)) || ask.loops(call).some((one) => ask.carried(call, one))
      || !isProved(ask, call, known, repetition, reach, context),
  });
  return verdict && { known, repetition, inTransaction, ...verdict, evidence: evidenceOf(ask, repetition, reach, context) };
}

/** Where a call runs: the surest way, and where a loop of a caller runs it, the one through that loop. */
function reachThrough(ask: PythonQuestions, call: PyNode, repetition: Repetition<PyNode>): Reach | undefined {
  const reaches = ask.places.reaches(call);
  const sure = reaches.filter((one) => one.confidence !== "possible");
  const through = repetition.kind === "caller" ? sure.filter((one) => isOnWay(repetition, one)) : [];
  return [...through, ...sure].find((one) => !one.rare) ?? sure[0] ?? reaches[0];
}

/** Whether the data decides how many items there are, where somebody waits or may wait, and one call for all fits. */
function isProved(
  ask: PythonQuestions, call: PyNode, { row, text }: KnownCall, repetition: Repetition<PyNode>, reach: Reach, { filename }: PyContext,
): boolean {
  const { context, path, how, rare, uncalled } = reach;
  if (context !== "request" && context !== "event" && context !== "unknown") return false;
  if (rare || how === signalReceiver || (context === "unknown" && (isForStaff(ask) || ask.others.isOneOfSeveral()))) return false;
  // What nothing in an application leads to is dead or rare more often than not (judged: 12 of 27 were right). With the changes that it makes item
  // by item go hooks, files and mails.
  const isChange = row.does === "commit" || row.does === "cache" || (row.does === "write" && !isAdding(text) && !isInsert(ask, call));
  const isSeenWhole = uncalled === true || context !== "unknown";
  const inApplication = isApplication(ask.facts);
  // Nobody waits for a task (judged: 14 of 22 were right), and of what a client sends a helper is given a form (1 of 3).
  if (inApplication && (repetition.kind === "loop" ? backgroundWork.test(how) : repetition.bound === "input")) return false;
  const isSent = repetition.kind === "loop" && repetition.bound === "input";
  if (inApplication && isSent && isOfForm(ask, repetition.loop)) return false;
  const changes = row.does === "write" || row.does === "commit" || changingText.test(statementOf(ask, call));
  if (inApplication && isSeenWhole && (uncalled === true || (!isSent && changes))) return false;
  const relation = ownRelation(ask, call);
  if (isExcused(ask, call, row) || (relation && repetition.kind === "caller")) return false;
  // What no handler of the file reaches is mostly rare work of an application: there only reads count, and rows that are added.
  if (isChange && context === "unknown" && inApplication) return false;
  if (repetition.kind === "loop" && inApplication && isChosenByIds(ask, repetition.loop.over)) return false;
  // A handler of another file says that somebody waits, not how many items there are.
  if (repetition.kind === "loop" && inApplication && isChange && path.some((hop) => hop.file !== filename)) {
    const { over } = repetition.loop;
    if (!over || ask.collection(over).source !== "input") return false;
  }
  if (repetition.kind === "caller") {
    const { loop, caller, over } = repetition;
    const isForeign = caller.file !== filename;
    if ((inApplication || path.length > 0) && !isOnWay(repetition, reach)) return false;
    const isOpen = isForeign
      ? loop.long === true && loop.givesItem === true && loop.paced !== true
      : headsAt(ask, repetition.line).some((one) => isOpenList(ask, one));
    if (!isOpen || isIdle(repetition) || isSmallByName(over)) return false;
    // In an application a helper is about one thing, and its callers have a few of them more often than not (judged: 2 of 9 in the file, 0 of 7 in
    // others were right), but for a helper that only gets them.
    const isGetter = isForeign && repetition.path.length === 1 && isAnswer(call, ask.scopes);
    if (inApplication && !(isGetter && !ask.others.isPart()) && !(isForeign && isAboutRow(ask, call, repetition.model))) return false;
    // What a lazy query asks about is often added to it later.
    return row.lazy === true ? !isHandedBack(call, ask.scopes) || isRunByCaller(ask, call) : isAboutItem(ask, call);
  }
  const { loop } = repetition;
  if (isOfOtherHandler(ask, loop, reach, filename)) return false;
  // Beside a request for each item, which nothing saves, the trips to the store do not matter.
  if (row.does !== "request" && alsoMakes(ask, loop, ({ row: { does } }) => slower.has(does))) return false;
  if (row.does === "request" && context === "unknown" && inApplication) return false;
  if (isNumbering(ask, call, row, loop)) return false;
  if (ask.exitsOnResult(call, loop) || isOtherModel(ask, call, loop) || isRowByRow(ask, loop)) return false;
  if (row.does === "request" && (isOtherHost(ask, call, loop) || isPersonal(ask, call, loop))) return false;
  // The rows of an outer loop are many even where each has a few of what the inner one goes over.
  const open = ask.loops(call).filter((one) => (ask.dependsOn(call, one) || one === loop) && isOpenList(ask, one.over));
  if (open.length === 0 || (relation && !isReadPerRow(ask, relation, isFiltered(call))) || isLoadedByManager(ask, call)) return false;
  return !open.every((one) => isOneRow(ask, one.over) || (inApplication && isOfOneThing(ask, one.over)));
}

/**
 * Whether the loop of a helper of an application goes over what stands in no file: a handler of another file says that somebody waits, not how many
 * items there are (judged: of those over what clients send or over the rows of a query in sight 13 of 16 were right, of the others 3 of 7).
 */
function isOfOtherHandler(ask: PythonQuestions, { over }: Loop<PyNode>, { path }: Reach, filename: string): boolean {
  if (!path.some((hop) => hop.file !== filename) || !ask.others.isPart()) return false;
  return over === undefined || (ask.collection(over).source !== "input" && queryOf(ask, over) === undefined);
}

/** Rows that were loaded ahead answer `all()` only. */
const isFiltered = (call: PyNode): boolean => askingAgain.test(call.text);

/** Once a loop of another file is known to run a helper, it is asked whether that goes over rows which the model of the query belongs to. */
function mentionModel(ask: PythonQuestions, call: PyNode): void {
  const model = ask.functionOf(call).id === 0 ? undefined : rowsOf(ask, call)?.model;
  const name = model && ask.classNamed(model);
  if (name) ask.others.mention(name);
}

/** Whether a call in a helper asks for what belongs to a row that the helper was given, one of the rows that the loop in the other file goes over. */
function isAboutRow(ask: PythonQuestions, call: PyNode, model: string | undefined): boolean {
  const found = model === undefined || isWork(ask, call) ? undefined : rowsOf(ask, call);
  return found !== undefined && relationLookups(ask, found).some(({ field, value }) => field.to === model && isParameter(ask, value));
}

/** Whether the function around a call changes rows as well: each item is a piece of work, not something to look up. */
function isWork(ask: PythonQuestions, call: PyNode): boolean {
  const { functions } = ask.places;
  return ask.inTransaction(call) || ask.tree.nodes("call", functions.at(call).node).some((one) => {
    const does = ask.sink(one)?.row.does;
    return does === "write" || does === "commit" || does === "request";
  });
}

const isParameter = (ask: PythonQuestions, value: PyNode): boolean =>
  value.type === "identifier" && ask.scopes.reaching(value).every((one) => one.kind === "parameter" && !one.value);

const isInsert = (ask: PythonQuestions, call: PyNode): boolean => /^\s*INSERT\b/i.test(statementOf(ask, call));

/** The beginning of the statement that a call is given as text. */
function statementOf(ask: PythonQuestions, call: PyNode): string {
  const given = keyword(call, "query") ?? positional(call)[0];
  return (given && leadingText(given, ask.scopes)) ?? "";
}

/** Anything else that is given a query may make it a part of another. */
const isNoConsumer = (outer: PyNode): boolean =>
  !/^(?:list|set|tuple|dict|len|bool|sorted|any|all|sum|min|max|enumerate|zip|map|iter|next|join|extend)$/.test(lastName(outer.field("function") ?? outer) ?? "");

/** A call of the helper around uses the rows of the query that the helper hands back. */
function isRunByCaller(ask: PythonQuestions, call: PyNode): boolean {
  const { callees, functions } = ask.places;
  const fn = functions.at(call);
  return ask.tree.nodes("call").some((one) => {
    const callee = one.field("function");
    if (!callee || lastName(callee) !== fn.ownName || callees.called(callee) !== fn) return false;
    return !isHandedBack(one, ask.scopes) && runsQuery(one, ask.scopes, isNoConsumer);
  });
}

/** What the loops that start at a line go over. */
const headsAt = (ask: PythonQuestions, line: number): PyNode[] =>
  ask.tree.nodes(["for_statement", "for_in_clause"]).filter((one) => one.line === line || one.parent?.line === line).flatMap((one) => one.field("right") ?? []);

/** A commit ends the work of an iteration without naming its item. */
function repetitionFor(ask: PythonQuestions, call: PyNode, { row }: KnownCall): Repetition<PyNode> | undefined {
  // A loop in another file that does not prove it makes no more than a possible finding.
  const found = ask.repetition(call, !ask.isDoubtShown);
  if (found || row.does !== "commit") return found;
  const [loop] = ask.loops(call);
  return loop && repetitionOf(loop);
}

/** Circumstances in which one call per item is what the library wants, or there is no form for many. */
function isRight(ask: PythonQuestions, call: PyNode, { row }: KnownCall, repetition: Repetition<PyNode>): boolean {
  if (row.merges && repetition.concurrent) return true;
  if (isGivenByCallers(ask, call)) return true;
  if (row.does === "request") return false;
  const [first] = positional(call);
  const text = first && leadingText(first, ask.scopes);
  if (text !== undefined && schemaStatement.test(text)) return true;
  return repetition.kind === "loop" && isOtherTarget(ask, call, repetition.loop);
}

/** The same call on each of several models, tables or connections: the item is what is asked, not what is asked about. */
function isOtherTarget(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  const list = call.field("arguments");
  if (list && ask.dependsOn(list, loop)) return false;
  let at = call.field("function");
  while (at?.type === "attribute" || at?.type === "call") {
    const args = at.type === "call" ? at.field("arguments") : undefined;
    if (args && ask.dependsOn(args, loop)) return false;
    if (at.type === "attribute" && at.field("attribute")?.text === "objects") return true;
    at = at.type === "call" ? at.field("function") : at.field("object");
  }
  return false;
}

function evidenceOf(ask: PythonQuestions, repetition: Repetition<PyNode>, reach: Reach, { filename }: PyContext): Evidence {
  const { line, over, concurrent } = repetition;
  const each = over === "" ? "once per iteration" : `once per item of \`${over}\``;
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const query = loop?.over ? queryOf(ask, loop.over) : undefined;
  const related: Related[] = [{ file: repetition.kind === "caller" ? repetition.caller.file : filename, line, message: loop ? words.loop : words.callerLoop }];
  if (query && query.line !== line) related.push({ file: filename, line: query.line, message: words.rows });
  const path = repetition.kind === "caller" ? [hopOf(repetition.caller), ...repetition.path] : reach.path;
  return { context: reach.how, multiplicity: concurrent ? `${each}, all at once` : each, path: path.length > 0 ? [...path] : undefined, related };
}

/** The query whose rows an expression holds, through names and methods of the rows. */
function queryOf(ask: PythonQuestions, expression: PyNode): PyNode | undefined {
  let at = producer(ask.scopes, expression);
  for (let steps = 0; at && steps < 8; steps++) {
    const does = ask.sink(at)?.row.does;
    if (does === "query" || does === "cache" || does === "request") return at;
    const object: PyNode | undefined = at.field("function")?.field("object");
    at = object && producer(ask.scopes, object);
  }
  return undefined;
}
