import type { FileCalls } from "../../file-calls.ts";
import type { ProjectFacts } from "../../project-facts.ts";
import type { Settings } from "../../rule.ts";
import type { LinkableSummary } from "../../summary.ts";
import type { Linkable } from "./link.ts";

/** The questions of a file of either language. */
interface Asked {
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  readonly places: { readonly calls: FileCalls };
  linkable(): LinkableSummary;
}

/** What a file brings to the link, after its rules ran; undefined where files are not linked, are linked already, or there is nothing to bring. */
export function linkableOf(ask: Asked, isApplication: (facts: ProjectFacts) => boolean, callsOthers: boolean): Linkable | undefined {
  const { project } = ask.settings;
  const { asked } = ask.places.calls;
  // Nobody asks about such a file, and no call leads through it.
  if (!project || project.answers || (asked.size === 0 && !callsOthers)) return undefined;
  return { summary: ask.linkable(), asked: [...asked], isClosed: isApplication(ask.facts) };
}
