/** A look for a pattern (without the flags `g` and `y`) in the text of a file, for which many nodes ask: taken once while the text is the same. */
export function lookFor(pattern: RegExp): (text: string) => boolean {
  let last: string | undefined;
  let isThere = false;
  return (text) => {
    if (text !== last) {
      isThere = pattern.test(text);
      last = text;
    }
    return isThere;
  };
}
