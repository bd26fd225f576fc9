import type { AST } from "@eslint-community/regexpp";
import type { CharSet, JS } from "refa";
import { alphabetOf, type Alphabet } from "./alphabet.ts";
import { refa } from "./engines.ts";
import { Fuel } from "./fuel.ts";
import { LOOP, type Shape } from "./shape.ts";
import type { Watch } from "./watch.ts";

/** What has to hold between two characters for a step to be possible, as bits. */
export const Pass = { boundary: 1, inside: 2, start: 4, end: 8, other: 16, more: 32 } as const;
/** A step to a position; `ways`: how many loops lead there, so that two mean two ways to match the same. */
export interface Step {
  to: number;
  pass: number;
  ways: number;
}

/** A pattern as positions (its characters and classes, position 0 is the start) and the steps between them. */
export interface Automaton {
  alphabet: Alphabet;
  /** Classes that each position reads; none for the start. */
  masks: readonly number[];
  /** The node of each position. */
  nodes: readonly (AST.Node | undefined)[];
  steps: readonly (readonly Step[])[];
  /** Conditions under which a match may end at a position. */
  ends: readonly (readonly number[])[];
  multiline: boolean;
  /** Conditions that are checked exactly. */
  exact: number;
  /** Holds conditions that are taken to hold: lookarounds, references. */
  vague: boolean;
  /** Long counted repeats are shortened: words of the automaton are no texts of the pattern. */
  shortened: boolean;
}

/** More positions than this take too long; pairs and threes of them are numbered by bytes. */
const MAX_POSITIONS = 250;
/** Parts and links that a pattern may have: counted repeats copy what they hold, also where it has no characters. */
const MAX_WORK = 300_000;
/** Copies of a counted repeat; what is beyond is passed by `Pass.more`. */
const MAX_COPIES = 4;
/** Ways to match nothing that are told apart. */
const MAX_EMPTY = 6;

interface Link {
  at: number;
  pass: number;
}

interface Fragment {
  first: readonly Link[];
  last: readonly Link[];
  /** Conditions under which the fragment matches nothing. */
  empty: readonly number[];
}

class TooLarge extends Error {}

/** The characters of a piece of a pattern, by flags and text: most patterns are made of the same few. */
const sets = new Map<string, CharSet>();
const MAX_RANGES = 100_000;
let ranges = 0;

