import { describe, expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import type { Finding } from "../../src/finding.ts";
import { optionsFor } from "./folder.ts";

async function lint(name: string, code: string): Promise<{ findings: Finding[]; suppressed: number }> {
  const bytes = new TextEncoder().encode(code);
  const { findings, summary } = await lintFiles(optionsFor("/nowhere", { stdin: { name, bytes }, rules: { "catastrophic-regex": {} } }));
  return { findings, suppressed: summary.suppressed };
}

const verbose = (first: string, inside = ""): string =>
  `import re\nWORDS = re.compile(${first}\n    r"""\n    ^ x ${inside}\n    (?: \\w+ \\s? )+   # words\n    $""", re.X)\ndef f(s): return WORDS.match(s)\n`;

describe("a finding on a part of an expression", () => {
  it("stands on the line of the part", async () => {
    expect((await lint("a.py", verbose(""))).findings).toMatchObject([{ line: 5, column: 5, endLine: 5, endColumn: 19 }]);
  });

  it("is taken back where the whole expression would be", async () => {
    expect(await lint("a.py", verbose("  # pyperf: ignore[catastrophic-regex]"))).toMatchObject({ findings: [], suppressed: 1 });
    const joined = "import re\nWORDS = re.compile(\n    r'^x'  # pyperf: ignore[catastrophic-regex]\n    r'(?:a+)+$')\ndef f(s): return WORDS.match(s)\n";
    expect(await lint("a.py", joined)).toMatchObject({ findings: [], suppressed: 1 });
    expect(await lint("a.py", joined.replace("  # pyperf: ignore[catastrophic-regex]", "").replace("+$')", () => "+$')  # pyperf: ignore[catastrophic-regex]"))).toMatchObject({ findings: [], suppressed: 1 });
  });

  it("is taken back in JavaScript where ESLint takes it back: by its own line", async () => {
    const joined = (comment: string): string => `export const f = (s) => new RegExp("^x" +\n  ${comment}\n  "(?:a+)+$").test(s);\n`;
    expect((await lint("a.js", joined(""))).findings).toMatchObject([{ line: 3, column: 4 }]);
    expect(await lint("a.js", joined("// eslint-disable-next-line bottleneck/catastrophic-regex -- short"))).toMatchObject({ findings: [], suppressed: 1 });
  });

  it("has the fingerprint of the whole expression", async () => {
    const prints = async (code: string): Promise<string[]> => (await lint("a.js", code)).findings.map(({ fingerprint }) => fingerprint);
    const [one] = await prints("export const f = (s) => /^(a+)+$/.test(s);\n");
    expect(await prints("const x = 1;\nexport const f = (s) => /^(a+)+$/.test(s + x);\n")).toEqual([one]);
    const [other] = await prints("export const f = (s) => /^b(a+)+$/.test(s);\n");
    expect(other).not.toBe(one);
  });
});
