import type { Reference, Variable } from "@typescript-eslint/scope-manager";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { globalObjects, packageOf } from "./names.ts";
import type { FileNames } from "./own-scopes.ts";
import { isNothing, propertyName, unwrap, wrapped } from "./nodes.ts";
import { writeOf, type Write } from "./writes.ts";

export type { Reference, Variable };

interface Written {
  all: readonly Write[];
  real: readonly Write[];
  only: Write | undefined;
  declared: Write | undefined;
}

const none: readonly never[] = [];

/** Names of a file: which variable an identifier means, and how that variable gets its values. Built when first asked. */
export class Bindings {
  readonly #source: JsSource;
  /** Variables by the identifiers that read, write or declare them. */
  #variables: Map<JsNode, Variable> | undefined;
  /** Identifiers that mean no variable of the file, by name: globals. */
  #globals = new Map<string, JsNode[]>();
  /** All references of variables that the scope manager does not give them all: `var` and functions at the top of a script, classes named within. */
  readonly #late = new Map<Variable, Reference[]>();
  readonly #writes = new Map<Variable, Written>();
  readonly #members = new Map<Variable, ReadonlyMap<string, readonly JsNode[]>>();

  #topNames: readonly JsNode[] = none;
  #globalMembers: ReadonlyMap<string, readonly JsNode[]> | undefined;

  constructor(source: JsSource) {
    this.#source = source;
  }

  /** The variable of this file that an identifier reads, writes or declares; undefined for a global. */
  variable(identifier: JsNode): Variable | undefined {
    return this.#all().get(identifier);
  }

  /** All places where a global is named. */
  global(name: string): readonly JsNode[] {
    // Most files do not hold the word, and need no scopes to tell.
    if (!this.#variables && !this.#source.text.includes(name)) return none;
    this.#all();
    return this.#globals.get(name) ?? none;
  }

  /** The first names of the variables at the top level of the file. */
  topNames(): readonly JsNode[] {
    this.#all();
    return this.#topNames;
  }

  /** Reads and writes of a variable, declarations without a value excepted. */
  references(variable: Variable): readonly Reference[] {
    this.#all();
    return this.#late.get(variable) ?? variable.references;
  }

  /** Every way a variable gets a value: its declarations first, then assignments. */
  writes(variable: Variable): readonly Write[] {
    return this.#written(variable).all;
  }

  /** The writes that give a variable a value other than `null` and `undefined`. */
  realWrites(variable: Variable): readonly Write[] {
    return this.#written(variable).real;
  }

  /** The first write with a type annotation. */
  declaredWrite(variable: Variable): Write | undefined {
    return this.#written(variable).declared;
  }

  /** The only write of a variable; undefined when there are several. A declaration without a value does not count beside another. */
  onlyWrite(variable: Variable): Write | undefined {
    return this.#written(variable).only;
  }

  /** Whether a variable gets another value after its declaration. */
  isReassigned(variable: Variable): boolean {
    const declared = new Set<JsNode>(variable.identifiers);
    return this.references(variable).some((one) => one.isWrite() && !declared.has(one.identifier));
  }

  /** Values assigned to properties of a variable, by name, `[]` for computed ones: `app.db = new Pool()`, `groups[key] = []`. */
  members(variable: Variable): ReadonlyMap<string, readonly JsNode[]> {
    const known = this.#members.get(variable);
    if (known) return known;
    const found = assignedMembers(this.references(variable).map((one) => one.identifier));
    this.#members.set(variable, found);
    return found;
  }

  /** Values assigned to properties of the global object, by name: `globalThis.prisma ??= new PrismaClient()`. */
  globalMembers(): ReadonlyMap<string, readonly JsNode[]> {
    this.#globalMembers ??= assignedMembers([...globalObjects].flatMap((name) => this.global(name)));
    return this.#globalMembers;
  }

  /** Packages that the file imports or requires. */
  importedPackages(): ReadonlySet<string> {
    const specifiers: unknown[] = [];
    for (const statement of this.#source.ast.body) if (statement.type === "ImportDeclaration") specifiers.push(statement.source.value);
    for (const { parent } of this.global("require")) {
      const first = parent?.type === "CallExpression" ? parent.arguments[0] : undefined;
      if (first?.type === "Literal") specifiers.push(first.value);
    }
    return new Set(specifiers.flatMap((one) => (typeof one === "string" ? (packageOf(one) ?? []) : [])));
  }

  /** Whether an identifier means something that this file does not define. */
  isGlobal(identifier: JsNode): boolean {
    return this.variable(identifier) === undefined;
  }

  #written(variable: Variable): Written {
    const known = this.#writes.get(variable);
    if (known) return known;
    const names = new Set<JsNode>(variable.defs.map((def) => def.name));
    for (const reference of this.references(variable)) if (reference.isWrite()) names.add(reference.identifier);
    const all = [...names].map(writeOf);
    const some = all.filter((write) => write.kind !== "none");
    const found: Written = {
      all,
      real: some.filter((write) => write.value === undefined || !isNothing(write.value)),
      only: all.length <= 1 ? all[0] : some.length === 1 ? some[0] : undefined,
      declared: all.find((write) => write.annotation),
    };
    this.#writes.set(variable, found);
    return found;
  }

  #addLate(variable: Variable, reference: Reference): void {
    const late = this.#late.get(variable);
    if (late) late.push(reference);
    else this.#late.set(variable, [...variable.references, reference]);
  }

