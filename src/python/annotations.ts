import type { PyNode } from "./node.ts";

/** `Optional[X]`, `X | None`, `Annotated[X, ...]` and the like are about X. */
const transparent = new Set([
  "Optional", "Annotated", "Union", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "Mapped", "InitVar", "Awaitable", "Coroutine",
]);
/** What a generator gives, for dependencies and context managers. */
const generators = new Set([
  "Generator", "Iterator", "Iterable", "AsyncGenerator", "AsyncIterator", "AsyncIterable", "ContextManager", "AsyncContextManager", "AbstractContextManager",
  "AbstractAsyncContextManager",
]);

/** A type written in an annotation: its name as an expression of the file, or as text where the annotation is a string. */
export type TypeName = { node: PyNode } | { text: string; at: PyNode };

/** The parts of `X[a, b]`, as an expression or as a type. */
export function subscripted(node: PyNode): { base: PyNode; parts: readonly PyNode[] } | undefined {
  if (node.type === "generic_type") {
    const [base, list] = node.namedChildren;
    return base && list ? { base, parts: list.namedChildren.map(plain) } : undefined;
  }
  if (node.type === "subscript") {
    const base = node.field("value");
    return base && { base, parts: node.fields("subscript").map(plain) };
  }
  return undefined;
}

/** An annotation without its `type` wrapper. */
export function plain(node: PyNode): PyNode {
  return node.type === "type" || node.type === "parenthesized_expression" ? (node.namedChildren[0] ?? node) : node;
}

export const lastSegment = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/**
 * The one type that an annotation names, through `Optional`, `Union` with None, `Annotated`, strings and generics (`Repository[User]` is
 * `Repository`). With `yielded`, what a generator type gives. Undefined for a real union.
 */
export function typeName(annotation: PyNode, yielded = false): TypeName | undefined {
  let node = plain(annotation);
  for (let steps = 0; steps < 16; steps++) {
    if (node.type === "string") return textName(node);
    if (node.type === "identifier" || node.type === "attribute") return { node };
    if (node.type === "member_type") return { text: node.text, at: node };
    const next = inside(node, yielded);
    if (!next) return undefined;
    if (next.done) return { node: next.node };
    node = plain(next.node);
  }
  return undefined;
}

/** Types of collections, by the place of what iterating them gives. */
const lists = new Set(["list", "List", "set", "Set", "frozenset", "FrozenSet", "tuple", "Tuple", "Sequence", "Collection", "deque", "Deque", ...generators]);
const maps = new Set(["dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"]);

/** The type of an item: of `list[X]`, and with `at` 1 of a subscript or value of `dict[K, X]`. */
export function itemType(annotation: PyNode, at: 0 | 1): PyNode | undefined {
  let node = plain(annotation);
  for (let steps = 0; steps < 8; steps++) {
    const whole = subscripted(node);
    const name = whole && lastSegment(whole.base.text);
    if (whole && name !== undefined) {
      if (lists.has(name)) return whole.parts[0];
      if (maps.has(name)) return whole.parts[at];
    }
    const next = inside(node, false);
    if (!next || next.done) return undefined;
    node = plain(next.node);
  }
  return undefined;
}

/** One step into a composed type; `done` when the step ends at a generic's own name. */
function inside(node: PyNode, yielded: boolean): { node: PyNode; done: boolean } | undefined {
  if (node.type === "binary_operator" || node.type === "union_type") {
    const only = single([node.field("left") ?? node.namedChildren[0], node.field("right") ?? node.namedChildren[1]]);
    return only && { node: only, done: false };
  }
  const whole = subscripted(node);
  if (!whole) return undefined;
  const name = lastSegment(whole.base.text);
  const [first] = whole.parts;
  if (first && (transparent.has(name) || (yielded && generators.has(name)))) {
    const last = name === "Coroutine" ? whole.parts.at(-1) : first;
    const inner = name === "Union" ? single(whole.parts) : last;
    return inner && { node: inner, done: false };
  }
  return { node: whole.base, done: true };
}

/** The only part that is not None. */
function single(parts: readonly (PyNode | undefined)[]): PyNode | undefined {
  const others = parts.filter((one) => one !== undefined && plain(one).type !== "none");
  return others.length === 1 ? others[0] : undefined;
}

/** A forward reference: `"Session"`, `"Session | None"`, `"Optional[Session]"`, `"Repository[User]"`. */
function textName(node: PyNode): TypeName | undefined {
  const text = node.children.find((one) => one.type === "string_content")?.text.trim();
  if (text === undefined) return undefined;
  const inner = /^(?:typing\.)?(?:Optional|Annotated)\[\s*([\w.]+)/.exec(text)?.[1] ?? text.replace(/^None\s*\|\s*|\s*\|\s*None$/g, "");
  const name = /^([A-Za-z_][\w.]*)(?:\[.*\])?$/.exec(inner)?.[1];
  return name === undefined ? undefined : { text: name, at: node };
}
