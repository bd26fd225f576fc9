import { projectFacts, type ProjectFacts } from "../project-facts.ts";
import type { KnownCall, Loop, Questions, Collection, Repetition } from "../questions.ts";
import { Others } from "../others.ts";
import { settingsOf, type Settings } from "../rule.ts";
import type { Reach } from "../call-graph.ts";
import type { FileSummary, FunctionSummary, LinkableSummary } from "../summary.ts";
import { Bindings } from "./bindings.ts";
import { Functions } from "./functions.ts";
import type { JsContext, JsNode, JsSource } from "./context.ts";
import type { CallNode } from "./nodes.ts";
import { isProvedLong } from "./openness.ts";
import type { Lifetime } from "./lifetimes.ts";
import { Places } from "./places.ts";
import { modelIn } from "./rows.ts";
import type { Wanted } from "./sink-names.ts";
import { Values } from "./values.ts";

/** What every part of the questions starts from. */
export interface JsFile {
  filename: string;
  source: JsSource;
  settings: Settings;
  facts: ProjectFacts;
  bindings: Bindings;
  /** Its functions and the calls in them, found when first asked for. */
  functions(): Functions;
}

/** All that rules ask about one JavaScript or TypeScript file. */
export class JavaScriptQuestions implements Questions<JsNode> {
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  /** Names and their definitions. */
  readonly bindings: Bindings;
  /** Origins, constants, collections, costly calls. */
  readonly values: Values;
  /** Functions, contexts, loops. */
  readonly places: Places;
  /** Things of other files. */
  readonly others: Others;

  readonly #relations = new Map<JsNode, KnownCall>();

  /** The whole file. */
  readonly text: string;
  /** Findings that are only possible are asked for. */
  readonly isDoubtShown: boolean;

  constructor(context: JsContext) {
    const { filename, sourceCode: source } = context;
    this.text = source.text;
    this.facts = projectFacts(filename);
    this.settings = settingsOf(context);
    this.others = new Others(this.settings.project?.answers?.things);
    this.bindings = new Bindings(source);
    let all: Functions | undefined;
    const functions = (): Functions => (all ??= new Functions(source));
    this.isDoubtShown = this.settings.confidence === "possible";
    const file: JsFile = { filename, source, settings: this.settings, facts: this.facts, bindings: this.bindings, functions };
    this.values = new Values(file);
    this.places = new Places(file, this.values);
  }

  get summary(): FileSummary {
    return this.places.summary;
  }

  /** The summary with all that other files need, worked out: more than the questions of this file do. */
  linkable(): LinkableSummary {
    return this.places.linkable((over) => isProvedLong(this, over), (over) => modelIn(this, over));
  }

  /** Whether a callee, `bus.on`, adds a listener to an object of another file that lives as long as its module and keeps it. */
  isForeignAdder(callee: JsNode): boolean {
    const name = this.places.foreignName(callee);
    return name !== undefined && this.others.isEmitter(name);
  }

  /** A node as written. */
  textOf(node: JsNode): string {
    return this.text.slice(...node.range);
  }

  origin(expression: JsNode): string | undefined {
    return this.values.origin(expression);
  }

  sink(call: JsNode): KnownCall | undefined {
    return this.values.sink(call) ?? this.#relations.get(call);
  }

  /** What a call is that only the models of the project tell of. */
  isRelation(call: JsNode, known: KnownCall): void {
    this.#relations.set(call, known);
  }

  /** A cheap look at what most calls are not: a sink of a kind. */
  mayBeSink(call: CallNode, wanted: Wanted): boolean {
    return this.values.mayBe(call, wanted);
  }

  /** A cheap look at whether a call of the file may read files. */
  get mayReadFiles(): boolean {
    return this.values.mayHaveAny(isOfFiles);
  }

  constant(expression: JsNode): string | number | boolean | null | undefined {
    return this.values.constant(expression);
  }

  collection(expression: JsNode): Collection {
    return this.values.collection(expression);
  }

  /** The call that a value came out of: through names, `await`, `toString()`, callbacks and helpers of this file. */
  producer(expression: JsNode): CallNode | undefined {
    return this.values.producer(expression);
  }

  /** How long a name, `this.x` or `x.y` lives. */
  lifetimeOf(expression: JsNode): Lifetime | undefined {
    return this.values.lifetimes.lifetimeOf(expression);
  }

  /** Whether the object that a `this.x` belongs to is made once per process. */
  isSingleton(expression: JsNode): boolean {
    return this.values.lifetimes.isSingleton(expression);
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

  repetition(node: JsNode, onlyLong = false): Repetition<JsNode> | undefined {
    return this.places.repetition(node, onlyLong);
  }

  dependsOn(expression: JsNode, loop: Loop<JsNode>): boolean {
    return this.places.dependsOn(expression, loop);
  }

  /** Whether a loop ends as soon as the result of a call in it fits: the first match wins. */
  exitsOnResult(call: JsNode, loop: Loop<JsNode>): boolean {
    return this.places.exitsOnResult(call, loop);
  }

  /** Whether a later iteration needs what a call gave in an earlier one. */
  carried(call: JsNode, loop: Loop<JsNode>): boolean {
    return this.places.carried(call, loop);
  }

  /** Whether a node stands inside a transaction or lock, where calls cannot run side by side. */
  inTransaction(node: JsNode): boolean {
    return this.places.inTransaction(node);
  }

  /** Whether code runs the first time only: the miss branch of a cache, `??=`, `once()`. */
  isOnceGuarded(node: JsNode): boolean {
    return this.places.isOnceGuarded(node);
  }
}

const isOfFiles: Wanted = ({ does }) => does === "file";

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
