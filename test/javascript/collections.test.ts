import { describe, expect, test } from "vitest";
import { ask } from "./ask.ts";

function known(code: string, text: string): string {
  const { values, node } = ask(code);
  const { kind, size, source } = values.collection(node(text));
  return `${kind} ${source}${size === undefined ? "" : ` ${size}`}`;
}

/** Each code ends in `use(x)`; what is known about `x`. */
const cases: Record<string, [string, string][]> = {
  "literals and constructors": [
    [`const x = ["a", "b"]; use(x)`, "array constant 2"],
    [`const x = [a, b]; use(x)`, "array derived 2"],
    [`const x = []; use(x)`, "array constant 0"],
    [`const x = []; x.push(1); use(x)`, "array unknown"],
    [`const x = [...a, 1]; use(x)`, "array derived"],
    [`const x = new Set(["a"]); use(x)`, "set constant 1"],
    [`const x = new Map(); use(x)`, "map constant 0"],
    [`const x = new Map(); x.set(k, v); use(x)`, "map unknown"],
    [`const x = new Array(8); use(x)`, "array derived 8"],
    [`const x = Array.from({ length: 8 }); use(x)`, "array derived 8"],
    [`const x = "abc"; use(x)`, "string constant 3"],
    [`const x = a + "b"; use(x)`, "string derived"],
    [`const x = { a: 1 }; use(x)`, "other unknown 1"],
    [`const Set = mine; const x = new Set(); use(x)`, "other unknown"],
  ],
  "results": [
    [`const x = y.map(f); use(x)`, "array derived"],
    [`const x = y.filter(f).sort(); use(x)`, "array derived"],
    [`const x = s.split(","); use(x)`, "array derived"],
    [`const x = y.slice(); use(x)`, "array derived"],
    [`const x = y.slice(1); use(x)`, "unknown derived"],
    [`const x = [1, 2, 3].slice(0, 2); use(x)`, "array constant 2"],
    [`const x = y.toLowerCase(); use(x)`, "string derived"],
    [`const x = Object.keys(o); use(x)`, "array derived"],
    [`const o = { a: 1, b: 2 }; const x = Object.keys(o); use(x)`, "array constant 2"],
    [`const o = {}; o[k] = 1; const x = Object.keys(o); use(x)`, "array derived"],
    [`enum E { A, B } const x = Object.values(E); use(x)`, "array constant 2"],
    [`async function f() { const x = await Promise.all(y.map(g)); use(x) }`, "array derived"],
    [`const get = () => [1, 2]; const x = get(); use(x)`, "array constant"],
    [`function get(): string[] { return y } const x = get(); use(x)`, "array unknown"],
    [`const x = a || []; use(x)`, "array unknown"],
    [`const x = c ? "a" : []; use(x)`, "unknown constant 1"],
    [`const x = y.get(k); use(x)`, "unknown unknown"],
  ],
  "annotations": [
    [`function f(x: string[]) { use(x) }`, "array unknown"],
    [`function f(x: ReadonlyArray<string> | undefined) { use(x) }`, "array unknown"],
    [`function f(x: readonly string[]) { use(x) }`, "array unknown"],
    [`function f(x: string) { use(x) }`, "string unknown"],
    [`function f(x: Set<string>) { use(x) }`, "set unknown"],
    [`function f(x: string | string[]) { use(x) }`, "unknown unknown"],
    [`type Names = string[]; function f(x: Names) { use(x) }`, "array unknown"],
    [`interface O { x: string[] } function f({ x }: O) { use(x) }`, "array unknown"],
    [`interface Row { x: string[] } function f(rows: Row[]) { for (const { x } of rows) use(x) }`, "array unknown"],
    [`function f(rows: string[]) { for (const x of rows) use(x) }`, "string unknown"],
    [`function f(rows: string[][]) { rows.forEach((x) => use(x)) }`, "array unknown"],
    [`const rows: string[] = load(); rows.map((x) => use(x))`, "string unknown"],
  ],
  "computed members": [
    [`const groups = {}; groups[k] = []; const x = groups[k]; use(x)`, "array unknown"],
    [`function f(groups: Record<string, string[]>) { const x = groups[k]; use(x) }`, "array unknown"],
    [`interface Groups { [key: string]: string[] } function f(groups: Groups) { const x = groups[k]; use(x) }`, "array unknown"],
    [`const o = {}; o.names = new Set(); const x = o.names; use(x)`, "set unknown"],
  ],
  "parameters": [
    [`function f(x = []) { use(x) }`, "array unknown"],
    [`function f(...x) { use(x) }`, "array unknown"],
    [`function f({ x = [] }) { use(x) }`, "array unknown"],
    [`function f(x) { x.push(1); use(x) }`, "array unknown"],
    [`function f(x) { x.map((y) => y); use(x) }`, "array unknown"],
    [`function f(x) { x.map(y); use(x) }`, "unknown unknown"],
    [`function f(x) { use(x) } f([1, 2])`, "array constant 2"],
    [`y.filter((a, i, x) => use(x))`, "unknown unknown"],
    [`[1, 2].filter((a, i, x) => use(x))`, "array constant 2"],
    [`y.reduce((x, a) => use(x), [])`, "array unknown"],
    [`"a,b".split(",").forEach((x) => use(x))`, "string derived"],
  ],
  "methods and comments": [
    [`class A { f() { this.g([1, 2]) } g(x) { use(x) } }`, "array unknown"],
    [`class A { f() { this.#g([1, 2]) } #g(x) { use(x) } }`, "array constant 2"],
    [`/** @param {string[]} x names */ function f(x) { use(x) }`, "array unknown"],
    [`/**\n * @param {number} n\n * @param {?Array<string>} [x]\n */\nexport const f = (n, x) => { use(x) }`, "array unknown"],
    [`/** @param {string|string[]} x */ function f(x) { use(x) }`, "unknown unknown"],
    [`/** @type {Set<string>} */ const x = make(); use(x)`, "set unknown"],
    [`async function f() { const [x] = await Promise.all([y.map(g), h()]); use(x) }`, "array derived"],
  ],
  "input": [
    [`function f(req) { const x = req.body.ids; use(x) }`, "unknown input"],
    [`function f(req) { const { x } = req.body; use(x) }`, "unknown input"],
    [`function f(req) { const { x = [] } = req.body; use(x) }`, "array input"],
    [`function f({ body }) { const x = body.ids; use(x) }`, "unknown input"],
    [`async function f(request) { const x = await request.json(); use(x) }`, "unknown input"],
    [`async function f(request) { const { x } = await request.json(); use(x) }`, "unknown input"],
    [`function f(event) { const x = JSON.parse(event.body); use(x) }`, "unknown input"],
    [`function f(event) { const { x } = JSON.parse(event.body || "{}"); use(x) }`, "unknown input"],
    [`class A { f(@Body() x: string[]) { use(x) } }`, "array input"],
    [`function f(req) { const x = req.body.ids.map(Number); use(x) }`, "array input"],
    [`function f(o) { const x = o.body.ids; use(x) }`, "unknown unknown"],
  ],
  "queries": [
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); async function f() { const x = await p.user.findMany(); use(x) }`, "array query"],
    [`import { PrismaClient } from "@prisma/client"; const p = new PrismaClient(); async function f() { const x = await p.user.findFirst(); use(x) }`, "unknown query"],
    [`import { Pool } from "pg"; const p = new Pool(); async function f() { const { rows: x } = await p.query(q); use(x) }`, "array query"],
    [`import { Pool } from "pg"; const p = new Pool(); async function f() { const r = await p.query(q); const x = r.rows.filter(g); use(x) }`, "array query"],
  ],
  "members": [
    [`class A { items = ["a", "b"]; f() { const x = this.items; use(x) } }`, "array constant 2"],
    [`class A { items = []; f() { this.items.push(1); const x = this.items; use(x) } }`, "array unknown"],
    [`class A { items: string[]; f() { const x = this.items; use(x) } }`, "array unknown"],
    [`const C = { roles: ["a", "b"] }; const x = C.roles; use(x)`, "array constant 2"],
    [`class A { private seen = new Set(); f() { const x = this.seen; use(x) } }`, "set constant 0"],
  ],
};

for (const [group, rows] of Object.entries(cases)) {
  describe(group, () => {
    test.each(rows)("%s", (code, told) => {
      expect(known(code, "x")).toBe(told);
    });
  });
}
