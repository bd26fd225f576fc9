import { isBuiltin } from "node:module";
import { libraries } from "../knowledge/javascript/index.ts";
import { sentCommands } from "../knowledge/javascript/services.ts";
import type { ProjectFacts } from "../project-facts.ts";
import type { KnownCall } from "../questions.ts";
import { sinkIndex, type CallArguments, type Named, type Shaped, type SinkIndex } from "../sink-index.ts";
import type { Bindings } from "./bindings.ts";
import type { Constants } from "./constants.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { leadingText } from "./leading-text.ts";
import { isOpen, Receivers } from "./receivers.ts";
import { argumentsOf, calleeOf, chainOf, chainText, enclosingFunction, isCall, keyName, propertyName, unwrap, wrapped, type CallNode } from "./nodes.ts";
import type { Locals } from "./locals.ts";
import { packageOf } from "./names.ts";
import type { Origins } from "./origins.ts";
import { isReceiverShape, Siblings } from "./siblings.ts";
import { SinkNames, type Wanted } from "./sink-names.ts";

interface Parts {
  source: JsSource;
  /** The whole file. */
  text: string;
  /** Findings that are not sure are asked for. */
  doubtful: boolean;
  facts: ProjectFacts;
  /** The user's own rows. */
  own: readonly unknown[] | undefined;
  bindings: Bindings;
  locals: Locals;
  origins: Origins;
  constants: Constants;
  /** Every name under which the file puts something into an object or class. */
  memberNames(): ReadonlySet<string>;
}

/** Uses of a variable that are looked at. */
const MAX_USES = 256;

/** Members, calls and variables on the way to what a receiver was made from. */
const MAX_STEPS = 32;

/** Methods that run a lazy query and go on with its result. */
const settling = new Set(["then", "catch", "finally"]);

