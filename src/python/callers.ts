import { methodOwner } from "./classes.ts";
import type { Definition } from "./definitions.ts";
import { keyword, lastName, parametersOf, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";
import type { Value } from "./value.ts";

/** A function with more calls than this is a utility: what it is given differs. */
const MAX_CALLS = 24;

/** What the calls of a file pass to its functions. */
export class Callers {
  readonly #tree: PyTree;
  readonly #valueOf: (callee: PyNode) => Value | undefined;
  #calls: Map<string, PyNode[]> | undefined;

  constructor(tree: PyTree, valueOf: (callee: PyNode) => Value | undefined) {
    this.#tree = tree;
    this.#valueOf = valueOf;
  }

  /** The argument of each call for a parameter; undefined where a call leaves it open or spreads its arguments. Empty without calls. */
  argumentsFor(parameter: Definition): readonly (PyNode | undefined)[] {
    const fn = parameter.block;
    const name = fn.type === "function_definition" ? fn.field("name")?.text : undefined;
    if (name === undefined || parameter.rest) return [];
    const owner = methodOwner(fn);
    const isInitializer = owner !== undefined && name === "__init__";
    const called = isInitializer ? owner.field("name")?.text : name;
    const candidates = called === undefined ? [] : (this.#callsOf(called) ?? []);
    if (candidates.length > MAX_CALLS) return [undefined];
    const calls = candidates.filter((call) => this.#isCallOf(call, isInitializer ? owner : fn));
    const parameters = parametersOf(fn);
    const place = parameters.findIndex((one) => one.node === parameter.statement);
    const hasSelf = owner !== undefined && parameters[0]?.default === undefined && parameters[0]?.type === undefined && ["self", "cls"].includes(parameters[0]?.name ?? "");
    return calls.map((call) => argumentAt(call, parameter.node.text, hasSelf ? place - 1 : place));
  }

  #isCallOf(call: PyNode, definition: PyNode): boolean {
    const callee = call.field("function");
    const value = callee && this.#valueOf(callee);
    return (value?.kind === "function" || value?.kind === "class") && value.definition === definition;
  }

  #callsOf(name: string): readonly PyNode[] | undefined {
    if (!this.#calls) {
      this.#calls = new Map();
      for (const call of this.#tree.nodes("call")) {
        const callee = call.field("function");
        const last = callee && lastName(callee);
        if (last === undefined) continue;
        const list = this.#calls.get(last);
        if (list) list.push(call);
        else this.#calls.set(last, [call]);
      }
    }
    return this.#calls.get(name);
  }
}

function argumentAt(call: PyNode, name: string, place: number): PyNode | undefined {
  const named = keyword(call, name);
  if (named) return named;
  const args = positional(call).slice(0, place + 1);
  return args.some((one) => one.type === "list_splat") ? undefined : args[place];
}
