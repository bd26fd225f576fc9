/** A look for a pattern without the flags `g` and `y` in the text of a file that many nodes ask for: taken once while the same text is asked about. */
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
