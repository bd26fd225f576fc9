import { choosing, keepingRows, managers, passingOn } from "../knowledge/python/models.ts";
import type { FieldFacts, ModelFacts } from "../models.ts";
import { lastName, keyword, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** Names and links of chains that are followed back to a manager. */
const MAX_STEPS = 24;

/** A query of the rows of one model. */
interface Rows {
  /** The class, as named at its manager. */
  model: PyNode;
  /** The calls of the chain, the last first. */
  calls: readonly PyNode[];
}

/** The query of a model whose rows a collection, or a row itself, comes out of: through names, loops and methods that keep the rows. */
export function rowsOf(ask: PythonQuestions, expression: PyNode | undefined): Rows | undefined {
  const calls: PyNode[] = [];
  let at = expression;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    switch (at.type) {
      case "parenthesized_expression": case "await":
        at = at.namedChildren[0];
        break;
      case "identifier":
        at = givenTo(ask, at);
        break;
      case "call": {
        const callee: PyNode | undefined = at.field("function");
        if (callee?.type !== "attribute") {
          at = callee && (passingOn.test(callee.text) || isHandedIn(ask, callee)) ? positional(at)[0] : undefined;
          break;
        }
        if (!keepingRows.test(lastName(callee) ?? "")) return undefined;
        calls.push(at);
        at = callee.field("object");
        break;
      }
      case "attribute":
        return managers.has(lastName(at) ?? "") ? rows(at.field("object"), calls) : undefined;
      default: return undefined;
    }
  }
  return undefined;
}

const rows = (model: PyNode | undefined, calls: readonly PyNode[]): Rows | undefined => model && { model, calls };

/** What a name is given, or the collection whose item it is, where all its definitions agree. */
function givenTo(ask: PythonQuestions, name: PyNode): PyNode | undefined {
  const [first, ...others] = ask.scopes.reaching(name);
  return first && others.length === 0 && first.path.length === 0 && (first.kind === "assign" || first.kind === "item") ? first.value : undefined;
}

/** A function that was handed in, such as one that shows the progress of a loop. */
export const isHandedIn = (ask: PythonQuestions, callee: PyNode): boolean =>
  callee.type === "identifier" && ask.scopes.lookup(callee)?.definitions.every((one) => one.kind === "parameter") === true;

/** A model of the project, as linked files tell; undefined in a file alone. */
export function factsOf(ask: PythonQuestions, model: PyNode): ModelFacts | undefined {
  const name = ask.classNamed(model);
  return name && ask.others.model(name);
}

/** What a call asks for by the relation of a model to rows that it is given: `Note.objects.filter(document=doc)`. */
export interface RelationLookup {
  field: FieldFacts;
  /** What the relation has to be. */
  value: PyNode;
}

/** The relations, to one row each, by which a query chooses rows: all keyword arguments of its `filter` and `get` that are plain names of fields. */
export function relationLookups(ask: PythonQuestions, { model, calls }: Rows): RelationLookup[] {
  const pairs = lookups(calls);
  const facts = pairs.length > 0 ? factsOf(ask, model) : undefined;
  return facts ? pairs.flatMap(({ name, value }) => {
    const field = own(facts, name);
    return field?.kind === "one" && value ? [{ field, value }] : [];
  }) : [];
}

/** Whether a query chooses its rows by what no two rows have: there is one at most. */
export function isOneRow(ask: PythonQuestions, over: PyNode | undefined): boolean {
  const found = rowsOf(ask, over);
  const pairs = found ? lookups(found.calls).filter(({ value }) => value !== undefined) : [];
  const facts = found && pairs.length > 0 ? factsOf(ask, found.model) : undefined;
  return facts !== undefined && pairs.some(({ name }) => {
    const field = own(facts, name);
    return field?.unique === true;
  });
}

/** Whether a relation read from a row, `order.items`, is a query for each row: it leads to many, and nothing has loaded them with the rows. */
export function isReadPerRow(ask: PythonQuestions, relation: PyNode, isFiltered: boolean): boolean {
  const name = relation.field("attribute")?.text ?? "";
  const found = rowsOf(ask, relation.field("object"));
  if (!found || (!isFiltered && loads(ask, found, name))) return false;
  const facts = factsOf(ask, found.model);
  return facts !== undefined && own(facts, name)?.kind === "many" && (isFiltered || !facts.eager.some((one) => one.split("__").includes(name)));
}

/** `order.parcels.all()`, where the default manager of the model loads `parcels` with each row. */
export function isLoadedByManager(ask: PythonQuestions, call: PyNode): boolean {
  const callee = call.field("function");
  const relation = callee && lastName(callee) === "all" ? callee.field("object") : undefined;
  const name = relation?.type === "attribute" ? relation.field("attribute")?.text : undefined;
  const found = name === undefined ? undefined : rowsOf(ask, relation?.field("object"));
  return found !== undefined && factsOf(ask, found.model)?.eager.some((one) => one.split("__").includes(name ?? "")) === true;
}

/** Whether a query names a relation among those that come with the rows, or names that are not known. */
const loads = (ask: PythonQuestions, { calls }: Rows, relation: string): boolean => calls.some((call) =>
  lastName(call.field("function") ?? call) === "prefetch_related" && positional(call).some((one) => {
    const text = ask.constant(one.type === "call" ? (positional(one)[0] ?? one) : one);
    return typeof text !== "string" || text.split("__").includes(relation);
  }));

function lookups(calls: readonly PyNode[]): { name: string; value: PyNode | undefined }[] {
  return calls.filter((call) => choosing.test(lastName(call.field("function") ?? call) ?? "")).flatMap((call) =>
    (call.field("arguments")?.namedChildren ?? []).flatMap((one) => {
      const name = one.type === "keyword_argument" ? one.field("name")?.text : undefined;
      return name === undefined ? [] : [{ name: name.replace(/(?:_id|__exact|__pk|__id)$/, ""), value: keyword(call, name) }];
    }));
}

const own = ({ fields }: ModelFacts, name: string): FieldFacts | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);
