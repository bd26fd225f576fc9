import {
  columnMakers, eagerLoading, eagerMethods, managerNames, manyTypes, relationFields, relationMakers, uniqueFields, valueField,
} from "../knowledge/python/models.ts";
import type { ClassName, FieldSummary, ModelSummary } from "../models.ts";
import type { Attribute } from "./classes.ts";
import { keyword, lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PyTree } from "./tree.ts";
import type { Values } from "./values.ts";

export interface ModelNeeds {
  tree: PyTree;
  values: Values;
  /** The class that an expression names. */
  named(expression: PyNode): ClassName | undefined;
  /** The class that a text names: `Order`, `shop.Order`, `self`. */
  spelled(text: string): ClassName | undefined;
}

interface ModelClass {
  definition: PyNode;
  name: string;
  /** Its `get_queryset`. */
  queries: PyNode | undefined;
}

/** What a class tells of the rows that its instances are, or of those that it gets as a manager; undefined for any other class. */
export function modelSummary({ definition, name, queries }: ModelClass, needs: ModelNeeds): ModelSummary | undefined {
  const fields: [string, FieldSummary][] = [];
  let manager: ClassName | undefined;
  for (const [field, [attribute]] of needs.values.classes.own(definition)) {
    const maker = makerOf(attribute);
    if (!maker) continue;
    const found = fieldOf(maker, name, needs);
    if (found) fields.push([field, found]);
    else if (managerNames.test(maker.name)) manager ??= managerOf(maker, needs);
  }
  const eager = queries ? loadedIn(queries, needs) : [];
  if (fields.length === 0 && eager.length === 0) return undefined;
  return { fields: Object.fromEntries(fields), ...(eager.length > 0 && { eager }), ...(manager && { manager }) };
}

interface Maker {
  call: PyNode;
  /** The last name of what is called. */
  name: string;
  annotation: string;
}

function makerOf(attribute: Attribute | undefined): Maker | undefined {
  const call = attribute?.on === "class" && !attribute.partial ? attribute.value : undefined;
  const name = call?.type === "call" ? lastName(call.field("function") ?? call) : undefined;
  return call && name !== undefined ? { call, name, annotation: attribute?.annotation?.text ?? "" } : undefined;
}

function fieldOf(maker: Maker, owner: string, needs: ModelNeeds): FieldSummary | undefined {
  const { call, name } = maker;
  const kind = relationFields.get(name);
  if (kind) return relation(maker, kind, owner, needs);
  if (relationMakers.has(name)) return mapped(maker, needs);
  if (columnMakers.has(name) || (valueField.test(name) && !name.startsWith("Serializer"))) {
    const max = needs.values.constant(keyword(call, "max_length") ?? call);
    return { kind: "value", ...(isUnique(maker, needs) && { unique: true }), ...(typeof max === "number" && { max }) };
  }
  return undefined;
}

function isUnique({ call, name }: Maker, { values }: ModelNeeds): boolean {
  return uniqueFields.has(name) || ["unique", "primary_key"].some((one) => {
    const value = keyword(call, one);
    return value !== undefined && values.constant(value) === true;
  });
}

/** A relation of Django: to a class, to one that is named by a text, or to whatever the settings say. */
function relation(maker: Maker, kind: "one" | "many", owner: string, needs: ModelNeeds): FieldSummary {
  const { call, name } = maker;
  const to = target(positional(call)[0] ?? keyword(call, "to"), needs);
  const given = keyword(call, "related_name");
  const told = given && needs.values.constant(given);
  const reverse = given === undefined ? defaultReverse(name, owner) : typeof told === "string" ? told.replaceAll("%(class)s", owner.toLowerCase()) : undefined;
  const isKept = reverse !== undefined && !/[+%]/.test(reverse);
  return { kind, ...(to && { to }), ...(isKept && { reverse }), ...(isUnique(maker, needs) && { unique: true }) };
}

const defaultReverse = (field: string, owner: string): string => (field.endsWith("OneToOneField") ? owner.toLowerCase() : `${owner.toLowerCase()}_set`);

/** `relationship("Address", back_populates="user", lazy="joined")`; without a class the annotation names it: `Mapped[list["Address"]]`. */
function mapped({ call, annotation }: Maker, needs: ModelNeeds): FieldSummary {
  const { values } = needs;
  const text = (name: string): unknown => values.constant(keyword(call, name) ?? call);
  const given = positional(call)[0] ?? keyword(call, "argument");
  const annotated = /(\w+)["'\]]*$/.exec(annotation)?.[1];
  const to = given ? target(given, needs) : annotated === undefined ? undefined : needs.spelled(annotated);
  const reverse = text("back_populates") ?? text("backref");
  const isOne = annotation === "" ? text("uselist") === false : !manyTypes.test(annotation);
  return {
    kind: isOne ? "one" : "many", ...(to && { to }), ...(typeof reverse === "string" && { reverse }), ...(eagerLoading.has(String(text("lazy"))) && { eager: true }),
  };
}

function target(expression: PyNode | undefined, needs: ModelNeeds): ClassName | undefined {
  if (!expression) return undefined;
  if (expression.type !== "string") return expression.type === "identifier" || expression.type === "attribute" ? needs.named(expression) : undefined;
  const text = needs.values.constant(expression);
  return typeof text === "string" ? needs.spelled(text) : undefined;
}

/** `CarManager()`, `CarManager.from_queryset(CarQuerySet)()`, `CarQuerySet.as_manager()`. */
function managerOf({ call }: Maker, needs: ModelNeeds): ClassName | undefined {
  const callee = call.field("function");
  return callee && needs.named(callee.type === "attribute" && lastName(callee) === "as_manager" ? (callee.field("object") ?? callee) : callee);
}

/** Relations that the queries of a function load with the rows. */
function loadedIn(fn: PyNode, { tree, values }: ModelNeeds): string[] {
  return tree.nodes("call", fn).flatMap((call) => {
    if (!eagerMethods.has(lastName(call.field("function") ?? call) ?? "")) return [];
    return positional(call).flatMap((one) => {
      const lookup = one.type === "call" ? (positional(one)[0] ?? one) : one;
      const text = values.constant(lookup);
      return typeof text === "string" ? [text] : [];
    });
  });
}
