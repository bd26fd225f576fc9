/** Calls that leave something behind with an object that outlives them, until it is taken away. */
export interface ListenerRow {
  /** Beginnings of resolved names, and what follows: `logging.getLogger().` and `addHandler`. */
  of: readonly string[];
  names: readonly string[];
  /** Last names of calls and attributes that take it away again. */
  undo: readonly string[];
  /** What is added, for messages: "handler". */
  what: string;
  /** What each one costs from then on, as it follows a colon. */
  effect: string;
  /** What to do, a sentence. */
  instead: string;
  /** What keeps it: the object before the dot, the process, an argument by its place. `result`: the value given back is the only way to remove it. */
  on: "receiver" | "process" | "result" | number;
  /** Place of what is added. Absent: all arguments are. */
  at?: number;
  /** The same object is kept once, so that only a new one each time counts. */
  dedupes?: true;
  /** Held weakly unless `weak=False` is given, and once for each `dispatch_uid`. */
  weak?: true;
  /** Where the callers are unknown as well: what is added has no use outside of the call. */
  alwaysTold?: true;
  /** What it is added to comes to an end by itself. */
  ends?: true;
  /** Each one costs next to nothing: worth a hint. */
  slight?: true;
}

const logged = "every record is then written once more per handler, and each handler keeps its file or stream open";
const kept = "it is called each time from then on, and keeps what it refers to";

const djangoSignals = ["post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed", "pre_init", "post_init", "pre_migrate", "post_migrate", "class_prepared"]
  .map((name) => `django.db.models.signals.${name}.`);
const coreSignals = ["request_started", "request_finished", "got_request_exception", "setting_changed"].map((name) => `django.core.signals.${name}.`);
const celerySignals = ["task_prerun", "task_postrun", "task_success", "task_failure", "task_retry", "worker_ready", "worker_init", "worker_process_init", "worker_shutdown"]
  .map((name) => `celery.signals.${name}.`);
const emitters = ["pyee.EventEmitter#", "pyee.base.EventEmitter#", "pyee.AsyncIOEventEmitter#", "pyee.asyncio.AsyncIOEventEmitter#", "pyee.executor.ExecutorEventEmitter#"];

const loggers = ["logging.getLogger().", "logging.Logger#", "logging.root.", "logging.getLogger().root.", "structlog.stdlib.get_logger()."];

