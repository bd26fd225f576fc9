import { associations, columnDecorators, relationDecorators, uniqueDecorators, uniqueOptions } from "../knowledge/javascript/models.ts";
import type { ClassName, FieldSummary, ModelSummary, NamedModel } from "../models.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { enclosingFunction, isClass, isFunction, keyName, propertyName, typeName, unwrap, type CallNode, type ClassNode } from "./nodes.ts";
import { table } from "../table.ts";

/** A class has no more fields that matter. */
const MAX_FIELDS = 300;
const MAX_STEPS = 12;
const mixinName = String.raw`((?:get|count|has|add|set|create|remove)[A-Z]\w*)`;

/** A cheap look at whether a file may have classes of rows. */
export const mayHaveModels = (text: string): boolean => /@(?:\w*Column|ManyTo\w+|OneTo\w+|HasMany|HasOne|BelongsTo\w*|Property|PrimaryKey|Prop)\b/.test(text);

/** What the decorators of a class tell of the rows that its instances are; undefined for any other class. */
export function classModel(of: ClassNode, named: (expression: JsNode) => ClassName | undefined): ModelSummary | undefined {
  const fields = table<FieldSummary>();
  for (const part of of.body.body.slice(0, MAX_FIELDS)) {
    if (part.type !== "PropertyDefinition" && part.type !== "TSAbstractPropertyDefinition") continue;
    const name = part.static ? undefined : keyName(part);
    const field = name === undefined ? undefined : fieldOf(part, named);
    if (name !== undefined && field) fields[name] = field;
  }
  if (Object.keys(fields).length === 0) return undefined;
  const keys = (of.decorators ?? []).flatMap((one) => keysOf(one.expression));
  return { fields, ...(keys.length > 0 && { keys }) };
}

type Property = TSESTree.PropertyDefinition | TSESTree.TSAbstractPropertyDefinition;

function fieldOf(part: Property, named: (expression: JsNode) => ClassName | undefined): FieldSummary | undefined {
  const all = (part.decorators ?? []).map((one) => called(one.expression));
  const relation = all.find(({ name }) => relationDecorators.has(name));
  const kind = relation && relationDecorators.get(relation.name);
  const options = all.flatMap(({ args }) => args.flatMap((one) => (one.type === "ObjectExpression" ? [one] : [])));
  const saysUnique = (option: TSESTree.ObjectExpression): boolean => [...uniqueOptions].some((one) => isTrue(option, one));
  const isUnique = all.some(({ name }) => uniqueDecorators.has(name)) || options.some(saysUnique);
  const isColumn = all.some(({ name }) => columnDecorators.test(name));
  if (!relation || !kind) return isColumn ? { kind: "value", ...(isUnique && { unique: true }) } : undefined;
  const to = targetOf(relation.args[0], named);
  const isLazy = typeName(part.typeAnnotation?.typeAnnotation) === "Promise" || options.some((one) => isTrue(one, "lazy"));
  return { kind, ...(to && { to }), ...(isLazy && { lazy: true }), ...(options.some((one) => isTrue(one, "eager")) && { eager: true }) };
}

/** `() => Post`, `"Post"`, `{ entity: () => Post }`. */
function targetOf(given: JsNode | undefined, named: (expression: JsNode) => ClassName | undefined): ClassName | undefined {
  const node = given && unwrap(given);
  if (node?.type === "ObjectExpression") return targetOf(valueOf(node, "entity"), (one) => (unwrap(one).type === "ObjectExpression" ? undefined : named(one)));
  if (node?.type === "Literal" && typeof node.value === "string") return byName(node.value);
  const of = isFunction(node) && node.body.type !== "BlockStatement" ? unwrap(node.body) : node;
  return of?.type === "Identifier" ? (named(of) ?? byName(of.name)) : undefined;
}

/** `@Unique(["a", "b"])`, `@Index(["a", "b"], { unique: true })`. */
function keysOf(decorator: JsNode): string[][] {
  const { name, args } = called(decorator);
  const isKey = name === "Unique" || (name === "Index" && args.some((one) => one.type === "ObjectExpression" && isTrue(one, "unique")));
  return isKey ? args.flatMap((one) => (one.type === "ArrayExpression" ? [textsIn(one)] : [])).filter((names) => names.length > 0) : [];
}

const textsIn = ({ elements }: TSESTree.ArrayExpression): string[] =>
  elements.flatMap((one) => (one?.type === "Literal" && typeof one.value === "string" ? [one.value] : []));

function called(decorator: JsNode): { name: string; args: readonly JsNode[] } {
  const node = unwrap(decorator);
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : node;
  const name = callee.type === "Identifier" ? callee.name : callee.type === "MemberExpression" ? (propertyName(callee) ?? "") : "";
  return { name, args: node.type === "CallExpression" ? node.arguments : [] };
}

function valueOf({ properties }: TSESTree.ObjectExpression, name: string): JsNode | undefined {
  const found = properties.find((one) => one.type === "Property" && keyName(one) === name);
  return found?.type === "Property" ? found.value : undefined;
}

function isTrue(options: TSESTree.ObjectExpression, name: string): boolean {
  const value = valueOf(options, name);
  return value?.type === "Literal" ? value.value === true : value?.type === "ObjectExpression";
}

const byName = (name: string): ClassName => ({ module: "", name: `.${nameOfModel(name)}` });

