import { beforeAll, describe, expect, it } from "vitest";
import type { Reach } from "../../src/call-graph.ts";
import { fileContext } from "../../src/file-context.ts";
import { loadPython } from "../../src/python/language.ts";
import { askAbout, nodeOf } from "./ask.ts";

beforeAll(loadPython);

/** Where `probe()` of a piece of code runs. */
function reachOf(code: string, filename?: string): Reach {
  const ask = askAbout(code, filename);
  return ask.places.reach(nodeOf(ask, "probe()"));
}

const place = (code: string, filename?: string): [string, boolean] => {
  const { context, onLoop } = reachOf(code, filename);
  return [context, onLoop];
};

describe("handlers", () => {
  it.each([
    ["FastAPI route", "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/users')\nasync def users():\n    probe()\n", "request", true],
    ["plain FastAPI route", "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/users')\ndef users():\n    probe()\n", "request", false],
    ["router", "from fastapi import APIRouter\nrouter = APIRouter()\n@router.post('/users')\nasync def users():\n    probe()\n", "request", true],
    ["router of another file", "import fastapi\nfrom .main import router\n@router.post('/users')\nasync def users():\n    probe()\n", "request", true],
    ["dependency", "from fastapi import Depends\ndef who():\n    probe()\ndef get(user=Depends(who)):\n    pass\n", "request", false],
    ["async dependency", "from fastapi import Depends\nasync def who():\n    probe()\ndef get(user=Depends(who)):\n    pass\n", "request", true],
    ["background task", "from fastapi import BackgroundTasks\ndef mail():\n    probe()\nasync def post(tasks: BackgroundTasks):\n    tasks.add_task(mail)\n", "event", false],
    ["start-up hook", "from fastapi import FastAPI\napp = FastAPI()\n@app.on_event('startup')\nasync def connect():\n    probe()\n", "startup", true],
    ["lifespan", "from fastapi import FastAPI\nasync def life(app):\n    probe()\n    yield\napp = FastAPI(lifespan=life)\n", "startup", true],
    ["Starlette endpoint", "from starlette.endpoints import HTTPEndpoint\nclass Users(HTTPEndpoint):\n    async def get(self, request):\n        probe()\n", "request", true],
    ["Starlette route", "from starlette.routing import Route\nasync def home(request):\n    probe()\nroutes = [Route('/', home)]\n", "request", true],
    ["middleware", "from starlette.middleware.base import BaseHTTPMiddleware\nclass Log(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        probe()\n", "request", true],
    ["ASGI application", "class App:\n    async def __call__(self, scope, receive, send):\n        probe()\n", "request", true],
    ["aiohttp route table", "from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get('/')\nasync def home(request):\n    probe()\n", "request", true],
    ["aiohttp registration", "from aiohttp import web\nasync def home(request):\n    probe()\napp = web.Application()\napp.add_routes([web.get('/', home)])\n", "request", true],
    ["aiohttp router", "from aiohttp import web\nasync def home(request):\n    probe()\napp = web.Application()\napp.router.add_get('/', home)\n", "request", true],
    ["aiohttp view", "from aiohttp import web\nclass Home(web.View):\n    async def get(self):\n        probe()\n", "request", true],
    ["aiohttp request annotation", "from aiohttp import web\nclass Api:\n    async def home(self, request: web.Request) -> web.Response:\n        probe()\n", "request", true],
    ["annotation in a string", "from aiohttp import web\nasync def home(request: 'web.Request'):\n    probe()\n", "request", true],
    ["Sanic", "from sanic import Sanic\napp = Sanic('a')\n@app.get('/')\nasync def home(request):\n    probe()\n", "request", true],
    ["Quart", "from quart import Quart\napp = Quart(__name__)\n@app.route('/')\nasync def home():\n    probe()\n", "request", true],
    ["Litestar", "from litestar import get\n@get('/')\nasync def home() -> str:\n    probe()\n", "request", true],
    ["Flask", "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef home():\n    probe()\n", "request", false],
    ["async Flask", "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\nasync def home():\n    probe()\n", "request", false],
    ["Django URL", "from django.urls import path\ndef home(request):\n    probe()\nurlpatterns = [path('', home)]\n", "request", false],
    ["async Django URL", "from django.urls import path\nasync def home(request):\n    probe()\nurlpatterns = [path('', home)]\n", "request", true],
    ["class-based view", "from django.views import View\nclass Home(View):\n    def get(self, request):\n        probe()\n", "request", false],
    ["view with a base from the project", "from .base import TeamView\nclass Home(TeamView):\n    def post(self, request):\n        probe()\n", "request", false],
    ["DRF", "from rest_framework import viewsets\nclass Users(viewsets.ModelViewSet):\n    def list(self, request):\n        probe()\n", "request", false],
    ["Tornado", "import tornado.web\nclass Base(tornado.web.RequestHandler):\n    pass\nclass Home(Base):\n    def get(self):\n        probe()\n", "request", true],
    ["Celery", "from celery import shared_task\n@shared_task\ndef mail():\n    probe()\n", "event", false],
    ["Celery application", "from celery import Celery\napp = Celery('a')\n@app.task(bind=True)\ndef mail(self):\n    probe()\n", "event", false],
    ["Dramatiq", "import dramatiq\n@dramatiq.actor\ndef mail():\n    probe()\n", "event", false],
    ["bot command", "from discord.ext import commands\nclass Fun(commands.Cog):\n    @commands.command()\n    async def roll(self, ctx):\n        probe()\n", "event", true],
    ["bot loop", "from discord.ext import tasks\n@tasks.loop(minutes=5)\nasync def poll():\n    probe()\n", "scheduled", true],
    ["Telegram", "from telegram.ext import CommandHandler\nasync def start(update, context):\n    probe()\nhandlers = [CommandHandler('start', start)]\n", "event", true],
    ["Home Assistant callback", "from homeassistant.core import callback\n@callback\ndef changed(event):\n    probe()\n", "event", true],
    ["Home Assistant coroutine", "from homeassistant.core import HomeAssistant\nasync def async_setup_entry(hass: HomeAssistant, entry):\n    probe()\n", "event", true],
    ["Twisted coroutine", "from twisted.internet import defer\n@defer.inlineCallbacks\ndef load(self):\n    probe()\n    yield\n", "event", true],
    ["Deferred", "from twisted.internet import reactor\ndef load(self):\n    probe()\n    return fetch().addBoth(done)\n", "event", true],
    ["callback of a Deferred", "from twisted.internet import defer\ndef done(result):\n    probe()\ndef load(d):\n    d.addCallback(done)\n", "event", true],
    ["Twisted looping call", "from twisted.internet import task\ndef poll():\n    probe()\ntask.LoopingCall(poll).start(60)\n", "scheduled", true],
    ["program that runs the reactor", "from twisted.internet import defer, reactor\n@defer.inlineCallbacks\ndef load(self):\n    probe()\n    yield\nreactor.run()\n", "unknown", false],
    ["Deferred of another library", "from mocks import Deferred\ndef load(self):\n    probe()\n    return fetch().addBoth(done)\n", "unknown", false],
    ["scheduler", "from apscheduler.schedulers.background import BackgroundScheduler\ns = BackgroundScheduler()\ndef clean():\n    probe()\ns.add_job(clean, 'cron')\n", "scheduled", false],
    ["asyncio protocol", "import asyncio\nclass Echo(asyncio.Protocol):\n    def data_received(self, data):\n        probe()\n", "event", true],
    ["loop callback", "def tick():\n    probe()\ndef start(loop):\n    loop.call_later(5, tick)\n", "event", true],
    ["gRPC", "import pb2_grpc\nclass Greeter(pb2_grpc.GreeterServicer):\n    async def Hello(self, request, context):\n        probe()\n", "request", true],
    ["command of a group", "import click\n@click.group()\ndef cli():\n    pass\n@cli.command('list')\ndef show():\n    probe()\n", "cli", false],
    ["command of a bot from another file", "import discord\nfrom .bot import bot\n@bot.command()\nasync def show(ctx):\n    probe()\n", "event", true],
    ["management command", "from django.core.management.base import BaseCommand\nclass Command(BaseCommand):\n    def handle(self, *args, **options):\n        probe()\n", "cli", false],
    ["AppConfig.ready", "from django.apps import AppConfig\nclass Shop(AppConfig):\n    def ready(self):\n        probe()\n", "startup", false],
    ["process of its own", "import multiprocessing\ndef work():\n    probe()\nmultiprocessing.Process(target=work).start()\n", "worker", false],
    ["other coroutine", "async def load():\n    probe()\n", "unknown", true],
    ["plain function", "def load():\n    probe()\n", "unknown", false],
    ["top level", "probe()\n", "startup", false],
  ])("%s", (_, code, context, onLoop) => {
    expect(place(code)).toEqual([context, onLoop]);
  });

  it("tells the route", () => {
    expect(reachOf("from fastapi import FastAPI\napp = FastAPI()\n@app.get('/users/{id}')\nasync def user(id):\n    probe()\n").how).toBe("FastAPI route GET /users/{id}");
  });

  it("only believes a request parameter in a module of views", () => {
    const code = "def home(request):\n    probe()\n";
    expect(place(code, "/project/shop/views.py")).toEqual(["request", false]);
    expect(place(code, "/project/shop/models.py")).toEqual(["unknown", false]);
  });

  it("leaves other decorators with a path alone", () => {
    expect(place("import respx\n@respx.mock.get('/x')\nasync def users():\n    probe()\n")[0]).not.toBe("event");
    expect(place("from .fakes import stub\n@stub.get('name')\nasync def users():\n    probe()\n")[0]).toBe("unknown");
  });
});

