import { describe, expect, it } from "vitest";
import { places } from "./places.ts";

/** Calls within a file, as "caller → callee". */
function edges(code: string): string[] {
  const { functions } = places(code).places.summary;
  const name = (id: number): string => (functions[id]?.name ?? "").replace("top level", "·");
  return functions.flatMap((fn) => fn.calls.flatMap((call) => ("id" in call.to ? `${name(fn.id)} ${call.deferred ? "⇢" : "→"} ${name(call.to.id)}` : [])));
}

const names = (code: string): string[] => places(code).places.summary.functions.slice(1).map((one) => one.name);
const exported = (code: string): string[] => places(code).places.summary.functions.filter((one) => one.exported).map((one) => one.name);

describe("names of functions", () => {
  it.each<[string, string[]]>([
    ["function load() {}", ["load"]],
    ["const load = async () => {};", ["load"]],
    ["class Users { load() {} static find = () => {}; #hidden() {} }", ["Users.load", "Users.find", "Users.#hidden"]],
    ["const service = { load() {}, inner: { save: () => {} } };", ["service.load", "service.inner.save"]],
    ["module.exports = { load() {} };", ["load"]],
    ["exports.load = function () {};", ["load"]],
    ["Topics.getTags = async function (ids) {};", ["Topics.getTags"]],
    ["Users.prototype.load = function () {};", ["Users.load"]],
    ["export default () => {};", ["default export"]],
    ["app.get('/users', auth, async (req, res) => {});", ["handler of GET /users"]],
    ["app.use('/api', (req, res, next) => {});", ["middleware of /api"]],
    ["emitter.on('x', () => {});", ['callback of emitter.on("x")']],
    ["items.map((item) => item);", ["callback of items.map"]],
    ["const load = memoize(() => {});", ["load"]],
    ["(() => {})();", ["immediately called function"]],
    ["new Promise((resolve) => resolve());", ["callback of new Promise"]],
    ["function make() { return () => {}; }", ["make", "function returned by make"]],
  ])("%s", (code, expected) => expect(names(code)).toEqual(expected));
});

describe("exported functions", () => {
  it.each<[string, string[]]>([
    ["export function a() {} function b() {}", ["a"]],
    ["const a = () => {}; export { a as b };", ["a"]],
    ["function a() {} export default a;", ["a"]],
    ["export class A { b() {} #c() {} private d() {} }", ["A.b"]],
    ["function a() {} function b() {} module.exports = { a, c: b };", ["a", "b"]],
    ["function a() {} exports.a = a;", ["a"]],
    ["const A = module.exports; A.b = function () {};", ["A.b"]],
    ["module.exports = function (Topics) { Topics.load = async function () {}; function inner() {} };", ["default export", "Topics.load"]],
    ["export const service = { load() {} };", ["service.load"]],
    ["export function make() { return { load() {} }; }", ["make", "load"]],
    ["class A { b() {} } export const a = new A();", ["A.b"]],
  ])("%s", (code, expected) => expect(exported(code)).toEqual(expected));
});

describe("calls within a file", () => {
  it.each<[string, string[]]>([
    ["function a() { b(); } function b() {}", ["a → b"]],
    ["const a = () => b(); const b = function () {};", ["a → b"]],
    ["class A { a() { this.b(); } b() {} }", ["A.a → A.b"]],
    ["class A { a() { [1].length; const f = () => this.b(); f(); } b = () => {}; }", ["A.a → f", "f → A.b"]],
    ["class B { b() {} } class A extends B { a() { this.b(); super.b(); } }", ["A.a → B.b", "A.a → B.b"]],
    ["class A { b() {} } const a = new A(); function f() { a.b(); }", ["f → A.b"]],
    ["class A { b() {} } class C { private a = new A(); f() { this.a.b(); } }", ["C.f → A.b"]],
    ["class A { b() {} } class C { constructor(private readonly a: A) {} f() { this.a.b(); } }", ["C.f → A.b"]],
    ["class A { b() {} } function f(a: A) { a.b(); }", ["f → A.b"]],
    ["class A { constructor() { this.b(); } b() {} } function f() { return new A(); }", ["A.constructor → A.b", "f → A.constructor"]],
    ["class A { static b() {} } A.b();", ["· → A.b"]],
    ["const s = { a() { this.b(); s.c(); }, b() {}, c: () => {} };", ["s.a → s.b", "s.a → s.c"]],
    ["exports.a = function () { exports.b(); }; exports.b = () => {};", ["a → b"]],
    ["function A() {} A.prototype.a = function () { this.b(); }; A.prototype.b = function () {};", ["A.a → A.b"]],
    ["Topics.a = function () { Topics.b(); }; Topics.b = function () {}; var Topics;", ["Topics.a → Topics.b"]],
    ["function a() {} function f() { a.bind(null)(); a.call(1); }", ["f → a", "f → a"]],
    ["function f() { (async () => { g(); })(); } function g() {}", ["f → immediately called function", "immediately called function → g"]],
    ["function f(xs) { xs.map(g); xs.forEach((x) => g(x)); } function g() {}", ["f → g", "f → callback of xs.forEach", "callback of xs.forEach → g"]],
    ["const load = memoize(g); function g() {} function f() { load(); }", ["f → g"]],
    ["const make = () => () => g(); const h = make(); function g() {} function f() { h(); }", [
      "· → make", "function returned by make → g", "f → function returned by make",
    ]],
    ["function f() { return tx(async () => g()); } function g() {}", ["f → callback of tx", "callback of tx → g"]],
    ["function f() { setTimeout(g, 5); process.nextTick(() => g()); } function g() {}", [
      "f ⇢ g", "f ⇢ callback of process.nextTick", "callback of process.nextTick → g",
    ]],
    ["function f(app) { app.get('/', g); } function g() {}", []],
    ["function f(e) { e.on('message', g); } function g() {}", []],
    ["function f(stream) { stream.on('data', g); } function g() {}", ["f → g"]],
    ["registry.add(g); function g() {}", []],
  ])("%s", (code, expected) => expect(edges(code)).toEqual(expected));

  it("survives names that lead in a circle", () => {
    expect(edges("const a = b, b = a; a(); class A extends A { x() { this.y(); } }")).toEqual([]);
  });

  it("survives deep nesting", () => {
    const deep = `${"(".repeat(900)}a${")".repeat(900)}; ${"[".repeat(900)}${"]".repeat(900)}; ${"f(".repeat(900)}${")".repeat(900)};`;
    expect(edges(deep)).toEqual([]);
  });

  it("is plain data", () => {
    const { summary } = places("class A { a() { this.b(); } b() {} } export { A };").places;
    expect(JSON.parse(JSON.stringify(summary))).toEqual(JSON.parse(JSON.stringify(summary)));
    expect(structuredClone(summary)).toEqual(summary);
  });
});
