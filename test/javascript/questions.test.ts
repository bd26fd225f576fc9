import { Linter, type Rule } from "eslint";
import { expect, test } from "vitest";
import type { JsContext, JsNode } from "../../src/javascript/context.ts";
import { questions, type JavaScriptQuestions } from "../../src/javascript/questions.ts";

/** What the questions say about the calls of a file that ESLint parses by itself. */
function inEslint(code: string, sourceType: "module" | "commonjs" | "script"): { origins: (string | undefined)[]; objects: Set<JavaScriptQuestions> } {
  const origins: (string | undefined)[] = [];
  const objects = new Set<JavaScriptQuestions>();
  const rule = (asks: boolean): Rule.RuleModule => ({
    create: (context) => ({
      CallExpression(node) {
        const ask = questions(context as unknown as JsContext);
        objects.add(ask);
        if (asks) origins.push(ask.origin(node.callee as unknown as JsNode));
      },
    }),
  });
  const config = { plugins: { own: { rules: { a: rule(true), b: rule(false) } } }, rules: { "own/a": "error", "own/b": "error" }, languageOptions: { sourceType } } as const;
  const messages = new Linter().verify(code, [config]);
  expect(messages).toEqual([]);
  return { origins, objects };
}

test("all rules share the questions of a file", () => {
  expect(inEslint(`f(); g();`, "module").objects.size).toBe(1);
});

test("origins in ESLint, with its own parser and scopes", () => {
  expect(inEslint(`import { readFileSync as read } from "node:fs"; read(p);`, "module").origins).toEqual(["fs.readFileSync"]);
  expect(inEslint(`const fs = require("fs"); function f() { fs?.readFileSync(p); }`, "commonjs").origins).toEqual(["require", "fs.readFileSync"]);
  expect(inEslint(`var fs = require("fs"); function f() { fs.readFileSync(p); }`, "script").origins).toEqual(["require", "fs.readFileSync"]);
  expect(inEslint(`class A { #fs = require("fs"); static { } f() { this.#fs.statSync(p); } }`, "commonjs").origins).toEqual(["require", "fs.statSync"]);
});
