import type { AST } from "@eslint-community/regexpp";
import type { CharSet } from "refa";
import type { Attack, Verdict } from "./analyse.ts";
import { charactersIn, list } from "./characters.ts";
import { regexpp } from "./engines.ts";
import { isNullable, Reads } from "./reads.ts";
import type { Shape } from "./shape.ts";

/** Why a text can be matched in several ways, as a clause, and what can be done about it. */
export interface Why {
  why: string;
  advice: string;
}

/** Shows a part of the pattern as its language writes it, short and in backticks. */
export type Show = (part: readonly [number, number]) => string;

/** Says why two ways match the same text. Everything said is looked up in the pattern: where nothing is found, it says less. */
export function whyOf(shape: Shape, verdict: Verdict, show: Show): Why {
  return new Reason(shape, verdict, show).tell();
}

const isInside = (node: AST.Node, [from, to]: readonly [number, number]): boolean => node.start >= from && node.end <= to;

const isStart = (node: AST.Element): boolean => node.type === "Assertion" && node.kind === "start";

/** Whether each way through begins with `^`, also in a group. */
const beginsAtStart = ({ alternatives }: Pick<AST.Pattern, "alternatives">): boolean => alternatives.every(({ elements: [first] }) =>
  first !== undefined && (isStart(first) || ((first.type === "Group" || first.type === "CapturingGroup") && beginsAtStart(first))));

const allMatches: Why = {
  why: "each match looks through the rest of the text",
  advice: "Look once for what has to follow, before all matches are gone through, or limit the length of the text",
};

class Reason {
  readonly #verdict: Verdict;
  readonly #reads: Reads;
  readonly #isAnchored: boolean;
  readonly #show: (node: Pick<AST.Node, "start" | "end">) => string;
  /** The repeats and optional elements in the ambiguous part, outer ones before the inner. */
  readonly #repeats: readonly AST.Quantifier[];

  constructor(shape: Shape, verdict: Verdict, show: Show) {
    this.#verdict = verdict;
    this.#reads = new Reads(shape);
    this.#isAnchored = shape.flags.sticky || beginsAtStart(shape.pattern);
    this.#show = ({ start, end }) => show([start, end]);
    const repeats: AST.Quantifier[] = [];
    regexpp().visitRegExpAST(shape.pattern, {
      onQuantifierEnter: (node) => {
        if ((node.max > 1 || node.min < node.max) && isInside(node, verdict.part)) repeats.push(node);
      },
    });
    this.#repeats = repeats;
  }

  tell(): Why {
    const { kind, by } = this.#verdict;
    if (by === "steps") return allMatches;
    if (kind === "move") return this.#restart();
    if (kind === "polynomial") return this.#neighbors() ?? this.#nested() ?? this.#restartOnly() ?? this.#unknown();
    return this.#nested() ?? this.#neighbors() ?? this.#rounds() ?? this.#alternatives() ?? this.#unknown();
  }

  /** A search that begins in the middle of a run reads the rest of the run once more. */
  #restart(): Why {
    const first = this.#repeats.find((one) => one.max > 1);
    const pump = this.#verdict.attack?.pump ?? "";
    const what = first && [...pump].length < 2 ? charactersIn(this.#reads.all(first)) : "any character";
    const isAny = what.startsWith("any");
    const each = isAny && [...pump].length > 1 && this.#pump !== "" ? `\`${this.#pump}\`` : "character";
    return {
      why: `the search starts anew at each ${each}${isAny ? "" : ` in a run of ${what}`} and reads the rest of the ${isAny ? "text" : "run"} again`,
      advice: "Anchor the pattern, or limit the length of the text",
    };
  }

