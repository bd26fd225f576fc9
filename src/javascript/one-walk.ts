import type { Rule } from "../rule.ts";
import type { JsContext, JsNode, JsSource, Visitors } from "./context.ts";
import { orderOf } from "./order.ts";

type Listener = (node: JsNode) => void;
type Listeners = Readonly<Record<string, Listener | undefined>>;

/** Types of nodes that rules have asked for so far. */
const asked = new Set<string>();
const gathered = new WeakMap<object, { nodes: JsNode[]; asked: number }>();

/** The nodes of a file that any rule may ask for, in order. */
function nodesOf(source: JsSource): readonly JsNode[] {
  const known = gathered.get(source.ast);
  if (known?.asked === asked.size) return known.nodes;
  const nodes = orderOf(source).nodes.filter(({ type }) => asked.has(type));
  gathered.set(source.ast, { nodes, asked: asked.size });
  return nodes;
}

/**
 * A rule that listens to the whole file only and finds its nodes itself. ESLint matches every node with the listeners of every rule:
 * for a dozen rules that costs more than what they do.
 */
export function inOneWalk(rule: Rule<JsContext, Visitors>): Rule<JsContext, Visitors> {
  return {
    ...rule,
    create(context) {
      const { "Program:exit": end, ...visitors } = rule.create(context);
      const listeners = visitors as Listeners;
      for (const type of Object.keys(listeners)) asked.add(type);
      return {
        "Program:exit"(program) {
          for (const node of nodesOf(context.sourceCode)) listeners[node.type]?.(node);
          end?.(program);
        },
      };
    },
  };
}
