import type { Tree } from "web-tree-sitter";
import { allocate, type Flattened } from "./flatten.ts";
import type { FlatTree, Grammar } from "./tree.ts";

const ERROR_SYMBOL = 0xffff;

/** The same as `flattenMemory` by the public interface: slower, and sure whatever the layout in memory. */
export function flattenByCursor(tree: Tree, grammar: Grammar): Flattened {
  const cursor = tree.walk();
  const broken: number[] = [];
  let flat = allocate(1024);
  let count = 0;
  let parent = -1;
  for (;;) {
    if (count === flat.kind.length) flat = resized(flat, count * 2);
    const index = count++;
    const symbol = cursor.nodeTypeId;
    flat.kind[index] = symbol === ERROR_SYMBOL ? grammar.errorKind : symbol;
    flat.field[index] = cursor.currentFieldId;
    flat.start[index] = cursor.startIndex;
    flat.end[index] = cursor.endIndex;
    flat.parent[index] = parent;
    if (symbol === ERROR_SYMBOL || cursor.nodeIsMissing) broken.push(index);
    if (cursor.gotoFirstChild()) {
      parent = index;
      continue;
    }
    flat.next[index] = count;
    let moved = cursor.gotoNextSibling();
    while (!moved && parent >= 0) {
      flat.next[parent] = count;
      parent = flat.parent[parent] ?? -1;
      cursor.gotoParent();
      if (parent < 0) break;
      moved = cursor.gotoNextSibling();
    }
    if (!moved) break;
  }
  cursor.delete();
  return { flat: resized(flat, count), broken };
}

function resized(flat: FlatTree, size: number): FlatTree {
  const next = allocate(size);
  for (const key of Object.keys(flat) as (keyof FlatTree)[]) next[key].set(flat[key].subarray(0, size));
  return next;
}
