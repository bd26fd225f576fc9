import { mixin, readingMixins, relationReads } from "../knowledge/javascript/models.ts";
import { mongoose } from "../knowledge/javascript/mongoose.ts";
import { sequelize } from "../knowledge/javascript/sequelize.ts";
import { typeorm } from "../knowledge/javascript/typeorm.ts";
import type { FieldFacts, ModelFacts } from "../models.ts";
import type { KnownCall } from "../questions.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { calleeOf, chainText, isFunction, propertyName, unwrap, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";
import { conditionsOf, factsOf, fieldIn, isOfOneRow, loads, modelOfRow, rowsOf } from "./rows.ts";

/** A method that Sequelize makes for a relation, called on a row of a model: `post.getComments()`. */
export function mixinCall(ask: JavaScriptQuestions, call: CallNode): KnownCall | undefined {
  const callee = unwrap(calleeOf(call));
  if (callee.type !== "MemberExpression" || !sequelize.packages.some((name) => ask.facts.packages?.has(name))) return undefined;
  const [, action, of] = mixin.exec(propertyName(callee) ?? "") ?? [];
  const row = of === undefined ? undefined : modelOfRow(ask, callee.object, "Sequelize");
  const facts = row && factsOf(ask, row);
  if (!facts || action === undefined || of === undefined || facts.methods?.includes(action + of)) return undefined;
  const [relation] = Object.entries(facts.fields).find(([name, one]) => one.kind !== "value" && singular(name) === singular(of)) ?? [];
  if (relation === undefined || isLoadedAlready(ask, call, `${ask.textOf(callee.object)}.${relation}`)) return undefined;
  return { row: readingMixins.has(action) ? relationReads.mixin : relationReads.change, library: sequelize, confidence: "likely", text: chainText(callee) };
}

/** `post.author ?? (await post.getAuthor())`, `if (!post.author) …`: it is asked for where no query has loaded it. */
function isLoadedAlready(ask: JavaScriptQuestions, call: JsNode, relation: string): boolean {
  const isRead = (expression: JsNode): boolean => ask.textOf(expression).replaceAll("?", "").toLowerCase().includes(relation.toLowerCase());
  let child: JsNode = call;
  for (let at = call.parent; at && !isFunction(at); at = at.parent) {
    if (at.type === "LogicalExpression" && child === at.right && isRead(at.left)) return true;
    if ((at.type === "ConditionalExpression" || at.type === "IfStatement") && child !== at.test && isRead(at.test)) return true;
    child = at;
  }
  return false;
}

const ofRelations: ReadonlySet<object> = new Set(Object.values(relationReads));

/** Whether a call asks a row for what belongs to it. */
export const isRelation = ({ row }: KnownCall): boolean => ofRelations.has(row);

/** One spelling of `Categories`, `category` and `Category`. */
const singular = (name: string): string => name.toLowerCase().replace(/ies$/, "y").replace(/(?<=s|x|z|ch|sh)es$/, "").replace(/(?<!s)s$/, "");

/** A relation that is loaded into a document that a query gave: `await post.populate("author")`. */
export function populateCall(ask: JavaScriptQuestions, call: CallNode): KnownCall | undefined {
  const callee = unwrap(calleeOf(call));
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier" || !mongoose.packages.some((name) => ask.facts.packages?.has(name))) return undefined;
  if (propertyName(callee) !== "populate" || rowsOf(ask, callee.object)?.library !== "Mongoose") return undefined;
  return { row: relationReads.populate, library: mongoose, confidence: "likely", text: chainText(callee) };
}

/** A relation that is loaded where it is waited for: `await user.posts` of TypeORM, where neither the query nor the model has loaded it. */
export function lazyRead(ask: JavaScriptQuestions, member: TSESTree.MemberExpression): KnownCall | undefined {
  const name = propertyName(member);
  if (member.computed || name === undefined || !typeorm.packages.some((one) => ask.facts.packages?.has(one))) return undefined;
  const row = modelOfRow(ask, member.object, "TypeORM");
  const field = row && fieldOf(factsOf(ask, row), name);
  if (field?.lazy !== true || field.eager === true) return undefined;
  const rows = rowsOf(ask, member.object);
  if (rows && loads(ask, rows, name)) return undefined;
  return { row: relationReads.lazy, library: typeorm, confidence: "likely", text: chainText(member) };
}

const fieldOf = (facts: ModelFacts | undefined, name: string): FieldFacts | undefined => facts && fieldIn(facts, name);

/** Whether a query in a helper asks for what belongs to one of the rows of a model that a loop in another file goes over. */
export function isAboutRow(ask: JavaScriptQuestions, call: CallNode, model: string | undefined): boolean {
  const found = model === undefined ? undefined : rowsOf(ask, call);
  const names = found ? conditionsOf(ask, found).map(({ name }) => name) : [];
  const facts = found && names.length > 0 ? factsOf(ask, found) : undefined;
  return facts !== undefined && Object.entries(facts.fields).some(([field, { kind, to, via }]) =>
    kind === "one" && to === model && [field, ...(via ?? [`${field}Id`, `${field}_id`])].some((one) => names.includes(one)));
}

/** Remembers the model of a query in a helper, for when a loop of another file is known to run it. */
export function mentionModel(ask: JavaScriptQuestions, call: JsNode): void {
  const found = rowsOf(ask, call);
  if (found && found.library !== "Prisma") ask.others.mention({ module: "", name: `.${found.model}` });
}

/** Whether a list is a relation of one row that a query gave: `post.comments`, where `post` is the one that has an id. */
export function isOfOne(ask: JavaScriptQuestions, over: JsNode | undefined): boolean {
  const node = over && unwrap(over);
  const name = node?.type === "MemberExpression" && !node.computed ? propertyName(node) : undefined;
  const rows = node?.type === "MemberExpression" && name !== undefined ? rowsOf(ask, node.object) : undefined;
  return rows !== undefined && isOfOneRow(rows) && name !== undefined && fieldOf(factsOf(ask, rows), name)?.kind === "many";
}
