import path from "node:path";
import { blockingEffects, callFrom, costWords, quietContexts, SMALL_FILE } from "../blocking.ts";
import { isOnWay, type Reach } from "../call-graph.ts";
import { severities, weakest, type Confidence, type CostClass, type Evidence, type Severity } from "../finding.ts";
import { oneOffWork, rareWork, setUpWork } from "../knowledge/javascript/programs.ts";
import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { argumentsOf, enclosingFunction, isFunction, isHandedOver, keyName, type CallNode } from "../javascript/nodes.ts";
import { isApplication, isCommandLine, isService } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { isDocument, isOwnFile, isSmallByName, isUpload, sizeOfFile } from "../javascript/own-files.ts";
import { valueCompression } from "../knowledge/javascript/node.ts";
import { passwordChecks } from "../knowledge/javascript/passwords.ts";
import { extensionFile } from "../knowledge/rare-work.ts";
import type { Does, Shape, Sink } from "../knowledge/row.ts";
import type { KnownCall, Repetition } from "../questions.ts";
import { createRule, report } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { grows } from "../summary.ts";

/** Embedded databases are synchronous by design: other patterns judge how often they are asked. JSON has a pattern of its own. */
const notHere: ReadonlySet<Does> = new Set(["query", "write", "commit", "cache", "json-parse", "json-stringify"]);
/** Constant input costs the same each time, and little. */
const byInput: ReadonlySet<Does> = new Set(["compress", "parse"]);
/** Calls that services make, but tools hardly do. */
const serviceWork: ReadonlySet<Does> = new Set(["crypto"]);
/** Takes away one file, or with an option a folder and all that is in it. */
const removal = /(?:^|\.)rmSync$/;
/** Writes the text that it is given second. */
const writing = /(?:^|\.)(?:write|append)FileSync$/;
/** Files of the kernel: no disk behind them. */
const kernelFile = /^\/(?:dev|proc|sys)\//;
const isWanted = (row: Sink | Shape): boolean => row.blocks === true && !notHere.has(row.does);
const MAX_RELATED = 8;
/** So many cheap calls in one function are felt. */
const MANY_CHEAP = 3;

interface Found {
  call: CallNode;
  known: KnownCall;
  reach: Reach;
  cost: CostClass;
  severity: Severity;
  confidence: Confidence;
  /** Further calls of the same kind in the same function. */
  others: CallNode[];
}