describe("once per parent", () => {
  it.each([
    ["graphene type", "import graphene\nclass User(graphene.ObjectType):\n    def resolve_posts(root, info):\n        probe()\n", true],
    ["graphene query", "import graphene\nclass Query(graphene.ObjectType):\n    def resolve_users(root, info):\n        probe()\n", false],
    ["type with a base from the project", "from .types import ModelObjectType\nclass User(ModelObjectType):\n    @staticmethod\n    def resolve_posts(root, info):\n        probe()\n", true],
    ["root type by another name", "import graphene\nclass AccountQueries(graphene.ObjectType):\n    def resolve_users(root, info):\n        probe()\n", false],
    ["strawberry", "import strawberry\n@strawberry.type\nclass User:\n    @strawberry.field\n    def posts(self) -> int:\n        probe()\n", true],
    ["strawberry query", "import strawberry\n@strawberry.type\nclass Query:\n    @strawberry.field\n    def users(self) -> int:\n        probe()\n", false],
    ["serializer field", "from rest_framework import serializers\nclass User(serializers.ModelSerializer):\n    total = serializers.SerializerMethodField()\n    def get_total(self, obj):\n        probe()\n", true],
    ["serializer helper", "from rest_framework import serializers\nclass User(serializers.ModelSerializer):\n    def get_total(self, obj):\n        probe()\n", false],
    ["admin column", "from django.contrib import admin\nclass UserAdmin(admin.ModelAdmin):\n    list_display = ('name', 'total')\n    def total(self, obj):\n        probe()\n", true],
  ])("%s", (_, code, perRow) => {
    expect(reachOf(code).perRow).toBe(perRow);
  });
});

