import picomatch from "picomatch";
import { escaped } from "./escaped.ts";

export type Matcher = (path: string) => boolean;

const options = { dot: true, nocase: false } as const;
/** Beyond braces, stars and question marks: what we do not take apart. */
const special = /[[\]()!+@\\]/;

/** Whether a path fits one of some globs. Most paths lack the words of most globs, which is quickly seen. */
export function globMatcher(globs: string | readonly string[]): Matcher {
  const all = typeof globs === "string" ? [globs] : globs;
  const parts = all.map((glob) => ({ words: wordsOf(glob), glob, matches: undefined as Matcher | undefined }));
  const fits = (part: (typeof parts)[number], path: string): boolean => {
    for (const one of part.words) if (!one.some((word) => path.includes(word))) return false;
    part.matches ??= picomatch(part.glob, options);
    return part.matches(path);
  };
  const worded = parts.filter(({ words }) => words.length > 0);
  const others = parts.filter(({ words }) => words.length === 0);
  const anyWord = new RegExp(worded.flatMap(({ words: [first = []] }) => first.map(escaped)).join("|"));
  return (path) => (worded.length > 0 && anyWord.test(path) && worded.some((part) => fits(part, path))) || others.some((part) => fits(part, path));
}

/** Sets of words: a path that fits a glob has one of each. */
export function wordsOf(glob: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  if (special.test(glob)) return found;
  let depth = 0;
  let word = "";
  let group = "";
  for (const sign of `${glob}/`) {
    if (sign === "{") depth++;
    if (depth === 0 && !/[*?/{}]/.test(sign)) word += sign;
    else {
      if (word.length > 2) found.push([word]);
      word = "";
    }
    if (depth > 0) group += sign;
    if (sign !== "}") continue;
    depth--;
    if (depth > 0) continue;
    const names = group.slice(1, -1).split(",");
    // Groups in groups, and groups that may be nothing, tell nothing; nor do endings, which most files have.
    if (!/[*?/{}]/.test(group.slice(1, -1)) && names.every((name) => name.length > 2)) found.push(names);
    group = "";
  }
  return found;
}
