import { describe, expect, it } from "vitest";
import type { Collection } from "../../src/questions.ts";
import { asked } from "./marked.ts";

const collection = (source: string): Collection => {
  const { ask, marked } = asked(source);
  return ask.collection(marked);
};

describe("kinds of collections", () => {
  it.each([
    ["array", "«[1, 2]»"], ["array", "«(1, 2)»"], ["array", "«[x for x in y]»"], ["array", "«list(x)»"], ["array", "«sorted(x)»"], ["array", "«s.split(',')»"],
    ["array", "x = []\n«x»"], ["array", "def f(x: list[int]): «x»"], ["array", "from typing import Optional, List\ndef f(x: Optional[List[int]] = None): «x»"],
    ["array", "def f(x: 'list[int]'): «x»"], ["array", "def f(x=()): «x»"], ["array", "def f(*x): «x»"], ["array", "x: list[int] = make()\n«x»"],
    ["array", "x = y or []\n«x»"], ["array", "x = [1] + y\n«x»"], ["array", "x = [0] * n\n«x»"], ["array", "def f(x: list):\n  «x[1:]»"],
    ["array", "class C:\n  def __init__(self):\n    self.x = []\n  def f(self):\n    «self.x»"], ["array", "d = {}\n«d.values()»"],
    ["array", "x = None\nif a:\n  x = []\n«x»"], ["array", "import os\n«os.listdir(p)»"], ["array", "X = list[int]\ndef f(x: X): «x»"],
    ["array", "class C:\n  def __init__(self):\n    self.x = []\n  def f(self):\n    self.x = self.x[1:]\n    «self.x»"], ["array", "xs = []\nwhile a:\n  xs = xs[1:]\n«xs»"],
    ["array", "def f(x): «x»\nf([1])\nf(list(y))"], ["array", "def f(x: dict[str, list[int]]): «x['a']»"], ["array", "def f(xs: list[list[int]]):\n  for x in xs: «x»"],
    ["array", "from collections import defaultdict\nd = defaultdict(list)\n«d[1]»"],
    ["set", "from collections import defaultdict\nd = defaultdict(set)\n«d[1]»"], ["set", "def f(x): «x»\nf({1})"], ["unknown", "def f(x): «x»\nf({1})\nf([1])"],
    ["unknown", "def f(x): «x»\nf(y)"],
    ["set", "«{1, 2}»"], ["set", "«set(x)»"], ["set", "«frozenset()»"], ["set", "«{x for x in y}»"], ["set", "def f(x: set[int]): «x»"], ["set", "d = {}\n«d.keys()»"],
    ["set", "x = set()\nfor y in z:\n  «x»\n  x = x | {y}"],
    ["map", "«{}»"], ["map", "«dict(a=1)»"], ["map", "import collections\nx = collections.defaultdict(list)\n«x»"], ["map", "def f(**x): «x»"], ["map", "def f(x: dict[str, int]): «x»"],
    ["string", "«'a'»"], ["string", "«'a' 'b'»"], ["string", "«f'{a}'»"], ["string", "def f(x: str): «x»"], ["string", "«'a' + b»"], ["string", "«x.strip()»"], ["string", "«'%s' % x»"],
    ["other", "«range(10)»"], ["other", "«(x for x in y)»"], ["other", "from collections import deque\n«deque()»"], ["other", "«lambda: 1»"], ["other", "«1»"],
    ["unknown", "«x»"], ["unknown", "def f(x): «x»"], ["unknown", "def f(x=None): «x»"], ["unknown", "x = []\nif a:\n  x = {}\n«x»"], ["unknown", "«x[0]»"],
    ["unknown", "def f(x: Thing = []): «x»"], ["unknown", "for x in y: «x»"], ["unknown", "«make()»"],
    ["unknown", "X = []\ndef f(X): «X»"],
  ])("%s: %s", (kind, source) => expect(collection(source).kind).toBe(kind));
});

describe("sizes of collections", () => {
  it.each([
    [3, "«[1, 2, 3]»"], [2, "«{'a': 1, 'b': 2}»"], [10, "«range(10)»"], [5, "«range(0, 10, 2)»"], [0, "«range(5, 1)»"], [2, "X = ('a', 'b')\ndef f(): «X»"],
    [3, "«sorted([3, 2, 1])»"], [5, "«x[:5]»"], [2, "«x[1:3]»"], [2, "«[1, 2][:5]»"], [3, "«[f(x) for x in (1, 2, 3)]»"], [3, "«'abc'»"], [4, "N = 4\n«range(N)»"],
    [1, "NAMES = ['a']\ndef f():\n  NAMES.append(1)\n  «NAMES»"],
  ])("%i: %s", (size, source) => expect(collection(source).size).toBe(size));

  it.each([
    ["x = []\nfor y in z:\n  x.append(y)\n«x»"], ["x = {}\nfor y in z:\n  x[y] = 1\n«x»"], ["x = []\nx += y\n«x»"], ["«[*x]»"], ["«range(n)»"], ["«[x for x in (1, 2) for y in z]»"], ["«x[1:]»"],
    ["class C:\n  def __init__(self):\n    self.x = []\n  def f(self):\n    «self.x»"],
  ])("unknown: %s", (source) => expect(collection(source).size).toBeUndefined());
});

describe("where elements come from", () => {
  it.each([
    ["constant", "«[1, 2]»"], ["constant", "X = (1, 2)\n«list(X)»"], ["derived", "x = []\nfor y in z:\n  x.append(y)\n«x»"], ["derived", "«[x for x in y]»"], ["unknown", "def f(x: list): «x»"],
    ["query", "«cursor.fetchall()»"], ["query", "«User.objects.filter(a=1)»"], ["query", "rows = User.objects.all()\n«list(rows)»"], ["query", "rows = c.fetchall()\n«[r.id for r in rows]»"],
    ["input", "import sys\n«sys.argv[1:]»"], ["input", "import os\n«os.listdir(p)»"], ["input", "import json\n«json.loads(x)»"], ["input", "from flask import request\n«request.json['a']»"],
    ["input", "async def f(request):\n  body = await request.json()\n  «body['ids']»"],
  ])("%s: %s", (source, code) => expect(collection(code).source).toBe(source));
});
