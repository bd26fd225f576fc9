import { createHash } from "node:crypto";
import type { Language } from "../finding.ts";

/** What tells one finding of a file from another, wherever the file stands and whatever lines are added above. */
export interface Identity {
  rule: string;
  language: Language;
  /** Qualified name of the function that holds the finding. */
  symbol: string;
  /** The reported expression. */
  code: string;
}

/** Gives fingerprints to the findings of one file, in the order of the text: equal ones are told apart by their number. */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  next({ rule, language, symbol, code }: Identity): string {
    const key = [rule, language, symbol, code.replaceAll(/\s+/g, "")].join("\0");
    const ordinal = this.#seen.get(key) ?? 0;
    this.#seen.set(key, ordinal + 1);
    return createHash("sha256").update(`${key}\0${ordinal}`).digest("hex").slice(0, 16);
  }
}

type Range = readonly [number, number];

/** A stretch of text without the comments in it. `comments` are in the order of the text. */
export function withoutComments(text: string, [start, end]: Range, comments: readonly { range: Range }[]): string {
  let code = "";
  let at = start;
  for (const { range } of comments) {
    if (range[1] <= at || range[0] >= end) continue;
    code += text.slice(at, range[0]);
    at = Math.max(at, range[1]);
  }
  return code + text.slice(at, end);
}
