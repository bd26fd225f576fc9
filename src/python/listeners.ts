import type { Reach } from "../call-graph.ts";
import { weakest, type Confidence } from "../finding.ts";
import type { Context } from "../knowledge/context.ts";
import { listenerLists, listenerShapes, listeners, listTakers, setupName, type ListenerRow } from "../knowledge/python/listeners.ts";
import { normalise } from "../sink-pattern.ts";
import { decoratorsOf, keyword, lastName, positional, type PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { instancesOf, isMadeOnce, isSingleton } from "./singletons.ts";

/** A registration that is repeated and never undone. */
export interface Leak {
  call: PyNode;
  row: ListenerRow;
  fn: PyFunction;
  reach: Reach;
  confidence: Confidence;
  /** What it is added to, as written. */
  to: string;
  /** What repeats: "call of `run_job`", "instance of `Worker`". */
  each: string;
}

const idle: ReadonlySet<Context> = new Set<Context>(["startup", "build", "test", "generated", "cli"]);
const recurring: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled"]);
const MAX_STEPS = 6;

let made: ReadonlyMap<string, ListenerRow> | undefined;
let lastNames: ReadonlySet<string> | undefined;

/** Rows by resolved name. */
function rows(): ReadonlyMap<string, ListenerRow> {
  type Entry = [string, ListenerRow];
  const named = (row: ListenerRow): Entry[] => row.of.flatMap((of) => row.names.map((name): Entry => [normalise(of + name), row]));
  return (made ??= new Map(listeners.flatMap(named)));
}

/** All method names that a row has. */
export const registering = (): ReadonlySet<string> => (lastNames ??= new Set(listeners.flatMap((row) => row.names)));

const observerRow: ListenerRow = {
  of: [], names: ["append", "add"], undo: listTakers, what: "callback", effect: "it is called each time from then on, and keeps the object it belongs to",
  instead: "Take it out when the object is closed, or hold it with `weakref.WeakMethod`.", on: "receiver", at: 0,
};

/** Judges one call. */
export function leak(ask: PythonQuestions, call: PyNode): Leak | undefined {
  const callee = call.field("function");
  const name = callee && lastName(callee);
  if (!callee || name === undefined) return undefined;
  const row = rowOf(ask, callee, name, call);
  if (!row) return undefined;
  const fn = ask.places.functions.at(call);
  if (fn.id === 0) return undefined;
  const reach = ask.reach(call);
  // An entry of Home Assistant is set up anew with each reload.
  const isReloaded = row.on === "result" && reach.context === "startup" && fn.ownName.endsWith("_entry");
  if (idle.has(reach.context) && !isReloaded) return undefined;
  if (isUndone(ask, row, callee) || isGuarded(ask, call, fn, callee) || isSame(ask, row, call, fn)) return undefined;
  const target = typeof row.on === "number" ? positional(call)[row.on] : row.on === "receiver" ? callee.field("object") : undefined;
  if (row.on === "result" && call.parent?.type !== "expression_statement") return undefined;
  if (row.ends && target && isMadeHere(ask, target, call, fn)) return undefined;
  const held = target ? holder(ask, target, fn, recurring.has(reach.context)) : "likely";
  if (held === undefined) return undefined;
  // What several files set up is mostly set up once (judged: 2 of 6 were right), and where a program looks for modules is told a few times.
  const isSetUp = (row.on === "process" && isForTheOnlyOne(call)) || ask.others.isOneOfSeveral();
  const confidence = weakest(held, repeats(ask, row, fn, reach), isSetUp ? "possible" : "certain");
  const owner = fn.ownName === "__init__" ? ask.places.functions.classAround(fn)?.ownName : undefined;
  const each = owner !== undefined ? `instance of \`${owner}\`` : `call of \`${fn.ownName === "" ? fn.name : fn.ownName}\``;
  return { call, row, fn, reach, confidence, to: toText(callee, target), each };
}

/** `self.task = create_task(...)` before the call wherever it runs: each call has one of its own to add to. */
function isMadeHere(ask: PythonQuestions, target: PyNode, call: PyNode, fn: PyFunction): boolean {
  return ask.tree.nodes("assignment", fn.node).some((one) => {
    const value = one.field("right");
    const made = value?.type === "await" ? value.namedChildren[0] : value;
    const block = one.parent?.parent;
    return made?.type === "call" && one.end <= call.index && one.field("left")?.text === target.text && ask.places.functions.at(one) === fn
      && block !== null && block !== undefined && block.index <= call.index && call.index < block.end;
  });
}

/** What is told of objects that live as long as the process. */
const onlyOne = /daemon|singleton|shared|persistent|global/i;

/** `if not daemon:` around: the object that this is for is not one of many. */
function isForTheOnlyOne(call: PyNode): boolean {
  for (let at = call.parent; at && at.type !== "function_definition"; at = at.parent) {
    if (at.type === "if_statement" && onlyOne.test(at.field("condition")?.text ?? "")) return true;
  }
  return false;
}

const toText = (callee: PyNode, target: PyNode | undefined): string => (target ?? callee.field("object") ?? callee).text.replace(/\s+/g, " ");

function rowOf(ask: PythonQuestions, callee: PyNode, name: string, call: PyNode): ListenerRow | undefined {
  if (registering().has(name)) {
    const origin = ask.origin(callee);
    const known = origin === undefined ? undefined : rows().get(normalise(origin));
    if (known) return known;
    const shape = callee.type === "attribute" ? listenerShapes.find((one) => one.name === name) : undefined;
    if (shape) return shape.row;
  }
  return name === "append" || name === "add" ? observed(ask, callee, call) : undefined;
}

/** `bus.listeners.append(self.on_change)`: the list of another object, and a method of this one. */
function observed(ask: PythonQuestions, callee: PyNode, call: PyNode): ListenerRow | undefined {
  const list = callee.field("object");
  const [added] = positional(call);
  if (!list || !added || !listenerLists.test(lastName(list) ?? "")) return undefined;
  const owner = list.type === "attribute" ? list.field("object") : undefined;
  if (owner?.type === "identifier" && /^(?:self|cls)$/.test(owner.text)) return undefined;
  const isMethod = added.type === "attribute" && added.field("object")?.text === "self" && ask.values.definitionOf(added)?.type === "function_definition";
  return isMethod || added.type === "lambda" ? observerRow : undefined;
}

/** Something in the file takes such things away again, or the block around does. */
function isUndone(ask: PythonQuestions, row: ListenerRow, callee: PyNode): boolean {
  const target = callee.field("object")?.text ?? "";
  const undone = ask.tree.nodes("attribute").some((one) => {
    if (!row.undo.includes(one.field("attribute")?.text ?? "")) return false;
    if (row.names.includes("append") || row.names.includes("add")) return lastOf(one.field("object")?.text ?? "") === lastOf(target);
    // `logger.handlers` read alone is a question, written or changed it is a removal.
    return !/^(?:handlers|filters)$/.test(one.field("attribute")?.text ?? "") || isChanged(one);
  });
  const saved = ask.tree.nodes("assignment").some((one) => restored(one) === target && one.field("right")?.type !== "list");
  // `basicConfig(…, force=True)` takes all handlers of the root logger out before it goes on.
  const isOfRoot = /^(?:logging\.)?(?:getLogger\(\)|root)$/.test(target);
  const reset = isOfRoot && row.undo.includes("removeHandler") && ask.tree.nodes("call").some((one) =>
    lastOf(one.field("function")?.text ?? "") === "basicConfig" && keyword(one, "force")?.type === "true");
  return undone || reset || (row.on === "process" && saved) || (row.undo.includes("disconnect") && ask.tree.text.includes("dispatch_uid"));
}

/** What an assignment gives another value: `sys.path = saved`, `sys.path[:] = saved`. */
const restored = (assignment: PyNode): string | undefined => assignment.field("left")?.text.replace(/\[:\]$/, "");

const lastOf = (text: string): string => text.split(".").at(-1) ?? text;

/** `x.handlers = []`, `x.handlers.clear()`, `x.handlers[:] = …`, `del x.handlers[0]`. */
function isChanged(attribute: PyNode): boolean {
  const { parent, fieldName } = attribute;
  if (parent?.type === "assignment" || parent?.type === "augmented_assignment") return fieldName === "left";
  if (parent?.type === "attribute") return /^(?:clear|pop|remove)$/.test(parent.field("attribute")?.text ?? "");
  return parent?.type === "subscript" && (parent.fieldName === "left" || parent.parent?.type === "delete_statement");
}

const doneWords = /handlers|filters|configured|initiali[sz]ed|registered|installed|attached|connected|setup_done|is_setup|already/i;

/** Behind a check that it is not there yet: `if not logger.handlers`, `if path not in sys.path`, a flag. */
/** `any(isinstance(one, OurHandler) for one in logger.handlers)`: what is there already is looked at. */
const handlersAsked = /\b(?:any|next)\([^()]*(?:\([^()]*\)[^()]*)*\bhandlers\b/;

function isGuarded(ask: PythonQuestions, call: PyNode, fn: PyFunction, callee: PyNode): boolean {
  if (ask.places.onceGuard(call) !== undefined) return true;
  if (decoratorsOf(fn.node).some((one) => /(?:^|\.)(?:lru_cache|cache|once|cached|fixture|contextmanager|asynccontextmanager)\b/.test(one.text))) return true;
  if (handlersAsked.test(fn.node.text)) return true;
  const target = callee.field("object")?.text ?? "";
  const conditions = ask.tree.nodes(["if_statement", "elif_clause", "conditional_expression", "while_statement", "assert_statement"], fn.node);
  return conditions.some((one) => {
    const condition = one.field("condition") ?? one.namedChildren[0];
    return condition !== undefined && (doneWords.test(condition.text) || (target !== "" && condition.text.includes(target)));
  });
}

/** The same object each time, where that counts once; weakly held, where it goes with its owner. */
function isSame(ask: PythonQuestions, row: ListenerRow, call: PyNode, fn: PyFunction): boolean {
  const weak = keyword(call, "weak");
  if (row.weak && !(weak && ask.constant(weak) === false)) return true;
  if (!row.dedupes || row.at === undefined) return false;
  const added = positional(call)[row.at];
  if (!added) return true;
  if (added.type === "identifier") {
    const binding = ask.scopes.lookup(added);
    return binding === undefined || binding.scope.kind === "module" || binding.scope.kind === "class";
  }
  // A bound method is equal to itself: only another object makes another one.
  if (added.type === "attribute") return fn.ownName !== "__init__";
  return false;
}

/** Whether what it is added to outlives the call, and how sure that is. */
function holder(ask: PythonQuestions, target: PyNode, fn: PyFunction, isServed: boolean): Confidence | undefined {
  const logger = loggerCall(ask, target);
  if (logger) {
    const [name] = positional(logger);
    const from = name ? ask.derivation(name) : "constant";
    // A logger per name: whether the same name comes twice, the callers know.
    return !isServed && (from === "input" || from === "fresh" || from === "few") ? "possible" : "likely";
  }
  const lifetime = ask.values.lifetime(target);
  switch (lifetime.kind) {
    case "module": case "imported": case "class": return "likely";
    case "closure": return "likely";
    case "instance": return isSingleton(ask, lifetime.definition) || isMadeOnce(ask, lifetime.definition) || fn.ownName !== "__init__" ? "likely" : "possible";
    case "parameter": case "default": return "possible";
    case "local": return undefined;
    case "unknown": return /^(?:logging\.root|gc\.|sys\.)/.test(ask.origin(target) ?? "") ? "likely" : "possible";
  }
}

/** `logging.getLogger(name)` that a value came out of, through names and attributes of `self`. */
function loggerCall(ask: PythonQuestions, expression: PyNode): PyNode | undefined {
  let at: PyNode | undefined = expression;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    if (at.type === "call") return /^(?:logging\.getLogger|structlog\.stdlib\.get_logger)$/.test(ask.origin(at.field("function") ?? at) ?? "") ? at : undefined;
    const call = ask.producer(at);
    if (call && call !== at) {
      at = call;
      continue;
    }
    at = at.type === "attribute" ? attributeValue(ask, at) : undefined;
  }
  return undefined;
}

/** The call that an attribute of an object of this file is given. */
function attributeValue(ask: PythonQuestions, attribute: PyNode): PyNode | undefined {
  const name = attribute.field("attribute")?.text;
  const object = attribute.field("object");
  const owner = object && (ask.values.instanceOf(object) ?? ask.values.definitionOf(object));
  if (!owner || name === undefined) return undefined;
  return ask.values.classes.attribute(owner, name).find((one) => one.value?.type === "call")?.value;
}

/** Whether the code runs more than once in a process, and how sure that is. */
function repeats(ask: PythonQuestions, row: ListenerRow, fn: PyFunction, reach: Reach): Confidence {
  if (recurring.has(reach.context)) return reach.confidence === "possible" ? "possible" : "likely";
  if (fn.ownName === "__init__") {
    const owner = ask.places.functions.classAround(fn);
    return owner && instancesOf(ask, owner.node).some((one) => isRepeated(ask, one)) ? "likely" : "possible";
  }
  if (row.on === "result") return /^(?:async_)?setup$/.test(fn.ownName) ? "possible" : "likely";
  if (/^__\w+__$/.test(fn.ownName) || setupName.test(fn.ownName)) return "possible";
  return row.alwaysTold ? "likely" : "possible";
}

/** Made for each request or item. */
function isRepeated(ask: PythonQuestions, call: PyNode): boolean {
  if (ask.places.functions.at(call).id === 0) return false;
  return recurring.has(ask.reach(call).context) || ask.loops(call).length > 0;
}
