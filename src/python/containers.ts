import { growers, growing, openers, readers, selfFilling, shrinkers, takers } from "../knowledge/python/containers.ts";
import type { Attribute } from "./classes.ts";
import { keyword, positional, type Functions } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { receivingCall } from "./runs.ts";
import type { Binding, Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";
import type { Values } from "./values.ts";

/** Aliases of aliases are followed this far. */
const MAX_ALIASES = 3;
/** Steps from a container to what is done with one of its items. */
const MAX_STEPS = 8;

/** A container that outlives the calls that write to it. */
export interface Container {
  /**
   * `module`: a name of the file; `class`: one for all instances; `instance`: one per object; `closure`: a local of a function around;
   * `default`: a default value.
   */
  kind: "module" | "class" | "instance" | "closure" | "default";
  name: string;
  /** The class whose body or methods make it. */
  owner?: PyNode;
  /** Of the module, or of the function around. */
  binding?: Binding;
  /** What makes it: `[]`, `set()`, `collections.deque()`. */
  made: PyNode;
  /** Resolved name of what makes it: `list`, `collections.deque`. */
  by: string;
}

/** One write that can make a container larger. */
export interface Growth {
  /** The call, or the assignment to an entry. */
  node: PyNode;
  /** Each write adds (`listed`), or only one with a new key. */
  kind: "listed" | "keyed";
  /** What tells entries apart, or what is added. */
  parts: readonly PyNode[];
  /** The container as written. */
  at: PyNode;
  /** An entry grows, not the container itself: `groups[key].append(x)`. */
  nested: boolean;
}

/** All that a file does with a container. */
export interface ContainerUses {
  grows: Growth[];
  /** Places that take something out, or put a new container in its place. */
  shrinks: PyNode[];
  /** Comparisons of its length with a limit. */
  bounds: PyNode[];
  /** Places that hand it to code that may do anything with it. */
  escapes: PyNode[];
  /** Loops over it. */
  loops: PyNode[];
}

/** Finds containers that outlive a call, and what a file does with them. */
export class Containers {
  readonly #tree: PyTree;
  readonly #scopes: Scopes;
  readonly #values: Values;
  readonly #functions: Functions;
  /** Whether an assignment stands behind a check that it has not run before. */
  readonly #isFirstTime: (assignment: PyNode) => boolean;
  readonly #uses = new Map<Binding | string, ContainerUses>();
  #attributes: Map<string, PyNode[]> | undefined;

  constructor(tree: PyTree, scopes: Scopes, values: Values, functions: Functions, isFirstTime: (assignment: PyNode) => boolean) {
    this.#tree = tree;
    this.#scopes = scopes;
    this.#values = values;
    this.#functions = functions;
    this.#isFirstTime = isFirstTime;
  }

  /** The long-lived container that an expression is, or is an entry of; undefined where it is bounded, local or unknown. */
  of(expression: PyNode): Container | undefined {
    const lifetime = this.#values.lifetime(rootOf(expression));
    switch (lifetime.kind) {
      case "module": case "closure": case "default": {
        const values = lifetime.binding.definitions.filter((one) => one.kind !== "augment" && one.kind !== "delete");
        if (values.some((one) => one.kind !== "assign" && one.kind !== "parameter")) return undefined;
        if (values.some((one) => one.path.length > 0)) return undefined;
        return this.#container(values.map((one) => one.value), { kind: lifetime.kind, name: lifetime.binding.name, binding: lifetime.binding });
      }
      case "class": case "instance": {
        const { definition, name } = lifetime;
        const owner = this.#values.classes.lineage(definition).find((one) => this.#hasOwn(one, name));
        const all = owner ? this.#values.classes.attribute(owner, name) : [];
        if (!owner || all.some((one) => one.partial || one.method !== undefined)) return undefined;
        return this.#container(all.map((one) => one.value), { kind: lifetime.kind, name, owner });
      }
      case "unknown": return this.#ofForeignObject(rootOf(expression));
      default: return undefined;
    }
  }

  /** `app.state.jobs = {}` and `bot.seen = set()` at the top level: an attribute that the file gives to an object of a library. */
  #ofForeignObject(attribute: PyNode): Container | undefined {
    const name = attribute.type === "attribute" ? attribute.field("attribute")?.text : undefined;
    const holder = attribute.field("object");
    if (name === undefined || !holder) return undefined;
    const given = this.#attributesNamed(name).flatMap((one) => (one.parent?.type === "assignment" && one.fieldName === "left" ? [one.parent] : []));
    const isHeld = given.some((one) => this.#functions.at(one).id === 0 && lastWord(one.field("left")?.field("object")) === lastWord(holder));
    return isHeld ? this.#container(given.map((one) => one.field("right")), { kind: "module", name }) : undefined;
  }

  /** What the file does with a container. */
  uses(container: Container): ContainerUses {
    const key = container.binding ?? `${container.owner?.index}.${container.name}`;
    const known = this.#uses.get(key);
    if (known) return known;
    const found: ContainerUses = { grows: [], shrinks: [], bounds: [], escapes: [], loops: [] };
    this.#uses.set(key, found);
    const { binding } = container;
    const places = binding ? [...this.#scopes.references(binding), ...this.#foreignNames(container)] : this.#attributePlaces(container);
    for (const place of places) this.#classify(place, container, found, 0);
    return found;
  }

  #hasOwn(definition: PyNode, name: string): boolean {
    return this.#values.classes.attribute(definition, name).some((one: Attribute) => isInside(one.node, definition));
  }

  #container(values: readonly (PyNode | undefined)[], rest: Omit<Container, "made" | "by">): Container | undefined {
    let made: PyNode | undefined;
    let name: string | undefined;
    for (const value of values) {
      if (!value || value.type === "none") continue;
      const by = this.#constructorOf(value);
      if (by === undefined) return undefined;
      made ??= value;
      name ??= by;
    }
    return made && name !== undefined ? { ...rest, made, by: name } : undefined;
  }

  /** The name of what makes an empty container without a bound. */
  #constructorOf(value: PyNode): string | undefined {
    switch (value.type) {
      case "list": return value.namedChildren.length === 0 ? "list" : undefined;
      case "dictionary": return value.namedChildren.length === 0 ? "dict" : undefined;
      case "call": {
        const callee = value.field("function");
        const origin = callee && this.#values.origin(callee.type === "subscript" ? (callee.field("value") ?? callee) : callee);
        if (origin === undefined || !growing.has(origin) || keyword(value, "maxlen")) return undefined;
        const args = positional(value);
        if (origin === "collections.deque" && args.length > 1) return undefined;
        const [first] = args;
        const isEmpty = first === undefined || origin === "collections.defaultdict" || (/^(?:list|tuple|dictionary)$/.test(first.type) && first.namedChildren.length === 0);
        return isEmpty ? origin : undefined;
      }
      default: return undefined;
    }
  }

  /** `Store.cache` and `module.cache` of a name that another scope holds. */
  #foreignNames(container: Container): PyNode[] {
    if (container.kind !== "module") return [];
    return this.#attributesNamed(container.name).filter((one) => this.#values.lifetime(one).kind === "unknown" && one.field("object")?.type === "identifier");
  }

  /** Every attribute of the name that may belong to the class, its bases or classes below it. */
  #attributePlaces({ owner, name }: Container): PyNode[] {
    const inBody = owner ? this.#scopes.of(owner).bindings.get(name)?.definitions.map((one) => one.node) ?? [] : [];
    const { classes } = this.#values;
    const attributes = this.#attributesNamed(name).filter((one) => {
      const lifetime = this.#values.lifetime(one);
      if (owner === undefined || (lifetime.kind !== "class" && lifetime.kind !== "instance")) return true;
      const { definition } = lifetime;
      return classes.lineage(definition).includes(owner) || classes.lineage(owner).includes(definition);
    });
    return [...inBody, ...attributes];
  }

  #attributesNamed(name: string): readonly PyNode[] {
    if (!this.#attributes) {
      this.#attributes = new Map();
      for (const node of this.#tree.nodes("attribute")) {
        const text = node.field("attribute")?.text ?? "";
        const list = this.#attributes.get(text);
        if (list) list.push(node);
        else this.#attributes.set(text, [node]);
      }
    }
    return this.#attributes.get(name) ?? [];
  }

  /** Sorts one use of a container, or of something inside of it, into what it does. */
  #classify(place: PyNode, container: Container, into: ContainerUses, depth: number): void {
    let at = place;
    let nested = false;
    const keys: PyNode[] = [];
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const { parent, fieldName } = at;
      if (!parent) return;
      switch (parent.type) {
        case "parenthesized_expression": case "await":
          at = parent;
          continue;
        case "attribute": {
          if (fieldName !== "object") return;
          const name = parent.field("attribute")?.text ?? "";
          const call = parent.fieldName === "function" && parent.parent?.type === "call" ? parent.parent : undefined;
          if (shrinkers.has(name)) {
            into.shrinks.push(parent);
            return;
          }
          const grown = Object.hasOwn(growers, name) ? growers[name] : undefined;
          if (call && grown) into.grows.push({ node: call, kind: nested ? "listed" : grown, parts: [...addedBy(call, name), ...keys], at: place, nested });
          if (!call || !openers.has(name)) return;
          nested = true;
          keys.push(...positional(call).slice(0, 1));
          at = call;
          continue;
        }
        case "subscript":
          if (fieldName !== "value") return;
          if (this.#entry(parent, container, into, place, nested)) return;
          nested = true;
          keys.push(...parent.fields("subscript"));
          at = parent;
          continue;
        default:
          this.#whole(at, parent, container, into, { depth, nested, place });
          return;
      }
    }
  }

  /** `x[k] = v`, `del x[k]`, `x[:] = []`, `x[k] += 1`; false: the entry is read, look at what happens to it. */
  #entry(entry: PyNode, container: Container, into: ContainerUses, place: PyNode, nested: boolean): boolean {
    let target = entry;
    while (target.parent && /^(?:pattern_list|tuple_pattern|expression_list|parenthesized_expression)$/.test(target.parent.type)) target = target.parent;
    const { parent, fieldName } = target;
    if (parent?.type === "delete_statement") into.shrinks.push(entry);
    else if (parent?.type === "assignment" && fieldName === "left") {
      const isSlice = entry.fields("subscript").some((one) => one.type === "slice");
      if (isSlice || (isEmpty(parent.field("right")) && !isOnMiss(parent))) into.shrinks.push(entry);
      else into.grows.push({ node: parent, kind: "keyed", parts: entry.fields("subscript"), at: place, nested });
    } else if (parent?.type === "augmented_assignment" && fieldName === "left") {
      if (selfFilling.has(container.by)) into.grows.push({ node: parent, kind: "keyed", parts: entry.fields("subscript"), at: place, nested });
    } else {
      // Reading an entry that is not there makes it.
      if (container.by === "collections.defaultdict" && !nested) into.grows.push({ node: entry, kind: "keyed", parts: entry.fields("subscript"), at: place, nested });
      return false;
    }
    return true;
  }

  /** What the statement or call around does with a container, or with an entry. */
  #whole(at: PyNode, parent: PyNode, container: Container, into: ContainerUses, how: { depth: number; nested: boolean; place: PyNode }): void {
    const { depth, nested, place } = how;
    const { fieldName } = at;
    switch (parent.type) {
      case "delete_statement":
        into.shrinks.push(at);
        return;
      case "augmented_assignment": {
        if (fieldName !== "left") return;
        const operator = parent.field("operator")?.text ?? "";
        const right = parent.field("right");
        const kind = operator === "+=" ? "listed" : operator === "|=" ? "keyed" : undefined;
        if (kind) into.grows.push({ node: parent, kind, parts: right ? (kind === "keyed" ? keysOf(right) : [right]) : [], at: place, nested });
        else into.shrinks.push(at);
        return;
      }
      case "assignment": case "named_expression":
        if (fieldName === "left" || fieldName === "name") {
          if (depth === 0 && !nested && this.#replaces(parent, place, container)) into.shrinks.push(parent);
        } else this.#alias(parent, container, into, depth);
        return;
      case "pattern_list": case "tuple_pattern":
        if (depth === 0 && this.#functions.at(parent).id !== 0) into.shrinks.push(at);
        return;
      case "for_statement": case "for_in_clause":
        if (fieldName !== "right") return;
        into.loops.push(parent);
        this.#items(parent, into);
        return;
      case "argument_list": case "keyword_argument": case "list_splat":
        this.#argument(at, into, nested);
        return;
    }
  }

  /** `for queue in queues.values(): queue.clear()`. */
  #items(loop: PyNode, into: ContainerUses): void {
    const target = loop.field("left");
    for (const name of target ? [target, ...this.#tree.nodes("identifier", target)] : []) {
      const binding = name.type === "identifier" ? this.#scopes.lookup(name) : undefined;
      if (!binding || binding.scope.kind === "module") continue;
      for (const use of this.#scopes.references(binding)) if (isTaken(use)) into.shrinks.push(use);
    }
  }

  #argument(at: PyNode, into: ContainerUses, nested: boolean): void {
    const call = receivingCall(at);
    const callee = call?.field("function");
    if (!call || !callee) return;
    const origin = this.#values.origin(callee) ?? "";
    if (takers.has(origin)) into.shrinks.push(call);
    else if (origin === "len") {
      if (isLimit(call)) into.bounds.push(call);
    } else if (!nested && !readers.has(origin) && !/^(?:logging|loguru|structlog|warnings)\./.test(origin) && !isReadingMethod(callee)) into.escapes.push(call);
  }

  /** Whether an assignment puts a new container in the place of a used one. */
  #replaces(assignment: PyNode, place: PyNode, { kind, binding }: Container): boolean {
    const fn = this.#functions.at(assignment);
    if (fn.id === 0 || (kind === "closure" && fn.node === binding?.scope.node)) return false;
    if (place.type === "attribute" && place.field("object")?.text !== "cls" && fn.owner && /^__(?:init|new|post_init|attrs_post_init|setstate)__$/.test(fn.ownName)) return false;
    return assignment.field("right") !== undefined && !this.#isFirstTime(assignment);
  }

  /** `entries = self.entries`: what is done to the local is done to the container. */
  #alias(assignment: PyNode, container: Container, into: ContainerUses, depth: number): void {
    const target = assignment.field("left") ?? assignment.field("name");
    if (target?.type !== "identifier") {
      if (target?.type === "attribute" || target?.type === "subscript") into.escapes.push(assignment);
      return;
    }
    const binding = this.#scopes.lookup(target);
    if (!binding || depth >= MAX_ALIASES || binding.scope.kind === "module" || binding === container.binding) return;
    for (const use of this.#scopes.references(binding)) if (use !== target) this.#classify(use, container, into, depth + 1);
  }
}

