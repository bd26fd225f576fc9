import type { Loop } from "../questions.ts";
import { positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** A list of so many items at most is a handful to one query each. */
const FEW_ITEMS = 100;

/** Whether a loop over what a client sends goes over a form: its records, files or fields, or no more of them than a few. */
export const isOfForm = (ask: PythonQuestions, loop: Loop<PyNode>): boolean =>
  isOfRecords(ask, loop) || isOfFiles(loop) || isOfFields(loop) || isCapped(ask, loop);

/**
 * Whether the items of a loop are records that somebody filled in, `entry["name"]`: a form has some, where a selection of ids may have hundreds
 * (judged: 1 of 6 such loops over what a client sends was right, of those over bare values 12 of 15).
 */
const isOfRecords = (ask: PythonQuestions, { node, items }: Loop<PyNode>): boolean =>
  ask.tree.nodes(["subscript", "attribute"], node).some((one) => {
    const whole = one.type === "subscript" ? one.field("value") : one.field("attribute")?.text === "get" ? one.field("object") : undefined;
    return whole?.type === "identifier" && items.includes(whole.text);
  });

/** Whether a loop goes over the fields of a record that somebody sends: `for key, value in data.items()`. */
const isOfFields = ({ over }: Loop<PyNode>): boolean => over !== undefined && /\.(?:items|keys|values)\(\)$/.test(over.text);

/** Whether the items of a loop are files that somebody sends: a handful, each of which is stored on its own. */
const isOfFiles = ({ items, over }: Loop<PyNode>): boolean =>
  items.some((name) => /(?:^|_)(?:file|upload|attachment)$/i.test(name)) && over !== undefined && /files|uploads?\b|attachments/i.test(over.text);

/** Whether the function around a loop has left before where a list has more than a few items: `if len(ids) > 50: return error`. */
function isCapped(ask: PythonQuestions, { node }: Loop<PyNode>): boolean {
  const fn = ask.places.functions.at(node);
  return ask.tree.nodes("if_statement", fn.node).some((one) => {
    const then = one.field("consequence");
    if (!then || one.end > node.index || ask.places.functions.at(one) !== fn) return false;
    const tests = ask.tree.nodes("comparison_operator", one).filter((test) => test.index < then.index);
    return /^(?:return|raise)_statement$/.test(then.namedChildren.at(-1)?.type ?? "") && tests.some((test) => isAboveFew(ask, test));
  });
}

/** `len(ids) > 50` */
function isAboveFew(ask: PythonQuestions, test: PyNode): boolean {
  const [length, limit] = test.namedChildren;
  if (length?.type !== "call" || length.field("function")?.text !== "len" || positional(length).length !== 1 || !limit) return false;
  const most = ask.constant(limit);
  const isMore = test.fields("operators").every(({ text }) => text === ">" || text === ">=");
  return isMore && typeof most === "number" && most <= FEW_ITEMS;
}
