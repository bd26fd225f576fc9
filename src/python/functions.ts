import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";

/** One function of a file, with its place in the tree. */
export interface PyFunction {
  /** Index in `Functions.all`; 0 is the top level of the file. */
  id: number;
  /** `function_definition`, `lambda`, or the module. */
  node: PyNode;
  /** Qualified: `Users.load`, `outer.inner`. */
  name: string;
  /** As written after `def`; "" for lambdas and the top level. */
  ownName: string;
  async: boolean;
  /** The function whose body holds this one. */
  parent: number;
  /** The class whose body holds this one directly. */
  owner?: PyClass;
  /** Tree indices of the body, end exclusive. */
  body: readonly [number, number];
}

export interface PyClass {
  node: PyNode;
  /** Qualified. */
  name: string;
  ownName: string;
  /** Methods by name; of several definitions the last that is no setter. */
  methods: Map<string, PyFunction>;
  /** The function whose body holds the class. */
  parent: number;
  owner?: PyClass;
}

interface Open {
  end: number;
  fn: PyFunction;
  /** The class that we are directly in, if any. */
  within?: PyClass;
}

/** Every function and class of a file, in source order. */
export class Functions {
  readonly all: PyFunction[] = [];
  readonly classes: PyClass[] = [];
  readonly #byNode = new Map<number, PyFunction>();
  readonly #classByNode = new Map<number, PyClass>();
  readonly #byName = new Map<string, PyFunction>();
  readonly #classByName = new Map<string, PyClass>();

  constructor(tree: PyTree) {
    const top: PyFunction = { id: 0, node: tree.root, name: "<module>", ownName: "", async: false, parent: 0, body: [0, tree.size] };
    this.all.push(top);
    const open: Open[] = [{ end: tree.size, fn: top }];
    for (const node of tree.nodes(["function_definition", "lambda", "class_definition"])) {
      if (!node.named) continue;
      while (open.length > 1 && (open.at(-1)?.end ?? 0) <= node.index) open.pop();
      const around = open.at(-1) ?? { end: tree.size, fn: top };
      if (node.type === "class_definition") open.push({ end: node.end, fn: around.fn, within: this.#addClass(node, around) });
      else open.push({ end: node.end, fn: this.#addFunction(node, around) });
    }
  }

  ofNode(node: PyNode): PyFunction | undefined {
    return this.#byNode.get(node.index);
  }

  classOfNode(node: PyNode): PyClass | undefined {
    return this.#classByNode.get(node.index);
  }

  /** By qualified name; of several definitions the last. */
  named(name: string): PyFunction | undefined {
    return this.#byName.get(name);
  }

  classNamed(name: string): PyClass | undefined {
    return this.#classByName.get(name);
  }

  /** The function that runs the node's code. Default values, annotations, decorators and class bodies belong to the function around. */
  at(node: PyNode): PyFunction {
    const { all } = this;
    let low = 0;
    let high = all.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.body[0] ?? 0) <= node.index) low = middle;
      else high = middle;
    }
    let fn = all[low];
    while (fn && fn.id !== 0 && fn.body[1] <= node.index) fn = all[fn.parent];
    return fn ?? this.#top();
  }

  /** The method of a class or of its bases in this file. */
  method(start: PyClass, name: string, afterStart = false): PyFunction | undefined {
    const seen = new Set<PyClass>();
    const queue = [start];
    for (let next = queue.shift(); next && seen.size < MAX_BASES; next = queue.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const found = afterStart && next === start ? undefined : next.methods.get(name);
      if (found) return found;
      for (const base of basesOf(next.node)) {
        const known = base.type === "identifier" ? this.#classByName.get(base.text) : undefined;
        if (known) queue.push(known);
      }
    }
    return undefined;
  }

  /** The class whose method the function is, also from functions nested in a method. */
  classAround(fn: PyFunction): PyClass | undefined {
    for (let at: PyFunction | undefined = fn; at && at.id !== 0; at = this.all[at.parent]) if (at.owner) return at.owner;
    return undefined;
  }

  #top(): PyFunction {
    const [top] = this.all;
    if (!top) throw new Error("a file has a top level");
    return top;
  }

