import rule from "../../src/rules/catastrophic-regex.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const all = [{ level: "all" }];
const possible = { confidence: "possible" } as const;
const exponentialOnly = [{ level: "exponential" }];
const handler = (body: string): string => `import express from "express";\nconst app = express();\napp.post("/names", (req, res) => {\n${body}\n});\n`;

testJavaScriptRule("catastrophic-regex", rule, {
  valid: [
    "export const isName = (s) => /^[a-z]+$/.test(s);",
    "export const isDate = (s) => /^\\d{4}-\\d{2}-\\d{2}$/.test(s);",
    { name: "a separator makes the nested repeat unambiguous", code: "export const isSlug = (s) => /^(?:[a-z]+-)*[a-z]+$/.test(s);" },
    { name: "a start-position move is quiet by default", code: "export const trim = (s) => s.replace(/\\s+$/, '');" },
    { name: "level exponential drops polynomials", code: "export const f = (s) => /^\\s*(.*?)\\s*$/.test(s);", options: exponentialOnly, settings: possible },
    { name: "a quadratic on a text that is not known", code: "export const f = (s) => /^\\d+\\d+$/.test(s);" },
    { name: "the text is a constant", code: "const ok = /^\\d+\\d+$/.test('1111');", settings: possible },
    { name: "the text is cut", code: "export const f = (s) => /^\\d+\\d+$/.test(s.slice(0, 2000));", settings: possible },
    { name: "the text is cut from a place", code: "export const f = (s, at) => /^\\d+\\d+$/.test(s.slice(at, at + 24)) || /^\\d+\\d+$/.test(s.substr(at, 24));", settings: possible },
    { name: "the length is tested", code: "export function f(s) { if (s.length > 200) return false; return /^\\d+\\d+$/.test(s); }", settings: possible },
    { name: "arguments of the process", code: "const ok = /^\\d+\\d+$/.test(process.argv[2]);", settings: possible },
    { name: "a file name", code: "import path from 'node:path';\nexport const f = (p) => /^\\d+\\d+$/.test(path.basename(p));", settings: possible },
    { name: "polynomials in tests", code: "export const f = (s) => /^\\d+\\d+$/.test(s);", filename: "test/util.test.ts", settings: possible },
    { name: "a linear engine", code: "import RE2 from 're2';\nexport const f = (s) => new RE2(/^(a+)+$/).test(s);", packages: ["re2"] },
    { name: "a RegExp of the file", code: "import { RegExp } from './mine';\nexport const f = (s) => new RegExp('^(a+)+$').test(s);" },
    { name: "an unknown pattern", code: "export const f = (s, p) => new RegExp(p + '+').test(s);" },
    { name: "an invalid pattern", code: "export const f = (s) => new RegExp('(').test(s);" },
    { name: "sticky drops moves", code: "export const f = (s) => /\\s+x/y.test(s);", options: all },
    { name: "an anchor drops moves", code: "export const f = (s) => /^\\s+x/.test(s);", options: all },
    { name: "slow on several lines only", code: "export const f = (s) => /^(\\d+)(.*)$/.exec(s);" },
    { name: "a cube in a page", code: "export const f = (s) => /```\\s*([\\s\\S]*?)\\s*```/.exec(s);", packages: ["react"] },
    { name: "a copy of a library in a service", code: "(function (root, make) { if (typeof define === 'function' && define.amd) define([], make); else root.lib = make(); })(this, () => (s) => /^(a+)+$/.test(s));", packages: ["express"] },
    { name: "exponential in a test", code: "export const f = (s) => /^(a+)+$/.test(s);", filename: "test/util.test.ts" },
    { name: "exponential on a constant", code: "const ok = /^(a+)+$/.test('aaaa');" },
    { name: "a cube that needs a crafted text", code: "export const isMail = (s) => /^\\S+@\\S+\\.\\S+$/.test(s);" },
    { name: "loops that no one text divides", code: "export const f = (s) => /matrix\\((-?\\d*\\.?\\d+),0,0,(-?\\d*\\.?\\d+)\\)/.exec(s);" },
    { name: "a square on a field, far from a handler", code: "export const f = (req) => /^\\d+\\d+$/.test(req.body.name);" },
    { name: "the text of an element", code: "export const f = (node) => /<title.*>([^<]*)<\\/title>/.exec(node.text());" },
    { name: "a string that replace() takes as it is", code: "export const f = (s) => s.replace('^(a+)+$', '');" },
    { name: "a string is no pattern", code: "export const f = '^(a+)+$';" },
  ],
  invalid: [
    { name: "a string that match() reads as a pattern", code: "export const f = (s) => s.match(`/charts/(\\w*\\W*)+/[0-9]*`);", errors: [{ column: 33, messageId: "exponential" }] },
    {
      code: "export const f = (s) => /^(a+)+$/.test(s);",
      errors: [{ line: 1, column: 25, endColumn: 34, messageId: "exponential", severity: "error", message: /^`\(a\+\)\+` matches the same text in many ways: on `"a"\.repeat\(n\)/ }],
    },
    { name: "a group that overlaps itself", code: 'export const f = (s) => /"(?:\\\\.|[^"])*"/.exec(s);', errors: [{ messageId: "exponential" }] },
    { name: "the same letter in two cases", code: "export const f = (s) => /^(?:a|A)+$/i.test(s);", errors: [{ messageId: "exponential" }] },
    { name: "polynomial that survives an anchor", code: "export const f = (s) => /^\\d+\\d+$/.test(s);", settings: possible, errors: [{ messageId: "polynomial", severity: "warning", confidence: "possible", message: /with the square of the length/ }] },
    { name: "a cubic", code: "export const f = (s) => /^\\d+\\d+\\d+$/.test(s);", errors: [{ messageId: "polynomial", confidence: "likely", message: /with the cube of the length/ }] },
    { name: "a cube in a page that a server draws", code: "export const f = (s) => /```\\s*([\\s\\S]*?)\\s*```/.exec(s);", packages: ["react", "next"], errors: 1 },
    { name: "exponential time in a page", code: "export const f = (s) => /^(a+)+$/.test(s);", packages: ["react"], errors: 1 },
    { name: "a library of its own", code: "(function (root, make) { if (typeof define === 'function' && define.amd) define([], make); else root.lib = make(); })(this, () => (s) => /^(a+)+$/.test(s));", packages: ["mocha"], errors: 1 },
    { name: "a cube that a run of white space is enough for", code: "export const f = (s) => /```\\s*([\\s\\S]*?)\\s*```/.exec(s);", errors: [{ messageId: "polynomial", confidence: "likely", message: /on `"```" \+ " ".repeat\(n\)` .* the cube/ }] },
    { name: "a cube that needs a crafted text, from outside", code: handler("  res.json(/^\\S+@\\S+\\.\\S+$/.test(req.body.mail));"), packages: ["express"], errors: [{ messageId: "polynomial", confidence: "likely", message: /on `"a" \+ "@a.a".repeat\(n\) \+ " "` .* the cube/ }] },
    { name: "a square on a whole page", code: "export async function f(url) { let text; text = await (await fetch(url)).text(); return /<title.*>([^<]*)<\\/title>/.exec(text); }", errors: [{ messageId: "polynomial", confidence: "likely", message: /the square .*whole document/ }] },
    { name: "a quadratic in a request", code: handler("  res.json(/^\\d+\\d+$/.test(req.body.name));"), packages: ["express"], errors: [{ messageId: "polynomial", confidence: "likely" }] },
    { name: "exponential on a constant", code: "const ok = /^(a+)+$/.test('aaaa');", settings: possible, errors: [{ messageId: "exponential", severity: "warning" }] },
    { name: "a long cut", code: "export const f = (s) => /^\\d+\\d+$/.test(s.slice(10, 100_000)) && /^\\d+\\d+x/.test(s.slice(10));", settings: possible, errors: 2 },
    { name: "a move at level all", code: "export const trim = (s) => s.replace(/\\s+$/, '');", options: all, settings: possible, errors: [{ messageId: "restart", severity: "info" }] },
    { name: "a move on text of a request", code: handler("  res.json(req.body.name.replace(/\\s+$/, ''));"), packages: ["express"], errors: [{ messageId: "restart", severity: "warning", message: /the text comes from outside/ }] },
    { name: "exponential in a test is a hint", code: "export const f = (s) => /^(a+)+$/.test(s);", filename: "test/util.test.ts", settings: possible, errors: [{ severity: "info" }] },
    { name: "a constant given to RegExp", code: 'const source = "^(a+)+$";\nexport const f = (s) => new RegExp(source, "i").test(s);', errors: [{ line: 1, column: 16, endColumn: 25 }] },
    { name: "joined pieces", code: "const word = String.raw`\\w+`;\nexport const f = (s) => RegExp(`^(${word})+` + '$').test(s);", errors: [{ line: 2, messageId: "exponential" }] },
    { name: "a constant that is used elsewhere", code: "export const name = /^(\\w+\\s?)+$/;", errors: [{ messageId: "exponential", severity: "error" }] },
    { name: "one report for a pattern that is used twice", code: "const name = '^(a+)+$';\nexport const f = (s) => new RegExp(name).test(s) || new RegExp(name).test(s + 'a');", errors: 1 },
  ],
});
