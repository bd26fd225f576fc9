import type { ScopeManager, Scope } from "@typescript-eslint/scope-manager";
import type { AST_NODE_TYPES, TSESTree } from "@typescript-eslint/utils";
import type { RuleContext } from "../rule.ts";
import type { Order } from "./order.ts";
import type { FileNames } from "./own-scopes.ts";

export type { Scope, ScopeManager, TSESTree };

export type JsNode = TSESTree.Node;

/** A comment as every door gives it: `value` without its marks, offsets in UTF-16 units. */
export interface JsComment {
  type: "Line" | "Block" | "Shebang";
  value: string;
  range: [number, number];
}

/** What rules may use of `sourceCode`: the part that ESLint 9 and 10, oxlint and our own runner have in common. */
export interface JsSource {
  /** Without a byte order mark; a hashbang line stays. */
  text: string;
  ast: TSESTree.Program;
  scopeManager: ScopeManager | null;
  /** What the names of the file mean, where the runner tells that itself: the scope manager is not asked. */
  names?: FileNames;
  /** The keys of a node that hold its children, by its type. */
  visitorKeys?: Readonly<Record<string, readonly string[] | undefined>>;
  /** All nodes in order, where the runner has them already. */
  order?: Order;
  getText(node?: { range: readonly [number, number] }): string;
  /** The innermost scope of a node: of a function node, the function's own scope. */
  getScope(node: JsNode): Scope;
  /** From the program down to the parent. */
  getAncestors(node: JsNode): JsNode[];
  /** Line from 1, column from 0, in UTF-16 units. */
  getLocFromIndex(index: number): { line: number; column: number };
  getAllComments(): JsComment[];
}

export type JsContext = RuleContext<JsSource>;

type NodeOf<Type extends AST_NODE_TYPES> = Extract<JsNode, { type: Type }>;

/** What a JS/TS rule listens to: node types and `:exit`. */
export type Visitors = {
  [Type in AST_NODE_TYPES]?: (node: NodeOf<Type>) => void;
} & {
  [Type in AST_NODE_TYPES as `${Type}:exit`]?: (node: NodeOf<Type>) => void;
};
