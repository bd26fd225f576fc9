import rule from "../../src/rules/quadratic-lookup.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

testJavaScriptRule("quadratic-lookup", rule, {
  valid: [
    { name: "a list against itself in a service", packages: ["express"], code: "export const f = (a: string[]) => a.filter((x) => a.indexOf(x) !== a.lastIndexOf(x));" },
    {
      name: "rows that a client filters by some words",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
express().post("/", async (req, res) => {
  const rooms: Room[] = await prisma.room.findMany();
  const wanted: string[] = req.body.wanted;
  res.json(rooms.filter((room) => wanted.includes(room.state)));
});`,
    },
    {
      name: "what a client sends against what one row has",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
express().patch("/:id", async (req, res) => {
  const rooms = await prisma.room.findMany({ where: { hotelId: req.params.id } });
  res.json(req.body.items.map((item) => rooms.find((room) => room.id === item.roomId)));
});`,
    },
    { name: "a search for what is thrown", code: "export const f = (a: Row[], b: Row[]) => { if (a.length !== b.length) throw new Error(`no ${a.filter((x) => !b.some((y) => y.id === x.id))}`); };" },
    { name: "a Set", code: "export const f = (a: string[], b: string[]) => { const seen = new Set(b); return a.filter((x) => seen.has(x)); };" },
    { name: "a Map", code: "export const f = (a: Row[], b: Map<string, Row>) => a.map((x) => b.get(x.id));" },
    { name: "a text", code: "export const f = (a: string[], text: string) => a.filter((x) => text.includes(x));" },
    { name: "nobody knows what it is", code: "export const f = (a, b) => a.filter((x) => b.includes(x));" },
    { name: "a few constants", code: 'const words = ["a", "b"];\nexport const f = (a: string[]) => a.filter((x) => words.includes(x));' },
    { name: "a loop over a few", code: 'export const f = (b: string[]) => ["x", "y"].filter((x) => b.includes(x));' },
    { name: "the item's own list", code: "export const f = (orders: Order[]) => orders.map((order) => order.items.find((item) => item.id === order.main));" },
    { name: "made anew each time", code: 'export function f(rows: string[]) { for (const row of rows) { const parts = row.split(","); if (parts.includes(row)) use(row); } }' },
    { name: "not about the item", code: "export function f(a: string[], b: string[], name: string) { for (const x of a) if (b.includes(name)) use(x); }" },
    { name: "no test for equality", code: "export const f = (a: Row[], b: Row[]) => a.map((x) => b.find((y) => y.start < x.end));" },
    { name: "a place to start from", code: "export function f(a: string[], b: string[]) { let at = 0; for (const x of a) at = b.indexOf(x, at); return at; }" },
    { name: "columns are few", code: "export const f = (rows: string[], columns: string[]) => rows.filter((row) => columns.includes(row));" },
    { name: "in a helper that nobody calls in a loop", filename: "src/f.js", code: `export class Shop {
  constructor(users) { this.users = users; }
  byId(id) { return this.users.find((user) => user.id === id); }
  one(order) { return this.byId(order.userId); }
}` },
    {
      name: "a search that is made once, for the loop ends with it",
      code: "export function f(edges: Row[], nodes: Row[], kinds: Set<string>) { for (const edge of edges) { if (kinds.has(edge.id)) { const node = nodes.find((one) => one.id === edge.id); return node; } } }",
    },
    { name: "keys of an object", filename: "src/f.js", code: "export function f(vars, rows) { for (const name in vars) use(rows.find((row) => row.name === name)); }" },
    {
      name: "one or some",
      code: "export function f(given: string | string[], rows: string[]) { const all = Array.isArray(given) ? given : [given]; return rows.filter((row) => all.includes(row)); }",
    },
    {
      name: "a list that has a written one to stand in for it",
      code: 'const usual = ["a", "b", "c"];\nexport function f(rows: Row[], order?: string[]) { const known = order ?? usual; return rows.sort((a, b) => known.indexOf(a.id) - known.indexOf(b.id)); }',
    },
    { name: "an optional list", code: "export function f(rows: Row[], open: string[] = []) { return rows.filter((row) => open.includes(row.id)); }" },
    { name: "groups of the same rows", code: "export const f = (rows: Row[]) => [...new Set(rows.map((row) => row.family))].map((family) => rows.filter((row) => row.family === family));" },
    {
      name: "what belongs to one row",
      code: `import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
        export async function f(id: string) {
          const all = await prisma.place.findMany({}); const plan = await prisma.plan.findFirst({ where: { id } });
          return plan.visits.map((visit) => all.find((one) => one.id === visit.place));
        }`,
    },
    { name: "a component of a page", filename: "src/list.component.ts", code: "export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));" },
    { name: "code beside components", code: 'import { useMemo } from "react"; export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));' },
    { name: "a project that is nothing but a page", packages: ["react"], code: "export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));" },
    { name: "what a person has opened", code: "export function f(rows: Row[], expandedIds: string[]) { return rows.filter((row) => expandedIds.includes(row.id)); }" },
    { name: "a helper that is called for a few", filename: "src/f.js", code: `export class Shop {
  constructor(users) { this.users = users; }
  byId(id) { return this.users.find((user) => user.id === id); }
  attach(text) { return text.split(",").map((id) => this.byId(id)); }
}` },
    { name: "a test", filename: "test/f.test.ts", code: "export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));" },
    { name: "a page shows few", filename: "src/list.tsx", code: "export const List = ({ rows, chosen }: { rows: Row[]; chosen: string[] }) => <ul>{rows.map((row) => <li className={chosen.includes(row.id) ? 'on' : ''} />)}</ul>;" },
    { name: "seasons of one show", filename: "src/f.js", code: `export const f = (rows, seasons) => rows.filter((row) => seasons.some((season) => season.id === row.id));` },
    { name: "what another service gives", filename: "src/f.js", code: `export async function f(api) { const data = await api.load(); const rows = await other.load(); return data.results.map((one) => rows.find((row) => row.id === one.id)); }` },
    { name: "each item waits for something", filename: "src/f.js", code: `export async function f(orders, users) { for (const order of orders) { const user = users.find((one) => one.id === order.userId); await save(user); } }` },
    { name: "capped in the same condition", filename: "src/f.js", code: `export function f(rows) { const kept = []; for (const row of rows) { if (kept.length < 25 && !kept.includes(row.id)) kept.push(row.id); } return kept; }` },
    { name: "a function of this file is given both", filename: "src/f.js", code: `function f(orders, users) { return orders.map((order) => users.find((user) => user.id === order.userId)); }
f(a, b);` },
    {
      name: "what a client sends against what one thing has",
      packages: ["express"],
      code: `import express from "express"; import { load } from "./boards.js";
express().patch("/:id", async (req, res) => { const board = await load(req.params.id); res.json(board.columns.filter((id) => req.body.some((one) => one.id === id))); });`,
    },
    { name: "two lists of a service", packages: ["express"], code: "export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));" },
    {
      name: "a field of an application against what a function is handed",
      packages: ["express"],
      code: `export class Shop { constructor() { this.kinds = load(); } known(rows: string[]) { return rows.filter((row) => this.kinds.includes(row)); } }`,
    },
  ],
  invalid: [
    { code: "export const f = (a: string[], b: string[]) => a.filter((x) => b.includes(x));", errors: [{ line: 1, column: 64, messageId: "membership", confidence: "likely", severity: "info" }] },
    { name: "indexOf asked for presence, counted loop", code: `export function f(items: Item[], ids: string[]) {
  const output = [];
  for (let i = 0; i < items.length; i++) {
    if (ids.indexOf(items[i].id) >= 0) output.push(items[i]);
  }
  return output;
}`, errors: [{ line: 4, messageId: "membership" }] },
    { name: "dedupe", code: "export function f(rows) { const kept = []; for (const row of rows) { if (!kept.includes(row.id)) kept.push(row.id); } return kept; }", filename: "src/f.js", errors: [{ messageId: "dedupe" }] },
    { name: "the idiom of first occurrences", filename: "src/f.js", code: "export const unique = (rows) => rows.filter((row, index) => rows.indexOf(row) === index);", errors: [{ messageId: "position" }] },
    { name: "join by find", filename: "src/f.js", code: "export const f = (orders, users) => orders.map((order) => ({ ...order, user: users.find((user) => user.id === order.userId) }));", errors: [{ messageId: "find" }] },
    { name: "in a loop, through a name of its body", filename: "src/f.js", code: `export function f(orders, users) {
  for (const order of orders) {
    const id = order.userId;
    order.user = users.find(({ id: own }) => own === id);
  }
}`, errors: [{ line: 4, messageId: "find" }] },
    { name: "compared by a function", filename: "src/f.js", code: `export function f(sets, rows) {
  for (const set of sets) set.row = rows.find((row) => Utils.equals(keyOf(row), set.getKey()));
}`, errors: [{ messageId: "find" }] },
    { name: "group by filter", filename: "src/f.js", code: "export const f = (groups, rows) => groups.map((group) => rows.filter((row) => row.group === group.id));", errors: [{ messageId: "filter" }] },
    { name: "lists in a table that the loop fills", filename: "src/f.js", code: `export function f(rows) {
  const groups = {};
  rows.forEach((row) => {
    groups[row.env] ??= [];
    let feature = groups[row.env].find((one) => one.name === row.name);
    if (!feature) {
      feature = { name: row.name };
      groups[row.env].push(feature);
    }
  });
  return groups;
}`, errors: [{ line: 5, messageId: "find" }] },
    { name: "some", filename: "src/f.js", code: "export const f = (a, b) => a.filter((x) => !b.some((y) => y.id === x.id));", errors: [{ messageId: "find" }] },
    { name: "in a helper that a loop calls", filename: "src/f.js", code: `export class Shop {
  constructor(users) { this.users = users; }
  byId(id) { return this.users.find((user) => user.id === id); }
  attach(orders) { return orders.map((order) => this.byId(order.userId)); }
}`, errors: [{ line: 3, messageId: "find", message: /path: .*byId/ }] },
    {
      name: "rows of two queries",
      code: `import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
export async function f() {
  const users = await prisma.user.findMany({}); const orders = await prisma.order.findMany({});
  return orders.map((order) => users.find((user) => user.id === order.userId));
}`,
      errors: [{ line: 4, messageId: "find" }],
    },
    {
      name: "what a client sends against rows",
      packages: ["express", "@prisma/client"],
      code: `import express from "express"; import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
express().patch("/", async (req, res) => {
  const books = await prisma.book.findMany();
  res.json(req.body.items.map((item) => books.find((book) => book.id === item.bookId)));
});`,
      errors: [{ line: 4 }],
    },
    { name: "rows against themselves in a service", packages: ["express", "@prisma/client"], code: `import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient();
export async function f() { const names = (await prisma.user.findMany()).map((one) => one.name); return names.filter((x, i) => names.indexOf(x) === i); }`, errors: 1 },
    { name: "a route beside components", code: `import { useMemo } from "react"; import express from "express"; const app = express();
app.post("/", async (req, res) => { const known = await load(); res.json(req.body.rows.map((row) => known.find((one) => one.id === row.id))); });`, errors: 1 },
    { name: "in a route over input", filename: "src/f.js", code: `import express from "express";
const app = express();
app.post("/", async (req, res) => {
  const known = await load();
  res.json(req.body.rows.map((row) => known.find((one) => one.id === row.id)));
});`, errors: [{ line: 5, severity: "warning" }] },
  ],
});
