import type { Context } from "../context.ts";

/** Calls that take a function and run it elsewhere or later: the function's blocking does not reach the caller. */
export interface DeferralRow {
  of: readonly string[];
  names: readonly string[];
  /** Position of the function; its arguments follow. */
  at: number;
  keyword?: string;
}

/** Resolved names. */
export const deferrals: readonly DeferralRow[] = [
  { of: ["asyncio.", "asyncio.threads."], names: ["to_thread"], at: 0, keyword: "func" },
  { of: ["anyio.to_thread.", "anyio.to_process.", "anyio.to_interpreter.", "trio.to_thread."], names: ["run_sync"], at: 0, keyword: "func" },
  { of: ["anyio."], names: ["run_sync_in_worker_thread", "run_in_thread"], at: 0 },
  { of: ["starlette.concurrency.", "fastapi.concurrency."], names: ["run_in_threadpool"], at: 0, keyword: "func" },
  { of: ["asgiref.sync."], names: ["sync_to_async", "SyncToAsync"], at: 0, keyword: "func" },
  { of: ["channels.db."], names: ["database_sync_to_async"], at: 0 },
  { of: ["concurrent.futures.ThreadPoolExecutor#", "concurrent.futures.ProcessPoolExecutor#", "concurrent.futures.Executor#"], names: ["submit", "map"], at: 0, keyword: "fn" },
  { of: ["threading."], names: ["Thread"], at: 1, keyword: "target" },
  { of: ["threading."], names: ["Timer"], at: 1, keyword: "function" },
  { of: ["multiprocessing."], names: ["Process"], at: 1, keyword: "target" },
  { of: ["_thread."], names: ["start_new_thread"], at: 0 },
  { of: ["django.db.transaction."], names: ["on_commit"], at: 0, keyword: "func" },
];

/** The same told by a method's name alone, whatever the receiver. */
export const deferralShapes: readonly Omit<DeferralRow, "of">[] = [
  { names: ["run_in_executor"], at: 1, keyword: "func" },
  { names: ["async_add_executor_job", "sys_run_in_executor", "add_executor_job", "async_import_executor_job"], at: 0 },
  { names: ["run_in_threadpool", "run_sync_in_worker_thread", "run_in_thread", "run_in_thread_pool", "sync_to_async", "to_thread", "run_blocking", "run_sync_in_executor", "deferToThread"], at: 0 },
  { names: ["submit"], at: 0, keyword: "fn" },
];

/** Responses that go through a plain generator in a thread of their own: Starlette (`iterate_in_threadpool`), Django under ASGI. */
export const streamers: ReadonlySet<string> = new Set(["StreamingResponse", "StreamingHttpResponse"]);

/** Methods of a task that have a worker run its function: `send_mail.delay(id)`. What else they may belong to is found out when files are linked. */
export const taskSenders: ReadonlySet<string> = new Set([
  "delay", "apply_async", "delay_on_commit", "apply_async_on_commit", "s", "si", "signature", "subtask", "send", "send_with_options", "enqueue", "schedule", "defer", "defer_async",
]);

/** Decorators after which a plain function runs off the loop although it is called by name. */
export const deferringDecorators: readonly string[] = [
  "asgiref.sync.sync_to_async", "channels.db.database_sync_to_async", "homeassistant.util.Throttle", "twisted.internet.threads.deferToThread",
  "nonebot.utils.run_sync", "aiomisc.threaded", "aiomisc.threaded_separate", "asyncer.asyncify", "tornado.concurrent.run_on_executor",
];

/** Of these, names under which projects keep wrappers of their own. */
export const deferringNames: ReadonlySet<string> = new Set(["sync_to_async", "database_sync_to_async", "asyncify", "run_on_executor"]);

/** How a coroutine runs that another thread hands to a loop, which is mostly there for such jobs alone. */
export const handedOver = "handed over by another thread";

/** Functions that call their argument once per item of another argument, right away. */
export const perItem: readonly { call: string; at: number; over: number }[] = [
  { call: "map", at: 0, over: 1 },
  { call: "filter", at: 0, over: 1 },
  { call: "functools.reduce", at: 0, over: 1 },
  { call: "itertools.starmap", at: 0, over: 1 },
  { call: "itertools.filterfalse", at: 0, over: 1 },
  { call: "itertools.takewhile", at: 0, over: 1 },
  { call: "itertools.dropwhile", at: 0, over: 1 },
  { call: "itertools.groupby", at: 1, over: 0 },
];

/** Functions that call the `key` argument once per item of their first. */
export const keyed: ReadonlySet<string> = new Set(["sorted", "min", "max", "heapq.nlargest", "heapq.nsmallest", "sort", "itertools.groupby"]);

/** Calls that start all the coroutines they are given before any is awaited. */
export const gatherers: ReadonlySet<string> = new Set([
  "asyncio.gather", "asyncio.wait", "asyncio.as_completed", "asyncio.tasks.gather", "anyio.gather", "curio.gather", "trio.gather", "aiometer.run_all", "aiometer.amap",
]);

/** Calls that put one coroutine beside the caller's. Methods by their last name: `tg.create_task`, `loop.create_task`. */
export const starters: ReadonlySet<string> = new Set([
  "create_task", "ensure_future", "start_soon", "run_coroutine_threadsafe", "async_create_task", "async_create_background_task", "create_eager_task", "spawn",
]);

