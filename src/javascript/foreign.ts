import type { ForeignName } from "../summary.ts";
import type { Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Locals } from "./locals.ts";
import { calleeOf, isClass, isFunction, propertyName, unwrap, wrapped, type FunctionNode } from "./nodes.ts";
import type { Member } from "./members.ts";
import { isRequire, ownModules } from "./own-modules.ts";
import type { JsFile } from "./questions.ts";
import { annotationOf, type Write } from "./writes.ts";

/** Chains and names are followed this far. */
const MAX_CHAIN = 64;
const MAX_STEPS = 8;
/** Ways together: generated code has names that mean anything. */
const MAX_PARTS = 64;

export interface ForeignNeeds {
  file: JsFile;
  origin(node: JsNode): string | undefined;
  constant(node: JsNode): unknown;
}

/** What a file takes from other modules of its project. Most expressions are told apart by the name that they start with. */
export class Foreign {
  readonly #needs: ForeignNeeds;
  readonly #locals: Locals;
  readonly #originOfType: (type: TSESTree.TypeNode) => string | undefined;
  readonly #modules: ReadonlySet<string>;
  readonly #variables = new Map<Variable, boolean>();
  readonly #members = new Map<Member, boolean>();
  readonly #names = new Map<string, ForeignName | undefined>();

  constructor(needs: ForeignNeeds, locals: Locals, originOfType: (type: TSESTree.TypeNode) => string | undefined) {
    this.#needs = needs;
    this.#locals = locals;
    this.#originOfType = originOfType;
    this.#modules = ownModules(needs.file, (node) => needs.constant(node));
  }

  /** Nothing is taken from modules of the project. */
  get isEmpty(): boolean {
    return this.#modules.size === 0;
  }

  /** What an expression means, if it comes from a module that may be of the project. */
  name(expression: JsNode): ForeignName | undefined {
    return this.mayBe(expression) ? this.nameOf(expression) : undefined;
  }

  /** The same for what may come from such a module, as somebody has looked. */
  nameOf(expression: JsNode): ForeignName | undefined {
    return this.#split(this.#needs.origin(expression));
  }

  /** What a value of a type is. */
  ofType(type: TSESTree.TypeNode): ForeignName | undefined {
    return this.#mayBeType(type, MAX_STEPS) ? this.#split(this.#originOfType(type)) : undefined;
  }

  /** A module by its specifier. */
  ofModule(specifier: string, name: string): ForeignName | undefined {
    return this.#modules.has(specifier) ? { module: specifier, name } : undefined;
  }

  /** Whether an expression is a name that is imported from a module of the project, or a member of one. */
  isTaken(expression: JsNode): boolean {
    let at = unwrap(expression);
    for (let i = 0; i < MAX_CHAIN && at.type === "MemberExpression"; i++) at = unwrap(at.object);
    const variable = at.type === "Identifier" ? this.#needs.file.bindings.variable(at) : undefined;
    return variable?.defs[0]?.type === "ImportBinding" && this.mayBe(at);
  }

  /** What of other modules was given to the call that a name holds the result of. */
  wrapped(name: JsNode): readonly ForeignName[] {
    const { bindings } = this.#needs.file;
    const variable = this.isEmpty ? undefined : bindings.variable(name);
    const write = variable && bindings.onlyWrite(variable);
    const value = write?.kind === "value" && write.path?.length === 0 && write.value ? unwrap(write.value) : undefined;
    if (value?.type !== "CallExpression" || isRequire(value)) return [];
    return value.arguments.flatMap((one) => (one.type === "Identifier" && this.isTaken(one) ? (this.name(one) ?? []) : []));
  }

