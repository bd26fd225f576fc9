import type { ForeignName } from "./summary.ts";

/** A class of which each instance is a row of a table, as its own body tells. Plain data. */
export interface ModelSummary {
  fields: Readonly<Record<string, FieldSummary>>;
  /** Relations that the class, as the manager of others, loads with each row. */
  eager?: readonly string[];
  /** Where its rows are asked for, if the class names one: its default manager. */
  manager?: ClassName;
  /** Fields of which no two rows have the same together. */
  keys?: readonly (readonly string[])[];
}

/** A model that is no class, or a part of one, which the project knows by its name: `sequelize.define("User", …)`, `User.hasMany(Post)`. */
export interface NamedModel extends Pick<ModelSummary, "fields" | "keys"> {
  name: string;
  /** Here it is made; else only some of its relations are told. */
  isMade?: true;
  /** Methods written out beside it that are named like those which its library makes. */
  methods?: readonly string[];
}

/** A class of this file by its index, or one of another module; without a module, the only model of the project that has the name. */
export type ClassName = { id: number } | ForeignName;

export interface FieldSummary {
  /** `value`: a column; `one`, `many`: leads to one row or to many rows of another model. */
  kind: "value" | "one" | "many";
  /** The other model. */
  to?: ClassName;
  /** What the other model calls the way back. */
  reverse?: string;
  /** No two rows have the same. */
  unique?: true;
  /** Longest text. */
  max?: number;
  /** The rows come with the own ones: `lazy="joined"`, `eager: true`. */
  eager?: true;
  /** Reading it asks for the rows, unless a query has loaded them: TypeORM's `Promise<Post[]>`. */
  lazy?: true;
  /** Fields of this model that hold the key of the other one. */
  via?: readonly string[];
}

/** A model as the whole project knows it: with the fields of its bases and the ways back from other models. Plain data. */
export interface ModelFacts {
  /** Tells models apart. */
  key: string;
  fields: Readonly<Record<string, FieldFacts>>;
  /** Relations that come with each row of the default manager. */
  eager: readonly string[];
  /** Fields of which no two rows have the same together. */
  keys?: readonly (readonly string[])[];
  /** Methods of its rows that are written out, although their names say that the library makes them. */
  methods?: readonly string[];
}

export interface FieldFacts extends Pick<FieldSummary, "kind" | "unique" | "max" | "eager" | "lazy" | "via"> {
  /** The key of the other model, where it is one of the project. */
  to?: string;
  /** A way back: the field stands in the other model. */
  back?: true;
}