/** Builds the automaton of a pattern; undefined when it is too large or holds what has no set of characters. */
export function automatonOf(shape: Shape, watch: Watch): Automaton | undefined {
  try {
    return new Builder(shape, watch).build();
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** Whether a node stands in something that can match more than once. */
function isRepeated(node: AST.Node | undefined): boolean {
  for (let at = node; at; at = at.parent ?? undefined) if (at.type === "Quantifier" && at.max > 1) return true;
  return false;
}

const nothing: Fragment = { first: [], last: [], empty: [0] };

class Builder {
  readonly #shape: Shape;
  readonly #nodes: (AST.Node | undefined)[] = [undefined];
  readonly #sets: CharSet[];
  readonly #steps: Map<string, Step>[] = [new Map()];
  readonly #maximum: number;
  readonly #fuel: Fuel;
  #shortened = false;

  constructor(shape: Shape, watch: Watch) {
    this.#fuel = new Fuel(MAX_WORK, watch);
    this.#shape = shape;
    this.#maximum = shape.flags.unicode || shape.flags.unicodeSets ? 0x10ffff : 0xffff;
    this.#sets = [refa().CharSet.empty(this.#maximum)];
  }

  build(): Automaton | undefined {
    const { pattern, flags } = this.#shape;
    const whole = this.#alternatives(pattern.alternatives);
    this.#connect([{ at: 0, pass: 0 }], whole.first, 1);
    const ends: number[][] = this.#nodes.map(() => []);
    for (const { at, pass } of whole.last) ends[at]?.push(pass);
    ends[0]?.push(...whole.empty);
    const alphabet = alphabetOf(this.#sets, this.#maximum, (at) => isRepeated(this.#nodes[at]));
    if (!alphabet) return undefined;
    const steps = this.#steps.map((out) => [...out.values()]);
    const { multiline } = flags;
    return {
      alphabet, masks: alphabet.masks, nodes: this.#nodes, steps, ends, multiline, shortened: this.#shortened,
      exact: Pass.boundary | Pass.inside | (multiline ? Pass.start | Pass.end : 0),
      vague: [...steps.flat().map((step) => step.pass), ...ends.flat()].some((pass) => (pass & Pass.other) !== 0),
    };
  }

  #alternatives(all: readonly AST.Alternative[]): Fragment {
    const parts = all.map((one) => this.#sequence(one.elements));
    return {
      first: parts.flatMap((part) => part.first),
      last: parts.flatMap((part) => part.last),
      empty: distinct(parts.flatMap((part) => part.empty)),
    };
  }

  #sequence(elements: readonly AST.Element[]): Fragment {
    return elements.reduce((before: Fragment, element) => this.#join(before, this.#element(element)), nothing);
  }

  #join(a: Fragment, b: Fragment): Fragment {
    this.#spend(a.first.length + a.last.length + (b.first.length + b.last.length) * MAX_EMPTY);
    this.#connect(a.last, b.first, 1);
    return {
      first: [...a.first, ...combined(b.first, a.empty)],
      last: [...b.last, ...combined(a.last, b.empty)],
      empty: distinct(a.empty.flatMap((one) => b.empty.map((other) => one | other))),
    };
  }

  #spend(work: number): void {
    this.#fuel.spend(work);
    if (this.#fuel.isSpent) throw new TooLarge();
  }

  #element(node: AST.Element): Fragment {
    this.#spend(1);
    switch (node.type) {
      case "Character": case "CharacterSet": case "CharacterClass": case "ExpressionCharacterClass": return this.#position(node, this.#setOf(node));
      case "Group": case "CapturingGroup": return this.#alternatives(node.alternatives);
      case "Assertion": return { first: [], last: [], empty: [passOf(node)] };
      case "Quantifier": return this.#repeat(node);
      case "Backreference": return this.#anything(node);
    }
  }

  #setOf(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass): CharSet {
    const { dotAll, ignoreCase, unicode, unicodeSets, raw } = this.#shape.flags;
    const key = `${raw} ${node.type} ${node.raw}`;
    const known = sets.get(key);
    if (known) return known;
    const flags: JS.Flags = unicodeSets ? { dotAll, ignoreCase, unicodeSets } : { dotAll, ignoreCase, unicode };
    const { chars, accept } = refa().JS.parseUnicodeSet(node.type === "ExpressionCharacterClass" ? node.expression : node, flags);
    if (!accept.isEmpty) throw new TooLarge();
    if (ranges >= MAX_RANGES) {
      sets.clear();
      ranges = 0;
    }
    ranges += chars.ranges.length + 1;
    sets.set(key, chars);
    return chars;
  }

  #position(node: AST.Node, set: CharSet): Fragment {
    const at = this.#nodes.length;
    if (at >= MAX_POSITIONS) throw new TooLarge();
    this.#nodes.push(node);
    this.#sets.push(set);
    this.#steps.push(new Map());
    return { first: [{ at, pass: 0 }], last: [{ at, pass: 0 }], empty: [] };
  }

  /** A reference may match any text: its steps are never sure. */
  #anything(node: AST.Node): Fragment {
    const one = this.#position(node, refa().CharSet.all(this.#maximum));
    const first = combined(one.first, [Pass.other]);
    this.#connect(one.last, first, 1);
    return { first, last: one.last, empty: [Pass.other] };
  }

  #repeat({ element, min, max }: AST.Quantifier): Fragment {
    if (max === 0) return nothing;
    const isLoop = max >= LOOP;
    const copies = Math.min(isLoop ? Math.max(min, 1) : max, MAX_COPIES);
    if (min > copies) this.#shortened = true;
    let rest = nothing;
    for (let i = copies - 1; i >= 0; i--) {
      const copy = this.#element(element);
      if (i === copies - 1 && isLoop) this.#connect(copy.last, copy.first, 1);
      else if (i === copies - 1 && max > copies) this.#connect(copy.last, combined(copy.first, [Pass.more]), 1);
      const both = this.#join(copy, rest);
      // A later copy is reached through the earlier ones only: there is one way to match one character twice.
      rest = i < min ? both : { ...both, empty: distinct([0, ...both.empty]) };
    }
    return rest;
  }

  #connect(from: readonly Link[], to: readonly Link[], ways: number): void {
    this.#spend(from.length * to.length);
    for (const a of from) {
      for (const b of to) {
        const pass = a.pass | b.pass;
        const key = `${b.at} ${pass}`;
        const out = this.#steps[a.at];
        const known = out?.get(key);
        if (known) known.ways += ways;
        else out?.set(key, { to: b.at, pass, ways });
      }
    }
  }
}

const combined = (links: readonly Link[], conditions: readonly number[]): Link[] =>
  links.flatMap(({ at, pass }) => conditions.map((one) => ({ at, pass: pass | one })));

function distinct(conditions: readonly number[]): number[] {
  const all = [...new Set(conditions)];
  if (all.length > MAX_EMPTY) throw new TooLarge();
  return all;
}

function passOf(node: AST.Assertion): number {
  switch (node.kind) {
    case "word": return node.negate ? Pass.inside : Pass.boundary;
    case "start": return Pass.start;
    case "end": return Pass.end;
    default: return Pass.other;
  }
}
