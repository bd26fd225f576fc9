import type { Reach } from "../../call-graph.ts";
import { atLeast, weakest, type Confidence, type CostClass, type Evidence, type Severity } from "../../finding.ts";
import type { Does } from "../../knowledge/row.ts";
import { gatherers, starters } from "../../knowledge/python/contexts.ts";
import type { KnownCall } from "../../questions.ts";
import { createRule, report } from "../../rule.ts";
import { severityOf } from "../../severity.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { keyword, lastName, positional } from "../functions.ts";
import { isSmall } from "../loops.ts";
import type { PyNode } from "../node.ts";
import { questions, type PythonQuestions } from "../questions.ts";

/** What a blocking call waits for or does, as the subject of the message goes on. */
const effects: Partial<Record<Does, string>> = {
  query: "waits for the database",
  write: "waits for the database",
  commit: "waits for the database",
  cache: "waits for the cache server",
  request: "waits for the network",
  file: "works on the file system",
  process: "waits for a child process",
  crypto: "computes",
  compress: "compresses or extracts",
  parse: "parses a document in one piece",
  sleep: "sleeps",
  wait: "waits",
  dns: "waits for a name server",
};
const costs: Record<CostClass, string> = { A: "10 ms or more per call", B: "grows with the input", C: "microseconds while the disk is warm" };
const stores: ReadonlySet<Does> = new Set(["query", "write", "commit", "cache"]);
/** Contexts in which one blocked loop holds up nobody. */
const silent = new Set(["startup", "cli", "build", "test", "worker", "generated", "browser"]);
/** Files of the kernel: no disk behind them. */
const kernelFile = /^\/(?:dev|proc|sys)\//;
/** Bytes read within 0.1 ms from a warm disk. */
const SMALL_FILE = 64 * 1024;
/** Seconds that nobody notices. */
const SHORT_SLEEP = 0.01;
const waiters = new Set([...starters, "gather", "wait_for", "shield", "wait", "as_completed", "timeout"]);

interface Found {
  call: PyNode;
  known: KnownCall;
  reach: Reach;
  cost: CostClass;
  severity: Severity;
  confidence: Confidence;
  others: PyNode[];
}

export default createRule<PyContext, PyVisitors>("blocking-call-in-handler", {
  meta: {
    words: ["async", "tornado", "twisted", "scrapy", "homeassistant"],
    messages: {
      blocks: "`{{call}}` {{effect}} on the event loop, and nothing else in the process runs until it returns. Use {{instead}}.",
      dropAsync: "`{{call}}` {{effect}} on the event loop, and this `async def` route awaits nothing. Write `def`: the framework then runs the route in its thread pool.",
      djangoOrm: "`{{call}}` runs a synchronous query in a coroutine, where Django raises `SynchronousOnlyOperation`. Use {{instead}}.",
    },
  },
  create(context) {
    const ask = questions(context);
    const found: Found[] = [];
    const byStore = new Map<string, Found>();
    return {
      call(node) {
        const known = ask.sink(node);
        if (!known?.row.blocks || known.row.lazy || !(known.row.does in effects) || isAwaited(ask, node)) return;
        const reach = ask.places.reaches(node).find((one) => one.onLoop);
        if (!reach || silent.has(reach.context) || isHarmless(ask, node, known)) return;
        const cost = costOf(ask, node, known);
        const severity = severityIn(ask, node, cost, reach);
        if (!severity || isPartOfAnother(ask, node, known)) return;
        const one: Found = { call: node, known, reach, cost, severity, confidence: confidenceOf(ask, node, known, reach), others: [] };
        const key = storeKey(ask, one);
        const first = key === undefined ? undefined : byStore.get(key);
        if (first) first.others.push(node);
        else found.push(one);
        if (key !== undefined && !first) byStore.set(key, one);
      },
      "module:exit"() {
        for (const one of found) report(context, { node: one.call, ...describe(ask, one, context.filename) });
      },
    };
  },
});

