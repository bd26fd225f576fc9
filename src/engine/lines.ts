import type { Language } from "../finding.ts";

export interface Position {
  /** From 1. */
  line: number;
  /** From 0, in UTF-16 units. */
  column: number;
}

const breaks: Record<Language, RegExp> = { javascript: /\r\n|[\n\r\u2028\u2029]/g, python: /\r\n|[\n\r]/g };

/** Turns offsets into lines and columns and back; the table is made when first asked for. */
export class Lines {
  readonly #text: string;
  readonly #language: Language;
  #starts: number[] | undefined;

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  /** Offset of the first character of each line. */
  get starts(): readonly number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (const match of this.#text.matchAll(breaks[this.#language])) starts.push(match.index + match[0].length);
    this.#starts = starts;
    return starts;
  }

  locate(index: number): Position {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: index - (starts[low] ?? 0) };
  }

  indexOf({ line, column }: Position): number {
    return (this.starts[line - 1] ?? this.#text.length) + column;
  }
}

/** Without the byte order mark, which no parser, column or rule counts. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text);
