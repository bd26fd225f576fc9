import type { JsNode, TSESTree } from "./context.ts";

/** What a name is to the two worlds of TypeScript. */
export const VALUE = 1;
export const TYPE = 2;
export const BOTH = 3;

export type ScopeKind = "global" | "module" | "function" | "name" | "block" | "class" | "enum" | "namespace" | "static" | "functionType" | "mappedType" | "conditionalType" | "type";

/** A scope, as far as names are looked up in it. */
export class OwnScope {
  readonly kind: ScopeKind;
  readonly upper: OwnScope | undefined;
  readonly block: JsNode;
  /** The scope that `var` goes to. */
  readonly variableScope: OwnScope;
  /** Made when the first name comes: most scopes have none. */
  names: Map<string, OwnVariable> | undefined;
  /** Names used in it that no scope around has. */
  unresolved: JsNode[] | undefined;

  constructor(kind: ScopeKind, upper: OwnScope | undefined, block: JsNode) {
    this.kind = kind;
    this.upper = upper;
    this.block = block;
    const holdsVar = !upper || kind === "function" || kind === "module" || kind === "namespace" || kind === "static";
    this.variableScope = holdsVar ? this : upper.variableScope;
  }

  /** Adds a name, or one more definition of it; `identifier` is absent for a member that is written as a string. */
  define(name: string, kinds: number, definition: Definition, identifier: JsNode | undefined): OwnVariable {
    this.names ??= new Map();
    let variable = this.names.get(name);
    if (!variable) {
      variable = new OwnVariable(name, this);
      this.names.set(name, variable);
    }
    variable.kinds |= kinds;
    variable.defs.push(definition);
    if (identifier) variable.identifiers.push(identifier);
    return variable;
  }
}

/** The same parts as a definition of the scope manager has. */
export interface Definition {
  type: "CatchClause" | "ClassName" | "FunctionName" | "ImportBinding" | "Parameter" | "TSEnumMemberName" | "TSEnumName" | "TSModuleName" | "Type" | "Variable";
  name: JsNode;
  node: JsNode;
  parent: JsNode | null;
}

/** A name that the file defines. */
export class OwnVariable {
  readonly name: string;
  readonly scope: OwnScope;
  readonly defs: Definition[] = [];
  readonly identifiers: JsNode[] = [];
  readonly references: OwnReference[] = [];
  kinds = 0;

  constructor(name: string, scope: OwnScope) {
    this.name = name;
    this.scope = scope;
  }
}

const READ = 1;
const WRITE = 2;
export const uses = { read: READ, write: WRITE, both: READ | WRITE } as const;

/** A place that reads or writes a name. */
export class OwnReference {
  readonly identifier: TSESTree.Identifier | TSESTree.JSXIdentifier;
  readonly scope: OwnScope;
  readonly #use: number;
  readonly kinds: number;

  constructor(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier, scope: OwnScope, use: number, kinds: number) {
    this.identifier = identifier;
    this.scope = scope;
    this.#use = use;
    this.kinds = kinds;
  }

  isRead(): boolean {
    return (this.#use & READ) !== 0;
  }

  isWrite(): boolean {
    return (this.#use & WRITE) !== 0;
  }
}

/** The names of a file: what each identifier means. */
export interface FileNames {
  /** Variables by the identifiers that declare, read or write them. */
  variables: Map<JsNode, OwnVariable>;
  /** Identifiers that mean no variable of the file, by name. */
  globals: Map<string, JsNode[]>;
  /** First identifiers of the variables at the top level. */
  top: readonly JsNode[];
}

/** Finds the variable of each reference: in its scope or the nearest around it. */
export function resolve(scopes: readonly OwnScope[], references: readonly OwnReference[]): FileNames {
  const variables = new Map<JsNode, OwnVariable>();
  for (const { names } of scopes) {
    for (const variable of names?.values() ?? []) for (const identifier of variable.identifiers) variables.set(identifier, variable);
  }
  for (const reference of references) {
    const { identifier, scope } = reference;
    const variable = variableOf(reference);
    if (variable) {
      variable.references.push(reference);
      variables.set(identifier, variable);
    } else (scope.unresolved ??= []).push(identifier);
  }
  const globals = new Map<string, JsNode[]>();
  for (const { unresolved } of scopes) {
    for (const identifier of unresolved ?? []) {
      const { name } = identifier as TSESTree.Identifier;
      const known = globals.get(name);
      if (known) known.push(identifier);
      else globals.set(name, [identifier]);
    }
  }
  const top = scopes.slice(0, 2).flatMap(({ names }) => [...(names?.values() ?? [])].flatMap((variable) => variable.identifiers[0] ?? []));
  return { variables, globals, top };
}

function variableOf(reference: OwnReference): OwnVariable | undefined {
  const { identifier: { name }, kinds } = reference;
  for (let scope: OwnScope | undefined = reference.scope; scope; scope = scope.upper) {
    const found = scope.names?.get(name);
    // At the top of a script names of types and of values are not told apart.
    if (found && (scope.kind === "global" || ((found.kinds & kinds) !== 0 && isVisible(found, scope, reference)))) return found;
    if (name === "arguments" && scope.kind === "function" && scope.block.type !== "ArrowFunctionExpression") return undefined;
  }
  return undefined;
}

/** Default values of parameters do not see what the body of the function declares. */
function isVisible(variable: OwnVariable, scope: OwnScope, { identifier }: OwnReference): boolean {
  if (scope.kind !== "function" || scope.block.type === "Program" || variable.scope !== scope) return true;
  const { body } = scope.block as TSESTree.FunctionExpression;
  const start = (body as JsNode | null | undefined)?.range[0] ?? -1;
  return identifier.range[0] >= start || variable.defs.some(({ name }) => name.range[0] < start);
}
