import type { Context } from "../knowledge/context.ts";
import { operatorGuard } from "../knowledge/javascript/operators.ts";
import { deferring, handlerKeys, lifeEvents, listenerMethods, registrations, routeMethods, streamEvents, type Registration } from "../knowledge/javascript/handlers.ts";
import type { ForeignName, RecognisedContext } from "../summary.ts";
import type { Bindings } from "./bindings.ts";
import type { Callees } from "./callees.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Iteration } from "./loops.ts";
import { argumentsOf, calleeOf, chainOf, isFunction, keyName, propertyName, unwrap, wrapped, type CallNode, type FunctionNode } from "./nodes.ts";
import { isForOperators } from "./operators.ts";
import { isConnection, isInConnection, isOfClient, isPathLike, isRouteLike, isTopLevel, mayBeFunction, mayHold, promiseMethods } from "./registration-shapes.ts";

/** What a call does with a function that it is given. */
export type Role =
  /** Runs it from then on in a context of its own. */
  | { kind: "registered"; recognised: RecognisedContext }
  /** Runs it before it is done, or when its promise is; `assumed`: as most calls do of which nothing is known. */
  | { kind: "runs"; assumed?: true }
  /** Runs it later, when the caller is done. */
  | { kind: "deferred" }
  /** Keeps it for somebody else: nothing is known. */
  | { kind: "kept" };

/** A function-like value among the arguments of a call. */
export interface Handed {
  value: JsNode;
  /** What the value may be: functions of this file. */
  functions: readonly FunctionNode[];
  role: Role;
}

/** What of other modules may be a function among the arguments of a call. */
export interface HandedForeign {
  value: JsNode;
  names: readonly ForeignName[];
  role: Role;
}

interface Candidate<Found> {
  value: JsNode;
  found: readonly Found[];
  /** The name of the option that holds it. */
  key?: string;
}

/** Options that hold handlers are nested only so deep. */
const MAX_OPTIONS = 3;

export interface RegistrationNeeds {
  callees: Callees;
  bindings: Bindings;
  /** Dependencies that the manifest names, if there is one. */
  packages?: ReadonlySet<string>;
  origin(node: JsNode): string | undefined;
  constant(node: JsNode): string | number | boolean | null | undefined;
  iteration(call: CallNode): Iteration | undefined;
}

const byName = new Map<string, Registration[]>();
const byReceiver = new Map<string, Registration[]>();
for (const row of registrations) {
  for (const on of row.on) {
    const rows = row.methods ? byReceiver : byName;
    rows.set(on, [...(rows.get(on) ?? []), row]);
  }
}

