import { isFewByName } from "../growth.ts";
import type { Loop } from "../questions.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { openness } from "./open-collections.ts";
import type { PythonQuestions } from "./questions.ts";

const MAX_STEPS = 8;
/** Calls whose result has the items of what they are given or called on. */
const passing = /^(?:list|tuple|sorted|reversed|enumerate|set|iter|get|values|items|copy|strip|split)$/;
/** Names of cases that went wrong or were chosen, of which there are a few. A name lowers the confidence, it proves nothing. */
const exceptions = /(?:^|\.)_?(?:invalid|ignored|excluded|failed|skipped|bad|broken|extra|special|selected|chosen|disabled|unsupported)_/i;
const fewWords = /(?:forms?|callbacks?|listeners?|handlers?|observers?|subscribers?|links?|resources?|identifiers?|references?|refs)$/i;

/** What is known of a search that a loop repeats. */
interface Repeated {
  /** What is looked for, if it is an expression of its own. */
  item?: PyNode;
  collection: PyNode;
  loop: Loop<PyNode>;
  /** All loops around in which the collection stays the same. */
  around: readonly Loop<PyNode>[];
  /** The loop adds to the collection. */
  grows: boolean;
}

/** Whether one of the two sides of a search is short more often than not, as far as names, items of items and kept values tell. */
export function isShortSearch(ask: PythonQuestions, { item, collection, loop, around, grows }: Repeated): boolean {
  const { over } = loop;
  if (exceptions.test(collection.text) || fewWords.test(collection.text) || (over && (isFew(over) || fewWords.test(nameOf(over))))) return true;
  if (around.every((one) => one.over !== undefined && isPartOfItem(ask, one.over))) return true;
  if (!grows || !over || openness(ask, over) === "known") return false;
  // Values of one kind repeat, so that few are kept of many items.
  return over.type === "attribute" || (item !== undefined && !loop.items.includes(item.text));
}

const isFew = (over: PyNode): boolean => (over.type === "identifier" || over.type === "attribute") && isFewByName(over.text) && !/(?:keys|rows)$/.test(over.text);

const nameOf = (node: PyNode): string => (node.type === "identifier" || node.type === "attribute" ? node.text : "");

/** `advisory.get("aliases") or []`, `order.items`, and what a helper that is called per item is handed: each item has a few of its own. */
export function isPartOfItem(ask: PythonQuestions, collection: PyNode, steps = MAX_STEPS): boolean {
  if (steps <= 0) return false;
  const inner = (node: PyNode | undefined): boolean => node !== undefined && isPartOfItem(ask, node, steps - 1);
  switch (collection.type) {
    case "parenthesized_expression": case "await": return inner(collection.namedChildren[0]);
    case "boolean_operator": return inner(collection.field("left"));
    case "attribute": return inner(collection.field("object"));
    case "subscript": return inner(collection.field("value"));
    case "call": {
      const callee = collection.field("function");
      if (!callee || !passing.test(lastName(callee) ?? "")) return false;
      return inner(callee.type === "attribute" ? callee.field("object") : positional(collection)[0]);
    }
    case "identifier": return isItem(ask, collection, steps);
    default: return false;
  }
}

/** The item of a loop, a part of one, or a parameter that every call of this file hands such a thing to. */
function isItem(ask: PythonQuestions, name: PyNode, steps: number): boolean {
  const definitions = ask.scopes.reaching(name).filter((one) => one.kind !== "augment");
  return definitions.length > 0 && definitions.every((one) => {
    if (one.kind === "item") return true;
    if (one.kind === "assign") return one.path.length === 0 && one.value !== undefined && isPartOfItem(ask, one.value, steps - 1);
    if (one.kind !== "parameter") return false;
    const given = ask.values.argumentsFor(one);
    return given.length > 0 && given.every((argument) => argument !== undefined && argument !== name && isPartOfItem(ask, argument, steps - 1));
  });
}