/** The container of containers: `groups` of `groups[key]` and of `groups.setdefault(key, [])`. */
export function rootOf(expression: PyNode): PyNode {
  let at = expression;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const callee = at.type === "call" ? at.field("function") : undefined;
    const isOpener = callee?.type === "attribute" && openers.has(callee.field("attribute")?.text ?? "");
    const next = at.type === "subscript" ? at.field("value") : at.type === "parenthesized_expression" ? at.namedChildren[0] : isOpener ? callee.field("object") : undefined;
    if (!next) return at;
    at = next;
  }
  return at;
}

/** What a call adds: the keys, or the items. */
function addedBy(call: PyNode, method: string): readonly PyNode[] {
  const args = positional(call);
  if (method === "insert") return args.slice(1, 2);
  if (method === "update") return args.flatMap(keysOf);
  return method === "setdefault" ? args.slice(0, 1) : args;
}

/** The keys of a dictionary that is written out: they tell which entries there will be, whatever the values are. */
const keysOf = (added: PyNode): readonly PyNode[] => (added.type === "dictionary" && added.namedChildren.length > 0 && added.namedChildren.every((one) => one.type === "pair")
  ? added.namedChildren.flatMap((one) => one.field("key") ?? [])
  : [added]);

/** `len(x) > MAX`, `size = len(x)`, `if len(x) - 5:`; a comparison with zero or one asks whether it is empty. */
function isLimit(length: PyNode): boolean {
  let at = length;
  while (at.parent && /^(?:binary_operator|parenthesized_expression|unary_operator)$/.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent?.type === "assignment" || parent?.type === "named_expression") return true;
  if (parent?.type !== "comparison_operator") return at !== length && /^(?:if_statement|while_statement|slice)$/.test(parent?.type ?? "");
  return !parent.namedChildren.some((one) => one.type === "integer" && /^[01]$/.test(one.text));
}

