import { expect, test } from "vitest";
import { parseForESLint } from "@typescript-eslint/parser";
import { parseJavaScript } from "../../src/engine/javascript.ts";
import type { JsContext, JsNode, JsSource } from "../../src/javascript/context.ts";
import { walk } from "../../src/javascript/nodes.ts";
import { piecesOf } from "../../src/javascript/pattern-pieces.ts";
import { questions } from "../../src/javascript/questions.ts";
import { placeOf } from "../../src/regex/pieces.ts";

const cases: [string, string, string, string][] = [
  ["a literal", String.raw`f(/^(\w+\s)+$/)`, String.raw`(\w+\s)+`, String.raw`(\w+\s)+`],
  ["a text", String.raw`f("^(\\w+)+$")`, String.raw`(\w+)+`, String.raw`(\\w+)+`],
  ["escapes", String.raw`f("^\x41\u0042\u{43}(d+)+\n\'$")`, "ABC(d+)+\n'", String.raw`\x41\u0042\u{43}(d+)+\n\'`],
  ["a character beyond U+FFFF", String.raw`f("a\u{1F600}+x")`, "\u{1F600}+", String.raw`\u{1F600}+`],
  ["an octal escape", String.raw`f("\1012+")`, "A2+", String.raw`\1012+`],
  ["a folded line", 'f("(a+\\\n)+b")', "(a+)+", "(a+\\\n)+"],
  ["a template", "f(`^(\\\\w+)+$`)", String.raw`(\w+)+`, String.raw`(\\w+)+`],
  ["line ends of Windows", "f(`a\r\n(b+)+\r\n$`)", "\n(b+)+\n", "\r\n(b+)+\r\n"],
  ["String.raw", "f(String.raw`^(\\w+)+$`)", String.raw`(\w+)+`, String.raw`(\w+)+`],
  ["a hole", "const W = '(b+)+'; f(`^${ W }$`)", "(b+)+", "(b+)+"],
  ["around a hole", "const W = 'b+'; f(`^(${ W })+$`)", "(b+)+", "(${ W })+"],
  ["behind a hole", "const W = 'b+'; f(String.raw`^${ W /* x */ }(\\w+)+$`)", String.raw`(\w+)+`, String.raw`(\w+)+`],
  ["a number in a hole", "const n = 20; f(`^(a{1,${n}})+$`)", "{1,20}", "{1,${n}}"],
  ["a sum", `f("^" + "(b+)+" + "$")`, "(b+)+", "(b+)+"],
  ["a sum, over two", `f("^(b" + "+)+" + "$")`, "(b+)+", `(b" + "+)+`],
  ["numbers in a sum", `f(1 + 2 + "(b+)+")`, "3(b+)+", `1 + 2 + "(b+)+`],
  ["a name", `const P = "^(b+)+$"; f(P)`, "(b+)+", "(b+)+"],
  ["a name and more", `const P = "(b+)+"; f("^" + P + "$")`, "(b+)+$", `P + "$`],
  ["a member", `const P = { word: "(b+)+" }; f("^" + P.word)`, "(b+)+", "(b+)+"],
  ["a member of an enum", `enum P { Word = "(b+)+" } f("^" + P.Word)`, "(b+)+", "P.Word"],
  ["the source of a literal", "const W = /(b+)+/; f(W.source + '$')", "(b+)+", "(b+)+"],
  ["the source of a made one", "const W = new RegExp('(b+)+'); f('^' + W.source)", "(b+)+", "(b+)+"],
  ["sources, over two", "f('(' + /b+/.source + ')+')", "(b+)+", "(' + /b+/.source + ')+"],
  ["a list", `f(["(b+)+", "c"].join("|"))`, "(b+)+", `["(b+)+", "c"].join("|")`],
];

test.each(cases)("%s", (_name, code, part, expected) => {
  const parsed = parseJavaScript("file.ts", code);
  if (!("source" in parsed)) throw new Error(JSON.stringify(parsed));
  expect(placed(parsed.source, part)).toBe(expected);
});

/** Its parser reports octal escapes. */
const strict = cases.filter(([, code]) => !code.includes("\\101"));

test.each(strict)("%s, in ESLint", (_name, code, part, expected) => {
  const { ast, scopeManager } = parseForESLint(code, { range: true });
  walk(ast as unknown as JsNode, (node) => {
    for (const value of Object.values(node)) {
      for (const child of [value].flat()) if (typeof child?.type === "string" && child !== node.parent) child.parent ??= node;
    }
    return undefined;
  });
  expect(placed({ text: code, ast, scopeManager } as unknown as JsSource, part)).toBe(expected);
});

/** What stands in the source for a part of the pattern of `f(…)`. */
function placed(source: JsSource, part: string): string | undefined {
  const ask = questions({ filename: "/project/file.ts", options: [], settings: {}, sourceCode: source, report: () => undefined } as unknown as JsContext);
  let given: JsNode | undefined;
  walk(source.ast, (node) => {
    if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "f") given = node.arguments[0];
    return undefined;
  });
  if (!given) throw new Error("no call");
  const value = given.type === "Literal" && "regex" in given ? given.regex.pattern : ask.constant(given);
  if (typeof value !== "string") throw new Error("no constant");
  const at = value.indexOf(part);
  const pieces = piecesOf(ask, given);
  expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(value.length);
  const range = placeOf(pieces, [at, at + part.length]);
  return range && source.text.slice(...range);
}
