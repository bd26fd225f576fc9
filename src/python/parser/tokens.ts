/** Codes of tokens; `tokenTexts` holds the text of those that always have the same. */
export const END = 0 as number;
export const NEWLINE = 1 as number;
export const NAME = 2 as number;
export const INTEGER = 3 as number;
export const FLOAT = 4 as number;
export const STRING = 5 as number;
/** `!r` after the expression of an f-string. */
export const CONVERSION = 6 as number;

export const FALSE = 7 as number;
export const NONE = 8 as number;
export const TRUE = 9 as number;
export const AND = 10 as number;
export const AS = 11 as number;
export const ASSERT = 12 as number;
export const ASYNC = 13 as number;
export const AWAIT = 14 as number;
export const BREAK = 15 as number;
export const CLASS = 16 as number;
export const CONTINUE = 17 as number;
export const DEF = 18 as number;
export const DEL = 19 as number;
export const ELIF = 20 as number;
export const ELSE = 21 as number;
export const EXCEPT = 22 as number;
export const FINALLY = 23 as number;
export const FOR = 24 as number;
export const FROM = 25 as number;
export const GLOBAL = 26 as number;
export const IF = 27 as number;
export const IMPORT = 28 as number;
export const IN = 29 as number;
export const IS = 30 as number;
export const LAMBDA = 31 as number;
export const NONLOCAL = 32 as number;
export const NOT = 33 as number;
export const OR = 34 as number;
export const PASS = 35 as number;
export const RAISE = 36 as number;
export const RETURN = 37 as number;
export const TRY = 38 as number;
export const WHILE = 39 as number;
export const WITH = 40 as number;
export const YIELD = 41 as number;

export const OPEN_PAREN = 42 as number;
export const CLOSE_PAREN = 43 as number;
export const OPEN_BRACKET = 44 as number;
export const CLOSE_BRACKET = 45 as number;
export const OPEN_BRACE = 46 as number;
export const CLOSE_BRACE = 47 as number;
export const COMMA = 48 as number;
export const COLON = 49 as number;
export const SEMICOLON = 50 as number;
export const DOT = 51 as number;
export const ELLIPSIS = 52 as number;
export const EQUAL = 53 as number;
export const WALRUS = 54 as number;
export const ARROW = 55 as number;
export const AT = 56 as number;
export const TILDE = 57 as number;
export const PLUS = 58 as number;
export const MINUS = 59 as number;
export const STAR = 60 as number;
export const SLASH = 61 as number;
export const DOUBLE_SLASH = 62 as number;
export const PERCENT = 63 as number;
export const DOUBLE_STAR = 64 as number;
export const PIPE = 65 as number;
export const AMPERSAND = 66 as number;
export const CARET = 67 as number;
export const LEFT_SHIFT = 68 as number;
export const RIGHT_SHIFT = 69 as number;
export const LESS = 70 as number;
export const LESS_EQUAL = 71 as number;
export const EQUALS = 72 as number;
export const NOT_EQUAL = 73 as number;
export const GREATER_EQUAL = 74 as number;
export const GREATER = 75 as number;
export const DIFFERS = 76 as number;
/** From here on: assignments with an operator. */
export const FIRST_AUGMENTED = 77 as number;

/** In the order of the codes above. */
export const tokenTexts: readonly string[] = [
  "", "", "", "", "", "", "",
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally",
  "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", ":=", "->", "@", "~", "+", "-", "*", "/", "//", "%", "**", "|", "&", "^", "<<", ">>",
  "<", "<=", "==", "!=", ">=", ">", "<>",
  "+=", "-=", "*=", "/=", "@=", "//=", "%=", "**=", ">>=", "<<=", "&=", "^=", "|=",
];

export const codeOf = (text: string): number => tokenTexts.indexOf(text);

/** How tightly an operator binds, as the grammar has it (`&` looser than `^`, unlike Python); 0: no binary operator. */
export const binding: Uint8Array = table([
  ["|", 14], ["&", 15], ["^", 16], ["<<", 17], [">>", 17], ["+", 18], ["-", 18], ["*", 19], ["@", 19], ["/", 19], ["%", 19], ["//", 19], ["**", 21],
]);
/** A sign binds its operand like this. */
export const UNARY = 20 as number;
export const POWER = 21 as number;

/** 1 for operators that compare; `not` and `is` begin one. */
export const compares: Uint8Array = table(["<", "<=", "==", "!=", ">=", ">", "<>", "in", "not", "is"].map((text) => [text, 1]));

function table(rows: readonly (readonly [string, number])[]): Uint8Array {
  const made = new Uint8Array(tokenTexts.length);
  for (const [text, value] of rows) made[codeOf(text)] = value;
  return made;
}

const MASK = 511;
export const hashStep = (hash: number, code: number): number => (hash * 5 + code) & MASK;

/** Code of a keyword by the hash of its letters; no two share one. */
export const keywords: Uint8Array = (() => {
  const made = new Uint8Array(MASK + 1);
  for (let code = FALSE; code <= YIELD; code++) made[hashOf(tokenTexts[code] ?? "")] = code;
  return made;
})();

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = hashStep(hash, text.charCodeAt(at));
  return hash;
}
