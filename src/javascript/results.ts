import type { Collection } from "../questions.ts";
import { arrayResults, narrowing, sameKind, textResults } from "../knowledge/javascript/collections.ts";
import type { Bindings } from "./bindings.ts";
import type { Constants } from "./constants.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Inputs } from "./inputs.ts";
import { joined } from "./joined-collections.ts";
import { propertyName, unwrap } from "./nodes.ts";
import type { Origins } from "./origins.ts";
import type { Kind } from "./type-kinds.ts";
import { usesOf } from "./uses.ts";

const unknown: Collection = { kind: "unknown", source: "unknown" };

const constructed: Readonly<Record<string, Kind>> = {
  Set: "set", WeakSet: "set", Map: "map", WeakMap: "map", Array: "array", String: "string", URLSearchParams: "other", Date: "other", Object: "other", Promise: "other",
};

interface Parts {
  bindings: Bindings;
  origins: Origins;
  constants: Constants;
  inputs: Inputs;
  collection(node: JsNode): Collection;
}

/** What calls of the language's own functions and methods give. */
export class Results {
  readonly #bindings: Bindings;
  readonly #origins: Origins;
  readonly #constants: Constants;
  readonly #inputs: Inputs;
  readonly #collection: (node: JsNode) => Collection;

  constructor({ bindings, origins, constants, inputs, collection }: Parts) {
    this.#bindings = bindings;
    this.#origins = origins;
    this.#constants = constants;
    this.#inputs = inputs;
    this.#collection = collection;
  }

  /** What `new X(…)` makes. */
  made(node: TSESTree.NewExpression): Collection {
    const name = this.#origins.origin(node.callee);
    const kind = name === undefined ? undefined : constructed[name];
    if (!kind) return name === undefined ? unknown : { kind: "other", source: "unknown" };
    const [first] = node.arguments;
    if (!first) return { kind, size: 0, source: "constant" };
    if (kind === "array") {
      const size = node.arguments.length === 1 ? this.#constants.constant(first) : node.arguments.length;
      return { kind, size: typeof size === "number" ? size : undefined, source: "derived" };
    }
    const { size, source } = this.#collection(first);
    return { kind, size, source };
  }

  /** What a function of the language gives, by its name. */
  global(name: string, first: JsNode | undefined): Collection | undefined {
    switch (name) {
      case "Array.from": return first && this.#listOf(first);
      case "Array.of": return { kind: "array", source: "derived" };
      case "Object.keys":
      case "Object.values":
      case "Object.entries":
      case "Object.getOwnPropertyNames":
        return first && this.#keysOf(first);
      case "Promise.all":
      case "Promise.allSettled":
        return first && { ...this.#collection(first), kind: "array" };
      case "String": return { kind: "string", source: "derived" };
      case "Array": return { kind: "array", source: "derived" };
      case "JSON.stringify": return { kind: "string", source: "derived" };
      case "JSON.parse": return first && { kind: "unknown", source: this.#inputs.isInput(first) ? "input" : "unknown" };
      case "fs.readdirSync":
      case "fs.promises.readdir":
        return { kind: "array", source: "derived" };
      default: return undefined;
    }
  }

  #listOf(from: JsNode): Collection {
    const value = this.#constants.value(from);
    if (value.type !== "ObjectExpression") return { ...this.#collection(from), kind: "array" };
    const length = value.properties.find((one) => one.type === "Property" && one.key.type === "Identifier" && one.key.name === "length");
    const size = length?.type === "Property" ? this.#constants.constant(length.value) : undefined;
    return { kind: "array", size: typeof size === "number" ? size : undefined, source: "derived" };
  }

  #keysOf(object: JsNode): Collection {
    const write = this.#constants.value(object);
    if (write.type === "ObjectExpression" && write !== unwrap(object) && this.#isMutated(object)) return { kind: "array", source: "derived" };
    const { size, source } = this.#collection(object);
    if (write.type === "ObjectExpression") return { kind: "array", size, source: size === undefined ? "derived" : "constant" };
    const name = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    const only = name && this.#bindings.onlyWrite(name);
    if (only?.kind === "enum" && only.value?.type === "TSEnumDeclaration") return { kind: "array", size: only.value.body.members.length, source: "constant" };
    return { kind: "array", source: source === "unknown" ? "derived" : source };
  }

  /** What a method gives, whatever it is called on. */
  method(callee: TSESTree.MemberExpression, call: TSESTree.CallExpression): Collection {
    const method = propertyName(callee) ?? "";
    if (textResults.has(method)) return { kind: "string", source: "derived" };
    if (arrayResults.has(method)) return { kind: "array", source: "derived" };
    const isNarrowing = narrowing.has(method);
    if (!isNarrowing && !sameKind.has(method)) return unknown;
    const from = this.#collection(callee.object);
    const source = from.source === "unknown" || (method === "map" && from.source === "constant") ? "derived" : from.source;
    if (isNarrowing) return from.kind === "set" || from.kind === "map" ? unknown : { kind: "array", size: from.size, source };
    if (method === "at") return unknown;
    if (method === "slice") return { kind: call.arguments.length === 0 && from.kind === "unknown" ? "array" : from.kind, size: this.#cut(call) ?? from.size, source };
    const added = call.arguments.map((one) => this.#collection(one));
    return { kind: from.kind === "unknown" && added.some((one) => one.kind === "array") ? "array" : from.kind, source: joined([from, ...added]).source };
  }

  /** Constant number of elements that `slice(a, b)` leaves at most. */
  #cut(call: TSESTree.CallExpression): number | undefined {
    const [from, to] = call.arguments.map((one) => this.#constants.constant(one));
    if (typeof from !== "number") return undefined;
    if (typeof to === "number") return from >= 0 && to >= from ? to - from : undefined;
    return call.arguments.length === 1 && from < 0 ? -from : undefined;
  }

  #isMutated(object: JsNode): boolean {
    const variable = object.type === "Identifier" ? this.#bindings.variable(object) : undefined;
    return variable !== undefined && usesOf(variable, this.#bindings).isMutated;
  }
}
