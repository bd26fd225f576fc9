import type { Confidence } from "./finding.ts";
import type { CallerLoop, Reach } from "./call-graph.ts";
import type { Library, Shape, Sink } from "./knowledge/row.ts";
import type { ProjectFacts } from "./project-facts.ts";
import type { Ranged } from "./rule.ts";
import type { Bound, FileSummary, FunctionSummary } from "./summary.ts";

/**
 * What rules ask about a file. Both languages answer the same questions under the same names, over their own nodes `N`.
 * One object per file and parse, shared by all rules; every answer is worked out when first asked and then kept.
 */
export interface Questions<N extends Ranged> {
  readonly facts: ProjectFacts;
  readonly summary: FileSummary;

  /**
   * Dotted name of where a value comes from, as knowledge rows spell it (see `Sink.call`), through imports, requires,
   * aliases, destructuring, assignments, annotations, `this`/`self` attributes and constructor parameters.
   * Undefined for anything made in this file or unknown.
   */
  origin(expression: N): string | undefined;
  /** What a call costs, by resolved name or by shape; undefined when unknown. */
  sink(call: N): KnownCall | undefined;
  /** The value of an expression that is a constant in this file: strings (joined), numbers, booleans, null. */
  constant(expression: N): string | number | boolean | null | undefined;

  /** The function that the node's code belongs to; `summary.functions[0]` for the top level. */
  functionOf(node: N): FunctionSummary;
  /** Where the node's code runs: the heaviest context with its path. */
  reach(node: N): Reach;
  /** Loops around the node in its function, innermost first. Array callbacks and comprehensions are loops and do not end the search. */
  loops(node: N): Loop<N>[];
  /**
   * The loop that runs the node once per item: its own innermost dependent one, or one in a caller. `onlyLong`: of other files, only loops matter
   * that give the item to what they call and are proved to be long where the project is an application.
   */
  repetition(node: N, onlyLong?: boolean): Repetition<N> | undefined;
  /** Whether the value of `expression` depends on the item of `loop`, directly or through assignments in its body. */
  dependsOn(expression: N, loop: Loop<N>): boolean;
  /** What is known about a collection: its kind, size and where it comes from. */
  collection(expression: N): Collection;
}

/** A call that costs and how it was recognised. */
export interface KnownCall {
  /** The row; a shape has no resolved name. */
  row: Sink | Shape;
  library: Library;
  /** As the user wrote it, shortened: `fs.readFileSync`, `this.prisma.user.findMany`. */
  text: string;
  /** `certain`: resolved by name; `likely`: a shape whose library is in the manifest; `possible`: a shape alone. */
  confidence: Confidence;
}

export interface Loop<N extends Ranged> {
  /** The loop statement, the call of the array method, or the comprehension. */
  node: N;
  kind: "statement" | "callback" | "comprehension";
  /** From the first character to the end of the head, without the body. */
  header: Ranged;
  /** Names that hold the item (and index) of one iteration. */
  items: readonly string[];
  /** What is iterated, if it is an expression. */
  over?: N;
  bound: Bound;
  concurrent: boolean;
  /** Some iterations run at once, but no more than a number. */
  limited?: true;
}

/** How a piece of code comes to run once per item. */
export type Repetition<N extends Ranged> =
  | ({ kind: "loop"; loop: Loop<N> } & Repeated)
  | ({ kind: "caller" } & Repeated & CallerLoop);

interface Repeated {
  bound: Bound;
  concurrent: boolean;
  limited?: true;
  /** Of the loop. */
  line: number;
  /** What is iterated, as text; empty where the head does not say. */
  over: string;
}

export interface Collection {
  kind: "array" | "set" | "map" | "string" | "other" | "unknown";
  /** Number of elements where it is constant. */
  size?: number;
  /** Where the elements come from. */
  source: "constant" | "query" | "input" | "derived" | "unknown";
}
