import { servedMethods } from "../../knowledge/python/handlers.ts";
import type { ClassSummary, ForeignName, LinkableSummary, Offer } from "../../summary.ts";

/** Names lead to names only so far: re-exports, aliases, bases; circles end here. */
const MAX_STEPS = 400;
/** Objects that are registered hold functions only so deep: `{ Query: { users } }`. */
const MAX_DEPTH = 3;
/** A method may have more overriding forms than a reader follows. */
const MAX_OVERRIDES = 4;

/** Where a module name leads, seen from a file: a file of the project, and what is left of the name. */
export type Resolve = (from: LinkableSummary, module: string) => { file: string; rest: string } | undefined;

/** A function of the project: the index of its file, and its id there. */
export interface Target {
  file: number;
  id: number;
}

type Value =
  | { kind: "module"; file: number }
  | { kind: "function"; file: number; id: number; gives?: Offer }
  | { kind: "class" | "instance"; file: number; id: number }
  | { kind: "object"; file: number; members: Readonly<Record<string, Offer>> }
  | { kind: "emitter" };

type Token = { kind: "member"; name: string } | { kind: "instance" | "call" | "item" };

/** Finds the functions that names of other modules stand for, as the languages do: exports, re-exports, classes and their bases. */
export class Names {
  readonly #files: readonly LinkableSummary[];
  readonly #indices: ReadonlyMap<string, number>;
  readonly #resolve: Resolve;
  /** What calling, and what registering a name gives, by the file that it leads to and the name there: files name the same things. */
  readonly #known = { call: new Map<number, Map<string, readonly Target[]>>(), all: new Map<number, Map<string, readonly Target[]>>() };
  /** The same by the name itself, for which files have one object in all places. */
  readonly #called = new Map<ForeignName, { from: number; targets: readonly Target[] }>();
  readonly #exports = new Map<string, Value | undefined>();
  readonly #overrides = new Map<string, readonly Target[]>();
  readonly #byMethod = new Map<number, Map<number, { of: number; name: string }>>();
  readonly #basesOf = new Map<ClassSummary, readonly ClassKey[]>();
  #children: Map<string, ClassKey[]> | undefined;
  #steps = 0;

  constructor(files: readonly LinkableSummary[], resolve: Resolve) {
    this.#files = files;
    this.#indices = new Map(files.map(({ file }, index) => [file, index]));
    this.#resolve = resolve;
  }

  /** What a call of a name runs: a function, a method in all its forms, the constructor of a class. */
  called(from: number, name: ForeignName): readonly Target[] {
    const known = this.#called.get(name);
    if (known?.from === from) return known.targets;
    const targets = this.#memo("call", from, name, (value) => this.#calledBy(value));
    this.#called.set(name, { from, targets });
    return targets;
  }

  /** Whether a module is a file of the project. */
  isThere(from: number, module: string): boolean {
    const file = this.#files[from];
    return file !== undefined && this.#resolve(file, module) !== undefined;
  }

  /** What registering a name registers: a function, the methods of a class (in Python those that frameworks call), all functions of an object. */
  registered(from: number, name: ForeignName): readonly Target[] {
    return this.#memo("all", from, name, (value) => this.#allOf(value, MAX_DEPTH));
  }

