import type { JsNode, JsSource } from "./context.ts";
import { pushChildren } from "./nodes.ts";

/** All nodes of a tree in the order of the text, each before its children, and how many nodes stand above each. */
export interface Order {
  nodes: readonly JsNode[];
  depths: readonly number[];
}

const known = new WeakMap<object, Order>();

/** The nodes of a file in order: one walk for all who go through the whole file. */
export function orderOf({ ast, visitorKeys, order }: JsSource): Order {
  if (order) return order;
  const first = known.get(ast);
  if (first) return first;
  const nodes: JsNode[] = [];
  const depths: number[] = [];
  const waiting: JsNode[] = [ast];
  const waitingDepths = [0];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const depth = waitingDepths.pop() ?? 0;
    nodes.push(node);
    depths.push(depth);
    pushChildren(node, waiting, visitorKeys?.[node.type]);
    while (waitingDepths.length < waiting.length) waitingDepths.push(depth + 1);
  }
  const made = { nodes, depths };
  known.set(ast, made);
  return made;
}
