import { isBuiltin } from "node:module";
import type { ProjectFacts } from "../project-facts.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { packageOf } from "./names.ts";
import { unwrap, walk } from "./nodes.ts";
import type { JsFile } from "./questions.ts";

/** How paths of the project are spelled that start like no package: relative ones, and aliases that bundlers and `imports` set up. */
const ownPath = /^(?:\.{1,2}(?:\/|$)|[@~]\/|#|~?src\/)/;

/** What bundlers and Node load that is no code. */
const noCode = /\.(?:json5?|css|scss|sass|less|styl|svg|png|jpe?g|gif|webp|ico|woff2?|graphqls?|gql|html?|mdx?|txt|ya?ml|sql|ejs|hbs|pug|node|wasm|proto)$|[?!]/;
/** A dynamic import or the type of one, also in a comment, with its specifier written out. */
const dynamicImport = /\bimport\(\s*(?:(["'])([^"']+)\1)?/g;

/** Whether a specifier may name a module of the project: where it does is found out when files are linked. */
export function mayBeOwn(specifier: string, { packages, linked, name }: ProjectFacts): boolean {
  if (noCode.test(specifier)) return false;
  if (ownPath.test(specifier)) return true;
  const from = packageOf(specifier);
  // Addresses, `virtual:` modules, absolute paths.
  if (from === undefined || /^[\w+.-]+:/.test(specifier) || isBuiltin(specifier)) return false;
  if (linked?.has(from) === true || from === name) return true;
  const scope = name === undefined ? undefined : /^@[^/]+\//.exec(name)?.[0];
  if (scope !== undefined && from.startsWith(scope)) return true;
  // An alias of the compiler's options, or a package that a manifest further up names; without any manifest, nothing tells packages apart.
  return packages ? !packages.has(from) : specifier.includes("/") && !specifier.startsWith("@");
}

/** The specifiers under which a file imports, requires or names the types of modules that may be of the project. */
export function ownModules({ source, facts, functions }: JsFile, constant: (node: JsNode) => unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (specifier: unknown): void => {
    if (typeof specifier === "string" && !found.has(specifier) && mayBeOwn(specifier, facts)) found.add(specifier);
  };
  for (const statement of source.ast.body) {
    if (statement.type === "ImportDeclaration") add(statement.source.value);
    else if (statement.type === "TSImportEqualsDeclaration" && statement.moduleReference.type === "TSExternalModuleReference") {
      add(constant(statement.moduleReference.expression));
    }
  }
  if (source.text.includes("require")) for (const { calls } of functions().all) for (const call of calls) if (isRequire(call)) add(constant(call.arguments[0]));
  let isComputed = false;
  for (const [, , specifier] of source.text.includes("import(") ? source.text.matchAll(dynamicImport) : []) {
    add(specifier);
    isComputed ||= specifier === undefined;
  }
  if (isComputed) {
    walk(source.ast, (node) => {
      if (node.type === "ImportExpression") add(constant(node.source));
      return undefined;
    });
  }
  return found;
}

type Require = TSESTree.CallExpression & { arguments: [JsNode] };

/** `require("./users")`, whatever `require` is. */
export function isRequire(node: JsNode): node is Require {
  if (node.type !== "CallExpression" || node.arguments.length === 0) return false;
  const callee = unwrap(node.callee);
  return callee.type === "Identifier" && callee.name === "require";
}
