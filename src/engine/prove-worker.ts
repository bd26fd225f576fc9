import { parentPort, workerData } from "node:worker_threads";
import { analyseRegex } from "../regex/analyse.ts";
import { seededAttacks } from "../regex/prove-attacks.ts";
import { attackInPython, fromPython } from "../regex/python-syntax.ts";
import { shapeOf } from "../regex/shape.ts";
import { UsageError } from "./options.ts";
import { patternsAt, type PatternThere } from "./patterns-at.ts";
import type { Analyzed, ProveQuestion, ProveSubject, ProveWord } from "./prove.ts";

/** One thread that reads a file and analyzes its patterns: all that could take long, so that the command can end it. */
const say = (word: ProveWord): void => parentPort?.postMessage(word);

try {
  const subjects = await subjectsOf(workerData as ProveQuestion);
  say({ subjects });
  subjects.forEach((subject, index) => {
    const seeds = seedsOf(subject);
    say({ index, analyzed: { seeds } });
    say({ index, analyzed: { verdict: verdictOf(subject), seeds } });
  });
  say({ done: true });
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say({ usage: error.message });
}

async function subjectsOf(question: ProveQuestion): Promise<ProveSubject[]> {
  if ("filename" in question) return (await patternsAt(question.filename, question)).map((there) => translated({ ...there, mode: question.mode ?? there.mode }));
  const { language, pattern, flags } = question;
  const global = language === "javascript" && flags.includes("g");
  if (language === "javascript") check(pattern, flags);
  return [translated({ language, pattern, flags, global, mode: question.mode ?? (language === "javascript" && flags.includes("y") ? "sticky" : "search") })];
}

function check(pattern: string, flags: string): void {
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function translated(subject: Omit<PatternThere, "line" | "column"> & { line?: number; column?: number }): ProveSubject {
  if (subject.language === "javascript") return { ...subject, source: subject.pattern, sourceFlags: subject.flags };
  const written = fromPython(subject.pattern, subject.flags);
  return { ...subject, source: written?.source, sourceFlags: written?.flags ?? "" };
}

function seedsOf({ language, source, sourceFlags }: ProveSubject): Analyzed["seeds"] {
  const shape = source === undefined ? undefined : shapeOf(source, sourceFlags);
  const seeds = shape ? seededAttacks(shape) : [];
  return language === "python" ? seeds.map(attackInPython) : seeds;
}

function verdictOf({ language, source, sourceFlags, mode, global }: ProveSubject): Analyzed["verdict"] {
  const verdict = source === undefined ? undefined : analyseRegex({ source, flags: sourceFlags, mode, global });
  return verdict?.attack && language === "python" ? { ...verdict, attack: attackInPython(verdict.attack) } : verdict;
}
