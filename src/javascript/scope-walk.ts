import type { JsNode, TSESTree } from "./context.ts";
import type { Order } from "./order.ts";
import { BOTH, OwnReference, OwnScope, resolve, TYPE, uses, VALUE, type Definition, type FileNames, type ScopeKind } from "./own-scopes.ts";

type Name = TSESTree.Identifier | TSESTree.JSXIdentifier;

/** Patterns and wrappers stand in each other only so deep in code that people write. */
const MAX_PATTERN = 256;

/**
 * The names of a file in one pass over its nodes: what `@typescript-eslint/scope-manager` tells rules, in a third of its time.
 * A test compares the two on real code. Kinds of scopes without names of their own are left out.
 */
export function namesOf(order: Order, kind: "module" | "commonjs" | "script"): FileNames {
  return new Walk(order, kind).names();
}

class Walk {
  readonly #order: Order;
  /** All scopes in the order in which they begin. */
  readonly #scopes: OwnScope[] = [];
  readonly #references: OwnReference[] = [];
  /** Scopes that are open, and the depths of the nodes that opened them. */
  readonly #open: OwnScope[] = [];
  readonly #depths: number[] = [];
  #scope: OwnScope;
  /** A `switch` opens its scope with its first case. */
  readonly #switches = new Map<JsNode, OwnScope>();
  #hasElements = false;

  constructor(order: Order, kind: "module" | "commonjs" | "script") {
    this.#order = order;
    const program = order.nodes[0] as JsNode;
    this.#scope = this.#made("global", undefined, program);
    if (kind !== "script") this.#scope = this.#made(kind === "module" ? "module" : "function", this.#scope, program);
    this.#open.push(this.#scope);
    this.#depths.push(0);
  }

  names(): FileNames {
    const { nodes, depths } = this.#order;
    let innermost = 0;
    for (let index = 1; index < nodes.length; index++) {
      const node = nodes[index] as JsNode;
      const depth = depths[index] as number;
      if (depth <= innermost) {
        do {
          this.#open.pop();
          this.#depths.pop();
          innermost = this.#depths.at(-1) ?? 0;
        } while (depth <= innermost);
        this.#scope = this.#open.at(-1) ?? this.#scope;
      }
      if (node.type === "Identifier") {
        this.#identifier(node, node.parent);
        continue;
      }
      const scope = this.#opened(node);
      if (!scope) continue;
      this.#scope = scope;
      this.#open.push(scope);
      this.#depths.push(depth);
      innermost = depth;
    }
    return resolve(this.#scopes, this.#references);
  }

  #made(kind: ScopeKind, upper: OwnScope | undefined, block: JsNode): OwnScope {
    const scope = new OwnScope(kind, upper, block);
    this.#scopes.push(scope);
    return scope;
  }

