import { requestNames } from "../knowledge/javascript/collections.ts";
import { documentReaders, handed, modelCalls, requestOnly, requestParts, sameLength, shortTexts, wholeContents } from "../knowledge/javascript/regex.ts";
import { SHORT, type Text } from "../regex/grade.ts";
import type { JsNode } from "./context.ts";
import { isHeader } from "./headers.ts";
import { calleeOf, chainOf, enclosingFunction, isFunction, isNothing, propertyName, unwrap, walk, wrapped } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import type { Match } from "./regex-uses.ts";

const MAX_STEPS = 8;
/** Calls are followed this far, and so many of one function. */
const MAX_CALLS = 4;

/** From this length on a text is slow to match in exponential time: twenty characters double the time twenty times. */
const MIN_SLOW = 20;

/** What kind of text it is that a pattern meets, and where that comes from. */
export function textOf(ask: JavaScriptQuestions, { text, limit }: Match): Text {
  if (text) return kindOf(ask, text, MAX_CALLS);
  return limit !== undefined && limit <= SHORT ? { kind: "short" } : { kind: "validated", from: "what the schema is given" };
}

function kindOf(ask: JavaScriptQuestions, text: JsNode, steps: number): Text {
  const constant = ask.constant(text);
  if (constant !== undefined) return { kind: String(constant).length < MIN_SLOW ? "constant" : "short" };
  const stages = stagesOf(ask, text);
  if (stages.some((one) => isNamedShort(ask, one))) return { kind: "short", doubt: true };
  if (stages.some((one) => isCut(ask, one) || isMeasured(ask, one))) return { kind: "short" };
  const document = stages.find((one) => isDocument(ask, one));
  if (document) return isOfRequest(ask, document) ? { kind: "request", from: "the body of a request" } : { kind: "document", from: "a response" };
  if (stages.some((one) => isHeader(ask, one))) return { kind: "header", from: "a header of a request" };
  if (stages.some((one) => ask.collection(one).source === "input" && !isOnlyNamed(ask, one))) {
    const part = partOf(ask, stages) ?? (steps > 0 ? ofParameter(ask, stages.at(-1) ?? text, steps) : undefined);
    return { kind: "request", from: part?.from ?? "a request", limited: part?.limited };
  }
  const last = stages.at(-1) ?? text;
  const source = sourceOf(ask, last);
  if (source) return source;
  return (steps > 0 && ofParameter(ask, last, steps)) || { kind: "unknown" };
}

/** What a parameter is given: by who sends something to a handler, or by the calls in this file. */
function ofParameter(ask: JavaScriptQuestions, text: JsNode, steps: number): Text | undefined {
  const { root, names } = chainOf(text);
  const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
  const write = variable && ask.bindings.onlyWrite(variable);
  if (write?.kind !== "param" || !isFunction(write.fn) || write.index === undefined || !write.path) return undefined;
  const [first] = [...write.path, ...names.slice(1)];
  if (first !== undefined && handed.has(first) && isHandler(ask, write.name)) return { kind: "request", from: "what a handler is given" };
  if (root !== text || write.path.length > 0) return undefined;
  const { calls, open } = ask.values.locals.calls(write.fn);
  const given = calls.slice(0, MAX_CALLS).flatMap((call) => call.arguments[write.index ?? 0] ?? []).map((one) => kindOf(ask, one, steps - 1));
  const isShort = !open && given.length > 0 && given.every(({ kind }) => kind === "short" || kind === "constant");
  return given.find(({ kind }) => kind === "document" || kind === "request") ?? given.find(({ kind }) => kind === "header" || kind === "file") ?? (isShort ? given[0] : undefined);
}

/** Whether the function of a parameter answers requests, by what registers it. */
const isHandler = (ask: JavaScriptQuestions, parameter: JsNode): boolean =>
  ask.functionOf(parameter).contexts.some(({ context, confidence }) => context === "request" && confidence !== "possible");

/** `data` of `({ data }) => …` where nothing says that this is a request, and a parameter that only its callers tell of. */
function isOnlyNamed(ask: JavaScriptQuestions, text: JsNode): boolean {
  const { root } = chainOf(text);
  const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
  const write = variable && ask.bindings.onlyWrite(variable);
  if (write?.kind !== "param" || !write.path) return false;
  const [first] = write.path;
  if (first === undefined) return root === text && !("decorators" in write.name && write.name.decorators.length > 0);
  return !requestOnly.has(first) && !isHandler(ask, write.name);
}

