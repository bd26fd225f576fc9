import type { PySource } from "./context.ts";
import type { PyTree } from "./tree.ts";

/** The source of a parsed file as rules see it. */
export function pySource(tree: PyTree): PySource {
  return {
    text: tree.text,
    ast: tree.root,
    tree,
    getText: (node) => (node ? tree.text.slice(...node.range) : tree.text),
    getLocFromIndex: (index) => tree.getLocFromIndex(index),
  };
}
