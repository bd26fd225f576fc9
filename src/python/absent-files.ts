import { absenceChecks, pathModules } from "../knowledge/python/files.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

const MAX_STEPS = 16;

/** Whether code makes a file or folder that was found to be missing: it does so once, whoever asks for it later. */
export function makesAbsentFile(ask: PythonQuestions, node: PyNode): boolean {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.type === "function_definition" || at.type === "lambda") return isAfter(ask, node, at, ask.tree.nodes("if_statement", at), "return_statement");
    if (at.type === "if_statement" && child.fieldName === "consequence" && isMadeIn(ask, child, absent(ask, at.field("condition"), true))) return true;
    const statement = at.type === "else_clause" && at.parent?.fields("alternative").length === 1 ? at.parent : undefined;
    if (statement && isMadeIn(ask, at, absent(ask, statement.field("condition"), false))) return true;
    if (at.type === "block" && isAfter(ask, child, at, at.namedChildren, "continue_statement")) return true;
  }
  return false;
}

/** `if path.exists(): return path` before a node of the code. */
function isAfter(ask: PythonQuestions, node: PyNode, code: PyNode, before: readonly PyNode[], exit: string): boolean {
  const fn = ask.places.functions.at(node);
  return before.some((one) => one.end <= node.index && one.type === "if_statement" && one.fields("alternative").length === 0
    && one.field("consequence")?.namedChildren.at(-1)?.type === exit && ask.places.functions.at(one) === fn
    && isMadeIn(ask, code, absent(ask, one.field("condition"), false), one.end));
}

/** The paths that are missing where a condition holds, or does not. */
function absent(ask: PythonQuestions, condition: PyNode | undefined, holds: boolean): string[] {
  const found: string[] = [];
  const queue = [{ node: condition, holds }];
  for (let one = queue.pop(), steps = 0; one?.node && steps < MAX_STEPS; one = queue.pop(), steps++) {
    const { node, holds: isTrue } = one;
    switch (node.type) {
      case "parenthesized_expression": case "await":
        queue.push({ node: node.namedChildren[0], holds: isTrue });
        break;
      case "not_operator":
        queue.push({ node: node.field("argument"), holds: !isTrue });
        break;
      case "boolean_operator":
        if (node.field("operator")?.text === (isTrue ? "and" : "or")) queue.push({ node: node.field("left"), holds: isTrue }, { node: node.field("right"), holds: isTrue });
        break;
      case "identifier":
        if (!isTrue) found.push(...askedByHelper(ask, node));
        break;
      case "call":
        if (!isTrue) found.push(...checkedPath(ask, node));
        break;
    }
  }
  return found;
}

/** `p` of `os.path.exists(p)` and of `p.is_file()`. */
function checkedPath(ask: PythonQuestions, call: PyNode): string[] {
  const callee = call.field("function");
  const name = (callee && lastName(callee)) ?? "";
  if (!callee || !absenceChecks.has(name)) return [];
  const origin = ask.origin(callee);
  // Rows of a database exist as well; only files are files.
  if (origin === undefined ? name === "exists" : !pathModules.test(origin)) return [];
  const path = positional(call)[0] ?? callee.field("object");
  return path ? [path.text] : [];
}

/** The paths that a function of this file looks for, where a name holds its result: `kept = load_kept()`. */
function askedByHelper(ask: PythonQuestions, name: PyNode): string[] {
  const [only, ...others] = ask.scopes.reaching(name);
  const made = only?.kind === "assign" && only.path.length === 0 && others.length === 0 ? only.value : undefined;
  const call = made?.type === "await" ? made.namedChildren[0] : made;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const helper = callee && ask.places.callees.called(callee);
  return helper ? ask.tree.nodes("call", helper.node).flatMap((one) => checkedPath(ask, one)) : [];
}

/** A call in the code that runs then is about one of the paths. */
function isMadeIn(ask: PythonQuestions, code: PyNode, wanted: readonly string[], from = 0): boolean {
  return wanted.length > 0 && ask.tree.nodes(["identifier", "attribute", "call"], code).some((one) => one.index >= from && wanted.includes(one.text) && isGiven(one));
}

function isGiven(node: PyNode): boolean {
  for (let at = node, steps = 0; at.parent && at.type !== "block" && steps < MAX_STEPS; at = at.parent, steps++) {
    if (at.parent.type === "call") return at.parent.parent?.type !== "raise_statement";
  }
  return false;
}
