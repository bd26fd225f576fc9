import { isAbsolute, relative, sep } from "node:path";

/** A file as output names it: relative to the working directory with `/`; outside it, absolute. */
export function displayName(cwd: string, filename: string): string {
  const inside = relative(cwd, filename);
  const outside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return slashed(outside ? filename : inside);
}

/** With `/` on every system. */
export const slashed = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));
