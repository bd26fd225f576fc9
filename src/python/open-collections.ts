import { isFewByName, isSmallByName } from "../growth.ts";
import { queryMethods } from "../knowledge/python/collections.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import { isApplication } from "./project-kind.ts";
import type { PythonQuestions } from "./questions.ts";
import { isHandedIn } from "./rows.ts";

/** What proves that the data decides how long a collection is: `known` rows of a query or input, `given` a parameter or an attribute of `self`. */
export type Openness = "known" | "given";

/** Functions whose result is as long as what they are given. */
const sameLength: ReadonlySet<string> = new Set(["list", "tuple", "set", "sorted", "reversed", "enumerate", "deepcopy", "copy", "filter", "map", "zip", "iter", "tqdm", "fromkeys"]);
/** Rows that belong to one row: `event.questions.all()`. There are a few more often than not. */
const relation = /^(?:await )?[a-z_]\w*(?:\.[a-z_]\w*)+\.(?:all|filter|exclude|order_by|select_related|prefetch_related|iterator|only|values_list)\(/;
const storeWords = /objects|session|query|(?:^|[._])manager(?![a-z])|cursor|conn|\bdb\b|repo|\.execute\(/i;
/** Types of parameters that hold a query, as Django and its users spell them. */
const rowTypes = /\b(?:QuerySet|RelatedManager|ScalarResult)\b/;
/** Files of a form, each of which is stored on its own. */
const fileTypes = /\bUploadFile\b/;
/** Methods of lists, tables, texts and queries, which give as much as there is. */
const ownMethods: ReadonlySet<string> = new Set((
  "keys values items copy get tolist to_list iterrows itertuples splitlines split rows unique json distinct annotate only defer iterator reverse using select_for_update raw union limit "
  + "offset join outerjoin options group_by having yield_per mappings partitions paginate with_entities execution_options sort skip batch_size in_bulk"
).split(" "));
const MAX_STEPS = 6;

/** Undefined: nothing tells the size. Literals, views of dictionaries, attributes of items and results of other functions are mostly short. */
export function openness(ask: PythonQuestions, collection: PyNode | undefined, steps = MAX_STEPS): Openness | undefined {
  if (!collection || steps <= 0 || isShortByName(collection)) return undefined;
  if (isDistinct(collection)) return undefined;
  const { source } = ask.collection(collection);
  const passesOn = collection.type === "call" && sameLength.has(lastName(collection.field("function") ?? collection) ?? "");
  if (source === "input" && !passesOn) return isFew(collection) ? undefined : "known";
  if (source === "query" && collection.type !== "identifier") return isRelation(collection.text) || isOfRow(ask, collection) ? undefined : "known";
  switch (collection.type) {
    case "parenthesized_expression": case "await": return openness(ask, collection.namedChildren[0], steps - 1);
    case "attribute": return collection.field("object")?.text === "self" && !isFew(collection) ? "given" : undefined;
    case "list_comprehension": case "generator_expression":
      return openness(ask, collection.namedChildren.find((one) => one.type === "for_in_clause")?.field("right"), steps - 1);
    case "call": {
      const name = lastName(collection.field("function") ?? collection) ?? "";
      const [only] = positional(collection);
      // `range(len(rows))` is as open as `rows`; a number that is handed over counts months as often as rows.
      if (name === "range") return positional(collection).at(-1)?.type === "call" ? openness(ask, positional(collection).at(-1), steps - 1) : undefined;
      if (name === "len") return openness(ask, positional(collection).at(-1), steps - 1);
      if (isRows(ask, collection)) return isRelation(collection.text) ? undefined : "known";
      return sameLength.has(name) || (only && positional(collection).length === 1 && isHandedIn(ask, collection.field("function") ?? collection)) ? widest(positional(collection).map((one) => openness(ask, one, steps - 1))) : only && name === "cast" ? openness(ask, positional(collection)[1], steps - 1) : undefined;
    }
    case "identifier": return opennessOfName(ask, collection, source, steps);
    case "subscript": return isPartOfInput(ask, collection.field("value")) ? "known" : undefined;
    default: return undefined;
  }
}

/** The different values of a column of rows, `{form.project_id for form in forms}`: there are as many as there are of another thing. */
function isDistinct(collection: PyNode): boolean {
  if (collection.type === "call" && sameLength.has(collection.field("function")?.text ?? "")) return positional(collection).some(isDistinct);
  if (collection.type === "call") return /\.values_list\((?!["'](?:id|pk)["'])[^)]*\)\.distinct\(\)$/.test(collection.text.replace(/\s+/g, ""));
  const body = collection.type === "set_comprehension" ? collection.field("body") : undefined;
  return body?.type === "attribute" && !/\.(?:id|pk)$/.test(body.text);
}

/** `data["rows"]`, where `data` is read as a document in one branch and empty in another. */
const isPartOfInput = (ask: PythonQuestions, whole: PyNode | undefined): boolean => whole?.type === "identifier"
  && ask.scopes.lookup(whole)?.definitions.some((one) => one.kind === "assign" && one.path.length === 0 && one.value && ask.collection(one.value).source === "input") === true;

function opennessOfName(ask: PythonQuestions, name: PyNode, source: string, steps: number): Openness | undefined {
  const definitions = ask.scopes.lookup(name)?.definitions.filter((one) => one.kind !== "augment") ?? [];
  const handed = definitions.find((one) => one.kind === "parameter");
  if (handed) return source === "query" || rowTypes.test(handed.annotation?.text ?? "") ? "known" : isFew(name) || fileTypes.test(handed.annotation?.text ?? "") ? undefined : "given";
  const values = definitions.flatMap((one) => (one.kind === "assign" && one.path.length === 0 && one.value ? [one.value] : []));
  if (source === "query" && !values.some((one) => isRelation(one.text) || isShortByName(one) || isDistinct(one) || isOfRow(ask, one))) return "known";
  if (values.length === 0 || values.length !== definitions.length || values.length > 4) return undefined;
  return widest(values.map((one) => openness(ask, one, steps - 1)));
}

/** The rows of a query, through methods of its result: `session.execute(...).scalars().all()`. */
function isRows(ask: PythonQuestions, call: PyNode): boolean {
  for (let at: PyNode | undefined = call, steps = 0; at && steps < MAX_STEPS; steps++) {
    if (at.type === "call" && ask.sink(at)?.row.does === "query") return true;
    at = at.type === "call" ? at.field("function")?.field("object") : at.type === "await" || at.type === "parenthesized_expression" ? at.namedChildren[0] : undefined;
  }
  return false;
}

const widest = (all: readonly (Openness | undefined)[]): Openness | undefined => (all.includes("known") ? "known" : all.find((one) => one !== undefined));

const isShortByName = (node: PyNode): boolean => {
  if (node.type !== "identifier" && node.type !== "attribute") return fewModels.test(modelOf(node) ?? "");
  return isSmallByName(node.text.replace(/_(?:queryset|query_set|qs|objects|rows)$/, "")) && !/keys$/.test(node.text);
};

/** Models that list kinds of things. */
const fewModels = /(?:Type|Status|State|Role|Permission|Category|Settings?|Config|Locale|Language|Currency|Country|Unit|Level|Priority|Segment|Kind|Phase|Stage|Tier|Theme|Region|Province)$/;

/** The model whose rows a chain asks for: `PropertyType` of `models.PropertyType.objects.filter(...)`. */
export const modelOf = (node: PyNode): string | undefined => (node.type === "call" ? /^(?:\w+\.)*([A-Z]\w*)\s*\.objects\b/.exec(node.text)?.[1] : undefined);

/** Names of what a program is made of, of what a user has some of, and of the ends of one thing. Names only lower a finding. */
const fewNames = /(?:^|[_.])(?:perms?|permissions?|roles?|tables?|models?|model_classes|classes|fields?|columns?|widgets?|variants?|schemas?|terminations|apps|relations|databases|queues|workers|shards|files?_?types|periods?|series|steps)(?:_(?:to|by|for|in|of|from|names?|list|keys?|ids?)\w*)?$/i;

const isFew = (node: PyNode): boolean =>
  (node.type === "identifier" || node.type === "attribute") && (fewNames.test(node.text) || (isFewByName(node.text) && !/keys$/.test(node.text)));

const isRelation = (text: string): boolean => {
  const squeezed = text.replace(/\s+/g, " ").replace(/ ?\. ?/g, ".");
  return relation.test(squeezed) && !storeWords.test(squeezed.slice(0, squeezed.indexOf("(")));
};

/** What a method of the service's own gives for one row, `backup.owners()`: not the rows of a query, and a handful more often than not. */
function isOfRow(ask: PythonQuestions, collection: PyNode): boolean {
  const callee = collection.type === "call" ? collection.field("function") : undefined;
  if (callee?.type !== "attribute" || isRows(ask, collection)) return false;
  const name = callee.field("attribute")?.text ?? "";
  return !Object.hasOwn(queryMethods, name) && !ownMethods.has(name) && !storeWords.test(callee.text);
}

/** Part of a request, or a parameter that the framework fills from one. */
export function isSent(ask: PythonQuestions, node: PyNode | undefined): boolean {
  if (!node) return false;
  if (ask.collection(node).source === "input") return true;
  const definitions = node.type === "identifier" ? (ask.scopes.lookup(node)?.definitions ?? []) : [];
  // `ids = ids.split(",")`: a part of an address names a few.
  const isTaken = definitions.some(({ value }) => value?.type === "call" && lastName(value.field("function") ?? value) === "split");
  return !isTaken && definitions.some((one) => one.kind === "parameter") && ask.functionOf(node).contexts.some(({ context }) => context === "request");
}

/** Rows and input prove that there are many; so does what an application's handler is sent. */
export function isProvedLong(ask: PythonQuestions, over: PyNode | undefined): boolean {
  const found = openness(ask, over);
  return found === "known" || (found !== undefined && isSent(ask, over));
}

/** In an application only rows and input say that there are many: one thing has a handful of most things. */
export const isOpenList = (ask: PythonQuestions, over: PyNode | undefined): boolean =>
  isApplication(ask.facts) ? isProvedLong(ask, over) : openness(ask, over) !== undefined;