/** Calls that run one coroutine on a loop of its own and wait for it. */
export const runners: ReadonlySet<string> = new Set([
  "asyncio.run", "anyio.run", "trio.run", "uvloop.run", "asgiref.sync.async_to_sync", "asyncio.Runner#run", "curio.run",
]);

/** The same told by a method's name alone. */
export const runnerShapes: ReadonlySet<string> = new Set(["run_until_complete", "run_sync", "async_to_sync", "run_async"]);

/** Names that tell of a program that runs more than one coroutine at a time. */
export const concurrencyNames: ReadonlySet<string> = new Set([
  ...starters, "gather", "TaskGroup", "as_completed", "start_server", "serve", "create_server", "run_forever", "start_polling", "AppRunner", "TCPSite", "serve_forever", "create_task_group", "open_nursery",
]);

/** Modules whose import replaces blocking calls by cooperative ones. */
export const patchers: readonly string[] = ["gevent.monkey", "eventlet", "gevent"];

/** A function's name that tells of work done once per process. Names only lower a finding. */
export const startupName = /^_?(?:async_)?(?:main|amain|bootstrap|lifespan|startup|shutdown|on_startup|on_shutdown|on_cleanup|create_(?:app|application|engine|tables|server)|(?:init|initialize|initialise|configure|setup)(?:_\w+)?|register_(?:routes|blueprints|commands|extensions|handlers|routers|plugins)|set_up|setUp(?:Class)?|tearDown(?:Class)?)$/;

/** Decorators that let only those in who run the service, by their last names. */
export const operatorsOnly: ReadonlySet<string> = new Set([
  "is_owner", "guildowner", "staff_member_required", "superuser_required", "admin_required", "is_admin", "admin", "is_superuser", "superuser",
]);

/** Decorators that ask for permissions by keyword: `@has_permissions(administrator=True)`. */
export const permissionChecks: ReadonlySet<string> = new Set(["has_permissions", "has_guild_permissions", "guildowner_or_permissions", "admin_or_permissions", "default_permissions"]);
export const operatorPermissions: ReadonlySet<string> = new Set(["administrator"]);

/** A condition that lets in staff only: `@user_passes_test(lambda user: user.is_superuser)`. */
export const operatorTest = { decorator: "user_passes_test", attributes: /\.is_(?:superuser|staff)\b/ } as const;

/** Names of functions and files that tell of work done once, or by night, while nobody waits. Names only lower a finding. */
export const maintenanceNames = new RegExp(
  "migrat|backfill|repair|(?:^|_)(?:bg|background|nightly|cron|periodic|maintenance|housekeep\\w*|clean|clean_?up|cleaner|purge|prune|vacuum|reindex|schema|oneoff|one_off|fixup)(?:_|\\.py$|$)"
  + "|(?:^|_)reorder(?:_|\\.py$|$)|(?:random|sample|demo|fake|dummy|seed)_?data|populate_?db|^_?(?:(?:run_)?(?:upgrade|downgrade)(?:_|$)|fix_)|remove_\\w*dup", "i");

/** Keywords under which a function is handed over to be run at start-up or shutdown. */
export const startupKeywords: ReadonlySet<string> = new Set(["lifespan", "on_startup", "on_shutdown", "post_init", "post_shutdown"]);

/** Lists of start-up functions to which applications append: `app.on_startup.append(connect)`. */
export const startupLists: ReadonlySet<string> = new Set(["on_startup", "on_shutdown", "on_cleanup", "cleanup_ctx"]);

/** Module-level functions that servers call by their name: `lambda_handler(event, context)`. */
export const entryPoints: readonly { name: string; parameters: readonly string[]; context: Context; how: string }[] = [
  { name: "lambda_handler", parameters: ["event", "context"], context: "request", how: "Lambda handler" },
  { name: "handler", parameters: ["event", "context"], context: "request", how: "Lambda handler" },
];

/** Packages that run coroutines of a project, as PEP 503 spells them. */
export const asyncPackages: readonly string[] = [
  "fastapi", "starlette", "aiohttp", "sanic", "quart", "litestar", "tornado", "twisted", "scrapy", "homeassistant", "discord-py", "py-cord", "nextcord", "disnake", "aiogram",
  "python-telegram-bot", "channels", "uvicorn", "hypercorn", "daphne", "trio", "anyio",
];

/** Packages that a program with a server or workers of its own depends on, as PEP 503 spells them. */
export const serverPackages: readonly string[] = [
  "django", "djangorestframework", "flask", "fastapi", "starlette", "sanic", "quart", "litestar", "falcon", "bottle", "pyramid", "tornado", "twisted", "celery", "frappe", "odoo", "discord-py", "homeassistant",
  "cherrypy", "web-py", "webob", "pecan", "connexion", "nameko", "aiorpcx", "gunicorn", "uwsgi", "invenio-app",
  "py-cord", "nextcord", "disnake", "pydis-core", "aiogram", "python-telegram-bot", "pyrogram", "hydrogram", "telethon", "nonebot2",
];

/** Files by which a framework knows its applications. Those run inside of it, so their manifests need not name it. */
export const frameworkMarks: readonly { file: string; text: RegExp; package: string }[] = [
  { file: "manage.py", text: /\bDJANGO_SETTINGS_MODULE\b/, package: "django" },
  { file: "hooks.py", text: /^app_name\s*=\s*["']/m, package: "frappe" },
  { file: "__manifest__.py", text: /["']depends["']\s*:\s*\[/, package: "odoo" },
  { file: "manifest.json", text: /"(?:iot_class|config_flow|integration_type)"\s*:/, package: "homeassistant" },
];
