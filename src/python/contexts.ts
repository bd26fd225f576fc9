import type { Confidence } from "../finding.ts";
import { functionContext } from "../file-context.ts";
import { entryPoints, patchers, startupName } from "../knowledge/python/contexts.ts";
import { adminAction, graphql, parameters, type BaseRow, type DecoratorShape, type ParameterRow, type Runs } from "../knowledge/python/handlers.ts";
import { normalise } from "../sink-pattern.ts";
import type { RecognisedContext } from "../summary.ts";
import type { Callees } from "./callees.ts";
import { ClassFacts, isStranger, type Lineage } from "./class-facts.ts";
import { factOf, routeOf, startup } from "./context-facts.ts";
import { isDeferred } from "./deferred.ts";
import { decoratorsOf, keyword, lastName, parametersOf, positional, type PyClass, type PyFunction } from "./functions.ts";
import { handlerIndex, isNamed } from "./handler-index.ts";
import { isForOperators } from "./operators.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import type { Values } from "./values.ts";

/** Groups of commands are nested this deep. */
const MAX_GROUPS = 4;

/** Recognises in which contexts functions run by their own declarations. */
export class Contexts {
  readonly #file: PyFile;
  readonly #values: Values;
  readonly #classes: ClassFacts;
  readonly #used = new Map<readonly string[], boolean>();
  readonly #viewModule: boolean;

  constructor(file: PyFile, values: Values, callees: Callees) {
    this.#file = file;
    this.#values = values;
    this.#classes = new ClassFacts(values, callees);
    this.#viewModule = /(?:^|[\\/])views(?:\.py$|[\\/])/.test(file.filename);
  }

  /** Blocking calls of this file have been replaced by cooperative ones. */
  get patched(): boolean {
    const { text } = this.#file.tree;
    return patchers.some((one) => text.includes(one)) && /^[ \t]*(?:import|from)[ \t]+(?:gevent|eventlet)\b/m.test(text);
  }

  /** By the function's own declaration: decorators, class, parameters, name. */
  declared(fn: PyFunction): RecognisedContext[] {
    if (fn.id === 0) return [];
    const told = functionContext(fn.name, this.#file.settings.contexts);
    if (told) return [{ ...told, confidence: "certain" }];
    if (fn.node.type === "lambda") return [];
    const byDecorator = this.#byDecorators(fn);
    const other = byDecorator.length > 0 ? undefined : (this.#byClass(fn) ?? this.#byParameters(fn) ?? this.#byName(fn));
    const found = other ? [other] : byDecorator;
    return found.length > 0 && isForOperators(this.#values, fn.node) ? found.map((one) => ({ ...one, rare: true })) : found;
  }

  #byDecorators(fn: PyFunction): RecognisedContext[] {
    const found: RecognisedContext[] = [];
    for (const decorator of decoratorsOf(fn.node)) {
      const one = this.#byDecorator(fn, decorator);
      if (one) found.push(one);
    }
    const isElsewhere = found.length > 0 && isDeferred(fn.node, (node) => this.#values.origin(node));
    return isElsewhere ? found.map((one) => ({ ...one, offLoop: true as const })) : found;
  }

  #byDecorator(fn: PyFunction, decorator: PyNode): RecognisedContext | undefined {
    const callee = decorator.type === "call" ? decorator.field("function") : decorator;
    const name = callee && lastName(callee);
    if (!callee || name === undefined) return undefined;
    const { decorators, lifecycle } = handlerIndex();
    const isField = name === "field";
    if (!isField && !decorators.names.has(name) && !lifecycle.names.has(name)) return undefined;
    const origin = this.#values.origin(callee);
    const full = origin === undefined ? undefined : normalise(origin);
    if (full !== undefined) {
      if ((graphql.fieldDecorators as readonly string[]).includes(full)) return this.#resolver(fn);
      const cycle = lifecycle.byName.get(full);
      if (cycle) return this.#fact(fn, cycle, "certain");
      const row = decorators.byName.get(full);
      if (row) return row.unless?.test(this.#file.tree.text) ? undefined : this.#fact(fn, row, "certain", routeOf(this.#values, decorator, name));
    }
    if (name === "on_event" && decorator.type === "call") return this.#lifecycle(fn, decorator);
    const group = this.#groupOf(callee);
    if (group) return this.#fact(fn, group, "certain");
    const shape = decorators.byLast.get(name);
    return shape && callee.type === "attribute" && isStranger(origin) ? this.#byShape(fn, decorator, name, shape) : undefined;
  }

  /** `@cli.command()` where `cli` is a function of this file that is a group of commands itself. */
  #groupOf(callee: PyNode, depth = 0): Runs | undefined {
    const object = callee.type === "attribute" ? callee.field("object") : undefined;
    const group = object?.type === "identifier" ? this.#values.definitionOf(object) : undefined;
    if (group?.type !== "function_definition") return undefined;
    for (const one of decoratorsOf(group)) {
      const maker = one.type === "call" ? (one.field("function") ?? one) : one;
      const origin = this.#values.origin(maker);
      const row = origin === undefined ? undefined : handlerIndex().decorators.byName.get(normalise(origin));
      if (row?.context === "cli") return row;
      const outer = depth < MAX_GROUPS ? this.#groupOf(maker, depth + 1) : undefined;
      if (outer) return outer;
    }
    return undefined;
  }

  /** `@app.on_event("startup")` on an application from another file. */
  #lifecycle(fn: PyFunction, decorator: PyNode): RecognisedContext | undefined {
    const first = positional(decorator)[0];
    const event = first && this.#values.constant(first);
    return event === "startup" || event === "shutdown" ? this.#fact(fn, { context: "startup", how: `${event} hook`, loop: "async" }, "likely") : undefined;
  }

  #byShape(fn: PyFunction, decorator: PyNode, name: string, shape: DecoratorShape): RecognisedContext | undefined {
    const route = routeOf(this.#values, decorator, name);
    if (shape.argument === "path") {
      const first = decorator.type === "call" ? (positional(decorator)[0] ?? keyword(decorator, "path")) : undefined;
      const path = first && this.#values.constant(first);
      if (typeof path !== "string" || !(path === "" || path.startsWith("/"))) return undefined;
    }
    return this.#fact(fn, shape, this.#isUsed(shape.packages) ? "likely" : "possible", route);
  }

  /** A package stands in the manifest, or this file imports it. */
  #isUsed(packages: readonly string[]): boolean {
    const known = this.#used.get(packages);
    if (known !== undefined) return known;
    const { facts: { packages: named }, tree: { text } } = this.#file;
    const used = packages.some((one) => named?.has(one) === true || text.includes(`from ${one}`) || text.includes(`import ${one}`));
    this.#used.set(packages, used);
    return used;
  }

