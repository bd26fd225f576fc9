import type { ForeignName } from "./summary.ts";

/** A class of which each instance is a row of a table, as its own body tells. Plain data. */
export interface ModelSummary {
  fields: Readonly<Record<string, FieldSummary>>;
  /** Relations that the class, as the manager of others, loads with each row. */
  eager?: readonly string[];
  /** Where its rows are asked for, if the class names one: its default manager. */
  manager?: ClassName;
}

/** A class of this file by its index, or one of another module. */
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
}

/** A model as the whole project knows it: with the fields of its bases and the ways back from other models. Plain data. */
export interface ModelFacts {
  /** Tells models apart. */
  key: string;
  fields: Readonly<Record<string, FieldFacts>>;
  /** Relations that come with each row of the default manager. */
  eager: readonly string[];
}

export interface FieldFacts extends Pick<FieldSummary, "kind" | "unique" | "max" | "eager"> {
  /** The key of the other model, where it is one of the project. */
  to?: string;
  /** A way back: the field stands in the other model. */
  back?: true;
}
