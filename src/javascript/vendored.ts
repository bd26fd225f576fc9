import path from "node:path";
import { placeOf } from "../file-context.ts";
import { assetFolders, libraryBanner, noticeOfProject, pageLibraryName, releaseName, rightsBanner } from "../knowledge/javascript/vendored.ts";
import type { JsFile } from "./questions.ts";

/** Characters at the head of a file that a banner can stand in. */
const MAX_HEAD = 1_500;
/** Shorter names stand in many texts. */
const MIN_NAME = 3;

/** Characters of a line that nobody writes by hand. */
const PACKED_LINE = 5_000;

/** Whether a script is somebody else's library that is kept in the project: by its name, its banner, or, among assets, its minified twin or part. */
export function isCopied(file: JsFile): boolean {
  const { filename, facts } = file;
  if (!/\.[cm]?js$/.test(filename)) return false;
  const name = path.basename(filename);
  if (facts.packages === undefined) return releaseName.test(name);
  const head = headOf(file.source.text);
  if (isOwn(facts.name, `${name} ${head}`)) return false;
  if (pageLibraryName.test(name) || libraryBanner.test(head)) return true;
  const isSomebodys = rightsBanner.test(head) && !noticeOfProject.test(head);
  const hasTwin = (): boolean => !name.endsWith(".min.js") && facts.sizeOf(filename.replace(/\.js$/, ".min.js")) !== undefined;
  const isAsset = assetFolders.test(placeOf(filename, facts.root));
  // Libraries that were put together serve servers as well, by their names for modules.
  if (isAsset && hasPackedLine(file.source.text)) return !isModule(file);
  // What a script names takes its scopes: asked last.
  return (isSomebodys || (isAsset && hasTwin())) && isPageScript(file);
}

function hasPackedLine(text: string): boolean {
  for (let at = 0; at + PACKED_LINE < text.length;) {
    const end = text.indexOf("\n", at);
    if ((end < 0 ? text.length : end) - at >= PACKED_LINE) return true;
    at = end + 1;
  }
  return false;
}

/** The comments that a file starts with. */
const headOf = (text: string): string => /^(?:\s*(?:\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*\n|["']use strict["'];?))+/.exec(text.slice(0, MAX_HEAD))?.[0] ?? "";

/** The project that the manifest names is the one that the file tells of. */
function isOwn(name: string | undefined, text: string): boolean {
  const own = name === undefined ? "" : plain(name.slice(name.lastIndexOf("/") + 1).replace(/\.?js$/, ""));
  return own.length >= MIN_NAME && plain(text).includes(own);
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, "");

const isModule = ({ source }: JsFile): boolean => source.ast.body.some((one) => one.type === "ImportDeclaration" || one.type.startsWith("Export"));

/** It loads by a tag of a page: it neither imports nor exports. */
const isPageScript = (file: JsFile): boolean =>
  !isModule(file) && ["require", "module", "exports"].every((one) => file.bindings.global(one).length === 0);
