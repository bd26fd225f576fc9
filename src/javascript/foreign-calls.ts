import { builtIn } from "../knowledge/javascript/iteration.ts";
import { rootTypes } from "../knowledge/javascript/contexts.ts";
import type { CallSummary, ForeignName, LinkableSummary } from "../summary.ts";
import type { JsNode } from "./context.ts";
import { resolverField, resolverFields } from "./contexts.ts";
import type { Foreign } from "./foreign.ts";
import type { FileFunction } from "./functions.ts";
import { argumentsOf, calleeOf, propertyName, unwrap, type CallNode } from "./nodes.ts";
import { isFollowed } from "./offers.ts";
import { orderOf } from "./order.ts";
import { mayBeKnown } from "./registration-shapes.ts";
import { lineOf, summaryOf, type SummaryNeeds } from "./summary.ts";

/** Wrappers around a handler stand in each other only so deep: `asyncHandler(validate(list))`. */
const MAX_WRAPPERS = 3;
/** Classes and constants. A name proves nothing: it only keeps out what is mostly data. */
const dataName = /(?:^|[.#])[A-Z]\w*$|[.#][A-Z][A-Z\d_]+[.#]/;
const invoking: ReadonlySet<string> = new Set(["call", "apply", "bind"]);

export interface ForeignCalls {
  /** Calls of functions of other modules, by the id of the caller. */
  calls: readonly (readonly CallSummary[])[];
  registered: LinkableSummary["registered"];
}

/** What the functions of a file call, hand over and register that stands in other modules. `isPlain`: only what they call. */
export function foreignCalls(needs: SummaryNeeds, foreign: Foreign, isPlain: boolean): ForeignCalls {
  const registered: LinkableSummary["registered"][number][] = [];
  if (foreign.isEmpty) return { calls: [], registered };
  const calls = needs.functions.all.map((fn) => callsOf(fn, needs, foreign, isPlain ? undefined : registered));
  if (!isPlain) registered.push(...resolvers(needs, foreign));
  return { calls, registered };
}

/** Functions of other modules in maps of GraphQL resolvers. */
function resolvers(needs: SummaryNeeds, foreign: Foreign): LinkableSummary["registered"] {
  const { file: { source }, functions } = needs;
  const found: LinkableSummary["registered"][number][] = [];
  if (![...rootTypes].some((type) => functions.memberNames.has(type))) return found;
  for (const node of orderOf(source).nodes) {
    if (node.type !== "Property" || node.parent.type !== "ObjectExpression" || !mayBeGiven(node.value, foreign, MAX_WRAPPERS)) continue;
    const context = resolverField(node, true) ?? resolverFields(node);
    if (context) for (const to of functionsIn(node.value, needs, foreign, MAX_WRAPPERS)) found.push({ to, context, line: lineOf(source, node) });
  }
  return found;
}

function callsOf(fn: FileFunction, needs: SummaryNeeds, foreign: Foreign, registered: LinkableSummary["registered"][number][] | undefined): CallSummary[] {
  const { registrations, loops } = needs;
  const found: CallSummary[] = [];
  const mayBe = (node: JsNode): boolean => mayBeGiven(node, foreign, MAX_WRAPPERS);
  const find = (node: JsNode): ForeignName[] => functionsIn(node, needs, foreign, MAX_WRAPPERS);
  const isTaken = (node: JsNode): boolean => foreign.isTaken(node);
  for (const call of fn.calls) {
    if (call.type === "TaggedTemplateExpression") continue;
    const to = called(call, needs, foreign);
    if (to) found.push(summaryOf(call, to, false, needs));
    if (!registered || argumentsOf(call).length === 0 || isBinding(call)) continue;
    for (const { value, names, role } of registrations.handedForeign(call, mayBeKnown(call) ? mayBe : isTaken, find)) {
      if (role.kind === "registered") {
        for (const name of names) registered.push({ to: name, context: role.recognised, line: lineOf(needs.file.source, call) });
        continue;
      }
      const asLoop = loops.ofForeign(call, value) !== undefined;
      if (role.kind === "kept" && !asLoop) continue;
      const isAssumed = role.kind === "runs" && role.assumed === true && !asLoop;
      if (isAssumed && unwrap(value).type === "CallExpression") continue;
      for (const name of names) if (!dataName.test(name.name) && !(isAssumed && /[#()]/.test(name.name))) found.push(handed(call, name, value, asLoop, role.kind === "deferred", needs));
    }
  }
  return found;
}

/** The function of another module that a call runs. */
function called(call: CallNode, { callees }: SummaryNeeds, foreign: Foreign): ForeignName | undefined {
  const callee = unwrap(calleeOf(call));
  if (!foreign.mayBe(callee)) return undefined;
  if ((call.type === "NewExpression" ? callees.constructors(callee) : callees.functions(callee)).length > 0) return undefined;
  const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
  if (callee.type === "MemberExpression" && method !== undefined && invoking.has(method)) {
    return method === "bind" ? undefined : callable(foreign.name(callee.object));
  }
  const name = callable(foreign.nameOf(callee));
  // `super()` runs the constructor of the class, as `new` does.
  return name && callee.type === "Super" ? { ...name, name: name.name.replace(/#$/, "") } : name;
}

function handed(call: CallNode, to: ForeignName, value: JsNode, asLoop: boolean, isDeferred: boolean, needs: SummaryNeeds): CallSummary {
  const made = summaryOf(call, to, asLoop ? value : false, needs);
  return isDeferred ? Object.assign(made, { deferred: true as const }) : made;
}

/** A cheap look at whether an argument may be, or wrap, a function of another module. */
function mayBeGiven(argument: JsNode, foreign: Foreign, depth: number): boolean {
  const node = unwrap(argument);
  if (foreign.mayBe(node) || wrappedIn(node, foreign).length > 0) return true;
  return depth > 0 && node.type === "CallExpression" && node.arguments.some((one) => one.type !== "ObjectExpression" && mayBeGiven(one, foreign, depth - 1));
}

/** Functions of other modules that an argument may be: itself, what a wrapper is given, what a maker of functions gives. */
function functionsIn(argument: JsNode, needs: SummaryNeeds, foreign: Foreign, depth: number): ForeignName[] {
  const node = unwrap(argument);
  if (depth <= 0) return [];
  if (node.type === "ConditionalExpression") return [node.consequent, node.alternate].flatMap((one) => functionsIn(one, needs, foreign, depth - 1));
  if (node.type === "CallExpression") {
    const own = foreign.name(node);
    const inner = isBinding(node) ? [] : node.arguments.flatMap((one) => functionsIn(one, needs, foreign, depth - 1));
    return own && isFollowed(own) ? [own, ...inner] : inner;
  }
  if (!mayBeFunction(node) || needs.callees.functions(node).length > 0) return [];
  const to = callable(foreign.name(node));
  const all = to && !to.name.endsWith("#") ? [to] : [];
  return node.type === "MemberExpression" ? [...all, ...wrappedIn(node, foreign)] : all;
}

/** `const users = wrapAll(controller); … users.list`: a call that is given a module or its part, and gives what mostly has the same functions. */
function wrappedIn(node: JsNode, foreign: Foreign): ForeignName[] {
  const name = node.type === "MemberExpression" && node.object.type === "Identifier" ? propertyName(node) : undefined;
  if (node.type !== "MemberExpression" || name === undefined) return [];
  return foreign.wrapped(node.object).map((to) => ({ module: to.module, name: `${to.name}.${name}` }));
}

/** `service.load.bind(service)`: what it is bound to is no function that is handed. */
function isBinding(call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  return callee.type === "MemberExpression" && propertyName(callee) === "bind";
}

const mayBeFunction = ({ type }: JsNode): boolean => type === "Identifier" || type === "MemberExpression";

const callable = (name: ForeignName | undefined): ForeignName | undefined =>
  (name && isFollowed(name) && !builtIn.test(name.name) ? name : undefined);
