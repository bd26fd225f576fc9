import { escaped } from "../escaped.ts";
import { adders, frameKeyword, frameMethods, joins } from "../knowledge/python/copies.ts";
import type { Loop } from "../questions.ts";
import { grows } from "../summary.ts";
import { keyword, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { isOutside } from "./searches.ts";
import { isVariable } from "./text.ts";

/** A copy of all that a loop gathered so far, made in order to add to it. */
export interface Accumulation {
  node: PyNode;
  kind: "list" | "tuple" | "dict" | "text" | "table" | "sum";
  /** What is copied and grows. */
  accumulator: PyNode;
  /** Absent for `sum(lists, [])`, which is a loop by itself. */
  loop?: Loop<PyNode>;
  /** Resolved by name. */
  isCertain: boolean;
  /** Something speaks for few items, or for a copy that is needed. */
  isDoubtful: boolean;
}

type Copy = Pick<Accumulation, "kind"> & Partial<Accumulation>;

/** Conditions that hold in the first iteration only. */
const firstTime = /\bis None\b|^\s*not \w|\.empty\b|== ?0\b|\bfirst\b|== ?(?:""|''|\[\]|None)/;
const displays: Readonly<Record<string, "list" | "tuple" | "text">> = {
  list: "list", list_comprehension: "list", tuple: "tuple", expression_list: "tuple", string: "text", concatenated_string: "text",
};

/** The accumulation of `xs = xs + [x]` and the like. */
export function assignedCopy(ask: PythonQuestions, assignment: PyNode): Accumulation | undefined {
  const target = assignment.field("left");
  const value = assignment.field("right");
  if (!target || !value || !isTarget(target)) return undefined;
  const around = ask.loops(assignment);
  if (around.length === 0) return undefined;
  const copy = copyOf(ask, target, value);
  return copy && inLoop(ask, around, assignment, target, copy);
}

/** The accumulation of `self.text += piece`, `rows += (row,)` and the like. */
export function augmentedCopy(ask: PythonQuestions, assignment: PyNode): Accumulation | undefined {
  const target = assignment.field("left");
  const value = assignment.field("right");
  if (!target || !value || !isTarget(target) || assignment.field("operator")?.text !== "+=") return undefined;
  const around = ask.loops(assignment);
  if (around.length === 0) return undefined;
  const copy = augmented(ask, target, value, around);
  return copy && inLoop(ask, around, assignment, target, copy);
}

const isTarget = (node: PyNode): boolean => node.type === "identifier" || node.type === "attribute" || node.type === "subscript";

function copyOf(ask: PythonQuestions, target: PyNode, value: PyNode): Copy | undefined {
  const name = target.text;
  const isWhole = (one: PyNode | undefined, splat: string): boolean => one?.type === splat && one.namedChildren[0]?.text === name;
  switch (value.type) {
    case "binary_operator": return sumOf(ask, target, value);
    case "list": case "tuple": case "expression_list":
      return value.namedChildren.length > 1 && value.namedChildren.some((one) => isWhole(one, "list_splat")) ? { kind: value.type === "list" ? "list" : "tuple" } : undefined;
    case "dictionary": {
      if (!value.namedChildren.some((one) => isWhole(one, "dictionary_splat"))) return undefined;
      const added = value.namedChildren.filter((one) => !isWhole(one, "dictionary_splat"));
      return dictOf(ask, added);
    }
    case "call": return joined(ask, target, value);
    default: return undefined;
  }
}

/** Constant keys are soon all there; what another dictionary brings is not known. */
function dictOf(ask: PythonQuestions, added: readonly PyNode[]): Copy | undefined {
  const isNew = added.some((one) => one.type === "pair" && ask.constant(one.field("key") ?? one) === undefined) || added.some((one) => one.namedChildren[0]?.type === "dictionary_comprehension");
  const isOther = added.some((one) => one.type === "dictionary_splat");
  return isNew ? { kind: "dict" } : isOther ? { kind: "dict", isDoubtful: true } : undefined;
}

function sumOf(ask: PythonQuestions, target: PyNode, value: PyNode): Copy | undefined {
  const operator = value.field("operator")?.text;
  const parts = operandsOf(value, operator ?? "");
  const at = parts.findIndex((one) => one.text === target.text);
  if (at < 0 || parts.length < 2) return undefined;
  const others = parts.filter((_, index) => index !== at);
  if (operator === "|") return others.some((one) => one.type === "dictionary") ? dictOf(ask, others.flatMap((one) => one.namedChildren)) : undefined;
  if (operator !== "+") return undefined;
  const told = others.map((one) => displays[one.type]).find((one) => one !== undefined);
  const { kind } = ask.collection(target);
  if (told === "text" || kind === "string") return textOf(ask, target);
  if (told) return { kind: told };
  return kind === "array" ? { kind: "list" } : undefined;
}

function operandsOf(value: PyNode, operator: string): PyNode[] {
  const found: PyNode[] = [];
  let at: PyNode | undefined = value;
  while (at?.type === "binary_operator" && at.field("operator")?.text === operator && found.length < 16) {
    const right = at.field("right");
    if (right) found.push(right);
    at = at.field("left");
  }
  return at ? [...found, at] : found;
}

/** CPython appends to a plain local `str` in place; to attributes, items of collections and `bytes` it cannot. */
function textOf(ask: PythonQuestions, target: PyNode): Copy {
  return { kind: "text", isDoubtful: target.type === "identifier" && !isBytes(ask, target) };
}

function isBytes(ask: PythonQuestions, target: PyNode): boolean {
  if (target.type !== "identifier") return false;
  const values = ask.scopes.lookup(target)?.definitions.flatMap((one) => (one.kind === "assign" && one.value && one.path.length === 0 ? [one.value] : [])) ?? [];
  return values.some((one) => (one.type === "string" && /^[rR]?[bB]/.test(one.text)) || (one.type === "call" && one.field("function")?.text === "bytes"));
}

function augmented(ask: PythonQuestions, target: PyNode, value: PyNode, around: readonly Loop<PyNode>[]): Copy | undefined {
  if (value.type === "tuple" || (value.type === "expression_list")) return isTuple(ask, target) ? { kind: "tuple" } : undefined;
  const isText = ask.collection(target).kind === "string";
  if (!isText && ask.collection(value).kind !== "string") return undefined;
  if (target.type !== "identifier") return { kind: "text" };
  if (isBytes(ask, target)) return { kind: "text" };
  return isText && isPieceByPiece(ask, target, value, around) ? { kind: "text", isDoubtful: false } : undefined;
}

/** `()` or `tuple(...)` somewhere; a list takes a tuple's items in place. */
function isTuple(ask: PythonQuestions, target: PyNode): boolean {
  const definitions = target.type === "identifier" ? (ask.scopes.lookup(target)?.definitions ?? []) : [];
  return definitions.some((one) => one.kind === "assign" && (one.value?.type === "tuple" || (one.value?.type === "call" && one.value.field("function")?.text === "tuple")));
}

/** A text copied one item at a time, each as it comes, and that for each item of another loop. */
function isPieceByPiece(ask: PythonQuestions, target: PyNode, value: PyNode, [inner, ...around]: readonly Loop<PyNode>[]): boolean {
  if (!inner?.over || inner.node.type !== "for_statement" || value.type !== "identifier" || !inner.items.includes(value.text) || inner.over.type !== "identifier") return false;
  const statement = target.parent?.parent;
  if (statement?.parent?.index !== inner.node.field("body")?.index) return false;
  return ask.collection(inner.over).kind !== "array" && around.some((one) => grows(one.bound));
}

/** `frame = pd.concat([frame, part])`, `array = np.append(array, x)`, `frame = frame.append(row)`. */
function joined(ask: PythonQuestions, target: PyNode, call: PyNode): Copy | undefined {
  const callee = call.field("function");
  if (!callee) return undefined;
  const name = ask.origin(callee);
  const [first] = positional(call);
  const join = name === undefined || !Object.hasOwn(joins, name) ? undefined : joins[name];
  const isTargetNode = (one: PyNode | undefined): boolean => one?.text === target.text;
  if (join) {
    const list = first ?? keyword(call, "objs") ?? keyword(call, "tensors");
    const parts = join.parts === "arguments" ? [first] : list?.type === "list" || list?.type === "tuple" ? list.namedChildren : [];
    return parts.some(isTargetNode) ? { kind: "table", isCertain: true } : undefined;
  }
  if (callee.type === "attribute" && callee.field("attribute")?.text === "append" && isTargetNode(callee.field("object")) && first) {
    const isFrame = (name !== undefined && frameMethods.has(name)) || keyword(call, frameKeyword) !== undefined;
    return isFrame ? { kind: "table", isCertain: true } : undefined;
  }
  // `dict(d, **more)`
  if (name === "dict" && isTargetNode(first)) return { kind: "dict", isDoubtful: true };
  return undefined;
}

function inLoop(ask: PythonQuestions, around: readonly Loop<PyNode>[], statement: PyNode, target: PyNode, copy: Copy): Accumulation | undefined {
  const loop = around.find((one) => one.kind === "statement" && isKept(ask, target, statement, one));
  if (!loop || !(grows(loop.bound) || (copy.kind === "text" && isEndless(loop)))) return undefined;
  const isDoubtful = copy.isDoubtful === true || isUsed(ask, target, statement, loop, copy.kind === "table" || copy.kind === "text") || isPart(target) || waits(ask, copy, loop);
  return { node: statement, accumulator: target, loop, isCertain: copy.isCertain === true && !isDoubtful, ...copy, isDoubtful };
}

/** `while True`, which ends when there is nothing more to read. */
const isEndless = (loop: Loop<PyNode>): boolean => loop.node.field("condition")?.type === "true";

/** Each iteration waits for something that takes longer than the copy. */
const waits = (ask: PythonQuestions, { kind }: Copy, loop: Loop<PyNode>): boolean => (kind === "list" || kind === "tuple" || kind === "dict") && ask.tree.nodes("await", loop.node).length > 0;

/** An item of a collection, and what another object holds, are added to a few times each. */
const isPart = (target: PyNode): boolean => target.type === "subscript" || (target.type === "attribute" && target.field("object")?.text !== "self");

/** Whether a loop hands a name from iteration to iteration: nothing in the loop starts it anew, but for the first time. */
function isKept(ask: PythonQuestions, target: PyNode, statement: PyNode, loop: Loop<PyNode>): boolean {
  if (target.type === "identifier" && loop.items.includes(target.text) && loop.node.type === "for_statement") return false;
  if (target.type !== "identifier") {
    const root = target.field("object") ?? target.field("value");
    if (!root || !isOutside(ask, root, loop)) return false;
  }
  const mentions = new RegExp(`(?<![\\w.])${escaped(target.text)}(?!\\w)`);
  return ask.tree.nodes("assignment", loop.node).every((one) => {
    const left = one.field("left");
    const names = left ? [left, ...left.namedChildren] : [];
    if (one.index === statement.index || !names.some((name) => name.text === target.text && (name === left || left?.type === "pattern_list" || left?.type === "tuple_pattern"))) return true;
    const right = one.field("right");
    // `buffer = buffer[n:]` takes away what was used.
    const isCut = right !== undefined && /\[[^[\]:]*:[^\]]*\]/.test(right.text);
    return (right !== undefined && !isCut && mentions.test(right.text)) || isFirstTime(one, loop.node);
  });
}

