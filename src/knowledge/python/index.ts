import type { Library } from "../row.ts";

/** Everything known about costly calls in Python; where two rows are equal, the first wins. */
export const libraries: readonly Library[] = [];
