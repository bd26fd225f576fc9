/** A function of a module for regular expressions: where its arguments are and how it matches. */
export interface RegexCall {
  /** `uses`: as the methods called on the result match. */
  mode: "search" | "match" | "fullmatch" | "uses";
  /** Positions of the text and of the flags among the arguments. */
  text?: number;
  flags: number;
}

const functions: Readonly<Record<string, RegexCall>> = {
  compile: { mode: "uses", flags: 1 },
  match: { mode: "match", text: 1, flags: 2 },
  fullmatch: { mode: "fullmatch", text: 1, flags: 2 },
  search: { mode: "search", text: 1, flags: 2 },
  findall: { mode: "search", text: 1, flags: 2 },
  finditer: { mode: "search", text: 1, flags: 2 },
  split: { mode: "search", text: 1, flags: 3 },
  sub: { mode: "search", text: 2, flags: 4 },
  subn: { mode: "search", text: 2, flags: 4 },
};

/** By resolved name; https://docs.python.org/3/library/re.html and https://pypi.org/project/regex/ */
export const regexCalls: ReadonlyMap<string, RegexCall> = new Map(
  ["re", "regex"].flatMap((module) => Object.entries(functions).map(([name, call]): [string, RegexCall] => [`${module}.${name}`, call])),
);

/** Methods of a compiled expression: how they match and where the text is. */
export const regexMethods: ReadonlyMap<string, { mode: "search" | "match" | "fullmatch"; text: number }> = new Map([
  ["match", { mode: "match", text: 0 }], ["fullmatch", { mode: "fullmatch", text: 0 }], ["search", { mode: "search", text: 0 }],
  ["findall", { mode: "search", text: 0 }], ["finditer", { mode: "search", text: 0 }], ["split", { mode: "search", text: 0 }],
  ["sub", { mode: "search", text: 1 }], ["subn", { mode: "search", text: 1 }],
]);

/** Letters of flags, as they stand inside a pattern, by the names of both modules; an empty one changes nothing about time. */
export const regexFlags: ReadonlyMap<string, string> = new Map([
  ["I", "i"], ["IGNORECASE", "i"], ["M", "m"], ["MULTILINE", "m"], ["S", "s"], ["DOTALL", "s"], ["X", "x"], ["VERBOSE", "x"],
  ["A", ""], ["ASCII", ""], ["U", ""], ["UNICODE", ""], ["L", ""], ["LOCALE", ""], ["NOFLAG", ""], ["DEBUG", ""], ["V0", ""], ["VERSION0", ""],
]);

/** Classes with a table of patterns that a lexer tries one after the other, each at a fixed place (Pygments). */
export const lexerTable = { base: /Lexer$/, table: "tokens", flags: "flags", defaultFlags: "m" };

/** Values that nobody makes long, by the name of their origin. */
export const shortTexts: readonly string[] = ["sys.argv", "os.environ", "os.getenv()", "sys.version", "sys.platform", "os.getcwd()", "socket.gethostname()", "os.path.basename()"];
