import { allocate } from "../flatten.ts";
import type { FlatTree } from "../tree.ts";
import type { Kinds } from "./kinds.ts";
import { GIVE_UP, Scanner } from "./scanner.ts";

/** Nodes in the order in which they are finished: children before their parent. Kept from file to file, and grown. */
let kinds = new Uint16Array(1 << 14);
let fields = new Uint8Array(1 << 14);
let starts = new Uint32Array(1 << 14);
let ends = new Uint32Array(1 << 14);
/** Nodes of the subtree, the node included. */
let sizes = new Uint32Array(1 << 14);

/** Turns tokens into nodes. A node is everything that was made since a mark. */
export class Builder extends Scanner {
  protected readonly kinds: Kinds;
  protected count = 0;
  /** Where the last token or comment that a node has taken in ends. */
  protected lastEnd = 0;

  constructor(text: string, made: Kinds) {
    super(text);
    this.kinds = made;
  }

  /** Where a node that begins with the current token begins. What stands before the token belongs to the node around. */
  protected mark(): number {
    if (this.extras.length > 0) this.flush();
    return this.count;
  }

  /** The node made last. */
  protected get last(): number {
    return this.count - 1;
  }

  protected kindAt(node: number): number {
    return kinds[node] ?? 0;
  }

  protected setKind(node: number, kind: number): void {
    kinds[node] = kind;
  }

  protected setField(node: number, field: number): void {
    fields[node] = field;
  }

  /** The children of a node, the last one first. */
  protected childrenOf(node: number): number[] {
    const found: number[] = [];
    const first = node - (sizes[node] ?? 1);
    for (let at = node - 1; at > first; at -= sizes[at] ?? 1) found.push(at);
    return found;
  }

  /** Gives all comments seen so far to the node that is being made. */
  protected flush(): void {
    for (const { isComment, start, end } of this.extras) {
      this.emit(isComment ? this.kinds.node.comment : this.kinds.node.line_continuation, start, end, this.count);
      this.lastEnd = end;
    }
    this.extras.length = 0;
  }

  /** Gives the comments that are indented like a block or further to the block. */
  protected flushIndented(indent: number): void {
    const { extras } = this;
    let taken = 0;
    for (; taken < extras.length; taken++) {
      const extra = extras[taken];
      if (!extra || extra.indent < indent) break;
      this.emit(this.kinds.node.comment, extra.start, extra.end, this.count);
      this.lastEnd = extra.end;
    }
    extras.splice(0, taken);
  }

  protected emit(kind: number, start: number, end: number, mark: number): void {
    const { count } = this;
    if (count === kinds.length) grow();
    kinds[count] = kind;
    fields[count] = 0;
    starts[count] = start;
    ends[count] = end;
    sizes[count] = count - mark + 1;
    this.count = count + 1;
  }

  /** A node of the current token alone; the parser goes on to the next. */
  protected leaf(kind: number): number {
    if (this.extras.length > 0) this.flush();
    const { count } = this;
    this.emit(kind, this.start, this.end, count);
    this.lastEnd = this.end;
    this.next();
    return count;
  }

  /** An anonymous node of the current token. */
  protected skip(): number {
    return this.leaf(this.kinds.token[this.token] ?? 0);
  }

  protected expect(token: number): number {
    if (this.token !== token) this.fail();
    return this.skip();
  }

  /** The current token opens brackets. */
  protected open(token: number): void {
    if (this.token !== token) this.fail();
    this.depth++;
    this.skip();
  }

  protected close(token: number): void {
    if (this.token !== token) this.fail();
    this.depth--;
    this.skip();
  }

  /** A node of everything since a mark; the first child begins it, the last one ends it. */
  protected wrap(kind: number, mark: number): number {
    if (this.count === mark) this.fail();
    // What was made first since the mark is the first token of the node.
    this.emit(kind, starts[mark] ?? 0, this.lastEnd, mark);
    return this.count - 1;
  }

  /** Lets the node made last end elsewhere. */
  protected stretch(end: number): void {
    ends[this.last] = end;
  }

  /** Reads something in one of two ways: where the first one does not fit, everything is as it was before. */
  protected attempt(read: () => boolean): boolean {
    const { count, token, start, end, depth, lastEnd } = this;
    const extras = [...this.extras];
    let fits = false;
    try {
      fits = read();
    } catch (error) {
      if (error !== GIVE_UP) throw error;
    }
    if (fits) return true;
    Object.assign(this, { count, token, start, end, depth, lastEnd });
    this.extras.splice(0, this.extras.length, ...extras);
    return false;
  }

  /** The finished tree in source order: each node before its children. */
  protected tree(): FlatTree {
    const { count } = this;
    const flat = allocate(count);
    const { kind, field, start, end, parent, next } = flat;
    if (open.length < 2 * count) open = new Int32Array(Math.max(2 * count, 2 * open.length));
    let top = -2;
    for (let node = count - 1; node >= 0; node--) {
      const size = sizes[node] ?? 1;
      let at = 0;
      let around = -1;
      if (top >= 0) {
        around = open[top] ?? 0;
        at = (open[top + 1] ?? 0) - size;
        open[top + 1] = at;
      }
      kind[at] = kinds[node] ?? 0;
      field[at] = fields[node] ?? 0;
      start[at] = starts[node] ?? 0;
      end[at] = ends[node] ?? 0;
      parent[at] = around;
      next[at] = at + size;
      if (size > 1) {
        top += 2;
        open[top] = at;
        open[top + 1] = at + size;
      } else while (top >= 0 && open[top + 1] === (open[top] ?? 0) + 1) top -= 2;
    }
    return flat;
  }
}

/** Open nodes and where the rest of their children ends. */
let open = new Int32Array(1 << 10);

function grow(): void {
  const larger = <Numbers extends Uint8Array | Uint16Array | Uint32Array>(old: Numbers, made: Numbers): Numbers => {
    made.set(old);
    return made;
  };
  const size = kinds.length * 2;
  kinds = larger(kinds, new Uint16Array(size));
  fields = larger(fields, new Uint8Array(size));
  starts = larger(starts, new Uint32Array(size));
  ends = larger(ends, new Uint32Array(size));
  sizes = larger(sizes, new Uint32Array(size));
}
