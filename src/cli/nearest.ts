/** No name is nearly as long; what a user pastes by accident can be. */
const mostRead = 64;

/** The name most like a mistyped one, by the fewest letters inserted, dropped, changed or swapped. A part of a name counts as near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, mostRead);
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const isPart = wanted.length > 2 && (name.includes(wanted) || wanted.includes(name));
    const far = isPart ? 0.5 : distance(wanted, name);
    if (far >= least) continue;
    least = far;
    best = name;
  }
  return best;
}

/** "Unknown … "x"; the nearest is "y"" for anything that the user can mistype. */
export function unknown(what: string, word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  const shown = word.length > mostRead ? `${word.slice(0, mostRead)}…` : word;
  return `unknown ${what} "${shown}"${near === undefined ? "" : `; the nearest is "${near}"`}`;
}

function distance(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(before, j - 2) + 1 : Infinity;
      current.push(Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + same, swapped));
    }
    before = previous;
    previous = current;
  }
  return at(previous, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
