import type { PyNode } from "./node.ts";

/** Conditions that hold on a developer's machine only. */
const development = /\b(?:DEV|DEV_MODE|DEBUG|DEVELOPMENT|IS_DEV\w*|is_dev\w*)\b/;

/** Whether code of a function runs only when something has failed, or only where somebody develops. */
export function isExceptional(node: PyNode): boolean {
  let child = node;
  for (let at = node.parent; at && at.type !== "function_definition" && at.type !== "lambda"; child = at, at = at.parent) {
    if (at.type === "except_clause") return true;
    if (at.type === "if_statement" && at.field("consequence") === child && isDevelopment(at.field("condition"))) return true;
  }
  return false;
}

const isDevelopment = (condition: PyNode | undefined): boolean => condition !== undefined && condition.type !== "not_operator" && development.test(condition.text);
