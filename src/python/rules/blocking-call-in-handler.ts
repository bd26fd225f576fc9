import { blockingEffects, callFrom, costWords, quietContexts, SMALL_FILE } from "../../blocking.ts";
import { isOnWay, type Reach } from "../../call-graph.ts";
import { atLeast, confidences, weakest, type Confidence, type CostClass, type Evidence, type Severity } from "../../finding.ts";
import { asyncPackages } from "../../knowledge/python/contexts.ts";
import type { KnownCall } from "../../questions.ts";
import { createRule, report, type Report } from "../../rule.ts";
import { severityOf } from "../../severity.ts";
import { grows } from "../../summary.ts";
import { Causes } from "../causes.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { isDjangoOrm, isFelt, isOfTwisted, stores } from "../felt.ts";
import { isOnlyOpened } from "../file-handles.ts";
import { positional, type PyFunction } from "../functions.ts";
import { isAwaited, isHarmless } from "../harmless-waits.ts";
import type { PyNode } from "../node.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { fitting, runtimeOf, type Runtime } from "../runtime.ts";
import { isSmallDump, isSmallFile } from "../small-work.ts";
import { shortText } from "../text.ts";

/** Seconds that nobody notices. */
const SHORT_SLEEP = 0.01;
const MAX_STEPS = 8;
const MAX_RELATED = 8;

interface Found {
  call: PyNode;
  known: KnownCall;
  reach: Reach;
  cost: CostClass;
  severity: Severity;
  confidence: Confidence;
}

interface Told extends Found {
  /** Cheaper or later calls with the same cause. */
  others: readonly PyNode[];
}