  /** The forms of a method in classes that extend its own. */
  overrides({ file, id }: Target): readonly Target[] {
    const at = this.#methodsOf(file).get(id);
    if (!at || !this.#parents.has(keyOf({ file, id: at.of }))) return none;
    const key = keyOf({ file, id });
    const known = this.#overrides.get(key) ?? this.#below({ file, id: at.of }, at.name);
    this.#overrides.set(key, known);
    return known;
  }

  /** The class that a name stands for. */
  classOf(from: number, name: ForeignName): ClassKey | undefined {
    this.#steps = 0;
    const value = this.#foreign(from, name);
    const whole = value?.kind === "module" ? this.#whole(value.file) : value;
    return whole?.kind === "class" ? { file: whole.file, id: whole.id } : undefined;
  }

  /** A class with its bases that are of the project, nearest first. */
  lineage(start: ClassKey): readonly ClassKey[] {
    const found = [start];
    const seen = new Set([keyOf(start)]);
    this.#steps = 0;
    // An array tells of what is added while it is walked.
    for (const one of found) {
      const of = this.#class(one);
      for (const base of of && seen.size < MAX_STEPS ? this.#bases(one.file, of) : []) if (seen.size < seen.add(keyOf(base)).size) found.push(base);
    }
    return found;
  }

  /**
   * Files that may hold a container that a name stands for, with the last of its names there: the module itself, those whose exports it hands on,
   * those of the class before the last name.
   */
  holders(from: number, { module, name }: ForeignName): { file: number; member: string }[] {
    const source = this.#files[from];
    const first = source && this.#resolve(source, module);
    const start = first && this.#indices.get(first.file);
    if (!first || start === undefined) return [];
    const path = first.rest + name;
    const last = /[\w$]+$/.exec(path)?.[0];
    this.#steps = 0;
    // What a module exports as a whole is a container where it is nothing that has functions.
    if (last === undefined) return this.#whole(start) ? [] : [{ file: start, member: "default" }];
    const found = new Set([start]);
    const member = /[\w$]+/.exec(path)?.[0] ?? "";
    // A set tells of what is added while it is walked.
    for (const at of found) {
      const summary = this.#files[at];
      const offer = summary && own(summary.exports, member);
      const modules = offer?.kind === "foreign" ? [offer.to.module] : offer ? [] : (summary?.handsOn ?? []);
      for (const one of summary && found.size < MAX_STEPS ? modules : []) {
        const next = this.#indices.get(this.#resolve(summary as LinkableSummary, one)?.file ?? "");
        if (next !== undefined) found.add(next);
      }
    }
    const object = this.#followed({ kind: "module", file: start }, tokensOf(path.slice(0, -last.length)));
    if (object?.kind === "instance" || object?.kind === "class") for (const { file } of this.lineage(object)) found.add(file);
    return [...found].map((file) => ({ file, member: last }));
  }

  /** Whether a name, `bus.on`, is a method that adds a listener to an object which lives as long as its module. */
  isAdder(from: number, { module, name }: ForeignName): boolean {
    const dot = name.lastIndexOf(".");
    const method = name.slice(dot + 1);
    this.#steps = 0;
    const value = dot < 0 ? undefined : this.#foreign(from, { module, name: name.slice(0, dot) });
    const object = value?.kind === "module" ? this.#whole(value.file) : value;
    if (object?.kind === "emitter") return true;
    return object?.kind === "instance" && this.lineage(object).some((one) => this.#class(one)?.adders?.includes(method) === true);
  }

  #memo(kind: "call" | "all", from: number, name: ForeignName, targets: (value: Value) => readonly Target[]): readonly Target[] {
    const start = this.#start(from, name);
    if (!start) return none;
    let inFile = this.#known[kind].get(start.file);
    if (!inFile) this.#known[kind].set(start.file, (inFile = new Map()));
    const known = inFile.get(start.path);
    if (known) return known;
    this.#steps = 0;
    const value = this.#followed({ kind: "module", file: start.file }, tokensOf(start.path));
    const found = value ? targets(value) : none;
    inFile.set(start.path, found);
    return found;
  }

  #foreign(from: number, name: ForeignName): Value | undefined {
    const start = this.#start(from, name);
    return start && this.#followed({ kind: "module", file: start.file }, tokensOf(start.path));
  }

  /** The file that a name leads to first, and what is left of the name there. */
  #start(from: number, { module, name }: ForeignName): { file: number; path: string } | undefined {
    const source = this.#files[from];
    const found = source && this.#resolve(source, module);
    const file = found && this.#indices.get(found.file);
    return file === undefined ? undefined : { file, path: found?.rest + name };
  }

