import { dirname, resolve, sep } from "node:path";

/** The folders of files and those above them, up to the lowest that holds them all; that one comes first. */
export function foldersAbove(files: Iterable<string>): Set<string> {
  const own = new Set<string>();
  for (const file of files) own.add(dirname(file));
  const [first] = own;
  if (first === undefined) return own;
  let top = first;
  for (const folder of own) while (!isBelow(folder, top)) top = dirname(top);
  const all = new Set([top]);
  for (const folder of own) for (let at = folder; !all.has(at); at = dirname(at)) all.add(at);
  return all;
}

/** Whether a path is a folder or lies in it. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || folder.endsWith("/") || /[\\/]/.test(path.charAt(folder.length)));
}

/** `resolve` of the path library for a relative name, without looking at every part of the folder. */
export function below(folder: string, name: string): string {
  let [at, rest] = [folder, name];
  if (rest.startsWith("./")) rest = rest.slice(2);
  while (rest.startsWith("../") && at.length > 1) {
    at = dirname(at);
    rest = rest.slice(3);
  }
  return sep !== "/" || at === "/" || /^\.{0,2}$|^[./]|\/[./]|\/$/.test(rest) ? resolve(at, rest) : `${at}/${rest}`;
}
