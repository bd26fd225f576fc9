/** Deeper nesting of brackets, templates and JSX ends the parser's process (DESIGN 3.10). */
export const MAX_DEPTH = 1000;
/** The same for what nests without brackets: chains of operators, calls, arrows, `else if`, summed over the open brackets. */
export const MAX_CHAIN = 10_000;
/** From here on a file is parsed on a thread with a large stack. */
export const LARGE = 400;

/** How deep a text nests at most; both are exact below their limits only in so far as the text is lexed right. */
export interface Nesting {
  depth: number;
  /** Brackets and links together. */
  weight: number;
  /** Offset of the first place beyond a limit. */
  tooDeep?: number;
}

/** What stood before: decides between regular expression and division, JSX and less-than, new statement and going on. */
type Before = typeof operator | typeof operand | typeof head;
const operator = 0;
const operand = 1;
const head = 2;

/** Codes of characters. */
const [TAB, NEWLINE, RETURN, SPACE] = [9, 10, 13, 32];
const [BANG, DOUBLE_QUOTE, DOLLAR, SINGLE_QUOTE, STAR, PLUS, COMMA, MINUS, DOT, SLASH] = [33, 34, 36, 39, 42, 43, 44, 45, 46, 47];
const [SEMICOLON, LESS, EQUAL, GREATER, BACKSLASH] = [59, 60, 61, 62, 92];
const [CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE] = [41, 93, 125];

/** Kinds of open levels: the code of the bracket, or inside JSX. */
const PAREN = 40;
const BRACKET = 91;
const BRACE = 123;
const TEMPLATE = 96;
/** Inside a JSX tag. */
const TAG = 1;
/** Between the tags of a JSX element. */
const CHILDREN = 2;
const openerOf: Readonly<Record<number, number>> = { [CLOSE_PAREN]: PAREN, [CLOSE_BRACKET]: BRACKET, [CLOSE_BRACE]: BRACE };

/** Words after which an expression begins; `links` of them can be stacked. */
const linking = ["typeof", "new", "delete", "void", "await", "yield", "do", "else", "keyof", "readonly", "unique", "infer", "in", "of", "instanceof", "as", "satisfies", "extends", "is"];
const opening = ["return", "throw", "case", "default", "export", "import"];
const heads = ["if", "for", "while", "with"];
/** Words that go on with the statement before them. */
const joining = new Set(["in", "of", "instanceof", "as", "satisfies", "else", "extends", "implements", "is", "catch", "finally", "while"].map(hashOf));
const roles = new Map<number, "link" | "open" | "head">([
  ...linking.map((word) => [hashOf(word), "link"] as const), ...opening.map((word) => [hashOf(word), "open"] as const), ...heads.map((word) => [hashOf(word), "head"] as const),
]);
const CASE = hashOf("case");
const ELSE = hashOf("else");
const AWAIT = hashOf("await");

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return hash;
}

