import type { Reach } from "../call-graph.ts";
import { FileCalls } from "../file-calls.ts";
import type { Loop, Repetition } from "../questions.ts";
import type { FileSummary, FunctionSummary } from "../summary.ts";
import { Callees } from "./callees.ts";
import { Functions } from "./functions.ts";
import { Guards, type OnceGuard } from "./guards.ts";
import { Iterations } from "./iterations.ts";
import { Loops } from "./loops.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import type { Summarised } from "./made-calls.ts";
import { summarise, type Beyond } from "./summary.ts";
import type { Values } from "./values.ts";

/** Where code runs and how often: functions, contexts, loops of one file. */
export class Places {
  /** Who reaches the functions of the file. */
  readonly calls: FileCalls;
  readonly #file: PyFile;
  readonly #values: Values;
  #made: { functions: Functions; callees: Callees; loops: Loops; guards: Guards } | undefined;
  #iterations: Iterations | undefined;
  #summarised: Summarised | undefined;

  /** `beyond`: what is told to other files, where the file is linked. */
  constructor(file: PyFile, values: Values, beyond: () => Beyond | undefined) {
    this.#file = file;
    this.#values = values;
    this.calls = new FileCalls(() => {
      this.#summarised = summarise({ file, values, ...this.#parts }, beyond());
      return this.#summarised.summary;
    }, file.settings.project?.answers);
  }

  get summary(): FileSummary {
    return this.calls.summary;
  }

  /** The summary as plain data with what reaches beyond the file, after the rules have asked. */
  summaryBeyond(): FileSummary {
    const { summary, asked, askedForLoops } = this.calls;
    return this.#summarised?.workedOut(new Set([...asked, ...askedForLoops])) ?? summary;
  }

  /** The functions and classes of the file. */
  get functions(): Functions {
    return this.#parts.functions;
  }

  /** Which functions and classes of this file expressions stand for. */
  get callees(): Callees {
    return this.#parts.callees;
  }

  /** What the iterations of a loop leave to each other. */
  get iterations(): Iterations {
    return (this.#iterations ??= new Iterations(this.#file.tree, this.#parts.loops.dependence));
  }

  functionOf(node: PyNode): FunctionSummary {
    const { functions } = this.summary;
    const found = functions[this.functions.at(node).id] ?? functions[0];
    if (!found) throw new Error("a file has a top level");
    return found;
  }

  reach(node: PyNode): Reach {
    const [heaviest] = this.reaches(node);
    if (!heaviest) throw new Error("all code runs somewhere");
    return heaviest;
  }

  /** Every context that reaches the node, heaviest first. */
  reaches(node: PyNode): readonly Reach[] {
    return this.calls.reach(this.functions.at(node).id);
  }

  loops(node: PyNode): Loop<PyNode>[] {
    return this.#parts.loops.around(node);
  }

  repetition(node: PyNode, onlyLong: boolean): Repetition<PyNode> | undefined {
    return this.#parts.loops.repetition(node, this.calls, onlyLong);
  }

  dependsOn(expression: PyNode, loop: Loop<PyNode>): boolean {
    return this.#parts.loops.dependsOn(expression, loop);
  }

  exitsOnResult(call: PyNode, loop: Loop<PyNode>): boolean {
    return this.#parts.guards.exitsOnResult(call, loop);
  }

  carried(call: PyNode, loop: Loop<PyNode>): boolean {
    return this.#parts.guards.carried(call, loop);
  }

  inTransaction(node: PyNode): boolean {
    return this.#parts.guards.inTransaction(node);
  }

  isOnceGuarded(node: PyNode): boolean {
    return this.onceGuard(node) !== undefined;
  }

  /** Whether the code runs the first time only, at all or for each key. */
  onceGuard(node: PyNode): OnceGuard | undefined {
    return this.#parts.guards.onceGuard(node);
  }

  get #parts(): { functions: Functions; callees: Callees; loops: Loops; guards: Guards } {
    if (this.#made) return this.#made;
    const functions = new Functions(this.#file.tree);
    const callees = new Callees(functions, this.#values, this.#file.scopes);
    const loops = new Loops(this.#file, this.#values, functions);
    this.#made = { functions, callees, loops, guards: new Guards(this.#file, functions) };
    return this.#made;
  }
}
