import type { Reach } from "../call-graph.ts";
import { confidences, weakest, type Confidence } from "../finding.ts";
import { alwaysNew, codeName, declarativeBase, fewByName, registerName } from "../knowledge/python/containers.ts";
import { backgroundWork } from "../knowledge/python/handlers.ts";
import type { Context } from "../knowledge/context.ts";
import { isAmbient } from "./ambient.ts";
import type { Container, ContainerUses, Growth } from "./containers.ts";
import type { Derivation } from "./derivation.ts";
import { basesOf, decoratorsOf, lastName, parametersOf, positional, type PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isApplication } from "./project-kind.ts";
import type { PythonQuestions } from "./questions.ts";
import { requiredState } from "./required-state.ts";
import { isSingleton, isMadeOnce } from "./singletons.ts";

/** A container that only grows, and where. */
export interface Growing {
  container: Container;
  growth: Growth;
  /** Further writes. */
  others: Growth[];
  uses: ContainerUses;
  reach: Reach;
  confidence: Confidence;
  /** `queue`: filled and never drained; `unguarded`: what empties it runs only while `state` is set. */
  kind: "grows" | "queue" | "unguarded";
  state?: string;
}

const idle: ReadonlySet<Context> = new Set<Context>(["startup", "build", "test", "generated", "cli"]);
const recurring: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled"]);

/** Handlers whose object is made once and serves all requests or events. */
const madeOnceBy = /middleware|^bot |gRPC|MCP/;
/** Classes that keep things on purpose. A name lowers the confidence, it proves nothing. */
const byDesign = /Mock|Fake|Dummy|Stub|Spy|Captur|InMemory|Memory|Recorder|Collector|Profiler|Builder|Writer|Parser|Report|Command$/;

/** Judges a container by all that the file does with it. */
export function growing(ask: PythonQuestions, container: Container): Growing | undefined {
  const uses = ask.containers.uses(container);
  if (uses.bounds.length > 0) return undefined;
  if (uses.shrinks.length > 0) return container.kind === "instance" ? unguarded(ask, container, uses) : undefined;
  if (!ask.isDoubtShown && isDoubtful(container, uses)) return undefined;
  const candidates = uses.grows.flatMap((growth) => candidate(ask, container, uses, growth) ?? []);
  const weight = ({ reach, confidence }: Growing): number => (recurring.has(reach.context) ? 3 : 0) + confidences.indexOf(confidence);
  candidates.sort((a, b) => weight(b) - weight(a) || Number(isRead(a.growth)) - Number(isRead(b.growth)));
  const [first] = candidates;
  const others = candidates.slice(1).map((one) => one.growth).filter((one) => !isRead(one) && one.node.line !== first?.growth.node.line);
  return first && { ...first, others };
}

/** An entry of a `defaultdict` that is made by reading it. */
const isRead = ({ node }: Growth): boolean => node.type === "subscript";

function candidate(ask: PythonQuestions, container: Container, uses: ContainerUses, growth: Growth): Growing | undefined {
  const fn = ask.places.functions.at(growth.node);
  if (fn.id === 0 || isRegistration(fn) || isFilledOnce(ask, growth)) return undefined;
  // Who runs it is asked where anything new may be added at all.
  if (openness(ask, growth, fn, true) === undefined) return undefined;
  const reach = ask.reach(growth.node);
  if (idle.has(reach.context) && !(reach.context === "cli" && container.kind === "class")) return undefined;
  const isQueue = container.kind === "instance" && isUndrained(container, uses);
  if (container.kind === "instance" && !isQueue && !isForever(ask, growth) && !isLongLived(ask, container, reach)) return undefined;
  if ((container.kind === "closure" || container.kind === "default") && !recurring.has(reach.context)) return undefined;
  const used = container.kind === "default" ? defaultUse(ask, container, reach) : "certain";
  if (used === undefined) return undefined;
  if (container.kind === "closure" && (isOnlyCalled(ask, fn.node) || isOwnLocal(ask, container, growth))) return undefined;
  if (container.kind === "class" && container.owner && isDeclarative(ask, container.owner)) return undefined;
  const open = openness(ask, growth, fn, recurring.has(reach.context));
  if (open === undefined) return undefined;
  const confidence = weakest(open, used, confidenceOf(ask, container, uses, growth, { fn, reach }));
  return { container, growth, others: [], uses, reach, confidence, kind: isQueue ? "queue" : "grows" };
}

