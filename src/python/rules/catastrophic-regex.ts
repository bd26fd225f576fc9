import { analyseRegex, type Question, type Verdict } from "../../regex/analyse.ts";
import { confidenceOf, inContext, levels, mayMatter, worstUse, type Level, type Use } from "../../regex/grade.ts";
import { attackInPython, fromPython, partInPython } from "../../regex/python-syntax.ts";
import { costText, messageOf, tell, withoutEnd } from "../../regex/words.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyNode, PyVisitors } from "../context.ts";
import { isApplication } from "../project-kind.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { textOf } from "../regex-texts.ts";
import { pieceOf, placeOf, tableUsages, usagesOf, type Usage } from "../regexes.ts";

interface Options {
  level?: Level;
}

export default createRule<PyContext, PyVisitors>("catastrophic-regex", {
  meta: {
    messages: {
      exponential: "`{{part}}` takes exponential time on {{attack}}, because {{why}}. {{advice}}.",
      polynomial: "`{{part}}` takes time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
      restart: "A search for `{{part}}` takes time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
      matches: "All matches together, for `{{part}}`, take time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
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
        const { verdict, question, partIn } = judged;
        const part = partIn(verdict.part);
        const whole = pieceOf(ask, first, part);
        if (seen.has(whole)) continue;
        seen.add(whole);
        const repeat = (text: string, times: string): string => `${text} * ${times}`;
        const { data } = tell(question, verdict, { written: first.pattern, isVerbose: isVerbose(first), partIn, repeat, attackIn: attackInPython });
        report(context, {
          node: { range: placeOf(ask, first, part) },
          whole,
          messageId: messageOf(verdict),
          data,
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

const isVerbose = ({ pattern, flags }: Pick<Usage, "pattern" | "flags">): boolean => flags.includes("x") || /\(\?[a-wyzA-Z]*x[a-zA-Z]*\)/.test(pattern);

interface Judged extends Verdicted {
  usages: readonly Usage[];
}

/** A verdict on the translation of a pattern, and the way back to the pattern. */
interface Verdicted {
  question: Question;
  verdict: Verdict;
  partIn: (part: Verdict["part"]) => Verdict["part"];
}

const gravity: Readonly<Record<Verdict["kind"], number>> = { exponential: 3, polynomial: 2, move: 1 };

/** The worst verdict over the ways a pattern is used, with the uses that share it. */
function judge(usages: readonly Usage[]): Judged | undefined {
  let worst: Judged | undefined;
  for (const one of usages) {
    const judged = verdictOf(one);
    if (!judged || (worst && gravity[judged.verdict.kind] <= gravity[worst.verdict.kind])) continue;
    worst = { ...judged, usages: usages.filter((other) => other.mode === one.mode && other.flags === one.flags && (judged.verdict.by !== "steps" || other.all)) };
  }
  return worst;
}

function verdictOf({ pattern, flags, mode, all }: Usage): Verdicted | undefined {
  const translated = fromPython(pattern, flags);
  if (!translated) return undefined;
  const question: Question = { source: translated.source, flags: translated.flags, mode, global: all };
  const verdict = analyseRegex(question);
  const partIn = (part: Verdict["part"]): Verdict["part"] => partInPython(translated, part);
  return verdict && { question, verdict, partIn: isVerbose({ pattern, flags }) ? (part) => withoutEnd(pattern, partIn(part)) : partIn };
}

/** The uses with a text that matters. */
function usesOf(ask: PythonQuestions, { usages, verdict }: Judged, level: Level): Use[] {
  const inApplication = isApplication(ask.facts);
  return usages.flatMap((usage): Use[] => {
    const { kind, doubt, ...text } = textOf(ask, usage);
    if (!mayMatter(verdict, level, kind)) return [];
    const { context, how, unused } = ask.reach(usage.at);
    // Whether an application uses what other modules may import is not known.
    if (usage.open && context === "startup") return [{ context: "unknown", text: "unknown", how: usage.open, inApplication, doubt: inApplication }];
    return [{ ...text, context, how, text: kind, inApplication, doubt, unused, isPart: unused === true && ask.others.isPart() }];
  });
}
