import { itemMethods, iterators } from "../knowledge/javascript/iteration.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { mayOutlive } from "./lifetimes.ts";
import { EmptyContainers } from "./empty-containers.ts";
import { isCall, isFunction, keyName, propertyName, unwrap, type CallNode, type FunctionNode } from "./nodes.ts";
import { orderOf } from "./order.ts";

/** A function of the file, or the top level. */
export interface FileFunction {
  /** Index in the list; 0 is the top level. */
  id: number;
  node: FunctionNode | TSESTree.Program;
  /** The function that holds it. */
  parent: number;
  /** Calls in its own body, in source order. */
  calls: CallNode[];
}

/** All functions of a file with the calls in them, found in one walk. */
export class Functions {
  readonly all: FileFunction[];
  /** Every name under which the file puts something into an object or class. */
  readonly memberNames: ReadonlySet<string>;
  /** Something of the file may run again and again: a loop, or a call that may run a function per item. */
  readonly mayLoop: boolean;
  readonly emptyContainers = new EmptyContainers();
  readonly #byNode = new Map<JsNode, FileFunction>();

  constructor(source: JsSource) {
    const top: FileFunction = { id: 0, node: source.ast, parent: 0, calls: [] };
    this.all = [top];
    this.#byNode.set(source.ast, top);
    const names = new Set<string>();
    this.memberNames = names;
    let loops = false;
    const { nodes, depths } = orderOf(source);
    let owner = top;
    // Functions that are open around the current node, and their depths.
    const open = [top];
    const openDepths = [0];
    let innermost = 0;
    for (let index = 1; index < nodes.length; index++) {
      const node = nodes[index] as JsNode;
      const depth = depths[index] as number;
      while (depth <= innermost) {
        open.pop();
        openDepths.pop();
        owner = open.at(-1) ?? top;
        innermost = openDepths.at(-1) ?? 0;
      }
      if (!told.has(node.type)) continue;
      if (isFunction(node)) {
        owner = this.#add(node, owner);
        open.push(owner);
        openDepths.push(depth);
        innermost = depth;
        continue;
      }
      if (isCall(node)) owner.calls.push(node);
      loops ||= mayLoop(node);
      this.emptyContainers.note(node, owner.id);
      const name = memberName(node);
      if (name !== undefined) names.add(name);
    }
    this.mayLoop = loops;
  }

  #add(node: FunctionNode, owner: FileFunction): FileFunction {
    const made: FileFunction = { id: this.all.length, node, parent: owner.id, calls: [] };
    this.all.push(made);
    this.#byNode.set(node, made);
    return made;
  }

  /** The function whose code a node belongs to. A function node belongs to itself. */
  of(node: JsNode): FileFunction {
    let at: JsNode | undefined = node;
    while (at) {
      const known = this.#byNode.get(at);
      if (known) return known;
      at = at.parent;
    }
    return this.top;
  }

  /** Numbers of the functions around a node whose variables may outlive its own function's: beyond one that may outlive its call. */
  beyond(node: JsNode): number[] {
    const found: number[] = [];
    let isBeyond = false;
    for (let at = this.of(node); ; at = this.all[at.parent] ?? this.top) {
      if (isBeyond || at.id === 0) found.push(at.id);
      if (!isFunction(at.node)) return found;
      isBeyond ||= mayOutlive(at.node);
    }
  }

  get top(): FileFunction {
    const [top] = this.all;
    if (!top) throw new Error("A file has a top level");
    return top;
  }
}

/** Types of the nodes that the walk asks something about. */
const told: ReadonlySet<string> = new Set([
  "FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "CallExpression", "NewExpression", "TaggedTemplateExpression",
  "ForStatement", "ForOfStatement", "ForInStatement", "WhileStatement", "DoWhileStatement", "VariableDeclarator", "AssignmentExpression",
  "Property", "PropertyDefinition", "AccessorProperty", "MethodDefinition", "TSPropertySignature", "TSMethodSignature", "TSParameterProperty",
]);

const iterating: ReadonlySet<string> = new Set([...itemMethods.keys(), ...iterators.flatMap(({ names }) => names), "default"]);

function mayLoop(node: JsNode): boolean {
  switch (node.type) {
    case "ForStatement": case "ForOfStatement": case "ForInStatement": case "WhileStatement": case "DoWhileStatement": return true;
    case "CallExpression": {
      if (node.arguments.length === 0) return false;
      const callee = unwrap(node.callee);
      // A name without a dot may stand for a function of some library that takes a list and a function.
      if (callee.type !== "MemberExpression") return node.arguments.length > 1;
      const name = propertyName(callee);
      return name === undefined || iterating.has(name);
    }
    default: return false;
  }
}

function memberName(node: JsNode): string | undefined {
  switch (node.type) {
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature": return keyName(node);
    case "TSParameterProperty": {
      const inner = node.parameter.type === "AssignmentPattern" ? node.parameter.left : node.parameter;
      return inner.type === "Identifier" ? inner.name : undefined;
    }
    case "AssignmentExpression": return node.left.type === "MemberExpression" ? propertyName(node.left) : undefined;
    default: return undefined;
  }
}
