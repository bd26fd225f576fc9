import type { Confidence, FileError, Finding, Language, Severity } from "../finding.ts";
import type { PatternId } from "../patterns.ts";

/** What one run of the engine is asked to do. Plain data but for `onProgress`. */
export interface LintOptions {
  /** Absolute. `paths` are relative to it, and so is `file` in findings. */
  cwd: string;
  /** Files and folders as the user named them; ignored with `stdin`. */
  paths: readonly string[];
  /** Text that stands for a file: `name` tells language and context, no such file needs to exist. */
  stdin?: { name: string; bytes: Uint8Array };
  /** The patterns that run; one that is absent does not. */
  rules: Readonly<Partial<Record<PatternId, RuleSetting>>>;
  /** Findings below it are dropped. */
  confidence: Confidence;
  languages: readonly Language[];
  /** Globs; a file that matches one is never linted, also when it is named. */
  exclude: readonly string[];
  /** The configuration file that was read, absolute. Globs are relative to its folder, without one to the project root. */
  configFile?: string;
  /** Own rows of knowledge and of contexts, checked: `settings.bottleneck` of the rules. */
  sinks: readonly unknown[];
  contexts: readonly unknown[];
  /** In bytes; a larger file is one error `too-large`. */
  maxFileSize: number;
  cache: boolean;
  /** Files are linked to each other: who calls whom across files, in which contexts. */
  project: boolean;
  /** Upper limit of worker threads; undefined: the engine decides. */
  jobs?: number;
  /** Called after each file, on the main thread. `total` is known once all files are found. */
  onProgress?: (done: number, total: number) => void;
}

export interface RuleSetting {
  /** Replaces the computed severity. */
  severity?: Severity;
  /** The rule's first option, checked against its schema. */
  options?: Readonly<Record<string, unknown>>;
}

/** What a run found. `findings` are sorted by file, line, column, rule; `errors` by file and line. */
export interface LintResult {
  findings: Finding[];
  errors: FileError[];
  summary: Summary;
  statistics: Statistics;
}

export interface Summary {
  /** Files that were linted, whole or in part. */
  files: number;
  findings: number;
  errors: number;
  /** Findings that a comment in the code took back. */
  suppressed: number;
}

/** For `--statistics`: what differs between two runs on the same files stands here and nowhere else. */
export interface Statistics {
  /** Files in the chosen languages that were named or found and not excluded, whatever became of them. 0: nothing to lint. */
  found: number;
  /** Further counts by what they count, as printed: `"files skipped by the word filter"`. */
  counts: Record<string, number>;
  /** Milliseconds by what they were spent on, as printed: `"parse"`, `"n-plus-one-query"`. */
  times: Record<string, number>;
}

/** The command was used in a way that no run can follow: one line for the user, exit status 2. */
export class UsageError extends Error {}

/** 1 MiB: hand-written files are smaller. */
export const defaultMaxFileSize = 1024 * 1024;
