import type { Loop } from "../questions.ts";
import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode } from "./context.ts";
import { isLoopStatement, patternIdentifiers } from "./loops.ts";
import { argumentsOf, calleeOf, isCall, isFunction, propertyName, unwrap, walk, wrapped, type CallNode, type FunctionNode } from "./nodes.ts";

/** Values that flow from one place to names: `targets` get what `sources` hold. */
interface Flow {
  targets: readonly Variable[];
  value: JsNode;
  /** Variables that the value reads, once asked. */
  reads?: ReadonlySet<Variable>;
}

const taking: ReadonlySet<string> = new Set(["shift", "pop", "dequeue", "take", "poll", "next", "read", "exec", "splice"]);
const MAX_PASSES = 8;
/** Nodes of one expression that are read, and flows of one loop that are followed: generated code has more. */
const MAX_NODES = 4000;
const MAX_FLOWS = 4000;

/** Which values of a loop's body depend on the item of the iteration, or on the result of a call in it. */
export class Dependence {
  readonly #bindings: Bindings;
  readonly #flows = new Map<JsNode, readonly Flow[]>();
  readonly #items = new Map<JsNode, ReadonlySet<Variable>>();

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** Whether an expression reads the item of a loop, directly or through names of its body. */
  onItem(expression: JsNode, loop: Loop<JsNode>): boolean {
    const known = this.#items.get(loop.node) ?? this.spread(loop.node, this.#itemVariables(loop));
    this.#items.set(loop.node, known);
    return known.size > 0 && this.mentions(expression, known);
  }

  /** Whether an expression reads a parameter of a function around it, directly or through names of its body. */
  onParameters(expression: JsNode, fn: FunctionNode): boolean {
    const known = this.#items.get(fn) ?? this.spread(fn.body, new Set(fn.params.flatMap((one) => this.#variablesOf(one))));
    this.#items.set(fn, known);
    return this.mentions(expression, known);
  }

