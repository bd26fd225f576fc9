import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as typescriptParser from "@typescript-eslint/parser";
import { RuleTester, type Rule as EslintRule } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseJavaScript, runJavaScript, type JsRule } from "../src/engine/javascript.ts";
import { parsePythonSource, runPython, type PyRule } from "../src/engine/python.ts";
import type { Outcome } from "../src/engine/run.ts";
import type { Confidence, Severity, Span } from "../src/finding.ts";
import { loadPython } from "../src/python/language.ts";
import type { Settings } from "../src/rule.ts";

/** One piece of code; a string stands for `{ code }`. */
export interface Case {
  code: string;
  name?: string;
  /** Relative to a project of its own; neutral by default. */
  filename?: string;
  /** `settings.bottleneck`. */
  settings?: Settings;
  options?: readonly unknown[];
  /** The dependencies that the project's manifest names; absent: the project has no manifest. */
  packages?: readonly string[];
  /** Further files of the project: their text, or their size in bytes. */
  files?: Record<string, string | number>;
}

export interface InvalidCase extends Case {
  /** How many findings, or what each is, in the order of the text. */
  errors: number | readonly ExpectedFinding[];
}

export interface ExpectedFinding extends Partial<Span> {
  messageId?: string;
  /** The whole message, or what it matches. */
  message?: string | RegExp;
  confidence?: Confidence;
  severity?: Severity;
  /** The suggestion that comes with it. */
  offer?: Partial<Offer>;
}

/** What a suggestion says, and what the code becomes with it. */
interface Offer {
  desc: string;
  output: string;
}

export interface Cases {
  valid: readonly (string | Case)[];
  invalid: readonly InvalidCase[];
}

/** What a rule said about a case, as every door says it. */
interface Reported extends Span {
  message: string;
  messageId?: string;
  confidence?: Confidence;
  severity?: Severity;
  offer?: Offer;
}

/** Runs the cases of a JS/TS rule in ESLint's RuleTester and in our engine, and demands equal positions and messages. */
export function testJavaScriptRule(id: string, given: JsRule["rule"] | undefined, cases: Cases): void {
  const rule = present(id, given);
  const projects = new Projects();
  const check = (one: Case, expected: number | readonly ExpectedFinding[]): void => {
    const filename = projects.place(one, one.filename ?? "src/example.ts");
    const ours = inEngine(id, rule, one, filename);
    compare(ours, expected);
    inEslint(id, rule, one, filename, ours);
  };
  describe(id, () => {
    afterAll(() => projects.remove());
    runCases(cases, check);
  });
}

/** Runs the cases of a Python rule in our engine. */
export function testPythonRule(id: string, given: PyRule["rule"] | undefined, cases: Cases): void {
  const rule = present(id, given);
  const projects = new Projects();
  const check = (one: Case, expected: number | readonly ExpectedFinding[]): void => {
    const filename = projects.place(one, one.filename ?? "src/example.py");
    const source = parsePythonSource(one.code);
    const [broken] = source.tree.broken;
    if (broken !== undefined) expect.fail(`the case does not parse, line ${source.tree.node(broken).line}`);
    const outcome = runPython([{ id, rule, options: one.options }], source, filename, { bottleneck: one.settings });
    compare(reported(outcome, rule.meta.messages), expected);
  };
  describe(id, () => {
    beforeAll(loadPython);
    afterAll(() => projects.remove());
    runCases(cases, check);
  });
}

function present<Rule>(id: string, rule: Rule | undefined): Rule {
  if (rule === undefined) throw new Error(`no rule ${id} in the index`);
  return rule;
}

function runCases({ valid, invalid }: Cases, check: (one: Case, expected: number | readonly ExpectedFinding[]) => void): void {
  const title = (one: Case): string => one.name ?? one.code.trim();
  describe("valid", () => {
    for (const text of valid) {
      const one = typeof text === "string" ? { code: text } : text;
      it(title(one), () => check(one, 0));
    }
  });
  describe("invalid", () => {
    for (const one of invalid) it(title(one), () => check(one, one.errors));
  });
}

function inEngine(id: string, rule: JsRule["rule"], one: Case, filename: string): Reported[] {
  const parsed = parseJavaScript(filename, one.code);
  if (!("source" in parsed)) return expect.fail(`the case does not parse: ${JSON.stringify(parsed)}`);
  const outcome = runJavaScript([{ id, rule, options: one.options }], parsed.source, filename, { bottleneck: one.settings });
  return reported(outcome, rule.meta.messages, one.code);
}

