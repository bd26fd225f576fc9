import type { ClassSummary, ForeignName, Offer } from "../summary.ts";
import type { Bindings } from "./bindings.ts";
import type { Callees } from "./callees.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { addersOf } from "./emitters.ts";
import { className } from "./function-names.ts";
import type { Foreign } from "./foreign.ts";
import type { Functions } from "./functions.ts";
import type { Locals } from "./locals.ts";
import type { Member } from "./members.ts";
import { classModel, mayHaveModels } from "./models.ts";
import { isClass, isFunction, keyName, unwrap, type ClassNode, type FunctionNode } from "./nodes.ts";
import { table } from "../table.ts";
import { annotationOf } from "./writes.ts";

/** A class, or an interface: a class whose methods stand in others. */
export type ClassLike = ClassNode | TSESTree.TSInterfaceDeclaration;

export interface ClassNeeds {
  functions: Functions;
  bindings: Bindings;
  callees: Callees;
  locals: Locals;
  foreign: Foreign;
  /** The whole file. */
  text: string;
  origin(node: JsNode): string | undefined;
  /** What stands behind a value, or a value of a type. */
  value(node: JsNode): Offer | undefined;
  type(type: TSESTree.TypeNode): Offer | undefined;
  /** What a call of a function gives, where that has functions of its own. */
  gives(fn: FunctionNode): Offer | undefined;
}

interface Found {
  methods: Record<string, number>;
  statics: Record<string, number>;
  fields: Record<string, Offer>;
  gives: Record<string, Offer>;
}

/** Classes of a file as other files see them. A class gets its number when something leads to it. */
export class ClassOffers {
  readonly #needs: ClassNeeds;
  readonly #ids = new Map<ClassLike, number>();
  readonly #mayHaveModels: boolean;

  constructor(needs: ClassNeeds) {
    this.#needs = needs;
    this.#mayHaveModels = mayHaveModels(needs.text);
  }

  /** The index of a class in the summaries. */
  idOf(of: ClassLike): number {
    const id = this.#ids.get(of) ?? this.#ids.size;
    this.#ids.set(of, id);
    return id;
  }

  /** All classes that have been led to, and those of a list of statements: a class that nobody exports may be what stands behind an interface. */
  summaries(body: readonly JsNode[]): ClassSummary[] {
    for (const one of body) if (isClass(one)) this.idOf(one);
    const found: ClassSummary[] = [];
    // A map tells of what is added while it is walked.
    for (const of of this.#ids.keys()) found.push(isClass(of) ? this.#class(of) : this.#interface(of));
    return found;
  }

  #class(of: ClassNode): ClassSummary {
    const found: Found = { methods: table(), statics: table(), fields: table(), gives: table() };
    const members = this.#needs.locals.classMembers(of);
    for (const [name, member] of members.instance) this.#add(found, name, member, "methods");
    for (const [name, member] of members.static) this.#add(found, name, member, "statics");
    const made = of.body.body.find((one) => one.type === "MethodDefinition" && one.kind === "constructor");
    if (made?.type === "MethodDefinition" && isFunction(made.value)) found.methods["constructor"] = this.#needs.functions.of(made.value).id;
    const types = (of.implements as readonly TSESTree.TSClassImplements[] | null | undefined) ?? [];
    const bases = [...(of.superClass ? [of.superClass] : []), ...types.map((one) => one.expression)];
    const { methods, statics, fields, gives } = found;
    const given = Object.keys(gives).length > 0 ? { gives } : {};
    const adders = addersOf(of, members.instance, this.#needs.origin);
    const summary: ClassSummary = { name: className(of), methods, statics, fields, ...given, bases: bases.flatMap((one) => this.#base(one) ?? []) };
    const model = this.#mayHaveModels ? classModel(of, (one) => this.#base(one)) : undefined;
    return { ...summary, ...(adders.length > 0 && { adders }), ...(model && { model }) };
  }

  #add(found: Found, name: string, { values, annotation, getter }: Member, kind: "methods" | "statics"): void {
    const own = getter ? undefined : values.find((one) => isFunction(one));
    if (isFunction(own)) {
      found[kind][name] = this.#needs.functions.of(own).id;
      const gives = this.#needs.gives(own);
      // What others give is mostly data, and a long way to anything that has functions.
      if (gives && !(gives.kind === "foreign" && gives.to.name.includes("()"))) found.gives[name] = gives;
      return;
    }
    const offers = getter ? [] : values.flatMap((one) => this.#needs.value(one) ?? []);
    const fn = offers.find((one) => one.kind === "function");
    if (fn) {
      found[kind][name] = fn.id;
      return;
    }
    const value = offers[0] ?? (annotation && this.#needs.type(annotation)) ?? (getter && this.#returned(getter));
    if (value) found.fields[name] ??= value;
  }

  #returned(getter: JsNode): Offer | undefined {
    return isFunction(getter) ? this.#needs.locals.returns(getter).flatMap((one) => this.#needs.value(one) ?? [])[0] : undefined;
  }

  /** A base class or interface; what a call makes is none that could be followed. */
  #base(expression: JsNode): { id: number } | ForeignName | undefined {
    const node = unwrap(expression);
    const variable = node.type === "Identifier" ? this.#needs.bindings.variable(node) : undefined;
    for (const { node: declared } of variable?.defs ?? []) {
      const of = declared as JsNode;
      if (isClass(of) || of.type === "TSInterfaceDeclaration") return { id: this.idOf(of) };
    }
    const local = this.#needs.callees.classOf(node);
    if (local) return { id: this.idOf(local) };
    const name = this.#needs.foreign.name(node);
    return name && !/[()[\]#?]/.test(name.name) ? name : undefined;
  }

  #interface(of: TSESTree.TSInterfaceDeclaration): ClassSummary {
    const fields = table<Offer>();
    for (const one of of.body.body) {
      const name = one.type === "TSPropertySignature" ? keyName(one) : undefined;
      const type = one.type === "TSPropertySignature" ? annotationOf(one) : undefined;
      const offer = name !== undefined && type ? this.#needs.type(type) : undefined;
      if (name !== undefined && offer) fields[name] = offer;
    }
    return { name: of.id.name, methods: table(), statics: table(), fields, bases: of.extends.flatMap((one) => this.#base(one.expression) ?? []) };
  }
}
