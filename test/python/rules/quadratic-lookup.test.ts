import rule from "../../../src/python/rules/quadratic-lookup.ts";
import { testPythonRule } from "../../rule-tester.ts";

testPythonRule("quadratic-lookup", rule, {
  valid: [
    { name: "a field and a list where a handler of the project leads", code: "from aiohttp import web\nclass Issues:\n    def __init__(self, known):\n        self.known = list(known)\n    async def drop(self, request: web.Request):\n        self.forget(request.app.rows)\n    def forget(self, rows):\n        return [row for row in rows if row in self.known]\n" },
    { name: "beside a request for each item", packages: ["requests"], code: "import requests\ndef f(a: list, b: list):\n    for x in a:\n        if x in b:\n            continue\n        requests.get(x)\n" },
    { name: "beside a query of a helper", code: "import psycopg2\ncursor = psycopg2.connect('a').cursor()\ndef drop(x):\n    cursor.execute('DELETE FROM a WHERE id = %s', (x,))\ndef f(a: list, b: list):\n    for x in a:\n        if x in b:\n            drop(x)\n" },
    { name: "beside something that is awaited", code: "async def f(a: list, b: list):\n    for x in a:\n        if x in b:\n            await x.drop()\n" },
    { name: "a set", code: "def f(a: list, b: list):\n    seen = set(b)\n    return [x for x in a if x in seen]\n" },
    { name: "a dictionary", code: "def f(a: list, b: dict):\n    return [x for x in a if x in b]\n" },
    { name: "a text", code: "def f(a: list, b: str):\n    return [x for x in a if x in b]\n" },
    { name: "nobody knows what it is", code: "def f(a, b):\n    return [x for x in a if x in b]\n" },
    { name: "a few constants", code: "WORDS = ['a', 'b', 'c']\ndef f(a: list):\n    return [x for x in a if x in WORDS]\n" },
    { name: "a loop over a few", code: "def f(b: list):\n    return [x for x in ('a', 'b') if x in b]\n" },
    { name: "taken from the item", code: "def f(rows: list):\n    return [row for row in rows if row.name in row.names]\n" },
    { name: "made anew each time", code: "def f(rows: list):\n    for row in rows:\n        parts = row.split(',')\n        if row.name in parts:\n            print(row)\n" },
    { name: "not about the item", code: "def f(a: list, b: list, name: str):\n    for x in a:\n        if name in b:\n            print(x)\n" },
    { name: "columns are few", code: "def f(a: list[str], columns: list[str]):\n    return [x for x in a if x in columns]\n" },
    { name: "a test", filename: "tests/test_f.py", code: "def test_f(a: list, b: list):\n    return [x for x in a if x in b]\n" },
    { name: "no test for equality", code: "def f(a: list, b: list):\n    return [next(y for y in b if y.start < x.end) for x in a]\n" },
    { name: "search in the item's own rows", code: "def f(orders: list):\n    return [next(i for i in order.items if i.id == order.main) for order in orders]\n" },
    { name: "nothing proves the size: a local list and the attribute of a row", code: "def f(target_ids: list, row):\n    for one in row.value:\n        if one not in target_ids:\n            print(one)\n" },
    { name: "a helper of this module, whose callers are in sight", code: "def _f(a: list, b: list):\n    return [x for x in a if x in b]\n" },
    { name: "categories are few", code: "class A:\n    def f(self, rows: list, categories: list[str]):\n        return [x for x in rows if x in categories]\n" },
    { name: "only what is refused is taken out", code: "def f(names: list[str]):\n    for name in list(names):\n        if not name.isascii():\n            names.remove(name)\n" },
    {
      name: "a field of an application against what a function is handed",
      packages: ["django"],
      code: "class Shop:\n    def __init__(self, names: list[str]):\n        self.names = names\n    def known(self, rows: list[str]):\n        return [row for row in rows if row in self.names]\n",
    },
    { name: "parts of an item that a helper is handed per item", code: `class Parser:
    def aliases(self, advisory):
        kept = []
        for alias in advisory.get("aliases", []) or []:
            if alias not in kept:
                kept.append(alias)
        return kept
    def parse(self, advisories: list[dict]):
        return [self.aliases(advisory) for advisory in advisories]
` },
    { name: "values of items repeat", code: "def f(rows):\n    kept = []\n    for row in rows:\n        if row.version not in kept:\n            kept.append(row.version)\n    return kept\n" },
    { name: "a list of the object itself is made distinct", code: "class A:\n    def f(self):\n        kept = []\n        for row in self.rows:\n            if row not in kept:\n                kept.append(row)\n        return kept\n" },
    { name: "cases that went wrong are few", code: "def f(rows: list, invalid_rows: list):\n    return [row for row in rows if row in invalid_rows]\n" },
    { name: "a loop over a few by their name", code: "def f(channels: list, seen: list):\n    return [one for one in channels if one in seen]\n" },
    { name: "what an application gathers from what it is handed", packages: ["django"], code: "def f(rows):\n    kept = []\n    for row in rows:\n        if row not in kept:\n            kept.append(row)\n    return kept\n" },
    { name: "a list of an object in an application", packages: ["flask"], code: `class Query:
    def __init__(self, schema: list):
        self.schema = schema
    def valid(self, name):
        return next((one for one in self.schema if one.name == name), None)
    def check(self, rows: list):
        return [row for row in rows if self.valid(row)]
` },
    {
      name: "two lists that a function of an application is handed",
      packages: ["django"], code: "def known(rows: list[str], names: list[str]):\n    return [row for row in rows if row in names]\n",
    },
  ],
  invalid: [
    { name: "a request before the loop", packages: ["requests"], code: "import requests\ndef f(a: list, b: list):\n    requests.get('http://a')\n    for x in a:\n        if x in b:\n            print(x)\n", errors: 1 },
    { name: "a file that is written after an error", code: "async def f(a: list, b: list):\n    for x in a:\n        try:\n            print(x in b)\n        except ValueError:\n            open('log').write(x)\n", errors: 1 },
    {
      name: "a field of a library against what a function is handed",
      packages: ["numpy"],
      code: "class Shop:\n    def __init__(self, names: list[str]):\n        self.names = names\n    def known(self, rows: list[str]):\n        return [row for row in rows if row in self.names]\n",
      errors: 1,
    },
    { name: "one list that is searched twice is one finding", code: "def f(a: list, b: list):\n    for x in a:\n        if x in b:\n            print(b.index(x))\n", errors: [{ line: 3 }] },
    { name: "dedupe in a helper of this module", code: "def _unique(rows):\n    kept = []\n    for row in rows:\n        if row not in kept:\n            kept.append(row)\n    return kept\n", errors: [{ line: 4, messageId: "dedupe" }] },
    { name: "rows of a query prove the size", code: "from sqlalchemy.orm import Session\nfrom .models import Order\ndef _f(session: Session):\n    found = []\n    for row in session.query(Order).all():\n        if not any(one['id'] == row.id for one in found):\n            found.append({'id': row.id})\n    return found\n", errors: [{ line: 6, messageId: "filter" }] },
    { code: "def f(a: list, b: list):\n    return [x for x in a if x in b]\n", errors: [{ line: 2, column: 29, messageId: "membership", confidence: "likely", severity: "info" }] },
    { name: "not in", code: "def f(rows, known: list[str]):\n    for row in rows:\n        if row.name not in known:\n            print(row)\n", errors: [{ line: 3, messageId: "membership" }] },
    { name: "dedupe", code: "def f(rows):\n    kept = []\n    for row in rows:\n        if row not in kept:\n            kept.append(row)\n    return kept\n", errors: [{ line: 4, messageId: "dedupe" }] },
    { name: "visited nodes of a search", code: `def walk(graph, start):
    visited = [start]
    queue = [start]
    while queue:
        node = queue.pop()
        for child in graph[node]:
            if child not in visited:
                visited.append(child)
                queue.append(child)
`, errors: [{ line: 7 }] },
    { name: "count", code: "def f(ids: list[str]):\n    return [x for x in ids if ids.count(x) > 1]\n", errors: [{ line: 2, messageId: "method" }] },
    { name: "index", code: "def f(names: list, rows):\n    order = sorted(names)\n    return {row: order.index(row.name) for row in rows}\n", errors: [{ line: 3, messageId: "method" }] },
    { name: "next with an equality", code: "def f(orders, users):\n    for order in orders:\n        order.user = next((u for u in users if u.id == order.user_id), None)\n", errors: [{ line: 3, messageId: "filter" }] },
    { name: "a list for each item", code: "def f(groups, rows):\n    return {g.id: [r for r in rows if r.group == g.id] for g in groups}\n", errors: [{ line: 2, messageId: "filter" }] },
    { name: "in a helper that a loop calls", code: `class View:
    def __init__(self, ids):
        self.rows = tuple(ids)

    def position(self, row):
        return self.rows.index(row)

    def refresh(self, changed):
        return [self.position(one) for one in changed]
`, errors: [{ line: 6, messageId: "method", message: /path: View.refresh.*View.position/ }] },
    { name: "any with an equality", code: "def f(orders, users):\n    return [o for o in orders if any(u.id == o.user_id for u in users)]\n", errors: [{ line: 2, messageId: "filter" }] },
  ],
});
