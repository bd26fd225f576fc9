import { confidences, type Evidence, type Severity } from "../../finding.ts";
import { createRule, report, type Report } from "../../rule.ts";
import type { Container } from "../containers.ts";
import { rootOf } from "../containers.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { growing, type Growing } from "../growing.ts";
import { memoized, type Memoized } from "../memoized.ts";
import type { PyNode } from "../node.ts";
import { questions, type PythonQuestions } from "../questions.ts";
import { growers } from "../../knowledge/python/containers.ts";
import { shortText } from "../text.ts";

const MAX_RELATED = 4;

export default createRule<PyContext, PyVisitors>("unbounded-growth", {
  meta: {
    messages: {
      keyed: "`{{container}}` keeps an entry for every key that it is given, and nothing in this file takes one out: it {{life}}. "
        + "Bound it (`cachetools.TTLCache`), or delete entries when they are done.",
      listed: "`{{container}}` grows each time this runs, and nothing in this file takes anything out: it {{life}}. "
        + "Keep a limited number (`deque(maxlen=...)`), or hand the items on and drop them.",
      queue: "`{{container}}` is filled here, and nothing takes anything out of it, so all that was ever put in stays. "
        + "Take entries out with `popleft()` where they are handled.",
      unguarded: "`{{container}}` is filled here even while `self.{{state}}` is not set, and everything that takes entries out needs it. "
        + "Ask for `self.{{state}}` before adding, or empty it in both cases.",
      cachedMethod: "`@{{decorator}}` on a method keeps every `self` that it was called with alive{{bound}}. "
        + "Keep the results in the instance (`functools.cached_property`, a `dict` in `self`), or cache a function of the values that it needs.",
      cachedFunction: "`@{{decorator}}` keeps one result of `{{name}}` for each distinct argument and drops none. "
        + "Give it a bound: `@lru_cache(maxsize=1024)`.",
    },
  },
  create(context) {
    const ask = questions(context);
    const seen = new Map<string, Container>();
    const methods = new Map<number, Memoized[]>();
    const visit = (expression: PyNode | undefined): void => {
      if (!expression) return;
      const root = rootOf(expression);
      if (root.type !== "identifier" && root.type !== "attribute") return;
      const found = ask.containers.of(root);
      if (found) seen.set(`${found.made.index}`, found);
    };
    return {
      call(node) {
        const callee = node.field("function");
        if (callee?.type === "attribute" && Object.hasOwn(growers, callee.field("attribute")?.text ?? "")) visit(callee.field("object"));
      },
      assignment(node) {
        const left = node.field("left");
        const right = node.field("right");
        // A `defaultdict` grows where it is read, too.
        const isSelfFilling = right?.type === "call" && right.field("function")?.text.endsWith("defaultdict") === true;
        if (left?.type === "subscript" || isSelfFilling) visit(left);
      },
      augmented_assignment(node) {
        visit(node.field("left"));
      },
      decorator(node) {
        const found = memoized(ask, node);
        if (!found) return;
        // One finding per class: its methods keep the same objects. And one for the functions of a file, whose caches were added for one reason.
        const key = found.kind === "method" && found.owner ? 2 * found.owner.index + Number(found.unbounded) : -1 - confidences.indexOf(found.confidence);
        methods.set(key, [...methods.get(key) ?? [], found]);
      },
      "module:exit"() {
        for (const [first, ...others] of methods.values()) {
          if (first) report(context, { node: first.node, ...describeMemoized(first, others, context.filename) });
        }
        for (const container of seen.values()) {
          const found = growing(ask, container);
          if (found && !isShrunkElsewhere(ask, container)) report(context, { node: found.growth.node, ...describeGrowing(found, context.filename) });
        }
      },
    };
  },
});

/** Another file takes entries out: nothing of a module or class is out of its reach. */
const isShrunkElsewhere = (ask: PythonQuestions, { kind, name }: Container): boolean =>
  (kind === "module" || kind === "class" || kind === "instance") && ask.others.isShrunk(name);

function describeMemoized({ node, fn, reach, kind, unbounded, confidence }: Memoized, others: readonly Memoized[], file: string): Omit<Report, "node"> {
  const decorator = shortText(node);
  const served = reach.context === "request" || reach.context === "event";
  const severity: Severity = unbounded && (kind === "method" || served) ? "warning" : "info";
  const evidence: Evidence = { context: reach.how, cost: unbounded ? "no bound" : "up to 128 objects unless told otherwise" };
  if (reach.path.length > 0) evidence.path = [...reach.path];
  if (others.length > 0) evidence.related = others.slice(0, MAX_RELATED).map((one) => ({ file, line: one.node.line, message: "cached as well" }));
  const data = { decorator, name: fn.field("name")?.text ?? "", bound: unbounded ? "" : ", as many as the cache holds" };
  return { messageId: kind === "method" ? "cachedMethod" : "cachedFunction", data, confidence, severity, evidence };
}

function describeGrowing(found: Growing, file: string): Omit<Report, "node"> {
  const { container, growth, others, uses, reach, confidence, kind, state } = found;
  const evidence: Evidence = { context: reach.how };
  if (reach.path.length > 0) evidence.path = [...reach.path];
  const related = [
    { file, line: container.made.line, message: "made here" },
    ...(kind === "queue" ? uses.loops.map((one) => ({ file, line: one.line, message: "goes through it and takes nothing out" })) : []),
    ...others.map((one) => ({ file, line: one.node.line, message: "grows here as well" })),
  ];
  evidence.related = related.slice(0, MAX_RELATED);
  return { messageId: kind === "grows" ? growth.kind : kind, data: { container: shortText(growth.at), life: lifeOf(container), state: state ?? "" }, confidence, severity: severityIn(found), evidence };
}

function lifeOf({ kind, owner }: Container): string {
  switch (kind) {
    case "module": return "lives as long as the process";
    case "class": return `is shared by all instances of \`${owner?.field("name")?.text ?? ""}\``;
    case "instance": return "lives as long as its only owner";
    case "closure": return "lives as long as the function around";
    case "default": return "is a default value, made once";
  }
}

/** A hint where only distinct keys of unknown callers make it grow. */
function severityIn({ growth, kind, reach: { context } }: Growing): Severity {
  if (kind !== "grows" || context === "request" || context === "event" || context === "scheduled") return "warning";
  return growth.kind === "listed" && context !== "cli" ? "warning" : "info";
}
