/** Where JavaScript code uses a regular expression, and what it is matched against. */
export const regexUses = {
  /** Methods of the expression itself; the text is the first argument. */
  own: new Set(["test", "exec"]),
  /** Methods of the text that take the expression first. */
  ofText: new Set(["match", "matchAll", "replace", "replaceAll", "search", "split"]),
  /** Those of them that read a string as a pattern. */
  fromString: new Set(["match", "matchAll", "search"]),
};

/** Packages whose engine takes linear time whatever the pattern. */
export const linearEngines: ReadonlySet<string> = new Set(["re2", "re2-wasm", "node-re2", "@uwdata/re2"]);

/** Values that nobody makes long: what they are, by the name of their origin. */
export const shortTexts: readonly string[] = [
  "process.argv", "process.env", "process.version", "process.versions", "process.platform", "process.execPath", "process.cwd()",
  "import.meta.url", "import.meta.filename", "import.meta.dirname", "__filename", "__dirname", "os.platform()", "os.release()", "os.hostname()",
  "path.basename()", "path.extname()",
];

/** Methods without arguments that promise the whole text of a response, a file or a blob. */
export const documentReaders: ReadonlySet<string> = new Set(["text"]);