  /** A cheap look at whether an expression may come from a module of the project. */
  mayBe(expression: JsNode, steps = MAX_STEPS): boolean {
    if (steps <= 0 || this.isEmpty) return false;
    let at = unwrap(expression);
    let member: string | undefined;
    for (let i = 0; i < MAX_CHAIN; i++) {
      switch (at.type) {
        case "MemberExpression":
          member = propertyName(at);
          at = unwrap(at.object);
          break;
        case "CallExpression":
          if (isRequire(at)) return true;
          at = unwrap(at.callee);
          break;
        case "NewExpression":
        case "TaggedTemplateExpression":
          at = unwrap(calleeOf(at));
          break;
        case "AwaitExpression": at = unwrap(at.argument); break;
        case "AssignmentExpression": at = unwrap(at.right); break;
        case "Identifier": return this.#ofName(at, steps - 1);
        case "ThisExpression":
        case "Super":
          return this.#ofSelf(at, member, steps - 1);
        case "ImportExpression": return true;
        case "LogicalExpression": return this.mayBe(at.left, steps - 1) || this.mayBe(at.right, steps - 1);
        case "ConditionalExpression": return this.mayBe(at.consequent, steps - 1) || this.mayBe(at.alternate, steps - 1);
        case "ObjectExpression": return this.#ofObject(at, steps - 1);
        case "ClassDeclaration":
        case "ClassExpression":
          return at.superClass != null && this.mayBe(at.superClass, steps - 1);
        default: return false;
      }
    }
    return false;
  }

