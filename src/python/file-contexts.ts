import path from "node:path";
import { fileContext } from "../file-context.ts";
import type { FileContextFact } from "../summary.ts";
import type { PyFile } from "./questions.ts";

const mainGuard = /^if[ \t]+__name__[ \t]*==[ \t]*["']__main__["']/m;

/** What stands at the top of each revision of Alembic, wherever the files are kept. */
const alembicHead = /^down_revision\b[^=\n]*=/m;

/** Whether a module is a program as well: `if __name__ == "__main__":`. */
export const isScript = ({ scopes, tree }: PyFile): boolean => scopes.mentions("__name__") && mainGuard.test(tree.text);

/** The context of a whole file: by its place, by a package that hides it, by what stands at its top. `isScript`: it is a program as well. */
export function contextOf(file: PyFile, isScript: boolean): FileContextFact | undefined {
  const { filename, facts, settings, tree } = file;
  const byPath = fileContext(filename, facts, settings.contexts);
  if (byPath) return byPath;
  if (!isScript && isHidden(file)) return { context: "generated", how: "module that a package of its name hides" };
  if (alembicHead.test(tree.text)) return { context: "cli", how: "migration" };
  return tree.text.startsWith("#!") && isScript ? { context: "cli", how: "script" } : undefined;
}

/** Python imports the package `views/` and never the module `views.py` beside it. */
function isHidden({ filename, facts }: PyFile): boolean {
  const isThere = (...parts: string[]): boolean => facts.sizeOf(path.join(path.dirname(filename), ...parts)) !== undefined;
  return isThere(path.basename(filename, ".py"), "__init__.py") && isThere("__init__.py");
}
