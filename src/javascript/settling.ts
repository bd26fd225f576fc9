import type { Bindings } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import type { Loops } from "./loops.ts";
import { enclosingFunction, isAwaited, propertyName, wrapped } from "./nodes.ts";

const MAX_STEPS = 8;
const methods: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

/** Whether promises and lazy queries are waited for. */
export class Settling {
  readonly #bindings: Bindings;
  readonly #loops: Loops;

  constructor(bindings: Bindings, loops: Loops) {
    this.#bindings = bindings;
    this.#loops = loops;
  }

  /**
   * Whether the value of a call is awaited: on the spot, through a name, by a combinator, by whoever runs the asynchronous
   * function that returns it. `byCaller`: whoever calls the function around it awaits what it returns.
   */
  isSettled(call: JsNode, byCaller = false): boolean {
    let value = wrapped(call);
    for (let i = 0; i < MAX_STEPS; i++) {
      const { parent } = value;
      switch (parent?.type) {
        case "AwaitExpression":
        case "YieldExpression": return true;
        case "MemberExpression":
          if (parent.object !== value || parent.parent.type !== "CallExpression" || parent.parent.callee !== parent) return false;
          value = wrapped(parent.parent);
          continue;
        case "ConditionalExpression":
        case "LogicalExpression": value = wrapped(parent); continue;
        case "ReturnStatement":
        case "ArrowFunctionExpression": {
          const fn = enclosingFunction(value);
          if (!fn || fn.async || byCaller) return true;
          const runner = this.#loops.runner(fn);
          if (!runner) return false;
          if (this.#loops.isCombined(runner) || this.#loops.ofCall(runner)?.limited === true) return true;
          value = wrapped(runner);
          continue;
        }
        case "VariableDeclarator": return parent.id.type !== "Identifier" || this.#isNameAwaited(parent.id);
        case "CallExpression": return isAwaited(parent) || this.#loops.isCombined(value) || this.#loops.isPushedToCombinator(parent);
        default: {
          if (this.#loops.isCombined(value)) return true;
          const promise = this.#promiseAround(value);
          if (!promise) return false;
          value = promise;
        }
      }
    }
    return false;
  }

  /** Whether a lazy query is run: awaited, or told what to do with its result. */
  isRun(call: JsNode, byCaller = false): boolean {
    const { parent } = wrapped(call);
    return (parent?.type === "MemberExpression" && methods.has(propertyName(parent) ?? "")) || this.isSettled(call, byCaller);
  }

  /** The `new Promise(…)` whose executor a node stands in. */
  #promiseAround(node: JsNode): JsNode | undefined {
    const fn = enclosingFunction(node);
    const made = fn && this.#loops.runner(fn);
    return made?.type === "NewExpression" && made.callee.type === "Identifier" && made.callee.name === "Promise" ? wrapped(made) : undefined;
  }

  #isNameAwaited(name: JsNode): boolean {
    const variable = this.#bindings.variable(name);
    const uses = variable ? this.#bindings.references(variable) : [];
    return uses.some(({ identifier }) => wrapped(identifier as JsNode).parent?.type === "AwaitExpression" || this.#loops.isCombined(identifier as JsNode));
  }
}
