import type { FlatTree, Grammar } from "./tree.ts";

/**
 * Reads a finished tree straight from the memory of tree-sitter's WASM module: a tenth of the time that cursor calls take.
 * Struct layouts: tree-sitter lib/src/subtree.h and parser.h (ABI 15), 32-bit pointers. `loadPython` checks the result against a cursor
 * and falls back to it when the layout is another one.
 */

/** The parts of web-tree-sitter's module that are needed: views of its memory, replaced when it grows. */
export interface Memory {
  HEAPU8: Uint8Array;
  HEAPU16: Uint16Array;
  HEAPU32: Uint32Array;
}

export interface Flattened {
  flat: FlatTree;
  /** Indices of ERROR and MISSING nodes. */
  broken: number[];
}

/** Tables of a language, copied out of the memory once. */
export interface Tables {
  /** Alias by production and child, `width` entries per production. */
  aliases: Uint16Array;
  /** Field by production and child, `width` entries per production. */
  fields: Uint8Array;
  width: number;
  publicSymbols: Uint16Array;
}

const ERROR_SYMBOL = 0xffff;

/** Offsets in `TSLanguage`, in 32-bit words; `max_alias_sequence_length` is 16 bits wide. */
const LANGUAGE = { symbols: 1, aliases: 2, productions: 7, maxAliases: 9, fieldSlices: 16, fieldEntries: 17, publicSymbols: 19, aliasSequences: 21 };

export function readTables({ HEAPU8, HEAPU16, HEAPU32 }: Memory, language: number): Tables {
  const word = (at: number): number => HEAPU32[(language >> 2) + at] ?? 0;
  const width = HEAPU16[(language >> 1) + LANGUAGE.maxAliases * 2] ?? 0;
  const productions = word(LANGUAGE.productions);
  const sequences = word(LANGUAGE.aliasSequences) >> 1;
  const publicSymbols = word(LANGUAGE.publicSymbols) >> 1;
  const fields = new Uint8Array(productions * width);
  const slices = word(LANGUAGE.fieldSlices) >> 1;
  for (let production = 0; production < productions; production++) {
    const first = HEAPU16[slices + 2 * production] ?? 0;
    const count = HEAPU16[slices + 2 * production + 1] ?? 0;
    for (let at = first; at < first + count; at++) {
      const entry = word(LANGUAGE.fieldEntries) + 4 * at;
      const child = HEAPU8[entry + 2] ?? 0;
      const slot = production * width + child;
      if (HEAPU8[entry + 3] === 0 && child < width && fields[slot] === 0) fields[slot] = HEAPU16[entry >> 1] ?? 0;
    }
  }
  return {
    aliases: HEAPU16.slice(sequences, sequences + productions * width), fields, width,
    publicSymbols: HEAPU16.slice(publicSymbols, publicSymbols + word(LANGUAGE.symbols) + word(LANGUAGE.aliases)),
  };
}

/** Bits of the flags of a heap subtree, and of an inline one shifted right by one. */
const VISIBLE = 1;
const EXTRA = 4;
/** Numbers kept for each open subtree. */
const FRAME = 7;

let frames = new Int32Array(FRAME * 1024);

