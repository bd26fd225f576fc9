import { onceWrappers } from "../knowledge/javascript/handlers.ts";
import { itemMethods, pauses, searchMethods, transactionCalls, transactionStarts } from "../knowledge/javascript/iteration.ts";
import type { Loop } from "../questions.ts";
import { makesAbsentFile } from "./absent-files.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { contains, valueOf, type Dependence } from "./dependence.ts";
import { checksBefore, endsInReturn } from "./early-exits.ts";
import { isLoopStatement } from "./loops.ts";
import { argumentsOf, calleeOf, chainText, enclosingFunction, isCall, isFunction, propertyName, typeName, unwrap, walk, wrapped, type FunctionNode } from "./nodes.ts";

export interface GuardNeeds {
  source: JsSource;
  bindings: Bindings;
  dependence: Dependence;
  constant(node: JsNode): string | number | boolean | null | undefined;
}

/** Parameters and options that carry a transaction. */
const transactionName = /^(?:tx|trx|txn|transaction|transactionalEntityManager|queryRunner|session)$/;
const transactionType = /Transaction|EntityManager|ClientSession|QueryRunner/;

/** Circumstances that make a costly call right, or rare. */
export class Guards {
  readonly #needs: GuardNeeds;
  readonly #paced = new Map<JsNode, boolean>();

  constructor(needs: GuardNeeds) {
    this.#needs = needs;
  }

  /** The loop ends as soon as the result of the call fits: the first match wins. */
  exitsOnResult(call: JsNode, loop: Loop<JsNode>): boolean {
    const { dependence } = this.#needs;
    if (isHuge(loop.node)) return false;
    const value = valueOf(call);
    if (isCall(loop.node)) {
      const callee = unwrap(calleeOf(loop.node));
      const name = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
      return name !== undefined && searchMethods.has(name) && !this.#isAsyncCallback(loop.node);
    }
    const results = dependence.onResult(call, loop);
    let exits = false;
    walk(bodyOf(loop.node), (node) => {
      if (exits || isFunction(node)) return false;
      if (node.type === "IfStatement" && (contains(node.test, call) || dependence.mentions(node.test, results))) {
        exits = [node.consequent, node.alternate].some((branch) => branch != null && leaves(branch, loop.node)) && !this.#isFailure(node, loop);
      }
      if (node.type === "ReturnStatement" && node.argument && contains(node.argument, value)) exits = true;
      return undefined;
    });
    return exits;
  }

  /** `if (!user) return notFound();`: the loop ends where something is missing, not where something fits. */
  #isFailure({ test, consequent, alternate }: TSESTree.IfStatement, loop: Loop<JsNode>): boolean {
    const condition = unwrap(test);
    if (alternate || condition.type !== "UnaryExpression" || condition.operator !== "!") return false;
    const last = consequent.type === "BlockStatement" ? consequent.body.at(-1) : consequent;
    return last?.type === "ReturnStatement" && !(last.argument && this.#needs.dependence.onItem(last.argument, loop));
  }

  /** What follows the call leaves the loop: it runs in one iteration only, or until it succeeds for the first time. */
  endsAfter(call: JsNode, loop: Loop<JsNode>): boolean {
    if (!isLoopStatement(loop.node)) return false;
    let child = call;
    for (let at = call.parent; at && at !== loop.node && !isFunction(at); at = at.parent) {
      if (at.type === "ReturnStatement" || at.type === "ThrowStatement") return true;
      if (at.type === "BlockStatement" && isLeftAfter(at.body, child, loop.node)) return true;
      child = at;
    }
    return false;
  }

