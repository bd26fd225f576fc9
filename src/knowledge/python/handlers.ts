import type { Context } from "../context.ts";

/**
 * Where a registered function runs. `loop`: on the event loop `always` (plain functions too), only when `async` (plain functions run in
 * a thread pool or a WSGI worker), or `never`.
 */
export interface Runs {
  context: Context;
  /** In plain words, for messages; a route's verb and path are appended where they are known. */
  how: string;
  loop: "always" | "async" | "never";
  /** Called once per parent row of a list, without any loop in sight. */
  perRow?: true;
  /** Only those who run the service may start it. */
  rare?: true;
  /** Not in a file whose text fits: it runs the loop itself, for one job. */
  unless?: RegExp;
}

/** Contexts in words that run apart from whoever waits. */
export const backgroundWork = /(?:^|\s)(?:task|actor|job)$/;

/** Runs when there is something to read, or room to write: neither waits. */
export const readyCallback = "event loop callback of a ready connection";

/** Runs when a row is saved: mostly one at a time, and once in a while. */
export const signalReceiver = "Django signal receiver";

/** Names by which administrators of Django call what they do to the rows that somebody chose. */
export const adminAction: Runs & { parameters: readonly string[] } = {
  parameters: ["request", "queryset"], context: "request", how: "Django admin action", loop: "async", rare: true,
};

