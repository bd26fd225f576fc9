import { regexMethods, patternTakers, type PatternTaker } from "../knowledge/python/regex.ts";
import { definitionAround } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** `value.match(text)`: the method's way to match, the place of the text and the call. */
export function methodsOn(value: PyNode): (NonNullable<ReturnType<typeof regexMethods.get>> & { call: PyNode }) | undefined {
  const { parent } = value;
  if (parent?.type !== "attribute" || value.fieldName !== "object") return undefined;
  const call = parent.parent;
  const method = regexMethods.get(parent.field("attribute")?.text ?? "");
  return method && call?.type === "call" && parent.fieldName === "function" ? { ...method, call } : undefined;
}

/** The rows for a function that keeps patterns. */
export const takersOf = (ask: PythonQuestions, origin: string): PatternTaker[] =>
  patternTakers.filter(({ call, word }) => call.test(origin) && (word === undefined || ask.tree.text.includes(word)));

/** What keeps the value: `RegexValidator(value)`. */
export function isPatternTaken(ask: PythonQuestions, value: PyNode): PatternTaker | undefined {
  const keyword = value.parent?.type === "keyword_argument" ? value.parent : undefined;
  const list = (keyword ?? value).parent;
  const call = list?.type === "argument_list" ? list.parent : undefined;
  const callee = call?.field("function");
  const origin = callee && ask.origin(callee);
  if (!list || origin === undefined) return undefined;
  return takersOf(ask, origin).find(({ argument, keyword: word }) =>
    (keyword ? keyword.field("name")?.text === word : argument !== undefined && list.namedChildren[argument]?.index === value.index));
}

/** Where an expression is read again that a name, an attribute or a list keeps. */
export function readsOf(ask: PythonQuestions, value: PyNode): PyNode[] {
  const { parent } = value;
  if (!parent) return [];
  if (parent.type === "assignment" && value.fieldName === "right") return ofTarget(ask, parent.field("left"));
  if (parent.type === "list" || parent.type === "tuple") return readsOfList(ask, parent);
  return parent.type === "parenthesized_expression" ? [parent] : [];
}

function ofTarget(ask: PythonQuestions, target: PyNode | undefined): PyNode[] {
  if (target?.type === "attribute") return ofAttribute(ask, target, target.field("attribute")?.text);
  const binding = target?.type === "identifier" ? ask.scopes.lookup(target) : undefined;
  if (!target || binding?.definitions.length !== 1) return [];
  const reads = ask.scopes.references(binding).filter((one) => one.range[0] !== target.range[0]);
  return binding.scope.kind === "class" ? [...reads, ...ofAttribute(ask, target, target.text)] : reads;
}

/** `self.NAME`, `cls.NAME` and `Class.NAME` in the class where the name is given a value. */
function ofAttribute(ask: PythonQuestions, target: PyNode, name: string | undefined): PyNode[] {
  const owner = definitionAround(target, "class_definition");
  if (!owner || name === undefined) return [];
  const own = new Set(["self", "cls", owner.field("name")?.text]);
  return ask.tree.nodes("attribute", owner)
    .filter((one) => one.index !== target.index && one.field("attribute")?.text === name && own.has(one.field("object")?.text));
}

/** The items of a list, where a loop or a comprehension over it names them. */
function readsOfList(ask: PythonQuestions, list: PyNode): PyNode[] {
  const lists = list.parent?.type === "assignment" ? ofTarget(ask, list.parent.field("left")) : [list];
  return lists.flatMap((one) => {
    const loop = one.fieldName === "right" && (one.parent?.type === "for_statement" || one.parent?.type === "for_in_clause") ? one.parent : undefined;
    const item = loop?.field("left");
    const binding = item?.type === "identifier" ? ask.scopes.lookup(item) : undefined;
    return binding && item ? ask.scopes.references(binding).filter((read) => read.index !== item.index) : [];
  });
}