  #isAsyncCallback(call: JsNode): boolean {
    return isCall(call) && argumentsOf(call).some((one) => isFunction(unwrap(one)) && (unwrap(one) as FunctionNode).async);
  }

  /** A later iteration needs what the call gave in an earlier one: a cursor, an accumulator that goes into the next call. */
  carried(call: JsNode, loop: Loop<JsNode>): boolean {
    const { bindings, dependence } = this.#needs;
    if (isHuge(loop.node)) return false;
    const results = [...dependence.onResult(call, loop)].filter((variable) => !variable.identifiers.some((one) => contains(loop.node, one)));
    const read = isCall(call) ? [...argumentsOf(call), calleeOf(call)] : [call];
    const outer = dependence.spread(loop.node, new Set(results));
    if (outer.size > 0 && read.some((one) => dependence.mentions(one, outer))) return true;
    if (isLoopStatement(loop.node) && loop.node.type !== "ForOfStatement" && loop.node.type !== "ForInStatement" && loop.node.test && dependence.mentions(loop.node.test, outer)) return true;
    return this.#throughThis(call, loop, read) || this.#throughAccumulator(loop, read, bindings);
  }

  /** `this.cursor = await load(this.cursor)`. */
  #throughThis(call: JsNode, loop: Loop<JsNode>, read: readonly JsNode[]): boolean {
    const { source } = this.#needs;
    const written: string[] = [];
    let at: JsNode | undefined = call;
    for (; at && at !== loop.node; at = at.parent) {
      const { parent }: JsNode = at;
      if (parent?.type === "AssignmentExpression" && parent.right === at && parent.left.type === "MemberExpression") written.push(source.getText(parent.left));
    }
    if (!at || written.length === 0) return false;
    let found = false;
    for (const one of read) {
      walk(one, (node) => {
        if (node.type === "MemberExpression" && written.includes(source.getText(node))) found = true;
        return found ? false : undefined;
      });
    }
    return found;
  }

  /** The first parameter of a `reduce` callback. */
  #throughAccumulator(loop: Loop<JsNode>, read: readonly JsNode[], bindings: Bindings): boolean {
    if (loop.node.type !== "CallExpression") return false;
    const callee = unwrap(loop.node.callee);
    if (callee.type !== "MemberExpression" || !["reduce", "reduceRight"].includes(propertyName(callee) ?? "")) return false;
    const fn = loop.node.arguments[0] && unwrap(loop.node.arguments[0]);
    const [first] = isFunction(fn) ? fn.params : [];
    const variable = first?.type === "Identifier" ? bindings.variable(first) : undefined;
    return variable !== undefined && read.some((one) => this.#needs.dependence.mentions(one, new Set([variable])));
  }

  /** Inside a transaction or lock (that begins within `region`, if given): one connection, so calls cannot run side by side. */
  inTransaction(node: JsNode, region?: JsNode): boolean {
    let at: JsNode | undefined = node;
    while (at && at !== region) {
      if (isFunction(at)) {
        const outer: JsNode = wrapped(at);
        const call: JsNode | undefined = outer.parent;
        const isItem = call?.type === "CallExpression" && itemMethods.has(lastName(call.callee));
        if (!isItem && at.params.some(isTransactionParameter)) return true;
        if (call && isCall(call) && calleeOf(call) !== outer && transactionCalls.has(lastName(calleeOf(call)))) return true;
        if (!(call && isCall(call)) && this.#opensTransaction(at, node)) return true;
      }
      at = at.parent;
    }
    return region === undefined && this.#takesTransaction(node);
  }

  /** `{ transaction: t }` among the arguments of the call. */
  #takesTransaction(node: JsNode): boolean {
    return isCall(node) && argumentsOf(node).some((one) => one.type === "ObjectExpression" && one.properties.some((property) =>
      property.type === "Property" && property.key.type === "Identifier" && ["transaction", "transacting"].includes(property.key.name)));
  }

  /** `queryRunner.startTransaction()` or `query("BEGIN")` before the node in its function. */
  #opensTransaction(fn: FunctionNode, node: JsNode): boolean {
    let found = false;
    walk(fn.body, (inner) => {
      if (found || inner.range[0] > node.range[0]) return false;
      if (inner.type === "CallExpression" && inner !== node) {
        const [first] = inner.arguments;
        const text = first?.type === "Literal" ? first.value : undefined;
        found = transactionStarts.has(lastName(inner.callee)) || (typeof text === "string" && /^\s*(?:BEGIN|START TRANSACTION)\b/i.test(text));
      }
      return undefined;
    });
    return found;
  }

  /** The loop waits on purpose between its iterations: a rate limit, a pause. */
  isPaced(loop: Loop<JsNode>): boolean {
    const known = this.#paced.get(loop.node);
    if (known !== undefined) return known;
    let paced = false;
    walk(bodyOf(loop.node), (node) => {
      if (!paced && node.type === "AwaitExpression") paced = isPause(unwrap(node.argument));
      return paced ? false : undefined;
    });
    this.#paced.set(loop.node, paced);
    return paced;
  }

  /**
   * The code runs the first time only: the miss branch of a cache, `??=`, `once()`. What is kept must outlive `region`;
   * without one, the function that it stands in. Whoever names a region asks about its items: a file for each of them is no "once".
   */
  isOnceGuarded(node: JsNode, region?: JsNode): boolean {
    if (region === undefined && makesAbsentFile(this.#needs, node)) return true;
    let child = node;
    let at = node.parent;
    while (at) {
      if (this.#guards(at, child, region)) return true;
      if (isFunction(at)) {
        const call = wrapped(at).parent;
        if (!call || !isCall(call) || calleeOf(call) === wrapped(at)) return this.#leftEarly(at, node, region);
        if (onceWrappers.has(lastName(calleeOf(call))) || cacheName.test(chainText(calleeOf(call)))) return true;
        if (this.#leftEarly(at, node, region)) return true;
      }
      child = at;
      at = at.parent;
    }
    return false;
  }

  #guards(at: JsNode, child: JsNode, region: JsNode | undefined): boolean {
    if (at.type === "AssignmentExpression" && at.right === child) {
      if (at.operator === "??=" || at.operator === "||=") return true;
      return at.operator === "=" && at.right.type === "LogicalExpression" && this.#same(at.left, at.right.left);
    }
    if (at.type === "LogicalExpression" && at.right === child && at.operator !== "&&") {
      let assigns = false;
      walk(child, (node) => {
        if (node.type === "AssignmentExpression" && this.#same(node.left, at.left)) assigns = true;
        return isFunction(node) ? false : undefined;
      });
      return assigns;
    }
    if (at.type !== "IfStatement" || at.test === child) return false;
    // `if (cache[key]) return cache[key]; else { … cache[key] = … }`
    return (at.consequent === child ? this.#missed(at.test) : hitsOf(at.test)).some((kept) => this.#isFilled(child, kept, region));
  }

  /** What a condition says to be absent: `!cache`, `cache == null`, `!map.has(key)`. */
  #missed(test: JsNode): JsNode[] {
    const parts: JsNode[] = [];
    const stack = [test];
    for (let node = stack.pop(); node; node = stack.pop()) {
      const one = unwrap(node);
      if (one.type === "LogicalExpression") stack.push(one.right, one.left);
      else parts.push(one);
    }
    return parts.flatMap((one) => this.#missedBy(one));
  }

  #missedBy(node: JsNode): JsNode[] {
    if (node.type === "UnaryExpression" && node.operator === "!") {
      const kept = unwrap(node.argument);
      if (kept.type === "CallExpression") {
        const callee = unwrap(kept.callee);
        return callee.type === "MemberExpression" && ["has", "get"].includes(propertyName(callee) ?? "") ? [callee.object] : [];
      }
      return [kept];
    }
    if (node.type === "BinaryExpression" && ["==", "==="].includes(node.operator)) {
      const isNothing = (side: JsNode): boolean => (side.type === "Literal" && side.value === null) || (side.type === "Identifier" && side.name === "undefined");
      if (isNothing(node.right)) return [unwrap(node.left)];
      if (isNothing(node.left)) return [unwrap(node.right)];
    }
    return [];
  }

  /** Whether a branch stores something where the condition looked for it, in a place that outlives the call. */
  #isFilled(branch: JsNode, kept: JsNode, region: JsNode | undefined): boolean {
    if (!this.#outlives(kept, region)) return this.#storesCopy(branch, kept, region);
    let filled = false;
    walk(branch, (node) => {
      if (filled || isFunction(node)) return false;
      if (node.type === "AssignmentExpression") filled = this.#same(node.left, kept) || (node.left.type === "MemberExpression" && this.#same(node.left.object, kept));
      if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && ["set", "add"].includes(propertyName(node.callee) ?? "")) {
        filled = this.#same(node.callee.object, kept);
      }
      return undefined;
    });
    return filled;
  }

  /** `let hit = cache.get(key); if (!hit) { hit = …; cache.set(key, hit); }`. */
  #storesCopy(branch: JsNode, kept: JsNode, region: JsNode | undefined): boolean {
    const { bindings } = this.#needs;
    const variable = kept.type === "Identifier" ? bindings.variable(kept) : undefined;
    const values = variable ? bindings.writes(variable).flatMap((write) => write.value ?? []) : [];
    const caches = values.flatMap((value) => this.#cacheOf(unwrap(value)) ?? []);
    return caches.some((cache) => this.#isFilled(branch, cache, region));
  }

  /** The container that an expression reads an entry of: `cache.get(key)`, `cache[key]`. */
  #cacheOf(value: JsNode): JsNode | undefined {
    if (value.type === "MemberExpression" && value.computed) return unwrap(value.object);
    if (value.type !== "CallExpression") return undefined;
    const callee = unwrap(value.callee);
    return callee.type === "MemberExpression" && propertyName(callee) === "get" ? unwrap(callee.object) : undefined;
  }

  #outlives(kept: JsNode, region: JsNode | undefined): boolean {
    const node = unwrap(kept);
    if (node.type === "MemberExpression") return true;
    const variable = node.type === "Identifier" ? this.#needs.bindings.variable(node) : undefined;
    const owner = region ?? enclosingFunction(node);
    return variable !== undefined && owner !== undefined && !variable.identifiers.some((one) => contains(owner, one));
  }

  /** `if (cache) return cache;` before the node, and `cache = …` at or after it. */
  #leftEarly(fn: FunctionNode, node: JsNode, region: JsNode | undefined): boolean {
    for (const check of checksBefore(node, fn)) {
      if (!endsInReturn(check.consequent)) continue;
      if (hitsOf(check.test).some((kept) => this.#isFilled(fn.body, kept, region))) return true;
    }
    return false;
  }

  #same(a: JsNode, b: JsNode): boolean {
    const { source } = this.#needs;
    return source.getText(unwrap(a)).replace(/\s+/g, "") === source.getText(unwrap(b)).replace(/\s+/g, "");
  }
}

/** What a condition says to be there: `cache`, `map.has(key)`, `cache !== undefined`, both of `isKept && cache`. */
function hitsOf(condition: JsNode): JsNode[] {
  const found: JsNode[] = [];
  const stack = [condition];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const test = unwrap(node);
    if (test.type === "LogicalExpression" && test.operator === "&&") stack.push(test.right, test.left);
    else found.push(hitOf(test));
  }
  return found;
}

