import type { PyNode } from "./node.ts";
import type { Grammar, PyTree } from "./tree.ts";

/** How a name gets a value. */
export type DefinitionKind =
  | "assign" // `x = value`, `x: T = value`, `(x := value)`; without `value` only annotated
  | "item" // one element of `value`: `for x in value`, also in comprehensions
  | "enter" // what `with value as x` enters
  | "parameter" // `value` is the default
  | "import" // `value` is the import statement
  | "function" // `value` is the definition
  | "class"
  | "except" // `value` is the exception class or tuple of them
  | "augment" // `x += value`
  | "delete"
  | "capture"; // a name in a `case` pattern

/** One place where a name gets a value. */
export interface Definition {
  kind: DefinitionKind;
  /** The identifier that is bound. */
  node: PyNode;
  value?: PyNode;
  /** Places in nested tuple targets from the outside, -1 from a `*` on: `a, (b, c) = value` binds `c` with `[1, 1]`. Empty for the whole value. */
  path: readonly number[];
  /** The expression of the annotation. */
  annotation?: PyNode;
  /** `*args` and `**kwargs`. */
  rest?: true;
  /** The statement, clause or parameter. */
  statement: PyNode;
  /** The block, module or function that the statement stands in. */
  block: PyNode;
  /** The body that sees the value although it is part of the statement: of a loop, `with` or `except`. */
  body?: PyNode;
}

interface Found {
  definitions: Definition[];
  elsewhere: Map<string, "global" | "nonlocal">;
}

type Reader = (node: PyNode, found: Found) => void;

const readers: Readonly<Record<string, Reader>> = {
  assignment: readAssignment,
  augmented_assignment: (node, found) => bind(found, "augment", node.field("left"), node.field("right"), node),
  named_expression: (node, found) => bind(found, "assign", node.field("name"), node.field("value"), node),
  for_statement: (node, found) => bind(found, "item", node.field("left"), node.field("right"), node, node.field("body")),
  as_pattern: readAs,
  import_statement: readImport,
  import_from_statement: readImport,
  future_import_statement: () => undefined,
  function_definition: (node, found) => bind(found, "function", node.field("name"), node, node),
  class_definition: (node, found) => bind(found, "class", node.field("name"), node, node),
  global_statement: (node, found) => declare(node, "global", found),
  nonlocal_statement: (node, found) => declare(node, "nonlocal", found),
  delete_statement: (node, found) => bind(found, "delete", node.namedChildren[0], undefined, node),
  case_clause: readCase,
};
/** Their inside has names of its own. */
const closed = ["function_definition", "class_definition", "lambda"];

interface Table {
  read: (Reader | undefined)[];
  closed: ReadonlySet<number>;
}

const tables = new WeakMap<Grammar, Table>();

function tableOf(tree: PyTree): Table {
  const known = tables.get(tree.grammar);
  if (known) return known;
  const read: (Reader | undefined)[] = [];
  for (const [type, reader] of Object.entries(readers)) for (const kind of tree.grammar.kindsOf(type)) read[kind] = reader;
  const made = { read, closed: tree.kindSet(closed) };
  tables.set(tree.grammar, made);
  return made;
}

/** Every place that gives a name of this scope a value, in source order, and the names that it declares to live elsewhere. */
export function definitionsIn(tree: PyTree, scope: PyNode): Found {
  const found: Found = { definitions: [], elsewhere: new Map() };
  switch (scope.type) {
    case "function_definition":
    case "lambda":
      readParameters(scope, found);
      scan(tree, scope.field("body"), found);
      return found;
    case "class_definition":
      scan(tree, scope.field("body"), found);
      return found;
    case "module":
      scan(tree, scope, found);
      return found;
    default:
      for (const clause of scope.namedChildren) {
        if (clause.type === "for_in_clause") bind(found, "item", clause.field("left"), clause.field("right"), clause, scope);
      }
      return found;
  }
}

function scan(tree: PyTree, within: PyNode | undefined, found: Found): void {
  if (!within) return;
  const { read, closed: closedKinds } = tableOf(tree);
  const { kind, next } = tree;
  const { end } = within;
  for (let index = within.index; index < end; ) {
    const at = kind[index] ?? 0;
    const reader = read[at];
    if (reader && tree.named[at]) reader(tree.node(index), found);
    index = index !== within.index && closedKinds.has(at) && tree.named[at] ? (next[index] ?? end) : index + 1;
  }
}

function readAssignment(node: PyNode, found: Found): void {
  let value = node.field("right");
  while (value?.type === "assignment") value = value.field("right");
  const annotation = node.field("type")?.namedChildren[0];
  bind(found, "assign", node.field("left"), value, node, undefined, annotation);
}

