import { batchCalls, combinators, itemMethods, iterators, limiters, type Iterator } from "../knowledge/javascript/iteration.ts";
import type { Loop } from "../questions.ts";
import type { Bounds } from "./bounds.ts";
import type { Callees } from "./callees.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { Destinations } from "./destinations.ts";
import { calleeOf, chainOf, isFunction, propertyName, unwrap, wrapped, type CallNode, type FunctionNode } from "./nodes.ts";
import type { Bindings } from "./bindings.ts";

export type LoopStatement =
  | TSESTree.ForStatement | TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

const statements: ReadonlySet<string> = new Set(["ForStatement", "ForOfStatement", "ForInStatement", "WhileStatement", "DoWhileStatement"]);

/** A call that runs a function once per item. */
export interface Iteration {
  /** The argument that is run. */
  callback: JsNode;
  items: readonly number[];
  over: JsNode;
  start: Iterator["start"];
}

/** What loops need to know about other parts of the file. */
export interface LoopNeeds {
  source: JsSource;
  bindings: Bindings;
  callees: Callees;
  bounds: Bounds;
  origin(node: JsNode): string | undefined;
  /** Whether an inline function among the arguments is run by the call itself, on the spot or when its promise is awaited. */
  runs(call: CallNode, fn: JsNode): boolean;
}

const byOrigin = new Map<string, Iterator>();
for (const iterator of iterators) {
  for (const from of iterator.from) for (const name of iterator.names) byOrigin.set(name === "" ? from : `${from}.${name}`, iterator);
}

export const isLoopStatement = (node: JsNode): node is LoopStatement => statements.has(node.type);

/** Loops of a file: statements and calls that run a function per item. */
export class Loops {
  readonly #needs: LoopNeeds;
  readonly #destinations: Destinations;
  readonly #made = new Map<JsNode, Loop<JsNode>>();
  readonly #iterations = new Map<CallNode, Iteration | undefined>();

  constructor(needs: LoopNeeds) {
    this.#needs = needs;
    this.#destinations = new Destinations(needs.bindings);
  }

