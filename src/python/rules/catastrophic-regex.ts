import { analyseRegex, type Verdict } from "../../regex/analyse.ts";
import { confidenceOf, inContext, levels, mayMatter, worstUse, type Level, type Use } from "../../regex/grade.ts";
import { fromPython, partInPython } from "../../regex/python-syntax.ts";
import { attackText, costText, excerpt, growth } from "../../regex/words.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyNode, PyVisitors } from "../context.ts";
import { isApplication } from "../project-kind.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { textOf } from "../regex-texts.ts";
import { pieceOf, tableUsages, usagesOf, type Usage } from "../regexes.ts";

interface Options {
  level?: Level;
}

export default createRule<PyContext, PyVisitors>("catastrophic-regex", {
  meta: {
    messages: {
      exponential: "`{{part}}` matches the same text in many ways: on {{attack}} every few characters double the time. "
        + "Let each character match in one way only, or limit the length of the text.",
      polynomial: "`{{part}}` divides the same text in several ways: on {{attack}} the time grows with {{growth}} of the length. "
        + "Make neighboring parts match different characters, or limit the length of the text.",
      restart: "The search starts anew at each character that `{{part}}` passes: on {{attack}} the time grows with {{growth}} of the length. "
        + "Use `match()` or anchor the pattern, or limit the length of the text.",
    },
    schema: [{ type: "object", properties: { level: { enum: [...levels] } }, additionalProperties: false }],
    defaultOptions: [{ level: "polynomial" }],
    words: ["import re", "from re", ", re", ",re", "regex", "Lexer", "pandas", "Regex", "re_path", "matches_re", "voluptuous", "python-re"],
  },
  create(context) {
    const { level = "polynomial" } = (context.options[0] ?? {}) as Options;
    /** Uses by pattern: a module constant is often matched in several places. */
    const patterns = new Map<PyNode, Usage[]>();
    const collect = (usages: readonly Usage[]): void => {
      for (const usage of usages) patterns.set(usage.node, [...(patterns.get(usage.node) ?? []), usage]);
    };
    const check = (): void => {
      const ask = questions(context);
      const seen = new Set<PyNode>();
      for (const usages of patterns.values()) {
        const judged = judge(usages);
        const worst = judged && worstUse(usesOf(ask, judged, level), judged.verdict, level);
        const [first] = judged?.usages ?? [];
        if (!worst || !first) continue;
        const { verdict, pattern } = judged;
        const node = pieceOf(ask, first, verdict.part);
        if (seen.has(node)) continue;
        seen.add(node);
        report(context, {
          node,
          messageId: verdict.kind === "exponential" ? "exponential" : verdict.kind === "polynomial" ? "polynomial" : "restart",
          data: {
            part: excerpt(pattern, verdict.part),
            growth: growth(verdict),
            attack: attackText(verdict.attack, (pump, times) => `${pump} * ${times}`, "a long text that almost matches"),
          },
          confidence: confidenceOf(verdict, worst.use),
          severity: worst.severity,
          evidence: { context: inContext(worst.use), cost: costText(verdict, "14,000") },
        });
      }
    };
    return {
      call: (node) => collect(usagesOf(questions(context), node)),
      class_definition: (node) => collect(tableUsages(questions(context), node)),
      "module:exit": check,
    };
  },
});

interface Judged {
  verdict: Verdict;
  pattern: string;
  usages: readonly Usage[];
}

const gravity: Readonly<Record<Verdict["kind"], number>> = { exponential: 3, polynomial: 2, move: 1 };

/** The worst verdict over the ways a pattern is used, with the uses that share it. */
function judge(usages: readonly Usage[]): Judged | undefined {
  let worst: Judged | undefined;
  for (const one of usages) {
    const verdict = verdictOf(one);
    if (!verdict || (worst && gravity[verdict.kind] <= gravity[worst.verdict.kind])) continue;
    worst = { verdict, pattern: one.pattern, usages: usages.filter((other) => other.mode === one.mode && other.flags === one.flags) };
  }
  return worst;
}

/** The verdict on a Python pattern, in offsets of that pattern. */
function verdictOf({ pattern, flags, mode }: Usage): Verdict | undefined {
  const translated = fromPython(pattern, flags);
  const verdict = translated && analyseRegex({ source: translated.source, flags: translated.flags, mode });
  return verdict && { ...verdict, part: partInPython(translated, verdict.part) };
}

/** The uses with a text that matters. */
function usesOf(ask: PythonQuestions, { usages, verdict }: Judged, level: Level): Use[] {
  const inApplication = isApplication(ask.facts);
  return usages.flatMap((usage): Use[] => {
    const { kind, from, doubt } = textOf(ask, usage);
    if (!mayMatter(verdict, level, kind)) return [];
    const { context, how, unused } = ask.reach(usage.at);
    // Whether an application uses what other modules may import is not known.
    if (usage.open && context === "startup") return [{ context: "unknown", text: "unknown", how: usage.open, inApplication, doubt: inApplication }];
    return [{ context, how, text: kind, from, inApplication, doubt: doubt || unused }];
  });
}
