import type { JsNode, TSESTree } from "./context.ts";
import { EmptyContainers } from "./empty-containers.ts";
import { children, isCall, isFunction, keyName, propertyName, type CallNode, type FunctionNode } from "./nodes.ts";

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
  readonly emptyContainers = new EmptyContainers();
  readonly #byNode = new Map<JsNode, FileFunction>();

  constructor(program: TSESTree.Program) {
    const top: FileFunction = { id: 0, node: program, parent: 0, calls: [] };
    this.all = [top];
    this.#byNode.set(program, top);
    const names = new Set<string>();
    this.memberNames = names;
    const stack: { node: JsNode; owner: FileFunction }[] = [{ node: program, owner: top }];
    for (let at = stack.pop(); at; at = stack.pop()) {
      const { node } = at;
      const owner = isFunction(node) ? this.#add(node, at.owner) : at.owner;
      if (isCall(node)) owner.calls.push(node);
      this.emptyContainers.note(node, owner.id);
      const name = memberName(node);
      if (name !== undefined) names.add(name);
      const inner = children(node);
      for (let i = inner.length - 1; i >= 0; i--) {
        const child = inner[i];
        if (child) stack.push({ node: child, owner });
      }
    }
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

  /** Numbers of the functions around a node, the innermost first, the top level last. */
  around(node: JsNode): number[] {
    const found: number[] = [];
    let at = this.of(node);
    for (; at.id !== 0; at = this.all[at.parent] ?? this.top) found.push(at.id);
    return [...found, 0];
  }

  get top(): FileFunction {
    const [top] = this.all;
    if (!top) throw new Error("A file has a top level");
    return top;
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