/** Links of a chain that give back the router: `router.route("/x").get(a).post(b)`. */
const routerChain = /(?:[.#](?:route|get|post|put|patch|delete|all|use|on|once|basePath|prefix)\(\))+$/;
/** Receivers whose `get("/path", fn)` is a request, not a route. */
const clients = /^(?:\$|jQuery|axios|nock|superagent|request|cy|chai)$/;
/** Receivers that make it likelier, where no handler is in sight. */
const maybeClients = /^(?:https?|api|agent|.*client|instance|fetcher|cache|redis)$/i;
const nothing: readonly never[] = [];
const runs: Role = { kind: "runs" };
const assumed: Role = { kind: "runs", assumed: true };
const kept: Role = { kind: "kept" };
const deferred: Role = { kind: "deferred" };

/** Which calls take functions, and where those run. */
export class Registrations {
  readonly #needs: RegistrationNeeds;
  readonly #known = new Map<CallNode, readonly Handed[]>();
  readonly #roles = new Map<CallNode, { rows: readonly Registration[]; role: Role }>();

  constructor(needs: RegistrationNeeds) {
    this.#needs = needs;
  }

  /** All function-like arguments of a call, also in arrays and options, with what happens to them. */
  handed(call: CallNode): readonly Handed[] {
    if (argumentsOf(call).length === 0) return nothing;
    const known = this.#known.get(call);
    if (known) return known;
    const found = this.#handed(call);
    this.#known.set(call, found);
    return found;
  }

  /** Whether an inline function among the arguments is run by the call itself. */
  runs(call: CallNode, fn: JsNode): boolean {
    const role = this.handed(call).find((one) => unwrap(one.value) === fn)?.role;
    return role?.kind === "runs";
  }

  /** Whether a call adds a route, whatever its handler is. */
  registersRoute(call: CallNode): boolean {
    if (!isRouteLike(call)) return false;
    const { role } = this.#judged(call);
    return role.kind === "registered" && role.recognised.context === "request";
  }

  /** What of other modules a call is given where functions may stand, with what happens to it. `mayBe` tells most arguments apart. */
  handedForeign(call: CallNode, mayBe: (node: JsNode) => boolean, find: (node: JsNode) => readonly ForeignName[]): readonly HandedForeign[] {
    if (!argumentsOf(call).some((one) => mayHold(one, mayBe, MAX_OPTIONS))) return [];
    return this.#given(call, find).map(({ value, found, role }) => ({ value, names: found, role }));
  }

  #handed(call: CallNode): readonly Handed[] {
    const found = this.#given(call, this.#functionsIn);
    return found.length === 0 ? nothing : found.map(({ value, found: functions, role }) => ({ value, functions, role }));
  }

  readonly #functionsIn = (node: JsNode): readonly FunctionNode[] => this.#needs.callees.functions(node);

  #given<Found>(call: CallNode, find: (node: JsNode) => readonly Found[]): readonly { value: JsNode; found: readonly Found[]; role: Role }[] {
    const candidates: Candidate<Found>[] = [];
    for (const one of argumentsOf(call)) this.#gather(candidates, one, find, MAX_OPTIONS);
    if (candidates.length === 0) return nothing;
    const { rows, role } = this.#judged(call);
    const all: { value: JsNode; found: readonly Found[]; role: Role }[] = [];
    for (const { value, found, key } of candidates) {
      const own = key === undefined ? undefined : handlerKeys.get(key);
      if (own) all.push({ value, found, role: { kind: "registered", recognised: { ...own, confidence: "likely" } } });
      else if (key === undefined || rows[0]?.anyKey || rows.some((one) => one.keys?.includes(key))) all.push({ value, found, role });
    }
    return all;
  }

  /** What a call does with the functions that it is given, and the rows that say so. */
  #judged(call: CallNode): { rows: readonly Registration[]; role: Role } {
    const known = this.#roles.get(call);
    if (known) return known;
    const rows = this.#rows(call);
    const [row] = rows;
    const made = { rows, role: row ? this.#registered(row, call) : this.#role(call) };
    this.#roles.set(call, made);
    return made;
  }

  /** Gathers the functions in an argument: itself, in an array, under names of an options object. */
  #gather<Found>(
    into: Candidate<Found>[], argument: JsNode, find: (node: JsNode) => readonly Found[], depth: number, key?: string, inArray = false,
  ): void {
    const node = unwrap(argument);
    if (node.type === "ArrayExpression" && !inArray) {
      for (const one of node.elements) if (one) this.#gather(into, one, find, depth, key, true);
    } else if (node.type === "ObjectExpression" && depth > 0 && !inArray) {
      for (const one of node.properties) if (one.type === "Property") this.#gather(into, one.value, find, depth - 1, keyName(one) ?? "");
    } else if (mayBeFunction(node)) {
      const found = find(node);
      if (found.length > 0) into.push({ value: argument, found, key });
    }
  }

  #rows(call: CallNode): readonly Registration[] {
    const origin = this.#needs.origin(calleeOf(call));
    if (origin === undefined) return [];
    const direct = byName.get(origin);
    if (direct) return direct;
    const cut = Math.max(origin.lastIndexOf("."), origin.lastIndexOf("#"));
    if (cut <= 0) return [];
    const method = origin.slice(cut + 1);
    const receiver = origin[cut] === "#" ? origin.slice(0, cut + 1) : origin.slice(0, cut);
    const rows = byReceiver.get(receiver) ?? byReceiver.get(receiver.replace(routerChain, (chain) => (chain.startsWith("#") ? "#" : ""))) ?? [];
    const [first] = argumentsOf(call);
    const text = first ? this.#needs.constant(first) : undefined;
    return rows.filter((row) => row.methods?.includes(method) && !(typeof text === "string" && row.except?.includes(text)));
  }

  #registered(row: Registration, call: CallNode): Role {
    const { context, how, alone } = row;
    return { kind: "registered", recognised: { context, how: `${how}${this.#place(call)}`, confidence: "certain", alone, ...this.#readers(context, call) } };
  }

  /** Of a route that only those may use who run the service. */
  #readers(context: Context, call: CallNode): { rare?: true } {
    return context === "request" && isForOperators(call, (node) => this.#needs.constant(node)) ? { rare: true } : {};
  }

  /** " GET /users", or " `message`" for an event. */
  #place(call: CallNode): string {
    const [first] = argumentsOf(call);
    const text = first ? this.#needs.constant(first) : undefined;
    const callee = unwrap(calleeOf(call));
    const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
    if (typeof text !== "string" || text.length > 60) return "";
    if (method !== undefined && routeMethods.has(method) && method !== "route" && /^[/*]/.test(text)) {
      return method === "use" ? ` ${text}` : ` ${method.toUpperCase()} ${text}`;
    }
    return ` \`${text}\``;
  }

  /** The role of functions in a call that no row knows by name: by its shape. */
  #role(call: CallNode): Role {
    const callee = unwrap(calleeOf(call));
    const origin = this.#needs.origin(callee);
    if (origin !== undefined && deferring.has(origin)) return deferred;
    if (this.#needs.iteration(call)) return runs;
    if (call.type === "NewExpression") return callee.type === "Identifier" && callee.name === "Promise" ? runs : this.#other(call);
    if (callee.type !== "MemberExpression") return this.#other(call);
    const method = propertyName(callee);
    if (method === undefined) return this.#other(call);
    if (promiseMethods.has(method)) return runs;
    if (method === "listen") return { kind: "registered", recognised: { context: "startup", how: "`listen` callback", confidence: "likely" } };
    if (listenerMethods.has(method)) return this.#listener(call, method) ?? this.#other(call);
    if (routeMethods.has(method)) return this.#route(call, callee, method) ?? this.#other(call);
    return this.#procedure(call, callee, method) ?? this.#other(call);
  }

  #listener(call: CallNode, method: string): Role | undefined {
    const args = argumentsOf(call);
    const [first] = args;
    if (!first || args.length < 2 || isFunction(unwrap(first))) return undefined;
    const event = this.#needs.constant(first);
    if (typeof event !== "string") {
      const given = unwrap(first);
      const name = (given.type === "MemberExpression" ? propertyName(given) : undefined) ?? "";
      // `Events.Open` says as much as "open".
      if (lifeEvents.has(name.toLowerCase())) return { kind: "registered", recognised: { context: "startup", how: `\`${name}\` listener`, confidence: "likely" } };
      const named = ["MemberExpression", "Identifier", "TemplateLiteral"].includes(unwrap(first).type) && method !== "use";
      return named ? { kind: "registered", recognised: { context: "event", how: "event listener", confidence: "likely" } } : undefined;
    }
    const callee = unwrap(calleeOf(call));
    const isProcess = callee.type === "MemberExpression" && this.#needs.origin(callee.object) === "process" && event !== "message";
    if (streamEvents.has(event) && !isProcess) return runs;
    if (isProcess || lifeEvents.has(event)) return { kind: "registered", recognised: { context: "startup", how: `\`${event}\` listener`, confidence: "likely" } };
    const isMessage = isInConnection(call, (node) => this.#needs.constant(node)) || this.#isAcknowledged(call);
    const how = isConnection(event) && !isOfClient(event, call, method) ? "socket connection" : isMessage ? `socket message \`${event}\`` : `\`${event}\` listener`;
    return { kind: "registered", recognised: { context: "event", how, confidence: "likely" } };
  }

  /** Socket.IO: the last parameter of a listener is called to answer the sender. */
  #isAcknowledged(call: CallNode): boolean {
    const { bindings, packages } = this.#needs;
    if (packages?.has("socket.io") === false) return false;
    const fn = argumentsOf(call).map((one) => unwrap(one)).find(isFunction);
    const last = fn?.params.at(-1);
    const variable = last?.type === "Identifier" ? bindings.variable(last) : undefined;
    return variable !== undefined && bindings.references(variable).some(({ identifier }) => {
      const { parent } = wrapped(identifier as JsNode);
      return parent?.type === "CallExpression" && parent.callee === identifier && parent.arguments.length > 0;
    });
  }

  /** `x.get("/users", …, handler)` on a receiver that came from elsewhere: the path and the function are a route. */
  #route(call: CallNode, callee: TSESTree.MemberExpression, method: string): Role | undefined {
    if (method === "use") return kept;
    const [first] = argumentsOf(call);
    if (!first || argumentsOf(call).length < 2) return undefined;
    const path = this.#needs.constant(first);
    const isPath = typeof path === "string" ? /^[/*]/.test(path) : isPathLike(unwrap(first));
    if (!isPath) return undefined;
    const { names } = chainOf(callee.object);
    const last = argumentsOf(call).at(-1);
    if (names.some((name) => clients.test(name)) || !last || !mayBeFunction(unwrap(last))) return undefined;
    const inline = argumentsOf(call).map((one) => unwrap(one)).find(isFunction);
    if (!inline && (typeof path !== "string" || names.some((name) => maybeClients.test(name)))) return undefined;
    const [parameter] = inline?.params ?? [];
    if (parameter?.type === "Identifier" && /^_?e(?:rr(?:or)?)?$/.test(parameter.name)) return undefined;
    return { kind: "registered", recognised: { context: "request", how: `route${this.#place(call)}`, confidence: "likely", ...this.#readers("request", call) } };
  }

  /** tRPC: `procedure.input(schema).query(async ({ ctx, input }) => …)`. */
  #procedure(call: CallNode, callee: TSESTree.MemberExpression, method: string): Role | undefined {
    if (!["query", "mutation", "subscription", "resolve", "handler", "action"].includes(method) || argumentsOf(call).length !== 1) return undefined;
    const [first] = argumentsOf(call);
    const fn = first ? unwrap(first) : undefined;
    const [parameter] = isFunction(fn) ? fn.params : [];
    const keys = parameter?.type === "ObjectPattern" ? parameter.properties.flatMap((one) => (one.type === "Property" ? (keyName(one) ?? []) : [])) : [];
    const isProcedure = keys.some((key) => key === "ctx" || key === "input") || chainOf(callee.object).names.some((name) => /procedure$/i.test(name));
    const readers = chainOf(callee.object).names.some((name) => operatorGuard.test(name)) ? { rare: true as const } : {};
    return isProcedure ? { kind: "registered", recognised: { context: "request", how: `${method} procedure`, confidence: "likely", ...readers } } : undefined;
  }

  /**
   * Any other call: an inline function is taken to run during the call, as closures mostly do. At the top level, where a library may keep it
   * for later, it is not, unless the call is awaited or its callee stands in this file.
   */
  #other(call: CallNode): Role {
    if (!isTopLevel(call) || wrapped(call).parent?.type === "AwaitExpression") return assumed;
    return this.#needs.callees.functions(calleeOf(call)).length > 0 ? assumed : kept;
  }
}
