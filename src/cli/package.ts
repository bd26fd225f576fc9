import { readFileSync } from "node:fs";

/** Folder of the installed package: src/cli and dist/cli lie equally deep. */
const root = new URL("../../", import.meta.url);

/** Where links lead unless `--docs-base` says otherwise. */
export const installedDocs: string = root.href;

export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };
  return manifest.version;
}

/** The text of a page, by its path inside the package; undefined when the package lacks it. */
export function readPage(page: string): string | undefined {
  try {
    return readFileSync(new URL(page, root), "utf8");
  } catch {
    return undefined;
  }
}
