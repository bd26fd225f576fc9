import { positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";

const MAX_STEPS = 16;

/** How a text begins, up to its first hole. Undefined when the beginning is no literal. */
export const leadingText = (expression: PyNode, scopes: Scopes): string | undefined =>
  leadingString(expression, scopes)?.text.replace(/^[a-z]*(?:"""|'''|"|')/i, "").replace(/\{[\s\S]*|["']+$/, "");

/** The literal that a text begins with: a string, or that of `"…" + x`, `"…" % x`, `"…".format(x)`, `text("…")`, or of a variable. */
export function leadingString(expression: PyNode, scopes: Scopes): PyNode | undefined {
  let at: PyNode | undefined = expression;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    switch (at.type) {
      case "string": return at;
      case "concatenated_string": case "parenthesized_expression":
        at = at.namedChildren[0];
        break;
      case "binary_operator":
        at = at.field("left");
        break;
      case "call": {
        const callee: PyNode | undefined = at.field("function");
        const object = callee?.field("object");
        at = object?.type === "string" || object?.type === "concatenated_string" ? object : positional(at)[0];
        break;
      }
      case "identifier": {
        const definitions = scopes.reaching(at).filter((one) => one.kind !== "augment");
        const [only] = definitions;
        at = definitions.length === 1 && only?.kind === "assign" && only.path.length === 0 ? only.value : undefined;
        break;
      }
      default: return undefined;
    }
  }
  return undefined;
}