/** A text and what it is made from, step by step, as long as that is about as long. */
function stagesOf(ask: JavaScriptQuestions, text: JsNode): JsNode[] {
  const stages: JsNode[] = [];
  let at = unwrap(text);
  for (let i = 0; i < MAX_STEPS && !stages.includes(at); i++) {
    stages.push(at);
    at = unwrap(ask.values.definition(at));
    if (at.type === "LogicalExpression" && at.operator !== "&&" && (isNothing(at.right) || ask.constant(at.right) !== undefined)) at = unwrap(at.left);
    if (at.type !== "CallExpression" || isCut(ask, at)) continue;
    const callee = unwrap(at.callee);
    if (callee.type === "MemberExpression" && sameLength.has(propertyName(callee) ?? "")) at = unwrap(callee.object);
    else if (callee.type === "Identifier" && callee.name === "String" && at.arguments[0]) at = unwrap(at.arguments[0]);
  }
  return stages;
}

/** What gave the text as a whole: a call that asks another service or a model, or reads a file. Single fields of an answer are short. */
function sourceOf(ask: JavaScriptQuestions, text: JsNode): Text | undefined {
  const { root, names } = chainOf(text);
  const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
  const write = variable && ask.bindings.onlyWrite(variable);
  const made = write?.kind === "value" && write.value ? write.value : root.type === "Identifier" ? undefined : text;
  const call = ask.producer(text) ?? (made && ask.producer(made));
  const called = names.lastIndexOf("()");
  const picked = called < 0 ? [...(write?.path ?? []), ...names.slice(1)] : names.slice(called + 1);
  if (!call || !picked.every((name) => wholeContents.has(name))) return undefined;
  if (modelCalls.test(ask.origin(calleeOf(call)) ?? "")) return { kind: "document", from: "the answer of a model", limited: true };
  const does = ask.sink(call)?.row.does;
  if (does === "request") return { kind: "document", from: "a response" };
  return does === "file" ? { kind: "file", from: "a file" } : undefined;
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

/** `await request.text()`. */
function isOfRequest(ask: JavaScriptQuestions, text: JsNode): boolean {
  const made = text.type === "Identifier" ? ask.values.definition(text) : text;
  return requestNames.has(chainOf(made).names[0] ?? "");
}

/** What part of a request a text is, in words. */
function partOf(ask: JavaScriptQuestions, stages: readonly JsNode[]): { from?: string; limited?: boolean } | undefined {
  for (const stage of stages) {
    const { root, names } = chainOf(stage);
    const variable = root.type === "Identifier" ? ask.bindings.variable(root) : undefined;
    const write = variable && ask.bindings.onlyWrite(variable);
    const given = write?.kind === "value" && write.value ? chainOf(write.value).names : [];
    for (const name of [...given, ...(write?.path ?? []), ...names.slice(1)]) {
      const part = requestParts.get(name);
      if (part !== undefined) return part;
    }
  }
  return undefined;
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
  for (let at = text, i = 0; i < MAX_STEPS; i++) {
    const origin = ask.origin(at);
    if (origin !== undefined && shortTexts.some((name) => origin === name || origin.startsWith(`${name}.`) || origin.startsWith(`${name}[`))) return true;
    if (at.type !== "MemberExpression") return false;
    at = unwrap(at.object);
  }
  return false;
}

/** The function compares the length of the text with something. */
function isMeasured(ask: JavaScriptQuestions, text: JsNode): boolean {
  if (text.type === "Identifier") {
    const variable = ask.bindings.variable(text);
    return variable !== undefined && ask.bindings.references(variable).some(({ identifier }) => isLengthTest(ask, identifier as JsNode));
  }
  const fn = text.type === "MemberExpression" ? enclosingFunction(text) : undefined;
  if (!fn) return false;
  let found = false;
  walk(fn.body, (node) => {
    if (node.type === "MemberExpression" && isSameName(node, text)) found ||= isLengthTest(ask, node);
    return !found;
  });
  return found;
}

/** Whether the length of an expression is compared with a limit. */
function isLengthTest(ask: JavaScriptQuestions, expression: JsNode): boolean {
  const { parent: length } = wrapped(expression);
  if (length?.type !== "MemberExpression" || unwrap(length.object) !== expression || propertyName(length) !== "length") return false;
  const test = wrapped(length).parent;
  if (test?.type !== "BinaryExpression" || !["<", ">", "<=", ">="].includes(test.operator)) return false;
  const limit = ask.constant(unwrap(test.left) === length ? test.right : test.left);
  return limit === undefined || (typeof limit === "number" && limit > 8 && limit <= SHORT);
}
