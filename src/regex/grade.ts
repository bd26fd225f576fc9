import { atLeast, type Confidence, type Severity } from "../finding.ts";
import type { Context } from "../knowledge/context.ts";
import type { Verdict } from "./analyse.ts";

export const levels = ["exponential", "polynomial", "all"] as const;
/** What is reported: only exponential; also polynomials that survive a fixed start or meet request input; also the rest. */
export type Level = (typeof levels)[number];

/** Texts that are cut or measured to at most so many characters are short: a square stays below a tenth of a second. */
export const SHORT = 5_000;

/**
 * `request`: text from a request or a message; `header`: one line of some 16 KB at most; `document`: a whole page or other answer of a server;
 * `file`: what a file holds; `validated`: what a schema is given; `short`: cannot be long; `constant`: stands in the code.
 */
export type TextKind = "request" | "header" | "document" | "file" | "validated" | "short" | "constant" | "unknown";

/** A text that a pattern meets. */
export interface Text {
  kind: TextKind;
  /** Where it comes from, for messages: "the body of a request". */
  from?: string;
  /** Some 16 KB are the most: what stands in the first lines of a request, where servers take no more, and what a model answers. */
  limited?: boolean;
  /** The pattern may run on another engine, or on text of the program itself. */
  doubt?: boolean;
}

/** One place where a pattern meets a text. */
export interface Use {
  context: Context;
  text: TextKind;
  from?: string;
  limited?: boolean;
  doubt?: boolean;
  /** Nothing in the application calls the code. Of a few files that says little, and an exponential pattern is too dear to miss. */
  unused?: boolean;
  /** The code is one of several files of an application, or belongs to a package of pages. */
  isPart?: boolean;
  /** By its manifest the project is a program, which hands texts of its own to its functions. */
  inApplication?: boolean;
  /** How the context was recognized, for messages. */
  how?: string;
}

/** Somebody else wrote the text, and it may be as long as it likes. */
const isOpen = (text: Use["text"]): boolean => text === "request" || text === "document";
const isOutside = (text: Use["text"]): boolean => isOpen(text) || text === "header" || text === "file";

/** Whether a verdict can be worth a report on such a text: a cheap look before the context of a use is asked for. */
export function mayMatter({ kind }: Verdict, level: Level, text: Use["text"]): boolean {
  if (kind === "exponential") return true;
  if (text === "constant" || level === "exponential") return false;
  return level === "all" || (text !== "short" && (kind !== "move" || isOpen(text)));
}

/** Severity of a verdict where the pattern is used so; undefined: not worth the reader's time. */
export function severityOfUse(verdict: Verdict, level: Level, use: Use): Severity | undefined {
  const { context, text } = use;
  if (context === "generated") return undefined;
  const isQuiet = context === "build" || context === "test";
  if (verdict.kind === "exponential") {
    if (isQuiet || context === "cli") return "info";
    // Thirty characters are enough, and a constant can hold them.
    return text === "short" || text === "constant" || context === "startup" ? "warning" : "error";
  }
  if (!mayMatter(verdict, level, text) || (isQuiet && level !== "all")) return undefined;
  if (isQuiet || text === "short" || context === "cli" || context === "startup") return "info";
  const steep = (verdict.degree ?? 2) >= 3;
  if (isOutside(text)) return steep ? "error" : "warning";
  return verdict.kind === "move" ? "info" : "warning";
}

/** The use that makes a finding worst; undefined when none is worth a report. */
export function worstUse(uses: readonly Use[], verdict: Verdict, level: Level): { use: Use; severity: Severity } | undefined {
  let worst: { use: Use; severity: Severity; confidence: Confidence } | undefined;
  for (const use of uses) {
    const severity = severityOfUse(verdict, level, use);
    if (!severity) continue;
    const confidence = confidenceOf(verdict, use);
    const isSurer = !worst || (confidence !== worst.confidence && atLeast(confidence, worst.confidence));
    if (!worst || isSurer || (confidence === worst.confidence && !atLeast(worst.severity, severity))) worst = { use, severity, confidence };
  }
  return worst && { use: worst.use, severity: worst.severity };
}

/** From this degree on some hundred characters take a second. */
const STEEP = 4;

/**
 * How sure a finding is. Thirty characters are enough for exponential time, and any text of somebody else is that long. A polynomial takes
 * thousands, and a square ten thousands: whole documents are that long, and what a handler takes from a request can be. In an application a text of
 * unknown origin is most often short or its own. A library knows its callers less: there a cube makes up for that, if a run of one character is
 * enough, as white space comes in runs by accident, a repeated tag or a thousand digits only by intent. Code in a browser, a test or on the command
 * line slows its user.
 */
export function confidenceOf(verdict: Verdict, { text, context, limited, doubt, unused, isPart, inApplication }: Use): Confidence {
  const isIdle = (unused && (isPart || verdict.kind !== "exponential")) || context === "test" || context === "build" || context === "cli";
  if (doubt || isIdle || text === "constant") return "possible";
  const isHandled = context === "request" || context === "event";
  const isOwnFile = text === "file" && inApplication === true && !isHandled;
  // What a page itself makes, or its user types, holds up that one page.
  const isOwnPage = context === "browser" && (text === "validated" || (isPart === true && !isOutside(text)));
  if (verdict.kind === "exponential") return isOwnFile || isOwnPage ? "possible" : "likely";
  if (context === "browser" || text === "short" || text === "header" || text === "validated") return "possible";
  const { kind, degree = 2, attack } = verdict;
  const isRun = attack !== undefined && /^\D$/.test(attack.pump);
  if (kind === "move" && !isRun) return "possible";
  // A square shows on whole pages; answers of services that somebody chose are mostly shorter.
  // The answer of a model is as long as an application lets it be, and has no run of thousands of blanks (judged: 1 of 3 was right).
  if (text === "document" && limited && inApplication) return "possible";
  if (text === "document") return degree >= 3 || (!limited && !(inApplication && context === "unknown")) ? "likely" : "possible";
  if (text === "request") return degree >= 3 || (isHandled && !limited) ? "likely" : "possible";
  if (inApplication) return "possible";
  const needsLines = attack?.suffix.includes("\n") === true && !attack.pump.includes("\n");
  return degree >= 3 && (isRun || degree >= STEEP) && !needsLines ? "likely" : "possible";
}

/** A use in words, as evidence. */
export function inContext({ from, how }: Use): string | undefined {
  return [from && `the text comes from ${from}`, how].filter((part) => part !== undefined && part !== "").join("; ") || undefined;
}
