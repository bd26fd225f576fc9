import { bodyReaders, inputDecorators, inputMembers, requestNames } from "../knowledge/javascript/collections.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { chainOf, unwrap } from "./nodes.ts";
import type { Write } from "./writes.ts";

const MAX_STEPS = 12;

/** Values that somebody outside sends: bodies, queries, parameters, messages. */
export class Inputs {
  readonly #bindings: Bindings;

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** Whether a value is taken from a request, a message or an event that a function gets. */
  isInput(expression: JsNode, steps = MAX_STEPS): boolean {
    if (steps <= 0) return false;
    const { root, names } = chainOf(expression);
    if (root.type === "LogicalExpression") return this.isInput(root.left, steps - 1);
    if (root.type !== "Identifier") return false;
    if (names[0] === "JSON" && root.name === "JSON") return this.#isParsed(expression, steps);
    const variable = this.#bindings.variable(root);
    const write = variable && this.#bindings.onlyWrite(variable);
    if (!write?.path) return false;
    const path = [...write.path, ...names.slice(1)];
    if (write.kind === "param") return this.#isSent(write, path);
    if (write.kind === "value" || write.kind === "item") return write.value !== undefined && this.#isPart(write.value, write.path, steps - 1);
    return false;
  }

  /** `JSON.parse(event.body)`. */
  #isParsed(expression: JsNode, steps: number): boolean {
    const call = unwrap(expression);
    const [first] = call.type === "CallExpression" ? call.arguments : [];
    return first !== undefined && this.isInput(first, steps - 1);
  }

  /** Whether a value is input, or `path` of it is: `const { ids } = req.body`, `const { body } = req`. */
  #isPart(value: JsNode, path: readonly string[], steps: number): boolean {
    if (this.isInput(value, steps)) return true;
    const inner = unwrap(value);
    if (inner.type === "AwaitExpression" || inner.type === "LogicalExpression") {
      return this.#isPart(inner.type === "AwaitExpression" ? inner.argument : inner.left, path, steps - 1);
    }
    const write = inner.type === "Identifier" ? this.#only(inner) : undefined;
    return write?.kind === "param" && write.path !== undefined && this.#isSent(write, [...write.path, ...path]);
  }

  #only(identifier: TSESTree.Identifier): Write | undefined {
    const variable = this.#bindings.variable(identifier);
    return variable && this.#bindings.onlyWrite(variable);
  }

  #isSent(write: Write, path: readonly string[]): boolean {
    if (decorators(write).some((name) => inputDecorators.has(name))) return true;
    const [first, second] = path[0] === "request" || path[0] === "req" ? path.slice(1) : path;
    if (first === undefined || !holdsRequest(write)) return false;
    return inputMembers.has(first) || (second === "()" && bodyReaders.has(first));
  }
}

/** A parameter with the name of a request, or with a type that ends in `Request`, `Context` or `Event`. */
function holdsRequest({ name, path, annotation }: Write): boolean {
  const type = annotation?.type === "TSTypeReference" && annotation.typeName.type === "Identifier" ? annotation.typeName.name : undefined;
  if (type !== undefined && /(?:Request|Context|Event|Message|Job)$/.test(type)) return true;
  return path !== undefined && path.length > 0 ? true : name.type === "Identifier" && requestNames.has(name.name);
}

function decorators({ fn, index }: Write): string[] {
  const param = fn && index !== undefined ? fn.params[index] : undefined;
  const all = param && "decorators" in param ? param.decorators : undefined;
  return (all ?? []).flatMap(({ expression }) => {
    const named = expression.type === "CallExpression" ? expression.callee : expression;
    return named.type === "Identifier" ? [named.name] : [];
  });
}
