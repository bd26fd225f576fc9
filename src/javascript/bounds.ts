import type { Collection, Loop } from "../questions.ts";
import type { Bound } from "../summary.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { lengthOf, type LoopStatement } from "./loops.ts";
import { enclosingFunction, isFunction, propertyName, unwrap, walk } from "./nodes.ts";

/** Hand-written lists up to this size cost nothing that grows; beyond it they are tables. */
const SMALL = 32;
const MAX_STEPS = 8;

/** Calls whose name says that they cut a list into pieces; they must have a number or a second argument too. */
const cutting = /chunk|batch|partition|splitEvery|paginate|inGroupsOf/i;
/** Words of a counter that counts tries or pages. Names may only lower a finding. */
const trying = /retr(?:y|ies)|attempt|tries|backoff|\bpage(?:s|Num|Number|Count|Index|Token)?\b/i;
const draining: ReadonlySet<string> = new Set(["shift", "pop", "dequeue", "take", "poll", "splice"]);
/** Methods and functions that give as many items as they are given, or fewer. */
const keeping: ReadonlySet<string> = new Set([
  "map", "filter", "flatMap", "flat", "sort", "toSorted", "reverse", "toReversed", "concat", "keys", "values", "entries", "from", "toArray", "uniq", "uniqBy", "compact", "sortBy", "orderBy",
]);

/** What bounds need to know about values. */
export interface BoundNeeds {
  bindings: Bindings;
  collection(node: JsNode): Collection;
  constant(node: JsNode): string | number | boolean | null | undefined;
  origin(node: JsNode): string | undefined;
}

type Around = (node: JsNode) => readonly Loop<JsNode>[];

/** How many iterations a loop may take. */
export class Bounds {
  readonly #needs: BoundNeeds;

  constructor(needs: BoundNeeds) {
    this.#needs = needs;
  }

  /** The bound of a loop over the items of an expression. */
  of(over: JsNode, around: Around): Bound {
    return this.#of(over, around, MAX_STEPS);
  }

  ofStatement(loop: LoopStatement, over: JsNode | undefined, around: Around): Bound {
    switch (loop.type) {
      case "ForOfStatement": return this.of(loop.right, around);
      case "ForInStatement": return this.of(loop.right, around);
      case "ForStatement": return this.#counted(loop, over, around);
      default: return this.#while(loop, over, around);
    }
  }

  #of(over: JsNode, around: Around, steps: number): Bound {
    const node = unwrap(over);
    if (steps <= 0) return "unknown";
    if (node.type === "NewExpression") return node.arguments[0] ? this.#of(node.arguments[0], around, steps - 1) : "unknown";
    if (this.#isFixed(node)) return "constant";
    if (node.type === "AwaitExpression") return this.#of(node.argument, around, steps - 1);
    if (node.type === "CallExpression") {
      const cut = this.#cut(node, around, steps);
      if (cut) return cut;
    }
    if (node.type === "Identifier") {
      const named = this.#named(node, around, steps);
      if (named) return named;
    }
    if (node.type === "ArrayExpression") return this.#array(node, around, steps);
    if (node.type === "LogicalExpression" && (node.operator === "??" || node.operator === "||")) return this.#of(node.left, around, steps - 1);
    const { source, size, kind } = this.#needs.collection(node);
    if (size !== undefined && size <= SMALL) return "constant";
    if (size === undefined && source === "constant" && kind !== "unknown") return "constant";
    return source === "query" || source === "input" ? source : "unknown";
  }

