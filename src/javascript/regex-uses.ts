import { jsonSchema, regexUses, validators } from "../knowledge/javascript/regex.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { isClass, isFunction, keyName, propertyName, unwrap, walk, wrapped } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { propertyOf } from "./regexes.ts";

/** A place where a text is matched. */
export interface Match {
  node: JsNode;
  /** Absent: a text that somebody gives to a schema later. */
  text?: JsNode;
  /** The schema lets no text through that is longer. */
  limit?: number;
  /** All matches are gone through: `always`, or where the expression has the flag `g`. */
  all?: "always" | "flagged";
}

const MAX_STEPS = 64;

/** Every place in this file that matches a text against a regular expression; `complete`: there can be no other. */
export function matchesOf(ask: JavaScriptQuestions, value: JsNode): { matches: Match[]; complete: boolean } {
  if (value.type === "Property") return { matches: [ofSchema(ask, value)], complete: true };
  const matches: Match[] = [];
  let complete = true;
  const open: JsNode[] = [value];
  for (let node = open.pop(), steps = 0; node; node = open.pop(), steps++) {
    const match = matchAt(ask, node);
    if (match) matches.push(match);
    if (match || isStill(node)) continue;
    const reads = steps < MAX_STEPS ? readsOf(ask, node) : undefined;
    open.push(...(reads?.nodes ?? []));
    complete &&= reads?.complete === true;
  }
  return { matches, complete: complete && matches.length > 0 };
}

/** `value.test(text)`, `text.replace(value, …)`, or a validator that is given the value. */
function matchAt(ask: JavaScriptQuestions, value: JsNode): Match | undefined {
  const node = wrapped(value);
  const { parent } = node;
  if (parent?.type === "MemberExpression" && parent.object === node) {
    const call = wrapped(parent).parent;
    const [text] = call?.type === "CallExpression" && unwrap(call.callee) === parent ? call.arguments : [];
    if (!call || !text || !regexUses.own.has(propertyName(parent) ?? "")) return undefined;
    return { node: call, text, all: isRepeated(call) ? "flagged" : undefined };
  }
  if (parent?.type !== "CallExpression" || parent.callee === node) return undefined;
  const callee = unwrap(parent.callee);
  const method = parent.arguments[0] === node && callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (callee.type === "MemberExpression" && method !== undefined && regexUses.ofText.has(method)) {
    return { node: parent, text: callee.object, all: allBy(method, parent) };
  }
  return validation(ask, parent, parent.arguments.findIndex((one) => one === node));
}

function allBy(method: string, { arguments: given }: TSESTree.CallExpression): Match["all"] {
  const row = regexUses.all.get(method);
  if (!row || given.length > row.most) return undefined;
  return row.flag ? "flagged" : "always";
}

/** `while ((match = value.exec(text)))`: again and again in a loop that goes on as long as there is a match. */
function isRepeated(call: JsNode): boolean {
  let at = call;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const node = wrapped(at);
    const { parent } = node;
    if (parent?.type === "WhileStatement" || parent?.type === "DoWhileStatement" || parent?.type === "ForStatement") return parent.test === node;
    const isPart = parent?.type === "AssignmentExpression" || parent?.type === "BinaryExpression" || parent?.type === "LogicalExpression";
    if (!parent || !isPart) return false;
    at = parent;
  }
  return false;
}

function validation(ask: JavaScriptQuestions, call: TSESTree.CallExpression, argument: number): Match | undefined {
  const name = ask.origin(call.callee);
  const known = name === undefined ? undefined : validators.find((one) => one.argument === argument && one.call.test(name));
  return known && { node: call, limit: limitBefore(ask, call, known.stops ?? []) };
}

/** `Joi.string().max(50)` before `.pattern(…)`. */
function limitBefore(ask: JavaScriptQuestions, call: TSESTree.CallExpression, stops: readonly string[]): number | undefined {
  let limit: number | undefined;
  let at: JsNode = unwrap(call.callee);
  for (let i = 0; i < MAX_STEPS && at.type === "MemberExpression"; i++) {
    const before = unwrap(at.object);
    if (before.type !== "CallExpression") break;
    at = unwrap(before.callee);
    const [most] = at.type === "MemberExpression" && stops.includes(propertyName(at) ?? "") ? before.arguments : [];
    const value = most && ask.constant(most);
    if (typeof value === "number") limit = Math.min(limit ?? value, value);
  }
  return limit;
}

function ofSchema(ask: JavaScriptQuestions, property: TSESTree.Property): Match {
  const most = property.parent.type === "ObjectExpression" ? propertyOf(property.parent, jsonSchema.limit) : undefined;
  const limit = most && ask.constant(most);
  return { node: property, limit: typeof limit === "number" ? limit : undefined };
}

