import { describe, expect, it } from "vitest";
import { asked } from "./marked.ts";

const origin = (source: string): string | undefined => {
  const { ask, marked } = asked(source);
  return ask.origin(marked);
};

describe("origins of imports", () => {
  it.each([
    ["import requests\n«requests.get»(url)", "requests.get"],
    ["import requests as r\n«r.get»(url)", "requests.get"],
    ["import os.path\n«os.path.exists»(p)", "os.path.exists"],
    ["import google.cloud.storage as gcs\n«gcs.Client»()", "google.cloud.storage.Client"],
    ["from time import sleep\n«sleep»(1)", "time.sleep"],
    ["from time import sleep as nap\n«nap»(1)", "time.sleep"],
    ["from .models import User\n«User.objects.filter»(a=1)", ".models.User.objects.filter"],
    ["from . import db\n«db.execute»(q)", ".db.execute"],
    ["from ..lib.store import (\n  Store,\n  other,\n)\n«other»()", "..lib.store.other"],
    ["from math import *\n«sqrt»(2)", "math.sqrt"],
    ["«open»(p)", "open"],
    ["from x import *\n«open»(p)", "open"],
    ["try:\n  import simplejson as json\nexcept ImportError:\n  import json\n«json.loads»(s)", "json.loads"],
    ["def f():\n  import requests\n  return «requests.get»(u)", "requests.get"],
    ["import requests\nget = requests.get\n«get»(u)", "requests.get"],
    ["from functools import partial\nimport subprocess\nrun = partial(subprocess.run, check=True)\n«run»(['ls'])", "subprocess.run"],
  ])("%s", (source, expected) => expect(origin(source)).toBe(expected));

  it.each([
    ["def open(p): pass\n«open»(p)"],
    ["def load(): pass\n«load»()"],
    ["class Client: pass\nc = Client()\n«c.get»(1)"],
    ["«unknown.get»(1)"],
    ["import requests\ndef f(requests):\n  «requests.get»(u)"],
    ["import requests\ndef f(a):\n  if a:\n    requests = other()\n  «requests.get»(u)"],
  ])("unknown or of this file: %s", (source) => expect(origin(source)).toBeUndefined());
});

describe("origins of instances", () => {
  it.each([
    ["from pathlib import Path\n«(Path(base) / name / 'x.txt').read_text»()", "pathlib.Path#read_text"],
    ["from pathlib import Path\ndef f(root: Path):\n  target = root.parent / 'x'\n  «target.exists»()", "pathlib.Path#exists"],
    ["import anyio\n«(anyio.Path(base) / name).exists»()", "anyio.Path#exists"],
    ["from pathlib import Path\n«(Path.home() / 'x').exists»()", "pathlib.Path#exists"],
    ["import requests\ns = requests.Session()\n«s.get»(u)", "requests.Session#get"],
    ["import requests\ns = requests.session()\n«s.get»(u)", "requests.Session#get"],
    ["import requests\nwith requests.Session() as s:\n  «s.get»(u)", "requests.Session#get"],
    ["import aiohttp\nasync def f():\n  async with aiohttp.ClientSession() as s, s.get(u) as r:\n    «r.json»()", "aiohttp.ClientSession#get().json"],
    ["import redis\nr = redis.Redis.from_url(u)\n«r.get»(k)", "redis.Redis#get"],
    ["import boto3\ns3 = boto3.client('s3')\n«s3.get_object»()", "boto3.client().get_object"],
    ["import boto3\nt = boto3.resource('dynamodb').Table('x')\n«t.get_item»()", "boto3.resource().Table().get_item"],
    ["from pymongo import MongoClient\ndb = MongoClient()['app']\n«db.users.find_one»()", "pymongo.MongoClient#[].users.find_one"],
    ["import httpx\ndef f(client=None):\n  client = client or httpx.Client()\n  return «client.get»(u)", "httpx.Client#get"],
    ["import httpx\ndef f(client=None):\n  if client is None:\n    client = httpx.Client()\n  return «client.get»(u)", "httpx.Client#get"],
    ["from sqlalchemy.orm import sessionmaker\nLocal = sessionmaker(bind=e)\ns = Local()\n«s.query»(A)", "sqlalchemy.orm.Session#query"],
    ["from sqlalchemy.orm import sessionmaker\nfrom sqlalchemy.ext.asyncio import AsyncSession\nLocal = sessionmaker(e, class_=AsyncSession)\nasync def f():\n  async with Local() as s:\n    await «s.execute»(q)", "sqlalchemy.ext.asyncio.AsyncSession#execute"],
    ["from sqlalchemy.orm import Session\ndef f(s: Session):\n  return «s.query(A).filter(x).all»()", "sqlalchemy.orm.Session#query().filter().all"],
    ["import asyncpg\nasync def f():\n  pool = await asyncpg.create_pool()\n  async with pool.acquire() as c:\n    «c.fetch»(q)", "asyncpg.create_pool().acquire().fetch"],
    ["import x\nif (c := x.Client()):\n  «c.get»()", "x.Client#get"],
    ["from sqlalchemy.orm.session import Session\ndef f(s: Session): «s.query»(A)", "sqlalchemy.orm.Session#query"],
    ["import a\nx = a.B() if c else a.B(1)\n«x.y»", "a.B#y"],
    ["import a\nx = None\ntry:\n  x = a.B()\nfinally:\n  «x.close»()", "a.B#close"],
    ["import a\nx, y = a.B(), a.C()\n«y.z»()", "a.C#z"],
    ["import a\nx = a.B()\nx = a.C()\n«x.z»()", "a.C#z"],
    ["import a\nfor i in r:\n  x = a.B()\n  [«x.z»(i) for i in r]", "a.B#z"],
  ])("%s", (source, expected) => expect(origin(source)).toBe(expected));

  it.each([
    ["import a\nx = a.B()\nif c:\n  x = a.C()\n«x.z»()"],
    ["import a\nx = a.B()\nfor i in r:\n  «x.z»()\n  x = f()"],
    ["x = x\n«x.z»()"],
    ["a = b\nb = a\n«a.z»()"],
  ])("two answers or none: %s", (source) => expect(origin(source)).toBeUndefined());
});