  /** Loops around a node, innermost first, through functions that run on the spot. */
  around(node: JsNode): Loop<JsNode>[] {
    const found: Loop<JsNode>[] = [];
    let child = node;
    let at: JsNode | undefined = node.parent;
    while (at) {
      if (isLoopStatement(at)) {
        if (isRepeated(at, child)) found.push(this.#statement(at));
      } else if (isFunction(at) && child !== at) {
        const call = this.runner(at);
        if (!call) return found;
        const iteration = this.iteration(call);
        if (iteration?.callback === wrapped(at)) found.push(this.#callback(call, iteration));
        child = call;
        at = call.parent;
        continue;
      }
      child = at;
      at = at.parent;
    }
    return found;
  }

  /** The loop that a call makes of the function it is given, if it is one. */
  ofCall(call: CallNode): Loop<JsNode> | undefined {
    const iteration = this.iteration(call);
    return iteration && this.#callback(call, iteration);
  }

  /** The same for a function of another file, which `iteration` does not know for one. */
  ofForeign(call: CallNode, callback: JsNode): Loop<JsNode> | undefined {
    const iteration = call.type === "CallExpression" && !this.iteration(call) ? this.#iterationOf(call, callback) : undefined;
    return iteration && this.#callback(call, iteration);
  }

  iteration(call: CallNode): Iteration | undefined {
    if (this.#iterations.has(call)) return this.#iterations.get(call);
    const found = this.#iteration(call);
    this.#iterations.set(call, found);
    return found;
  }

  #iteration(call: CallNode): Iteration | undefined {
    if (call.type !== "CallExpression" || call.arguments.length === 0) return undefined;
    const callback = call.arguments.find((one) => isFunction(unwrap(one))) ?? call.arguments.find((one) => this.#isFunctionName(one));
    return callback && this.#iterationOf(call, callback);
  }

  #iterationOf(call: TSESTree.CallExpression, callback: JsNode): Iteration | undefined {
    const callee = unwrap(call.callee);
    const origin = this.#needs.origin(callee)?.replace("lodash/", "lodash.").replace("async/", "async.");
    const known = origin === undefined ? undefined : byOrigin.get(origin);
    const [first] = call.arguments;
    if (known && first && first !== callback) return { callback, items: known.items, over: first, start: this.#limited(known, call) };
    if (callee.type !== "MemberExpression" || callback !== first) return undefined;
    const name = propertyName(callee);
    const items = name === undefined ? undefined : itemMethods.get(name);
    if (!items) return undefined;
    const start = name === "mapSeries" || name === "eachSeries" ? "one-by-one" : "sync";
    return { callback, items, over: callee.object, start };
  }

  #isFunctionName(argument: JsNode): boolean {
    const node = unwrap(argument);
    return (node.type === "Identifier" || node.type === "MemberExpression") && this.#needs.callees.functions(node).length > 0;
  }

  #limited(known: Iterator, call: TSESTree.CallExpression): Iterator["start"] {
    const { limit } = known;
    if (limit === undefined) return known.start;
    const has = call.arguments.some((one) => one.type === "ObjectExpression"
      && one.properties.some((property) => property.type === "Property" && property.key.type === "Identifier" && property.key.name === limit));
    return has ? "limited" : known.start;
  }

  /** The call that runs an inline function: an iteration, a closure run on the spot, a function called where it stands. */
  runner(fn: FunctionNode): CallNode | undefined {
    const outer = wrapped(fn);
    const call = outer.parent;
    if (call?.type !== "CallExpression" && call?.type !== "NewExpression") return undefined;
    if (call.callee === outer) return call;
    return this.#needs.runs(call, fn) ? call : undefined;
  }

  #statement(node: LoopStatement): Loop<JsNode> {
    const known = this.#made.get(node);
    if (known) return known;
    const { bounds } = this.#needs;
    const head = node.type === "DoWhileStatement" ? node.range[0] + 2 : node.body.range[0];
    const { items, over } = itemsOf(node);
    const made: Loop<JsNode> = { node, kind: "statement", header: this.#trimmed(node.range[0], head), items, over, bound: "unknown", concurrent: false };
    // Known before its bound is: the condition that tells the bound stands in the loop itself.
    this.#made.set(node, made);
    made.bound = bounds.ofStatement(node, over, (inner) => this.around(inner));
    return made;
  }

  #callback(call: CallNode, { callback, items, over, start }: Iteration): Loop<JsNode> {
    const known = this.#made.get(call);
    if (known) return known;
    const fn = unwrap(callback);
    const inline = isFunction(fn) ? fn : undefined;
    const names = inline ? items.flatMap((index) => patternNames(inline.params[index])) : [];
    const header = inline ? this.#trimmed(call.range[0], inline.body.range[0]) : { range: call.range };
    const limited = start === "limited" || (isFunction(fn) && this.#goesThroughLimiter(fn));
    const concurrent = !limited && this.#concurrent(call, fn, start);
    const made: Loop<JsNode> = { node: call, kind: "callback", header, items: names, over, bound: "unknown", concurrent, ...(limited && { limited }) };
    this.#made.set(call, made);
    made.bound = this.#needs.bounds.of(over, (inner) => this.around(inner));
    return made;
  }

  #concurrent(call: CallNode, fn: JsNode, start: Iterator["start"]): boolean {
    if (start === "one-by-one") return false;
    if (start === "at-once") return true;
    if (isFunction(fn) && fn.async) {
      const callee = calleeOf(call);
      return callee.type !== "MemberExpression" || !["reduce", "reduceRight", "sort", "toSorted"].includes(propertyName(callee) ?? "");
    }
    return this.isCombined(call);
  }

  /** Whether the value of an expression ends in `Promise.all` or another combinator, directly or through a name. */
  isCombined(expression: JsNode): boolean {
    return this.#destinations.of(expression).some((call) => this.#isCombinator(call));
  }

  /** `jobs.push(…)` on a list that goes into a combinator. */
  isPushedToCombinator(push: TSESTree.CallExpression): boolean {
    return this.#destinations.ofPush(push).some((call) => this.#isCombinator(call));
  }

