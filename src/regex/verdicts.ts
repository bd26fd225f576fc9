import { createHash } from "node:crypto";
import type { Question, Verdict } from "./analyse.ts";

/** What is known about a pattern, as it is handed to other threads and kept for later runs; null: nothing is wrong with it, as far as we can tell. */
export type Known = readonly [key: string, verdict: Verdict | null];

/** An editor's process lives for days. */
const MAX_KEPT = 20_000;
/** Longer patterns are known by their hash. */
const MAX_KEY = 100;

/** The verdicts of one thread: each pattern is judged once. They change the time that an analysis takes, never what it finds. */
export class Verdicts {
  readonly #known = new Map<string, Verdict | null>();
  /** Patterns that took too long, which is no verdict. */
  readonly #undecided = new Set<string>();
  #earlier: ReadonlyMap<string, unknown> = new Map();
  #read: (() => ReadonlyMap<string, unknown>) | undefined;
  #news: Known[] | undefined;
  #met: string[] = [];

  /** Gathers what is found out from now on, for `takeNews`. `read` gives what earlier runs left; it is called when the first pattern is judged. */
  open(read?: () => ReadonlyMap<string, unknown>): void {
    this.#news = [];
    this.#read = read;
    this.#earlier = new Map();
  }

  /** Takes over what another thread has found out. */
  learn(all: readonly Known[]): void {
    for (const [key, verdict] of all) this.#keep(key, verdict);
  }

  /** What was found out since the last call, if anybody wants to know. */
  takeNews(): Known[] {
    const news = this.#news ?? [];
    if (this.#news) this.#news = [];
    return news;
  }

  /** The patterns without a verdict that were met since the last call. */
  takeUndecided(): string[] {
    return this.#met.splice(0);
  }

  /** The verdict on a pattern. `judge` returns "undecided" where it has none. */
  of(question: Question, judge: () => Verdict | undefined | "undecided"): Verdict | undefined {
    const key = keyOf(question);
    const known = this.#known.has(key) ? this.#known.get(key) : this.#kept(key, question.source.length);
    if (known !== undefined) return known ?? undefined;
    const verdict = this.#undecided.has(key) ? "undecided" : judge();
    if (verdict === "undecided") {
      this.#undecided.add(key);
      this.#met.push(question.source);
      return undefined;
    }
    this.#keep(key, verdict ?? null);
    this.#news?.push([key, verdict ?? null]);
    return verdict;
  }

  #keep(key: string, verdict: Verdict | null): void {
    if (this.#known.size >= MAX_KEPT) this.#known.clear();
    this.#known.set(key, verdict);
  }

  #kept(key: string, length: number): Verdict | null | undefined {
    if (this.#read) this.#earlier = this.#read();
    this.#read = undefined;
    const earlier = this.#earlier.get(key);
    if (earlier === null || isVerdict(earlier, length)) {
      this.#keep(key, earlier);
      return earlier;
    }
    return undefined;
  }
}

/** Of this thread. */
export const verdicts = new Verdicts();

function keyOf({ source, flags, mode, global }: Question): string {
  const name = source.length <= MAX_KEY ? `=${source}` : `#${createHash("sha256").update(source, "utf16le").digest("base64url")}`;
  return `${mode}${global ? " all" : ""} ${[...flags].sort().join("")} ${name}`;
}

/** Whether a value from a file is a verdict on a pattern of this length: nobody knows what may stand there. */
function isVerdict(value: unknown, length: number): value is Verdict {
  if (!isRecord(value)) return false;
  const { kind, degree, part, attack, by } = value;
  return ["exponential", "polynomial", "move"].includes(kind as string) && ["automaton", "scslre", "recheck", "steps"].includes(by as string)
    && (degree === undefined || typeof degree === "number")
    && Array.isArray(part) && part.length === 2 && part.every((at) => Number.isInteger(at) && at >= 0 && at <= length) && part[0] <= part[1]
    && (attack === undefined || isAttack(attack));
}

function isAttack(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { prefix, pump, suffix, times, all } = value;
  return [prefix, pump, suffix].every((text) => typeof text === "string") && (times === undefined || typeof times === "number") && (all === undefined || typeof all === "boolean");
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
