import { dataClasses, factories, personal } from "../knowledge/javascript/containers.ts";
import type { Context } from "../knowledge/context.ts";
import type { Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { argumentsOf, chainText, isFunction, isNothing, keyName, propertyName, unwrap, wrapped } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import type { Write } from "./writes.ts";

const MAX_STEPS = 8;
const serving: ReadonlySet<Context> = new Set<Context>(["request", "event"]);

/** Whether a store keeps one working object for each thing that somebody configured: a client, a queue, a middleware by its name. */
export function isServiceStore(ask: JavaScriptQuestions, store: string, key: JsNode, value: JsNode): boolean {
  return !personal.test(chainText(key)) && isService(ask, store, value) && !isSent(ask, key);
}

/** An object made by its class or by a factory, or a function; rows, results and times are data. */
function isService(ask: JavaScriptQuestions, store: string, value: JsNode, steps = MAX_STEPS): boolean {
  const node = unwrap(value);
  if (isFunction(node)) return true;
  switch (node.type) {
    case "AwaitExpression": return isService(ask, store, node.argument, steps);
    case "NewExpression": return !dataClasses.has(chainText(node.callee));
    case "CallExpression": return factories.test(chainText(node.callee).split(".").at(-1) ?? "");
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      if (!variable || steps <= 0) return false;
      if (isRun(ask, variable)) return true;
      const made = ask.bindings.realWrites(variable).filter((one) => !isFrom(store, one));
      return made.length > 0 && made.every((one) => one.kind === "function" || (one.value !== undefined && one.path?.length === 0 && isService(ask, store, one.value, steps - 1)));
    }
    default: return false;
  }
}

/** Called somewhere: it holds a function. */
const isRun = (ask: JavaScriptQuestions, variable: Variable): boolean => ask.bindings.references(variable).some(({ identifier }) => {
  const { parent } = wrapped(identifier);
  return parent?.type === "CallExpression" && unwrap(parent.callee) === identifier;
});

/** Read from the store itself: `let client = clients.get(key)`. */
function isFrom(store: string, { value }: Write): boolean {
  if (!value) return false;
  const node = unwrap(value);
  if (isNothing(node)) return true;
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") return chainText(node.callee.object) === store;
  return node.type === "MemberExpression" && chainText(node.object) === store;
}

/** Whether a key is taken from what a client sends: of a request or message, by what the code handles or what its callers in the file hand over. */
export function isSent(ask: JavaScriptQuestions, key: JsNode, steps = MAX_STEPS): boolean {
  const node = unwrap(key);
  if (steps <= 0) return false;
  if (ask.collection(node).source === "input") return true;
  const some = (parts: readonly (JsNode | null)[]): boolean => parts.some((one) => one !== null && isSent(ask, one, steps - 1));
  switch (node.type) {
    case "MemberExpression": return some([node.object]);
    case "TemplateLiteral": return some(node.expressions);
    case "BinaryExpression":
    case "LogicalExpression": return some([node.left, node.right]);
    case "ConditionalExpression": return some([node.consequent, node.alternate]);
    case "CallExpression": return some([...(node.callee.type === "MemberExpression" ? [node.callee.object] : []), ...argumentsOf(node)]);
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      const writes = variable ? ask.bindings.realWrites(variable) : [];
      return writes.some((one) => (one.kind === "param" ? isHandedIn(ask, one, steps) : one.value !== undefined && isSent(ask, one.value, steps - 1)));
    }
    // What was waited for has been looked up: there is such a thing. A request is read so as well, but then it is input.
    default: return false;
  }
}

function isHandedIn(ask: JavaScriptQuestions, { fn, index }: Write, steps: number): boolean {
  if (!fn || index === undefined || !isFunction(fn)) return false;
  if (ask.functionOf(fn).contexts.some((one) => serving.has(one.context))) return true;
  return [...ask.values.locals.calls(fn).calls, ...objectCalls(ask, fn)].some((call) => {
    const given = call.arguments[index];
    return given !== undefined && isSent(ask, given, steps - 1);
  });
}

/** Calls of a function of an object literal: `this.clear(id)` in the object, `Lock.clear(id)` elsewhere in the file. */
function objectCalls(ask: JavaScriptQuestions, fn: JsNode): TSESTree.CallExpression[] {
  const property = fn.parent;
  const name = property?.type === "Property" && property.value === fn ? keyName(property) : undefined;
  if (property?.type !== "Property" || name === undefined || property.parent.type !== "ObjectExpression") return [];
  const object = property.parent;
  const own = ask.values.locals.member({ node: object }, name)?.calls ?? [];
  const holder = wrapped(object).parent;
  const variable = holder?.type === "VariableDeclarator" && holder.id.type === "Identifier" ? ask.bindings.variable(holder.id) : undefined;
  const named = (variable ? ask.bindings.references(variable) : []).flatMap(({ identifier }) => {
    const member = identifier.parent;
    const call = member.type === "MemberExpression" && member.object === identifier && propertyName(member) === name ? member.parent : undefined;
    return call?.type === "CallExpression" && call.callee === member ? [call] : [];
  });
  return [...own, ...named];
}
