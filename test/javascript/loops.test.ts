import { describe, expect, it } from "vitest";
import { places } from "./places.ts";

const call = "q(x)";

/** The loops around `q(x)`, innermost first, as "kind bound concurrent?". */
function loops(code: string): string[] {
  const { places: here, node } = places(code);
  return here.loops(node(call)).map(({ kind, bound, concurrent }) => `${kind} ${bound}${concurrent ? " ∥" : ""}`);
}

const repetition = (code: string, at = call): ReturnType<ReturnType<typeof places>["places"]["repetition"]> => {
  const { places: here, node } = places(code);
  return here.repetition(node(at));
};

/** The bound of the innermost loop around `q(x)`. */
const bound = (code: string): string | undefined => loops(code)[0]?.split(" ")[1];

describe("loops around a node", () => {
  it.each<[string, string[]]>([
    ["function f(xs) { for (const x of xs) q(x); }", ["statement unknown"]],
    ["function f(xs) { for (const x in xs) q(x); }", ["statement unknown"]],
    ["function f(xs) { for (let x = 0; x < xs.length; x++) q(x); }", ["statement unknown"]],
    ["function f(x) { while (true) q(x); }", ["statement control"]],
    ["function f(x) { do { q(x); } while (x); }", ["statement control"]],
    ["function f(xs) { xs.forEach((x) => q(x)); }", ["callback unknown"]],
    ["function f(xs) { return xs.map((x) => { if (x) { return q(x); } }); }", ["callback unknown"]],
    ["function f(xs) { return xs.reduce((sum, x) => sum + q(x), 0); }", ["callback unknown"]],
    ["function f(xss) { for (const xs of xss) xs.filter((x) => q(x)); }", ["callback unknown", "statement unknown"]],
    ["function f(x) { for (const y of q(x)) {} }", []],
    ["function f(x) { for (let i = q(x); i < 10; i++) {} }", []],
    ["function f(x) { for (const y of ys) { app.get('/', () => q(x)); } }", []],
    ["function f(x) { for (const y of ys) { emitter.on('a', () => q(x)); } }", []],
    ["function f(x) { for (const y of ys) { const later = () => q(x); } }", []],
    ["function f(x) { for (const y of ys) { setTimeout(() => q(x), 1); } }", []],
    ["function f(ys) { for (const x of ys) { (async () => { await q(x); })(); } }", ["statement unknown"]],
    ["function f(ys) { for (const x of ys) { await new Promise((done) => q(x)); } }", ["statement unknown"]],
    ["function f(ys) { for (const x of ys) { await tx(async () => { await q(x); }); } }", ["statement unknown"]],
    ["import _ from 'lodash'; function f(xs) { _.map(xs, (x) => q(x)); }", ["callback unknown"]],
    ["import map from 'lodash/map'; function f(xs) { map(xs, (x) => q(x)); }", ["callback unknown"]],
    ["import async from 'async'; function f(xs) { async.eachSeries(xs, (x, done) => q(x)); }", ["callback unknown"]],
    ["import async from 'async'; function f(xs) { async.each(xs, async (x) => q(x)); }", ["callback unknown ∥"]],
    ["import async from 'async'; function f(xs) { async.eachLimit(xs, 5, (x, done) => q(x)); }", ["callback unknown"]],
    ["import Promise from 'bluebird'; function f(xs) { Promise.map(xs, (x) => q(x)); }", ["callback unknown ∥"]],
    ["import Promise from 'bluebird'; function f(xs) { Promise.map(xs, (x) => q(x), { concurrency: 5 }); }", ["callback unknown"]],
    ["import pMap from 'p-map'; function f(xs) { return pMap(xs, (x) => q(x), { concurrency: 4 }); }", ["callback unknown"]],
    ["import pLimit from 'p-limit'; const limit = pLimit(5); function f(xs) { return Promise.all(xs.map((x) => limit(() => q(x)))); }", ["callback unknown"]],
    ["function f(xs) { return Promise.all(xs.map((x) => q(x))); }", ["callback unknown ∥"]],
    ["async function f(xs) { const jobs = xs.map((x) => q(x)); await Promise.allSettled(jobs); }", ["callback unknown ∥"]],
    ["function f(xs) { xs.forEach(async (x) => { await q(x); }); }", ["callback unknown ∥"]],
    ["async function f(xs) { await Promise.all([...a, ...xs.map((x) => q(x))]); }", ["callback unknown ∥"]],
    ["async function f(xs) { for await (const x of xs) await q(x); }", ["statement unknown"]],
  ])("%s", (code, expected) => expect(loops(code)).toEqual(expected));

  it("gives the head of a loop without its body", () => {
    const heads = (text: string): string[] => {
      const { places: here, node } = places(text);
      return here.loops(node(call)).map((loop) => text.slice(...loop.header.range));
    };
    expect(heads("for (const x of xs) { ys.map(async (y) => q(x)); }")).toEqual(["ys.map(async (y) =>", "for (const x of xs)"]);
    expect(heads("do { q(x); } while (x);")).toEqual(["do"]);
  });

  it("knows the names of items", () => {
    const items = (code: string): readonly string[] | undefined => {
      const { places: here, node } = places(code);
      return here.loops(node("q()"))[0]?.items;
    };
    expect(items("for (const { id, name: [first] } of xs) q();")).toEqual(["id", "first"]);
    expect(items("for (let i = 0, n = xs.length; i < n; i++) q();")).toEqual(["i"]);
    expect(items("xs.reduce((all, one, i) => q(), 0);")).toEqual(["one", "i"]);
    expect(items("xs.map(({ id }) => q());")).toEqual(["id"]);
  });
});

