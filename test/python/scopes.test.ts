import { describe, expect, it } from "vitest";
import { Scopes } from "../../src/python/scopes.ts";
import { parsePython } from "../../src/python/language.ts";
import "./marked.ts";

/** Definitions of what the last identifier with this name means: kind and line. */
function meaning(source: string, name = "x"): string[] | undefined {
  const tree = parsePython(source);
  const scopes = new Scopes(tree);
  const use = tree.nodes("identifier").filter((one) => one.text === name).at(-1);
  return use && scopes.lookup(use)?.definitions.map((one) => `${one.kind} ${one.node.line}`);
}

describe("names", () => {
  it.each([
    ["x = 1\nx", ["assign 1"]],
    ["x: int\nx", ["assign 1"]],
    ["a = x = 1\nx", ["assign 1"]],
    ["(a, [x, *b]) = y\nx", ["assign 1"]],
    ["for x in y: pass\nelse: x", ["item 1"]],
    ["for a, (x, b) in y: x", ["item 1"]],
    ["with a() as b, c() as x: x", ["enter 1"]],
    ["with (a() as b, c() as x): x", ["enter 1"]],
    ["with a() as (b, x): x", ["enter 1"]],
    ["import x.y\nx", ["import 1"]],
    ["import y.z as x\nx", ["import 1"]],
    ["from y import z as x\nx", ["import 1"]],
    ["def x(): pass\nx", ["function 1"]],
    ["class x: pass\nx", ["class 1"]],
    ["try: pass\nexcept E as x: x", ["except 2"]],
    ["if (x := 1): x", ["assign 1"]],
    ["[x := 1 for y in z]\nx", ["assign 1"]],
    ["x = 1\nx += 1\ndel x\nx", ["assign 1", "augment 2", "delete 3"]],
    ["match y:\n  case [x, 1]: x", ["capture 2"]],
    ["match y:\n  case {'k': x}: x", ["capture 2"]],
    ["match y:\n  case A(b=1) as x: x", ["capture 2"]],
    ["def f(x, /, y: int, *, z=1, **k): x", ["parameter 1"]],
    ["def f(a, *x): x", ["parameter 1"]],
    ["def f(x: int = 1): x", ["parameter 1"]],
    ["f = lambda x: x", ["parameter 1"]],
    ["[x for x in y]", ["item 1"]],
    ["x = 1\n[a for a in x]", ["assign 1"]],
    ["x = 1\ndef f():\n  x = 2\n  return 0\nx", ["assign 1"]],
    ["x = 1\ndef f():\n  return x", ["assign 1"]],
    ["x = 1\nclass C:\n  x = 2\n  def f(self): return x", ["assign 1"]],
    ["class C:\n  x = 2\n  y = x", ["assign 2"]],
    ["x = 1\ndef f(a=x):\n  x = 2", ["assign 3"]],
    ["x = 1\ndef f():\n  global x\n  x = 2\ndef g(): return x", ["assign 1", "assign 4"]],
    ["def f():\n  x = 1\n  def g():\n    nonlocal x\n    return x", ["assign 2"]],
    ["def f():\n  x = 1\n  return [lambda: x for a in b]", ["assign 2"]],
  ])("%s", (source, expected) => expect(meaning(source)).toEqual(expected));

  it.each([["x"], ["y.x"], ["f(x=1)"], ["def f():\n  x = 1\nx"], ["[x for x in y]\nx"]])("nothing: %s", (source) => expect(meaning(source)).toBeUndefined());

  it("evaluates defaults, annotations, decorators and bases around the definition", () => {
    const tree = parsePython("x = 1\n@x\ndef f(a: x = x) -> x:\n  x = 2\nclass C(x):\n  x = 3\n");
    const scopes = new Scopes(tree);
    const uses = scopes.identifiers("x", tree.root).filter((one) => scopes.lookup(one)?.scope === scopes.module);
    expect(uses.map((one) => one.line)).toEqual([1, 2, 3, 3, 3, 5]);
  });

  it("lists references", () => {
    const tree = parsePython("x = 1\ndef f(x): return x\nprint(x, y.x, f(x=x))\n");
    const scopes = new Scopes(tree);
    const binding = scopes.find("x", scopes.module);
    expect(binding && scopes.references(binding).map((one) => one.range[0])).toEqual([0, 31, 43]);
  });
});

describe("hostile files", () => {
  const time = (source: string): number => {
    const tree = parsePython(source);
    const scopes = new Scopes(tree);
    const start = performance.now();
    for (const one of tree.nodes("identifier")) scopes.reaching(one);
    return performance.now() - start;
  };
  it.each([
    ["20,000 nested calls", `x = ${"f(".repeat(20_000)}1${")".repeat(20_000)}\n`],
    ["50,000 assignments of one name", `x = 1\n${"x = f(x)\n".repeat(50_000)}`],
    ["a file that is one error", `x = ${"(".repeat(50_000)}a`],
  ])("%s take no quadratic time", (_, source) => expect(time(source)).toBeLessThan(20_000));
});