/** What calls cost, by resolved name or by shape. */
export class Sinks {
  readonly #parts: Parts;
  readonly #index: SinkIndex;
  readonly #receivers: Receivers;
  readonly #known = new Map<JsNode, KnownCall | undefined>();
  #packages: ReadonlySet<string> | undefined;
  #siblings: Siblings | undefined;
  #names: SinkNames | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#index = sinkIndex(libraries, parts.own);
    this.#receivers = new Receivers(parts.bindings, parts.locals, parts.origins);
  }

  sink(expression: JsNode): KnownCall | undefined {
    const node = unwrap(expression);
    if (!isCall(node)) return undefined;
    if (this.#known.has(node)) return this.#known.get(node);
    this.#known.set(node, undefined);
    const found = this.#find(node);
    this.#known.set(node, found);
    return found;
  }

  #find(call: CallNode): KnownCall | undefined {
    if (!this.mayBe(call)) return undefined;
    const callee = calleeOf(call);
    const origin = this.#parts.origins.origin(callee);
    const named = (origin === undefined ? undefined : this.#index.byName(origin)) ?? this.#sent(call, callee);
    const found = named ? { ...named, confidence: "certain" as const } : this.#shaped(call, callee, origin);
    if (!found || (found.row.lazy && (!this.#runs(call, origin) || this.#isResult(callee)))) return undefined;
    return { row: found.row, library: found.library, confidence: found.confidence, text: chainText(callee) };
  }

  /** Whether a call may be a sink of a kind, told by names alone. */
  mayBe(call: CallNode, wanted?: Wanted): boolean {
    this.#names ??= new SinkNames(this.#parts);
    return this.#names.mayHave(call, wanted);
  }

  /** Whether a call of a kind by its resolved name may stand in the file. */
  mayHaveAny(wanted: Wanted): boolean {
    this.#names ??= new SinkNames(this.#parts);
    return this.#names.hasAny(wanted);
  }

  /** A call that sends a command of a library. */
  #sent(call: CallNode, callee: JsNode): Named | undefined {
    const inner = unwrap(callee);
    const [first] = argumentsOf(call);
    if (inner.type !== "MemberExpression" || first?.type !== "NewExpression") return undefined;
    const method = propertyName(inner);
    const row = sentCommands.find((one) => one.method === method);
    const origin = row && this.#parts.origins.origin(first.callee);
    if (origin === undefined) return undefined;
    for (const { command, client } of sentCommands) {
      const module = command.exec(origin)?.[1];
      if (module !== undefined) return this.#index.byName(`${module}.${client}#${method}`);
    }
    return undefined;
  }

  #shaped(call: CallNode, callee: JsNode, origin: string | undefined): Omit<KnownCall, "text"> | undefined {
    const inner = unwrap(callee);
    if (inner.type !== "MemberExpression" || call.type === "NewExpression") return undefined;
    const method = propertyName(inner) ?? "";
    const shaped = this.#index.mayHaveShape(method) ? this.#byShape(call, inner, origin) : undefined;
    if (shaped) return { row: shaped.row, library: shaped.library, confidence: shaped.known ? "likely" : "possible" };
    if (call.type !== "CallExpression" || !this.#clients.mayHave(method) || !this.#isOpen(inner, origin)) return undefined;
    const sibling = this.#clients.find(inner);
    return sibling && { ...sibling, confidence: "likely" };
  }

  #byShape(call: CallNode, callee: TSESTree.MemberExpression, origin: string | undefined): Shaped | undefined {
    if (!this.#isOpen(callee, origin)) return undefined;
    const args = this.#arguments(call);
    const { made, written } = this.#receivers.chains(callee);
    const packages = this.#allPackages();
    const shaped = this.#index.byShape(made, args, packages)
      ?? (/^\p{Lu}/u.test(written) ? this.#index.byShape(written, args, packages) : undefined)
      // Items of what a query gave: their name tells the query, the chain only the variable.
      ?? (origin?.includes("[]") ? this.#index.byShape(origin, args, packages) : undefined)
      ?? (origin === undefined ? undefined : this.#index.byModule(origin, args, packages));
    return shaped?.row.member.startsWith("^") && this.#isThirdParty(origin) ? undefined : shaped;
  }

  /** Whether a receiver may be a library's client although its name does not say so. */
  #isOpen(callee: TSESTree.MemberExpression, origin: string | undefined): boolean {
    return origin === undefined ? this.#receivers.isPassedIn(callee.object) : this.#isForeign(origin);
  }

  /** Receivers that are known by their other calls. */
  get #clients(): Siblings {
    const { source, bindings, locals, origins } = this.#parts;
    const packages = this.#allPackages();
    this.#siblings ??= new Siblings({
      ast: source.ast, bindings, locals,
      present: libraries.filter((library) => library.packages.some((name) => packages.has(name))),
      shapeOf: (call, callee) => {
        if (!this.#index.mayHaveShape(propertyName(callee) ?? "")) return undefined;
        const shaped = this.#byShape(call, callee, origins.origin(callee));
        return shaped?.known && isReceiverShape(shaped.row.member) ? shaped.library : undefined;
      },
    });
    return this.#siblings;
  }

  /** A class of an unscoped package in the manifest is no model of the project: `EditorState.create({...})`. */
  #isThirdParty(origin: string | undefined): boolean {
    const [name] = /^[\w~-]+/.exec(origin ?? "") ?? [];
    return name !== undefined && this.#parts.facts.packages?.has(name) === true;
  }

  /** A name that this file cannot see through: of the project, or of a package that no knowledge exists of. */
  #isForeign(origin: string): boolean {
    const name = packageOf(origin);
    if (name === undefined) return true;
    const module = name.startsWith("@") ? name : (/^[\w~-]+/.exec(name)?.[0] ?? name);
    return !isBuiltin(module) && !known.has(module) && !known.has(name) && isOpen(module);
  }

  /** The packages of the manifest, with those that the file imports itself. */
  #allPackages(): ReadonlySet<string> {
    this.#packages ??= new Set([...(this.#parts.facts.packages ?? []), ...this.#parts.bindings.importedPackages()]);
    return this.#packages;
  }

  #arguments(call: CallNode): CallArguments {
    const args = argumentsOf(call);
    const keys: string[] = [];
    for (const arg of args) {
      const value = arg.type === "SpreadElement" ? arg : this.#parts.constants.value(arg);
      if (value.type !== "ObjectExpression") continue;
      for (const part of value.properties) {
        const key = part.type === "Property" ? keyName(part) : undefined;
        if (key !== undefined) keys.push(key);
      }
    }
    const [first] = args;
    return { first: first ? this.#kindOf(first) : "absent", keys, text: () => first && leadingText(first, this.#parts.constants) };
  }

  #kindOf(arg: JsNode): CallArguments["first"] {
    if (arg.type === "SpreadElement") return "unknown";
    const value = this.#parts.constants.value(arg);
    switch (value.type) {
      case "ObjectExpression": return "object";
      case "Literal":
      case "TemplateLiteral":
      case "ArrayExpression":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "FunctionDeclaration":
      case "ClassExpression":
      case "BinaryExpression":
      case "UnaryExpression":
        return "other";
      default: return "unknown";
    }
  }

  /** Whether a lazy query is run by what happens to its value here. Of a chain of calls only the last one counts. */
  #runs(call: CallNode, origin: string | undefined): boolean {
    const value = wrapped(call);
    const { parent } = value;
    switch (parent?.type) {
      case "MemberExpression": return parent.object === value && settling.has(propertyName(parent) ?? "");
      case "ExpressionStatement": return false;
      case "VariableDeclarator": return parent.id.type !== "Identifier" || this.#isHandedOut(parent.id);
      case "AssignmentExpression": return parent.left.type !== "Identifier" || this.#isHandedOut(parent.left);
      case "CallExpression": {
        const outer = this.#parts.origins.origin(parent.callee);
        return outer === undefined || origin === undefined || firstName(outer) !== firstName(origin);
      }
      case "ArrowFunctionExpression":
      case "ReturnStatement":
        return !isGrown(call);
      default: return true;
    }
  }

  /** Whether the receiver is what an awaited query gave (`(await User.find()).map`), not a query that goes on. */
  #isResult(callee: JsNode): boolean {
    let at = unwrap(callee);
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      switch (at.type) {
        case "MemberExpression": at = unwrap(at.object); continue;
        case "CallExpression": at = unwrap(at.callee); continue;
        case "AwaitExpression":
          if (this.sink(at.argument)) return true;
          at = unwrap(at.argument);
          continue;
        case "Identifier": {
          const variable = this.#parts.bindings.variable(at);
          const write = variable && this.#parts.bindings.onlyWrite(variable);
          if ((write?.kind !== "value" && write?.kind !== "item") || !write.value) return false;
          at = unwrap(write.value);
          continue;
        }
        default: return false;
      }
    }
    return false;
  }

  /**
   * Whether a variable is used other than as the start of a longer chain. What a loop puts into it runs there only where the loop
   * itself uses it: `query = query.where(x)` adds to a query that runs once, after the loop.
   */
  #isHandedOut(name: JsNode): boolean {
    const variable = this.#parts.bindings.variable(name);
    if (!variable) return true;
    const [start, end] = loopAround(name)?.range ?? [0, Infinity];
    return this.#parts.bindings.references(variable).slice(0, MAX_USES).some(({ identifier }) => {
      if (identifier.range[0] < start || identifier.range[1] > end) return false;
      const value = wrapped(identifier);
      const { parent } = value;
      if (value === name || !parent) return false;
      if (parent.type === "VariableDeclarator" || parent.type === "AssignmentExpression") return false;
      return parent.type !== "MemberExpression" || settling.has(propertyName(parent) ?? "");
    });
  }
}