  #byClass(fn: PyFunction): RecognisedContext | undefined {
    const { owner } = fn;
    if (!owner) return undefined;
    const lineage = this.#classes.lineage(owner);
    const resolver = this.#graphqlMethod(fn, lineage);
    if (resolver) return resolver;
    const row = this.#baseRow(fn, lineage);
    if (row) return this.#fact(fn, row.row, row.confidence);
    const field = this.#serializerField(fn, owner, lineage) ?? this.#adminMethod(fn, owner, lineage);
    if (field) return field;
    if (fn.ownName === "__call__" && fn.async && namesOf(fn).slice(1, 4).join() === "scope,receive,send") {
      return this.#fact(fn, { context: "request", how: "ASGI application", loop: "always" }, "certain");
    }
    return undefined;
  }

  #baseRow(fn: PyFunction, lineage: Lineage): { row: BaseRow; confidence: Confidence } | undefined {
    const index = handlerIndex();
    for (const origin of lineage.origins) {
      const row = index.bases.get(origin)?.find((one) => isNamed(fn.ownName, one.methods))
        ?? index.basePrefixes.find((one) => origin.startsWith(one.prefix) && isNamed(fn.ownName, one.row.methods))?.row;
      if (row) return { row, confidence: "certain" };
    }
    for (const stranger of lineage.strangers) {
      const found = index.baseEndings.find(({ ending, row }) => stranger.endsWith(ending) && isNamed(fn.ownName, row.methods) && namesOf(fn).slice(0, 3).includes(row.parameter ?? ""));
      if (found) return { row: found.row, confidence: "likely" };
    }
    return undefined;
  }

  #graphqlMethod(fn: PyFunction, lineage: Lineage): RecognisedContext | undefined {
    const isMutation = (graphql.mutations as readonly string[]).includes(fn.ownName);
    if (!fn.ownName.startsWith("resolve_") && !isMutation) return undefined;
    const known = lineage.origins.some((one) => (graphql.objectBases as readonly string[]).includes(one) || one.startsWith("graphene"));
    const names = namesOf(fn);
    const informed = names.includes("info") || names.includes("_info");
    if (!known && !informed) return undefined;
    if (isMutation) return { context: "request", how: "GraphQL mutation", confidence: "likely" };
    return this.#resolver(fn);
  }

  /** A field of a root type runs once per request, one of an object type once per object. */
  #resolver(fn: PyFunction): RecognisedContext {
    const { owner } = fn;
    const names = owner ? this.#classes.lineage(owner).own : [];
    if (names.some((one) => graphql.rootType.test(one))) return { context: "request", how: `GraphQL root field ${fn.name}`, confidence: "likely" };
    if (!owner) return { context: "request", how: "GraphQL resolver", confidence: "likely" };
    return { context: "request", how: `GraphQL field ${fn.name}, once per parent`, confidence: "likely", perRow: true };
  }

  /** `get_total` beside `total = SerializerMethodField()`. */
  #serializerField(fn: PyFunction, owner: PyClass, lineage: Lineage): RecognisedContext | undefined {
    const known = lineage.origins.some((one) => one.startsWith("rest_framework.serializers.")) || lineage.strangers.some((one) => one.endsWith("Serializer"));
    const field = known && parametersOf(fn.node).length === 2 ? this.#classes.columns(owner).fields.get(fn.ownName) : undefined;
    return field === undefined ? undefined : { context: "request", how: `serializer field ${field}, once per row`, confidence: "certain", perRow: true };
  }

  /** A method of an admin class that is named in `list_display`, or has the parameters of an action. */
  #adminMethod(fn: PyFunction, owner: PyClass, lineage: Lineage): RecognisedContext | undefined {
    const known = lineage.origins.some((one) => one.startsWith("django.contrib.admin.")) || lineage.strangers.some((one) => one.endsWith("Admin"));
    if (!known) return undefined;
    if (namesOf(fn).slice(1).join() === adminAction.parameters.join()) return this.#fact(fn, adminAction, "likely");
    if (parametersOf(fn.node).length !== 2 || !this.#classes.columns(owner).displayed.has(fn.ownName)) return undefined;
    return { context: "request", how: `admin column ${fn.ownName}, once per row`, confidence: "certain", perRow: true };
  }

  #byParameters(fn: PyFunction): RecognisedContext | undefined {
    if (fn.ownName === "__init__") return undefined;
    if (fn.owner && !this.#mayHaveTypes && !this.#file.scopes.mentions("receive")) return undefined;
    const all = parametersOf(fn.node).filter((one, at) => !(at === 0 && fn.owner && (one.name === "self" || one.name === "cls")));
    for (const [at, one] of this.#mayHaveTypes ? all.entries() : []) {
      if (!one.type || at > 4) continue;
      const origin = this.#values.nameOfType(one.type);
      const row = origin === undefined ? undefined : parameterRow(origin);
      if (row && (at === 0 || row.anywhere)) return this.#fact(fn, row, "likely");
    }
    const names = all.map((one) => one.name);
    if (!fn.owner && names.length === 3 && names.slice(1).join() === adminAction.parameters.join()) return this.#fact(fn, adminAction, "likely");
    if (names[0] === "request" && !fn.owner && fn.parent === 0 && this.#viewModule) return this.#fact(fn, { context: "request", how: "view", loop: "async" }, "likely");
    if (fn.parent === 0 && !fn.owner && names.join() === "environ,start_response") return this.#fact(fn, { context: "request", how: "WSGI application", loop: "never" }, "certain");
    if (fn.parent === 0 && names.join() === "scope,receive,send") return this.#fact(fn, { context: "request", how: "ASGI application", loop: "always" }, "certain");
    return undefined;
  }

  #typesMentioned: boolean | undefined;

  /** A cheap look: the file names a type that some row knows, and the package that has it. */
  get #mayHaveTypes(): boolean {
    const { scopes, tree: { text } } = this.#file;
    return (this.#typesMentioned ??= parameterNames().some(([first, lasts]) => scopes.mentions(first) && lasts.some((last) => text.includes(last))));
  }

  #byName(fn: PyFunction): RecognisedContext | undefined {
    const entry = entryPoints.find((one) => one.name === fn.ownName && one.parameters.join() === namesOf(fn).join());
    if (entry && fn.parent === 0 && !fn.owner) return { context: entry.context, how: entry.how, confidence: "likely", offLoop: true };
    return startupName.test(fn.ownName) ? startup("start-up function by its name", "possible") : undefined;
  }

  #fact(fn: PyFunction, row: Runs, confidence: Confidence, detail = ""): RecognisedContext {
    return factOf(fn.async, row, confidence, detail);
  }
}

const namesOf = (fn: PyFunction): string[] => parametersOf(fn.node).map((one) => one.name);

let byAnnotation: Map<string, ParameterRow> | undefined;

function parameterRow(origin: string): ParameterRow | undefined {
  byAnnotation ??= new Map(parameters.flatMap((row) => row.annotations.map((one): [string, ParameterRow] => [one, row])));
  return byAnnotation.get(origin.replace(/#$/, ""));
}

let annotationNames: readonly (readonly [first: string, lasts: readonly string[]])[] | undefined;

/** The last names of the annotations of rows, by their first: whatever is imported by another name, the import has both. */
function parameterNames(): readonly (readonly [first: string, lasts: readonly string[]])[] {
  if (annotationNames) return annotationNames;
  const found = new Map<string, Set<string>>();
  for (const one of parameters.flatMap(({ annotations }) => annotations)) {
    const first = one.slice(0, one.indexOf("."));
    found.set(first, (found.get(first) ?? new Set()).add(one.slice(one.lastIndexOf(".") + 1)));
  }
  return (annotationNames = [...found].map(([first, lasts]) => [first, [...lasts]] as const));
}
