import { beforeAll, describe, expect, it } from "vitest";
import { loadPython, parsePython, parseQuickly, parseThoroughly } from "../../src/python/language.ts";
import { outlineOf } from "./outline.ts";

beforeAll(loadPython);

const known: Record<string, readonly string[]> = {
  "names, numbers and constants": ["x = 0x1f + 1.5e3j + 10_000 + .5 + 1.\n", "x = None, True, False, ...\n", "x = a.print.exec.match.type\n"],
  operators: [
    "-a ** -b ** c * d\n", "a ^ b & c | d << e\n", "x = not a in b\n", "a not in b is not c < d <> e\n", "a and not b or c and d\n", "await x ** y + await z\n",
    "x = a if b else c if d else lambda: e if f else g\n", "x = (y := a if b else c)\n", "x @= b\n",
  ],
  "calls and brackets": [
    "f(*get(), *a, *a.b, **k, x=1, *(a or b))\n", "f(a for a in b)\n", "f(a)(b for b in c)\n", "x[a, b:c, ::d, :] = x[a:=1]\n", "x[*a]\n", "{**a, 'b': 1}\n", "{*a, b,}\n",
    "x = (), (a,), (a), [], {}, (yield), (*a, b)\n", "[*a]\n", "[1, *b.c()]\n",
  ],
  comprehensions: ["[a for b in c if d if e for f, in g]\n", "{a: b for a, (b, *c) in d}\n", "{a for a in b or c}\n", "async def f():\n    return [i async for i in x]\n"],
  assignments: ["a = b, c = yield d, e\n", "(a) = [b, (c, d)] = e\n", "a, *b = c\n", "a[b] = c.d = e, f\n", "x = y += 1\n", "x = *a, b\n", "x: int\n", "type, value = x\n"],
  types: [
    "x: List[int] | None = 1\n", "x: a.B[int] | None\n", "x: 'A' | List[int]\n", "x: Optional[A] | B | C\n", "x: Callable[[int, str], B[C]]\n", "x: Annotated[int, Field(gt=0)]\n",
    "def f[T](a: int = 1, *b: int, c=2, /, *, d, **e: Any) -> A[B] | None: pass\n", "type: str = a\n",
  ],
  statements: [
    "assert a, b; del a, b; global c, d; return\n", "raise A from b\n", "import a.b as c, d\n", "from .. a.b import (c, d as e,)\n", "from ... import *\n", "from __future__ import (annotations)\n",
    "with a as b, c() as (d, e): pass\n", "with (a as b, c as d): pass\n", "with (a, b) as c: pass\n", "with (a.b() as c): pass\n", "for a, (b, c) in d, e: pass\nelse: f\n",
    "while a: break\nelse:\n    continue\n", "@a.b(c)  # d\n# e\n@f\nclass A(B, metaclass=C): pass\n", "async def f():\n    async with a as b: pass\n    async for x in y: await z\n",
    "try: pass\nexcept A as b: pass\nexcept (A, B): pass\nexcept: pass\nelse: pass\nfinally: pass\n", "lambda a, *b, c=1, **d: a\n", "print(a) % b, print\n", "match = type(x)\nexec('y')\n",
  ],
  strings: [
    "'a\\n\\d\\x41\\777' \"b\" rb'\\'' r'\\\\' u'\\N{DASH}'\n", "'''a'b''c\n\\\n'''\n", "x = ('a'  # b\n  f'c')\n", "f'{u!r:>{v}} {{ }} {x=} {x:%Y-%m} {a, b} {\"x\"}'.format()\n",
    "f\"{d[\"a\"]}\"\n", "f'''\n{\n  a  # b\n}\n'''\n", "rf'a\\d{b}\\.'\n", "t'{a}'\n", "b'\\x00\\d'\n",
  ],
  "comments and lines": [
    "# a\n\nx = [  # b\n    1,\n    # c\n]  # d\n# e\n", "x = \\\n  1\n", "x = 'a' \\\n  'b'\n", "if a and \\\n   b: pass\n", "x = 1\r\nif x:\r\n\ty\r\n# z\r\n", "if a:\n\n    b; c;  # d\n\f\n    e\n",
    "if a:\n    pass\nelif b: c; d  # e\nelse:\n    # f\n    g  # h\n    # i\n# j\nk\n", "class A:\n    def f(self):\n        pass\n    # a\n  # b\n\n    # c\n    def g(self):\n        pass\n        # d\n# e",
    "try:\n    a\n# b\nexcept C:\n    # d\n    e\n    # f\n\n# g\nfinally:\n    h\n", "def f(\n    a,  # b\n    c=1,\n    # d\n): pass",
  ],
};

describe("our own parser of Python", () => {
  it.each(Object.entries(known))("gives the tree of tree-sitter for %s", (_, texts) => {
    for (const text of texts) {
      const tree = parseQuickly(text);
      expect(tree && outlineOf(tree), text).toBe(outlineOf(parseThoroughly(text)));
    }
  });

  it.each([
    ["broken code", ["x = = 1\n", "def f(:\n  pass\n", "f(a b)\n", "x = (1,\n", "x = 'a\n", "if a:\nb\n", "  x = 1\n", "if a:\n    b\n  c\n", "from __future__ import *\n", "x[] = 1\n", "f(**a for a in b)\n"]],
    ["what the grammar reads in a way of its own", [
      "type(a).b = c\n", "[*a.b()]\n", "print >> a, b\n", "print 'a'\n", "exec a in b\n", "print(1, *a or b)\n", "with a if b else c as d: pass\n", "a,  # b\nc = d\n", "b'\\u1234'\n",
      "def f():\n        x = (a +\n    b)\n",
    ]],
    ["rare syntax", ["match x:\n    case 1: pass\n", "type X = int\n", "try: pass\nexcept* A: pass\n", "é = 1\n", "x = 1\ry = 2\r", "x = 1\0\n", "def f((a, b)): pass\n"]],
  ])("leaves %s to tree-sitter", (_, texts) => {
    for (const text of texts) {
      expect(parseQuickly(text), text).toBeUndefined();
      expect(outlineOf(parsePython(text))).toBe(outlineOf(parseThoroughly(text)));
    }
  });

  it("leaves what is nested very deeply to tree-sitter, which does not recurse", () => {
    for (const text of [`x = ${"(".repeat(500)}1${")".repeat(500)}\n`, `x = ${"not ".repeat(5000)}a\n`, `x = ${"a = ".repeat(5000)}b\n`, `x = ${"lambda: ".repeat(5000)}b\n`]) {
      expect(parseQuickly(text)).toBeUndefined();
    }
    expect(parseQuickly(`x = a${".b()".repeat(50_000)}\n`)?.nodes("call")).toHaveLength(50_000);
  });
});
