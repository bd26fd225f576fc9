import { describe, expect, it } from "vitest";
import { places } from "./places.ts";

type Guard = "exitsOnResult" | "carried";

function inLoop(guard: Guard, code: string): boolean {
  const { places: here, node } = places(`async function f(xs) { ${code} }`);
  const at = node("q(x)");
  const [loop] = here.loops(at);
  if (!loop) throw new Error("no loop");
  return here[guard](at, loop);
}

describe("the first match wins", () => {
  it.each([
    "for (const x of xs) { const found = await q(x); if (found) return found; }",
    "for (const x of xs) { if (await q(x)) { hit = x; break; } }",
    "for (const x of xs) { const r = await q(x); const ok = r.status === 200; if (!ok) continue; else return r; }",
    "for (const x of xs) return q(x);",
    "xs.some((x) => q(x));",
    "xs.find((x) => { return q(x) === 1; });",
    "for (const x of xs) { const r = await q(x); switch (r) { default: if (r) return r; } }",
  ])("%s", (code) => expect(inLoop("exitsOnResult", code)).toBe(true));

  it.each([
    "for (const x of xs) { const found = await q(x); if (!found) throw new Error(); all.push(found); }",
    "for (const x of xs) { if (x) break; await q(x); }",
    "for (const x of xs) { const r = await q(x); for (const y of r) { if (y) break; } }",
    "xs.map((x) => q(x));",
    "for (const x of xs) { const r = await q(x); r.map((y) => { if (r) return y; }); }",
  ])("not in %s", (code) => expect(inLoop("exitsOnResult", code)).toBe(false));
});

describe("a later iteration needs the result", () => {
  it.each([
    "let cursor; for (const y of xs) { const x = cursor; cursor = await q(x); }",
    "let x; while (x !== null) { x = (await q(x)).next; }",
    "let x = 1; do { const r = await q(x); x = r.parent; } while (x);",
    "var x; for (const y of xs) { const r = await q(x); x = r.id; }",
    "xs.reduce(async (x, y) => { return q(x); });",
  ])("%s", (code) => expect(inLoop("carried", code)).toBe(true));

  it("through a field of this", () => {
    const { places: here, node } = places("class A { async f(xs) { for (const y of xs) { this.x = await q(this.x); } } }");
    const at = node("q(this.x)");
    const [loop] = here.loops(at);
    expect(loop && here.carried(at, loop)).toBe(true);
  });

  it.each([
    "for (const x of xs) { const r = await q(x); all.push(r); }",
    "for (const x of xs) { x.posts = await q(x); }",
    "let n = 0; for (const x of xs) { n += await q(x); }",
    "const all = {}; for (const x of xs) { all[x] = await q(x); }",
    "xs.reduce((sum, x) => sum + q(x), 0);",
  ])("not in %s", (code) => expect(inLoop("carried", code)).toBe(false));
});

describe("transactions and locks", () => {
  const inTransaction = (code: string): boolean => {
    const { places: here, node } = places(code);
    return here.inTransaction(node(code.includes("q(x, { transaction: t })") ? "q(x, { transaction: t })" : "q(x)"));
  };
  it.each([
    "await prisma.$transaction(async (tx) => { for (const x of xs) await q(x); });",
    "await knex.transaction(async (trx) => { q(x); });",
    "await mutex.runExclusive(() => q(x));",
    "async function save(tx, x) { await q(x); }",
    "async function save(manager, x) { const runner = a(); await runner.startTransaction(); await q(x); await runner.commitTransaction(); }",
    "async function save(client, x) { await client.query('BEGIN'); await q(x); }",
    "async function save(x, t) { await q(x, { transaction: t }); }",
  ])("%s", (code) => expect(inTransaction(code)).toBe(true));

  it.each([
    "async function save(x) { await q(x); await client.query('BEGIN'); }",
    "async function save(session, x) { await q(x); }",
    "await prisma.$transaction([a, b]); q(x);",
  ])("not %s", (code) => expect(inTransaction(code)).toBe(false));
});