export default createRule<JsContext, Visitors>("blocking-call-in-handler", {
  meta: {
    messages: {
      blocks: "`{{call}}` {{effect}} on the event loop, and no other request is served until it returns. Use {{instead}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    const found: Found[] = [];
    const cheap = new Map<string, Found>();
    const check = (call: CallNode): void => {
      // At the top level it runs once, before anybody waits.
      if (!ask.mayBeSink(call, isWanted) || !enclosingFunction(call)) return;
      const known = ask.sink(call);
      if (!known?.row.blocks || notHere.has(known.row.does)) return;
      const one = judge(ask, call, known);
      if (!one) return;
      const key = `${ask.functionOf(call).id} ${one.confidence}`;
      const first = one.cost === "C" ? cheap.get(key) : undefined;
      if (first) first.others.push(call);
      else found.push(one);
      if (one.cost === "C" && !first) cheap.set(key, one);
    };
    return {
      CallExpression: check,
      NewExpression: check,
      TaggedTemplateExpression: check,
      "Program:exit"() {
        for (const one of found) report(context, { node: one.call, messageId: "blocks", ...describe(ask, one, context) });
      },
    };
  },
});

function judge(ask: JavaScriptQuestions, call: CallNode, known: KnownCall): Found | undefined {
  const onLoop = ask.places.reaches(call).filter((one) => one.onLoop && !quietContexts.has(one.context));
  const reach = onLoop.find((one) => !one.rare && !isSetUp(ask, one)) ?? onLoop.find((one) => !one.rare) ?? onLoop[0];
  if (!reach || isHarmless(ask, call, known)) return undefined;
  const cost = costOf(ask, call, known);
  // Alone in a helper, a recursive removal or copy is mostly the end of a rare job.
  if (reach.context === "unknown" && known.row.cost !== "A" && !isAvoidable(ask, call, known)) return undefined;
  const isOnce = ask.places.isOnceGuarded(call);
  const severity = isOnce ? "info" : severityIn(ask, call, cost, reach);
  if (!severity || (isOnce && cost === "C")) return undefined;
  const { name } = ask.functionOf(call);
  const isSlightFile = known.row.does === "file" && cost !== "A";
  // A job that saves or measures now and then, or an administrator, stops everybody for a moment, rarely.
  const isMinor = (isSlightFile && (reach.rare === true || reach.context === "scheduled" || isForSetUp(ask, call)))
    || (known.row.does === "file" && isKeptFile(ask, call, cost, reach)) || (known.row.does === "compress" && reach.context === "scheduled")
    || isValue(ask, known, reach) || isSetUp(ask, reach);
  const isRare = rareWork.test(name.slice(name.lastIndexOf(".") + 1)) || oneOffWork.test(path.basename(ask.summary.file));
  const confidence = isOnce || isMinor || isRare || isUncalled(ask, call, known, reach) ? "possible" : confidenceOf(ask, known, cost, reach);
  return { call, known, reach, cost, severity, confidence, others: [] };
}

/**
 * What nothing in an application leads to is set-up or dead code more often than not (judged: 2 of 6 were right), unless a library runs it, or it
 * checks a password (11 of 13).
 */
function isUncalled(ask: JavaScriptQuestions, call: CallNode, { text }: KnownCall, reach: Reach): boolean {
  if (reach.context !== "unknown" || reach.uncalled !== true || !isApplication(ask.facts) || passwordChecks.test(text)) return false;
  const fn = enclosingFunction(call);
  return fn === undefined || !isHandedOver(fn);
}

/**
 * A file that an application keeps: a cache, settings, presets, fonts, logos, in a helper or, where several files are known, anywhere. Uploads and
 * documents are as long as they are (judged: of the works of helpers on other files, 5 of 18 were worth a report, of those in handlers of whole
 * applications 7 of 47).
 */
function isKeptFile(ask: JavaScriptQuestions, call: CallNode, cost: CostClass, { path: way }: Reach): boolean {
  const [file] = argumentsOf(call);
  const isKept = way.length > 0 ? isApplication(ask.facts) : cost !== "A" && ask.others.isPart();
  const isShipped = file !== undefined && typeof ask.constant(file) === "string";
  return isKept && !isUpload(file) && (isShipped || !isDocument(ask, file));
}

/** What a helper in another file compresses is a value of its own more often than not, such as a secret or a setting (judged: 2 of 6 were right). */
const isValue = (ask: JavaScriptQuestions, { text }: KnownCall, { path: way }: Reach): boolean =>
  valueCompression.test(text) && isApplication(ask.facts) && way.some((hop) => hop.file !== ask.summary.file);

/** The way to a call goes through the first set-up of an installation. */
const isSetUp = (ask: JavaScriptQuestions, { how, path: way }: Reach): boolean =>
  [how, ...[ask.summary, ...way].map(({ file }) => path.relative(ask.facts.root, file))].some((one) => setUpWork.test(one));

/** One of the files that a program or its plug-ins are set up with, by its path or the name of the module. */
function isForSetUp(ask: JavaScriptQuestions, call: CallNode): boolean {
  const [file] = argumentsOf(call);
  return isOwnFile(ask, file) || extensionFile.test(ask.summary.file) || (isApplication(ask.facts) && !isUpload(file) && isSmallByName(ask, file));
}

/** Work on files that an `async` function of a service is given: whoever calls it awaits it already. */
const isAvoidable = (ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall): boolean =>
  row.does === "file" && row.cost === "B" && isService(ask.facts) && ask.places.isAsyncWork(call);

/** Calls that by their arguments do not block: a constant to compress or parse, a file of the kernel, a callback, `{ async: true }`. */
function isHarmless(ask: JavaScriptQuestions, call: CallNode, { row }: KnownCall): boolean {
  const args = argumentsOf(call);
  const [first] = args;
  const value = first && ask.constant(first);
  if (byInput.has(row.does) && value !== undefined) return true;
  if (row.does === "file" && typeof value === "string" && kernelFile.test(value)) return true;
  const last = args.length > 1 ? args.at(-1) : undefined;
  const isCallback = isFunction(last) || (last?.type === "Identifier" && /^(?:cb|callback|done|next)$/.test(last.name));
  return isCallback || hasOption(ask, call, "async");
}

function costOf(ask: JavaScriptQuestions, call: CallNode, { row, text }: KnownCall): CostClass {
  if (row.does === "crypto" && isQuickKey(ask, call)) return "C";
  if (row.does !== "file" || row.cost !== "B") return row.cost;
  if (hasOption(ask, call, "recursive")) return "A";
  // One file is unlinked in microseconds, however long it is.
  if (removal.test(text)) return "C";
  const [first, second] = argumentsOf(call);
  const written = second && writing.test(text) ? ask.constant(second) : undefined;
  const size = typeof written === "string" ? written.length : first && sizeOfFile(ask, first);
  return size !== undefined && size <= SMALL_FILE ? "C" : "B";
}

/** `generateKeyPairSync("ed25519")`: a key on a curve is a random number. */
function isQuickKey(ask: JavaScriptQuestions, call: CallNode): boolean {
  const [kind] = argumentsOf(call);
  return kind !== undefined && /^(?:ed|x)(?:25519|448)$|^ec$/.test(String(ask.constant(kind)));
}

function hasOption(ask: JavaScriptQuestions, call: CallNode, name: string): boolean {
  return argumentsOf(call).some((one) => one.type === "ObjectExpression" && one.properties.some((property) =>
    property.type === "Property" && keyName(property) === name && ask.constant(property.value as JsNode) === true));
}

function severityIn(ask: JavaScriptQuestions, call: CallNode, cost: CostClass, reach: Reach): Severity | undefined {
  const { context } = reach;
  if (context === "unknown") return cost === "A" ? "warning" : "info";
  const computed = severityOf(cost, context, repetitionOn(ask, call, reach) !== undefined);
  // A listener on some emitter: how often it is called, and who waits, is not known. A process with one request at a time delays that one only.
  const isLess = reach.alone === true || isAnyListener(reach);
  return computed && isLess ? severities[severities.indexOf(computed) - 1] : computed;
}

/** A listener on an emitter that nothing is known of; sockets and queues are known. */
const isAnyListener = (reach: Reach): boolean => reach.context === "event" && reach.confidence !== "certain" && !reach.how.startsWith("socket");

/** What repeats a call on the way by which it is reached. */
function repetitionOn(ask: JavaScriptQuestions, call: CallNode, reach: Reach): Repetition<JsNode> | undefined {
  const found = ask.repetition(call);
  if (!found || !grows(found.bound)) return undefined;
  return found.kind === "loop" || reach.path.length === 0 || isOnWay(found, reach) ? found : undefined;
}

function confidenceOf(ask: JavaScriptQuestions, { row, confidence }: KnownCall, cost: CostClass, reach: Reach): Confidence {
  const sure = weakest(confidence, reach.confidence, cost === "C" || reach.path.length > 0 ? "likely" : "certain");
  if (row.does === "parse" && cost !== "A") return "possible";
  const isTool = (reach.context === "unknown" || reach.context === "scheduled") && isCommandLine(ask.facts);
  if (isTool) return "possible";
  if (serviceWork.has(row.does)) return sure;
  // Tools may wait for what they start.
  const mayBeTool = reach.context === "unknown" ? row.cost !== "A" || !isService(ask.facts) || !servesItself(ask) : isAnyListener(reach) && !isService(ask.facts);
  return mayBeTool ? "possible" : sure;
}

/** Other functions of the file run per request or event. */
const servesItself = (ask: JavaScriptQuestions): boolean =>
  ask.summary.functions.some((one) => one.contexts.some(({ context }) => context === "request" || context === "event"));

function describe(ask: JavaScriptQuestions, one: Found, { filename, sourceCode }: JsContext): {
  data: Record<string, string>; confidence: Confidence; severity: Severity; evidence: Evidence;
} {
  const { call, known: { row, text }, reach, cost, severity, confidence, others } = one;
  const repetition = repetitionOn(ask, call, reach);
  const related = [...callFrom(reach, filename), ...others.slice(0, MAX_RELATED).map((other) => {
    const { line } = sourceCode.getLocFromIndex(other.range[0]);
    return { file: filename, line, message: `\`${ask.sink(other)?.text ?? ""}\` blocks as well` };
  })];
  const evidence: Evidence = {
    context: reach.how,
    multiplicity: repetition && `once per item of \`${repetition.over}\` (line ${repetition.line})`,
    cost: row.measured ?? costWords[cost],
    path: reach.path.length > 0 ? [...reach.path] : undefined,
    related: related.length > 0 ? related : undefined,
  };
  const instead = row.instead ?? "the asynchronous form of the call";
  // Microseconds per item add up for more items than folders and settings have (judged: 0 of 5 were right).
  const isSlight = cost === "C" && others.length + 1 < MANY_CHEAP;
  return { data: { call: text, effect: blockingEffects[row.does] ?? "blocks", instead }, confidence: isSlight ? "possible" : confidence, severity, evidence };
}