  /** Where one repeat alone reads the attack, only the search can divide it. */
  #restartOnly(): Why | undefined {
    const reading = this.#repeats.filter((one) => one.max > 1 && this.#isRead(one));
    return !this.#isAnchored && reading.length > 0 && new Set(reading.map((one) => this.#show(one))).size === 1 ? this.#restart() : undefined;
  }

  /** `(a+)+`, `(?:\w+\s?)*`: one round of a repeat can be all its inner repeat. */
  #nested(): Why | undefined {
    for (const outer of this.#repeats) {
      if (outer.max < 2) continue;
      for (const inner of this.#repeats) {
        if (inner === outer || !isInside(inner, [outer.start, outer.end]) || inner.min === inner.max || !this.#isRead(inner)) continue;
        const around = this.#beside(inner, outer);
        const swallowed = around?.filter((one) => !isNullable(one)) ?? [];
        if (!around || !swallowed.every((one) => !this.#reads.all(one).intersect(this.#reads.all(inner)).isEmpty)) continue;
        if (swallowed.length > 0) return this.#swallows(inner, swallowed);
        const optional = [...new Set(around.filter((node) => node.type === "Quantifier").map((node) => this.#show(node)))];
        const some = optional.length > 2 ? "all else in it is" : `${list(optional)} ${optional.length > 1 ? "are" : "is"}`;
        const absent = optional.length === 0 ? "" : `where ${some} absent, `;
        const run = charactersIn(this.#reads.all(inner));
        if (inner.max === 1) {
          const why = `each round of ${this.#show(outer)} can match ${run} or nothing`;
          return { why, advice: "Drop the optional part, or limit the length of the text" };
        }
        return {
          why: `${absent}the inner ${this.#show(inner)} and the outer ${this.#sign(outer)} divide the same run of ${run}`,
          advice: optional.length === 0 ? "Drop one of the two repeats, or limit the length of the text"
            : `Make ${list(optional, "or")} obligatory between two rounds, or limit the length of the text`,
        };
      }
    }
    return undefined;
  }

  /** `(.*?,)+`: what is to divide two rounds can be read as part of one. */
  #swallows(inner: AST.Quantifier, swallowed: readonly AST.Element[]): Why {
    const names = list(swallowed.slice(0, 3).map((one) => this.#show(one)));
    const [first] = swallowed;
    const both = first ? charactersIn(this.#reads.all(first).intersect(this.#reads.all(inner))) : names;
    return {
      why: `the inner ${this.#show(inner)} matches ${names} as well, so that one round can be read as several`,
      advice: `Leave ${both} out of ${this.#show(inner)}, or limit the length of the text`,
    };
  }

  /** What stands beside a node in each sequence up to an outer repeat. */
  #beside(inner: AST.Quantifier, outer: AST.Quantifier): AST.Element[] | undefined {
    const found: AST.Element[] = [];
    for (let at: AST.Node = inner; at !== outer; at = at.parent as AST.Node) {
      const { parent }: AST.Node = at;
      if (!parent || parent.type === "Assertion") return undefined;
      if (parent.type === "Alternative") found.push(...parent.elements.filter((one) => one !== at));
    }
    return found;
  }

  /** The sign of a repeat: `+` of `(a+)+`. */
  #sign({ element, end }: AST.Quantifier): string {
    return this.#show({ start: element.end, end });
  }

  /** `\d+\d*`, `\s*,?\s*`, `.*foo.*`: repeats in one sequence that read the same. */
  #neighbors(): Why | undefined {
    const reading = this.#repeats.filter((one) => this.#isRead(one) && (one.max >= 10 || this.#verdict.kind === "exponential"));
    for (const [index, first] of reading.entries()) {
      const common: AST.Quantifier[] = [first];
      let shared: CharSet = this.#reads.all(first);
      for (const next of reading.slice(index + 1)) {
        const both = shared.intersect(this.#reads.all(next));
        const last = common.at(-1) ?? first;
        if (next.start < last.end || both.isEmpty || !this.#isPassed(last, next, both)) continue;
        common.push(next);
        shared = both;
      }
      if (common.length < 2) continue;
      return { why: this.#sayNeighbors(common, shared), advice: this.#adviceFor(common) };
    }
    return undefined;
  }

  #sayNeighbors(common: readonly AST.Quantifier[], shared: CharSet): string {
    const names = common.map((one) => this.#show(one));
    const distinct = new Set(names);
    const [first = "", second = ""] = names;
    const between = this.#between(common[0], common[1]);
    const optional = between.filter((one) => one.type === "Quantifier");
    const subject = names.length > 2
      ? distinct.size === 1 ? `${first}, ${names.length} times,` : `${list(names.slice(0, 3))}${names.length > 3 ? " and more" : ""}`
      : `${first} and ${distinct.size === 1 ? `the ${second} after it` : `${second} after it`}`;
    const verb = names.length > 2 && distinct.size === 1 ? "matches" : names.length > 2 ? "all match" : "both match";
    const absent = between.length > 0 && optional.length === between.length && between.every(isNullable)
      ? `, and ${list(optional.map((one) => this.#show(one)))} between them can be absent`
      : between.length > 0 ? ", and what stands between them as well" : "";
    const isSearched = !this.#isAnchored && (this.#verdict.degree ?? 0) > common.length ? ", while the search starts anew at each place" : "";
    return `${subject} ${verb} ${charactersIn(shared)}${absent}${isSearched}`;
  }

  #adviceFor(common: readonly AST.Quantifier[]): string {
    const [first, second] = common;
    const isTwice = first && second && first.end === second.start && this.#show(first) === this.#show(second);
    if (isTwice) return "Keep one of them, or limit the length of the text";
    return "Make them match different characters, or limit the length of the text";
  }

  /** The elements between two repeats of one sequence. */
  #between(first: AST.Quantifier | undefined, second: AST.Quantifier | undefined): AST.Element[] {
    if (!first || !second) return [];
    const elements = this.#sequenceOf(first, second);
    if (!elements) return [];
    const at = (node: AST.Node): number => elements.findIndex((one) => isInside(node, [one.start, one.end]));
    return elements.slice(at(first) + 1, at(second)).filter((one) => one.type !== "Assertion");
  }

  /** The sequence that holds two nodes in two of its elements. */
  #sequenceOf(first: AST.Node, second: AST.Node): readonly AST.Element[] | undefined {
    for (let at: AST.Node | null = first.parent; at; at = at.parent) {
      if (at.type === "Alternative" && isInside(second, [at.start, at.end])) return at.elements;
      if (isInside(second, [at.start, at.end])) return undefined;
    }
    return undefined;
  }

  /** They stand in one sequence, and what both read leads from the one to the other. */
  #isPassed(first: AST.Quantifier, second: AST.Quantifier, both: CharSet): boolean {
    if (!this.#sequenceOf(first, second)) return false;
    return this.#between(first, second).every((one) => isNullable(one) || !this.#reads.all(one).intersect(both).isEmpty);
  }

  /** `(?:\s*\w+\s*)+`: what ends one round and what begins the next. */
  #rounds(): Why | undefined {
    for (const { element, max } of this.#repeats) {
      if (max < 2 || (element.type !== "Group" && element.type !== "CapturingGroup")) continue;
      for (const end of element.alternatives) {
        for (const start of element.alternatives) {
          const found = this.#meeting(end.elements.toReversed(), start.elements);
          if (!found) continue;
          const [last, first] = found;
          const both = charactersIn(this.#reads.all(last).intersect(this.#reads.all(first)));
          return {
            why: `${this.#show(last)} at the end of one round and ${this.#show(first)} at the start of the next both match ${both}`,
            advice: `Keep one of them, or limit the length of the text`,
          };
        }
      }
    }
    return undefined;
  }

  /** The first repeats of two lists of elements that read the same, with nothing obligatory before them. */
  #meeting(ends: readonly AST.Element[], starts: readonly AST.Element[]): [AST.Quantifier, AST.Quantifier] | undefined {
    const repeatsAtFront = (elements: readonly AST.Element[]): AST.Quantifier[] => {
      const stop = elements.findIndex((one) => !isNullable(one));
      const front = elements.slice(0, stop < 0 ? undefined : stop + 1);
      return front.filter((one) => one.type === "Quantifier").filter((one) => one.max > one.min && this.#isRead(one));
    };
    for (const last of repeatsAtFront(ends)) {
      const read = this.#reads.all(last);
      const first = repeatsAtFront(starts).find((one) => (one !== last || one.max > 1) && !this.#reads.all(one).intersect(read).isEmpty);
      if (first) return [last, first];
    }
    return undefined;
  }

  /** `(?:\\.|[^"])*`, `(?:a|b|ab)*`: alternatives of a repeat that can begin with the same character. */
  #alternatives(): Why | undefined {
    for (const { element, max } of this.#repeats) {
      if (max < 2 || (element.type !== "Group" && element.type !== "CapturingGroup")) continue;
      for (const [index, one] of element.alternatives.entries()) {
        for (const other of element.alternatives.slice(index + 1)) {
          const both = this.#reads.first(one).intersect(this.#reads.first(other));
          if (both.isEmpty) continue;
          const names = [this.#show(one), this.#show(other)];
          const verb = this.#isSingle(one) && this.#isSingle(other) ? "match" : "begin with";
          const why = `the alternatives ${list(names)} of the loop both ${verb} ${charactersIn(both)}`;
          return { why, advice: this.#adviceForAlternatives(one, other, both) };
        }
      }
    }
    return undefined;
  }

  #isSingle({ elements: [only, second] }: AST.Alternative): boolean {
    return only !== undefined && !second && (only.type === "CharacterClass" || only.type === "CharacterSet" || only.type === "Character");
  }

  #adviceForAlternatives(one: AST.Alternative, other: AST.Alternative, both: CharSet): string {
    const wide = [other, one].find((side) => side.elements.length === 1 && side.elements[0]?.type === "CharacterClass");
    const characters = charactersIn(both);
    if (wide && characters.length < 40) return `Leave ${characters} out of ${this.#show(wide)}, or limit the length of the text`;
    return "Make them begin with different characters, or limit the length of the text";
  }

  /** Nothing is known but that it happens: what the attack repeats. */
  #unknown(): Why {
    const isBounded = this.#verdict.attack?.times !== undefined;
    const text = this.#pump === "" ? "the same text" : `a run of \`${this.#pump}\``;
    return {
      why: isBounded ? `${text} can be divided among its rounds in very many ways` : `two ways through it match ${text}`,
      advice: `${isBounded ? "Lower the counts" : "Let each character match in one way only"}, or limit the length of the text`,
    };
  }

  get #pump(): string {
    const { pump } = this.#verdict.attack ?? ({ pump: "" } as Attack);
    return pump.length <= 12 && /^[!-~]*$/.test(pump) && !pump.includes("`") ? pump : "";
  }

  /** Whether a repeat reads some of what the attack repeats; without an attack any does. */
  #isRead(node: AST.Quantifier): boolean {
    const { attack } = this.#verdict;
    if (!attack) return true;
    const set = this.#reads.all(node);
    return [...attack.pump].some((character) => set.has(character.codePointAt(0) ?? 0));
  }
}
