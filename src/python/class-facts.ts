import type { Callees } from "./callees.ts";
import { basesOf, keyword, lastName, positional, type PyClass } from "./functions.ts";
import type { Values } from "./values.ts";

const MAX_BASES = 32;

/** What is known of the bases of a class, through classes of this file. */
export interface Lineage {
  /** Resolved names. */
  origins: readonly string[];
  /** Last names of bases that no row knows. */
  strangers: readonly string[];
  /** Names of the class itself and of its bases in this file. */
  own: readonly string[];
}

/** What a class body says about its methods. */
export interface Columns {
  /** Fields of a serializer by the methods that compute them. */
  fields: ReadonlyMap<string, string>;
  /** Names in `list_display`. */
  displayed: ReadonlySet<string>;
}

/** What contexts need to know of classes. */
export class ClassFacts {
  readonly #values: Values;
  readonly #callees: Callees;
  readonly #lineages = new Map<PyClass, Lineage>();
  readonly #columns = new Map<PyClass, Columns>();

  constructor(values: Values, callees: Callees) {
    this.#values = values;
    this.#callees = callees;
  }

  /** The bases of a class, nearest first. */
  lineage(start: PyClass): Lineage {
    const known = this.#lineages.get(start);
    if (known) return known;
    const origins: string[] = [];
    const strangers: string[] = [];
    const seen = new Set([start]);
    for (const one of seen) {
      if (seen.size > MAX_BASES) break;
      for (const base of basesOf(one.node)) {
        const own = this.#callees.classNamed(base);
        if (own) seen.add(own);
        else {
          const origin = this.#values.nameOfType(base);
          if (origin !== undefined) origins.push(origin);
          if (isStranger(origin)) strangers.push(lastName(base) ?? "");
        }
      }
    }
    const made = { origins, strangers, own: [...seen].map((one) => one.ownName) };
    this.#lineages.set(start, made);
    return made;
  }

  /** Fields and columns of a class body that name its methods. */
  columns(owner: PyClass): Columns {
    const known = this.#columns.get(owner);
    if (known) return known;
    const fields = new Map<string, string>();
    const displayed = new Set<string>();
    this.#columns.set(owner, { fields, displayed });
    for (const statement of owner.node.field("body")?.namedChildren ?? []) {
      const assignment = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
      const name = assignment?.type === "assignment" ? assignment.field("left")?.text : undefined;
      const value = assignment?.field("right");
      if (name === undefined || !value) continue;
      if (value.type === "call" && lastName(value.field("function") ?? value) === "SerializerMethodField") {
        const given = keyword(value, "method_name") ?? positional(value)[0];
        const method = given && this.#values.constant(given);
        fields.set(typeof method === "string" ? method : `get_${name}`, name);
      }
      if (name !== "list_display" || (value.type !== "list" && value.type !== "tuple")) continue;
      for (const item of value.namedChildren) displayed.add(String(this.#values.constant(item)));
    }
    return { fields, displayed };
  }
}

/** Nothing known, or from a module of the project as far as its name tells. */
export const isStranger = (origin: string | undefined): boolean => origin === undefined || origin.startsWith(".") || !/[#()]/.test(origin);