  /** A list or enum written out in the code, by its name or its size. */
  #isFixed(node: JsNode): boolean {
    if (node.type === "Literal") return true;
    const { size } = this.#needs.collection(node);
    if (size !== undefined) return size <= SMALL;
    const name = node.type === "Identifier" ? node.name : node.type === "MemberExpression" ? propertyName(node) : undefined;
    if (name === undefined || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(name) || name.length < 3) return false;
    const variable = node.type === "Identifier" ? this.#needs.bindings.variable(node) : undefined;
    if (!variable) return true;
    const write = this.#needs.bindings.onlyWrite(variable);
    if (write?.kind === "import" || write?.kind === "enum") return true;
    const value = write?.kind === "value" && write.value ? unwrap(write.value) : undefined;
    const filled = value?.type === "ArrayExpression" ? value.elements.length > 0 : value?.type === "ObjectExpression" ? value.properties.length > 0 : value !== undefined;
    return filled && value?.type !== "NewExpression" && value?.type !== "AwaitExpression";
  }

  #array(node: TSESTree.ArrayExpression, around: Around, steps: number): Bound {
    const spreads = node.elements.filter((one) => one?.type === "SpreadElement");
    if (spreads.length === 0) return node.elements.length <= SMALL ? "constant" : "unknown";
    const [first] = spreads;
    return first?.type === "SpreadElement" && spreads.length === 1 ? this.#of(first.argument, around, steps - 1) : "unknown";
  }

  /** Slices and chunks; and calls that keep the number of items of what they are given. */
  #cut(call: TSESTree.CallExpression, around: Around, steps: number): Bound | undefined {
    const callee = unwrap(call.callee);
    const name = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
    if (name === undefined) return undefined;
    const [first, second] = call.arguments;
    const from = callee.type === "MemberExpression" ? callee.object : undefined;
    if (from && (name === "slice" || name === "splice" || name === "subarray")) {
      if (second !== undefined && !(name === "slice" && this.#readsLength(second))) return "chunked";
      return first?.type === "UnaryExpression" ? "chunked" : this.#of(from, around, steps - 1);
    }
    if (cutting.test(name) && call.arguments.length > (from ? 0 : 1)) return "chunked";
    if (name === "from" && first?.type === "ObjectExpression") return this.#ofLength(first);
    if (name === "matchAll" || !keeping.has(name)) return undefined;
    const isFunctionOf = from?.type === "Identifier" && ["Object", "Array", "_", "lodash", "R"].includes(from.name);
    const source = isFunctionOf || !from ? first : from;
    if (!source) return undefined;
    const inner = unwrap(source);
    if (isFunctionOf && inner.type === "Identifier" && this.#isEnum(inner)) return "constant";
    return this.#of(inner, around, steps - 1);
  }

  #readsLength(node: JsNode): boolean {
    const one = unwrap(node);
    return one.type === "MemberExpression" && propertyName(one) === "length";
  }

  /** `Array.from({ length: n })`. */
  #ofLength(options: TSESTree.ObjectExpression): Bound {
    for (const one of options.properties) {
      if (one.type !== "Property" || one.key.type !== "Identifier" || one.key.name !== "length") continue;
      const value = this.#needs.constant(one.value);
      return typeof value === "number" && value <= SMALL ? "constant" : "unknown";
    }
    return "unknown";
  }

  #isEnum(identifier: TSESTree.Identifier): boolean {
    const variable = this.#needs.bindings.variable(identifier);
    return variable !== undefined && this.#needs.bindings.writes(variable).some((write) => write.kind === "enum");
  }

  #named(identifier: TSESTree.Identifier, around: Around, steps: number): Bound | undefined {
    const { bindings } = this.#needs;
    const variable = bindings.variable(identifier);
    if (!variable) return undefined;
    const batch = around(identifier).find((loop) => loop.bound === "chunked" && loop.items.includes(identifier.name));
    if (batch) return "chunked";
    const write = bindings.onlyWrite(variable);
    if (!write || !write.value) return undefined;
    if (write.kind === "enum") return "constant";
    if (write.kind !== "value" || write.path?.length !== 0) return undefined;
    const value = unwrap(write.value);
    if (value.type === "ArrayExpression" && value.elements.length === 0) return this.#filled(identifier, around, steps);
    if (value.type === "ArrayExpression" && this.#grows(identifier)) return undefined;
    const bound = this.#of(value, around, steps - 1);
    return bound === "unknown" ? undefined : bound;
  }

  #grows(identifier: TSESTree.Identifier): boolean {
    return this.#pushes(identifier).length > 0;
  }

  /** `const batch = []` filled by `push` outside of any loop holds a few items; in a loop it is as long as that loop. */
  #filled(identifier: TSESTree.Identifier, around: Around, steps: number): Bound | undefined {
    const pushes = this.#pushes(identifier);
    const home = enclosingFunction(identifier);
    if (pushes.length === 0 || pushes.some((call) => enclosingFunction(call) !== home && around(call).length === 0)) return undefined;
    const bounds = pushes.map((call) => {
      if (call.arguments.some((one) => one.type === "SpreadElement")) return "unknown";
      const [inner] = around(call);
      return inner ? (inner.over && steps > 2 ? inner.bound : "unknown") : "constant";
    });
    if (bounds.every((one) => one === "constant")) return "constant";
    return bounds.find((one) => one === "query" || one === "input");
  }

  #pushes(identifier: TSESTree.Identifier): TSESTree.CallExpression[] {
    const variable = this.#needs.bindings.variable(identifier);
    if (!variable) return [];
    return this.#needs.bindings.references(variable).flatMap(({ identifier: use }) => {
      const member = use.parent as JsNode | undefined;
      if (member?.type !== "MemberExpression" || member.object !== use || !["push", "unshift", "splice"].includes(propertyName(member) ?? "")) return [];
      return member.parent.type === "CallExpression" && member.parent.callee === member ? [member.parent] : [];
    });
  }

  #counted(loop: TSESTree.ForStatement, over: JsNode | undefined, around: Around): Bound {
    if (!loop.test) return "control";
    if (loop.update && this.#isStride(loop.update)) return "chunked";
    if (over) return this.of(over, around);
    const { test } = loop;
    if (test.type !== "BinaryExpression") return this.#while({ test, body: loop.body }, undefined, around);
    for (const side of [test.right, test.left]) {
      const limit = this.#needs.constant(side);
      if (typeof limit === "number" && side.type !== "Identifier" && limit > SMALL) return "unknown";
      if (typeof limit === "number" && (side === test.right || limit > 1)) return limit <= SMALL ? "constant" : "unknown";
      if (this.#isShare(side)) return "chunked";
      if (this.#isFixed(unwrap(side)) && side.type !== "Literal") return "constant";
    }
    return namesIn(test).some((name) => trying.test(name)) ? "control" : "unknown";
  }

  /** `i += size`, `i = i + size`: each pass takes a piece. */
  #isStride(update: JsNode): boolean {
    if (update.type !== "AssignmentExpression") return false;
    const step = update.operator === "+=" ? update.right : update.operator === "=" && update.right.type === "BinaryExpression" ? update.right.right : undefined;
    return step !== undefined && this.#needs.constant(step) !== 1;
  }

  /** `queue.splice(0, size)`: each pass takes a piece. */
  #takesPieces(drained: JsNode): boolean {
    if (drained.type !== "CallExpression" || drained.callee.type !== "MemberExpression" || propertyName(drained.callee) !== "splice") return false;
    const [, count] = drained.arguments;
    return count !== undefined && this.#needs.constant(count) !== 1;
  }

  /** `Math.ceil(count / size)`, by itself or by a name: as many passes as there are pieces. */
  #isShare(limit: JsNode): boolean {
    const { bindings } = this.#needs;
    const node = unwrap(limit);
    const variable = node.type === "Identifier" ? bindings.variable(node) : undefined;
    const write = variable && bindings.onlyWrite(variable);
    const value = write?.kind === "value" && write.path?.length === 0 && write.value ? unwrap(write.value) : node;
    if (value.type !== "CallExpression" || this.#needs.origin(value.callee) !== "Math.ceil") return false;
    const [share] = value.arguments;
    return share?.type === "BinaryExpression" && share.operator === "/";
  }

  /** Loops on a condition are retries, polls and pages, but for queues that they drain and lists that they count through. */
  #while({ test, body }: { test: JsNode; body: JsNode }, over: JsNode | undefined, around: Around): Bound {
    const list = over ?? lengthOf(test);
    const drained = findCall(body, draining) ?? findCall(test, draining);
    if (drained) return this.#takesPieces(drained) ? "chunked" : "unknown";
    return list && test.type === "BinaryExpression" && ["<", "<=", "!=", "!=="].includes(test.operator) ? this.of(list, around) : "control";
  }
}

function findCall(root: JsNode, names: ReadonlySet<string>): JsNode | undefined {
  let found: JsNode | undefined;
  walk(root, (node) => {
    if (found || isFunction(node)) return false;
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && names.has(propertyName(node.callee) ?? "")) found = node;
    return undefined;
  });
  return found;
}

function namesIn(expression: JsNode): string[] {
  const names: string[] = [];
  walk(expression, (node) => {
    if (node.type === "Identifier") names.push(node.name);
    return undefined;
  });
  return names;
}

