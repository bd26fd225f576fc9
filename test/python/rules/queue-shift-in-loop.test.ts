import rule from "../../../src/python/rules/queue-shift-in-loop.ts";
import { testPythonRule } from "../../rule-tester.ts";

testPythonRule("queue-shift-in-loop", rule, {
  valid: [
    { name: "once", code: "def f(rows: list):\n    rows.append(1)\n    return rows.pop(0)\n" },
    { name: "from the end", code: "def f(root):\n    todo = [root]\n    while todo:\n        todo.extend(todo.pop().children)\n" },
    { name: "a deque", code: "from collections import deque\ndef f(root):\n    todo = deque([root])\n    while todo:\n        todo.extend(todo.popleft().children)\n" },
    { name: "a dictionary", code: "def f(rows: dict):\n    while rows:\n        rows.pop(0)\n" },
    { name: "nobody knows what it is", code: "def f(rows):\n    while rows:\n        rows.pop(0)\n" },
    { name: "made anew for each item", code: "def f(rows):\n    for row in rows:\n        cells = row.split(',')\n        print(cells.pop(0))\n" },
    { name: "a window of fixed length", code: "def f(rows):\n    near = []\n    for row in rows:\n        near.append(row)\n        if len(near) > 10:\n            near.pop(0)\n" },
    { name: "a few constants", code: "def f():\n    names = ['a', 'b']\n    while names:\n        print(names.pop(0))\n" },
    { name: "the way to a node", code: "def f(rows):\n    path = []\n    for row in rows:\n        path.insert(0, row)\n    return path\n" },
    { name: "up to the root", code: "def f(node):\n    found = []\n    while node:\n        found.insert(0, node)\n        node = node.up\n    return found\n" },
    { name: "another place", code: "def f(rows):\n    out = []\n    for row in rows:\n        out.insert(1, row)\n    return out\n" },
    { name: "a class that holds the last ones", code: "class Last:\n    def __init__(self):\n        self.rows = []\n    def add(self, row):\n        self.rows.append(row)\n    def trim(self):\n        if len(self.rows) > self.size:\n            self.rows.pop(0)\n" },
    { name: "a test", filename: "tests/test_f.py", code: "def test_f(root):\n    todo = [root]\n    while todo:\n        todo.extend(todo.pop(0).children)\n" },
    { name: "an application that starts from one", packages: ["django"], code: "def f(root):\n    todo = [root]\n    while todo:\n        todo.extend(todo.pop(0).children)\n" },
  ],
  invalid: [
    { name: "an application that works off what it is handed", packages: ["django"], code: "def f(rows: list):\n    todo = list(rows)\n    while todo:\n        print(todo.pop(0))\n", errors: 1 },
    { name: "breadth first", code: "def f(root):\n    todo = [root]\n    while todo:\n        node = todo.pop(0)\n        todo.extend(node.children)\n", errors: [{ line: 4, messageId: "take", severity: "info", confidence: "likely" }] },
    { name: "with another condition", code: "class A:\n    def __init__(self):\n        self.jobs = []\n    def run(self):\n        while self.jobs and self.free() > 0:\n            self.jobs.pop(0).start()\n", errors: [{ line: 6, messageId: "take" }] },
    { name: "an attribute of another class", code: "class Slot:\n    def __init__(self):\n        self.queue = []\n\nclass Runner:\n    def run(self, key):\n        slot = self.slots[key]\n        while slot.queue and slot.free():\n            slot.queue.pop(0).start()\n", errors: [{ line: 9, messageId: "take" }] },
    { name: "del", code: "def f(rows: list):\n    while rows:\n        print(rows[0])\n        del rows[0]\n", errors: [{ line: 4, messageId: "take" }] },
    { name: "in front", code: "def f(rows):\n    out = []\n    for row in rows:\n        out.insert(0, row)\n    return out\n", errors: [{ line: 4, messageId: "add" }] },
    { name: "a queue on a list", code: "class Queue:\n    def __init__(self):\n        self.items = []\n    def put(self, item):\n        self.items.append(item)\n    def get(self):\n        return self.items.pop(0)\n", errors: [{ line: 7, messageId: "queue", severity: "info" }] },
  ],
});
