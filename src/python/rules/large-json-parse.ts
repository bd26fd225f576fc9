import { weakest } from "../../finding.ts";
import { asyncFileReaders, bodyLimits, limitSettings, smallFileWords } from "../../knowledge/python/payloads.ts";
import { createRule, report } from "../../rule.ts";
import { severityOf } from "../../severity.ts";
import { grows } from "../../summary.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { keyword, lastName, positional } from "../functions.ts";
import type { PyNode } from "../node.ts";
import { isApplication } from "../project-kind.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { shortText } from "../text.ts";
import { isUsedWhole } from "../whole-texts.ts";

/** Parsed in about 6 ms: below it nobody notices. */
const SMALL_JSON = 256 * 1024;
const LARGE_BODY = 5 * 1024 * 1024;
/** Up to this size, some 0.4 s, a limit is mostly one that somebody thought about (judged: 0 of 2 were worth a report). */
const HUGE_BODY = 16 * 1024 * 1024;
/** Measured: `json.loads` on CPython 3.11. */
const MS_PER_MB = 24;

export default createRule<PyContext, PyVisitors>("large-json-parse", {
  meta: {
    messages: {
      wholeFile: "`{{call}}` parses all of the file that `{{reader}}` has opened, about 24 ms per MB in which this {{thread}} does nothing else. "
        + "Stream the file (`ijson`), read the part that is needed, or keep the parsed value between requests.",
      lines: "`{{call}}` needs the whole text in memory, and a copy of it in lines, before the first line is parsed. Iterate over the file itself.",
      kept: "`{{call}}` runs for each file, and `{{target}}` keeps the rows of all of them: memory grows with the sum of the files. Handle the rows of one file before the next is read.",
      limit: "Bodies of up to {{limit}} are parsed in one piece, and one of that size takes about {{ms}} ms. "
        + "Lower the limit, or take large uploads as a stream.",
      anyBody: "Bodies of up to {{limit}}, forms as well as documents, are read into memory, and a view that parses JSON of that size takes about {{ms}} ms. "
        + "Lower the limit, or take large uploads as files.",
      clone: "`{{call}}` copies all of `{{what}}` each time it runs, and `{{what}}` keeps growing. Copy what is handed out, or hand out a read-only view.",
    },
    words: ["json", "deepcopy", "client_max_size", "DATA_UPLOAD", "max_content_length", "request_max_body_size"],
  },
  create(context) {
    const ask = questions(context);
    return {
      call(node) {
        const name = lastName(node.field("function") ?? node);
        if (name === "load" || name === "loads") checkParse(context, ask, node);
        else if (name === "deepcopy" && ask.origin(node.field("function") ?? node) === "copy.deepcopy") checkClone(context, ask, node, positional(node)[0]);
        checkLimit(context, ask, node);
      },
      assignment(node) {
        const target = node.field("left");
        const value = node.field("right");
        if (target?.type === "identifier" && value && limitSettings.has(target.text)) reportLimit(context, ask, value, "anyBody");
      },
    };
  },
});

function checkParse(context: PyContext, ask: PythonQuestions, call: PyNode): void {
  const [input] = positional(call);
  if (!input || ask.sink(call)?.row.does !== "json-parse") return;
  if (input.type === "call" && ask.sink(input)?.row.does === "json-stringify") return checkClone(context, ask, call, positional(input)[0]);
  if (checkLines(context, ask, call, input)) return;
  const reader = ask.producer(input);
  if (!reader || !isFileRead(ask, reader) || checkKept(context, ask, call)) return;
  const size = sizeOfRead(ask, reader);
  if (size !== undefined && size <= SMALL_JSON) return;
  const reach = ask.reach(call);
  if (reach.context !== "request" && reach.context !== "event") return;
  const severity = severityOf("B", reach.context);
  if (!severity) return;
  const isSmall = smallFileWords.test(positional(reader)[0]?.text ?? reader.text);
  // Nothing tells the size of a file but itself, or a client that asks for one of many.
  const isSized = size !== undefined || (reach.context === "request" && reach.path.length === 0 && isAskedFor(ask, reader));
  report(context, {
    node: call, messageId: "wholeFile", severity,
    confidence: isSmall || !isSized || ask.isOnceGuarded(call) || (reach.context === "event" && !reach.onLoop) ? "possible" : weakest(reach.confidence, "likely"),
    data: { call: calleeText(call), reader: calleeText(reader), thread: reach.onLoop ? "event loop" : "thread" },
    evidence: { context: reach.how, cost: size === undefined ? "size of the file unknown" : `${megabytes(size)} here`, path: reach.path.length > 0 ? [...reach.path] : undefined },
  });
}

