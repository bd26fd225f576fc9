import type { Piece } from "../regex/pieces.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { stringPlaces } from "./strings.ts";

const MAX_STEPS = 2_000;
const MAX_NAMES = 8;

/** An expression whose pieces are not told yet. */
interface Open {
  node: PyNode;
  path: Piece["path"];
}

/** The pieces of the constant text that an expression gives: literals of all prefixes, side by side or joined, and names of them. */
export function piecesOf(ask: PythonQuestions, expression: PyNode): Piece[] {
  const pieces: Piece[] = [];
  const stack: (Open | Piece)[] = [within(expression, [])];
  for (let next = stack.pop(), steps = 0; next && steps < MAX_STEPS; next = stack.pop(), steps++) {
    if ("length" in next) pieces.push(next);
    else stack.push(...partsOf(ask, next).reverse());
  }
  return pieces;
}

/** An expression by itself: names lead to it from elsewhere. */
const within = (node: PyNode, outer: Piece["path"]): Open => ({ node, path: [...outer, { owner: node, range: node.range }] });

/** A part of an expression: the last step of its path is made narrower. */
const inside = (node: PyNode, path: Piece["path"]): Open => ({ node, path: path.map((stand, i) => (i === path.length - 1 ? { ...stand, range: node.range } : stand)) });

function partsOf(ask: PythonQuestions, { node, path }: Open): (Open | Piece)[] {
  switch (node.type) {
    case "string":
      return stringPlaces(node, ask.tree.text).flatMap(({ at, hole }): (Open | Piece)[] => {
        const plain = { length: at.length - 1, at, path };
        return hole ? [plain, inside(hole, path)] : [plain];
      });
    case "concatenated_string": case "parenthesized_expression": return node.namedChildren.map((one) => inside(one, path));
    case "binary_operator":
      if (node.field("operator")?.text !== "+") break;
      return [node.field("left"), node.field("right")].filter((one) => one !== undefined).map((one) => inside(one, path));
    case "identifier": case "attribute": {
      const target = path.length < MAX_NAMES ? definitionOf(ask, node) : node;
      if (target !== node) return [within(target, path)];
    }
  }
  const value = ask.constant(node);
  return [{ length: value == null ? 0 : String(value).length, path }];
}

/** What a name with one definition stands for; other expressions stand for themselves. */
export function definitionOf(ask: PythonQuestions, expression: PyNode): PyNode {
  let node = expression;
  for (let i = 0; i < MAX_NAMES; i++) {
    if (node.type === "parenthesized_expression" && node.namedChildren.length === 1) node = node.namedChildren[0] ?? node;
    if (node.type === "attribute") return ask.values.attributeValue(node) ?? node;
    if (node.type !== "identifier") return node;
    const [only, second] = ask.scopes.reaching(node);
    if (!only || second || only.kind !== "assign" || only.path.length > 0 || !only.value) return node;
    node = only.value;
  }
  return node;
}
