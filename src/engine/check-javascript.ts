import { questions } from "../javascript/questions.ts";
import type { JsContext, JsNode } from "../javascript/context.ts";
import { mayHaveModels, mayNameModels } from "../javascript/models.ts";
import { isApplication, isPageAlone } from "../javascript/project-kind.ts";
import { emitterPackages } from "../knowledge/javascript/listeners.ts";
import { projectFacts } from "../project-facts.ts";
import type { Checked, Request, Skipped } from "./checked.ts";
import { withoutComments } from "./fingerprint.ts";
import { nestingOfFile, parseJavaScript, runJavaScript, type JsRule } from "./javascript.ts";
import type { JsFile } from "./javascript-source.ts";
import { linkableOf } from "./linking/linkable.ts";
import { LARGE } from "./nesting.ts";
import { javascriptSuppressions } from "./suppressions.ts";
import { Lines, type Position } from "./lines.ts";

/** Lints one JS/TS file. `large-stack`: it nests so deeply that only a thread with a large stack may parse it. */
export function checkJavaScript(request: Request, rules: readonly JsRule[], hasLargeStack: boolean): Checked | Skipped | "large-stack" {
  const { filename, text, settings } = request;
  const started = performance.now();
  const nesting = nestingOfFile(filename, text);
  if (nesting.weight > LARGE && nesting.tooDeep === undefined && !hasLargeStack) return "large-stack";
  const parsed = parseJavaScript(filename, text, projectFacts(filename).moduleKind, nesting);
  const lines = new Lines(text, "javascript");
  if ("skipped" in parsed) return "Flow";
  if ("error" in parsed) {
    const { error } = parsed;
    return {
      outcome: { found: [], failures: [] }, suppressions: undefined, problems: [error],
      locate: (index) => lines.locate(index), indexOf: (position: Position) => lines.indexOf(position), symbolAt: () => "", codeOf: () => "",
      times: { parse: performance.now() - started, rules: 0 },
    };
  }
  const { source } = parsed;
  const ready = performance.now();
  const outcome = runJavaScript(rules, source, filename, settings);
  const context: JsContext = { filename, settings, options: [], sourceCode: source, report: () => undefined };
  const isForOthers = callsOthers.test(text) || makesEmitter.test(text) || mayHaveModels(text) || mayNameModels(text);
  const linkable = linkableOf(questions(context), { filename, isForOthers, isApplication, isPage: isPageAlone });
  return {
    outcome,
    suppressions: javascriptSuppressions(source),
    problems: [],
    linkable,
    locate: (index) => lines.locate(index),
    indexOf: (position: Position) => lines.indexOf(position),
    symbolAt: (index) => questions(context).functionOf(nodeAt(source, index)).name,
    codeOf: (range) => withoutComments(text, range, source.getAllComments()),
    times: { parse: ready - started, rules: performance.now() - ready },
  };
}

/** The innermost node around an offset: the last one in order that holds it. */
const nodeAt = ({ order, ast }: JsFile, index: number): JsNode => order.nodes.findLast(({ range }) => range[0] <= index && index < range[1]) ?? ast;

/** A cheap look: whether a file takes anything from another one of its project. */
const callsOthers = /\b(?:from|import|require)\b\s*(?:\(\s*)?["'`](?:\.|[@~#]?\/|#|src\/|@[\w-]+\/)/;
/** The same for what others may ask about although it calls none of them: an emitter that all share. */
const makesEmitter = new RegExp(`["'\`](?:node:)?(?:${emitterPackages})["'\`]`);
