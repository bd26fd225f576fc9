import picomatch from "picomatch";

export type Matcher = (path: string) => boolean;

const options = { dot: true, nocase: false } as const;
/** Beyond braces, stars and question marks: what we do not take apart. */
const special = /[[\]()!+@\\]/;

/** Whether a path fits one of some globs. Most paths lack the words of most globs, which is quickly seen. */
export function globMatcher(globs: string | readonly string[]): Matcher {
  const all = typeof globs === "string" ? [globs] : globs;
  const parts = all.map((glob) => ({ words: wordsOf(glob), glob, matches: undefined as Matcher | undefined }));
  return (path) => parts.some((part) => {
    if (part.words && !part.words.some((word) => path.includes(word))) return false;
    part.matches ??= picomatch(part.glob, options);
    return part.matches(path);
  });
}

/** Words of which every path that fits a glob has one; undefined when there are none to tell. */
export function wordsOf(glob: string): readonly string[] | undefined {
  if (special.test(glob)) return undefined;
  let depth = 0;
  let word = "";
  let group = "";
  let longest = "";
  let words: readonly string[] | undefined;
  for (const sign of `${glob}/`) {
    if (sign === "{") depth++;
    if (depth === 0 && !/[*?/{}]/.test(sign)) word += sign;
    else {
      if (word.length > longest.length) longest = word;
      word = "";
    }
    if (depth > 0) group += sign;
    if (sign !== "}") continue;
    depth--;
    if (depth > 0) continue;
    const names = group.slice(1, -1).split(",");
    // Groups in groups, and groups that may be nothing, tell nothing.
    if (!/[*?/{}]/.test(group.slice(1, -1)) && names.every((name) => name.length > 1)) words ??= names;
    group = "";
  }
  return longest.length > 2 ? [longest] : words;
}
