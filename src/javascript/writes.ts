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
const direct: readonly string[] = [];
/** Nobody takes larger arrays apart by hand. */
const MAX_ELEMENTS = 256;

/** The write that a bound or assigned name takes part in, found from the name outwards. */
export function writeOf(name: JsNode): Write {
  let path: readonly string[] | undefined = direct;
  let fallback: JsNode | undefined;
  let node = name;
  for (let i = 0; i < MAX_PATTERN; i++) {
    const { parent } = node;
    if (!parent) break;
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
        fallback ??= parent.right;
        node = parent;
        break;
      case "TSParameterProperty":
        node = parent;
        break;
      default:
        return endOf({ name, kind: "other", value: undefined, path, fallback, annotation: annotationOf(node), fn: undefined, index: undefined }, node, parent);
    }
  }
  return { name, kind: "other" };
}

const indexIn = (pattern: TSESTree.ArrayPattern, element: JsNode): string => String(pattern.elements.findIndex((one) => one === element));

/** The annotation of a name, pattern, default or parameter property. */
export function annotationOf(pattern: JsNode): TSESTree.TypeNode | undefined {
  const inner = pattern.type === "TSParameterProperty" ? pattern.parameter : pattern;
  const bound = inner.type === "AssignmentPattern" ? inner.left : inner;
  return ("typeAnnotation" in bound ? (bound.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined)?.typeAnnotation;
}

/** Completes a write with what the outermost pattern belongs to. */
function endOf(write: Write, pattern: JsNode, owner: JsNode): Write {
  switch (owner.type) {
    case "VariableDeclarator": return declared(write, owner);
    case "AssignmentExpression":
      return owner.left === pattern && assigning.has(owner.operator) ? as(write, "value", owner.right) : write;
    case "ForOfStatement": return owner.left === pattern ? as(write, "item", owner.right) : write;
    case "ForInStatement": return owner.left === pattern ? as(write, "key", owner.right) : write;
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "TSImportEqualsDeclaration":
      return as(write, "import", owner);
    case "ClassDeclaration":
    case "ClassExpression":
      return as(write, "class", owner);
    case "TSEnumDeclaration": return as(write, "enum", owner);
    case "TSDeclareFunction": return as(write, "function", owner);
    default: break;
  }
  if (!isFunction(owner) && (owner.type as string) !== "TSEmptyBodyFunctionExpression") return write;
  const fn = owner as FunctionNode;
  if (fn.id === pattern) return as(write, "function", fn);
  write.kind = "param";
  write.fn = fn;
  write.index = fn.params.indexOf(pattern as TSESTree.Parameter);
  return write;
}

const assigning: ReadonlySet<string> = new Set(["=", "??=", "||=", "&&="]);

function declared(write: Write, declarator: TSESTree.VariableDeclarator): Write {
  const statement = declarator.parent.parent;
  if (statement.type === "ForOfStatement" && statement.left === declarator.parent) return as(write, "item", statement.right);
  if (statement.type === "ForInStatement" && statement.left === declarator.parent) return as(write, "key", statement.right);
  return declarator.init == null ? as(write, "none") : as(write, "value", declarator.init);
}

function as(write: Write, kind: Write["kind"], value?: JsNode): Write {
  write.kind = kind;
  write.value = value;
  return write;
}
