import type { PyNode } from "./node.ts";

/** Conditions that hold on a developer's machine only. */
const development = /\b(?:DEV|DEV_MODE|DEBUG|DEVELOPMENT|IS_DEV\w*|is_dev\w*)\b/;

/** Whether code of a function runs only when something has failed, or only where somebody develops. */
export function isExceptional(node: PyNode): boolean {
  let child = node;
  let isNested = false;
  for (let at = node.parent; at; child = at, at = at.parent) {
    // A function that is defined in a handler of errors may be called by others; one that only developers have runs for them alone.
    if (at.type === "function_definition" || at.type === "lambda") isNested = true;
    if (at.type === "except_clause" && !isNested) return true;
    if (at.type === "if_statement" && at.field("consequence") === child && isDevelopment(at.field("condition"))) return true;
  }
  return false;
}

const isDevelopment = (condition: PyNode | undefined): boolean => condition !== undefined && condition.type !== "not_operator" && development.test(condition.text);
