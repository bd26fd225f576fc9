import type { Collection } from "../questions.ts";

/** What all of several values have in common; an unknown kind has no say, and a constant says nothing about where the others come from. */
export function joined(all: readonly Collection[]): Collection {
  const kinds = new Set(all.map((one) => one.kind).filter((kind) => kind !== "unknown"));
  const sizes = all.map((one) => one.size);
  const size = sizes.length > 0 && sizes.every((one) => one !== undefined) ? Math.max(...sizes) : undefined;
  return { kind: kinds.size === 1 ? ([...kinds][0] ?? "unknown") : "unknown", size, source: all.length === 0 ? "unknown" : joinedSource(all) };
}

function joinedSource(all: readonly Collection[]): Collection["source"] {
  const sources = new Set(all.map((one) => one.source));
  sources.delete("constant");
  if (sources.size === 0) return "constant";
  return (["input", "query", "unknown", "derived"] as const).find((one) => sources.has(one)) ?? "unknown";
}