describe("calls", () => {
  const route = "from fastapi import FastAPI\napp = FastAPI()\n";

  it("follows helpers with their path", () => {
    const found = reachOf(`${route}def deep():\n    probe()\ndef load():\n    deep()\n@app.get('/')\nasync def home():\n    load()\n`);
    expect(found).toMatchObject({ context: "request", onLoop: true });
    expect(found.path.map(({ name, line }) => [name, line])).toEqual([["home", 8], ["load", 9], ["deep", 6]]);
  });

  it.each([
    ["to_thread", "import asyncio\n", "await asyncio.to_thread(load)"],
    ["run_in_executor", "", "await loop.run_in_executor(None, load, 1)"],
    ["lambda in an executor", "", "await loop.run_in_executor(None, lambda: load())"],
    ["lambda in an unknown wrapper", "", "await in_pool(lambda: load())"],
    ["partial", "import functools\n", "await loop.run_in_executor(None, functools.partial(load, 1))"],
    ["sync_to_async", "from asgiref.sync import sync_to_async\n", "await sync_to_async(load)()"],
    ["anyio", "import anyio\n", "await anyio.to_thread.run_sync(load)"],
    ["Home Assistant", "", "await hass.async_add_executor_job(load)"],
    ["submit", "", "pool.submit(load)"],
    ["thread", "import threading\n", "threading.Thread(target=load).start()"],
  ])("takes code off the loop: %s", (_, head, call) => {
    const { onLoop } = reachOf(`${head}${route}def load(*args):\n    probe()\n@app.get('/')\nasync def home(loop, hass, pool):\n    ${call}\n`);
    expect(onLoop).toBe(false);
  });

  it("knows methods, classes of the file and instances", () => {
    const service = "class Store:\n    def __init__(self):\n        self.ready = True\n    def load(self):\n        self.deep()\n    def deep(self):\n        probe()\n";
    expect(place(`${route}${service}store = Store()\n@app.get('/')\nasync def home():\n    store.load()\n`)).toEqual(["request", true]);
    expect(place(`${route}${service}class Api:\n    def __init__(self):\n        self.store = Store()\n    async def home(self):\n        self.store.load()\n`)).toEqual(["unknown", true]);
    expect(place(`${service}class Sub(Store):\n    async def run(self):\n        super().load()\n`)).toEqual(["unknown", true]);
  });

  it("follows properties of the own instance", () => {
    expect(place("class A:\n    @property\n    def size(self):\n        return probe()\n    async def run(self):\n        return self.size\n")).toEqual(["unknown", true]);
  });

  it("runs a coroutine that is called by name", () => {
    expect(place(`${route}async def load():\n    probe()\n@app.get('/')\nasync def home():\n    await load()\n`)).toEqual(["request", true]);
  });

  it("is silent about nested functions that nobody calls on the loop", () => {
    expect(place("async def home(pool):\n    def work():\n        probe()\n    await pool.run(work)\n")).toEqual(["unknown", false]);
    expect(place("async def home():\n    def work():\n        probe()\n    work()\n")).toEqual(["unknown", true]);
  });

  it("keeps a helper of start-up and coroutines on the loop", () => {
    expect(place("def _load():\n    probe()\nDATA = _load()\nasync def refresh():\n    _load()\n")).toEqual(["unknown", true]);
  });
});

