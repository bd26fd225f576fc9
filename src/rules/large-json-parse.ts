import { quietContexts } from "../blocking.ts";
import type { Reach } from "../call-graph.ts";
import { weakest } from "../finding.ts";
import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { argumentsOf, calleeOf, chainText, isCall, keyName, propertyName, unwrap, walk, type CallNode } from "../javascript/nodes.ts";
import { isForSomePaths } from "../javascript/mounts.ts";
import { isSmallByName, isUpload, sizeOfFile } from "../javascript/own-files.ts";
import { isApplication, isCommandLine } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { bodyLimits, smallTextWords } from "../knowledge/javascript/payloads.ts";
import type { Shape, Sink } from "../knowledge/row.ts";
import { createRule, report } from "../rule.ts";
import { severityOf } from "../severity.ts";

/** Parsed in about 2 ms: below it nobody notices. */
const SMALL_JSON = 256 * 1024;
/** Bodies up to this size hold the loop for less than 50 ms. */
const LARGE_BODY = 5 * 1024 * 1024;
/** Up to this size, some 0.2 s, a limit is mostly one that somebody thought about. */
const HUGE_BODY = 25 * 1024 * 1024;
/** Measured: 7 to 10 ms per MB on Node 20. */
const MS_PER_MB = 8;

export default createRule<JsContext, Visitors>("large-json-parse", {
  meta: {
    messages: {
      wholeFile: "`{{call}}` parses all of the file that `{{reader}}` has read, and the event loop stands still for 7 to 10 ms per MB. "
        + "Stream the file, read the part that is needed, or keep the parsed value between requests.",
      lines: "`{{call}}` needs the whole text in memory, and a copy of it in lines, before the first line is parsed. "
        + "Read line by line: `readline` over `fs.createReadStream`.",
      limit: "Bodies of up to {{limit}} are parsed in one piece, and one of that size stops the event loop for about {{ms}} ms. "
        + "Lower the limit here and raise it only on the routes that need it, or take large uploads as a stream.",
      clone: "`{{call}}` copies all of `{{what}}` each time it runs, and `{{what}}` keeps growing. Copy what is handed out, or hand out a read-only view.",
    },
    words: ["JSON", "structuredClone", "imit"],
  },
  create(context) {
    const ask = questions(context);
    const seenLines = new Set<JsNode>();
    return {
      CallExpression(call) {
        const callee = unwrap(calleeOf(call));
        const name = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
        if (name === "parse") checkParse(context, ask, call, seenLines);
        else if (name === "structuredClone") checkClone(context, ask, call, argumentsOf(call)[0]);
        if (call.arguments.length > 0) checkLimit(context, ask, call);
      },
    };
  },
});

function checkParse(context: JsContext, ask: JavaScriptQuestions, call: CallNode, seenLines: Set<JsNode>): void {
  const [text] = argumentsOf(call);
  if (!text || !ask.mayBeSink(call, isParse)) return;
  const inner = unwrap(text);
  const isCopy = isCall(inner) && ask.mayBeSink(inner, isStringify);
  // A file that reads no files and splits no text has nothing large to parse.
  if (!isCopy && !ask.mayReadFiles && !ask.text.includes(".split(")) return;
  if (ask.sink(call)?.row.does !== "json-parse") return;
  if (isCall(inner) && ask.sink(inner)?.row.does === "json-stringify") return checkClone(context, ask, call, argumentsOf(inner)[0]);
  if (checkLines(context, ask, call, text, seenLines)) return;
  const reader = ask.producer(text);
  if (!reader || !isFileRead(ask, reader)) return;
  const size = sizeOfRead(ask, reader);
  if (size !== undefined && size <= SMALL_JSON) return;
  const reach = heldUp(ask, call);
  const severity = reach && severityOf("B", reach.context);
  if (!reach || !severity) return;
  const isTool = reach.context === "scheduled" && isCommandLine(ask.facts);
  // Files of JSON that programs keep are small as a rule (judged: 0 of 24 such findings were right), but for what somebody uploads.
  const isAnySize = size === undefined && isApplication(ask.facts) && !isUpload(argumentsOf(reader)[0]);
  const isDoubtful = ask.isOnceGuarded(call) || reach.rare === true || reach.context === "unknown" || isTool || isAnySize || isSmallByName(ask, argumentsOf(reader)[0]);
  const sure = isDoubtful ? "possible" : weakest(reach.confidence, "likely");
  report(context, {
    node: call, messageId: "wholeFile", confidence: sure, severity,
    data: { call: chainText(calleeOf(call)), reader: ask.sink(reader)?.text ?? chainText(calleeOf(reader)) },
    evidence: { context: reach.how, cost: size === undefined ? "size of the file unknown" : `${megabytes(size)} here`, path: reach.path.length > 0 ? [...reach.path] : undefined },
  });
}

