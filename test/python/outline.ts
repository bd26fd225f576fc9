import type { PyTree } from "../../src/python/tree.ts";

/** Everything that is known about the nodes of a tree, one a line. */
export function outlineOf({ kind, kinds, named, field, start, end, parent, next, broken }: PyTree): string {
  const lines = Array.from(kind, (one, index) => {
    const name = named[one] ? kinds[one] : JSON.stringify(kinds[one]);
    return `${index} ${name} (${one}) in ${parent[index]} as ${field[index]}, ${start[index]}-${end[index]}, up to ${next[index]}`;
  });
  return [...lines, `broken: ${broken.join(" ")}`].join("\n");
}