/** One name for what code calls `user`, `User` and `UserModel`. */
export const nameOfModel = (name: string): string => {
  const bare = name.replace(/(?<=\w)(?:Model|Document|Entity)$/, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

/** A cheap look at whether a file may tell of models that are no classes. */
export const mayNameModels = (text: string): boolean =>
  /\.(?:hasMany|hasOne|belongsTo|belongsToMany)\(/.test(text) || (/\.(?:define|init|model)\(/.test(text) && /\b(?:sequelize|mongoose|DataTypes)\b/.test(text));

/** What calls tell of models: `sequelize.define("User", …)`, `User.init(…)`, `mongoose.model("User", schema)`, `User.hasMany(Post)`. */
export function namedModels(calls: readonly CallNode[], text: string, definition: (node: JsNode) => JsNode): NamedModel[] {
  let methods: readonly string[] | undefined;
  return calls.flatMap((call) => {
    const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
    const method = callee?.type === "MemberExpression" ? propertyName(callee) : undefined;
    if (call.type !== "CallExpression" || callee?.type !== "MemberExpression" || method === undefined) return [];
    const kind = associations.get(method);
    const found = kind ? association(call, callee, kind) : definitionOf(call, callee, method, definition);
    if (!found?.isMade) return found ? [found] : [];
    methods ??= [...text.matchAll(writtenMethods)].flatMap(([, onPrototype, inBody]) => onPrototype ?? inBody ?? []);
    return [methods.length > 0 ? { ...found, methods } : found];
  });
}

/** Methods of rows that a file writes out: `async getOwner() {`, `getOwner: function`, `User.prototype.getOwner = `. */
const writtenMethods = new RegExp(
  String.raw`(?:\bprototype\.${mixinName}[ \t]*=|^[ \t]*(?:(?:public|private|protected|async|override)[ \t]+)*${mixinName}[ \t]*`
  + String.raw`(?:\(|[=:][ \t]*(?:async\b[ \t]*)?(?:function\b|\()))`, "gm");

function association(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression, kind: "one" | "many"): NamedModel | undefined {
  const [first, second] = call.arguments;
  const owner = lastName(callee.object) ?? ownClass(callee.object);
  const target = first && lastName(first);
  if (owner === undefined || target === undefined) return undefined;
  const options = second?.type === "ObjectExpression" ? second : undefined;
  const alias = options && valueOf(options, "as");
  const key = options && valueOf(options, "foreignKey");
  const given = alias?.type === "Literal" && typeof alias.value === "string" ? alias.value : undefined;
  const name = alias ? given : `${nameOfModel(target)}${kind === "many" ? "s" : ""}`;
  const via = kind === "one" && propertyName(callee) === "belongsTo" && key?.type === "Literal" && typeof key.value === "string" ? [key.value] : undefined;
  return name === undefined ? undefined : { name: nameOfModel(owner), fields: { [name]: { kind, to: byName(target), ...(via && { via }) } } };
}

/** A model with its columns: the object of `define` and `init`, or that of a Mongoose schema. */
function definitionOf(
  call: TSESTree.CallExpression, callee: TSESTree.MemberExpression, method: string, definition: (node: JsNode) => JsNode,
): NamedModel | undefined {
  const [first, second] = call.arguments;
  if (!first || (method !== "define" && method !== "init" && method !== "model")) return undefined;
  const text = first.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
  const name = method === "init" ? (ownClass(callee.object) ?? lastName(callee.object)) : text;
  const columns = method === "init" ? first : second && (method === "define" ? second : schemaOf(definition(second), definition));
  const of = columns && definition(columns);
  if (name === undefined || of?.type !== "ObjectExpression") return undefined;
  const fields = table<FieldSummary>();
  for (const one of of.properties.slice(0, MAX_FIELDS)) {
    const field = one.type === "Property" ? keyName(one) : undefined;
    if (one.type === "Property" && field !== undefined) fields[field] = columnOf(unwrap(one.value));
  }
  return { name: nameOfModel(name), fields, isMade: true };
}

/** The object of `new Schema({ … })`. */
function schemaOf(node: JsNode, definition: (node: JsNode) => JsNode): JsNode | undefined {
  const made = definition(node);
  return made.type === "NewExpression" && /Schema$/.test(lastName(made.callee) ?? "") ? made.arguments[0] : undefined;
}

/** `{ type: String, unique: true }`, `{ type: ObjectId, ref: "User" }`, `[{ … }]`: what lies in the row itself is no other row. */
function columnOf(value: JsNode): FieldSummary {
  const options = value.type === "ObjectExpression" ? value : undefined;
  const isUnique = options && [...uniqueOptions].some((one) => isTrue(options, one));
  return { kind: "value", ...(isUnique && { unique: true }) };
}

/** The class around `this` and `super`, or the name that an object has for its model: `{ name: "User", associations() { this.hasMany(…); } }`. */
function ownClass(object: JsNode): string | undefined {
  if (object.type !== "ThisExpression" && object.type !== "Super") return undefined;
  let at: JsNode | undefined = enclosingFunction(object);
  for (let i = 0; at && i < MAX_STEPS && !isClass(at); i++) {
    const name = at.type === "ObjectExpression" ? valueOf(at, "name") : undefined;
    if (name?.type === "Literal" && typeof name.value === "string") return name.value;
    at = at.parent;
  }
  return isClass(at) ? at.id?.name : undefined;
}

/** `Post` of `Post`, `models.Post`, `models["Post"]`. */
function lastName(expression: JsNode): string | undefined {
  const node = unwrap(expression);
  return node.type === "Identifier" ? node.name : node.type === "MemberExpression" ? propertyName(node) : undefined;
}
