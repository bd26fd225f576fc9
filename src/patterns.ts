import type { Language } from "./finding.ts";

/** What both languages share about one costly habit. */
export interface Pattern {
  /** One line in the imperative, as in "Disallow ...". */
  description: string;
  /** Page under docs/recipes/ that proves or refutes a finding. */
  recipe: string;
  /** On in the preset `recommended`. */
  recommended: boolean;
  languages: readonly Language[];
  /** A command that proves a finding at a place. */
  proof?: string;
}

const both = ["javascript", "python"] as const;

/** The catalogue: one row per pattern. The id is also the name of its rule files, tests and page. */
export const patterns = {
  "blocking-call-in-handler": {
    description: "Disallow blocking I/O and CPU-heavy synchronous calls where they stop the event loop",
    recipe: "find-blocking-calls", recommended: true, languages: both,
  },
  "n-plus-one-query": {
    description: "Disallow one database or cache call per item where one call for all items exists",
    recipe: "count-queries", recommended: true, languages: both,
  },
  "request-per-item": {
    description: "Disallow one HTTP or SDK request per item of a collection",
    recipe: "count-queries", recommended: true, languages: both,
  },
  "quadratic-lookup": {
    description: "Disallow searching one collection from end to end for each item of another",
    recipe: "prove-growth", recommended: true, languages: both,
  },
  "nested-loop-join": {
    description: "Disallow nested loops that only compare the items of two collections",
    recipe: "prove-growth", recommended: true, languages: both,
  },
  "quadratic-accumulation": {
    description: "Disallow copying all that was gathered so far for each item that is added",
    recipe: "prove-growth", recommended: false, languages: both,
  },
  "queue-shift-in-loop": {
    description: "Disallow taking from or adding to the front of an array or list in a loop",
    recipe: "prove-growth", recommended: false, languages: both,
  },
  "sequential-await-in-loop": {
    description: "Disallow waiting for one item after the other where no iteration needs what another one gave",
    recipe: "parallel-or-sequential", recommended: false, languages: both,
  },
  "catastrophic-regex": {
    description: "Disallow regular expressions whose matching time explodes on some input",
    recipe: "prove-a-regex", recommended: true, languages: both, proof: "prove-regex",
  },
  "leaked-listener": {
    description: "Disallow listeners that are added again and again to something that outlives them",
    recipe: "find-leaks", recommended: true, languages: both,
  },
  "unbounded-growth": {
    description: "Disallow long-lived containers and caches that only grow",
    recipe: "find-leaks", recommended: true, languages: both,
  },
  "large-json-parse": {
    description: "Disallow parsing or serialising large JSON in one piece on a request path",
    recipe: "measure-payloads", recommended: true, languages: both,
  },
} as const satisfies Record<string, Pattern>;

export type PatternId = keyof typeof patterns;

export const patternIds = Object.keys(patterns) as PatternId[];

/** The page of a pattern, relative to the package. */
export const docsPage = (id: PatternId): string => `docs/rules/${id}.md`;

/** The recipe page of a pattern, relative to the package. */
export const recipePage = (id: PatternId): string => `docs/recipes/${patterns[id].recipe}.md`;
