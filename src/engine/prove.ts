import { Worker } from "node:worker_threads";
import type { Language } from "../finding.ts";
import type { Attack, MatchMode, Verdict } from "../regex/analyse.ts";
import { startPython } from "../regex/prove-python.ts";
import { V8Engine } from "../regex/prove-v8.ts";
import type { Engine } from "../regex/prove-engine.ts";
import { proveGrowth, type Clock, type Proof } from "../regex/prove.ts";
import { UsageError } from "./options.ts";
import type { PatternThere } from "./patterns-at.ts";

/** Which pattern is to be proved: those on a line of a file, or a given one. `mode` replaces the one that is found. */
export type ProveQuestion = { mode?: MatchMode } & (
  | { filename: string; line: number; column?: number }
  | { pattern: string; flags: string; language: Language }
);

/** A pattern, and how V8 writes it: undefined where a Python pattern is not understood. */
export interface ProveSubject extends Omit<PatternThere, "line" | "column"> {
  line?: number;
  column?: number;
  source?: string;
  sourceFlags: string;
}

/** What is known about a pattern before it is tried. */
export interface Analyzed {
  verdict?: Verdict;
  /** Attacks made of the pattern's own characters. */
  seeds: readonly Attack[];
}

/** What the analyzing thread says. */
export type ProveWord = { usage: string } | { subjects: ProveSubject[] } | { index: number; analyzed: Analyzed } | { done: true };

/** A pattern and what came of it. */
export interface Proved {
  subject: ProveSubject;
  verdict?: Verdict;
  proof: Proof | { failed: string };
  /** A Python pattern that had to be tried on V8, for want of Python. */
  isTranslated: boolean;
}

/** Patterns that are tried; a line with more has to name the column. */
export const MAX_SUBJECTS = 4;
/** The analysis may take this share of the time that is left, the measurements the rest. */
const SHARE_OF_ANALYSIS = 0.4;
const STACK_MB = 64;

/** Finds the patterns that are asked for and times attacks on them. Ends when `left` says so, whatever the patterns are. */
export async function provePatterns(question: ProveQuestion, left: Clock): Promise<{ proved: Proved[]; untried: number }> {
  const { subjects, analyzed } = await analyzedInTime(question, left() * SHARE_OF_ANALYSIS);
  if (subjects.length === 0 && "filename" in question) {
    throw new UsageError(`no constant regular expression stands or is used in line ${question.line} of "${question.filename}"${question.column === undefined ? "" : ` at column ${question.column}`}`);
  }
  const proved: Proved[] = [];
  const chosen = subjects.slice(0, MAX_SUBJECTS);
  for (const [index, subject] of chosen.entries()) {
    const end = left() - left() / (chosen.length - index);
    proved.push(await provePattern(subject, analyzed.get(index) ?? { seeds: [] }, () => left() - end));
  }
  return { proved, untried: subjects.length - chosen.length };
}

async function provePattern(subject: ProveSubject, { verdict, seeds }: Analyzed, left: Clock): Promise<Proved> {
  const engine = await engineFor(subject, left);
  if ("failed" in engine) return { subject, verdict, proof: engine, isTranslated: false };
  try {
    const attacks = { likely: verdict?.attack ? [verdict.attack] : [], others: seeds.length > 0 ? seeds : [anyText(subject.pattern)] };
    const proof = await proveGrowth(engine, attacks, left);
    return { subject, verdict, proof, isTranslated: subject.language === "python" && engine instanceof V8Engine };
  } finally {
    await engine.close();
  }
}

async function engineFor({ language, pattern, flags, mode, source, sourceFlags }: ProveSubject, left: Clock): Promise<Engine | { failed: string }> {
  const python = language === "python" ? await startPython({ pattern, flags, mode }, left() / 2) : undefined;
  if (python) return python;
  return source === undefined ? { failed: "there is no python3 to try it on, and it has no translation to JavaScript" } : new V8Engine(source, sourceFlags, mode);
}

/** Where nothing is known about a pattern: its own first characters. */
const anyText = (pattern: string): Attack => ({ prefix: "", pump: pattern.replaceAll(/\W/g, "").slice(0, 1) || "a", suffix: "!" });

interface Found {
  subjects: ProveSubject[];
  analyzed: Map<number, Analyzed>;
}

/** What the analysis finds within some ms. It runs on a thread of its own, which is ended then. */
async function analyzedInTime(question: ProveQuestion, limit: number): Promise<Found> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./prove-worker.${extension}`, import.meta.url), { workerData: question, resourceLimits: { stackSizeMb: STACK_MB } });
  const found: Found = { subjects: [], analyzed: new Map() };
  let isRead = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((done, fail) => {
      timer = setTimeout(() => (isRead ? done() : fail(new UsageError("the file takes too long to read"))), limit);
      worker.once("error", fail);
      worker.once("exit", () => done());
      worker.on("message", (word: ProveWord) => {
        if ("usage" in word) fail(new UsageError(word.usage));
        else if ("done" in word) done();
        else if ("subjects" in word) {
          found.subjects = word.subjects;
          isRead = true;
        } else found.analyzed.set(word.index, word.analyzed);
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
  return found;
}
