import type { FileCalls } from "../file-calls.ts";
import type { Loop, Repetition } from "../questions.ts";
import { grows, type Bound } from "../summary.ts";
import { gatherers, keyed, perItem, starters } from "../knowledge/python/contexts.ts";
import { BoundOf } from "./bounds.ts";
import { bindingOf, bindings, Dependence } from "./dependence.ts";
import { lastName, positional, type Functions } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import { shortText, targetsOf } from "./text.ts";
import type { Values } from "./values.ts";

const comprehensions = new Set(["list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"]);
/** What lets some tasks run while others wait. */
const limiter = /\b(?:\w*[Ss]emaphore|CapacityLimiter|\w*[Ll]imiter|sem)\b/;

/** Loops around a place, what they iterate, and what depends on their items. */
export class Loops {
  readonly #file: PyFile;
  readonly #values: Values;
  readonly #functions: Functions;
  readonly #bounds: BoundOf;
  readonly dependence: Dependence;
  readonly #gathered = new Map<number, Set<string>>();
  readonly #limited = new Map<PyNode, boolean>();
  readonly #known = new Map<string, Loop<PyNode>>();
  /** 1 for the nodes in loops, by index. */
  #inside: Uint8Array | undefined;

  constructor(file: PyFile, values: Values, functions: Functions) {
    this.#file = file;
    this.#values = values;
    this.#functions = functions;
    this.#bounds = new BoundOf(values);
    this.dependence = new Dependence(file.tree);
  }

  /** A quick look at whether anything that may be a loop is around a node. */
  mayRepeat(node: PyNode): boolean {
    if (!this.#inside) {
      this.#inside = new Uint8Array(this.#file.tree.size);
      let end = 0;
      for (const one of this.#file.tree.nodes(["for_statement", "while_statement", "lambda", ...comprehensions])) {
        // What stands in a loop that is marked already is marked with it.
        if (one.end > end) this.#inside.fill(1, one.index, (end = one.end));
      }
    }
    return this.#inside[node.index] === 1;
  }