describe("programs", () => {
  it("has nothing to hold up when it runs one coroutine alone", () => {
    expect(reachOf("import asyncio\nasync def main():\n    probe()\nif __name__ == '__main__':\n    asyncio.run(main())\n").onLoop).toBe(false);
    expect(reachOf("import asyncio\nasync def load():\n    probe()\nasync def main():\n    await load()\nif __name__ == '__main__':\n    asyncio.run(main())\n").onLoop).toBe(false);
    expect(reachOf("import asyncio\nasync def work():\n    probe()\ndef go():\n    asyncio.get_event_loop().run_until_complete(work())\n").onLoop).toBe(false);
  });

  it("takes tasks side by side seriously", () => {
    expect(place("import asyncio\nasync def work():\n    probe()\nasync def main():\n    await asyncio.gather(work(), work())\nasyncio.run(main())\n")).toEqual(["unknown", true]);
    expect(place("import asyncio\nasync def work():\n    probe()\nasync def main():\n    asyncio.create_task(work())\nif __name__ == '__main__':\n    asyncio.run(main())\n")).toEqual(["unknown", true]);
  });

  it("takes files for what they are", () => {
    const code = "async def load():\n    probe()\n";
    expect(place(code, "/project/tests/test_load.py")[0]).toBe("test");
    expect(place(code, "/project/cli.py")[0]).toBe("cli");
    expect(place(code, "/project/setup.py")[0]).toBe("build");
    expect(place(`#!/usr/bin/env python3\nimport asyncio\n${code}if __name__ == '__main__':\n    asyncio.run(load())\n`)[0]).toBe("cli");
  });

  it.each([
    ["app/shop/migrations/0001_initial.py", "cli"], ["alembic/versions/ab12_users.py", "cli"], ["shop/management/commands/clean.py", "cli"], ["scripts/load.py", "cli"],
    ["seeds/users.py", "cli"], ["tests/helpers.py", "test"], ["app/conftest.py", "test"], ["app/users_test.py", "test"], ["noxfile.py", "build"], ["api/user_pb2.py", "generated"],
  ])("knows %s", (file, context) => {
    expect(fileContext(`/project/${file}`, { root: "/project" })?.context).toBe(context);
  });

  it("has no loop under gevent", () => {
    expect(place("from gevent import monkey\nmonkey.patch_all()\nasync def load():\n    probe()\n")[1]).toBe(false);
  });
});
