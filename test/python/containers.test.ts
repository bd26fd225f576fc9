import { describe, expect, it } from "vitest";
import { asked } from "./marked.ts";

/** Counts what a file does with the marked container. */
function usesOf(source: string): string {
  const { ask, marked } = asked(source);
  const container = ask.containers.of(marked);
  if (!container) return "none";
  const { grows, shrinks, bounds, escapes, loops } = ask.containers.uses(container);
  const counts = Object.entries({ grows, shrinks, bounds, escapes, loops }).flatMap(([key, list]) => (list.length > 0 ? [`${key} ${list.length}`] : []));
  return [container.kind, ...counts].join(", ");
}

describe("containers", () => {
  it.each([
    ["module, grows 1", "xs = []\ndef f(x):\n  «xs».append(x)"],
    ["module, grows 1", "xs: list[int] = []\ndef f(x):\n  global xs\n  «xs» += [x]"],
    ["module, grows 2", "xs = {}\ndef f(k):\n  «xs»[k] = 1\n  xs.setdefault(k, [])"],
    ["module, grows 2", "xs = {}\ndef f(k, v):\n  «xs».setdefault(k, []).append(v)"],
    ["module, grows 1, shrinks 1", "xs = []\ndef f(x):\n  «xs».append(x)\ndef g():\n  ys = xs\n  ys.clear()"],
    ["module, grows 2, shrinks 1, loops 1", "xs = {}\ndef f(k, v):\n  «xs».setdefault(k, []).append(v)\ndef g():\n  for x in xs.values():\n    x.clear()"],
    ["module, grows 1, bounds 1", "xs = []\ndef f(x):\n  if len(xs) < 9:\n    «xs».append(x)"],
    ["module, grows 1, escapes 1", "xs = []\ndef f(x):\n  «xs».append(x)\n  trim(xs)"],
    ["module, grows 1", "xs = []\ndef f(x):\n  «xs».append(x)\n  print(sorted(xs), len(xs) > 0)"],
    ["module, grows 1, shrinks 1", "import heapq\nxs = []\ndef f(x):\n  «xs».append(x)\n  heapq.heappop(xs)"],
    ["class, grows 1", "class C:\n  xs = []\n  def f(self, x):\n    «self.xs».append(x)"],
    ["class, grows 1, shrinks 1", "class C:\n  xs = []\n  def f(self, x):\n    «self.xs».append(x)\nclass D(C):\n  def g(self):\n    self.xs.pop()"],
    ["instance, grows 1, loops 1", "class C:\n  def __init__(self):\n    self.xs = set()\n  def f(self, x):\n    «self.xs».add(x)\n    for x in self.xs:\n      print(x)"],
    ["instance, grows 1, shrinks 1", "class C:\n  def __init__(self):\n    self.xs = []\n  def f(self, x):\n    «self.xs».append(x)\n  def g(self):\n    self.xs = []"],
    ["instance, grows 1", "class C:\n  def __init__(self):\n    self.xs = None\n  def f(self, x):\n    if self.xs is None:\n      self.xs = []\n    «self.xs».append(x)"],
    ["closure, grows 1", "def make():\n  xs = {}\n  def f(k):\n    «xs»[k] = 1\n  return f"],
    ["none", "from collections import deque\nxs = deque(maxlen=3)\ndef f(x):\n  «xs».append(x)"],
    ["none", "xs = ['a', 'b']\ndef f(x):\n  «xs».append(x)"],
    ["none", "def f(x):\n  xs = []\n  «xs».append(x)"],
    ["none", "xs = [] if A else load()\ndef f(x):\n  «xs».append(x)"],
  ])("%s: %s", (expected, source) => expect(usesOf(source)).toBe(expected));
});

describe("derivations", () => {
  it.each([
    ["input", "def f(x):\n  return «x»"],
    ["input", "def f(x):\n  y = load(x)\n  return «{'a': y}»"],
    ["input", "from flask import request\ndef f():\n  return «request.args»"],
    ["fresh", "def f():\n  return «time()»"],
    ["few", "def f(x):\n  return «type(x)»"],
    ["few", "def f(fast: bool):\n  return «fast»"],
    ["few", "def f(lang):\n  return «lang»"],
    ["code", "def f(fn):\n  return «fn»"],
    ["code", "class C: pass\ndef f():\n  return «C»"],
    ["state", "class C:\n  def f(self):\n    return «self.x»"],
    ["state", "X = 1\ndef f():\n  return «X»"],
    ["constant", "def f():\n  return «'a'»"],
  ])("%s: %s", (expected, source) => {
    const { ask, marked } = asked(source);
    expect(ask.derivation(marked)).toBe(expected);
  });
});
