import type { Shape, Sink } from "../knowledge/row.ts";
import type { Loop } from "../questions.ts";
import { maintenanceNames } from "../knowledge/python/contexts.ts";
import { keyword, lastName, positional } from "./functions.ts";
import { leadingString } from "./leading-text.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { modelOf } from "./open-collections.ts";
import { isExceptional } from "./rare.ts";
import { isVariable, namesIn } from "./text.ts";

const MAX_LINKS = 12;
/** Methods of one row that run hooks and signals, which a statement for all rows passes over; and lookups that have no form for many. */
const ownRow = new Set(["delete", "save", "refresh_from_db", "refresh", "get_or_create", "update_or_create", "full_clean"]);
/** A hole where the name of a table stands: of an f-string, of `%`, of `format`. */
const computedTable = /\b(?:FROM|INTO|UPDATE|TABLE|JOIN)\s+["`]?(?:\{|%[(s])/i;
const missing = /^(?:not \w+|\w+ is None)$/;
const there = /^\w+(?: is not None)?$/;

/** One call per item is how the library wants it, or leaves out what the code relies on. */
const isHook = (ask: PythonQuestions, call: PyNode, { does }: Sink | Shape): boolean =>
  does !== "request" && does !== "commit" && does !== "cache" && ownRow.has(lastName(call.field("function") ?? call) ?? "") && !isFetchedHere(ask, call);

/** `row = Model.objects.filter(...).first(); row.save()`: two trips per item, whatever hooks there are. */
function isFetchedHere(ask: PythonQuestions, call: PyNode): boolean {
  const object = call.field("function")?.field("object");
  const maker = object?.type === "identifier" ? ask.producer(object) : undefined;
  return maker !== undefined && ask.sink(maker)?.row.does === "query";
}

/** A relation of one row, read from a row of its own: `event.questions.all()`. Whether it was fetched ahead is often told elsewhere. */
export const isOwnRelation = (ask: PythonQuestions, call: PyNode): boolean => ownRelation(ask, call) !== undefined;

/** The relation as it is read: `event.questions`. */
export function ownRelation(ask: PythonQuestions, call: PyNode): PyNode | undefined {
  let at: PyNode | undefined = call.field("function")?.field("object");
  for (let steps = 0; at && steps < MAX_LINKS; steps++) {
    if (at.type === "call") at = at.field("function")?.field("object");
    else if (at.type === "identifier") {
      const maker = ask.producer(at);
      if (!maker || maker === at) return undefined;
      at = maker;
    } else if (at.type === "attribute") {
      const owner = at.field("object");
      const name = at.field("attribute")?.text ?? "";
      const isStore = /objects|session|query|manager|cursor|conn|^_?db$|redis|cache|client|repo|collection|pool|engine/i.test(at.text) || /^[A-Z]/.test(name) || ask.origin(at) !== undefined;
      if (isStore || owner?.text === "self") return undefined;
      return owner?.type === "identifier" && !/^[A-Z]/.test(owner.text) ? at : undefined;
    } else return undefined;
  }
  return undefined;
}

/** `if ids is None: ids = query()` where every call of the file passes `ids`: the query never runs in their loops. */
export function isGivenByCallers(ask: PythonQuestions, call: PyNode): boolean {
  let child = call;
  for (let at = call.parent; at && at.type !== "function_definition" && at.type !== "lambda"; child = at, at = at.parent) {
    const statement = at.type === "else_clause" ? at.parent : at;
    if (statement?.type !== "if_statement") continue;
    const condition = statement.field("condition");
    const isElse = at.type === "else_clause";
    if (!condition || (!isElse && at.field("consequence") !== child) || !(isElse ? there : missing).test(condition.text)) continue;
    const name = condition.type === "identifier" ? condition : condition.namedChildren.find((one) => one.type === "identifier");
    const parameter = name && ask.scopes.lookup(name)?.definitions.find((one) => one.kind === "parameter");
    const given = parameter ? ask.values.argumentsFor(parameter) : [];
    if (given.some((one) => one !== undefined && one.type !== "none")) return true;
  }
  return false;
}

/** `requests.post(url)` for each of several urls: another host each time, as webhooks are. */
export function isOtherHost(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  if (!/^(?:post|put|patch|request)$/.test(lastName(call.field("function") ?? call) ?? "")) return false;
  const target = keyword(call, "url") ?? positional(call)[0];
  return (target?.type === "identifier" || target?.type === "attribute") && namesIn(ask.tree, target, (name) => loop.items.includes(name));
}

/** Mails that tell those who run a service of something out of the ordinary. */
const toStaff: ReadonlySet<string> = new Set(["mail_admins", "mail_managers"]);
/** Those who look after one thing, and those with one address: a handful of readers. */
const fewReaders = /(?:^|[._])(?:get_)?(?:admins|administrators|managers|moderators|owners|staff)\(|[(,](?:email|username)(?:__i?exact)?=/;

/** A mail whose text is made for each receiver, or that goes to a few. */
export function isPersonal(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  if (!/mail$/.test(lastName(call.field("function") ?? call) ?? "")) return false;
  if (loop.over && fewReaders.test((ask.producer(loop.over) ?? loop.over).text.replace(/\s+/g, ""))) return true;
  if (call.field("arguments")?.namedChildren.some((one) => one.type === "dictionary_splat")) return true;
  return [keyword(call, "subject"), keyword(call, "message"), keyword(call, "context"), keyword(call, "html_message"), ...positional(call).slice(0, 2)]
    .some((one) => one !== undefined && ask.dependsOn(one, loop));
}

/** Whether the call itself, whatever loops around it, says that one per item is meant, rare, or about few things. */
export const isExcused = (ask: PythonQuestions, call: PyNode, row: Sink | Shape): boolean =>
  isHook(ask, call, row) || isExceptional(call) || isOfFewTypes(call) || isMaintenance(ask, call)
  || isOnOtherTables(ask, call) || toStaff.has(lastName(call.field("function") ?? call) ?? "");

/** Work that is done once, or by night, by the names of the functions and the file around a place. */
function isMaintenance(ask: PythonQuestions, node: PyNode): boolean {
  if (maintenanceNames.test(/[^\\/]*$/.exec(ask.summary.file)?.[0] ?? "")) return true;
  for (let at = node.parent; at; at = at.parent) if (at.type === "function_definition" && maintenanceNames.test(at.field("name")?.text ?? "")) return true;
  return false;
}

/** `ContentType.objects.get(pk=row.type)`: loops over data meet the same few types. */
const isOfFewTypes = (call: PyNode): boolean => /(?:Type|Permission|Role|Group)$/.test(modelOf(call) ?? "");

/** A statement whose table is put into the text: the loop goes over tables, of which there are a few. */
function isOnOtherTables(ask: PythonQuestions, call: PyNode): boolean {
  const [first] = positional(call);
  const text = first && leadingString(first, ask.scopes)?.text;
  return text !== undefined && computedTable.test(text);
}

/** `config.model.objects.get(pk=config.id)`: each item asks a model of its own. */
export function isOtherModel(ask: PythonQuestions, call: PyNode, loop: Loop<PyNode>): boolean {
  let at = call.field("function");
  for (let steps = 0; at && steps < MAX_LINKS; steps++) {
    const object: PyNode | undefined = at.type === "call" ? at.field("function") : at.field("object");
    if (at.type === "attribute" && /^(?:objects|_default_manager)$/.test(at.field("attribute")?.text ?? "")) return object !== undefined && ask.dependsOn(object, loop);
    at = object;
  }
  return false;
}

/** Whether a call in a helper asks about what the helper was given, not for the same thing each time. */
export const isAboutItem = (ask: PythonQuestions, call: PyNode): boolean =>
  ask.tree.nodes("identifier", call).some((one) => one.text === "self" || (isVariable(one) && ["input", "fresh", "few"].includes(ask.derivation(one))));

/** Each item succeeds or fails for itself (`rollback()` in the loop), or the rows come in pieces so that the work may take long (`iterator()`). */
export function isRowByRow(ask: PythonQuestions, { node, over }: Loop<PyNode>): boolean {
  if (over && /\.a?iterator\(/.test(over.text)) return true;
  return ask.tree.nodes("except_clause", node).some((one) => /\brollback\(/.test(one.text));
}

/** The loop waits on purpose between its iterations: a rate limit. */
export function isPaced(ask: PythonQuestions, { node }: Loop<PyNode>): boolean {
  const { tree } = ask;
  const body = node.field("body");
  if (node.type !== "for_statement" || !body || !/\bsleep\s*\(/.test(tree.text.slice(...body.range))) return false;
  return body.namedChildren.some((statement) => /^(?:await\s+)?(?:[\w.]+\.)?sleep\s*\(/.test(statement.text));
}

/** A module of what staff sees and does, or of commands, by its name. */
export const isForStaff = (ask: PythonQuestions): boolean => /(?:^|[\\/])(?:admin|commands|cli)\.py$/.test(ask.summary.file);

/** Each item is given its place in the list: people put short lists in order by hand. */
export function isNumbering(ask: PythonQuestions, call: PyNode, { does }: Sink | Shape, { over, items: [index] }: Loop<PyNode>): boolean {
  if (does !== "write" || over?.type !== "call" || over.field("function")?.text !== "enumerate" || index === undefined) return false;
  return ask.tree.nodes("keyword_argument", call).some((one) => one.field("value")?.text === index) || isSetTo(ask, call, index);
}

/** `row.position = index` before `row.save()`. */
function isSetTo(ask: PythonQuestions, call: PyNode, index: string): boolean {
  const object = call.field("function")?.field("object")?.text;
  return object !== undefined && ask.tree.nodes("assignment", ask.places.functions.at(call).node)
    .some((one) => one.field("right")?.text === index && one.field("left")?.type === "attribute" && one.field("left")?.field("object")?.text === object);
}
