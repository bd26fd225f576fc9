import { lastName } from "./functions.ts";
import { importedName } from "./imports.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";

const MAX_CHAIN = 64;

/** An expression with the brackets and `await` around it, with `a if test else b` as a branch, and with slices, which are as lazy as the whole. */
export function wrapped(node: PyNode): PyNode {
  let at = node;
  for (let around = at.parent; around; around = around.parent) {
    const isSlice = around.type === "subscript" && at.fieldName === "value" && around.fields("subscript")[0]?.type === "slice";
    const isBranch = around.type === "conditional_expression" && around.namedChildren[1]?.index !== at.index;
    if (around.type !== "parenthesized_expression" && around.type !== "await" && !isSlice && !isBranch) break;
    at = around;
  }
  return at;
}

/** Whether a call is awaited, or is what `async for` or `async with` goes over. */
export function isAwaited(call: PyNode): boolean {
  let at = call;
  for (let around = at.parent; around; around = around.parent) {
    switch (around.type) {
      case "await": return true;
      case "for_statement": case "for_in_clause": return at.fieldName === "right" && around.children[0]?.type === "async";
      case "with_statement": return around.children[0]?.type === "async";
      case "parenthesized_expression": case "as_pattern": case "with_item": case "with_clause": break;
      default: return false;
    }
    at = around;
  }
  return false;
}

/** The call that an expression is an argument of, directly or by keyword. */
export function receivingCall(node: PyNode): PyNode | undefined {
  const at = node.parent?.type === "keyword_argument" || node.parent?.type === "list_splat" ? node.parent : node;
  const list = at.parent?.type === "argument_list" ? at.parent : undefined;
  return list?.parent?.type === "call" ? list.parent : undefined;
}

/**
 * Whether a lazy query is run by what happens to its value: iterated, tested, handed to a function, returned. Not when it is only the
 * start of a longer chain, part of another query, or assigned to a name that never runs it.
 */
export function runsQuery(call: PyNode, scopes: Scopes, isQuery: (outer: PyNode) => boolean): boolean {
  const value = wrapped(call);
  const { parent, fieldName } = value;
  const outer = receivingCall(value);
  if (outer) return !isQuery(outer) && !isBuilder(outer);
  switch (parent?.type) {
    case "attribute": case "expression_statement": return false;
    case "binary_operator": return false;
    // `found |= Tag.objects.filter(x)` adds to a query; `rows += query` runs it.
    case "augmented_assignment": return !/^[|&]=$/.test(parent.field("operator")?.text ?? "");
    case "assignment": case "named_expression": {
      const target = parent.field("left") ?? parent.field("name");
      if (target?.type !== "identifier") return true;
      // `query = query.filter(x)` adds to a query; where it starts it is reported already.
      return startOfChain(call)?.text !== target.text && isRunLater(target, scopes, isQuery);
    }
    case "default_parameter": case "typed_default_parameter": return false;
    default: return fieldName !== "function";
  }
}

/** What a chain of calls and attributes begins with. */
function startOfChain(call: PyNode): PyNode | undefined {
  let at: PyNode | undefined = call;
  for (let steps = 0; at && steps < MAX_CHAIN; steps++) {
    const next: PyNode | undefined = at.field("function") ?? at.field("object");
    if (!next) return at;
    at = next;
  }
  return at;
}

/**
 * Whether a variable that holds a lazy query is used other than as the start of a longer chain. What a loop puts into it runs there only
 * where the loop itself uses it: `query = query.filter(x)` adds to a query that runs once, after the loop.
 */
function isRunLater(target: PyNode, scopes: Scopes, isQuery: (outer: PyNode) => boolean): boolean {
  const binding = scopes.lookup(target);
  if (!binding) return true;
  const [start, end] = loopAround(target)?.range ?? [0, Infinity];
  return scopes.references(binding).some((use) => {
    const value = wrapped(use);
    const { parent, fieldName } = value;
    if (use.range[0] < start || use.range[1] > end) return false;
    if (use === target || !parent || fieldName === "left" || fieldName === "name") return false;
    if (parent.type === "assignment" || parent.type === "attribute" || parent.type === "binary_operator") return false;
    const outer = receivingCall(value);
    return !outer || (!isQuery(outer) && !isBuilder(outer));
  });
}

/** Functions that by their name add to a query they are given: `where_filter_qs(query, ...)`, not the builtin `filter`. */
function isBuilder(call: PyNode): boolean {
  const name = lastName(call.field("function") ?? call) ?? "";
  return name !== "filter" && /(?:^|_)(?:filter|where|qs|queryset|restrict|annotate|exclude|order|search|scope)(?:_|$)/i.test(name);
}

/** Whether a lazy query leaves its function unrun: whoever called it may add to it, or make it part of another query. */
export function isHandedBack(call: PyNode, scopes: Scopes): boolean {
  const value = wrapped(call);
  const { parent } = value;
  if (parent?.type === "return_statement") return true;
  const target = parent?.type === "assignment" ? parent.field("left") : undefined;
  const binding = target?.type === "identifier" ? scopes.lookup(target) : undefined;
  if (!target || !binding) return false;
  return scopes.references(binding).every((use) => {
    const at = wrapped(use).parent;
    return use.fieldName === "left" || at?.type === "return_statement" || at?.type === "attribute" || at?.type === "assignment" || isBuilderArgument(use);
  });
}

const isBuilderArgument = (use: PyNode): boolean => {
  const outer = receivingCall(wrapped(use));
  return outer !== undefined && isBuilder(outer);
};

/** The innermost loop statement around a node in its function. */
function loopAround(node: PyNode): PyNode | undefined {
  for (let around = node.parent; around; around = around.parent) {
    if (around.type === "for_statement" || around.type === "while_statement") return around;
    if (around.type === "function_definition" || around.type === "lambda" || around.type === "class_definition") return undefined;
  }
  return undefined;
}

/** Top modules that a file imports from outside of the project, in lower case with dashes, as manifests name packages. */
export function importedPackages(scopes: Scopes): Set<string> {
  const found = new Set<string>();
  for (const { definitions } of scopes.module.bindings.values()) {
    for (const one of definitions) {
      const name = one.kind === "import" ? importedName(one) : undefined;
      const top = name !== undefined && !name.startsWith(".") ? name.split(".")[0] : undefined;
      if (top !== undefined) found.add(top.toLowerCase().replaceAll("_", "-"));
    }
  }
  return found;
}
