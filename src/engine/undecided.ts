import type { FileError } from "../finding.ts";
import { verdicts } from "../regex/verdicts.ts";

const START = "catastrophic-regex: no verdict on ";
/** Longest part of a pattern in a message. */
const MAX_PATTERN = 60;

/** One error for each pattern that took too long since the last call. */
export function undecidedPatterns(file: string): FileError[] {
  return verdicts.takeUndecided().map((source) => ({ file, line: 1, kind: "internal", message: messageFor(source) }));
}

function messageFor(source: string): string {
  const text = source.length > MAX_PATTERN ? `${source.slice(0, MAX_PATTERN)}…` : source;
  return `${START}\`${text.replaceAll(/\s+/g, " ")}\`: its analysis took too long`;
}

/** Errors in order, each pattern without a verdict once: it may stand in many files. */
export function oncePerPattern(errors: readonly FileError[]): FileError[] {
  const told = new Set<string>();
  return errors.filter(({ message }) => !message.startsWith(START) || (told.size < told.add(message).size));
}
