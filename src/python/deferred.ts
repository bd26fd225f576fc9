import { deferringDecorators, deferringNames } from "../knowledge/python/contexts.ts";
import { decoratorsOf, lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";

/** Whether a decorator of a function has each call run in a thread: to callers, and to what it is registered with, it holds nobody up. */
export const isDeferred = (fn: PyNode, origin: (node: PyNode) => string | undefined): boolean => decoratorsOf(fn).some((one) => {
  const callee = one.type === "call" ? (one.field("function") ?? one) : one;
  return deferringNames.has(lastName(callee) ?? "") || deferringDecorators.includes(origin(callee) ?? "");
});
