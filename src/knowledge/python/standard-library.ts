import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const thread = "`await asyncio.to_thread(...)`";
const wait = { does: "wait", cost: "A", blocks: true } as const;
const program = { does: "process", cost: "A", blocks: true, instead: "`await asyncio.create_subprocess_exec(...)`" } as const;
const network = { does: "request", cost: "A", blocks: true } as const;
const name = { does: "dns", cost: "A", blocks: true } as const;

/** Calls that ask the one who started the program, which only tools do. */
export const consoleCalls: ReadonlySet<string> = new Set(["input", "getpass.getpass"]);

/** Waiting, programs and the network in the standard library. */
export const waiting: Library = {
  name: "Python standard library", packages: [], docs: "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
  sinks: [
    { call: "time.sleep", does: "sleep", cost: "A", blocks: true, instead: "`await asyncio.sleep(...)`" },
    ...methods(["asyncio.", "anyio.", "trio."], "sleep", { does: "sleep", cost: "A" }),
    ...methods("subprocess.", "run call check_call check_output getoutput getstatusoutput", program),
    ...methods("subprocess.Popen#", "wait communicate", program),
    { call: "subprocess.Popen", does: "process", cost: "B", blocks: true, instead: "`await asyncio.create_subprocess_exec(...)`" },
    ...methods("os.", "system popen wait waitpid spawnl spawnle spawnlp spawnv spawnve spawnvp posix_spawn", program),
    ...[...consoleCalls].map((call) => ({ call, ...wait, instead: thread } as const)),
    ...methods(["queue.Queue#", "queue.LifoQueue#", "queue.PriorityQueue#", "queue.SimpleQueue#"], "get", { ...wait, instead: "`await` on an `asyncio.Queue`, or `get_nowait`" }),
    ...methods(["queue.Queue#", "queue.LifoQueue#", "queue.PriorityQueue#"], "join", { ...wait, instead: "`await` on `asyncio.Queue.join`" }),
    ...methods(["multiprocessing.**.Queue().", "multiprocessing.queues.Queue#", "multiprocessing.**.SimpleQueue().", "multiprocessing.connection.Connection#"], "get recv", {
      ...wait, instead: thread,
    }),
    ...methods(["threading.Thread#", "threading.Timer#", "multiprocessing.Process#", "multiprocessing.pool.Pool#", "multiprocessing.Pool()."], "join", { ...wait, instead: thread }),
    ...methods(["multiprocessing.Pool().", "multiprocessing.pool.Pool#", "multiprocessing.pool.ThreadPool#"], "map starmap apply", {
      ...wait, instead: "`await loop.run_in_executor(...)` with a `ProcessPoolExecutor`",
    }),
    ...methods(["threading.Event#", "threading.Condition#", "threading.Barrier#", "multiprocessing.Event()."], "wait", { ...wait, instead: "the class of the same name in `asyncio`" }),
    ...methods(["threading.Lock#", "threading.RLock#", "threading.Semaphore#", "threading.BoundedSemaphore#", "threading.Condition#"], "acquire", {
      ...wait, cost: "B", instead: "the class of the same name in `asyncio`",
    }),
    ...methods(["concurrent.futures.Future#", "concurrent.futures.*#submit().", "asyncio.run_coroutine_threadsafe()."], "result exception", {
      ...wait, instead: "`await asyncio.wrap_future(...)`, or `await loop.run_in_executor(...)`",
    }),
    ...methods("concurrent.futures.", "wait", { ...wait, instead: "`await asyncio.wait(...)`" }),
    ...methods("select.", "select", { ...wait, instead: "`loop.add_reader`, or streams of `asyncio`" }),
    ...methods("signal.", "pause sigwait", { ...wait, instead: "`loop.add_signal_handler`" }),
    ...methods("socket.", "gethostbyname gethostbyname_ex gethostbyaddr getaddrinfo getfqdn getnameinfo", { ...name, instead: "`await loop.getaddrinfo(...)`" }),
    ...methods("dns.resolver.", "query resolve", { ...name, instead: "`dns.asyncresolver.resolve`" }),
    { call: "socket.create_connection", ...wait, instead: "`await asyncio.open_connection(...)`" },
    ...methods("socket.socket#", "connect recv recvfrom recv_into accept sendall makefile", { ...wait, instead: "`await asyncio.open_connection(...)` or `loop.sock_recv`" }),
    ...methods("socket.create_connection().", "recv sendall", { ...wait, instead: "`await asyncio.open_connection(...)`" }),
    { call: "ssl.get_server_certificate", ...network, instead: thread },
    ...methods("urllib.request.", "urlopen urlretrieve", { ...network, instead: "`aiohttp` or `httpx.AsyncClient`" }),
    { call: "urllib.request.build_opener().open", ...network, instead: "`aiohttp` or `httpx.AsyncClient`" },
    ...methods(["http.client.HTTPConnection#", "http.client.HTTPSConnection#"], "request getresponse connect", { ...network, instead: "`aiohttp` or `httpx.AsyncClient`" }),
    ...methods("smtplib.", "SMTP SMTP_SSL", { ...network, instead: "`aiosmtplib`" }),
    ...methods(["smtplib.SMTP#", "smtplib.SMTP_SSL#"], "connect starttls login sendmail send_message quit", { ...network, instead: "`aiosmtplib`" }),
    ...methods(["imaplib.IMAP4#", "imaplib.IMAP4_SSL#"], "login select search fetch store append uid", { ...network, instead: thread }),
    ...methods(["poplib.POP3#", "poplib.POP3_SSL#"], "user pass_ list retr dele", { ...network, instead: thread }),
    ...methods(["ftplib.FTP#", "ftplib.FTP_TLS#"], "connect login retrbinary retrlines storbinary storlines nlst dir cwd", { ...network, instead: "`aioftp`" }),
    ...methods("ftplib.", "FTP FTP_TLS", { ...network, instead: "`aioftp`" }),
    ...methods("webbrowser.", "open", { does: "process", cost: "B", blocks: true, instead: thread }),
  ],
};

const rows = { does: "query", cost: "B", blocks: true, instead: `\`aiosqlite\`, or ${thread}` } as const;

export const sqlite: Library = {
  name: "sqlite3", packages: [], docs: "https://docs.python.org/3/library/sqlite3.html",
  sinks: [
    ...methods("sqlite3.**.", "execute", { ...rows, batch: "one `executemany`, or one statement with `IN (...)`" }),
    ...methods("sqlite3.**.", "executemany executescript", rows),
    ...methods("sqlite3.**.", "commit", { ...rows, does: "commit", batch: "one `commit` after the loop" }),
    { call: "sqlite3.connect", ...rows, does: "file", cost: "C" },
  ],
};

const text = "a limit on the size, or `await asyncio.to_thread(...)`";

export const json: Library = {
  name: "JSON", packages: [], docs: "https://docs.python.org/3/library/json.html",
  sinks: [
    ...methods(["json.", "simplejson."], "load loads", { does: "json-parse", cost: "B", blocks: true, measured: "~24 ms per MB", instead: text }),
    ...methods(["json.", "simplejson."], "dump dumps", { does: "json-stringify", cost: "B", blocks: true, measured: "~24 ms per MB", instead: text }),
    ...methods(["orjson.", "ujson.", "rapidjson."], "loads load", { does: "json-parse", cost: "B", blocks: true, instead: text }),
    ...methods(["orjson.", "ujson.", "rapidjson."], "dumps dump", { does: "json-stringify", cost: "B", blocks: true, instead: text }),
  ],
};
