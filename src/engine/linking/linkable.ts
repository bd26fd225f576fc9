import { fileContext } from "../../file-context.ts";
import type { FileCalls } from "../../file-calls.ts";
import type { Others } from "../../others.ts";
import type { Context } from "../../knowledge/context.ts";
import type { ProjectFacts } from "../../project-facts.ts";
import type { Settings } from "../../rule.ts";
import type { LinkableSummary } from "../../summary.ts";
import type { Linkable } from "./link.ts";

/** The questions of a file of either language. */
interface Asked {
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  readonly places: { readonly calls: FileCalls };
  readonly others: Others;
  linkable(): LinkableSummary;
}

/** What a language knows of a file. */
interface Known {
  filename: string;
  /** A cheap look: it takes anything from other files of its project, or has what those may ask about. */
  isForOthers: boolean;
  isApplication(facts: ProjectFacts): boolean;
  /** A package of pages: its functions run in browsers, whoever calls them. */
  isPage?(facts: ProjectFacts): boolean;
}

/** What runs elsewhere than what ships: a function that only such files call has no caller that anybody waits for. */
const aside: ReadonlySet<Context | undefined> = new Set<Context>(["test", "build", "generated"]);

/** What a file brings to the link, after its rules ran; undefined where files are not linked, are linked already, or there is nothing to bring. */
export function linkableOf(ask: Asked, { filename, isForOthers, isApplication, isPage }: Known): Omit<Linkable, "hasFindings"> | undefined {
  const { settings: { project, contexts }, facts } = ask;
  const { asked, askedForLoops } = ask.places.calls;
  // Nobody asks about such a file, and no call leads through it.
  if (!project || project.answers || (asked.size + askedForLoops.size === 0 && !isForOthers)) return undefined;
  if (isPage?.(facts) || aside.has(fileContext(filename, facts, contexts)?.context)) return undefined;
  const questions = [...ask.others.asked.values()];
  return {
    summary: ask.linkable(), asked: [...asked], askedForLoops: [...askedForLoops], ...(questions.length > 0 && { questions }),
    root: facts.root, isClosed: isApplication(facts),
  };
}
