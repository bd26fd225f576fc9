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
  /** Characters outside wildcards: the more, the more specific. */
  literals: number;
}

const ANY = "**";

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

export const scopeOf = (normalised: string): string => /^[^./#]*/.exec(normalised)?.[0] ?? "";

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
    literals: normalised.replace(/[*^]/g, "").length,
  };
}

/** Whether the tokens of a name follow a pattern from the first to the last. */
export function matches(pattern: Pattern, name: readonly string[]): boolean {
  const { tokens } = pattern;
  let at = 0;
  let next = 0;
  let retry = -1;
  let retryNext = 0;
  while (next < name.length) {
    const token = tokens[at];
    if (token === ANY) {
      retry = ++at;
      retryNext = next;
    } else if (token !== undefined && accepts(token, name[next] ?? "")) {
      at++;
      next++;
    } else if (retry >= 0) {
      at = retry;
      next = ++retryNext;
    } else return false;
  }
  while (tokens[at] === ANY) at++;
  return at === tokens.length;
}

const accepts = (token: string | RegExp, name: string): boolean => (typeof token === "string" ? token === name : token.test(name));

const isWild = (text: string): boolean => text.includes("*") || text.includes("^");

function tokenPattern(word: string, callsToo: boolean): string | RegExp {
  if (word === ANY || !isWild(word)) return word;
  if (word.startsWith("^")) return word.endsWith("#") ? /^\p{Lu}[^.#]*#$/u : /^\p{Lu}[^.#]*$/u;
  const source = word.replace(/[\\$+?()[\]{}|/-]/g, "\\$&").replaceAll("*", "[^.#]*");
  return new RegExp(`^${source}${callsToo && word === "*" ? "#?" : ""}$`);
}
