import rule from "../../src/rules/nested-loop-join.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const js = (name: string, code: string): { name: string; code: string; filename: string } => ({ name, code, filename: "src/f.js" });

testJavaScriptRule("nested-loop-join", rule, {
  valid: [
    js("a Map", "export function f(a, b) { const byId = new Map(b.map((x) => [x.id, x])); for (const x of a) use(byId.get(x.id)); }"),
    js("rows of the item", "export function f(orders) { for (const order of orders) for (const item of order.items) if (item.id === order.main) use(item); }"),
    js("a grid", "export function f(grid) { for (let y = 0; y < grid.length; y++) for (let x = 0; x < grid[y].length; x++) if (grid[y][x] === 1) use(x, y); }"),
    js("work for every pair", `export function f(points) {
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const d = distance(points[i], points[j]);
      if (d === 0) use(i, j);
    }
  }
}`),
    js("a few constants", 'export function f(rows) { for (const name of ["a", "b"]) for (const row of rows) if (row.name === name) use(row); }'),
    js("no equality", "export function f(a, b) { for (const x of a) for (const y of b) if (y.start < x.end) use(x, y); }"),
    js("more than a test", "export function f(a, b) { for (const x of a) for (const y of b) { use(x, y); if (x.id === y.id) use(x); } }"),
    js("another branch", "export function f(a, b) { for (const x of a) for (const y of b) if (x.id === y.id) use(x); else other(y); }"),
    { name: "a test", filename: "test/f.test.js", code: "export function f(a, b) { for (const x of a) for (const y of b) if (x.id === y.id) use(x); }" },
    js("two calls that read alike", "export function f(page, rules) { _.get(page, 'rows').forEach((row) => { _.get(rules, 'tests').forEach((one) => { if (one.id === row.id) use(one); }); }); }"),
    js("a step that waits", "export async function f(users, orders) { for (const user of users) { for (const order of orders) if (order.userId === user.id) await send(order); } }"),
  ],
  invalid: [
    { ...js("for of", "export function f(users, orders) {\n  for (const user of users) {\n    for (const order of orders) {\n      if (order.userId === user.id) {\n        user.orders.push(order);\n      }\n    }\n  }\n}"),
      errors: [{ line: 3, column: 5, endLine: 3, messageId: "join", confidence: "likely" }] },
    { ...js("stops at the first", "export function f(reports, packages) {\n  for (const result of reports) {\n    for (const one of packages) {\n      if (one.name === result.name) {\n        result.found = one;\n        break;\n      }\n    }\n  }\n}"),
      errors: [{ line: 3 }] },
    { ...js("counted loops over one list", "export function f(xs) {\n  for (let i = 0; i < xs.length; i++) {\n    for (let j = i + 1; j < xs.length; j++) {\n      if (xs[i] === xs[j]) return true;\n    }\n  }\n}"),
      errors: [{ line: 3, messageId: "pairs" }] },
    { ...js("a sum to a target", "export function f(xs, target) {\n  for (let i = 0; i < xs.length; i++) {\n    for (let j = i + 1; j < xs.length; j++) {\n      if (xs[i] + xs[j] === target) return [i, j];\n    }\n  }\n}"),
      errors: [{ line: 3, messageId: "pairs" }] },
    { ...js("forEach", "export function f(a, b) {\n  a.forEach((x) => {\n    b.forEach((y) => {\n      if (y.id === x.id) x.other = y;\n    });\n  });\n}"), errors: [{ line: 3, messageId: "join" }] },
    { ...js("equality and more", "export function f(a, b) { for (const x of a) for (const y of b) if (y.active && y.id === x.id) use(x); }"), errors: 1 },
  ],
});
