import { literal, numericEscape, type Piece } from "./python-escape.ts";
import { NotAnalyzed } from "./python-error.ts";

/** A member of a class: a character or a set such as `\d`. */
interface Member extends Piece {
  isSet: boolean;
}

/** `[:alpha:]`, which the `regex` module understands and `re` does not. */
const posixSet = /^\[:\^?\w+:\]/;

/** Reads one character class of Python, where a leading `]` and any `[` stand for themselves. */
export class PythonClass {
  readonly #text: string;
  #at: number;

  /** `at`: the offset behind the opening bracket. */
  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  read(): Piece {
    let written = "[";
    let unicode = false;
    if (this.#text[this.#at] === "^") {
      written += "^";
      this.#at++;
    }
    for (let first = true; first || this.#text[this.#at] !== "]"; first = false) {
      const member = this.#member();
      unicode ||= member.unicode;
      written += member.text;
      if (this.#text[this.#at] !== "-" || this.#text[this.#at + 1] === "]") continue;
      this.#at++;
      const end = this.#member();
      if (member.isSet || end.isSet) throw new NotAnalyzed();
      unicode ||= end.unicode;
      written += `-${end.text}`;
    }
    return { text: `${written}]`, end: this.#at + 1, unicode };
  }

  #member(): Member {
    const from = this.#at;
    const code = this.#text.codePointAt(from);
    if (code === undefined || posixSet.test(this.#text.slice(from, from + 16))) throw new NotAnalyzed();
    const character = String.fromCodePoint(code);
    const member = character === "\\" ? this.#escape(from + 1) : { ...literal(character, from + character.length, true), isSet: false };
    this.#at = member.end;
    return member;
  }

  #escape(at: number): Member {
    const numeric = numericEscape(this.#text, at, true);
    if (numeric) return { ...numeric, isSet: false };
    const code = this.#text.codePointAt(at);
    if (code === undefined) throw new NotAnalyzed();
    const character = String.fromCodePoint(code);
    const end = at + character.length;
    if ("dDsSwW".includes(character)) return { text: `\\${character}`, end, unicode: false, isSet: true };
    if ("fnrtv".includes(character)) return { text: `\\${character}`, end, unicode: false, isSet: false };
    if (character === "b") return { text: "\\x08", end, unicode: false, isSet: false };
    if (character === "a") return { text: "\\x07", end, unicode: false, isSet: false };
    if (/[A-Za-z]/.test(character)) throw new NotAnalyzed();
    return { ...literal(character, end, true), isSet: false };
  }
}