  #ofObject({ properties }: TSESTree.ObjectExpression, steps: number): boolean {
    return properties.slice(0, MAX_PARTS).some((one) => one.type === "Property" && this.mayBe(one.value, steps));
  }

  #ofName(name: JsNode, steps: number): boolean {
    const variable = this.#needs.file.bindings.variable(name);
    if (!variable) return false;
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    // Circles end here.
    this.#variables.set(variable, false);
    const { bindings } = this.#needs.file;
    const writes = bindings.writes(variable);
    const found = writes.some((write) => this.#ofWrite(write, steps))
      // `const services = {}; services.users = …`
      || (writes.some(mayGetMembers) && [...bindings.members(variable).values()].flat().slice(0, MAX_PARTS).some((one) => this.mayBe(one, steps)));
    this.#variables.set(variable, found);
    return found;
  }

  #ofWrite({ kind, value, fallback, annotation, fn, index }: Write, steps: number): boolean {
    if (steps <= 0) return false;
    if (annotation && this.#mayBeType(annotation, steps - 1)) return true;
    if (fallback && this.mayBe(fallback, steps - 1)) return true;
    switch (kind) {
      case "import": return value !== undefined && this.#modules.has(moduleOf(value) ?? "");
      case "function": return isFunction(value) && this.#gives(value, steps);
      case "class":
      case "value":
      case "item":
        return value !== undefined && (isFunction(value) ? this.#gives(value, steps) : this.mayBe(value, steps - 1));
      case "param": return fn !== undefined && index !== undefined && isFunction(fn) && this.#isHanded(fn, index, steps);
      default: return false;
    }
  }

  /** What a function returns, by its type or its returns. */
  #gives(fn: FunctionNode, steps: number): boolean {
    const type = fn.returnType?.typeAnnotation;
    if (type && this.#mayBeType(type, steps - 1)) return true;
    return fn.body != null && this.#locals.returns(fn).some((one) => this.mayBe(one, steps - 1));
  }

  /** `import("./users").then(({ load }) => …)`, and what the calls of a function of this file pass. */
  #isHanded(fn: FunctionNode, index: number, steps: number): boolean {
    const place = wrapped(fn);
    const { parent } = place;
    if (parent?.type === "CallExpression" && parent.callee !== place) {
      const callee = unwrap(parent.callee);
      return callee.type === "MemberExpression" && propertyName(callee) === "then" && this.mayBe(callee.object, steps - 1);
    }
    return this.#locals.calls(fn).calls.some(({ arguments: given }) => given[index] !== undefined && this.mayBe(given[index], steps - 1));
  }

  #ofSelf(self: JsNode, name: string | undefined, steps: number): boolean {
    const locals = this.#locals;
    const local = locals.local(self) ?? locals.self(self);
    const member = local && name !== undefined ? locals.member(local, name) : undefined;
    if (member) {
      const known = this.#members.get(member);
      if (known !== undefined) return known;
      // Circles end here: `this.query = this.query.and(…)`, once per method.
      this.#members.set(member, false);
      const found = this.#ofMember(member, steps);
      this.#members.set(member, found);
      return found;
    }
    const own = locals.self(self)?.node;
    const base = isClass(own) ? locals.foreignBase(own) : undefined;
    return base !== undefined && this.mayBe(base, steps);
  }

  #ofMember({ annotation, getter, values }: Member, steps: number): boolean {
    if (annotation && this.#mayBeType(annotation, steps)) return true;
    const all = getter ? this.#locals.returns(getter) : values;
    return all.slice(0, MAX_PARTS).some((one) => (isFunction(one) ? this.#gives(one, steps) : this.mayBe(one, steps)));
  }

  #mayBeType(type: TSESTree.TypeNode, steps: number): boolean {
    if (steps <= 0 || this.isEmpty) return false;
    const some = (types: readonly (TSESTree.TypeNode | undefined)[]): boolean => types.some((one) => one && this.#mayBeType(one, steps - 1));
    switch (type.type) {
      case "TSTypeReference": return this.#ofEntity(type.typeName, steps) || some(type.typeArguments?.params ?? []);
      case "TSTypeQuery": return type.exprName.type === "TSImportType" || this.#ofEntity(type.exprName, steps);
      case "TSImportType": return true;
      case "TSUnionType":
      case "TSIntersectionType":
        return some(type.types);
      case "TSArrayType": return some([type.elementType]);
      case "TSTypeOperator": return some([type.typeAnnotation]);
      case "TSIndexedAccessType": return some([type.objectType]);
      case "TSTypeLiteral": return this.#ofMembers(type.members, steps);
      default: return false;
    }
  }

  #ofEntity(entity: TSESTree.EntityName, steps: number): boolean {
    let at = entity;
    for (let i = 0; i < MAX_STEPS && at.type === "TSQualifiedName"; i++) at = at.left;
    const variable = at.type === "Identifier" ? this.#needs.file.bindings.variable(at) : undefined;
    if (!variable) return false;
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    const declared = variable.defs.map((one) => one.node as JsNode);
    const isType = declared.some(({ type }) => type === "TSTypeAliasDeclaration" || type === "TSInterfaceDeclaration");
    if (!isType) return this.#ofName(variable.identifiers[0] ?? at, steps - 1);
    this.#variables.set(variable, false);
    const found = declared.some((one) => this.#ofDeclaration(one, steps - 1));
    this.#variables.set(variable, found);
    return found;
  }

  #ofDeclaration(node: JsNode, steps: number): boolean {
    if (node.type === "TSTypeAliasDeclaration") return this.#mayBeType(node.typeAnnotation, steps);
    if (node.type !== "TSInterfaceDeclaration") return false;
    return this.#ofMembers(node.body.body, steps) || node.extends.some((one) => this.mayBe(one.expression, steps));
  }

  #ofMembers(members: readonly TSESTree.TypeElement[], steps: number): boolean {
    return members.slice(0, MAX_PARTS).some((one) => {
      const type = one.type === "TSPropertySignature" ? annotationOf(one) : undefined;
      return type !== undefined && this.#mayBeType(type, steps - 1);
    });
  }

  /** Takes an origin apart: the longest specifier of the file that it starts with, and what is taken from there. */
  #split(origin: string | undefined): ForeignName | undefined {
    if (origin === undefined) return undefined;
    if (this.#names.has(origin)) return this.#names.get(origin);
    let module: string | undefined;
    for (const one of this.#modules) {
      if (!origin.startsWith(one) || (module !== undefined && one.length < module.length)) continue;
      if (origin.length === one.length || ".#([".includes(origin.charAt(one.length))) module = one;
    }
    const found = module === undefined ? undefined : { module, name: origin.slice(module.length) };
    this.#names.set(origin, found);
    return found;
  }
}

/** Whether code may hang something on a value: on objects, functions, what a CommonJS module exports. */
function mayGetMembers({ kind, value }: Write): boolean {
  if (kind !== "value" || !value) return kind === "function";
  const { type } = unwrap(value);
  return type === "ObjectExpression" || type === "MemberExpression" || type === "AssignmentExpression";
}

/** The specifier behind a name that an import binds. */
function moduleOf(specifier: JsNode): string | undefined {
  const { parent } = specifier;
  if (parent?.type === "ImportDeclaration") return parent.source.value;
  if (specifier.type !== "TSImportEqualsDeclaration") return undefined;
  const { moduleReference: from } = specifier;
  return from.type === "TSExternalModuleReference" && from.expression.type === "Literal" ? String(from.expression.value) : undefined;
}
