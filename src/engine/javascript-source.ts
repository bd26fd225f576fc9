import { createRequire } from "node:module";
import type * as ScopeAnalysis from "@typescript-eslint/scope-manager";
import { visitorKeys, type Comment } from "oxc-parser";
import type { Order } from "../javascript/order.ts";
import type { FileNames } from "../javascript/own-scopes.ts";
import { namesOf } from "../javascript/scope-walk.ts";
import type { JsComment, JsNode, JsSource, Scope, ScopeManager, TSESTree } from "../javascript/context.ts";
import { Lines, type Position } from "./lines.ts";

const require = createRequire(import.meta.url);

/** A parsed file as ESLint's `sourceCode` shows it. Scopes, comments and lines are worked out when first asked for. */
export class JsFile implements JsSource {
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly order: Order;
  readonly visitorKeys: JsSource["visitorKeys"] = visitorKeys;
  readonly #kind: "module" | "commonjs" | "script";
  readonly #lines: Lines;
  #found: readonly Comment[];
  #comments: JsComment[] | undefined;
  #scopes: ScopeManager | undefined;
  #names: FileNames | undefined;

  constructor(text: string, ast: TSESTree.Program, comments: readonly Comment[], kind: "module" | "commonjs" | "script") {
    this.text = text;
    this.ast = ast;
    this.#kind = kind;
    this.#found = comments;
    this.#lines = new Lines(text, "javascript");
    this.order = link(ast);
  }

  get names(): FileNames {
    return (this.#names ??= namesOf(this.order, this.#kind));
  }

  /** As ESLint has it; our own rules ask for `names`. */
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

/** Gives every node its parent and its range, in one pass that also puts them in order. */
function link(root: TSESTree.Program): Order {
  const nodes: Loose[] = [];
  const depths: number[] = [];
  const waiting: Loose[] = [root as unknown as Loose];
  const waitingDepths = [0];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const depth = waitingDepths.pop() ?? 0;
    nodes.push(node);
    depths.push(depth);
    node.range = [node.start, node.end];
    const keys = visitorKeys[node.type];
    if (!keys) continue;
    for (let k = keys.length - 1; k >= 0; k--) {
      const child = node[keys[k] as string] as Loose | (Loose | null)[] | null | undefined;
      if (child == null) continue;
      if (!Array.isArray(child)) {
        child.parent = node;
        waiting.push(child);
        waitingDepths.push(depth + 1);
        continue;
      }
      for (let i = child.length - 1; i >= 0; i--) {
        const one = child[i];
        if (one == null) continue;
        one.parent = node;
        waiting.push(one);
        waitingDepths.push(depth + 1);
      }
    }
    complete(node);
  }
  return { nodes: nodes as unknown as JsNode[], depths };
}

const none: readonly Loose[] = [];

/** Lists that the scope analysis expects on every tree and the parser leaves out in JavaScript. */
function complete(node: Loose): void {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      for (const param of node["params"] as Loose[]) param["decorators"] ??= none;
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      node["implements"] ??= none;
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
