import { UsageError } from "../engine/options.ts";
import { patternIds, patterns, type Pattern } from "../patterns.ts";

/** All patterns with one line each: name, languages, what it disallows; those outside the preset are marked. */
export function listPatterns(words: readonly string[]): string {
  if (words.length > 0) throw new UsageError("patterns takes no arguments");
  const width = Math.max(...patternIds.map((id) => id.length));
  const lines = patternIds.map((id) => {
    const { description, languages, recommended }: Pattern = patterns[id];
    const notes = [...(languages.length === 1 ? [`${languages[0]} only`] : []), ...(recommended ? [] : ["not in recommended"])];
    return `${id.padEnd(width)}  ${description}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}\n`;
  });
  return lines.join("");
}
