import { functionContext, placeOf } from "../file-context.ts";
import { globMatcher } from "../globs.ts";
import { exportRows, rootTypes, startupNames, staticPage, typeBuilders, type ExportRow } from "../knowledge/javascript/contexts.ts";
import { classMethods, decorators, type ClassRow, type DecoratorRow } from "../knowledge/javascript/handlers.ts";
import type { RecognisedContext } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Exports } from "./exports.ts";
import { calleeOf, isCall, isClass, keyName, propertyName, unwrap, wrapped, type ClassNode, type FunctionNode } from "./nodes.ts";
import type { JsFile } from "./questions.ts";
import { requestShape } from "./request-shape.ts";

const MAX_OUTER = 12;

interface Needs {
  file: JsFile;
  exports: Exports;
  origin(node: JsNode): string | undefined;
  constant(node: JsNode): string | number | boolean | null | undefined;
}

const decoratorRows = new Map<string, DecoratorRow>();
for (const row of decorators) for (const from of row.from) for (const name of row.names) decoratorRows.set(`${from}.${name}`, row);

const classRows = new Map<string, ClassRow[]>();
for (const row of classMethods) for (const type of row.type) classRows.set(type, [...(classRows.get(type) ?? []), row]);

const matchers = new WeakMap<ExportRow, (place: string) => boolean>();

function matches(row: ExportRow, place: string): boolean {
  const known = matchers.get(row) ?? globMatcher(row.files);
  matchers.set(row, known);
  return known(place);
}

