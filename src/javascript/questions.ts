import { projectFacts, type ProjectFacts } from "../project-facts.ts";
import type { KnownCall, Loop, Questions, Collection, Repetition } from "../questions.ts";
import { settingsOf, type Settings } from "../rule.ts";
import type { Reach } from "../call-graph.ts";
import type { FileSummary, FunctionSummary } from "../summary.ts";
import { Bindings } from "./bindings.ts";
import type { JsContext, JsNode, JsSource } from "./context.ts";
import { Places } from "./places.ts";
import { Values } from "./values.ts";

/** What every part of the questions starts from. */
export interface JsFile {
  filename: string;
  source: JsSource;
  settings: Settings;
  facts: ProjectFacts;
  bindings: Bindings;
}

/** All that rules ask about one JavaScript or TypeScript file. */
export class JavaScriptQuestions implements Questions<JsNode> {
  readonly facts: ProjectFacts;
  /** Names and their definitions. */
  readonly bindings: Bindings;
  /** Origins, constants, collections, costly calls. */
  readonly values: Values;
  /** Functions, contexts, loops. */
  readonly places: Places;

  constructor(context: JsContext) {
    const { filename, sourceCode: source } = context;
    this.facts = projectFacts(filename);
    this.bindings = new Bindings(source);
    const file: JsFile = { filename, source, settings: settingsOf(context), facts: this.facts, bindings: this.bindings };
    this.values = new Values(file);
    this.places = new Places(file, this.values);
  }

  get summary(): FileSummary {
    return this.places.summary;
  }

  origin(expression: JsNode): string | undefined {
    return this.values.origin(expression);
  }

  sink(call: JsNode): KnownCall | undefined {
    return this.values.sink(call);
  }

  constant(expression: JsNode): string | number | boolean | null | undefined {
    return this.values.constant(expression);
  }

  collection(expression: JsNode): Collection {
    return this.values.collection(expression);
  }

  functionOf(node: JsNode): FunctionSummary {
    return this.places.functionOf(node);
  }

  reach(node: JsNode): Reach {
    return this.places.reach(node);
  }

  loops(node: JsNode): Loop<JsNode>[] {
    return this.places.loops(node);
  }

  repetition(node: JsNode): Repetition<JsNode> | undefined {
    return this.places.repetition(node);
  }

  dependsOn(expression: JsNode, loop: Loop<JsNode>): boolean {
    return this.places.dependsOn(expression, loop);
  }
}

const known = new WeakMap<object, JavaScriptQuestions>();

/** The questions of a file: one object per parse, whichever rules ask. */
export function questions(context: JsContext): JavaScriptQuestions {
  const { ast } = context.sourceCode;
  const first = known.get(ast);
  if (first) return first;
  const made = new JavaScriptQuestions(context);
  known.set(ast, made);
  return made;
}
