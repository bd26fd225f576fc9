import { escaped } from "../escaped.ts";
import type { Confidence, Evidence, Severity } from "../finding.ts";
import type { Rule, RuleContext } from "../rule.ts";
import type { Position } from "./lines.ts";

/** A rule that is switched on, with its options. */
export interface ActiveRule<Context, Visitors> {
  id: string;
  rule: Rule<Context, Visitors>;
  options?: readonly unknown[];
  /** Replaces the computed severity. */
  severity?: Severity;
}

/** What a rule reported, before it has a file, a symbol and a fingerprint. */
export interface RawFinding {
  rule: string;
  start: Position;
  end: Position;
  message: string;
  confidence: Confidence;
  severity: Severity;
  evidence: Evidence;
  /** Rewrites that ESLint offers. */
  suggest?: Descriptor["suggest"];
  /** The expression that the finding is about, where it stands on a part of it. */
  whole?: { start: Position; end: Position };
}

/** A rule that threw; its earlier findings in the file are kept, the other rules go on. */
export interface RuleFailure {
  rule: string;
  error: unknown;
}

export interface Outcome {
  found: RawFinding[];
  failures: RuleFailure[];
}

type Descriptor = Parameters<RuleContext<unknown>["report"]>[0];
export type Listener = (node: never) => void;

/** Creates the contexts of the rules of one file, gathers what they report and keeps a throwing rule from stopping the others. */
export class Run<Source> {
  readonly found: RawFinding[] = [];
  readonly failures: RuleFailure[] = [];
  readonly #base: { filename: string; settings: Record<string, unknown>; sourceCode: Source };
  readonly #failed = new Set<string>();

  constructor(base: { filename: string; settings: Record<string, unknown>; sourceCode: Source }) {
    this.#base = base;
  }

  /** The visitors of a rule, or none when it fails. */
  start<Visitors extends object>(active: ActiveRule<RuleContext<Source>, Visitors>): [string, Listener][] {
    const { id, rule } = active;
    const options = withDefaults(rule.meta.defaultOptions, active.options ?? []);
    const report = (descriptor: Descriptor): void => void this.found.push(this.#finding(active, descriptor));
    try {
      return Object.entries(rule.create({ ...this.#base, options, report })) as [string, Listener][];
    } catch (error) {
      this.fail(id, error);
      return [];
    }
  }

  /** Calls one listener; a rule that has failed is not called again. */
  call(rule: string, listener: Listener, node: unknown): void {
    if (this.#failed.size > 0 && this.#failed.has(rule)) return;
    try {
      listener(node as never);
    } catch (error) {
      this.fail(rule, error);
    }
  }

  fail(rule: string, error: unknown): void {
    this.#failed.add(rule);
    this.failures.push({ rule, error });
  }

  #finding<Visitors>({ id, rule, severity }: ActiveRule<RuleContext<Source>, Visitors>, descriptor: Descriptor): RawFinding {
    const { loc: { start, end }, messageId, data, confidence, evidence, whole, suggest } = descriptor;
    const template = rule.meta.messages[messageId];
    if (template === undefined) throw new Error(`unknown message ${messageId}`);
    const message = interpolate(template, data);
    const more = { ...(whole ? { whole } : {}), ...(suggest ? { suggest } : {}) };
    return { rule: id, start, end, message, confidence, severity: severity ?? descriptor.severity, evidence, ...more };
  }
}

/** Fills `{{ name }}` as ESLint does: what has no value stays as it stands. */
export function interpolate(template: string, data: Record<string, string>): string {
  return template.replaceAll(/\{\{([^{}]+?)\}\}/gu, (whole, name: string) => data[name.trim()] ?? whole);
}

/** Options over a rule's defaults: objects are merged by key, other values replace. */
export function withDefaults(defaults: readonly unknown[], given: readonly unknown[]): unknown[] {
  return Array.from({ length: Math.max(defaults.length, given.length) }, (_, index) => merged(defaults[index], given[index]));
}

function merged(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (!isRecord(base) || !isRecord(own)) return own;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(own)])].map((key) => [key, merged(base[key], own[key])]));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** One expression for the words of each rule; a rule without words looks at every file. `packages`: of the project, where files are linked. */
export function mentions(rule: { meta: Pick<Rule<unknown, unknown>["meta"], "words" | "reachedBy"> }, text: string, packages?: ReadonlySet<string>): boolean {
  const { words, reachedBy } = rule.meta;
  if (!words || reachedBy?.some((name) => packages?.has(name))) return true;
  let pattern = patterns.get(words);
  if (!pattern) {
    pattern = new RegExp(words.map(escaped).join("|"));
    patterns.set(words, pattern);
  }
  return pattern.test(text);
}

const patterns = new WeakMap<readonly string[], RegExp>();
