import { documentReaders, linearEngines, regexUses, shortTexts } from "../knowledge/javascript/regex.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { chainOf, propertyName, unwrap, wrapped } from "./nodes.ts";
import { mayRepeat } from "../regex/shape.ts";
import type { TextKind } from "../regex/grade.ts";
import { placeOf as placeIn } from "../regex/pieces.ts";
import { isHeader } from "./headers.ts";
import { piecesOf } from "./pattern-pieces.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** A regular expression that stands in the code. */
export interface Pattern {
  /** The literal, or the expression that gives the pattern to `RegExp`. */
  node: JsNode;
  source: string;
  flags: string;
  /** The expression that gives `source`. */
  given: JsNode;
  /** The expression whose value is the regular expression. */
  value: JsNode;
}

/** A place where a text is matched. */
export interface Match {
  node: JsNode;
  text: JsNode;
}

/** Longer texts than this many characters are not short. */
const SHORT = 2_000;

/** From this length on a text is slow to match in exponential time. */
const MIN_SLOW = 20;

/** The pattern that a literal, or a call of `RegExp` with constants, makes; undefined for anything else. */
export function patternOf(ask: JavaScriptQuestions, node: JsNode): Pattern | undefined {
  if (node.type === "Literal") return literalPattern(node);
  return node.type === "NewExpression" || node.type === "CallExpression" ? fromCall(ask, node) : undefined;
}

/** A cheap look at what most literals and calls are not. */
export function mayBePattern(node: JsNode): boolean {
  if (node.type === "Literal") return "regex" in node && node.regex != null && mayRepeat(node.regex.pattern);
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return false;
  const { callee } = node;
  return callee.type === "Identifier" ? callee.name === "RegExp" : callee.type === "MemberExpression" && regexUses.fromString.has(propertyName(callee) ?? "");
}

function literalPattern(node: TSESTree.Literal): Pattern | undefined {
  if (!("regex" in node) || node.regex == null) return undefined;
  return { node, source: node.regex.pattern, flags: node.regex.flags, given: node, value: node };
}

/** `new RegExp(source, flags)`, `RegExp(source)`, `text.match(source)`. */
function fromCall(ask: JavaScriptQuestions, node: TSESTree.NewExpression | TSESTree.CallExpression): Pattern | undefined {
  const { callee, arguments: [first, second] } = node;
  if (!first || first.type === "SpreadElement") return undefined;
  const isMethod = callee.type === "MemberExpression" && node.type === "CallExpression" && !second;
  if (!isMethod && (callee.type !== "Identifier" || callee.name !== "RegExp" || !ask.bindings.isGlobal(callee))) return undefined;
  const source = ask.constant(first);
  if (typeof source !== "string") return undefined;
  if (isMethod) return { node: definitionOf(ask, first), source, flags: "", given: first, value: first };
  const flags = second ? ask.constant(second) : "";
  return { node: definitionOf(ask, first), source, flags: typeof flags === "string" ? flags : "", given: first, value: node };
}

/** Source offsets of a part of a pattern (offsets in it, end exclusive): where the part itself is written, through escapes, sums and names. */
export function placeOf(ask: JavaScriptQuestions, { node, given }: Pattern, part: readonly [number, number]): readonly [number, number] {
  return placeIn(piecesOf(ask, given), part) ?? node.range;
}

/** Where the value of a name that is written once stands. */
function definitionOf(ask: JavaScriptQuestions, node: JsNode): JsNode {
  let at = unwrap(node);
  for (let i = 0; i < 8 && at.type === "Identifier"; i++) {
    const variable = ask.bindings.variable(at);
    const write = variable && ask.bindings.onlyWrite(variable);
    if (write?.kind !== "value" || !write.value || write.path?.length !== 0) break;
    at = unwrap(write.value);
  }
  return at;
}

