import { beforeAll, describe, expect, it } from "vitest";
import { loadPython, parseByCursor, parsePython } from "../../src/python/language.ts";
import type { PyNode } from "../../src/python/node.ts";
import type { PyTree } from "../../src/python/tree.ts";

beforeAll(loadPython);

function first(tree: PyTree, type: string): PyNode {
  const [node] = tree.nodes(type);
  if (!node) throw new Error(`no ${type}`);
  return node;
}

describe("a parsed Python file", () => {
  it("gives types, fields, parents and text", () => {
    const tree = parsePython("x = load(1, key='a')\n");
    const call = first(tree, "call");
    expect(call.field("function")?.text).toBe("load");
    expect(call.field("arguments")?.namedChildren.map((one) => one.type)).toEqual(["integer", "keyword_argument"]);
    expect(call.parent?.type).toBe("assignment");
    expect(call.fieldName).toBe("right");
    expect(call.field("arguments")?.children.map((one) => one.text)).toEqual(["(", "1", ",", "key='a'", ")"]);
    expect(tree.node(call.index)).toBe(call);
    expect(tree.root.type).toBe("module");
    expect(tree.root.parent).toBeUndefined();
  });

  it("keeps several nodes under one field and leaves comments out of named children", () => {
    const tree = parsePython("try:\n  pass\n# why\nexcept (A, B):\n  # here\n  pass\nfrom a import b, c\n");
    expect(first(tree, "import_from_statement").fields("name").map((one) => one.text)).toEqual(["b", "c"]);
    expect(tree.comments.map((one) => one.text)).toEqual(["# why", "# here"]);
    expect(tree.nodes("block")[1]?.namedChildren.map((one) => one.type)).toEqual(["pass_statement"]);
  });

  it.each([
    ["non-ASCII text", "é = '𝄞𝄞'; call(é)\n", 1, 12],
    ["a byte order mark", "\ufeffcall(1)\n", 1, 1],
    ["CRLF", "a = 1\r\ncall(1)\r\n", 2, 0],
    ["CR alone", "a = 1\rb = call(1)\r", 2, 4],
  ])("counts in UTF-16 units with %s", (_, text, line, column) => {
    const tree = parsePython(text);
    const call = first(tree, "call");
    expect(tree.text.slice(...call.range)).toMatch(/^call\((1|é)\)$/);
    expect(tree.getLocFromIndex(call.range[0])).toEqual({ line, column });
    expect(call.line).toBe(line);
  });

  it("marks errors and keeps the rest", () => {
    const tree = parsePython("def f():\n    x = = 3\n    return load(1)\n");
    expect(tree.hasError).toBe(true);
    expect(tree.firstError?.line).toBe(2);
    expect(tree.firstError?.broken).toBe(true);
    expect(tree.nodes("call")).toHaveLength(1);
    expect(parsePython("x = 1\n").firstError).toBeUndefined();
  });

  it("finds nodes below another and at an offset", () => {
    const text = "a(b(1))\nc(2)\n";
    const tree = parsePython(text);
    expect(tree.nodes("call", first(tree, "call")).map((one) => one.text)).toEqual(["b(1)"]);
    expect(tree.nodeAt(text.indexOf("2")).text).toBe("2");
  });

  it("reads an empty file", () => {
    const tree = parsePython("");
    expect(tree.root.children).toEqual([]);
    expect(tree.hasError).toBe(false);
    expect(tree.getLocFromIndex(0)).toEqual({ line: 1, column: 0 });
  });

  it.each([
    ["100,000 open brackets", "x = " + "(".repeat(100_000)],
    ["20,000 nested calls", `x = ${"f(".repeat(20_000)}1${")".repeat(20_000)}\n`],
    ["20,000 nested lists", `x = ${"[".repeat(20_000)}1${"]".repeat(20_000)}\n`],
    ["a chain of 50,000 members", `x = a${".b".repeat(50_000)}\n`],
    ["50,000 operators", `x = 1${" + 1".repeat(50_000)}\n`],
    ["nested blocks", Array.from({ length: 900 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join("")],
    ["a NUL byte", "x = 1\0\ny = 2\n"],
  ])("survives %s", (_, text) => {
    const tree = parsePython(text);
    expect(tree.root.end).toBe(tree.size);
    expect(tree.next[0]).toBe(tree.size);
  });

  it("survives a file of 5 MB", () => {
    const line = "value = compute(alpha, beta)[0].name\n";
    const tree = parsePython(line.repeat(Math.ceil(5e6 / line.length)));
    expect(tree.hasError).toBe(false);
    expect(tree.lineAt(tree.text.length - 2)).toBe(Math.ceil(5e6 / line.length));
  });
});

describe("the fast way into the parser's memory", () => {
  it.each([
    ["statements", "for a in b:\n  with c as d, (e as f): pass\nelse:\n  del g\n"],
    ["an error", "def (:\n  x = = 1\nclass A(: pass\n"],
    ["a missing token", "x = (1,\ny = [2\n"],
    ["nothing", ""],
    ["white space", "\n\n   \n# a\n"],
    ["a byte order mark", "\ufeffx = 1\n"],
    ["long tokens and gaps", `x = "${"é".repeat(300)}"${" ".repeat(400)}# ${"y".repeat(5000)}\n${"\n".repeat(300)}${"z".repeat(6000)} = 1\n`],
    ["text beyond one piece", "value = compute(alpha, 'beta')\n".repeat(1000)],
  ])("gives what the cursor gives for %s", (_, text) => {
    const { tree, fast } = parseByCursor(text);
    const { kind, field, start, end, parent, next, broken } = parsePython(text);
    expect(fast).toBe(true);
    expect({ kind, field, start, end, parent, next, broken }).toEqual({
      kind: tree.kind, field: tree.field, start: tree.start, end: tree.end, parent: tree.parent, next: tree.next, broken: tree.broken,
    });
  });
});
