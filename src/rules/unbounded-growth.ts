import { weakest, type Confidence, type Severity } from "../finding.ts";
import type { Reach } from "../call-graph.ts";
import { containerOf, growthAt, usesOf, type Container, type Growth, type Uses } from "../javascript/containers.ts";
import type { JsContext, JsNode, Visitors } from "../javascript/context.ts";
import { comesWithoutEnd, isMade } from "../javascript/endless-keys.ts";
import { chainOf, enclosingFunction, propertyName, walk } from "../javascript/nodes.ts";
import { hasFewKeys } from "../javascript/few-keys.ts";
import { keepsNumbers } from "../javascript/kept-numbers.ts";
import { isServiceStore } from "../javascript/kept-services.ts";
import { isKnownKey } from "../javascript/known-keys.ts";
import { isForPage } from "../javascript/pages.ts";
import { isApplication, isCommandLine, isPage } from "../javascript/project-kind.ts";
import { questions, type JavaScriptQuestions } from "../javascript/questions.ts";
import { fewValues } from "../knowledge/javascript/containers.ts";
import type { Context } from "../knowledge/context.ts";
import { createRule, report } from "../rule.ts";

/** Processes and code that end soon, or run once. */
const shortContexts: ReadonlySet<Context> = new Set<Context>(["startup", "cli", "build", "test", "generated"]);
/** Contexts of whole files that hold for all code in them. */
const quietFiles: ReadonlySet<Context> = new Set<Context>(["test", "build", "generated", "browser"]);
const servingContexts: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled"]);
/** Functions that fill a table by hand: plugins, commands, handlers. */
const registering = /^(?:#|_)*(?:register|add|define|use|on|subscribe|install|declare|set|configure|bind|mount|load|init|create|provide|extend|alias|mark|track|connect)/i;
const MAX_RELATED = 8;

/** A write that may make a container grow without end, as far as the code around it tells. */
interface Candidate {
  target: JsNode;
  container: Container;
  growth: Growth;
}

interface Found extends Candidate {
  reach: Reach;
  confidence: Confidence;
  others: JsNode[];
}

export default createRule<JsContext, Visitors>("unbounded-growth", {
  meta: {
    messages: {
      keyed: "`{{container}}` keeps an entry for every {{key}} for as long as the process lives, and nothing in this file takes one out. "
        + "Bound it (`lru-cache` with `max` or `ttl`), or delete entries when they are done.",
      listed: "`{{container}}` grows by one each time this runs, and nothing in this file takes anything out. "
        + "Keep a limited number, or hand the items on and drop them.",
    },
  },
  create(context) {
    const ask = questions(context);
    const candidates = new Map<string, Candidate[]>();
    const { ast } = context.sourceCode;
    const uses = new Map<unknown, Uses>();
    const usesAt = (target: JsNode): Uses => {
      const key = ask.bindings.variable(target) ?? (target.type === "MemberExpression" ? propertyName(target) : target);
      const known = uses.get(key) ?? usesOf(ask, target, ast);
      uses.set(key, known);
      return known;
    };
    const check = (node: JsNode): void => {
      const one = growing(ask, node, usesAt);
      if (!one) return;
      const { name } = one.container;
      const known = candidates.get(name);
      if (known) known.push(one);
      else candidates.set(name, [one]);
    };
    return {
      CallExpression: check,
      AssignmentExpression: check,
      "Program:exit"() {
        for (const all of candidates.values()) {
          // Who calls whom is worked out for the whole file: asked last, and only where the answer can be shown.
          if (!ask.isDoubtShown && all.every((one) => usesAt(one.target).escapes || isDoubtful(ask, one))) continue;
          const one = worstOf(ask, all);
          if (one && !isShrunkElsewhere(ask, one.container)) tell(context, ask, one, usesAt(one.target).escapes);
        }
      },
    };
  },
});

/** A write that adds something of its own to a container that outlives the call. */
function growing(ask: JavaScriptQuestions, node: JsNode, usesAt: (target: JsNode) => Uses): Candidate | undefined {
  const at = growthAt(node);
  // At the top level it runs once.
  if (!at || !enclosingFunction(node) || !ask.places.mayBeKept(at.target, node)) return undefined;
  const container = containerOf(ask, at.target);
  const { root } = chainOf(at.target);
  if (!container || (container.lifetime === "closure" && root.type === "Identifier" && !ask.values.lifetimes.isUsedLater(root))) return undefined;
  const { growth, target } = at;
  const varying = growth.key ?? growth.value;
  if (!varying || !isVarying(ask, varying) || (container.kind === "array" && growth.form === "keyed")) return undefined;
  // What belongs to one of many objects goes with it, as far as is known.
  if (!ask.isDoubtShown && container.lifetime === "instance" && !ask.values.lifetimes.isSingleton(target)) return undefined;
  // Another file may shrink it, unless each entry says when it ends.
  if (!ask.isDoubtShown && container.isExported && !ask.text.includes("Date.now()")) return undefined;
  const uses = usesAt(target);
  if (uses.shrinks || uses.isBounded || quietFiles.has(ask.places.fileContext?.context ?? "unknown")) return undefined;
  return { target, container, growth };
}

/** The write of one container that is surest, with the others; undefined when all run in code that ends soon. */
function worstOf(ask: JavaScriptQuestions, candidates: readonly Candidate[]): Found | undefined {
  let worst: Found | undefined;
  for (const candidate of candidates) {
    const one = reached(ask, candidate);
    if (!one) continue;
    if (!worst) worst = one;
    else if (worst.confidence !== one.confidence && weakest(worst.confidence, one.confidence) === worst.confidence) {
      worst = { ...one, others: [worst.growth.node] };
    } else worst.others.push(one.growth.node);
  }
  return worst;
}

function reached(ask: JavaScriptQuestions, candidate: Candidate): Found | undefined {
  const reaches = ask.places.reaches(candidate.growth.node);
  const reach = reaches.find((one) => !shortContexts.has(one.context));
  // What a tab gathers goes with the tab, be it only known by what its user does.
  if (reach && userEvents.test(reach.how)) return undefined;
  if (!reach || reaches.some((one) => one.context === "test" || one.context === "build" || one.context === "browser")) return undefined;
  // Each call of the function that makes it fills one of its own.
  if (candidate.container.lifetime === "closure" && isMadeAnew(ask, candidate.container, reach)) return undefined;
  return { ...candidate, reach, confidence: confidenceOf(ask, candidate, reach), others: [] };
}

/** Listeners for what somebody does on a page. */
const userEvents = /^`(?:click|dblclick|change|submit|input|scroll|focus|blur|wheel|(?:mouse|key|touch|pointer|drag)\w+|drop)` listener$/;

/** Whether an expression is worked out anew in each call: it names something local. */
function isVarying(ask: JavaScriptQuestions, expression: JsNode): boolean {
  if (ask.constant(expression) !== undefined) return false;
  let found = false;
  walk(expression, (node) => {
    if (node.type === "Identifier") {
      const variable = ask.bindings.variable(node);
      if (variable && ask.values.lifetimes.lifetimeOf(node) !== "module") found = true;
    }
    return found ? false : undefined;
  });
  return found;
}

/** Something in sight speaks against endless growth, whoever calls the code. */
function isDoubtful(ask: JavaScriptQuestions, { container, growth, target }: Candidate): boolean {
  const { key, value } = growth;
  // Who writes when an entry expires, and takes none out, leaves it to nobody else.
  const isDated = value !== undefined && /\bDate\.now\(\)\s*\+|\+\s*Date\.now\(\)/.test(ask.textOf(value));
  if ((container.isExported && !isDated) || (key && (fewValues.test(ask.textOf(key)) || hasFewKeys(ask, container.name, key)))) return true;
  if (keepsNumbers(ask, container, target, growth) || (key && isKnownKey(ask, container, key, growth.node))) return true;
  if (isApplication(ask.facts) && !isDated && !comesWithoutEnd(ask, container, growth)) return true;
  if (key && value && isServiceStore(ask, container.name, key, value)) return true;
  return container.lifetime !== "closure" && !livesOn(ask, container, target);
}

const livesOn = (ask: JavaScriptQuestions, { lifetime }: Container, target: JsNode): boolean =>
  lifetime === "module" || lifetime === "class-static" || (lifetime === "instance" && ask.values.lifetimes.isSingleton(target));

function confidenceOf(ask: JavaScriptQuestions, candidate: Candidate, reach: Reach): Confidence {
  const { container, growth: { value, form, node }, target } = candidate;
  if (reach.context === "worker" || isForPage(ask, reach.context, ask.summary.file) || (reach.context === "unknown" && isCommandLine(ask.facts)) || isDoubtful(ask, candidate)) return "possible";
  // What a key may be stands in other files, and is mostly a handful: devices, models, tenants, plug-ins (judged: 3 of 11 were right).
  if (ask.others.isOneOfSeveral() || isPage(ask.facts)) return "possible";
  if (reach.path.length > 0 && isApplication(ask.facts) && isLookedUp(ask, candidate)) return "possible";
  const lives = livesOn(ask, container, target);
  if (servingContexts.has(reach.context) && reach.context !== "scheduled") return lives || container.lifetime === "closure" ? weakest(reach.confidence, "likely") : "possible";
  const { name } = ask.functionOf(node);
  const isTable = registering.test(name.slice(name.lastIndexOf(".") + 1));
  const isComputed = value !== undefined && isMade(ask, value);
  const isOwnKind = form === "keyed" ? container.kind !== "set" : container.kind === "array";
  return lives && container.lifetime !== "instance" && isComputed && isOwnKind && !isTable ? "likely" : "possible";
}

/** Whether a helper asks first whether an entry is there: a cache of what there is of something. */
function isLookedUp(ask: JavaScriptQuestions, { target, growth: { node } }: Candidate): boolean {
  const fn = enclosingFunction(node);
  const text = fn ? ask.textOf(fn).replaceAll("?.", ".") : "";
  const name = ask.textOf(target);
  // The write itself is one of the places that name an entry.
  return [".has(", ".get(", ".find("].some((end) => text.includes(name + end)) || text.split(`${name}[`).length > 2;
}

/** The function that makes the container stands on the way from the handler to the write. File and line of a later hop are those of its call. */
function isMadeAnew(ask: JavaScriptQuestions, { made }: Container, { path }: Reach): boolean {
  const { name, line } = ask.functionOf(made);
  const { file } = ask.summary;
  return path.some((hop, i) => hop.name === name && (i === 0 ? hop.file === file && hop.line === line : (path[i + 1]?.file ?? file) === file));
}

/** Another file takes entries out of what the file lets others see: a name, or a member of a class or object. */
const isShrunkElsewhere = (ask: JavaScriptQuestions, { lifetime, name, isExported }: Container): boolean =>
  (isExported || lifetime === "class-static" || lifetime === "instance" || name.includes(".")) && ask.others.isShrunk(name);

function tell(context: JsContext, ask: JavaScriptQuestions, { container, growth, reach, confidence, others }: Found, escapes: boolean): void {
  const { node, form, key } = growth;
  const severity: Severity = servingContexts.has(reach.context) && reach.alone !== true ? "warning" : container.lifetime === "module" ? "warning" : "info";
  report(context, {
    node, messageId: form,
    data: { container: container.name, key: key ? `\`${shorten(ask.textOf(key))}\`` : "item" },
    confidence: escapes ? "possible" : confidence,
    severity: reach.alone === true ? "info" : severity,
    evidence: {
      context: reach.how, path: reach.path.length > 0 ? [...reach.path] : undefined,
      related: [
        { file: context.filename, line: ask.places.lineOf(container.made), message: "it is made here, once" },
        ...others.slice(0, MAX_RELATED).map((one) => ({ file: context.filename, line: ask.places.lineOf(one), message: "it grows here as well" })),
      ],
    },
  });
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replaceAll(/\s+/g, " ");
