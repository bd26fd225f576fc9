import type { AST } from "@eslint-community/regexpp";
import type { Shape } from "./shape.ts";

/** A match: where it begins and ends, and what its groups hold. */
export interface Matched {
  index: number;
  end: number;
  groups: readonly (string | undefined)[];
}

interface Run {
  from?: number;
  /** The match may start at `from` only. */
  fixed?: boolean;
  limit: number;
}

/** The match took more steps than it may, or nests more deeply. */
class GaveUp extends Error {}

/** Each round of a repeat takes some ten frames of our own stack. */
const MAX_DEPTH = 600;

type Next = (at: number) => boolean;
type Matcher = (at: number, next: Next) => boolean;

/** Matches as a backtracking engine does, by the book (ECMA-262, 22.2.2), and counts the steps. For texts of some hundred characters. */
export class Backtracker {
  readonly #shape: Shape;
  readonly #whole: Matcher;
  readonly #reads = new Map<string, Map<string, boolean>>();
  readonly #isWide: boolean;
  readonly #order: readonly AST.CapturingGroup[];
  #text = "";
  #groups: (string | undefined)[] = [];
  #left = 0;
  #depth = 0;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.#isWide = shape.flags.unicode || shape.flags.unicodeSets;
    this.#order = groupsOf(shape.pattern);
    this.#whole = this.#alternatives(shape.pattern.alternatives, true);
  }

  /** The first match from a place on, or at that place only; undefined: it took more than `limit` steps. */
  match(text: string, { from = 0, fixed = false, limit }: Run): { found: Matched | undefined; steps: number } | undefined {
    this.#text = text;
    this.#left = limit;
    this.#depth = 0;
    try {
      for (let index = from; index <= text.length; index++) {
        // No match starts within a character.
        if (this.#isWide && index > from && this.#at(index - 1, true).length > 1) continue;
        this.#groups = [];
        let end = -1;
        this.#step();
        if (this.#whole(index, (at) => ((end = at), true))) return { found: { index, end, groups: [...this.#groups] }, steps: limit - this.#left };
        if (fixed) break;
      }
      return { found: undefined, steps: limit - this.#left };
    } catch (error) {
      if (error instanceof GaveUp) return undefined;
      throw error;
    }
  }

  #step(): void {
    if (--this.#left < 0) throw new GaveUp();
  }

  #alternatives(all: readonly AST.Alternative[], forward: boolean): Matcher {
    const matchers = all.map(({ elements }) => this.#sequence(elements, forward));
    const [only, second] = matchers;
    if (only && !second) return only;
    return (at, next) => matchers.some((one) => one(at, next));
  }

  #sequence(elements: readonly AST.Element[], forward: boolean): Matcher {
    const matchers = elements.map((one) => this.#element(one, forward));
    if (!forward) matchers.reverse();
    return matchers.reduceRight<Matcher>((rest, one) => (at, next) => one(at, (to) => rest(to, next)), (at, next) => next(at));
  }

  #element(node: AST.Element, forward: boolean): Matcher {
    switch (node.type) {
      case "Group": return this.#alternatives(node.alternatives, forward);
      case "CapturingGroup": return this.#group(node, forward);
      case "Quantifier": return this.#repeat(node, forward);
      case "Assertion": return this.#assertion(node);
      case "Backreference": return this.#reference(node, forward);
      default: return this.#character(node, forward);
    }
  }

  #character(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass, forward: boolean): Matcher {
    const known = this.#reads.get(node.raw) ?? new Map<string, boolean>();
    this.#reads.set(node.raw, known);
    const { flags } = this.#shape;
    const letters = `${flags.ignoreCase ? "i" : ""}${flags.dotAll ? "s" : ""}${flags.unicodeSets ? "v" : flags.unicode ? "u" : ""}`;
    const single = new RegExp(`^(?:${node.raw})$`, letters);
    return (at, next) => {
      this.#step();
      const character = this.#at(at, forward);
      if (character === "") return false;
      let reads = known.get(character);
      if (reads === undefined) known.set(character, (reads = single.test(character)));
      return reads && this.#deeper(next, forward ? at + character.length : at - character.length);
    };
  }

  #at(at: number, forward: boolean): string {
    if (!this.#isWide) return this.#text[forward ? at : at - 1] ?? "";
    const low = forward ? at : at - 1;
    const isPair = !forward && /[\udc00-\udfff]/.test(this.#text[low] ?? "") && /[\ud800-\udbff]/.test(this.#text[low - 1] ?? "");
    const code = this.#text.codePointAt(isPair ? low - 1 : low);
    return code === undefined || low < 0 ? "" : String.fromCodePoint(code);
  }

  #deeper(next: Next, at: number): boolean {
    if (++this.#depth > MAX_DEPTH) throw new GaveUp();
    const result = next(at);
    this.#depth--;
    return result;
  }

  #group(node: AST.CapturingGroup, forward: boolean): Matcher {
    const number = this.#order.indexOf(node) + 1;
    const inside = this.#alternatives(node.alternatives, forward);
    return (at, next) => inside(at, (to) => {
      const before = this.#groups[number];
      this.#groups[number] = this.#text.slice(Math.min(at, to), Math.max(at, to));
      if (next(to)) return true;
      this.#groups[number] = before;
      return false;
    });
  }

  #repeat({ element, min, max, greedy, start, end }: AST.Quantifier, forward: boolean): Matcher {
    const once = this.#element(element, forward);
    const inside = this.#order.flatMap((group, at) => (group.start >= start && group.end <= end ? [at + 1] : []));
    const more = (at: number, times: number, next: Next): boolean => {
      this.#step();
      if (times >= max) return next(at);
      const again = (): boolean => {
        const kept = inside.map((group) => this.#groups[group]);
        for (const group of inside) this.#groups[group] = undefined;
        // Once the least number of times is reached, matching nothing again leads nowhere.
        if (once(at, (to) => (to !== at || times < min) && this.#deeper((here) => more(here, times + 1, next), to))) return true;
        inside.forEach((group, index) => (this.#groups[group] = kept[index]));
        return false;
      };
      if (times < min) return again();
      return greedy ? again() || next(at) : next(at) || again();
    };
    return (at, next) => more(at, 0, next);
  }

  #assertion(node: AST.Assertion): Matcher {
    const { multiline } = this.#shape.flags;
    const isEdge = (at: number): boolean => multiline && /[\n\r\u2028\u2029]/.test(this.#text[at] ?? "");
    switch (node.kind) {
      case "start": return (at, next) => (at === 0 || isEdge(at - 1)) && next(at);
      case "end": return (at, next) => (at === this.#text.length || isEdge(at)) && next(at);
      case "word": {
        const isWord = (at: number): boolean => /\w/.test(this.#text[at] ?? "");
        return (at, next) => (isWord(at - 1) !== isWord(at)) !== node.negate && next(at);
      }
      default: {
        const inside = this.#alternatives(node.alternatives, node.kind === "lookahead");
        return (at, next) => {
          const kept = this.#groups.slice();
          const holds = inside(at, () => true);
          if (node.negate) this.#groups = kept.slice();
          if (holds !== node.negate && next(at)) return true;
          this.#groups = kept;
          return false;
        };
      }
    }
  }

  #reference({ resolved }: AST.Backreference, forward: boolean): Matcher {
    const { ignoreCase } = this.#shape.flags;
    const same = (a: string, b: string): boolean => a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase());
    const numbers = [resolved].flat().map((node) => this.#order.indexOf(node) + 1);
    return (at, next) => {
      this.#step();
      const text = numbers.map((number) => this.#groups[number]).find((one) => one !== undefined) ?? "";
      const to = forward ? at + text.length : at - text.length;
      return to >= 0 && same(this.#text.slice(Math.min(at, to), Math.max(at, to)), text) && next(to);
    };
  }
}

/** The capturing groups in the order in which they open. */
function groupsOf(pattern: AST.Pattern): AST.CapturingGroup[] {
  const found: AST.CapturingGroup[] = [];
  const open: (AST.Element | AST.Alternative)[] = pattern.alternatives.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "CapturingGroup") found.push(node);
    if (node.type === "Alternative") open.push(...node.elements.toReversed());
    else if (node.type === "Quantifier") open.push(node.element);
    else if ("alternatives" in node) open.push(...(node.alternatives as AST.Alternative[]).toReversed());
  }
  return found;
}
