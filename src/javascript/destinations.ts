import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { propertyName, unwrap, wrapped } from "./nodes.ts";

const MAX_STEPS = 8;
/** Lists go into other lists by so many names. */
const MAX_NAMES = 2;

/** Which calls are given what an expression makes: `Promise.all(xs.map(load))`, `$transaction([...jobs])`. */
export class Destinations {
  readonly #bindings: Bindings;

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** Calls that take the value of an expression, on the spot or through names. */
  of(expression: JsNode): readonly TSESTree.CallExpression[] {
    return this.#of(expression, MAX_NAMES);
  }

  #of(expression: JsNode, names: number): readonly TSESTree.CallExpression[] {
    const { call, outer } = placeOf(expression);
    if (call) return [call];
    const { parent } = outer;
    return names > 0 && parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? this.#ofName(parent.id, names - 1) : [];
  }

  /** Calls that take the list that `jobs.push(…)` adds to. */
  ofPush(push: TSESTree.CallExpression): readonly TSESTree.CallExpression[] {
    const callee = unwrap(push.callee);
    if (callee.type !== "MemberExpression" || propertyName(callee) !== "push" || callee.object.type !== "Identifier") return [];
    return this.#ofName(callee.object, 1);
  }

  #ofName(name: JsNode, names: number): readonly TSESTree.CallExpression[] {
    const variable = this.#bindings.variable(name);
    const uses = variable ? this.#bindings.references(variable) : [];
    return uses.flatMap(({ identifier }) => (identifier === name ? [] : this.#of(identifier as JsNode, names)));
  }
}

/** The call whose argument an expression becomes, through spreads, list literals and further methods; else where that ends. */
function placeOf(expression: JsNode): { call?: TSESTree.CallExpression; outer: JsNode } {
  let outer = wrapped(expression);
  for (let i = 0; i < MAX_STEPS; i++) {
    const { parent } = outer;
    if (!parent) break;
    if (parent.type === "SpreadElement" || parent.type === "ArrayExpression" || parent.type === "ConditionalExpression") outer = parent;
    else if (parent.type === "CallExpression" && (parent.arguments as JsNode[]).includes(outer)) return { call: parent, outer };
    else if (parent.type === "MemberExpression" && parent.object === outer && parent.parent.type === "CallExpression") outer = wrapped(parent.parent);
    else break;
  }
  return { outer };
}
