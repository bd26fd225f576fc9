import { describe, expect, it } from "vitest";
import type { KnownCall } from "../../src/questions.ts";
import { asked } from "./marked.ts";

const sink = (source: string, settings = {}): KnownCall | undefined => {
  const { ask, marked } = asked(source, settings);
  return ask.sink(marked);
};
const short = (found: KnownCall | undefined): string | undefined => found && `${found.row.does} ${found.confidence}`;

const models = "from django.db import models\nfrom .models import User, Order\n";

describe("calls known by name", () => {
  it.each([
    ["request certain", "import requests\n«requests.get(u)»"],
    ["request certain", "import requests\ns = requests.Session()\n«s.get(u)»"],
    ["file certain", "«open(p)»"],
    ["sleep certain", "from time import sleep\n«sleep(1)»"],
    ["query certain", "from sqlalchemy.orm import Session\ndef f(s: Session):\n  return «s.query(A).filter(x).all()»"],
    ["commit certain", "from sqlalchemy.orm import sessionmaker\nLocal = sessionmaker()\nwith Local() as s:\n  «s.commit()»"],
    ["cache certain", "import redis\nr = redis.from_url(u)\n«r.get(k)»"],
    ["query certain", "import sqlite3\nc = sqlite3.connect(p)\n«c.execute(q)»"],
    ["query certain", "import psycopg2\nwith psycopg2.connect(d) as c, c.cursor() as cur:\n  «cur.execute(q)»"],
    ["query certain", "from django.db import models\nclass User(models.Model): pass\ndef f(): return «User.objects.get(pk=1)»"],
    ["request certain", "import requests\nclass A:\n  def __init__(self):\n    self.fetch = requests.get\n  def f(self):\n    «self.fetch(u)»"],
    ["request certain", "import requests\nclass A:\n  fetch = requests.get\n«A.fetch(u)»"],
    ["request certain", "import boto3\n«boto3.client('s3').anything_at_all()»"],
  ])("%s: %s", (expected, source) => expect(short(sink(source))).toBe(expected));

  it.each([
    ["import requests\nclass A:\n  pass\n«A().fetch(u)»"],
    ["class requests:\n  @staticmethod\n  def get(u): pass\n«requests.get(u)»"],
    ["def open(p): pass\n«open(p)»"],
    ["d = {}\n«d.get(1)»"],
    ["import redis\np = redis.Redis().pipeline()\n«p.get(k)»"],
    ["from sqlalchemy.orm import Session\ndef f(s: Session):\n  for u in s.query(A).all():\n    «u.get('name')»"],
    [`${models}us = User.objects.in_bulk(ids)\n«us.get(1)»`],
    [`${models}t = User.objects.aggregate(n=1)\n«t.get('n')»`],
  ])("nothing: %s", (source) => expect(sink(source)).toBeUndefined());
});

describe("calls known by shape", () => {
  it.each([
    ["query likely", `${models}«User.objects.get(pk=1)»`],
    ["write likely", `${models}for u in us:\n  «Order.objects.create(user=u)»`],
    ["write likely", `${models}for u in User.objects.filter(a=1):\n  «u.save()»`],
    ["query likely", `${models}us = User.objects.filter(a=1)\n«us.count()»`],
    ["query possible", "from .models import User\n«User.objects.get(pk=1)»"],
    ["query likely", "from sqlalchemy import select\nclass Repo:\n  def __init__(self, session):\n    self.session = session\n  def get(self):\n    return «self.session.execute(select(User))»"],
    ["query possible", "def f(request):\n  return «request.db.query(A).filter(b).all()»"],
  ])("%s: %s", (expected, source) => expect(short(sink(source))).toBe(expected));

  it.each([
    ["class Store:\n  def __init__(self):\n    self.objects = {}\n  def f(self):\n    «self.objects.get(1)»"],
    ["objects = {}\n«objects.get(1)»"],
    ["import requests\n«requests.objects.get(pk=1)»"],
  ])("not made here or by another library: %s", (source) => expect(sink(source)).toBeUndefined());

  it("names the chain without arguments", () => {
    expect(sink(`${models}«User.objects.filter(a=1).order_by(\n  'x').first()»`)?.text).toBe("User.objects.filter(…).order_by(…).first");
  });
});

describe("statements in SQL", () => {
  it.each([
    ["query", "def f(cur): «cur.execute('SELECT 1')»"],
    ["query", "def f(cur, i): «cur.execute(f'select * from t where id = {i}')»"],
    ["query", "def f(cur, i): «cur.execute('select * from %s' % i)»"],
    ["query", "def f(cur, i): «cur.execute('select * from {}'.format(i))»"],
    ["query", "from db import text\ndef f(s): «s.execute(text('select 1'))»"],
    ["query", "Q = \"\"\"\n  select 1\n\"\"\"\ndef f(s): «s.execute(Q)»"],
    ["query", "async def f(db): await «db.fetchrow('select 1')»"],
    ["write", "def f(cur, i): «cur.execute('insert into t values (%s)', [i])»"],
    ["write", "def f(cur, rows): «cur.executemany('insert into t values (%s)', rows)»"],
  ])("%s: %s", (does, source) => expect(short(sink(source))).toBe(`${does} likely`));

  it.each([
    ["def f(cur): «cur.execute('create table t (id int)')»"],
    ["def f(plan): «plan.execute(step)»"],
    ["def f(shell): «shell.execute('ls')»"],
    ["def f(cur, q): «cur.execute(f'{q} limit 1')»"],
    ["def f(tool): «tool.execute('selection')»"],
    ["class Tool:\n  def execute(self, a): pass\nt = Tool()\n«t.execute('select 1')»"],
  ])("not: %s", (source) => expect(sink(source)).toBeUndefined());
});

