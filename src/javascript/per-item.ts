import type { Reach } from "../call-graph.ts";
import type { Confidence, Evidence, Related, Severity } from "../finding.ts";
import type { Does } from "../knowledge/row.ts";
import { judgePerItem, related as words } from "../per-item.ts";
import type { KnownCall, Repetition } from "../questions.ts";
import { grows } from "../summary.ts";
import type { JsContext, JsNode } from "./context.ts";
import { argumentsOf, calleeOf, enclosingFunction, isCall, propertyName, unwrap, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 8;
/** Statements about the schema or the connection have no form for many. */
const schemaStatement = /^\s*(?:CREATE|DROP|ALTER|TRUNCATE|VACUUM|ANALYZE|REINDEX|GRANT|REVOKE|SET|SHOW|PRAGMA|LISTEN|USE|LOCK|ATTACH)\b/i;
/** Methods that a row of the result has, so that the item is their receiver. */
const rowMethods = /^(?:save|reload|refresh|populate|update|increment|decrement|destroy|remove|delete|deleteOne|updateOne|softDelete|softRemove|restore)$/;

/** A costly call that runs once per item of something whose size grows with the data. */
export interface PerItem {
  known: KnownCall;
  repetition: Repetition<JsNode>;
  inTransaction: boolean;
  severity: Severity;
  confidence: Confidence;
  evidence: Evidence;
}

/** The call as one per item, if it is of one of some kinds and nothing makes that right. */
export function perItem(ask: JavaScriptQuestions, call: CallNode, kinds: ReadonlySet<Does>, context: JsContext): PerItem | undefined {
  const known = ask.sink(call);
  if (!known || !kinds.has(known.row.does)) return undefined;
  const repetition = repetitionOf(ask, call, known);
  if (!repetition || !grows(repetition.bound) || isRight(ask, call, known, repetition)) return undefined;
  const reaches = ask.places.reaches(call);
  const reach = reaches.find((one) => one.confidence !== "possible") ?? reaches[0];
  const inTransaction = ask.inTransaction(call);
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const verdict = judgePerItem({
    row: known.row, confidence: known.confidence, bound: repetition.bound, concurrent: repetition.concurrent, limited: repetition.limited === true,
    own: loop !== undefined, context: reach.context, inTransaction,
    exits: repetition.kind === "loop" ? ask.exitsOnResult(call, repetition.loop) : repetition.loop.exits === true,
    doubtful: isDoubtful(ask, call, repetition),
  });
  return verdict && { known, repetition, inTransaction, ...verdict, evidence: evidenceOf(ask, repetition, reach, context) };
}

/** Something speaks against one call for all: a cache, a later iteration that needs the result, a pause, a transaction for each item. */
function isDoubtful(ask: JavaScriptQuestions, call: CallNode, repetition: Repetition<JsNode>): boolean {
  if (repetition.kind === "caller") return repetition.loop.carried === true || ask.places.isOnceGuarded(call, enclosingFunction(call)?.body);
  const { loop } = repetition;
  return ask.places.isOnceGuarded(call, loop.node) || ask.carried(call, loop) || ask.places.isPaced(loop) || ask.places.inTransaction(call, loop.node);
}

/** A commit ends the work of an iteration without naming its item. */
function repetitionOf(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall): Repetition<JsNode> | undefined {
  const found = ask.repetition(call);
  if (found || row.does !== "commit") return found;
  const [loop] = ask.loops(call);
  return loop && ask.places.repetitionIn(call, loop);
}

/** Circumstances in which one call per item is what the library wants, or there is no form for many. */
function isRight(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall, repetition: Repetition<JsNode>): boolean {
  if (row.merges && repetition.concurrent) return true;
  if (row.lazy && !ask.places.isSettled(call, repetition.kind === "caller" && repetition.loop.settled === true)) return true;
  if (row.does === "request") return false;
  if (ask.places.isBatched(call)) return true;
  const [first] = argumentsOf(call);
  const text = first && leadingText(ask, first);
  if (text !== undefined && schemaStatement.test(text)) return true;
  return repetition.kind === "loop" && isOtherTarget(ask, call, repetition);
}

function leadingText(ask: JavaScriptQuestions, argument: JsNode): string | undefined {
  const node = unwrap(argument);
  if (node.type === "TemplateLiteral") return node.quasis[0]?.value.cooked ?? undefined;
  const value = ask.constant(node);
  return typeof value === "string" ? value : undefined;
}

/** The same call on each of several tables, databases or connections. */
function isOtherTarget(ask: JavaScriptQuestions, call: CallNode, { loop }: Extract<Repetition<JsNode>, { kind: "loop" }>): boolean {
  const callee = unwrap(calleeOf(call));
  if (callee.type !== "MemberExpression" || argumentsOf(call).some((one) => ask.dependsOn(one, loop)) || !ask.dependsOn(callee, loop)) return false;
  const receiver = unwrap(callee.object);
  const inArguments = isCall(receiver) && argumentsOf(receiver).some((one) => ask.dependsOn(one, loop));
  return !inArguments && !rowMethods.test(propertyName(callee) ?? "");
}

function evidenceOf(ask: JavaScriptQuestions, repetition: Repetition<JsNode>, reach: Reach, { filename }: JsContext): Evidence {
  const { line, over, concurrent } = repetition;
  const each = over === "" ? "once per iteration" : `once per item of \`${over}\``;
  const loop = repetition.kind === "loop" ? repetition.loop : undefined;
  const query = loop?.over ? queryOf(ask, loop.over) : undefined;
  const related: Related[] = [{ file: filename, line, message: loop ? words.loop : words.callerLoop }];
  if (query) related.push({ file: filename, line: ask.places.lineOf(query), message: words.rows });
  const path = repetition.kind === "caller" ? [{ file: filename, line: repetition.caller.line, name: repetition.caller.name }, ...repetition.path] : reach.path;
  return { context: reach.how, multiplicity: concurrent ? `${each}, all at once` : each, path: path.length > 0 ? path : undefined, related };
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