  /** The scope that the code of a node is in, where that is not the one around it. */
  #opened(node: JsNode): OwnScope | undefined {
    const around = this.#scope;
    switch (node.type) {
      case "FunctionExpression":
        return this.#made("function", node.id ? this.#made("name", around, node) : around, node);
      case "FunctionDeclaration":
      case "ArrowFunctionExpression":
      case "TSDeclareFunction":
      case "TSEmptyBodyFunctionExpression":
        return this.#made("function", around, node);
      case "BlockStatement": {
        const { type } = node.parent;
        const isBody = type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
        return isBody ? undefined : this.#made("block", around, node);
      }
      case "ClassDeclaration":
      case "ClassExpression":
        return this.#made("class", around, node);
      case "Decorator": return this.#outside(node);
      case "StaticBlock": return this.#made("static", around, node);
      case "CatchClause": return this.#made("block", around, node);
      case "ForStatement": return isLexical(node.init) ? this.#made("block", around, node) : undefined;
      case "ForInStatement":
      case "ForOfStatement":
        return isLexical(node.left) ? this.#made("block", around, node) : undefined;
      case "SwitchCase": return this.#case(node);
      case "TSEnumDeclaration": return this.#made("enum", around, node);
      case "TSEnumMember":
        if (node.id.type === "Literal") around.define(String(node.id.value), BOTH, { type: "TSEnumMemberName", name: node.id, node, parent: null }, undefined);
        return undefined;
      case "TSModuleDeclaration": return this.#made("namespace", around, node);
      case "JSXIdentifier":
        this.#element(node, node.parent);
        return undefined;
      case "JSXOpeningElement":
      case "JSXFragment":
        this.#pragma();
        return undefined;
      default: return node.type.startsWith("TS") ? this.#openedByType(node) : this.#ofElse(node);
    }
  }

  #openedByType(node: JsNode): OwnScope | undefined {
    switch (node.type) {
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
        return this.#made("type", this.#scope, node);
      case "TSFunctionType":
      case "TSConstructorType":
      case "TSCallSignatureDeclaration":
      case "TSConstructSignatureDeclaration":
      case "TSMethodSignature":
        return this.#made("functionType", this.#scope, node);
      case "TSMappedType": return this.#made("mappedType", this.#scope, node);
      case "TSConditionalType": return this.#made("conditionalType", this.#ofElse(node) ?? this.#scope, node);
      default: return this.#ofElse(node);
    }
  }

  /** What a conditional type infers is not known in its branch for `else`. */
  #ofElse(node: JsNode): OwnScope | undefined {
    const { block, kind, upper } = this.#scope;
    return kind === "conditionalType" && block.type === "TSConditionalType" && block.falseType === node ? upper : undefined;
  }

  /** Decorators of a class, and of the parameters of a method, stand outside of what they decorate. */
  #outside(node: JsNode): OwnScope | undefined {
    const owner = node.parent;
    if (owner?.type === "ClassDeclaration" || owner?.type === "ClassExpression") return this.#scope.upper;
    const { block, upper } = this.#scope;
    const isParameter = block.type === "FunctionExpression" && block.parent.type === "MethodDefinition" && block.params.some((one) => one === owner);
    return isParameter ? upper : undefined;
  }

  #case(node: TSESTree.SwitchCase): OwnScope {
    const known = this.#switches.get(node.parent) ?? this.#made("block", this.#scope, node.parent);
    this.#switches.set(node.parent, known);
    return known;
  }

  #refer(name: Name, use: number, kinds = VALUE): void {
    this.#references.push(new OwnReference(name, this.#scope, use, kinds));
  }

  #define(scope: OwnScope, type: Definition["type"], name: TSESTree.Identifier, node: JsNode, parent: JsNode | null = null): void {
    scope.define(name.name, kindsOf[type], { type, name, node, parent }, name);
  }

  #identifier(name: TSESTree.Identifier, parent: JsNode): void {
    switch (parent.type) {
      case "MemberExpression":
        if (name === parent.object || parent.computed) this.#refer(name, uses.read, isHeritage(parent) ? TYPE : VALUE);
        return;
      case "Property":
        if (name !== parent.value) {
          if (parent.computed) this.#refer(name, uses.read);
        } else if (parent.parent.type === "ObjectPattern") this.#pattern(name);
        else this.#refer(name, uses.read);
        return;
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
        if (name === parent.value || parent.computed) this.#refer(name, uses.read);
        return;
      case "VariableDeclarator":
        if (name === parent.id) this.#pattern(name);
        else this.#refer(name, uses.read);
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "TSDeclareFunction":
      case "TSEmptyBodyFunctionExpression":
        if (name === parent.id) this.#define(this.#scope.upper ?? this.#scope, "FunctionName", name, parent);
        else if (name === parent.body) this.#refer(name, uses.read);
        else this.#pattern(name);
        return;
      case "AssignmentPattern":
        if (name === parent.left) this.#pattern(name);
        else this.#refer(name, uses.read);
        return;
      case "AssignmentExpression":
        if (name !== parent.left) this.#refer(name, uses.read);
        else this.#assigned(name, parent);
        return;
      case "ForInStatement":
      case "ForOfStatement":
        if (name === parent.left) this.#pattern(name);
        else this.#refer(name, uses.read);
        return;
      case "UpdateExpression":
        this.#refer(name, uses.both);
        return;
      case "ArrayPattern":
      case "RestElement":
      case "CatchClause":
      case "TSParameterProperty":
        this.#pattern(name);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#className(name, parent);
        return;
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
        if (name === parent.local) this.#define(this.#scope, "ImportBinding", name, parent, parent.parent);
        return;
      case "ExportSpecifier":
        this.#exported(name, parent);
        return;
      case "ExportDefaultDeclaration":
        this.#refer(name, uses.read, BOTH);
        return;
      case "LabeledStatement": case "BreakStatement": case "ContinueStatement": case "MetaProperty": case "ImportAttribute": case "ExportAllDeclaration":
        return;
      default:
        if (parent.type.startsWith("TS")) this.#inType(name, parent);
        else this.#refer(name, uses.read);
    }
  }

  #inType(name: TSESTree.Identifier, parent: JsNode): void {
    switch (parent.type) {
      case "TSTypeReference":
      case "TSClassImplements":
      case "TSInterfaceHeritage":
        this.#refer(name, uses.read, TYPE);
        return;
      case "TSQualifiedName":
        if (name === parent.left) this.#qualified(name, parent);
        return;
      case "TSTypeParameter":
        this.#define(parent.parent.type === "TSInferType" ? this.#inferring() : this.#scope, "Type", name, parent);
        return;
      case "TSMappedType":
        this.#define(this.#scope, "Type", name, parent);
        return;
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
        this.#define(this.#scope.upper ?? this.#scope, "Type", name, parent);
        return;
      case "TSEnumDeclaration":
        this.#define(this.#scope.upper ?? this.#scope, "TSEnumName", name, parent);
        return;
      case "TSEnumMember":
        if (name === parent.id) this.#define(this.#scope, "TSEnumMemberName", name, parent);
        else this.#refer(name, uses.read);
        return;
      case "TSModuleDeclaration":
        if (parent.kind !== "global") this.#define(this.#scope.upper ?? this.#scope, "TSModuleName", name, parent);
        return;
      case "TSImportEqualsDeclaration":
        if (name === parent.id) this.#define(this.#scope, "ImportBinding", name, parent, parent);
        else this.#refer(name, uses.read);
        return;
      case "TSFunctionType": case "TSConstructorType": case "TSCallSignatureDeclaration": case "TSConstructSignatureDeclaration":
        this.#pattern(name);
        return;
      case "TSMethodSignature":
        if (name !== parent.key) this.#pattern(name);
        else if (parent.computed) this.#refer(name, uses.read);
        return;
      case "TSPropertySignature": case "TSAbstractMethodDefinition": case "TSAbstractPropertyDefinition": case "TSAbstractAccessorProperty":
        if (parent.computed) this.#refer(name, uses.read);
        return;
      case "TSExportAssignment":
        this.#refer(name, uses.read, BOTH);
        return;
      case "TSAsExpression": case "TSTypeAssertion": case "TSNonNullExpression":
        this.#asserted(name, parent);
        return;
      case "TSIndexSignature": case "TSNamedTupleMember": case "TSImportType":
        return;
      default:
        this.#refer(name, uses.read);
    }
  }

  #className(name: TSESTree.Identifier, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): void {
    if (name !== node.id) {
      this.#refer(name, uses.read);
      return;
    }
    const inside = this.#scope;
    if (node.type === "ClassExpression" || !inside.upper) {
      this.#define(inside, "ClassName", name, node);
      return;
    }
    // A declared class goes by its name inside as well.
    const variable = inside.upper.define(name.name, BOTH, { type: "ClassName", name, node, parent: null }, name);
    inside.names ??= new Map();
    inside.names.set(name.name, variable);
  }

  #exported(name: TSESTree.Identifier, node: TSESTree.ExportSpecifier): void {
    const { parent } = node;
    if (name !== node.local || parent.source != null) return;
    this.#refer(name, uses.read, node.exportKind === "type" || parent.exportKind === "type" ? TYPE : BOTH);
  }

  #qualified(name: TSESTree.Identifier, parent: TSESTree.TSQualifiedName): void {
    let at: JsNode = parent;
    for (let i = 0; i < MAX_PATTERN && at.parent?.type === "TSQualifiedName"; i++) at = at.parent;
    const { type } = at.parent ?? at;
    if (type === "TSImportType" || type === "TSModuleDeclaration") return;
    this.#refer(name, uses.read, type === "TSTypeQuery" || type === "TSImportEqualsDeclaration" ? VALUE : TYPE);
  }

  /** The scope of what a conditional type infers: its own, not that of a function type in it. */
  #inferring(): OwnScope {
    let scope = this.#scope;
    while (scope.upper && (scope.kind === "functionType" || scope.kind === "mappedType")) scope = scope.upper;
    return scope.kind === "conditionalType" ? scope : this.#scope;
  }

  #assigned(name: TSESTree.Identifier, { operator }: TSESTree.AssignmentExpression): void {
    this.#refer(name, operator === "=" ? uses.write : uses.both);
  }

  /** `(name as T) = …`, `name!++`. */
  #asserted(name: TSESTree.Identifier, wrapper: JsNode): void {
    const outer = wrapper.parent;
    if (outer?.type === "AssignmentExpression" && outer.left === wrapper) this.#assigned(name, outer);
    else this.#refer(name, outer?.type === "UpdateExpression" ? uses.both : uses.read);
  }

  /** A name in a pattern: what it declares or writes depends on where the whole pattern stands. */
  #pattern(name: TSESTree.Identifier): void {
    let at: JsNode = name;
    let defaults = 0;
    for (let i = 0; i < MAX_PATTERN; i++) {
      const parent = at.parent as JsNode;
      switch (parent.type) {
        case "AssignmentPattern":
          defaults++;
          break;
        case "Property": case "ObjectPattern": case "ArrayPattern": case "RestElement": case "TSParameterProperty": break;
        default:
          this.#placed(name, parent, defaults);
          return;
      }
      at = parent;
    }
  }

  #placed(name: TSESTree.Identifier, place: JsNode, defaults: number): void {
    let writes = defaults;
    switch (place.type) {
      case "VariableDeclarator": {
        const declaration = place.parent;
        this.#define(declaration.kind === "var" ? this.#scope.variableScope : this.#scope, "Variable", name, place, declaration);
        const loop = declaration.parent as JsNode;
        if (place.init != null) writes++;
        if ((loop.type === "ForInStatement" || loop.type === "ForOfStatement") && loop.left === declaration) writes++;
        break;
      }
      case "CatchClause":
        this.#define(this.#scope, "CatchClause", name, place);
        break;
      case "AssignmentExpression": case "ForInStatement": case "ForOfStatement":
        writes++;
        break;
      case "TSFunctionType": case "TSConstructorType": case "TSCallSignatureDeclaration": case "TSConstructSignatureDeclaration": case "TSMethodSignature":
        writes = 0;
        this.#define(this.#scope, "Parameter", name, place);
        break;
      case "TSIndexSignature": return;
      default:
        if ("params" in place) this.#define(this.#scope, "Parameter", name, place);
        else {
          this.#refer(name, uses.read);
          return;
        }
    }
    for (let i = 0; i < writes; i++) this.#refer(name, uses.write);
  }

  #element(name: TSESTree.JSXIdentifier, parent: JsNode): void {
    switch (parent.type) {
      case "JSXOpeningElement": case "JSXClosingElement": {
        const first = name.name.charAt(0);
        if (first.toUpperCase() === first || name.name === "this") this.#refer(name, uses.read);
        return;
      }
      case "JSXMemberExpression":
        if (name === parent.object && name.name !== "this") this.#refer(name, uses.read);
        return;
      case "JSXNamespacedName":
        if (parent.parent.type !== "JSXAttribute") this.#refer(name, uses.read);
    }
  }

  /** The first element of a file uses the name that calls for elements are made with. */
  #pragma(): void {
    if (this.#hasElements) return;
    for (let scope: OwnScope | undefined = this.#scope; scope; scope = scope.upper) {
      const [identifier] = scope.names?.get("React")?.identifiers ?? [];
      if (identifier?.type !== "Identifier") continue;
      this.#hasElements = true;
      this.#references.push(new OwnReference(identifier, scope, uses.read, VALUE));
      return;
    }
  }
}

const kindsOf: Readonly<Record<Definition["type"], number>> = {
  CatchClause: VALUE, FunctionName: VALUE, Parameter: VALUE, Variable: VALUE, Type: TYPE,
  ClassName: BOTH, ImportBinding: BOTH, TSEnumMemberName: BOTH, TSEnumName: BOTH, TSModuleName: BOTH,
};

const isLexical = (node: JsNode | null | undefined): boolean => node?.type === "VariableDeclaration" && node.kind !== "var";

/** `class A implements b.C`: the whole chain names a type. */
function isHeritage(member: JsNode): boolean {
  let at = member;
  for (let i = 0; i < MAX_PATTERN && at.parent?.type === "MemberExpression"; i++) at = at.parent;
  return at.parent?.type === "TSClassImplements" || at.parent?.type === "TSInterfaceHeritage";
}
