import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPython, parseQuickly, parseThoroughly } from "../../src/python/language.ts";
import type { PyTree } from "../../src/python/tree.ts";
import { outlineOf } from "./outline.ts";

beforeAll(loadPython);

/** Python's standard library, where there is a Python. */
function standardLibrary(): string[] {
  const python = spawnSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], { encoding: "utf8" });
  if (python.status !== 0) return [];
  return readdirSync(python.stdout.trim(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8").replace(/^\ufeff/, ""))
    .filter((text) => text.length < 1_000_000);
}

const files = standardLibrary();

function isSame(a: PyTree, b: PyTree): boolean {
  const parts = (tree: PyTree): ArrayLike<number>[] => [tree.kind, tree.field, tree.start, tree.end, tree.parent, tree.next, tree.broken];
  return parts(a).every((part, index) => Buffer.from(Int32Array.from(part).buffer).equals(Buffer.from(Int32Array.from(parts(b)[index] ?? []).buffer)));
}

/** The same whole numbers below a limit in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
}

const pieces = (
  "( ) [ ] { } , : ; . = * ** if else for in not and lambda await async yield as from import x 1 's' f'{x}' - + @ -> := print type match None ... == is | global return del pass "
  + "with def class try except exec ` $ é ! ~ < >> %= ''' \" r'\\\\'"
).split(" ").concat("\\\n", "\n", "    ", "#c\n", "  ", "\t", "\f");

/** Some lines of a text, with one or two words taken out, put in or swapped. */
function damaged(text: string, random: (limit: number) => number): string {
  const lines = text.split("\n");
  let from = random(lines.length);
  while (from > 0 && !/^\S/.test(lines[from] ?? "")) from--;
  const words = lines.slice(from, from + 5 + random(30)).join("\n").match(/\w+|\s+|[^\w\s]/g) ?? [];
  for (let left = 1 + random(2); left > 0 && words.length > 0; left--) {
    const at = random(words.length);
    const piece = pieces[random(pieces.length)] ?? "";
    switch (random(5)) {
      case 0: words.splice(at, 1); break;
      case 1: words.splice(at, 0, piece); break;
      case 2: words[at] = piece; break;
      case 3: words.splice(at, 0, ` ${piece} `); break;
      default: {
        const other = random(words.length);
        [words[at], words[other]] = [words[other] ?? "", words[at] ?? ""];
      }
    }
  }
  return words.join("");
}

describe("our own parser of Python", () => {
  it.skipIf(files.length === 0)("gives the tree of tree-sitter for nearly all files of the standard library and gives up on the others", () => {
    let all = 0;
    let quick = 0;
    for (const text of files) {
      const tree = parseQuickly(text);
      all += text.length;
      if (!tree) continue;
      quick += text.length;
      const thorough = parseThoroughly(text);
      if (!isSame(tree, thorough)) expect(outlineOf(tree)).toBe(outlineOf(thorough));
    }
    expect(quick / all).toBeGreaterThan(0.9);
  });

  it.skipIf(files.length === 0)("gives no other tree than tree-sitter for damaged code", () => {
    const random = numbers(20);
    let accepted = 0;
    for (let round = 0; round < 60_000; round++) {
      const text = damaged(files[random(files.length)] ?? "", random);
      const tree = parseQuickly(text);
      if (!tree) continue;
      accepted++;
      const thorough = parseThoroughly(text);
      if (!isSame(tree, thorough)) expect(outlineOf(tree), text).toBe(outlineOf(thorough));
    }
    expect(accepted).toBeGreaterThan(5000);
  });
});
