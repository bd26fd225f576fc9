import { lastSegment, plain, subscripted, typeName } from "./annotations.ts";
import { Callers } from "./callers.ts";
import { methodOwner, type Attribute, type Classes } from "./classes.ts";
import type { Definition } from "./definitions.ts";
import { decoratorsOf, definitionAround, isSetter, keyword, positional } from "./functions.ts";
import { importedName, joinModule, wildcardModule } from "./imports.ts";
import type { PyNode } from "./node.ts";
import type { Scope, Scopes } from "./scopes.ts";
import type { PyTree } from "./tree.ts";
import { Items } from "./items.ts";
import { agreement, alternateConstructor, canonical, isBuiltinType, isClassName, isNone, isTyping, join, named, NONE, type Value } from "./value.ts";
import { builtins } from "./builtins.ts";

/** Members and calls in one chain; longer ones have no origin. */
const MAX_CHAIN = 64;
/** Definitions followed one after another. */
const MAX_DEPTH = 24;

/** Follows expressions to where their values come from. */
export class Origins {
  readonly #tree: PyTree;
  readonly #scopes: Scopes;
  readonly #classes: Classes;
  readonly #items: Items;
  readonly #known = new Map<number, Value | undefined>();
  readonly #returns = new Map<number, Value | undefined>();
  /** By parameter; null for those that are neither `self` nor `cls`. */
  readonly #selves = new Map<number, Value | null>();
  readonly #parameters = new Map<number, Value | undefined>();
  /** What the calls of the file pass to its functions. */
  readonly callers: Callers;
  #wildcard: string | null | undefined;
  #depth = 0;