function describe(ask: PythonQuestions, one: Found, file: string): {
  messageId: string; data: Record<string, string>; confidence: Confidence; severity: Severity; evidence: Evidence;
} {
  const { call, known: { row, library, text }, reach, cost, severity, confidence, others } = one;
  const repetition = ask.repetition(call);
  const many = repetition && !isSmall(repetition.bound) ? `once per item of \`${repetition.over}\` (line ${repetition.line})` : undefined;
  const evidence: Evidence = {
    context: reach.how, multiplicity: many, cost: row.measured ?? costs[cost],
    path: reach.path.length > 0 ? [...reach.path] : undefined,
    related: others.length > 0 ? others.slice(0, 8).map((other) => ({ file, line: other.line, message: `\`${shortCallee(other)}\` blocks as well` })) : undefined,
  };
  const messageId = library.name.startsWith("Django") && stores.has(row.does) ? "djangoOrm" : isThreadable(ask, call, reach) ? "dropAsync" : "blocks";
  return { messageId, data: { call: text, effect: effects[row.does] ?? "", instead: row.instead ?? advice(ask, row.does, text) }, confidence, severity, evidence };
}

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
    case "file": return typeof value === "string" && kernelFile.test(value);
    case "parse": case "crypto": case "compress": return typeof value === "string" && value.length < SMALL_FILE && first?.type !== "identifier";
    case "sleep": return value === 0;
    case "wait": {
      const isOff = (one: PyNode | undefined): boolean => one !== undefined && [false, 0].includes(ask.constant(one) as never);
      if (["block", "blocking", "timeout"].some((name) => isOff(keyword(call, name))) || isOff(first)) return true;
      return isKnownDone(ask, call);
    }
    default: return false;
  }
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
  return row.cost;
}

/** Class A and B are worth a warning wherever a loop runs; class C only in a request. A cache that is filled once is a hint. */
function severityIn(ask: PythonQuestions, call: PyNode, cost: CostClass, reach: Reach): Severity | undefined {
  const repetition = ask.loops(call).length > 0 ? ask.repetition(call) : undefined;
  const computed = severityOf(cost, reach.context, repetition !== undefined && !isSmall(repetition.bound));
  if (cost === "C") return reach.context === "request" ? "info" : undefined;
  if (ask.places.isOnceGuarded(call)) return "info";
  return computed && atLeast(computed, "warning") ? computed : "warning";
}

function confidenceOf(ask: PythonQuestions, call: PyNode, known: KnownCall, reach: Reach): Confidence {
  const proved = ask.functionOf(call).async || reach.path.length > 0;
  const way: Confidence = reach.path.length > 0 ? "likely" : "certain";
  return weakest(known.confidence, way, proved ? "certain" : reach.confidence);
}

/** Reading from a file that was opened by a call which is reported itself. */
function isPartOfAnother(ask: PythonQuestions, call: PyNode, { row }: KnownCall): boolean {
  if (row.does !== "file" && row.does !== "compress" && row.does !== "process") return false;
  const callee = call.field("function");
  let owner = callee?.type === "attribute" ? callee.field("object") : undefined;
  if (!owner) {
    const [first] = positional(call);
    owner = first;
  }
  const fn = ask.places.functions.at(call);
  for (let steps = 0; owner && steps < 4; steps++) {
    if (owner.type === "call" && ask.sink(owner)?.row.blocks) return ask.places.functions.at(owner) === fn;
    if (owner.type === "call") owner = owner.field("function")?.field("object");
    else if (owner.type === "identifier") owner = ask.scopes.reaching(owner).find((one) => one.value && (one.kind === "enter" || one.kind === "assign"))?.value;
    else return false;
  }
  return false;
}

/** Calls on one session or connection in one function have one cause: they are one finding. */
function storeKey(ask: PythonQuestions, { call, known: { row, library }, severity }: Found): string | undefined {
  if (!stores.has(row.does)) return undefined;
  const owner = call.field("function")?.field("object")?.text.split(/[.(]/).slice(0, 2).join(".") ?? "";
  return `${ask.functionOf(call).id} ${library.name} ${owner} ${severity}`;
}

/** A route of a framework with a thread pool for plain functions, in which nothing is awaited. */
function isThreadable(ask: PythonQuestions, call: PyNode, reach: Reach): boolean {
  if (reach.path.length > 0 || !/^(?:FastAPI (?:route|dependency)|Starlette route)/.test(reach.how)) return false;
  const fn = ask.places.functions.at(call);
  if (!fn.async) return false;
  return !ask.tree.nodes(["await", "async", "yield"], fn.node).some((one) => one.index !== fn.node.children[0]?.index && ask.places.functions.at(one) === fn);
}

/** What to write where the row does not say. */
function advice(ask: PythonQuestions, does: Does, call: string): string {
  const { text } = ask.tree;
  const anyio = /^\s*(?:import|from)\s+anyio\b/m.test(text) && !/^\s*(?:import|from)\s+asyncio\b/m.test(text);
  const trio = /^\s*(?:import|from)\s+trio\b/m.test(text);
  const runtime = trio ? "trio" : anyio ? "anyio" : "asyncio";
  if (does === "sleep") return `\`await ${runtime}.sleep(...)\``;
  if (/\basync_add_executor_job\b/.test(text)) return `\`await hass.async_add_executor_job(${call}, ...)\``;
  return runtime === "asyncio" ? `\`await asyncio.to_thread(${call}, ...)\`` : `\`await ${runtime}.to_thread.run_sync(${call}, ...)\``;
}

const shortCallee = (call: PyNode): string => call.field("function")?.text.replace(/\s+/g, "").slice(0, 40) ?? "";