/** `tree` is the address of a `TSTree`, which begins with its root subtree. */
export function flattenMemory(memory: Memory, tables: Tables, grammar: Grammar, tree: number): Flattened {
  const { HEAPU16, HEAPU32 } = memory;
  const { aliases, fields, width, publicSymbols } = tables;
  const root = HEAPU32[tree >> 2] ?? 0;
  const flat = allocate(descendants(HEAPU32, root) + 1);
  const { kind, field: fieldOf, start: starts, end: ends, parent: parents, next } = flat;
  const broken: number[] = [];

  let count = 0;
  let top = 0;
  const open = (subtree: number, position: number, parent: number, inherited: number): void => {
    const word = subtree >> 2;
    const children = HEAPU32[word + 9] ?? 0;
    if (children === 0) return;
    if (top + FRAME > frames.length) frames = grown(frames);
    frames[top] = word - 2 * children;
    frames[top + 1] = word;
    frames[top + 2] = (HEAPU16[(subtree >> 1) + 33] ?? 0) * width;
    frames[top + 3] = 0;
    frames[top + 4] = position;
    frames[top + 5] = parent;
    frames[top + 6] = inherited;
    top += FRAME;
  };

  const rootStart = HEAPU32[(root >> 2) + 1] ?? 0;
  kind[0] = publicSymbols[HEAPU16[(root >> 1) + 20] ?? 0] ?? grammar.errorKind;
  if (HEAPU16[(root >> 1) + 20] === ERROR_SYMBOL) broken.push(0);
  starts[0] = rootStart >> 1;
  ends[0] = (rootStart + (HEAPU32[(root >> 2) + 4] ?? 0)) >> 1;
  parents[0] = -1;
  next[0] = flat.kind.length;
  count = 1;
  open(root, rootStart, 0, 0);

  while (top > 0) {
    const frame = top - FRAME;
    const at = frames[frame] ?? 0;
    if (at >= (frames[frame + 1] ?? 0)) {
      top = frame;
      continue;
    }
    const child = HEAPU32[at] ?? 0;
    let symbol: number;
    let flags: number;
    let missing: boolean;
    let padding: number;
    let size: number;
    const isInline = (child & 1) === 1;
    if (isInline) {
      const rest = HEAPU32[at + 1] ?? 0;
      symbol = (child >> 8) & 0xff;
      flags = (child >> 1) & 0x7f;
      missing = (child & 32) !== 0;
      padding = (rest >> 16) & 0xff;
      size = rest >>> 24;
    } else {
      const word = child >> 2;
      symbol = (HEAPU32[word + 10] ?? 0) & 0xffff;
      const bits = HEAPU32[word + 11] ?? 0;
      flags = bits & 0xff;
      missing = (bits & 0x200) !== 0;
      padding = HEAPU32[word + 1] ?? 0;
      size = HEAPU32[word + 4] ?? 0;
    }
    const production = frames[frame + 2] ?? 0;
    const structural = frames[frame + 3] ?? 0;
    const isFirst = at === (frames[frame + 1] ?? 0) - 2 * (HEAPU32[(frames[frame + 1] ?? 0) + 9] ?? 0);
    const position = (frames[frame + 4] ?? 0) + (isFirst ? 0 : padding);
    let alias = 0;
    let field = frames[frame + 6] ?? 0;
    if ((flags & EXTRA) === 0) {
      if (production !== 0 && structural < width) {
        alias = aliases[production + structural] ?? 0;
        field = fields[production + structural] || field;
      }
      frames[frame + 3] = structural + 1;
    } else field = 0;
    frames[frame] = at + 2;
    frames[frame + 4] = position + size;
    const parent = frames[frame + 5] ?? 0;

    if ((flags & VISIBLE) === 0 && alias === 0) {
      if (!isInline) open(child, position, parent, field);
      continue;
    }
    const index = count++;
    const told = alias === 0 ? symbol : alias;
    kind[index] = told === ERROR_SYMBOL ? grammar.errorKind : (publicSymbols[told] ?? told);
    fieldOf[index] = field;
    starts[index] = position >> 1;
    ends[index] = (position + size) >> 1;
    parents[index] = parent;
    if (missing || told === ERROR_SYMBOL) broken.push(index);
    if (isInline) next[index] = count;
    else {
      next[index] = count + descendants(HEAPU32, child);
      open(child, position, index, 0);
    }
  }
  return { flat, broken };
}

/** Visible nodes below a heap subtree; the number stands there only when it has children. */
function descendants(words: Uint32Array, subtree: number): number {
  const word = subtree >> 2;
  return (words[word + 9] ?? 0) === 0 ? 0 : (words[word + 14] ?? 0);
}

export function allocate(size: number): FlatTree {
  return {
    kind: new Uint16Array(size), field: new Uint8Array(size), start: new Uint32Array(size), end: new Uint32Array(size), parent: new Int32Array(size),
    next: new Uint32Array(size),
  };
}

function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const next = new Int32Array(old.length * 2);
  next.set(old);
  return next;
}
