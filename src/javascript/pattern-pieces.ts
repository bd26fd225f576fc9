import { offsetsOf, type Piece } from "../regex/pieces.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { propertyName, unwrap } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 2_000;
const MAX_NAMES = 8;

/** An expression whose pieces are not told yet. */
interface Open {
  node: JsNode;
  path: Piece["path"];
}

/** The pieces of the constant text or regular expression that an expression gives: literals, templates, sums, and names of them. */
export function piecesOf(ask: JavaScriptQuestions, expression: JsNode): Piece[] {
  const pieces: Piece[] = [];
  const stack: (Open | Piece)[] = [within(unwrap(expression), [])];
  for (let next = stack.pop(), steps = 0; next && steps < MAX_STEPS; next = stack.pop(), steps++) {
    if ("length" in next) pieces.push(next);
    else stack.push(...partsOf(ask, next).reverse());
  }
  return pieces;
}

/** An expression by itself: names lead to it from elsewhere. */
const within = (node: JsNode, outer: Piece["path"]): Open => ({ node, path: [...outer, { owner: node, range: node.range }] });

/** A part of an expression: the last step of its path is made narrower. */
function inside(part: JsNode, path: Piece["path"]): Open {
  const node = unwrap(part);
  return { node, path: path.map((stand, i) => (i === path.length - 1 ? { ...stand, range: node.range } : stand)) };
}

function partsOf(ask: JavaScriptQuestions, { node, path }: Open): (Open | Piece)[] {
  switch (node.type) {
    case "Literal": {
      const at = literalPlaces(ask, node);
      if (at) return [{ length: at.length - 1, at, path }];
      break;
    }
    case "TemplateLiteral": return templateParts(ask, node, false, path);
    case "TaggedTemplateExpression": return templateParts(ask, node.quasi, true, path);
    case "BinaryExpression":
      // Numbers may be added up.
      if (node.operator !== "+" || typeof ask.constant(node) !== "string") break;
      return [inside(node.left, path), inside(node.right, path)];
    case "Identifier": case "MemberExpression": {
      const pattern = path.length < MAX_NAMES ? patternIn(ask, node) : undefined;
      if (pattern) return [within(unwrap(pattern), path)];
      const target = path.length < MAX_NAMES ? unwrap(ask.values.definition(node)) : node;
      if (target !== node) return [within(target, path)];
    }
  }
  const value = ask.constant(node);
  return [{ length: value == null ? 0 : String(value).length, path }];
}

/** `X.source`: the regular expression, or the text that it is made from. */
function patternIn(ask: JavaScriptQuestions, node: JsNode): JsNode | undefined {
  if (node.type !== "MemberExpression" || propertyName(node) !== "source") return undefined;
  const value = ask.values.definition(node.object);
  return value.type === "Literal" && "regex" in value ? value : ask.values.patternGiven(value);
}

const escapes = /\\(?:\r\n|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-3][0-7]{0,2}|[4-7][0-7]?|[\s\S])|\r\n?/g;
const lineEnds = /\r\n?/g;

/** What an escape in a text or template stands for, as far as its length goes: one unit, or none, or two. */
function decoded(token: string): string {
  if (/^\\[\r\n\u2028\u2029]/.test(token)) return "";
  const code = /^\\u\{([\da-fA-F]+)\}$/.exec(token)?.[1];
  return code !== undefined && Number.parseInt(code, 16) > 0xffff ? "  " : " ";
}

/** Where each character of a regular expression or a text stands. */
function literalPlaces(ask: JavaScriptQuestions, node: TSESTree.Literal): number[] | undefined {
  const [start, end] = node.range;
  if ("regex" in node && node.regex != null) return offsetsOf(node.regex.pattern, start + 1, lineEnds, decoded);
  return typeof node.value === "string" ? offsetsOf(ask.text.slice(start + 1, end - 1), start + 1, escapes, decoded) : undefined;
}

function templateParts(ask: JavaScriptQuestions, { quasis, expressions }: TSESTree.TemplateLiteral, raw: boolean, path: Piece["path"]): (Open | Piece)[] {
  return quasis.flatMap((quasi, i): (Open | Piece)[] => {
    const [from, to] = textRange(ask, quasi);
    const at = offsetsOf(ask.text.slice(from, to), from, raw ? lineEnds : escapes, decoded);
    const plain = { length: at.length - 1, at, path };
    const expression = expressions[i];
    return expression ? [plain, inside(expression, path)] : [plain];
  });
}

/** Source offsets of the text of a part of a template; some parsers count the marks around it, too. */
function textRange(ask: JavaScriptQuestions, { range: [start, end], value, tail }: TSESTree.TemplateElement): [number, number] {
  const isBare = ask.text.slice(start, end).replaceAll(lineEnds, "\n") === value.raw;
  return isBare ? [start, end] : [start + 1, end - (tail ? 1 : 2)];
}
