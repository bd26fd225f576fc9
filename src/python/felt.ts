import type { Reach } from "../call-graph.ts";
import type { CostClass } from "../finding.ts";
import { handedOver } from "../knowledge/python/contexts.ts";
import { readyCallback } from "../knowledge/python/handlers.ts";
import { consoleCalls } from "../knowledge/python/standard-library.ts";
import { extensionFile } from "../knowledge/rare-work.ts";
import type { Does } from "../knowledge/row.ts";
import type { KnownCall } from "../questions.ts";
import { grows } from "../summary.ts";
import { makesAbsentFile } from "./absent-files.ts";
import { isDecodedAlready } from "./decoded-bodies.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isExceptional } from "./rare.ts";
import type { PythonQuestions } from "./questions.ts";
import { isRefilled, isShipped } from "./small-work.ts";
import { hasAsyncTwin } from "./twins.ts";

export const stores: ReadonlySet<Does> = new Set(["query", "write", "commit", "cache"]);
/** What files are made with. */
const made: ReadonlySet<Does> = new Set(["file", "compress", "parse", "request", "process"]);
/** Libraries by which a service of one session mostly speaks to a file of its own. */
const embedded = /^(?:SQLAlchemy|sqlite)/i;

/** A call that blocks an event loop, and what is known of it. */
interface BlockingCall {
  call: PyNode;
  known: KnownCall;
  reach: Reach;
  cost: CostClass;
  /** Cheaper or later calls with the same cause. */
  others: readonly PyNode[];
}

export const isDjangoOrm = ({ library, row }: KnownCall): boolean => library.name.startsWith("Django") && stores.has(row.does) && row.does !== "cache";

export const isOfTwisted = ({ how }: Reach): boolean => how.includes("Twisted");

/** Calls of one kind in one function from which on cheap ones add up. */
const FEW_CALLS = 3;

/** Whether somebody notices: one look at a file or one start of a process goes unnoticed unless it is made for each item or again and again. */
export function isFelt(ask: PythonQuestions, { call, known, reach, cost, others }: BlockingCall): boolean {
  const { row, library } = known;
  if (row.does === "wait" && reach.how === readyCallback) return false;
  if (isOnOwnLoop(known, reach) || isSlight(ask, row.does) || isSmallWork(ask, row.does, cost, reach)) return false;
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
 * loop of their own, and set-up more often than not (judged: 13 of 30 were right), and so are tasks that code starts beside its own work (0 of 3).
 */
const isOnOwnLoop = ({ row }: KnownCall, { untold, how }: Reach): boolean =>
  ("call" in row && consoleCalls.has(row.call)) || untold === true || how === handedOver;

/**
 * In a whole application documents are pages, settings and feeds of some kilobytes (judged: 2 of 5 were right), and a cache server beside it answers
 * within a millisecond (1 of 4).
 */
const isSlight = (ask: PythonQuestions, does: Does): boolean => (does === "parse" || does === "cache") && ask.others.isPart();

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
