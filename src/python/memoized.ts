import type { Reach } from "../call-graph.ts";
import type { Confidence } from "../finding.ts";
import { fewType, fewValues, codeName, codeType, memoizers } from "../knowledge/python/containers.ts";
import { methodOwner } from "./classes.ts";
import { basesOf, decoratorsOf, keyword, lastName, parametersOf, positional, type Parameter } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isApplication } from "./project-kind.ts";
import type { PythonQuestions } from "./questions.ts";
import { isMadeOnce, isSingleton } from "./singletons.ts";

/** A function whose results are kept for longer than they are of use. */
export interface Memoized {
  /** The decorator's expression. */
  node: PyNode;
  fn: PyNode;
  reach: Reach;
  /** `method`: keeps each `self`; `function`: keeps a result per argument. */
  kind: "method" | "function";
  unbounded: boolean;
  confidence: Confidence;
  /** The class of a method. */
  owner?: PyNode;
}

const quiet = new Set(["test", "build", "generated", "cli"]);
/** Annotations of arguments that are rarely the same. Texts are often names of few things. */
const openTypes = /\b(?:bytes|int|float|Decimal|UUID|datetime|date|tuple|Tuple|frozenset|Hashable|Request|HttpRequest)\b/;
const SMALL_CACHE = 16;
const acceptance = /^[^#\n]*#.*\b(?:B019|method-cache-max-size-none|W1518)\b/m;
/** Classes of which a process has one, as their names go. A name lowers the confidence, it proves nothing. */
const oneByName = /(?:App|Application|Manager|Registry|MainWindow|Config|Configuration|Settings|Server|Master|Backend|Parser|Session|Singleton|Mock\w*|Fake\w*)$/;

/** Judges one decorator of a function. */
export function memoized(ask: PythonQuestions, decorator: PyNode): Memoized | undefined {
  const [expression] = decorator.namedChildren;
  const fn = decorator.parent?.field("definition");
  const callee = expression?.type === "call" ? expression.field("function") : expression;
  if (!expression || !callee || fn?.type !== "function_definition") return undefined;
  const origin = ask.origin(callee) ?? "";
  const known = Object.hasOwn(memoizers, origin) ? memoizers[origin] : undefined;
  if (!known) return undefined;
  const body = fn.field("body") ?? fn;
  const reach = ask.reach(body);
  if (quiet.has(reach.context) || isNested(ask, fn) || isCleared(ask, fn)) return undefined;
  const unbounded = isUnbounded(ask, expression, known);
  const others = decoratorsOf(fn).map((one) => lastName(one.type === "call" ? (one.field("function") ?? one) : one) ?? "");
  const owner = methodOwner(fn);
  const all = parametersOf(fn);
  if (owner && !others.includes("staticmethod") && !others.includes("classmethod") && all[0] && !all[0].rest && all[0].name !== "cls") {
    const judged = methodConfidence(ask, owner, unbounded);
    // A bound keeps so many instances and no more. In an application those do not show; what users of a library keep so is not known.
    const isBound = !unbounded && (isApplication(ask.facts) || isSmall(ask, expression));
    // The objects of a whole application or library are mostly made once, as parts of it (judged: 2 of 6 were right).
    const isPart = ask.others.isOneOfSeveral();
    const confidence = judged && (isBound || isPart || isAccepted(ask, fn) ? "possible" : judged);
    return confidence && { node: expression, fn, reach, kind: "method", unbounded, confidence, owner };
  }
  if (!unbounded) return undefined;
  const parameters = owner && others.includes("classmethod") ? all.slice(1) : all;
  if (parameters.length > 0 && parameters.every((one) => one.default && !one.rest) && !isGivenArguments(ask, fn)) return undefined;
  const confidence = callsItself(ask, fn) || ask.others.isOneOfSeveral() ? "possible" : functionConfidence(ask, parameters, reach);
  return confidence && { node: expression, fn, reach, kind: "function", unbounded, confidence };
}

/** A function made by another one takes its cache along when it goes. */
const isNested = (ask: PythonQuestions, fn: PyNode): boolean => ask.places.functions.ofNode(fn)?.parent !== 0;

/** `load.cache_clear()` somewhere in the file. */
function isCleared(ask: PythonQuestions, fn: PyNode): boolean {
  const name = fn.field("name")?.text ?? "";
  return ask.tree.text.includes(`${name}.cache_clear`);
}

/** Some call of the file gives it arguments; one that is handed on may get any. */
function isGivenArguments(ask: PythonQuestions, fn: PyNode): boolean {
  const name = fn.field("name");
  return ask.scopes.identifiers(name?.text ?? "", ask.tree.root).some((one) => {
    if (one === name) return false;
    const callee = one.parent?.type === "attribute" && one.fieldName === "attribute" ? one.parent : one;
    const call = callee.fieldName === "function" && callee.parent?.type === "call" ? callee.parent : undefined;
    return call ? (call.field("arguments")?.namedChildren.length ?? 0) > 0 : callee.parent?.type !== "import_from_statement";
  });
}

/** A recursion that remembers its steps. */
function callsItself(ask: PythonQuestions, fn: PyNode): boolean {
  const name = fn.field("name")?.text ?? "";
  return ask.scopes.identifiers(name, fn).some((one) => one.parent?.type === "call" && one.fieldName === "function");
}

/** `@cache`, `@lru_cache(None)`, `@lru_cache(maxsize=None)`. */
function isUnbounded(ask: PythonQuestions, expression: PyNode, known: "unbounded" | "bounded"): boolean {
  if (known === "unbounded") return true;
  if (expression.type !== "call") return false;
  const size = keyword(expression, "maxsize") ?? positional(expression)[0];
  return size !== undefined && ask.constant(size) === null;
}

/** So few results that the objects behind them do not show. */
function isSmall(ask: PythonQuestions, expression: PyNode): boolean {
  const size = expression.type === "call" ? (keyword(expression, "maxsize") ?? positional(expression)[0]) : undefined;
  const value = size && ask.constant(size);
  return typeof value === "number" && value <= SMALL_CACHE;
}

/** Someone has looked at it for another checker: `# noqa: B019`, `# pylint: disable=method-cache-max-size-none`. */
function isAccepted(ask: PythonQuestions, fn: PyNode): boolean {
  const from = fn.parent?.range[0] ?? fn.range[0];
  const to = fn.field("body")?.range[0] ?? fn.range[1];
  return acceptance.test(ask.tree.text.slice(from, to));
}

/** Objects of which there is one, or few, may stay; so may those that equal ones stand in for. */
function methodConfidence(ask: PythonQuestions, owner: PyNode, unbounded: boolean): Confidence | undefined {
  const lineage = ask.values.classes.lineage(owner);
  const bases = lineage.flatMap((one) => basesOf(one).flatMap((base) => [ask.values.nameOfType(base) ?? "", lastName(base) ?? ""]));
  if (bases.some((one) => /(?:Enum|Flag)$|^(?:type|ABCMeta|EnumMeta|Meta\w*|\w+Meta)$|NamedTuple$|AppConfig$/.test(one))) return undefined;
  const decorators = decoratorsOf(owner).map((one) => one.text);
  if (decorators.some((one) => /frozen\s*=\s*True|(?:^|\.)frozen\b/.test(one))) return undefined;
  if (isSingleton(ask, owner) || isMadeOnce(ask, owner)) return undefined;
  if (oneByName.test(owner.field("name")?.text ?? "")) return "possible";
  if (["__eq__", "__hash__"].some((name) => lineage.some((one) => ask.scopes.of(one).bindings.has(name)))) return unbounded ? "likely" : "possible";
  return "likely";
}

/** Results of arguments with few values are few. */
function functionConfidence(ask: PythonQuestions, parameters: readonly Parameter[], reach: Reach): Confidence | undefined {
  const open = parameters.filter((one) => !isFew(ask, one));
  if (open.length === 0) return undefined;
  const isServed = reach.context === "request" || reach.context === "event";
  if (open.every((one) => fewValues.test(one.name) || codeName.test(one.name))) return "possible";
  const isTyped = open.some((one) => one.rest || (one.type && openTypes.test(one.type.text)));
  // Of what helpers of an application are asked for there is mostly only so much: names, kinds, settings.
  const isHelper = reach.path.length > 0 && isApplication(ask.facts);
  return isTyped || (isServed && !isHelper) ? "likely" : "possible";
}

/** A parameter whose annotation or default says that it has few values. */
function isFew(ask: PythonQuestions, { type, default: fallback }: Parameter): boolean {
  if (fallback?.type === "true" || fallback?.type === "false") return true;
  if (!type) return false;
  const name = type.text.replace(/[[|].*$/s, "").trim();
  if (fewType.test(name.split(".").at(-1) ?? name) || codeType.test(type.text)) return true;
  const definition = type.type === "type" || type.type === "identifier" ? ask.values.definitionOf(type) : undefined;
  return definition?.type === "class_definition" && basesOf(definition).some((base) => /(?:Enum|Flag)$/.test(lastName(base) ?? ""));
}