describe("code that runs the first time only", () => {
  const once = (code: string): boolean => {
    const { places: here, node } = places(code);
    return here.isOnceGuarded(node("q(x)"));
  };
  it.each([
    "let c; function f() { if (!c) c = q(x); return c; }",
    "let c; function f() { if (c === undefined) { const r = q(x); c = r; } return c; }",
    "let c = null; function f() { if (c == null) { c = q(x); } return c; }",
    "let c; function f() { c ??= q(x); }",
    "let c; function f() { return c || (c = q(x)); }",
    "let c; function f() { c = c || q(x); }",
    "let c; function f() { if (c) return c; c = q(x); return c; }",
    "class A { f() { if (!this.c) this.c = q(x); } }",
    "const m = new Map(); function f(k) { if (!m.has(k)) m.set(k, q(x)); return m.get(k); }",
    "const m = new Map(); function f(k) { let v = m.get(k); if (!v) { v = q(x); m.set(k, v); } return v; }",
    "const m = {}; function f(k) { if (!m[k]) m[k] = q(x); return m[k]; }",
    "const m = new Map(); function f(k) { if (m.has(k)) return m.get(k); const v = q(x); m.set(k, v); return v; }",
    "const load = once(() => q(x));",
    "const load = _.memoize(function (k) { return q(x); });",
    "function f(p) { if (!fs.existsSync(p)) { const t = q(x); fs.writeFileSync(p, t); } }",
    "async function f(p) { if (!(await exists(p))) { await download(url, p); q(x); } }",
    "async function f(p) { const there = await pathExists(p); if (!there) await copy(q(x), p); }",
    "function f(p) { if (fs.existsSync(p)) { use(p); } else { q(x); fs.mkdirSync(p); } }",
    "function f(p) { if (fs.existsSync(p)) return; const t = q(x); fs.writeFileSync(p, t); }",
    "function f(p) { fs.existsSync(p) || fs.writeFileSync(p, q(x)); }",
    "async function f(p) { try { return await fs.readFile(p); } catch (e) { if (e.code !== 'ENOENT') throw e; const t = q(x); await fs.writeFile(p, t); } }",
    "async function f(p) { try { await fs.access(p); } catch { await fs.mkdir(p); q(x); } }",
    "function f(p, all) { if (!existsSync(p)) { writeFileSync(p, all.map((one) => q(x))); } }",
  ])("%s", (code) => expect(once(code)).toBe(true));

  it.each([
    "function f() { let c; if (!c) c = q(x); return c; }",
    "function f(c) { if (!c) { log(q(x)); } }",
    "let c; function f() { if (c) c = q(x); }",
    "let c; function f() { if (!other) c = q(x); }",
    "const m = new Map(); function f(k) { if (m.has(k)) { q(x); } }",
    "function f(k) { const m = new Map(); if (!m.has(k)) m.set(k, q(x)); }",
    "const load = wrap(() => q(x));",
    "function f(p) { if (!fs.existsSync(p)) { q(x); throw new Error(p); } }",
    "function f(p) { if (fs.existsSync(p)) { q(x); fs.writeFileSync(p, 1); } }",
    "function f(p) { if (!fs.existsSync(p) || isOld(p)) { fs.writeFileSync(p, q(x)); } }",
    "function f(p) { if (!fs.existsSync(p)) fs.writeFileSync(p, 1); q(x); }",
    "function f(p) { if (fs.existsSync(p)) return; q(x); }",
    "async function f(id) { if (!(await rows.exists(id))) { await rows.create(id, q(x)); } }",
    "async function f(p) { try { return await fs.readFile(p); } catch (e) { await fs.writeFile(p, q(x)); } }",
    "function f(p) { if (!fs.existsSync(p)) { fs.mkdirSync(p); app.get('/', () => q(x)); } }",
  ])("not %s", (code) => expect(once(code)).toBe(false));
});
