import {
  AMPERSAND, ARROW, AT, CARET, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, CONVERSION, codeOf, DIFFERS, DOT, DOUBLE_SLASH, DOUBLE_STAR,
  ELLIPSIS, END, EQUAL, EQUALS, FLOAT, GREATER, GREATER_EQUAL, hashStep, INTEGER, keywords, LEFT_SHIFT, LESS, LESS_EQUAL, MINUS, NAME, NEWLINE,
  NOT_EQUAL, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, PERCENT, PIPE, PLUS, RIGHT_SHIFT, SEMICOLON, SLASH, STAR, STRING, TILDE, tokenTexts, WALRUS,
} from "./tokens.ts";

/** Thrown where the text is not what this parser knows: the file then goes to tree-sitter. */
export const GIVE_UP = new Error("left to tree-sitter");

const IDENTIFIER = 1;
const DIGIT = 2;
/** What an ASCII character can be part of. */
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const isDigit = code >= 48 && code <= 57;
  if (isDigit || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) classes[code] = isDigit ? IDENTIFIER | DIGIT : IDENTIFIER;
}

const augmented = (operator: string): number => codeOf(`${operator}=`);
const PLUS_EQUAL = augmented("+");
const MINUS_EQUAL = augmented("-");
const STAR_EQUAL = augmented("*");
const SLASH_EQUAL = augmented("/");
const AT_EQUAL = augmented("@");
const FLOOR_EQUAL = augmented("//");
const PERCENT_EQUAL = augmented("%");
const POWER_EQUAL = augmented("**");
const RIGHT_EQUAL = augmented(">>");
const LEFT_EQUAL = augmented("<<");
const AND_EQUAL = augmented("&");
const XOR_EQUAL = augmented("^");
const OR_EQUAL = augmented("|");

const LONGEST_KEYWORD = 8;
const LONGEST_PREFIX = 3;

/** Comments and joined lines that no node has taken in yet: kind of extra, offsets, indentation of its line. */
export interface Extra {
  isComment: boolean;
  start: number;
  end: number;
  indent: number;
}

/** Cuts Python text into tokens, one ahead of the parser. Lines, comments and indentation as tree-sitter-python's scanner sees them. */
export class Scanner {
  readonly text: string;
  /** The current token, and where the text after it begins. */
  protected token = END;
  protected start = 0;
  protected end = 0;
  /** Brackets that are open: line ends mean nothing inside. */
  protected depth = 0;
  /** Indentation of the current statement's line; that of the block around. */
  protected lineIndent = 0;
  protected blockIndent = 0;
  protected readonly extras: Extra[] = [];

  constructor(text: string) {
    this.text = text;
  }

  protected fail(): never {
    throw GIVE_UP;
  }