/** A program that starts the reactor of Twisted, and ends with it. */
const runsReactor = /\breactor\.run\(|\btask\.react\(/;

/** `@app.get("/")`: a decorator, called or bare, whose resolved name is one of `of` followed by one of `names`. */
export interface DecoratorRow extends Runs {
  of: readonly string[];
  names: readonly string[];
}

/** `@router.get("/users")` where the receiver is not known: a method name together with its argument. */
export interface DecoratorShape extends Runs {
  names: readonly string[];
  /** First argument: a literal path (`/users`, or an empty string), or nothing is asked. */
  argument: "path" | "any";
  /** Packages one of which this file imports or the manifest names; else the shape is only possible. */
  packages: readonly string[];
}

/** A call that registers functions: `add_get("/", handler)`, `Thread(target=f)`. */
export interface RegistrationRow extends Runs {
  of: readonly string[];
  names: readonly string[];
  /** Positions and keywords of the registered functions; `rest`: every argument from the first position on. */
  at: readonly number[];
  keywords?: readonly string[];
  rest?: true;
  /** A class may be given, whose public methods serve then; of any other class only the constructor runs. */
  classes?: true;
  /** A text may be given: the dotted path of the function. */
  text?: true;
}

/** Methods of classes with one of the `bases`, in this file or imported; a base that ends in `*` stands for all names that begin so. */
export interface BaseRow extends Runs {
  bases: readonly string[];
  /** Ends of names of base classes from the project (`UserViewSet`), believed only with the parameter named below. */
  endings?: readonly string[];
  /** The parameter that a method has when only the ending of its base is known. */
  parameter?: string;
  /** Method names; one that ends in `*` stands for all names that begin so. */
  methods: readonly string[];
}

/** Functions whose parameter (the first one after `self`, unless `anywhere`) is annotated with one of these types. */
export interface ParameterRow extends Runs {
  annotations: readonly string[];
  anywhere?: true;
}

const verbs = ["get", "post", "put", "patch", "delete", "head", "options"] as const;
const fastapi = ["fastapi.FastAPI#", "fastapi.APIRouter#", "fastapi.applications.FastAPI#", "fastapi.routing.APIRouter#"];
const starlette = ["starlette.applications.Starlette#", "starlette.routing.Router#", "starlette.applications.Starlette#router."];
const sanic = ["sanic.Sanic#", "sanic.Blueprint#", "sanic.app.Sanic#", "sanic.blueprints.Blueprint#"];
const quart = ["quart.Quart#", "quart.Blueprint#", "quart_trio.QuartTrio#"];
const flask = ["flask.Flask#", "flask.Blueprint#", "flask_openapi3.OpenAPI#", "flask_openapi3.APIBlueprint#", "apiflask.APIFlask#", "apiflask.APIBlueprint#"];
const hooks = ["before_request", "after_request", "teardown_request", "before_app_request", "after_app_request"] as const;
const routing = ["aiohttp.web.Application#router.", "aiohttp.web.Application().router.", "aiohttp.web.UrlDispatcher#"];

export const decorators: readonly DecoratorRow[] = [
  { of: ["twisted.internet.defer."], names: ["inlineCallbacks"], unless: runsReactor, context: "event", how: "Twisted coroutine", loop: "always" },
  { of: fastapi, names: [...verbs, "trace", "api_route", "route"], context: "request", how: "FastAPI route", loop: "async" },
  { of: fastapi, names: ["middleware", "exception_handler"], context: "request", how: "FastAPI middleware", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["websocket", "websocket_route"], context: "event", how: "WebSocket route", loop: "async" },
  { of: starlette, names: ["route"], context: "request", how: "Starlette route", loop: "async" },
  { of: ["aiohttp.web.RouteTableDef#"], names: [...verbs, "view", "route"], context: "request", how: "aiohttp route", loop: "always" },
  { of: ["aiohttp.web."], names: ["middleware"], context: "request", how: "aiohttp middleware", loop: "always" },
  { of: sanic, names: [...verbs, "route"], context: "request", how: "Sanic route", loop: "always" },
  { of: sanic, names: ["middleware", "on_request", "on_response", "exception"], context: "request", how: "Sanic middleware", loop: "always" },
  { of: sanic, names: ["websocket"], context: "event", how: "Sanic WebSocket", loop: "always" },
  { of: sanic, names: ["before_server_start", "after_server_start", "main_process_start", "listener"], context: "startup", how: "Sanic start-up listener", loop: "async" },
  { of: quart, names: [...verbs, "route", "before_request", "after_request", "errorhandler"], context: "request", how: "Quart route", loop: "async" },
  { of: quart, names: ["websocket"], context: "event", how: "Quart WebSocket", loop: "async" },
  { of: quart, names: ["before_serving", "while_serving"], context: "startup", how: "Quart start-up hook", loop: "async" },
  { of: ["litestar.", "litestar.handlers.", "starlite."], names: [...verbs, "route", "asgi"], context: "request", how: "Litestar route", loop: "async" },
  { of: ["litestar.", "litestar.handlers."], names: ["websocket", "websocket_listener"], context: "event", how: "Litestar WebSocket", loop: "async" },
  { of: flask, names: [...verbs, "route", "before_request", "after_request", "teardown_request", "errorhandler", "context_processor", "before_app_request"], context: "request", how: "Flask route", loop: "never" },
  { of: ["bottle.", "bottle.Bottle#"], names: [...verbs, "route"], context: "request", how: "Bottle route", loop: "never" },
  { of: ["pyramid.view."], names: ["view_config"], context: "request", how: "Pyramid view", loop: "never" },
  { of: ["ariadne.QueryType#", "ariadne.MutationType#"], names: ["field"], context: "request", how: "GraphQL resolver", loop: "always" },
  { of: ["ariadne.ObjectType#"], names: ["field"], context: "request", how: "GraphQL field resolver, once per parent", loop: "always", perRow: true },
  { of: ["strawberry."], names: ["mutation", "subscription"], context: "request", how: "GraphQL mutation", loop: "always" },
  { of: ["rest_framework.decorators."], names: ["api_view", "action"], context: "request", how: "DRF view", loop: "async" },
  {
    of: ["django.views.decorators.http.", "django.views.decorators.csrf.", "django.contrib.auth.decorators.", "django.contrib.admin.views.decorators.", "django.views.decorators.cache."],
    names: ["require_GET", "require_POST", "require_safe", "require_http_methods", "csrf_exempt", "login_required", "permission_required", "user_passes_test", "staff_member_required", "never_cache", "cache_page"],
    context: "request", how: "Django view", loop: "async",
  },
  { of: ["ninja.NinjaAPI#", "ninja.Router#", "ninja_extra.NinjaExtraAPI#"], names: [...verbs, "api_operation"], context: "request", how: "Django Ninja route", loop: "async" },
  { of: ["django.dispatch."], names: ["receiver"], context: "event", how: signalReceiver, loop: "async" },
  { of: ["celery."], names: ["shared_task", "task"], context: "event", how: "Celery task", loop: "never" },
  { of: ["celery.Celery#", "celery.app.Celery#"], names: ["task"], context: "event", how: "Celery task", loop: "never" },
  { of: ["rq.decorators.", "django_rq."], names: ["job"], context: "event", how: "RQ job", loop: "never" },
  { of: ["dramatiq."], names: ["actor"], context: "event", how: "Dramatiq actor", loop: "never" },
  { of: ["huey.RedisHuey#", "huey.SqliteHuey#", "huey.Huey#", "huey.contrib.djhuey."], names: ["task", "db_task"], context: "event", how: "Huey task", loop: "never" },
  { of: ["huey.RedisHuey#", "huey.SqliteHuey#", "huey.Huey#", "huey.contrib.djhuey."], names: ["periodic_task", "db_periodic_task"], context: "scheduled", how: "Huey periodic task", loop: "never" },
  { of: ["procrastinate.App#"], names: ["task", "periodic"], context: "event", how: "Procrastinate task", loop: "async" },
  { of: ["prefect."], names: ["task", "flow"], context: "event", how: "Prefect task", loop: "async" },
  { of: ["airflow.decorators.", "airflow.sdk."], names: ["task"], context: "scheduled", how: "Airflow task", loop: "never" },
  { of: ["apscheduler.schedulers.asyncio.AsyncIOScheduler#"], names: ["scheduled_job"], context: "scheduled", how: "scheduled job", loop: "async" },
  { of: ["apscheduler.schedulers.background.BackgroundScheduler#", "apscheduler.schedulers.blocking.BlockingScheduler#", "flask_apscheduler.APScheduler#"], names: ["scheduled_job", "task"], context: "scheduled", how: "scheduled job", loop: "never" },
  { of: ["fastapi_utils.tasks.", "fastapi_restful.tasks."], names: ["repeat_every"], context: "scheduled", how: "repeated task", loop: "async" },
  {
    of: ["discord.ext.commands.", "discord.ext.commands.Bot#", "discord.ext.commands.AutoShardedBot#", "disnake.ext.commands.", "disnake.ext.commands.Bot#", "nextcord.ext.commands.", "nextcord.ext.commands.Bot#", "discord.app_commands.", "discord.app_commands.CommandTree#", "discord.ext.commands.Bot#tree."],
    names: ["command", "group", "hybrid_command", "hybrid_group", "slash_command", "user_command", "message_command", "context_menu", "listen", "event", "check", "before_invoke", "after_invoke"],
    context: "event", how: "bot command", loop: "async",
  },
  { of: ["discord.ext.commands.Cog.", "disnake.ext.commands.Cog.", "nextcord.ext.commands.Cog.", "discord.Client#", "disnake.Client#", "nextcord.Client#", "discord.Bot#"], names: ["listener", "event", "slash_command", "command"], context: "event", how: "bot listener", loop: "async" },
  { of: ["discord.ext.tasks.", "disnake.ext.tasks.", "nextcord.ext.tasks."], names: ["loop"], context: "scheduled", how: "bot background task", loop: "async" },
  { of: ["discord.ui.", "disnake.ui.", "nextcord.ui."], names: ["button", "select"], context: "event", how: "bot component", loop: "async" },
  { of: ["aiogram.Dispatcher#", "aiogram.Router#"], names: ["message", "callback_query", "message_handler", "callback_query_handler", "inline_query", "inline_handler", "errors", "error"], context: "event", how: "bot handler", loop: "async" },
  { of: ["telethon.TelegramClient#", "pyrogram.Client#", "pyrogram.Client."], names: ["on", "on_message", "on_callback_query", "on_inline_query", "on_edited_message"], context: "event", how: "bot handler", loop: "async" },
  { of: ["slack_bolt.async_app.AsyncApp#", "slack_bolt.App#"], names: ["event", "message", "command", "action", "shortcut", "view", "middleware"], context: "event", how: "Slack handler", loop: "async" },
  { of: ["mcp.server.fastmcp.FastMCP#", "fastmcp.FastMCP#", "mcp.server.Server#", "mcp.server.lowlevel.Server#"], names: ["tool", "resource", "prompt", "call_tool", "read_resource", "list_tools", "list_resources"], context: "request", how: "MCP handler", loop: "async" },
  { of: ["socketio.AsyncServer#", "socketio.AsyncClient#"], names: ["event", "on"], context: "event", how: "Socket.IO handler", loop: "async" },
  { of: ["socketio.Server#", "socketio.Client#", "flask_socketio.SocketIO#"], names: ["event", "on"], context: "event", how: "Socket.IO handler", loop: "never" },
  { of: ["homeassistant.core."], names: ["callback"], context: "event", how: "Home Assistant callback", loop: "always" },
  { of: ["functions_framework."], names: ["http", "cloud_event"], context: "request", how: "cloud function", loop: "never" },
  { of: ["pytest.", "pytest_asyncio."], names: ["fixture"], context: "test", how: "test fixture", loop: "async" },
  { of: ["click.", "typer.Typer#", "click.Group#", "click.group().", "asyncclick.", "rich_click.", "flask.Flask#cli.", "flask.Blueprint#cli.", "flask.cli.", "invoke."], names: ["command", "group", "callback", "with_appcontext", "task", "pass_context"], context: "cli", how: "command line program", loop: "async" },
  { of: ["atexit."], names: ["register"], context: "startup", how: "exit hook", loop: "never" },
];

/** `@app.on_event("startup")`: the first argument tells what the function is for. */
export const lifecycleDecorators: readonly DecoratorRow[] = [
  { of: [...fastapi, ...starlette], names: ["on_event"], context: "startup", how: "start-up or shutdown hook", loop: "async" },
  { of: sanic, names: ["listener"], context: "startup", how: "Sanic listener", loop: "async" },
];

export const decoratorShapes: readonly DecoratorShape[] = [
  {
    names: [...verbs, "api_route"], argument: "path",
    packages: ["fastapi", "flask", "quart", "sanic", "litestar", "aiohttp", "starlette", "ninja", "django-ninja", "apiflask"],
    context: "request", how: "route", loop: "async",
  },
  { names: ["route"], argument: "path", packages: ["flask", "quart", "sanic", "starlette", "bottle", "apiflask"], context: "request", how: "route", loop: "async" },
  { names: ["websocket"], argument: "path", packages: ["fastapi", "starlette", "quart", "sanic"], context: "event", how: "WebSocket route", loop: "async" },
  { names: ["task", "periodic_task"], argument: "any", packages: ["celery", "huey", "dramatiq"], context: "event", how: "background task", loop: "never" },
  { names: ["actor"], argument: "any", packages: ["dramatiq"], context: "event", how: "Dramatiq actor", loop: "never" },
  { names: ["message", "message_handler", "callback_query", "callback_query_handler"], argument: "any", packages: ["aiogram"], context: "event", how: "bot handler", loop: "async" },
  { names: ["command", "event", "listener"], argument: "any", packages: ["discord-py", "discord", "disnake", "nextcord", "py-cord"], context: "event", how: "bot command", loop: "async" },
  { names: ["on_message", "on_callback_query", "on_cmd"], argument: "any", packages: ["pyrogram", "telethon"], context: "event", how: "bot handler", loop: "async" },
  { names: ["scheduled_job"], argument: "any", packages: ["apscheduler"], context: "scheduled", how: "scheduled job", loop: "async" },
  { names: ["tool"], argument: "any", packages: ["mcp", "fastmcp"], context: "request", how: "MCP tool", loop: "async" },
];

export const registrations: readonly RegistrationRow[] = [
  { of: ["aiohttp.web."], names: verbs, at: [1], keywords: ["handler"], context: "request", how: "aiohttp route", loop: "always" },
  { of: ["aiohttp.web."], names: ["route"], at: [2], keywords: ["handler"], context: "request", how: "aiohttp route", loop: "always" },
  { of: routing, names: verbs.map((verb) => `add_${verb}`), at: [1], keywords: ["handler"], context: "request", how: "aiohttp route", loop: "always" },
  { of: routing, names: ["add_route"], at: [2], keywords: ["handler"], context: "request", how: "aiohttp route", loop: "always" },
  { of: ["starlette.routing."], names: ["Route"], at: [1], keywords: ["endpoint"], classes: true, context: "request", how: "Starlette route", loop: "async" },
  { of: ["starlette.routing."], names: ["WebSocketRoute"], at: [1], keywords: ["endpoint"], classes: true, context: "event", how: "WebSocket route", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["add_api_route", "add_route"], at: [1], keywords: ["endpoint", "route"], context: "request", how: "route", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["add_api_websocket_route", "add_websocket_route"], at: [1], keywords: ["endpoint"], context: "event", how: "WebSocket route", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["add_exception_handler"], at: [1], keywords: ["handler"], context: "request", how: "exception handler", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["add_event_handler"], at: [1], keywords: ["func"], context: "startup", how: "start-up or shutdown hook", loop: "async" },
  { of: [...fastapi, ...starlette], names: ["add_middleware"], at: [0], keywords: ["middleware_class"], classes: true, context: "request", how: "middleware", loop: "async" },
  { of: ["starlette.middleware.", "fastapi.middleware."], names: ["Middleware"], at: [0], keywords: ["cls"], classes: true, context: "request", how: "middleware", loop: "async" },
  { of: ["aiohttp.web."], names: ["Application"], at: [], keywords: ["middlewares"], context: "request", how: "aiohttp middleware", loop: "always" },
  { of: ["aiohttp.web."], names: ["view"], at: [1], keywords: ["handler"], classes: true, context: "request", how: "aiohttp view", loop: "always" },
  { of: routing, names: ["add_view"], at: [1], keywords: ["handler"], classes: true, context: "request", how: "aiohttp view", loop: "always" },
  { of: ["tornado.web."], names: ["Application"], at: [0], keywords: ["handlers"], classes: true, context: "request", how: "Tornado handler", loop: "always" },
  { of: ["tornado.web."], names: ["url", "URLSpec"], at: [1], keywords: ["handler"], classes: true, context: "request", how: "Tornado handler", loop: "always" },
  { of: ["falcon.App#", "falcon.API#", "falcon.asgi.App#"], names: ["add_route"], at: [1], classes: true, context: "request", how: "Falcon resource", loop: "async" },
  { of: ["fastapi.", "fastapi.params."], names: ["Depends", "Security"], at: [0], keywords: ["dependency"], context: "request", how: "FastAPI dependency", loop: "async" },
  { of: ["fastapi.BackgroundTasks#", "starlette.background.BackgroundTasks#"], names: ["add_task"], at: [0], keywords: ["func"], context: "event", how: "background task", loop: "async" },
  { of: ["starlette.background.", "fastapi."], names: ["BackgroundTask"], at: [0], keywords: ["func"], context: "event", how: "background task", loop: "async" },
  { of: sanic, names: ["add_route"], at: [0], keywords: ["handler"], context: "request", how: "Sanic route", loop: "always" },
  { of: flask, names: ["add_url_rule"], at: [2], keywords: ["view_func"], context: "request", how: "Flask route", loop: "never" },
  { of: flask, names: hooks, at: [0], context: "request", how: "Flask hook", loop: "never" },
  { of: quart, names: hooks, at: [0], context: "request", how: "Quart hook", loop: "async" },
  { of: [...flask, ...quart], names: ["register_error_handler"], at: [1], keywords: ["f"], context: "request", how: "error handler", loop: "async" },
  { of: ["flask_restful.Api#", "flask_restx.Api#", "flask_restx.Namespace#"], names: ["add_resource"], at: [0], classes: true, context: "request", how: "Flask view", loop: "never" },
  { of: quart, names: ["add_url_rule"], at: [2], keywords: ["view_func"], context: "request", how: "Quart route", loop: "async" },
  { of: ["django.urls.", "django.conf.urls."], names: ["path", "re_path", "url"], at: [1], keywords: ["view"], classes: true, context: "request", how: "Django view", loop: "async" },
  { of: ["rest_framework.routers.DefaultRouter#", "rest_framework.routers.SimpleRouter#"], names: ["register"], at: [1], keywords: ["viewset"], classes: true, context: "request", how: "DRF view", loop: "async" },
  {
    of: [...["pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"].map((one) => `django.db.models.signals.${one}.`), "django.dispatch.Signal#"],
    names: ["connect"], at: [0], keywords: ["receiver"], context: "event", how: signalReceiver, loop: "async",
  },
  { of: ["apscheduler.schedulers.asyncio.AsyncIOScheduler#"], names: ["add_job"], at: [0], keywords: ["func"], text: true, context: "scheduled", how: "scheduled job", loop: "async" },
  { of: ["apscheduler.schedulers.background.BackgroundScheduler#", "apscheduler.schedulers.blocking.BlockingScheduler#"], names: ["add_job"], at: [0], keywords: ["func"], text: true, context: "scheduled", how: "scheduled job", loop: "never" },
  { of: ["celery.Celery#", "celery.app.Celery#", "celery."], names: ["task", "shared_task"], at: [0], context: "event", how: "Celery task", loop: "never" },
  {
    of: ["celery.Celery#", "celery.app.Celery#", "celery.current_app.", "celery."], names: ["send_task", "signature"], at: [0], keywords: ["name"], text: true,
    context: "event", how: "Celery task", loop: "never",
  },
  { of: ["rq.Queue#", "django_rq.get_queue().", "django_rq."], names: ["enqueue"], at: [0], keywords: ["f"], text: true, context: "event", how: "RQ job", loop: "never" },
  { of: ["discord.ext.commands.Bot#", "discord.Client#", "disnake.ext.commands.Bot#", "nextcord.ext.commands.Bot#"], names: ["add_command", "add_listener"], at: [0], keywords: ["func"], context: "event", how: "bot command", loop: "async" },
  { of: ["telegram.ext."], names: ["CommandHandler", "MessageHandler", "CallbackQueryHandler", "ChatMemberHandler", "InlineQueryHandler", "TypeHandler", "ConversationHandler"], at: [0, 1], keywords: ["callback"], context: "event", how: "bot handler", loop: "async" },
  { of: ["asyncio."], names: ["start_server", "start_unix_server"], at: [0], keywords: ["client_connected_cb"], context: "event", how: "connection handler", loop: "always" },
  { of: ["websockets.", "websockets.server.", "websockets.asyncio.server."], names: ["serve"], at: [0], keywords: ["handler", "ws_handler"], context: "event", how: "WebSocket handler", loop: "async" },
  { of: ["twisted.internet.task."], names: ["LoopingCall"], at: [0], context: "scheduled", how: "Twisted looping call", loop: "always", unless: runsReactor },
  { of: ["twisted.internet.task."], names: ["deferLater"], at: [2], context: "event", how: "Twisted callback", loop: "always", unless: runsReactor },
  { of: ["twisted.internet.reactor."], names: ["callFromThread", "callWhenRunning"], at: [0], context: "event", how: "Twisted callback", loop: "always", unless: runsReactor },
  { of: ["multiprocessing.", "multiprocessing.context.", "torch.multiprocessing."], names: ["Process", "spawn"], at: [], keywords: ["target", "fn"], context: "worker", how: "process of its own", loop: "never" },
  {
    of: ["multiprocessing.Pool#", "multiprocessing.pool.Pool#", "concurrent.futures.ProcessPoolExecutor#", "multiprocessing.pool.ThreadPool#"],
    names: ["map", "imap", "imap_unordered", "apply", "apply_async", "map_async", "starmap", "submit"], at: [0], keywords: ["func", "fn"],
    context: "worker", how: "worker pool", loop: "never",
  },
  { of: ["atexit."], names: ["register"], at: [0], context: "startup", how: "exit hook", loop: "never" },
];

/** Registrations told by a method's name alone, whatever the receiver: names that nothing else has. */
export const registrationShapes: readonly Omit<RegistrationRow, "of">[] = [
  { names: ["call_soon", "call_soon_threadsafe", "add_done_callback"], at: [0], context: "event", how: "event loop callback", loop: "always" },
  { names: ["call_later", "call_at", "add_signal_handler"], at: [1], context: "event", how: "event loop callback", loop: "always" },
  { names: ["add_reader", "add_writer"], at: [1], context: "event", how: readyCallback, loop: "always" },
  { names: ["addCallback", "addErrback", "addBoth"], at: [0], context: "event", how: "Twisted callback", loop: "always", unless: runsReactor },
  { names: ["addCallbacks"], at: [0, 1], context: "event", how: "Twisted callback", loop: "always", unless: runsReactor },
  { names: ["callLater"], at: [1], context: "event", how: "Twisted callback", loop: "always", unless: runsReactor },
  { names: ["add_get", "add_post", "add_put", "add_patch", "add_delete", "add_head"], at: [1], keywords: ["handler"], context: "request", how: "aiohttp route", loop: "always" },
  { names: ["add_api_route", "add_api_websocket_route"], at: [1], keywords: ["endpoint"], context: "request", how: "FastAPI route", loop: "async" },
  { names: ["add_url_rule"], at: [2], keywords: ["view_func"], context: "request", how: "route", loop: "async" },
  { names: ["send_task"], at: [0], keywords: ["name"], text: true, context: "event", how: "Celery task", loop: "never" },
  { names: ["add_resource"], at: [0], classes: true, context: "request", how: "Flask view", loop: "never" },
  { names: ["add_job"], at: [0], keywords: ["func"], text: true, context: "scheduled", how: "scheduled job", loop: "async" },
  { names: ["async_track_time_interval", "async_track_state_change_event", "async_listen", "async_listen_once", "async_register"], at: [1, 2], context: "event", how: "Home Assistant callback", loop: "async" },
];

/** Methods of a Deferred, which is no object for threads: who calls them runs on the reactor, where the file imports one of the packages. */
export const loopMethods: Runs & { names: ReadonlySet<string>; packages: RegExp } = {
  names: new Set(["addCallback", "addErrback", "addBoth", "addCallbacks", "chainDeferred"]), packages: /^[ \t]*(?:from|import)[ \t]+twisted\b/m,
  unless: runsReactor, context: "event", how: "adds callbacks to a Deferred of Twisted", loop: "always",
};

const rest = ["list", "retrieve", "create", "update", "partial_update", "destroy", "perform_create", "perform_update", "perform_destroy", "get_queryset", "get_object", "filter_queryset"];
/**
 * Methods that frameworks call on a class that serves an address: what answers, and what the answer is put together from. Others run where these call
 * them, or never.
 */
export const servedMethods = new RegExp("^(?:__call__|get|post|put|patch|delete|head|options|trace|connect|open|prepare|setup|list|create|retrieve|update|partial_update|destroy|index|show|view|main|run|default|execute|resolve"
  + "|(?:dispatch|initial|finalize|perform|on|do|handle|process|render|form|receive|websocket|has|check|test|filter|paginate|to|clean|validate|save|pre|post|before|after)(?:_\\w+|ize_\\w+)?"
  + "|get_(?:queryset|object|object_or_404|object_list|context_data|context|serializer\\w*|form\\w*|initial\\w*|success_url|template_names|ordering|paginate_by|data|json|results?|response|permissions|filterset\\w*|extra_\\w+|redirect_url|table\\w*))$");

const pages = [...verbs, "trace", "dispatch", "get_queryset", "get_object", "get_context_data", "form_valid", "form_invalid"];

export const bases: readonly BaseRow[] = [
  { bases: ["aiohttp.web.View", "aiohttp.web_urldispatcher.View", "aiohttp_cors.CorsViewMixin"], methods: verbs, context: "request", how: "aiohttp view", loop: "always" },
  { bases: ["homeassistant.components.http.HomeAssistantView", "homeassistant.helpers.http.HomeAssistantView"], methods: verbs, context: "request", how: "Home Assistant view", loop: "always" },
  { bases: ["sanic.views.HTTPMethodView"], methods: verbs, context: "request", how: "Sanic view", loop: "always" },
  { bases: ["starlette.endpoints.HTTPEndpoint"], methods: verbs, context: "request", how: "Starlette endpoint", loop: "async" },
  { bases: ["starlette.endpoints.WebSocketEndpoint"], methods: ["on_connect", "on_receive", "on_disconnect"], context: "event", how: "WebSocket endpoint", loop: "async" },
  { bases: ["starlette.middleware.base.BaseHTTPMiddleware", "fastapi.middleware.*"], methods: ["dispatch"], context: "request", how: "middleware", loop: "async" },
  { bases: ["quart.views.MethodView", "quart.views.View"], methods: [...verbs, "dispatch_request"], context: "request", how: "Quart view", loop: "async" },
  { bases: ["flask.views.MethodView", "flask.views.View", "flask_restful.Resource", "flask_restx.Resource"], methods: [...verbs, "dispatch_request"], context: "request", how: "Flask view", loop: "never" },
  {
    bases: ["tornado.web.*", "tornado.websocket.WebSocketHandler", "jupyter_server.base.handlers.*", "notebook.base.handlers.*"], endings: ["RequestHandler", "APIHandler", "WebSocketHandler"],
    parameter: "self", methods: [...verbs, "prepare", "on_message", "open", "on_close", "on_finish"], context: "request", how: "Tornado handler", loop: "always",
  },
  { bases: ["django.views.*"], endings: ["View", "ViewMixin"], parameter: "request", methods: pages, context: "request", how: "Django view", loop: "async" },
  { bases: ["django.views.*"], methods: ["get_context_data", "get_queryset", "get_object", "form_valid", "form_invalid"], context: "request", how: "Django view", loop: "async" },
  { bases: ["rest_framework.*"], endings: ["ViewSet", "APIView", "GenericView"], parameter: "request", methods: [...pages, ...rest], context: "request", how: "DRF view", loop: "async" },
  { bases: ["rest_framework.serializers.*"], endings: ["Serializer"], parameter: "self", methods: ["to_representation"], context: "request", how: "serializer, once per row", loop: "async", perRow: true },
  { bases: ["rest_framework.permissions.*"], methods: ["has_permission", "has_object_permission"], context: "request", how: "DRF permission", loop: "async" },
  { bases: ["django.utils.deprecation.MiddlewareMixin"], methods: ["process_request", "process_response", "process_view", "process_exception"], context: "request", how: "Django middleware", loop: "async" },
  { bases: ["django.contrib.admin.*"], endings: ["ModelAdmin"], parameter: "request", methods: ["get_queryset", "changelist_view"], context: "request", how: "Django admin", loop: "async" },
  { bases: ["django.contrib.admin.*"], endings: ["ModelAdmin"], parameter: "request", methods: ["change_view", "save_model", "save_formset", "save_related", "response_*", "get_urls", "delete_model"], context: "request", how: "Django admin", loop: "async", rare: true },
  { bases: ["django.core.management.base.*", "django.core.management.*"], endings: ["BaseCommand"], parameter: "self", methods: ["handle", "handle_*", "add_arguments"], context: "cli", how: "management command", loop: "never" },
  { bases: ["django.apps.AppConfig"], methods: ["ready"], context: "startup", how: "AppConfig.ready", loop: "never" },
  { bases: ["channels.generic.websocket.*", "channels.consumer.*", "channels.generic.http.*"], methods: ["connect", "disconnect", "receive", "receive_json", "handle", "websocket_*"], context: "event", how: "Channels consumer", loop: "async" },
  { bases: ["celery.Task", "celery.app.task.Task"], methods: ["run", "__call__"], context: "event", how: "Celery task", loop: "never" },
  { bases: ["discord.Client", "discord.ext.commands.*", "disnake.*", "nextcord.*"], methods: ["on_*"], context: "event", how: "bot listener", loop: "async" },
  { bases: ["asyncio.Protocol", "asyncio.DatagramProtocol", "asyncio.BufferedProtocol", "asyncio.SubprocessProtocol", "asyncio.protocols.*"], methods: ["connection_made", "connection_lost", "data_received", "datagram_received", "eof_received", "pipe_data_received"], context: "event", how: "asyncio protocol", loop: "always" },
  { bases: ["scrapy.Spider", "scrapy.spiders.*", "scrapy.spider.*"], methods: ["parse", "parse_*", "start_requests"], context: "event", how: "Scrapy callback", loop: "always" },
  { bases: ["twisted.internet.protocol.*", "twisted.protocols.basic.*"], methods: ["dataReceived", "lineReceived", "connectionMade", "connectionLost", "datagramReceived"], context: "event", how: "Twisted protocol", loop: "always" },
  { bases: ["twisted.web.resource.Resource"], methods: ["render", "render_*"], context: "request", how: "Twisted resource", loop: "always" },
  { bases: ["http.server.*", "socketserver.*"], methods: ["do_*", "handle"], context: "request", how: "request handler", loop: "never" },
  { bases: ["unittest.*", "django.test.*", "rest_framework.test.*", "aiohttp.test_utils.*"], methods: ["*"], context: "test", how: "test case", loop: "never" },
  { bases: ["multiprocessing.Process", "multiprocessing.context.*"], methods: ["run"], context: "worker", how: "process of its own", loop: "never" },
  { bases: ["grpc.aio.*"], endings: ["Servicer"], parameter: "context", methods: ["*"], context: "request", how: "gRPC method", loop: "async" },
  { bases: ["strawberry.extensions.*", "strawberry.permission.*"], methods: ["resolve", "has_permission"], context: "request", how: "GraphQL hook", loop: "async" },
  { bases: ["homeassistant.helpers.update_coordinator.*"], methods: ["_async_update_data", "_async_setup"], context: "scheduled", how: "Home Assistant update", loop: "async" },
  { bases: ["homeassistant.*"], methods: ["async_*", "_async_*"], context: "event", how: "Home Assistant coroutine", loop: "async" },
];

/** Settings that name functions and classes by their dotted paths. */
export const namedBySettings: readonly (Runs & { settings: readonly string[]; key?: string; members: readonly string[] })[] = [
  {
    settings: ["beat_schedule", "CELERY_BEAT_SCHEDULE", "CELERYBEAT_SCHEDULE", "BEAT_SCHEDULE"], key: "task", members: [""],
    context: "scheduled", how: "Celery beat schedule", loop: "never",
  },
  {
    settings: ["MIDDLEWARE", "MIDDLEWARE_CLASSES"], members: ["#__call__", "#process_request", "#process_view", "#process_response", "#process_exception", ""],
    context: "request", how: "Django middleware", loop: "async",
  },
];

export const parameters: readonly ParameterRow[] = [
  { annotations: ["aiohttp.web.Request", "aiohttp.web.BaseRequest", "aiohttp.web_request.Request"], context: "request", how: "aiohttp handler", loop: "always" },
  { annotations: ["starlette.requests.Request", "fastapi.Request", "fastapi.requests.Request"], context: "request", how: "request handler", loop: "async" },
  { annotations: ["starlette.websockets.WebSocket", "fastapi.WebSocket"], context: "event", how: "WebSocket handler", loop: "async" },
  { annotations: ["sanic.request.Request", "sanic.Request", "quart.Request"], context: "request", how: "request handler", loop: "async" },
  { annotations: ["django.http.HttpRequest", "django.http.request.HttpRequest", "django.core.handlers.wsgi.WSGIRequest", "rest_framework.request.Request"], context: "request", how: "Django view", loop: "async" },
  { annotations: ["telegram.Update"], context: "event", how: "bot handler", loop: "async" },
  { annotations: ["aiogram.types.Message", "aiogram.types.CallbackQuery", "pyrogram.types.Message"], context: "event", how: "bot handler", loop: "async", anywhere: true },
  { annotations: ["discord.Interaction", "discord.ext.commands.Context", "disnake.ApplicationCommandInteraction", "nextcord.Interaction"], context: "event", how: "bot command", loop: "async" },
  { annotations: ["homeassistant.core.HomeAssistant"], context: "event", how: "Home Assistant coroutine", loop: "async" },
  { annotations: ["grpc.aio.ServicerContext"], context: "request", how: "gRPC method", loop: "async", anywhere: true },
  { annotations: ["websockets.WebSocketServerProtocol", "websockets.server.WebSocketServerProtocol", "websockets.asyncio.server.ServerConnection"], context: "event", how: "WebSocket handler", loop: "async" },
];

/** GraphQL in the forms that need more than a name: root types have one parent, object types one per row. */
export const graphql = {
  /** Bases whose `resolve_*` methods are field resolvers. */
  objectBases: ["graphene.ObjectType", "graphene_django.DjangoObjectType", "graphene_django.types.DjangoObjectType", "graphene.Interface", "graphene.relay.Connection", "graphene_sqlalchemy.SQLAlchemyObjectType"],
  /** Decorators that make a method a field. */
  fieldDecorators: ["strawberry.field", "strawberry_django.field", "strawberry.django.field", "strawberry.federation.field"],
  /** Methods of mutation classes. */
  mutations: ["mutate", "perform_mutation", "mutate_and_get_payload", "clean_input"],
  /** Names of root types, by which a resolver runs once per request. */
  rootType: /(?:Quer(?:y|ies)|Mutations?|Subscriptions?)$/,
} as const;
