import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ignore, { type Ignore } from "ignore";
import { slashed } from "./display.ts";

interface Layer {
  folder: string;
  rules: Ignore;
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
  return [...above, { folder, rules: ignore().add(text) }];
}

/** Whether git ignores a path below the folders of the layers; the nearest file that says anything decides. */
export function isIgnored(path: string, isFolder: boolean, layers: Layers): boolean {
  for (let at = layers.length - 1; at >= 0; at--) {
    const { folder, rules } = layers[at] as Layer;
    const { ignored, unignored } = rules.test(slashed(relative(folder, path)) + (isFolder ? "/" : ""));
    if (ignored || unignored) return ignored;
  }
  return false;
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
