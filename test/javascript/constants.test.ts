import { expect, test } from "vitest";
import { ask } from "./ask.ts";

test.each([
  [`f("a")`, `"a"`, "a"],
  ["f(`a${\"b\"}c`)", "`a${\"b\"}c`", "abc"],
  [`const a = "x"; f(a + "y" + 1)`, `a + "y" + 1`, "xy1"],
  [`f(1 + 2 + "a")`, `1 + 2 + "a"`, "3a"],
  [`f(50 * 1024)`, "50 * 1024", 51200],
  [`f(-1)`, "-1", -1],
  ["f(String.raw`\\d`)", "String.raw`\\d`", "\\d"],
  ["const String = s; f(String.raw`\\d`)", "String.raw`\\d`", undefined],
  [`let a = 1; f(a)`, "a", 1],
  [`let a = 1; a = 2; f(a)`, "a", undefined],
  [`let a = 1; a++; f(a)`, "a", undefined],
  [`const { a } = o; f(a)`, "a", undefined],
  [`enum E { A, B = 5, C } f(E.C)`, "E.C", 6],
  [`enum E { A = "x" } f(E.A)`, "E.A", "x"],
  [`const C = { limit: 10 } as const; f(C.limit)`, "C.limit", 10],
  [`const C = Object.freeze({ limit: 10 }); f(C.limit)`, "C.limit", 10],
  [`const C = { limit: 10 }; C.limit = 20; f(C.limit)`, "C.limit", undefined],
  [`const names = ["a", "b"]; f(names.join("|"))`, `names.join("|")`, "a|b"],
  ["const A = /a+/i; f(A.source + '$')", "A.source + '$'", "a+$"],
  ["const A = new RegExp('a+', 'i'); f(A.source)", "A.source", "a+"],
  ["const A = { source: 'b' }; f(A.source)", "A.source", "b"],
  ["f(x.source)", "x.source", undefined],
  [`f(null)`, "null", null],
  [`f(undefined)`, "undefined", undefined],
  [`f(/x/)`, "/x/", undefined],
  [`f(10n)`, "10n", undefined],
  [`const a = a + "x"; f(a)`, "a", undefined],
])("%s", (code, text, value) => {
  const { values, node } = ask(code);
  expect(values.constant(node(text))).toBe(value);
});

test("texts that double do not grow without end", () => {
  const code = Array.from({ length: 40 }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join("\n");
  const { values, node } = ask(`const a0 = "xxxxxxxx";\n${code}\nf(a40)`);
  expect(values.constant(node("a40"))).toBeUndefined();
});
