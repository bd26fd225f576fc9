import type { Library, Sink } from "../knowledge/row.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Locals } from "./locals.ts";
import { chainOf, propertyName, unwrap, walk } from "./nodes.ts";

interface Parts {
  ast: TSESTree.Program;
  bindings: Bindings;
  locals: Locals;
  /** Libraries whose packages the project has. */
  present: readonly Library[];
  /** The library whose shape a method call has, where the shape speaks of the receiver itself: `*.hget`. */
  shapeOf(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Library | undefined;
}

/** Methods of a library's clients by name, from rows such as `ioredis#get` and `redis.createClient().get`. */
const clientMethods = new WeakMap<Library, ReadonlyMap<string, Sink>>();

/**
 * Knows a receiver by its other calls: where `redis.hget(key)` gives a client away as Redis, `redis.get(key)` on the same one is Redis too.
 * The file is walked once, and only when the project has a library with a method of the name asked about.
 */
export class Siblings {
  readonly #parts: Parts;
  #known: Map<unknown, Map<string, Library | null>> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether a client of a library that the project has may have a method. */
  mayHave(method: string): boolean {
    return this.#parts.present.some((library) => methodsOf(library).has(method));
  }

  /** The row of a method by what else is called on its receiver. */
  find(callee: TSESTree.MemberExpression): { row: Sink; library: Library } | undefined {
    const [root, path] = this.#placeOf(callee);
    const library = this.#all().get(root)?.get(path);
    const row = library && methodsOf(library).get(propertyName(callee) ?? "");
    return library && row ? { row, library } : undefined;
  }

  #all(): Map<unknown, Map<string, Library | null>> {
    if (this.#known) return this.#known;
    const found = new Map<unknown, Map<string, Library | null>>();
    this.#known = found;
    walk(this.#parts.ast, (node) => {
      if (node.type !== "CallExpression") return undefined;
      const callee = unwrap(node.callee);
      const library = callee.type === "MemberExpression" ? this.#parts.shapeOf(node, callee) : undefined;
      if (!library || callee.type !== "MemberExpression") return undefined;
      const [root, path] = this.#placeOf(callee);
      const paths = found.get(root) ?? new Map<string, Library | null>();
      found.set(root, paths.set(path, paths.get(path) === undefined || paths.get(path) === library ? library : null));
      return undefined;
    });
    return found;
  }

  /** The receiver of a method: what its chain starts from, and the names from there. */
  #placeOf(callee: TSESTree.MemberExpression): [root: unknown, path: string] {
    const { root, names } = chainOf(callee.object);
    return [this.#rootOf(root), names.slice(1).join(".")];
  }

  #rootOf(root: JsNode): unknown {
    if (root.type === "Identifier") return this.#parts.bindings.variable(root) ?? root.name;
    return root.type === "ThisExpression" ? this.#parts.locals.self(root)?.node : root;
  }
}

/** Methods of a library's clients by name. */
export function methodsOf(library: Library): ReadonlyMap<string, Sink> {
  const known = clientMethods.get(library);
  if (known) return known;
  const found = new Map<string, Sink>();
  for (const row of library.sinks) {
    const name = /(?:#|\(\)\.)([\w$]+)$/.exec(row.call)?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, row);
  }
  clientMethods.set(library, found);
  return found;
}

/** Whether a shape speaks of the receiver itself: `*.hget`. */
export const isReceiverShape = (member: string): boolean => /^[*^]\.\w+$/.test(member);
