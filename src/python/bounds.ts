import type { Bound } from "../summary.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { namesIn, targetsOf } from "./text.ts";
import type { PyTree } from "./tree.ts";
import type { Values } from "./values.ts";

/** Literal collections up to this size and counted loops up to `FEW_ROUNDS` are no data. */
const FEW_ITEMS = 32;
const FEW_ROUNDS = 8;
const MAX_STEPS = 16;

/** Calls that give back the items of their first argument, or of the receiver. */
const through = new Set(["enumerate", "reversed", "sorted", "list", "tuple", "set", "frozenset", "iter", "tqdm", "track", "aiter", "filter", "zip_longest", "dict"]);
const views = new Set(["items", "keys", "values", "copy"]);
const chunkers = new Set(["islice", "batched", "chunked", "grouper", "sliced", "ichunked", "array_split", "nlargest", "nsmallest", "sample", "most_common", "paginate"]);
/** Names of loop variables and functions that tell of attempts, not of data; and of chunks. Names only lower a finding. */
const attempts = /^_?(?:attempt|retry|retries|tries|try|trial|backoff|n_?tries|num_?tries)s?(?:_(?:no|num|number|count|index|i|idx))?$/i;
const chunks = /chunk|batch|paginat/i;
const constantName = /^_*[A-Z][A-Z0-9_]*$/;
/** Methods that take the next item off a work list. */
const takes = new Set(["pop", "popleft", "get_nowait", "get", "popitem"]);

/** What is known about how often a loop runs. */
export class BoundOf {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** `loop`: the for statement, comprehension or call that iterates `over`. */
  of(over: PyNode, loop: PyNode): Bound {
    const left = loop.type === "for_statement" ? loop.field("left") : undefined;
    if (left && targetsOf(left).some((name) => attempts.test(name))) return "control";
    return this.#items(over, MAX_STEPS);
  }

  ofWhile(loop: PyNode, tree: PyTree): Bound {
    const condition = loop.field("condition");
    const body = loop.field("body");
    if (!condition || !body) return "unknown";
    if (condition.type === "true" || condition.type === "integer") return "control";
    const names = new Set(targetsOf(condition));
    if (condition.type === "comparison_operator") return this.#comparesLength(condition) ? "unknown" : "control";
    const drained = tree.nodes("call", body).some((call) => {
      const callee = call.field("function");
      if (!callee || !takes.has(lastName(callee) ?? "")) return false;
      const owner = callee.field("object");
      return owner !== undefined && namesIn(tree, owner, (name) => names.has(name));
    });
    return drained ? "unknown" : "control";
  }

  #comparesLength(condition: PyNode): boolean {
    return condition.namedChildren.some((side) => side.type === "call" && side.field("function")?.text === "len");
  }

  #items(over: PyNode, steps: number): Bound {
    if (steps === 0) return "unknown";
    switch (over.type) {
      case "list": case "tuple": case "set": case "dictionary": {
        const { namedChildren } = over;
        const open = namedChildren.some((one) => one.type === "list_splat" || one.type === "dictionary_splat");
        return !open && namedChildren.length <= FEW_ITEMS ? "constant" : "unknown";
      }
      case "string": return "constant";
      case "parenthesized_expression": case "await": {
        const [inner] = over.namedChildren;
        return inner ? this.#items(inner, steps - 1) : "unknown";
      }
      case "call": return this.#ofCall(over, steps - 1);
      case "subscript": return this.#ofSubscript(over, steps - 1);
      case "identifier": return constantName.test(over.text) ? "constant" : this.#known(over);
      case "attribute": return constantName.test(over.field("attribute")?.text ?? "") ? "constant" : this.#known(over);
      default: return this.#known(over);
    }
  }

  #ofCall(call: PyNode, steps: number): Bound {
    const callee = call.field("function");
    const name = callee && lastName(callee);
    const args = positional(call);
    const [first] = args;
    if (!callee || name === undefined) return this.#known(call);
    if (name === "range") return this.#range(args);
    if (chunkers.has(name)) return "chunked";
    if (callee.type === "identifier" && name === "zip") return this.#shortest(args, steps);
    if (callee.type === "identifier" && name === "map") return args[1] ? this.#items(args[1], steps) : "unknown";
    if (through.has(name) && first) return this.#items(name === "filter" ? (args[1] ?? first) : first, steps);
    const receiver = callee.field("object");
    if (views.has(name) && receiver && args.length === 0) return this.#items(receiver, steps);
    if (name === "split" && receiver?.type === "string") return "constant";
    if (chunks.test(name)) return "chunked";
    return this.#known(call);
  }

  #range(args: readonly PyNode[]): Bound {
    const numbers = args.map((one) => this.#values.constant(one));
    const [start, stop, step] = args.length === 1 ? [0, numbers[0], 1] : [numbers[0], numbers[1], args.length > 2 ? numbers[2] : 1];
    if (args.length > 2 && step !== 1 && step !== -1) return "chunked";
    if (typeof start === "number" && typeof stop === "number") return Math.abs(stop - start) <= FEW_ROUNDS ? "constant" : "unknown";
    const limit = args.length === 1 ? args[0] : args[1];
    const limitName = limit && limit.type !== "call" ? (lastName(limit) ?? "") : "";
    return attempts.test(limitName) || /retr(?:y|ies)|attempts|tries/i.test(limitName) ? "control" : "unknown";
  }

  #shortest(args: readonly PyNode[], steps: number): Bound {
    const all = args.map((one) => this.#items(one, Math.min(steps, 4)));
    return all.find((one) => one === "constant" || one === "chunked") ?? all.find((one) => one !== "unknown") ?? "unknown";
  }

  /** `xs[:10]` is bounded; `xs[1:]` is as long as `xs`; one element may be anything. */
  #ofSubscript(node: PyNode, steps: number): Bound {
    const slice = node.field("subscript");
    const value = node.field("value");
    if (slice?.type !== "slice") return value && constantName.test(lastName(value) ?? "") ? "constant" : this.#known(node);
    const colon = slice.children.findIndex((one) => one.type === ":");
    const end = slice.children.slice(colon + 1).find((one) => one.named);
    if (end && end.type !== "unary_operator") return "chunked";
    return value ? this.#items(value, steps) : "unknown";
  }

  #known(over: PyNode): Bound {
    const { source, size } = this.#values.collection(over);
    if (source === "constant") return size === undefined || size <= FEW_ITEMS ? "constant" : "unknown";
    return source === "query" || source === "input" ? source : "unknown";
  }
}
