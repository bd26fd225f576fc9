import type { JsNode } from "./context.ts";
import { enclosingFunction, propertyName, unwrap, walk } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 4;
/** Functions that join the parts of a path. */
const joining: ReadonlySet<string> = new Set(["join", "resolve"]);

/**
 * A file that ships with the program: its name stands in the code behind a folder that no parameter tells, such as `join(__dirname, "index.html")`.
 * Such files are written by hand. A bare name is relative to where the program was started: data lies there as well.
 */
export function isOwnFile(ask: JavaScriptQuestions, path: JsNode | undefined): boolean {
  const made = path && madeOf(ask, path);
  return made !== undefined && nameOf(ask, made) && !readsParameters(ask, made);
}

/** What a name that is written once holds. */
function madeOf(ask: JavaScriptQuestions, path: JsNode): JsNode {
  let at = unwrap(path);
  for (let i = 0; i < MAX_STEPS && at.type === "Identifier"; i++) {
    const variable = ask.bindings.variable(at);
    const write = variable && ask.bindings.onlyWrite(variable);
    if (write?.kind !== "value" || !write.value || write.path?.length !== 0) break;
    at = unwrap(write.value);
  }
  return at;
}

/** Whether the last part of a path that is put together is a constant name with an ending. */
function nameOf(ask: JavaScriptQuestions, path: JsNode): boolean {
  const isName = (text: unknown): boolean => typeof text === "string" && /(?:^|[\\/])[^\\/]+\.\w+$/.test(text);
  if (path.type === "TemplateLiteral") return isName(path.quasis.at(-1)?.value.cooked);
  if (path.type === "BinaryExpression") return path.operator === "+" && isName(ask.constant(path.right));
  if (path.type !== "CallExpression") return false;
  const callee = unwrap(path.callee);
  const name = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
  const last = path.arguments.at(-1);
  return name !== undefined && joining.has(name) && last !== undefined && isName(ask.constant(last));
}

/** Whether a path names a parameter of a function around it, also through a name that is made there. */
function readsParameters(ask: JavaScriptQuestions, path: JsNode, steps = MAX_STEPS): boolean {
  if (steps <= 0) return true;
  let found = false;
  walk(path, (node) => {
    const variable = node.type === "Identifier" ? ask.bindings.variable(node) : undefined;
    if (variable?.defs.some((one) => one.type === "Parameter")) found = true;
    const write = variable && ask.bindings.onlyWrite(variable);
    if (write?.kind === "value" && write.value && enclosingFunction(write.value) && readsParameters(ask, write.value, steps - 1)) found = true;
    return found ? false : undefined;
  });
  return found;
}
