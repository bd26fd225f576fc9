import { shrinkers, takers } from "../knowledge/python/containers.ts";
import type { ForeignName } from "../summary.ts";
import type { ForeignCalls } from "./foreign-calls.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** Containers of other modules that a file takes something out of, or puts a new one in the place of. */
export function foreignShrinks({ tree }: Pick<PythonQuestions, "tree">, calls: ForeignCalls): readonly ForeignName[] {
  const found = new Map<string, ForeignName>();
  const add = (container: PyNode | undefined): void => {
    if (container?.type !== "identifier" && container?.type !== "attribute") return;
    for (const name of calls.held(container)) found.set(`${name.module} ${name.name}`, name);
  };
  for (const call of tree.nodes("call")) {
    const callee = call.field("function");
    if (callee?.type === "attribute" && shrinkers.has(lastName(callee) ?? "")) add(callee.field("object"));
    else if (callee && takers.has(callee.text)) add(positional(call)[0]);
  }
  for (const statement of tree.nodes("delete_statement")) for (const entry of entriesOf(statement)) add(entry.field("value"));
  // `cache.ENTRIES = {}`, `cache.ENTRIES[:] = []`
  for (const { left } of tree.nodes("assignment").map((one) => ({ left: one.field("left") }))) {
    if (left?.type === "attribute") add(left);
    else if (left?.type === "subscript" && left.fields("subscript").some((one) => one.type === "slice")) add(left.field("value"));
  }
  return [...found.values()];
}

/** `del a[x], b[y]`. */
const entriesOf = (statement: PyNode): PyNode[] =>
  statement.namedChildren.flatMap((one) => (one.type === "expression_list" ? one.namedChildren : [one])).filter((one) => one.type === "subscript");
