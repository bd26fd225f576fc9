import { numberFunctions } from "../knowledge/javascript/containers.ts";
import type { Container, Growth } from "./containers.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { isSent } from "./kept-services.ts";
import { chainText, keyName, propertyName, unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { typeAt } from "./type-kinds.ts";

type TypeNode = TSESTree.TypeNode;

const MAX_STEPS = 6;
/** A record of more numbers than this is no small value. */
const MAX_MEMBERS = 4;
const arithmetic: ReadonlySet<string> = new Set(["-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "===", "!=", "!==", "in", "instanceof", "|", "&", "^", "<<", ">>", ">>>"]);

/**
 * Whether a container keeps one number, boolean or date, or a few of them, for each thing that its keys name: about 100 bytes for each. What a
 * client sends as a key, and what is put together or made anew, may come without end.
 */
export function keepsNumbers(ask: JavaScriptQuestions, container: Container, target: JsNode, { form, key, value }: Growth): boolean {
  if (form !== "keyed" || !key || !value || value === key || !isName(ask, key) || isSent(ask, key)) return false;
  const type = valueType(ask, container, target);
  return (type !== undefined && isSmallType(ask, type)) || isSmall(ask, container, value);
}

function isName(ask: JavaScriptQuestions, key: JsNode): boolean {
  const node = unwrap(key);
  if (node.type === "MemberExpression") return propertyName(node) !== undefined;
  const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
  const made = variable && ask.bindings.onlyWrite(variable);
  const value = made?.kind === "value" && made.value ? unwrap(made.value) : undefined;
  return variable !== undefined && (value === undefined || made?.path?.length !== 0 || value.type === "Identifier" || value.type === "MemberExpression");
}

/** What the type of a map or record says of its values. */
function valueType(ask: JavaScriptQuestions, { made }: Container, target: JsNode): TypeNode | undefined {
  const own = made.type === "NewExpression" ? made.typeArguments?.params[1] : undefined;
  const variable = target.type === "Identifier" ? ask.bindings.variable(target) : undefined;
  const annotation = own ?? (variable && ask.bindings.onlyWrite(variable)?.annotation);
  if (own || !annotation) return own;
  const isMap = annotation.type === "TSTypeReference" && annotation.typeName.type === "Identifier" && annotation.typeName.name === "Map";
  return isMap ? annotation.typeArguments?.params[1] : annotation.type === "TSTypeReference" || annotation.type === "TSTypeLiteral" ? typeAt(annotation, ["*"], ask.bindings) : undefined;
}

function isSmallType(ask: JavaScriptQuestions, type: TypeNode, steps = 2): boolean {
  const at = typeAt(type, [], ask.bindings);
  switch (at?.type) {
    case "TSNumberKeyword":
    case "TSBooleanKeyword":
    case "TSNullKeyword":
    case "TSUndefinedKeyword":
      return true;
    case "TSLiteralType": return at.literal.type === "Literal" && typeof at.literal.value !== "string";
    case "TSUnionType": return steps > 0 && at.types.every((one) => isSmallType(ask, one, steps - 1));
    case "TSTypeReference": return at.typeName.type === "Identifier" && at.typeName.name === "Date" && ask.bindings.isGlobal(at.typeName);
    case "TSTypeLiteral": return steps > 0 && at.members.length > 0 && at.members.length <= MAX_MEMBERS && at.members.every((one) => {
      const inner = one.type === "TSPropertySignature" ? one.typeAnnotation?.typeAnnotation : undefined;
      return inner !== undefined && inner.type !== "TSTypeLiteral" && isSmallType(ask, inner, steps - 1);
    });
    default: return false;
  }
}

/** Whether an expression is a number, a boolean or a date for sure, or a short record of such. */
function isSmall(ask: JavaScriptQuestions, container: Container, value: JsNode): boolean {
  const node = unwrap(value);
  if (node.type !== "ObjectExpression") return isNumber(ask, container, node);
  return node.properties.length > 0 && node.properties.length <= MAX_MEMBERS
    && node.properties.every((one) => one.type === "Property" && keyName(one) !== undefined && isNumber(ask, container, one.value));
}

function isNumber(ask: JavaScriptQuestions, container: Container, value: JsNode, steps = MAX_STEPS): boolean {
  const node = unwrap(value);
  if (steps <= 0) return false;
  const every = (...all: readonly JsNode[]): boolean => all.every((one) => isNumber(ask, container, one, steps - 1));
  switch (node.type) {
    case "Literal": return typeof node.value === "number" || typeof node.value === "boolean" || node.value === null;
    case "UnaryExpression": return ["-", "+", "~", "!"].includes(node.operator);
    case "UpdateExpression": return true;
    case "BinaryExpression": return arithmetic.has(node.operator) || every(node.left, node.right);
    case "LogicalExpression": return isOwnEntry(container, node.left) ? every(node.right) : every(node.left, node.right);
    case "ConditionalExpression": return every(node.consequent, node.alternate);
    case "NewExpression": return node.callee.type === "Identifier" && node.callee.name === "Date" && ask.bindings.isGlobal(node.callee);
    case "CallExpression": return numberFunctions.test(ask.origin(node.callee) ?? chainText(node.callee));
    case "Identifier": {
      const variable = ask.bindings.variable(node);
      const writes = variable ? ask.bindings.realWrites(variable) : [];
      return writes.length > 0 && writes.every((one) => {
        if (one.annotation && one.path?.length === 0) return isSmallType(ask, one.annotation, 1);
        return one.kind === "value" && one.value !== undefined && one.path?.length === 0 && every(one.value);
      });
    }
    default: return false;
  }
}

/** What the container kept before, counted on: `(hits.get(id) ?? 0) + 1`. */
function isOwnEntry({ name }: Container, value: JsNode): boolean {
  const node = unwrap(value);
  if (node.type === "CallExpression") return chainText(node.callee) === `${name}.get`;
  return node.type === "MemberExpression" && node.computed && chainText(node.object) === name;
}