/** The assignment stands in a branch for the first iteration. */
function isFirstTime(assignment: PyNode, loop: PyNode): boolean {
  for (let at = assignment.parent; at && at.index > loop.index; at = at.parent) {
    if (at.type === "if_statement" && firstTime.test(at.field("condition")?.text ?? "")) return true;
    if (at.type === "except_clause") return true;
  }
  return false;
}

/** The loop needs what was gathered so far: each state of it is kept, handed on or, for tables and texts, read. */
function isUsed(ask: PythonQuestions, target: PyNode, statement: PyNode, loop: Loop<PyNode>, orRead: boolean): boolean {
  if (target.type !== "identifier") return false;
  return ask.tree.nodes("identifier", loop.node).some((one) => {
    if (one.text !== target.text || !isVariable(one) || (statement.index <= one.index && one.index < statement.end)) return false;
    const { parent } = one;
    if (one.fieldName === "left" && parent?.type.endsWith("assignment")) return false;
    if (parent?.type === "return_statement") return false;
    if (orRead) return !isInFirstTest(one, loop.node) && !isInOwnAssignment(one, target);
    const isHanded = parent?.type === "argument_list" && parent.parent?.field("function")?.text !== "len";
    return isHanded || ["yield", "list", "tuple", "pair", "expression_list"].includes(parent?.type ?? "") || (parent?.type === "assignment" && one.fieldName === "right");
  });
}