describe("origins by annotations", () => {
  const imports = "from typing import Annotated, Optional, Union, Any\nfrom fastapi import Depends\nfrom sqlalchemy.orm import Session\nfrom sqlalchemy import orm\n";
  it.each([
    ["def f(s: Session): «s.get»()"],
    ["def f(s: orm.Session = None): «s.get»()"],
    ["def f(s: Optional[Session] = None): «s.get»()"],
    ["def f(s: Session | None): «s.get»()"],
    ["def f(s: 'Session'): «s.get»()"],
    ["def f(s: 'orm.Session | None'): «s.get»()"],
    ["def f(s: Union[Session, None]): «s.get»()"],
    ["def f(s: Annotated[Session, Depends(g)]): «s.get»()"],
    ["Dep = Annotated[Session, Depends(g)]\ndef f(s: Dep): «s.get»()"],
    ["s: Session\n«s.get»()"],
    ["s: Session = make()\n«s.get»()"],
    ["def g() -> Session: ...\ndef f(s = Depends(g)): «s.get»()"],
    ["def g():\n  s = Session(e)\n  try:\n    yield s\n  finally:\n    s.close()\ndef f(s = Depends(g)): «s.get»()"],
    ["from typing import Generator\ndef g() -> Generator[Session, None, None]: ...\ndef f(s: Any = Depends(g)): «s.get»()"],
    ["def g(): return Session(e)\ndef f(s: Annotated[Any, Depends(g)]): «s.get»()"],
    ["from typing import cast\ns = cast(Session, thing)\n«s.get»()"],
    ["def g():\n  return Session()\ns = g()\n«s.get»()"],
    ["from contextlib import contextmanager\n@contextmanager\ndef g():\n  yield Session()\nwith g() as s:\n  «s.get»()"],
    ["_s = None\ndef g():\n  global _s\n  if _s is None:\n    _s = Session()\n  return _s\n«g().get»()"],
  ])("%s", (source) => expect(origin(imports + source)).toBe("sqlalchemy.orm.Session#get"));

  it.each([
    ["def f(s: Any): «s.get»()"],
    ["def f(s: Union[Session, Other]): «s.get»()"],
    ["def f(s: list[Session]): «s.pop().get»()"],
    ["class Mine: pass\ndef f(s: Mine): «s.get»()"],
    ["def f(*s: Session): «s.get»()"],
  ])("says nothing: %s", (source) => expect(origin(imports + source)).not.toBe("sqlalchemy.orm.Session#get"));
});

describe("origins of attributes", () => {
  it.each([
    ["import a\nclass C:\n  def __init__(self):\n    self.x = a.B()\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  def __init__(self, x: a.B):\n    self.x = x\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  x: a.B\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  x = a.B()\n  @classmethod\n  def f(cls):\n    «cls.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  def __init__(self):\n    self.x = None\n  def open(self):\n    self.x = a.B()\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  @property\n  def x(self):\n    return a.B()\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  def make(self):\n    return a.B()\n  def f(self):\n    «self.make().get»()", "a.B#get"],
    ["import a\nclass Base:\n  def __init__(self):\n    self.x = a.B()\nclass C(Base):\n  def f(self):\n    «self.x.get»()", "a.B#get"],
    ["import a\nclass Repo:\n  def __init__(self):\n    self.x = a.B()\nclass C:\n  def __init__(self):\n    self.repo = Repo()\n  def f(self):\n    «self.repo.x.get»()", "a.B#get"],
    ["import a\nclass Repo:\n  x = a.B()\ndef f(r: Repo):\n  «r.x.get»()", "a.B#get"],
    ["import a\nclass C:\n  def __init__(self):\n    self.x, self.y = a.B(), 1\n  def f(self):\n    def inner():\n      «self.x.get»()", "a.B#get"],
    ["from django.db import models\nclass User(models.Model): pass\n«User.objects.filter»()", "django.db.models.Model.objects.filter"],
    ["from django.db import models\nclass User(models.Model): pass\nu = User()\n«u.save»()", "django.db.models.Model#save"],
    ["from a import B\nclass C(B):\n  def f(self): «super().f»()", "a.B#f"],
    ["from a import B\nclass C(B): pass\nclass D(C):\n  def f(self): «super().f»()", "a.B#f"],
    ["import scrapy\nclass S(scrapy.Spider):\n  def parse(self):\n    «self.crawler.stop»()", "scrapy.Spider#crawler.stop"],
  ])("%s", (source, expected) => expect(origin(source)).toBe(expected));

  it.each([
    ["class C:\n  def get(self): pass\n  def f(self):\n    «self.get»()"],
    ["import a\nclass C:\n  @staticmethod\n  def f(self):\n    «self.x.get»()"],
    ["import a\nclass C:\n  def __init__(self, other):\n    self.x = a.B()\n    self.x = other\n  def f(self):\n    «self.x.get»()"],
  ])("none: %s", (source) => expect(origin(source)).toBeUndefined());
});

