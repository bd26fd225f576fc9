import type { JsContext, Visitors } from "../../src/javascript/context.ts";
import type { PyContext, PyVisitors } from "../../src/python/context.ts";
import { createRule, report } from "../../src/rule.ts";
import { testJavaScriptRule, testPythonRule } from "../rule-tester.ts";

const js = createRule<JsContext, Visitors>("quadratic-lookup", {
  meta: { messages: { found: "`{{name}}` is called." } },
  create: (context) => ({
    "CallExpression:exit"(node) {
      const name = context.sourceCode.getText(node.callee);
      const scope = context.sourceCode.getScope(node).type;
      report(context, { node, messageId: "found", data: { name }, confidence: "certain", severity: "error", evidence: { context: scope } });
    },
  }),
});

const py = createRule<PyContext, PyVisitors>("quadratic-lookup", {
  meta: { messages: { found: "`{{name}}` is called." } },
  create: (context) => ({
    "call:exit"(node) {
      const name = node.field("function")?.text ?? "";
      report(context, { node, messageId: "found", data: { name }, confidence: "likely", severity: "info", evidence: { context: "é" } });
    },
  }),
});

testJavaScriptRule("quadratic-lookup", js, {
  valid: ["const a: number = 1;", { code: "let b = <p>it's</p>;", filename: "src/a.jsx" }],
  invalid: [
    { code: "const é = '😀', x = a(b(1));", errors: [{ line: 1, column: 21, message: "`a` is called. (module)" }, { line: 1, column: 23, endColumn: 27 }] },
    { code: "#!/usr/bin/env node\nfunction f() { g(); }", filename: "bin/x.js", packages: ["pg"], errors: [{ line: 2, message: /function\)$/, messageId: "found", severity: "error" }] },
    { code: "const x = require('x'); return;", filename: "a.cjs", errors: 1 },
  ],
});

testPythonRule("quadratic-lookup", py, {
  valid: ["a = 1\n", "for x in y: pass\n"],
  invalid: [{ code: "é = '😀'; a(b(1))\n", errors: [{ column: 11, confidence: "likely" }, { column: 13, endColumn: 17 }] }],
});