/** JSON lines: `for line in file.readlines(): json.loads(line)`. Stands on the call that makes the list. */
function checkLines(context: PyContext, ask: PythonQuestions, call: PyNode, line: PyNode): boolean {
  const loop = ask.loops(call).find((one) => ask.dependsOn(line, one));
  const over = loop?.over && (loop.over.type === "call" ? loop.over : ask.producer(loop.over));
  if (!over || !isSplit(ask, over)) return false;
  const text = over.field("function")?.field("object");
  const reader = text && ask.producer(text);
  const { context: where, how, confidence } = ask.reach(call);
  if (!reader || !isFileRead(ask, reader) || where === "test" || where === "build" || isUsedWhole(ask, text)) return true;
  const isUnfelt = where === "cli" || (where === "unknown" && isApplication(ask.facts));
  report(context, {
    node: over, messageId: "lines", data: { call: calleeText(over) }, confidence: isUnfelt ? "possible" : weakest(confidence, "likely"), severity: severityOf("B", where) ?? "info",
    evidence: {
      context: how,
      related: [{ file: context.filename, line: reader.line, message: "the file is opened" }, { file: context.filename, line: call.line, message: "each line is parsed" }],
    },
  });
  return true;
}

/** `readlines()`, `splitlines()`, `split("\n")`. */
function isSplit(ask: PythonQuestions, call: PyNode): boolean {
  const callee = call.field("function");
  const name = callee?.type === "attribute" ? callee.field("attribute")?.text : undefined;
  if (name === "readlines" || name === "splitlines") return true;
  const [separator] = positional(call);
  return name === "split" && separator !== undefined && /^\r?\n$/.test(String(ask.constant(separator)));
}

/** `rows += json.load(file)` or `rows.extend(json.load(file))` for each of many files. */
function checkKept(context: PyContext, ask: PythonQuestions, call: PyNode): boolean {
  const target = targetOf(call);
  const loop = target && ask.loops(call)[0];
  if (!target || !loop || !grows(loop.bound) || ask.dependsOn(target, loop)) return false;
  const { context: where, how, confidence } = ask.reach(call);
  if (where === "test" || where === "build" || where === "startup") return true;
  report(context, {
    node: call, messageId: "kept", data: { call: calleeText(call), target: shortText(target) },
    confidence: weakest(confidence, "likely"), severity: severityOf("B", where, true) ?? "info",
    evidence: { context: how, multiplicity: "once per file", related: [{ file: context.filename, line: loop.node.line, message: "the loop over the files" }] },
  });
  return true;
}

function targetOf(call: PyNode): PyNode | undefined {
  const { parent } = call;
  if (parent?.type === "augmented_assignment" && parent.field("right")?.index === call.index) return parent.field("left");
  const outer = parent?.type === "argument_list" ? parent.parent : undefined;
  const callee = outer?.type === "call" ? outer.field("function") : undefined;
  return callee?.type === "attribute" && callee.field("attribute")?.text === "extend" ? callee.field("object") : undefined;
}

function isFileRead(ask: PythonQuestions, call: PyNode): boolean {
  const origin = ask.origin(call.field("function") ?? call);
  return ask.sink(call)?.row.does === "file" || (origin !== undefined && asyncFileReaders.has(origin));
}