function readAs(node: PyNode, found: Found): void {
  const target = node.field("alias")?.namedChildren[0];
  if (!target) return;
  const value = node.namedChildren[0];
  let around = node.parent;
  while (around?.type === "parenthesized_expression" || around?.type === "tuple") around = around.parent;
  if (around?.type === "with_item") {
    const statement = around.parent?.type === "with_clause" ? around.parent.parent : around.parent;
    if (statement) bind(found, "enter", target, value, statement, statement.field("body"));
  } else if (around) bind(found, "except", target, value, around, around);
}

function readImport(node: PyNode, found: Found): void {
  for (const name of node.fields("name")) {
    const bound = name.type === "aliased_import" ? name.field("alias") : name.namedChildren[0];
    if (bound) bind(found, "import", bound, node, node);
  }
}

function readCase(node: PyNode, found: Found): void {
  const stack = node.namedChildren.filter((one) => one.type === "case_pattern");
  for (let at = stack.pop(); at; at = stack.pop()) {
    const [inner] = at.namedChildren;
    const captures = at.type === "splat_pattern" || at.type === "as_pattern" || at.type === "case_pattern";
    if (captures) {
      for (const one of at.namedChildren) {
        if (one.type === "identifier") bind(found, "capture", one, undefined, node, node);
      }
    }
    if (at.type === "case_pattern" && inner?.type === "dotted_name" && inner.namedChildren.length === 1) bind(found, "capture", inner.namedChildren[0], undefined, node, node);
    else stack.push(...at.namedChildren.filter((one) => one.type !== "dotted_name" && one.type !== "identifier" && one.type !== "string"));
  }
}

function declare(node: PyNode, where: "global" | "nonlocal", found: Found): void {
  for (const name of node.namedChildren) found.elsewhere.set(name.text, where);
}

function readParameters(fn: PyNode, found: Found): void {
  for (const statement of fn.field("parameters")?.namedChildren ?? []) {
    const inner = statement.type === "typed_parameter" ? statement.namedChildren[0] : statement;
    const rest = inner?.type === "list_splat_pattern" || inner?.type === "dictionary_splat_pattern";
    const node = rest ? inner.namedChildren[0] : inner?.type === "identifier" ? inner : inner?.field("name");
    if (node?.type !== "identifier") continue;
    const annotation = statement.field("type")?.namedChildren[0];
    found.definitions.push({
      kind: "parameter", node, value: statement.field("value"), path: [], annotation, statement, block: fn, ...(rest ? { rest } : {}),
    });
  }
}

/** Binds every name of a target, through nested tuples and lists; attributes and subscripts are no names. */
function bind(
  found: Found, kind: DefinitionKind, target: PyNode | undefined, value: PyNode | undefined, statement: PyNode, body?: PyNode, annotation?: PyNode,
): void {
  if (!target) return;
  const block = blockOf(statement);
  const stack: Target[] = [{ at: target, path: [], value }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { at, path } = next;
    switch (at.type) {
      case "identifier":
        found.definitions.push({ kind, node: at, value: next.value, path, statement, block, body, annotation });
        break;
      case "pattern_list": case "tuple_pattern": case "list_pattern": case "tuple": case "list": case "expression_list": case "parenthesized_expression":
        pushParts(stack, next, kind);
        break;
      case "list_splat_pattern": case "list_splat": {
        const [inner] = at.namedChildren;
        if (inner) stack.push({ at: inner, path: [...path.slice(0, -1), -1], value: next.value });
      }
    }
  }
}

interface Target {
  at: PyNode;
  path: readonly number[];
  value: PyNode | undefined;
}

function pushParts(stack: Target[], whole: Target, kind: DefinitionKind): void {
  const parts = whole.at.namedChildren;
  if (whole.at.type === "parenthesized_expression" && parts[0]) {
    stack.push({ at: parts[0], path: whole.path, value: whole.value });
    return;
  }
  const values = kind === "assign" && whole.path.length === 0 ? displayOf(whole.value, parts) : undefined;
  const star = parts.findIndex((one) => one.type === "list_splat_pattern" || one.type === "list_splat");
  for (let place = parts.length - 1; place >= 0; place--) {
    const at = parts[place];
    if (!at) continue;
    if (values) stack.push({ at, path: [], value: values[place] });
    else stack.push({ at, path: [...whole.path, star >= 0 && place >= star ? -1 : place], value: whole.value });
  }
}

/** The parts of `1, 2` where they pair off with the targets one by one. */
function displayOf(value: PyNode | undefined, targets: readonly PyNode[]): readonly PyNode[] | undefined {
  if (!value || !["expression_list", "tuple", "list"].includes(value.type)) return undefined;
  const parts = value.namedChildren;
  const plain = [...parts, ...targets].every((one) => one.type !== "list_splat" && one.type !== "list_splat_pattern");
  return plain && parts.length === targets.length ? parts : undefined;
}

function blockOf(statement: PyNode): PyNode {
  for (let around = statement.parent; around; around = around.parent) {
    switch (around.type) {
      case "block": case "module": case "lambda":
      case "list_comprehension": case "set_comprehension": case "dictionary_comprehension": case "generator_expression":
        return around;
    }
  }
  return statement;
}
