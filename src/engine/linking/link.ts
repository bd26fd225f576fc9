import { CallGraph, graphOf, toldContexts, type CallerLoop, type GraphFunction, type Reach } from "../../call-graph.ts";
import type { Answers } from "../../file-calls.ts";
import type { Language } from "../../finding.ts";
import type { Context } from "../../knowledge/context.ts";
import type { CallSummary, ForeignName, LinkableSummary, RecognisedContext } from "../../summary.ts";
import type { Question } from "../../others.ts";
import { Names, type Resolve, type Target } from "./names.ts";
import { Things } from "./things.ts";

/** What one linted file brings to the link. Plain data. */
export interface Linkable {
  summary: LinkableSummary;
  /** Functions that rules asked about: who reaches them. */
  asked: readonly number[];
  /** Functions of which rules would know whether a loop in another file runs them. */
  askedForLoops: readonly number[];
  /** Of these, the ones of which they would know of any loop, not only of one over many. */
  askedForAnyLoop: readonly number[];
  /** What they asked about things of other files. */
  questions?: readonly Question[];
  /** The folder of its project. */
  root: string;
  /** Only files of the project call its functions: an application, not a library. */
  isClosed: boolean;
  /** Something was found in the file, or taken back by a comment. */
  hasFindings: boolean;
}

/** For `--statistics`, by what is counted. */
export type LinkCounts = Record<"linked functions" | "calls into other files" | "calls of names that no file has" | "functions with more callers than are followed", number>;

export interface Link {
  /** By file: only what differs from what the file alone tells. */
  answers: ReadonlyMap<string, Answers>;
  counts: LinkCounts;
}

/** Joins the summaries of a project into one graph and answers what rules asked in each file. The order of the files does not matter. */
export function link(given: readonly Linkable[], resolve: Resolve): Link {
  const files = [...given].sort((a, b) => (a.summary.file < b.summary.file ? -1 : 1));
  const project = new Project(files, resolve);
  const graph = new CallGraph(project.functions);
  project.counts["functions with more callers than are followed"] = graph.cut;
  const answers = new Map<string, Answers>();
  for (const [index, one] of files.entries()) {
    const { summary: { file, functions } } = one;
    const asked = new Set(one.asked);
    const askedForAnyLoop = new Set(one.askedForAnyLoop);
    const ids = [...new Set([...asked, ...one.askedForLoops])].sort((a, b) => a - b).filter((id) => functions[id]);
    if (ids.length === 0 && !one.questions) continue;
    let alone: CallGraph | undefined;
    const found: { reach: Answers["reach"][number][]; loops: Answers["loops"][number][] } = { reach: [], loops: [] };
    for (const id of ids) {
      const at = project.indexOf({ file: index, id });
      const loop = graph.callerLoop(at);
      // A loop of the file itself is known to its rules with all that stands in it.
      const isOther = loop !== undefined && loop.caller.file !== file;
      const isLooped = isOther && (one.hasFindings || askedForAnyLoop.has(id) || mayBeLong(loop, one.isClosed));
      if (isLooped) found.loops.push([id, project.withRows(loop)]);
      const reach = isLooped || asked.has(id) ? graph.reach(at) : undefined;
      if (reach && saysMore(reach, (alone ??= graphOf(one.summary)).reach(id), isLooped || one.hasFindings)) found.reach.push([id, reach]);
    }
    const hasLoops = found.loops.length > 0;
    const beside = { hasLoops, isTold: hasLoops || found.reach.length > 0, hasFindings: one.hasFindings };
    const things = project.things.told(index, one.questions ?? [], beside);
    if (found.reach.length + found.loops.length + things.length > 0) answers.set(file, things.length > 0 ? { ...found, things } : found);
  }
  return { answers, counts: project.counts };
}

/** Whether a loop in another file may be one over many for rules that judge a call per item: in an application, that has to be proved. */
const mayBeLong = ({ loop }: CallerLoop, isApplication: boolean): boolean =>
  loop.givesItem === true && loop.paced !== true && (loop.long === true || !isApplication);

/** Of fewer files it says little that they do not tell who runs something. */
const SEVERAL_FILES = 25;
/** So many files of a language make an application, in however many packages they are. */
const MANY_FILES = 100;

/** Whether rules could judge otherwise: by another way to run that finds more, or by any where something was found that may be taken back. */
function saysMore(linked: readonly Reach[], alone: readonly Reach[], hasFindings: boolean): boolean {
  const known = waysOf(alone);
  const ways = waysOf(linked);
  if (hasFindings) return known.size !== ways.size || [...ways].some((way) => !known.has(way));
  // That nobody waits for it, or calls it at all, only takes back.
  const isMore = (one: Reach): boolean =>
    !known.has(wayOf(one)) && !known.has(wayOf({ ...one, alone: undefined, rare: undefined, untold: undefined, uncalled: undefined }));
  return linked.some((one) => isWaitedFor(one) && isMore(one));
}

const wayOf = ({ context, confidence, onLoop, perRow, alone, rare, untold, uncalled }: Reach): string =>
  [context, onLoop && "on the loop", perRow && "per row", alone && "alone", rare && "rare", untold && "untold", uncalled && "uncalled", confidence].join();

const waysOf = (all: readonly Reach[]): ReadonlySet<string> => new Set(all.map(wayOf));

/** Contexts in which somebody waits, and those in which nobody waits for more than the program itself. */
const awaited: ReadonlySet<Context> = new Set<Context>(["request", "event", "scheduled"]);
const unawaited: ReadonlySet<Context> = new Set<Context>(["startup", "cli", "build", "test", "generated"]);

/** Ways to run that make more of a costly call than unknown ones do. */
const isWaitedFor = ({ context, onLoop }: Reach): boolean => awaited.has(context) || (onLoop && !unawaited.has(context));

