import { PythonClass } from "./python-class.ts";
import { NotAnalyzed } from "./python-error.ts";
import { literal, numericEscape, type Piece } from "./python-escape.ts";
import { asOneSet } from "./python-sets.ts";

/** A Python pattern written as a JavaScript one. */
export interface Translated {
  source: string;
  /** JavaScript flags: of `i`, `m`, `s`, `u`. */
  flags: string;
  /** Offset in the Python pattern of each offset in `source`; one longer than `source`. */
  map: readonly number[];
}

/** A flag that stands inside the pattern holds for all of it: the scan starts again with it. */
class FlagFound extends Error {
  readonly flags: string;
  constructor(flags: string) {
    super();
    this.flags = flags;
  }
}

/** Letters of Python flags that change what is matched. */
const knownFlags = "aiLmsux";

/** An attack on a translated pattern as one on the Python pattern: there `$` also matches before a line break that ends the text, so it takes two. */
export function attackInPython<T extends { suffix: string }>(attack: T): T {
  return /(?:^|[^\n])\n$/.test(attack.suffix) ? { ...attack, suffix: `${attack.suffix}\n` } : attack;
}

/**
 * Writes a pattern of Python's `re` as a JavaScript one that matches the same text, or nearly.
 * `flags`: the letters of the flags given beside the pattern, as in `(?imsx)`. Undefined: not analyzed.
 */
export function fromPython(pattern: string, flags = ""): Translated | undefined {
  let all = flags;
  for (let round = 0; round < knownFlags.length + 1; round++) {
    try {
      const scanner = new Scanner(pattern, all);
      const translated = scanner.run();
      if (all.includes("m") && !scanner.lineAnchored) return new Scanner(pattern, all, false).run();
      return translated;
    } catch (error) {
      if (error instanceof NotAnalyzed) return undefined;
      if (!(error instanceof FlagFound)) throw error;
      all += error.flags;
    }
  }
  return undefined;
}

/** The part of the Python pattern that a part of its translation stands for. */
export function partInPython({ map }: Translated, [start, end]: readonly [number, number]): [number, number] {
  const last = map.at(-1) ?? 0;
  return [map[start] ?? 0, map[end] ?? last];
}

/** One pass over a pattern, from left to right. */
class Scanner {
  readonly #text: string;
  /** Those that hold here; `#given` holds for the whole pattern. */
  #flags: string;
  readonly #given: string;
  /** The flags around each open group. */
  readonly #around: string[] = [];
  readonly #multiline: boolean;
  readonly #names = new Map<string, number>();
  /** Where the alternatives of each open group start in the translation. */
  readonly #opened: number[] = [];
  readonly #map: number[] = [];
  #source = "";
  #at = 0;
  #groups = 0;
  #unicode = false;
  /** The pattern has a `^` or `$`, to which MULTILINE makes a difference. */
  lineAnchored = false;

  constructor(text: string, flags: string, multiline = flags.includes("m")) {
    this.#text = text;
    this.#flags = flags;
    this.#given = flags;
    this.#multiline = multiline;
  }