describe("lazy queries", () => {
  it.each([
    ["for o in «Order.objects.filter(user=u)»: pass"],
    ["[o for o in «Order.objects.filter(user=u)»]"],
    ["list(«Order.objects.filter(user=u)»)"],
    ["if «Order.objects.filter(user=u)»: pass"],
    ["def f(): return «Order.objects.filter(user=u)»"],
    ["def f():\n  q = «Order.objects.filter(user=u)»\n  for o in q: pass"],
    ["x = {'orders': «Order.objects.filter(user=u)»}"],
    ["def f(users):\n  for u in users:\n    q = «Order.objects.filter(user=u)»\n    for o in q: pass"],
    ["«Order.objects.filter(user=u)»[0]"],
    ["for o in «Order.objects.all()»[:5]: pass"],
  ])("run: %s", (source) => expect(short(sink(models + source))).toBe("query likely"));

  it.each([
    ["«Order.objects.filter(user=u)».count()"],
    ["q = «Order.objects.filter(user=u)»"],
    ["q = «Order.objects.filter(user=u)»\nq = q.filter(b=2)"],
    ["q = «Order.objects.filter(user=u)»\nlist(User.objects.filter(orders__in=q))"],
    ["from django.db.models import Exists\nUser.objects.filter(Exists(«Order.objects.filter(user=u)»))"],
    ["class View:\n  queryset = «Order.objects.all()»"],
    ["def f(q, names):\n  for n in names:\n    q = «q.filter(name=n)»\n  return list(q)"],
    ["def f(names):\n  q = Order.objects.all()\n  while names:\n    q = «q.exclude(name=names.pop())»\n  return list(q)"],
  ])("do not run: %s", (source) => expect(sink(models + source)).toBeUndefined());
});

describe("relations fetched ahead", () => {
  it.each([
    ["us = User.objects.prefetch_related('orders')\nfor u in us:\n  for o in «u.orders.all()»: pass"],
    ["for u in User.objects.filter(a=1).prefetch_related(Prefetch('orders', queryset=q)).order_by('x'):\n  list(«u.orders.all()»)"],
    ["for u in User.objects.prefetch_related('orders__lines'):\n  for o in u.orders.all():\n    list(«o.lines.all()»)"],
    ["first = User.objects.prefetch_related(Prefetch('orders', queryset=Order.objects.filter(a=1).prefetch_related('lines'))).first()\nfor o in first.orders.all():\n  list(«o.lines.all()»)"],
    ["for u in User.objects.prefetch_related(Prefetch('orders', Order.objects.prefetch_related(Prefetch('lines')))):\n  for o in u.orders.all():\n    list(«o.lines.all()»)"],
    ["for u in User.objects.prefetch_related(*fields):\n  list(«u.orders.all()»)"],
    ["us = User.objects.all()\nif a:\n  us = us.prefetch_related('orders')\nfor i, u in enumerate(us):\n  «u.orders.count()»"],
    ["for line in Line.objects.prefetch_related('variant__product__tags'):\n  variant = line.variant\n  product = variant.product\n  list(«product.tags.all()»)"],
    ["def f(u): return list(«u.orders.all()»)\nfor u in User.objects.prefetch_related('orders'):\n  f(u)"],
  ])("cost nothing: %s", (source) => expect(sink(models + source)).toBeUndefined());

  it.each([
    ["likely", "for u in User.objects.prefetch_related(Prefetch('orders', queryset=Order.objects.prefetch_related('lines'))):\n  for o in u.orders.all():\n    list(«o.parts.all()»)"],
    ["likely", "for u in User.objects.prefetch_related('teams'):\n  list(«u.orders.all()»)"],
    ["likely", "for u in User.objects.prefetch_related('orders'):\n  list(«u.orders.filter(a=1)»)"],
    ["likely", "for u in User.objects.filter(a=1):\n  list(«u.orders.all()»)"],
    ["possible", "def f(us):\n  for u in us:\n    list(«u.orders.all()»)"],
    ["likely", "def f(self):\n  list(«self.orders.all()»)"],
  ])("%s: %s", (confidence, source) => expect(sink(models + source)?.confidence).toBe(confidence));
});

describe("awaited calls", () => {
  it("do not block", () => {
    const source = "from sqlalchemy import select\nasync def f(session):\n  «session.execute(select(User))»";
    expect(sink(source)?.row.blocks).toBe(true);
    expect(sink(source.replace("«", "await «"))?.row.blocks).toBeUndefined();
  });
});

describe("rows of the user", () => {
  it("come first", () => {
    const sinks = [{ call: "shop.stock.load", does: "query", cost: "A" }, { member: "*.fetch_stock", argument: "any", does: "request", cost: "A" }];
    expect(short(sink("from shop import stock\n«stock.load(1)»", { sinks }))).toBe("query certain");
    expect(short(sink("def f(api): return «api.fetch_stock(1)»", { sinks }))).toBe("request likely");
  });
});
