import { parseSync, visitorKeys, type ParserOptions, type ParseResult } from "oxc-parser";
import type { JsContext, JsNode, JsSource, TSESTree, Visitors } from "../javascript/context.ts";
import { JsFile } from "./javascript-source.ts";
import { nestingOf, type Nesting } from "./nesting.ts";
import { Run, type ActiveRule, type Listener, type Outcome } from "./run.ts";

export type ModuleKind = "module" | "commonjs" | "script";
export type JsRule = ActiveRule<JsContext, Visitors>;

/** What a file is parsed into: a source for rules, or the reason why there is none. */
export type ParsedJs =
  | { source: JsSource }
  | { skipped: "flow" }
  | { error: { kind: "syntax" | "too-deep"; index: number; message: string } };

type Dialect = Exclude<NonNullable<ParserOptions["lang"]>, "js">;

/** How deep a file nests: parsing what is `LARGE` needs a large stack, and beyond the limits `parseJavaScript` refuses. */
export const nestingOfFile = (filename: string, text: string): Nesting => nestingOf(text, dialectOf(filename));

/** Parses a file without a byte order mark, as its extension and the nearest manifest say, then as a script. */
export function parseJavaScript(filename: string, text: string, manifest?: ModuleKind, nesting = nestingOfFile(filename, text)): ParsedJs {
  if (nesting.tooDeep !== undefined) return { error: { kind: "too-deep", index: nesting.tooDeep, message: "nested too deeply to be parsed safely" } };
  const lang = dialectOf(filename);
  let first: ParseResult["errors"][number] | undefined;
  for (const sourceType of kindsOf(filename, manifest)) {
    const result = parseSync(filename, text, { lang, sourceType, astType: "ts", preserveParens: false });
    const { program } = result;
    const [error] = result.errors;
    const whole = error === undefined || program.body.length > 0;
    if (whole) {
      const kind = sourceType === "commonjs" && result.module.hasModuleSyntax ? "module" : sourceType;
      return { source: new JsFile(text, program as unknown as TSESTree.Program, result.comments, kind) };
    }
    if (error.message === "Flow is not supported") return { skipped: "flow" };
    first ??= error;
  }
  return { error: { kind: "syntax", index: first?.labels[0]?.start ?? 0, message: first?.message ?? "cannot be parsed" } };
}

/** All JavaScript may hold JSX; of TypeScript only what says so, since casts look alike. */
function dialectOf(filename: string): Dialect {
  if (/\.d\.[cm]?ts$/.test(filename)) return "dts";
  if (/\.[cm]?ts$/.test(filename)) return "ts";
  return filename.endsWith(".tsx") ? "tsx" : "jsx";
}

function kindsOf(filename: string, manifest: ModuleKind | undefined): ModuleKind[] {
  if (/\.m[jt]sx?$/.test(filename)) return ["module", "script"];
  if (/\.c[jt]sx?$/.test(filename) || manifest === "commonjs") return ["commonjs", "module", "script"];
  return ["module", "script"];
}

interface Ear {
  rule: string;
  listener: Listener;
}

/** Runs rules over a parsed file: each node is entered and left in the order of the text. */
export function runJavaScript(rules: readonly JsRule[], source: JsSource, filename: string, settings: Record<string, unknown>): Outcome {
  const run = new Run<JsSource>({ filename, settings, sourceCode: source });
  const enter = new Map<string, Ear[]>();
  const leave = new Map<string, Ear[]>();
  for (const active of rules) {
    for (const [key, listener] of run.start(active)) {
      const exit = key.endsWith(":exit");
      const map = exit ? leave : enter;
      const type = exit ? key.slice(0, -":exit".length) : key;
      const ears = map.get(type);
      if (ears) ears.push({ rule: active.id, listener });
      else map.set(type, [{ rule: active.id, listener }]);
    }
  }
  visit(source.ast, enter, leave, run);
  return run;
}

function visit(root: JsNode, enter: Map<string, Ear[]>, leave: Map<string, Ear[]>, run: Run<JsSource>): void {
  const stack: (JsNode | { ears: Ear[]; node: JsNode })[] = [root];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if ("ears" in top) {
      for (const { rule, listener } of top.ears) run.call(rule, listener, top.node);
      continue;
    }
    const node = top;
    for (const { rule, listener } of enter.get(node.type) ?? []) run.call(rule, listener, node);
    const ears = leave.get(node.type);
    if (ears) stack.push({ ears, node });
    pushChildren(node, stack);
  }
}

/** Pushes the children of a node so that the first is popped first. */
export function pushChildren(node: JsNode, stack: unknown[]): void {
  const keys = visitorKeys[node.type];
  if (!keys) return;
  for (let k = keys.length - 1; k >= 0; k--) {
    const child = (node as unknown as Record<string, unknown>)[keys[k] as string];
    if (Array.isArray(child)) {
      for (let i = child.length - 1; i >= 0; i--) if (child[i] != null) stack.push(child[i]);
    } else if (child != null) stack.push(child);
  }
}
