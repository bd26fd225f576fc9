import rule from "../../src/rules/queue-shift-in-loop.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const f = "src/f.js";

testJavaScriptRule("queue-shift-in-loop", rule, {
  valid: [
    { name: "once", code: "export function f(queue) { queue.push(1); return queue.shift(); }", filename: f },
    { name: "from the end", code: "export function f(root) { const open = [root]; while (open.length) { const one = open.pop(); open.push(...one.children); } }", filename: f },
    { name: "a queue of a library", code: 'import Denque from "denque";\nexport function f() { const queue = new Denque(); while (queue.length) use(queue.shift()); }', filename: f },
    { name: "a stream", code: "export function f(stream, chunks) { for (const chunk of chunks) stream.unshift(chunk); }", filename: "src/f.ts" },
    { name: "made anew for each item", code: 'export function f(rows) { for (const row of rows) { const cells = row.split(","); use(cells.shift()); } }', filename: f },
    { name: "pieces of many", code: "export function f() { const rows = load().map(String); while (rows.length) send(rows.splice(0, 100)); }", filename: f },
    { name: "a window of fixed length", code: "export function f(rows) { const near = []; for (const row of rows) { near.push(row); if (near.length > 10) near.shift(); } }", filename: f },
    { name: "a few constants", code: 'export function f() { const names = ["a", "b"]; while (names.length) use(names.shift()); }', filename: f },
    { name: "the parts of a key", code: 'export function f(key) { const keys = key.split("."); while (keys.length > 1) use(keys.shift()); }', filename: f },
    { name: "the way to a node", code: "export function f(rows) { const path = []; for (const row of rows) path.unshift(row); return path; }", filename: f },
    { name: "arguments are few", code: "export function f() { const args = process.argv.slice(2); while (args.length) use(args.shift()); }", filename: f },
    { name: "a class that holds the last ones", code: "export class Last { rows = []; add(row) { this.rows.push(row); this.trim(); } trim() { if (this.rows.length > this.max) this.rows.shift(); } }", filename: f },
    { name: "a list with a first element", code: "export class A { rows = []; first() { return this.rows.shift(); } }", filename: f },
    { name: "a test", code: "export function f(root) { const open = [root]; while (open.length) use(open.shift()); }", filename: "test/f.test.js" },
  ],
  invalid: [
    { name: "breadth first", code: `export function f(root) {
  const open = [root];
  while (open.length > 0) {
    const node = open.shift();
    for (const child of node.children) open.push(child);
  }
}`, filename: f, errors: [{ line: 4, messageId: "take", severity: "info", confidence: "likely" }] },
    { name: "in the condition", code: "export function f(root) { const open = [root]; let node; while ((node = open.shift())) open.push(...node.children); }", filename: f, errors: [{ messageId: "take" }] },
    { name: "splice", code: "export function f(rows: Row[]) { while (rows.length) use(rows.splice(0, 1)[0]); }", filename: "src/f.ts", errors: [{ messageId: "take" }] },
    { name: "in front, one by one", code: "export function f(rows) { const out = []; for (const row of rows) out.unshift(row); return out; }", filename: f, errors: [{ messageId: "add" }] },
    { name: "in front, by a callback", code: "export function f(rows) { const out = []; rows.forEach((row) => out.splice(0, 0, row)); return out; }", filename: f, errors: [{ messageId: "add" }] },
    { name: "a field drained", code: "export class A { jobs: Job[] = []; run() { while (this.jobs.length) this.jobs.shift()!.start(); } }", filename: "src/f.ts", errors: [{ messageId: "take" }] },
    { name: "a queue on an array", code: `export class Queue<T> {
  private items: T[] = [];
  add(item: T) { this.items.push(item); }
  next() { return this.items.shift(); }
}`, filename: "src/f.ts", errors: [{ line: 4, messageId: "queue", severity: "info" }] },
  ],
});
