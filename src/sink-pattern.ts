/**
 * Names of calls, and patterns for them (grammar: `Sink.call` in knowledge/row.ts). Both are cut into tokens, one per name;
 * the value that a call returns, an instance of a class and an item of a collection all carry the mark `#`:
 * `redis.createClient().get` is `redis`, `createClient#`, `get`.
 */
export interface Pattern {
  tokens: readonly (string | RegExp)[];
  /** The normalised name, when the pattern has no wildcard. */
  exact?: string;
  /** What the name starts with, up to the first `/`, `.` or `#`. */
  scope: string;
  /** The last token, or "" when it is a wildcard. */
  last: string;
  /** A name besides the last that every match has: most patterns are ruled out by it alone. */
  needs?: string;
  /** Characters outside wildcards: the more, the more specific. */
  literals: number;
}

const ANY = "**";
const CALLS = "~";

/** One spelling for `X().y`, `X#y`, `X[].y` and `X#.y`; private members lose their mark. */
export function normalise(name: string): string {
  const plain = name.includes(".#") ? name.replaceAll(".#", ".") : name;
  return /[([]/.test(plain) ? plain.replace(/(?:\(\)|\.?\[\])\.?/g, "#") : plain;
}

export const tokensOf = (normalised: string): string[] => normalised.match(/[^.#]+#?|#/g) ?? [];

export function lastToken(normalised: string): string {
  const end = normalised.endsWith("#") ? normalised.length - 2 : normalised.length - 1;
  if (end < 0) return normalised;
  return normalised.slice(Math.max(normalised.lastIndexOf(".", end), normalised.lastIndexOf("#", end)) + 1);
}

export function scopeOf(normalised: string): string {
  for (let at = 0; at < normalised.length; at++) {
    const code = normalised.charCodeAt(at);
    // `.`, `/` or `#`.
    if (code === 46 || code === 47 || code === 35) return normalised.slice(0, at);
  }
  return normalised;
}

/** `tail`: the pattern describes the end of a chain, and its leading `*` may be a call as well. */
export function compile(pattern: string, tail = false): Pattern {
  const normalised = normalise(pattern);
  const words = tokensOf(normalised);
  const tokens = words.map((word, at) => tokenPattern(word, tail && at === 0));
  const last = words.at(-1) ?? "";
  return {
    tokens: tail ? [ANY, ...tokens] : tokens,
    exact: tail || isWild(normalised) ? undefined : normalised,
    scope: scopeOf(normalised),
    last: isWild(last) ? "" : last,
    needs: words.slice(0, -1).findLast((word) => !isWild(word)),
    literals: normalised.replace(/[*^~]/g, "").length,
  };
}

/** Whether the tokens of a name follow a pattern from the first to the last. All ways to read the wildcards are followed side by side. */
export function matches({ tokens, needs }: Pattern, name: readonly string[]): boolean {
  if (needs !== undefined && !name.includes(needs)) return false;
  let states = closed([0], tokens);
  for (const one of name) {
    const next: number[] = [];
    for (const at of states) {
      const token = tokens[at];
      if (token === undefined) continue;
      if (token === ANY || (token === CALLS && one.length > 1 && one.endsWith("#"))) next.push(at);
      else if (token !== CALLS && accepts(token, one)) next.push(at + 1);
    }
    if (next.length === 0) return false;
    states = closed(next, tokens);
  }
  return states.includes(tokens.length);
}

/** The places of a pattern with those behind wildcards that match nothing. */
function closed(places: readonly number[], tokens: Pattern["tokens"]): number[] {
  const all = new Set<number>();
  for (let at of places) {
    all.add(at);
    while (tokens[at] === ANY || tokens[at] === CALLS) all.add(++at);
  }
  return [...all];
}

const accepts = (token: string | RegExp, name: string): boolean => (typeof token === "string" ? token === name : token.test(name));

const isWild = (text: string): boolean => /[*^~]/.test(text);

function tokenPattern(word: string, callsToo: boolean): string | RegExp {
  if (word === ANY || word === CALLS || !isWild(word)) return word;
  if (word.startsWith("^")) return word.endsWith("#") ? /^\p{Lu}[^.#]*#$/u : /^\p{Lu}[^.#]*$/u;
  const source = word.replace(/[\\$+?()[\]{}|/-]/g, "\\$&").replaceAll("*", "[^.#]*");
  return new RegExp(`^${source}${callsToo && word === "*" ? "#?" : ""}$`);
}
