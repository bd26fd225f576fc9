import type { ClassName, FieldFacts, FieldSummary, ModelFacts, NamedModel } from "../../models.ts";
import type { ForeignName, LinkableSummary } from "../../summary.ts";
import type { ClassKey, Names } from "./names.ts";

/** Eager relations of a manager and its bases, at most: beyond that, somebody loads all there is. */
const MAX_EAGER = 64;

interface Way {
  name: string;
  field: FieldFacts;
}

/** The models of a project: what one file declares of them, joined with their bases and with the relations that lead to them. */
export class Models {
  readonly #files: readonly LinkableSummary[];
  readonly #names: Names;
  readonly #known = new Map<string, ModelFacts | undefined>();
  #back: Map<string, Way[]> | undefined;
  #byName: Map<string, ClassKey[]> | undefined;
  #parts: Map<string, { file: number; part: NamedModel }[]> | undefined;

  constructor(files: readonly LinkableSummary[], names: Names) {
    this.#files = files;
    this.#names = names;
  }

  /** A model as a file names it. */
  facts(from: number, name: ForeignName): ModelFacts | undefined {
    const at = name.module === "" ? undefined : this.#names.classOf(from, name);
    const found = at && this.#factsOf(at);
    // What a project loads by names is found by its own.
    return found ?? (this.#files[from]?.language === "javascript" ? this.#named(/[\w$]+(?=#?$)/.exec(name.name)?.[0]) : undefined);
  }

  /** The key of a model as a file names it. */
  keyOf(file: number, name: ClassName): string | undefined {
    const at = this.#classOf(file, name);
    if (at) return this.#keyAt(at);
    return "module" in name && name.module === "" && !this.#all.has(name.name.slice(1)) ? `#${name.name.slice(1)}` : undefined;
  }

  /** The only model of the project that has a name: a class, or what calls tell of it in any file. */
  #named(name: string | undefined): ModelFacts | undefined {
    if (name === undefined) return undefined;
    const key = `#${name}`;
    if (this.#known.has(key)) return this.#known.get(key);
    // Models that lead to themselves end here.
    this.#known.set(key, undefined);
    const classes = this.#all.get(name) ?? [];
    const parts = this.#partsOf.get(name) ?? [];
    const made = new Set(parts.flatMap(({ file, part }) => (part.isMade ? [file] : [])));
    if (classes.length > 1 || made.size > 1 || classes.length + parts.length === 0) return undefined;
    const own = classes[0] && this.#factsOf(classes[0]);
    const fields: Record<string, FieldFacts> = { ...own?.fields };
    const keys = [...(own?.keys ?? []), ...parts.flatMap(({ part }) => part.keys ?? [])];
    for (const { file, part } of parts) for (const [field, one] of Object.entries(part.fields)) fields[field] ??= this.#fieldOf(file, one);
    const methods = parts.flatMap(({ part }) => part.methods ?? []);
    const found = { key: own?.key ?? key, fields, eager: own?.eager ?? [], ...(keys.length > 0 && { keys }), ...(methods.length > 0 && { methods }) };
    this.#known.set(key, found);
    return found;
  }

  get #partsOf(): ReadonlyMap<string, readonly { file: number; part: NamedModel }[]> {
    if (this.#parts) return this.#parts;
    this.#parts = new Map();
    for (const [file, { models = [] }] of this.#files.entries()) {
      for (const part of models) {
        const all = this.#parts.get(part.name);
        if (all) all.push({ file, part });
        else this.#parts.set(part.name, [{ file, part }]);
      }
    }
    return this.#parts;
  }

  #factsOf(at: ClassKey): ModelFacts | undefined {
    const key = this.#keyAt(at);
    if (key === undefined) return undefined;
    if (this.#known.has(key)) return this.#known.get(key);
    const fields: Record<string, FieldFacts> = {};
    const eager = new Set<string>();
    const keys: (readonly string[])[] = [];
    let isModel = false;
    for (const one of this.#names.lineage(at)) {
      const model = this.#classAt(one)?.model;
      if (!model) continue;
      isModel = true;
      keys.push(...(model.keys ?? []));
      for (const [name, field] of Object.entries(model.fields)) fields[name] ??= this.#fieldOf(one.file, field);
      const manager = model.manager && eager.size === 0 ? this.#classOf(one.file, model.manager) : undefined;
      for (const relation of manager ? this.#eagerOf(manager) : []) eager.add(relation);
    }
    for (const { name, field } of isModel ? (this.#waysBack.get(key) ?? []) : []) fields[name] ??= field;
    const found = isModel ? { key, fields, eager: [...eager].slice(0, MAX_EAGER), ...(keys.length > 0 && { keys }) } : undefined;
    this.#known.set(key, found);
    return found;
  }

  #fieldOf(file: number, { to, reverse: _, ...own }: FieldSummary): FieldFacts {
    const key = to && this.keyOf(file, to);
    return { ...own, ...(key !== undefined && { to: key }) };
  }

  /** Relations that a manager, or a base of it, loads with each row. */
  #eagerOf(manager: ClassKey): readonly string[] {
    for (const one of this.#names.lineage(manager)) {
      const eager = this.#classAt(one)?.model?.eager;
      if (eager) return eager;
    }
    return [];
  }

  #classOf(file: number, name: ClassName): ClassKey | undefined {
    if ("id" in name) return { file, id: name.id };
    if (name.module === "") {
      const all = this.#all.get(name.name.slice(1)) ?? [];
      return all.length === 1 ? all[0] : undefined;
    }
    return this.#names.classOf(file, name) ?? this.#spelled(file, name);
  }

  /** `shop.models.Order` of `"shop.Order"`, wherever the app's folder is; `.Order` of `"Order"`, in another file of the same app. */
  #spelled(file: number, { module, name }: ForeignName): ClassKey | undefined {
    const [, app, model] = name === "" ? (/^(?:(\w+)\.models)?\.(\w+)$/.exec(module) ?? []) : [];
    if (model === undefined) return undefined;
    const path = this.#files[file]?.file ?? "";
    const folder = app === undefined ? /^(.*\/)(?:models\/[^/]*|[^/]*)$/.exec(path)?.[1] : undefined;
    const all = (this.#all.get(model) ?? []).filter((one) => {
      const other = this.#files[one.file]?.file ?? "";
      return app === undefined ? folder !== undefined && other.startsWith(folder) : new RegExp(`(?:^|/)${app}/models(?:/|\\.py$)`).test(other);
    });
    return all.length === 1 ? all[0] : undefined;
  }

  #classAt({ file, id }: ClassKey): LinkableSummary["classes"][number] | undefined {
    return this.#files[file]?.classes[id];
  }

  #keyAt(at: ClassKey): string | undefined {
    const found = this.#classAt(at);
    return found && `${this.#files[at.file]?.file ?? ""}#${found.name}`;
  }

  /** Models by their names. */
  get #all(): ReadonlyMap<string, readonly ClassKey[]> {
    if (this.#byName) return this.#byName;
    this.#byName = new Map();
    for (const { at, name } of this.#models()) this.#byName.set(name, [...(this.#byName.get(name) ?? []), at]);
    return this.#byName;
  }

  /** Relations by the models that they lead to, as these call the way back. */
  get #waysBack(): ReadonlyMap<string, readonly Way[]> {
    if (this.#back) return this.#back;
    this.#back = new Map();
    for (const { at, fields } of this.#models()) {
      const owner = this.#keyAt(at);
      for (const { kind, to, reverse, unique } of Object.values(fields)) {
        const key = to && reverse !== undefined ? this.keyOf(at.file, to) : undefined;
        if (key === undefined || reverse === undefined) continue;
        const back: FieldFacts = { kind: kind === "one" && unique ? "one" : "many", back: true, ...(owner !== undefined && { to: owner }) };
        this.#back.set(key, [...(this.#back.get(key) ?? []), { name: reverse, field: back }]);
      }
    }
    return this.#back;
  }

  *#models(): Generator<{ at: ClassKey; name: string; fields: Readonly<Record<string, FieldSummary>> }> {
    for (const [file, { classes }] of this.#files.entries()) {
      for (const [id, { name, model }] of classes.entries()) if (model) yield { at: { file, id }, name, fields: model.fields };
    }
  }
}
