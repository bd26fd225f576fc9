import { SMALL_FILE } from "../blocking.ts";
import { gatherers, starters } from "../knowledge/python/contexts.ts";
import type { KnownCall } from "../questions.ts";
import { keyword, lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { isGivenDone, isInMemory } from "./small-work.ts";

/** Files of the kernel: no disk behind them. */
const kernelFile = /^\/(?:dev|proc|sys)\//;
const waiters = new Set([...starters, "gather", "wait_for", "shield", "wait", "as_completed", "timeout"]);

/** The awaitable form of a call that has the same name, or something that is handed to the loop. */
export function isAwaited(ask: PythonQuestions, call: PyNode): boolean {
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
export function isHarmless(ask: PythonQuestions, call: PyNode, { row }: KnownCall): boolean {
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
