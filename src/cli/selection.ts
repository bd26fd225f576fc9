import { UsageError, type RuleSetting } from "../engine/options.ts";
import { patternIds, patterns, type PatternId } from "../patterns.ts";
import type { Configuration } from "./config-keys.ts";
import { unknown } from "./nearest.ts";

const sets = ["recommended", "all"] as const;

/** A pattern or a set of patterns, as `select` and `ignore` name them. */
export type Selector = PatternId | (typeof sets)[number];

const selectors: readonly Selector[] = [...patternIds, ...sets];

/** Checks names of patterns; `where` is the option or key that they were given to. */
export function readSelection(where: string, names: readonly string[]): Selector[] {
  return names.map((name) => {
    const found = selectors.find((one) => one === name);
    if (found === undefined) throw new UsageError(`${unknown("pattern", name, selectors)} (in ${where})`);
    return found;
  });
}

const isSet = (selector: Selector): selector is (typeof sets)[number] => (sets as readonly Selector[]).includes(selector);

function expand(selector: Selector): readonly PatternId[] {
  if (selector === "all") return patternIds;
  if (selector === "recommended") return patternIds.filter((id) => patterns[id].recommended);
  return [selector];
}

/**
 * The patterns that run, with their settings. The command line replaces `select` and `ignore` of the configuration, each by
 * itself; a pattern that it selects by name runs although the configuration ignores it. `[rules]` always holds: "off" wins,
 * and where nobody selects, a pattern with a severity runs beside the recommended ones.
 */
export function selectRules(
  commandLine: { select?: Selector[] | undefined; ignore?: Selector[] | undefined },
  configuration: Pick<Configuration, "select" | "ignore" | "rules"> | undefined,
): Partial<Record<PatternId, RuleSetting>> {
  const settings = configuration?.rules ?? {};
  const select = commandLine.select ?? configuration?.select ?? ["recommended", ...(Object.keys(settings) as PatternId[])];
  const ignored = new Set((commandLine.ignore ?? configuration?.ignore ?? []).flatMap(expand));
  if (!commandLine.ignore) for (const one of commandLine.select ?? []) if (!isSet(one)) ignored.delete(one);
  const chosen = new Set(select.flatMap(expand));
  const rules: Partial<Record<PatternId, RuleSetting>> = {};
  for (const id of patternIds) {
    const setting = settings[id] ?? {};
    if (chosen.has(id) && !ignored.has(id) && setting !== "off") rules[id] = setting;
  }
  return rules;
}
