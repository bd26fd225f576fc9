import type { Bindings } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import type { Locals } from "./locals.ts";
import { calleeOf, isCall, isFunction, propertyName, unwrap, wrapped, type CallNode, type FunctionNode } from "./nodes.ts";

const MAX_STEPS = 12;
/** Methods that give the same text or bytes in another form. */
const sameText: ReadonlySet<string> = new Set(["toString", "trim", "trimEnd", "trimStart", "normalize", "valueOf", "replace", "replaceAll"]);
/** Callbacks that get what the promise before them resolves to. */
const resolving: ReadonlySet<string> = new Set(["then"]);

/** Follows a value back to the call that produced it: through names, `await`, `toString()`, callbacks of promises, helpers of this file. */
export class Producers {
  readonly #bindings: Bindings;
  readonly #locals: Locals;

  constructor(bindings: Bindings, locals: Locals) {
    this.#bindings = bindings;
    this.#locals = locals;
  }

  producer(expression: JsNode, steps = MAX_STEPS): CallNode | undefined {
    if (steps <= 0) return undefined;
    const node = unwrap(expression);
    if (node.type === "AwaitExpression") return this.producer(node.argument, steps - 1);
    if (node.type === "LogicalExpression") return this.producer(node.left, steps - 1);
    if (node.type === "Identifier") return this.#written(node, steps - 1);
    return isCall(node) ? this.#called(node, steps - 1) : undefined;
  }

  #written(identifier: JsNode, steps: number): CallNode | undefined {
    const variable = this.#bindings.variable(identifier);
    const writes = variable ? this.#bindings.writes(variable).filter((one) => one.kind !== "none") : [];
    const [write] = writes;
    if (!write || writes.length > 2 || write.path?.length !== 0) return undefined;
    if (write.kind === "value" && write.value) return this.producer(write.value, steps);
    return write.kind === "param" && isFunction(write.fn) ? this.#handed(write.fn, write.index ?? 0, steps) : undefined;
  }

  /** `read(path, (error, text) => …)` and `read(path).then((text) => …)`. */
  #handed(fn: FunctionNode, index: number, steps: number): CallNode | undefined {
    const { parent } = wrapped(fn);
    if (parent?.type !== "CallExpression" || unwrap(parent.callee) === fn) return undefined;
    const callee = unwrap(parent.callee);
    const name = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
    if (callee.type === "MemberExpression" && name !== undefined && resolving.has(name)) return index === 0 ? this.producer(callee.object, steps) : undefined;
    return index === 1 ? parent : undefined;
  }

  #called(call: CallNode, steps: number): CallNode | undefined {
    const callee = unwrap(calleeOf(call));
    if (callee.type === "MemberExpression" && sameText.has(propertyName(callee) ?? "")) return this.producer(callee.object, steps);
    const fn = this.#locals.functionOf(callee);
    const returns = fn ? this.#locals.returns(fn) : [];
    const inner = returns.length === 1 && returns[0] ? this.producer(returns[0], steps) : undefined;
    return inner ?? call;
  }
}
