import { isFewStore } from "../knowledge/javascript/containers.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { typeAt } from "./type-kinds.ts";

type TypeNode = TSESTree.TypeNode;

/** Whether a keyed container can only ever hold some entries: by the type of its keys, or by what it is called after. */
export function hasFewKeys(ask: JavaScriptQuestions, name: string, key: JsNode): boolean {
  return isFewStore(name) || isFewByType(ask, key);
}

/** The key is one of the texts or numbers that a type lists, a member of an enumeration, or a key of a type. */
function isFewByType(ask: JavaScriptQuestions, key: JsNode): boolean {
  const node = unwrap(key);
  const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
  const write = variable && ask.bindings.onlyWrite(variable);
  const type = write?.annotation && write.path && typeAt(write.annotation, write.path, ask.bindings);
  return type !== undefined && isListed(ask, type);
}

function isListed(ask: JavaScriptQuestions, type: TypeNode): boolean {
  switch (type.type) {
    case "TSLiteralType": return true;
    case "TSUnionType": return type.types.every((one) => isListed(ask, one));
    case "TSTypeOperator": return type.operator === "keyof";
    case "TSTypeReference": {
      const declared = type.typeName.type === "Identifier" ? ask.bindings.variable(type.typeName)?.defs[0]?.node : undefined;
      if (declared?.type === "TSTypeParameter") return declared.constraint != null && isListed(ask, declared.constraint);
      if (declared?.type === "TSTypeAliasDeclaration") return isListed(ask, declared.typeAnnotation);
      return declared?.type === "TSEnumDeclaration";
    }
    default: return false;
  }
}
