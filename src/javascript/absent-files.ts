import { fileHolders, fileMakers, fileProbes, fileQuestions, plainQuestion } from "../knowledge/javascript/absent-files.ts";
import { itemMethods } from "../knowledge/javascript/iteration.ts";
import type { Bindings } from "./bindings.ts";
import type { JsNode, JsSource, TSESTree } from "./context.ts";
import { checksBefore, endsInReturn } from "./early-exits.ts";
import { argumentsOf, calleeOf, chainText, isCall, isFunction, propertyName, unwrap, walk, wrapped, type FunctionNode } from "./nodes.ts";

interface Needs {
  source: JsSource;
  bindings: Bindings;
}

const MAX_STEPS = 12;
const settling: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

/** Whether code runs only while a file is not there, beside a call that makes that file: the next time it is there. */
export function makesAbsentFile(needs: Needs, node: JsNode): boolean {
  let child = node;
  for (let at = node.parent; at; at = at.parent) {
    const paths = missingIn(needs, at, child);
    if (paths.length > 0 && isMade(needs, child, paths)) return true;
    if (isFunction(at)) {
      if (isLeftWithFile(needs, at, node)) return true;
      if (!runsHere(at)) return false;
    }
    child = at;
  }
  return false;
}

/** Names of the files that are not there when one part of a statement or expression runs. */
function missingIn(needs: Needs, at: JsNode, child: JsNode): JsNode[] {
  switch (at.type) {
    case "IfStatement":
    case "ConditionalExpression": return child === at.test ? [] : missing(needs, at.test, child === at.consequent);
    case "LogicalExpression": return child === at.right && at.operator !== "??" ? missing(needs, at.left, at.operator === "&&") : [];
    case "CatchClause": return child === at.body && at.parent.type === "TryStatement" ? sought(needs, at, at.parent.block) : [];
    default: return [];
  }
}

/** Names of the files that are not there when a condition turns out so. */
function missing(needs: Needs, test: JsNode, outcome: boolean, steps = MAX_STEPS): JsNode[] {
  const node = unwrap(test);
  if (steps <= 0) return [];
  switch (node.type) {
    case "UnaryExpression": return node.operator === "!" ? missing(needs, node.argument, !outcome, steps - 1) : [];
    case "AwaitExpression": return missing(needs, node.argument, outcome, steps - 1);
    case "LogicalExpression": {
      const sides = [node.left, node.right].map((one) => missing(needs, one, outcome, steps - 1));
      // Where one side is enough, both have to speak of files.
      const isBoth = node.operator === (outcome ? "&&" : "||");
      return isBoth || sides.every((one) => one.length > 0) ? sides.flat() : [];
    }
    case "Identifier": {
      const variable = needs.bindings.variable(node);
      const write = variable && needs.bindings.onlyWrite(variable);
      return write?.kind === "value" && write.value && write.path?.length === 0 ? missing(needs, write.value, outcome, steps - 1) : [];
    }
    case "CallExpression": {
      const [path] = node.arguments;
      return !outcome && path && asksForFile(node) ? [path] : [];
    }
    default: return [];
  }
}

function asksForFile({ callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee);
  const name = lastName(node);
  return fileQuestions.test(name) || (plainQuestion.test(name) && (node.type !== "MemberExpression" || fileHolders.test(chainText(node.object))));
}

/** What a `try` looked for and did not find: the handler speaks of ENOENT, or nothing else is tried than whether the file is there. */
function sought({ source }: Needs, handler: TSESTree.CatchClause, block: TSESTree.BlockStatement): JsNode[] {
  const isTold = source.getText(handler.body).includes("ENOENT");
  const paths: JsNode[] = [];
  let isProbe = block.body.length === 1;
  walk(block, (node) => {
    if (isFunction(node)) return false;
    if (!isCall(node)) return undefined;
    isProbe &&= fileProbes.test(lastName(calleeOf(node)));
    const [path] = argumentsOf(node);
    if (path) paths.push(path);
    return undefined;
  });
  return isTold || isProbe ? paths : [];
}

/** `if (existsSync(path)) return;` before the code, and what makes the file after it. */
function isLeftWithFile(needs: Needs, fn: FunctionNode, node: JsNode): boolean {
  return checksBefore(node, fn).some((check) => {
    const paths = endsInReturn(check.consequent) ? missing(needs, check.test, false) : [];
    return paths.length > 0 && isMade(needs, fn.body, paths, check.range[1]);
  });
}

/** Whether a call from `start` on is given the name of one of the files, and by its own name makes it. */
function isMade({ source }: Needs, region: JsNode, paths: readonly JsNode[], start = 0): boolean {
  const names = new Set(paths.map((one) => source.getText(unwrap(one))));
  let made = false;
  walk(region, (node) => {
    if (!made && isCall(node) && node.range[0] >= start && fileMakers.test(lastName(calleeOf(node)))) {
      for (const one of argumentsOf(node)) {
        walk(one, (part) => {
          made ||= names.has(source.getText(part));
          return made || isFunction(part) ? false : undefined;
        });
      }
    }
    return made ? false : undefined;
  });
  return made;
}

/** The function runs where it stands: called on the spot, for each item, when a promise is settled. */
function runsHere(fn: FunctionNode): boolean {
  const place = wrapped(fn);
  const { parent } = place;
  if (!parent || !isCall(parent)) return false;
  const callee = unwrap(calleeOf(parent));
  if (callee === fn) return true;
  const name = lastName(callee);
  return parent.type === "NewExpression" ? name === "Promise" : callee.type === "MemberExpression" && (settling.has(name) || itemMethods.has(name));
}

function lastName(callee: JsNode): string {
  const node = unwrap(callee);
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? (propertyName(node) ?? "") : "";
}
