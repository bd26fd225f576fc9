import { blockingEffects, callFrom, costWords, quietContexts, SMALL_FILE } from "../../blocking.ts";
import { isOnWay, type Reach } from "../../call-graph.ts";
import { atLeast, confidences, weakest, type Confidence, type CostClass, type Evidence, type Severity } from "../../finding.ts";
import { extensionFile } from "../../knowledge/rare-work.ts";
import type { Does } from "../../knowledge/row.ts";
import { asyncPackages, gatherers, handedOver, startedBeside, starters } from "../../knowledge/python/contexts.ts";
import { readyCallback } from "../../knowledge/python/handlers.ts";
import { consoleCalls } from "../../knowledge/python/standard-library.ts";
import type { KnownCall } from "../../questions.ts";
import { createRule, report, type Report } from "../../rule.ts";
import { severityOf } from "../../severity.ts";
import { grows } from "../../summary.ts";
import { makesAbsentFile } from "../absent-files.ts";
import { Causes } from "../causes.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { isDecodedAlready } from "../decoded-bodies.ts";
import { isOnlyOpened } from "../file-handles.ts";
import { keyword, lastName, positional, type PyFunction } from "../functions.ts";
import type { PyNode } from "../node.ts";
import { isExceptional } from "../rare.ts";
import { hasAsyncTwin } from "../twins.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { isGivenDone, isInMemory, isRefilled, isShipped, isSmallDump, isSmallFile } from "../small-work.ts";
import { shortText } from "../text.ts";

const stores: ReadonlySet<Does> = new Set(["query", "write", "commit", "cache"]);
/** What files are made with. */
const made: ReadonlySet<Does> = new Set(["file", "compress", "parse", "request", "process"]);
/** Files of the kernel: no disk behind them. */
const kernelFile = /^\/(?:dev|proc|sys)\//;
/** Seconds that nobody notices. */
const SHORT_SLEEP = 0.01;
const MAX_STEPS = 8;
const MAX_RELATED = 8;
/** Libraries by which a service of one session mostly speaks to a file of its own. */
const embedded = /^(?:SQLAlchemy|sqlite)/i;
const waiters = new Set([...starters, "gather", "wait_for", "shield", "wait", "as_completed", "timeout"]);

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

const isDjangoOrm = ({ library, row }: KnownCall): boolean => library.name.startsWith("Django") && stores.has(row.does) && row.does !== "cache";

/** Calls of one kind in one function from which on cheap ones add up. */
const FEW_CALLS = 3;

/** Whether somebody notices: one look at a file or one start of a process goes unnoticed unless it is made for each item or again and again. */
function isFelt(ask: PythonQuestions, { call, known, reach, cost, others }: Told): boolean {
  const { row, library } = known;
  if (row.does === "wait" && reach.how === readyCallback) return false;
  if (isOnOwnLoop(known, reach) || isUnwaited(ask, row.does, reach) || isSmallWork(ask, row.does, cost, reach)) return false;
  // Django asks for a loop of asyncio only: who puts its models on the reactor of Twisted means to share one thread.
  if (isDjangoOrm(known) && isOfTwisted(reach)) return false;
  if ((reach.context === "unknown" && isTaskFile(ask)) || reach.rare || isExceptional(call)) return false;
  if ((row.does === "file" || row.does === "compress") && extensionFile.test(ask.summary.file)) return false;
  if (row.does === "compress" && isDecodedAlready(ask, call)) return false;
  if (made.has(row.does) && makesAbsentFile(ask, call)) return false;
  // What a bot or a job reads and writes is small more often than not.
  if (row.does === "parse" && cost === "B" && reach.context !== "request") return false;
  // A look at a warm disk takes microseconds, however many there are of it.
  if (cost === "C" || (row.does === "file" && (isShipped(ask, call) || isRefilled(ask, call)))) return false;
  if (hasAsyncTwin(ask, call)) return false;
  if (others.length + 1 >= FEW_CALLS || ask.loops(call).some((loop) => grows(loop.bound))) return true;
  if (lastName(call.field("function") ?? call) === "Popen") return false;
  // Nothing tells whether anything else runs on the loop, nor which branch the coroutine takes in its helper.
  if (reach.context === "unknown" && reach.path.length > 0) return false;
  // Tornado has no thread pool for handlers: services on it live with one session.
  if (stores.has(row.does) && embedded.test(library.name) && reach.how.startsWith("Tornado")) return false;
  return row.does !== "file" || cost !== "B" || !isOwnFile(ask, call) || (isServed(reach) && !isPlainFile(call));
}

/**
 * What asks on the console is there for the one who started the program. Coroutines that no handler of an application leads to are tools, jobs with a
 * loop of their own, and set-up more often than not (judged: 13 of 30 were right).
 */
const isOnOwnLoop = ({ row }: KnownCall, { untold, how }: Reach): boolean =>
  ("call" in row && consoleCalls.has(row.call)) || untold === true || how === handedOver;

/**
 * In a whole application: tasks that code starts beside its own work are jobs of minutes, such as a restore (judged: 0 of 3 were right), and
 * documents are pages, settings and feeds of some kilobytes (2 of 5).
 */
const isUnwaited = (ask: PythonQuestions, does: Does, { context, how }: Reach): boolean =>
  ((context === "unknown" && how === startedBeside) || does === "parse") && ask.others.isPart();

