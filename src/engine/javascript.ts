import { parseSync, type ParserOptions, type ParseResult } from "oxc-parser";
import type { JsContext, JsNode, JsSource, TSESTree, Visitors } from "../javascript/context.ts";
import { JsFile } from "./javascript-source.ts";
import { nestingOf, type Nesting } from "./nesting.ts";
import { Run, type ActiveRule, type Listener, type Outcome } from "./run.ts";

export type ModuleKind = "module" | "commonjs" | "script";
export type JsRule = ActiveRule<JsContext, Visitors>;

/** What a file is parsed into: a source for rules, or the reason why there is none. */
export type ParsedJs =
  | { source: JsFile }
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
    const result = parseSync(filename, text, { lang, sourceType, astType: lang === "jsx" ? "js" : "ts", preserveParens: false });
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
export function runJavaScript(rules: readonly JsRule[], source: JsFile, filename: string, settings: Record<string, unknown>): Outcome {
  const run = new Run<JsSource>({ filename, settings, sourceCode: source });
  const ears = new Map<string, { enter: Ear[]; leave: Ear[] }>();
  for (const active of rules) {
    for (const [key, listener] of run.start(active)) {
      const exit = key.endsWith(":exit");
      const type = exit ? key.slice(0, -":exit".length) : key;
      const of = ears.get(type) ?? { enter: [], leave: [] };
      ears.set(type, of);
      (exit ? of.leave : of.enter).push({ rule: active.id, listener });
    }
  }
  visit(source, ears, run);
  return run;
}

function visit({ order: { nodes, depths } }: JsFile, ears: ReadonlyMap<string, { enter: Ear[]; leave: Ear[] }>, run: Run<JsSource>): void {
  const open: { leave: Ear[]; node: JsNode; depth: number }[] = [];
  const closeDownTo = (depth: number): void => {
    for (let top = open.at(-1); top && top.depth >= depth; top = open.at(-1)) {
      open.pop();
      call(run, top.leave, top.node);
    }
  };
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index] as JsNode;
    const depth = depths[index] ?? 0;
    if (open.length > 0) closeDownTo(depth);
    const of = ears.get(node.type);
    if (!of) continue;
    call(run, of.enter, node);
    if (of.leave.length > 0) open.push({ leave: of.leave, node, depth });
  }
  closeDownTo(0);
}

function call(run: Run<JsSource>, ears: readonly Ear[], node: JsNode): void {
  for (const { rule, listener } of ears) run.call(rule, listener, node);
}
