import { itemMethods } from "../knowledge/javascript/iteration.ts";
import type { Bindings, Variable } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Locals } from "./locals.ts";
import { globalObjects } from "./names.ts";
import { isClass, isFunction, propertyName, unwrap, wrapped, type ClassNode, type FunctionNode } from "./nodes.ts";

/**
 * How long something lives: `module` as long as the process, `class-static` with its class, `instance` with an object of a class,
 * `closure` with functions that outlive the call that made it, `local` no longer than one call.
 */
export type Lifetime = "module" | "class-static" | "instance" | "closure" | "local";

const MAX_STEPS = 24;

/** Functions given to these run before the call that they are given to is over, or are dropped after it. */
const passing: ReadonlySet<string> = new Set([...itemMethods.keys(), "then", "catch", "finally", "replace", "replaceAll", "from"]);

/** Decorators of classes that a container makes once. */
const singletonDecorators: ReadonlySet<string> = new Set(["Injectable", "Controller", "Service", "Singleton", "Resolver", "WebSocketGateway", "Component"]);

/** How long variables and members live. */
export class Lifetimes {
  readonly #bindings: Bindings;
  readonly #locals: Locals;
  readonly #variables = new Map<Variable, Lifetime>();

  constructor(bindings: Bindings, locals: Locals) {
    this.#bindings = bindings;
    this.#locals = locals;
  }

  /** Lifetime of a name, `this.x` or `x.y`; undefined for other expressions. */
  lifetimeOf(expression: JsNode, steps = MAX_STEPS): Lifetime | undefined {
    const node = unwrap(expression);
    if (steps <= 0) return undefined;
    if (node.type === "Identifier") {
      const variable = this.#bindings.variable(node);
      if (!variable) return node.name === "arguments" ? "local" : "module";
      const alias = this.#alias(variable);
      return alias ? (this.lifetimeOf(alias, steps - 1) ?? this.#ofVariable(variable)) : this.#ofVariable(variable);
    }
    if (node.type === "ThisExpression") return this.#ofSelf(node, steps);
    return node.type === "MemberExpression" ? this.#ofMember(node, steps) : undefined;
  }

  /** Whether objects of the class that a `this.x` belongs to are made once per process: by a container, or at the top level of this file. */
  isSingleton(expression: JsNode): boolean {
    let node = unwrap(expression);
    for (let i = 0; i < MAX_STEPS && node.type === "MemberExpression"; i++) node = unwrap(node.object);
    const owner = this.#locals.local(node);
    if (!owner?.instance || !isClass(owner.node)) return false;
    return this.isMadeOnce(owner.node);
  }

  /** Whether a class has one instance per process: a container makes it, or the top level of this file. */
  isMadeOnce(node: ClassNode): boolean {
    return isProvided(node) || this.#isMadeAtTop(node);
  }

  #ofMember(node: TSESTree.MemberExpression, steps: number): Lifetime | undefined {
    const object = unwrap(node.object);
    if (object.type === "Identifier" && this.#bindings.isGlobal(object) && globalObjects.has(object.name)) return "module";
    const owner = this.#locals.local(object);
    if (owner && isClass(owner.node) && !owner.instance) return "class-static";
    return this.lifetimeOf(object, steps - 1);
  }

  #ofSelf(node: JsNode, steps: number): Lifetime | undefined {
    const self = this.#locals.self(node);
    if (!self) return undefined;
    if (self.instance) return "instance";
    if (isClass(self.node)) return "class-static";
    const { parent } = wrapped(self.node);
    if (parent?.type === "VariableDeclarator") return this.lifetimeOf(parent.id, steps - 1);
    if (parent?.type === "AssignmentExpression") return this.lifetimeOf(parent.left, steps - 1);
    return parent?.type.startsWith("Export") ? "module" : undefined;
  }

