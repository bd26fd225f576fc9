/** The values that flow to every door: what is found, how sure we are, how bad it is, and why we say so. */

/** How sure a finding is: proved in the code seen, likely, or possible. Ordered from least to most. */
export const confidences = ["possible", "likely", "certain"] as const;
export type Confidence = (typeof confidences)[number];

/** How bad a finding is. Ordered from least to most. */
export const severities = ["info", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

/** Cost of one call: A >= 10 ms, B grows with its input, C microseconds when warm (research: measured per API). */
export type CostClass = "A" | "B" | "C";

/** One step on the way from a handler or loop to the costly call. `line` counts from 1. */
export interface Hop {
  file: string;
  line: number;
  name: string;
}

/** A second place that belongs to a finding: the loop, the handler, the first query. `line` counts from 1. */
export interface Related {
  file: string;
  line: number;
  message: string;
}

/** Why a finding is reported. Every part is a short clause in plain words; absent means unknown. */
export interface Evidence {
  cost?: string;
  context?: string;
  multiplicity?: string;
  path?: Hop[];
  related?: Related[];
}

/** A position in a file: lines and columns from 1, columns in UTF-16 units, end exclusive. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export type Language = "javascript" | "python";

/** One finding as the command's JSON prints it. */
export interface Finding extends Span {
  rule: string;
  language: Language;
  file: string;
  severity: Severity;
  confidence: Confidence;
  message: string;
  docs: string;
  recipe: string;
  evidence: Evidence;
  fingerprint: string;
}

/** A file that could not be linted, or only in part. */
export interface FileError {
  file: string;
  line: number;
  kind: "syntax" | "unreadable" | "too-large" | "too-deep" | "internal";
  message: string;
}

export function atLeast<T extends Confidence | Severity>(value: T, limit: T): boolean {
  const order: readonly string[] = (confidences as readonly string[]).includes(value) ? confidences : severities;
  return order.indexOf(value) >= order.indexOf(limit);
}

/** The lower of two confidences: a chain of facts is as sure as its weakest. */
export function weakest(...all: Confidence[]): Confidence {
  return confidences[Math.min(...all.map((one) => confidences.indexOf(one)))] ?? "possible";
}