  #followed(start: Value, tokens: readonly Token[]): Value | undefined {
    let value: Value | undefined = start;
    for (const token of tokens) {
      if (!value) return undefined;
      value = this.#step(value, token);
    }
    return value;
  }

  #step(value: Value, token: Token): Value | undefined {
    if (++this.#steps > MAX_STEPS) return undefined;
    switch (value.kind) {
      case "module": return token.kind === "member" ? this.#exported(value.file, token.name) : this.#whole(value.file, token);
      case "function": return value.gives && (token.kind === "call" || token.kind === "instance") ? this.#value(value.file, value.gives) : undefined;
      case "class":
        if (token.kind === "instance" || token.kind === "call") return { ...value, kind: "instance" };
        return token.kind === "member" ? this.#member(value, token.name, "statics") : undefined;
      case "instance": return token.kind === "member" ? this.#member(value, token.name, "methods") : undefined;
      case "object": {
        const member = token.kind === "member" ? own(value.members, token.name) : undefined;
        return member && this.#value(value.file, member);
      }
      case "emitter": return undefined;
    }
  }

  /** A name that a module exports: itself, from its default export's members, or handed on. */
  #exported(file: number, name: string): Value | undefined {
    const key = `${file} ${name}`;
    if (this.#exports.has(key)) return this.#exports.get(key);
    // Modules that hand on each other's exports end here.
    this.#exports.set(key, undefined);
    const found = this.#find(file, name);
    this.#exports.set(key, found);
    return found;
  }

  #find(file: number, name: string): Value | undefined {
    const summary = this.#files[file];
    const offer = summary && own(summary.exports, name);
    if (offer) return this.#value(file, offer);
    const whole = summary?.exports["default"];
    const member = whole && this.#value(file, whole);
    const found = member && member.kind !== "module" ? this.#step(member, { kind: "member", name }) : undefined;
    if (found) return found;
    for (const module of summary?.handsOn ?? []) {
      const handed = ++this.#steps > MAX_STEPS ? undefined : this.#foreign(file, { module, name: `.${name}` });
      if (handed) return handed;
    }
    return undefined;
  }

  /** A module used as a value stands for its default export. */
  #whole(file: number, token?: Token): Value | undefined {
    const offer = this.#files[file]?.exports["default"];
    const value = offer && this.#value(file, offer);
    return value && value.kind !== "module" && token ? this.#step(value, token) : value;
  }

  #value(file: number, offer: Offer): Value | undefined {
    if (++this.#steps > MAX_STEPS) return undefined;
    switch (offer.kind) {
      case "function": return { kind: "function", file, id: offer.id, gives: offer.gives };
      case "class": return { kind: "class", file, id: offer.id };
      case "instance": return { kind: "instance", file, id: offer.of };
      case "object": return { kind: "object", file, members: offer.members };
      case "emitter": return { kind: "emitter" };
      case "foreign": return this.#foreign(file, offer.to);
    }
  }

  /** A member of a class or of its instances; an interface or abstract class has no functions of its own, but classes below it have. */
  #member(of: ClassKey, name: string, kind: "methods" | "statics"): Value | undefined {
    const inherited = this.#inherited(of, name, kind);
    if (inherited) return inherited;
    const [first] = this.#below(of, name);
    return first && { kind: "function", ...first };
  }

  /** A member of a class itself, else of its bases, one after another. */
  #inherited({ file, id }: ClassKey, name: string, kind: "methods" | "statics"): Value | undefined {
    const found = this.#class({ file, id });
    if (!found || ++this.#steps > MAX_STEPS) return undefined;
    const method = own(found[kind], name) ?? own(found.methods, name);
    if (method !== undefined) return { kind: "function", file, id: method, gives: own(found.gives ?? {}, name) };
    const field = own(found.fields, name);
    if (field) return this.#value(file, field);
    for (const base of this.#bases(file, found)) {
      const inherited = this.#inherited(base, name, kind);
      if (inherited) return inherited;
    }
    return undefined;
  }

  #class({ file, id }: ClassKey): ClassSummary | undefined {
    return this.#files[file]?.classes[id];
  }

  /** The bases of a class that are of the project, in order. */
  #bases(file: number, of: ClassSummary): readonly ClassKey[] {
    const known = this.#basesOf.get(of);
    if (known) return known;
    // Classes that are their own bases end here.
    this.#basesOf.set(of, noKeys);
    // Whoever asks first finds them, however far it has come.
    const steps = this.#steps;
    this.#steps = 0;
    const found = of.bases.flatMap((base): ClassKey[] => {
      if ("id" in base) return [{ file, id: base.id }];
      const value = this.#foreign(file, base);
      const whole = value?.kind === "module" ? this.#whole(value.file) : value;
      return whole?.kind === "class" ? [{ file: whole.file, id: whole.id }] : [];
    });
    this.#steps = steps;
    this.#basesOf.set(of, found);
    return found;
  }

  #calledBy(value: Value): readonly Target[] {
    switch (value.kind) {
      case "module": {
        const whole = this.#whole(value.file);
        return whole && whole.kind !== "module" ? this.#calledBy(whole) : [];
      }
      case "function": return [{ file: value.file, id: value.id }];
      case "class": {
        const made = this.#inherited(value, "constructor", "methods") ?? this.#inherited(value, "__init__", "methods");
        return made?.kind === "function" ? [{ file: made.file, id: made.id }] : [];
      }
      default: return [];
    }
  }

  #allOf(value: Value, depth: number): readonly Target[] {
    switch (value.kind) {
      case "class": case "instance": return this.#methods(value);
      case "object": return Object.values(value.members).flatMap((one) => {
        const member = depth > 0 ? this.#value(value.file, one) : undefined;
        return member ? this.#allOf(member, depth - 1) : [];
      });
      default: return this.#calledBy(value);
    }
  }

  #methods({ file, id }: ClassKey): readonly Target[] {
    const all = Object.entries(this.#class({ file, id })?.methods ?? {});
    const served = this.#files[file]?.language === "python" ? all.filter(([name]) => servedMethods.test(name)) : all;
    return served.map(([, method]) => ({ file, id: method }));
  }

  /** Methods of a name in the classes below a class, the nearest of each branch. */
  #below(top: ClassKey, name: string): Target[] {
    const found: Target[] = [];
    const seen = new Set<string>();
    for (const queue = [top]; queue.length > 0 && found.length < MAX_OVERRIDES;) {
      const next = queue.shift();
      if (!next || seen.has(keyOf(next)) || seen.size > MAX_STEPS) continue;
      seen.add(keyOf(next));
      for (const child of this.#childrenOf(next)) {
        const method = own(this.#class(child)?.methods ?? {}, name);
        if (method === undefined) queue.push(child);
        else found.push({ file: child.file, id: method });
      }
    }
    return found.slice(0, MAX_OVERRIDES);
  }

  #childrenOf(parent: ClassKey): readonly ClassKey[] {
    return this.#parents.get(keyOf(parent)) ?? [];
  }

  /** The classes that extend or implement a class, by that class. */
  get #parents(): ReadonlyMap<string, readonly ClassKey[]> {
    if (this.#children) return this.#children;
    const made = new Map<string, ClassKey[]>();
    this.#children = made;
    for (const [file, { classes }] of this.#files.entries()) {
      for (const [id, one] of classes.entries()) {
        this.#steps = 0;
        for (const base of this.#bases(file, one)) made.set(keyOf(base), [...(made.get(keyOf(base)) ?? []), { file, id }]);
      }
    }
    return made;
  }

  /** The class and name of each method of a file, by the id of its function. */
  #methodsOf(file: number): ReadonlyMap<number, { of: number; name: string }> {
    const known = this.#byMethod.get(file);
    if (known) return known;
    const made = new Map<number, { of: number; name: string }>();
    for (const [of, { methods }] of (this.#files[file]?.classes ?? []).entries()) {
      for (const [name, id] of Object.entries(methods)) if (name !== "constructor" && name !== "__init__") made.set(id, { of, name });
    }
    this.#byMethod.set(file, made);
    return made;
  }
}

/** A class of the project: the index of its file, and its index there. */
export interface ClassKey {
  file: number;
  id: number;
}

const none: readonly Target[] = [];
const noKeys: readonly ClassKey[] = [];

const keyOf = ({ file, id }: ClassKey): string => `${file} ${id}`;

/** A property of the record itself: names of users may be those of `Object.prototype`. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(record, name) ? record[name] : undefined);

/** Files of a project name the same things. */
const paths = new Map<string, readonly Token[]>();
const MAX_PATHS = 20_000;

function tokensOf(path: string): readonly Token[] {
  const known = paths.get(path);
  if (known) return known;
  if (paths.size >= MAX_PATHS) paths.clear();
  const found = tokenized(path);
  paths.set(path, found);
  return found;
}

function tokenized(path: string): Token[] {
  return [...path.matchAll(/\(\)|\[\]|#|[^.#()[\]]+/g)].map(([text]): Token => {
    switch (text) {
      case "()": return { kind: "call" };
      case "[]": return { kind: "item" };
      case "#": return { kind: "instance" };
      default: return { kind: "member", name: text };
    }
  });
}
