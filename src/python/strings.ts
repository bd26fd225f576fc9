import { offsetsOf } from "../regex/pieces.ts";
import type { PyNode } from "./node.ts";

const simple: Readonly<Record<string, string>> = {
  "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\n": "", "\r": "", "\r\n": "",
};
const escapes = /\\(?:\r\n|[0-7]{1,3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]*\}|[\s\S])/g;

/** The value of an expression in the braces of an f-string. */
type HoleValue = (expression: PyNode) => string | undefined;

/** The value of a `string` or `concatenated_string` node; a bytes literal gives its characters. Undefined where a hole has no known value. */
export function stringValue(node: PyNode, text: string, hole: HoleValue): string | undefined {
  if (node.type === "concatenated_string") {
    const values = node.namedChildren.map((one) => stringValue(one, text, hole));
    return values.every((one) => one !== undefined) ? values.join("") : undefined;
  }
  const parts = partsOf(node);
  if (!parts) return undefined;
  let value = "";
  for (const { range: [from, to], hole: interpolation } of parts.parts) {
    const piece = decode(text.slice(from, to), parts.prefix);
    const inner = interpolation && expressionIn(interpolation);
    const filled = interpolation ? inner && hole(inner) : "";
    if (piece === undefined || filled === undefined) return undefined;
    value += piece + filled;
  }
  return value;
}

interface StringParts {
  /** In lower case. */
  prefix: string;
  /** Source offsets of each run of plain text, and the hole behind it. */
  parts: { range: readonly [number, number]; hole?: PyNode }[];
}

/** The runs of plain text in a `string` node. */
function partsOf({ children }: PyNode): StringParts | undefined {
  const start = children[0];
  const end = children.at(-1);
  if (start?.type !== "string_start" || end?.type !== "string_end") return undefined;
  let from = start.range[1];
  const parts = [...children.filter((part) => part.type === "interpolation"), end].map((one) => {
    const range = [from, one.range[0]] as const;
    from = one.range[1];
    return one === end ? { range } : { range, hole: one };
  });
  return { prefix: (/^[A-Za-z]*/.exec(start.text)?.[0] ?? "").toLowerCase(), parts };
}

/** `{name}`; not `{name!r}`, `{name:>8}` or `{name=}`. */
function expressionIn(interpolation: PyNode): PyNode | undefined {
  const [expression, ...others] = interpolation.children.filter((one) => one.type !== "{" && one.type !== "}");
  return others.length === 0 ? expression : undefined;
}

/** Where each character of a `string` node stands, run by run, and the expressions in its holes. */
export function stringPlaces(node: PyNode, text: string): { at: number[]; hole?: PyNode }[] {
  const { prefix, parts } = partsOf(node) ?? { prefix: "", parts: [] };
  const tokens = prefix.includes("r") ? /\r\n?|\{\{|\}\}/g : new RegExp(`${escapes.source}|\\r\\n?|\\{\\{|\\}\\}`, "g");
  return parts.map(({ range: [from, to], hole }) => ({
    at: offsetsOf(text.slice(from, to), from, tokens, (token) => decode(token, prefix) ?? ""),
    hole: hole && expressionIn(hole),
  }));
}

/** Source text between the quotes to the value; undefined where a character's name would be needed. */
function decode(source: string, prefix: string): string | undefined {
  const lines = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  const plain = prefix.includes("f") || prefix.includes("t") ? lines.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : lines;
  if (prefix.includes("r") || !plain.includes("\\")) return plain;
  let unknown = false;
  const value = plain.replace(escapes, (escape) => {
    const body = escape.slice(1);
    if (body in simple) return simple[body] ?? "";
    const first = body.charAt(0);
    if (/[0-7]/.test(first)) return String.fromCharCode(Number.parseInt(body, 8));
    if (first === "x" && body.length > 1) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
    if (prefix.includes("b")) return escape;
    if ((first === "u" || first === "U") && body.length > 1) return codePoint(Number.parseInt(body.slice(1), 16));
    if (first === "N" && body.length > 1) unknown = true;
    return escape;
  });
  return unknown ? undefined : value;
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