  /** Whether a call is not awaited but handed, with those of all other items, to a call that sends them as one: `prisma.$transaction(xs.map(…))`. */
  isBatched(call: CallNode): boolean {
    const sends = (one: TSESTree.CallExpression): boolean => batchCalls.has(chainOf(one.callee).names.at(-1) ?? "");
    const { parent } = wrapped(call);
    if (parent?.type === "AwaitExpression") return false;
    if (parent?.type === "CallExpression" && this.#destinations.ofPush(parent).some(sends)) return true;
    return this.around(call).some((loop) => loop.kind === "callback" && this.#destinations.of(loop.node).some(sends));
  }

  #isCombinator(call: TSESTree.CallExpression): boolean {
    return combinators.has(this.#needs.origin(call.callee) ?? "");
  }

  /** `xs.map((x) => limit(() => load(x)))`: all are queued, but only some run at once. */
  #goesThroughLimiter(fn: FunctionNode): boolean {
    const body = fn.body.type === "BlockStatement" ? lastReturn(fn.body) : fn.body;
    const value = body ? unwrap(body) : undefined;
    const inner = value?.type === "AwaitExpression" ? unwrap(value.argument) : value;
    if (inner?.type !== "CallExpression") return false;
    const takesFunction = inner.arguments.some((one) => isFunction(unwrap(one)));
    if (!takesFunction) return false;
    const origin = this.#needs.origin(inner.callee) ?? "";
    const library = origin.split(/[.#()]/)[0] ?? "";
    if (limiters.has(library)) return true;
    const { names } = chainOf(inner.callee);
    return names.some((name) => /^(?:limit|limiter|throttle|queue|semaphore|pool)$/i.test(name));
  }

  #trimmed(start: number, end: number): { range: [number, number] } {
    const text = this.#needs.source.text.slice(start, end).trimEnd();
    return { range: [start, start + text.length] };
  }
}

function lastReturn(body: TSESTree.BlockStatement): JsNode | undefined {
  const last = body.body.at(-1);
  return last?.type === "ReturnStatement" ? (last.argument ?? undefined) : last?.type === "ExpressionStatement" ? last.expression : undefined;
}

/** Whether a child of a loop statement runs in each iteration. */
function isRepeated(loop: LoopStatement, child: JsNode): boolean {
  switch (loop.type) {
    case "ForStatement": return child !== loop.init;
    case "ForOfStatement":
    case "ForInStatement": return child !== loop.right;
    default: return true;
  }
}

/** Names of the item and what is iterated, as far as the head of a loop tells. */
function itemsOf(loop: LoopStatement): { items: readonly string[]; over?: JsNode } {
  switch (loop.type) {
    case "ForOfStatement":
    case "ForInStatement": {
      const left = loop.left.type === "VariableDeclaration" ? loop.left.declarations[0]?.id : loop.left;
      return { items: patternNames(left), over: loop.right };
    }
    case "ForStatement": {
      const declared = loop.init?.type === "VariableDeclaration" ? loop.init.declarations.map((one) => one.id) : [];
      const updated = loop.update ? assignedNames(loop.update) : [];
      const names = declared.flatMap((id) => patternNames(id)).filter((name) => updated.length === 0 || updated.includes(name));
      return { items: names.length > 0 ? names : updated, over: loop.test ? lengthOf(loop.test) : undefined };
    }
    default: return { items: [], over: lengthOf(loop.test) };
  }
}

/** `i < xs.length`, `queue.length > 0`, `xs.length`: the collection. */
export function lengthOf(test: JsNode): JsNode | undefined {
  const sides = test.type === "BinaryExpression" ? [test.right, test.left] : test.type === "LogicalExpression" ? [test.left, test.right] : [test];
  for (const side of sides) {
    const one = unwrap(side);
    if (one.type === "MemberExpression" && ["length", "size"].includes(propertyName(one) ?? "")) return one.object;
    if (test.type === "LogicalExpression") {
      const inner: JsNode | undefined = one.type === "LogicalExpression" ? undefined : lengthOf(one);
      if (inner) return inner;
    }
  }
  return undefined;
}

function assignedNames(update: JsNode): string[] {
  const all = update.type === "SequenceExpression" ? update.expressions : [update];
  return all.flatMap((one) => {
    const target = one.type === "UpdateExpression" ? one.argument : one.type === "AssignmentExpression" ? one.left : undefined;
    return target?.type === "Identifier" ? [target.name] : [];
  });
}

/** Nobody binds more names at once. */
const MAX_NAMES = 256;

/** All names that a pattern binds, iteratively. */
export function patternNames(pattern: JsNode | null | undefined): string[] {
  return patternIdentifiers(pattern).map((one) => one.name);
}

/** All identifiers that a pattern binds. */
export function patternIdentifiers(pattern: JsNode | null | undefined): TSESTree.Identifier[] {
  const found: TSESTree.Identifier[] = [];
  const stack: (JsNode | null | undefined)[] = [pattern];
  for (let i = 0; i < stack.length && i < MAX_NAMES; i++) {
    const node = stack[i];
    if (node == null) continue;
    switch (node.type) {
      case "Identifier": found.push(node); break;
      case "ObjectPattern": stack.push(...node.properties.slice(0, MAX_NAMES)); break;
      case "Property": stack.push(node.value); break;
      case "ArrayPattern": stack.push(...node.elements.slice(0, MAX_NAMES)); break;
      case "AssignmentPattern": stack.push(node.left); break;
      case "RestElement": stack.push(node.argument); break;
      case "TSParameterProperty": stack.push(node.parameter); break;
      default: break;
    }
  }
  return found;
}

