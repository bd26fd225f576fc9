import type { AST } from "@eslint-community/regexpp";
import type { Attack } from "./analyse.ts";
import { Backtracker } from "./backtracker.ts";
import { regexpp } from "./engines.ts";
import type { Shape } from "./shape.ts";

/** Attacks of one pattern, and steps that one of them may take when it is looked whether it fails to match. */
const MAX_ATTACKS = 40;
const MAX_STEPS = 20_000;
const MAX_SAMPLE = 60;
/** Characters that a class is tried with: those that many sets share and few do. */
const CANDIDATES = [..."a0 _-.A,/:<\"'\n\t!@#"];
/** Pumps of one repeat. */
const MAX_PUMPS = 5;
const SUFFIXES = ["", "!", "\n", " ", "\0", "a", "\n\n", "!\n"];
const TRIED = 3;

/** Texts made of what a pattern reads: what leads to a repeat, what it repeats, and an end on which the match fails. */
export function seededAttacks(shape: Shape): Attack[] {
  const sampler = new Sampler(shape);
  const backtracker = new Backtracker(shape);
  const found = new Map<string, Attack>();
  for (const quantifier of repeatsOf(shape.pattern)) {
    const before = sampler.before(quantifier);
    for (const pump of sampler.pumps(quantifier)) {
      for (const prefix of new Set([before, ""])) {
        if (found.size >= MAX_ATTACKS) return [...found.values()];
        const failing = SUFFIXES.filter((suffix) => !backtracker.match(prefix + pump.repeat(TRIED) + suffix, { limit: MAX_STEPS })?.found);
        const attack = { prefix, pump, suffix: failing[0] ?? "" };
        found.set(JSON.stringify(attack), attack);
      }
    }
  }
  return [...found.values()];
}

/** Repeats that matter, the inner ones of nested repeats last. */
function repeatsOf(pattern: AST.Pattern): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  regexpp().visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      if (node.max > 1 && node.max !== node.min) found.push(node);
    },
  });
  return found;
}

/** Short texts that a part of a pattern matches. */
export class Sampler {
  readonly #flags: string;
  readonly #pattern: AST.Pattern;

  constructor({ flags, pattern }: Shape) {
    this.#pattern = pattern;
    this.#flags = `${flags.ignoreCase ? "i" : ""}${flags.dotAll ? "s" : ""}${flags.unicodeSets ? "v" : flags.unicode ? "u" : ""}`;
  }

  /** What leads to a node. */
  before(node: AST.Node): string {
    let text = "";
    for (let at: AST.Node | null = node; at?.parent; at = at.parent) {
      const { parent }: AST.Node = at;
      if (parent?.type !== "Alternative") continue;
      const { elements } = parent;
      text = elements.slice(0, elements.indexOf(at as AST.Element)).map((one) => this.of(one)).join("") + text;
    }
    return text.slice(0, MAX_SAMPLE);
  }

  /** Texts that one round of a repeat reads. */
  pumps({ element }: AST.Quantifier): string[] {
    // What the pattern names elsewhere comes first: a character that two parts read is what they divide.
    if (element.type === "CharacterClass" || element.type === "CharacterSet") {
      const own = this.#accepted(element.raw, this.#named()).slice(0, MAX_PUMPS - 2);
      return [...new Set([...own, ...this.#characters(element.raw)])].slice(0, MAX_PUMPS);
    }
    if (element.type !== "Group" && element.type !== "CapturingGroup") return [this.of(element)].filter((one) => one !== "");
    const single = element.alternatives.map((one) => this.#sequence(one.elements, 1)).filter((one) => one !== "").slice(0, MAX_PUMPS);
    return [...new Set([...single, single.join("").slice(0, MAX_SAMPLE)])].filter((one) => one !== "");
  }

  /** Characters that the pattern reads, each kind with some, and one that it does not; texts that it matches, with and without optional parts. */
  parts(): { characters: string[]; samples: string[] } {
    const found = new Set<string>();
    const add = (node: AST.Element): void => {
      const [first = "", ...rest] = node.type === "Character" ? [String.fromCodePoint(node.value)] : this.#characters((node as AST.CharacterClass).raw);
      found.add(first);
      const other = rest.find((one) => !found.has(one));
      if (other !== undefined) found.add(other);
    };
    regexpp().visitRegExpAST(this.#pattern, {
      onCharacterEnter: (node) => {
        if (node.parent.type === "Alternative" || node.parent.type === "Quantifier") add(node);
      },
      onCharacterSetEnter: (node) => {
        if (node.parent.type === "Alternative" || node.parent.type === "Quantifier") add(node as AST.Element);
      },
      onCharacterClassEnter: (node) => {
        if (node.parent.type === "Alternative" || node.parent.type === "Quantifier") add(node as AST.Element);
      },
    });
    const strange = CANDIDATES.toReversed().find((one) => !found.has(one)) ?? "!";
    const samples = this.#pattern.alternatives.flatMap(({ elements }) => [0, 1, 2, 3].map((least) => this.#sequence(elements, least)));
    return { characters: [...found, strange].filter((one) => one !== ""), samples: [...new Set(samples)] };
  }

  of(node: AST.Element, least = 0): string {
    switch (node.type) {
      case "Character": return String.fromCodePoint(node.value);
      case "Group": case "CapturingGroup": return shortest(node.alternatives.map((one) => this.#sequence(one.elements, least)));
      case "Quantifier": return node.max === 0 ? "" : this.of(node.element, least).repeat(Math.min(Math.max(node.min, least), node.max, MAX_SAMPLE)).slice(0, MAX_SAMPLE);
      case "Assertion": return "";
      case "Backreference": return [node.resolved].flat().map((group) => this.of(group)).join("").slice(0, MAX_SAMPLE);
      default: return this.#characters(node.raw)[0] ?? "";
    }
  }

  #sequence(elements: readonly AST.Element[], least: number): string {
    return elements.map((one) => this.of(one, least)).join("").slice(0, MAX_SAMPLE);
  }

  #characters(raw: string): string[] {
    const known = this.#accepted(raw, CANDIDATES);
    return known.length > 0 ? known : this.#accepted(raw, Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code))).slice(0, 1);
  }

  /** Those of some characters that a class accepts. */
  #accepted(raw: string, characters: readonly string[]): string[] {
    const single = new RegExp(`^(?:${raw})$`, this.#flags);
    return characters.filter((one) => single.test(one));
  }

  /** Characters that stand in the pattern as themselves. */
  #named(): string[] {
    const found = new Set<string>();
    regexpp().visitRegExpAST(this.#pattern, { onCharacterEnter: ({ value }) => void found.add(String.fromCodePoint(value)) });
    return [...found];
  }
}

const shortest = (all: readonly string[]): string => all.reduce((a, b) => (b.length < a.length ? b : a), all[0] ?? "");
