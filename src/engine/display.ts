import { isAbsolute, relative, sep } from "node:path";

/** A file as output names it: relative to the working directory with `/`; outside it, absolute. */
export function displayName(cwd: string, filename: string): string {
  const inside = below(cwd, filename);
  const outside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return slashed(outside ? filename : inside);
}

/** With `/` on every system. */
export const slashed = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** A path as seen from a folder, both absolute and without detours: most lie below it, and need no comparing part by part. */
export function below(folder: string, path: string): string {
  const isBelow = path.startsWith(folder) && path.startsWith(sep, folder.length) && path.length > folder.length + 1;
  return isBelow ? path.slice(folder.length + 1) : relative(folder, path);
}
