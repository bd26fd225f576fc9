import { beforeAll, expect, test } from "vitest";
import { loadPython } from "../../src/python/language.ts";
import { piecesOf } from "../../src/python/pattern-pieces.ts";
import { placeOf } from "../../src/regex/pieces.ts";
import { askAbout, nodeOf } from "./ask.ts";

beforeAll(loadPython);

/** What stands in the source for a part of the pattern of `f(…)`, the last call. */
function placed(code: string, part: string): string | undefined {
  const ask = askAbout(code);
  const call = ask.tree.nodes("call").findLast((one) => one.field("function")?.text === "f") ?? nodeOf(ask, "f()");
  const given = call.field("arguments")?.namedChildren[0];
  const value = given && ask.constant(given);
  if (!given || typeof value !== "string") throw new Error("no constant");
  const at = value.indexOf(part);
  const pieces = piecesOf(ask, given);
  expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(value.length);
  const range = placeOf(pieces, [at, at + part.length]);
  return range && ask.tree.text.slice(...range);
}

test.each([
  ["a raw literal", String.raw`f(r"^(\w+\s)+$")`, String.raw`(\w+\s)+`, String.raw`(\w+\s)+`],
  ["escapes", String.raw`f("^\\d\x41\t(a+)+\u00e9$")`, "A\t(a+)+é", String.raw`\x41\t(a+)+\u00e9`],
  ["escapes that stand for themselves", String.raw`f("\s(\w+)+\n")`, String.raw`(\w+)+`, String.raw`(\w+)+`],
  ["a character beyond U+FFFF", String.raw`f("\U0001F600+x")`, "\u{1F600}", String.raw`\U0001F600`],
  ["half of it", String.raw`f("\U0001F600+x")`, "\ud83d", String.raw`\U0001F600`],
  ["octal escapes and a bell", String.raw`f("\a\101+\0")`, "A+", String.raw`\101+`],
  ["bytes", String.raw`f(rb"^(a|a)+$")`, "(a|a)+", "(a|a)+"],
  ["a folded line", 'f("(a+\\\n)+b")', "(a+)+", "(a+\\\n)+"],
  ["line ends of Windows", 'f(r"""a\r\n  (b+)+  # x\r\n""")', "(b+)+  # x\n", "(b+)+  # x\r\n"],
  ["three quotes", "f(r'''\n ( a + ) +\n''')", "( a + ) +", "( a + ) +"],
  ["literals side by side, in one", `f(r"^a"\n  r"(b+)+"  # it\n  r"$")`, "(b+)+", "(b+)+"],
  ["literals side by side, over two", `f(r"^a(b+"\n  r")+")`, "(b+)+", `(b+"\n  r")+`],
  ["a sum", `f("^" + r"(b+)+" + "$")`, "(b+)+", "(b+)+"],
  ["a sum, over two", `f("^(b" + r"+)+" + "$")`, "(b+)+", `(b" + r"+)+`],
  ["parentheses", `f(("^" r"(b+)+"))`, "(b+)+", "(b+)+"],
  ["a name", `P = r"^(b+)+$"\nf(P)`, "(b+)+", "(b+)+"],
  ["a name in a sum", `P = r"(b+)+"\nf("^" + P + "$")`, "(b+)+", "(b+)+"],
  ["part of a name and more", `P = r"(b+)+"\nf("^" + P + "$")`, "(b+)+$", `P + "$`],
  ["names of names", `W = r"(b+)+"\nP = "^" + W\nf(P + "$")`, "^(b+)+", `^" + W`],
  ["a hole", `W = r"(b+)+"\nf(rf"^{W}\\s$")`, "(b+)+", "(b+)+"],
  ["around a hole", `W = r"b+"\nf(f"^({W})+{{2}}$")`, "(b+)+{2}", "({W})+{{2}}"],
  ["an attribute of a class", `class A:\n    P = r"^(b+)+$"\n    def g(self): f(self.P)\n`, "(b+)+", "(b+)+"],
  ["a repeated text", `f("^" + "a*" * 3 + "$")`, "a*a*", `"a*" * 3`],
])("%s", (_name, code, part, expected) => {
  expect(placed(code, part)).toBe(expected);
});
