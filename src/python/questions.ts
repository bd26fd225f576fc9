import { basename } from "node:path";
import type { Reach } from "../call-graph.ts";
import { runsAside } from "../file-context.ts";
import { requestNames } from "../knowledge/python/containers.ts";
import { projectFacts, type ProjectFacts } from "../project-facts.ts";
import type { Collection, KnownCall, Loop, Questions, Repetition } from "../questions.ts";
import { Others } from "../others.ts";
import { settingsOf, type Settings } from "../rule.ts";
import type { FileSummary, ForeignName, FunctionSummary, LinkableSummary } from "../summary.ts";
import { BeyondFile } from "./beyond.ts";
import { Containers } from "./containers.ts";
import type { PyContext } from "./context.ts";
import { Derivations, type Derivation } from "./derivation.ts";
import { ForeignNames } from "./foreign.ts";
import type { PyNode } from "./node.ts";
import { linkable } from "./offers.ts";
import { Places } from "./places.ts";
import { producer } from "./producers.ts";
import { Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";
import { Values } from "./values.ts";

/** What every part of the questions starts from. */
export interface PyFile {
  filename: string;
  tree: PyTree;
  settings: Settings;
  facts: ProjectFacts;
  scopes: Scopes;
}

/** All that rules ask about one Python file. */
export class PythonQuestions implements Questions<PyNode> {
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  readonly tree: PyTree;
  /** Names and their definitions. */
  readonly scopes: Scopes;
  /** Origins, constants, collections, costly calls. */
  readonly values: Values;
  /** Functions, contexts, loops. */
  readonly places: Places;
  /** Things of other files. */
  readonly others: Others;
  /** Findings that are only possible are asked for. */
  readonly isDoubtShown: boolean;
  readonly #file: PyFile;
  #linkable: LinkableSummary | undefined;
  #beyondFile: BeyondFile | undefined;
  #containers: Containers | undefined;
  readonly #derivations: Derivations;

  constructor(context: PyContext) {
    const { filename, sourceCode: { tree } } = context;
    this.facts = projectFacts(filename);
    this.settings = settingsOf(context);
    this.others = new Others(this.settings.project?.answers?.things);
    this.isDoubtShown = this.settings.confidence === "possible";
    this.tree = tree;
    this.scopes = new Scopes(tree);
    this.#file = { filename, tree, settings: this.settings, facts: this.facts, scopes: this.scopes };
    this.values = new Values(this.#file);
    this.places = new Places(this.#file, this.values, () => this.#beyond);
    this.#derivations = new Derivations(this.tree, this.scopes, (name) => requestNames.test(this.origin(name) ?? ""));
  }

  get summary(): FileSummary {
    return this.places.summary;
  }

  /** A class of the project as other files may know it: one of another file, or of this one. */
  classNamed(expression: PyNode): ForeignName | undefined {
    const local = this.values.classes.localClass(expression)?.field("name")?.text;
    if (local !== undefined) return { module: `.${basename(this.#file.filename, ".py")}.${local}`, name: "" };
    const origin = this.origin(expression);
    return origin === undefined ? undefined : new ForeignNames(this.#file).of(origin);
  }

  /** The summary for other files. Worked out only where files are linked. */
  linkable(): LinkableSummary {
    return (this.#linkable ??= linkable(this, this.#beyond));
  }

  /** What the file takes from others, where it is linked and has not been yet. */
  get #beyond(): BeyondFile | undefined {
    const { project } = this.settings;
    return project && !project.answers && !runsAside(this.#file) ? (this.#beyondFile ??= new BeyondFile(this, this.#file)) : undefined;
  }

  /** Containers that outlive a call, and what the file does with them. */
  get containers(): Containers {
    const isFirstTime = (assignment: PyNode): boolean => this.places.onceGuard(assignment) === "once";
    return (this.#containers ??= new Containers(this.tree, this.scopes, this.values, this.places.functions, isFirstTime));
  }

  origin(expression: PyNode): string | undefined {
    return this.values.origin(expression);
  }

  sink(call: PyNode): KnownCall | undefined {
    return this.values.sink(call);
  }

  constant(expression: PyNode): string | number | boolean | null | undefined {
    return this.values.constant(expression);
  }

  collection(expression: PyNode): Collection {
    return this.values.collection(expression);
  }

  /** The call that a value came out of: through names, `with`, `await`, `read()` and `decode()`. */
  producer(expression: PyNode): PyNode | undefined {
    return producer(this.scopes, expression);
  }

  /** The widest source of a value: a parameter, a call, the state of an object, a constant. */
  derivation(expression: PyNode): Derivation {
    return this.#derivations.of(expression);
  }

  functionOf(node: PyNode): FunctionSummary {
    return this.places.functionOf(node);
  }

  reach(node: PyNode): Reach {
    return this.places.reach(node);
  }

  loops(node: PyNode): Loop<PyNode>[] {
    return this.places.loops(node);
  }

  repetition(node: PyNode, onlyLong = false): Repetition<PyNode> | undefined {
    return this.places.repetition(node, onlyLong);
  }

  dependsOn(expression: PyNode, loop: Loop<PyNode>): boolean {
    return this.places.dependsOn(expression, loop);
  }

  /** The loop ends as soon as the result of the call fits: the first match wins. */
  exitsOnResult(call: PyNode, loop: Loop<PyNode>): boolean {
    return this.places.exitsOnResult(call, loop);
  }

  /** A later iteration needs what the call gave in an earlier one. */
  carried(call: PyNode, loop: Loop<PyNode>): boolean {
    return this.places.carried(call, loop);
  }

  /** Inside a transaction or lock: calls cannot run side by side. */
  inTransaction(node: PyNode): boolean {
    return this.places.inTransaction(node);
  }

  /** The code runs the first time only: the miss branch of a cache, a memoized function. */
  isOnceGuarded(node: PyNode): boolean {
    return this.places.isOnceGuarded(node);
  }
}

const known = new WeakMap<PyTree, PythonQuestions>();

/** The questions of a file: one object per parse, whichever rules ask. */
export function questions(context: PyContext): PythonQuestions {
  const { tree } = context.sourceCode;
  const first = known.get(tree);
  if (first) return first;
  const made = new PythonQuestions(context);
  known.set(tree, made);
  return made;
}
