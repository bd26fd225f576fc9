import { describe, expect, it } from "vitest";
import { asked } from "./marked.ts";

describe("lifetimes", () => {
  it.each([
    ["module", "cache = {}\ndef f(k):\n  «cache»[k] = 1"],
    ["module", "cache = {}\ndef f(k):\n  c = cache\n  «c»[k] = 1"],
    ["module", "cache = {}\ndef f(k):\n  «cache[k]»"],
    ["imported", "from .state import cache\ndef f(k):\n  «cache»[k] = 1"],
    ["imported", "from . import state\ndef f(k):\n  «state.cache»[k] = 1"],
    ["class", "class C:\n  cache = {}\n  def f(self, k):\n    «self.cache»[k] = 1"],
    ["class", "class C:\n  cache = {}\ndef f(k):\n  «C.cache»[k] = 1"],
    ["instance", "class C:\n  def __init__(self):\n    self.cache = {}\n  def f(self, k):\n    «self.cache»[k] = 1"],
    ["instance", "class C:\n  cache: dict = {}\n  def __init__(self):\n    self.cache = {}\n  def f(self, k):\n    «self.cache»[k] = 1"],
    ["closure", "def make():\n  cache = {}\n  def f(k):\n    «cache»[k] = 1\n  return f"],
    ["local", "def f(k):\n  cache = {}\n  «cache»[k] = 1"],
    ["local", "def f(ks):\n  cache = {}\n  [«cache».get(k) for k in ks]"],
    ["default", "def f(k, cache={}):\n  «cache»[k] = 1"],
    ["parameter", "def f(k, cache):\n  «cache»[k] = 1"],
    ["parameter", "def f(k, cache=None):\n  «cache»[k] = 1"],
    ["unknown", "def f(k):\n  «make().cache»[k] = 1"],
  ])("%s: %s", (kind, source) => {
    const { ask, marked } = asked(source);
    expect(ask.values.lifetime(marked).kind).toBe(kind);
  });
});
