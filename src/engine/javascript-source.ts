import { createRequire } from "node:module";
import type * as ScopeAnalysis from "@typescript-eslint/scope-manager";
import { visitorKeys, type Comment } from "oxc-parser";
import type { JsComment, JsNode, JsSource, Scope, ScopeManager, TSESTree } from "../javascript/context.ts";
import { Lines, type Position } from "./lines.ts";

const require = createRequire(import.meta.url);

/** A parsed file as ESLint's `sourceCode` shows it. Scopes, comments and lines are worked out when first asked for. */
export class JsFile implements JsSource {
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly #kind: "module" | "commonjs" | "script";
  readonly #lines: Lines;
  #found: readonly Comment[];
  #comments: JsComment[] | undefined;
  #scopes: ScopeManager | undefined;

  constructor(text: string, ast: TSESTree.Program, comments: readonly Comment[], kind: "module" | "commonjs" | "script") {
    this.text = text;
    this.ast = ast;
    this.#kind = kind;
    this.#found = comments;
    this.#lines = new Lines(text, "javascript");
    link(ast);
  }

  get scopeManager(): ScopeManager {
    if (this.#scopes) return this.#scopes;
    const { analyze } = require("@typescript-eslint/scope-manager") as typeof ScopeAnalysis;
    const sourceType = this.#kind === "module" ? "module" : "script";
    this.#scopes = analyze(this.ast, { lib: [], sourceType, globalReturn: this.#kind === "commonjs" });
    return this.#scopes;
  }

  getText(node?: { range: readonly [number, number] }): string {
    return node ? this.text.slice(node.range[0], node.range[1]) : this.text;
  }

  getScope(node: JsNode): Scope {
    const inner = node.type !== "Program";
    for (let at: JsNode | undefined = node; at; at = at.parent) {
      const scope = this.scopeManager.acquire(at, inner);
      if (scope) return scope.type === "function-expression-name" ? (scope.childScopes[0] ?? scope) : scope;
    }
    return this.scopeManager.scopes[0] as Scope;
  }

  getAncestors(node: JsNode): JsNode[] {
    const all: JsNode[] = [];
    for (let at = node.parent; at; at = at.parent) all.push(at);
    return all.reverse();
  }

  getLocFromIndex(index: number): Position {
    return this.#lines.locate(index);
  }

  getIndexFromLoc(position: Position): number {
    return this.#lines.indexOf(position);
  }

  getAllComments(): JsComment[] {
    if (this.#comments) return this.#comments;
    const all = this.#found.map(({ type, value, start, end }): JsComment => ({ type, value, range: [start, end] }));
    const hashbang = /^#!.*/.exec(this.text)?.[0];
    if (hashbang !== undefined) all.unshift({ type: "Shebang", value: hashbang.slice(2), range: [0, hashbang.length] });
    this.#comments = all;
    this.#found = [];
    return all;
  }
}

/** Gives every node its parent and its range. */
function link(root: TSESTree.Program): void {
  const stack: Loose[] = [root as unknown as Loose];
  for (let node = stack.pop(); node; node = stack.pop()) {
    node.range = [node.start, node.end];
    const keys = visitorKeys[node.type];
    if (!keys) continue;
    for (const key of keys) {
      const child = node[key] as Loose | (Loose | null)[] | null | undefined;
      if (child == null) continue;
      if (!Array.isArray(child)) {
        child.parent = node;
        stack.push(child);
        continue;
      }
      for (const one of child) {
        if (one == null) continue;
        one.parent = node;
        stack.push(one);
      }
    }
  }
}

interface Loose {
  type: string;
  start: number;
  end: number;
  range: [number, number];
  parent: Loose;
  [key: string]: unknown;
}
