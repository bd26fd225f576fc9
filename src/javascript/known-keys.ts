import { memberTests } from "../knowledge/javascript/containers.ts";
import type { Container } from "./containers.ts";
import type { JsNode } from "./context.ts";
import { emptyKind } from "./empty-containers.ts";
import { argumentsOf, chainText, isFunction, propertyName, unwrap, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_PARENTS = 32;

/** Whether a key has been looked up in a table of the module before it is written: only what the table lists gets there. */
export function isKnownKey(ask: JavaScriptQuestions, { name }: Container, key: JsNode, write: JsNode): boolean {
  const text = ask.textOf(unwrap(key));
  const tests = (test: JsNode, isAbsent: boolean): boolean => isLookup(ask, test, { text, name }, isAbsent);
  for (let at: JsNode = write, i = 0; i < MAX_PARENTS && at.parent; at = at.parent, i++) {
    const { parent } = at;
    if (parent.type === "IfStatement" && ((parent.consequent === at && tests(parent.test, false)) || (parent.alternate === at && tests(parent.test, true)))) return true;
    if (parent.type === "BlockStatement") {
      const end = parent.body.findIndex((one) => one === at);
      if (parent.body.slice(0, end).some((one) => one.type === "IfStatement" && leaves(one.consequent) && tests(one.test, true))) return true;
    }
    if (isFunction(parent) && parent.params.length > 0) return false;
  }
  return false;
}

/** Throws or returns at its end. */
function leaves(branch: JsNode): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ThrowStatement" || last?.type === "ReturnStatement";
}

/** `key in table`, `table.includes(key)`, `Object.hasOwn(table, key)`, `table[key]`, or the opposite. */
function isLookup(ask: JavaScriptQuestions, expression: JsNode, of: { text: string; name: string }, isAbsent: boolean): boolean {
  const node = unwrap(expression);
  if (node.type === "UnaryExpression" && node.operator === "!") return isLookup(ask, node.argument, of, !isAbsent);
  // Each of several reasons leaves, and each of several conditions holds.
  if (node.type === "LogicalExpression" && node.operator === (isAbsent ? "||" : "&&")) return [node.left, node.right].some((one) => isLookup(ask, one, of, isAbsent));
  if (isAbsent) return false;
  const isKey = (one: JsNode | undefined): boolean => one !== undefined && ask.textOf(unwrap(one)) === of.text;
  const isTable = (one: JsNode | undefined): boolean => one !== undefined && chainText(one) !== of.name && isFilled(ask, one);
  if (node.type === "BinaryExpression") return node.operator === "in" && isKey(node.left) && isTable(node.right);
  if (node.type === "MemberExpression") return node.computed && isKey(node.property) && isTable(node.object);
  return node.type === "CallExpression" && isCallLookup(node, isKey, isTable);
}

function isCallLookup(call: CallNode, isKey: (one: JsNode | undefined) => boolean, isTable: (one: JsNode | undefined) => boolean): boolean {
  const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
  if (callee?.type !== "MemberExpression") return false;
  const [first, second] = argumentsOf(call);
  if (/(?:^|\.)hasOwn(?:Property\.call)?$/.test(chainText(callee))) return isTable(first) && isKey(second);
  return memberTests.has(propertyName(callee) ?? "") && isKey(first) && isTable(callee.object);
}

/** A name of the module that holds something from the start. */
function isFilled(ask: JavaScriptQuestions, table: JsNode): boolean {
  const node = unwrap(table);
  const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
  if (!variable || ask.lifetimeOf(node) !== "module") return false;
  const made = ask.bindings.onlyWrite(variable);
  if (made?.kind === "import" || made?.kind === "enum") return true;
  return made?.kind === "value" && made.value !== undefined && emptyKind(made.value) === undefined;
}
