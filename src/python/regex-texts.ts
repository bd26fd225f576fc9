import { bodyOf, pathMembers, requestParts, sameLength, sentTo, shortTexts, wholeContents } from "../knowledge/python/regex.ts";
import { SHORT, type Text } from "../regex/grade.ts";
import { definitionAround, keyword, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import type { Usage } from "./regexes.ts";

const MAX_STEPS = 8;

/** What kind of text it is that a pattern meets, and where that comes from. */
export function textOf(ask: PythonQuestions, { text, later }: Usage): Text {
  if (later) return later.text === "path" ? { kind: "header", from: "the path of a request" } : { kind: "validated", from: "what the field is given", doubt: later.doubt };
  return text ? kindOf(ask, text, MAX_STEPS) : { kind: "unknown" };
}

function kindOf(ask: PythonQuestions, text: PyNode, steps: number): Text {
  if (ask.constant(text) !== undefined) return { kind: "constant" };
  const stages = stagesOf(ask, text);
  if (stages.some((one) => isNamedShort(ask, one))) return { kind: "short", doubt: true };
  if (stages.some((one) => isCut(ask, one) || isMeasured(ask, one) || isLimited(ask, one))) return { kind: "short" };
  const call = ask.producer(stages.at(-1) ?? text);
  const made = call && madeBy(ask, call, steps);
  if (made) return made;
  const part = stages.some((one) => ask.collection(one).source === "input") ? stages.map(partOf).find((one) => one !== undefined) : undefined;
  if (part) return { kind: part.isLine ? "header" : "request", from: part.from, limited: part.limited };
  return (steps > 0 && ofParameter(ask, stages.at(-1) ?? text, steps)) || { kind: "unknown" };
}

/** What a parameter is given: by who sends something to a handler, or by the calls in this file. */
function ofParameter(ask: PythonQuestions, text: PyNode, steps: number): Text | undefined {
  const name = rootOf(text);
  const [parameter, second] = name ? ask.scopes.reaching(name) : [];
  if (parameter?.kind !== "parameter" || second) return undefined;
  const body = parameter.block.field("body");
  const own = body && ask.functionOf(body).contexts.find(({ context, confidence }) => (context === "request" || context === "event") && confidence !== "possible");
  if (own?.context === "event" && sentTo.test(own.how) && (name === text || bodyOf.has(text.field("attribute")?.text ?? ""))) return { kind: "request", from: "a message" };
  if (own?.context === "request" && name === text) return { kind: "header", from: "a parameter of a request" };
  if (name !== text) return undefined;
  const given = ask.values.argumentsFor(parameter).slice(0, MAX_STEPS).flatMap((one) => (one ? [kindOf(ask, one, Math.min(steps - 1, 3))] : []));
  return given.find(({ kind }) => kind === "document" || kind === "request") ?? given.find(({ kind }) => kind === "header" || kind === "file");
}

/** The name that a chain of attributes starts with. */
function rootOf(node: PyNode): PyNode | undefined {
  let at: PyNode | undefined = node;
  for (let steps = 0; at?.type === "attribute" && steps < MAX_STEPS; steps++) at = at.field("object");
  return at?.type === "identifier" ? at : undefined;
}

/** A text and what it is made from, step by step, as long as that is about as long. */
function stagesOf(ask: PythonQuestions, text: PyNode): PyNode[] {
  const stages: PyNode[] = [];
  let at: PyNode | undefined = text;
  while (at && stages.length < MAX_STEPS && !stages.includes(at)) {
    stages.push(at);
    at = before(ask, at);
  }
  return stages;
}

function before(ask: PythonQuestions, node: PyNode): PyNode | undefined {
  switch (node.type) {
    case "parenthesized_expression": case "await": return node.namedChildren[0];
    case "attribute": return isOfParameter(ask, node) ? undefined : wholeContents.has(node.field("attribute")?.text ?? "") ? node.field("object") : undefined;
    case "boolean_operator": return node.field("operator")?.text === "or" ? node.field("left") : undefined;
    case "identifier": {
      const [only, second] = ask.scopes.reaching(node);
      return only?.kind === "assign" && !second && only.path.length === 0 ? only.value : undefined;
    }
    case "call": {
      const callee = node.field("function");
      if (callee?.type === "attribute") return sameLength.has(callee.field("attribute")?.text ?? "") ? callee.field("object") : undefined;
      return callee?.text === "str" ? positional(node)[0] : undefined;
    }
    default: return undefined;
  }
}

/** `message.content` of a parameter is no answer. */
function isOfParameter(ask: PythonQuestions, attribute: PyNode): boolean {
  const name = rootOf(attribute);
  return name !== undefined && ask.scopes.reaching(name).some(({ kind }) => kind === "parameter");
}

/** What a call gives: the answer of a server, a file, or what another text says. */
function madeBy(ask: PythonQuestions, call: PyNode, steps: number): Text | undefined {
  const callee = call.field("function");
  const origin = callee && ask.origin(callee);
  if (origin === "open" || origin === "io.open" || /^pathlib\.Path#(?:read_text|open|read_bytes)$/.test(origin ?? "")) return { kind: "file", from: "a file" };
  if (origin !== undefined && /^json\.loads?$/.test(origin)) {
    const [first] = positional(call);
    return first && steps > 0 ? kindOf(ask, first, steps - 1) : undefined;
  }
  const does = ask.sink(call)?.row.does;
  if (does === "request") return { kind: "document", from: "a response" };
  return does === "file" ? { kind: "file", from: "a file" } : undefined;
}

/** The part of a request that a chain reads. */
function partOf(node: PyNode): { from: string; isLine?: true; limited?: true } | undefined {
  for (let at: PyNode | undefined = node, steps = 0; at && steps < MAX_STEPS; steps++) {
    const part = at.type === "attribute" ? requestParts.get(at.field("attribute")?.text ?? "") : undefined;
    if (part) return part;
    at = at.field("object") ?? at.field("function") ?? at.field("value") ?? (at.type === "await" ? at.namedChildren[0] : undefined);
  }
  return undefined;
}

/** `text[:100]`, `text[at:at + 100]`. */
function isCut(ask: PythonQuestions, text: PyNode): boolean {
  const slice = text.type === "subscript" ? text.field("subscript") : undefined;
  const [first, second] = slice?.type === "slice" ? slice.namedChildren : [];
  if (!slice || !first || slice.children.filter((token) => token.type === ":").length !== 1) return false;
  if (slice.children[0]?.type === ":") return isShortLength(ask.constant(first));
  if (second?.type === "binary_operator" && second.field("operator")?.text === "+") {
    const right = second.field("right");
    return right !== undefined && second.field("left")?.text === first.text && isShortLength(ask.constant(right));
  }
  const [start, end] = [ask.constant(first), second && ask.constant(second)];
  return typeof start === "number" && start >= 0 && typeof end === "number" && isShortLength(end - start);
}

const isShortLength = (length: unknown): boolean => typeof length === "number" && length > 0 && length <= SHORT;

function isNamedShort(ask: PythonQuestions, text: PyNode): boolean {
  if (text.type === "identifier" && (text.text === "__file__" || isCaught(ask, text))) return true;
  const value = text.type === "subscript" ? text.field("value") : text;
  const origin = value && ask.origin(value);
  return origin !== undefined && (pathMembers.test(origin) || shortTexts.some((name) => origin === name || origin.startsWith(`${name}.`) || origin.startsWith(`${name}[`)));
}

/** The message of an error. */
const isCaught = (ask: PythonQuestions, name: PyNode): boolean => ask.scopes.reaching(name).some(({ kind }) => kind === "except");

/** A field of a model of this file with a limit: `CharField(max_length=255)`. */
function isLimited(ask: PythonQuestions, text: PyNode): boolean {
  const object = text.type === "attribute" ? text.field("object") : undefined;
  const owner = object && ask.values.instanceOf(object);
  if (!owner) return false;
  return ask.values.classes.attribute(owner, text.field("attribute")?.text ?? "").some(({ value }) => {
    const limit = value?.type === "call" ? keyword(value, "max_length") : undefined;
    return limit !== undefined && isShortLength(ask.constant(limit));
  });
}

/** The function compares `len(text)` with a limit. */
function isMeasured(ask: PythonQuestions, text: PyNode): boolean {
  if (text.type === "attribute") {
    const fn = definitionAround(text, "function_definition");
    return fn !== undefined && ask.tree.nodes("attribute", fn).some((one) => one.text === text.text && isLengthTest(ask, one));
  }
  const binding = text.type === "identifier" ? ask.scopes.lookup(text) : undefined;
  return binding !== undefined && ask.scopes.references(binding).some((one) => isLengthTest(ask, one));
}

function isLengthTest(ask: PythonQuestions, one: PyNode): boolean {
  const call = one.parent?.type === "argument_list" ? one.parent.parent : undefined;
  if (call?.field("function")?.text !== "len" || call.parent?.type !== "comparison_operator") return false;
  const other = call.parent.namedChildren.find((side) => side !== call);
  const limit = other && ask.constant(other);
  return call.parent.children.some((token) => /^[<>]=?$/.test(token.text)) && (limit === undefined || (typeof limit === "number" && limit > 8 && limit <= SHORT));
}
