import { beforeAll, describe, expect, it } from "vitest";
import { loadPython } from "../../src/python/language.ts";
import type { CallSummary, LinkableSummary, LoopSummary } from "../../src/summary.ts";
import { askAbout } from "./ask.ts";

beforeAll(loadPython);

const file = "/project/shop/orders/example.py";

const linked = { project: {} };
const summaryOf = (code: string, filename = file): LinkableSummary => askAbout(code, filename, linked).linkable();

/** Calls into other modules, as names in one piece, with what calls them. */
function calls(code: string, filename?: string): string[] {
  return summaryOf(code, filename).functions.flatMap((fn) => fn.calls.flatMap((call) => named(fn.name, call)));
}

function named(from: string, { to, deferred }: CallSummary): string[] {
  if ("id" in to) return [];
  return [`${from} -> ${to.module} ${to.name}${deferred ? " later" : ""}`.replace("<module>", "top")];
}

/** Which contexts what is registered runs in. */
const registered = (code: string): string[] => summaryOf(code).registered.map(({ to, context }) => `${to.module}${to.name}: ${context.context}`);

describe("calls of other modules", () => {
  it.each([
    ["a function", "from app.impl import load\ndef f():\n    load()\n", "f -> app.impl.load "],
    ["a relative import", "from ..impl import load\ndef f():\n    load()\n", "f -> ..impl.load "],
    ["a module", "from . import impl\ndef f():\n    impl.load()\n", "f -> .impl.load "],
    ["a dotted module", "import app.impl\ndef f():\n    app.impl.load()\n", "f -> app.impl.load "],
    ["an import in a function", "def f():\n    from .impl import load\n    load()\n", "f -> .impl.load "],
    ["a wildcard import", "from .impl import *\ndef f():\n    load()\n", "f -> .impl.load "],
    ["an instance of a module", "from app.services import users\nasync def f():\n    await users.load()\n", "f -> app.services.users.load "],
    ["a parameter", "from .services import Users\ndef f(users: Users):\n    users.load()\n", "f -> .services.Users #load"],
    ["an optional parameter", "from .services import Users\ndef f(users: 'Users | None' = None):\n    users.load()\n", "f -> .services.Users #load"],
    ["what a function gives", "from .services import users\ndef f():\n    users().load()\n", "f -> .services.users ().load"],
    ["an instance that is called", "from .services import Check\ndef f(check: Check):\n    check()\n", "f -> .services.Check #__call__"],
    ["a class method", "from .services import Users\ndef f():\n    Users.load()\n", "f -> .services.Users.load "],
    ["a context manager", "from .db import session\ndef f():\n    with session() as s:\n        pass\n", "f -> .db.session "],
    ["an alias", "from .impl import load\nfetch = load\ndef f():\n    fetch()\n", "f -> .impl.load "],
  ])("%s", (_, code, expected) => {
    expect(calls(code)).toContain(expected);
  });

  it.each([
    ["builtins", "def f(xs):\n    open(xs)\n    str(xs).upper()\n    [x for x in sorted(xs)]\n    raise ValueError(xs)\n"],
    ["the standard library", "import os.path, json\nfrom pathlib import Path\nfrom collections import defaultdict\ndef f(p: Path):\n    json.loads(p.read_text())\n    os.path.join(p)\n    defaultdict(list).get(1)\n"],
    ["libraries that rows know", "import requests\nfrom django.db import models\nfrom sqlalchemy.orm import Session\ndef f(s: Session):\n    requests.get(1)\n    s.query(1)\n    models.Q()\n"],
    ["functions of the file", "def load():\n    pass\nclass A:\n    def own(self):\n        load()\n        self.own()\n        A()\n"],
    ["what nobody knows", "def f(repo):\n    repo.load()\n    unknown()\n"],
  ])("not %s", (_, code) => {
    expect(calls(code)).toEqual([]);
  });

  it("takes a library for the project's own in a folder of its name", () => {
    const code = "from celery.utils import load\ndef f():\n    load()\n";
    expect(calls(code)).toEqual([]);
    expect(calls(code, "/project/celery/base.py")).toEqual(["f -> celery.utils.load "]);
  });

  it.each([
    ["a constructor", "from .repo import Repo\ndef f():\n    return Repo(1)\n", ["f -> .repo.Repo "]],
    [
      "an attribute of the instance", "from .repo import Repo\nclass Users:\n    def __init__(self, db):\n        self.repo = Repo(db)\n    def load(self):\n        self.repo.load()\n",
      ["Users.__init__ -> .repo.Repo ", "Users.load -> .repo.Repo #load"],
    ],
    [
      "an annotated attribute", "from .repo import Repo\nclass Users:\n    repo: Repo\n    def load(self):\n        self.repo.load()\n", ["Users.load -> .repo.Repo #load"],
    ],
    [
      "an injected parameter", "from .repo import Repo\nclass Users:\n    def __init__(self, repo: Repo):\n        self.repo = repo\n    def load(self):\n        self.repo.load()\n",
      ["Users.load -> .repo.Repo #load"],
    ],
    ["an inherited method", "from pkg.base import Base\nclass A(Base):\n    def f(self):\n        self.helper()\n        super().load()\n", ["A.f -> pkg.base.Base #helper", "A.f -> pkg.base.Base #load"]],
    [
      "a method of one of several bases", "from .base import Base\nfrom .mixins import Mixin\nfrom django.views import View\nclass A(Mixin, Base, View):\n    def f(self):\n        self.helper()\n        super().f()\n",
      ["A.f -> .mixins.Mixin #helper", "A.f -> .base.Base #helper", "A.f -> .mixins.Mixin #f", "A.f -> .base.Base #f"],
    ],
    ["a field of a base", "from .base import Base\nclass A(Base):\n    def f(self):\n        self.repo.load()\n", ["A.f -> .base.Base #repo.load"]],
    ["an inherited constructor", "from .base import Base\nclass A(Base):\n    pass\ndef f():\n    A()\n", ["f -> .base.Base #__init__"]],
  ])("%s", (_, code, expected) => {
    expect(calls(code)).toEqual(expected);
  });

  it("leaves an attribute that the class itself fills with something unknown", () => {
    expect(calls("from .base import Base\nclass A(Base):\n    def __init__(self, repo):\n        self.repo = repo\n    def f(self):\n        self.repo.load()\n")).toEqual([]);
  });

  it("follows FastAPI's Depends", () => {
    const code = "from fastapi import APIRouter, Depends\nfrom .deps import get_users, Users\nrouter = APIRouter()\n@router.get('/')\n";
    expect(calls(`${code}async def f(users: Users = Depends(get_users)):\n    await users.load()\n`)).toEqual(["f -> .deps.Users #load"]);
    expect(calls(`${code}async def f(users=Depends(get_users)):\n    await users.load()\n`)).toEqual(["f -> .deps.get_users ().load"]);
    expect(calls(`${code}async def f(users=Depends(Users)):\n    await users.load()\n`)).toEqual(["f -> .deps.Users #load"]);
  });

  it.each([
    ["to_thread", "import asyncio\nfrom .impl import load\nasync def f():\n    await asyncio.to_thread(load, 1)\n", "f -> .impl.load  later"],
    ["run_in_executor", "from .impl import load\nasync def f(loop):\n    await loop.run_in_executor(None, load)\n", "f -> .impl.load  later"],
    ["a method in an executor", "from .base import Base\nclass A(Base):\n    async def f(self, loop):\n        await loop.run_in_executor(None, self.load)\n", "A.f -> .base.Base #load later"],
    ["partial", "import functools\nfrom .impl import load\nasync def f(loop):\n    await loop.run_in_executor(None, functools.partial(load, 1))\n", "f -> .impl.load  later"],
    ["delay", "from .tasks import mail\ndef f():\n    mail.delay(1)\n", "f -> .tasks.mail  later"],
    ["apply_async", "from . import tasks\ndef f():\n    tasks.mail.apply_async(args=[1])\n", "f -> .tasks.mail  later"],
    ["asyncio.run", "import asyncio\nfrom .impl import work\ndef f():\n    asyncio.run(work())\n", "f -> .impl.work  later"],
  ])("tells what runs elsewhere: %s", (_, code, expected) => {
    expect(calls(code)).toContain(expected);
  });

  it("keeps names with a sender's name for what they may be", () => {
    expect(calls("from .mails import mail\ndef f():\n    mail.send(1)\n")).toEqual(["f -> .mails.mail.send ", "f -> .mails.mail  later"]);
  });
});

