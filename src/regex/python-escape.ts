/** A piece of JavaScript pattern for a piece of Python pattern that ends at `end`. */
export interface Piece {
  text: string;
  end: number;
  /** Needs the `u` flag: a character beyond U+FFFF. */
  unicode: boolean;
}

const syntax = new Set("^$\\.*+?()[]{}|/-");

/** A character that stands for itself, inside or outside a class; `inClass` also protects the hyphen. */
export function literal(character: string, end: number, inClass = false): Piece {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return { text: `\\u{${code.toString(16)}}`, end, unicode: true };
  if (code < 0x20 || code === 0x7f) return { text: `\\x${code.toString(16).padStart(2, "0")}`, end, unicode: false };
  if (code > 0x7f) return { text: `\\u${code.toString(16).padStart(4, "0")}`, end, unicode: false };
  const isProtected = syntax.has(character) && (character !== "-" || inClass);
  return { text: isProtected ? `\\${character}` : character, end, unicode: false };
}

/** `\xhh`, `\uhhhh`, `\Uhhhhhhhh` and octal escapes that begin with 0; `at` is the offset behind the backslash. */
export function numericEscape(text: string, at: number, inClass = false): Piece | undefined {
  const head = text.slice(at, at + 9);
  const [hex, two, four, eight] = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(head) ?? [];
  if (hex !== undefined) return coded(Number.parseInt(two ?? four ?? eight ?? "", 16), at + hex.length, inClass);
  const [octal] = (inClass ? /^[0-7]{1,3}/ : /^0[0-7]{0,2}/).exec(head) ?? [];
  return octal === undefined ? undefined : coded(Number.parseInt(octal, 8), at + octal.length, inClass);
}

function coded(code: number, end: number, inClass: boolean): Piece | undefined {
  return code > 0x10ffff ? undefined : literal(String.fromCodePoint(code), end, inClass);
}
