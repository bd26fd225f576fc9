import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { below, slashed } from "./display.ts";
import { languageOf } from "./language.ts";

interface Layer {
  folder: string;
  rules: Rules;
  /** Those that can be about a file that is linted, where no folder around it is ignored. */
  ofFiles: Rules;
}

/** What git says about a path: ignored, not ignored after all, or nothing. */
type Verdict = Readonly<Record<"ignored" | "unignored", boolean>>;

const nothing: Verdict = { ignored: false, unignored: false };

/** The lines of a `.gitignore`. Most paths lack the words of all of them, which is quickly seen. */
class Rules {
  readonly #rules: Ignore;
  /** One of them is in each path that a line is about; undefined where a line may be about any path. */
  readonly #words: readonly string[] | undefined;

  constructor(lines: readonly string[]) {
    this.#rules = ignore().add([...lines]);
    const words = lines.filter((line) => !/^(?:#|\s*$)/.test(line)).map(wordOf);
    this.#words = words.includes("") ? undefined : [...new Set(words)];
  }

  test(path: string): Verdict {
    if (this.#words) {
      const inLowerCase = path.toLowerCase();
      if (!this.#words.some((word) => inLowerCase.includes(word))) return nothing;
    }
    return this.#rules.test(path);
  }
}

/** The longest text that stands in each path which a line is about, in lower case; "" where there is none that is sure. */
function wordOf(line: string): string {
  if (/[^\u0000-\u007F]|[\\[\]]/.test(line)) return "";
  const words = line.trim().toLowerCase().split(/[!*/?]+/);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), "");
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
  const lines = text.split(/\r?\n/);
  return [...above, { folder, rules: new Rules(lines), ofFiles: new Rules(lines.filter(mayBeOfFile)) }];
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

function judged(path: string, isFolder: boolean, { rules, ofFiles }: Layer): Verdict {
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
