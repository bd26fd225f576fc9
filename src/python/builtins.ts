/** Names that Python has without an import (`dir(builtins)`, 3.13), exceptions left out. */
export const builtins: ReadonlySet<string> = new Set([
  "Ellipsis", "False", "None", "NotImplemented", "True", "__build_class__", "__import__", "abs", "aiter", "all", "anext", "any", "ascii", "bin",
  "bool", "breakpoint", "bytearray", "bytes", "callable", "chr", "classmethod", "compile", "complex", "delattr", "dict", "dir", "divmod",
  "enumerate", "eval", "exec", "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input",
  "int", "isinstance", "issubclass", "iter", "len", "list", "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord",
  "pow", "print", "property", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super",
  "tuple", "type", "vars", "zip",
]);

/** Methods of texts, lists and dictionaries that hardly anything else has. */
export const builtinMethods: ReadonlySet<string> = new Set([
  "append", "capitalize", "decode", "encode", "endswith", "extend", "format", "isalnum", "isalpha", "isdigit", "isnumeric", "isspace", "items", "join", "keys",
  "ljust", "lower", "lstrip", "popitem", "rjust", "rsplit", "rstrip", "setdefault", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
]);
