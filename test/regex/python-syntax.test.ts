import { describe, expect, it } from "vitest";
import { attackInPython, fromPython, partInPython } from "../../src/regex/python-syntax.ts";

const js = (pattern: string, flags = ""): string | undefined => {
  const translated = fromPython(pattern, flags);
  return translated && `/${translated.source}/${translated.flags}`;
};

describe("Python patterns as JavaScript ones", () => {
  it.each([
    ["a.b", "/a[^\\n]b/"],
    ["\\Aa\\Z", "/^a$/"],
    ["(?P<x>a)(?P=x)", "/(a)(?:\\1)/"],
    ["(?P<x>a)(b)\\2", "/(a)(b)(?:\\2)/"],
    ["[]a]", "/[\\]a]/"],
    ["[^]a]", "/[^\\]a]/"],
    ["[[a]", "/[\\[a]/"],
    ["[a-]", "/[a\\-]/"],
    ["[\\b\\d-]", "/[\\x08\\d\\-]/"],
    ["[+--]", "/[\\+-\\-]/"],
    ["a{,3}", "/a{0,3}/"],
    ["a{2,}?", "/a{2,}?/"],
    ["a{x}", "/a\\{x\\}/"],
    ["\\0\\07\\141", "/\\x00\\x07a/"],
    ["\\x41\\u00e9", "/A\\u00e9/"],
    ["\\U0001F600", "/\\u{1f600}/u"],
    ["😀+", "/\\u{1f600}+/u"],
    ["\\a\\-\\/", "/\\x07-\\//"],
    ["a(?#comment)b", "/ab/"],
    ["(?i)a", "/a/i"],
    ["(?sx) a . b # end", "/a.b/s"],
    ["(?<=a)(?<!b)(?=c)(?!d)(?:e)", "/(?<=a)(?<!b)(?=c)(?!d)(?:e)/"],
    ["(?u)\\w", "/\\w/"],
    ["(?s:a.b).\\Z", "/(?:a[^]b)[^\\n]$/"],
    ["(?s)(?-s:.).", "/(?:[^\\n])./s"],
    ["(?x: a (?-x: b) c ) d", "/(?:a(?: b)c) d/"],
    ["(?i)(?i:a)", "/(?:a)/i"],
    ["(\\d|\\w|-|\\*|=)+", "/([\\d\\w\\-\\*=])+/"],
    ["(?:[a-c]|\\]|😀)+", "/(?:[a-c\\]\\u{1f600}])+/u"],
    ["(a|[^b])+(a|bc)+(a|b?)+(.|a)+(\\b|a)+(a)+(|a)+", "/(a|[^b])+(a|bc)+(a|b?)+([^\\n]|a)+(\\b|a)+(a)+(|a)+/"],
  ])("%s", (pattern, expected) => expect(js(pattern)).toBe(expected));

  it("takes flags from outside", () => {
    expect(js("^a. b", "imsx")).toBe("/^a.b/ism");
    expect(js("[ #]a\\ \\#", "x")).toBe("/[ #]a #/");
  });

  it("keeps MULTILINE only where it matters, and what it does not change about \\A and \\Z", () => {
    expect(js("a+", "m")).toBe("/a+/");
    expect(js("\\A^a$\\Z", "m")).toBe("/(?<![^])^a$(?![^])/m");
  });

  it.each(["a++", "a*+", "a?+", "a{1,2}+", "(?>a)", "(a)(?(1)b|c)", "(?i:a)", "(?i)(?-i:a)", "(?m:^a)", "\\p{L}", "\\N{BULLET}", "\\1", "(?P=x)", "[a", "a\\", "[[:alpha:]]", "(?R)", "[\\d-z]"])(
    "does not analyze %s", (pattern) => expect(fromPython(pattern)).toBeUndefined());

  it("finds the way back to the Python pattern", () => {
    const pattern = "(?x) ^ (?P<word> \\w+ ) $ # end";
    const translated = fromPython(pattern);
    if (!translated) throw new Error("not analyzed");
    const at = translated.source.indexOf("\\w+");
    expect(pattern.slice(...partInPython(translated, [at, at + 3])).trim()).toBe("\\w+");
  });

  it("finds the way back to alternatives that Python takes for a class", () => {
    const translated = fromPython("x(\\d|[ab]|-)+y");
    if (!translated) throw new Error("not analyzed");
    const part = (text: string): string => "x(\\d|[ab]|-)+y".slice(...partInPython(translated, [translated.source.indexOf(text), translated.source.indexOf(text) + text.length]));
    expect([part("[\\dab\\-]"), part("([\\dab\\-])+")]).toEqual(["\\d|[ab]|-", "(\\d|[ab]|-)+"]);
  });
});

it.each([["\n", "\n\n"], ["a\n", "a\n\n"], ["\n\n", "\n\n"], ["!", "!"], ["", ""]])("ends an attack behind where `$` matches in Python: %j", (suffix, expected) => {
  expect(attackInPython({ prefix: "", pump: "a", suffix }).suffix).toBe(expected);
});
