import rule from "../../../src/python/rules/nested-loop-join.ts";
import { testPythonRule } from "../../rule-tester.ts";

testPythonRule("nested-loop-join", rule, {
  valid: [
    { name: "beside a request for each item", packages: ["requests"], code: "import requests\ndef f(users, orders):\n    for user in users:\n        requests.get(user.url)\n        for order in orders:\n            if order.user_id == user.id:\n                user.orders.append(order)\n" },
    { name: "a dictionary", code: "def f(a, b):\n    by_id = {x.id: x for x in b}\n    for x in a:\n        print(by_id.get(x.id))\n" },
    { name: "rows of the item", code: "def f(orders):\n    for order in orders:\n        for item in order.items:\n            if item.id == order.main:\n                print(item)\n" },
    { name: "a grid", code: "def f(h, w, grid):\n    for y in range(h):\n        for x in range(w):\n            if grid[y][x] == 1:\n                print(x, y)\n" },
    { name: "work for every pair", code: "def f(points):\n    for i in range(len(points)):\n        for j in range(i + 1, len(points)):\n            d = distance(points[i], points[j])\n            if d == 0:\n                print(i, j)\n" },
    { name: "a few constants", code: "def f(rows):\n    for name in ('a', 'b', 'c'):\n        for row in rows:\n            if row.name == name:\n                print(row)\n" },
    { name: "no equality", code: "def f(a, b):\n    for x in a:\n        for y in b:\n            if y.start < x.end:\n                print(x, y)\n" },
    { name: "more than a test", code: "def f(a, b):\n    for x in a:\n        for y in b:\n            handle(x, y)\n            if x.id == y.id:\n                print(x)\n" },
    { name: "a test", filename: "tests/test_f.py", code: "def test_f(a, b):\n    for x in a:\n        for y in b:\n            if x.id == y.id:\n                print(x)\n" },
    { name: "parts of what one function of an application is handed", packages: ["django"], code: "def f(controls: list, report: dict):\n    for result in report.get('checks'):\n        for control in controls:\n            if control.id == result.id:\n                print(control)\n" },
    { name: "kinds of things are few", packages: ["django"], code: "from .models import UnitType\ndef f(rows: list):\n    for one in UnitType.objects.all():\n        for row in rows:\n            if row.kind == one.id:\n                print(row)\n" },
  ],
  invalid: [
    { code: "def f(users, orders):\n    for user in users:\n        for order in orders:\n            if order.user_id == user.id:\n                user.orders.append(order)\n", errors: [{ line: 3, column: 9, endColumn: 28, messageId: "join", confidence: "likely" }] },
    { name: "stops at the first", code: "class T:\n    def f(self, results):\n        for result in results:\n            for package in self.installed:\n                if package.name == result.name:\n                    result.package = package\n                    break\n", errors: [{ line: 4, messageId: "join" }] },
    { name: "pairs of one list", code: "def f(items):\n    for i in range(len(items)):\n        for j in range(i + 1, len(items)):\n            if items[i] == items[j]:\n                print(i)\n", errors: [{ line: 3, messageId: "pairs" }] },
    { name: "a sum to a target", code: "def f(nums, target):\n    for i in range(len(nums)):\n        for j in range(i + 1, len(nums)):\n            if nums[i] + nums[j] == target:\n                return [i, j]\n", errors: [{ line: 3, messageId: "pairs" }] },
    { name: "equality and more", code: "def f(a, b):\n    for x in a:\n        for y in b:\n            if y.id == x.id and y.active:\n                print(x)\n", errors: [{ line: 3 }] },
    { name: "by position", code: "def f(a, b):\n    for i, x in enumerate(a):\n        for j, y in enumerate(b):\n            if x == y:\n                print(i, j)\n", errors: [{ line: 3 }] },
  ],
});
