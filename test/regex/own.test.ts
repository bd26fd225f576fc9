import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { analyseRegex } from "../../src/regex/analyse.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Found {
  place: string;
  source: string;
  flags: string;
}

/** The regular expressions of a module, literals and those made of a constant string. */
function patternsOf(file: string): Found[] {
  const text = readFileSync(join(root, file), "utf8");
  const found: Found[] = [];
  const add = (start: number, source: string, flags: string): void => {
    found.push({ place: `${file}:${text.slice(0, start).split("\n").length}`, source, flags });
  };
  const fromString = ({ start, callee, arguments: [source, flags] }: { start: number; callee: { type: string; name?: string }; arguments: { type: string; value?: unknown }[] }): void => {
    if (callee.type !== "Identifier" || callee.name !== "RegExp" || typeof source?.value !== "string") return;
    add(start, source.value, typeof flags?.value === "string" ? flags.value : "");
  };
  new Visitor({
    Literal: (node) => {
      if ("regex" in node) add(node.start, node.regex.pattern, node.regex.flags);
    },
    NewExpression: (node) => fromString(node as never),
    CallExpression: (node) => fromString(node as never),
  }).visit(parseSync(file, text).program);
  return found;
}

const files = ["src", "scripts", "bench"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => /\.[mc]?[jt]s$/.test(name)).map((name) => join(folder, name)));

/**
 * A search that starts again and again (a move) is left: it takes runs of tens of thousands of characters, and what these look at are names, single
 * comments and heads of files. All that is worse is wrong whatever the text.
 */
it("our own regular expressions are clean at the default level", () => {
  const patterns = files.flatMap(patternsOf);
  expect(patterns.length).toBeGreaterThan(100);
  const wrong = patterns.flatMap(({ place, source, flags }) => {
    const verdict = analyseRegex({ source, flags, mode: "search" });
    return verdict && verdict.kind !== "move" ? [`${place} /${source}/${flags}: ${verdict.kind} at ${source.slice(...verdict.part)}`] : [];
  });
  expect(wrong).toEqual([]);
});