function hitOf(test: JsNode): JsNode {
  const hit = test.type === "CallExpression" && test.callee.type === "MemberExpression" && propertyName(test.callee) === "has" ? test.callee.object : test;
  return hit.type === "BinaryExpression" && (hit.operator === "!==" || hit.operator === "!=") ? unwrap(hit.left) : hit;
}

/** Receivers that are given how to make what they do not hold yet: `this.requestCache.get(key, () => load(id))`. */
const cacheName = /(?:cache|memo)\w*\.(?:get\w*|wrap|fetch|load|remember|resolve|through)$/i;

/** Longest loop, in characters, whose body is walked for each call in it. */
const MAX_LOOP = 50_000;

const isHuge = (loop: JsNode): boolean => loop.range[1] - loop.range[0] > MAX_LOOP;

function bodyOf(loop: JsNode): JsNode {
  return isLoopStatement(loop) ? loop.body : loop;
}

function lastName(callee: JsNode): string {
  const node = unwrap(callee);
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? (propertyName(node) ?? "") : "";
}

/** `sleep(ms)`, `limiter.removeTokens(1)`, `new Promise((resolve) => setTimeout(resolve, ms))`. */
function isPause(value: JsNode): boolean {
  if (value.type === "CallExpression") return pauses.test(lastName(value.callee));
  if (value.type !== "NewExpression" || lastName(value.callee) !== "Promise") return false;
  let waits = false;
  walk(value, (node) => {
    if (node.type === "CallExpression" && lastName(node.callee) === "setTimeout") waits = true;
    return waits ? false : undefined;
  });
  return waits;
}

