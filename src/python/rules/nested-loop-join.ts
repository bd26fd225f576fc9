import { growthCost, growthSeverity, idleContexts, isSmallByName, isUnfelt } from "../../growth.ts";
import type { Loop } from "../../questions.ts";
import { createRule, report } from "../../rule.ts";
import { grows } from "../../summary.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { positional } from "../functions.ts";
import type { PyNode } from "../node.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { conjuncts, equality, isLongJoin, isOpen, isOutside } from "../searches.ts";
import { shortText } from "../text.ts";

export default createRule<PyContext, PyVisitors>("nested-loop-join", {
  meta: {
    messages: {
      join: "This loop goes through all of `{{inner}}` for each item of `{{outer}}`, only to find those that are equal. "
        + "Group `{{inner}}` in a `dict` by the compared key first, then look up.",
      pairs: "These two loops compare all items of `{{outer}}` with each other. Keep what was seen in a `set` or `dict`, and one pass is enough.",
    },
    words: ["for"],
  },
  create(context) {
    const ask = questions(context);
    return {
      for_statement(node) {
        const found = join(ask, node);
        if (!found) return;
        const { inner, outer, test, isPairs, isLong } = found;
        const reach = ask.reach(node);
        const { context: where, how, path } = reach;
        if (idleContexts.has(where)) return;
        const innerText = overText(inner);
        const outerText = overText(outer);
        report(context, {
          node: inner.header,
          messageId: isPairs ? "pairs" : "join",
          data: { inner: innerText, outer: outerText },
          confidence: isSmallByName(innerText) || isSmallByName(outerText) || !isLong || isUnfelt(reach, ask.others) ? "possible" : "likely",
          severity: growthSeverity(where, outer.bound, inner.bound === "query" || inner.bound === "input"),
          evidence: {
            context: how, cost: growthCost, path: path.length > 0 ? [...path] : undefined,
            related: [{ file: context.filename, line: outer.node.line, message: "the outer loop" }, { file: context.filename, line: test.line, message: "the comparison" }],
          },
        });
      },
    };
  },
});

interface Join {
  inner: Loop<PyNode>;
  outer: Loop<PyNode>;
  test: PyNode;
  isPairs: boolean;
  /** Nothing but data says how long the two are. */
  isLong: boolean;
}

/** A loop whose whole body is one test for equality (or a sum to a target) between its item and that of a loop around it. */
function join(ask: PythonQuestions, node: PyNode): Join | undefined {
  const statements = node.field("body")?.namedChildren ?? [];
  const only = statements.length === 1 ? statements[0] : undefined;
  const condition = only?.type === "if_statement" && only.fields("alternative").length === 0 ? only.field("condition") : undefined;
  const body = node.field("body");
  if (!condition || !body) return undefined;
  const [inner, ...around] = ask.loops(condition);
  const over = inner?.over;
  if (!inner || inner.node.index !== node.index || !over || !grows(inner.bound)) return undefined;
  const outer = around.find((one) => one.kind === "statement" && grows(one.bound) && comparison(ask, condition, inner, one) !== undefined);
  if (!outer?.over) return undefined;
  const test = comparison(ask, condition, inner, outer);
  const isPairs = isSameIndexed(outer.over, over) || outer.over.text === over.text;
  if (!test || (!isPairs && !isOutside(ask, over, outer)) || isTable(body, outer, inner)) return undefined;
  if (!isPairs && ask.collection(over).source === "constant" && ask.collection(over).size !== undefined) return undefined;
  return { inner, outer, test, isPairs, isLong: isPairs ? isOpen(ask, over, outer) : isLongJoin(ask, over, outer) };
}

/** `table[i][j]`: each pair has a place of its own, as in dynamic programming and matrices. */
function isTable(body: PyNode, outer: Loop<PyNode>, inner: Loop<PyNode>): boolean {
  return outer.items.some((i) => inner.items.some((j) => body.text.includes(`[${i}][${j}]`)));
}

function comparison(ask: PythonQuestions, condition: PyNode, inner: Loop<PyNode>, outer: Loop<PyNode>): PyNode | undefined {
  return equality(ask, condition, inner, outer) ?? conjuncts(condition).find((part) => isSumToTarget(ask, part, inner, outer));
}

/** `a[i] + a[j] == target`. */
function isSumToTarget(ask: PythonQuestions, part: PyNode, inner: Loop<PyNode>, outer: Loop<PyNode>): boolean {
  if (part.type !== "comparison_operator" || !part.children.some((one) => one.type === "==")) return false;
  const sides = part.namedChildren;
  return sides.some((side, index) => {
    const other = sides[1 - index];
    if (side.type !== "binary_operator" || !other || ask.dependsOn(other, inner)) return false;
    const [left, right] = side.namedChildren;
    return left !== undefined && right !== undefined && ask.dependsOn(left, outer) && !ask.dependsOn(left, inner) !== !ask.dependsOn(right, inner);
  });
}

/** `range(len(xs))` and `range(i + 1, len(xs))` of the same list. */
function isSameIndexed(outer: PyNode, inner: PyNode): boolean {
  const [first, second] = [outer, inner].map(lengthOf);
  return first !== undefined && first === second;
}

/** The list whose positions a `range` counts. */
function lengthOf(range: PyNode): string | undefined {
  if (range.type !== "call" || range.field("function")?.text !== "range") return undefined;
  const args = positional(range);
  const end = args.length === 1 ? args[0] : args[1];
  return end?.type === "call" && end.field("function")?.text === "len" ? positional(end)[0]?.text : undefined;
}

const overText = ({ over, node }: Loop<PyNode>): string => (over && lengthOf(over)) ?? shortText(over ?? node);
