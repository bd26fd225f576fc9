import type { Language } from "../../finding.ts";
import type { FileJob } from "../file-linter.ts";
import { javascriptModules } from "../modules/javascript.ts";
import { pythonModules } from "../modules/python.ts";
import type { Modules } from "../modules/modules.ts";
import { link, type Link, type Linkable } from "./link.ts";

/** Links the files of a run, those of each language among themselves. */
export function linkProject(linkables: readonly Linkable[], jobs: readonly FileJob[]): Link {
  const modules = new Map<Language, Modules>();
  const filesOf = (language: Language): string[] => jobs.filter((job) => job.language === language).map(({ filename }) => filename);
  return link(linkables, ({ file, language }, module) => {
    const known = modules.get(language) ?? (language === "python" ? pythonModules : javascriptModules)(filesOf(language));
    modules.set(language, known);
    return known.resolve(file, module);
  });
}
