import { describe, expect, it } from "vitest";
import { asked } from "./marked.ts";

const constant = (source: string): unknown => {
  const { ask, marked } = asked(source);
  return ask.constant(marked);
};

describe("constants", () => {
  it.each([
    ["x = «'a'»", "a"],
    [String.raw`x = «'a\n\t\\\x41\u00e9\U0001F600\101\0'»`, "a\n\t\\AéĄ".slice(0, -1).replace("é", "é") + "😀A\0"],
    [String.raw`x = «r'\d+\n'»`, String.raw`\d+\n`],
    [String.raw`x = «rb'\x00'»`, String.raw`\x00`],
    [String.raw`x = «b'\u0041\x41'»`, String.raw`\u0041A`],
    [String.raw`x = «'\q'»`, String.raw`\q`],
    ["x = «u'a' 'b' \"c\"»", "abc"],
    ["x = («'a'\n  'b'»)", "ab"],
    ["x = «'a' + 'b' + 'c'»", "abc"],
    ["x = «'''a\r\nb'''»", "a\nb"],
    ["x = «'a\\\nb'»", "ab"],
    ["x = «f'a{{b}}'»", "a{b}"],
    ["x = «'{{}}'»", "{{}}"],
    ["x = «'ab' * 3»", "ababab"],
    ["x = «''»", ""],
    ["x = «1_000»", 1000],
    ["x = «0xff»", 255],
    ["x = «-1.5e3»", -1500],
    ["x = «5 * 1024 ** 2»", 5 * 1024 * 1024],
    ["x = «5 << 20»", 5 << 20],
    ["x = «(7 // 2)»", 3],
    ["x = «True»", true],
    ["x = «None»", null],
    ["A = 'x'\nB = A + 'y'\ndef f():\n  return «B»", "xy"],
    ["A = 'x'\ny = «f'{A}/{1}{{'»", "x/1{"],
    ["class C:\n  LIMIT = 5\n  def f(self): return «self.LIMIT»", 5],
    ["class C:\n  LIMIT = 5\n«C.LIMIT»", 5],
    ["def f():\n  a = 1\n  a = 2\n  return «a»", 2],
  ])("%s", (source, value) => expect(constant(source)).toBe(value));

  it.each([
    ["x = «f'a{b}'»"],
    ["A = 1\nx = «f'{A!r}'»"],
    ["A = 1\nx = «f'{A:>8}'»"],
    ["A = 1\nx = «f'{A=}'»"],
    ["class C:\n  LIMIT = 5\n  def f(self):\n    self.LIMIT = 6\n    return «self.LIMIT»"],
    ["x = «'%s' % y»"],
    ["x = «'a' 'b' f'{c}'»"],
    [String.raw`x = «'\N{BULLET}'»`],
    ["x = «1j»"],
    ["x = «y»"],
    ["x = «1 / 0»"],
    ["A = 1\ndef g():\n  global A\n  A = 2\ndef f(): return «A»"],
    ["def f(a=1): return «a»"],
    ["for a in b: «a»"],
    ["a, b = c\n«a»"],
    ["a = 'x'\na += 'y'\n«a»"],
    ["a = a + 'x'\n«a»"],
    ["if c:\n  a = 1\nelse:\n  a = 2\n«a»"],
  ])("unknown: %s", (source) => expect(constant(source)).toBeUndefined());

  it("joins 20,000 pieces and gives up on 20,000 brackets", () => {
    expect(constant(`x = «${Array.from({ length: 20_000 }, () => "'a'").join(" + ")}»`)).toBe("a".repeat(20_000));
    expect(constant(`x = «${"(".repeat(20_000)}1${")".repeat(20_000)}»`)).toBeUndefined();
  });
});