/** A method of a logger or of a text, which reads its arguments. */
function isReadingMethod(callee: PyNode): boolean {
  if (callee.type !== "attribute") return false;
  const name = callee.field("attribute")?.text ?? "";
  return /^(?:debug|info|warning|error|exception|critical|log|join|format|write|extend|update|union|intersection|difference|issubset|issuperset|isdisjoint|append|dumps?|assert\w+)$/.test(name);
}

/** `queue.clear()`, `del group[key]` of an item of the container. */
function isTaken(use: PyNode): boolean {
  const { parent } = use;
  if (parent?.type === "attribute" && use.fieldName === "object") return shrinkers.has(parent.field("attribute")?.text ?? "");
  return parent?.type === "subscript" && use.fieldName === "value" && parent.parent?.type === "delete_statement";
}

/** `state` of `request.app.state`. */
const lastWord = (node: PyNode | undefined): string | undefined => (node?.type === "attribute" ? node.field("attribute") : node)?.text;

const isInside = (node: PyNode, outer: PyNode | undefined): boolean => outer !== undefined && outer.index <= node.index && node.index < outer.end;

const isEmpty = (value: PyNode | undefined): boolean =>
  value !== undefined && ((/^(?:list|dictionary)$/.test(value.type) && value.namedChildren.length === 0) || /^(?:list|dict|set|deque)\(\)$/.test(value.text));

/** Behind `if key not in x`, or in `except KeyError`: an entry is made, not emptied. */
function isOnMiss(assignment: PyNode): boolean {
  for (let around = assignment.parent; around && around.type !== "function_definition"; around = around.parent) {
    if (around.type === "except_clause" || around.type === "if_statement" || around.type === "elif_clause") return true;
  }
  return false;
}