  /** Loops around the node inside its function, innermost first. */
  around(node: PyNode): Loop<PyNode>[] {
    const found: Loop<PyNode>[] = [];
    let started = false;
    let child = node;
    for (let at = node.parent; at; child = at, at = at.parent) {
      switch (at.type) {
        case "function_definition":
          if (isField(at, child, "body")) return found;
          break;
        case "lambda": {
          if (!isField(at, child, "body")) break;
          const call = this.#callbackOf(at);
          if (!call) return found;
          found.push(call);
          break;
        }
        case "for_statement":
          if (isField(at, child, "body")) found.push(this.#statement(at, started));
          break;
        case "while_statement":
          if (isField(at, child, "body") || isField(at, child, "condition")) found.push(this.#while(at, started));
          break;
        case "call": {
          const name = lastName(at.field("function") ?? at);
          if (name !== undefined && child.type === "argument_list" && (starters.has(name) || (name === "append" && this.#isGathered(at)))) started = true;
          break;
        }
        default:
          if (comprehensions.has(at.type)) found.push(...this.#clauses(at, child, started, node));
      }
    }
    return found;
  }

  /** See `Questions.repetition`. A loop over few or a control loop gives way to one further out that runs over data. */
  repetition(node: PyNode, calls: FileCalls, onlyLong: boolean): Repetition<PyNode> | undefined {
    const own = this.around(node).filter((loop) => this.dependsOn(node, loop));
    const best = own.find((loop) => grows(loop.bound)) ?? own[0];
    if (best && grows(best.bound)) return repetitionOf(best);
    const caller = calls.callerLoop(this.#functions.at(node).id, onlyLong);
    if (caller?.loop.dependent) {
      const { bound, concurrent, limited, line, over } = caller.loop;
      return { kind: "caller", bound, concurrent, ...(limited && { limited }), line, over, ...caller };
    }
    return best && repetitionOf(best);
  }

  /** Whether the value of an expression depends on the item of a loop, directly or through names assigned in its body. */
  dependsOn(expression: PyNode, loop: Loop<PyNode>): boolean {
    return this.dependence.onItem(expression, loop);
  }

  #statement(node: PyNode, started: boolean): Loop<PyNode> {
    return this.#keep(node, started, () => {
      const over = node.field("right");
      const left = node.field("left");
      const items = left ? targetsOf(left) : [];
      return { node, kind: "statement", header: headerOf(node), items, over, bound: over ? this.#bounds.of(over, node) : "unknown", concurrent: started };
    });
  }

  #while(node: PyNode, started: boolean): Loop<PyNode> {
    return this.#keep(node, started, () => {
      const body = node.field("body");
      const items = body ? assignedIn(this.#file.tree.nodes(bindings, body)) : [];
      return { node, kind: "statement", header: headerOf(node), items, over: undefined, bound: this.#bounds.ofWhile(node, this.#file.tree), concurrent: started };
    });
  }

  /** The clauses of a comprehension that run the child once per item, innermost first. */
  #clauses(node: PyNode, child: PyNode, started: boolean, from: PyNode): Loop<PyNode>[] {
    const clauses = node.namedChildren.filter((one) => one.type === "for_in_clause");
    const inBody = isField(node, child, "body");
    let active = clauses;
    if (child.type === "for_in_clause") active = clauses.slice(0, clauses.indexOf(child));
    else if (!inBody) active = clauses.filter((one) => one.index < child.index);
    if (active.length === 0) return [];
    const concurrent = started || (inBody && !isAwaited(from, node) && this.#isGathered(node));
    return active.map((clause) => {
      const place = clauses.length === 1 ? node : clause;
      return this.#keep(place, concurrent, () => {
        const over = clause.field("right");
        const left = clause.field("left");
        const items = left ? targetsOf(left) : [];
        return { node: place, kind: "comprehension" as const, header: clause, items, over, bound: over ? this.#bounds.of(over, node) : "unknown", concurrent };
      });
    }).reverse();
  }

  /** The call that runs a lambda once per item. */
  #callbackOf(lambda: PyNode): Loop<PyNode> | undefined {
    const found = this.callback(lambda);
    if (!found) return undefined;
    const { call, over } = found;
    return this.#keep(call, false, () => {
      const items = (lambda.field("parameters")?.namedChildren ?? []).flatMap((one) => targetsOf(one.field("name") ?? one));
      const bound: Bound = over ? this.#bounds.of(over, call) : "unknown";
      return { node: call, kind: "callback", header: { range: [call.range[0], lambda.range[0]] }, items, over, bound, concurrent: false };
    });
  }

  /** Whether a function given as an argument is run once per item, by which call and over what. */
  callback(argument: PyNode): { call: PyNode; over?: PyNode } | undefined {
    const list = argument.parent;
    if (list?.type === "keyword_argument") return list.field("name")?.text === "key" ? this.#keyOf(list) : undefined;
    const call = list?.type === "argument_list" ? list.parent : undefined;
    const callee = call?.field("function");
    if (!call || !callee) return undefined;
    const name = this.#values.origin(callee) ?? (callee.type === "identifier" ? callee.text : undefined);
    const row = name === undefined ? undefined : perItem.find((one) => one.call === name);
    const args = positional(call);
    if (!row || args[row.at]?.index !== argument.index) return undefined;
    return { call, over: args[row.over] };
  }

