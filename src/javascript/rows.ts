import { askingTypes, joining, keepingRows, loadingOptions, namingCalls, oneRowMethods, rowCallbacks } from "../knowledge/javascript/models.ts";
import type { ClassName, FieldFacts, ModelFacts } from "../models.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { nameOfModel } from "./models.ts";
import { argumentsOf, calleeOf, chainOf, isCall, isFunction, keyName, propertyName, typeName, unwrap, wrapped, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Names, methods and loops that are followed back to a query. */
const MAX_STEPS = 16;
const className = /^\p{Lu}[\w$]*\p{Ll}/u;
const mappers: ReadonlySet<string> = new Set(["Prisma", "TypeORM", "MikroORM", "Sequelize", "Mongoose"]);
/** `{ id: { in: ids } }`, `{ id: In(ids) }`, `{ [Op.in]: ids }`, `{ $in: ids }`. */
const byIds = /\bin\b\s*\]?:|\bIn\(|\bid:\s*\w+[iI]ds\b/;
/** Operators with which a condition holds for several values. */
const several = /^(?:\$?(?:in|nin|ne|not|notIn|gte?|lte?|contains|startsWith|endsWith|like|iLike|exists|regex|some|every|none|or)|Op)$/i;

/** A query of the rows of one model. */
export interface Rows {
  query: CallNode;
  library: string;
  /** As code names it. */
  model: string;
}

/** The query of a model whose rows a collection, or a row itself, comes out of: through names, loops, callbacks and methods that keep the rows. */
export function rowsOf(ask: JavaScriptQuestions, expression: JsNode | undefined): Rows | undefined {
  let at = expression && unwrap(expression);
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    if (isCall(at)) {
      const known = ask.sink(at);
      if (known) return known.row.does === "query" && mappers.has(known.library.name) ? queryOf(ask, at, known.library.name) : undefined;
    }
    const next = sourceOf(ask, at);
    at = next && unwrap(next);
  }
  return undefined;
}

function queryOf(ask: JavaScriptQuestions, query: CallNode, library: string): Rows | undefined {
  const named = library === "Prisma" ? chainOf(calleeOf(query)).names.at(-2) : modelNamed(ask, query, library);
  return named === undefined ? undefined : { query, library, model: nameOfModel(named) };
}

/** Where the rows of an expression come from. */
function sourceOf(ask: JavaScriptQuestions, node: JsNode): JsNode | undefined {
  switch (node.type) {
    case "AwaitExpression": return node.argument;
    case "LogicalExpression": return node.left;
    case "MemberExpression": return node.computed || propertyName(node) === "rows" ? node.object : undefined;
    case "Identifier": return writtenTo(ask, node);
    case "CallExpression": {
      const callee = unwrap(node.callee);
      const method = callee.type === "MemberExpression" ? propertyName(callee) : undefined;
      if (callee.type === "MemberExpression" && keepingRows.has(method ?? "")) return /^(?:_|lodash|Object)$/.test(callee.object.type === "Identifier" ? callee.object.name : "") ? node.arguments[0] : callee.object;
      const producer = ask.producer(node);
      return producer === node ? undefined : producer;
    }
    default: return undefined;
  }
}

/** What a name is given, or the collection whose item it is. */
function writtenTo(ask: JavaScriptQuestions, name: TSESTree.Identifier): JsNode | undefined {
  const variable = ask.bindings.variable(name);
  const write = variable && ask.bindings.onlyWrite(variable);
  if (!write?.path) return undefined;
  const [first, ...rest] = write.path;
  if (write.kind === "value" && write.value) return first === undefined ? write.value : rest.length === 0 ? picked(ask, write.value, first) : undefined;
  if (first !== undefined) return undefined;
  if (write.kind === "item") return write.value;
  if (write.kind !== "param" || write.index !== 0 || !isFunction(write.fn)) return undefined;
  const place = wrapped(write.fn);
  const { parent } = place;
  if (parent?.type !== "CallExpression" || parent.callee === place) return undefined;
  const callee = unwrap(parent.callee);
  if (callee.type !== "MemberExpression" || !rowCallbacks.has(propertyName(callee) ?? "")) return undefined;
  return parent.arguments[0] === place ? callee.object : parent.arguments[0];
}

/** `const [rows, count] = await …findAndCount()`, `const { rows } = …`, and what `Promise.all` gives for one of its calls. */
function picked(ask: JavaScriptQuestions, value: JsNode, name: string): JsNode | undefined {
  const inner = unwrap(value);
  const call = inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
  const list = call.type === "CallExpression" && ask.origin(call.callee) === "Promise.all" ? call.arguments[0] : undefined;
  if (list?.type === "ArrayExpression") return list.elements[Number(name)] ?? undefined;
  return name === "0" || name === "rows" ? value : undefined;
}