/** Files and documents of no known size that helpers in other files work on: settings, pages, short texts (judged: 2 of 9 were right). */
const isSmallWork = (ask: PythonQuestions, does: Does, cost: CostClass, { path }: Reach): boolean =>
  cost === "B" && (does === "file" || does === "parse") && path.some(({ file }) => file !== ask.summary.file);

/** Jobs of a worker process: one at a time more often than not, with a loop of their own. */
const isTaskFile = (ask: PythonQuestions): boolean => /(?:^|[\\/])tasks?(?:[\\/]|\.py$)/.test(ask.summary.file);

/** A file that the object or the package names by itself, such as a pid file: small more often than not. */
function isOwnFile(ask: PythonQuestions, call: PyNode): boolean {
  const callee = call.field("function");
  const path = callee?.type === "attribute" ? callee.field("object") : positional(call)[0];
  return path !== undefined && ask.derivation(path) !== "input" && !ask.tree.nodes("identifier", path).some((one) => ask.derivation(one) === "input");
}

const isServed = ({ context }: Reach): boolean => context === "request" || context === "event";

/** One file that is read or written, and not a folder with all that is in it. */
const isPlainFile = (call: PyNode): boolean => /^(?:open|(?:read|write)_(?:text|bytes))$/.test(lastName(call.field("function") ?? call) ?? "");

/** The awaitable form of a call that has the same name, or something that is handed to the loop. */
function isAwaited(ask: PythonQuestions, call: PyNode): boolean {
  const { parent } = call;
  if (!parent) return false;
  if (parent.type === "await") return true;
  if (parent.type === "with_item" || parent.type === "as_pattern") {
    const item = parent.type === "as_pattern" ? parent.parent : parent;
    return item?.parent?.parent?.children[0]?.type === "async";
  }
  if (parent.type === "for_statement") return parent.children[0]?.type === "async" && parent.field("right") === call;
  const user = parent.type === "argument_list" ? parent.parent : undefined;
  const callee = user?.type === "call" ? user.field("function") : undefined;
  if (!callee || !waiters.has(lastName(callee) ?? "")) return false;
  const origin = ask.origin(callee);
  return origin === undefined || origin.startsWith("asyncio.") || gatherers.has(origin) || starters.has(lastName(callee) ?? "");
}

/** Calls that by their arguments do not wait. */
function isHarmless(ask: PythonQuestions, call: PyNode, { row }: KnownCall): boolean {
  const [first] = positional(call);
  const value = first && ask.constant(first);
  switch (row.does) {
    case "file": return typeof value === "string" && (kernelFile.test(value) || isInMemory(value));
    case "parse": case "compress": return typeof value === "string" && value.length < SMALL_FILE && first?.type !== "identifier";
    case "sleep": return value === 0;
    case "process": return call.field("arguments")?.text.includes("WNOHANG") === true || isEnded(call);
    case "wait": {
      const isOff = (one: PyNode | undefined): boolean => one !== undefined && [false, 0].includes(ask.constant(one) as never);
      if (["block", "blocking", "timeout"].some((name) => isOff(keyword(call, name))) || isOff(first)) return true;
      return isKnownDone(ask, call) || isGivenDone(ask, call.field("function")?.field("object"));
    }
    default: return false;
  }
}

/** `if process.poll() is not None: process.communicate()`: it has ended. */
function isEnded(call: PyNode): boolean {
  const process = call.field("function")?.field("object")?.text;
  for (let at = call.parent; process !== undefined && at && at.type !== "function_definition"; at = at.parent) {
    const test = at.type === "if_statement" ? (at.field("condition")?.text ?? "") : "";
    if (test.includes(`${process}.poll()`) && !/\bis None\b|\bnot\s+\S+\.poll\(\)/.test(test)) return true;
  }
  return false;
}

/** `if future.done(): future.result()`. */
function isKnownDone(ask: PythonQuestions, call: PyNode): boolean {
  const owner = call.field("function")?.field("object")?.text;
  const fn = ask.places.functions.at(call);
  return owner !== undefined && fn.node.text.includes(`${owner}.done()`);
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

/** What runs the coroutines of a file: asyncio, unless it only imports another one. */
type Runtime = "asyncio" | "anyio" | "trio" | "twisted" | "homeassistant";

const isOfTwisted = ({ how }: Reach): boolean => how.includes("Twisted");

function runtimeOf(text: string): Runtime {
  const imports = (name: string): boolean => new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${name}\\b`, "m").test(text);
  if (/\bhomeassistant\b|\basync_add_executor_job\b/.test(text)) return "homeassistant";
  if (imports("asyncio")) return "asyncio";
  if (imports("twisted")) return "twisted";
  return imports("trio") ? "trio" : imports("anyio") ? "anyio" : "asyncio";
}

/** An advice in the words of the runtime. */
function fitting(instead: string, runtime: Runtime): string {
  switch (runtime) {
    case "asyncio": return instead;
    case "twisted": return instead.replace("await asyncio.to_thread(", "threads.deferToThread(").replace("await loop.getaddrinfo(", "reactor.resolve(").replace("await asyncio.sleep(", "task.deferLater(");
    case "homeassistant": return instead.replace("asyncio.to_thread(", "hass.async_add_executor_job(");
    default: return instead.replace("asyncio.to_thread(", `${runtime}.to_thread.run_sync(`).replace("asyncio.sleep(", `${runtime}.sleep(`);
  }
}