function isTransactionParameter(parameter: JsNode): boolean {
  if (parameter.type !== "Identifier" || !transactionName.test(parameter.name)) return false;
  const type = parameter.typeAnnotation?.typeAnnotation;
  if (!type) return parameter.name !== "session";
  return parameter.name !== "session" || transactionType.test(typeName(type));
}

/** Whether a branch leaves a loop: `return`, or a `break` that is the loop's own. */
function leaves(branch: JsNode, loop: JsNode): boolean {
  let found = false;
  walk(branch, (node) => {
    if (found || isFunction(node)) return false;
    if (node.type === "ReturnStatement") found = true;
    if (node.type === "BreakStatement") found = node.label != null || ownerOfBreak(node) === loop;
    return undefined;
  });
  return found;
}

/** Whether a statement after `child` in the same list leaves the loop for sure. */
function isLeftAfter(statements: readonly JsNode[], child: JsNode, loop: JsNode): boolean {
  return statements.slice(statements.indexOf(child) + 1).some((one) =>
    one.type === "ReturnStatement" || one.type === "ThrowStatement" || (one.type === "BreakStatement" && (one.label != null || ownerOfBreak(one) === loop)));
}

function ownerOfBreak(node: JsNode): JsNode | undefined {
  let at = node.parent;
  while (at && !isLoopStatement(at) && at.type !== "SwitchStatement") at = at.parent;
  return at;
}