describe("loops of calls", () => {
  function loopOf(code: string, filename?: string): LoopSummary | undefined {
    const all = summaryOf(code, filename).functions.flatMap((fn) => fn.calls);
    return all.find((call) => "module" in call.to && call.to.module === ".impl.load")?.loop;
  }

  it.each([
    ["a for statement", "from .impl import load\ndef f(xs):\n    for x in xs:\n        load(x)\n", { dependent: true, givesItem: true, bound: "unknown", over: "xs" }],
    ["a comprehension", "from .impl import load\ndef f(xs):\n    return [load(x.id) for x in xs]\n", { dependent: true, givesItem: true }],
    ["gather", "import asyncio\nfrom .impl import load\nasync def f(xs):\n    await asyncio.gather(*[load(x) for x in xs])\n", { concurrent: true, givesItem: true }],
    ["map", "from .impl import load\ndef f(xs):\n    return list(map(load, xs))\n", { dependent: true, givesItem: true, over: "xs" }],
    ["a pause", "import time\nfrom .impl import load\ndef f(xs):\n    for x in xs:\n        load(x)\n        time.sleep(1)\n", { paced: true }],
    ["await", "from .impl import load\nasync def f(xs):\n    for x in xs:\n        await load(x)\n", { settled: true }],
    ["the first match", "from .impl import load\nfrom .models import User\ndef f():\n    for x in User.objects.all():\n        if load(x):\n            return x\n", { exits: true, long: true }],
    ["rows", "from .impl import load\nfrom .models import User\ndef f():\n    for x in User.objects.filter(active=True):\n        load(x)\n", { long: true, bound: "query" }],
    ["few", "from .impl import load\ndef f():\n    for x in (1, 2):\n        load(x)\n", { bound: "constant" }],
  ])("%s", (_, code, expected) => {
    expect(loopOf(code)).toMatchObject(expected);
  });

  it.each([
    ["a parameter is not proved long", "from .impl import load\ndef f(xs):\n    for x in xs:\n        load(x)\n", "long"],
    ["a limit", "from .impl import load\nfrom .models import User\ndef f():\n    for x in User.objects.all()[:10]:\n        load(x)\n", "long"],
    ["no pause", "from .impl import load\ndef f(xs):\n    for x in xs:\n        load(x)\n", "paced"],
    ["something else is given", "from .impl import load\ndef f(xs, y):\n    for x in xs:\n        x.y = load(y)\n", "givesItem"],
    ["a fixed list", "from .impl import load\nimport time\ndef f():\n    for x in (1, 2):\n        load(x)\n        time.sleep(1)\n", "paced"],
  ])("%s", (_, code, fact) => {
    expect(loopOf(code)).not.toHaveProperty(fact);
  });

  it("tells the same of local calls, and leaves them to themselves where files are not linked", () => {
    const ask = askAbout("from .impl import save\ndef load(x):\n    save(x)\ndef f(xs):\n    for x in xs:\n        load(x)\n", file, linked);
    const loopIn = (fn?: { name: string; calls: readonly { loop?: unknown }[] }): unknown => fn?.calls.find(({ loop }) => loop)?.loop;
    expect(loopIn(ask.linkable().functions.find(({ name }) => name === "f"))).toMatchObject({ givesItem: true });
    expect(loopIn(ask.summary.functions.find(({ name }) => name === "f"))).not.toHaveProperty("givesItem");
  });

  it("are left out where nothing hangs on the function that is called", () => {
    const ask = askAbout("def load(x):\n    pass\ndef f(xs):\n    for x in xs:\n        load(x)\n", file, linked);
    expect(ask.linkable().functions.flatMap(({ calls }) => calls.filter(({ loop }) => loop))).toEqual([]);
  });
});