/** JSON lines: `for (const line of text.split("\n")) JSON.parse(line)` over a file that was read whole. Stands on the split. */
function checkLines(context: JsContext, ask: JavaScriptQuestions, call: CallNode, line: JsNode, seen: Set<JsNode>): boolean {
  const loop = ask.loops(call).find((one) => ask.dependsOn(line, one));
  const split = loop?.over && splitOf(ask, loop.over);
  if (!split) return false;
  const { context: where, how, path, confidence, uncalled } = ask.reach(call);
  const reader = ask.producer(split.text);
  if (!reader || seen.has(split.call) || where === "test" || where === "build" || where === "browser") return true;
  const isFile = isFileRead(ask, reader);
  // A helper of another file that reads: its name is no proof, the ending of such files is.
  // A script of an application reads what its author has just had written, a helper what it keeps in pieces (judged: 0 of 4 were right).
  const isTool = where === "cli" || (isApplication(ask.facts) && (uncalled === true || path.length > 0));
  const isLikely = isFile || (ask.origin(calleeOf(reader)) !== undefined && /\.(?:jsonl|ndjson)\b/.test(context.sourceCode.text));
  seen.add(split.call);
  const { line: parsed } = context.sourceCode.getLocFromIndex(call.range[0]);
  const { line: read } = context.sourceCode.getLocFromIndex(reader.range[0]);
  report(context, {
    node: split.call, messageId: "lines", data: { call: chainText(calleeOf(split.call)) },
    confidence: isLikely && !isTool ? weakest(confidence, "likely") : "possible",
    severity: severityOf("B", where) ?? "info",
    evidence: {
      context: how, path: path.length > 0 ? [...path] : undefined,
      related: [
        { file: context.filename, line: read, message: "the whole text is read" },
        { file: context.filename, line: parsed, message: "each line is parsed" },
      ],
    },
  });
  return true;
}

/** The `split("\n")` that a loop goes over, and the text that it splits; `filter`, `map` and `slice` in between change nothing. */
function splitOf(ask: JavaScriptQuestions, over: JsNode): { call: CallNode; text: JsNode } | undefined {
  let at: JsNode | undefined = unwrap(over);
  for (let steps = 0; at && steps < 8; steps++) {
    if (!isCall(at)) at = ask.producer(at);
    if (!at || !isCall(at)) return undefined;
    const callee = unwrap(calleeOf(at));
    if (callee.type !== "MemberExpression") return undefined;
    const name = propertyName(callee);
    if (name === "split") return isLineBreak(ask, argumentsOf(at)[0]) ? { call: at, text: callee.object } : undefined;
    if (name !== "filter" && name !== "map" && name !== "entries") return undefined;
    at = unwrap(callee.object);
  }
  return undefined;
}

