import { Functions } from "../../src/javascript/functions.ts";
import { parseForESLint } from "@typescript-eslint/parser";
import { parseJavaScript } from "../../src/engine/javascript.ts";
import { Bindings } from "../../src/javascript/bindings.ts";
import type { JsNode, JsSource } from "../../src/javascript/context.ts";
import { walk } from "../../src/javascript/nodes.ts";
import type { JsFile } from "../../src/javascript/questions.ts";
import { Values } from "../../src/javascript/values.ts";

interface Options {
  filename?: string;
  packages?: string[];
  /** Further facts about the project. */
  facts?: object;
  sinks?: readonly unknown[];
  /** Parse as ESLint users do, with @typescript-eslint/parser. */
  eslint?: boolean;
}

/** The values of a piece of code, and its nodes by their text. */
export function ask(code: string, { filename = "file.ts", packages, facts: more, sinks, eslint }: Options = {}): { values: Values; file: JsFile; node(text: string): JsNode } {
  const source = eslint ? eslintSource(code) : ownSource(code, filename);
  const facts = { root: "/", isMarked: true, programs: new Set<string>(), packages: packages && new Set(packages), sizeOf: () => undefined, ...more };
  const file: JsFile = { filename, source, settings: sinks ? { sinks } : {}, facts, bindings: new Bindings(source), functions: () => new Functions(source) };
  return { values: new Values(file), file, node: (text) => find(source, text) };
}

/** The last node in the file with a text, the outermost of those at one place. */
function find(source: JsSource, text: string): JsNode {
  const start = source.text.lastIndexOf(text);
  let found: JsNode | undefined;
  walk(source.ast, (node) => {
    if (node.range[0] === start && node.range[1] === start + text.length && node.type !== "ExpressionStatement" && node.type !== "Program") found ??= node;
    return undefined;
  });
  if (!found) throw new Error(`no node \`${text}\``);
  return found;
}

function ownSource(code: string, filename: string): JsSource {
  const parsed = parseJavaScript(filename, code);
  if (!("source" in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed.source;
}

function eslintSource(code: string): JsSource {
  const { ast, scopeManager } = parseForESLint(code, { range: true, jsx: true, comment: true });
  walk(ast as unknown as JsNode, (node) => {
    for (const value of Object.values(node)) {
      for (const child of [value].flat()) if (typeof child?.type === "string" && child !== node.parent) child.parent ??= node;
    }
    return undefined;
  });
  return { text: code, ast, scopeManager, getAllComments: () => ast.comments } as unknown as JsSource;
}
