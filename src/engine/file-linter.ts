import { readFileSync, statSync } from "node:fs";
import { atLeast, type Finding, type FileError, type Language, type Confidence } from "../finding.ts";
import { projectFacts, watchingSizes, type SizeAsked } from "../project-facts.ts";
import { docsPage, recipePage, type PatternId } from "../patterns.ts";
import type { Checked, Request, Skipped } from "./checked.ts";
import type * as JavaScript from "./check-javascript.ts";
import type * as Python from "./check-python.ts";
import { displayName } from "./display.ts";
import type { Answers } from "../file-calls.ts";
import { Fingerprints } from "./fingerprint.ts";
import { isGenerated } from "./generated.ts";
import type { JsRule } from "./javascript.ts";
import { isDeclarations } from "./language.ts";
import { withoutMark } from "./lines.ts";
import type { Linkable } from "./linking/link.ts";
import type { LintOptions } from "./options.ts";
import { onePerPlace } from "./precedence.ts";
import type { PyRule } from "./python.ts";
import { mentions, type RawFinding } from "./run.ts";
import { mayDisable, mayIgnore } from "./suppressions.ts";
import { decode } from "./text.ts";
import { undecidedPatterns } from "./undecided.ts";

/** In UTF-16 units: from here on, a file without a word of any rule is not parsed. */
const LARGE_TEXT = 64 * 1024;

/** What all files of a run share. Plain data. */
export type Task = Pick<LintOptions, "cwd" | "rules" | "confidence" | "sinks" | "contexts" | "maxFileSize" | "project">;

/** One file to lint. Plain data. */
export interface FileJob {
  /** Absolute. */
  filename: string;
  /** As findings name it. */
  file: string;
  language: Language;
  /** In bytes, when it was found. */
  size: number;
  /** Named by the user: linted even if generated. */
  named: boolean;
  /** Stands for its content: standard input. */
  bytes?: Uint8Array;
  /** What linking has found out about the file, when it is linted for the second time. */
  answers?: Answers;
}

/** What became of one file. Plain data. */
export interface FileReport {
  findings: Finding[];
  errors: FileError[];
  suppressed: number;
  linted: boolean;
  skipped?: Skipped;
  /** Nothing was done: the file needs a thread with a large stack. */
  needsLargeStack?: true;
  linkable?: Linkable;
  /** Sizes of other files that the findings depend on. */
  sizes?: readonly SizeAsked[];
  bytes: number;
  /** Milliseconds by what they were spent on. */
  times: Record<string, number>;
}

interface Loaded {
  javascript?: { check: typeof JavaScript.checkJavaScript; rules: JsRule[] };
  python?: { check: typeof Python.checkPython; rules: PyRule[] };
}

/** Lints files one by one on one thread. The parsers and rules of a language are loaded when it is asked for. */
export class FileLinter {
  readonly #task: Task;
  readonly #loaded: Loaded;
  readonly #hasLargeStack: boolean;

  static async load(task: Task, languages: ReadonlySet<Language>, hasLargeStack: boolean): Promise<FileLinter> {
    const loaded: Loaded = {};
    if (languages.has("javascript")) {
      const [{ checkJavaScript }, { rules }] = await Promise.all([import("./check-javascript.ts"), import("../rules/index.ts")]);
      loaded.javascript = { check: checkJavaScript, rules: active(rules, task) };
    }
    if (languages.has("python")) {
      const [{ checkPython }, { rules }, { loadPython }] = await Promise.all([
        import("./check-python.ts"), import("../python/rules/index.ts"), import("../python/language.ts"),
      ]);
      await loadPython();
      loaded.python = { check: checkPython, rules: active(rules, task) };
    }
    return new FileLinter(task, loaded, hasLargeStack);
  }

  private constructor(task: Task, loaded: Loaded, hasLargeStack: boolean) {
    this.#task = task;
    this.#loaded = loaded;
    this.#hasLargeStack = hasLargeStack;
  }