export default createRule<PyContext, PyVisitors>("blocking-call-in-handler", {
  meta: {
    words: ["async", "tornado", "twisted", "scrapy", "homeassistant"],
    reachedBy: asyncPackages,
    messages: {
      blocks: "`{{call}}` {{effect}} on the event loop, and nothing else in the process runs until it returns. Use {{instead}}.",
      dropAsync: "`{{call}}` {{effect}} on the event loop, and this `async def` route awaits nothing. Write `def`: the framework then runs the route in its thread pool.",
      djangoOrm: "`{{call}}` runs a synchronous query in a coroutine, where Django raises `SynchronousOnlyOperation`. Use {{instead}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    const causes = new Causes<Found>(isBetter);
    return {
      call(node) {
        const one = blocking(ask, node);
        if (one) causes.add(causeOf(ask, one, context.filename), one);
      },
      "module:exit"() {
        let ofFile: Runtime | undefined;
        causes.tell((best, all) => {
          ofFile ??= runtimeOf(context.sourceCode.text);
          const runtime = isOfTwisted(best.reach) ? "twisted" : ofFile;
          report(context, { node: best.call, ...describe(ask, { ...best, others: all.map(({ call }) => call) }, context.filename, runtime) });
        });
      },
    };
  },
});

/** Whether of two calls with one cause this one is told: the surer, or the dearer of equals. */
const isBetter = (one: Found, other: Found): boolean =>
  one.confidence === other.confidence ? one.cost < other.cost : confidences.indexOf(one.confidence) > confidences.indexOf(other.confidence);

/** A call that holds up an event loop, with what it costs there. */
function blocking(ask: PythonQuestions, call: PyNode): Found | undefined {
  const known = ask.sink(call);
  if (!known?.row.blocks || known.row.lazy || !(known.row.does in blockingEffects) || isAwaited(ask, call)) return undefined;
  const onLoop = ask.places.reaches(call).filter((one) => one.onLoop);
  const reach = onLoop.find((one) => !one.rare) ?? onLoop[0];
  if (!reach || quietContexts.has(reach.context) || isHarmless(ask, call, known)) return undefined;
  // Programs that end when they are done run the reactor for themselves.
  if (isOfTwisted(reach) && ask.summary.context?.context === "cli") return undefined;
  const cost = costOf(ask, call, known);
  const severity = severityIn(ask, call, cost, reach);
  return severity && { call, known, reach, cost, severity, confidence: confidenceOf(ask, call, known, reach) };
}

function describe(ask: PythonQuestions, one: Told, file: string, runtime: Runtime): Omit<Report, "node"> {
  const { call, known: { row, text }, reach, cost, severity, others } = one;
  const confidence = isFelt(ask, one) ? one.confidence : "possible";
  const repetition = ask.loops(call).length > 0 || reach.path.length > 0 ? ask.repetition(call) : undefined;
  const isOther = repetition?.kind === "caller" && !isOnWay(repetition, reach);
  const many = repetition && !isOther && grows(repetition.bound) ? `once per item of \`${repetition.over}\` (line ${repetition.line})` : undefined;
  const where = reach.context === "unknown" && reach.path.length === 0 ? "coroutine whose callers are unknown" : reach.how;
  const evidence: Evidence = { context: where, multiplicity: many, cost: row.measured ?? costWords[cost] };
  if (reach.path.length > 0) evidence.path = [...reach.path];
  const related = [
    ...callFrom(reach, file),
    ...others.slice(0, MAX_RELATED).map((other) => ({ file, line: other.line, message: `\`${shortText(other.field("function") ?? other)}\` blocks as well` })),
  ];
  if (related.length > 0) evidence.related = related;
  const isOrm = isDjangoOrm(one.known);
  const messageId = isOrm && !isOfTwisted(reach) ? "djangoOrm" : isThreadable(ask, call, reach) ? "dropAsync" : "blocks";
  const instead = isOrm && isOfTwisted(reach) ? undefined : row.instead;
  const data = { call: text, effect: blockingEffects[row.does] ?? "blocks", instead: fitting(instead ?? "`await asyncio.to_thread(...)`", runtime) };
  return { messageId, data, confidence, severity, evidence };
}

function costOf(ask: PythonQuestions, call: PyNode, { row }: KnownCall): CostClass {
  const [first] = positional(call);
  const value = first && ask.constant(first);
  if (row.does === "sleep" && typeof value === "number" && value < SHORT_SLEEP) return "C";
  if (row.does === "file" && typeof value === "string") {
    const size = ask.facts.sizeOf(value);
    if (size !== undefined && size <= SMALL_FILE) return "C";
  }
  if (row.does === "file" && isOnlyOpened(ask, call)) return "C";
  return row.cost;
}

/** Class A and B are worth a warning wherever a loop runs; class C only in a request. A cache that is filled once is a hint. */
function severityIn(ask: PythonQuestions, call: PyNode, cost: CostClass, reach: Reach): Severity | undefined {
  const repetition = ask.loops(call).length > 0 ? ask.repetition(call) : undefined;
  const computed = severityOf(cost, reach.context, repetition !== undefined && grows(repetition.bound));
  if (cost === "C") return reach.context === "request" ? "info" : undefined;
  if (ask.places.isOnceGuarded(call)) return "info";
  return computed && atLeast(computed, "warning") ? computed : "warning";
}

/** The size of a document decides whether its parsing shows; nothing tells it where the callers are unknown. */
function confidenceOf(ask: PythonQuestions, call: PyNode, known: KnownCall, reach: Reach): Confidence {
  if (ask.places.onceGuard(call) === "once") return "possible";
  const { does } = known.row;
  if (does === "parse" && isSmallDump(ask, call, reach.path.some((hop) => hop.file !== ask.summary.file))) return "possible";
  if (does === "file" && isSmallFile(ask, call)) return "possible";
  const proved = ask.functionOf(call).async || reach.path.length > 0;
  const way: Confidence = reach.path.length > 0 ? "likely" : "certain";
  if (known.row.does === "parse" && known.row.cost === "B" && reach.context === "unknown") return "possible";
  return weakest(known.confidence, way, proved ? "certain" : reach.confidence);
}

/** Calls of one kind in one function are one finding, and so is what is done with one opened file. */
function causeOf(ask: PythonQuestions, { call, known, reach: { path } }: Found, file: string): string {
  const fn = ask.places.functions.at(call);
  const opener = openedBy(ask, call, fn);
  const { row: { does }, library } = opener === call ? known : (ask.sink(opener) ?? known);
  // A module of queries that coroutines of other files call blocks for one reason, however many queries it has.
  if (stores.has(does) && path.some((hop) => hop.file !== file)) return library.name;
  return `${fn.id} ${stores.has(does) ? library.name : does}`;
}

/** The first blocking call of the same function that the receiver or the first argument of a call comes from; else the call itself. */
function openedBy(ask: PythonQuestions, call: PyNode, fn: PyFunction): PyNode {
  const callee = call.field("function");
  for (let at = callee?.type === "attribute" ? callee.field("object") : undefined, steps = 0; at && steps < MAX_STEPS; steps++) {
    if (isBlocker(ask, at, fn)) return at;
    at = at.type === "call" ? at.field("function") : at.type === "attribute" ? at.field("object") : valueOf(ask, at);
  }
  for (let [at] = positional(call), steps = 0; at && steps < MAX_STEPS; steps++) {
    if (isBlocker(ask, at, fn)) return at;
    at = valueOf(ask, at);
  }
  return call;
}

function isBlocker(ask: PythonQuestions, node: PyNode, fn: PyFunction): boolean {
  return node.type === "call" && ask.sink(node)?.row.blocks === true && ask.places.functions.at(node) === fn && blocking(ask, node) !== undefined;
}

/** What a name holds, when it was assigned or entered. */
function valueOf(ask: PythonQuestions, node: PyNode): PyNode | undefined {
  if (node.type !== "identifier") return undefined;
  return ask.scopes.reaching(node).find((one) => one.value && one.path.length === 0 && (one.kind === "enter" || one.kind === "assign"))?.value;
}

/** A route of a framework with a thread pool for plain functions, in which nothing is awaited. */
function isThreadable(ask: PythonQuestions, call: PyNode, reach: Reach): boolean {
  if (reach.path.length > 0 || !/^(?:FastAPI (?:route|dependency)|Starlette route)/.test(reach.how)) return false;
  const fn = ask.places.functions.at(call);
  if (!fn.async) return false;
  return !ask.tree.nodes(["await", "async", "yield"], fn.node).some((one) => one.index !== fn.node.children[0]?.index && ask.places.functions.at(one) === fn);
}
