import { growthCost, growthSeverity, idleContexts, isUnfelt } from "../growth.ts";
import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { isLoopStatement } from "../javascript/loops.ts";
import { argumentsOf, chainText, isCall, isFunction, unwrap } from "../javascript/nodes.ts";
import { areLong, isShortByName, waitsPerItem } from "../javascript/openness.ts";
import { isForPage } from "../javascript/pages.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { conjuncts, hasEquality, isEquality, isOutside, names } from "../javascript/searches.ts";
import type { Loop } from "../questions.ts";
import { createRule, report } from "../rule.ts";
import { grows } from "../summary.ts";

export default createRule<JsContext, Visitors>("nested-loop-join", {
  meta: {
    messages: {
      join: "This loop goes through all of `{{inner}}` for each item of `{{outer}}`, only to find those that are equal. "
        + "Group `{{inner}}` in a `Map` by the compared key first, then look up.",
      pairs: "These two loops compare all items of `{{outer}}` with each other. Keep what was seen in a `Set` or `Map`, and one pass is enough.",
    },
    words: ["for"],
  },
  create(context) {
    const ask = questions(context);
    return {
      IfStatement(node) {
        const found = join(ask, node);
        if (!found) return;
        const { inner, outer, isPairs, isLong } = found;
        const reach = ask.reach(node);
        const { context: where, how, path } = reach;
        if (idleContexts.has(where)) return;
        const innerText = overText(inner);
        const outerText = overText(outer);
        const isShort = isShortByName(innerText) || isShortByName(outerText) || !isLong;
        report(context, {
          node: inner.header,
          messageId: isPairs ? "pairs" : "join",
          data: { inner: innerText, outer: outerText },
          confidence: isShort || isForPage(ask, where, context.filename) || isUnfelt(reach, ask.others) ? "possible" : "likely",
          severity: growthSeverity(where, outer.bound, inner.bound === "query" || inner.bound === "input"),
          evidence: {
            context: how, cost: growthCost, path: path.length > 0 ? [...path] : undefined,
            related: [
              { file: context.filename, line: ask.places.lineOf(outer.node), message: "the outer loop" },
              { file: context.filename, line: ask.places.lineOf(node.test), message: "the comparison" },
            ],
          },
        });
      },
    };
  },
});

interface Join {
  inner: Loop<JsNode>;
  outer: Loop<JsNode>;
  isPairs: boolean;
  /** Nothing but data says how long the two are. */
  isLong: boolean;
}

/** A loop whose whole body is one test for equality (or a sum to a target) between its item and that of a loop around it. */
function join(ask: JavaScriptQuestions, node: Extract<JsNode, { type: "IfStatement" }>): Join | undefined {
  if (node.alternate != null || !isWholeBody(node) || !hasEquality(node.test)) return undefined;
  const [inner, ...around] = ask.loops(node);
  if (!inner?.over || !grows(inner.bound) || !holds(inner.node, node)) return undefined;
  const { over } = inner;
  const outer = around.find((one) => one.over !== undefined && grows(one.bound) && isCompared(ask, node.test, inner, one));
  if (!outer?.over) return undefined;
  const isPairs = ask.textOf(outer.over) === ask.textOf(over);
  if (!isPairs && (!isOutside(ask, over, outer) || isFew(ask, over) || isFew(ask, outer.over))) return undefined;
  return { inner, outer, isPairs, isLong: areLong(ask, outer.over, over) && !waitsPerItem(outer.node) };
}

/** Whether a statement is all that the body of a loop or callback does. */
function isWholeBody(node: JsNode): boolean {
  const { parent } = node;
  if (parent?.type !== "BlockStatement") return parent?.type.startsWith("For") === true;
  return parent.body.length === 1 && (isLoopStatement(parent.parent) || isFunction(parent.parent));
}

/** Whether the statement stands in the loop's own body, with nothing but blocks and the callback in between. */
function holds(loop: JsNode, node: JsNode): boolean {
  const body = node.parent?.type === "BlockStatement" ? node.parent.parent : node.parent;
  return body === loop || (isCall(loop) && argumentsOf(loop).some((one) => unwrap(one) === body));
}

function isFew(ask: JavaScriptQuestions, collection: JsNode): boolean {
  const { source, size } = ask.collection(collection);
  return source === "constant" && size !== undefined;
}

function isCompared(ask: JavaScriptQuestions, test: JsNode, inner: Loop<JsNode>, outer: Loop<JsNode>): boolean {
  return isEquality(ask, test, inner, outer) || conjuncts(test).some((part) => isSumToTarget(part, inner, outer));
}

/** `a[i] + a[j] === target`. */
function isSumToTarget(part: JsNode, inner: Loop<JsNode>, outer: Loop<JsNode>): boolean {
  if (part.type !== "BinaryExpression" || (part.operator !== "===" && part.operator !== "==")) return false;
  return [[part.left, part.right], [part.right, part.left]].some(([sum, target]) => {
    if (sum?.type !== "BinaryExpression" || sum.operator !== "+" || !target || names(target, inner.items) || names(target, outer.items)) return false;
    return [[sum.left, sum.right], [sum.right, sum.left]].some(([one, other]) =>
      one && other && names(one, outer.items) && !names(one, inner.items) && names(other, inner.items));
  });
}

const overText = ({ over }: Loop<JsNode>): string => (over && chainText(over)) ?? "";
