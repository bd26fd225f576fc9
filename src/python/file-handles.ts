import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { receivingCall } from "./runs.ts";

/** Methods of an open file that wait for the disk. */
const transfers = /^(?:read\w*|write\w*|truncate)$/;

/** Whether an open file is only handed on: to something that is awaited or to an object that reads it elsewhere. Opening alone takes microseconds. */
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
  if (parent?.type === "attribute") return fieldName === "object" && transfers.test(parent.field("attribute")?.text ?? "");
  if (parent?.type === "for_statement" || parent?.type === "for_in_clause") return fieldName === "right";
  const receiver = receivingCall(use);
  const callee = receiver?.field("function");
  if (!receiver || !callee) return false;
  if (ask.sink(receiver)) return true;
  return !/^[A-Z]/.test(lastName(callee) ?? "") && !isAwaitedInside(receiver);
}

/** Whether what a call gives is awaited, by itself or by a call around it. */
function isAwaitedInside(call: PyNode): boolean {
  for (let at: PyNode | undefined = call.parent; at; at = at.parent) {
    if (at.type === "await") return true;
    if (at.type !== "argument_list" && at.type !== "call" && at.type !== "parenthesized_expression") return false;
  }
  return false;
}
