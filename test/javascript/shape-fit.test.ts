import { describe, expect, test } from "vitest";
import type { JsNode } from "../../src/javascript/context.ts";
import { isCall, walk, type CallNode } from "../../src/javascript/nodes.ts";
import { mayFit } from "../../src/javascript/shape-fit.ts";
import type { ArgumentShape, Shape } from "../../src/knowledge/row.ts";
import { parseJavaScript } from "../../src/engine/javascript.ts";

function fits(argument: ArgumentShape, text: string, keys?: readonly string[]): boolean {
  const parsed = parseJavaScript("/a.js", text);
  if (!("source" in parsed)) throw new Error(text);
  const calls: CallNode[] = [];
  walk(parsed.source.ast as JsNode, (node) => {
    if (isCall(node)) calls.push(node);
    return undefined;
  });
  const [call] = calls;
  const row: Shape = { member: "*.run", does: "query", cost: "A", argument, keys };
  return call !== undefined && mayFit(row, call, text);
}

describe("arguments that may be what a shape asks for", () => {
  test.each([
    ["none", "x.run()"], ["options", "x.run()"], ["options", "x.run(y)"], ["lookup", "x.run({ a })"], ["lookup", "x.run(y)"],
    ["where", "x.run({ where: 1 })"], ["where", "x.run(y)"], ["sql", "x.run('select 1')"], ["sql", "x.run(`\n  insert into t`)"],
    ["sql", "const q = `\n  SELECT * FROM t`; x.run(q)"], ["sql", "x.run('select * from ' + t)"], ["sql", "x.run({ text: 'delete from t' })"], ["any", "x.run(1)"],
  ] as const)("%s: %s", (argument, text) => {
    expect(fits(argument, text)).toBe(true);
  });

  test.each([
    ["none", "x.run(1)"], ["options", "x.run('a')"], ["lookup", "x.run()"], ["lookup", "x.run(y.z)"], ["where", "x.run({ data: 1 })"], ["where", "x.run(y())"],
    ["sql", "x.run('hello')"], ["sql", "x.run(() => 1)"], ["sql", "const q = 'with love'; x.run(q)"],
  ] as const)("not %s: %s", (argument, text) => {
    expect(fits(argument, text)).toBe(false);
  });
});
