import type { Loop } from "../questions.ts";
import { bindingOf, bindings, fillers, type Dependence } from "./dependence.ts";
import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isVariable, namesIn, targetsOf } from "./text.ts";
import type { PyTree } from "./tree.ts";

/** Statements after which later items are not looked at, or are looked at by somebody else. */
const leaving = ["break_statement", "return_statement", "yield"];
/** Nodes of a body; longer ones are not read. */
const MAX_BODY = 8000;
const PASSES = 3;

/** What the iterations of a loop leave to each other. */
export class Iterations {
  readonly #tree: PyTree;
  readonly #dependence: Dependence;

  constructor(tree: PyTree, dependence: Dependence) {
    this.#tree = tree;
    this.#dependence = dependence;
  }

  /** The expressions that a loop or function waits for, in the order of the text; functions in it wait for themselves. */
  awaited(region: PyNode): PyNode[] {
    return this.#tree.nodes("await", region).flatMap((one) => (functionAround(one, region) === region ? one.namedChildren.slice(0, 1) : []));
  }

  /** Whether what a call gives ends up in a container from outside of the loop. */
  collects(call: PyNode, loop: Loop<PyNode>): boolean {
    if (loop.kind === "comprehension") return true;
    const results = this.#resultsOf(call, loop.node);
    return this.#storesIn(loop.node).some(({ value }) => contains(value, call) || this.#names(value, results));
  }

  /** Whether any order of the iterations does the same: none leaves early, and none reads or replaces what another one wrote. */
  areIndependent(loop: Loop<PyNode>): boolean {
    const { node } = loop;
    if (loop.kind === "comprehension") return true;
    if (node.end - node.index > MAX_BODY || this.#tree.nodes(leaving, node).length > 0) return false;
    const bound = new Set(this.#tree.nodes(bindings, node).flatMap((one) => (one === node ? [] : targetsOf(bindingOf(one)[0] ?? one))));
    if (this.#tree.nodes(["assignment", "augmented_assignment"], node).some((one) => !this.#isOwn(one, loop))) return false;
    const filled = new Set(this.#storesIn(node).map((one) => one.root));
    const fn = functionAround(node, undefined);
    const scope = fn ?? this.#tree.root;
    return this.#tree.nodes("identifier", scope).every((one) => {
      const name = one.text;
      if (!isVariable(one)) return true;
      if (contains(node, one)) return !filled.has(name) || bound.has(name) || isStored(one);
      if (one.index > node.index && isRebound(one)) bound.delete(name);
      return one.index < node.index || !bound.has(name);
    });
  }

  /** A plain name counts for the iteration that binds it; anything else has to be named by the item. */
  #isOwn(assignment: PyNode, loop: Loop<PyNode>): boolean {
    const target = assignment.field("left");
    if (!target || target.type === "attribute" || target.type === "subscript") return target !== undefined && this.#dependence.onItem(target, loop);
    return assignment.type === "assignment" || this.#tree.nodes("await", assignment).length === 0;
  }

  /** Values that are put into containers below a node: `out.append(value)`, `out[key] = value`. */
  #storesIn(region: PyNode): { root: string; value: PyNode }[] {
    return this.#tree.nodes(["call", "assignment"], region).flatMap((one) => {
      const target = one.type === "call" ? one.field("function") : one.field("left");
      const value = one.field(one.type === "call" ? "arguments" : "right");
      const stores = one.type === "call" ? target !== undefined && isFiller(target) : target?.type === "subscript";
      return stores && target && value ? [{ root: /^\w+/.exec(target.text)?.[0] ?? "", value }] : [];
    });
  }

  #resultsOf(call: PyNode, region: PyNode): ReadonlySet<string> {
    const found = new Set<string>();
    for (let pass = 0; pass < PASSES; pass++) {
      for (const one of this.#tree.nodes(bindings, region)) {
        const [target, value] = bindingOf(one);
        if (!target || !value || one === region) continue;
        if (contains(value, call) || this.#names(value, found)) for (const name of targetsOf(target)) found.add(name);
      }
    }
    return found;
  }

  #names(expression: PyNode, names: ReadonlySet<string>): boolean {
    return names.size > 0 && namesIn(this.#tree, expression, (name) => names.has(name));
  }
}

const contains = (outer: PyNode, inner: PyNode): boolean => outer.index <= inner.index && inner.index < outer.end;

/** The function around a node; `region` where that comes first. */
function functionAround(node: PyNode, region: PyNode | undefined): PyNode | undefined {
  let at = node.parent;
  while (at && at !== region && at.type !== "function_definition" && at.type !== "lambda") at = at.parent;
  return at;
}

/** `out` of `out.append(value)` and of `out[key] = value`. */
function isStored(name: PyNode): boolean {
  const { parent } = name;
  if (parent?.type === "subscript") return parent.fieldName === "left";
  return parent?.parent?.type === "call" && parent.fieldName === "function" && isFiller(parent);
}

/** `out.append`. */
const isFiller = (callee: PyNode): boolean => callee.type === "attribute" && fillers.has(lastName(callee) ?? "");

const isRebound = (name: PyNode): boolean => name.fieldName === "left";