  constructor(tree: PyTree, scopes: Scopes, classes: Classes) {
    this.#tree = tree;
    this.#scopes = scopes;
    this.#classes = classes;
    this.callers = new Callers(tree, (callee) => this.#value(callee));
    this.#items = new Items(scopes, classes, {
      value: (expression) => this.#value(expression), ofAnnotation: (annotation) => this.#ofAnnotation(annotation, false),
    });
  }

  /** Dotted name of where a value comes from; undefined for what is made in this file or unknown. */
  origin(expression: PyNode): string | undefined {
    const value = this.#value(expression);
    return value?.kind === "name" ? value.name : undefined;
  }

  /** The class of this file whose instance an expression is. */
  instanceOf(expression: PyNode): PyNode | undefined {
    const value = this.#value(expression);
    return value?.kind === "instance" ? value.definition : undefined;
  }

  /** The function or class of this file that an expression stands for. */
  definitionOf(expression: PyNode): PyNode | undefined {
    const value = this.#value(expression);
    return value?.kind === "function" || value?.kind === "class" ? value.definition : undefined;
  }

  /** What an expression stands for. */
  valueOf(expression: PyNode): Value | undefined {
    return this.#value(expression);
  }

  /** What a name is given in one place. */
  given(definition: Definition): Value | undefined {
    return this.#ofDefinition(definition);
  }

  /** An attribute of instances of a class of this file that the class itself gives a value. */
  attribute(definition: PyNode, name: string): Value | undefined {
    return this.#attribute(this.#classes.attribute(definition, name));
  }

  /** What a value of an annotated type is. */
  typed(annotation: PyNode): Value | undefined {
    return this.#ofAnnotation(annotation, false);
  }

  /** What a function of this file returns or yields. */
  returned(fn: PyNode): Value | undefined {
    return this.#returned(fn);
  }

  /** The only value that an attribute of a class of this file is given: `self.LIMIT`, `Config.LIMIT`. */
  attributeValue(node: PyNode): PyNode | undefined {
    const object = node.field("object");
    const owner = object && this.#value(object);
    if (owner?.kind !== "instance" && owner?.kind !== "class") return undefined;
    const [only, ...others] = this.#classes.attribute(owner.definition, node.field("attribute")?.text ?? "");
    return others.length === 0 && only?.partial === false && !only.method ? only.value : undefined;
  }

  /** Origin of an instance of the annotated type; with `yielded`, of what a generator type gives. */
  ofAnnotation(annotation: PyNode, yielded = false): string | undefined {
    const value = this.#ofAnnotation(annotation, yielded);
    return value?.kind === "name" ? value.name : undefined;
  }

  /** Origin of the class that an annotation or base class names. */
  nameOfType(annotation: PyNode): string | undefined {
    const value = this.#typeValue(annotation, false);
    return value?.kind === "name" ? value.name : undefined;
  }

  #value(expression: PyNode): Value | undefined {
    const { index } = expression;
    if (this.#known.has(index)) return this.#known.get(index);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(index, undefined);
    this.#depth++;
    const value = this.#chain(expression);
    this.#depth--;
    this.#known.set(index, value);
    return value;
  }

  /** Walks down a chain of members and calls to its start, then up again. */
  #chain(expression: PyNode): Value | undefined {
    if (!startOf(expression)) return this.#simple(expression);
    const links: PyNode[] = [];
    let at: PyNode | undefined = expression;
    let value: Value | undefined;
    while (at) {
      const next = startOf(at);
      if (!next) {
        value = at === expression || !this.#known.has(at.index) ? this.#simple(at) : this.#known.get(at.index);
        break;
      }
      links.push(at);
      if (links.length > MAX_CHAIN) return undefined;
      if (next !== expression && this.#known.has(next.index)) {
        value = this.#known.get(next.index);
        break;
      }
      at = next;
    }
    for (let link = links.pop(); link; link = links.pop()) {
      value = this.#link(link, value);
      if (link !== expression) this.#known.set(link.index, value);
    }
    return value;
  }

  #link(link: PyNode, value: Value | undefined): Value | undefined {
    switch (link.type) {
      case "attribute": return value && this.#member(value, link.field("attribute")?.text ?? "");
      case "call": return this.#called(link, value);
      case "subscript": return this.#subscript(link, value);
      default: return value;
    }
  }

  #simple(node: PyNode): Value | undefined {
    switch (node.type) {
      case "identifier": return this.#identifier(node);
      case "none": return NONE;
      case "binary_operator": return this.#joined(node);
      case "boolean_operator": return this.#agreed([node.field("left"), node.field("right")], true);
      case "conditional_expression": return this.#agreed([node.namedChildren[0], node.namedChildren[2]], false);
      case "named_expression": {
        const value = node.field("value");
        return value && this.#value(value);
      }
      default: return undefined;
    }
  }

  /** A path joined by `/` is a path again. */
  #joined(node: PyNode): Value | undefined {
    const left = node.field("operator")?.text === "/" ? node.field("left") : undefined;
    const value = left && this.#value(left);
    const path = value?.kind === "name" ? /^(?:pathlib|anyio)\.Path\b/.exec(value.name)?.[0] : undefined;
    return path === undefined ? undefined : named(`${path}#`);
  }

  /** An item of a collection: a type's argument, else the collection's own name with `[]`; a slice is the collection still. */
  #subscript(node: PyNode, whole: Value | undefined): Value | undefined {
    const [key] = node.fields("subscript");
    if (key?.type === "slice" || whole?.kind === "class") return whole;
    if (whole?.kind === "name" && !isBuiltinType(whole.name)) return named(`${whole.name}[]`);
    const value = node.field("value");
    return value && this.#items.of(value, 1);
  }

  /** What several expressions have in common; with `lenient`, unknown ones do not count: `client or httpx.Client()`. */
  #agreed(expressions: readonly (PyNode | undefined)[], lenient: boolean): Value | undefined {
    const values = expressions.map((one) => one && this.#value(one));
    return agreement(lenient ? values.filter((one) => one !== undefined) : values);
  }

  #identifier(node: PyNode): Value | undefined {
    const binding = this.#scopes.lookup(node);
    if (!binding) return this.#unbound(node.text);
    const reaching = this.#scopes.reaching(node, binding);
    const [only] = reaching;
    if (reaching.length === 1 && only) return only.kind === "augment" || only.kind === "delete" ? undefined : this.#ofDefinition(only);
    const definitions = reaching.filter((one) => one.kind !== "augment" && one.kind !== "delete");
    const imports = definitions.filter((one) => one.kind === "import");
    if (imports.length > 0 && imports.length === definitions.filter((one) => !isNone(one.value)).length) {
      return agreement(imports.slice(-1).map((one) => this.#ofDefinition(one)));
    }
    return agreement(definitions.map((one) => this.#ofDefinition(one)));
  }

  #unbound(name: string): Value | undefined {
    if (builtins.has(name)) return named(name);
    if (this.#wildcard === undefined) {
      const modules = this.#tree.nodes("import_from_statement").map(wildcardModule).filter((one) => one !== undefined);
      this.#wildcard = modules.length === 1 ? (modules[0] ?? null) : null;
    }
    return this.#wildcard === null ? undefined : named(joinModule(this.#wildcard, name));
  }

  #ofDefinition(one: Definition): Value | undefined {
    switch (one.kind) {
      case "import": {
        const name = importedName(one);
        return name === undefined ? undefined : named(canonical(name));
      }
      case "class": return one.value && { kind: "class", definition: one.value };
      case "function": return one.value && { kind: "function", definition: one.value };
      case "assign": {
        const annotated = one.annotation && this.#ofAnnotation(one.annotation, false);
        const value = one.value && one.path.length === 0 ? this.#value(one.value) : undefined;
        const isMade = value !== undefined && value.kind !== "none" && !(value.kind === "name" && value.name.endsWith(")"));
        return isMade ? value : (annotated ?? value);
      }
      case "enter": return one.value && one.path.length === 0 ? this.#entered(one.value) : undefined;
      case "item": return one.value && this.#items.at(one.value, one.path);
      case "parameter": return this.#parameter(one);
      default: return undefined;
    }
  }

  #parameter(one: Definition): Value | undefined {
    const own = this.#own(one);
    if (own) return own;
    if (one.rest) return undefined;
    const annotated = one.annotation && this.#ofAnnotation(one.annotation, false);
    if (annotated) return annotated;
    const fallback = one.value && this.#value(one.value);
    if (fallback && fallback.kind !== "none") return fallback;
    return (one.annotation ? undefined : this.#passed(one)) ?? (one.annotation ? undefined : fallback);
  }

  /** `self` and `cls`: asked for wherever they stand. */
  #own(one: Definition): Value | undefined {
    const { index } = one.node;
    const known = this.#selves.get(index);
    if (known !== undefined) return known ?? undefined;
    const definition = this.#classes.selfClass(one);
    const isClass = definition && decoratorsOf(one.block).some((decorator) => decorator.text === "classmethod");
    const made: Value | undefined = definition && { kind: isClass ? "class" : "instance", definition };
    this.#selves.set(index, made ?? null);
    return made;
  }

  /** What all calls in this file pass for a parameter. */
  #passed(one: Definition): Value | undefined {
    const { index } = one.node;
    if (this.#parameters.has(index)) return this.#parameters.get(index);
    this.#parameters.set(index, undefined);
    const isItself = (argument: PyNode | undefined): boolean => argument?.type === "identifier" && this.#scopes.lookup(argument)?.definitions[0] === one;
    const others = this.callers.argumentsFor(one).filter((argument) => !isItself(argument));
    const value = agreement(others.map((argument) => argument && this.#value(argument)));
    this.#parameters.set(index, value);
    return value;
  }

  #entered(manager: PyNode): Value | undefined {
    const value = this.#value(manager);
    if (value?.kind !== "instance") return value;
    const enter = this.#classes.attribute(value.definition, "__enter__").at(-1) ?? this.#classes.attribute(value.definition, "__aenter__").at(-1);
    return enter?.method ? this.#returned(enter.method) : value;
  }

  #member(value: Value, name: string): Value | undefined {
    switch (value.kind) {
      case "name": return named(join(value.name, name));
      case "none": case "function": return undefined;
      case "instance": case "class": {
        const attributes = this.#classes.attribute(value.definition, name);
        if (attributes.length > 0) return this.#attribute(attributes);
        return this.#inherited(value, name);
      }
    }
  }

  /** An attribute that a class of this file has from its only foreign base. */
  #inherited(value: { kind: "instance" | "class"; definition: PyNode }, name: string): Value | undefined {
    const bases = this.#classes.foreignBases(value.definition).map((base) => this.nameOfType(base)).filter((one) => one !== undefined && one !== "object");
    const [base] = bases;
    if (base === undefined || new Set(bases).size !== 1) return undefined;
    return named(value.kind === "instance" ? `${base}#${name}` : `${base}.${name}`);
  }

  #attribute(attributes: readonly Attribute[]): Value | undefined {
    const annotated = attributes.find((one) => one.annotation);
    const known = annotated?.annotation && this.#ofAnnotation(annotated.annotation, false);
    if (known) return known;
    const readable = attributes.length > 1 ? attributes.filter((one) => !one.method || !decoratorsOf(one.method).some(isSetter)) : attributes;
    return agreement(readable.map((one) => {
      if (one.method) return isProperty(one.method) ? this.#returned(one.method) : { kind: "function", definition: one.method };
      if (one.partial || !one.value) return undefined;
      return one.node.type === "with_item" ? this.#entered(one.value) : this.#value(one.value);
    }));
  }

  #called(call: PyNode, callee: Value | undefined): Value | undefined {
    switch (callee?.kind) {
      case "class": return { kind: "instance", definition: callee.definition };
      case "function": return this.#returned(callee.definition);
      case "name": return this.#calledName(call, callee.name);
      default: return undefined;
    }
  }

  #calledName(call: PyNode, name: string): Value | undefined {
    switch (lastSegment(name)) {
      case "super": return this.#parent(call);
      case "Depends": case "Security": case "Provide": {
        const provider = positional(call)[0] ?? keyword(call, "dependency");
        const value = provider && this.#value(provider);
        return value && this.#called(call, value);
      }
      case "partial": {
        const [fn] = positional(call);
        if (name !== "functools.partial" || !fn) break;
        return this.#value(fn);
      }
      case "cast": {
        const [type] = positional(call);
        if (!name.startsWith("typing") || !type) break;
        return this.#ofAnnotation(type, false);
      }
      case "sessionmaker": {
        const made = keyword(call, "class_");
        const value = made && this.#value(made);
        if (value?.kind === "name" && name === "sqlalchemy.orm.sessionmaker" && lastSegment(value.name) === "AsyncSession") return named("sqlalchemy.ext.asyncio.async_sessionmaker()");
      }
    }
    const owner = alternateConstructor(name);
    if (owner !== undefined) return named(`${owner}#`);
    return named(isClassName(name) ? `${name}#` : `${name}()`);
  }

  /** `super()`: an instance of the next class of this file, or of the only foreign base. */
  #parent(call: PyNode): Value | undefined {
    const method = definitionAround(call, "function_definition", "lambda");
    const owner = method && methodOwner(method);
    if (!owner) return undefined;
    const [, next] = this.#classes.lineage(owner);
    if (next) return { kind: "instance", definition: next };
    const [base, ...others] = this.#classes.foreignBases(owner).map((one) => this.nameOfType(one)).filter((one) => one !== undefined);
    return base === undefined || others.length > 0 ? undefined : named(`${base}#`);
  }

  /** What a function of this file returns or yields: by its annotation, else what all its values agree on. */
  #returned(fn: PyNode): Value | undefined {
    if (this.#returns.has(fn.index)) return this.#returns.get(fn.index);
    this.#returns.set(fn.index, undefined);
    const annotation = fn.field("return_type");
    const value = (annotation && this.#ofAnnotation(annotation, true)) ?? this.#agreedReturn(fn);
    this.#returns.set(fn.index, value);
    return value;
  }

  #agreedReturn(fn: PyNode): Value | undefined {
    const body = fn.field("body");
    if (!body) return undefined;
    const own = this.#tree.nodes(["return_statement", "yield"], body).filter((one) => definitionAround(one, "function_definition", "lambda") === fn);
    const yields = own.filter((one) => one.type === "yield");
    const values = (yields.length > 0 ? yields : own).map((one) => {
      const [result] = one.namedChildren;
      return result ? this.#value(result) : NONE;
    });
    const found = agreement(values);
    return found?.kind === "none" ? undefined : found;
  }

  #ofAnnotation(annotation: PyNode, yielded: boolean): Value | undefined {
    const told = this.#typeValue(annotation, yielded);
    const type = !told || (told.kind === "name" && isTyping(told.name)) ? (this.#dependency(annotation) ?? told) : told;
    if (type?.kind === "class") return { kind: "instance", definition: type.definition };
    if (type?.kind !== "name") return type?.kind === "instance" ? type : undefined;
    if (type.name.endsWith("#") || type.name.endsWith(")")) return type;
    return isTyping(type.name) ? undefined : named(`${type.name}#`);
  }

  /** The class that an annotation names, also through an alias of this file: `SessionDep = Annotated[Session, Depends(get)]`. */
  #typeValue(annotation: PyNode, yielded: boolean): Value | undefined {
    const name = typeName(annotation, yielded);
    if (!name) return undefined;
    if ("text" in name) return this.#dotted(name.text, this.#scopes.at(name.at));
    const alias = name.node.type === "identifier" ? this.#alias(name.node) : undefined;
    if (!alias) return this.#value(name.node);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#depth++;
    const value = this.#typeValue(alias, yielded) ?? this.#dependency(alias);
    this.#depth--;
    return value;
  }

  #alias(name: PyNode): PyNode | undefined {
    const definitions = this.#scopes.lookup(name)?.definitions ?? [];
    const value = definitions.length === 1 && definitions[0]?.kind === "assign" ? definitions[0].value : undefined;
    return value && (subscripted(value) !== undefined || value.type === "binary_operator" || value.type === "string") ? value : undefined;
  }

  /** `Annotated[Any, Depends(get_session)]`: the provider tells more than the type. */
  #dependency(annotation: PyNode): Value | undefined {
    const whole = subscripted(plain(annotation));
    if (!whole || lastSegment(whole.base.text) !== "Annotated") return undefined;
    const provider = whole.parts.slice(1).find((one) => one.type === "call");
    const value = provider && this.#value(provider);
    return value?.kind === "name" && lastSegment(value.name.replace(/#$/, "")) === "Depends" ? undefined : value;
  }

  /** A dotted name in a text, such as a forward reference. */
  #dotted(text: string, scope: Scope): Value | undefined {
    const [first = "", ...rest] = text.split(".");
    const last = this.#scopes.find(first, scope)?.definitions.at(-1);
    let value = last ? this.#ofDefinition(last) : this.#unbound(first);
    for (const name of rest) value = value && this.#member(value, name);
    return value;
  }
}

const isProperty = (fn: PyNode): boolean => decoratorsOf(fn).some((one) => /(?:^|\.)(?:cached_)?property$/.test(one.text));

/** What a chain goes on from: the object of a member, the callee of a call, what is awaited. */
export function startOf(node: PyNode): PyNode | undefined {
  switch (node.type) {
    case "attribute": return node.field("object");
    case "call": return node.field("function");
    case "subscript": return node.field("value");
    case "await": case "parenthesized_expression": return node.namedChildren[0];
    default: return undefined;
  }
}