/** Contexts that a function has by its own declaration: decorators, classes, exports, resolver maps, the shape of its parameters, its name. */
export class OwnContexts {
  readonly #needs: Needs;
  readonly #rows: readonly ExportRow[];
  readonly #directive: string | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { filename, facts, source } = needs.file;
    this.#directive = directiveOf(source.ast.body);
    const place = placeOf(filename, facts.root);
    this.#rows = exportRows.filter((row) => matches(row, place)
      && (row.unless === undefined || row.unless !== this.#directive)
      && (row.packages === undefined || facts.packages === undefined || row.packages.some((name) => facts.packages?.has(name))));
  }

  /** All contexts told by the function itself; `name` is its qualified name, `registers` whether it adds routes in its own body. */
  of(fn: FunctionNode, name: string, registers: boolean): RecognisedContext[] {
    const { settings } = this.#needs.file;
    const told = functionContext(name, settings.contexts);
    if (told) return told.context === "unknown" ? [] : [{ ...told, confidence: "certain" }];
    const found = [...this.#byMethod(fn), ...this.#byExport(fn), ...this.#byDirective(fn), ...this.#byResolver(fn)];
    if (found.length > 0) return found;
    const shape = requestShape(fn, this.#needs.file.bindings);
    if (shape) return [shape];
    if (registers) return [{ context: "startup", how: "function that registers routes", confidence: "likely" }];
    const last = name.slice(name.lastIndexOf(".") + 1);
    const place = wrapped(fn).parent;
    if (place?.type === "MethodDefinition" && place.kind !== "method") return [];
    return startupNames.test(last) ? [{ context: "startup", how: `\`${last}\`, by its name`, confidence: "possible" }] : [];
  }

  #byMethod(fn: FunctionNode): RecognisedContext[] {
    const method = wrapped(fn).parent;
    if (method?.type !== "MethodDefinition" && method?.type !== "PropertyDefinition") return [];
    const owner = method.parent.parent;
    const found = decoratorsOf(method).flatMap((one) => this.#decorated(one) ?? []);
    const name = keyName(method);
    if (found.length > 0 || name === undefined || !isClass(owner)) return found;
    if (method.type === "MethodDefinition" && method.kind === "constructor" && this.#isPerRequest(owner)) {
      return [{ context: "request", how: "constructor of a request-scoped provider", confidence: "certain" }];
    }
    const row = this.#typesOf(owner).flatMap((type) => classRows.get(type) ?? []).find((one) => one.methods.includes(name));
    return row ? [{ context: row.context, how: row.how, confidence: "certain" }] : [];
  }

  #decorated(decorator: TSESTree.Decorator): RecognisedContext | undefined {
    const expression = unwrap(decorator.expression);
    const origin = this.#needs.origin(isCall(expression) ? calleeOf(expression) : expression);
    const row = origin === undefined ? undefined : decoratorRows.get(origin);
    if (!row) return undefined;
    const [first] = expression.type === "CallExpression" ? expression.arguments : [];
    const text = first ? this.#needs.constant(first) : undefined;
    const name = origin?.slice(origin.lastIndexOf(".") + 1) ?? "";
    const place = row.how === "route" ? ` ${name.toUpperCase()}${typeof text === "string" ? ` ${text}` : ""}` : typeof text === "string" ? ` \`${text}\`` : "";
    return { context: row.context, how: `${row.how}${place}`, confidence: "certain", perRow: row.perRow };
  }

  /** Interfaces, base class and decorators of a class, as origins. */
  #typesOf(owner: ClassNode): string[] {
    const { origin } = this.#needs;
    const types = [...listOf(owner.implements).map((one) => origin(one.expression)), owner.superClass ? origin(owner.superClass) : undefined];
    for (const { expression } of decoratorsOf(owner)) {
      const decorator = unwrap(expression);
      const name = origin(isCall(decorator) ? calleeOf(decorator) : decorator);
      types.push(name === undefined ? undefined : `${name}()`);
    }
    return types.filter((one) => one !== undefined);
  }

  #isPerRequest(owner: ClassNode): boolean {
    const { source } = this.#needs.file;
    return decoratorsOf(owner).some((one) => /\bscope\s*:\s*Scope\.REQUEST\b/.test(source.getText(one)));
  }

  #byExport(fn: FunctionNode): RecognisedContext[] {
    if (this.#rows.length === 0) return [];
    const names = this.#needs.exports.of(fn);
    if (names.size === 0) return [];
    for (const row of this.#rows) {
      const name = [...names].find((one) => row.exports.some((wanted) => wanted === one || (wanted.endsWith(".*") && one.startsWith(wanted.slice(0, -1)))));
      if (name === undefined || (row.unless !== undefined && !fn.async)) continue;
      const { context, how, alone } = row;
      if (how.startsWith("Next.js") && context === "request" && this.#isStaticPage()) return [{ context: "build", how: "Next.js static page", confidence: "certain" }];
      const confidence = name === "handler" ? handlerConfidence(fn) : "certain";
      if (name === "handler" && isCommand(fn, this.#needs.exports)) return [{ context: "cli", how: "command", confidence: "likely" }];
      return [{ context, how: /^[A-Z]+$/.test(name) ? `${how} ${name}` : how, confidence, alone }];
    }
    return [];
  }

  #isStaticPage(): boolean {
    return this.#needs.exports.names.has(staticPage.exports) || staticPage.text.test(this.#needs.file.source.text);
  }

  /** `"use server"` in the file or at the start of the function. */
  #byDirective(fn: FunctionNode): RecognisedContext[] {
    const own = fn.body.type === "BlockStatement" ? directiveOf(fn.body.body) : undefined;
    const isAction = own === "use server" || (this.#directive === "use server" && this.#needs.exports.of(fn).size > 0);
    return isAction ? [{ context: "request", how: "server action", confidence: "certain" }] : [];
  }

  #byResolver(fn: FunctionNode): RecognisedContext[] {
    const property = wrapped(fn).parent;
    if (property?.type !== "Property" || property.parent.type !== "ObjectExpression") return [];
    const inMap = resolverField(property, fn.params.length > 0);
    return inMap ? [inMap] : (this.#inBuilder(fn, property) ?? []);
  }

  /** `resolve` in a type built by graphql-js, Pothos or Nexus. */
  #inBuilder(fn: FunctionNode, field: TSESTree.Property): RecognisedContext[] | undefined {
    if (keyName(field) !== "resolve") return undefined;
    let at: JsNode | undefined = field.parent;
    for (let i = 0; i < MAX_OUTER * 2 && at; i++) {
      if (isCall(at)) {
        const callee = unwrap(calleeOf(at));
        const built = typeBuilders.get((callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : "") ?? "");
        if (built) {
          const name = built === "root" ? "Query" : this.#builtName(at);
          return [resolver(name, "resolve", built === "root" || rootTypes.has(name) || /^(?:Root)?(?:Query|Mutation|Subscription)/.test(name) ? "root" : fn.params.length > 0 ? "row" : "root", "likely")];
        }
      }
      at = at.parent;
    }
    return undefined;
  }

  #builtName(call: JsNode): string {
    const [first] = isCall(call) && call.type !== "TaggedTemplateExpression" ? call.arguments : [];
    if (!first) return "";
    const text = this.#needs.constant(first);
    if (typeof text === "string") return text;
    if (first.type !== "ObjectExpression") return "";
    for (const one of first.properties) {
      if (one.type !== "Property" || !["name", "type"].includes(keyName(one) ?? "")) continue;
      const name = this.#needs.constant(one.value);
      if (typeof name === "string") return name;
    }
    return "";
  }
}

