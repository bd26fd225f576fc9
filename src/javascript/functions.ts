import { itemMethods, iterators } from "../knowledge/javascript/iteration.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { mayOutlive } from "./lifetimes.ts";
import { EmptyContainers } from "./empty-containers.ts";
import { isCall, isFunction, keyName, propertyName, pushChildren, unwrap, type CallNode, type FunctionNode } from "./nodes.ts";

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

  constructor(program: TSESTree.Program, keys?: JsSource["visitorKeys"]) {
    const top: FileFunction = { id: 0, node: program, parent: 0, calls: [] };
    this.all = [top];
    this.#byNode.set(program, top);
    const names = new Set<string>();
    this.memberNames = names;
    let loops = false;
    const stack: JsNode[] = [program];
    // Functions that are open, and how much of the stack waits outside of each.
    const open = [{ owner: top, outside: 0 }];
    for (let node = stack.pop(); node; node = stack.pop()) {
      while (stack.length < (open.at(-1)?.outside ?? 0)) open.pop();
      const around = open.at(-1)?.owner ?? top;
      const owner = isFunction(node) ? this.#add(node, around) : around;
      if (owner !== around) open.push({ owner, outside: stack.length });
      if (isCall(node)) owner.calls.push(node);
      loops ||= mayLoop(node);
      this.emptyContainers.note(node, owner.id);
      const name = memberName(node);
      if (name !== undefined) names.add(name);
      pushChildren(node, stack, keys?.[node.type]);
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