/** `value.source` and `value.lastIndex = 0`. */
function isStill(value: JsNode): boolean {
  const node = wrapped(value);
  return node.parent?.type === "MemberExpression" && node.parent.object === node && regexUses.still.has(propertyName(node.parent) ?? "");
}

interface Reads {
  nodes: readonly JsNode[];
  complete: boolean;
}

/** Where an expression is read again that is kept under a name, as a member or in a list. */
function readsOf(ask: JavaScriptQuestions, value: JsNode): Reads | undefined {
  const node = wrapped(value);
  const { parent } = node;
  switch (parent?.type) {
    case "VariableDeclarator": return ofName(ask, parent);
    case "Property": {
      const name = keyName(parent);
      return parent.value === node && parent.parent.type === "ObjectExpression" && name !== undefined ? ofMember(ask, parent.parent, name) : undefined;
    }
    case "PropertyDefinition": return ofField(parent);
    case "ArrayExpression": return ofList(ask, parent);
    default: return undefined;
  }
}

function ofName(ask: JavaScriptQuestions, holder: TSESTree.VariableDeclarator): Reads | undefined {
  const variable = holder.id.type === "Identifier" ? ask.bindings.variable(holder.id) : undefined;
  if (!variable) return undefined;
  const nodes = ask.bindings.references(variable).filter((one) => one.isRead()).map((one) => one.identifier as JsNode);
  return { nodes, complete: nodes.length > 0 && holder.parent.parent.type !== "ExportNamedDeclaration" };
}

/** `patterns.name`, of `const patterns = { name: /…/ }`. */
function ofMember(ask: JavaScriptQuestions, object: TSESTree.ObjectExpression, name: string): Reads | undefined {
  const outer = wrapped(object);
  const frozen = outer.parent?.type === "CallExpression" && outer.parent.arguments[0] === outer ? wrapped(outer.parent) : outer;
  const all = frozen.parent?.type === "VariableDeclarator" ? ofName(ask, frozen.parent) : undefined;
  if (!all) return undefined;
  const members = all.nodes.map((read) => (read.parent?.type === "MemberExpression" && read.parent.object === read ? read.parent : undefined));
  const nodes = members.filter((one) => one !== undefined && propertyName(one) === name);
  const others = members.every((one) => one !== undefined && propertyName(one) !== undefined);
  return { nodes: nodes.filter((one) => one !== undefined), complete: all.complete && others };
}

/** `this.name` or `Class.name` in the class of a field. */
function ofField(field: TSESTree.PropertyDefinition): Reads | undefined {
  const owner = field.parent.parent;
  const name = keyName(field);
  if (!isClass(owner) || name === undefined) return undefined;
  const nodes: JsNode[] = [];
  walk(owner.body, (node) => {
    if (node.type !== "MemberExpression" || propertyName(node) !== name) return undefined;
    const isOwn = node.object.type === "ThisExpression" || (node.object.type === "Identifier" && node.object.name === owner.id?.name);
    if (isOwn && node !== field.key) nodes.push(node);
    return undefined;
  });
  return { nodes, complete: nodes.length > 0 && (name.startsWith("#") || field.accessibility === "private") };
}

/** `[/a/, /b/].some((one) => …)` and `for (const one of list)`, where the list may have a name. */
function ofList(ask: JavaScriptQuestions, list: TSESTree.ArrayExpression): Reads | undefined {
  const outer = wrapped(list);
  const all = outer.parent?.type === "VariableDeclarator" ? ofName(ask, outer.parent) : { nodes: [outer], complete: true };
  if (!all) return undefined;
  const items = all.nodes.map((node) => itemsOf(ask, node));
  const known = items.filter((one) => one !== undefined);
  return { nodes: known.flat(), complete: all.complete && known.length === items.length };
}

/** The reads of the name that an iteration gives to each item. */
function itemsOf(ask: JavaScriptQuestions, list: JsNode): readonly JsNode[] | undefined {
  const { parent } = list;
  let item: JsNode | undefined;
  if (parent?.type === "ForOfStatement" && parent.right === list && parent.left.type === "VariableDeclaration") item = parent.left.declarations[0].id;
  if (parent?.type === "MemberExpression" && parent.object === list) {
    const call = wrapped(parent).parent;
    const [callback] = call?.type === "CallExpression" && unwrap(call.callee) === parent ? call.arguments : [];
    if (callback && isFunction(callback)) item = callback.params[propertyName(parent) === "reduce" ? 1 : 0];
  }
  const variable = item?.type === "Identifier" ? ask.bindings.variable(item) : undefined;
  return variable && ask.bindings.references(variable).filter((one) => one.isRead()).map((one) => one.identifier as JsNode);
}