/** 1: part of a word, 2: operator, 3: operator that stacks (`!!x`). */
const classes = new Uint8Array(128);
for (const char of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\\#@") classes[char.charCodeAt(0)] = 1;
for (const char of ".?:*%&|^=<>") classes[char.charCodeAt(0)] = 2;
for (const char of "+-!~") classes[char.charCodeAt(0)] = 3;

/** Bounds the nesting of a JavaScript or TypeScript text in one linear pass, before a parser that recurses sees it. */
export function nestingOf(text: string, lang: "jsx" | "ts" | "tsx" | "dts"): Nesting {
  // Every level and every link takes a character.
  if (text.length < LARGE) return { depth: 0, weight: 0 };
  return new Scanner(text, lang).scan();
}

class Scanner {
  readonly #text: string;
  readonly #jsx: boolean;
  readonly #typed: boolean;
  #at = 0;
  /** Open levels: kind, links before it in the outer level, whether it is the head of an `if`. */
  readonly #kinds: number[] = [];
  readonly #chains: number[] = [];
  readonly #heads: boolean[] = [];
  /** Links in the current level since its last statement or list item. */
  #chain = 0;
  /** Links of all outer levels. */
  #outer = 0;
  #angles = 0;
  #before: Before = operator;
  #afterBrace = false;
  #newline = false;
  #ended = false;
  #headWord = false;
  #depth = 0;
  #weight = 0;
  #tooDeep: number | undefined;

  constructor(text: string, lang: "jsx" | "ts" | "tsx" | "dts") {
    this.#text = text;
    this.#jsx = lang === "jsx" || lang === "tsx";
    this.#typed = lang !== "jsx";
  }

  scan(): Nesting {
    const text = this.#text;
    const { length } = text;
    while (this.#at < length && this.#tooDeep === undefined) {
      const inside = this.#kinds.at(-1);
      if (inside === CHILDREN) this.#children();
      else if (inside === TEMPLATE) this.#template();
      else this.#token(text.charCodeAt(this.#at), inside);
    }
    return { depth: this.#depth, weight: this.#weight, ...(this.#tooDeep === undefined ? {} : { tooDeep: this.#tooDeep }) };
  }

  #token(char: number, inside: number | undefined): void {
    if (char === SPACE || char === TAB) this.#at++;
    else if (char === NEWLINE || char === RETURN) {
      this.#at++;
      this.#newline = true;
    } else if (char > 127 || classes[char] === 1) this.#word();
    else if (char === DOUBLE_QUOTE || char === SINGLE_QUOTE) this.#string(char, inside === TAG);
    else if (char === SLASH) this.#slash(inside === TAG);
    else if (char === PAREN || char === BRACKET || char === BRACE) this.#bracket(char);
    else if (char === CLOSE_PAREN || char === CLOSE_BRACKET || char === CLOSE_BRACE) this.#close(char);
    else if (char === TEMPLATE) {
      this.#open(TEMPLATE);
      this.#at++;
    } else if (char === SEMICOLON) {
      this.#at++;
      this.#ended = true;
      this.#before = operator;
    } else if (char === COMMA) {
      this.#at++;
      this.#begin();
      if (this.#angles === 0) this.#chain = 0;
      this.#before = operator;
    } else if (char === LESS && this.#jsx && this.#startsTag()) this.#tag();
    else if (char === GREATER && inside === TAG) this.#endTag();
    else this.#operator(char);
  }

  /** A new token: what ended before it is forgotten. */
  #begin(starts = false): void {
    if (this.#ended || (starts && this.#before === operand && (this.#newline || this.#afterBrace))) {
      this.#chain = 0;
      this.#angles = 0;
    }
    this.#ended = false;
    this.#newline = false;
    this.#afterBrace = false;
  }

  #link(): void {
    this.#chain++;
    this.#measure();
  }

  #measure(): void {
    const depth = this.#kinds.length;
    const links = this.#outer + this.#chain;
    if (depth > this.#depth) this.#depth = depth;
    if (depth + links > this.#weight) this.#weight = depth + links;
    if (depth > MAX_DEPTH || links > MAX_CHAIN) this.#tooDeep ??= this.#at;
  }

  #word(): void {
    const text = this.#text;
    const from = this.#at;
    let hash = 0;
    let at = from;
    for (let char = text.charCodeAt(at); char > 127 || classes[char] === 1; char = text.charCodeAt(++at)) hash = (Math.imul(hash, 31) + char) | 0;
    this.#at = at;
    const property = text.charCodeAt(from - 1) === DOT && text.charCodeAt(from - 2) !== DOT;
    const role = property ? undefined : roles.get(hash);
    if (property) this.#begin();
    else if (hash === ELSE) {
      this.#ended = false;
      this.#begin();
    } else if (hash === CASE) {
      this.#ended = true;
      this.#begin();
    } else this.#begin(!joining.has(hash));
    this.#headWord = role === "head" || (this.#headWord && hash === AWAIT);
    this.#before = role === undefined ? operand : operator;
    if (role === "link") this.#link();
  }

  #string(quote: number, inTag: boolean): void {
    const text = this.#text;
    this.#begin(true);
    let at = this.#at + 1;
    if (inTag) {
      const end = text.indexOf(String.fromCharCode(quote), at);
      at = end < 0 ? text.length : end;
    } else {
      for (let char = text.charCodeAt(at); at < text.length && char !== quote && char !== NEWLINE; char = text.charCodeAt(++at)) {
        if (char === BACKSLASH) at++;
      }
    }
    this.#at = at + 1;
    this.#before = operand;
  }

  #slash(inTag: boolean): void {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    if (next === SLASH || next === STAR) {
      const end = next === SLASH ? this.#lineEnd() : text.indexOf("*/", this.#at + 2) + 2;
      this.#at = end < this.#at + 2 ? text.length : end;
    } else if (inTag && next === GREATER) {
      this.#at += 2;
      this.#pop();
      this.#before = operand;
    } else if ((this.#before !== operand || (this.#afterBrace && this.#newline)) && this.#regex()) {
      this.#begin();
      this.#before = operand;
    } else this.#operator(SLASH);
  }

  #lineEnd(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end < 0 ? this.#text.length : end;
  }

  /** Skips a regular expression; one that does not end on its line is a division. */
  #regex(): boolean {
    const text = this.#text;
    let set = false;
    for (let at = this.#at + 1; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char === NEWLINE || char === RETURN) return false;
      if (char === BACKSLASH) at++;
      else if (char === BRACKET) set = true;
      else if (char === CLOSE_BRACKET) set = false;
      else if (char === SLASH && !set) {
        this.#at = at + 1;
        return true;
      }
    }
    return false;
  }

  #operator(char: number): void {
    const previous = this.#text.charCodeAt(this.#at - 1);
    this.#begin();
    if (char === LESS) this.#angles++;
    else if (char === GREATER && previous !== EQUAL && this.#angles > 0) this.#angles--;
    const run = classes[char] === 2 && previous < 128 && (classes[previous] ?? 0) >= 2;
    if (!run && char !== GREATER) this.#link();
    // `x++` and `x!` end an operand, and a slash after them divides.
    const twice = (char === PLUS || char === MINUS) && (previous === char || this.#text.charCodeAt(this.#at + 1) === char);
    if (this.#before !== operand || !(char === BANG || twice)) this.#before = operator;
    this.#at++;
  }

  #bracket(char: number): void {
    this.#begin(char === BRACE);
    this.#open(char, char === PAREN && this.#headWord);
    this.#at++;
    this.#before = operator;
  }

  #open(kind: number, isHead = false): void {
    this.#kinds.push(kind);
    this.#chains.push(this.#chain);
    this.#heads.push(isHead);
    this.#headWord = false;
    this.#outer += this.#chain;
    this.#chain = 0;
    this.#measure();
  }

  #pop(): boolean {
    const chain = this.#chains.pop() ?? 0;
    const isHead = this.#heads.pop() ?? false;
    this.#kinds.pop();
    this.#outer -= chain;
    this.#chain = chain;
    this.#angles = 0;
    this.#ended = false;
    this.#newline = false;
    this.#afterBrace = false;
    return isHead;
  }

  /** A closing bracket closes what is left open inside its pair; one without a pair is passed over. */
  #close(char: number): void {
    this.#at++;
    const pair = this.#kinds.lastIndexOf(openerOf[char] ?? 0);
    if (pair < 0) return;
    let isHead = false;
    while (this.#kinds.length > pair) isHead = this.#pop();
    this.#before = isHead ? head : operand;
    this.#afterBrace = char === CLOSE_BRACE;
    if (char !== CLOSE_BRACE) this.#link();
  }

  #template(): void {
    const text = this.#text;
    for (let at = this.#at; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char === BACKSLASH) at++;
      else if (char === TEMPLATE) {
        this.#at = at + 1;
        this.#pop();
        this.#link();
        this.#before = operand;
        return;
      } else if (char === DOLLAR && text.charCodeAt(at + 1) === BRACE) {
        this.#at = at + 2;
        this.#open(BRACE);
        this.#before = operator;
        return;
      }
    }
    this.#at = text.length;
  }

  #startsTag(): boolean {
    const text = this.#text;
    if (this.#before === operand && this.#kinds.at(-1) !== TAG) return false;
    const rest = text.slice(this.#at, this.#at + 80);
    if (!/^<(?:>|[A-Za-z_$])/.test(rest)) return false;
    // A generic arrow function or function type: `<T,>(x: T) => x`, `<T extends U>(x: T) => x`, `<T>(x: T) => x`.
    return !this.#typed || !/^<(?:const\s+)?[\w$]+\s*(?:,|=|extends\b)|^<[A-Z][\w$]*>\(/.test(rest);
  }

  #tag(): void {
    this.#begin();
    this.#open(TAG);
    this.#at++;
    this.#before = operand;
  }

  #endTag(): void {
    this.#at++;
    this.#kinds[this.#kinds.length - 1] = CHILDREN;
  }

  /** The text of an element up to its next tag or braces. */
  #children(): void {
    const text = this.#text;
    let at = this.#at;
    for (let char = text.charCodeAt(at); at < text.length && char !== LESS && char !== BRACE; char = text.charCodeAt(++at));
    this.#at = at;
    if (at >= text.length) return;
    if (text.charCodeAt(at) === BRACE) {
      this.#bracket(BRACE);
    } else if (text.charCodeAt(at + 1) === SLASH) {
      const end = text.indexOf(">", at);
      this.#at = end < 0 ? text.length : end + 1;
      this.#pop();
      this.#before = operand;
    } else if (/[A-Za-z_$>]/.test(text.charAt(at + 1))) this.#tag();
    else this.#at++;
  }
}
