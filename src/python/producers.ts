import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";

const MAX_STEPS = 12;
/** Methods that give the same content in another form. */
const sameContent: ReadonlySet<string> = new Set(["decode", "strip", "rstrip", "lstrip", "read", "getvalue", "replace"]);

/** What the one definition that reaches a name gives it, whole. */
function valueOf(scopes: Scopes, name: PyNode): PyNode | undefined {
  const definitions = scopes.reaching(name);
  const [first] = definitions;
  const isWhole = definitions.length === 1 && first?.path.length === 0 && (first.kind === "assign" || first.kind === "enter");
  return isWhole ? first.value : undefined;
}

/** The call that a value came out of: through names, `with`, `await`, `read()` and `decode()`. Undefined when several come into question. */
export function producer(scopes: Scopes, expression: PyNode): PyNode | undefined {
  let at: PyNode | undefined = expression;
  let last: PyNode | undefined;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    if (at.type === "parenthesized_expression" || at.type === "await") at = at.namedChildren[0];
    else if (at.type === "identifier") at = valueOf(scopes, at);
    else if (at.type === "call") {
      last = at;
      const callee: PyNode | undefined = at.field("function");
      const isSame = callee?.type === "attribute" && sameContent.has(callee.field("attribute")?.text ?? "");
      at = isSame ? callee.field("object") : undefined;
    } else at = undefined;
  }
  return last;
}
