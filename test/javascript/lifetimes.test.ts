import { expect, test } from "vitest";
import { ask } from "./ask.ts";

test.each([
  [`const x = new Map(); function f(k) { use(x) }`, "x", "module"],
  [`import { x } from "./cache"; function f() { use(x) }`, "x", "module"],
  [`if (a) { let x = []; on(() => use(x)) }`, "x", "module"],
  [`function f() { const x = new Map(); use(x) }`, "x", "local"],
  [`function f(x) { use(x) }`, "x", "local"],
  [`function f() { const x = []; ys.forEach((y) => { use(x) }) }`, "x", "local"],
  [`function f() { const x = []; const add = (y) => { use(x) }; add(1) }`, "x", "local"],
  [`function f() { const x = []; return new Promise((r) => { use(x) }) }`, "x", "local"],
  [`function f() { const x = []; (() => { use(x) })() }`, "x", "local"],
  [`function f() { const x = new Map(); return (k) => { use(x) } }`, "x", "closure"],
  [`function f() { const x = new Map(); return { get(k) { use(x) } } }`, "x", "closure"],
  [`function f() { const x = new Map(); app.get("/", (q) => { use(x) }) }`, "x", "closure"],
  [`function f() { const x = new Map(); function get() { use(x) } return get }`, "x", "closure"],
  [`class A { items = []; f() { use(this.items) } }`, "this.items", "instance"],
  [`class A { static items = []; static f() { use(this.items) } }`, "this.items", "class-static"],
  [`class A { static items = []; f() { use(A.items) } }`, "A.items", "class-static"],
  [`class A { items = []; f() { const x = this.items; use(x) } }`, "x", "instance"],
  [`const state = { items: [] }; function f() { use(state.items) }`, "state.items", "module"],
  [`const store = { items: [], f() { use(this.items) } }`, "this.items", "module"],
  [`function f() { use(globalThis.cache) }`, "globalThis.cache", "module"],
  [`function f(req) { use(req.items) }`, "req.items", "local"],
  [`use(f())`, "f()", undefined],
])("%s", (code, text, lifetime) => {
  const { values, node } = ask(code);
  expect(values.lifetimes.lifetimeOf(node(text))).toBe(lifetime);
});

test.each([
  [`class A { f() { use(this.items) } } export default new A()`, true],
  [`@Injectable() class A { f() { use(this.items) } }`, true],
  [`@Injectable({ scope: Scope.REQUEST }) class A { f() { use(this.items) } }`, false],
  [`class A { static get() { return (A.instance ??= new A()) } f() { use(this.items) } }`, true],
  [`class A { f() { use(this.items) } } app.get("/", () => new A())`, false],
  [`class A { f() { use(this.items) } }`, false],
])("singleton: %s", (code, once) => {
  const { values, node } = ask(code);
  expect(values.lifetimes.isSingleton(node("this.items"))).toBe(once);
});
