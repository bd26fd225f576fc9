/** One character or class without a negation, as a translated pattern writes it; no `^`, `$`, `\b`, reference or repeat. */
const single = /^(?:\\(?:[dDsSwWfnrtv]|x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]+\}|[^\w])|\[(?!\^)((?:\\[^]|[^\\\]])+)\]|[^\\()[\]{}*+?.^$|])$/u;

/**
 * The members of the class that Python makes of alternatives of one character or class each, `\d|x|[yz]`: it tries none of them twice. Where each
 * member starts in `alternatives` stands beside it. Undefined for anything else, and for `a|a`: of what all share only the rest is left, which is
 * tried.
 * https://github.com/python/cpython/blob/3.13/Lib/re/_parser.py, `_parse_sub`
 */
export function asOneSet(alternatives: string): { text: string; at: number }[] | undefined {
  const found: { text: string; at: number }[] = [];
  const all = alternatives.split("|");
  if (new Set(all).size === 1) return undefined;
  let at = 0;
  for (const one of all) {
    const match = single.exec(one);
    if (!match) return undefined;
    const text = match[1] ?? (one.length === 1 && "-^]".includes(one) ? `\\${one}` : one);
    found.push({ text, at });
    at += one.length + 1;
  }
  return found;
}
