import { jsonSchema, linearEngines, regexUses } from "../knowledge/javascript/regex.ts";
import { placeOf as placeIn } from "../regex/pieces.ts";
import { mayRepeat } from "../regex/shape.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { keyName, propertyName, wrapped } from "./nodes.ts";
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
  /** The expression whose value is the regular expression; of a JSON schema, its property. */
  value: JsNode;
}

/** The pattern that a literal, a call of `RegExp` with constants, or a JSON schema makes; undefined for anything else. */
export function patternOf(ask: JavaScriptQuestions, node: JsNode): Pattern | undefined {
  if (node.type === "Literal") return literalPattern(node);
  if (node.type === "Property") return schemaPattern(ask, node);
  return node.type === "NewExpression" || node.type === "CallExpression" ? fromCall(ask, node) : undefined;
}

/** A cheap look at what most literals, calls and properties are not. */
export function mayBePattern(node: JsNode): boolean {
  if (node.type === "Literal") return "regex" in node && node.regex != null && mayRepeat(node.regex.pattern);
  if (node.type === "Property") return keyName(node) === jsonSchema.pattern && node.kind === "init";
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
  const common = { node: ask.values.definition(first), source, given: first };
  if (isMethod) return { ...common, flags: "", value: first };
  const flags = second ? ask.constant(second) : "";
  return { ...common, flags: typeof flags === "string" ? flags : "", value: node };
}

/** `{ type: "string", pattern: "^a+$" }` and `Type.String({ pattern: "^a+$" })`. */
function schemaPattern(ask: JavaScriptQuestions, node: TSESTree.Property): Pattern | undefined {
  const source = ask.constant(node.value);
  if (typeof source !== "string" || !mayRepeat(source) || node.parent.type !== "ObjectExpression" || !isSchemaOfText(ask, node.parent)) return undefined;
  return { node: ask.values.definition(node.value), source, flags: "u", given: node.value, value: node };
}

function isSchemaOfText(ask: JavaScriptQuestions, schema: TSESTree.ObjectExpression): boolean {
  const type = propertyOf(schema, jsonSchema.type);
  if (type?.type === "ArrayExpression") return type.elements.some((one) => one !== null && ask.constant(one) === jsonSchema.text);
  if (type) return ask.constant(type) === jsonSchema.text;
  const { parent } = wrapped(schema);
  return parent?.type === "CallExpression" && jsonSchema.makers.test(ask.origin(parent.callee) ?? "");
}

/** The value of a property that stands in an object literal. */
export function propertyOf(object: TSESTree.ObjectExpression, name: string): JsNode | undefined {
  const found = object.properties.find((one) => one.type === "Property" && keyName(one) === name);
  return found?.type === "Property" ? found.value : undefined;
}

/** Source offsets of a part of a pattern (offsets in it, end exclusive): where the part itself is written, through escapes, sums and names. */
export function placeOf(ask: JavaScriptQuestions, { node, given }: Pattern, part: readonly [number, number]): readonly [number, number] {
  return placeIn(piecesOf(ask, given), part) ?? node.range;
}

/** Whether a pattern is given to an engine that takes linear time: `new RE2(/…/)`. */
export function isLinear(ask: JavaScriptQuestions, value: JsNode): boolean {
  const { parent } = wrapped(value);
  if (parent?.type !== "NewExpression" && parent?.type !== "CallExpression") return false;
  const module = ask.origin(parent.callee)?.split(/[.#(]/)[0];
  return module !== undefined && linearEngines.has(module);
}