/** Whether a pattern is given to an engine that takes linear time: `new RE2(/…/)`. */
export function isLinear(ask: JavaScriptQuestions, value: JsNode): boolean {
  const { parent } = wrapped(value);
  if (parent?.type !== "NewExpression" && parent?.type !== "CallExpression") return false;
  const module = ask.origin(parent.callee)?.split(/[.#(]/)[0];
  return module !== undefined && linearEngines.has(module);
}

/** Every place in this file that matches a text against a regular expression; `complete`: there can be no other. */
export function matchesOf(ask: JavaScriptQuestions, value: JsNode): { matches: Match[]; complete: boolean } {
  const here = matchAt(value);
  if (here) return { matches: [here], complete: true };
  const holder = wrapped(value).parent;
  if (holder?.type !== "VariableDeclarator" || holder.id.type !== "Identifier") return { matches: [], complete: false };
  const variable = ask.bindings.variable(holder.id);
  const reads = variable ? ask.bindings.references(variable).filter((one) => one.isRead()) : [];
  const found = reads.map((one) => matchAt(one.identifier as JsNode));
  const matches = found.filter((one) => one !== undefined);
  return { matches, complete: matches.length === found.length && found.length > 0 && holder.parent.parent.type !== "ExportNamedDeclaration" };
}

/** `value.test(text)` or `text.replace(value, …)`. */
function matchAt(value: JsNode): Match | undefined {
  const node = wrapped(value);
  const { parent } = node;
  if (parent?.type === "MemberExpression" && parent.object === node) {
    const call = wrapped(parent).parent;
    const [text] = call?.type === "CallExpression" && unwrap(call.callee) === parent ? call.arguments : [];
    return call && text && regexUses.own.has(propertyName(parent) ?? "") ? { node: call, text } : undefined;
  }
  if (parent?.type !== "CallExpression" || parent.arguments[0] !== node) return undefined;
  const callee = unwrap(parent.callee);
  const isText = callee.type === "MemberExpression" && regexUses.ofText.has(propertyName(callee) ?? "");
  return isText ? { node: parent, text: callee.object } : undefined;
}

/** What kind of text it is that a pattern meets. */
export function kindOfText(ask: JavaScriptQuestions, expression: JsNode): TextKind {
  const text = unwrap(expression);
  const constant = ask.constant(text);
  // Twenty characters double the time twenty times.
  if (constant !== undefined) return String(constant).length < MIN_SLOW ? "constant" : "short";
  if (isCut(ask, text) || isNamedShort(ask, text) || isMeasured(ask, text)) return "short";
  if (isDocument(ask, text)) return "document";
  if (isHeader(ask, text)) return "header";
  return ask.collection(text).source === "input" ? "request" : "unknown";
}

/** `await response.text()`, or a name that gets it: the body of a response, whatever made that. */
function isDocument(ask: JavaScriptQuestions, text: JsNode): boolean {
  if (text.type === "AwaitExpression") {
    const call = unwrap(text.argument);
    const callee = call.type === "CallExpression" && call.arguments.length === 0 ? unwrap(call.callee) : undefined;
    return callee?.type === "MemberExpression" && documentReaders.has(propertyName(callee) ?? "");
  }
  const variable = text.type === "Identifier" ? ask.bindings.variable(text) : undefined;
  return variable !== undefined && ask.bindings.writes(variable).some(({ kind, value, path }) =>
    kind === "value" && value !== undefined && path?.length === 0 && value.type !== "Identifier" && isDocument(ask, unwrap(value)));
}

/** `text.slice(0, 100)`, `text.slice(at, at + 100)`. */
function isCut(ask: JavaScriptQuestions, text: JsNode): boolean {
  if (text.type !== "CallExpression" || text.callee.type !== "MemberExpression") return false;
  const name = propertyName(text.callee) ?? "";
  const [from, to] = text.arguments;
  if (!from || !to || !["slice", "substring", "substr"].includes(name)) return false;
  const start = ask.constant(from);
  const end = ask.constant(to);
  if (typeof end === "number" && name === "substr") return end <= SHORT;
  if (typeof end === "number") return typeof start === "number" && start >= 0 && end - start <= SHORT;
  if (to.type !== "BinaryExpression" || to.operator !== "+") return false;
  const length = ask.constant(to.right);
  return typeof length === "number" && length <= SHORT && isSameName(from, to.left);
}

/** Whether two expressions are the same name or chain of names. */
function isSameName(a: JsNode, b: JsNode): boolean {
  const name = chainOf(a).names.join(".");
  return name !== "" && !name.includes("(") && !name.includes("[") && name === chainOf(b).names.join(".");
}

function isNamedShort(ask: JavaScriptQuestions, text: JsNode): boolean {
  if (text.type === "Identifier" && ask.bindings.isGlobal(text) && shortTexts.includes(text.name)) return true;
  for (let at = text, i = 0; i < 8; i++) {
    const origin = ask.origin(at);
    if (origin !== undefined && shortTexts.some((name) => origin === name || origin.startsWith(`${name}.`))) return true;
    if (at.type !== "MemberExpression") return false;
    at = unwrap(at.object);
  }
  return false;
}

/** The function compares the length of the text with something. */
function isMeasured(ask: JavaScriptQuestions, text: JsNode): boolean {
  const variable = text.type === "Identifier" ? ask.bindings.variable(text) : undefined;
  return variable !== undefined && ask.bindings.references(variable).some(({ identifier }) => {
    const length = identifier.parent;
    if (length.type !== "MemberExpression" || length.object !== identifier || propertyName(length) !== "length") return false;
    const test = wrapped(length).parent;
    if (test?.type !== "BinaryExpression" || !["<", ">", "<=", ">="].includes(test.operator)) return false;
    const limit = ask.constant(test.left === length ? test.right : test.left);
    return limit === undefined || (typeof limit === "number" && limit > 8);
  });
}
