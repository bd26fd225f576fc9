import type { CallSummary, FileSummary, ForeignName, FunctionSummary, LoopSummary } from "../summary.ts";
import type { PyNode } from "./node.ts";

/** What a file tells of itself to its own rules, and to other files once it is known which functions those rules asked about. */
export interface Summarised {
  summary: FileSummary;
  /** Plain data, with the calls of functions of other modules. */
  workedOut(asked: ReadonlySet<number>): FileSummary;
}

/** Finds the loop around a call; `forOthers`: with what files cannot see of it that the callee stands in. */
type FindLoop = (call: PyNode, forOthers: boolean) => LoopSummary | undefined;

interface Given<To> {
  call: PyNode;
  to: To;
  deferred: boolean;
  job?: boolean;
  loop?: FindLoop;
}

/** A call whose loop is worked out when first asked for: most callers are never asked about. */
class LazyCall<To extends CallSummary["to"]> implements CallSummary {
  readonly line: number;
  readonly to: To;
  readonly deferred?: true;
  readonly job?: true;
  readonly #given: Given<To>;
  #known: { loop?: LoopSummary } | undefined;

  constructor(given: Given<To>) {
    this.line = given.call.line;
    this.to = given.to;
    if (given.deferred) this.deferred = true;
    if (given.job) this.job = true;
    this.#given = given;
  }

  get loop(): LoopSummary | undefined {
    return (this.#known ??= { loop: this.#given.loop?.(this.#given.call, false) }).loop;
  }

  plain(hasLoop: boolean): CallSummary {
    const { call, loop: find } = this.#given;
    const loop = hasLoop ? find?.(call, true) : undefined;
    return { line: this.line, to: this.to, ...(loop && { loop }), ...(this.deferred && { deferred: true }), ...(this.job && { job: true }) };
  }
}

/** The calls of a file's functions, by the ids of these. */
export class MadeCalls {
  readonly #own = new Map<number, LazyCall<{ id: number }>[]>();
  readonly #foreign = new Map<number, LazyCall<ForeignName>[]>();
  readonly #told = new Map<number, Set<ForeignName>>();

  /** A call of a function of this file. */
  own(from: number, given: Given<{ id: number }>): void {
    add(this.#own, from, new LazyCall(given));
  }

  /** A call of a function of another module. Without a loop the first of several equal ones tells enough. */
  foreign(from: number, given: Given<ForeignName>): void {
    if (given.loop || isNew(this.#told, from, given.to)) add(this.#foreign, from, new LazyCall(given));
  }

  ownOf(from: number): CallSummary[] {
    return (this.#own.get(from) ?? []).sort(deferredLast);
  }

  /**
   * All calls as plain data. Loops matter where something hangs on the callee: it was asked about, calls other files, is a method that classes of
   * other files may replace, or calls such a function. How often the others run matters to nobody.
   */
  workedOut(functions: readonly FunctionSummary[], asked: ReadonlySet<number>, isMethod: (id: number) => boolean): FunctionSummary[] {
    const callers = new Map<number, number[]>();
    const leading = new Set<number>();
    for (const { id } of functions) {
      if (asked.has(id) || this.#foreign.has(id) || isMethod(id)) leading.add(id);
      for (const { to } of this.#own.get(id) ?? []) add(callers, to.id, id);
    }
    // A set tells of what is added while it is walked.
    for (const id of leading) for (const caller of callers.get(id) ?? []) leading.add(caller);
    const told = new Map<number, Set<ForeignName>>();
    return functions.map((fn) => {
      const calls = (this.#own.get(fn.id) ?? []).map((call) => call.plain(leading.has(call.to.id)));
      for (const call of this.#foreign.get(fn.id) ?? []) {
        const made = call.plain(true);
        if (made.loop || isNew(told, fn.id, call.to)) calls.push(made);
      }
      return { ...fn, calls: calls.sort(deferredLast) };
    });
  }
}

const deferredLast = (a: CallSummary, b: CallSummary): number => Number(a.deferred ?? false) - Number(b.deferred ?? false);

function isNew(told: Map<number, Set<ForeignName>>, from: number, to: ForeignName): boolean {
  const names = told.get(from) ?? new Set();
  told.set(from, names);
  return names.size < names.add(to).size;
}

function add<T>(lists: Map<number, T[]>, key: number, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}