function isInOwnAssignment(name: PyNode, target: PyNode): boolean {
  for (let at = name.parent; at && at.type !== "block"; at = at.parent) if (at.type === "assignment") return at.field("left")?.text === target.text;
  return false;
}

function isInFirstTest(name: PyNode, loop: PyNode): boolean {
  for (let at: PyNode | undefined = name, up = name.parent; up && up.index > loop.index; at = up, up = up.parent) {
    if (up.type === "if_statement" && up.field("condition")?.index === at.index) return firstTime.test(at.text) || /\blen\(/.test(at.text);
    if (up.type === "conditional_expression") return true;
  }
  return false;
}

/** `sum(lists, [])` and `reduce(add, lists, [])`, which copy the sum so far for each list. */
export function foldedCopy(ask: PythonQuestions, call: PyNode): Accumulation | undefined {
  const callee = call.field("function");
  const name = callee?.type === "identifier" || callee?.type === "attribute" ? callee.text : "";
  if (!callee || !/(?:^|\.)(?:sum|reduce)$/.test(name)) return undefined;
  const args = positional(call);
  const isSum = name === "sum" && ask.scopes.lookup(callee) === undefined;
  const lists = isSum ? args[0] : args[1];
  const start = isSum ? (args[1] ?? keyword(call, "start")) : args[2];
  if (!lists || !start || (start.type !== "list" && start.type !== "tuple")) return undefined;
  if (!isSum && !(ask.origin(callee) === "functools.reduce" && args[0] && isAdder(ask, args[0]))) return undefined;
  const { source, size } = ask.collection(lists);
  if (lists.type === "list" || lists.type === "tuple" || (source === "constant" && size !== undefined) || isFew(ask, lists)) return undefined;
  return { node: call, kind: "sum", accumulator: lists, isCertain: false, isDoubtful: false };
}

/** A comprehension over few items. */
function isFew(ask: PythonQuestions, lists: PyNode): boolean {
  const body = lists.field("body");
  return body !== undefined && !ask.loops(body).some((one) => grows(one.bound) && one.node.index >= lists.index);
}

function isAdder(ask: PythonQuestions, fn: PyNode): boolean {
  if (adders.has(ask.origin(fn) ?? "")) return true;
  const body = fn.type === "lambda" ? fn.field("body") : undefined;
  const names = fn.field("parameters")?.namedChildren.map((one) => one.text) ?? [];
  return body?.type === "binary_operator" && body.field("operator")?.text === "+" && names.length === 2 && body.field("left")?.text === names[0];
}
