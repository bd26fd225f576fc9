/** A function of a module for regular expressions: where its arguments are and how it matches. */
export interface RegexCall {
  /** `uses`: as the methods called on the result match. */
  mode: "search" | "match" | "fullmatch" | "uses";
  /** Positions of the text and of the flags among the arguments. */
  text?: number;
  flags: number;
  /** It goes through all matches. */
  all?: true;
  /** Unless this argument, the one behind the text, says how many. */
  limit?: string;
}

const functions: Readonly<Record<string, RegexCall>> = {
  compile: { mode: "uses", flags: 1 },
  match: { mode: "match", text: 1, flags: 2 },
  fullmatch: { mode: "fullmatch", text: 1, flags: 2 },
  search: { mode: "search", text: 1, flags: 2 },
  findall: { mode: "search", text: 1, flags: 2, all: true },
  finditer: { mode: "search", text: 1, flags: 2, all: true },
  split: { mode: "search", text: 1, flags: 3, all: true, limit: "maxsplit" },
  sub: { mode: "search", text: 2, flags: 4, all: true, limit: "count" },
  subn: { mode: "search", text: 2, flags: 4, all: true, limit: "count" },
};

/** By resolved name; https://docs.python.org/3/library/re.html and https://pypi.org/project/regex/ */
export const regexCalls: ReadonlyMap<string, RegexCall> = new Map(
  ["re", "regex"].flatMap((module) => Object.entries(functions).map(([name, call]): [string, RegexCall] => [`${module}.${name}`, call])),
);

/** Methods of a compiled expression: how they match and where the text is. */
export const regexMethods: ReadonlyMap<string, { mode: "search" | "match" | "fullmatch"; text: number; all?: true; limit?: string }> = new Map([
  ["match", { mode: "match", text: 0 }], ["fullmatch", { mode: "fullmatch", text: 0 }], ["search", { mode: "search", text: 0 }],
  ["findall", { mode: "search", text: 0, all: true }], ["finditer", { mode: "search", text: 0, all: true }], ["split", { mode: "search", text: 0, all: true, limit: "maxsplit" }],
  ["sub", { mode: "search", text: 1, all: true, limit: "count" }], ["subn", { mode: "search", text: 1, all: true, limit: "count" }],
]);

/** Letters of flags, as they stand inside a pattern, by the names of both modules; an empty one changes nothing about time. */
export const regexFlags: ReadonlyMap<string, string> = new Map([
  ["I", "i"], ["IGNORECASE", "i"], ["M", "m"], ["MULTILINE", "m"], ["S", "s"], ["DOTALL", "s"], ["X", "x"], ["VERBOSE", "x"],
  ["A", ""], ["ASCII", ""], ["U", ""], ["UNICODE", ""], ["L", ""], ["LOCALE", ""], ["NOFLAG", ""], ["DEBUG", ""], ["V0", ""], ["VERSION0", ""],
]);

/** Classes with a table of patterns that a lexer tries one after the other, each at a fixed place (Pygments). */
export const lexerTable = { base: /Lexer$/, table: "tokens", flags: "flags", defaultFlags: "m" };

/** A function that keeps a pattern and holds texts against it later. */
export interface PatternTaker {
  /** Its resolved name. */
  call: RegExp;
  /** Place and name of the pattern; no place: by name only. */
  argument?: number;
  keyword: string;
  /** Place of the flags, where they have one; their name is always `flags`. */
  flags?: number;
  mode: "search" | "match" | "fullmatch";
  /** What it is held against: `path` is a line that servers limit to some kilobytes. */
  text: "validated" | "path";
  /** Only where the file has this word: other versions and settings of the library have a linear engine. */
  word?: string;
  /** Which engine it is depends on what else is installed. */
  doubt?: true;
}

/**
 * Limits of length beside the pattern do not help: Django, REST framework, WTForms and marshmallow run all validators. Pydantic 1 has `regex` and
 * the engine of Python; from version 2 on it has `pattern` and the linear one of Rust, unless `regex_engine` says otherwise.
 */
export const patternTakers: readonly PatternTaker[] = [
  { call: /^django\.core\.validators\.RegexValidator$/, argument: 0, keyword: "regex", flags: 4, mode: "search", text: "validated" },
  { call: /^django\.forms\.(?:fields\.)?RegexField$/, argument: 0, keyword: "regex", mode: "search", text: "validated" },
  { call: /^rest_framework\.(?:serializers|fields)\.RegexField$/, argument: 0, keyword: "regex", mode: "search", text: "validated" },
  { call: /^wtforms\.validators\.(?:Regexp|regexp)$/, argument: 0, keyword: "regex", flags: 1, mode: "match", text: "validated" },
  { call: /^marshmallow\.validate\.Regexp$/, argument: 0, keyword: "regex", flags: 1, mode: "match", text: "validated" },
  { call: /^attrs?\.validators\.matches_re$/, argument: 0, keyword: "regex", flags: 1, mode: "fullmatch", text: "validated" },
  { call: /^voluptuous\.(?:validators\.)?Match$/, argument: 0, keyword: "pattern", mode: "match", text: "validated" },
  { call: /^django\.(?:urls|conf\.urls)\.(?:re_path|url)$/, argument: 0, keyword: "route", mode: "search", text: "path" },
  { call: /^pydantic\.(?:fields\.|types\.)?(?:Field|constr)$/, keyword: "regex", mode: "match", text: "validated" },
  { call: /^pydantic\.(?:fields\.|types\.)?(?:Field|constr|StringConstraints)$/, keyword: "pattern", mode: "search", text: "validated", word: "python-re" },
  { call: /^fastapi\.(?:params\.|param_functions\.)?(?:Query|Path|Body|Header|Form|Cookie)$/, keyword: "regex", mode: "match", text: "validated", doubt: true },
];

