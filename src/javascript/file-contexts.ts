import { fileContext } from "../file-context.ts";
import { anyLoader, pageGlobals, workerImports } from "../knowledge/javascript/contexts.ts";
import type { FileContextFact } from "../summary.ts";
import type { JsNode } from "./context.ts";
import { directiveOf } from "./contexts.ts";
import { isServer } from "./project-kind.ts";
import type { JsFile } from "./questions.ts";
import { isCopied } from "./vendored.ts";

type Origin = (node: JsNode) => string | undefined;

/** The context of the whole file: by its place, its first line, what it imports, what it names. */
export function contextOf(file: JsFile, origin: Origin): FileContextFact | undefined {
  const { filename, facts, settings, source, bindings } = file;
  const placed = fileContext(filename, facts, settings.contexts);
  // Folders of pages hold copies of libraries, too.
  if (placed && (placed.context !== "browser" || !isCopied(file))) return placed;
  if (facts.programs.has(filename)) return { context: "cli", how: "program of the package" };
  if (source.text.startsWith("#!")) return { context: "cli", how: "script with a shebang" };
  // A service has no use for a module that also loads as a script of a page: it is a copy of somebody's library.
  if (source.text.includes(anyLoader) && (facts.packages === undefined || isServer(facts))) return { context: "generated", how: "copy of a library" };
  if (source.text.includes("describe(") && isTest(bindings)) return { context: "test", how: "file of test cases" };
  if (isMigration(source.text)) return { context: "cli", how: "migration" };
  if (isCopied(file)) return { context: "generated", how: "copy of a library" };
  const { body } = source.ast;
  if (directiveOf(body) === "use client") return { context: "browser", how: "client component" };
  if (directiveOf(body) === "use server") return undefined;
  for (const [module, wanted] of workerImports) {
    if (!source.text.includes(module)) continue;
    const names = new Set(bindings.topNames().map(origin));
    if (wanted.some((name) => names.has(`${module}.${name}`))) return { context: "worker", how: "file of a worker thread" };
  }
  const page = pageGlobals.find((name) => bindings.global(name).some((use) => use.parent?.type === "MemberExpression" && use.parent.object === use));
  return page === undefined ? undefined : { context: "browser", how: `file that uses \`${page}\`` };
}

/** Calls of `describe` and `it` that nobody declares: a test runner has them. */
const isTest = (bindings: JsFile["bindings"]): boolean => [["describe"], ["it", "test"]].every((names) =>
  names.some((name) => bindings.global(name).some(({ parent }) => parent?.type === "CallExpression" && parent.callee.type === "Identifier" && parent.callee.name === name)));

/** Both ways of a migration, as its tool calls them, at the start of a line: `up` and `down`. */
const migrationWays = ["up", "down"].map((name) => ({
  name, declared: new RegExp(String.raw`^\s*(?:export |public |const |(?:module\.)?exports\.)*(?:async )*(?:function )?${name}\s*(?:[:(]|= (?:async|function|\())`, "m"),
}));

const isMigration = (text: string): boolean =>
  migrationWays.every(({ name }) => text.includes(name)) && migrationWays.every(({ declared }) => declared.test(text));