describe("registered elsewhere", () => {
  it.each([
    ["a Django view", "from django.urls import path, include\nfrom . import views\nurlpatterns = [path('', views.home), path('x', include('shop.urls'))]\n", [".views.home: request"]],
    ["a class-based view", "from django.urls import re_path\nfrom .views import Home\nurlpatterns = [re_path('', Home.as_view())]\n", [".views.Home: request"]],
    ["a decorated view", "from django.urls import path\nfrom django.contrib.auth.decorators import login_required\nfrom . import views\nurlpatterns = [path('', login_required(views.home))]\n", [".views.home: request"]],
    ["a DRF router", "from rest_framework import routers\nfrom .api import Users\nrouter = routers.DefaultRouter()\nrouter.register('users', Users)\n", [".api.Users: request"]],
    ["aiohttp", "from aiohttp import web\nfrom . import handlers\napp = web.Application(middlewares=[handlers.log])\napp.router.add_get('/', handlers.index)\napp.add_routes([web.post('/', handlers.save)])\n", [".handlers.log: request", ".handlers.index: request", ".handlers.save: request"]],
    ["Starlette", "from starlette.routing import Route\nfrom .pages import home\nroutes = [Route('/', home)]\n", [".pages.home: request"]],
    ["FastAPI", "from fastapi import FastAPI, Depends\nfrom .impl import home, check, Page, started\napp = FastAPI(lifespan=started)\napp.add_api_route('/', home, dependencies=[Depends(check), Depends(Page)])\n", [".impl.started: startup", ".impl.home: request", ".impl.check: request", ".impl.Page#__init__: request"]],
    ["Flask", "from flask import Flask\nfrom .views import home, Users, before\napp = Flask('a')\napp.add_url_rule('/', view_func=home)\napp.add_url_rule('/u', view_func=Users.as_view('u'))\napp.before_request(before)\n", [".views.home: request", ".views.Users: request", ".views.before: request"]],
    ["Celery", "from celery import Celery\nfrom .impl import work\napp = Celery('a')\napp.task(work)\napp.send_task('shop.tasks.mail', args=[1])\n", [".impl.work: event", "shop.tasks.mail: event"]],
    ["a schedule", "from celery import Celery\napp = Celery('a')\napp.conf.beat_schedule = {'mail': {'task': 'shop.tasks.mail', 'schedule': 60.0}}\n", ["shop.tasks.mail: scheduled"]],
    ["a signal", "from django.db.models.signals import post_save\nfrom .receivers import saved\npost_save.connect(saved, sender='x')\n", [".receivers.saved: event"]],
    ["APScheduler", "from apscheduler.schedulers.background import BackgroundScheduler\nfrom .jobs import clean\ns = BackgroundScheduler()\ns.add_job(clean, 'cron')\ns.add_job('shop.jobs:sweep', 'cron')\n", [".jobs.clean: scheduled", "shop.jobs.sweep: scheduled"]],
    ["a bot", "from discord.ext import commands\nfrom .fun import roll\nbot = commands.Bot('!')\nbot.add_command(roll)\n", [".fun.roll: event"]],
    ["a process", "from multiprocessing import Process\nfrom .impl import work\nProcess(target=work).start()\n", [".impl.work: worker"]],
    ["a task beside others", "import asyncio\nfrom .impl import work\nasync def f():\n    asyncio.create_task(work())\n", [".impl.work: unknown"]],
    ["nothing of the file", "from django.urls import path\ndef home(request):\n    pass\nurlpatterns = [path('', home)]\n", []],
    ["nothing of libraries", "from django.urls import path\nfrom django.contrib import admin\nurlpatterns = [path('admin/', admin.site.urls)]\n", []],
  ])("%s", (_, code, expected) => {
    expect(registered(code)).toEqual(expected);
  });

  it("tells a route and how it runs", () => {
    const [first] = summaryOf("from aiohttp import web\nfrom .h import index\nroutes = [web.get('/users', index)]\n").registered;
    expect(first).toEqual({ to: { module: ".h.index", name: "" }, context: { context: "request", how: "aiohttp route GET /users", confidence: "certain", onLoop: true }, line: 3 });
  });

  it("names Django's middleware", () => {
    expect(registered("MIDDLEWARE = [\n    'django.middleware.common.CommonMiddleware',\n    'shop.middleware.Log',\n]\n")).toContain("shop.middleware.Log#__call__: request");
  });
});