/** Known by resolved name. */
export const listeners: readonly ListenerRow[] = [
  {
    of: loggers, names: ["addHandler"],
    undo: ["removeHandler", "handlers"], what: "handler", effect: logged, instead: "Add it once at start-up, or remove it with `removeHandler` in a `finally`.",
    on: "receiver", at: 0, dedupes: true, alwaysTold: true,
  },
  {
    of: loggers, names: ["addFilter"],
    undo: ["removeFilter", "filters"], what: "filter", effect: "every record is then put to one more of them", instead: "Add it once at start-up, or remove it with `removeFilter` in a `finally`.",
    on: "receiver", at: 0, dedupes: true, alwaysTold: true, slight: true,
  },
  {
    of: ["loguru.logger."], names: ["add"], undo: ["remove"], what: "sink", effect: "every message is then written once more per sink",
    instead: "Add it once at start-up, or keep its number and call `logger.remove(number)`.", on: "process", at: 0, alwaysTold: true,
  },
  {
    of: ["atexit."], names: ["register"], undo: ["unregister"], what: "exit function", effect: "it and what it refers to stay until the process ends",
    instead: "Register one function at the top level, or call `atexit.unregister` when the object is closed.", on: "process", at: 0,
  },
  {
    of: ["os."], names: ["register_at_fork"], undo: [], what: "fork hook", effect: "nothing can take it away", instead: "Register it once at the top level.", on: "process",
  },
  {
    of: ["sys.path.", "sys.meta_path.", "sys.path_hooks."], names: ["append", "insert"], undo: ["remove", "pop"], what: "entry",
    effect: "every import then looks in one more place", instead: "Ask whether it is there before adding it, or remove it in a `finally`.", on: "process",
  },
  {
    of: ["gc.callbacks."], names: ["append", "insert"], undo: ["remove"], what: "callback", effect: "it is called for each collection from then on",
    instead: "Remove it in a `finally`.", on: "process", at: 0,
  },
  {
    of: [...djangoSignals, ...coreSignals, ...celerySignals, "django.dispatch.Signal#", "blinker.Signal#", "blinker.signal().", "blinker.NamedSignal#", "blinker.Namespace#signal()."],
    names: ["connect"], undo: ["disconnect", "disconnect_by_sender"], what: "receiver", effect: kept,
    instead: "Connect a function of the module, give a `dispatch_uid`, or call `disconnect`.", on: "receiver", at: 0, dedupes: true, weak: true,
  },
  {
    of: ["sqlalchemy.event.", "sqlalchemy.event.api."], names: ["listen", "listens_for"], undo: ["remove"], what: "listener", effect: kept,
    instead: "Listen once at the top level, or call `event.remove`.", on: 0, at: 2, dedupes: true,
  },
  {
    of: emitters, names: ["on", "add_listener", "listens_to"], undo: ["remove_listener", "remove_all_listeners"], what: "listener", effect: kept,
    instead: "Use `once`, or call `remove_listener` when it is over.", on: "receiver", at: 1,
  },
  {
    of: ["telegram.ext.Application#", "telegram.ext.Dispatcher#", "telegram.ext.CallbackContext#application.", "pyrogram.Client#"], names: ["add_handler", "add_error_handler"],
    undo: ["remove_handler", "remove_error_handler"], what: "handler", effect: "every update then goes through one more handler", instead: "Add handlers once, where the application is made.",
    on: "receiver", at: 0,
  },
  {
    of: ["telethon.TelegramClient#"], names: ["add_event_handler"], undo: ["remove_event_handler"], what: "handler", effect: kept, instead: "Add it once, where the client is made.", on: "receiver", at: 0,
  },
  {
    of: ["discord.ext.commands.Bot#", "discord.Client#", "nextcord.ext.commands.Bot#", "disnake.ext.commands.Bot#", "discord.ext.commands.Context#bot."], names: ["add_listener", "add_check"],
    undo: ["remove_listener", "remove_check"], what: "listener", effect: kept, instead: "Use `bot.wait_for`, or call `remove_listener` when it is over.", on: "receiver", at: 0,
  },
  {
    of: ["kazoo.client.KazooClient#"], names: ["add_listener"], undo: ["remove_listener"], what: "listener", effect: kept, instead: "Call `remove_listener` when it is over.", on: "receiver", at: 0, dedupes: true,
  },
  {
    of: ["apscheduler.schedulers.background.BackgroundScheduler#", "apscheduler.schedulers.asyncio.AsyncIOScheduler#", "apscheduler.schedulers.base.BaseScheduler#"], names: ["add_listener"],
    undo: ["remove_listener"], what: "listener", effect: kept, instead: "Add it once, where the scheduler is made.", on: "receiver", at: 0,
  },
  {
    of: ["opentelemetry.trace.get_tracer_provider().", "opentelemetry.sdk.trace.TracerProvider#"], names: ["add_span_processor"], undo: ["shutdown"], what: "span processor",
    effect: "every span is then exported once more", instead: "Add it once at start-up.", on: "receiver", at: 0,
  },
  {
    of: ["sentry_sdk.", "sentry_sdk.scope."], names: ["add_global_event_processor"], undo: [], what: "event processor", effect: "every event then goes through one more",
    instead: "Add it once at start-up, or use a scope of its own.", on: "process", at: 0,
  },
  {
    of: ["homeassistant.core.HomeAssistant#bus."], names: ["async_listen", "listen"], undo: [], what: "listener", effect: "it stays after the entry is unloaded, one more with each reload",
    instead: "Hand what the call gives back to `entry.async_on_unload`.", on: "result", at: 1,
  },
  {
    of: ["homeassistant.helpers.event.", "homeassistant.helpers.dispatcher."],
    names: ["async_track_state_change_event", "async_track_time_interval", "async_track_time_change", "async_track_state_change", "async_track_template", "async_dispatcher_connect", "dispatcher_connect", "track_time_interval"],
    undo: [], what: "listener", effect: "it stays after the entry is unloaded, one more with each reload", instead: "Hand what the call gives back to `entry.async_on_unload` or `self.async_on_remove`.",
    on: "result",
  },
  {
    of: ["asyncio.Future#", "asyncio.Task#", "concurrent.futures.Future#", "asyncio.get_running_loop().create_future().", "asyncio.create_task().", "asyncio.get_event_loop().create_future()."],
    names: ["add_done_callback"], undo: ["remove_done_callback"], what: "callback", effect: "all of them stay until the future is done", instead: "Add it once, or call `remove_done_callback` when the wait is over.",
    on: "receiver", at: 0, ends: true,
  },
];

/** Method names that one library has, whatever the receiver. */
export const listenerShapes: readonly { name: string; row: ListenerRow }[] = listeners.filter((row) => row.names.includes("addHandler")).map((row) => ({ name: "addHandler", row }));

/** Lists of callbacks that other objects call: `subject.listeners.append(self.on_change)`. */
export const listenerLists = /(?:^|_)(?:listeners?|observers?|callbacks?|handlers?|hooks?|subscribers?|watchers?|receivers?)$/;

/** What takes an entry out of such a list. */
export const listTakers: readonly string[] = ["remove", "discard", "clear", "pop", "popleft"];

/** Functions that set things up: their callers run once. Names only lower a finding. */
export const setupName = new RegExp(
  "^_*(?:async_)?(?:set_?up|configure|config|init|initiali[sz]e|enable|install|register|attach|prepare|bootstrap|main|activate|patch|instrument|create|make|build)(?:_|[A-Z]|$)"
  + "|(?:^|_)(?:get|set|add|use|new|start|open)_?(?:\\w+_)?(?:logger|logging|log|logs|handlers?|loggers)(?:_|$)|(?:^|_)(?:logger|logging)$|[a-z](?:Logger|Logging)$");
