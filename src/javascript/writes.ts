import type { JsNode, TSESTree } from "./context.ts";
import { isFunction, keyName, type FunctionNode } from "./nodes.ts";

/** How a variable gets a value at one place. */
export interface Write {
  /** The name that is bound or assigned. */
  name: JsNode;
  /**
   * `value`: `value` itself, or what `path` picks from it; `item` / `key`: each element or key of `value`; `param`: an argument of `fn`;
   * `import`: a module's export; `function`, `class`, `enum`: the declaration `value`; `none`: declared without a value;
   * `other`: `++`, `+=`, a caught error.
   */
  kind: "value" | "item" | "key" | "param" | "import" | "function" | "class" | "enum" | "none" | "other";
  value?: JsNode;
  /** Names picked from the value by destructuring, outermost first; an index for arrays. Undefined where a name is computed or a rest. */
  path?: readonly string[];
  /** The default of the innermost pattern: used when the value is undefined. */
  fallback?: JsNode;
  /** Type annotation of the whole pattern. */
  annotation?: TSESTree.TypeNode;
  fn?: FunctionNode | TSESTree.TSEmptyBodyFunctionExpression;
  /** Number of the parameter. */
  index?: number;
}

const MAX_PATTERN = 32;
/** Nobody takes larger arrays apart by hand. */
const MAX_ELEMENTS = 256;

/** The write that a bound or assigned name takes part in, found from the name outwards. */
export function writeOf(name: JsNode): Write {
  const write: Write = { name, kind: "other" };
  let path: string[] | undefined = [];
  let node = name;
  for (let i = 0; i < MAX_PATTERN; i++) {
    const { parent } = node;
    if (!parent) return write;
    switch (parent.type) {
      case "Property": {
        const picked = keyName(parent);
        path = path && picked !== undefined ? [picked, ...path] : undefined;
        node = parent.parent;
        break;
      }
      case "ArrayPattern":
        path = path && parent.elements.length <= MAX_ELEMENTS ? [indexIn(parent, node), ...path] : undefined;
        node = parent;
        break;
      case "RestElement":
        if (parent.parent.type !== "ObjectPattern") path = undefined;
        node = parent.parent.type === "ObjectPattern" ? parent.parent : parent;
        break;
      case "AssignmentPattern":
        write.fallback ??= parent.right;
        node = parent;
        break;
      case "TSParameterProperty":
        node = parent;
        break;
      default:
        return { ...write, path, annotation: annotationOf(node), ...endOf(node, parent) };
    }
  }
  return write;
}

const indexIn = (pattern: TSESTree.ArrayPattern, element: JsNode): string => String(pattern.elements.findIndex((one) => one === element));

/** The annotation of a name, pattern, default or parameter property. */
export function annotationOf(pattern: JsNode): TSESTree.TypeNode | undefined {
  const inner = pattern.type === "TSParameterProperty" ? pattern.parameter : pattern;
  const bound = inner.type === "AssignmentPattern" ? inner.left : inner;
  return ("typeAnnotation" in bound ? (bound.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined)?.typeAnnotation;
}

/** What the outermost pattern belongs to. */
function endOf(pattern: JsNode, owner: JsNode): Partial<Write> {
  switch (owner.type) {
    case "VariableDeclarator": return declared(owner);
    case "AssignmentExpression":
      if (owner.left !== pattern) return {};
      return ["=", "??=", "||=", "&&="].includes(owner.operator) ? { kind: "value", value: owner.right } : {};
    case "ForOfStatement":
    case "ForInStatement":
      return owner.left === pattern ? { kind: owner.type === "ForOfStatement" ? "item" : "key", value: owner.right } : {};
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "TSImportEqualsDeclaration":
      return { kind: "import", value: owner };
    case "ClassDeclaration":
    case "ClassExpression":
      return { kind: "class", value: owner };
    case "TSEnumDeclaration": return { kind: "enum", value: owner };
    case "TSDeclareFunction": return { kind: "function", value: owner };
    default: break;
  }
  if (!isFunction(owner) && (owner.type as string) !== "TSEmptyBodyFunctionExpression") return {};
  const fn = owner as FunctionNode;
  if (fn.id === pattern) return { kind: "function", value: fn };
  return { kind: "param", fn, index: fn.params.indexOf(pattern as TSESTree.Parameter) };
}

function declared(declarator: TSESTree.VariableDeclarator): Partial<Write> {
  const statement = declarator.parent.parent;
  if ((statement.type === "ForOfStatement" || statement.type === "ForInStatement") && statement.left === declarator.parent) {
    return { kind: statement.type === "ForOfStatement" ? "item" : "key", value: statement.right };
  }
  return declarator.init == null ? { kind: "none" } : { kind: "value", value: declarator.init };
}
