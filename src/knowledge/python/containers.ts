/** Constructors of containers that grow as long as nobody takes anything out, by resolved name. `maxlen` and `maxsize` bound them. */
export const growing: ReadonlySet<string> = new Set([
  "list", "dict", "set", "collections.deque", "collections.defaultdict", "collections.OrderedDict", "collections.Counter", "collections.UserDict", "collections.UserList",
]);

/** Constructors whose entries are made when they are read. */
export const selfFilling: ReadonlySet<string> = new Set(["collections.defaultdict", "collections.Counter"]);

/** Methods that put something into a container: with a key, so that equal ones meet, or at another place each time. */
export const growers: Readonly<Record<string, "keyed" | "listed">> = {
  append: "listed", appendleft: "listed", extend: "listed", extendleft: "listed", insert: "listed",
  add: "keyed", update: "keyed", setdefault: "keyed",
};

/** Methods that take something out of a container. */
export const shrinkers: ReadonlySet<string> = new Set([
  "pop", "popleft", "popitem", "clear", "remove", "discard", "difference_update", "intersection_update", "symmetric_difference_update", "__delitem__",
  "move_to_end", "prune", "expire", "evict", "subtract",
]);

/** Functions that take something out of their argument. */
export const takers: ReadonlySet<string> = new Set(["heapq.heappop", "heapq.heapreplace", "heapq.heappushpop", "delattr"]);

/** Functions that only read what they are given, by resolved name. */
export const readers: ReadonlySet<string> = new Set([
  "len", "list", "set", "dict", "tuple", "sorted", "reversed", "iter", "enumerate", "sum", "min", "max", "any", "all", "zip", "map", "filter", "str", "repr", "print", "bool",
  "isinstance", "id", "type", "frozenset", "next", "hash", "format", "range", "copy.copy", "copy.deepcopy", "json.dumps", "json.dump", "collections.Counter", "collections.deque",
  "random.choice", "random.sample", "random.choices", "itertools.chain", "itertools.islice", "itertools.chain.from_iterable", "statistics.mean", "statistics.median",
  "asyncio.gather", "asyncio.wait", "asyncio.as_completed", "operator.itemgetter", "hasattr", "getattr", "numpy.mean", "numpy.array", "pandas.DataFrame", "pprint.pprint", "heapq.heappush",
  "functools.reduce", "bisect.bisect", "bisect.bisect_left", "bisect.bisect_right", "bisect.insort", "sys.getsizeof", "types.MappingProxyType",
]);

/** Methods that give what lies in a container, for a look or a change. */
export const openers: ReadonlySet<string> = new Set(["get", "setdefault", "values", "items", "__getitem__", "copy", "keys", "most_common", "elements"]);

/** Decorators that keep results by arguments: without a bound, or with one unless told otherwise. */
export const memoizers: Readonly<Record<string, "unbounded" | "bounded">> = {
  "functools.cache": "unbounded", "functools.lru_cache": "bounded", "async_lru.alru_cache": "bounded", "cachetools.func.lru_cache": "bounded",
};

/** Decorators and metaclasses that make a class have one instance. */
export const singletonName = /singleton/i;

/** Bases whose class attributes are copied, or described, per instance: models, schemas, enums, states. */
export const declarativeBase = /(?:Model|Schema|Settings|Config|Params|Parameters|Struct|Options|State|Enum|Flag|Document|Dto|DTO|Payload|Input|Output|TypedDict|NamedTuple|Protocol|Type|ObjectType|Serializer|Form|Factory|Item)$|^(?:pydantic|sqlmodel|msgspec|enum|mongoengine|odmantic|beanie|reflex|traitlets|marshmallow|graphene|strawberry|typing|typing_extensions)\./;

/** Words in the name of a container that is filled once, or with few entries by nature. A name lowers the confidence, it proves nothing. */
export const fewByName = new RegExp(
  "(?:regist|handler|plugin|hook|callback|listener|observer|subscri|route|command|backend|provider|factor|converter|validator|type|class|model|schema|serializer|mapping|alias|"
  + "extension|driver|loader|check|rule|config|setting|option|flag|module|table|locale|lang|currenc|timezone|zone|template|column|field|warn|deprecat|notif|logged|reported|"
  + "logger|metric|gauge|counter|adapter|strateg|formatter|parser|encoder|decoder|middleware|extractor|resolver|dispatch|instance|engine|"
  + "keep_?(?:alive|ref)|patch|sentinel|singleton|import|export|symbol|lookup|supported|known|allowed|default|feature|permission|signature|annotation|method|attr|prop)", "i");

/** Functions that enter something in a register: their callers run once per thing registered. Names only lower a finding. */
export const registerName = /^_*(?:register|unregister|install|subscribe|connect|hook|plugin|route|command|define|declare|use|include|mount|init|setup|configure|import|discover|bind|attach|enable|patch|prepare|populate|provide|expose|export)(?:_|$)|^add_|^__(?:init|new|init_subclass|set_name|call|setattr|setitem|enter|class_getitem|prepare|post_init|setstate)__$/;

/** Parameters that hold code rather than data. */
export const codeName = /^_*(?:fn|func|function|f|cls|klass|class_|callback|cb|handler|factory|plugin|decorator|method|hook|listener|observer|processor|backend|provider|adapter|module|command|command_class|model|type_|typ|tp|wrapped|target)$/;

/** Annotations of values that code, types and modules have. */
export const codeType = /(?:^|[.[\s|])(?:Callable|type|Type|FunctionType|ModuleType|Coroutine|Handler|Command|Plugin)(?:$|[[\]\s|,])/;

/** Annotations of values of which there are few. */
export const fewType = /^(?:bool|None|Literal|type|Type|Enum|Locale)$/;

/** Names of parameters with few values. A name lowers the confidence, it proves nothing. */
export const fewValues = /(?:^|_)(?:lang|language|locale|mode|kind|type|datatype|mimetype|filetype|typ|cls|klass|class|env|environment|platform|version|ext|extension|module|package|table|model|field|column|attr|attribute|option|setting|config|flag|name|level|scope|role|permission|status|state|format|encoding|dtype|backend|engine|driver|currency|country|region|timezone|tz|unit|schema|app|plugin|theme|color|style|func|function|fn|method|enum|func_name|node_type|suffix|prefix|dir|directory|root|base|settings|locale_code|lang_code|features?|width|size|n|precision|digits|dim|depth|dtype)s?$/;

/** Values of which each is another one, by origin: tasks, futures, threads, random identifiers. */
export const alwaysNew = /(?:create_task|ensure_future|create_future|run_coroutine_threadsafe|\.submit)\(\)$|^asyncio\.(?:Task|Future)#$|^(?:threading\.(?:Thread|Timer)|weakref\.ref|multiprocessing\.Process|subprocess\.Popen)#$|^uuid\.uuid[14]\(\)$|^time\.(?:time|monotonic)(?:_ns)?\(\)$/;

/** Names that hold the request at hand in frameworks that do not pass it. */
export const requestNames = /^(?:flask|quart|bottle|cherrypy|sanic)\.(?:request|session|websocket)$/;