  /** What a variable is only another name for: `const seen = this.seen`, `const { cache } = state`. */
  #alias(variable: Variable): JsNode | undefined {
    const write = this.#bindings.onlyWrite(variable);
    if (write?.kind !== "value" || !write.value || !write.path) return undefined;
    const value = unwrap(write.value);
    if (value.type === "MemberExpression") return value;
    return value.type === "Identifier" || (value.type === "ThisExpression" && write.path.length > 0) ? value : undefined;
  }

  #ofVariable(variable: Variable): Lifetime {
    const known = this.#variables.get(variable);
    if (known) return known;
    const owner = functionAround(variable);
    const found = !owner ? "module" : this.#isCaptured(variable, owner) ? "closure" : "local";
    this.#variables.set(variable, found);
    return found;
  }

  /** Whether a use of a variable stands in a function that outlives the call which made the variable: else it happens once per variable. */
  isUsedLater(name: JsNode): boolean {
    const variable = this.#bindings.variable(name);
    const owner = variable && functionAround(variable);
    if (!owner) return true;
    for (let at: JsNode | undefined = name.parent; at && at !== owner; at = at.parent) if (isFunction(at) && this.#outlives(at)) return true;
    return false;
  }

  /** Whether a function that outlives the call holds on to a variable of it. */
  #isCaptured(variable: Variable, owner: JsNode): boolean {
    const checked = new Set<JsNode>();
    for (const { identifier } of this.#bindings.references(variable)) {
      for (let at: JsNode | undefined = identifier.parent; at && at !== owner; at = at.parent) {
        if (checked.has(at)) break;
        checked.add(at);
        if (isFunction(at) && this.#outlives(at)) return true;
      }
    }
    return false;
  }

  #outlives(fn: FunctionNode): boolean {
    const place = wrapped(fn);
    const { parent } = place;
    if (parent?.type === "CallExpression") {
      const callee = unwrap(parent.callee);
      if (callee === fn) return false;
      return callee.type !== "MemberExpression" || !passing.has(propertyName(callee) ?? "");
    }
    if (parent?.type === "NewExpression") return !(parent.callee.type === "Identifier" && parent.callee.name === "Promise");
    const name = fn.type === "FunctionDeclaration" ? fn.id : parent?.type === "VariableDeclarator" ? parent.id : undefined;
    const variable = name?.type === "Identifier" ? this.#bindings.variable(name) : undefined;
    return !variable || this.#bindings.references(variable).some((one) => one.isRead() && !this.#isUsedAtOnce(one.identifier));
  }

  /** A function's name that is only called, or given to something that calls it at once. */
  #isUsedAtOnce(name: JsNode): boolean {
    const { parent } = name;
    if (parent?.type !== "CallExpression") return false;
    const callee = unwrap(parent.callee);
    return callee === name || (callee.type === "MemberExpression" && passing.has(propertyName(callee) ?? ""));
  }

  #isMadeAtTop(node: ClassNode): boolean {
    const name = node.id ?? (node.parent.type === "VariableDeclarator" ? node.parent.id : undefined);
    const variable = name?.type === "Identifier" ? this.#bindings.variable(name) : undefined;
    if (!variable) return false;
    const made = this.#bindings.references(variable).flatMap(({ identifier }) => (identifier.parent.type === "NewExpression" ? [identifier.parent] : []));
    return made.length > 0 && made.every((one) => isOnce(one));
  }
}

/** `new X()` at the top level, as a static member, or where the only instance is kept. */
function isOnce(made: TSESTree.NewExpression): boolean {
  for (let at: JsNode | undefined = made.parent; at; at = at.parent) {
    if (at.type === "AssignmentExpression" && isStored(at)) return true;
    if (at.type === "PropertyDefinition") return at.static;
    if (isFunction(at)) return false;
  }
  return true;
}

/** `instance ??= new X()`, `X.instance = new X()`. */
const isStored = ({ operator, left }: TSESTree.AssignmentExpression): boolean =>
  operator === "??=" || operator === "||=" || (left.type === "MemberExpression" && /^#?_?instance$/i.test(propertyName(left) ?? ""));

/** A class that a container makes, unless it says once per request or injection. */
function isProvided(node: ClassNode): boolean {
  return (node.decorators ?? []).some(({ expression }) => {
    if (expression.type !== "CallExpression" || expression.callee.type !== "Identifier" || !singletonDecorators.has(expression.callee.name)) return false;
    const [options] = expression.arguments;
    return options?.type !== "ObjectExpression" || !options.properties.some((one) => one.type === "Property" && one.key.type === "Identifier" && one.key.name === "scope");
  });
}

/** A cheap look at whether a function may outlive the call that makes it: not where it is run on the spot, or given to what runs it so. */
export function mayOutlive(fn: FunctionNode): boolean {
  const { parent } = wrapped(fn);
  if (parent?.type === "NewExpression") return !(parent.callee.type === "Identifier" && parent.callee.name === "Promise");
  if (parent?.type !== "CallExpression") return true;
  const callee = unwrap(parent.callee);
  return callee !== fn && (callee.type !== "MemberExpression" || !passing.has(propertyName(callee) ?? ""));
}

/** The function whose call makes a variable; undefined at the top level of a file. */
function functionAround(variable: Variable): JsNode | undefined {
  const { block } = variable.scope.variableScope;
  return block.type === "Program" || block.type === "TSModuleDeclaration" ? undefined : block;
}