/** Methods whose callback is handed a query to add to, and the ones that carry a value from item to item. */
const growing = new Set(("reduce reduceRight modify where andWhere orWhere whereNot whereExists whereNotExists whereIn having orHaving on join innerJoin leftJoin "
  + "rightJoin with from union unionAll").split(" "));

/** Whether a callback only adds to the query that it is handed: `filters.reduce((query, one) => query.where(one), query)`. */
function isGrown(call: CallNode): boolean {
  const fn = enclosingFunction(call);
  const outer = fn && wrapped(fn).parent;
  if (fn === undefined || outer?.type !== "CallExpression" || outer.callee.type !== "MemberExpression") return false;
  const { root } = chainOf(calleeOf(call));
  const [first] = fn.params;
  return growing.has(propertyName(outer.callee) ?? "") && first?.type === "Identifier" && root.type === "Identifier" && root.name === first.name;
}

/** The innermost loop statement around a node in its function. */
function loopAround(node: JsNode): JsNode | undefined {
  for (let around = node.parent; around; around = around.parent) {
    switch (around.type) {
      case "ForStatement": case "ForInStatement": case "ForOfStatement": case "WhileStatement": case "DoWhileStatement": return around;
      case "FunctionDeclaration": case "FunctionExpression": case "ArrowFunctionExpression": case "Program": return undefined;
    }
  }
  return undefined;
}

/** Packages that rows exist for: what they do is known by name, so their other calls are no shapes. */
const known = new Set(libraries.flatMap((library) => library.packages));

const firstName = (origin: string): string => /^[^#()]+?(?=[.#(]|$)/.exec(origin)?.[0] ?? origin;