describe("exports", () => {
  const exportsOf = (code: string): LinkableSummary["exports"] => summaryOf(code).exports;

  it("offers functions, classes, instances and what it hands on", () => {
    const found = exportsOf([
      "import os", "from .impl import load", "from .base import Base", "import shop.models", "from typing import TypeVar", "T = TypeVar('T')", "LIMIT = 3",
      "class Users:", "    pass", "users = Users()", "base = Base()", "fetch = load", "def own(): pass", "async def other(): pass", "",
    ].join("\n"));
    expect(found).toEqual({
      load: { kind: "foreign", to: { module: ".impl.load", name: "" } },
      Base: { kind: "foreign", to: { module: ".base.Base", name: "" } },
      shop: { kind: "foreign", to: { module: "shop", name: "" } },
      Users: { kind: "class", id: 0 },
      users: { kind: "instance", of: 0 },
      base: { kind: "foreign", to: { module: ".base.Base", name: "#" } },
      fetch: { kind: "foreign", to: { module: ".impl.load", name: "" } },
      own: { kind: "function", id: 1 },
      other: { kind: "function", id: 2 },
    });
  });

  it.each([
    ["an annotation", "from .users import Users\ndef get() -> Users:\n    return make()\n", { kind: "foreign", to: { module: ".users.Users", name: "#" } }],
    ["what it returns", "class Users: pass\ndef get():\n    return Users()\n", { kind: "instance", of: 0 }],
    ["what it yields", "from .users import Users\ndef get():\n    yield Users()\n", { kind: "foreign", to: { module: ".users.Users", name: "#" } }],
    ["a type of the library", "def get() -> dict[str, int]:\n    return {}\n", undefined],
    ["two things", "from .users import Users, Other\ndef get(a):\n    if a:\n        return Users()\n    return Other()\n", undefined],
  ])("tells what a function gives by %s", (_, code, gives) => {
    expect(exportsOf(code)["get"]).toMatchObject({ kind: "function", ...(gives && { gives }) });
    if (!gives) expect(exportsOf(code)["get"]).not.toHaveProperty("gives");
  });

  it.each([
    ["a type with its dependency", "from typing import Annotated\nfrom fastapi import Depends\nfrom .users import Users, get_users\nname = Annotated[Users, Depends(get_users)]\n", { kind: "foreign", to: { module: ".users.Users", name: "" } }],
    ["a type of the file", "from typing import Annotated\nclass Users: pass\nname = Annotated[Users, 1]\n", { kind: "class", id: 0 }],
    ["a type that only its dependency tells", "from typing import Annotated, Any\nfrom fastapi import Depends\nfrom .users import get_users\nname = Annotated[Any, Depends(get_users)]\n", { kind: "foreign", to: { module: ".users.get_users", name: "" } }],
    ["a function that is wrapped later", "import functools\ndef name(): pass\nname = functools.lru_cache(name)\n", { kind: "function", id: 1 }],
    ["an import with a fallback", "try:\n    from .fast import name\nexcept ImportError:\n    name = None\n", { kind: "foreign", to: { module: ".fast.name", name: "" } }],
    ["a function that runs in a thread", "from asgiref.sync import sync_to_async\n@sync_to_async\ndef name(): pass\n", undefined],
    ["a type variable", "from typing import TypeVar, Optional\nname = Optional[TypeVar('T')]\n", undefined],
  ])("offers %s", (_, code, offer) => {
    expect(exportsOf(code)["name"]).toEqual(offer);
  });

  it("hands on whole modules, but none of the standard library", () => {
    expect(summaryOf("from .a import *\nfrom shop.b import *\nfrom math import *\n").handsOn).toEqual([".a", "shop.b"]);
  });

  it("is not confused by names of prototypes", () => {
    expect(exportsOf("def __proto__(): pass\ndef constructor(): pass\n")).toEqual(Object.fromEntries([["__proto__", { kind: "function", id: 1 }], ["constructor", { kind: "function", id: 2 }]]));
  });
});