  run(): Translated {
    while (this.#at < this.#text.length) this.#next();
    this.#map.push(this.#text.length);
    const unicode = this.#unicode ? "u" : "";
    const kept = [..."is"].filter((flag) => this.#given.includes(flag)).join("");
    return { source: this.#source, flags: kept + (this.#multiline ? "m" : "") + unicode, map: this.#map };
  }

  #emit(text: string, from: number): void {
    this.#map.push(...Array<number>(text.length).fill(from));
    this.#source += text;
  }

  #piece(piece: Piece, from: number): void {
    this.#at = piece.end;
    if (piece.unicode) this.#unicode = true;
    this.#emit(piece.text, from);
  }

  #next(): void {
    const from = this.#at;
    const character = String.fromCodePoint(this.#text.codePointAt(from) ?? 0);
    this.#at += character.length;
    if (this.#flags.includes("x") && this.#skipped(character)) return;
    switch (character) {
      case "\\": return this.#escape(from);
      case "[": return this.#piece(new PythonClass(this.#text, this.#at).read(), from);
      case "(": return this.#group(from);
      case "*": case "+": case "?": return this.#quantifier(character, from);
      case "{": return this.#braces(from);
      case ".": return this.#emit(!this.#flags.includes("s") ? "[^\\n]" : this.#given.includes("s") ? "." : "[^]", from);
      case "^": case "$":
        this.lineAnchored = true;
        return this.#emit(character, from);
      case ")":
        this.#flags = this.#around.pop() ?? this.#flags;
        this.#fold(this.#opened.pop() ?? 0);
        return this.#emit(character, from);
      case "|": return this.#emit(character, from);
      default: return this.#piece(literal(character, this.#at), from);
    }
  }

  /** VERBOSE: white space and comments do not count. */
  #skipped(character: string): boolean {
    if (character === "#") {
      const end = this.#text.indexOf("\n", this.#at);
      this.#at = end < 0 ? this.#text.length : end + 1;
      return true;
    }
    return " \t\n\r\f\v".includes(character);
  }

  #escape(from: number): void {
    const character = this.#text[this.#at];
    if (character === undefined) throw new NotAnalyzed();
    if (character >= "1" && character <= "9") return this.#reference(from);
    const numeric = numericEscape(this.#text, this.#at);
    if (numeric) return this.#piece(numeric, from);
    this.#at++;
    if ("bBdDsSwWfnrtv".includes(character)) return this.#emit(`\\${character}`, from);
    if (character === "a") return this.#emit("\\x07", from);
    if (character === "A") return this.#emit(this.#multiline ? "(?<![^])" : "^", from);
    if (character === "Z" || character === "z") return this.#emit(this.#multiline ? "(?![^])" : "$", from);
    if (/[A-Za-z]/.test(character)) throw new NotAnalyzed();
    const whole = String.fromCodePoint(this.#text.codePointAt(this.#at - 1) ?? 0);
    this.#piece(literal(whole, this.#at - 1 + whole.length), from);
  }

  /** `\1` to `\99`, or three octal digits. */
  #reference(from: number): void {
    const octal = /^[0-3][0-7]{2}/.exec(this.#text.slice(this.#at, this.#at + 3));
    if (octal) return this.#piece(literal(String.fromCodePoint(Number.parseInt(octal[0], 8)), this.#at + 3), from);
    const [digits] = /^\d{1,2}/.exec(this.#text.slice(this.#at, this.#at + 2)) ?? [""];
    this.#at += digits.length;
    this.#refer(Number(digits), from);
  }

  #refer(group: number, from: number): void {
    if (group < 1 || group > this.#groups) throw new NotAnalyzed();
    this.#emit(`(?:\\${group})`, from);
  }

  /** Writes the alternatives of a group from an offset on as the class that Python makes of them. */
  #fold(start: number): void {
    const members = asOneSet(this.#source.slice(start));
    if (!members) return;
    const map = this.#map.splice(start);
    this.#source = this.#source.slice(0, start);
    this.#emit("[", map[0] ?? 0);
    for (const { text, at } of members) this.#emit(text, map[at] ?? 0);
    this.#emit("]", map.at(-1) ?? 0);
  }

  /** What opens a group. */
  #open(text: string, from: number): void {
    this.#emit(text, from);
    this.#opened.push(this.#source.length);
  }

  #group(from: number): void {
    const head = this.#text.slice(this.#at, this.#at + 200);
    if (head.startsWith("?P=") || head.startsWith("?#") || /^\?[a-zA-Z]+\)/.test(head)) return this.#mark(head, from);
    this.#around.push(this.#flags);
    if (!head.startsWith("?")) {
      this.#groups++;
      return this.#open("(", from);
    }
    const plain = /^\?(?:[:=!]|<[=!])/.exec(head);
    if (plain) {
      this.#at += plain[0].length;
      return this.#open(`(${plain[0]}`, from);
    }
    const named = /^\?P?<([^\W\d]\w*)>/u.exec(head);
    if (named) {
      this.#at += named[0].length;
      this.#names.set(named[1] ?? "", ++this.#groups);
      return this.#open("(", from);
    }
    this.#scopedFlags(head, from);
  }

  /** What looks like a group and holds no pattern: a reference by name, a comment, flags for the whole pattern. */
  #mark(head: string, from: number): void {
    const reference = /^\?P=(\w+)\)/.exec(head);
    if (reference) {
      this.#at += reference[0].length;
      return this.#refer(this.#names.get(reference[1] ?? "") ?? 0, from);
    }
    if (head.startsWith("?#")) return this.#comment();
    this.#inlineFlags(head);
  }

  /** `(?s-x:…)`. What ignores case or changes `^` in a part only has no counterpart. */
  #scopedFlags(head: string, from: number): void {
    const [whole, on = "", off = ""] = /^\?([aiLmsux]*)(?:-([imsx]+))?:/.exec(head) ?? [];
    if (whole === undefined) throw new NotAnalyzed();
    const inside = [...new Set(this.#flags + on)].filter((flag) => !off.includes(flag)).join("");
    if (["i", "m"].some((flag) => inside.includes(flag) !== this.#flags.includes(flag))) throw new NotAnalyzed();
    this.#flags = inside;
    this.#at += whole.length;
    this.#open("(?:", from);
  }

  #comment(): void {
    const end = this.#text.indexOf(")", this.#at);
    if (end < 0) throw new NotAnalyzed();
    this.#at = end + 1;
  }

  #inlineFlags(head: string): void {
    const [whole, letters = ""] = /^\?([aiLmsux]+)\)/.exec(head) ?? [];
    if (whole === undefined) throw new NotAnalyzed();
    const fresh = [...letters].filter((letter) => !this.#flags.includes(letter)).join("");
    if (fresh !== "") throw new FlagFound(fresh);
    this.#at += whole.length;
  }

  #quantifier(text: string, from: number): void {
    let written = text;
    if (this.#text[this.#at] === "?") {
      written += "?";
      this.#at++;
    }
    if (this.#text[this.#at] === "+") throw new NotAnalyzed();
    this.#emit(written, from);
  }

  /** A repeat, or a brace that stands for itself. */
  #braces(from: number): void {
    const [whole, min = "", comma, max = ""] = /^(\d*)(?:(,)(\d*))?\}/.exec(this.#text.slice(this.#at, this.#at + 24)) ?? [];
    if (whole === undefined || whole === "}") return this.#piece(literal("{", this.#at), from);
    this.#at += whole.length;
    this.#quantifier(comma ? `{${min || "0"},${max}}` : `{${min}}`, from);
  }
}