/** How sure it is that a call leaves the parameter of a mutable default out; undefined: all of them give it. */
function defaultUse(ask: PythonQuestions, { binding }: Container, reach: Reach): Confidence | undefined {
  const parameter = binding?.definitions.find((one) => one.kind === "parameter");
  const given = parameter ? ask.values.argumentsFor(parameter) : [];
  if (given.length > 0) return given.some((one) => one === undefined) ? "certain" : undefined;
  // A handler is called by its framework, a helper by files that are not in sight.
  return reach.path.length === 0 ? "certain" : "possible";
}

/** How sure it is that each run adds something new; undefined: nothing new is added, whoever runs it. */
function openness(ask: PythonQuestions, growth: Growth, fn: PyFunction, isServed: boolean): Confidence | undefined {
  const { parts } = growth;
  const from = parts.map((one) => ask.derivation(one));
  const has = (...kinds: Derivation[]): boolean => from.some((one) => kinds.includes(one));
  if (has("code") && !has("input")) return undefined;
  if (addsAlways(ask, growth)) {
    if (has("input", "fresh")) return "likely";
    return has("state") ? (fn.owner || isServed ? "likely" : "possible") : undefined;
  }
  if (parts.length > 0 && parts.every((one) => ask.constant(one) !== undefined)) return undefined;
  if (has("input")) return "likely";
  if (has("fresh")) return isServed ? "likely" : "possible";
  return has("few") ? "possible" : undefined;
}

/** Whether a nested function is only called where it is made, so that nothing keeps it, nor what it fills, after the function around it. */
function isOnlyCalled(ask: PythonQuestions, fn: PyNode): boolean {
  if (fn.type === "lambda" && isRunAtOnce(fn)) return true;
  const name = fn.type === "function_definition" && fn.parent?.type !== "decorated_definition" ? fn.field("name") : undefined;
  const binding = name && ask.scopes.lookup(name);
  const uses = binding ? ask.scopes.references(binding).filter((one) => one !== name) : [];
  return uses.length > 0 && uses.every((one) => one.fieldName === "function" && one.parent?.type === "call");
}

/** `re.sub(pattern, lambda match: …, text)`: the call that is given the function runs it, and lets it go. */
function isRunAtOnce(fn: PyNode): boolean {
  const call = fn.parent?.type === "argument_list" ? fn.parent.parent : undefined;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  return callee !== undefined && /^(?:subn?|map|filter|sorted|sort|min|max|reduce)$/.test(lastName(callee) ?? "");
}

/** The function that makes the list fills it: each call starts with an empty one. */
const isOwnLocal = (ask: PythonQuestions, { binding }: Container, growth: Growth): boolean =>
  ask.places.functions.at(growth.node).node === binding?.scope.node && !isForever(ask, growth);

/** Whether each run adds an entry, not only one with a new key. */
function addsAlways(ask: PythonQuestions, growth: Growth): boolean {
  if (isDistinct(growth)) return false;
  return growth.kind === "listed" || (growth.parts.length > 0 && growth.parts.every((one) => alwaysNew.test(ask.origin(one) ?? "")));
}

function isOpen(ask: PythonQuestions, growth: Growth): boolean {
  const fn = ask.places.functions.at(growth.node);
  if (fn.id === 0 || openness(ask, growth, fn, true) !== "likely") return false;
  return openness(ask, growth, fn, recurring.has(ask.reach(growth.node).context)) === "likely";
}

/** `if x not in seen: seen.append(x)`: a list used as a set. */
function isDistinct({ node, at }: Growth): boolean {
  for (let around = node.parent, steps = 0; around && steps < 6; around = around.parent, steps++) {
    if (around.type === "function_definition") return false;
    if (around.type === "if_statement" && /\bnot in\b/.test(around.field("condition")?.text ?? "") && around.field("condition")?.text.includes(at.text)) return true;
  }
  return false;
}

/** Whoever runs it: what is read elsewhere may be emptied there, and some things are kept on purpose or are few. */
function isDoubtful({ kind, by, name, owner }: Container, { escapes }: ContainerUses): boolean {
  if (escapes.length > 0 || fewByName.test(name)) return true;
  if (owner && byDesign.test(owner.field("name")?.text ?? "")) return true;
  return kind === "instance" && by === "collections.deque" && !name.startsWith("_");
}

