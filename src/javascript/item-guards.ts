import type { Loop } from "../questions.ts";
import type { JsContext, JsNode } from "./context.ts";
import { argumentsOf, calleeOf, chainText, isFunction, propertyName, unwrap, walk, type CallNode } from "./nodes.ts";
import { isAtLeast, isFewByName, openness } from "./openness.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Conditions that no list of values can replace. */
const byRange = /\b(?:startsWith|endsWith|contains|iLike|like|between|gte?|lte?|regexp)\b/;
/** Messages go to each receiver with an address or token of its own. */
const messages = /notif|mail|webhook|(?:^|[/_.-])push(?:over|bullet)|sms|telegram/i;
const transactionCall = /(?:^|\.)(?:transaction|startTransaction|beginTransaction)$/;

/** Whether something speaks against one call for all: few items, a condition without a list form, a transaction or message for each item. */
export function speaksAgainst(ask: JavaScriptQuestions, call: CallNode, loop: Loop<JsNode> | undefined, { filename }: JsContext): boolean {
  if (argumentsOf(call).some((one) => one.type === "ObjectExpression" && byRange.test(ask.textOf(one)))) return true;
  if (ask.sink(call)?.row.does === "request" && messages.test(filename)) return true;
  return loop !== undefined && (isShort(ask, loop) || beginsTransaction(loop.node) || isBatchedElsewhere(call, loop.node));
}

/** Rows of a store are as many as there are, whatever their name. */
function isShort(ask: JavaScriptQuestions, { over, bound }: Loop<JsNode>): boolean {
  if (!over || bound === "query") return false;
  const producer = ask.producer(over);
  const does = producer && ask.sink(producer)?.row.does;
  if (does === "query" || does === "cache") return false;
  return isFewByName(chainText(over)) || (bound !== "input" && !isAtLeast(openness(ask, over, "count"), "held"));
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
function isBatchedElsewhere(call: CallNode, loop: JsNode): boolean {
  const callee = unwrap(calleeOf(call));
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  let child = loop;
  for (let at = loop.parent; at && !isFunction(at); at = at.parent) {
    if (at.type === "IfStatement" && child !== at.test) {
      const other = child === at.consequent ? at.alternate : at.consequent;
      if (other && calls(other, method)) return true;
    }
    child = at;
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
