/** Where JavaScript code uses a regular expression, and what it is matched against. */
export const regexUses = {
  /** Methods of the expression itself; the text is the first argument. */
  own: new Set(["test", "exec"]),
  /** Methods of the text that take the expression first. */
  ofText: new Set(["match", "matchAll", "replace", "replaceAll", "search", "split"]),
  /** Those of them that read a string as a pattern. */
  fromString: new Set(["match", "matchAll", "search"]),
  /** Those that go through all matches where the expression has the flag `g`, or always; how many arguments they have where they do. */
  all: new Map([
    ["match", { flag: true, most: 1 }], ["matchAll", { flag: true, most: 1 }], ["replace", { flag: true, most: 2 }],
    ["replaceAll", { flag: true, most: 2 }], ["split", { flag: false, most: 1 }],
  ]),
  /** Members of the expression that match nothing. */
  still: new Set(["source", "flags", "global", "ignoreCase", "multiline", "sticky", "unicode", "lastIndex", "toString"]),
};

/** Packages whose engine takes linear time whatever the pattern. */
export const linearEngines: ReadonlySet<string> = new Set(["re2", "re2-wasm", "node-re2", "@uwdata/re2"]);

/** A function or decorator that takes a regular expression and holds a text against it later. */
interface Validator {
  /** Its resolved name, as rows of sinks spell it. */
  call: RegExp;
  /** Place of the expression among the arguments. */
  argument: number;
  /** Methods before it in the chain whose limit ends the check: the expression never sees a longer text. */
  stops?: readonly string[];
}

/**
 * Of the libraries that check texts, only Joi and those of JSON schemas leave a pattern alone once the length is wrong; Zod, Valibot and Yup (when
 * one awaits it) run all checks. Tried with zod 3 and 4, yup 1, valibot 1, joi 18, ajv 8.
 */
export const validators: readonly Validator[] = [
  { call: /^(?:zod|zod\/[\w/-]+|@zod\/mini)\.(?:.+\.)?regex$/, argument: 0 },
  { call: /^(?:joi|@hapi\/joi|@joi\/[\w-]+)\..+\.(?:pattern|regex)$/, argument: 0, stops: ["max", "length"] },
  { call: /^yup\..+\.matches$/, argument: 0 },
  { call: /^valibot\.(?:.+\.)?regex$/, argument: 0 },
  { call: /^superstruct\.pattern$/, argument: 1 },
  { call: /^class-validator\.Matches$/, argument: 0 },
  { call: /^express-validator\..+\.matches$/, argument: 0 },
  { call: /^@vinejs\/vine\..+\.regex$/, argument: 0 },
];

/** Properties of a JSON schema, and the functions that make schemas of texts. */
export const jsonSchema = { pattern: "pattern", type: "type", text: "string", limit: "maxLength", makers: /^(?:@sinclair\/)?typebox\.(?:.+\.)?String$/ };

/** Values that nobody makes long: what they are, by the name of their origin. */
export const shortTexts: readonly string[] = [
  "process.argv", "process.env", "process.version", "process.versions", "process.platform", "process.execPath", "process.cwd()",
  "import.meta.url", "import.meta.filename", "import.meta.dirname", "__filename", "__dirname", "os.platform()", "os.release()", "os.hostname()",
  "path.basename()", "path.extname()", "path.dirname()", "path.relative()", "path.join()", "path.resolve()", "path.parse()",
  "fs.readdirSync()", "fs.promises.readdir()", "fs.readdir()",
];

/** Methods without arguments that promise the whole text of a response, a file or a blob. */
export const documentReaders: ReadonlySet<string> = new Set(["text"]);

/** Members of an answer that hold all of its text, or the way to it. */
export const wholeContents: ReadonlySet<string> = new Set([
  "data", "body", "text", "html", "content", "choices", "message", "output", "output_text", "response", "result", "0", "[]",
]);

/** Calls that give what a language model answers. */
export const modelCalls = /^ai\.(?:generateText|streamText)$/;

/** Methods that give a text of the same length or less, or about that. */
export const sameLength: ReadonlySet<string> = new Set([
  "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "toString", "normalize", "replace", "replaceAll", "slice", "substring", "substr", "toLocaleLowerCase",
]);

/** What a handler of an API without requests of its own is given: `({ input }) => …`. */
export const handed: ReadonlySet<string> = new Set(["input", "args", "payload", "body", "data", "params", "query"]);

/** Members that only requests have. */
export const requestOnly: ReadonlySet<string> = new Set(["headers", "cookies", "rawBody", "queryStringParameters", "body", "query"]);

/** What part of a request a text is, by the member that it is read from; what stands in its first lines is no longer than a server takes them. */
export const requestParts: ReadonlyMap<string, { from: string; limited?: true }> = new Map([
  ...["body", "rawBody", "payload", "form"].map((name) => [name, { from: "the body of a request" }] as const),
  ...["query", "searchParams", "queryStringParameters"].map((name) => [name, { from: "the query of a request", limited: true }] as const),
  ...["params", "pathParameters"].map((name) => [name, { from: "the path of a request", limited: true }] as const),
  ["headers", { from: "a header of a request", limited: true }], ["cookies", { from: "a cookie of a request", limited: true }],
  ["file", { from: "an uploaded file" }], ["files", { from: "an uploaded file" }], ["Records", { from: "a message" }], ["data", { from: "a message" }],
]);