function isLineBreak(ask: JavaScriptQuestions, separator: JsNode | undefined): boolean {
  if (!separator) return false;
  const value = ask.constant(separator);
  return typeof value === "string" ? /^\r?\n$/.test(value) : separator.type === "Literal" && "regex" in separator && /^\(?\??:?\\r\??\\n|\\n$/.test(separator.regex.pattern);
}

const isFileRead = (ask: JavaScriptQuestions, call: CallNode): boolean =>
  ask.sink(call)?.row.does === "file" || /^(?:fs|fs-extra|graceful-fs)\.(?:promises\.)?readFile(?:Sync)?$/.test(ask.origin(calleeOf(call)) ?? "");

function sizeOfRead(ask: JavaScriptQuestions, reader: CallNode): number | undefined {
  const [path] = argumentsOf(reader);
  return path && sizeOfFile(ask, path);
}

const heldUp = (ask: JavaScriptQuestions, node: JsNode): Reach | undefined =>
  ask.places.reaches(node).find((one) => one.onLoop && !quietContexts.has(one.context));

/** A copy of a container that lives with its object or the process, and that this file only ever adds to. */
function checkClone(context: JsContext, ask: JavaScriptQuestions, call: CallNode, what: JsNode | undefined): void {
  const source = what && longLived(ask, what);
  if (!source || !grows(context, source)) return;
  const { context: where, how, path, confidence } = ask.reach(call);
  if (where === "test" || where === "build" || where === "startup") return;
  const text = chainText(source);
  report(context, {
    node: call, messageId: "clone", data: { call: chainText(calleeOf(call)), what: text },
    // An application mostly keeps a handful in one object, and how much stands in no file.
    confidence: smallTextWords.test(text) || ask.others.isPart() ? "possible" : weakest(confidence, "likely"),
    severity: severityOf("B", where) ?? "info",
    evidence: { context: how, cost: "grows with all that was ever added", path: path.length > 0 ? [...path] : undefined },
  });
}

/** The member or variable behind an expression that outlives one call: `this.history`, also through a local name or a choice. */
function longLived(ask: JavaScriptQuestions, what: JsNode): JsNode | undefined {
  let choices: JsNode[] = [unwrap(what)];
  for (let steps = 0; steps < 4; steps++) {
    choices = choices.flatMap((one): JsNode[] => {
      if (one.type === "ConditionalExpression") return [unwrap(one.consequent), unwrap(one.alternate)];
      if (one.type !== "Identifier") return [one];
      const variable = ask.bindings.variable(one);
      const write = variable && ask.bindings.onlyWrite(variable);
      return write?.kind === "value" && write.value && write.path?.length === 0 ? [unwrap(write.value)] : [one];
    });
  }
  return choices.find((one) => {
    if (one.type !== "MemberExpression" && one.type !== "Identifier") return false;
    const lifetime = ask.values.lifetimes.lifetimeOf(one);
    return lifetime !== undefined && lifetime !== "local";
  });
}

const adding: ReadonlySet<string> = new Set(["push", "unshift"]);

/** Whether a list is added to somewhere in the file. */
function grows({ sourceCode }: JsContext, container: JsNode): boolean {
  const text = chainText(container);
  let found = false;
  walk(sourceCode.ast, (node) => {
    if (found) return false;
    if (node.type !== "CallExpression") return undefined;
    const callee = unwrap(node.callee);
    if (callee.type === "MemberExpression" && adding.has(propertyName(callee) ?? "")) found = chainText(callee.object) === text;
    return undefined;
  });
  return found;
}

function checkLimit(context: JsContext, ask: JavaScriptQuestions, call: CallNode): void {
  const options = argumentsOf(call).find((one) => one.type === "ObjectExpression");
  if (!options || !bodyLimits.some(({ option }) => optionOf(options, option[0] ?? "") !== undefined)) return;
  const origin = ask.origin(calleeOf(call));
  const row = origin === undefined ? undefined : bodyLimits.find((one) => one.call === origin);
  const value = row && optionOf(options, row.option[0] ?? "");
  const bytes = value && sizeInBytes(ask.constant(value));
  if (!value || bytes === undefined || bytes < LARGE_BODY) return;
  const { context: where } = ask.reach(call);
  if (where === "test" || where === "build") return;
  report(context, {
    node: value, messageId: "limit", confidence: bytes <= HUGE_BODY || isForSomePaths(ask, call) ? "possible" : "certain", severity: "warning",
    data: { limit: megabytes(bytes), ms: String(Math.round((bytes / 1e6) * MS_PER_MB)) },
    evidence: { context: "any client can send such a body", cost: `~${MS_PER_MB} ms per MB` },
  });
}

function optionOf(options: JsNode, name: string): JsNode | undefined {
  if (options.type !== "ObjectExpression") return undefined;
  for (const property of options.properties) if (property.type === "Property" && keyName(property) === name) return property.value;
  return undefined;
}

const units: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** `10485760`, `"50mb"`: as the `bytes` package reads them. */
function sizeInBytes(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?) *([kmg]?b)$/i.exec(value.trim()) : undefined;
  return match ? Number(match[1]) * (units[match[2]?.toLowerCase() ?? ""] ?? 1) : undefined;
}

const isParse = ({ does }: Sink | Shape): boolean => does === "json-parse";
const isStringify = ({ does }: Sink | Shape): boolean => does === "json-stringify";

const megabytes = (bytes: number): string => `${Number((bytes / 1024 ** 2).toPrecision(2))} MB`;
