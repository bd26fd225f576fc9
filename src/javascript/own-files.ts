import nodePath from "node:path";
import { documentFiles, shippedConstants, shippedFolders, smallFileWords, stampFiles, uploadHolders, uploadPaths } from "../knowledge/javascript/payloads.ts";
import type { JsNode } from "./context.ts";
import { chainText, enclosingFunction, propertyName, unwrap, walk } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 4;
/** Functions that join the parts of a path. */
const joining: ReadonlySet<string> = new Set(["join", "resolve"]);

/**
 * A file that ships with the program: its name stands in the code behind a folder that no parameter tells, such as `join(__dirname, "index.html")`.
 * Such files are written by hand. A bare name is relative to where the program was started: data lies there as well.
 */
export function isOwnFile(ask: JavaScriptQuestions, path: JsNode | undefined): boolean {
  const made = path && ask.values.definition(path);
  return made !== undefined && (((nameOf(ask, made) || isStamp(ask, made)) && !readsParameters(ask, made)) || isShippedFile(ask, path));
}

/** A file in a folder of assets or templates beside the code, whichever of them. */
export function isShippedFile(ask: JavaScriptQuestions, path: JsNode | undefined): boolean {
  const [first, ...rest] = path ? (partsOf(ask.values.definition(path)) ?? []) : [];
  if (first?.type === "Identifier" && shippedConstants.test(first.name)) return true;
  return first !== undefined && isCodeFolder(first) && rest.some((one) => {
    const text = ask.constant(one);
    return typeof text === "string" && text.split(/[\\/]/).some((name) => shippedFolders.test(name));
  });
}

/** Names only lower the confidence: a file that is called configuration is written by hand, and so are templates. */
export function isSmallByName(ask: JavaScriptQuestions, path: JsNode | undefined): boolean {
  if (!path) return false;
  return [path, ask.values.definition(path)].some((one) => smallFileWords.test(ask.textOf(one))) || isShippedFile(ask, path);
}

/** `file.filepath`, `req.file.path`: where a parser of forms has put what somebody sent. */
export function isUpload(path: JsNode | undefined): boolean {
  const node = path && unwrap(path);
  if (node?.type !== "MemberExpression") return false;
  const name = propertyName(node) ?? "";
  return uploadPaths.has(name) || (name === "path" && uploadHolders.test(chainText(node.object)));
}

/** Whether a path ends as those of documents do, which are as long as somebody made them. */
export const isDocument = (ask: JavaScriptQuestions, path: JsNode | undefined): boolean =>
  path !== undefined && [path, ask.values.definition(path)].some((one) => documentFiles.test(ask.textOf(one)));

/** Bytes of a file that the code names: by a constant, or by constants behind the folder of the code. */
export function sizeOfFile(ask: JavaScriptQuestions, path: JsNode): number | undefined {
  const value = ask.constant(path);
  if (typeof value === "string") return ask.facts.sizeOf(value);
  const [first, ...rest] = partsOf(ask.values.definition(path)) ?? [];
  if (!first || !isCodeFolder(first)) return undefined;
  const names = rest.map((one) => ask.constant(one));
  return names.every((one) => typeof one === "string") ? ask.facts.sizeOf(nodePath.join(nodePath.dirname(ask.summary.file), ...names)) : undefined;
}

const isCodeFolder = (node: JsNode): boolean => node.type === "Identifier" && node.name === "__dirname";

/** What `path.join()` and its like put together. */
function partsOf(path: JsNode): readonly JsNode[] | undefined {
  if (path.type !== "CallExpression") return undefined;
  const callee = unwrap(path.callee);
  const name = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
  return name !== undefined && joining.has(name) ? path.arguments : undefined;
}

/** `join(root, "VERSION")`, or the bare name. */
function isStamp(ask: JavaScriptQuestions, path: JsNode): boolean {
  const text = lastOf(ask, path);
  return typeof text === "string" && stampFiles.test(text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1));
}

/** Whether the last part of a path that is put together is a constant name with an ending. */
function nameOf(ask: JavaScriptQuestions, path: JsNode): boolean {
  const isName = (text: unknown): boolean => typeof text === "string" && /(?:^|[\\/])[^\\/]+\.\w+$/.test(text);
  return ask.constant(path) === undefined && isName(lastOf(ask, path));
}

/** The constant that a path ends with. */
function lastOf(ask: JavaScriptQuestions, path: JsNode): unknown {
  if (path.type === "TemplateLiteral" && path.expressions.length > 0) return path.quasis.at(-1)?.value.cooked;
  if (path.type === "BinaryExpression" && path.operator === "+") return ask.constant(path.right);
  return ask.constant(partsOf(path)?.at(-1) ?? path);
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