function confidenceOf(
  ask: PythonQuestions, container: Container, uses: ContainerUses, growth: Growth, { fn, reach }: { fn: PyFunction; reach: Reach },
): Confidence {
  const isServed = recurring.has(reach.context);
  if (growth.kind === "keyed" && !growth.nested && growth.parts.length > 0 && growth.parts.every((one) => isAmbient(ask, one))) return "possible";
  if (isDoubtful(container, uses) || isRefusedAbove(ask, growth)) return "possible";
  // What a key may be stands in other files, and is mostly a handful (judged: 6 of 16 were right).
  if (ask.others.isOneOfSeveral()) return "possible";
  const isHandler = isServed && reach.path.length === 0;
  if (!isHandler && (registerName.test(fn.ownName) || isGivenCode(ask, growth, fn))) return "possible";
  // What a helper of an application looks up first is a cache of what there is of something (judged: 0 of 4 were right).
  if (isServed && reach.path.length > 0 && isApplication(ask.facts) && isLookedUp(growth, fn)) return "possible";
  // What jobs and tasks of an application keep are rows of tables, which are there anyway (judged: 0 of 3 were right).
  const isJob = reach.context === "scheduled" || backgroundWork.test(reach.how);
  if (isServed) return reach.confidence === "possible" || (isJob && isApplication(ask.facts)) ? "possible" : "likely";
  // What no handler of an application reaches is filled while it is loaded, or by few, or emptied by another file.
  if (reach.context === "unknown" && isApplication(ask.facts)) return "possible";
  // A helper that the file itself calls while it is loaded fills a table.
  if (growth.nested || ask.places.reaches(growth.node).some((one) => one.context === "startup")) return "possible";
  if (!addsAlways(ask, growth)) return isFetched(ask, growth) ? "likely" : "possible";
  return "likely";
}