/** What a function is as a field of `{ Query: { users() {} }, User: { posts(user) {} } }`; one that takes nothing cannot be called with a row. */
export function resolverField(field: TSESTree.Property, takesRow: boolean): RecognisedContext | undefined {
  const type = wrapped(field.parent).parent;
  const isSubscribe = keyName(field) === "subscribe" || keyName(field) === "resolve";
  const outer = isSubscribe && type?.type === "Property" ? wrapped(type.parent).parent : type;
  if (outer?.type !== "Property") return undefined;
  const name = resolverType(outer);
  return name === undefined ? undefined : resolver(name, keyName(field) ?? "", rootTypes.has(name) || !takesRow ? "root" : "row", "likely");
}

/** All fields of a type, from elsewhere: `{ Query: users.queries, User: users.fields }`. */
export function resolverFields(type: TSESTree.Property): RecognisedContext | undefined {
  const name = resolverType(type);
  return name === undefined ? undefined : resolver(name, "", rootTypes.has(name) ? "root" : "row", "likely");
}

/** The name of a type in a map of resolvers, which has one of the types that queries start from. */
function resolverType(type: TSESTree.Property): string | undefined {
  const name = keyName(type);
  if (type.parent.type !== "ObjectExpression" || name === undefined || !/^[A-Z]/.test(name)) return undefined;
  const hasRoot = type.parent.properties.some((one) => one.type === "Property" && rootTypes.has(keyName(one) ?? "") && unwrap(one.value).type !== "Literal");
  return hasRoot ? name : undefined;
}

/** Parts that only TypeScript's trees have. */
const listOf = <T>(parts: readonly T[] | null | undefined): readonly T[] => parts ?? [];

const decoratorsOf = (node: { decorators?: readonly TSESTree.Decorator[] }): readonly TSESTree.Decorator[] => listOf(node.decorators);

function resolver(type: string, field: string, kind: "root" | "row", confidence: "likely"): RecognisedContext {
  const how = `GraphQL resolver \`${[type, field].filter((one) => one !== "").join(".")}\``;
  return kind === "row" ? { context: "request", how, confidence, perRow: true } : { context: "request", how, confidence };
}

/** A Lambda handler takes an event; other parameters make it less sure. */
function handlerConfidence(fn: FunctionNode): "likely" | "possible" {
  const [first] = fn.params;
  if (!first) return "likely";
  const name = first.type === "Identifier" ? first.name : "";
  return first.type === "ObjectPattern" || /^_*(?:e|evt|event|input|req|request|ctx|context)$/i.test(name) || /event/i.test(name) ? "likely" : "possible";
}

/** yargs: a module with `command` and `handler`. */
const isCommand = (fn: FunctionNode, exports: Exports): boolean =>
  exports.names.has("command") || exports.names.has("builder") || (fn.params[0]?.type === "Identifier" && /^(?:argv|args|options)$/.test(fn.params[0].name));

/** The directive that a list of statements starts with. */
export function directiveOf(body: readonly JsNode[]): string | undefined {
  for (const statement of body) {
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "Literal" || typeof statement.expression.value !== "string") return undefined;
    if (statement.expression.value.startsWith("use ") && statement.expression.value !== "use strict") return statement.expression.value;
  }
  return undefined;
}

