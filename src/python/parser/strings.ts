import { Builder } from "./builder.ts";
import { CLOSE_BRACE, COLON, COMMA, CONVERSION, EQUAL, OPEN_BRACE, STRING, WALRUS, YIELD } from "./tokens.ts";

const escape = /\\(?:u[a-fA-F\d]{4}|U[a-fA-F\d]{8}|x[a-fA-F\d]{2}|\d{1,3}|\r?\n|['"abfrntv\\]|N\{[^}]+\})/y;

/** Strings and what stands between the braces of f-strings. Content is cut into pieces as tree-sitter-python's scanner cuts it. */
export abstract class Strings extends Builder {
  protected abstract expression(): number;
  protected abstract expressions(): number;
  protected abstract yielded(): number;

  /** One string, or several side by side. */
  protected strings(): void {
    const mark = this.mark();
    this.#one();
    if (this.token !== STRING) return;
    while (this.token === STRING) this.#one();
    this.wrap(this.kinds.node.concatenated_string, mark);
  }

  #one(): void {
    const { text, kinds: { node } } = this;
    const mark = this.mark();
    let at = this.end;
    const quote = text.charCodeAt(at - 1);
    let isFormat = false;
    let isRaw = false;
    let isBytes = false;
    let prefix = this.start;
    for (let code = text.charCodeAt(prefix); code !== quote; code = text.charCodeAt(++prefix)) {
      const letter = code | 32;
      if (letter === 102 || letter === 116) isFormat = true;
      else if (letter === 114) isRaw = true;
      else if (letter === 98) isBytes = true;
    }
    const isTriple = at - prefix === 3;
    this.emit(node.string_start, this.start, at, this.count);

    for (;;) {
      const content = this.count;
      const from = at;
      // Where the piece that ends the string begins: an escaped character that starts a piece of a raw string is taken for part of it.
      let piece = at;
      let hasContent = false;
      let code = text.charCodeAt(at);
      for (;; code = text.charCodeAt(at)) {
        if (at >= text.length) this.fail();
        if (code === quote) {
          if (!isTriple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote)) break;
          at++;
          piece = at;
          hasContent = false;
          continue;
        }
        if (isFormat && (code === 123 || code === 125)) {
          if (!hasContent && piece < at) this.fail();
          if (text.charCodeAt(at + 1) !== code) break;
          this.emit(node.escape_interpolation, at, at + 2, this.count);
          at += 2;
          piece = at;
          hasContent = false;
          continue;
        }
        if (code === 92) {
          if (isRaw) {
            at = this.#afterRaw(at, quote);
            continue;
          }
          const second = text.charCodeAt(at + 1);
          if (isBytes && (second === 78 || (second | 32) === 117)) this.fail();
          escape.lastIndex = at;
          const length = escape.test(text) ? escape.lastIndex - at : 1;
          this.emit(length === 1 ? this.kinds.backslash : node.escape_sequence, at, at + length, this.count);
          at += length;
          piece = at;
          hasContent = false;
          continue;
        }
        if (code === 10 && !isTriple) this.fail();
        at++;
        hasContent = true;
      }
      const end = hasContent ? at : piece;
      if (end > from || this.count > content) this.emit(node.string_content, from, end, content);
      if (code === 123) {
        at = this.#interpolation(node.interpolation, at);
        continue;
      }
      if (code === 125) this.fail();
      const start = end;
      this.end = at + (isTriple ? 3 : 1);
      this.emit(node.string_end, start, this.end, this.count);
      break;
    }
    this.lastEnd = this.end;
    this.wrap(node.string, mark);
    this.next();
  }

  /** After a backslash of a raw string and what it keeps from ending the string. */
  #afterRaw(from: number, quote: number): number {
    const { text } = this;
    let at = from + 1;
    const code = text.charCodeAt(at);
    if (code === quote || code === 92) at++;
    const line = text.charCodeAt(at);
    if (line === 13) at += text.charCodeAt(at + 1) === 10 ? 2 : 1;
    else if (line === 10) at++;
    return at;
  }

  /** `{expression!r:spec}`; gives the offset after it. */
  #interpolation(kind: number, from: number): number {
    const { node, field } = this.kinds;
    const mark = this.count;
    this.start = from;
    this.end = from + 1;
    this.emit(this.kinds.token[OPEN_BRACE] ?? 0, from, from + 1, mark);
    this.lastEnd = from + 1;
    this.depth++;
    this.next();
    if (this.token === YIELD) this.yielded();
    else this.expressions();
    this.setField(this.last, field.expression);
    if (this.token === EQUAL) this.skip();
    if (this.token === CONVERSION) this.setField(this.leaf(node.type_conversion), field.type_conversion);
    if (this.token === WALRUS || this.token === COMMA) this.fail();
    if (this.token === COLON) this.#specifier();
    if (this.token !== CLOSE_BRACE) this.fail();
    this.flush();
    this.depth--;
    this.emit(this.kinds.token[CLOSE_BRACE] ?? 0, this.start, this.end, this.count);
    this.lastEnd = this.end;
    this.wrap(kind, mark);
    return this.end;
  }

  /** From the colon to the closing brace, which becomes the current token. */
  #specifier(): void {
    const { text, kinds: { node, field } } = this;
    const mark = this.mark();
    this.emit(this.kinds.token[COLON] ?? 0, this.start, this.end, this.count);
    let at = this.end;
    let isBlank = true;
    let from = at;
    for (;; at++) {
      const code = text.charCodeAt(at);
      if (code === 123 || code === 125) {
        if (isBlank && at > from) this.fail();
        if (code === 125) break;
        if (text.charCodeAt(at + 1) === 123) this.fail();
        from = this.#interpolation(node.format_expression, at);
        at = from - 1;
        isBlank = true;
      } else if (code === 10 || code === 13 || code === 34 || code === 39 || code === 92 || at >= text.length) this.fail();
      else if (code !== 32 && code !== 9) isBlank = false;
    }
    this.lastEnd = at;
    this.setField(this.wrap(node.format_specifier, mark), field.format_specifier);
    this.start = at;
    this.end = at + 1;
    this.token = CLOSE_BRACE;
  }
}
