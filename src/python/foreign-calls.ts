import { taskSenders } from "../knowledge/python/contexts.ts";
import { querySetMethods } from "../knowledge/python/django.ts";
import type { ForeignName } from "../summary.ts";
import { builtinMethods, builtins } from "./builtins.ts";
import { methodOwner } from "./classes.ts";
import type { ForeignNames } from "./foreign.ts";
import { lastName, type Functions } from "./functions.ts";
import { importedName, joinModule, wildcardModule } from "./imports.ts";
import type { PyNode } from "./node.ts";
import { startOf } from "./origins.ts";
import type { PyFile } from "./questions.ts";
import type { Binding, Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";
import type { Values } from "./values.ts";

/** A class has a method from one of its bases; with more of them nothing is told. */
const MAX_BASES = 4;
const MAX_LINKS = 64;
/** `self.repo.load` of a base class: names behind the instance. */
const MAX_NAMES = 3;

export interface ForeignCall {
  to: ForeignName;
  /** A worker runs the function later, as a job of its own. */
  isJob: boolean;
}

const none: readonly ForeignCall[] = [];
/** Expressions that are one of their parts. */
const joined = new Set(["boolean_operator", "conditional_expression", "named_expression"]);

/** A class of this file and how its members are spelled: of an instance (`#`), of the class itself (`.`), only those of its bases (`above`). */
interface Owner {
  definition: PyNode;
  mark: "#" | ".";
  above?: true;
}

/** Finds the functions of other modules that expressions stand for. */
export class ForeignCalls {
  readonly #tree: PyTree;
  readonly #scopes: Scopes;
  readonly #values: Values;
  readonly #functions: Functions;
  readonly #names: ForeignNames;
  readonly #ours = new Map<Binding, boolean>();
  #wildcards: readonly string[] | undefined;

  constructor({ tree, scopes }: PyFile, values: Values, functions: Functions, names: ForeignNames) {
    this.#tree = tree;
    this.#scopes = scopes;
    this.#values = values;
    this.#functions = functions;
    this.#names = names;
  }

  /** What a call of an expression runs; several names where a method may come from any of several bases: at most one of them exists. */
  called(callee: PyNode): readonly ForeignCall[] {
    const name = lastName(callee);
    if (name === undefined || builtinMethods.has(name) || !this.mayBeOurs(callee)) return none;
    const all = this.#named(callee);
    const names = all.some(isOfManager) ? all.filter((one) => isWorthIt(one, name)) : all;
    if (names.length === 0) return none;
    const found = names.map((to): ForeignCall => ({ to: runnable(to), isJob: false }));
    if (!taskSenders.has(name)) return found;
    return found.flatMap((one) => {
      const task = withoutLast(one.to);
      return task ? [one, { to: task, isJob: true }] : [one];
    });
  }

  /** The functions that an expression which is handed to a call may stand for: `load`, `self.repo.load`, `partial(load, 1)`. */
  handed(expression: PyNode): ForeignName[] {
    if (expression.type !== "identifier" && expression.type !== "attribute" && expression.type !== "call") return [];
    if (expression.type !== "call" && !this.mayBeOurs(expression)) return [];
    return this.#named(expression).map(runnable).filter(({ name }) => !name.endsWith(")"));
  }

  /** What an expression stands for that holds a value of another module: `cache.ENTRIES`, `self.store.items`. */
  held(expression: PyNode): ForeignName[] {
    return this.mayBeOurs(expression) ? this.#named(expression).filter(({ name }) => !name.includes("(")) : [];
  }

  /** The modules that the file takes everything from. */
  get wildcards(): readonly string[] {
    return (this.#wildcards ??= this.#tree.nodes("import_from_statement").flatMap((one) => wildcardModule(one) ?? []).filter((one) => this.#names.mayBeOurs(one)));
  }

  #named(expression: PyNode): ForeignName[] {
    const value = this.#values.valueOf(expression);
    switch (value?.kind) {
      case "name": {
        const only = this.#names.of(value.name);
        return only ? [only] : [];
      }
      // A class without a constructor of its own has that of a base.
      case "class": return this.#inherited({ definition: value.definition, mark: "#" }, ["__init__"]);
      case undefined: return expression.type === "identifier" ? this.#fromWildcards(expression) : this.#fromBases(expression);
      default: return [];
    }
  }

  #allOf(origins: readonly string[]): ForeignName[] {
    return origins.flatMap((one) => this.#names.of(one) ?? []);
  }

  /** A name that only one of several `from module import *` can have brought. */
  #fromWildcards(name: PyNode): ForeignName[] {
    if (this.wildcards.length < 2 || this.#scopes.lookup(name)) return [];
    return this.#allOf(this.wildcards.slice(0, MAX_BASES).map((module) => joinModule(module, name.text)));
  }

  /** `self.helper`, `super().load` and `self.repo.load` of a class whose bases are of other files. */
  #fromBases(callee: PyNode): ForeignName[] {
    const names: string[] = [];
    let at: PyNode | undefined = callee;
    while (at?.type === "attribute" && names.length < MAX_NAMES) {
      names.unshift(at.field("attribute")?.text ?? "");
      at = at.field("object");
      const owner = at && this.#ownerOf(at);
      if (owner) return this.#inherited(owner, names);
    }
    return [];
  }

  /** The class of this file that an expression is an instance of, or stands for. */
  #ownerOf(expression: PyNode): Owner | undefined {
    const value = this.#values.valueOf(expression);
    if (value?.kind === "instance" || value?.kind === "class") return { definition: value.definition, mark: value.kind === "class" ? "." : "#" };
    if (value || expression.type !== "call" || expression.field("function")?.text !== "super") return undefined;
    const method = this.#functions.at(expression).node;
    const definition = method.type === "function_definition" ? methodOwner(method) : undefined;
    return definition && { definition, mark: "#", above: true };
  }

  #inherited({ definition, mark, above }: Owner, members: readonly string[]): ForeignName[] {
    const { classes } = this.#values;
    if (!above && classes.attribute(definition, members[0] ?? "").length > 0) return [];
    const bases = classes.foreignBases(definition).flatMap((base) => this.#values.nameOfType(base) ?? []);
    return this.#allOf([...new Set(bases)].map((base) => base + mark + members.join("."))).slice(0, MAX_BASES);
  }

  /** A quick look at where a chain starts: literals, builtins and imports from elsewhere lead nowhere. */
  mayBeOurs(expression: PyNode): boolean {
    let at = expression;
    for (let steps = 0; steps < MAX_LINKS; steps++) {
      const next = startOf(at);
      if (!next) break;
      at = next;
    }
    if (at.type !== "identifier") return joined.has(at.type);
    const name = at.text;
    if (name === "self" || name === "cls" || name === "super") return true;
    const binding = this.#scopes.lookup(at);
    if (!binding) return !builtins.has(name) && this.wildcards.length > 0;
    const known = this.#ours.get(binding);
    if (known !== undefined) return known;
    const ours = binding.definitions.some((one) => one.kind !== "import" || this.#names.mayBeOurs(importedName(one) ?? ""));
    this.#ours.set(binding, ours);
    return ours;
  }
}

/** Of the manager of a model: what Django's own methods give has no functions of the project that a name could tell. */
const isOfManager = ({ module }: ForeignName): boolean => module.includes(".objects.");

const isWorthIt = (to: ForeignName, member: string): boolean => !isOfManager(to) || (to.name === "" && !querySetMethods.has(member));

/** A call of an instance runs its `__call__`. */
const runnable = (to: ForeignName): ForeignName => (to.name.endsWith("#") ? { module: to.module, name: `${to.name}__call__` } : to);

/** `app.tasks.mail` of `app.tasks.mail.delay`. */
function withoutLast({ module, name }: ForeignName): ForeignName | undefined {
  const whole = module + name;
  const at = Math.max(whole.lastIndexOf("."), whole.lastIndexOf("#"));
  if (at <= 0 || at === module.length) return undefined;
  return at < module.length ? { module: module.slice(0, at), name: "" } : { module, name: name.slice(0, at - module.length) };
}
