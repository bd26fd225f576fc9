import type { AST } from "@eslint-community/regexpp";
import type { CharSet, JS } from "refa";
import { refa } from "./engines.ts";
import type { Shape } from "./shape.ts";

/** What the parts of one pattern read: asked only for patterns that are reported. */
export class Reads {
  readonly #flags: JS.Flags;
  readonly maximum: number;

  constructor({ flags: { dotAll, ignoreCase, unicode, unicodeSets } }: Shape) {
    this.#flags = unicodeSets ? { dotAll, ignoreCase, unicodeSets } : { dotAll, ignoreCase, unicode };
    this.maximum = unicode || unicodeSets ? 0x10ffff : 0xffff;
  }

  /** Every character that a part can read. */
  all(node: AST.Element | AST.Alternative): CharSet {
    switch (node.type) {
      case "Alternative": return this.#union(node.elements.map((one) => this.all(one)));
      case "Group": case "CapturingGroup": return this.#union(node.alternatives.map((one) => this.all(one)));
      case "Quantifier": return this.all(node.element);
      case "Assertion": return this.#none;
      case "Backreference": return this.#union([node.resolved].flat().map((group) => (this.#isAround(group, node) ? this.#none : this.all(group))));
      default: return this.set(node);
    }
  }

  /** The characters that a part can begin with. */
  first(node: AST.Element | AST.Alternative): CharSet {
    switch (node.type) {
      case "Alternative": {
        const end = node.elements.findIndex((one) => !isNullable(one));
        return this.#union(node.elements.slice(0, end < 0 ? undefined : end + 1).map((one) => this.first(one)));
      }
      case "Group": case "CapturingGroup": return this.#union(node.alternatives.map((one) => this.first(one)));
      case "Quantifier": return node.max === 0 ? this.#none : this.first(node.element);
      default: return this.all(node);
    }
  }

  /** The characters of one class, set or character. */
  set(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass): CharSet {
    return refa().JS.parseUnicodeSet(node.type === "ExpressionCharacterClass" ? node.expression : node, this.#flags).chars;
  }

  #isAround(group: AST.CapturingGroup, node: AST.Node): boolean {
    return group.start <= node.start && node.end <= group.end;
  }

  get #none(): CharSet {
    return refa().CharSet.empty(this.maximum);
  }

  #union(sets: readonly CharSet[]): CharSet {
    return this.#none.union(...sets);
  }
}

/** Whether a part can match nothing. */
export function isNullable(node: AST.Element | AST.Alternative): boolean {
  switch (node.type) {
    case "Alternative": return node.elements.every(isNullable);
    case "Group": case "CapturingGroup": return node.alternatives.some(isNullable);
    case "Quantifier": return node.min === 0 || isNullable(node.element);
    case "Assertion": case "Backreference": return true;
    default: return false;
  }
}
