import { idLookup, idNames } from "../knowledge/python/orms.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isProvedLong } from "./open-collections.ts";
import type { PythonQuestions } from "./questions.ts";

const MAX_STEPS = 24;
/** Calls that hand on all items of what they are given. */
const passing = /^(?:list|tuple|set|sorted|reversed|enumerate|iter)$/;

/** Rows with one of some ids, `filter(pk__in=ids)`: there are as many as ids, and nothing says that those are many. */
export function isChosenByIds(ask: PythonQuestions, over: PyNode | undefined): boolean {
  const queue = [over];
  for (let steps = 0; queue.length > 0 && steps < MAX_STEPS; steps++) {
    const at = queue.pop();
    switch (at?.type) {
      case "parenthesized_expression": case "await":
        queue.push(at.namedChildren[0]);
        break;
      case "binary_operator":
        queue.push(at.field("left"), at.field("right"));
        break;
      case "identifier":
        for (const one of ask.scopes.lookup(at)?.definitions ?? []) if (one.kind === "assign" && one.path.length === 0 && one.value !== at) queue.push(one.value);
        break;
      case "call":
        if (hasFewIds(ask, at)) return true;
        queue.push(passing.test(at.field("function")?.text ?? "") ? positional(at)[0] : at.field("function")?.field("object"));
        break;
    }
  }
  return false;
}

/** `filter(pk__in=ids)`, `filter(Q(id__in=ids) & other)`, `where(Order.id.in_(ids))`. */
function hasFewIds(ask: PythonQuestions, query: PyNode): boolean {
  const list = query.field("arguments");
  if (!list) return false;
  const byName = ask.tree.nodes("keyword_argument", list).flatMap((one) => (idLookup.test(one.field("name")?.text ?? "") ? one.field("value") ?? [] : []));
  const byColumn = ask.tree.nodes("call", list).flatMap((one) => {
    const callee = one.field("function");
    const column = callee && lastName(callee) === "in_" ? callee.field("object") : undefined;
    return column && idNames.has(lastName(column) ?? "") ? positional(one).slice(0, 1) : [];
  });
  return [...byName, ...byColumn].some((one) => !isProvedLong(ask, one));
}
