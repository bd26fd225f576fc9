import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { enclosingFunction } from "../javascript/nodes.ts";
import { isForPage } from "../javascript/pages.ts";
import { isApplication, isPage } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { textOf } from "../javascript/regex-texts.ts";
import { matchesOf, type Match } from "../javascript/regex-uses.ts";
import { isLinear, mayBePattern, patternOf, placeOf, type Pattern } from "../javascript/regexes.ts";
import { mayLookOn } from "../regex/all-matches.ts";
import { analyseRegex, type Question, type Verdict } from "../regex/analyse.ts";
import { confidenceOf, inContext, levels, mayMatter, worstUse, type Level, type Use } from "../regex/grade.ts";
import { costText, messageOf, tell } from "../regex/words.ts";
import { createRule, report, type Suggestion } from "../rule.ts";

interface Options {
  level?: Level;
}

export default createRule<JsContext, Visitors>("catastrophic-regex", {
  meta: {
    hasSuggestions: true,
    messages: {
      exponential: "`{{part}}` takes exponential time on {{attack}}, because {{why}}. {{advice}}.",
      polynomial: "`{{part}}` takes time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
      restart: "A search for `{{part}}` takes time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
      matches: "All matches together, for `{{part}}`, take time that grows with {{growth}} of the length on {{attack}}, because {{why}}. {{advice}}.",
    },
    schema: [{ type: "object", properties: { level: { enum: [...levels] } }, additionalProperties: false }],
    defaultOptions: [{ level: "polynomial" }],
  },
  create(context) {
    const { level = "polynomial" } = (context.options[0] ?? {}) as Options;
    const seen = new Set<JsNode>();
    const places = new Set<string>();
    const check = (node: JsNode): void => {
      if (!mayBePattern(node)) return;
      const ask = questions(context);
      const pattern = patternOf(ask, node);
      // An analysis takes longer than a look at the file.
      if (!pattern || seen.has(pattern.node) || ask.places.fileContext?.context === "generated") return;
      const question = questionOf(ask, pattern);
      const verdict = analyseRegex(question);
      const worst = verdict && worstUse(usesOf(ask, pattern, verdict, (text) => mayMatter(verdict, level, text)), verdict, level);
      if (!verdict || !worst || isLinear(ask, pattern.value)) return;
      const range = placeOf(ask, pattern, verdict.part);
      seen.add(pattern.node);
      // A part that several patterns are joined from is told once.
      if (places.has(range.join())) return;
      places.add(range.join());
      const { severity, use } = worst;
      const { repair, data } = tell(question, verdict, { written: pattern.source, partIn: (part) => part, repeat: (text, times) => `${text}.repeat(${times})` });
      report(context, {
        node: { range },
        whole: pattern.node,
        messageId: messageOf(verdict),
        data,
        suggestion: repair && isLiteral(pattern) ? suggestionOf(repair.text, placeOf(ask, pattern, repair.part)) : undefined,
        confidence: confidenceOf(verdict, use),
        severity,
        evidence: { context: inContext(use), cost: costText(verdict, "40,000") },
      });
    };
    return { Literal: check, NewExpression: check, CallExpression: check, Property: check };
  },
});

/** Written as it is: what takes the place of a part needs no escapes. */
const isLiteral = ({ node, value }: Pattern): boolean => node === value && node.type === "Literal" && "regex" in node;

const suggestionOf = (replacement: string, range: readonly [number, number]): Suggestion =>
  ({ range, replacement, text: `Write \`${replacement}\`, which matches the same.` });

const isGlobal = ({ all }: Match, { flags }: Pattern): boolean => all === "always" || (all === "flagged" && flags.includes("g"));

/** Whether all matches are gone through matters to few patterns. */
function questionOf(ask: JavaScriptQuestions, pattern: Pattern): Question {
  const { source, flags, value } = pattern;
  return { source, flags, mode: "search", global: mayLookOn(source) && matchesOf(ask, value).matches.some((match) => isGlobal(match, pattern)) };
}

/** The uses that a verdict is about, with a text that matters. */
function usesOf(ask: JavaScriptQuestions, pattern: Pattern, { by }: Verdict, matters: (text: Use["text"]) => boolean): Use[] {
  const { node, value } = pattern;
  const isOfAll = by === "steps";
  const { matches: all, complete } = matchesOf(ask, value);
  const matches = isOfAll ? all.filter((match) => isGlobal(match, pattern)) : all;
  const inApplication = isApplication(ask.facts);
  const reachOf = (at: JsNode): Pick<Use, "context" | "how" | "unused" | "isPart" | "inApplication"> => {
    const { context, how, unused } = ask.reach(at);
    // Events of a page or of its service worker come from the one who looks at it.
    const isEvent = context === "event" && ask.places.fileContext?.context === "browser";
    const isOfPage = isEvent || (context === "unknown" && isForPage(ask, context, ask.summary.file));
    const isAsked = unused === true || isOfPage || context === "browser";
    return { context: isOfPage ? "browser" : context, how, unused, isPart: isAsked && (isPage(ask.facts) || ask.others.isPart()), inApplication };
  };
  const uses = matches.flatMap((match): Use[] => {
    const { kind, doubt, ...text } = textOf(ask, match);
    if (!matters(kind)) return [];
    const reach = reachOf(match.node);
    // A schema at the top of a file runs where the file is used.
    const isForm = kind === "validated" && reach.context === "startup" && isForPage(ask, "unknown", ask.summary.file);
    return [{ ...reach, ...text, context: isForm ? "browser" : reach.context, text: kind, doubt }];
  });
  if (complete || isOfAll || !matters("unknown")) return uses;
  const reach = reachOf(node);
  const elsewhere: Use = reach.context === "startup" && !enclosingFunction(node) ? { ...reach, context: "unknown", text: "unknown", how: "used elsewhere" } : { ...reach, text: "unknown" };
  // Whether an application uses what it exports is not known.
  return [...uses, { ...elsewhere, doubt: inApplication && matches.length === 0 }];
}
