import { beforeAll, describe, expect, it } from "vitest";
import { loadPython } from "../../src/python/language.ts";
import type { PythonQuestions } from "../../src/python/questions.ts";
import { askAbout, nodeOf } from "./ask.ts";

beforeAll(loadPython);

const indent = (text: string): string => text.split("\n").map((line) => `    ${line}`).join("\n");
const inFunction = (body: string): PythonQuestions => askAbout(`import asyncio\nasync def run(xs, ids, db, session):\n${indent(body)}\n`);

describe("loops around a node", () => {
  it.each([
    ["for", "for x in xs:\n    probe(x)", ["statement"]],
    ["async for", "async for x in xs:\n    probe(x)", ["statement"]],
    ["while", "while xs:\n    x = xs.pop()\n    probe(x)", ["statement"]],
    ["condition of while", "while probe(x):\n    pass", ["statement"]],
    ["list comprehension", "[probe(x) for x in xs]", ["comprehension"]],
    ["dictionary comprehension", "{x: probe(x) for x in xs}", ["comprehension"]],
    ["filter of a comprehension", "[x for x in xs if probe(x)]", ["comprehension"]],
    ["second clause", "[y for x in xs for y in probe(x)]", ["comprehension"]],
    ["two clauses", "[probe(x) for y in xs for x in y]", ["comprehension", "comprehension"]],
    ["nested", "for y in xs:\n    for x in y:\n        probe(x)", ["statement", "statement"]],
    ["map", "list(map(lambda x: probe(x), xs))", ["callback"]],
    ["sort key", "xs.sort(key=lambda x: probe(x))", ["callback"]],
    ["iterable of for", "for y in probe(x):\n    pass", []],
    ["first iterable of a comprehension", "[y for y in probe(x)]", []],
    ["else of for", "for y in xs:\n    pass\nelse:\n    probe(x)", []],
    ["nested function", "for y in xs:\n    def inner(x):\n        probe(x)", []],
    ["other lambda", "for y in xs:\n    on(lambda x: probe(x))", []],
  ])("%s", (_, body, kinds) => {
    const ask = inFunction(body);
    expect(ask.loops(nodeOf(ask, "probe(x)")).map((loop) => loop.kind)).toEqual(kinds);
  });

  it("tells items, what is iterated and the head", () => {
    const ask = inFunction("for i, (x, *y) in enumerate(xs):\n    probe(x)");
    const [loop] = ask.loops(nodeOf(ask, "probe(x)"));
    expect(loop?.items).toEqual(["i", "x", "y"]);
    expect(loop?.over?.text).toBe("enumerate(xs)");
    expect(ask.tree.text.slice(...(loop?.header.range ?? [0, 0]))).toBe("for i, (x, *y) in enumerate(xs)");
  });
});

describe("bounds", () => {
  it.each([
    ["for x in xs", "unknown"], ["for x in [1, 2, 3]", "constant"], ["for x in (a, *xs)", "unknown"], ["for x in KINDS", "constant"], ["for x in self.KINDS", "constant"],
    ["for x in range(5)", "constant"], ["for x in range(500)", "unknown"], ["for x in range(len(xs))", "unknown"], ["for x in range(0, len(xs), 100)", "chunked"],
    ["for x in enumerate([1, 2])", "constant"], ["for x in sorted(xs)", "unknown"], ["for x in {'a': 1}.items()", "constant"], ["for x in xs[:10]", "chunked"], ["for x in xs[1:]", "unknown"],
    ["for x in islice(xs, 5)", "chunked"], ["for x in batched(xs, 50)", "chunked"], ["for x in more.chunked(xs, 50)", "chunked"], ["for x in make_chunks(xs)", "chunked"],
    ["for attempt in range(tries)", "control"], ["for x in range(max_retries)", "control"], ["for x in zip(xs, KINDS)", "constant"],
    ["while True", "control"], ["while not x", "control"], ["while x < 3", "control"], ["while i < len(xs)", "unknown"],
  ])("%s: %s", (head, bound) => {
    const ask = inFunction(`${head}:\n    probe(x)`);
    expect(ask.loops(nodeOf(ask, "probe(x)"))[0]?.bound).toBe(bound);
  });

  it("sees a work list in a while loop", () => {
    const ask = inFunction("while xs:\n    x = xs.popleft()\n    probe(x)");
    expect(ask.loops(nodeOf(ask, "probe(x)"))[0]?.bound).toBe("unknown");
  });
});