  /** Never throws: what goes wrong is an error of the file. */
  lint(job: FileJob): FileReport {
    const { value: report, sizes } = watchingSizes(() => this.#read(job));
    report.errors.push(...undecidedPatterns(job.file));
    return sizes.length > 0 ? { ...report, sizes } : report;
  }

  #read(job: FileJob): FileReport {
    const given = job.bytes;
    const report: FileReport = { findings: [], errors: [], suppressed: 0, linted: false, bytes: 0, times: {} };
    const fail = (kind: FileError["kind"], message: string): FileReport => {
      report.errors.push({ file: job.file, line: 1, kind, message });
      return report;
    };
    if (isDeclarations(job.filename)) return { ...report, skipped: "declarations" };
    const started = performance.now();
    let bytes = given;
    try {
      const problem = given ? undefined : unreadable(job.filename);
      if (problem !== undefined) return fail("unreadable", problem);
      const size = given?.byteLength ?? statSync(job.filename).size;
      if (size > this.#task.maxFileSize) return fail("too-large", `larger than ${this.#task.maxFileSize} bytes (${size}): not linted`);
      bytes ??= readFileSync(job.filename);
    } catch (error) {
      return fail("unreadable", reasonOf(error));
    }
    report.bytes = bytes.byteLength;
    report.times["read"] = performance.now() - started;
    try {
      this.#lint(job, bytes, report);
    } catch (error) {
      const tooDeep = error instanceof RangeError && /call stack/.test(error.message);
      fail(tooDeep ? "too-deep" : "internal", tooDeep ? "nested too deeply to be analyzed" : `internal error: ${reasonOf(error)}`);
    }
    return report;
  }

  #lint(job: FileJob, bytes: Uint8Array, report: FileReport): void {
    const decoded = decode(bytes, job.language);
    if (decoded === undefined) {
      report.skipped = "binary";
      if (job.named) report.errors.push({ file: job.file, line: 1, kind: "unreadable", message: "holds binary data, not text" });
      return;
    }
    const text = withoutMark(decoded);
    if (!job.named && isGenerated(text)) {
      report.skipped = "generated";
      return;
    }
    const checked = this.#check(job, text);
    if (checked === "large-stack") report.needsLargeStack = true;
    else if (typeof checked === "string") {
      report.skipped = checked;
      report.linted = checked !== "Flow";
    } else this.#finish(job, checked, report);
  }

  #check({ filename, language, answers }: FileJob, text: string): Checked | Skipped | "large-stack" {
    const { sinks, contexts } = this.#task;
    const project = this.#task.project ? { answers } : undefined;
    const suppresses = language === "python" ? mayIgnore(text) : mayDisable(text);
    // A comment that takes back a finding we would not show is used all the same, so it is looked for.
    const confidence: Confidence = suppresses ? "possible" : this.#task.confidence;
    const request: Request = { filename, text, settings: { bottleneck: { confidence, sinks, contexts, project } } };
    const packages = project && projectFacts(filename).packages;
    // A small file is parsed all the same: its syntax errors are told.
    const isLarge = text.length >= LARGE_TEXT;
    const pick = <Rule extends JsRule | PyRule>(rules: Rule[]): Rule[] => rules.filter(({ rule }) => mentions(rule, text, packages));
    const { javascript, python } = this.#loaded;
    if (language === "javascript" && javascript) {
      const rules = pick(javascript.rules);
      return rules.length === 0 && !suppresses && isLarge ? "without a word of any rule" : javascript.check(request, rules, this.#hasLargeStack);
    }
    if (!python) throw new Error(`${language} is not loaded`);
    const rules = pick(python.rules);
    return rules.length === 0 && !suppresses && isLarge ? "without a word of any rule" : python.check(request, rules);
  }

