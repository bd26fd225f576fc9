import type { Bindings } from "./bindings.ts";
import type { TSESTree } from "./context.ts";
import { keyName } from "./nodes.ts";
import { annotationOf } from "./writes.ts";

type TypeNode = TSESTree.TypeNode;
export type Kind = "array" | "set" | "map" | "string" | "other" | "unknown";

const MAX_DEPTH = 16;

const named: Readonly<Record<string, Kind>> = {
  Array: "array", ReadonlyArray: "array", Set: "set", ReadonlySet: "set", WeakSet: "set", Map: "map", ReadonlyMap: "map", WeakMap: "map",
  Record: "other", String: "string", Date: "other", Buffer: "other", Uint8Array: "other", URLSearchParams: "other", Iterable: "other", AsyncIterable: "other",
};
const transparent = new Set(["Promise", "PromiseLike", "Awaited", "Readonly", "Partial", "Required", "NonNullable"]);

/** The kind of collection that a type is, or that `path` picks from it: aliases and interfaces of this file are followed. */
export function kindOfType(type: TypeNode, path: readonly string[], bindings: Bindings, depth = 0): Kind {
  const at = typeAt(type, path, bindings, depth);
  switch (at?.type) {
    case "TSArrayType":
    case "TSTupleType":
      return "array";
    case "TSStringKeyword":
    case "TSTemplateLiteralType":
      return "string";
    case "TSLiteralType": return at.literal.type === "Literal" && typeof at.literal.value === "string" ? "string" : "other";
    case "TSNumberKeyword":
    case "TSBooleanKeyword":
    case "TSBigIntKeyword":
    case "TSFunctionType":
    case "TSTypeLiteral":
      return "other";
    case "TSUnionType": return united(at.types.filter((one) => one.type !== "TSNullKeyword" && one.type !== "TSUndefinedKeyword").map((one) => kindOfType(one, [], bindings, depth + 1)));
    case "TSTypeReference":
      return at.typeName.type === "Identifier" && bindings.isGlobal(at.typeName) ? (named[at.typeName.name] ?? "unknown") : "unknown";
    default: return "unknown";
  }
}

/** One kind for values that may be either: only what all of them are. */
export function united(kinds: readonly Kind[]): Kind {
  const [first] = kinds;
  return first !== undefined && kinds.every((one) => one === first) ? first : "unknown";
}

/** The type that a path of names picks from a type, without aliases and wrappers around it. */
export function typeAt(type: TypeNode, path: readonly string[], bindings: Bindings, depth = 0): TypeNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const [name, ...rest] = path;
  const onward = (inner: TypeNode, left: readonly string[]): TypeNode | undefined => typeAt(inner, left, bindings, depth + 1);
  switch (type.type) {
    case "TSTypeReference": {
      if (type.typeName.type !== "Identifier") return name === undefined ? type : undefined;
      const variable = bindings.variable(type.typeName);
      const [inner] = type.typeArguments?.params ?? [];
      if (!variable) {
        const { name: global } = type.typeName;
        if (inner && transparent.has(global)) return onward(inner, path);
        if (name === undefined) return type;
        const value = type.typeArguments?.params[1];
        if (global === "Record" && value) return onward(value, rest);
        return inner && isIndex(name) && (named[global] === "array" || named[global] === "set") ? onward(inner, rest) : undefined;
      }
      for (const { node } of variable.defs) {
        if (node.type === "TSTypeAliasDeclaration") return onward(node.typeAnnotation, path);
        if (node.type === "TSInterfaceDeclaration") return name === undefined ? type : memberOf(node.body.body, name, (one) => onward(one, rest));
      }
      return name === undefined ? type : undefined;
    }
    case "TSTypeOperator": return type.typeAnnotation && onward(type.typeAnnotation, path);
    case "TSTypeLiteral": return name === undefined ? type : memberOf(type.members, name, (one) => onward(one, rest));
    case "TSArrayType": return name === undefined ? type : isIndex(name) ? onward(type.elementType, rest) : undefined;
    case "TSTupleType": {
      if (name === undefined) return type;
      const element = type.elementTypes[Number(name)];
      return element && onward(element.type === "TSNamedTupleMember" ? element.elementType : element, rest);
    }
    case "TSUnionType": {
      const types = type.types.filter((one) => one.type !== "TSNullKeyword" && one.type !== "TSUndefinedKeyword");
      return types.length === 1 && types[0] ? onward(types[0], path) : name === undefined ? type : undefined;
    }
    default: return name === undefined ? type : undefined;
  }
}

const isIndex = (name: string): boolean => name === "[]" || /^\d+$/.test(name);

function memberOf(members: readonly TSESTree.TypeElement[], name: string, onward: (type: TypeNode) => TypeNode | undefined): TypeNode | undefined {
  let any: TSESTree.TypeNode | undefined;
  for (const member of members) {
    if (member.type === "TSIndexSignature") any = member.typeAnnotation?.typeAnnotation;
    if (member.type !== "TSPropertySignature" || keyName(member) !== name) continue;
    const type = annotationOf(member);
    return type && onward(type);
  }
  return any && onward(any);
}
