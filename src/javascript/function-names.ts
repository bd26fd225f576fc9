import { itemMethods } from "../knowledge/javascript/iteration.ts";
import { routeMethods } from "../knowledge/javascript/handlers.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, calleeOf, chainText, isCall, isClass, isFunction, keyName, propertyName, unwrap, wrapped, type CallNode, type ClassNode, type FunctionNode } from "./nodes.ts";

const MAX_OUTER = 8;
/** Longest part of a route or event in a name. */
const MAX_TEXT = 40;

/** Qualified name of a function: `load`, `Users.load`, `handler of GET /users`, `callback of emitter.on("x")`. */
export function functionName(fn: FunctionNode): string {
  const place = wrapped(fn);
  const { parent } = place;
  const own = fn.type === "ArrowFunctionExpression" ? undefined : fn.id?.name;
  if (!parent) return own ?? "anonymous function";
  switch (parent.type) {
    case "MethodDefinition":
    case "PropertyDefinition": return `${className(parent.parent.parent)}.${keyName(parent) ?? "[computed]"}`;
    case "Property": {
      const holder = holderName(parent.parent);
      const key = keyName(parent) ?? "[computed]";
      return holder === "" ? key : `${holder}.${key}`;
    }
    case "VariableDeclarator": return parent.id.type === "Identifier" ? parent.id.name : (own ?? "anonymous function");
    case "AssignmentExpression": return parent.left.type === "Identifier" ? parent.left.name : memberName(parent.left);
    case "ExportDefaultDeclaration": return own ?? "default export";
    case "AssignmentPattern": return parent.left.type === "Identifier" ? parent.left.name : (own ?? "anonymous function");
    case "ReturnStatement": return own ?? `function returned by ${outerName(fn)}`;
    case "ArrowFunctionExpression": return `function returned by ${outerName(fn)}`;
    case "JSXExpressionContainer": return own ?? "callback of an element";
    case "ArrayExpression": {
      const call = wrapped(parent).parent;
      return own ?? (call && isCall(call) ? argumentName(call, parent) : "anonymous function");
    }
    default: return own ?? (isCall(parent) ? argumentName(parent, place) : "anonymous function");
  }
}

/** What a function is to the call that it stands in. */
function argumentName(call: CallNode, place: JsNode): string {
  if (calleeOf(call) === place) return "immediately called function";
  const callee = unwrap(calleeOf(call));
  const [first] = argumentsOf(call);
  const text = first && literalText(first);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (method !== undefined && text !== undefined && routeMethods.has(method) && /^[/*]/.test(text)) {
    return method === "use" ? `middleware of ${text}` : `handler of ${method.toUpperCase()} ${text}`;
  }
  const outer = wrapped(call).parent;
  if (outer?.type === "VariableDeclarator" && outer.id.type === "Identifier" && !(method !== undefined && itemMethods.has(method))) return outer.id.name;
  if (outer && isCall(outer) && calleeOf(outer) !== wrapped(call) && callee.type === "Identifier") return argumentName(outer, wrapped(call));
  const head = call.type === "NewExpression" ? `new ${chainText(callee)}` : chainText(callee);
  return text === undefined ? `callback of ${head}` : `callback of ${head}("${text}")`;
}

function literalText(node: JsNode): string | undefined {
  if (node.type !== "Literal" || typeof node.value !== "string") return undefined;
  return node.value.length > MAX_TEXT ? `${node.value.slice(0, MAX_TEXT - 1)}…` : node.value;
}

function memberName(target: JsNode): string {
  return chainText(target).replace(/^(?:module\.exports|exports|this)\./, "").replace(/^module\.exports$/, "default export").replace(".prototype.", ".");
}

export function className(node: JsNode | undefined): string {
  if (!isClass(node)) return "class";
  if (node.id) return node.id.name;
  return (node as ClassNode).parent.type === "ExportDefaultDeclaration" ? "default class" : outerHolder(node);
}

/** The name of an object literal by the place where it stands; "" for `module.exports = { … }`. */
function holderName(object: JsNode): string {
  const names: string[] = [];
  let at = object;
  for (let i = 0; i < MAX_OUTER; i++) {
    const { parent } = wrapped(at);
    if (parent?.type !== "Property") break;
    names.unshift(keyName(parent) ?? "[computed]");
    at = parent.parent;
  }
  const holder = outerHolder(at);
  return [holder, ...names].filter((one) => one !== "").join(".");
}

function outerHolder(node: JsNode): string {
  const place = wrapped(node);
  const { parent } = place;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent?.type === "AssignmentExpression") return memberName(parent.left).replace(/^default export$/, "");
  if (parent && isCall(parent) && calleeOf(parent) !== place) return chainText(calleeOf(parent));
  return isClass(node) ? "class" : "";
}

function outerName(fn: FunctionNode): string {
  let at = fn.parent as JsNode | undefined;
  while (at && !isFunction(at)) at = at.parent;
  if (!at) return "the file";
  const name = at.type === "ArrowFunctionExpression" ? undefined : at.id?.name;
  if (name) return name;
  const { parent } = wrapped(at);
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if (parent?.type === "Property" || parent?.type === "MethodDefinition") return keyName(parent) ?? "a function";
  return "a function";
}
