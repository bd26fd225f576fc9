import { describe, expect, test } from "vitest";
import { excerpt, linesOf } from "../../src/report/excerpt.ts";
import { finding } from "./sample.ts";

/** The shown line above its carets. */
function show(line: string, column: number, endColumn: number, width = 80, endLine = 1): string[] {
  const shown = excerpt([line], finding({ line: 1, column, endLine, endColumn }), width);
  return shown ? [shown.line, " ".repeat(shown.start) + "^".repeat(shown.length)] : [];
}

test("marks the range without the indentation of the line", () => {
  expect(show("    call(one, two);", 5, 19)).toEqual(["call(one, two);", "^^^^^^^^^^^^^^"]);
});

test("tabs become two spaces in the line and under it", () => {
  expect(show("\tx =\tcall();", 6, 12)).toEqual(["x =  call();", "     ^^^^^^"]);
});

test("wide characters take two cells", () => {
  expect(show("名前 = read()", 6, 12)).toEqual(["名前 = read()", "       ^^^^^^"]);
  expect(show("👩‍💻 = read()", 9, 15)).toEqual(["👩‍💻 = read()", "     ^^^^^^"]);
});

test("a range of several lines is marked to the end of its first line", () => {
  expect(show("call(  ", 1, 2, 80, 3)).toEqual(["call(", "^^^^^"]);
});

test("an empty range is marked by one caret, also at the end of the line", () => {
  expect(show("call()", 3, 3)).toEqual(["call()", "  ^"]);
  expect(show("call()", 7, 7)).toEqual(["call()", "      ^"]);
});

test("a place beyond the text has no excerpt", () => {
  expect(show("call()", 9, 12)).toEqual([]);
});

describe("wide lines", () => {
  const before = "x".repeat(60);
  test("lose their end first", () => {
    expect(show(`call()${"y".repeat(60)}`, 1, 7, 20)).toEqual([`call()${"y".repeat(13)}…`, "^^^^^^"]);
  });
  test("then their beginning", () => {
    expect(show(`${before}call()${before}`, 61, 67, 40)).toEqual([`…${"x".repeat(20)}call()${"x".repeat(12)}…`, `${" ".repeat(21)}^^^^^^`]);
  });
  test("last the end of the mark", () => {
    const [line = "", carets = ""] = show(`call(${before})`, 1, 67, 40);
    expect(line).toBe(`call(${"x".repeat(34)}…`);
    expect(carets).toBe("^".repeat(39));
  });
  test("of a megabyte are as quick as others", () => {
    const [line = ""] = show(`${"x".repeat(1_000_000)}call()${"y".repeat(1_000_000)}`, 1_000_001, 1_000_007, 40);
    expect(line).toMatch(/^…x{20}call\(\)y{12}…$/);
  });
});

test("lines end as the language counts them", () => {
  expect(linesOf("\uFEFFa\r\nb\u2028c", "javascript")).toEqual(["a", "b", "c"]);
  expect(linesOf("a\rb\u2028c", "python")).toEqual(["a", "b\u2028c"]);
});
