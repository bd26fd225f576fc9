import type { AST } from "@eslint-community/regexpp";
import type { Automaton } from "./automaton.ts";
import { Fuel } from "./fuel.ts";
import type { Shape } from "./shape.ts";
import type { Watch } from "./watch.ts";

/** Longest run of one character that is looked at. */
const LENGTH = 64;
/** Products of numbers of ways, in steps of other analyses; a pattern may take thousands. */
const PRODUCT = 10;
const FUEL = 500_000;
/** Ways to match a short run from which on it is as bad as exponential: a tenth of a second at the least. */
const MANY = 1e8;

/** A bounded repeat of repeats, and the run of one class of characters (a bit) that it matches in the most ways. */
export interface Blowup {
  node: AST.Node;
  character: number;
  length: number;
}

/** Looks for bounded repeats that match a run of one character in a huge number of ways, such as `(a{1,10}){1,10}`. */
export function blowup(shape: Shape, automaton: Automaton, watch: Watch): Blowup | undefined {
  if (!shape.bounded) return undefined;
  const fuel = new Fuel(FUEL, watch);
  const masks = new Map(automaton.nodes.map((node, at) => [node, automaton.masks[at] ?? 0]));
  for (const bit of automaton.alphabet.examples.keys()) {
    const counter = new WayCounter(masks, 1 << bit, fuel);
    const found = counter.count(shape.pattern);
    if (found) return { ...found, character: 1 << bit };
  }
  return undefined;
}

/** Numbers of ways to match a run of one character, by the length of the run. */
type Ways = Float64Array;

class WayCounter {
  readonly #masks: ReadonlyMap<AST.Node | undefined, number>;
  readonly #character: number;
  readonly #fuel: Fuel;
  /** Quantifiers around what is looked at. */
  #repeats = 0;
  #worst: { node: AST.Node; length: number } | undefined;

  constructor(masks: ReadonlyMap<AST.Node | undefined, number>, character: number, fuel: Fuel) {
    this.#fuel = fuel;
    this.#masks = masks;
    this.#character = character;
  }

  count(pattern: AST.Pattern): { node: AST.Node; length: number } | undefined {
    this.#alternatives(pattern.alternatives);
    return this.#worst;
  }

  #alternatives(all: readonly AST.Alternative[]): Ways {
    const sum = new Float64Array(LENGTH + 1);
    for (const one of all) this.#sequence(one).forEach((ways, length) => (sum[length] = (sum[length] ?? 0) + ways));
    return sum;
  }

  #sequence(node: AST.Alternative): Ways {
    return this.#noted(node, node.elements.reduce((before, element) => this.#product(before, this.#element(element)), nothing()));
  }

  #element(node: AST.Element): Ways {
    this.#fuel.spend(1);
    if (this.#fuel.isSpent) return nothing();
    switch (node.type) {
      case "Group": case "CapturingGroup": return this.#alternatives(node.alternatives);
      case "Quantifier": return this.#noted(node, this.#repeat(node));
      case "Assertion": return this.#assertion(node);
      case "Backreference": return nothing();
      default: {
        const ways = new Float64Array(LENGTH + 1);
        ways[1] = ((this.#masks.get(node) ?? 0) & this.#character) === 0 ? 0 : 1;
        return ways;
      }
    }
  }

  /** In the middle of a run of one character nothing starts, ends or changes; what looks around may not hold. */
  #assertion(node: AST.Assertion): Ways {
    const holds = this.#repeats === 0 || (node.kind === "word" && node.negate);
    return holds ? nothing() : new Float64Array(LENGTH + 1);
  }

  #repeat({ element, min, max }: AST.Quantifier): Ways {
    this.#repeats++;
    const once = this.#element(element);
    this.#repeats--;
    // Once the least number of times is reached, an engine does not try to match nothing again.
    const more = once.map((ways, length) => (length === 0 ? 0 : ways));
    const sum = new Float64Array(LENGTH + 1);
    let power = nothing();
    for (let times = 0; times <= Math.min(max, LENGTH) && !this.#fuel.isSpent; times++) {
      if (times >= min) power.forEach((ways, length) => (sum[length] = (sum[length] ?? 0) + ways));
      power = this.#product(power, times < min ? once : more);
    }
    return sum;
  }

  #product(a: Ways, b: Ways): Ways {
    this.#fuel.spend(PRODUCT);
    return product(a, b);
  }

  #noted(node: AST.Node, ways: Ways): Ways {
    const most = ways.reduce((a, b) => Math.max(a, b), 0);
    if (most >= MANY) this.#worst ??= { node, length: ways.indexOf(most) };
    return ways;
  }
}

/** One way to match nothing. */
function nothing(): Ways {
  const ways = new Float64Array(LENGTH + 1);
  ways[0] = 1;
  return ways;
}

function product(a: Ways, b: Ways): Ways {
  const result = new Float64Array(LENGTH + 1);
  for (let i = 0; i <= LENGTH; i++) {
    const x = a[i] ?? 0;
    if (x === 0) continue;
    for (let j = 0; i + j <= LENGTH; j++) result[i + j] = (result[i + j] ?? 0) + x * (b[j] ?? 0);
  }
  return result;
}