describe("classes", () => {
  it("tells methods, fields and bases", () => {
    const { classes, functions } = summaryOf([
      "from .repo import Repo, cache", "from .base import Base", "class Own: pass", "class Users(Own, Base, dict):", "    store: Repo", "    limit = 3",
      "    def __init__(self, repo: Repo, name: str):", "        self.repo = repo", "        self.own = Own()", "        self.cache = cache", "        self.name = name",
      "    async def load(self): pass", "    @staticmethod", "    def make(): pass", "    @property", "    def total(self): return 1", "    @property", "    def other(self): return Repo()", "",
    ].join("\n"));
    const id = (name: string): number => functions.findIndex((fn) => fn.name === name);
    expect(classes[1]).toEqual({
      name: "Users",
      methods: { __init__: id("Users.__init__"), load: id("Users.load"), make: id("Users.make"), total: id("Users.total") },
      statics: { make: id("Users.make") },
      fields: {
        other: { kind: "foreign", to: { module: ".repo.Repo", name: "#" } },
        store: { kind: "foreign", to: { module: ".repo.Repo", name: "#" } },
        repo: { kind: "foreign", to: { module: ".repo.Repo", name: "#" } },
        own: { kind: "instance", of: 0 },
        cache: { kind: "foreign", to: { module: ".repo.cache", name: "" } },
      },
      bases: [{ id: 0 }, { module: ".base.Base", name: "" }],
    });
  });

  it.each([
    ["either of two", "from .repo import Repo\nclass A:\n    def __init__(self, repo=None):\n        self.repo = repo or Repo()\n", { repo: { kind: "foreign", to: { module: ".repo.Repo", name: "#" } } }],
    ["values without functions", "import threading\nclass A:\n    kind = 'a'\n    names = ['a']\n    lock = threading.Lock()\n    def __init__(self, name: str):\n        self.name = name\n", {}],
  ])("tells fields of %s", (_, code, fields) => {
    expect(summaryOf(code).classes[0]?.fields).toEqual(fields);
  });

  it("reads a property by its getter", () => {
    const code = "from .core import Core\nclass Sys:\n    @property\n    def core(self) -> Core:\n        return self._core\n    @core.setter\n    def core(self, value):\n        self._core = value\n    def f(self):\n        self.core.start()\n";
    expect(summaryOf(code).classes[0]?.fields).toEqual({ core: { kind: "foreign", to: { module: ".core.Core", name: "#" } } });
    expect(calls(code)).toEqual(["Sys.f -> .core.Core #start"]);
  });

  it("tells what methods give", () => {
    const code = "from .auth import Auth, Store\nclass Server:\n    def get_auth(self) -> Auth:\n        return make(self)\n    def get_store(self):\n        return Store(self)\n    def get_name(self) -> str:\n        return 'a'\n";
    expect(summaryOf(code).classes[0]?.gives).toEqual({
      get_auth: { kind: "foreign", to: { module: ".auth.Auth", name: "#" } }, get_store: { kind: "foreign", to: { module: ".auth.Store", name: "#" } },
    });
    expect(calls("from .server import Server\ndef f(server: Server):\n    server.get_auth().check()\n")).toContain("f -> .server.Server #get_auth().check");
  });

  it("leaves methods of managers that rows know, and keeps a project's own", () => {
    const code = "from .models import User\ndef f():\n    User.objects.filter(a=1)\n    User.objects.of_team(1)\n";
    expect(calls(code)).toEqual(["f -> .models.User.objects.of_team "]);
  });

  it("offers and tells nothing of a test", () => {
    const code = "from app.impl import load\nclass TestA(Base):\n    def test(self, xs):\n        load(xs)\n";
    const { exports, classes, functions } = summaryOf(code, "/project/tests/test_a.py");
    expect([exports, classes, functions.flatMap(({ calls: all }) => all)]).toEqual([{}, [], []]);
  });

  it("tells a call without a loop once for each function", () => {
    expect(calls("from .impl import load\ndef f(xs):\n    load()\n    load()\n    for x in xs:\n        load(x)\ndef g():\n    load()\n")).toEqual([
      "f -> .impl.load ", "f -> .impl.load ", "g -> .impl.load ",
    ]);
  });

  it("is the same whether the file's own summary was made before or not", () => {
    const code = "import asyncio\nfrom aiohttp import web\nasync def home(request):\n    pass\nasync def main():\n    pass\nweb.get('/', home)\nasyncio.run(main())\n";
    const second = askAbout(code, file, linked);
    expect(second.summary.functions[1]?.contexts).toHaveLength(1);
    expect(second.linkable()).toEqual(summaryOf(code));
  });

  it("is plain data", () => {
    const summary = summaryOf("from .impl import load, Base\nclass A(Base):\n    def f(self, xs):\n        for x in xs:\n            load(x)\na = A()\n");
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});
