import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";

/** No hand-written manifest is larger. */
const MAX_MANIFEST = 1 << 20;

export type Table = Record<string, unknown>;

export const isTable = (value: unknown): value is Table => typeof value === "object" && value !== null && !Array.isArray(value);
export const table = (value: unknown): Table => (isTable(value) ? value : {});
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/** The text of a manifest; undefined when it is absent, unreadable or no file. */
export function textOf(path: string): string | undefined {
  // Most are looked for in vain.
  if (!existsSync(path)) return undefined;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size <= MAX_MANIFEST ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

export const jsonManifest = (path: string): Table | undefined => parsed(textOf(path), (text) => JSON.parse(text.replace(/^\uFEFF/, "")));

/** JSON with comments and trailing commas, as TypeScript reads its configuration. */
export const looseJsonManifest = (path: string): Table | undefined => parsed(textOf(path), (text) => JSON.parse(strict(text)));

export function tomlManifest(path: string): Table | undefined {
  return parsed(textOf(path), (text) => {
    const toml = createRequire(import.meta.url)("smol-toml") as { parse(text: string): unknown };
    return toml.parse(text);
  });
}

/** A manifest that is broken says nothing. */
function parsed(text: string | undefined, read: (text: string) => unknown): Table | undefined {
  if (text === undefined) return undefined;
  try {
    return table(read(text));
  } catch {
    return undefined;
  }
}

function strict(text: string): string {
  const bare = text.replace(/^\uFEFF/, "").replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/g, (one) => (one.startsWith('"') ? one : " "));
  return bare.replace(/"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])/g, (one) => (one === "," ? "" : one));
}

/** Names in a folder, sorted; none where it cannot be read. */
export function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
