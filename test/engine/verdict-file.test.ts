import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import { VerdictFile } from "../../src/engine/verdict-file.ts";
import type { Verdict } from "../../src/regex/analyse.ts";
import * as analysis from "../../src/regex/exact.ts";
import { folderWith, optionsFor } from "./folder.ts";

vi.mock(import("../../src/regex/exact.ts"), { spy: true });

const verdict: Verdict = { kind: "move", degree: 2, part: [0, 2], by: "automaton" };
const onlyFile = (folder: string): string => join(folder, readdirSync(folder).find((name) => name.endsWith(".json")) ?? "");

describe("verdicts of earlier runs", () => {
  const saved = (folder: string, ...known: [string, Verdict | null][]): void => {
    const file = new VerdictFile(folder);
    file.add(known);
    file.save();
  };

  it("are there for the next one, beside those that others have added meanwhile", () => {
    const folder = join(folderWith({}), "cache");
    const [first, second] = [new VerdictFile(folder), new VerdictFile(folder)];
    first.add([["a", verdict], ["b", null]]);
    second.add([["c", null]]);
    first.save();
    second.save();
    expect(Object.fromEntries(new VerdictFile(folder).read())).toEqual({ a: verdict, b: null, c: null });
    expect(readdirSync(folder).sort()).toEqual([".gitignore", expect.stringMatching(/^regex-.*\.json$/)]);
  });

  it("leave no file where nothing is new", () => {
    const folder = folderWith({});
    saved(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([["cut off", (text: string) => text.slice(0, 20)], ["of another version", (text: string) => text.replace(/"version":"./, '"version":"!')], ["not ours", () => "[1]"], ["null", () => "null"]])(
    "are not read from a file that is %s, which is replaced", (_, damage) => {
      const folder = folderWith({});
      saved(folder, ["a", verdict]);
      writeFileSync(onlyFile(folder), damage(readFileSync(onlyFile(folder), "utf8")));
      expect(new VerdictFile(folder).read().size).toBe(0);
      saved(folder, ["b", null]);
      expect([...new VerdictFile(folder).read()]).toEqual([["b", null]]);
    });

  it("are bounded: the oldest go, and what is long is not kept", () => {
    const folder = folderWith({});
    saved(folder, ["old", null], ["long", { ...verdict, attack: { prefix: "", pump: "a".repeat(2_000), suffix: "" } }]);
    saved(folder, ...Array.from({ length: 20_000 }, (_, i): [string, null] => [`k${i}`, null]));
    const all = new VerdictFile(folder).read();
    expect([all.size, all.has("old"), all.has("long"), all.has("k0")]).toEqual([20_000, false, false, true]);
  });

  it("of other versions go when nobody has used them for long", () => {
    const folder = folderWith({ "regex-old.json": "{}", "regex-new.json": "{}", "other.json": "{}" });
    for (const name of ["regex-old.json", "other.json"]) utimesSync(join(folder, name), 0, 0);
    saved(folder, ["a", null]);
    expect(readdirSync(folder).filter((name) => /old|new|other/.test(name)).sort()).toEqual(["other.json", "regex-new.json"]);
  });

  it("stop nothing where the folder cannot be written", () => {
    const root = folderWith({ cache: "a file" });
    expect(() => saved(join(root, "cache"), ["a", null])).not.toThrow();
  });
});

describe("a run", () => {
  const looks = vi.mocked(analysis.exactly);
  /** Patterns that nobody has asked about in this process yet. */
  let fresh = 0;
  const project = (): string => {
    const mark = `q${fresh++}i`;
    return folderWith({
      "package.json": "{}", ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`src/a${i}.js`, `export const f = (s) => /^(${mark}${i}|\\w+)+$/.test(s) || /^${mark}${i}*b$/.test(s);\n`])),
    });
  };
  const lint = async (root: string, cache: boolean, rules = { "catastrophic-regex": {} }) => {
    const { findings, errors } = await lintFiles(optionsFor(root, { cache, rules }));
    return { findings, errors };
  };
  const renamed = (text: string): string => text.replaceAll(/q(?=\d+i)/g, "z");
  /** A copy of a folder that knows of patterns only, with others in their places, of which this process does not know. */
  const forget = (root: string): string => {
    const cache = join(root, ".pyperf-cache");
    const kept = readdirSync(cache).find((name) => name.startsWith("regex-")) ?? "";
    const text = readFileSync(join(cache, kept), "utf8");
    const copy = folderWith({ [`.pyperf-cache/${kept}`]: renamed(text), "package.json": "{}" });
    mkdirSync(join(copy, "src"));
    for (const name of readdirSync(join(root, "src"))) writeFileSync(join(copy, "src", name), renamed(readFileSync(join(root, "src", name), "utf8")));
    return copy;
  };

  it("keeps verdicts, also that nothing is wrong, and the next one judges no pattern again", async () => {
    const root = project();
    looks.mockClear();
    const first = await lint(root, true);
    expect(first.findings).toHaveLength(20);
    expect(looks).toHaveBeenCalledTimes(40);
    const copy = forget(root);
    looks.mockClear();
    const second = await lint(copy, true);
    expect(looks).not.toHaveBeenCalled();
    expect(JSON.stringify(second.findings.map(({ fingerprint: _, ...rest }) => rest))).toBe(renamed(JSON.stringify(first.findings.map(({ fingerprint: _, ...rest }) => rest))));
    expect(await lint(copy, false)).toEqual(second);
  });

  it("neither reads nor writes without a cache", async () => {
    const root = project();
    await lint(root, false);
    expect(readdirSync(root)).not.toContain(".pyperf-cache");
  });
});