/** Whether the caller says which file is read, and not only in which folder a file of a fixed name lies. */
function isAskedFor(ask: PythonQuestions, reader: PyNode): boolean {
  const [first] = positional(reader);
  const isMode = first?.type === "string" && /^["'][rbt+]+["']$/.test(first.text);
  let path = first && !isMode ? first : reader.field("function")?.field("object");
  for (let steps = 0; path && steps < 4; steps++) {
    if (path.type === "identifier") {
      const [only] = ask.scopes.reaching(path);
      if (!only?.value || only.kind !== "assign") return isParameter(ask, path);
      path = only.value;
    } else if (path.type === "call") path = positional(path).at(-1) ?? path.field("function")?.field("object");
    else if (path.type === "binary_operator") path = path.field("right");
    else break;
  }
  return path !== undefined && ask.tree.nodes("identifier", path).some((one) => isParameter(ask, one));
}

const isParameter = (ask: PythonQuestions, name: PyNode): boolean =>
  name.text !== "self" && ask.scopes.lookup(name)?.definitions.some((one) => one.kind === "parameter") === true;

function sizeOfRead(ask: PythonQuestions, reader: PyNode): number | undefined {
  const [path] = positional(reader);
  const value = path && ask.constant(path);
  return typeof value === "string" ? ask.facts.sizeOf(value) : undefined;
}

/** A copy of a list that lives with its object or the process, and that this file appends to. */
function checkClone(context: PyContext, ask: PythonQuestions, call: PyNode, what: PyNode | undefined): void {
  if (what?.type !== "attribute" && what?.type !== "identifier") return;
  const { kind } = ask.values.lifetime(what);
  if ((kind !== "instance" && kind !== "module" && kind !== "class") || !isAppended(ask, what)) return;
  const { context: where, how, path, confidence } = ask.reach(call);
  if (where === "test" || where === "build" || where === "startup") return;
  // An application mostly keeps a handful in one object, and how much stands in no file.
  const isFew = ask.others.isPart();
  report(context, {
    node: call, messageId: "clone", data: { call: calleeText(call), what: what.text }, confidence: isFew ? "possible" : weakest(confidence, "likely"),
    severity: severityOf("B", where) ?? "info",
    evidence: { context: how, cost: "grows with all that was ever added", path: path.length > 0 ? [...path] : undefined },
  });
}

function isAppended(ask: PythonQuestions, list: PyNode): boolean {
  const { text } = ask.tree;
  for (const method of ["append", "extend"]) {
    const at = text.indexOf(`${list.text}.${method}(`);
    if (at > 0 && !/[\w.]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function checkLimit(context: PyContext, ask: PythonQuestions, call: PyNode): void {
  const callee = call.field("function");
  const list = call.field("arguments");
  if (!callee || !list?.namedChildren.some((one) => one.type === "keyword_argument")) return;
  const name = bodyLimits.get(ask.origin(callee) ?? "");
  const value = name === undefined ? undefined : keyword(call, name);
  const guards = keyword(call, "middlewares") ?? keyword(call, "middleware");
  const isGuarded = guards !== undefined && /token|auth|security|login/i.test(guards.text);
  if (value) reportLimit(context, ask, value, "limit", isGuarded);
}

function reportLimit(context: PyContext, ask: PythonQuestions, value: PyNode, messageId: "limit" | "anyBody", isGuarded = false): void {
  const bytes = ask.constant(value);
  const { context: where } = ask.reach(value);
  if (typeof bytes !== "number" || bytes < LARGE_BODY || where === "test" || where === "build") return;
  report(context, {
    // Nothing tells whether what a form may send is ever parsed as one document.
    node: value, messageId, confidence: isGuarded || messageId === "anyBody" || bytes <= HUGE_BODY ? "possible" : "certain", severity: "warning",
    data: { limit: megabytes(bytes), ms: String(Math.round((bytes / 1e6) * MS_PER_MB)) },
    evidence: { context: "any client can send such a body", cost: `~${MS_PER_MB} ms per MB` },
  });
}

const calleeText = (call: PyNode): string => shortText(call.field("function") ?? call);
const megabytes = (bytes: number): string => `${Number((bytes / 1024 ** 2).toPrecision(2))} MB`;
