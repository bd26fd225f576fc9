/** Where services say how large a request body may be, what reads files, and which files are small by nature. */

/** Constructors with a keyword argument that limits parsed bodies: https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.Application */
export const bodyLimits: ReadonlyMap<string, string> = new Map([
  ["aiohttp.web.Application", "client_max_size"],
  ["litestar.Litestar", "request_max_body_size"],
  ["quart.Quart", "max_content_length"],
]);

/** Settings by name; this one counts forms as well as documents: https://docs.djangoproject.com/en/stable/ref/settings/#data-upload-max-memory-size */
export const limitSettings: ReadonlySet<string> = new Set(["DATA_UPLOAD_MAX_MEMORY_SIZE"]);

/** Asynchronous ways to open or read a file, which block nothing and so are no costly calls elsewhere. */
export const asyncFileReaders: ReadonlySet<string> = new Set([
  "aiofiles.open", "anyio.open_file", "anyio.Path().read_text", "anyio.Path().read_bytes", "anyio.Path#read_text", "anyio.Path#read_bytes",
]);

/** Words in the path of a file that is written by hand and therefore small. */
export const smallFileWords =
  /package\.json|manifest|locales?\b|i18n|lang|translation|config|conf\b|settings|schema|version|meta|credential|secret|token|preferences|lock\b|state|fixture/i;