describe("concurrency", () => {
  it.each([
    ["await asyncio.gather(*[probe(x) for x in xs])", true],
    ["await asyncio.gather(*(probe(x) for x in xs))", true],
    ["tasks = [probe(x) for x in xs]\nawait asyncio.gather(*tasks)", true],
    ["tasks = []\nfor x in xs:\n    tasks.append(probe(x))\nawait asyncio.gather(*tasks)", true],
    ["async with asyncio.TaskGroup() as tg:\n    for x in xs:\n        tg.create_task(probe(x))", true],
    ["for x in xs:\n    asyncio.create_task(probe(x))", true],
    ["[await probe(x) for x in xs]", false],
    ["for x in xs:\n    await probe(x)", false],
    ["names = []\nfor x in xs:\n    names.append(probe(x))", false],
    ["await asyncio.gather(*[load(await probe(x)) for x in xs])", false],
  ])("%s", (body, concurrent) => {
    const ask = inFunction(body);
    expect(ask.loops(nodeOf(ask, "probe(x)"))[0]?.concurrent).toBe(concurrent);
  });
});

describe("dependence", () => {
  it.each([
    ["for x in xs:\n    probe(x)", true], ["for x in xs:\n    probe(x.id)", true], ["for x in xs:\n    y = x.id\n    z = y + 1\n    probe(z)", true],
    ["for x in xs:\n    with open(x) as f:\n        probe(f)", true], ["for x in xs:\n    for y in x.parts:\n        probe(y)", true], ["for x in xs:\n    [probe(y) for y in x.parts]", true],
    ["for x in xs:\n    found = {}\n    found['id'] = x\n    probe(found)", true], ["for x in xs:\n    ids.append(x)\n    probe(ids)", true], ["for x in xs:\n    x.probe()", true],
    ["for x in xs:\n    probe(db)", false], ["for x in xs:\n    probe(db.x)", false], ["for x in xs:\n    probe(x=db)", false],
    ["while ids:\n    x = ids.pop()\n    probe(x)", true],
  ])("%s: %s", (body, depends) => {
    const ask = inFunction(body);
    const call = ask.tree.nodes("call").find((one) => one.text.includes("probe(") && !one.text.includes(".pop"));
    const [loop] = call ? ask.loops(call).slice(-1) : [];
    expect(call && loop && ask.dependsOn(call, loop)).toBe(depends);
  });
});

describe("repetition", () => {
  it("is the innermost loop over data that matters", () => {
    const ask = inFunction("for x in xs:\n    for kind in ('a', 'b'):\n        probe(x, kind)");
    expect(ask.repetition(nodeOf(ask, "probe(x, kind)"))).toMatchObject({ kind: "loop", over: "xs", bound: "unknown", line: 3 });
  });

  it("finds loops in callers", () => {
    const ask = askAbout("def load(i):\n    probe(i)\ndef run(xs):\n    for x in xs:\n        load(x)\n");
    expect(ask.repetition(nodeOf(ask, "probe(i)"))).toMatchObject({ kind: "caller", over: "xs", line: 4, caller: { name: "run" }, path: [{ name: "load", line: 5 }] });
  });

  it("finds functions that are given by name to something that iterates", () => {
    const ask = askAbout("def load(i):\n    return probe(i)\ndef run(xs):\n    return list(map(load, xs))\n");
    expect(ask.repetition(nodeOf(ask, "probe(i)"))).toMatchObject({ kind: "caller", over: "xs", caller: { name: "run" } });
    const key = askAbout("def load(i):\n    return probe(i)\ndef run(xs):\n    return sorted(xs, key=load)\n");
    expect(key.repetition(nodeOf(key, "probe(i)"))).toMatchObject({ kind: "caller", over: "xs" });
  });

  it("is none without dependence or loop", () => {
    const still = inFunction("for x in xs:\n    probe(db)");
    expect(still.repetition(nodeOf(still, "probe(db)"))).toBeUndefined();
    const once = inFunction("probe(xs)");
    expect(once.repetition(nodeOf(once, "probe(xs)"))).toBeUndefined();
  });
});

