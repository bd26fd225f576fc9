import type { ESLint, Linter, Rule } from "eslint";

/** Findings below it are not reported. Default: `likely`. */
export type Confidence = "certain" | "likely" | "possible";

/** Where code runs. `unknown` lifts what is said about a file by default, so that tests are linted too. */
export type Context = "request" | "event" | "scheduled" | "startup" | "cli" | "build" | "test" | "worker" | "browser" | "generated" | "unknown";

/** A call of your own that costs. */
export interface Sink {
  /** Dotted name from the module: `my-orm.Client#load`, `./lib/slow.compute`. */
  call: string;
  /** What it does: `query`, `write`, `request`, `file`, `crypto`, `json-parse`, ... */
  does: string;
  /** `A`: 10 ms a call and more, `B`: grows with its input, `C`: microseconds. */
  cost: "A" | "B" | "C";
  /** It keeps its thread busy or waiting until it is done. */
  blocks?: true;
  /** What to write instead where it blocks the event loop. */
  instead?: string;
  /** The form that serves all items at once. */
  batch?: string;
}

/** Files or functions of your own and where they run. */
export interface ContextRow {
  /** Globs relative to the project root. */
  files?: string | readonly string[];
  /** Dotted name of a function or decorator. */
  function?: string;
  context: Context;
}

/** `settings.bottleneck` of an ESLint configuration. */
export interface Settings {
  confidence?: Confidence;
  sinks?: readonly Sink[];
  contexts?: readonly ContextRow[];
}

declare const plugin: ESLint.Plugin & {
  meta: { name: string; version: string; namespace: "bottleneck" };
  rules: Record<string, Rule.RuleModule>;
  configs: {
    /** The patterns that are on by default, as warnings. */
    recommended: Linter.Config;
    /** All patterns, as errors. */
    strict: Linter.Config;
  };
};

export default plugin;
export { plugin as "module.exports" };