type Edge = GraphFunction["calls"][number];

/** The functions of all files, one after another. */
class Project {
  readonly functions: GraphFunction[] = [];
  readonly counts: LinkCounts = {
    "linked functions": 0, "calls into other files": 0, "calls of names that no file has": 0, "functions with more callers than are followed": 0,
  };
  readonly things: Things;
  readonly #starts: number[] = [];
  readonly #forms: (readonly number[])[] = [];
  readonly #names: Names;
  readonly #indices: ReadonlyMap<string, number>;

  constructor(files: readonly Linkable[], resolve: Resolve) {
    const summaries = files.map(({ summary }) => summary);
    this.#names = new Names(summaries, resolve);
    this.#indices = new Map(summaries.map(({ file }, index) => [file, index]));
    for (const { summary } of files) {
      this.#starts.push(this.counts["linked functions"]);
      this.counts["linked functions"] += summary.functions.length;
    }
    const registered = this.#registered(files);
    this.#replaced(files, registered);
    const roots = this.#rootsOf(files);
    const countOf = (language: Language): number => files.filter(({ summary }) => summary.language === language).length;
    const isMany: Record<Language, boolean> = { javascript: countOf("javascript") >= MANY_FILES, python: countOf("python") >= MANY_FILES };
    const isOneOfSeveral = ({ root, summary }: Linkable): boolean => isMany[summary.language] || (roots.get(root)?.count ?? 0) >= SEVERAL_FILES;
    const parts = new Map(files.flatMap((one, file) => (isOneOfSeveral(one) ? [[file, one.isClosed] as const] : [])));
    this.things = new Things(summaries, this.#names, parts);
    for (const [file, { summary, root, ...one }] of files.entries()) {
      const { count, balance } = roots.get(root) ?? { count: 1, balance: -1 };
      // All of a project is linted, as far as it shows: several files, and of the modules of their own that they call most are there.
      const isClosed = one.isClosed && count > 1 && balance >= 0;
      for (const fn of summary.functions) {
        const others = registered.get(this.indexOf({ file, id: fn.id }));
        const contexts = toldContexts(others ? [...fn.contexts, ...others] : fn.contexts);
        const calls: Edge[] = [];
        for (const call of fn.calls) this.#addEdges(calls, file, call);
        this.functions.push({ fn, file: summary, contexts, isPublic: fn.exported && !isClosed, isClosed, isPart: parts.get(file) === true, calls });
      }
    }
  }

  indexOf({ file, id }: Target): number {
    return (this.#starts[file] ?? 0) + id;
  }

  /** A loop of another file, with the model whose rows it goes over by its key. */
  withRows(found: CallerLoop): CallerLoop {
    const { rows, ...loop } = found.loop;
    const file = rows && this.#indices.get(found.caller.file);
    const model = rows && file !== undefined ? this.things.models.keyOf(file, rows) : undefined;
    return model === undefined ? found : { ...found, loop, model };
  }

  #addEdges(into: Edge[], file: number, call: CallSummary): void {
    const targets = "id" in call.to ? [{ file, id: call.to.id }] : this.#foreign(file, call.to);
    for (const target of targets) for (const to of this.#formsOf(target)) into.push({ call, to });
  }

  /** A function and what replaces it in classes below its own. */
  #formsOf(target: Target): readonly number[] {
    const at = this.indexOf(target);
    return (this.#forms[at] ??= [at, ...this.#names.overrides(target).map((other) => this.indexOf(other))]);
  }

  #foreign(file: number, name: ForeignName): readonly Target[] {
    const found = this.#names.called(file, name);
    this.counts[found.length > 0 ? "calls into other files" : "calls of names that no file has"]++;
    return found;
  }

  /** Of each project the number of its files, and of modules of its own that they call, those that are there less those that are not. */
  #rootsOf(files: readonly Linkable[]): ReadonlyMap<string, { count: number; balance: number }> {
    const found = new Map<string, { count: number; balance: number }>();
    for (const [file, { summary, root }] of files.entries()) {
      const one = found.get(root) ?? { count: 0, balance: 0 };
      one.count++;
      for (const module of ownModules(summary)) one.balance += this.#names.isThere(file, module) ? 1 : -1;
      found.set(root, one);
    }
    return found;
  }

  /** Contexts of methods that hold for those that replace them in other files: `asyncio.run(self.main())` of a base class. */
  #replaced(files: readonly Linkable[], registered: Map<number, RecognisedContext[]>): void {
    for (const [file, { summary: { functions } }] of files.entries()) {
      for (const { id, contexts } of functions) {
        for (const context of contexts.filter((one) => one.replacing)) {
          for (const target of this.#names.overrides({ file, id })) {
            const at = this.indexOf(target);
            registered.set(at, [...(registered.get(at) ?? []), context]);
          }
        }
      }
    }
  }

  /** Contexts of functions that other files register. */
  #registered(files: readonly Linkable[]): Map<number, RecognisedContext[]> {
    const found = new Map<number, RecognisedContext[]>();
    for (const [file, { summary: { registered } }] of files.entries()) {
      for (const { to, context } of registered) {
        for (const target of this.#names.registered(file, to)) {
          const at = this.indexOf(target);
          found.set(at, [...(found.get(at) ?? []), context]);
        }
      }
    }
    return found;
  }
}

/** Modules that a file calls and that are surely of its own project: relative ones, and in Python those of its own package. */
function ownModules({ file, functions }: LinkableSummary): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { calls } of functions) for (const { to } of calls) if (!("id" in to)) all.add(to.module);
  return new Set([...all].filter((module) => module.startsWith(".") || file.includes(`/${/^\w+/.exec(module)?.[0] ?? "."}/`)));
}
