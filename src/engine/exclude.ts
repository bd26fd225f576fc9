import picomatch from "picomatch";
import { below, slashed } from "./display.ts";

/** Whether the configuration keeps a file or folder out, by its absolute path. */
export type Excludes = (path: string) => boolean;

/**
 * Globs are relative to `base`; one without a slash holds at any depth, and one that matches a folder holds for all below it.
 * Paths outside `base` are matched whole.
 */
export function excludes(globs: readonly string[], base: string): Excludes {
  if (globs.length === 0) return () => false;
  const matches = picomatch(globs.map(anchored), { dot: true });
  const known = new Map<string, boolean>();
  const test = (path: string): boolean => {
    const answer = known.get(path) ?? (matches(path) || (path.includes("/") && test(path.slice(0, path.lastIndexOf("/")))));
    known.set(path, answer);
    return answer;
  };
  return (path) => {
    const inside = slashed(below(base, path));
    return inside !== "" && test(inside.startsWith("..") ? slashed(path).replace(/^\/+/, "") : inside);
  };
}

function anchored(glob: string): string {
  const plain = glob.replace(/^\.\//, "").replace(/\/+$/, "");
  if (plain.startsWith("/")) return plain.slice(1);
  return plain.includes("/") ? plain : `**/${plain}`;
}
