import type { Shape } from "../knowledge/row.ts";
import { lookFor } from "../look.ts";
import { sqlVerb } from "../sql-text.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, keyName, unwrap, type CallNode } from "./nodes.ts";

const MAX_STEPS = 64;

/** Whether the arguments of a call may be what a shape asks for, as far as they say so themselves. */
export function mayFit(row: Shape, call: CallNode, file: string): boolean {
  const args = argumentsOf(call);
  const [first] = args;
  switch (row.argument) {
    case "none": return first === undefined;
    case "options": return first === undefined || mayBeObject(first);
    case "lookup": return first !== undefined && isObjectOrName(first);
    case "where": return args.some((one) => mayHaveKey(one, row.keys ?? ["where"]));
    case "sql": return first !== undefined && mayBeSql(first, file);
    default: return true;
  }
}

function mayBeObject(argument: JsNode): boolean {
  switch (unwrap(argument).type) {
    case "Literal": case "TemplateLiteral": case "ArrayExpression": case "ArrowFunctionExpression": case "FunctionExpression": case "ClassExpression":
    case "BinaryExpression": case "UnaryExpression":
      return false;
    default: return true;
  }
}

function isObjectOrName(argument: JsNode): boolean {
  const { type } = unwrap(argument);
  return type === "ObjectExpression" || type === "Identifier";
}

function mayHaveKey(argument: JsNode, keys: readonly string[]): boolean {
  const node = unwrap(argument);
  if (node.type !== "ObjectExpression") return node.type === "Identifier";
  return node.properties.some((one) => one.type === "Property" && keys.includes(keyName(one) ?? ""));
}

/** Beginnings of statements, as `sqlVerb` asks for them, or of a comment before one. */
const statements = [
  /--|\/\*|select\b|update\s|(?:replace|merge)\s+into\b|call\s+[\w."`]+\s*\(|delete\s+(?:["'`$]|from\b)/,
  /with\s+(?:recursive\s+)?[\w"`]+\s*(?:\([^)]*\)\s*)?as\b|insert\s+(?:or|ignore|low_priority|delayed|into)\b/,
];
const hasBeginning = lookFor(new RegExp(`["'\`](?:\\\\[nrt]|[^\\w"'\`\\\\]){0,200}(?:${statements.map(({ source }) => source).join("|")})`, "i"));

function mayBeSql(argument: JsNode, file: string): boolean {
  let at = unwrap(argument);
  for (let i = 0; i < MAX_STEPS; i++) {
    switch (at.type) {
      case "Literal": return typeof at.value === "string" && sqlVerb(at.value) !== undefined;
      case "TemplateLiteral": return sqlVerb(at.quasis[0]?.value.raw ?? "") !== undefined;
      case "BinaryExpression":
        at = unwrap(at.left);
        continue;
      case "TaggedTemplateExpression": case "ObjectExpression": case "Identifier": return hasBeginning(file);
      default: return false;
    }
  }
  return true;
}