  #addFunction(node: PyNode, around: Open): PyFunction {
    const named = node.type === "function_definition";
    const body = node.field("body") ?? node;
    const ownName = named ? (node.field("name")?.text ?? "") : "";
    const fn: PyFunction = {
      id: this.all.length, node, ownName,
      name: named ? qualified(ownName, around) : nameOfLambda(node, around),
      async: named && node.children[0]?.type === "async",
      parent: around.fn.id, owner: around.within,
      body: [body.index, node.end],
    };
    this.all.push(fn);
    this.#byNode.set(node.index, fn);
    this.#byName.set(fn.name, fn);
    // The getter of a property stands before its setter.
    const methods = named ? around.within?.methods : undefined;
    if (methods && !(methods.has(ownName) && decoratorsOf(node).some(isSetter))) methods.set(ownName, fn);
    return fn;
  }

  #addClass(node: PyNode, around: Open): PyClass {
    const ownName = node.field("name")?.text ?? "";
    const made: PyClass = { node, ownName, name: qualified(ownName, around), methods: new Map(), parent: around.fn.id, owner: around.within };
    this.classes.push(made);
    this.#classByNode.set(node.index, made);
    this.#classByName.set(made.name, made);
    return made;
  }
}

const MAX_BASES = 32;

/** `@name.setter`, `@name.deleter`. */
export const isSetter = (decorator: PyNode): boolean => /\.(?:setter|deleter)$/.test(decorator.text);

const qualified = (name: string, around: Open): string => {
  const prefix = around.within?.name ?? (around.fn.id === 0 ? "" : around.fn.name);
  return prefix === "" ? name : `${prefix}.${name}`;
};

function nameOfLambda(node: PyNode, around: Open): string {
  const { parent } = node;
  const target = parent?.type === "assignment" ? parent.field("left") : undefined;
  return target?.type === "identifier" ? qualified(target.text, around) : `lambda in ${around.fn.id === 0 ? "the module" : around.fn.name}`;
}

/** The base classes of a class, `Generic[T]` without its argument; keywords left out. */
export function basesOf(definition: PyNode): PyNode[] {
  const list = definition.field("superclasses")?.namedChildren ?? [];
  return list.filter((one) => one.type !== "keyword_argument").map((one) => (one.type === "subscript" ? (one.field("value") ?? one) : one));
}

/** Decorators of a function or class, outermost first: the expressions after `@`. */
export function decoratorsOf(definition: PyNode): PyNode[] {
  const { parent } = definition;
  if (parent?.type !== "decorated_definition") return [];
  return parent.namedChildren.filter((one) => one.type === "decorator").flatMap((one) => one.namedChildren.slice(0, 1));
}

/** One parameter of a function. */
export interface Parameter {
  name: string;
  node: PyNode;
  /** The annotation's expression. */
  type?: PyNode;
  default?: PyNode;
  /** `*args`, `**kwargs`. */
  rest: boolean;
}

export function parametersOf(fn: PyNode): Parameter[] {
  const found: Parameter[] = [];
  for (const node of fn.field("parameters")?.namedChildren ?? []) {
    const inner = node.type === "typed_parameter" ? (node.namedChildren[0] ?? node) : node;
    const splat = inner.type === "list_splat_pattern" || inner.type === "dictionary_splat_pattern";
    const name = splat ? inner.namedChildren[0] : inner.type === "identifier" ? inner : inner.field("name");
    if (!name) continue;
    found.push({ name: name.text, node, type: node.field("type")?.namedChildren[0], default: node.field("value"), rest: splat });
  }
  return found;
}

/** The nearest definition of some kinds around a node. */
export function definitionAround(node: PyNode, ...kinds: readonly ("function_definition" | "lambda" | "class_definition")[]): PyNode | undefined {
  let at = node.parent;
  while (at && !(kinds as readonly string[]).includes(at.type)) at = at.parent;
  return at;
}

/** Positional arguments of a call, splats included. */
export function positional(call: PyNode): PyNode[] {
  const list = call.field("arguments");
  if (!list) return [];
  if (list.type === "generator_expression") return [list];
  return list.namedChildren.filter((one) => one.type !== "keyword_argument" && one.type !== "dictionary_splat");
}

/** The value of a keyword argument of a call. */
export function keyword(call: PyNode, name: string): PyNode | undefined {
  const list = call.field("arguments");
  if (list?.type !== "argument_list") return undefined;
  return list.namedChildren.find((one) => one.type === "keyword_argument" && one.field("name")?.text === name)?.field("value");
}

/** The last name of a callee: `get` of `self.session.get`; undefined for calls of calls and subscripts. */
export function lastName(callee: PyNode): string | undefined {
  if (callee.type === "identifier") return callee.text;
  return callee.type === "attribute" ? callee.field("attribute")?.text : undefined;
}