function reported({ found, failures }: Outcome, messages: Record<string, string>, code = ""): Reported[] {
  const [failure] = failures;
  if (failure) throw failure.error;
  const all = found.map(({ start, end, message, confidence, severity, suggest }): Reported => ({
    ...(suggest?.[0] ? { offer: { desc: suggest[0].desc, output: fixed(code, suggest[0]) } } : {}),
    line: start.line, column: start.column + 1, endLine: end.line, endColumn: end.column + 1, message, confidence, severity, messageId: idOf(message, messages),
  }));
  return all.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The code with a suggestion taken. */
function fixed(code: string, { fix }: NonNullable<Outcome["found"][number]["suggest"]>[number]): string {
  const [[from, to], text] = fix({ replaceTextRange: (range, replacement) => [range, replacement] }) as [[number, number], string];
  return code.slice(0, from) + text + code.slice(to);
}

/** The id of the template that a message was made from. */
function idOf(message: string, messages: Record<string, string>): string | undefined {
  const escape = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const made = (template: string): RegExp => new RegExp(`^${template.split(/\{\{[^{}]+\}\}/u).map(escape).join("[^]*")}$`);
  return Object.keys(messages).find((key) => made(messages[key] ?? "").test(message));
}

function compare(ours: readonly Reported[], expected: number | readonly ExpectedFinding[]): void {
  const count = typeof expected === "number" ? expected : expected.length;
  if (ours.length !== count) expect.fail(`expected ${count} findings, got ${ours.length}:\n${JSON.stringify(ours, null, 2)}`);
  if (typeof expected === "number") return;
  expected.forEach(({ message, ...rest }, index) => {
    expect(ours[index]).toMatchObject(rest);
    if (message !== undefined) expect(ours[index]?.message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });
}

RuleTester.describe = (_title, run) => void run();
RuleTester.it = (_title, run) => void run();
RuleTester.itOnly = RuleTester.it;

/** `.js` is parsed by espree as ESLint does by default, TypeScript by its parser. What our engine found is what ESLint must find. */
function inEslint(id: string, rule: JsRule["rule"], one: Case, filename: string, ours: readonly Reported[]): void {
  const typed = /\.[cm]?tsx?$/.test(filename);
  const jsx = { parserOptions: { ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(filename) } } };
  const sourceType = /\.c[jt]s$/.test(filename) ? "commonjs" : "module";
  const tester = new RuleTester({ languageOptions: { ...jsx, sourceType, ...(typed ? { parser: typescriptParser } : {}) } });
  const common = { code: one.code, filename, settings: { bottleneck: one.settings ?? {} }, ...(one.options ? { options: [...one.options] } : {}) };
  const errors = ours.map(({ message, line, column, endLine, endColumn, offer }) =>
    ({ message, line, column, endLine, endColumn, ...(offer === undefined ? {} : { suggestions: [offer] }) }));
  const eslintRule = rule as unknown as EslintRule.RuleModule;
  if (errors.length === 0) tester.run(id, eslintRule, { valid: [common], invalid: [] });
  else tester.run(id, eslintRule, { valid: [], invalid: [{ ...common, errors }] });
}

/** Real folders with real manifests, so that project facts are read as in any project. */
class Projects {
  #top: string | undefined;
  readonly #made = new Map<string, string>();

  /** The absolute name of a case's file, in a project with the case's packages and files. */
  place({ packages, files = {} }: Case, filename: string): string {
    const key = JSON.stringify([packages, files]);
    const root = this.#made.get(key) ?? this.#make(packages, files);
    this.#made.set(key, root);
    return join(root, filename);
  }

  remove(): void {
    if (this.#top !== undefined) rmSync(this.#top, { recursive: true, force: true });
  }

  #make(packages: readonly string[] | undefined, files: Record<string, string | number>): string {
    this.#top ??= mkdtempSync(join(tmpdir(), "bottleneck-"));
    const root = join(this.#top, `project-${this.#made.size}`);
    mkdirSync(join(root, ".git"), { recursive: true });
    if (packages) {
      writeFileSync(join(root, "package.json"), JSON.stringify({ name: "example", dependencies: Object.fromEntries(packages.map((name) => [name, "*"])) }));
      writeFileSync(join(root, "requirements.txt"), `${packages.filter((name) => !/[@/]/.test(name)).join("\n")}\n`);
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), typeof content === "string" ? content : "");
      if (typeof content === "number") truncateSync(join(root, path), content);
    }
    return root;
  }
}