describe("bounds", () => {
  it.each<[string, string]>([
    ["for (const x of ['a', 'b']) q(x);", "constant"],
    ["const kinds = ['a', 'b']; for (const x of kinds) q(x);", "constant"],
    ["import { KINDS } from './kinds'; for (const x of KINDS) q(x);", "constant"],
    ["const LOCALES = ['en', 'de']; LOCALES.map((x) => q(x));", "constant"],
    ["enum Kind { A, B } for (const x of Object.values(Kind)) q(x);", "constant"],
    ["for (const x of Object.keys({ a: 1, b: 2 })) q(x);", "constant"],
    ["for (let x = 0; x < 5; x++) q(x);", "constant"],
    ["for (let x = 0; x < MAX_TRIES; x++) q(x);", "constant"],
    ["Array.from({ length: 7 }, (_, x) => q(x));", "constant"],
    ["['a', 'b'].filter(Boolean).forEach((x) => q(x));", "constant"],
    ["for (let x = 0; x < 500; x++) q(x);", "unknown"],
    ["const QUEUE = []; export const add = (a) => QUEUE.push(a); for (const x of QUEUE) q(x);", "unknown"],
    ["const SEEN = new Set(); export const add = (a) => SEEN.add(a); for (const x of SEEN) q(x);", "unknown"],
    ["function f(xs) { for (const x of xs.slice(0, 5)) q(x); }", "constant"],
    ["function f(xs) { for (const x of xs.slice(0, 100)) q(x); }", "chunked"],
    ["function f(xs) { for (const x of xs.slice(1)) q(x); }", "unknown"],
    ["function f(xs) { const first = xs.slice(0, limit); first.map((x) => q(x)); }", "chunked"],
    ["import _ from 'lodash'; function f(xs) { for (const x of _.chunk(xs, 100)) q(x); }", "chunked"],
    ["function f(xs) { for (const x of splitIntoBatches(xs, 50)) q(x); }", "chunked"],
    ["function f(xs) { for (let x = 0; x < xs.length; x += 100) q(x); }", "chunked"],
    ["import _ from 'lodash'; function f(xs) { for (const batch of _.chunk(xs, 9)) { batch.map((x) => q(x)); } }", "chunked"],
    ["function f(x) { for (;;) q(x); }", "control"],
    ["function f(x) { for (let attempt = 0; attempt < retries; attempt++) q(x); }", "control"],
    ["async function f(x) { let page; do { page = await q(x); } while (page.next); }", "control"],
    ["async function f(x) { while (x.parentId) x = await q(x); }", "control"],
    ["function f(queue) { while (queue.length > 0) { const x = queue.shift(); q(x); } }", "unknown"],
    ["function f(xs) { let x = 0; while (x < xs.length) { q(x); x++; } }", "unknown"],
    ["function f(xs) { Object.values(xs).forEach((x) => q(x)); }", "unknown"],
    ["function f(n) { for (let x = 0; x < n; x++) q(x); }", "unknown"],
    ["function f(req) { for (const x of req.body.items) q(x); }", "input"],
    ["import { PrismaClient } from '@prisma/client'; const db = new PrismaClient(); async function f() { for (const x of await db.user.findMany()) q(x); }", "query"],
    ["import { PrismaClient } from '@prisma/client'; const db = new PrismaClient(); async function f() { const all = await db.user.findMany(); all.filter(ok).map((x) => q(x)); }", "query"],
    ["import { PrismaClient } from '@prisma/client'; const db = new PrismaClient(); async function f() { const ids = []; for (const u of await db.user.findMany()) ids.push(u.id); for (const x of ids) q(x); }", "query"],
    ["function f(a) { const jobs = []; jobs.push(1); if (a) jobs.push(2); for (const x of jobs) q(x); }", "constant"],
  ])("%s", (code, expected) => expect(bound(code)).toBe(expected));
});

