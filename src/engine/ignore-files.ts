import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { below, slashed } from "./display.ts";
import { languageOf } from "./language.ts";

interface Layer {
  folder: string;
  rules: Ignore;
  /** Those that can be about a file that is linted, where no folder around it is ignored. */
  ofFiles: Ignore;
}

/** The `.gitignore` files that hold in a folder, its own last. */
export type Layers = readonly Layer[];

/** Adds a folder's own `.gitignore` to those above it. */
export function enter(folder: string, above: Layers): Layers {
  let text: string;
  try {
    text = readFileSync(join(folder, ".gitignore"), "utf8");
  } catch {
    return above;
  }
  return [...above, { folder, rules: ignore().add(text), ofFiles: ignore().add(text.split(/\r?\n/).filter(mayBeOfFile)) }];
}

/** Most lines of a long `.gitignore` are about files that nobody lints, by how the last of their names ends. */
function mayBeOfFile(line: string): boolean {
  const last = line.trimEnd().toLowerCase().split("/").at(-1) ?? "";
  if (line.startsWith("!") || line.includes("\\") || last === "") return true;
  const ending = /[^*?[\]]*$/.exec(last)?.[0] ?? "";
  const dot = ending.lastIndexOf(".");
  if (ending.length < last.length && dot < 0) return true;
  return languageOf(ending.length < last.length ? `a${ending.slice(dot)}` : ending) !== undefined;
}

/** Whether git ignores a path below the folders of the layers; the nearest file that says anything decides. */
export function isIgnored(path: string, isFolder: boolean, layers: Layers): boolean {
  for (let at = layers.length - 1; at >= 0; at--) {
    const { ignored, unignored } = judged(slashed(below((layers[at] as Layer).folder, path)), isFolder, layers[at] as Layer);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function judged(path: string, isFolder: boolean, { rules, ofFiles }: Layer): { ignored: boolean; unignored: boolean } {
  if (isFolder) return rules.test(`${path}/`);
  const end = path.lastIndexOf("/") + 1;
  const around = end > 0 ? rules.test(path.slice(0, end)) : undefined;
  return around?.ignored ? around : ofFiles.test(path);
}

/** The layers above a folder that the user named, from the top of its repository. When they ignore the folder itself, the user knows better. */
export function layersAbove(folder: string, isTop: (folder: string) => boolean): Layers {
  const folders: string[] = [];
  for (let at = folder; !isTop(at) && dirname(at) !== at; ) {
    at = dirname(at);
    folders.unshift(at);
  }
  const layers = folders.reduce<Layers>((above, one) => enter(one, above), []);
  return isIgnored(folder, true, layers) ? [] : layers;
}
