import { runsAside } from "../../file-context.ts";
import type { FileCalls } from "../../file-calls.ts";
import type { Others } from "../../others.ts";
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

/** What a file brings to the link, after its rules ran; undefined where files are not linked, are linked already, or there is nothing to bring. */
export function linkableOf(ask: Asked, { filename, isForOthers, isApplication, isPage }: Known): Omit<Linkable, "hasFindings"> | undefined {
  const { settings, facts } = ask;
  const { project } = settings;
  const { asked, askedForLoops, askedForAnyLoop } = ask.places.calls;
  // Nobody asks about such a file, and no call leads through it.
  if (!project || project.answers || (asked.size + askedForLoops.size + ask.others.asked.size === 0 && !isForOthers)) return undefined;
  if (isPage?.(facts) || runsAside({ filename, facts, settings })) return undefined;
  const questions = [...ask.others.asked.values()];
  return {
    summary: ask.linkable(), asked: [...asked], askedForLoops: [...askedForLoops], askedForAnyLoop: [...askedForAnyLoop],
    ...(questions.length > 0 && { questions }),
    root: facts.root, isClosed: isApplication(facts),
  };
}
