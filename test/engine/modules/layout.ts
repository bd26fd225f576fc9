import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll } from "vitest";
import type { Modules } from "../../../src/engine/modules/modules.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** What files hold: text, or what becomes JSON. */
export type Layout = Record<string, string | object>;

/** A folder with these files. */
export function folderOf(layout: Layout): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "modules-")));
  made.push(root);
  mkdirSync(join(root, ".git"));
  for (const [name, content] of Object.entries(layout)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

/** Asks for names in a folder: the file's path below it, with what is left of the name; "" where nothing is found. */
export function asking(layout: Layout, isFile: RegExp, modulesOf: (files: string[]) => Modules): (from: string, module: string) => string {
  const root = folderOf(layout);
  const files = Object.keys(layout).filter((name) => isFile.test(name) && !/(?:^|\/)(?:dist|node_modules)\//.test(name));
  const modules = modulesOf(files.map((name) => join(root, name)));
  return (from, module) => {
    const found = modules.resolve(join(root, from), module);
    return found ? [relative(root, found.file), ...(found.rest === "" ? [] : [found.rest])].join(" ") : "";
  };
}
