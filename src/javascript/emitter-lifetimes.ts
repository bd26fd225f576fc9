import { lastingCalls, lastingGlobals, replacedMembers } from "../knowledge/javascript/listeners.ts";
import type { Variable } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { chainOf, chainText, enclosingFunction, isFunction, isNothing, propertyName, unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 8;

/** What keeps an emitter alive. */
export interface Emitter {
  kind: "global" | "module" | "closure" | "param" | "instance" | "injected";
  /** The function whose call makes or receives it; undefined: the module, or an object. */
  owner: JsNode | undefined;
  /** The name it starts with. */
  variable?: Variable;
  /** It is reached through members that other code may replace. */
  isDeep: boolean;
}

/** Whether what a name or member means is an EventEmitter of Node, whose `on` returns the emitter. */
export const isNodeEmitter = (ask: JavaScriptQuestions, emitter: JsNode): boolean => /^(?:process(?:$|\.)|events(?:\.EventEmitter)?#$|https?\.createServer\(\)$)/.test(ask.origin(emitter) ?? "");

/** What keeps an emitter alive; undefined where nothing is known, or where it is replaced from time to time. */
export function emitterOf(ask: JavaScriptQuestions, expression: JsNode | undefined, steps = MAX_STEPS): Emitter | undefined {
  if (!expression) return { kind: "global", owner: undefined, isDeep: false };
  const node = unwrap(expression);
  const { root, names } = chainOf(node);
  if (names.includes("()")) return ofCall(node);
  if (names.includes("[]") || steps <= 0) return undefined;
  if (names.length > 1 && replacedMembers.has(names.at(-1) ?? "")) return undefined;
  // What an object listens to on itself ends with it.
  if (root.type === "ThisExpression") return node === root ? undefined : ofMember(ask, node, names);
  if (root.type !== "Identifier") return undefined;
  const variable = ask.bindings.variable(root);
  if (!variable) return lastingGlobals.has(root.name) ? { kind: "global", owner: undefined, isDeep: false } : undefined;
  return ofVariable(ask, variable, names, steps);
}

function ofCall(node: JsNode): Emitter | undefined {
  const name = node.type === "CallExpression" ? chainText(node.callee) : "";
  const isLasting = lastingCalls.has(name) || /(?:^|\.)getInstance$/.test(name);
  return isLasting ? { kind: "global", owner: undefined, isDeep: false } : undefined;
}

function ofVariable(ask: JavaScriptQuestions, variable: Variable, names: readonly string[], steps: number): Emitter | undefined {
  const writes = ask.bindings.realWrites(variable);
  const [write] = writes;
  if (writes.length !== 1 || !write) return undefined;
  const owner = functionAround(variable);
  const value = write.kind === "value" && write.value ? unwrap(write.value) : undefined;
  if (value?.type === "MemberExpression" && owner && replacedMembers.has(propertyName(value) ?? "")) return undefined;
  // A variable that another function fills is made anew when that runs.
  if (functionOf(write.name) !== owner) return undefined;
  if (names.length > 1 && [...(ask.bindings.members(variable).get(names[1] ?? "") ?? [])].some((one) => functionOf(one) !== undefined)) return undefined;
  if (value && (value.type === "Identifier" || value.type === "MemberExpression") && owner) {
    const alias = emitterOf(ask, value, steps - 1);
    return alias && { ...alias, isDeep: alias.isDeep || names.length > 1 || (write.path?.length ?? 0) > 0 };
  }
  if (write.kind === "class" || write.kind === "enum" || write.kind === "item" || write.kind === "key" || write.kind === "other") return undefined;
  const isDeep = names.length > 2;
  if (!owner) return { kind: "module", owner, variable, isDeep };
  return { kind: write.kind === "param" ? "param" : "closure", owner, variable, isDeep };
}

/** `this.bus`: injected, made by the object itself, or replaced by one of its methods. */
function ofMember(ask: JavaScriptQuestions, node: JsNode, names: readonly string[]): Emitter | undefined {
  let at = node;
  while (at.type === "MemberExpression" && unwrap(at.object).type === "MemberExpression") at = unwrap(at.object);
  const self = at.type === "MemberExpression" ? ask.values.locals.self(at.object) : undefined;
  const member = self && names[1] !== undefined ? ask.values.locals.member(self, names[1]) : undefined;
  const values = (member?.values ?? []).filter((one) => !isNothing(one));
  const inMethod = values.some((one) => {
    const fn = functionOf(one);
    return fn && !isConstructor(fn);
  });
  if (inMethod || values.length > 1) return undefined;
  const [value] = values;
  const isInjected = value?.type === "Identifier" && ask.bindings.variable(value)?.defs[0]?.type === "Parameter";
  return { kind: isInjected ? "injected" : "instance", owner: undefined, isDeep: names.length > 2 };
}

export const isConstructor = (fn: JsNode): boolean => fn.parent?.type === "MethodDefinition" && fn.parent.kind === "constructor";

const functionOf = (node: JsNode): JsNode | undefined => {
  const fn = enclosingFunction(node);
  // At the top of the tree ESLint has null.
  return (fn && fn.id === node ? enclosingFunction(fn) : fn) ?? undefined;
};

export function functionAround(variable: Variable): JsNode | undefined {
  const { block } = variable.scope.variableScope;
  return isFunction(block as JsNode) ? (block as JsNode) : undefined;
}
