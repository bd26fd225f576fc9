import type { Loop } from "../questions.ts";
import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { contains, type Dependence } from "./dependence.ts";
import { isCall, isFunction, propertyName, unwrap, walk, wrapped } from "./nodes.ts";

/** Calls that store a value in a container and tell nothing about it. */
const storing: ReadonlySet<string> = new Set(["push", "unshift", "add", "set", "append"]);
/** Longest body, in characters, that is read. */
const MAX_BODY = 20_000;

/** What the iterations of a loop statement leave to each other. */
export class Iterations {
  readonly #bindings: Bindings;
  readonly #dependence: Dependence;

  constructor(bindings: Bindings, dependence: Dependence) {
    this.#bindings = bindings;
    this.#dependence = dependence;
  }

  /** The expressions that a body waits for, in the order of the text; functions in it wait for themselves. */
  awaited(body: JsNode): JsNode[] {
    const found: JsNode[] = [];
    walk(body, (node) => {
      if (node.type === "AwaitExpression") found.push(unwrap(node.argument));
      if (node.type === "ForOfStatement" && node.await) found.push(node.right);
      return isFunction(node) ? false : undefined;
    });
    return found;
  }

  /** Names from outside of the loop that end up with what a call in it gave. */
  keeps(call: JsNode, loop: Loop<JsNode>): readonly Variable[] {
    return [...this.#dependence.onResult(call, loop)].filter((one) => !isDeclaredIn(one, loop.node));
  }

  /** Whether any order of the iterations does the same: none leaves early, and none reads or replaces what another one wrote. */
  areIndependent(loop: Loop<JsNode>, body: JsNode, kept: readonly Variable[]): boolean {
    if (body.range[1] - body.range[0] > MAX_BODY) return false;
    let free = true;
    walk(body, (node) => {
      if (isFunction(node)) return false;
      if (node.type === "BreakStatement" || node.type === "ReturnStatement" || node.type === "YieldExpression") free = false;
      if (node.type === "AssignmentExpression" && !this.#isOwn(node.left, loop)) free = false;
      if (node.type === "UpdateExpression" && node.parent.type !== "ExpressionStatement" && !this.#isOwn(node.argument, loop)) free = false;
      return free ? undefined : false;
    });
    return free && kept.every((one) => this.#isOnlyStored(one, body));
  }

  /** A place that belongs to one iteration: a name declared in it, a member or entry that its item names. */
  #isOwn(target: JsNode, loop: Loop<JsNode>): boolean {
    const place = unwrap(target);
    if (place.type === "MemberExpression") return this.#dependence.onItem(place, loop);
    if (place.type !== "Identifier") return false;
    const variable = this.#bindings.variable(place);
    return variable !== undefined && isDeclaredIn(variable, loop.node);
  }

  #isOnlyStored(variable: Variable, body: JsNode): boolean {
    return this.#bindings.references(variable).every(({ identifier }) => {
      if (!contains(body, identifier)) return true;
      const outer = wrapped(identifier).parent;
      if (outer?.type !== "MemberExpression" || !contains(outer.object, identifier)) return false;
      const use: JsNode | undefined = wrapped(outer).parent;
      if (use && isCall(use)) return storing.has(propertyName(outer) ?? "") && (use as TSESTree.CallExpression).callee === wrapped(outer);
      return use?.type === "AssignmentExpression" && use.left === outer && outer.computed;
    });
  }
}

const isDeclaredIn = (variable: Variable, loop: JsNode): boolean => variable.identifiers.some((one) => contains(loop, one));