/** Methods of the `str` accessor of a Series, with a pattern as their first argument. */
export const seriesMethods: ReadonlyMap<string, { mode: "search" | "match" | "fullmatch"; keyword: string; flags?: number; regexOnly?: true; all?: true }> = new Map([
  ["contains", { mode: "search", keyword: "pat", flags: 2 }],
  ["match", { mode: "match", keyword: "pat", flags: 2 }],
  ["fullmatch", { mode: "fullmatch", keyword: "pat", flags: 2 }],
  ["extract", { mode: "search", keyword: "pat", flags: 1 }],
  ["extractall", { mode: "search", keyword: "pat", flags: 1, all: true }],
  ["count", { mode: "search", keyword: "pat", flags: 1, all: true }],
  ["findall", { mode: "search", keyword: "pat", flags: 1, all: true }],
  ["split", { mode: "search", keyword: "pat", all: true }],
  ["replace", { mode: "search", keyword: "pat", flags: 4, regexOnly: true, all: true }],
]);

/** Values that nobody makes long, by the name of their origin. */
export const shortTexts: readonly string[] = [
  "sys.argv", "os.environ", "os.getenv()", "sys.version", "sys.platform", "os.getcwd()", "socket.gethostname()", "os.path.basename()", "os.path.splitext()",
  "os.path.dirname()", "os.path.join()", "os.path.abspath()", "os.path.relpath()", "os.listdir()", "os.walk()", "os.scandir()", "glob.glob()", "glob.iglob()",
  "platform.platform()", "platform.release()", "platform.version()", "uuid.uuid4()", "time.strftime()", "type()",
];

/** Members of paths, entries of folders and uploads that are names of files. */
export const pathMembers = /^(?:pathlib\.(?:Path|PurePath|PosixPath)#|os\.DirEntry#|fastapi\.UploadFile#)(?:name|stem|suffix|path|filename)$/;

/** Methods that give a text of about the same length. */
export const sameLength: ReadonlySet<string> = new Set([
  "strip", "lstrip", "rstrip", "lower", "upper", "casefold", "decode", "encode", "replace", "title", "removeprefix", "removesuffix", "expandtabs", "read", "getvalue",
]);

/** Attributes of an answer that hold all of its text. */
export const wholeContents: ReadonlySet<string> = new Set(["text", "content", "body", "data", "html"]);

/** What part of a request a text is, by the attribute that it is read from, and whether a server limits that to some kilobytes. */
export const requestParts: ReadonlyMap<string, { from: string; isLine?: true; limited?: true }> = new Map([
  ["body", { from: "the body of a request" }], ["data", { from: "the body of a request" }], ["POST", { from: "the body of a request" }],
  ["json", { from: "the body of a request" }], ["get_json", { from: "the body of a request" }], ["form", { from: "the body of a request" }],
  ["get_data", { from: "the body of a request" }], ["values", { from: "a request" }], ["content", { from: "the body of a request" }],
  ["FILES", { from: "an uploaded file" }], ["files", { from: "an uploaded file" }],
  ["GET", { from: "the query of a request", limited: true }], ["args", { from: "the query of a request", limited: true }],
  ["query_params", { from: "the query of a request", limited: true }],
  ["path", { from: "the path of a request", isLine: true }], ["path_info", { from: "the path of a request", isLine: true }],
  ["match_info", { from: "the path of a request", isLine: true }], ["url", { from: "the address of a request", isLine: true }],
  ["META", { from: "a header of a request", isLine: true }], ["headers", { from: "a header of a request", isLine: true }],
  ["COOKIES", { from: "a cookie of a request", isLine: true }], ["cookies", { from: "a cookie of a request", isLine: true }],
]);

/** How handlers are recognized whose parameters hold what somebody writes to the program. */
export const sentTo = /^(?:bot (?:command|handler|listener)|WebSocket|Slack|Socket\.IO|Litestar WebSocket|Sanic WebSocket|Quart WebSocket)/;

/** Attributes of a message that hold its text. */
export const bodyOf: ReadonlySet<string> = new Set(["content", "text", "clean_content", "caption", "body", "data", "query"]);