  /** Goes to the first token of the next line that holds one. */
  protected startLine(): void {
    const { text } = this;
    let at = this.end;
    let indent = 0;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32) indent++;
      else if (code === 9) indent += 8;
      else if (code === 10 || code === 13 || code === 12) indent = 0;
      else if (code === 35) {
        const end = lineEnd(text, at);
        this.extras.push({ isComment: true, start: at, end, indent });
        at = end;
        continue;
      } else break;
      at++;
    }
    if (text.charCodeAt(at) === 92) this.fail();
    this.end = at;
    this.lineIndent = indent;
    if (at < text.length) this.next();
    else {
      this.lineIndent = 0;
      this.token = END;
    }
  }

  /** Reads the token that follows. */
  protected next(): void {
    const { text } = this;
    let at = this.end;
    let code = text.charCodeAt(at);
    while (code === 32 || code === 9 || code === 12 || code === 10 || code === 13 || code === 35 || code === 92) {
      if (code === 10 || code === 13) {
        if (this.depth === 0) {
          this.#endLine();
          return;
        }
        at = this.#skipLines(at);
      } else if (code === 35) at = this.#comment(at);
      else if (code === 92) at = this.#joinLine(at);
      else at++;
      code = text.charCodeAt(at);
    }
    this.start = at;
    if (code < 128) {
      const kind = classes[code] ?? 0;
      if (kind === IDENTIFIER) this.#word(at);
      else if (kind !== 0 || (code === 46 && isDigit(text.charCodeAt(at + 1)))) this.#number(at);
      else if (code === 34 || code === 39) this.#string(at, at);
      else this.#operator(at, code);
    } else if (at >= text.length) {
      if (this.depth > 0) this.fail();
      this.#endLine();
    } else this.fail();
  }

  /** The end of a statement's line stands where its last token or comment ends. */
  #endLine(): void {
    if (this.extras.length > 0 && this.extras.at(-1)?.isComment === false) this.fail();
    this.token = NEWLINE;
  }

  /** Line ends inside brackets. The scanner takes a line that is indented less than its block for the block's end. */
  #skipLines(from: number): number {
    const { text } = this;
    let indent = 0;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 32) indent++;
      else if (code === 9) indent += 8;
      else if (code === 10 || code === 13 || code === 12) indent = 0;
      else {
        if (indent < this.blockIndent && code !== 35 && code !== 41 && code !== 93 && code !== 125 && code !== 34 && code !== 39) this.fail();
        return at;
      }
    }
  }

  #comment(at: number): number {
    const end = lineEnd(this.text, at);
    this.extras.push({ isComment: true, start: at, end, indent: 0 });
    this.end = end;
    return end;
  }

  #joinLine(at: number): number {
    const { text } = this;
    const end = at + (text.charCodeAt(at + 1) === 13 ? 3 : 2);
    if (text.charCodeAt(end - 1) !== 10) this.fail();
    this.extras.push({ isComment: false, start: at, end, indent: 0 });
    return end;
  }

  #word(from: number): void {
    const { text } = this;
    let at = from;
    let hash = 0;
    let code = text.charCodeAt(at);
    while (code < 128 && classes[code] !== 0) {
      hash = hashStep(hash, code);
      code = text.charCodeAt(++at);
    }
    if (code >= 128) this.fail();
    if ((code === 34 || code === 39) && at - from <= LONGEST_PREFIX && isPrefix(text, from, at)) {
      this.#string(from, at);
      return;
    }
    const keyword = at - from <= LONGEST_KEYWORD ? (keywords[hash] ?? 0) : 0;
    const isKeyword = keyword !== 0 && tokenTexts[keyword]?.length === at - from && text.startsWith(tokenTexts[keyword] ?? "", from);
    this.token = isKeyword ? keyword : NAME;
    this.end = at;
  }

  #string(from: number, quote: number): void {
    const { text } = this;
    const code = text.charCodeAt(quote);
    const isTriple = text.charCodeAt(quote + 1) === code && text.charCodeAt(quote + 2) === code;
    this.token = STRING;
    this.start = from;
    this.end = quote + (isTriple ? 3 : 1);
    // Before a string the scanner skips joined lines instead of leaving them to the grammar.
    while (this.extras.at(-1)?.isComment === false) this.extras.pop();
  }

  #number(from: number): void {
    const { text } = this;
    let at = from;
    this.token = INTEGER;
    const second = text.charCodeAt(at + 1) | 32;
    if (text.charCodeAt(at) === 48 && (second === 120 || second === 111 || second === 98)) {
      at += 2;
      while (isWordPart(text.charCodeAt(at))) at++;
      if (!/^0(?:[xX](?:_?[A-Fa-f0-9])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)$/.test(text.slice(from, at))) this.fail();
      this.end = at;
      return;
    }
    at = this.#digits(at);
    if (text.charCodeAt(at) === 46) {
      this.token = FLOAT;
      at = this.#digits(at + 1);
    }
    if ((text.charCodeAt(at) | 32) === 101) {
      const sign = text.charCodeAt(at + 1);
      const digits = at + (sign === 43 || sign === 45 ? 2 : 1);
      if (!isDigit(text.charCodeAt(digits))) this.fail();
      this.token = FLOAT;
      at = this.#digits(digits);
    }
    if ((text.charCodeAt(at) | 32) === 106) at++;
    if (isWordPart(text.charCodeAt(at)) || text.charCodeAt(at) >= 128) this.fail();
    this.end = at;
  }

  #digits(from: number): number {
    const { text } = this;
    let at = from;
    for (let code = text.charCodeAt(at); isDigit(code) || code === 95; code = text.charCodeAt(at)) {
      if (code === 95 && !isDigit(text.charCodeAt(at - 1))) this.fail();
      at++;
    }
    return at;
  }

  #take(token: number, length: number): void {
    this.token = token;
    this.end = this.start + length;
  }

  #operator(at: number, code: number): void {
    const { text } = this;
    const second = text.charCodeAt(at + 1);
    switch (code) {
      case 40: return this.#take(OPEN_PAREN, 1);
      case 41: return this.#take(CLOSE_PAREN, 1);
      case 44: return this.#take(COMMA, 1);
      case 46: return second === 46 && text.charCodeAt(at + 2) === 46 ? this.#take(ELLIPSIS, 3) : this.#take(DOT, 1);
      case 58: return second === 61 ? this.#take(WALRUS, 2) : this.#take(COLON, 1);
      case 61: return second === 61 ? this.#take(EQUALS, 2) : this.#take(EQUAL, 1);
      case 91: return this.#take(OPEN_BRACKET, 1);
      case 93: return this.#take(CLOSE_BRACKET, 1);
      case 123: return this.#take(OPEN_BRACE, 1);
      case 125: return this.#take(CLOSE_BRACE, 1);
      case 43: return second === 61 ? this.#take(PLUS_EQUAL, 2) : this.#take(PLUS, 1);
      case 45: return second === 62 ? this.#take(ARROW, 2) : second === 61 ? this.#take(MINUS_EQUAL, 2) : this.#take(MINUS, 1);
      case 42:
        if (second === 42) return text.charCodeAt(at + 2) === 61 ? this.#take(POWER_EQUAL, 3) : this.#take(DOUBLE_STAR, 2);
        return second === 61 ? this.#take(STAR_EQUAL, 2) : this.#take(STAR, 1);
      case 47:
        if (second === 47) return text.charCodeAt(at + 2) === 61 ? this.#take(FLOOR_EQUAL, 3) : this.#take(DOUBLE_SLASH, 2);
        return second === 61 ? this.#take(SLASH_EQUAL, 2) : this.#take(SLASH, 1);
      case 37: return second === 61 ? this.#take(PERCENT_EQUAL, 2) : this.#take(PERCENT, 1);
      case 124: return second === 61 ? this.#take(OR_EQUAL, 2) : this.#take(PIPE, 1);
      case 38: return second === 61 ? this.#take(AND_EQUAL, 2) : this.#take(AMPERSAND, 1);
      case 94: return second === 61 ? this.#take(XOR_EQUAL, 2) : this.#take(CARET, 1);
      case 60:
        if (second === 60) return text.charCodeAt(at + 2) === 61 ? this.#take(LEFT_EQUAL, 3) : this.#take(LEFT_SHIFT, 2);
        return second === 61 ? this.#take(LESS_EQUAL, 2) : second === 62 ? this.#take(DIFFERS, 2) : this.#take(LESS, 1);
      case 62:
        if (second === 62) return text.charCodeAt(at + 2) === 61 ? this.#take(RIGHT_EQUAL, 3) : this.#take(RIGHT_SHIFT, 2);
        return second === 61 ? this.#take(GREATER_EQUAL, 2) : this.#take(GREATER, 1);
      case 33:
        if (second === 61) return this.#take(NOT_EQUAL, 2);
        return second >= 97 && second <= 122 ? this.#take(CONVERSION, 2) : this.fail();
      case 59: return this.#take(SEMICOLON, 1);
      case 64: return second === 61 ? this.#take(AT_EQUAL, 2) : this.#take(AT, 1);
      case 126: return this.#take(TILDE, 1);
      default: this.fail();
    }
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isWordPart = (code: number): boolean => code < 128 && classes[code] !== 0;

function isPrefix(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!"fFtTrRbBuU".includes(text[at] ?? "")) return false;
  return true;
}

/** Where a comment ends: at the line feed. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
