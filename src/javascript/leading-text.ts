import type { Constants } from "./constants.ts";
import type { JsNode } from "./context.ts";
import { keyName, unwrap } from "./nodes.ts";

const MAX_STEPS = 64;
/** Keys under which drivers take the text of a statement: `pool.query({ text, values })`. */
const textKeys = new Set(["text", "sql"]);

/**
 * How a text begins, up to its first hole: of a string, a template, `"…" + x`, of the variable that holds one, or of `{ text: "…" }`.
 * Undefined when the beginning is no literal.
 */
export function leadingText(expression: JsNode, constants: Constants): string | undefined {
  let at: JsNode = expression;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const node: JsNode = constants.value(at);
    switch (node.type) {
      case "Literal": return typeof node.value === "string" ? node.value : undefined;
      case "TemplateLiteral": return node.quasis[0]?.value.raw;
      case "TaggedTemplateExpression": return node.quasi.quasis[0]?.value.raw;
      case "BinaryExpression":
        at = unwrap(node.left);
        break;
      case "ObjectExpression": {
        const text = node.properties.find((one) => one.type === "Property" && textKeys.has(keyName(one) ?? ""));
        if (text?.type !== "Property") return undefined;
        at = unwrap(text.value);
        break;
      }
      default: return undefined;
    }
  }
  return undefined;
}
