import { describe, expect, it } from "vitest";
import { analyseRegex, type MatchMode } from "../../src/regex/analyse.ts";
import { charactersIn } from "../../src/regex/characters.ts";
import { refa } from "../../src/regex/engines.ts";
import { shapeOf } from "../../src/regex/shape.ts";
import { whyOf } from "../../src/regex/why.ts";
import { tell, type Told } from "../../src/regex/words.ts";

function told(source: string, flags = "", mode: MatchMode = "search"): Told["data"] {
  const question = { source, flags, mode };
  const verdict = analyseRegex(question);
  if (!verdict) throw new Error(`nothing found in ${source}`);
  return tell(question, verdict, { written: source, partIn: (part) => part, repeat: (text, times) => `${text} * ${times}` }).data;
}

describe("why two ways match the same text", () => {
  it.each([
    ["^(a+)+$", "the inner `a+` and the outer `+` divide the same run of `a`", "Drop one of the two repeats"],
    ["^(?:[a-z0-9]+-?)+$", "where `-?` is absent, the inner `[a-z0-9]+` and the outer `+` divide the same run of small letters and digits", "Make `-?` obligatory between two rounds"],
    ["^(?:\\s*\\w+\\s*)+:$", "where `\\s*` is absent, the inner `\\w+` and the outer `+` divide the same run of letters, digits and `_`", "Make `\\s*` obligatory"],
    ["^(.*?,){11}P", "the inner `.*?` matches `,` as well, so that one round can be read as several", "Leave `,` out of `.*?`"],
    ['"(?:\\\\.|[^"])*"', "the alternatives `\\\\.` and `[^\"]` of the loop both begin with `\\`", 'Leave `\\` out of `[^"]`'],
    ["^(?:a|b|ab)*c", "the alternatives `a` and `ab` of the loop both begin with `a`", "Make them begin with different characters"],
    ["^(?:ab?b?)*c", "`b?` and the `b?` after it both match `b`", "Keep one of them"],
    ["^(a?){30}b$", "each round of `(a?){30}` can match `a` or nothing", "Drop the optional part"],
    ["^(?:,a*|a*;)+$", "`a*` at the end of one round and `a*` at the start of the next both match `a`", "Keep one of them"],
    ["(^\\W*[-_.]+\\W*$)", "`\\W*` and `[-_.]+` after it both match `-` and `.`", "Make them match different characters"],
    ["^\\d+\\d+$", "`\\d+` and the `\\d+` after it both match digits", "Keep one of them"],
    ["^\\d+\\.?\\d*$", "`\\d+` and `\\d*` after it both match digits, and `\\.?` between them can be absent", "Make them match different characters"],
    ["^\\w+\\s*[^;]*;", "`\\w+` and `[^;]*` after it both match letters, digits and `_`, and `\\s*` between them can be absent", "Make them match different characters"],
    ["^.*foo.*bar.*$", "`.*`, 3 times, matches any character but line ends, and what stands between them as well", "Make them match different characters"],
    ["a*a*$", "`a*` and the `a*` after it both match `a`, while the search starts anew at each place", "Keep one of them"],
    ["[ \\t]*[\\n\\r]+[ \\t]*", "the search starts anew at each character in a run of tabs and spaces and reads the rest of the run again", "Anchor the pattern"],
    ["\\s+$", "the search starts anew at each character in a run of white space and reads the rest of the run again", "Anchor the pattern"],
    ["<!--[^]*?-->", "the search starts anew at each `<!--a` and reads the rest of the text again", "Anchor the pattern"],
    ["^(?:(?!ab)[a-z]+)*$", "the inner `[a-z]+` and the outer `*` divide the same run of small letters", "Drop one of the two repeats"],
  ])("%s", (source, why, advice) => {
    const verdict = analyseRegex({ source, flags: "", mode: "search" });
    const shape = shapeOf(source, "");
    const said = verdict && shape && whyOf(shape, verdict, ([from, to]) => `\`${source.slice(from, to)}\``);
    expect(said).toEqual({ why, advice: expect.stringContaining(advice) });
  });
});

describe("an attack", () => {
  it("is made up and tried where the analysis tells none", () => {
    expect(told("(?=(a+)+b)").attack).toBe('`"a" * n`');
    expect(told("^(?:(?!ab)[a-z]+)*$").attack).toMatch(/^`"a" \* n \+ "."`$/);
  });

  it("that no reader can take in is said in words", () => {
    expect(told(`${"(?:abcdefghijklmnopqrstuvwxyz)"}(?:a+)+$`).attack).toBe("a long text that almost matches");
  });
});

it("white space and comments of a verbose pattern are left out", () => {
  const written = "^(?: [ #]\\ +  # some\n  x? )+ $";
  const question = { source: "^(?:[ #] +x?)+$", flags: "", mode: "search" as const };
  const verdict = analyseRegex(question);
  if (!verdict) throw new Error("nothing found");
  expect(tell(question, verdict, { written, isVerbose: true, partIn: () => [1, written.length - 2], repeat: (text) => text }).data.part).toBe("(?:[ #]\\ +x?)+");
});

describe("characters in words", () => {
  const named = (raw: string): string => {
    const { CharSet, JS } = refa();
    const { expression } = JS.Parser.fromLiteral({ source: raw, flags: "" }).parse();
    const [element] = expression.alternatives[0]?.elements ?? [];
    return charactersIn(element?.type === "CharacterClass" ? element.characters : CharSet.empty(0xffff));
  };
  it.each([
    ["\\w", "letters, digits and `_`"], ["\\s", "white space"], ["\\d", "digits"], ["[a-z]", "small letters"], ["[^\"]", "any character but `\"`"], [".", "any character but line ends"],
    ["[^]", "any character"], ["[ \\t]", "tabs and spaces"], ["[^,\\n]", "any character but `,` and line ends"], ["\\S", "letters, digits and more"], ["[^\\s,]", "letters, digits and more"],
    ["x", "`x`"], ["[\\u4e00-\\u9fff]", "`一`"], ["[a-f0-9]", "digits and more"], ["\\W", "white space and more"],
  ])("%s", (raw, words) => expect(named(raw)).toBe(words));
});
