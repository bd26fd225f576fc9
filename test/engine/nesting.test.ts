import { describe, expect, it } from "vitest";
import { MAX_CHAIN, MAX_DEPTH, nestingOf } from "../../src/engine/nesting.ts";

const nest = (open: string, count: number, inner = "1", close = ""): string => open.repeat(count) + inner + close.repeat(count);
const over = MAX_CHAIN + 1;

describe("a text that would end the parser's process is found too deep", () => {
  it.each([
    ["brackets", nest("[", 1001, "", "]")], ["calls", nest("f(", 1001, "", ")")], ["blocks", nest("if (a) {\n", 1001, "", "}")], ["objects", nest("{a:", 1001, "1", "}")],
    ["functions", nest("(() => {", 600, "", "})")], ["templates", nest("`${", 600, "1", "}`")], ["JSX", nest("<a>", 1001, "", "</a>")], ["JSX in braces", nest("<a b={", 600, "1", "}/>")],
    ["JSX around quotes and ticks", nest("<p>don't `stop (now)", 1001, "", "</p>")], ["brackets in strings between", nest("['])]', ", 1001, "", "]")],
    ["brackets in regular expressions between", nest("[/[\\]](/, ", 1001, "", "]")], ["brackets in comments between", nest("[/* ]] */ // ]\n", 1001, "", "]")],
    ["prefixes", nest("!", over)], ["words", nest("typeof ", over)], ["arrows", nest("a => ", over)], ["conditions", nest("a ? b : ", over)], ["assignments", nest("a = ", over)],
    ["else if", nest("if (a) {\n} else ", over, "{}")], ["else if without braces", nest("if (a) b; else ", over, "c")], ["loops", nest("for (;;)\n", over, ";")], ["labels", nest("a: ", over, ";")],
    ["sums", `a${" + a".repeat(over)}`], ["members", `a${".b".repeat(over)}`], ["members on lines", `a${"\n  .b()".repeat(over)}`], ["calls of calls", `a${"()".repeat(over)}`],
    ["links inside brackets", nest(nest("a => ", 50, "("), 300, "1", ")")],
  ])("%s", (_, text) => {
    expect(nestingOf(text, "jsx").tooDeep).toBeTypeOf("number");
  });

  it.each([["type arguments", `let a: ${nest("A<x, ", over, "B", ">")}`], ["array types", `let a: A${"[]".repeat(over)}`], ["key types", `let a: ${nest("keyof ", over, "B")}`]])("%s", (_, text) => {
    expect(nestingOf(text, "ts").tooDeep).toBeTypeOf("number");
  });
});

describe("a long text is not deep", () => {
  it.each([
    ["statements without semicolons", "a\nb()\nc = d + 1\nif (x) {\n}\nfunction f() {}\n"], ["functions on one line", "function a(){}"], ["cases", "case 1:\n"], ["classes", "class A { a() {}\n b = 1\n #c = 2 }\n"],
    ["lists", "[a < b, c],"], ["strings", "'it\\'s (', \"(\", `(`, `${1} (`,"], ["regular expressions", "x = /[/(]\\/(/.test(a) / 2\nif (a) /(\\(/.test(b)\n"], ["comments", "// it's (\n/* ( ` */\n"],
    ["divisions", "a = b / c; d = (e) / f\n"], ["JSX", "x = <p title=\"it's >\">don't ( {`a`} <b/> <>c</></p>\n"], ["comparisons", "if (a <b && c> d) e()\n"],
    ["an if each", "if (a) b(); else c()\n"], ["statements ended by operators", "i++\n/x/.test(a)\n"],
  ])("%s", (_, text) => {
    const { depth, weight, tooDeep } = nestingOf(text.repeat(5000), "jsx");
    expect(tooDeep).toBeUndefined();
    expect(depth).toBeLessThan(10);
    expect(weight).toBeLessThan(20);
  });

  it.each([["ts", "const f = <T>(a: T) => a\nlet b = <any>c\nlet d: Map<string, A<B>> = e\n"], ["tsx", "const f = <T,>(a: T) => a\nconst g = <T extends X>(a: T) => <p>it's</p>\ntype H = <T>(a: T) => void\n"]] as const)("generics in %s", (lang, text) => {
    expect(nestingOf(text.repeat(5000), lang)).toMatchObject({ depth: expect.toSatisfy((depth: number) => depth < 10) });
  });
});

it("counts exactly at the limits", () => {
  expect(nestingOf(nest("(", MAX_DEPTH, "1", ")"), "jsx")).toEqual({ depth: 1000, weight: 1000 });
  expect(nestingOf(`a${".b".repeat(MAX_CHAIN)}`, "jsx")).toEqual({ depth: 0, weight: 10_000 });
  expect(nestingOf(")]}".repeat(1000), "jsx").tooDeep).toBeUndefined();
});
