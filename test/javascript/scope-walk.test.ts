import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseJavaScript } from "../../src/engine/javascript.ts";
import { Bindings, type Variable } from "../../src/javascript/bindings.ts";
import type { JsNode } from "../../src/javascript/context.ts";

const at = ({ range: [start, end] }: JsNode): string => `${start}-${end}`;

const described = (variable: Variable, bindings: Bindings): object => ({
  defs: variable.defs.map(({ type, name, node, parent }) => [type, at(name), at(node), parent && at(parent)].join(" ")),
  identifiers: variable.identifiers.map(at),
  around: at(variable.scope.variableScope.block),
  references: bindings.references(variable).map((one) => `${at(one.identifier)} ${one.isRead()} ${one.isWrite()}`).toSorted(),
});

/** What each identifier of a text means, by our own walk and by the scope manager. */
function both(filename: string, text: string): [object, object] {
  const parsed = parseJavaScript(filename, text);
  if (!("source" in parsed)) throw new Error(`${filename}: cannot be parsed`);
  const { source } = parsed;
  const { ast, scopeManager } = source;
  const told = (bindings: Bindings): object => Object.fromEntries(source.order.nodes.flatMap((node) => {
    if (node.type !== "Identifier" && node.type !== "JSXIdentifier") return [];
    const variable = bindings.variable(node);
    return variable ? [[`${at(node)} ${node.name}`, described(variable, bindings)]] : [];
  }));
  return [told(new Bindings(source)), told(new Bindings({ text, ast, scopeManager } as unknown as typeof source))];
}

const scripts: Record<string, string> = {
  "hoisted and shadowed names": "f(a); function f(a) { var b = a; { let b = 1; b++; var c = b; } return c + b; } var a = 1; a = 2;",
  "patterns and defaults": "const { a, b: [c = a, ...d], [a]: e = c } = x; ({ a: y.z, b: w = 1 } = x); [p, q.r] = d; function g({ a = e } = {}, b = a) { var a; return a; }",
  "loops": "for (const x of xs) x(x); for (let i = 0; i < n; i++) i; for (k in o) k; for (var v of v2) v; for (const { a } of b) { a; }",
  "classes": "class A extends B { static #x = A; [k]() { return A; } static { let k = this; k; } m = (k) => k; } const C = class D { d = D; }; new A(C, D);",
  "decorators": "@dec(A) class A { @dec2(p) m(@param(p) p) { p; } @dec3 f = p; }",
  "functions": "const f = function g(a) { return g(arguments, a); }; const h = (a, b = a) => { const b2 = b; return b2; }; label: for (;;) break label;",
  "switches and catches": "switch (a) { case 1: let a = 2; a; break; default: a; } try { b; } catch ({ c = b }) { c; let b; b; }",
  "elements": "import React, { Fragment } from 'react'; import * as N from 'n'; const x = <A.b c={d}><N.x y:z='1' /><i>{A}</i><></></A.b>; function A() { return <Fragment />; }",
  "modules": "import a, { b as c, default as d } from 'm'; import * as e from 'n'; export { c as b, e }; export { f } from 'o'; export * as g from 'p'; export default a; export const h = d;",
};

const types: Record<string, string> = {
  "types and values of one name": "interface A { a: B } const A = 1; type B = typeof A; let x: A = A; export type { A }; export { type B, A as C };",
  "type parameters": "type T<U, V = U> = U extends (infer W)[] ? (w: W) => V : W; function f<T, K extends keyof T>(t: T, k: K): T[K] { return t[k]; } class C<T> extends D<T> implements E.F<T> { t?: T }",
  "mapped and function types": "type M<T> = { [K in keyof T as `x${K & string}`]: (this: T, a: K, ...b: K[]) => asserts a is K }; type N = new (a: string) => typeof a; type I = { [key: string]: key }; type X = import('m').Y<M>;",
  "enums and namespaces": "enum E { a = 1, 'b' = a, c = b } namespace N.O { export const x = E.a; } namespace P { export type Q = E.a; } declare global { interface Window { p: P.Q } } import R = N.O; import S = require('s'); export = R;",
  "casts": "let a: any; (a as string) = b; a! += 1; (<any>a)++; (b satisfies C); f<D>(a); new G<D>(); h`${a}`; abstract class X { abstract m(p: X): void; constructor(private readonly q: X = a, r?: D) {} get [a](): D { return this.q; } }",
  "overloads": "declare function f(a: A): B; function g(a: string): void; function g(a: unknown) { a; } declare module 'm' { const x: A; } type A = B; class B { m(a: A): void; m(a: unknown) {} }",
};

describe("our own walk means what the scope manager means", () => {
  it.each(Object.entries(scripts))("%s", (_, text) => {
    for (const name of ["a.js", "a.cjs"]) {
      const [own, other] = both(name, text);
      expect(own).toEqual(other);
    }
  });

  it.each(Object.entries(types))("%s", (_, text) => {
    const [own, other] = both("a.ts", text);
    expect(own).toEqual(other);
  });

  it("in this project", () => {
    const root = fileURLToPath(new URL("../../src", import.meta.url));
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".ts")).toSorted();
    for (const file of files.filter((_, index) => index % 4 === 0)) {
      const [own, other] = both(file, readFileSync(join(root, file), "utf8"));
      expect(own).toEqual(other);
    }
  });
});