  #finish(job: FileJob, checked: Checked, report: FileReport): void {
    const { file, language } = job;
    const { outcome, suppressions, problems } = checked;
    report.linted = problems.every(({ kind }) => language === "python" && kind === "syntax");
    report.times["parse"] = checked.times.parse;
    report.times["rules"] = checked.times.rules;
    for (const { index, kind, message } of problems) report.errors.push({ file, line: checked.locate(index).line, kind, message });
    for (const { rule, error } of outcome.failures) report.errors.push({ file, line: 1, kind: "internal", message: `${rule}: ${reasonOf(error)}` });

    const fingerprints = new Fingerprints();
    const inOrder = outcome.found.sort((a, b) => byPlace(a, b));
    const add = (found: RawFinding, pages: { docs: string; recipe: string }): void => {
      const { start, end } = found.whole ?? found;
      const range = [checked.indexOf(start), checked.indexOf(end)] as const;
      const fingerprint = fingerprints.next({ rule: found.rule, language, symbol: checked.symbolAt(range[0]), code: checked.codeOf(range) });
      const covered = suppressions?.covers(found) === true;
      if (covered) report.suppressed++;
      else report.findings.push(this.#finding(found, job, pages, fingerprint));
    };
    const shown = inOrder.filter((found) => {
      const sure = atLeast(found.confidence, this.#task.confidence);
      if (!sure) suppressions?.covers(found);
      return sure;
    });
    for (const found of onePerPlace(shown)) add(found, { docs: docsPage(found.rule as PatternId), recipe: recipePage(found.rule as PatternId) });

    const ran = new Set((language === "python" ? this.#loaded.python?.rules : this.#loaded.javascript?.rules)?.map(({ id }) => id));
    for (const { rule, range, message } of suppressions?.leftOver((pattern) => ran.has(pattern)) ?? []) {
      const found = { rule, message, start: checked.locate(range[0]), end: checked.locate(range[1]), confidence: "certain", severity: "info", evidence: {} } as const;
      add(found, { docs: "docs/configuration.md", recipe: "" });
    }
    if (checked.linkable) report.linkable = { ...checked.linkable, hasFindings: report.findings.length + report.suppressed > 0 };
    report.findings.sort((a, b) => a.line - b.line || a.column - b.column || compare(a.rule, b.rule));
  }

  #finding(found: RawFinding, { file, language }: FileJob, pages: { docs: string; recipe: string }, fingerprint: string): Finding {
    const { rule, start, end, severity, confidence, message, evidence } = found;
    const displayed = <Place extends { file: string }>(places: readonly Place[] | undefined): Place[] | undefined =>
      places?.map((place) => ({ ...place, file: displayName(this.#task.cwd, place.file) }));
    const { path, related } = evidence;
    return {
      rule, language, file, line: start.line, column: start.column + 1, endLine: end.line, endColumn: end.column + 1,
      severity, confidence, message, ...pages,
      evidence: { ...evidence, ...(path ? { path: displayed(path) } : {}), ...(related ? { related: displayed(related) } : {}) }, fingerprint,
    };
  }
}

function active<Rule extends JsRule["rule"] | PyRule["rule"]>(rules: Readonly<Record<string, Rule>>, { rules: chosen }: Task): { id: string; rule: Rule; options: unknown[] }[] {
  return Object.entries(rules).flatMap(([id, rule]) => {
    const setting = chosen[id as PatternId];
    return setting ? [{ id, rule, options: setting.options ? [setting.options] : [], severity: setting.severity }] : [];
  });
}

const byPlace = (a: RawFinding, b: RawFinding): number =>
  a.start.line - b.start.line || a.start.column - b.start.column || compare(a.rule, b.rule) || a.end.line - b.end.line || a.end.column - b.end.column;

/** By code units: the same in every locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function unreadable(filename: string): string | undefined {
  return statSync(filename).isFile() ? undefined : "is no regular file";
}

/** Why something failed, in one line without paths, which the reader has. */
export function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  const known: Record<string, string> = { EACCES: "permission denied", ENOENT: "no such file", EISDIR: "is a folder", ELOOP: "a loop of symbolic links", EPERM: "not permitted" };
  if (typeof code === "string" && known[code] !== undefined) return known[code];
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ").slice(0, 300);
}
