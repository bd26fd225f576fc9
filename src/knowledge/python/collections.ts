/** What the values of Python's builtin types, well-known constructors and methods are to a search or a loop. */
export type CollectionKind = "array" | "set" | "map" | "string" | "other" | "unknown";

/** Kinds by the last name of an annotation. */
export const byType: Readonly<Record<string, CollectionKind>> = {
  list: "array", List: "array", tuple: "array", Tuple: "array", Sequence: "array", MutableSequence: "array", MutableList: "array",
  set: "set", Set: "set", frozenset: "set", FrozenSet: "set", AbstractSet: "set", MutableSet: "set", KeysView: "set",
  dict: "map", Dict: "map", Mapping: "map", MutableMapping: "map", DefaultDict: "map", defaultdict: "map", OrderedDict: "map", Counter: "map", ChainMap: "map", TypedDict: "map",
  str: "string", bytes: "string", bytearray: "string", Text: "string", AnyStr: "string",
  deque: "other", Deque: "other", Iterator: "other", Generator: "other", Queue: "other", DataFrame: "other", Series: "other", ndarray: "other", range: "other",
};

/** Kinds of what builtin and well-known constructors give, by resolved name. */
export const byCall: Readonly<Record<string, CollectionKind>> = {
  list: "array", tuple: "array", sorted: "array", dir: "array",
  set: "set", frozenset: "set", dict: "map", vars: "map", globals: "map", locals: "map",
  str: "string", repr: "string", format: "string", bytes: "string", input: "string", hex: "string", "os.getenv": "string",
  range: "other", enumerate: "other", reversed: "other", zip: "other", map: "other", filter: "other", iter: "other", open: "other",
  "collections.defaultdict": "map", "collections.Counter": "map", "collections.OrderedDict": "map", "collections.ChainMap": "map",
  "collections.deque": "other", "os.listdir": "array", "glob.glob": "array", "os.scandir": "other", "os.walk": "other", "glob.iglob": "other",
  "copy.copy": "unknown", "copy.deepcopy": "unknown", "weakref.WeakSet": "set", "weakref.WeakValueDictionary": "map", "weakref.WeakKeyDictionary": "map",
  "re.findall": "array", "re.split": "array", "shlex.split": "array", "random.sample": "array", "random.choices": "array",
};

/** Calls whose elements are those of their first argument. */
export const passOn = new Set([
  "list", "tuple", "sorted", "set", "frozenset", "enumerate", "reversed", "iter", "dict", "collections.deque", "collections.OrderedDict", "copy.copy", "copy.deepcopy",
]);

/** Methods of text and bytes with a list as result; no other common type has them. */
export const textMethods: Readonly<Record<string, CollectionKind>> = {
  split: "array", rsplit: "array", splitlines: "array", readlines: "array", strip: "string", lstrip: "string", rstrip: "string", lower: "string", upper: "string",
  decode: "string", encode: "string", title: "string", casefold: "string", removeprefix: "string", removesuffix: "string", zfill: "string",
};

/** Last names of calls that give the rows of a query, and what holds them. */
export const queryMethods: Readonly<Record<string, CollectionKind>> = {
  fetchall: "array", fetchmany: "array", all: "unknown", scalars: "other", filter: "other", filter_by: "other", exclude: "other", values_list: "other", values: "other",
  order_by: "other", select_related: "other", prefetch_related: "other", find: "other", aggregate: "other", to_list: "array", fetch: "array", execute: "other", query: "other",
};

/** Origins whose values come from outside of the program. */
export const inputs = /^(?:sys\.(?:argv|stdin)|os\.(?:listdir|scandir|walk|environ)|glob\.i?glob|json\.loads?|flask\.request|fileinput|csv\.(?:reader|DictReader)|open)(?![\w])/;

/** Methods that change a list, set or dictionary in place. */
export const changers = new Set([
  "append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear", "sort", "reverse", "appendleft", "__setitem__",
]);

/** Origins of what a handler is given by its client. */
export const requests = /(?:^|\.)(?:request|Request#|HttpRequest#|WebSocket#|UploadFile#)$/;