describe("circumstances", () => {
  const call = (ask: PythonQuestions): ReturnType<typeof nodeOf> => {
    const found = ask.tree.nodes("call").find((one) => one.text.startsWith("probe("));
    if (!found) throw new Error("no probe");
    return found;
  };
  const loopOf = (ask: PythonQuestions): NonNullable<ReturnType<PythonQuestions["loops"]>[0]> => {
    const [loop] = ask.loops(call(ask));
    if (!loop) throw new Error("no loop");
    return loop;
  };

  it.each([
    ["for x in xs:\n    found = probe(x)\n    if found:\n        return found", true], ["for x in xs:\n    if probe(x):\n        break", true], ["for x in xs:\n    return probe(x)", true],
    ["any(probe(x) for x in xs)", true], ["for x in xs:\n    found = probe(x)\n    if found:\n        print(found)", false], ["for x in xs:\n    if x:\n        break\n    probe(x)", false],
    ["for x in xs:\n    if probe(x):\n        for y in x:\n            break", false], ["[probe(x) for x in xs]", false],
  ])("ends on the result: %s", (body, exits) => {
    const ask = inFunction(body);
    expect(ask.places.exitsOnResult(call(ask), loopOf(ask))).toBe(exits);
  });

  it.each([
    ["while True:\n    page = probe(token)\n    token = page.next", true], ["node = xs\nwhile node:\n    node = probe(node.parent)", true], ["for x in xs:\n    total = probe(total, x)", true],
    ["while True:\n    self.cursor = probe(self.cursor)", true], ["for x in xs:\n    y = probe(x)\n    ids.append(y)", false], ["for x in xs:\n    name = x.name\n    name = probe(name)", false],
  ])("needs the last result: %s", (body, carried) => {
    const ask = inFunction(body);
    expect(ask.places.carried(call(ask), loopOf(ask))).toBe(carried);
  });

  it.each([
    ["async with session.begin():\n    probe(xs)", true], ["with transaction.atomic():\n    probe(xs)", true], ["async with self._lock:\n    probe(xs)", true],
    ["db.execute('BEGIN')\nprobe(xs)", true], ["with open('x') as f:\n    probe(xs)", false], ["probe(xs)", false],
  ])("in a transaction: %s", (body, inside) => {
    const ask = inFunction(body);
    expect(ask.places.inTransaction(call(ask))).toBe(inside);
  });

  it("sees transactions by decorator", () => {
    const ask = askAbout("from django.db import transaction\n@transaction.atomic\ndef save():\n    probe()\n");
    expect(ask.places.inTransaction(call(ask))).toBe(true);
  });

  it.each([
    ["CACHE = None\ndef load():\n    global CACHE\n    if CACHE is None:\n        CACHE = probe()\n    return CACHE\n", true],
    ["class A:\n    def load(self):\n        if not self._x:\n            self._x = probe()\n        return self._x\n", true],
    ["class A:\n    def load(self):\n        if self._x is not None:\n            return self._x\n        self._x = probe()\n        return self._x\n", true],
    ["class A:\n    def load(self, k):\n        if k not in self._x:\n            self._x[k] = probe()\n        return self._x[k]\n", true],
    ["class A:\n    def load(self, k):\n        if (v := self._x.get(k)) is None:\n            v = probe()\n            self._x[k] = v\n        return v\n", true],
    ["class A:\n    def load(self, k):\n        v = self._x.get(k)\n        if v is None:\n            v = probe()\n            self._x[k] = v\n        return v\n", true],
    ["class A:\n    def load(self):\n        if not hasattr(self, '_x'):\n            self._x = probe()\n", true],
    ["class A:\n    def load(self):\n        self._x = self._x or probe()\n", true],
    ["class A:\n    def load(self, k):\n        try:\n            return self._x[k]\n        except KeyError:\n            self._x[k] = probe()\n", true],
    ["from functools import lru_cache\n@lru_cache(maxsize=None)\ndef load():\n    return probe()\n", true],
    ["def load(x):\n    if x is None:\n        x = probe()\n    return x\n", false],
    ["class A:\n    def load(self):\n        if self.ready:\n            return probe()\n", false],
    ["def load():\n    return probe()\n", false],
  ])("runs once: %s", (code, once) => {
    const ask = askAbout(code);
    expect(ask.places.isOnceGuarded(call(ask))).toBe(once);
  });
});
