import type { Loop } from "../questions.ts";
import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { namesIn, rootsOf } from "./text.ts";
import type { PyTree } from "./tree.ts";

/** Types of nodes that bind names. */
export const bindings = ["assignment", "augmented_assignment", "named_expression", "for_statement", "for_in_clause", "as_pattern"];
/** Methods that put their arguments into what they are called on. */
export const fillers = new Set(["append", "add", "extend", "insert", "update", "setdefault", "appendleft"]);
/** Names are followed through this many chained assignments in an order other than the source's. */
const PASSES = 2;

/** Which names of a loop's body depend on the item of the iteration. */
export class Dependence {
  readonly #tree: PyTree;
  readonly #tainted = new Map<PyNode, Set<string>>();

  constructor(tree: PyTree) {
    this.#tree = tree;
  }

  /** Whether the value of an expression depends on the item of a loop, directly or through names assigned in its body. */
  onItem(expression: PyNode, loop: Loop<PyNode>): boolean {
    const names = this.namesOf(loop);
    return namesIn(this.#tree, expression, (name) => names.has(name));
  }

  /** Names whose value comes from the item of a loop. */
  namesOf(loop: Loop<PyNode>): ReadonlySet<string> {
    const known = this.#tainted.get(loop.node);
    if (known) return known;
    const names = new Set(loop.items);
    this.#tainted.set(loop.node, names);
    const tree = this.#tree;
    const flows = this.#flowsIn(loop.node);
    for (let pass = 0; pass < PASSES; pass++) {
      const before = names.size;
      for (const { targets, value } of flows) {
        if (targets.some((name) => !names.has(name)) && namesIn(tree, value, (name) => names.has(name))) for (const name of targets) names.add(name);
      }
      if (names.size === before) break;
    }
    return names;
  }

  /** Names that get a value, or have one put into what they hold, below a node. */
  #flowsIn(node: PyNode): { targets: readonly string[]; value: PyNode }[] {
    const tree = this.#tree;
    return tree.nodes([...bindings, "call"], node).flatMap((one) => {
      if (one.type !== "call") {
        const [target, value] = bindingOf(one);
        return target && value ? [{ targets: rootsOf(target), value }] : [];
      }
      const callee = one.field("function");
      const value = one.field("arguments");
      if (callee?.type !== "attribute" || !value || !fillers.has(lastName(callee) ?? "")) return [];
      return [{ targets: rootsOf(callee), value }];
    });
  }
}

/** Targets and value of a node that binds names. */
export function bindingOf(node: PyNode): [PyNode | undefined, PyNode | undefined] {
  switch (node.type) {
    case "named_expression": return [node.field("name"), node.field("value")];
    case "as_pattern": return [node.field("alias"), node.namedChildren[0]];
    default: return [node.field("left"), node.field("right")];
  }
}