/** The model that a query names: in its chain, by its receiver, by the type of what is asked. */
function modelNamed(ask: JavaScriptQuestions, query: CallNode, library: string): string | undefined {
  const first = argumentsOf(query)[0];
  const isManaged = library === "TypeORM" || library === "MikroORM";
  if (isManaged && first?.type === "Identifier" && className.test(first.name)) return first.name;
  let at: JsNode = unwrap(calleeOf(query));
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (at.type === "CallExpression" || at.type === "AwaitExpression") {
      const named: string | undefined = at.type === "CallExpression" ? namedBy(at) : undefined;
      if (named !== undefined) return named;
      at = unwrap(at.type === "CallExpression" ? at.callee : at.argument);
      continue;
    }
    if (at.type !== "MemberExpression") return undefined;
    const object: JsNode = unwrap(at.object);
    if (object.type === "CallExpression") {
      at = object;
      continue;
    }
    const typed = typeOf(ask, object);
    if (typed !== undefined) return typed;
    const made = object.type === "Identifier" ? ask.values.definition(object) : object;
    if (made !== object && (made.type === "CallExpression" || made.type === "AwaitExpression")) {
      at = made;
      continue;
    }
    const name = object.type === "Identifier" ? object.name : object.type === "MemberExpression" ? propertyName(object) : undefined;
    return isManaged && !className.test(name ?? "") ? undefined : name;
  }
  return undefined;
}

/** `getRepository(User)`, `createQueryBuilder(User, "user")`, `model("User")`. */
function namedBy(call: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? propertyName(callee) : callee.type === "Identifier" ? callee.name : undefined;
  const [first] = call.arguments;
  if (method === "model" && first?.type === "Literal" && typeof first.value === "string") return first.value;
  if (!namingCalls.has(method ?? "")) return undefined;
  const named = call.arguments.findLast((one) => one.type === "Identifier" && className.test(one.name));
  return named?.type === "Identifier" ? named.name : undefined;
}

/** `User` of what is a `Repository<User>` or `Model<UserDocument>`. */
function typeOf(ask: JavaScriptQuestions, object: JsNode): string | undefined {
  const type = object.type === "MemberExpression" ? memberType(ask, object) : nameType(ask, object);
  const [of] = type?.type === "TSTypeReference" && askingTypes.test(typeName(type)) ? (type.typeArguments?.params ?? []) : [];
  const name = of && (of.type === "TSTypeQuery" && of.exprName.type === "Identifier" ? of.exprName.name : typeName(of));
  return name === "" ? undefined : name;
}

function memberType(ask: JavaScriptQuestions, { object, property }: TSESTree.MemberExpression): TSESTree.TypeNode | undefined {
  const owner = ask.values.locals.local(object);
  return owner && property.type === "Identifier" ? ask.values.locals.member(owner, property.name)?.annotation : undefined;
}

/** The type that a name is declared with. */
export function nameType(ask: JavaScriptQuestions, name: JsNode): TSESTree.TypeNode | undefined {
  const variable = name.type === "Identifier" ? ask.bindings.variable(name) : undefined;
  const write = variable && ask.bindings.declaredWrite(variable);
  return write?.path?.length === 0 ? write.annotation : undefined;
}

/** The model whose rows a list holds, as other files name it; of rows with some ids nothing says that they are many. */
export function modelIn(ask: JavaScriptQuestions, over: JsNode): ClassName | undefined {
  const found = rowsOf(ask, over);
  const isChosen = found && argumentsOf(found.query).some((one) => byIds.test(ask.textOf(one)));
  return found && !isChosen ? { module: "", name: `.${found.model}` } : undefined;
}

/** The model of which an expression is a row: by the query that it comes out of, else by the declared type of it or of the list that it is of. */
export function modelOfRow(ask: JavaScriptQuestions, row: JsNode, library: string): Pick<Rows, "model" | "library"> | undefined {
  const rows = rowsOf(ask, row);
  if (rows) return rows.library === library ? rows : undefined;
  let at: JsNode | undefined = unwrap(row);
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    const type = nameType(ask, at);
    const of = type?.type === "TSArrayType" ? type.elementType : type;
    if (of) return className.test(typeName(of)) ? { model: nameOfModel(typeName(of)), library } : undefined;
    const next: JsNode | undefined = at.type === "Identifier" ? writtenTo(ask, at) : undefined;
    at = next && unwrap(next);
  }
  return undefined;
}

