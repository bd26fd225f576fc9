import { requestShape as shape } from "../knowledge/javascript/contexts.ts";
import type { RecognisedContext } from "../summary.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { patternIdentifiers } from "./loops.ts";
import { propertyName, typeName, unwrap, wrapped, type FunctionNode } from "./nodes.ts";

const request: RecognisedContext = { context: "request", how: "request handler by its parameters", confidence: "likely", assumed: true };
const incoming: RecognisedContext = { context: "request", how: "function that takes a request", confidence: "likely", assumed: true };
const MAX_PARAMS = 6;

/**
 * A function that takes a request and a response (or one context for both) and uses them as such runs once per request, wherever it is registered.
 * The members it uses are the proof; names and annotations of the parameters only say which parameter is which.
 */
export function requestShape(fn: FunctionNode, bindings: Bindings): RecognisedContext | undefined {
  const params = fn.params.map((one) => (one.type === "AssignmentPattern" ? one.left : one));
  const [first, second] = params;
  if (!first) return undefined;
  for (let i = 0; i + 1 < params.length && i < MAX_PARAMS; i++) {
    const one = params[i];
    const next = params[i + 1];
    if (one && next && isPair(one, next, i === 0, bindings)) return request;
  }
  if (params.length <= 2 && isContext(first, second, bindings)) return request;
  return params.some((one) => isIncoming(one, bindings)) ? incoming : undefined;
}

/** A request and a response. Where they do not come first, their names must tell them too. */
function isPair(first: JsNode, second: JsNode, isFirst: boolean, bindings: Bindings): boolean {
  const named = isNamed(first, shape.request, shape.requestTypes) && isNamed(second, shape.response, shape.responseTypes);
  const used = members(second, bindings);
  const read = members(first, bindings);
  const responds = used.some((name) => shape.responseMembers.has(name));
  const reads = read.some((name) => shape.requestMembers.has(name));
  if (named) return responds || reads;
  if (!isFirst) return false;
  const proof = ["send", "json", "status", "sendStatus", "render", "redirect", "writeHead", "end"];
  return used.some((name) => proof.includes(name)) && read.some((name) => ["body", "params", "query", "headers", "cookies"].includes(name));
}

/** A request that came in, alone: members that only servers put on it. */
function isIncoming(parameter: JsNode, bindings: Bindings): boolean {
  if (parameter.type === "ObjectPattern") return patternIdentifiers(parameter).some((one) => isIncoming(one, bindings));
  if (parameter.type !== "Identifier" || !isNamed(parameter, shape.request, shape.requestTypes)) return false;
  const used = new Set(members(parameter, bindings));
  return used.size > 1 && [...used].some((name) => shape.incomingMembers.has(name));
}

/** One context for both, as in Koa and Hono. */
function isContext(first: JsNode, next: JsNode | undefined, bindings: Bindings): boolean {
  if (first.type !== "Identifier" || !isNamed(first, shape.both, /Context$/)) return false;
  if (next && !(next.type === "Identifier" && /^_?next$/.test(next.name))) return false;
  const used = members(first, bindings);
  const proofs = used.filter((name) => shape.contextProof.has(name));
  const known = new Set(used.filter((name) => shape.contextMembers.has(name)));
  return proofs.length > 0 && (next !== undefined || known.size > 1 || used.includes("body") || used.includes("req"));
}

function isNamed(parameter: JsNode, names: RegExp, types: RegExp): boolean {
  if (parameter.type === "ObjectPattern") return true;
  if (parameter.type !== "Identifier") return false;
  const type = parameter.typeAnnotation?.typeAnnotation;
  return names.test(parameter.name) || types.test(typeName(type));
}

/** Names of members that the code reads or writes on a parameter, nested functions included. */
function members(parameter: JsNode, bindings: Bindings): string[] {
  if (parameter.type === "ObjectPattern") {
    return parameter.properties.flatMap((one) => (one.type === "Property" && one.key.type === "Identifier" ? [one.key.name] : []));
  }
  const variable = parameter.type === "Identifier" ? bindings.variable(parameter) : undefined;
  if (!variable) return [];
  return bindings.references(variable).flatMap(({ identifier }) => {
    const use = wrapped(identifier as JsNode);
    const { parent } = use;
    if (parent?.type === "MemberExpression" && unwrap(parent.object) === identifier) return propertyName(parent) ?? [];
    if (parent?.type === "VariableDeclarator" && parent.init === use && parent.id.type === "ObjectPattern") return members(parent.id, bindings);
    return [];
  });
}
