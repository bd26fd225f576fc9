import { pagePackages } from "../knowledge/javascript/contexts.ts";
import type { Context } from "../knowledge/context.ts";
import { isPage } from "./project-kind.ts";
import type { JavaScriptQuestions } from "./questions.ts";

/** Whether code handles what one person looks at: it runs in a browser, or stands in a file that draws and answers no request. */
export function isForPage(ask: JavaScriptQuestions, where: Context, filename: string): boolean {
  if (where === "browser") return true;
  if (where !== "unknown") return false;
  return isPage(ask.facts) || /\.[jt]sx$|\.component\.ts$/.test(filename) || [...ask.bindings.importedPackages()].some((name) => pagePackages.has(name));
}
