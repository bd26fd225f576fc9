import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { enclosingFunction } from "../javascript/nodes.ts";
import { isForPage } from "../javascript/pages.ts";
import { isApplication } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { textOf } from "../javascript/regex-texts.ts";
import { matchesOf } from "../javascript/regex-uses.ts";
import { isLinear, mayBePattern, patternOf, type Pattern } from "../javascript/regexes.ts";
import { analyseRegex } from "../regex/analyse.ts";
import { confidenceOf, inContext, levels, mayMatter, worstUse, type Level, type Use } from "../regex/grade.ts";
import { attackText, costText, excerpt, growth } from "../regex/words.ts";
import { createRule, report } from "../rule.ts";

interface Options {
  level?: Level;
}

export default createRule<JsContext, Visitors>("catastrophic-regex", {
  meta: {
    messages: {
      exponential: "`{{part}}` matches the same text in many ways: on {{attack}} every few characters double the time. "
        + "Let each character match in one way only, or limit the length of the text.",
      polynomial: "`{{part}}` divides the same text in several ways: on {{attack}} the time grows with {{growth}} of the length. "
        + "Make neighboring parts match different characters, or limit the length of the text.",
      restart: "The search starts anew at each character that `{{part}}` passes: on {{attack}} the time grows with {{growth}} of the length. "
        + "Anchor the pattern, or limit the length of the text.",
    },
    schema: [{ type: "object", properties: { level: { enum: [...levels] } }, additionalProperties: false }],
    defaultOptions: [{ level: "polynomial" }],
  },
  create(context) {
    const { level = "polynomial" } = (context.options[0] ?? {}) as Options;
    const seen = new Set<JsNode>();
    const check = (node: JsNode): void => {
      if (!mayBePattern(node)) return;
      const ask = questions(context);
      const pattern = patternOf(ask, node);
      // An analysis takes longer than a look at the file.
      if (!pattern || seen.has(pattern.node) || ask.places.fileContext?.context === "generated") return;
      const verdict = analyseRegex({ source: pattern.source, flags: pattern.flags, mode: "search" });
      const worst = verdict && worstUse(usesOf(ask, pattern, (text) => mayMatter(verdict, level, text)), verdict, level);
      if (!verdict || !worst || isLinear(ask, pattern.value)) return;
      seen.add(pattern.node);
      const { severity, use } = worst;
      report(context, {
        node: pattern.node,
        messageId: verdict.kind === "exponential" ? "exponential" : verdict.kind === "polynomial" ? "polynomial" : "restart",
        data: {
          part: excerpt(pattern.source, verdict.part),
          growth: growth(verdict),
          attack: attackText(verdict.attack, (pump, times) => `${pump}.repeat(${times})`, "a long text that almost matches"),
        },
        confidence: confidenceOf(verdict, use),
        severity,
        evidence: { context: inContext(use), cost: costText(verdict, "40,000") },
      });
    };
    return { Literal: check, NewExpression: check, CallExpression: check, Property: check };
  },
});

/** The uses with a text that matters. */
function usesOf(ask: JavaScriptQuestions, { node, value }: Pattern, matters: (text: Use["text"]) => boolean): Use[] {
  const { matches, complete } = matchesOf(ask, value);
  const inApplication = isApplication(ask.facts);
  const reachOf = (at: JsNode): Pick<Use, "context" | "how" | "doubt" | "inApplication"> => {
    const { context, how, unused } = ask.reach(at);
    const isOfPage = context === "unknown" && isForPage(ask, context, ask.summary.file);
    return { context: isOfPage ? "browser" : context, how, doubt: unused, inApplication };
  };
  const uses = matches.flatMap((match): Use[] => {
    const { kind, from, doubt } = textOf(ask, match);
    if (!matters(kind)) return [];
    const reach = reachOf(match.node);
    // A schema at the top of a file runs where the file is used.
    const isForm = kind === "validated" && reach.context === "startup" && isForPage(ask, "unknown", ask.summary.file);
    return [{ ...reach, context: isForm ? "browser" : reach.context, text: kind, from, doubt: doubt || reach.doubt }];
  });
  if (complete || !matters("unknown")) return uses;
  const reach = reachOf(node);
  const elsewhere: Use = reach.context === "startup" && !enclosingFunction(node) ? { ...reach, context: "unknown", text: "unknown", how: "used elsewhere" } : { ...reach, text: "unknown" };
  // Whether an application uses what it exports is not known.
  return [...uses, { ...elsewhere, doubt: elsewhere.doubt || (inApplication && matches.length === 0) }];
}