/** Whether the function that adds an entry also asks whether it is there: `if key in cache: return cache[key]`, `cache.get(key)`. */
function isLookedUp({ kind, at }: Growth, { node }: PyFunction): boolean {
  if (kind !== "keyed") return false;
  const name = at.text.replace(/\[.*$/s, "");
  return [` in ${name}`, `${name}.get(`, `${name}.setdefault(`].some((one) => node.text.includes(one));
}

/** `if len(find_jobs()) > MAX: return` before the write: something that goes with the entries is limited. */
function isRefusedAbove(ask: PythonQuestions, { node }: Growth): boolean {
  const fn = ask.places.functions.at(node);
  return ask.tree.nodes("if_statement", fn.node).some((one) => {
    const condition = one.field("condition");
    const last = one.field("consequence")?.namedChildren.at(-1)?.type ?? "";
    return condition !== undefined && one.end <= node.index && /^(?:return|raise)_statement$/.test(last) && ask.places.functions.at(one) === fn && isOwnCount(ask, condition);
  });
}

/** `len(find_jobs()) > limit`: a count of what a function of the file gives, above a limit. */
function isOwnCount(ask: PythonQuestions, condition: PyNode): boolean {
  if (condition.type !== "comparison_operator" || !/^>=?$/.test(condition.fields("operators").map((one) => one.text).join())) return false;
  const [count, limit] = condition.namedChildren;
  const counted = count?.type === "call" && count.field("function")?.text === "len" ? positional(count)[0] : undefined;
  const made = counted?.type === "identifier" ? ask.producer(counted) : counted;
  const callee = made?.type === "call" ? made.field("function") : undefined;
  return callee !== undefined && limit !== undefined && !/^[01]$/.test(limit.text) && ask.places.callees.called(callee) !== undefined;
}

/** The value was fetched: read from a network, database or file, or awaited. */
function isFetched(ask: PythonQuestions, { node }: Growth): boolean {
  const value = node.type === "assignment" ? node.field("right") : undefined;
  if (!value) return false;
  const call = ask.producer(value);
  if (value.type === "await" || call?.parent?.type === "await") return true;
  return [...call ? [call] : [], ...value.type === "call" ? [value] : [], ...ask.tree.nodes("call", value)].some((one) => ask.sink(one) !== undefined);
}

/** A decorator, or a function that is handed code to keep. */
function isGivenCode(ask: PythonQuestions, growth: Growth, fn: PyFunction): boolean {
  if (parametersOf(fn.node).some((one) => codeName.test(one.name))) return true;
  const value = growth.node.type === "assignment" ? growth.node.field("right") : undefined;
  return value !== undefined && ask.derivation(value) === "code";
}

/** Methods that Python runs when a class or module is made. */
const isRegistration = (fn: PyFunction): boolean => /^__(?:init_subclass|set_name|class_getitem|prepare)__$/.test(fn.ownName);

/** An object that lives as long as the process: made at the top level of the file, or the only one of its class. */
function isLongLived(ask: PythonQuestions, { owner }: Container, reach: Reach): boolean {
  if (owner === undefined) return false;
  return isSingleton(ask, owner) || isMadeOnce(ask, owner) || (recurring.has(reach.context) && madeOnceBy.test(reach.how));
}

/** Classes whose attributes are descriptions or defaults, copied for each instance. */
function isDeclarative(ask: PythonQuestions, owner: PyNode): boolean {
  const decorators = decoratorsOf(owner).map((one) => lastName(one.type === "call" ? (one.field("function") ?? one) : one) ?? "");
  if (decorators.some((one) => /^(?:dataclass|attrs|define|frozen|mutable|s|attributes|dataclass_json|input|type|interface)$/.test(one))) return true;
  return ask.values.classes.lineage(owner).some((one) => basesOf(one).some((base) =>
    declarativeBase.test(ask.values.nameOfType(base) ?? "") || declarativeBase.test(lastName(base) ?? "")));
}

/** Behind a check that a container is still empty: `if not patterns: patterns.extend(...)`, `if patterns: return`. */
function isFilledOnce(ask: PythonQuestions, { node }: Growth): boolean {
  if (ask.places.onceGuard(node) === "once") return true;
  let child = node;
  for (let around = node.parent; around && around.type !== "function_definition"; child = around, around = around.parent) {
    if (around.type === "if_statement" && child.fieldName === "consequence" && isLongLivedName(ask, emptied(around.field("condition")))) return true;
    if (around.type !== "block") continue;
    const exits = around.namedChildren.filter((one) => one.end <= child.index && one.type === "if_statement");
    const leaving = exits.filter((one) => one.field("consequence")?.namedChildren.at(-1)?.type === "return_statement");
    if (leaving.some((one) => isLongLivedName(ask, one.field("condition")))) return true;
  }
  return false;
}

/** `x` of `not x` and of `len(x) == 0`. */
function emptied(condition: PyNode | undefined): PyNode | undefined {
  if (condition?.type === "not_operator") return condition.field("argument");
  const length = condition?.type === "comparison_operator" && /==\s*0$/.test(condition.text) ? condition.namedChildren[0] : undefined;
  return length?.type === "call" && length.field("function")?.text === "len" ? length.field("arguments")?.namedChildren[0] : undefined;
}

function isLongLivedName(ask: PythonQuestions, node: PyNode | undefined): boolean {
  return node !== undefined && /^(?:identifier|attribute)$/.test(node.type) && ask.containers.of(node) !== undefined;
}

/** In a loop that nothing ends: `while True:` without a way out. */
function isForever(ask: PythonQuestions, { node }: Growth): boolean {
  for (let around = node.parent; around && around.type !== "function_definition"; around = around.parent) {
    if (around.type !== "while_statement" || !/^\(?(?:True|1)\)?$/.test(around.field("condition")?.text ?? "")) continue;
    return ask.tree.nodes(["break_statement", "return_statement", "raise_statement", "yield"], around).every((one) => isInHandler(one, around));
  }
  return false;
}

/** In an `except` of the loop: the way out of a loop that is cancelled or fails. */
function isInHandler(node: PyNode, loop: PyNode): boolean {
  for (let at = node.parent; at && at !== loop; at = at.parent) if (at.type === "except_clause") return true;
  return false;
}

/** A queue by its type, without a limit, that only its own class sees, and from which nothing is ever taken. */
function isUndrained(container: Container, uses: ContainerUses): boolean {
  return container.by === "collections.deque" && uses.escapes.length === 0;
}

/** Everything that takes something out runs only while an attribute is set, and this write does not ask for it. */
function unguarded(ask: PythonQuestions, container: Container, uses: ContainerUses): Growing | undefined {
  const inClass = uses.shrinks.filter((one) => ask.places.functions.at(one).owner);
  if (inClass.length === 0 || inClass.length < uses.shrinks.length || uses.escapes.length > 0) return undefined;
  const [first, ...rest] = inClass.map((one) => requiredState(one));
  const common = [...first ?? []].filter((name) => rest.every((one) => one.has(name)) && isOptional(ask, container, name));
  const [state] = common;
  if (state === undefined) return undefined;
  const guarded = uses.grows.filter((one) => requiredState(one.node).has(state));
  const open = uses.grows.filter((one) => !guarded.includes(one) && isOpen(ask, one));
  const [growth, ...others] = open;
  if (!growth || guarded.length === 0) return undefined;
  const reach = ask.reach(growth.node);
  if (idle.has(reach.context)) return undefined;
  return { container, growth, others, uses, reach, confidence: "likely", kind: "unguarded", state };
}

/** An attribute that starts as `None` or false. */
function isOptional(ask: PythonQuestions, { owner }: Container, name: string): boolean {
  const all = owner ? ask.values.classes.attribute(owner, name) : [];
  return all.some((one) => one.value?.type === "none" || one.value?.type === "false");
}