  /** The loop that a call which is given a function by name makes of it. */
  callbackLoop(argument: PyNode): Loop<PyNode> | undefined {
    const found = this.callback(argument);
    if (!found) return undefined;
    const { call, over } = found;
    return { node: call, kind: "callback", header: call, items: [], over, bound: over ? this.#bounds.of(over, call) : "unknown", concurrent: false };
  }

  #keyOf(argument: PyNode): { call: PyNode; over?: PyNode } | undefined {
    const call = argument.parent?.parent;
    const callee = call?.field("function");
    if (!call || !callee) return undefined;
    const name = callee.type === "attribute" ? lastName(callee) : (this.#values.origin(callee) ?? callee.text);
    if (name === undefined || !keyed.has(name)) return undefined;
    return { call, over: name === "sort" ? callee.field("object") : positional(call)[0] };
  }

  /** Whether a list of coroutines is started as a whole: an argument of `gather`, by itself or through the name it is kept in. */
  #isGathered(node: PyNode): boolean {
    let at = node.type === "call" ? node.field("function")?.field("object") : node;
    if (node.type === "call") return at?.type === "identifier" && this.#namesGathered(node).has(at.text);
    for (let up = at?.parent; up; at = up, up = up.parent) {
      switch (up.type) {
        case "list_splat": case "argument_list": case "parenthesized_expression": case "conditional_expression": continue;
        case "call": {
          const callee = up.field("function");
          const name = callee && (this.#values.origin(callee) ?? lastName(callee));
          if (name !== undefined && (gatherers.has(name) || name === "gather")) return true;
          if (name === "list" || name === "tuple") continue;
          return false;
        }
        case "assignment": {
          const target = up.field("left");
          return target?.type === "identifier" && this.#namesGathered(node).has(target.text);
        }
        default: return false;
      }
    }
    return false;
  }

  /** Names of lists that the function hands to `gather`. */
  #namesGathered(node: PyNode): ReadonlySet<string> {
    const fn = this.#functions.at(node);
    const known = this.#gathered.get(fn.id);
    if (known) return known;
    const names = new Set<string>();
    this.#gathered.set(fn.id, names);
    for (const call of this.#file.tree.nodes("call", fn.node)) {
      const callee = call.field("function");
      const name = callee && lastName(callee);
      if (!callee || !name || !(name === "gather" || name === "wait" || name === "as_completed")) continue;
      if (!gatherers.has(this.#values.origin(callee) ?? "") && name !== "gather") continue;
      for (const argument of positional(call)) {
        const inner = argument.type === "list_splat" ? argument.namedChildren[0] : argument;
        if (inner?.type === "identifier") names.add(inner.text);
      }
    }
    return names;
  }

  /** The function around a loop, or one that the loop calls, holds back some of the iterations. */
  #isLimited(node: PyNode): boolean {
    if (this.#mentionsLimiter(this.#functions.at(node).node)) return true;
    return this.#file.tree.nodes("call", node).some((call) => {
      const definition = this.#values.definitionOf(call.field("function") ?? call);
      return definition?.type === "function_definition" && this.#mentionsLimiter(definition);
    });
  }

  #mentionsLimiter(fn: PyNode): boolean {
    const known = this.#limited.get(fn);
    if (known !== undefined) return known;
    const found = limiter.test(fn.text);
    this.#limited.set(fn, found);
    return found;
  }

  #keep(node: PyNode, concurrent: boolean, make: () => Loop<PyNode>): Loop<PyNode> {
    const key = `${node.index}${concurrent ? "c" : ""}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = make();
    const made: Loop<PyNode> = concurrent && this.#isLimited(node) ? { ...found, limited: true } : found;
    this.#known.set(key, made);
    return made;
  }
}

export function repetitionOf(loop: Loop<PyNode>): Repetition<PyNode> {
  const { bound, concurrent, limited } = loop;
  return { kind: "loop", loop, bound, concurrent, ...(limited && { limited }), line: loop.node.line, over: shortText(loop.over ?? loop.node.field("condition") ?? loop.node) };
}

const isField = (parent: PyNode, child: PyNode, name: string): boolean => parent.field(name)?.index === child.index;

/** From `for` or `while` to the colon, exclusive. */
function headerOf(loop: PyNode): { range: readonly [number, number] } {
  const last = loop.field("right") ?? loop.field("condition");
  return { range: [loop.range[0], last?.range[1] ?? loop.range[1]] };
}

/** Whether something between a node and a comprehension around it waits: then the iterations run one after another. */
function isAwaited(node: PyNode, limit: PyNode): boolean {
  for (let at: PyNode | undefined = node.parent; at && at.index > limit.index; at = at.parent) if (at.type === "await") return true;
  return false;
}

const assignedIn = (all: readonly PyNode[]): string[] => [...new Set(all.flatMap((one) => {
  const [targets] = bindingOf(one);
  return targets ? targetsOf(targets) : [];
}))];

