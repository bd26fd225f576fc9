import { deferrals, deferralShapes } from "../knowledge/python/contexts.ts";
import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { receivingCall } from "./runs.ts";

const elsewhere: ReadonlySet<string> = new Set([...deferrals, ...deferralShapes].flatMap((one) => one.names));
/** Methods of an open file that wait for the disk. */
const transfers = /^(?:read\w*|write\w*|truncate)$/;

/** Whether an open file is only handed on: to something that reads it elsewhere. Opening alone takes microseconds. */
export function isOnlyOpened(ask: PythonQuestions, call: PyNode): boolean {
  if (lastName(call.field("function") ?? call) !== "open") return false;
  const handle = handleOf(call);
  if (!handle) return !transfersAt(ask, call);
  const binding = ask.scopes.lookup(handle);
  return binding !== undefined && !ask.scopes.references(binding).some((use) => transfersAt(ask, use));
}

/** The name that `with open(path) as file` or `file = open(path)` gives to what is opened. */
function handleOf(call: PyNode): PyNode | undefined {
  const { parent } = call;
  const target = parent?.type === "as_pattern" ? parent.field("alias")?.namedChildren[0] : parent?.type === "assignment" ? parent.field("left") : undefined;
  return target?.type === "identifier" ? target : undefined;
}

function transfersAt(ask: PythonQuestions, use: PyNode): boolean {
  const { parent, fieldName } = use;
  // `await to_thread(file.write, data)` hands the method on.
  if (parent?.type === "attribute") return fieldName === "object" && parent.fieldName === "function" && transfers.test(parent.field("attribute")?.text ?? "");
  if (parent?.type === "for_statement" || parent?.type === "for_in_clause") return fieldName === "right";
  const receiver = receivingCall(use);
  const callee = receiver?.field("function");
  if (!receiver || !callee) return false;
  if (ask.sink(receiver)) return true;
  const name = lastName(callee) ?? "";
  // Clients that are awaited read what they are given on the loop; `sync_to_async(save)(file)` and `to_thread(read, file)` do not.
  if (receiver.parent?.type === "await") return callee.type !== "call" && !elsewhere.has(name);
  return !/^[A-Z]/.test(name) && !isPartOfAwaited(receiver);
}

/** Whether a call around is awaited that is given what a call gives. */
function isPartOfAwaited(call: PyNode): boolean {
  for (let at: PyNode | undefined = call.parent; at; at = at.parent) {
    if (at.type === "await") return true;
    if (at.type !== "argument_list" && at.type !== "call" && at.type !== "parenthesized_expression") return false;
  }
  return false;
}
