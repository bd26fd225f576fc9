import { graphOf, type CallerLoop, type CallGraph, type Reach } from "./call-graph.ts";
import type { Told } from "./others.ts";
import type { FileSummary } from "./summary.ts";

/** What linking a file to the others of its project found out about its functions, by their ids. Plain data. */
export interface Answers {
  reach: readonly (readonly [id: number, reach: Reach[]])[];
  loops: readonly (readonly [id: number, loop: CallerLoop])[];
  /** About things of other files. */
  things?: readonly Told[];
}

/** Who reaches the functions of a file: by the calls in it and, where files were linked, by those of other files. */
export class FileCalls {
  /** Functions that were asked about: other files may know more of them. */
  readonly asked = new Set<number>();
  /** Functions of which only loops in other files would matter. */
  readonly askedForLoops = new Set<number>();
  /** Of these, the ones of which any loop would, not only one over many. */
  readonly askedForAnyLoop = new Set<number>();
  readonly #summarise: () => FileSummary;
  readonly #reach: ReadonlyMap<number, Reach[]>;
  readonly #loops: ReadonlyMap<number, CallerLoop>;
  #summary: FileSummary | undefined;
  #graph: CallGraph | undefined;

  /** `summarise` is called when first needed. */
  constructor(summarise: () => FileSummary, answers?: Answers) {
    this.#summarise = summarise;
    this.#reach = new Map(answers?.reach);
    this.#loops = new Map(answers?.loops);
  }

  get summary(): FileSummary {
    return (this.#summary ??= this.#summarise());
  }

  /** Whether somebody needed the summary. */
  get isSummarised(): boolean {
    return this.#summary !== undefined;
  }

  /** Every context that reaches a function, heaviest first; never empty. */
  reach(id: number): Reach[] {
    this.asked.add(id);
    return this.#reach.get(id) ?? this.#ownGraph.reach(id);
  }

  /** The nearest loop in a caller that runs the function for each item; `onlyLong`: of other files, only loops over many matter. */
  callerLoop(id: number, onlyLong = false): CallerLoop | undefined {
    this.#askForLoops(id, onlyLong);
    return this.#loops.get(id) ?? this.#ownGraph.callerLoop(id);
  }

  /** A cheap look at whether other files run the function for each item. */
  isLoopedElsewhere(id: number, onlyLong = false): boolean {
    this.#askForLoops(id, onlyLong);
    return this.#loops.has(id);
  }

  #askForLoops(id: number, onlyLong: boolean): void {
    this.askedForLoops.add(id);
    if (!onlyLong) this.askedForAnyLoop.add(id);
  }

  get #ownGraph(): CallGraph {
    return (this.#graph ??= graphOf(this.summary));
  }
}
