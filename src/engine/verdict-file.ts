import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Known } from "../regex/verdicts.ts";
import { hash, keep } from "./cache.ts";

/** Changes whenever what is kept has another shape. */
const FORMAT = 1;
/** More than any project has: what is older goes. */
const MAX_VERDICTS = 20_000;
/** A verdict with a longer attack is worked out again. */
const MAX_LENGTH = 1_000;
const MAX_BYTES = 64 << 20;
/** Files of other versions that nobody has used for so many days go. */
const MAX_DAYS = 30;

interface Kept {
  version: string;
  verdicts: Record<string, unknown>;
}

/**
 * The verdicts on patterns that earlier runs came to. They depend on nothing but the pattern, how it is used and the analysis itself, so all runs in
 * a folder share them, whatever their options. A file that cannot be read or written is no error.
 */
export class VerdictFile {
  readonly #folder: string;
  readonly #news = new Map<string, Known[1]>();

  /** `folder`: that of the cache. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What earlier runs left; nobody has looked at the single verdicts yet. */
  read(): ReadonlyMap<string, unknown> {
    try {
      if (statSync(this.#file).size > MAX_BYTES) return new Map();
      const kept = JSON.parse(readFileSync(this.#file, "utf8")) as Partial<Kept> | null;
      if (kept?.version === analysisVersion() && typeof kept.verdicts === "object") return new Map(Object.entries(kept.verdicts));
    } catch {
      // There is none, or it is broken: the run makes a new one.
    }
    return new Map();
  }

  add(news: readonly Known[]): void {
    for (const [key, verdict] of news) this.#news.set(key, verdict);
  }

  /** Adds what is new to what is there now: other runs may have written meanwhile. */
  save(): void {
    const news = [...this.#news].filter(([key, verdict]) => key.length + JSON.stringify(verdict).length <= MAX_LENGTH);
    if (news.length === 0) return;
    const all = [...new Map([...this.read(), ...news])].slice(-MAX_VERDICTS);
    const kept: Kept = { version: analysisVersion(), verdicts: Object.fromEntries(all) };
    if (keep(this.#folder, this.#file, JSON.stringify(kept))) this.#removeOld();
  }

  get #file(): string {
    return join(this.#folder, `${PREFIX}${analysisVersion().slice(0, 16)}.json`);
  }

  #removeOld(): void {
    const limit = Date.now() - MAX_DAYS * 24 * 60 * 60 * 1000;
    try {
      for (const name of readdirSync(this.#folder).filter((one) => one.startsWith(PREFIX))) {
        const file = join(this.#folder, name);
        if (statSync(file).mtimeMs < limit) rmSync(file, { force: true });
      }
    } catch {
      // Another run tidies up at the same time, or a later one will.
    }
  }
}

const PREFIX = "regex-";

let version: string | undefined;

/** Of all that a verdict comes from: our own analysis by its code, the packages that it stands on, and recheck's build, by their versions or size. */
function analysisVersion(): string {
  if (version !== undefined) return version;
  const folder = fileURLToPath(new URL("../regex/", import.meta.url));
  const own = readdirSync(folder).sort().map((name) => `${name} ${hash(readFileSync(join(folder, name)))}`);
  const recheck = statSync(fileURLToPath(new URL("../vendor/recheck.cjs", import.meta.url)), { throwIfNoEntry: false })?.size ?? "of the sources";
  const packages = ["scslre", "refa", "regexp-ast-analysis", "@eslint-community/regexpp"].map((name) => `${name} ${versionOf(name)}`);
  return (version = hash([FORMAT, process.versions.node, `recheck ${recheck}`, ...packages, ...own].join("\0")));
}

/** The version of a package, from the manifest above its entry. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  for (let folder = dirname(resolved(require, name)); dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!statSync(file, { throwIfNoEntry: false })) continue;
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
    if (manifest.name === name) return manifest.version ?? "";
  }
  return "";
}

/** A package that only scslre needs may stand in a folder of its own. */
function resolved(require: NodeJS.Require, name: string): string {
  try {
    return require.resolve(name);
  } catch {
    return createRequire(require.resolve("scslre")).resolve(name);
  }
}