/** A model of the project: of the Prisma schema, else as linked files tell. */
export function factsOf(ask: JavaScriptQuestions, { model, library }: Pick<Rows, "model" | "library">): ModelFacts | undefined {
  return library === "Prisma" ? ask.facts.prisma?.model(model) : ask.others.model({ module: "", name: `.${model}` });
}

export const fieldIn = ({ fields }: ModelFacts, name: string): FieldFacts | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** Whether a query chooses its rows by what no two of them have: there is one at most. */
export function isOneRow(ask: JavaScriptQuestions, over: JsNode | undefined): boolean {
  const found = rowsOf(ask, over);
  if (!found) return false;
  const chosen = new Set(conditionsOf(ask, found).map(({ name }) => name));
  if (found.library === "Mongoose" && chosen.has("_id")) return true;
  const facts = chosen.size > 0 ? factsOf(ask, found) : undefined;
  if (!facts) return false;
  const isKey = (names: readonly string[]): boolean => names.every((name) => chosen.has(name));
  return [...chosen].some((name) => fieldIn(facts, name)?.unique === true) || facts.keys?.some(isKey) === true;
}

/** Whether rows come from a method that gives one row. */
export const isOfOneRow = ({ query }: Rows): boolean => chainOf(calleeOf(query)).names.some((name) => oneRowMethods.has(name));

/** The fields that a query sets equal to a value, one for all rows: `where: { email }`, `findBy({ email })`. */
export function conditionsOf(ask: JavaScriptQuestions, { query, library }: Rows): { name: string; value: JsNode }[] {
  const [first] = argumentsOf(query);
  const options = first && ask.values.definition(first);
  if (options?.type !== "ObjectExpression") return [];
  const where = options.properties.find((one) => one.type === "Property" && keyName(one) === "where");
  const of = where?.type === "Property" ? ask.values.definition(where.value) : library === "Mongoose" || /By\w*$/.test(chainOf(calleeOf(query)).names.at(-1) ?? "") ? options : undefined;
  if (of?.type !== "ObjectExpression") return [];
  return of.properties.flatMap((one) => {
    const name = one.type === "Property" ? keyName(one) : undefined;
    if (one.type !== "Property" || name === undefined) return [];
    const value = unwrap(one.value);
    // `{ OR: [...] }`, `{ id: { in: ids } }`, `{ id: In(ids) }`, and in Sequelize a list of ids.
    if (value.type === "ArrayExpression" || value.type === "CallExpression" || several.test(name)) return [];
    if (value.type === "ObjectExpression") return [];
    const isList = (library === "Sequelize" || library === "Mongoose") && /s$/.test(chainOf(value).names.at(-1) ?? "");
    return isList ? [] : [{ name, value }];
  });
}

/** Whether a query loads a relation with its rows, or names what is not in sight. */
export function loads(ask: JavaScriptQuestions, { query }: Rows, relation: string): boolean {
  let at: JsNode = query;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (at.type === "CallExpression") {
      const callee = unwrap(at.callee);
      const method = callee.type === "MemberExpression" ? (propertyName(callee) ?? "") : "";
      if (joining.has(method) && namesRelation(at.arguments[0], relation)) return true;
      if (at.arguments.some((one) => one.type === "SpreadElement" || hasOption(ask, one, relation))) return true;
      at = callee;
    } else if (at.type === "MemberExpression") at = unwrap(at.object);
    else return false;
  }
  return false;
}

/** `{ relations: ["posts"] }`, `{ relations: { posts: true } }`, `{ include: [{ as: "posts" }] }`; options that are not in sight may hold it. */
function hasOption(ask: JavaScriptQuestions, argument: JsNode, relation: string): boolean {
  const options = ask.values.definition(argument);
  if (options.type === "Identifier") return !className.test(options.name);
  if (options.type !== "ObjectExpression") return options.type === "MemberExpression" || options.type === "CallExpression";
  return options.properties.some((one) => one.type === "SpreadElement" || (loadingOptions.has(keyName(one) ?? "") && namesRelation(one.value, relation)));
}

/** Whether an expression names a relation, or holds names that are not in sight. */
function namesRelation(expression: JsNode | undefined, relation: string): boolean {
  const node = expression && unwrap(expression);
  switch (node?.type) {
    case "Literal": return typeof node.value === "string" && node.value.split(".").includes(relation);
    case "ArrayExpression": return node.elements.some((one) => one !== null && namesRelation(one.type === "SpreadElement" ? one.argument : one, relation));
    case "ObjectExpression": return node.properties.some((one) => one.type === "SpreadElement" || keyName(one) === relation || namesRelation(one.value, relation));
    case "TemplateLiteral": case "Identifier": case "CallExpression": return true;
    default: return false;
  }
}
