import rule from "../../src/rules/quadratic-accumulation.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const f = "src/f.js";

testJavaScriptRule("quadratic-accumulation", rule, {
  valid: [
    { name: "one object, written into", code: "export const f = (rows) => rows.reduce((all, row) => { all[row.id] = row; return all; }, {});", filename: f },
    { name: "keys that are soon all there", code: "export const f = (rows) => rows.reduce((sum, row) => ({ ...sum, total: sum.total + row.price, count: sum.count + 1 }), { total: 0, count: 0 });", filename: f },
    { name: "a constant key", code: 'const KEY = "last";\nexport const f = (rows) => rows.reduce((all, row) => ({ ...all, [KEY]: row }), {});', filename: f },
    { name: "a few constants", code: 'export const f = (row) => ["a", "b"].reduce((all, key) => ({ ...all, [key]: row[key] }), {});', filename: f },
    { name: "a copy of the item", code: "export const f = (rows) => rows.reduce((all, row) => { all.push({ ...row, seen: true }); return all; }, []);", filename: f },
    { name: "a function in the function", code: "export const f = (rows) => rows.reduce((all, row) => { all.push(() => [...all, row]); return all; }, []);", filename: f },
    { name: "the state of a component", code: "export function f(rows) { for (const row of rows) setItems((items) => [...items, row]); }", filename: f },
    { name: "a reducer of actions", code: "export const reducer = (state, action) => ({ ...state, [action.id]: action.value });", filename: f },
    { name: "no loop", code: "export function f(all, row) { all = [...all, row]; return all; }", filename: f },
    { name: "begun anew for each item", code: "export function f(rows) { for (const row of rows) { let all = []; all = [...all, row]; use(all); } }", filename: f },
    { name: "begun anew now and then", code: "export function f(rows) { let batch = []; for (const row of rows) { batch = [...batch, row]; if (batch.length > 9) { send(batch); batch = []; } } }", filename: f },
    { name: "a text", code: 'export function f(rows) { let text = ""; for (const row of rows) { text = text.concat(row.name); text += "x"; } return text; }', filename: f },
    { name: "nobody knows what is joined", code: "export function f(rows, all) { for (const row of rows) all = all.concat(row); return all; }", filename: f },
    { name: "a copy that does not grow", code: "export function f(rows) { let all = [1]; for (const row of rows) all = [...all]; return all; }", filename: f },
    { name: "the last few", code: "export const f = (rows) => rows.reduce((last, row) => [...last.slice(-9), row], []);", filename: f },
    { name: "merged into the first", code: "export const f = (rows) => rows.reduce((all, row) => Object.assign(all, { [row.id]: row }), {});", filename: f },
    { name: "each page takes a request", code: "export async function f(ids) { let all = []; for (const id of ids) { const page = await load(id); all = all.concat(page); } return all; }", filename: f },
    { name: "options of some objects", code: "export const f = (configs) => configs.reduce((all, config) => ({ ...all, ...config }), {});", filename: f },
    { name: "fields are few", code: "export const f = (row, fields) => fields.reduce((all, field) => ({ ...all, [field]: row[field] }), {});", filename: f },
    { name: "a bucket", code: "export function f(rows) { const groups = {}; for (const row of rows) groups[row.k] = [...(groups[row.k] || []), row]; return groups; }", filename: f },
    { name: "a test", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});", filename: "test/f.test.js" },
    { name: "a page shows few", code: '"use client";\nexport const Page = ({ rows }) => { const all = rows.reduce((all, row) => [...all, row], []); return <ul>{all}</ul>; };', filename: "src/page.jsx" },
    { name: "the parts of one object", code: "export const f = (row) => Object.entries(row).reduce((all, [key, value]) => ({ ...all, [key]: String(value) }), {});", filename: f },
    { name: "countries are few", code: "export const f = (countries) => countries.reduce((all, one) => ({ ...all, [one.code]: one }), {});", filename: f },
    { name: "a component", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});", filename: "src/f.tsx" },
    { name: "a list in another object", code: "export function f(rows, out) { for (const row of rows) out.images = [...out.images, row]; }", filename: f },
    { name: "each state is read", code: "export function f(rows) { let at = []; for (const row of rows) { at = [...at, row]; use(at.join()); } }", filename: f },
    { name: "another list", code: "export function f(rows, first) { let all = []; for (const row of rows) all = [...first, row]; return all; }", filename: f },
  ],
  invalid: [
    { name: "an object by key", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});", filename: f, errors: [{ messageId: "object", column: 55, confidence: "likely", severity: "warning" }] },
    { name: "Object.assign", code: "export const f = (rows) => rows.reduce((all, row) => Object.assign({}, all, { [row.id]: row }), {});", filename: f, errors: [{ messageId: "object" }] },
    { name: "keys from data", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, ...Object.fromEntries(row.pairs) }), {});", filename: f, errors: [{ messageId: "object" }] },
    { name: "a conditional spread", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, ...(row.id ? { [row.id]: row } : {}) }), {});", filename: f, errors: [{ messageId: "object" }] },
    { name: "a tree flattened into an object", code: `export function flatten(node) {
  return node.children.reduce((all, child) => ({ ...all, ...flatten(child) }), {});
}`, filename: f, errors: [{ messageId: "object", line: 2 }] },
    { name: "an array", code: "export const f = (rows) => rows.reduce((all, row) => [...all, row.id], []);", filename: f, errors: [{ messageId: "array", severity: "info" }] },
    { name: "in one branch", code: "export const f = (rows) => rows.reduce((all, row) => (row.ok ? [...all, row] : all), []);", filename: f, errors: [{ messageId: "array" }] },
    { name: "returned", code: "export const f = (rows) => rows.reduce((all, row) => { if (!row.ok) return all; return all.concat(row); }, []);", filename: f, errors: [{ messageId: "array" }] },
    { name: "[].concat", code: "export const f = (rows) => rows.reduce((all, row) => [].concat(all, row.items), []);", filename: f, errors: [{ messageId: "array" }] },
    { name: "assigned, then returned", code: "export const f = (rows) => rows.reduce((all, row) => { all = [...all, row]; return all; }, []);", filename: f, errors: [{ messageId: "array" }] },
    { name: "lodash", code: 'import _ from "lodash";\nexport const f = (rows) => _.reduce(rows, (all, row) => ({ ...all, [row.id]: row }), {});', filename: f, errors: [{ messageId: "object" }] },
    { name: "both halves of a partition", code: "export const f = (rows) => rows.reduce(([yes, no], row) => (row.ok ? [[...yes, row], no] : [yes, [...no, row]]), [[], []]);", filename: f, errors: 2 },
    { name: "a list in the accumulator", code: "export const f = (rows) => rows.reduce((all, row) => ({ ...all, ids: [...all.ids, row.id] }), { ids: [] });", filename: f, errors: [{ messageId: "array" }] },
    { name: "an asynchronous fold", code: `export const f = (rows) => rows.reduce(async (before, row) => {
  const all = await before;
  return { ...all, [row.id]: await load(row) };
}, Promise.resolve({}));`, filename: f, errors: [{ messageId: "object", line: 3 }] },
    { name: "in a loop", code: `export function f(rows) {
  let all = [];
  for (const row of rows) {
    all = [...all, row];
  }
  return all;
}`, filename: f, errors: [{ messageId: "array", line: 4 }] },
    { name: "concat in forEach", code: "export function f(rows) { let all = []; rows.forEach((row) => { all = all.concat(row.items); }); return all; }", filename: f, errors: [{ messageId: "array" }] },
    { name: "an object in a loop", code: "export function f(rows) { let all = {}; for (const row of rows) all = { ...all, [row.id]: row }; return all; }", filename: f, errors: [{ messageId: "object" }] },
    { name: "a field", code: "export class A { items = []; add(rows) { for (const row of rows) this.items = [...this.items, row]; } }", filename: f, errors: [{ messageId: "array" }] },
    { name: "begun anew in the outer loop only", code: "export function f(groups) { for (const group of groups) { let all = []; for (const row of group.rows) all = [...all, row]; use(all); } }", filename: f, errors: [{ messageId: "array" }] },
    { name: "chunks of a body", code: "export async function f(stream) { let body = Buffer.alloc(0); for await (const chunk of stream) body = Buffer.concat([body, chunk]); return body; }", filename: f, errors: [{ messageId: "buffer" }] },
    { name: "what a client sent", code: `import express from "express";
const app = express();
app.post("/", (req, res) => {
  res.json(req.body.rows.reduce((all, row) => [...all, row.id], []));
});`, filename: f, errors: [{ line: 4, severity: "warning" }] },
    { name: "options of some objects, all findings asked for", code: "export const f = (configs) => configs.reduce((all, config) => ({ ...all, ...config }), {});", filename: f, settings: { confidence: "possible" }, errors: [{ confidence: "possible" }] },
  ],
});
