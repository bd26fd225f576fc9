import { codeName, codeType, fewType, fewValues } from "../knowledge/python/containers.ts";
import { decoratorsOf, parametersOf } from "./functions.ts";
import { methodOwner } from "./classes.ts";
import type { Definition } from "./definitions.ts";
import type { PyNode } from "./node.ts";
import type { Binding, Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";
import { isVariable } from "./text.ts";

/**
 * What the values of an expression are made from, the widest first:
 * `input` a parameter, or something computed from one; `fresh` a call's result or a new object; `few` parameters of few values;
 * `code` functions, classes and modules; `state` attributes and names of the module; `constant` literals.
 */
export type Derivation = "input" | "fresh" | "few" | "code" | "state" | "constant";

const order: readonly Derivation[] = ["input", "fresh", "few", "code", "state", "constant"];
const MAX_DEPTH = 8;

const wider = (a: Derivation, b: Derivation): Derivation => (order.indexOf(b) < order.indexOf(a) ? b : a);

/** Calls and attributes that tell types, threads and processes apart: there are few of them. */
const fewCalls = /^(?:type|os\.getpid|threading\.(?:get_ident|current_thread|get_native_id)|asyncio\.(?:get_running_loop|get_event_loop|current_task)|get_running_loop|get_event_loop|getpid|get_ident|get_language|bool|inspect\.\w+)$/;
const fewAttributes = new Set(["__class__", "__name__", "__qualname__", "__module__", "__func__", "__code__", "__file__", "_meta", "__dict__"]);

/** Follows the names in an expression back to parameters and calls of the same function. */
export class Derivations {
  readonly #tree: PyTree;
  readonly #scopes: Scopes;
  readonly #isRequest: (name: PyNode) => boolean;
  readonly #open = new Set<Binding>();
  readonly #known = new Map<Binding, Derivation>();

  constructor(tree: PyTree, scopes: Scopes, isRequest: (name: PyNode) => boolean) {
    this.#isRequest = isRequest;
    this.#tree = tree;
    this.#scopes = scopes;
  }

  /** The widest source of a value. */
  of(expression: PyNode, depth = 0): Derivation {
    if (depth > MAX_DEPTH) return "state";
    let found: Derivation = "constant";
    for (const node of [expression, ...this.#tree.nodes(["identifier", "call", "attribute"], expression)]) {
      found = wider(found, this.#isUnderFew(node, expression) ? "few" : this.#part(node, depth));
    }
    return found;
  }

  #part(node: PyNode, depth: number): Derivation {
    switch (node.type) {
      case "identifier": return isVariable(node) ? this.#name(node, depth) : "constant";
      case "call": return "fresh";
      case "attribute": return "state";
      default: return "constant";
    }
  }

  #isUnderFew(node: PyNode, top: PyNode): boolean {
    for (let at: PyNode | undefined = node; at; at = at === top ? undefined : at.parent) {
      if (at.type === "call" && fewCalls.test(at.field("function")?.text ?? "")) return true;
      if (at.type === "attribute" && fewAttributes.has(at.field("attribute")?.text ?? "")) return true;
      if (at.type === "comparison_operator" || at.type === "not_operator") return true;
    }
    return false;
  }

  #name(name: PyNode, depth: number): Derivation {
    const binding = this.#scopes.lookup(name);
    if (!binding) return "constant";
    if (binding.definitions.some((one) => one.kind === "import") && this.#isRequest(name)) return "input";
    if (binding.scope.kind === "module" || binding.scope.kind === "class") {
      const isCode = binding.definitions.every((one) => one.kind === "function" || one.kind === "class" || one.kind === "import");
      return isCode && name.fieldName !== "object" && name.fieldName !== "function" ? "code" : "state";
    }
    const known = this.#known.get(binding);
    if (known) return known;
    if (this.#open.has(binding)) return "constant";
    this.#open.add(binding);
    const found = this.#binding(binding, depth);
    this.#open.delete(binding);
    this.#known.set(binding, found);
    return found;
  }

  #binding(binding: Binding, depth: number): Derivation {
    return binding.definitions.map((one) => this.#definition(one, depth)).reduce(wider, "constant");
  }

  #definition(one: Definition, depth: number): Derivation {
    switch (one.kind) {
      case "parameter": return this.#parameter(one.block, one.node.text);
      case "function": case "class": case "import": return "code";
      case "except": return "fresh";
      default: return one.value ? this.of(one.value, depth + 1) : "constant";
    }
  }

  #parameter(fn: PyNode, name: string): Derivation {
    const all = fn.type === "function_definition" ? parametersOf(fn) : [];
    const at = all.findIndex((one) => one.name === name);
    const one = all[at];
    if (at === 0 && methodOwner(fn) && !decoratorsOf(fn).some((decorator) => decorator.text === "staticmethod")) return name === "cls" ? "code" : "state";
    const annotation = one?.type?.text ?? "";
    if (codeName.test(name) || codeType.test(annotation)) return "code";
    if (fewType.test(annotation.replace(/[[|].*$/s, "").trim()) || fewValues.test(name)) return "few";
    return "input";
  }
}