describe("dependence on the item", () => {
  const depends = (code: string): boolean => {
    const { places: here, node } = places(code);
    const [loop] = here.loops(node("q(x)"));
    return loop !== undefined && here.dependsOn(node("q(x)"), loop);
  };
  it.each([
    "for (const x of xs) q(x);",
    "for (const y of xs) { const x = y.id; q(x); }",
    "for (const y of xs) { const { id: z } = y; let x; x = [z]; q(x); }",
    "for (let i = 0; i < n; i++) { const x = xs[i]; q(x); }",
    "xs.map((y) => { const x = { id: y.id }; return q(x); });",
    "xs.map(async ({ a: { b: x } }) => { await q(x); });",
    "for (const y of xs) { const where = []; where.push(y); const x = where; q(x); }",
    "while (queue.length) { const x = queue.pop(); q(x); }",
    "while ((x = next())) q(x);",
    "for (const y of xs) y.then((x) => q(x));",
  ])("%s", (code) => expect(depends(`var x; ${code}`)).toBe(true));

  it.each([
    "for (const y of xs) q(x);",
    "xs.map((y) => q(x));",
    "for (let i = 0; i < 3; i++) { const x = load(); q(x); }",
    "for (const y of xs) { { const y = 1; var x = y; } q(x); }",
    "times(5, () => q(x));",
  ])("not in %s", (code) => expect(depends(`var x; ${code}`)).toBe(false));
});

describe("repetition", () => {
  it("is the innermost loop that the call depends on", () => {
    expect(repetition("for (const x of xs) { for (const y of ys) { q(x); } }")).toMatchObject({ kind: "loop", over: "xs", line: 1, concurrent: false });
    expect(repetition("for (const y of ys) q(x);")).toBeUndefined();
    expect(repetition("q(x);")).toBeUndefined();
  });

  it("knows jobs that are collected for Promise.all", () => {
    const found = repetition("async function f(xs) { const jobs = []; for (const x of xs) jobs.push(q(x)); await Promise.all(jobs); }");
    expect(found).toMatchObject({ kind: "loop", concurrent: true });
  });

  it("finds the loop in a caller, with the path", () => {
    const found = repetition("async function all(ids) {\n for (const id of ids) await one(id);\n}\nasync function one(x) {\n return load(x);\n}\nconst load = (x) => q(x);");
    expect(found).toMatchObject({ kind: "caller", line: 2, over: "ids", bound: "unknown", path: [{ name: "one", line: 2 }, { name: "load", line: 5 }] });
  });

  it("finds a named callback, and a method called from one", () => {
    expect(repetition("function all(ids) { return Promise.all(ids.map(one)); } const one = async (x) => q(x);")).toMatchObject({ kind: "caller", concurrent: true, over: "ids" });
    expect(repetition("class A { all(ids) { return ids.map((id) => this.one(id)); } one(x) { return q(x); } }")).toMatchObject({ kind: "caller", over: "ids" });
  });

  it("does not follow calls that are made later, or that do not depend on the item", () => {
    expect(repetition("function all(ids) { for (const id of ids) setTimeout(one, id); } const one = (x) => q(x);")).toBeUndefined();
    expect(repetition("function all(ids) { for (const id of ids) one(); } const one = () => { var x; return q(x); };")).toBeUndefined();
  });
});
