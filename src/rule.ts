import type { Answers } from "./file-calls.ts";
import { atLeast, type Confidence, type Evidence, type Severity } from "./finding.ts";
import { docsPage, patterns, recipePage, type PatternId } from "./patterns.ts";

/** Where the documentation lives on the web; the command links to the installed copy instead. */
export const webDocs = "https://github.com/eslint-plugin-bottleneck/eslint-plugin-bottleneck/blob/main/";

interface Position {
  line: number;
  column: number;
}

/** What a rule may use of its context, in both languages and in every door (DESIGN 3.1). */
export interface RuleContext<Source> {
  filename: string;
  options: readonly unknown[];
  settings: Record<string, unknown>;
  sourceCode: Source;
  report(descriptor: Descriptor): void;
}

interface Descriptor {
  loc: { start: Position; end: Position };
  messageId: string;
  data: Record<string, string>;
  suggest?: { desc: string; fix(fixer: Fixer): unknown }[];
  /** Kept by our runner, dropped by ESLint and oxlint. */
  confidence: Confidence;
  severity: Severity;
  evidence: Evidence;
  whole?: { start: Position; end: Position };
}

/** What is used of ESLint's fixer. */
interface Fixer {
  replaceTextRange(range: readonly [number, number], text: string): unknown;
}

/** Offsets in UTF-16 units, end exclusive: a tree node of either language has them, and so has a loop header. */
export interface Ranged {
  range: readonly [number, number];
}

interface Source {
  getLocFromIndex(index: number): Position;
}

export interface Report {
  /** The costly expression itself, or the range of a header. */
  node: Ranged;
  /** The expression that the finding is about, where `node` is a part of it: fingerprints and suppressions go by it. */
  whole?: Ranged;
  messageId: string;
  data?: Record<string, string>;
  confidence: Confidence;
  severity: Severity;
  evidence: Evidence;
  /** A rewrite that the user may take in an editor. */
  suggestion?: Suggestion;
}

export interface Suggestion extends Ranged {
  /** What it does, in one sentence. */
  text: string;
  /** Takes the place of the range. */
  replacement: string;
}

/** Settings shared by all rules: `settings.bottleneck` in ESLint, the configuration file in the command. */
export interface Settings {
  confidence?: Confidence;
  sinks?: readonly unknown[];
  contexts?: readonly unknown[];
  /** Files are linked: set by the command only. `answers`: what was found out about this one. */
  project?: { answers?: Answers };
}

export const settingsOf = (context: { settings: Record<string, unknown> }): Settings => (context.settings["bottleneck"] ?? {}) as Settings;

/** The only caller of `context.report`: drops what is not sure enough and lets the evidence travel in the message. */
export function report<S extends Source>(context: RuleContext<S>, found: Report): void {
  if (!atLeast(found.confidence, settingsOf(context).confidence ?? "likely")) return;
  const { node, whole, messageId, confidence, severity, evidence, suggestion } = found;
  const { sourceCode } = context;
  const placeOf = ({ range }: Ranged): Descriptor["loc"] => ({ start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) });
  context.report({
    loc: placeOf(node),
    messageId,
    data: { ...found.data, evidence: inWords(evidence, context.filename) },
    confidence, severity, evidence,
    ...(whole ? { whole: placeOf(whole) } : {}),
    ...(suggestion ? { suggest: [suggested(suggestion)] } : {}),
  });
}

const suggested = ({ text, range, replacement }: Suggestion): { desc: string; fix(fixer: Fixer): unknown } =>
  ({ desc: text, fix: (fixer) => fixer.replaceTextRange(range, replacement) });

/** The evidence in one clause, as it ends every message of a file. */
export function inWords(evidence: Evidence, filename: string): string {
  const lineOf = ({ file, line }: { file: string; line: number }): string => (file === filename ? `line ${line}` : `${lastPart(file)} line ${line}`);
  const parts = [evidence.context, evidence.multiplicity, evidence.cost].filter((part) => part !== undefined && part !== "");
  if (evidence.path && evidence.path.length > 0) parts.push(`path: ${evidence.path.map((hop) => `${hop.name} (${lineOf(hop)})`).join(" → ")}`);
  const places = (evidence.related ?? []).map((one) => `${lineOf(one)}: ${one.message}`);
  return [...parts, ...places].join("; ");
}

/** Names of files are shown without their folders: the path is in the evidence. */
const lastPart = (file: string): string => file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);

interface RuleMeta {
  messages: Record<string, string>;
  schema?: readonly object[];
  defaultOptions?: readonly unknown[];
  /** Some reports come with a suggestion. */
  hasSuggestions?: true;
  /** Some of these words stand in every file that the rule can report in; a large file without any is not even parsed. Absent: any file. */
  words?: readonly string[];
  /** Packages that may run what any file of a project holds: where files are linked and one of them is used, the words need not be there. */
  reachedBy?: readonly string[];
}

/** A detector of one pattern in one language: an ESLint rule, or its twin over Python trees. */
export interface Rule<Context, Visitors> {
  meta: Required<Omit<RuleMeta, "words" | "reachedBy" | "hasSuggestions">> & {
    type: "problem";
    hasSuggestions?: true;
    words?: readonly string[];
    reachedBy?: readonly string[];
    docs: { description: string; url: string; recipe: string; recommended: boolean };
  };
  create(context: Context): Visitors;
}

/** Builds a rule from its row in the catalogue. The evidence is added to each message here, once. */
export function createRule<Context, Visitors>(id: PatternId, rule: { meta: RuleMeta; create(context: Context): Visitors }): Rule<Context, Visitors> {
  const { description, recommended } = patterns[id];
  const messages = Object.fromEntries(Object.entries(rule.meta.messages).map(([key, text]) => [key, `${text} ({{evidence}})`]));
  return {
    meta: {
      type: "problem",
      docs: { description, recommended, url: webDocs + docsPage(id), recipe: webDocs + recipePage(id) },
      schema: rule.meta.schema ?? [],
      defaultOptions: rule.meta.defaultOptions ?? [],
      hasSuggestions: rule.meta.hasSuggestions,
      words: rule.meta.words,
      reachedBy: rule.meta.reachedBy,
      messages,
    },
    create: rule.create,
  };
}
