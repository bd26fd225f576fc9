import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
// Comes with vitest.
import { transformSync } from "rolldown/utils";

/** Takes the types out of the project's own modules as they are loaded. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts") || url.includes("/node_modules/")) return next(url, context);
  const path = fileURLToPath(url);
  const { code } = transformSync(path, await readFile(path, "utf8"), { typescript: { onlyRemoveTypeImports: true } });
  return { format: "module", source: code, shortCircuit: true };
}
