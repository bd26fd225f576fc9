import rule from "../../../src/python/rules/catastrophic-regex.ts";
import { testPythonRule } from "../../rule-tester.ts";

const all = [{ level: "all" }];
const possible = { confidence: "possible" } as const;
const exponentialOnly = [{ level: "exponential" }];

testPythonRule("catastrophic-regex", rule, {
  valid: [
    "import re\ndef f(s): return re.match(r'[a-z]+$', s)\n",
    { name: "a separator makes the nested repeat unambiguous", code: "import re\ndef f(s): return re.fullmatch(r'(?:[a-z]+-)*[a-z]+', s)\n" },
    { name: "match() fixes the start", code: "import re\ndef f(s): return re.match(r'\\s+x', s)\n", options: all },
    { name: "a compiled pattern that is only matched", code: "import re\nBLANK = re.compile(r'\\s+x')\ndef f(s): return BLANK.match(s)\n", options: all },
    { name: "a start-position move is quiet by default", code: "import re\ndef f(s): return re.sub(r'\\s+$', '', s)\n" },
    { name: "level exponential drops polynomials", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s)\n", options: exponentialOnly, settings: possible },
    { name: "possessive quantifiers are not analyzed", code: "import re\ndef f(s): return re.match(r'(a++)+$', s)\n" },
    { name: "atomic groups are not analyzed", code: "import re\ndef f(s): return re.match(r'(?>a+)+$', s)\n" },
    { name: "flags that are not known", code: "import re\nfrom flags import F\ndef f(s): return re.match(r'(a+)+$', s, F)\n" },
    { name: "verbose white space counts for nothing", code: "import re\ndef f(s): return re.match(r'(a + b)+$', s)\n" },
    { name: "another engine", code: "import re2 as re\ndef f(s): return re.match(r'(a+)+$', s)\n" },
    { name: "a quadratic on a text that is not known", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s)\n" },
    { name: "the text is a constant", code: "import re\nok = re.match(r'\\d+\\d+$', '111')\n", settings: possible },
    { name: "the text is cut", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s[:2000])\n", settings: possible },
    { name: "the text is cut from a place", code: "import re\ndef f(s, at): return re.match(r'\\d+\\d+$', s[at:at + 24]) or re.match(r'\\d+\\d+x', s[10:20])\n", settings: possible },
    { name: "the length is tested", code: "import re\ndef f(s):\n    if len(s) > 200:\n        return None\n    return re.match(r'\\d+\\d+$', s)\n", settings: possible },
    { name: "a file name", code: "import os, re\ndef f(p): return re.match(r'\\d+\\d+$', os.path.basename(p))\n", settings: possible },
    { name: "polynomials in tests", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s)\n", filename: "tests/test_names.py", settings: possible },
    { name: "a table that is no lexer", code: "import re\nclass Names(Base):\n    tokens = {'root': [(r'(a+)+$', 1)]}\n" },
  ],
  invalid: [
    {
      code: "import re\ndef f(s): return re.match(r'(a+)+$', s)\n",
      errors: [{ line: 2, column: 27, endColumn: 36, messageId: "exponential", severity: "error", message: /^`\(a\+\)\+` matches the same text in many ways: on `"a" \* n/ }],
    },
    { name: "polynomial that survives match()", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s)\n", settings: possible, errors: [{ messageId: "polynomial", severity: "warning", confidence: "possible" }] },
    { name: "a cubic", code: "import re\ndef f(s): return re.match(r'\\d+\\d+\\d+$', s)\n", errors: [{ messageId: "polynomial", confidence: "likely" }] },
    { name: "exponential on a constant", code: "import re\nok = re.match(r'(a+)+$', 'aaa')\n", settings: possible, errors: [{ messageId: "exponential", severity: "warning" }] },
    { name: "a long cut", code: "import re\ndef f(s): return re.match(r'\\d+\\d+$', s[10:]) and re.match(r'\\d+\\d+x', s[1:100_000])\n", settings: possible, errors: 2 },
    { name: "a move at level all", code: "import re\ndef f(s): return re.sub(r'\\s+$', '', s)\n", options: all, settings: possible, errors: [{ messageId: "restart", severity: "info" }] },
    { name: "VERBOSE and other flags", code: "import re\nNAME = re.compile(r'''(\n  \\w+  # a word\n  \\s? )+ $''', re.X | re.S)\n", errors: [{ line: 2, messageId: "exponential", message: /^`\(\\n {2}\\w\+ {2}# a word/ }] },
    { name: "leading inline flags", code: "import re\ndef f(s): return re.search(r'(?x) ^ ( a + ) + $', s)\n", errors: [{ messageId: "exponential" }] },
    { name: "named groups", code: "import re\ndef f(s): return re.search(r'^(?P<name>(?P<part>\\w+)-?)+$', s)\n", errors: [{ messageId: "exponential" }] },
    { name: "a module constant", code: "import re\nWORDS = r'^(\\w+\\s?)+$'\ndef f(s): return re.match(WORDS, s)\n", errors: [{ line: 2, column: 9 }] },
    { name: "implicit concatenation", code: "import re\nNAME = re.compile(\n    r'^(\\w+'\n    r'\\s?)+$'\n)\n", errors: [{ line: 3, endLine: 4 }] },
    { name: "bytes", code: "import re\ndef f(s): return re.search(rb'^(a|a)+$', s)\n", errors: 1 },
    { name: "the regex module", code: "import regex\ndef f(s): return regex.search(r'^(a|a)+$', s)\n", errors: 1 },
    { name: "a lexer's table", code: "from pygments.lexer import RegexLexer\nclass Lisp(RegexLexer):\n    tokens = {'root': [(r'\\s+', 1), (r'\"(\\\\.|[^\"])*\"', 2)]}\n", errors: [{ line: 3, column: 38, messageId: "exponential" }] },
    {
      name: "one report for a constant that several patterns are joined from",
      code: "import re\nWS = r'(?:\\s|#.*|\\n)*'\nA = re.compile(r'^a' + WS + 'b')\nB = re.compile(r'^b' + WS + 'c')\n",
      errors: [{ line: 2, column: 6, messageId: "exponential" }],
    },
    { name: "one report for a pattern that is used twice", code: "import re\nP = r'^(a+)+$'\ndef f(s): return re.match(P, s) or re.search(P, s)\n", errors: 1 },
    { name: "searched in one place is enough", code: "import re\nP = re.compile(r'\\s+x')\ndef f(s): return P.match(s) or P.search(s)\n", options: all, settings: possible, errors: 1 },
    { name: "exponential in a test is a hint", code: "import re\ndef f(s): return re.match(r'(a+)+$', s)\n", filename: "tests/test_names.py", settings: possible, errors: [{ severity: "info" }] },
  ],
});
