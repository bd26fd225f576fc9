import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { keyName } from "./nodes.ts";
import { instanceOf, memberOf, moduleName, resultOf } from "./names.ts";
import { annotationOf } from "./writes.ts";

type TypeNode = TSESTree.TypeNode;

const MAX_DEPTH = 16;

/** Global types that stand for their first argument, where only its members matter. */
const transparent = new Set([
  "Promise", "PromiseLike", "Awaited", "Readonly", "Partial", "Required", "NonNullable", "Pick", "Omit", "Extract", "Exclude",
]);

/** What types need to know about values: `typeof prisma`, and the base class of a class of this file. */
interface ValueNames {
  origin(expression: JsNode): string | undefined;
}

/** Origins told by type annotations. */
export class Types {
  readonly #bindings: Bindings;
  readonly #values: ValueNames;

  constructor(bindings: Bindings, values: ValueNames) {
    this.#bindings = bindings;
    this.#values = values;
  }

  /** Origin of a value of a type, or of what `path` picks from it. */
  origin(type: TypeNode, path: readonly string[] = [], depth = 0): string | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (type.type) {
      case "TSTypeReference": return this.#reference(type, path, depth + 1);
      case "TSUnionType":
      case "TSIntersectionType":
        return first(type.types, (one) => this.origin(one, path, depth + 1));
      case "TSTypeQuery": {
        const name = this.#entity(type.exprName);
        return name === undefined ? undefined : path.reduce(memberOf, name);
      }
      case "TSImportType": return this.#picked(imported(type), path);
      case "TSTypeOperator": return type.typeAnnotation && this.origin(type.typeAnnotation, path, depth + 1);
      case "TSArrayType": return isIndex(path[0]) ? this.origin(type.elementType, path.slice(1), depth + 1) : undefined;
      case "TSTupleType": {
        const element = path[0] === undefined ? undefined : type.elementTypes[Number(path[0])];
        return element && this.origin(element.type === "TSNamedTupleMember" ? element.elementType : element, path.slice(1), depth + 1);
      }
      case "TSIndexedAccessType": {
        const { indexType: at } = type;
        const name = at.type === "TSLiteralType" && at.literal.type === "Literal" ? String(at.literal.value) : undefined;
        return name === undefined ? undefined : this.origin(type.objectType, [name, ...path], depth + 1);
      }
      case "TSTypeLiteral": return this.#member(type.members, path, depth + 1);
      default: return undefined;
    }
  }

  #picked(name: string | undefined, path: readonly string[]): string | undefined {
    return name === undefined ? undefined : path.reduce(memberOf, instanceOf(name));
  }

  #reference(type: TSESTree.TSTypeReference, path: readonly string[], depth: number): string | undefined {
    const { typeName } = type;
    if (typeName.type !== "Identifier") return this.#picked(this.#entity(typeName), path);
    const variable = this.#bindings.variable(typeName);
    if (!variable) return this.#global(typeName.name, type.typeArguments?.params ?? [], path, depth);
    for (const { node } of variable.defs) {
      const found = this.#declared(node, path, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #declared(node: JsNode, path: readonly string[], depth: number): string | undefined {
    switch (node.type) {
      case "TSTypeAliasDeclaration": return this.origin(node.typeAnnotation, path, depth);
      case "TSTypeParameter": return node.constraint == null ? undefined : this.origin(node.constraint, path, depth);
      case "TSInterfaceDeclaration":
        return this.#member(node.body.body, path, depth)
          ?? first(node.extends, (base) => this.#picked(this.#values.origin(base.expression), path));
      case "ClassDeclaration":
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
      case "TSImportEqualsDeclaration":
        return this.#picked(this.#values.origin(node.type === "ClassDeclaration" ? node : (node.type === "TSImportEqualsDeclaration" ? node.id : node.local)), path);
      default: return undefined;
    }
  }

  #global(name: string, args: readonly TypeNode[], path: readonly string[], depth: number): string | undefined {
    const inner = args[0];
    if (!inner) return this.#picked(name, path);
    if (transparent.has(name)) return this.origin(inner, path, depth);
    if (name === "Array" || name === "ReadonlyArray") return isIndex(path[0]) ? this.origin(inner, path.slice(1), depth) : undefined;
    if (name === "ReturnType" || name === "InstanceType") {
      const of = this.origin(inner, [], depth);
      const made = of === undefined ? undefined : name === "ReturnType" ? resultOf(of) : instanceOf(of);
      return made === undefined ? undefined : path.reduce(memberOf, made);
    }
    return this.#picked(name, path);
  }

  #member(members: readonly TSESTree.TypeElement[], path: readonly string[], depth: number): string | undefined {
    const [name, ...rest] = path;
    if (name === undefined) return undefined;
    for (const member of members) {
      if (member.type !== "TSPropertySignature" || keyName(member) !== name) continue;
      const type = annotationOf(member);
      return type && this.origin(type, rest, depth);
    }
    return undefined;
  }

  /** The name of `typeof a.b`, `A.B`. */
  #entity(entity: TSESTree.EntityName | TSESTree.TSImportType): string | undefined {
    if (entity.type === "TSImportType") return imported(entity);
    const names: string[] = [];
    let at: TSESTree.EntityName = entity;
    while (at.type === "TSQualifiedName" && names.length < MAX_DEPTH) {
      names.unshift(at.right.name);
      at = at.left;
    }
    const base = at.type === "TSQualifiedName" ? undefined : this.#values.origin(at);
    return base === undefined ? undefined : names.reduce(memberOf, base);
  }
}

/** `module.Name` of `import("module").Name`. */
function imported(type: TSESTree.TSImportType): string | undefined {
  const { source, qualifier } = type;
  if (typeof source.value !== "string") return undefined;
  const name = qualifier == null ? undefined : qualifier.type === "Identifier" ? qualifier.name : undefined;
  return name === undefined ? moduleName(source.value) : memberOf(moduleName(source.value), name);
}

const isIndex = (name: string | undefined): boolean => name !== undefined && (name === "[]" || /^\d+$/.test(name));

function first<T>(all: readonly T[] | null | undefined, find: (one: T) => string | undefined): string | undefined {
  for (const one of all ?? []) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