describe("origins of parameters by the calls of the file", () => {
  it.each([
    ["import a\ndef f(x, k): «x.get»(k)\nf(a.B(), 1)", "a.B#get"],
    ["import a\ndef f(x, k): «x.get»(k)\nwith a.B() as b:\n  f(b, 1)\n  f(k=1, x=b)", "a.B#get"],
    ["import a\nclass C:\n  def __init__(self, x):\n    self.x = x\n  def f(self): «self.x.get»()\nC(a.B()).f()", "a.B#get"],
    ["import a\nclass C:\n  def run(self):\n    b = a.B()\n    self.f(b)\n  def f(self, x): «x.get»()", "a.B#get"],
    ["import a\ndef f(x=None): «x.get»()\nf(a.B())", "a.B#get"],
    ["import a\ndef f(x):\n  «x.get»()\n  f(x)\nf(a.B())", "a.B#get"],
    ["import a\ndef f(x): «x.get»()\nf(a.B())\nf(other)", undefined],
    ["import a\ndef f(x: str): «x.get»()\nf(a.B())", "str#get"],
    ["import a\ndef f(x): «x.get»()\nf(*args)", undefined],
    ["import a\ndef f(x): «x.get»()\ng.f(a.B())", undefined],
    ["import a\nfrom b import load\ns: a.B = load()\n«s.get»()", "a.B#get"],
  ])("%s", (source, expected) => expect(origin(source)).toBe(expected));
});

describe("origins of items", () => {
  it.each([
    ["from .models import User\nfor u in User.objects.filter(a=1): «u.save»()", ".models.User.objects.filter()[].save"],
    ["from .models import User\nus = User.objects.all()\nfor i, u in enumerate(us): «u.save»()", ".models.User.objects.all()[].save"],
    ["from .models import User\n[«u.save»() for u in list(User.objects.all())]", ".models.User.objects.all()[].save"],
    ["from .models import User\nus = [u for u in User.objects.all()]\nfor u in us: «u.save»()", ".models.User.objects.all()[].save"],
    ["import a\nfor x, y in zip(r, a.b()): «y.z»()", "a.b()[].z"],
    ["import a\nx = a.b()\n«x[0].c»()", "a.b()[].c"],
    ["import a\nx = a.b()[:5]\n«x.c»()", "a.b().c"],
    ["import a\ndef f(xs: list[a.B]):\n  for x in xs: «x.c»()", "a.B#c"],
    ["import a\ndef f(xs: dict[str, a.B]):\n  «xs['k'].c»()", "a.B#c"],
    ["import a\ndef f(xs: dict[str, a.B]):\n  for k, x in xs.items(): «x.c»()", "a.B#c"],
    ["import a\nclass C:\n  xs: dict[str, a.B]\n  def f(self):\n    for x in self.xs.values(): «x.c»()", "a.B#c"],
    ["import a\nfor x in (a.B(), a.B()): «x.c»()", "a.B#c"],
    ["from pathlib import Path\nfor p in Path('x').glob('*'): «p.read_text»()", "pathlib.Path#read_text"],
    ["from pathlib import Path\nroot = Path(__file__).parent\n«(root / 'x').read_text»()", "pathlib.Path#read_text"],
  ])("%s", (source, expected) => expect(origin(source)).toBe(expected));

  it.each([["for x in range(3): «x.y»()"], ["import a\nfor x in [1, 2]: «x.y»()"], ["import a\nfor x, y in a.b(): «x.z»()"], ["def f(xs: list): \n  for x in xs: «x.y»()"]])(
    "none: %s", (source) => expect(origin(source)).toBeUndefined());
});

it("gives up on endless chains", () => {
  expect(origin(`import a\n«a${".b".repeat(5000)}»`)).toBeUndefined();
  expect(origin(`import a\nx0 = a.B()\n${Array.from({ length: 500 }, (_, at) => `x${at + 1} = x${at}`).join("\n")}\n«x500»`)).toBeUndefined();
});