  /** Whether an expression reads one parameter of a function around it, or a part of it, directly or through names of its body. */
  onParameter(expression: JsNode, fn: FunctionNode, pattern: JsNode): boolean {
    return this.mentions(expression, this.spread(fn.body, new Set(this.#variablesOf(pattern))));
  }

  #variablesOf(pattern: JsNode): Variable[] {
    return patternIdentifiers(pattern).flatMap((one) => this.#bindings.variable(one) ?? []);
  }

  /** Names that hold the result of a call, or something made from it, in the body of a loop. */
  onResult(call: JsNode, loop: Loop<JsNode>): ReadonlySet<Variable> {
    const start = this.#flowsOf(loop.node).filter((flow) => contains(flow.value, call)).flatMap((flow) => flow.targets);
    return this.spread(loop.node, new Set(start));
  }

  /** Whether an expression names one of some variables. */
  mentions(expression: JsNode, variables: ReadonlySet<Variable>): boolean {
    if (variables.size === 0) return false;
    for (const read of this.#readsOf(expression)) if (variables.has(read)) return true;
    return false;
  }

  #readsOf(expression: JsNode): ReadonlySet<Variable> {
    const found = new Set<Variable>();
    let visited = 0;
    walk(expression, (node) => {
      if (++visited > MAX_NODES) return false;
      const variable = node.type === "Identifier" ? this.#bindings.variable(node) : undefined;
      if (variable) found.add(variable);
      return undefined;
    });
    return found;
  }

  /** Some variables and all that get values made from them below a node. */
  spread(root: JsNode, start: ReadonlySet<Variable>): ReadonlySet<Variable> {
    const reached = new Set(start);
    const flows = this.#flowsOf(root);
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const before = reached.size;
      for (const flow of flows) {
        if (flow.targets.every((one) => reached.has(one))) continue;
        flow.reads ??= this.#readsOf(flow.value);
        for (const read of flow.reads) {
          if (!reached.has(read)) continue;
          for (const one of flow.targets) reached.add(one);
          break;
        }
      }
      if (reached.size === before) break;
    }
    return reached;
  }

  #itemVariables(loop: Loop<JsNode>): ReadonlySet<Variable> {
    const { node } = loop;
    const found = new Set<Variable>();
    const add = (pattern: JsNode | null | undefined): void => {
      for (const one of patternIdentifiers(pattern)) {
        const variable = this.#bindings.variable(one);
        if (variable && (loop.items.length === 0 || loop.items.includes(one.name))) found.add(variable);
      }
    };
    if (isCall(node)) {
      for (const one of argumentsOf(node)) {
        const fn = unwrap(one);
        if (isFunction(fn)) for (const parameter of fn.params) add(parameter);
      }
    } else if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
      if (node.left.type === "VariableDeclaration") for (const one of node.left.declarations) add(one.id);
      else add(node.left);
    } else if (node.type === "ForStatement") {
      if (node.init?.type === "VariableDeclaration") for (const one of node.init.declarations) add(one.id);
      else if (node.update) walk(node.update, (inner) => { add(inner.type === "Identifier" ? inner : undefined); return undefined; });
    } else if (isLoopStatement(node)) {
      for (const flow of this.#flowsOf(node)) {
        const taken = isTaken(flow.value);
        for (const one of flow.targets) if (taken || !this.#declaredIn(one, node)) found.add(one);
      }
      for (const one of this.#countedIn(node)) found.add(one);
    }
    return found;
  }

  /** Counters from outside that a loop moves on: `i++`. */
  #countedIn(loop: JsNode): Variable[] {
    const found: Variable[] = [];
    walk(loop, (node) => {
      const variable = node.type === "UpdateExpression" ? this.#bindings.variable(unwrap(node.argument)) : undefined;
      if (variable && !this.#declaredIn(variable, loop)) found.push(variable);
      return isFunction(node) ? false : undefined;
    });
    return found;
  }

  #declaredIn(variable: Variable, loop: JsNode): boolean {
    return variable.identifiers.some((one) => one.range[0] >= loop.range[0] && one.range[1] <= loop.range[1]);
  }

  #flowsOf(root: JsNode): readonly Flow[] {
    const known = this.#flows.get(root);
    if (known) return known;
    const found: Flow[] = [];
    const flow = (pattern: JsNode | null | undefined, value: JsNode | null | undefined): void => {
      if (value == null) return;
      const targets = patternIdentifiers(pattern).flatMap((one) => this.#bindings.variable(one) ?? []);
      if (targets.length > 0 && found.length < MAX_FLOWS) found.push({ targets, value });
    };
    walk(root, (node) => {
      if (node.type === "VariableDeclarator") flow(node.id, node.init);
      else if (node.type === "AssignmentExpression") flow(node.left.type === "MemberExpression" ? rootOf(node.left) : node.left, node.right);
      else if (node.type === "ForOfStatement" || node.type === "ForInStatement") flow(node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left, node.right);
      else if (isCall(node) && node !== root) this.#callFlows(node, flow);
      return undefined;
    });
    this.#flows.set(root, found);
    return found;
  }

  /** Callbacks get what the call is made on; `list.push(value)` makes the list hold the value. */
  #callFlows(call: CallNode, flow: (pattern: JsNode | null | undefined, value: JsNode | null | undefined) => void): void {
    const callee = unwrap(calleeOf(call));
    const args = argumentsOf(call);
    for (const one of args) {
      const fn = unwrap(one);
      if (!isFunction(fn)) continue;
      const sources = callee.type === "MemberExpression" ? [callee.object, ...args.filter((other) => other !== one)] : args.filter((other) => other !== one);
      for (const parameter of fn.params) for (const source of sources) flow(parameter, source);
    }
    if (callee.type !== "MemberExpression" || !["push", "add", "set", "unshift"].includes(propertyName(callee) ?? "")) return;
    for (const one of args) flow(rootOf(callee), one);
  }
}

/** `a` of `a.b.c`. */
export function rootOf(expression: JsNode): JsNode | undefined {
  let at = unwrap(expression);
  for (let i = 0; i < 16 && at.type === "MemberExpression"; i++) at = unwrap(at.object);
  return at.type === "Identifier" ? at : undefined;
}

function isTaken(value: JsNode): boolean {
  const node = unwrap(value);
  const call = node.type === "AwaitExpression" ? unwrap(node.argument) : node;
  return call.type === "CallExpression" && call.callee.type === "MemberExpression" && taking.has(propertyName(call.callee) ?? "");
}

export const contains = (outer: JsNode, inner: JsNode): boolean => outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];

/** The awaited expression around a call, or the call. */
export function valueOf(call: JsNode): JsNode {
  const outer = wrapped(call);
  return outer.parent?.type === "AwaitExpression" ? wrapped(outer.parent) : outer;
}
