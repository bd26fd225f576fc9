/** Calls that join collections into a new one and copy them whole: what they make, and whether the parts stand in a list or are arguments. */
export const joins: Readonly<Record<string, { what: "frame" | "array" | "tensor"; parts: "list" | "arguments" }>> = {
  "pandas.concat": { what: "frame", parts: "list" }, "polars.concat": { what: "frame", parts: "list" },
  "numpy.append": { what: "array", parts: "arguments" }, "numpy.insert": { what: "array", parts: "arguments" },
  "numpy.concatenate": { what: "array", parts: "list" }, "numpy.vstack": { what: "array", parts: "list" }, "numpy.hstack": { what: "array", parts: "list" },
  "numpy.row_stack": { what: "array", parts: "list" }, "numpy.column_stack": { what: "array", parts: "list" }, "numpy.dstack": { what: "array", parts: "list" },
  "torch.cat": { what: "tensor", parts: "list" }, "torch.concat": { what: "tensor", parts: "list" }, "torch.hstack": { what: "tensor", parts: "list" }, "torch.vstack": { what: "tensor", parts: "list" },
  "tensorflow.concat": { what: "tensor", parts: "list" }, "jax.numpy.concatenate": { what: "array", parts: "list" }, "jax.numpy.append": { what: "array", parts: "arguments" },
};

/** Methods of data frames that give a new, longer one, by resolved name. */
export const frameMethods: ReadonlySet<string> = new Set(["pandas.DataFrame#.append", "pandas.Series#.append", "polars.DataFrame#.vstack"]);

/** A keyword that only the `append` of a data frame takes. */
export const frameKeyword = "ignore_index";

/** Functions that fold lists with `+`. */
export const adders: ReadonlySet<string> = new Set(["operator.add", "operator.concat"]);
