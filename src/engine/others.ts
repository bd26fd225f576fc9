import { projectFacts } from "../project-facts.ts";
import type { FileJob } from "./file-linter.ts";
import { findFiles, type Search } from "./files.ts";

/** Beyond this much text, the rest of a project would take longer to read than anyone wants to wait for a few files. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Where single files are named (an editor, a hook), the other files of their projects: who calls them may stand there. Nothing is reported in them.
 * Whoever names a folder says what belongs together.
 */
export function findOthers(jobs: readonly FileJob[], search: Search): FileJob[] {
  if (!jobs.every(({ named }) => named)) return [];
  const known = new Set(jobs.map(({ filename }) => filename));
  const languages = new Set(jobs.map(({ language }) => language));
  const facts = jobs.map(({ filename }) => projectFacts(filename));
  const roots = new Set(facts.filter(({ isMarked }) => isMarked).map(({ root }) => root));
  const found = findFiles({ ...search, paths: [...roots], languages }).jobs.filter(({ filename }) => !known.has(filename));
  const others = found.map((job) => ({ ...job, named: false }));
  return others.reduce((sum, { size }) => sum + size, 0) <= MAX_BYTES ? others : [];
}