  #all(): Map<JsNode, Variable> {
    return (this.#variables ??= this.#source.names ? this.#told(this.#source.names) : this.#analyzed());
  }

  #told({ variables, globals, top }: FileNames): Map<JsNode, Variable> {
    this.#globals = globals;
    this.#topNames = top;
    // They have the parts that are asked for.
    return variables as unknown as Map<JsNode, Variable>;
  }

  #analyzed(): Map<JsNode, Variable> {
    const found = new Map<JsNode, Variable>();
    const scopes = this.#source.scopeManager?.scopes ?? [];
    this.#topNames = scopes.slice(0, 2).flatMap(({ variables }) => variables.flatMap(({ identifiers }) => identifiers[0] ?? []));
    const top = scopes[0]?.set;
    for (const scope of scopes) {
      for (const variable of scope.variables) for (const name of variable.identifiers) found.set(name, outermost(variable));
      for (const reference of scope.references) {
        const { identifier, resolved } = reference;
        const variable = resolved ? outermost(resolved) : top?.get(identifier.name);
        if (variable && variable.defs.length > 0) {
          found.set(identifier, variable);
          if (variable !== resolved) this.#addLate(variable, reference);
        } else push(this.#globals, identifier.name, identifier as JsNode);
      }
    }
    return found;
  }
}

/** A class declaration has a second variable of its name inside: both are one here. */
function outermost(variable: Variable): Variable {
  const { scope, name, defs } = variable;
  return scope.type === "class" && defs[0]?.node.type === "ClassDeclaration" ? (scope.upper?.set.get(name) ?? variable) : variable;
}

/** Values assigned to the properties of what some expressions mean, by name; `[]` for computed ones. */
export function assignedMembers(objects: readonly JsNode[]): Map<string, JsNode[]> {
  const found = new Map<string, JsNode[]>();
  for (const object of objects) {
    const member = wrapped(object).parent;
    if (member?.type !== "MemberExpression" || unwrap(member.object) !== object) continue;
    const value = assigned(member);
    if (value) push(found, propertyName(member) ?? "[]", value);
  }
  return found;
}

/** What is assigned to a member expression by its own parent, if anything. */
export function assigned(member: TSESTree.MemberExpression): JsNode | undefined {
  const target = wrapped(member);
  const { parent } = target;
  return parent?.type === "AssignmentExpression" && parent.left === target && parent.operator !== "+=" ? parent.right : undefined;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
